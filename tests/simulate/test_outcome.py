"""Statistics of a run are those that one gets by sorting a list."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmcheck.plan.batch.trees import Tree
from mlmcheck.simulate.assumptions import Assumptions
from mlmcheck.simulate.outcome import (
    MOST_ROWS,
    Outcome,
    at_rank,
    in_the_middle,
    outcome_of,
    spread,
)
from mlmcheck.simulate.run import Run

from .plans import NO_SALES, headhunting, one_run

GIVEN = Assumptions(people=400, months=15, after=3, retail=NO_SALES, seed=3)


@pytest.fixture(scope="module", name="run")
def _run() -> Run:
    return one_run(headhunting(60), GIVEN)


@pytest.fixture(scope="module", name="outcome")
def _outcome(run: Run) -> Outcome:
    return outcome_of(run, GIVEN.months)


@given(st.lists(st.integers(-100, 100), min_size=1), st.integers(1, 100))
def test_a_rank_is_the_least_that_so_many_do_not_pass(numbers: list[int], percent: int) -> None:
    """At least that part of all are no greater, and of any smaller number it is not so."""
    ordered = np.sort(np.array(numbers))
    found = at_rank(ordered, Fraction(percent, 100))

    assert 100 * sum(each <= found for each in numbers) >= percent * len(numbers)
    assert 100 * sum(each < found for each in numbers) < percent * len(numbers)
    assert found in numbers


def test_everybody_but_the_top_is_counted_once(run: Run, outcome: Outcome) -> None:
    """Levels and months of joining each add up to all who joined, and so do those who lost."""
    net = run.net[1:].tolist()

    assert 400 == outcome.people == outcome.all.people
    assert outcome.people == sum(group.people for group in outcome.levels)
    assert outcome.people == sum(group.people for group in outcome.joined)
    assert sum(each < 0 for each in net) == outcome.lost
    assert sum(each > 0 for each in net) == outcome.gained
    assert outcome.lost == sum(group.lost for group in outcome.levels)
    assert outcome.lost == sum(group.lost for group in outcome.joined)
    assert run.net[0] == outcome.top


def test_who_has_what_he_had_before_has_neither_lost_nor_gained() -> None:
    """With the whole fee for each recruit, whoever brought one is as he was."""
    run = one_run(headhunting(100), GIVEN)
    outcome = outcome_of(run, GIVEN.months)
    net = run.net[1:].tolist()

    assert net.count(0) > 0
    assert (sum(each < 0 for each in net), sum(each > 0 for each in net)) == (
        outcome.lost,
        outcome.gained,
    )
    assert (outcome.lost, outcome.gained) == (outcome.all.lost, outcome.all.gained)


def test_groups_are_of_their_levels_and_months(run: Run, outcome: Outcome) -> None:
    """A row speaks of just the people of its levels, or of its months."""
    levels = Tree(run.crowd.sponsor).depth
    for group in outcome.levels:
        inside = (group.first <= levels) & (levels <= group.last)
        net = sorted(run.net[1:][inside[1:]].tolist())
        assert (len(net), net[-1]) == (group.people, group.most)
        assert net[(len(net) - 1) // 2] == group.median
    for group in outcome.joined:
        inside = (group.first <= run.crowd.joined) & (run.crowd.joined <= group.last)
        assert int(inside[1:].sum()) == group.people
    assert MOST_ROWS >= len(outcome.levels)
    assert MOST_ROWS >= len(outcome.joined)


def test_the_gains_of_those_who_gain_most(run: Run, outcome: Outcome) -> None:
    """The hundredth of 400 people are four."""
    gains = sorted((each for each in run.net[1:].tolist() if each > 0), reverse=True)

    assert Fraction(sum(gains[:4]), sum(gains)) == outcome.top_hundredth


def test_pay_on_fees_is_newcomers_money(outcome: Outcome) -> None:
    """Where a fee is all that is paid on, newcomers pay everything, until nobody joins."""
    assert 1 == outcome.from_newcomers
    assert (False, False, False) == outcome.after
    assert outcome.rewards == outcome.on("entry")
    assert outcome.short_from is None


def test_pay_on_heads_is_newcomers_money_as_far_as_they_pay() -> None:
    """What is paid on no payment comes out of all that came in, in proportion."""
    text = (
        headhunting(50)
        .replace("for: entry", "for: recruit")
        .replace(
            "upkeep: none",
            "upkeep: [{item: fee, amount: 100, per: month, required: practice, opens: [join]}]",
        )
    )
    outcome = outcome_of(one_run(text, GIVEN), GIVEN.months)
    month = outcome.months[10]

    assert month.by_newcomers < month.income
    assert Fraction(month.by_newcomers, month.income) * month.paid == month.for_joining


def test_what_was_never_paid_in_cannot_be_paid_out() -> None:
    """A plan that pays 150 of each 100 is short from the first month on, by half of all fees."""
    outcome = outcome_of(one_run(headhunting(150), GIVEN), GIVEN.months)
    fees = outcome.income

    assert outcome.short_from is not None
    assert outcome.short == max(
        sum(m.paid - m.income for m in outcome.months[: end + 1]) for end in range(18)
    )
    assert fees / 3 < outcome.short < fees / 2


def test_nine_in_ten_are_in(outcome: Outcome) -> None:
    """The month named is the first by whose end nine in ten of all have joined."""
    so_far = np.cumsum([month.joined for month in outcome.months])

    assert so_far[outcome.full] >= 360
    assert so_far[outcome.full - 1] < 360


def test_a_spread_is_the_least_that_of_the_run_in_the_middle_and_the_most(
    outcome: Outcome,
) -> None:
    """All figures are of one run, in the middle by how many lost, so that they add up."""
    runs = [replace(outcome, lost=lost, top=top) for lost, top in ((7, 4), (5, 1), (9, 3), (6, 9))]
    middle = in_the_middle(runs)
    found = spread(runs, middle, lambda each: each.top)

    assert runs[3] is middle
    assert found is not None
    assert (1, 9, 9) == (found.least, found.middle, found.most)
    assert None is spread([outcome], outcome, lambda _: None)


def test_fees_that_come_again_are_newcomers_money_only_as_far_as_newcomers_pay_them() -> None:
    """Of pay on monthly fees newcomers fund their part of the fees, and none when nobody joins."""
    text = headhunting(40).replace("{1: 40}", "{1: 40%}").replace("100,", "100, per: month,")
    outcome = outcome_of(one_run(text, GIVEN), GIVEN.months)
    month, last = outcome.months[10], outcome.months[-1]

    assert 0 < month.by_newcomers < month.income
    assert Fraction(month.by_newcomers, month.income) * month.paid == month.for_joining
    assert last.paid > 0 == last.joined
    assert 0 == last.for_joining
