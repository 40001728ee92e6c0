"""Two interpreters, written apart from one specification, pay the same."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlmcheck.plan.history import History
from mlmcheck.plan.pay import pay

from .generated import KINDS, Case, cases, mixed_cases, smallest
from .generated_text import Values, terms, written_cases
from .reference import reference

COMPARED = ("to", "amount", "day", "line", "event", "act", "level")


def rows(payouts: Iterable[object]) -> list[tuple[str, ...]]:
    """Return what is compared of each payout, in one order; what was cut to nothing is none."""
    return sorted(
        tuple(str(getattr(each, key)) for key in COMPARED)
        for each in payouts
        if getattr(each, "amount")  # noqa: B009  # a payout of either interpreter
    )


def differ(case: Case) -> bool:
    """Return whether the two interpreters pay different things."""
    return rows(reference(*case)) != rows(pay(*case).payouts)


def agree(case: Case) -> None:
    """Fail with the smallest case in which they differ."""
    if not differ(case):
        return
    plan, happened = smallest(case, differ)
    expected, found = rows(reference(plan, happened)), rows(pay(plan, happened).payouts)
    pytest.fail(
        f"{plan}\n\n{happened}\n\n"
        f"only the reference: {[each for each in expected if each not in found]}\n"
        f"only the interpreter: {[each for each in found if each not in expected]}"
    )


@pytest.mark.parametrize("kind", [*KINDS, "tiers"])
@settings(derandomize=True, deadline=None, max_examples=700)
@given(data=st.data())
def test_both_pay_the_same_by_each_form(kind: str, data: st.DataObject) -> None:
    """A plan of one line of a form pays each person the same, act by act, on the same days."""
    agree(data.draw(cases(kind)))


@settings(derandomize=True, deadline=None, max_examples=700)
@given(cases("unilevel", "stair-step", "reward"))
def test_both_pay_the_same_on_rewards(case: Case) -> None:
    """What a line on rewards pays on the payouts of others is the same."""
    agree(case)


@settings(derandomize=True, deadline=None, max_examples=1200)
@given(mixed_cases())
def test_both_pay_the_same_by_several_lines(case: Case) -> None:
    """A plan of two or three lines of any forms pays the same, also where one replaces another."""
    agree(case)


@pytest.mark.parametrize("end", ["least", "most"])
@settings(derandomize=True, deadline=None, max_examples=900)
@given(written_cases())
def test_both_pay_the_same_by_a_scheme_file(end: str, case: tuple[Values, History]) -> None:
    """A plan read from a scheme file pays the same at either end of its ranges."""
    said, happened = case
    agree((terms(said, "least" if end == "least" else "most"), happened))


@settings(derandomize=True, deadline=None, max_examples=200)
@given(mixed_cases())
def test_what_the_reference_pays_can_be_paid(case: Case) -> None:
    """The reference never pays before somebody joined, to somebody unknown, or nothing or less."""
    _, happened = case
    joined = {each.id: each.joined for each in happened.people}
    for each in reference(*case):
        assert each.amount > 0
        assert joined[each.to] <= each.day <= happened.until
