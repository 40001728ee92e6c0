"""Whose money pays rewards: the ends of the share, for every behaviour and exactly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlmcheck.bound.bounds import bound_of
from mlmcheck.bound.highs import solve
from mlmcheck.bound.joining import joining_of, most_funded
from mlmcheck.bound.linear import is_proof
from mlmcheck.bound.share import share_of
from mlmcheck.bound.witness import Sums, sums_of
from mlmcheck.interval import Interval
from mlmcheck.measures.bounded import premises_of
from mlmcheck.measures.funding import funded_by_plan
from mlmcheck.plan.compile import terms_of
from mlmcheck.plan.pay import pay
from mlmcheck.plan.terms import End
from mlmcheck.scheme.plan import Plan, days_to_judge, plan_on
from mlmcheck.scheme.read import read_scheme
from tests.bound import plans
from tests.bound.plans import bound, ends, plan

SAMPLES = sorted(
    path
    for path in (Path(__file__).parents[2] / "sample_schemes").rglob("*.yaml")
    if ".decided" not in path.name
)
BOTH: tuple[End, End] = ("least", "most")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (plans.FINANCE, (0, Fraction(1, 2000))),
        (plans.CIRCLE, (1, 1)),
        (plans.STATIC, (1, 1)),
        (plans.RETAIL, (0, 0)),
        (plans.CLUB, (0, 1)),
        (plans.TWO_LINES, (0, Fraction(2, 3))),
    ],
)
def test_the_ends_of_known_plans(text: str, expected: tuple[Fraction, Fraction]) -> None:
    """One cent in and 20 out, a gifting circle, a return, retail alone, a club, and two lines."""
    assert expected == ends(text)


def _with(payments: str, rewards: str, goods: str = "goods: [{name: soap}]\n") -> str:
    return f"entry: [{payments}]\nupkeep: none\nranks: none\n{goods}rewards: [{rewards}]\n"


MUST = "{item: fee, amount: 100, required: rule}"


@pytest.mark.parametrize(
    ("payments", "rewards", "most"),
    [
        (MUST, "{for: entry, pays: {1: 125}}", Fraction(4, 5)),
        (MUST, "{for: entry, pays: {1: 125, 2: 50}}", Fraction(4, 5)),
        (MUST, "{for: entry, pays: {2: 200}}", 1),
        (MUST, "{for: entry, pays: {1: 125}, per: month}", 1),
        (MUST, "{for: entry, pays: {1: 125}, cap: {amount: 1000}}", 1),
        (MUST, "{for: entry, pays: {1: 125}, until: 300%}", 1),
        (MUST, "{for: entry, pays: {1: 125}, needs: {direct_recruits: 1}}", Fraction(4, 5)),
        (MUST, "{for: entry, pays: {1: 125}, needs: {direct_recruits: 2}}", 1),
        (MUST, "{for: entry, form: matrix, width: 2, depth: 1, pays: 125}", 1),
        (MUST, "{for: entry, by: direct_recruits, pays: {0: 10, 1: 125, 5: 200}}", Fraction(4, 5)),
        (MUST, "{for: entry, by: direct_recruits, pays: {1: 125, 5: 110}}", Fraction(10, 11)),
        (MUST, "{for: entry, by: direct_recruits, pays: {2: 125}}", 1),
        ("{item: fee, amount: 100, required: optional}", "{for: entry, pays: {1: 125}}", 0.8),
        ("{item: fee, amount: 100, required: optional}", "{for: recruit, pays: {1: 125}}", 0.8),
        (
            "{item: fee, amount: 100, required: rule, opens: [earn]}",
            "{for: recruit, pays: {1: 125}}",
            1,
        ),
        (
            "{item: fee, amount: {min: 100, max: 400}, required: rule}",
            "{for: recruit, pays: {1: 500}}",
            0.8,
        ),
        (
            "{item: fee, amount: {min: 100, max: 400}, required: rule}",
            "{for: entry, pays: {1: 200%}}",
            0.5,
        ),
        (
            "{item: fee, amount: 100, required: rule, choice: a}, "
            "{item: fee, amount: 1000, required: rule, choice: a}",
            "{for: entry, pays: {1: 200%}}, {for: recruit, pays: {1: 50}}",
            Fraction(1000, 2050),
        ),
        ("{item: fee, amount: 100, required: rule, per: month}", "{for: entry, pays: {1: 125}}", 1),
    ],
)
def test_only_what_is_surely_paid_bounds_the_share(
    payments: str, rewards: str, most: Fraction | float
) -> None:
    """The one who brings a newcomer in is paid at once; all else may never be paid."""
    assert (0, Fraction(most).limit_denominator(10_000)) == ends(_with(payments, rewards))


def test_a_rounded_payout_counts_as_what_it_is() -> None:
    """A quarter more than 100.01 is 125.0125, of which 125.01 is paid; 133.34633 becomes 133.35."""
    for rate, paid in (("125%", "125.01"), ("133.333%", "133.35")):
        text = _with(
            "{item: fee, amount: 100.01, required: rule}", f"{{for: entry, pays: {{1: {rate}}}}}"
        )
        assert Fraction("100.01") / Fraction(paid) == ends(text)[1]


@pytest.mark.parametrize("left_open", ["entry", "upkeep", "rewards"])
def test_an_open_list_has_no_bound(left_open: str) -> None:
    """What may be missing from a list may be paid in without a reward, so nothing is bounded."""
    whole = ", ".join(name for name in ("entry", "upkeep", "rewards") if name != left_open)
    sources = f"complete: [{whole}]\nsources: {{p: {{title: t, weight: plan}}}}\n"
    text = (
        plans.TWO_LINES.replace("upkeep: none\n", "")
        if left_open == "upkeep"
        else (plans.TWO_LINES)
    )
    assert [] == list(funded_by_plan(plan(sources + text)))
    if left_open != "rewards":
        assert (0, 1) == ends(sources + text)


def test_a_cap_on_all_rewards_leaves_nothing_sure() -> None:
    """Where all rewards of a month are cut to a part of its sales, none is sure."""
    cap = "safeguards: {payout_cap: {share: 40%, enforced: true}}\n"
    assert (0, 1) == ends(plans.TWO_LINES + cap)


@settings(max_examples=150, deadline=None)
@given(plans.joining_plans)
def test_the_closed_form_is_the_optimum_of_the_program(text: str) -> None:
    """The form that facts rest on and the program that HiGHS solves agree, exactly."""
    stated = plan(text)
    premises, joining = premises_of(stated), joining_of(stated)
    lines = tuple(range(len(stated.rewards.items)))
    program = share_of(joining, premises, lines).most
    optimum = solve(program)
    assert optimum is not None
    assert is_proof(program, optimum)
    if premises.others_pay and not premises.purchases_count:
        way = most_funded(joining, premises)
        assert (Fraction(1) if way is None else way.share) == optimum.value
    else:
        assert most_funded(joining, premises) is None


@settings(max_examples=150, deadline=None)
@given(st.data(), plans.plans)
def test_no_history_leaves_the_bounds(data: st.DataObject, text: str) -> None:
    """Whatever people do who obey the plan, what was paid in and out keeps within both ends."""
    stated = plan(text)
    premises = premises_of(stated)
    share = _ends(stated)
    history = data.draw(plans.histories(stated, deeds=premises.goods))
    gates = terms_of(stated, "most").gates
    for end in BOTH:
        # Whoever has paid what is asked has paid it, wherever in its range that is.
        terms = replace(terms_of(stated, end), gates=gates)
        sums = sums_of(history, pay(terms, history), premises)
        if sums.rewards > 0:
            assert share[0] <= sums.least
            if premises.others_pay:
                assert sums.most <= share[1]


def _ends(stated: Plan) -> tuple[Fraction, Fraction]:
    lines = tuple(range(len(stated.rewards.items)))
    programs = share_of(joining_of(stated), premises_of(stated), lines)
    least, most = solve(programs.least), solve(programs.most)
    assert least is not None
    assert most is not None
    return -least.value, most.value


@pytest.mark.parametrize(
    "text", [plans.FINANCE, plans.CIRCLE, plans.STATIC, plans.RETAIL, plans.CLUB, plans.TWO_LINES]
)
def test_a_small_network_reaches_each_end(text: str) -> None:
    """Put to the interpreter again, each example gives the very number of the bound."""
    stated, found = plan(text), bound(text)
    assert found.share is not None
    for end, most in zip(found.share, (False, True), strict=True):
        example = end.example
        assert example is not None
        assert example.reached
        payouts = [pay(terms_of(stated, side), example.history) for side in BOTH]
        assert example.paid in payouts
        sums = sums_of(example.history, example.paid, found.premises)
        assert isinstance(example.sums, Sums)
        assert end.number == (sums.most if most else sums.least)


def test_the_example_of_two_lines_is_one_newcomer() -> None:
    """A brings B, who pays 100; A is paid 100 and 50."""
    share = bound(plans.TWO_LINES).share
    assert share is not None
    example = share[1].example
    assert example is not None
    assert ["A", "B"] == [person.id for person in example.history.people]
    assert [("A", 50), ("A", 100)] == [(p.to, p.amount) for p in example.paid.payouts]


def _versions() -> Iterator[tuple[str, Plan]]:
    for path in SAMPLES:
        scheme = read_scheme(path).scheme
        for day in days_to_judge(scheme, date(2026, 11, 1), ()):
            yield f"{path.stem} {day}", plan_on(scheme, day)


@pytest.mark.parametrize("version", list(_versions()), ids=lambda version: version[0])
def test_no_fact_of_a_sample_contradicts_its_bounds(version: tuple[str, Plan]) -> None:
    """Every sample is bounded, every bound is proven, and every fact of its plan lies within."""
    stated = version[1]
    found = bound_of(stated, premises_of(stated))
    if found.share is None:
        return
    assert all(end.optimum is not None for end in (*found.share, *(found.covered or ())))
    interval = found.funded
    assert interval is not None
    for fact in funded_by_plan(stated):
        assert isinstance(fact.value, Interval)
        assert fact.value.meet(interval) is not None
