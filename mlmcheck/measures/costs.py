"""What payments come to: sums, ranges and the cheapest of several, with what they buy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from mlmcheck.facts import Evidence
from mlmcheck.interval import INFINITY, NEVER_NEGATIVE, POSITIVE, ZERO, Interval, point
from mlmcheck.measures.amounts import in_currency
from mlmcheck.scheme.model import Every, Payment
from mlmcheck.text import Text

_BUYS_GOODS = frozenset(["goods", "stock", "kit", "service"])
BUYS_NOTHING = frozenset(["fee", "stake", "gift"])
"""What is paid for a right or for nothing, and for no goods."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What must be paid, in the scheme's currency, and what for."""

    total: Interval
    fee: Interval
    """The part that buys no goods or service."""
    goods: Interval
    """The part that buys goods or services, stock and starter kits too."""
    beside_kit: Interval
    """All of it but starter kits."""
    value: Interval
    """The market value of what is received for it."""
    evidence: tuple[Evidence, ...] = ()


FREE = Cost(ZERO, ZERO, ZERO, ZERO, ZERO)
Scale = Callable[[Interval, Every | None], Interval]
"""How an amount that is due once in so long counts."""


def first_period(amount: Interval, per: Every | None) -> Interval:  # noqa: ARG001  # a Scale
    """Count what recurs as its first payment."""
    return amount


def first_unit(item: Payment, currency: str | None) -> Interval:
    """Return the least that the item costs at first: the smallest number of units."""
    amount = in_currency(item.amount, currency)
    if item.units is None:
        return amount
    least = item.units.range.lo + (1 if item.units.range.lo_open else 0)
    if least <= 1:
        return amount
    if item.further is None:
        return Interval(amount.lo, INFINITY, amount.lo_open)
    return amount + in_currency(item.further, currency).times(point(least - 1))


def payment_cost(item: Payment, currency: str | None, scale: Scale = first_period) -> Cost:
    """Return what one payment comes to and what it buys."""
    total = scale(first_unit(item, currency), item.per)
    if item.plus is not None:
        total = total + scale(in_currency(item.plus.amount, currency), item.plus.per)
    value = in_currency(item.value, currency)
    note = _PRACTICE if item.required == "practice" else None
    evidence = (Evidence(_place(item), note=note, source=item.source),)
    up_to_all = Interval(ZERO.lo, total.hi, False, total.hi_open and total.hi > 0)
    beside = total
    if item.item == "kit":
        beside = ZERO
    elif item.item is None:
        beside = up_to_all
    if item.item in _BUYS_GOODS or item.cumulative:
        return Cost(total, ZERO, total, beside, value, evidence)
    if item.item not in BUYS_NOTHING:
        # A voucher may never be redeemed, and of an item of no named kind nothing is known.
        return Cost(total, up_to_all, up_to_all, beside, value, evidence)
    if item.value is None or value.hi == 0:
        return Cost(total, total, ZERO, total, value, evidence)
    # Something comes with it: no more of the payment buys goods than that is worth.
    goods = up_to_all.meet(Interval(ZERO.lo, value.hi)) or ZERO
    fee = Interval(
        max(total.lo - value.hi, ZERO.lo), total.hi, False, total.hi_open and total.hi > 0
    )
    return Cost(total, fee, goods, total, value, evidence)


def _place(item: Payment) -> tuple[str | int, ...]:
    return (*item.at, "amount") if item.amount is not None else item.at


_PRACTICE = Text("required in practice, not by the rules")


def marked(cost: Cost, note: Text) -> Cost:
    """Return the cost with a note on the first place that it rests on."""
    first, *rest = cost.evidence
    noted = Evidence(first.path, note=note, source=first.source)
    return replace(cost, evidence=(noted, *rest))


def plus(one: Cost, other: Cost) -> Cost:
    """Return what both come to together."""
    if one is FREE:
        return other
    if other is FREE:
        return one
    return Cost(
        _sum(one.total, other.total),
        _sum(one.fee, other.fee),
        _sum(one.goods, other.goods),
        _sum(one.beside_kit, other.beside_kit),
        _sum(one.value, other.value),
        one.evidence + other.evidence,
    )


def _sum(one: Interval, other: Interval) -> Interval:
    if one is ZERO:
        return other
    return one if other is ZERO else one + other


def or_nothing(cost: Cost) -> Cost:
    """Return what may have to be paid, or may not."""
    return Cost(
        _up_to(cost.total),
        _up_to(cost.fee),
        _up_to(cost.goods),
        _up_to(cost.beside_kit),
        _up_to(cost.value),
        cost.evidence,
    )


def _up_to(amount: Interval) -> Interval:
    return amount if amount is ZERO else Interval(ZERO.lo, amount.hi, False, amount.hi_open)


def at_least(cost: Cost) -> Cost:
    """Return a cost to which more may come that is not known."""
    return Cost(
        _from(cost.total),
        _from(cost.fee),
        _from(cost.goods),
        _from(cost.beside_kit),
        NEVER_NEGATIVE,
        cost.evidence,
    )


def _from(amount: Interval) -> Interval:
    if amount.hi is INFINITY:
        return amount
    if amount is ZERO:
        return NEVER_NEGATIVE
    return Interval(amount.lo, INFINITY, amount.lo_open)


def cheapest(sure: Sequence[Cost], maybe: Sequence[Cost] = ()) -> Cost:
    """Return the least of several ways, of which `maybe` are open to doubt.

    Where only doubtful ways are known, one of them is the way, whichever.
    """
    ways = list({id(way): way for way in (*sure, *maybe)}.values())
    if len(ways) == 1:
        return ways[0]
    first = min(ways, key=lambda way: (way.total.lo, way.total.lo_open))
    if sure:
        last = min((way.total for way in sure), key=lambda t: (t.hi, not t.hi_open))
    else:
        last = max((way.total for way in maybe), key=lambda t: (t.hi, not t.hi_open))
    total = Interval(first.total.lo, last.hi, first.total.lo_open, last.hi_open)
    # Any way that may be the cheapest may be the one that is taken.
    chosen = [way for way in ways if way.total.lo <= last.hi]
    fee, goods, beside, value = first.fee, first.goods, first.beside_kit, first.value
    for way in chosen:
        fee, goods = _hull(fee, way.fee), _hull(goods, way.goods)
        beside, value = _hull(beside, way.beside_kit), _hull(value, way.value)
    return Cost(total, fee, goods, beside, value, first.evidence)


def _hull(one: Interval, other: Interval) -> Interval:
    return one if one is other else one.hull(other)


def larger(one: Cost, other: Cost) -> Cost:
    """Return the larger of two costs of which the smaller is met by it."""
    return Cost(
        _larger(one.total, other.total),
        one.fee.hull(other.fee),
        _larger(one.goods, other.goods),
        one.beside_kit.hull(other.beside_kit),
        one.value.hull(other.value),
        one.evidence + other.evidence,
    )


def _larger(one: Interval, other: Interval) -> Interval:
    low = max(one, other, key=lambda i: (i.lo, i.lo_open))
    high = max(one, other, key=lambda i: (i.hi, not i.hi_open))
    return Interval(low.lo, high.hi, low.lo_open, high.hi_open)


def no_more_than(cost: Cost, others: Sequence[Cost]) -> Cost:
    """Return a cost that may turn out to be any of these instead."""
    top = cheapest((), others)

    def reach(low: Interval, high: Interval) -> Interval:
        return Interval(low.lo, high.hi, low.lo_open, high.hi_open)

    return Cost(
        reach(cost.total, top.total),
        cost.fee.hull(top.fee),
        cost.goods.hull(top.goods),
        cost.beside_kit.hull(top.beside_kit),
        cost.value.hull(top.value),
        cost.evidence,
    )


def with_purchases(cost: Cost, own: Interval, evidence: tuple[Evidence, ...] = ()) -> Cost:
    """Return a cost together with purchases of so much, into which what was bought may count.

    Goods bought for the one may count for the other; a fee counts for neither.
    """
    if own.hi == 0:
        return cost
    fees = Interval(cost.fee.lo + own.lo, INFINITY, cost.fee.lo_open or own.lo_open)
    low = max(cost.total, fees, key=lambda i: (i.lo, i.lo_open))
    both = cost.total + own
    goods_low = max(cost.goods, own, key=lambda i: (i.lo, i.lo_open))
    goods = cost.goods + own
    # What kits and other goods cannot cover is bought besides.
    more = own.lo - cost.goods.hi
    beside = cost.beside_kit + Interval(
        max(more, ZERO.lo), own.hi, own.lo_open and more >= 0, own.hi_open
    )
    return Cost(
        Interval(low.lo, both.hi, low.lo_open, both.hi_open),
        cost.fee,
        Interval(goods_low.lo, goods.hi, goods_low.lo_open, goods.hi_open),
        beside,
        Interval(cost.value.lo, INFINITY, cost.value.lo_open),
        cost.evidence + evidence,
    )


def of_own_money(cost: Cost, place: Evidence) -> Cost:
    """Return a cost of which it is known that something is paid: a return on one's own payment.

    Where nothing else need be paid, how little will do is not known.
    """
    if cost.total.lo > 0 or cost.total.lo_open:
        return cost
    whole = NEVER_NEGATIVE
    # What may have to be bought may be a kit, and that be the payment.
    beside = POSITIVE if cost.total.hi == 0 else whole
    return Cost(POSITIVE, whole, whole, beside, whole, (*cost.evidence, place))
