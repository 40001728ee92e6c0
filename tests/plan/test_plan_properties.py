"""What is true of every plan of a form, whatever its numbers and whatever happens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlmcheck.plan.history import History, Order, Person
from mlmcheck.plan.pay import Payout, pay
from mlmcheck.plan.terms import (
    NOTHING,
    Binary,
    Gates,
    Group,
    Line,
    Part,
    Rates,
    StairStep,
    Terms,
    Unilevel,
)

from .build import DAY, history, terms
from .generated import (
    FLOWS,
    KINDS,
    PARTS,
    Case,
    cases,
    mixed_cases,
    need,
    one_in,
    seeds,
    some,
)
from .generated import history as made_history
from .generated_text import ranged
from .reference import Reference, window_of

FINE = Fraction(1, 10**12)
"""A unit so small that nothing is ever rounded here."""

plenty = settings(derandomize=True, deadline=None, max_examples=300)


def paid(plan: Terms, happened: History) -> tuple[Payout, ...]:
    """Return what the interpreter pays."""
    return pay(plan, happened).payouts


def by_person(payouts: Iterable[Payout]) -> dict[str, Fraction]:
    """Return what each person is paid in all, nothing for whoever is not named."""
    found: dict[str, Fraction] = defaultdict(Fraction)
    for each in payouts:
        found[each.to] += each.amount
    return found


def plain(plan: Terms, **changes: object) -> Terms:
    """Return a plan with its lines changed, unrounded, without payments that open pay or caps."""
    lines = tuple(
        replace(line, cap=None, until=None, replaces=(), **changes)  # type: ignore[arg-type]
        for line in plan.lines
    )
    return replace(plan, lines=lines, gates=Gates(), unit=FINE, payout_cap=None, ladders=())


def with_orders(happened: History, orders: Iterable[Order]) -> History:
    """Return the history with other orders."""
    return replace(happened, orders=tuple(orders))


def times(each: Order, factor: int) -> Order:
    """Return an order of so many times the amount."""
    return replace(
        each,
        amount=each.amount * factor,
        retail_price=None if each.retail_price is None else each.retail_price * factor,
        commission=None if each.commission is None else each.commission * factor,
    )


def by_level(random: Random, index: int = 0) -> Line:
    """Return a unilevel line with shares by level and no conditions."""
    levels = sorted(some(random, (0, 1, 2, 3, 4), 4))
    steps = tuple((level, Part(random.choice(PARTS))) for level in levels)
    return Line(
        index,
        ("rewards", index),
        (),
        frozenset(some(random, FLOWS, 4)),
        Unilevel(levels[0], levels[-1]),
        Rates("level", steps),
        random.choice(("payment", "payment", "retail_price", "commission")),
        per=random.choice((None, None, "week", "month")),
    )


def plan_of(line: Line) -> Terms:
    """Return a plan of that line alone."""
    return Terms((line,), (), (), Gates(), FINE)


@plenty
@given(seeds, st.integers(2, 9))
def test_unilevel_pay_grows_with_the_amounts(seed: int, factor: int) -> None:
    """If everybody pays so many times as much, everybody is paid so many times as much."""
    random = Random(seed)
    plan, happened = plan_of(by_level(random)), made_history(random)

    once = by_person(paid(plan, happened))
    more = by_person(paid(plan, with_orders(happened, (times(o, factor) for o in happened.orders))))

    assert {who: factor * amount for who, amount in once.items()} == more


@plenty
@given(seeds)
def test_unilevel_pay_of_all_orders_is_the_sum_of_the_pay_of_each(seed: int) -> None:
    """Without conditions no order changes what is paid on another."""
    random = Random(seed)
    plan, happened = plan_of(by_level(random)), made_history(random)

    together = by_person(paid(plan, happened))
    alone = by_person(
        payout for each in happened.orders for payout in paid(plan, with_orders(happened, [each]))
    )

    assert alone == together


@plenty
@given(cases("unilevel"), seeds)
def test_a_customer_s_order_never_lowers_pay_by_level(case: Case, seed: int) -> None:
    """One more sale to a customer leaves everybody paid by level what he had, or more."""
    random = Random(seed)
    plan, happened = case
    line = by_level(random)
    asks = need(random) if one_in(random, 2) else NOTHING
    plan = replace(plan, lines=(replace(line, needs=asks),), payout_cap=None)
    seller = random.choice(happened.people)
    sale = Order(
        "more", max(seller.joined, DAY), "retail", Fraction(100), seller=seller.id, buyer="M"
    )

    before = by_person(paid(plan, happened))
    after = by_person(paid(plan, with_orders(happened, (*happened.orders, sale))))

    assert all(amount <= after[who] for who, amount in before.items())


@plenty
@given(mixed_cases(), seeds)
def test_the_order_of_a_day_s_orders_does_not_matter_to_a_window(case: Case, seed: int) -> None:
    """What a line with a window pays hangs on what happened in it, not on what came first."""
    plan, happened = case
    windowed = tuple(line for line in plan.lines if line.per and "reward" not in line.triggers)
    plan = replace(plan, lines=windowed, ladders=(), payout_cap=None)
    shuffled = list(happened.orders)
    Random(seed).shuffle(shuffled)

    def sums(when: History) -> dict[tuple[str, int | None], Fraction]:
        found: dict[tuple[str, int | None], Fraction] = defaultdict(Fraction)
        for each in paid(plan, when):
            found[each.to, each.line] += each.amount
        return found

    assert sums(happened) == sums(with_orders(happened, shuffled))


@plenty
@given(cases("stair-step"))
def test_a_stair_step_pays_at_most_its_top_rate(case: Case) -> None:
    """The differences up one line never come to more than the highest rate of the volume."""
    plan, happened = plain(case[0], base="payment"), case[1]
    (line,) = plan.lines
    if not isinstance(line.rates.steps[0][1], Part):
        return
    top = max(rate.part for _, rate in line.rates.steps if isinstance(rate, Part))
    amount = {each.id: each.amount for each in happened.orders}
    of_act: dict[str, Fraction] = defaultdict(Fraction)
    for each in paid(plan, happened):
        assert each.act is not None
        of_act[each.act] += each.amount

    assert all(total <= top * amount[act] for act, total in of_act.items())


@plenty
@given(seeds)
def test_a_stair_step_by_volume_pays_the_closed_form(seed: int) -> None:
    """Each gets the rate of his group's volume on it, less the same of each group below him."""
    random = Random(seed)
    happened = made_history(random)
    crowd = tuple(Person(each.id, each.joined, each.sponsor) for each in happened.people)
    happened = History(crowd, happened.orders, date(2025, 1, 31))
    keys = sorted(some(random, tuple(map(Fraction, (0, 100, 333, 600, 1200))), 5))
    parts = sorted(random.sample(PARTS, len(keys)))
    rates = Rates("group_volume", tuple(zip(keys, map(Part, parts), strict=True)))
    goods = frozenset(("stock", "own-use", "retail"))
    line = Line(0, (), (), goods, StairStep(None, True), rates, "group_volume", per="year")
    asked = Reference(plan_of(line), happened)
    end = (date(2024, 12, 31), 3, 3)

    def whole(head: str) -> Fraction:
        volume = asked.volume(head, line, end)
        reached = [part for key, part in zip(keys, parts, strict=True) if key <= volume]
        return max(reached, default=Fraction(0)) * volume

    expected = {}
    for person in happened.people:
        if person.joined.year == 2024:
            below = sum((whole(each) for each in asked.recruits(person.id, end)), Fraction(0))
            expected[person.id] = whole(person.id) - below
    found = by_person(paid(plan_of(line), happened))

    assert {who: amount for who, amount in expected.items() if amount} == found


@plenty
@given(cases("binary"))
def test_a_binary_plan_pays_at_most_its_rate_of_the_weaker_leg(case: Case) -> None:
    """In all time nobody is paid on more than the smaller of the volumes of his two legs."""
    plan, happened = plain(case[0], base="payment"), case[1]
    (line,) = plan.lines
    assert isinstance(line.form, Binary)
    if not isinstance(line.rates.steps[0][1], Part):
        return
    top = max(rate.part for _, rate in line.rates.steps if isinstance(rate, Part))
    asked = Reference(plan, happened)
    seats = asked.seats(2)
    for head, amount in by_person(paid(plan, happened)).items():
        legs = [Fraction(0), Fraction(0)]
        for act in asked.acts_of(line, []):
            assert act.who is not None
            side = asked.leg_of(seats, act.who, head, line.form.last)
            if side is not None and act.order is not None:
                legs[side] += act.order.amount
        assert amount <= top * min(legs)


@plenty
@given(cases("pool"))
def test_a_pool_pays_at_most_what_is_in_it(case: Case) -> None:
    """All that a pool pays at the end of a window is no more than its part of the turnover."""
    plan, happened = plain(case[0], base="turnover"), case[1]
    (line,) = plan.lines
    of_day: dict[date, Fraction] = defaultdict(Fraction)
    for each in paid(plan, happened):
        of_day[each.day] += each.amount

    for day, amount in of_day.items():
        first, _ = window_of(day, str(line.per))
        turnover = sum(
            (
                o.amount
                for o in happened.orders
                if o.flow in line.triggers and first <= o.day <= day
            ),
            Fraction(0),
        )
        sums = (r.part * turnover if isinstance(r, Part) else r.amount for _, r in line.rates.steps)
        assert amount <= sum(sums, Fraction(0))


@plenty
@given(mixed_cases())
def test_caps_hold(case: Case) -> None:
    """No person gets more of a line in a window than its cap, nor more in all than its end."""
    plan, happened = case
    asked = Reference(plan, happened)
    payouts = paid(plan, happened)
    for line in plan.lines:
        sums: dict[tuple[str, object], Fraction] = defaultdict(Fraction)
        for each in payouts:
            if each.line == line.index:
                sums[each.to, None] += each.amount
                if line.cap is not None and line.cap.per is not None:
                    sums[each.to, window_of(each.day, line.cap.per)] += each.amount
        for (who, window), amount in sums.items():
            if line.cap is not None and (line.cap.per is None or window is not None):
                assert amount <= line.cap.amount
            if line.until is not None and window is None:
                assert amount <= line.until * asked.paid_in(who, (happened.until, 3, 0))


@plenty
@given(mixed_cases())
def test_no_month_pays_more_of_its_sales_than_is_allowed(case: Case) -> None:
    """With a cap on all rewards those of a month are at most that share of the month's sales."""
    plan, happened = replace(case[0], payout_cap=Fraction(1, 10)), case[1]
    of_month: dict[tuple[date, date], Fraction] = defaultdict(Fraction)
    for each in paid(plan, happened):
        if each.line is not None:
            of_month[window_of(each.day, "month")] += each.amount

    for (first, last), amount in of_month.items():
        sales = sum(
            (o.amount for o in happened.orders if o.flow != "entry" and first <= o.day <= last),
            Fraction(0),
        )
        assert amount <= sales / 10


@pytest.mark.parametrize("kind", KINDS)
@settings(derandomize=True, deadline=None, max_examples=60)
@given(data=st.data())
def test_who_has_left_is_not_paid(kind: str, data: st.DataObject) -> None:
    """No payout is dated after the day on which somebody left, or before he joined."""
    plan, happened = data.draw(cases(kind))
    people = {each.id: each for each in happened.people}

    for each in paid(plan, happened):
        left = people[each.to].left
        assert people[each.to].joined <= each.day <= (happened.until if left is None else left)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.integers(0, 130))
def test_a_board_of_eight_pays_once_for_every_eight_who_pay(payers: int) -> None:
    """Of seven founders and any number of payers one top is paid for every eight; seven first."""
    plan = terms("rewards: [{for: entry, form: board, width: 2, depth: 3, pays: 40000}]")
    founders = [f"F{number}" for number in range(7)]
    names = [f"P{number}" for number in range(payers)]
    happened = history(
        "; ".join([*founders, *(f"{name}<F0" for name in names)]),
        *(f"{name} entry 5000" for name in names),
    )

    tops = [each.to for each in paid(plan, happened)]

    assert [*founders, *names][: payers // 8] == tops


@plenty
@given(seeds)
def test_a_plan_pays_no_more_at_its_lower_end(seed: int) -> None:
    """By level, nobody gets more at the lower end of the ranges than at the upper one."""
    random = Random(seed)
    levels = sorted(some(random, ("0", "1", "2", "3"), 4))
    rates = {level: ranged(random, "2%", random.choice(("5%", "10%"))) for level in levels}
    asks = {
        "purchase": {"min": "50", "max": random.choice(("100", "600"))},
        "direct_recruits": {"min": "1", "max": "2"},
        "own_sales": {"max": "100"},
        "legs": {"min": "1", "max": "2"},
    }
    chosen = {key: asks[key] for key in sorted(some(random, tuple(asks)[:3], 2))}
    if one_in(random, 3):
        chosen = {"legs": asks["legs"], "leg_volume": {"min": "1", "max": "500"}}
    written = f"rewards: [{{for: [entry, sale], pays: {_flow(rates)}, needs: {_flow(chosen)}}}]"
    happened = made_history(random)

    least = by_person(paid(terms(written, "least"), happened))
    most = by_person(paid(terms(written, "most"), happened))

    assert all(amount <= most[who] for who, amount in least.items())


def _flow(values: object) -> str:
    """Return a mapping as YAML writes it in one line."""
    if isinstance(values, dict):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in values.items()) + "}"
    return str(values)


@plenty
@given(cases("group"))
def test_the_head_of_a_group_has_the_volume_of_all_below(case: Case) -> None:
    """Of one rate, the top of a network that is one tree is paid on everything that happened."""
    plan, happened = plain(case[0], base="group_volume", needs=NOTHING), case[1]
    (line,) = plan.lines
    assert isinstance(line.form, Group)
    part = Part(Fraction(1, 10))
    plan = replace(plan, lines=(replace(line, rates=Rates("level", ((None, part),))),))
    crowd = tuple(
        Person(each.id, each.joined, each.sponsor or (happened.people[0].id if place else None))
        for place, each in enumerate(happened.people)
    )
    happened = replace(happened, people=crowd)
    last = max(
        (each.day for each in paid(plan, happened)),
        default=None,
    )
    if last is None:
        return
    volume = sum(
        (
            each.amount
            for each in happened.orders
            if each.flow in line.triggers and each.acting is not None and each.day <= last
        ),
        Fraction(0),
    )

    assert volume / 10 == by_person(paid(plan, happened))[crowd[0].id]
