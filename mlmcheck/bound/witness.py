"""Small networks that show the bounds: what is paid in and out there reaches them or comes near.

Each is put to the interpreter, so what is shown is what the plan pays there, to the cent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import product

from mlmcheck.bound.cast import (
    Deed,
    after_the_stop,
    join_payments,
    network,
    price_to_customers,
    price_to_members,
)
from mlmcheck.bound.joining import Way
from mlmcheck.bound.payments import again_amounts, upkeep_amounts
from mlmcheck.bound.premises import Premises
from mlmcheck.plan.history import History, Order
from mlmcheck.plan.pay import Paid, pay
from mlmcheck.plan.terms import Terms
from mlmcheck.scheme.plan import Plan

_ZERO, _ONE = Fraction(0), Fraction(1)
_MOST_PEOPLE = 40
_DEEPEST = 14
_LONG = 24
"""Months after the stop that are looked at where what is due may grow."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Rewards paid, newcomers' money for taking part, and everybody else's money."""

    rewards: Fraction
    newcomers: Fraction
    others: Fraction

    @property
    def most(self) -> Fraction:
        """The greatest part of the rewards that newcomers' money can have paid."""
        return min(_ONE, self.newcomers / self.rewards)

    @property
    def least(self) -> Fraction:
        """The least part of the rewards that it must have paid."""
        return max(_ZERO, (self.rewards - self.others) / self.rewards)


@dataclass(frozen=True, slots=True)
class Seen:
    """What came in and was due in a network from a day on: after the stop, or in all."""

    due: Fraction
    income: Fraction

    @property
    def covered(self) -> Fraction:
        """How much of what is due came in, at most all."""
        return min(_ONE, self.income / self.due)


@dataclass(frozen=True, slots=True)
class Example:
    """A network, what the plan pays in it, and the number that it shows.

    `reached` says that the number is the bound itself. `since` is the day of the stop.
    """

    history: History
    paid: Paid
    number: Fraction
    reached: bool
    sums: Sums | Seen
    since: date | None = None


def sums_of(history: History, paid: Paid, premises: Premises) -> Sums:
    """Return whose money came in; what people at the top paid before is not counted.

    Only what lines pay is a reward; a difference of prices is none.
    """
    brought = {person.id for person in history.people if person.sponsor is not None}
    top = {person.id for person in history.people if person.sponsor is None}
    newcomers = others = _ZERO
    for order in history.orders:
        if order.flow == "entry" or (premises.purchases_count and order.flow != "retail"):
            newcomers += order.amount if order.buyer in brought else _ZERO
        elif order.flow == "retail" or order.buyer not in top:
            others += order.amount
    return Sums(_rewards(paid), newcomers, others)


def seen_since(history: History, paid: Paid, since: date) -> Seen:
    """Return what was due and what came in from a day on."""
    due = sum((p.amount for p in paid.payouts if p.line is not None and p.day >= since), _ZERO)
    income = sum((order.amount for order in history.orders if order.day >= since), _ZERO)
    return Seen(due, income)


def _rewards(paid: Paid) -> Fraction:
    return sum((each.amount for each in paid.payouts if each.line is not None), _ZERO)


# Whose money funds rewards.


def most_funded_example(
    plan: Plan, ends: Iterable[Terms], premises: Premises, bound: Fraction, way: Way | None
) -> Example | None:
    """Return the smallest network in which newcomers' money can have funded most."""
    return _nearest(
        (
            (history, paid, sums_of(history, paid, premises))
            for history, paid in _played(_networks(plan, premises, way), ends)
        ),
        bound,
        most=True,
    )


def least_funded_example(
    plan: Plan, ends: Iterable[Terms], premises: Premises, bound: Fraction
) -> Example | None:
    """Return the smallest network in which newcomers' money must have funded least.

    Where others pay, the company's own sale to a customer of as much as was paid out is added.
    """

    def tried() -> Iterator[tuple[History, Paid, Sums]]:
        for history, paid in _played(_networks(plan, premises, None), ends):
            yield history, paid, sums_of(history, paid, premises)
            if premises.others_pay and _rewards(paid) > 0:
                more = _with_sale(history, _rewards(paid))
                for terms in ends:
                    again = pay(terms, more)
                    yield more, again, sums_of(more, again, premises)

    ends = tuple(ends)
    return _nearest(tried(), bound, most=False)


def _with_sale(history: History, amount: Fraction) -> History:
    order = Order("sale", history.until, "retail", amount)
    return History(history.people, (*history.orders, order), history.until)


def _nearest(
    tried: Iterable[tuple[History, Paid, Sums]], bound: Fraction, *, most: bool
) -> Example | None:
    best: Example | None = None
    for history, paid, sums in tried:
        if sums.rewards <= 0:
            continue
        number = sums.most if most else sums.least
        if best is None or abs(number - bound) < abs(best.number - bound):
            best = Example(history, paid, number, number == bound, sums)
        if best.reached:
            return best
    return best


def _played(networks: Iterable[History], ends: Iterable[Terms]) -> Iterator[tuple[History, Paid]]:
    for history in networks:
        for terms in ends:
            yield history, pay(terms, history)


def _networks(plan: Plan, premises: Premises, way: Way | None) -> Iterator[History]:
    """Yield networks from the smallest on: one brought, a line of people, a table that fills."""
    asked = join_payments(plan, high=True, optional=False)
    ways = [tuple(zip(way.amounts, way.paid, strict=True))] if way is not None else []
    ways += [
        join_payments(plan, high=high, optional=optional)
        for high in (True, False)
        for optional in (False, True)
    ]
    price, own = price_to_customers(plan), price_to_members(plan)
    takes_time = any("time" in reward.for_ for reward in plan.rewards.items)
    for sponsors in _shapes(plan):
        last = len(sponsors) - 1
        for payments in ways:
            alone = network(plan, sponsors, payments, (), asked)
            yield alone
            if takes_time:
                yield after_the_stop(plan, alone, (), months=1, staying="low")[0]
            if not premises.goods:
                continue
            for deeds in _deeds(last, price, own):
                yield network(plan, sponsors, payments, deeds, asked)


def _deeds(last: int, price: Fraction, own: Fraction) -> Iterator[tuple[Deed, ...]]:
    """Yield what the last or the first may buy or sell, and both together.

    `price` is what customers pay, `own` what participants pay.
    """
    for who in dict.fromkeys([last, 0]):
        yield (Deed("retail", who, price),)
        yield (Deed("own-use", who, own),)
        yield (Deed("stock", who, own),)
    yield (Deed("retail", last, price), Deed("own-use", last, own))
    yield (Deed("retail", None, price),)


def _shapes(plan: Plan) -> Iterator[tuple[int | None, ...]]:
    yield (None, 0)
    yield (None, 0, 1)
    yield (None, 0, 1, 2, 3, 4)
    yield (None, 0, 0)
    yield (None, 0, 0, 1, 1, 2, 2)
    for reward in plan.rewards.items:
        if reward.form == "board" and reward.width is not None and reward.depth is not None:
            width, depth = int(reward.width.range.lo), int(reward.depth.range.lo)
            seats = sum(width**row for row in range(depth + 1)) if depth < 6 else _MOST_PEOPLE + 1
            if seats <= _MOST_PEOPLE:
                yield (None, *([0] * (seats - 1)))
    yield (None, *([0] * 12))


# After the stop.


def stop_example(
    plan: Plan, ends: Iterable[Terms], premises: Premises, bound: Fraction
) -> Example | None:
    """Return the smallest network in which the bound on what is covered after the stop shows."""
    best: Example | None = None
    ends = tuple(ends)
    for history, since in _stopped(plan, premises, _months(plan, ends)):
        for terms in ends:
            paid = pay(terms, history)
            seen = seen_since(history, paid, since)
            if seen.due <= 0:
                continue
            near = abs(seen.covered - bound)
            if best is None or near < abs(best.number - bound):
                best = Example(history, paid, seen.covered, near == 0, seen, since)
            if best.reached:
                return best
    return best


def _months(plan: Plan, ends: Iterable[Terms]) -> tuple[int, ...]:
    """Return for how many months after the stop is looked: longer where time itself pays."""
    lines = [line for terms in ends for line in terms.lines]
    yearly = [*(line.per for line in lines), *(each.per for each in again_amounts(plan))]
    short = 12 if "year" in yearly else 1
    return (short, _LONG) if any("time" in line.triggers for line in lines) else (short,)


def _staying(plan: Plan) -> tuple[str, ...]:
    """Return what members may pay to stay: nothing too, where it is not asked of all on joining."""
    if any(each.asked for each in again_amounts(plan)):
        return "low", "high"
    return ("low", "high", "nothing") if upkeep_amounts(plan) else ("nothing",)


def _stopped(
    plan: Plan, premises: Premises, lengths: Iterable[int]
) -> Iterator[tuple[History, date]]:
    price, own = price_to_customers(plan), price_to_members(plan)
    deeds: list[tuple[Deed, ...]] = [()]
    if premises.goods:
        company = Deed("retail", None, price)
        sold, used = Deed("retail", 1, price), Deed("own-use", -1, own)
        deeds += [(sold,), (used,), (Deed("stock", -1, own),), (sold, company), (used, company)]
    line = (None, *range(_DEEPEST))
    for sponsors in ((None, 0), (None, 0, 1), (None, 0, 0, 1, 1, 2, 2), line):
        for high in (False, True):
            payments = join_payments(plan, high=high, optional=False)
            before = network(plan, sponsors, payments, (), payments)
            for staying in _staying(plan):
                for each, months in product(deeds, lengths):
                    yield after_the_stop(plan, before, each, months=months, staying=staying)
