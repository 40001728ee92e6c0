"""The least share of outside sales of anybody paid and the people below him, month by month."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import accumulate

from mlmcheck.interval import Interval
from mlmcheck.network.orders import Order, Orders
from mlmcheck.network.payouts import Payout, Payouts
from mlmcheck.network.tree import Shape

Month = tuple[int, int]

_MAY_BE_RESOLD = frozenset(["entry", "stock", "purchase", "unknown"])


@dataclass(frozen=True, slots=True)
class Least:
    """The least share, and whose and when it is: a person and a month, `2017-08`."""

    share: Interval
    person: str
    month: str


@dataclass(frozen=True, slots=True)
class _Money:
    """Sums over some people and one month, refunds deducted."""

    outside: int = 0
    """What they sold to outside customers."""
    unknown: int = 0
    """What they sold to somebody unknown."""
    bought: int = 0
    """What they bought as participants."""
    sold_on: int = 0
    """What of that they may have sold on: no more than they sold at any time."""


@dataclass(slots=True)
class _ByPlace:
    """Money by place in the forest, so that whoever is below a person sums fast."""

    columns: tuple[dict[int, int], ...] = field(default_factory=lambda: ({}, {}, {}, {}))
    _sums: list[tuple[list[int], list[int]]] = field(default_factory=list)

    def add(self, column: int, place: int, amount: int) -> None:
        """Add to outside (0), unknown (1), bought (2) or sold on (3)."""
        entries = self.columns[column]
        entries[place] = entries.get(place, 0) + amount

    def between(self, start: int, end: int) -> _Money:
        """Return the sums over the places from `start` up to `end`."""
        if not self._sums:
            for entries in self.columns:
                places = sorted(entries)
                amounts = (entries[place] for place in places)
                self._sums.append((places, list(accumulate(amounts, initial=0))))
        return _Money(
            *(
                sums[bisect_left(places, end)] - sums[bisect_left(places, start)]
                for places, sums in self._sums
            )
        )


def least_outside(orders: Orders, payouts: Payouts, shape: Shape) -> Least | None:
    """Return the least share of outside sales over each person paid and each month.

    The share is what the person and all below him sold to outside customers in the month, over
    that and what they bought as participants, refunds deducted; 1 where there is neither. The
    month is that of the order paid for; where a payout names none, that of the payout or the one
    before it, as may be. The share is an interval where a buyer is not known, where what was
    bought was sold on at some time, for then it may have got outside, and where orders have no
    date. A payout without a date may be for any month, so the least is then from 0.

    None if nobody was paid, or if no order names a participant as seller: then the rows say
    nothing of what participants sold.
    """
    if not orders.show_sales:
        return None
    months, undated = _months(orders, shape)
    nothing = _ByPlace()
    found: list[tuple[Interval, str, Month]] = []
    for person, meant in _paid(payouts.each):
        start, end = shape.place[person], shape.end[person]
        floating = undated.between(start, end)
        shares = [
            _share(months.get(month, nothing).between(start, end), floating) for month in meant
        ]
        share = Interval(min(s.lo for s in shares), max(s.hi for s in shares))
        found.append((share, person, meant[0]))
    if not found:
        return None
    worst, person, (year, month) = min(found, key=lambda f: (f[0].hi, f[0].lo, f[1], f[2]))
    bottom = min(share.lo for share, _, _ in found)
    if any(payout.to is not None and _months_of(payout) is None for payout in payouts.each):
        bottom = Fraction(0)
    return Least(Interval(bottom, worst.hi), person, f"{year:04}-{month:02}")


def _share(money: _Money, undated: _Money) -> Interval:
    low_of = money.outside + money.unknown + money.bought + undated.unknown + undated.bought
    low = Fraction(money.outside, low_of) if low_of else Fraction(1)
    floating = undated.outside + undated.unknown + undated.sold_on
    high_of = money.outside + money.unknown + money.bought + floating
    got_out = money.outside + money.unknown + money.sold_on + floating
    high = Fraction(got_out, high_of) if high_of else Fraction(1)
    return Interval(low, high)


def _months(orders: Orders, shape: Shape) -> tuple[dict[Month, _ByPlace], _ByPlace]:
    """Return the money of each month, and that of orders without a date."""
    months: dict[Month, _ByPlace] = {}
    undated = _ByPlace()
    resold: dict[str, int] = {}
    resellable: dict[tuple[str, Month | None], int] = {}

    def of(day: date | None) -> _ByPlace:
        return undated if day is None else months.setdefault((day.year, day.month), _ByPlace())

    for order in orders.each:
        if order.seller is not None:
            resold[order.seller] = resold.get(order.seller, 0) + order.net
            if order.outside is not False:
                column = 0 if order.outside else 1
                of(order.day).add(column, shape.place[order.seller], order.net)
        if order.buyer is not None:
            of(order.day).add(2, shape.place[order.buyer], order.net)
            if order.flow in _MAY_BE_RESOLD:
                key = (order.buyer, _month(order))
                resellable[key] = resellable.get(key, 0) + order.net
    for (person, month), amount in resellable.items():
        by_place = undated if month is None else months[month]
        by_place.add(3, shape.place[person], min(amount, resold.get(person, 0)))
    return months, undated


def _month(order: Order) -> Month | None:
    return None if order.day is None else (order.day.year, order.day.month)


def _paid(payouts: Iterable[Payout]) -> list[tuple[str, tuple[Month, ...]]]:
    """Return each person paid with the month, or the two months, it may have been for."""
    found: Mapping[tuple[str, tuple[Month, ...]], None] = {
        (payout.to, months): None
        for payout in payouts
        if payout.to is not None and payout.amount and (months := _months_of(payout)) is not None
    }
    return sorted(found)


def _months_of(payout: Payout) -> tuple[Month, ...] | None:
    if payout.earned is not None:
        return ((payout.earned.year, payout.earned.month),)
    if payout.day is None:
        return None
    year, month = payout.day.year, payout.day.month
    before = (year, month - 1) if month > 1 else (year - 1, 12)
    return ((year, month), before)
