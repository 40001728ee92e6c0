"""Small networks in which people do what the plan asks: who joins when, and who pays what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from mlmcheck.bound.payments import (
    Amount,
    again_amounts,
    choices,
    entry_amounts,
    flow_of,
    once,
)
from mlmcheck.plan.history import History, Order, Person
from mlmcheck.plan.windows import first_day, last_day, window
from mlmcheck.scheme.fields import Every, Flow
from mlmcheck.scheme.model import Goods, Rank
from mlmcheck.scheme.plan import Plan
from mlmcheck.scheme.quantity import Money

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
        ends = [(each, _end(plan, each, high=high)) for each in group.amounts]
        found.append(max(ends, key=_money) if high else min(ends, key=_money))
    return tuple(found)


def _end(plan: Plan, each: Amount, *, high: bool) -> Fraction:
    if not high:
        return each.least
    if each.most is not None:
        return each.most
    item = each.item
    at_once = once(plan, item)[1]
    if at_once is not None and item.units is None and item.further is None:
        # Without an end is only how often it is paid.
        return max(at_once, each.least)
    return each.least + _UNENDED


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
        for flow, often, amount in _to_stay(plan, high=staying == "high"):
            number = window(start, often)
            while (day := max(first_day(number, often), start)) <= until:
                for who in people:
                    _pay(orders, flow, who, amount, day)
                number += 1
    for deed in deeds:
        _pay(orders, deed.flow, None if deed.who is None else people[deed.who], deed.amount,
             start + timedelta(days=deed.day))  # fmt: skip
    ordered = tuple(sorted(orders, key=lambda each: each.day))
    return replace(history, orders=ordered, until=until), start


def _to_stay(plan: Plan, *, high: bool) -> Iterator[tuple[Flow, Every, Fraction]]:
    """Yield what a member pays again and again: what kind of order, how often, and how much."""
    for item in plan.upkeep.items:
        least, most = once(plan, item)
        amount = most if high and most is not None else least
        yield flow_of(item), item.per or "month", amount
    for each in again_amounts(plan):
        amount = each.most if high and each.most is not None else each.least
        yield "entry", each.per, amount


def price_to_customers(plan: Plan) -> Fraction:
    """Return what a customer's order comes to: a stated price, else a round sum."""
    found = _priced(plan)
    return _UNENDED if found is None else found[1]


def price_to_members(plan: Plan) -> Fraction:
    """Return what a participant pays for the same goods, as who holds the lowest rank.

    Where the file does not say it, he pays what a customer does.
    """
    found = _priced(plan)
    goods, price = found if found is not None else (next(iter(plan.goods.items), None), _UNENDED)
    if goods is None:
        return price
    if goods.participant_price is not None:
        prices = dict(goods.participant_price.by_rank)
        names = [name for rank in plan.ranks.items for name in _names_of(rank)]
        for name in (None, *names, *prices):
            own = _point(prices.get(name))
            if own is not None:
                return own
        return price
    if found is not None and goods.discount is not None and goods.discount.range.is_point:
        return price * (1 - Fraction(goods.discount.range.lo))
    return price


def _names_of(rank: Rank) -> list[str]:
    return [name for _, name in rank.name.texts]


def _priced(plan: Plan) -> tuple[Goods, Fraction] | None:
    """Return the first goods with a stated price to customers, and that price."""
    for goods in plan.goods.items:
        for _, money in goods.retail_price.by_rank if goods.retail_price is not None else ():
            price = _point(money)
            if price is not None:
                return goods, price
    return None


def _point(money: Money | None) -> Fraction | None:
    if money is None or not money.range.is_point or money.range.lo <= 0:
        return None
    return Fraction(money.range.lo)
