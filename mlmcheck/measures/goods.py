"""Whether anything of use is supplied, and at what price."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mlmcheck.facts import Basis, Evidence, Fact
from mlmcheck.interval import FALSE, INFINITY, NEVER_NEGATIVE, TRUE, UNIT, ZERO, Interval
from mlmcheck.measures.amounts import in_currency
from mlmcheck.measures.ledgers import order_rows
from mlmcheck.measures.organisers import whole_blocks
from mlmcheck.measures.sums import quotient
from mlmcheck.scheme.model import Goods
from mlmcheck.scheme.plan import Plan
from mlmcheck.scheme.quantity import Stated
from mlmcheck.text import Text

if TYPE_CHECKING:
    from mlmcheck.network.summary import Summary

_OF_USE = frozenset(["goods", "stock", "service"])
_SUPPLIED = ("stock", "own-use", "purchase", "sale", "final", "retail")


def goods(plan: Plan, summary: Summary | None) -> tuple[Fact, ...]:
    """Return `goods.exist`, `goods.price_to_market` and `goods.price_most`."""
    return (
        *_exist(plan),
        *_supplied(plan, summary),
        *_price_to_market(plan),
        *_price_most(plan),
    )


def _exist(plan: Plan) -> Iterator[Fact]:
    """Yield whether goods exist by the plan: a name alone proves none of use."""
    name = "goods.exist"
    listing = plan.goods
    alleged = tuple(
        Evidence((*one.at, "market_value"), source=one.source)
        for one in listing.alleged
        if one.market_value is not None
    )
    if listing.closed and not listing.items:
        yield Fact(name, FALSE, Basis.DECLARED, (Evidence(("goods",)),))
    for one in listing.items:
        if _worth_something(plan, one):
            where = Evidence((*one.at, "market_value"), note=_one_or_many(plan), source=one.source)
            yield Fact(name, TRUE, Basis.DECLARED, (where,), alleged)
            return
    for item in plan.entry.items + plan.upkeep.items:
        if item.item in _OF_USE and item.value is not None:
            value = in_currency(item.value, plan.scheme.currency)
            if value.lo > 0 or value.lo_open:
                where = Evidence((*item.at, "value"), source=item.source)
                yield Fact(name, TRUE, Basis.COMPUTED, (where,), alleged)
                return
    if alleged:
        yield Fact(name, UNIT, Basis.DECLARED, (), alleged)


def _worth_something(plan: Plan, one: Goods) -> bool:
    value = in_currency(one.market_value, plan.scheme.currency)
    return value.lo > 0 or value.lo_open


def _supplied(plan: Plan, summary: Summary | None) -> Iterator[Fact]:
    """Yield that goods were supplied, as figures of a case file or the orders show."""
    name = "goods.exist"
    for block in whole_blocks(plan):
        cost = in_currency(block.cost_of_goods, plan.scheme.currency)
        if block.cost_of_goods is not None and (cost.lo > 0 or cost.lo_open):
            where = Evidence((*block.at, "cost_of_goods"), source=block.source)
            yield Fact(name, TRUE, Basis.REPORTED, (where,))
            break
        if block.revenue is None or isinstance(block.revenue, Stated):
            continue
        sold = [
            flow
            for flow, part in block.revenue
            if flow in _SUPPLIED and (part.range.lo > 0 or part.range.lo_open)
        ]
        if sold:
            where = Evidence((*block.at, "revenue", sold[0]), source=block.source)
            yield Fact(name, TRUE, Basis.REPORTED, (where,))
            break
    if summary is not None and any(summary.revenue.get(flow, 0) > 0 for flow in _SUPPLIED):
        yield Fact(name, TRUE, Basis.OBSERVED, (Evidence(rows=order_rows(summary)),))


def _price_to_market(plan: Plan) -> Iterator[Fact]:
    """Yield the greatest ratio of what participants pay to the market value of the same goods."""
    greatest: Interval | None = None
    whole = plan.goods.closed
    where: list[Evidence] = []
    for one in plan.goods.items:
        paid, value = (
            _participant_price(plan, one),
            in_currency(one.market_value, plan.scheme.currency),
        )
        ratio = None if paid is None else _over(paid, value)
        if ratio is None:
            whole = False
            continue
        if greatest is None or (ratio.lo, ratio.lo_open) > (greatest.lo, greatest.lo_open):
            where = [Evidence((*one.at, "market_value"), source=one.source)]
        greatest = ratio if greatest is None else _greater(greatest, ratio)
    most = _of_all(greatest, whole)
    if most is not None:
        yield Fact("goods.price_to_market", most, Basis.COMPUTED, _with_count(plan, where))


def _participant_price(plan: Plan, one: Goods) -> Interval | None:
    """Return the dearest price that a participant pays, by its rank or by a discount off retail."""
    currency = plan.scheme.currency
    if one.participant_price is not None:
        prices = [in_currency(money, currency) for _, money in one.participant_price.by_rank]
    elif one.retail_price is not None and one.discount is not None:
        off = one.discount.range
        left = Interval(1 - off.hi, 1 - off.lo, off.hi_open, off.lo_open)
        prices = [in_currency(m, currency).times(left) for _, m in one.retail_price.by_rank]
    else:
        return None
    dearest = prices[0]
    for price in prices[1:]:
        dearest = _greater(dearest, price)
    return dearest


def _over(paid: Interval, value: Interval) -> Interval | None:
    """Return a price over a value; of something worthless any price is infinitely more."""
    if value.hi == INFINITY or paid.hi == 0 == value.hi:
        return None
    if value.hi == 0:
        sure = paid.lo > 0 or paid.lo_open
        return Interval(INFINITY if sure else ZERO.lo, INFINITY)
    low = quotient(paid.lo, value.hi)
    low_open = paid.lo_open or (value.hi_open and paid.lo > 0)
    if value.lo == 0 or paid.hi == INFINITY:
        return Interval(low, INFINITY, low_open)
    high = quotient(paid.hi, value.lo)
    return Interval(low, high, low_open, low != high and (paid.hi_open or value.lo_open))


def _price_most(plan: Plan) -> Iterator[Fact]:
    """Yield the highest retail price of one product, whatever rank buys it."""
    greatest: Interval | None = None
    whole = plan.goods.closed
    where: list[Evidence] = []
    for one in plan.goods.items:
        if one.retail_price is None:
            whole = False
            continue
        for _, money in one.retail_price.by_rank:
            price = in_currency(money, plan.scheme.currency)
            if greatest is None or (price.lo, price.lo_open) > (greatest.lo, greatest.lo_open):
                where = [Evidence((*one.at, "retail_price"), source=one.source)]
            greatest = price if greatest is None else _greater(greatest, price)
    if greatest is None and plan.goods.closed and not plan.goods.items:
        yield Fact("goods.price_most", ZERO, Basis.COMPUTED, (Evidence(("goods",)),))
        return
    value = _of_all(greatest, whole)
    if value is not None:
        yield Fact("goods.price_most", value, Basis.DECLARED, _with_count(plan, where))


def _greater(one: Interval, other: Interval) -> Interval:
    low = max(one, other, key=lambda i: (i.lo, i.lo_open))
    high = max(one, other, key=lambda i: (i.hi, not i.hi_open))
    return Interval(low.lo, high.hi, low.lo_open, high.hi_open)


def _of_all(greatest: Interval | None, whole: bool) -> Interval | None:
    """Return what the greatest of the goods listed says of the greatest of all goods."""
    if greatest is None:
        return None
    if not whole:
        greatest = Interval(greatest.lo, INFINITY, greatest.lo_open)
    return None if greatest == NEVER_NEGATIVE else greatest


def _with_count(plan: Plan, where: list[Evidence]) -> tuple[Evidence, ...]:
    return tuple(Evidence(e.path, note=_one_or_many(plan), source=e.source) for e in where)


def _one_or_many(plan: Plan) -> Text:
    count = len(plan.goods.items)
    return (
        Text("the only product listed") if count == 1 else Text("of {count} products", count=count)
    )
