"""Intervals: exact arithmetic of what is possible, and comparisons that never guess."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmcheck.interval import (
    COMPARE,
    EITHER,
    FALSE,
    INFINITY,
    NEVER_NEGATIVE,
    TRUE,
    Interval,
    Number,
    Truth,
    all_of,
    any_of,
    exact,
    interval_truth,
    point,
    truth_interval,
)

NUMBERS: list[Number] = [*(exact(Fraction(n, 4)) for n in range(9)), INFINITY]
STEP = Fraction(1, 1000)
TRUTHS = st.sampled_from(Truth)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Any interval between 0 and infinity with ends on a grid, open or closed."""
    lo, hi = sorted([draw(st.sampled_from(NUMBERS)), draw(st.sampled_from(NUMBERS))])
    if lo == hi:
        return Interval(lo, hi)
    return Interval(lo, hi, draw(st.booleans()), draw(st.booleans()))


def some_of(interval: Interval) -> list[Number]:
    """Numbers of an interval: its ends or what lies next to them, and what lies between."""
    near = [Fraction(0), *NUMBERS[:-1], INFINITY]
    close = [n + d for n in NUMBERS[:-1] for d in (-STEP, STEP)] + [Fraction(1000)]
    return [number for number in (*near, *close) if interval.contains(number)]


def holds(op: str, left: Number, right: Number) -> bool:
    """The comparison of two known numbers."""
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[op]


@given(intervals(), intervals(), st.sampled_from(sorted(COMPARE)))
def test_comparison_is_decided_exactly_where_all_numbers_agree(
    left: Interval, right: Interval, op: str
) -> None:
    """Yes if it holds of every pair of numbers, no if of none, and unknown only between."""
    outcomes = {holds(op, one, other) for one in some_of(left) for other in some_of(right)}
    expected = {
        frozenset([True]): Truth.YES,
        frozenset([False]): Truth.NO,
        frozenset([True, False]): Truth.UNKNOWN,
    }[frozenset(outcomes)]

    assert expected is COMPARE[op](left, right)


@pytest.mark.parametrize(
    ("op", "value", "expected"),
    [
        ("<", Interval(Fraction(0), Fraction(1, 2), hi_open=True), Truth.YES),
        ("<", point(Fraction(1, 2)), Truth.NO),
        ("<=", point(Fraction(1, 2)), Truth.YES),
        ("<=", Interval(Fraction(1, 2), Fraction(1), lo_open=True), Truth.NO),
        (">", Interval(Fraction(1, 2), Fraction(1), lo_open=True), Truth.YES),
        (">", Interval(Fraction(1, 2), Fraction(1)), Truth.UNKNOWN),
        (">", point(Fraction(1, 2)), Truth.NO),
        (">=", Interval(Fraction(1, 2), Fraction(1)), Truth.YES),
        (">=", Interval(Fraction(0), Fraction(1, 2), hi_open=True), Truth.NO),
    ],
)
def test_open_and_closed_ends_at_one_half(op: str, value: Interval, expected: Truth) -> None:
    """“More than half” meets `> 50%` and “at most half” does not."""
    assert expected is COMPARE[op](value, point(Fraction(1, 2)))


@given(intervals(), intervals())
def test_meet_holds_what_both_hold(left: Interval, right: Interval) -> None:
    """A number is in the meet if and only if it is in both; there is none where none is in both."""
    both = left.meet(right)

    assert [n for n in some_of(NEVER_NEGATIVE) if left.contains(n) and right.contains(n)] == (
        [] if both is None else some_of(both)
    )


@given(intervals(), intervals())
def test_hull_is_the_smallest_interval_that_holds_both(left: Interval, right: Interval) -> None:
    """Both lie within the hull, and its ends are ends of theirs."""
    hull = left.hull(right)

    assert left.within(hull)
    assert right.within(hull)
    assert {hull.lo, hull.hi} <= {left.lo, left.hi, right.lo, right.hi}


@given(intervals(), intervals())
def test_within_is_meeting_in_itself(left: Interval, right: Interval) -> None:
    """An interval lies within another if and only if the other takes nothing away from it."""
    assert left.within(right) == (left.meet(right) == left)


@given(intervals(), intervals())
def test_sum_and_product_hold_sums_and_products(left: Interval, right: Interval) -> None:
    """Whatever two numbers are taken, their sum and product are possible."""
    for one in some_of(left):
        for other in some_of(right):
            product = Fraction(0) if 0 in (one, other) else one * other
            assert (left + right).contains(one + other)
            assert left.times(right).contains(product)


@given(st.lists(TRUTHS))
def test_conjunction_is_the_denial_of_a_disjunction_of_denials(truths: list[Truth]) -> None:
    """De Morgan holds in strong Kleene logic."""
    assert all_of(truths) is ~any_of([~truth for truth in truths])


@given(TRUTHS)
def test_truth_survives_the_way_through_an_interval(truth: Truth) -> None:
    """A truth value as an interval says the same."""
    assert truth is interval_truth(truth_interval(truth))


def test_truths_are_intervals_between_nought_and_one() -> None:
    """False is 0, true is 1, unknown is anything between."""
    assert (FALSE, TRUE, EITHER) == (point(0), point(1), Interval(Fraction(0), Fraction(1)))


@pytest.mark.parametrize(
    "ends", [(Fraction(1), Fraction(0), False, False), (Fraction(1), Fraction(1), True, False)]
)
def test_empty_intervals_are_refused(ends: tuple[Fraction, Fraction, bool, bool]) -> None:
    """There is no interval without a number in it."""
    with pytest.raises(ValueError, match="there is no number"):
        Interval(*ends)


def test_infinity_is_reached() -> None:
    """“All levels” is a point, at least as great as any number."""
    assert point(INFINITY).is_point
    assert Truth.YES is COMPARE[">="](point(INFINITY), point(1000))
