"""The vectorised interpreter pays what the exact one pays, to everybody in every month."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlmcheck.plan.batch import (
    EVENTS,
    NEVER,
    NOBODY,
    Crowd,
    Month,
    Orders,
    monthly,
    opening,
    pay_month,
)
from mlmcheck.plan.history import History
from mlmcheck.plan.pay import pay
from mlmcheck.plan.terms import (
    Board,
    Cap,
    Fixed,
    Gate,
    Gates,
    Grade,
    Group,
    Line,
    Members,
    Need,
    Part,
    Rates,
    StairStep,
    Terms,
    Unilevel,
)
from mlmcheck.plan.windows import window
from tests.plan import batch_cases as cases
from tests.plan.batch_arrays import arrays_of

many = settings(max_examples=100, deadline=None, derandomize=True)
some = settings(max_examples=60, deadline=None, derandomize=True)
TINY = 1e-5
CENT = Fraction(1, 100)


def exact(terms: Terms, history: History) -> tuple[dict, dict, dict]:
    """Return what the exact interpreter pays: how much and how often, and on which acts.

    The first two are by person, line and month, the last is by line, kind of act and month.
    """
    place = {line.index: at for at, line in enumerate(terms.lines)}
    to: dict[tuple[str, int, int], Fraction] = defaultdict(Fraction)
    times: dict[tuple[str, int, int], int] = defaultdict(int)
    on: dict[tuple[int, str | None, int], Fraction] = defaultdict(Fraction)
    for payout in pay(terms, history).payouts:
        line = len(terms.lines) if payout.line is None else place[payout.line]
        month = window(payout.day, "month")
        to[payout.to, line, month] += payout.amount
        times[payout.to, line, month] += 1
        on[line, payout.event, month] += payout.amount
    return to, times, on


def assert_same(terms: Terms, history: History, exact_terms: Terms | None = None) -> None:
    """Hold what the two interpreters pay against each other.

    What is paid may differ by half a unit each time that something is paid.
    """
    if any(isinstance(line.form, Board) for line in terms.lines):
        history = cases.for_boards(history)
    to, times, on = exact(exact_terms or terms, history)
    arrays = arrays_of(terms, history)
    lines = range(len(terms.lines) + 1)
    capped = {at for at, line in enumerate(terms.lines) if line.cap or line.until}
    standing = opening(terms, arrays.crowd)
    for number, month in enumerate(arrays.months):
        paid = pay_month(terms, arrays.crowd, standing, number, month)
        standing = paid.standing
        for row, who in enumerate(arrays.ids):
            for line in lines:
                key = who, line, number + arrays.first
                half = float(terms.unit) / 2 * times.get(key, 0)
                due = pytest.approx(float(to.get(key, 0)), abs=TINY + half)
                assert due == paid.amounts[line, row], f"{who} by line {line} in month {number}"
        assert pytest.approx(paid.amounts.sum(), abs=TINY) == paid.by_event.sum()
        for line in lines:
            if (line, None, number + arrays.first) in on or line in capped:
                continue  # a sum over many acts; or one of which the earliest acts come first
            for at, event in enumerate(EVENTS):
                due = float(on.get((line, event, number + arrays.first), 0))
                half = float(terms.unit) / 2 * sum(times.values())
                assert pytest.approx(due, abs=TINY + half) == paid.by_event[line, at]


@many
@given(cases.terms((cases.along(),)), cases.histories())
def test_levels(terms, history):
    """Along sponsors and places, with and without compression, both pay the same."""
    assert_same(terms, history)


@many
@given(cases.terms((cases.stairs(),)), cases.histories())
def test_stairs(terms, history):
    """Stair-steps by rank, volume and heads are the same."""
    assert_same(terms, history)


@many
@given(cases.terms((cases.binary(),)), cases.histories())
def test_binary(terms, history):
    """Pairs, and what is kept of the stronger leg, are the same."""
    assert_same(terms, history)


@many
@given(cases.terms((cases.pools(), cases.groups(), cases.members())), cases.histories())
def test_windows(terms, history):
    """Pools, groups and returns for time are the same."""
    assert_same(terms, history)


@many
@given(cases.terms((cases.boards(),)), cases.histories())
def test_boards(terms, history):
    """The tops of boards are paid in the same months."""
    assert_same(terms, history)


@many
@given(cases.rewards_on_rewards(), cases.histories())
def test_rewards_on_rewards(terms, history):
    """What is paid on rewards, as a share of them or for each, is the same."""
    assert_same(terms, history)


@many
@given(cases.one_condition(), cases.histories())
def test_conditions(terms, history):
    """The same people have reached what is asked, of whatever kind, in a window or ever."""
    assert_same(terms, history)


@many
@given(cases.terms(), cases.histories())
def test_any_plan(terms, history):
    """Plans of lines of all forms, on rewards and in place of each other, are the same."""
    assert_same(terms, history)


@some
@given(
    cases.terms((cases.along(), cases.stairs(), cases.pools()), on_rewards=st.just(False)),
    cases.histories(),
)
def test_to_the_cent(terms, history):
    """Where money has cents the two are apart by half a cent for each payout at most."""
    lines = tuple(replace(line, until=None, cap=None) for line in terms.lines)
    assert_same(replace(terms, unit=CENT, lines=lines, payout_cap=None), history)


@many
@given(
    cases.terms((cases.along(),)),
    cases.price_ladders,
    cases.histories((None, "goods 0", "goods 1")),
    st.lists(st.sampled_from(cases.RANKS), min_size=10, max_size=10),
)
def test_differences_of_prices(terms, ladders, history, ranks):
    """Where ranks do not change within the month suppliers keep the same differences."""
    people = tuple(
        replace(person, rank=rank, left=None)
        for person, rank in zip(history.people, ranks, strict=False)
    )
    assert_same(replace(terms, ladders=ladders), replace(history, people=people))


@many
@given(
    cases.terms((cases.along(cases.FLOWS), cases.stairs(cases.FLOWS)), on_rewards=st.just(False)),
    cases.one_act_a_month(),
)
def test_by_act_where_there_is_one_a_month(terms, history):
    """What is worked out by act is the same by the month, where no month has a second act."""
    lines = tuple(replace(line, per=None, until=None, cap=None) for line in terms.lines)
    by_act = replace(terms, lines=lines, payout_cap=None)
    assert_same(monthly(by_act), history, by_act)


def test_nothing_is_carried_in_place():
    """A month worked out twice from one standing gives the same, to the bit."""
    terms = Terms((_line(Fixed(Fraction(3)), cap=Cap(Fraction(5), None)),), (), (), Gates(), CENT)
    crowd = _chain(3)
    month = replace(Month.quiet(3), entry=Orders.alike(10.0, np.ones(3, np.int64)))
    standing = pay_month(terms, crowd, opening(terms, crowd), 0, month).standing
    first = pay_month(terms, crowd, standing, 1, month)
    again = pay_month(terms, crowd, standing, 1, month)
    assert first.amounts.tobytes() == again.amounts.tobytes()
    assert [[0.0, 2.0, 0.0]] == first.amounts[:1].tolist()


def test_a_chain_is_paid_to_any_depth():
    """In a line of 100,000, each above the next, a level without end pays each for all below."""
    terms = Terms((_line(Part(CENT)),), (), (), Gates(), CENT)
    people = 100_000
    month = replace(Month.quiet(people), entry=Orders.alike(100.0, np.ones(people, np.int64)))
    crowd = _chain(people)
    paid = pay_month(terms, crowd, opening(terms, crowd), 0, month)
    assert list(range(people - 1, -1, -1)) == paid.amounts[0].tolist()


def test_months_come_one_by_one():
    """A month that is not the next one is refused."""
    terms = Terms((), (), (), Gates(), CENT)
    with pytest.raises(ValueError, match="month 0 is next, not 1"):
        pay_month(terms, _chain(1), opening(terms, _chain(1)), 1, Month.quiet(1))


def test_terms_are_by_the_month():
    """Terms that are worked out by the day are refused, not paid as if a day were a month."""
    terms = Terms((_line(Part(CENT), form=Members(), per="day"),), (), (), Gates(), CENT)
    with pytest.raises(ValueError, match="not by the month"):
        opening(terms, _chain(1))


@pytest.mark.parametrize(
    ("sponsor", "joined", "text"),
    [
        ([1, NOBODY], [0, 0], "before his sponsor"),
        ([NOBODY, 0], [1, 0], "in the order in which they joined"),
        ([NOBODY, 0], [0], "differ in length"),
    ],
)
def test_a_crowd_stands_in_order(sponsor, joined, text):
    """People out of order are refused, as every sum rests on it."""
    with pytest.raises(ValueError, match=text):
        Crowd(np.array(sponsor), np.array(joined), np.full(2, NEVER))


def test_what_is_paid_each_day_is_paid_a_month_of_days():
    """A return of 1 % a day is that of a mean month in each; so is a cap."""
    daily = _line(Part(CENT), form=Members(), per="day", cap=Cap(Fraction(12), "day"))
    line = monthly(Terms((daily,), (), (), Gates(), CENT)).lines[0]
    assert "month" == line.per
    assert ((None, Part(Fraction(365, 1200))),) == line.rates.steps
    assert Cap(Fraction(365), "month") == line.cap


def test_what_is_asked_each_week_is_asked_four_times():
    """A need and a gate of a week are four times as much in a month, and legs stay as many."""
    need = Need(purchase=Fraction(10), legs=Fraction(2), leg_volume=Fraction(5), per="week")
    gates = Gates((Gate(Fraction(7), "week"),))
    terms = monthly(Terms((_line(Part(CENT), needs=need),), (), (), gates, CENT))
    asked = Need(purchase=Fraction(40), legs=Fraction(2), leg_volume=Fraction(20), per="month")
    assert asked == terms.lines[0].needs
    assert Gates((Gate(Fraction(28), "month"),)) == terms.gates


def test_volume_asked_ever_is_not_asked_each_month():
    """A rate by volume without a window stays one by all volume so far; with a week it grows."""
    rates = Rates("group_volume", ((Fraction(100), Part(CENT)),))
    ever = _line(Part(CENT), rates=rates, per=None)
    weekly = _line(Part(CENT), rates=rates, form=Group(), per="week", base="group_volume")
    found = monthly(Terms((ever, weekly), (), (), Gates(), CENT)).lines
    assert [None, "month"] == [line.per for line in found]
    assert [100, 400] == [line.rates.steps[0][0] for line in found]


@some
@given(cases.terms())
def test_monthly_terms_are_monthly(terms):
    """Terms by the month and year stay what they are."""
    assert terms == monthly(terms)


def test_a_newcomer_who_pays_is_paid_for_once():
    """A line for entry and recruits pays for the payment, or for the one who joins without."""
    line = replace(_line(Fixed(Fraction(9))), triggers=frozenset({"entry", "recruit"}))
    terms = Terms((line,), (), (), Gates(), CENT)
    crowd = Crowd(np.array([NOBODY, 0, 0]), np.zeros(3, np.int64), np.full(3, NEVER))
    month = replace(Month.quiet(3), entry=Orders.alike(5.0, np.array([1, 1, 0])))
    paid = pay_month(terms, crowd, opening(terms, crowd), 0, month)
    assert [18.0, 0.0, 0.0] == paid.amounts[0].tolist()
    assert {"entry": 9.0, "recruit": 9.0} == {
        event: amount for event, amount in zip(EVENTS, paid.by_event[0], strict=True) if amount
    }


@pytest.mark.parametrize(
    ("per", "expected"),
    [("month", [2, 1, 2]), ("year", [2, 2, 2]), (None, [2, 2, 3])],
)
def test_customers_are_different_people(per, expected):
    """A buyer who comes again counts once in each window, and once ever."""
    ann_and_bob, ann, bob_and_eve = [2, 2, 2], [1, 0, 0], [2, 1, 1]
    months = {10: ann_and_bob, 11: ann, 12: bob_and_eve}
    counted = []
    for most in range(1, 4):
        need = Need(customers=Fraction(most), per=per)
        line = replace(_line(Fixed(Fraction(1)), needs=need), triggers=frozenset(["retail"]))
        terms = Terms((line,), (), (), Gates(), CENT)
        crowd = _chain(1)
        standing = opening(terms, crowd)
        for number in range(13):
            heads, new, new_this_year = (np.array([each]) for each in months.get(number, [0, 0, 0]))
            if number == 12:
                new_this_year = heads
            month = replace(
                Month.quiet(1),
                retail=Orders.alike(1.0, np.array([1])),
                customers=heads,
                new_customers=new,
                new_this_year=new_this_year,
            )
            paid = pay_month(terms, crowd, standing, number, month)
            standing = paid.standing
            if number >= 10:
                counted.append(paid.amounts[0, 0])
    assert expected == [sum(counted[at::3]) for at in range(3)]


def test_a_stair_of_two_steps_is_one_reward():
    """Who is paid two steps at once on an act is paid once: money on his reward is, too."""
    rates = Rates("rank", ((0, Part(CENT)), (1, Part(2 * CENT)), (2, Part(3 * CENT))))
    stairs = replace(_line(None, rates=rates), form=StairStep(None, False))
    on_it = replace(
        _line(Fixed(Fraction(7)), form=Unilevel(0, 0)), index=1, triggers=frozenset(["reward"])
    )
    grades = tuple(Grade((name,), None) for name in cases.RANKS)
    terms = Terms((stairs, on_it), grades, (), Gates(), CENT)
    crowd = replace(_chain(3), rank=np.array([2, 0, -1]))
    month = replace(Month.quiet(3), entry=Orders.alike(100.0, np.array([0, 0, 1])))
    paid = pay_month(terms, crowd, opening(terms, crowd), 0, month)
    assert [[2.0, 1.0, 0.0], [7.0, 7.0, 0.0]] == np.round(paid.amounts[:2], 9).tolist()


def _line(rate, form=None, rates=None, per="month", **more) -> Line:
    form = form or Unilevel(1, None)
    events = frozenset(["time"] if isinstance(form, Members) else ["entry"])
    base = more.pop("base", "payment")
    rates = rates or Rates("level", ((None, rate),))
    return Line(0, (), (), events, form, rates, base, per=per, **more)


def _chain(people: int) -> Crowd:
    none = np.zeros(people, np.int64)
    return Crowd(np.arange(people) - 1, none, np.full(people, NEVER))
