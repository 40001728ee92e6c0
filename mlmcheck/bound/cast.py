"""Small networks in which people do what the plan asks: who joins when, and who pays what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from mlmcheck.bound.payments import Amount, choices, entry_amounts, flow_of, once
from mlmcheck.plan.history import History, Order, Person
from mlmcheck.plan.windows import first_day, last_day, window
from mlmcheck.scheme.fields import Flow
from mlmcheck.scheme.model import Payment
from mlmcheck.scheme.plan import Plan

_ZERO = Fraction(0)
_UNENDED = Fraction(1000)
"""What is paid where the plan sets no upper end, and in an order where it sets no price."""

Payments = tuple[tuple[Amount, Fraction], ...]


def start_of(plan: Plan) -> date:
    """Return the first day of the last month of the plan's year, on which the first are in."""
    return date(min(plan.day.year, date.max.year - 2), 12, 1)


def join_payments(plan: Plan, *, high: bool, optional: bool) -> Payments:
    """Return what somebody pays to join: of each payment one end, of a choice the same end."""
    found: list[tuple[Amount, Fraction]] = []
    for group in choices(entry_amounts(plan)):
        if not (group.asked or group.brings or optional):
            continue
        ends = [(each, _end(each, high=high)) for each in group.amounts]
        found.append(max(ends, key=_money) if high else min(ends, key=_money))
    return tuple(found)


def _end(each: Amount, *, high: bool) -> Fraction:
    if not high:
        return each.least
    return each.least + _UNENDED if each.most is None else each.most


def _money(pair: tuple[Amount, Fraction]) -> Fraction:
    return pair[1]


@dataclass(frozen=True, slots=True)
class Deed:
    """An order besides joining; `who` is the place among the people, None for nobody's."""

    flow: Flow
    who: int | None
    amount: Fraction
    day: int = 0
    """Days after the last has joined."""


def network(
    plan: Plan,
    sponsors: Sequence[int | None],
    payments: Payments,
    deeds: Iterable[Deed] = (),
    top_pays: Payments | None = None,
) -> History:
    """Return a network that lasts to the end of its month.

    `sponsors` are places among the people before, None at the top. Those at the top are in, and
    have paid, on the first day; all others join the day after whoever brings them.
    """
    start = start_of(plan)
    people: list[Person] = []
    orders: list[Order] = []
    for place, sponsor in enumerate(sponsors):
        above = None if sponsor is None else people[sponsor]
        joined = start if above is None else above.joined + timedelta(days=1)
        people.append(Person(name_of(place), joined, None if above is None else above.id))
        paid = payments if above is not None or top_pays is None else top_pays
        for each, amount in paid:
            _pay(orders, each.flow, people[-1].id, amount, joined)
    last = max(person.joined for person in people)
    for deed in deeds:
        who = None if deed.who is None else people[deed.who].id
        _pay(orders, deed.flow, who, deed.amount, last + timedelta(days=deed.day))
    days = [order.day for order in orders] + [last]
    until = last_day(window(max(days), "month"), "month")
    ordered = sorted(people, key=lambda person: person.joined)
    return History(tuple(ordered), tuple(sorted(orders, key=lambda each: each.day)), until)


def _pay(orders: list[Order], flow: Flow, who: str | None, amount: Fraction, day: date) -> None:
    if amount <= 0:
        return
    id = f"o{len(orders) + 1}"
    if flow == "retail":
        orders.append(Order(id, day, flow, amount, seller=who))
    else:
        orders.append(Order(id, day, flow, amount, buyer=who))


def name_of(place: int) -> str:
    """Return a name for the person at a place: A, B, …, Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def after_the_stop(
    plan: Plan, history: History, deeds: Iterable[Deed], *, months: int, staying: str
) -> tuple[History, date]:
    """Return a network that goes on with nobody new, and the day on which that begins.

    `staying` is what members pay to stay: `low` or `high` ends, or `nothing`.
    """
    start = history.until + timedelta(days=1)
    until = last_day(window(start, "month") + months - 1, "month")
    orders = list(history.orders)
    people = [person.id for person in history.people]
    if staying != "nothing":
        for item in plan.upkeep.items:
            each = _upkeep_payment(plan, item, high=staying == "high")
            often = item.per or "month"
            number = window(start, often)
            while (day := max(first_day(number, often), start)) <= until:
                for who in people:
                    _pay(orders, flow_of(item), who, each, day)
                number += 1
    for deed in deeds:
        _pay(orders, deed.flow, None if deed.who is None else people[deed.who], deed.amount,
             start + timedelta(days=deed.day))  # fmt: skip
    ordered = tuple(sorted(orders, key=lambda each: each.day))
    return replace(history, orders=ordered, until=until), start


def _upkeep_payment(plan: Plan, item: Payment, *, high: bool) -> Fraction:
    least, most = once(plan, item)
    return most if high and most is not None else least


def price_of_goods(plan: Plan) -> Fraction:
    """Return what an order comes to: a stated price, else a round sum."""
    for goods in plan.goods.items:
        if goods.retail_price is not None:
            for _, money in goods.retail_price.by_rank:
                if money.range.is_point and money.range.lo > 0:
                    return Fraction(money.range.lo)
    return _UNENDED
