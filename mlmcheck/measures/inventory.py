"""What participants must buy and hold, and how much of it reaches customers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mlmcheck.facts import Basis, Evidence, Fact, Rows
from mlmcheck.interval import (
    EITHER,
    FALSE,
    INFINITY,
    NEVER_NEGATIVE,
    TRUE,
    UNIT,
    ZERO,
    Interval,
    Truth,
)
from mlmcheck.measures.amounts import in_currency, in_least_month
from mlmcheck.measures.costs import (
    BUYS_NOTHING,
    FREE,
    Cost,
    cheapest,
    first_unit,
    or_nothing,
    payment_cost,
    plus,
)
from mlmcheck.measures.depth import unnamed_pay, uplines
from mlmcheck.measures.ledgers import table_of
from mlmcheck.measures.lines import closing, hinges
from mlmcheck.measures.organisers import whole_blocks
from mlmcheck.measures.routes import (
    JOIN,
    RECRUIT,
    Prices,
    Way,
    cost_of,
    keeps_higher_rank,
    names_of,
    prices,
    total_of,
    ways,
)
from mlmcheck.plan.reach import ceiling, pays_something
from mlmcheck.scheme.model import Payment, Requirement, Reward
from mlmcheck.scheme.plan import Listing, Plan
from mlmcheck.scheme.quantity import Stated
from mlmcheck.text import Text

if TYPE_CHECKING:
    from mlmcheck.network.summary import Summary

_BUYS = frozenset(["goods", "stock", "kit", "service", "voucher"])


def inventory(plan: Plan, summary: Summary | None) -> tuple[Fact, ...]:
    """Return the facts on stock, on purchases that gate rewards, and on what reached customers."""
    month = _required_month(plan)
    return (
        *_month_fact(plan, month),
        *_needs_purchase(plan, month),
        *_beyond_need(plan, month),
        *_supplied(plan, summary),
        *_reach(summary),
    )


# What must be bought, month by month.


def _required_month(plan: Plan) -> Cost:
    """Return the own purchase that the least month asks for, to stay eligible for pay on others."""
    currency = plan.scheme.currency
    ranks = plan.ranks.items
    first_rank = names_of(ranks[0]) if ranks else None
    kept = [item for item in plan.upkeep.items if not keeps_higher_rank(item, first_rank)]
    upkeep = total_of([(item, _purchase(item, currency)) for item in kept], RECRUIT, None)
    total = upkeep
    if any(item.per is not None or item.plus is not None for item in plan.entry.items):
        again = total_of([(i, _recurring(i, currency)) for i in plan.entry.items], RECRUIT, None)
        total = plus(upkeep, again if again.total.hi > 0 else FREE)
    needs = _needed_in_month(plan)
    if needs.total.hi > 0:
        total = plus(total, needs)
    return total if plan.upkeep.closed else _at_least(total)


def _purchase(item: Payment, currency: str | None) -> Cost:
    """Return what of an upkeep payment is a purchase, in the least month."""
    cost = payment_cost(item, currency, in_least_month)
    if item.item in BUYS_NOTHING:
        return _nothing(cost)
    # What keeps a rank is not asked of those who hold another.
    return cost if item.item is not None and item.rank is None else or_nothing(cost)


def _recurring(item: Payment, currency: str | None) -> Cost:
    """Return what of an entry payment is a purchase that comes again each month."""
    cost = payment_cost(item, currency, in_least_month)
    if item.item in BUYS_NOTHING:
        return _nothing(cost)
    total = ZERO
    if item.per is not None:
        total = in_least_month(first_unit(item, currency), item.per)
    if item.plus is not None:
        # What recurs beside a purchase may be a fee.
        more = in_least_month(in_currency(item.plus.amount, currency), item.plus.per)
        total = total + ZERO.hull(more)
    found = Cost(total, ZERO, total, total, NEVER_NEGATIVE, cost.evidence)
    return found if item.item is not None else or_nothing(found)


def _nothing(cost: Cost) -> Cost:
    return Cost(ZERO, ZERO, ZERO, ZERO, ZERO, cost.evidence)


def _at_least(cost: Cost) -> Cost:
    total = Interval(cost.total.lo, INFINITY, cost.total.lo_open)
    return Cost(total, cost.fee, total, cost.beside_kit, cost.value, cost.evidence)


def _needed_in_month(plan: Plan) -> Cost:
    """Return the own purchases that a reward on others itself needs each month, the least."""
    top = ceiling(plan)
    sure: list[Cost] = []
    maybe: list[Cost] = []
    for reward in plan.rewards.items:
        if not pays_something(reward):
            continue
        reached = uplines(plan, reward, top)
        if reached.hi < 1:
            continue
        (sure if reached.lo >= 1 else maybe).append(_needed_by(plan, reward))
    if not sure and not maybe:
        return FREE
    if not plan.rewards.closed or not sure:
        # Another reward on others, or none, may ask for nothing.
        maybe.append(FREE)
    return cheapest(sure, maybe)


def _needed_by(plan: Plan, reward: Reward) -> Cost:
    if reward.needs is None:
        return FREE
    where = (Evidence((*reward.at, "needs"), source=reward.source),)
    each = [
        Cost(way.own, ZERO, way.own, way.own, NEVER_NEGATIVE, where)
        for way in ways(plan, reward.needs, in_least_month)
    ]
    return cheapest(each)


def _month_fact(plan: Plan, month: Cost) -> Iterator[Fact]:
    alleged = tuple(
        Evidence((*item.at, "amount"), source=item.source)
        for item in plan.upkeep.alleged
        if item.required != "optional" and item.item not in BUYS_NOTHING
    )
    if month.total == NEVER_NEGATIVE and not alleged:
        return
    evidence = month.evidence
    if plan.upkeep.closed and month.total.hi != INFINITY:
        evidence = evidence + closing(plan, "upkeep")
    yield Fact("stock.required_month", month.total, Basis.COMPUTED, evidence, alleged)


def _needs_purchase(plan: Plan, month: Cost) -> Iterator[Fact]:
    """Yield whether own purchases gate rewards beyond the first joining payment."""
    name = "reward.needs_purchase"
    if month.total.lo > 0 or month.total.lo_open:
        yield Fact(name, TRUE, Basis.COMPUTED, month.evidence)
        return
    priced = prices(plan)
    unsure = month.total.hi > 0 or not plan.rewards.closed
    # Better prices may hang on a rank that orders buy.
    unsure = unsure or unnamed_pay(plan) is not Truth.NO
    for reward in plan.rewards.items:
        if reward.needs is None or not pays_something(reward):
            continue
        gate = _gate(priced, reward.needs)
        if gate is Truth.YES:
            where = Evidence((*reward.at, "needs"), source=reward.source)
            yield Fact(name, TRUE, Basis.COMPUTED, (where,))
            return
        unsure = unsure or gate is Truth.UNKNOWN
    if not unsure:
        evidence = closing(plan, "rewards") + closing(plan, "upkeep")
        yield Fact(name, FALSE, Basis.COMPUTED, evidence)


def _gate(priced: Prices, need: Requirement) -> Truth:
    """Return whether a requirement cannot be met without purchases beyond the cheapest entry."""
    each = [_buys_more(priced, way) for way in ways(priced.plan, need)]
    if all(one is Truth.YES for one in each):
        return Truth.YES
    return Truth.NO if Truth.NO in each else Truth.UNKNOWN


def _buys_more(priced: Prices, way: Way) -> Truth:
    if way.own.lo > 0 or way.own.lo_open:
        return Truth.YES
    if way.buying is not None and way.buying.item not in BUYS_NOTHING:
        # A dearer pack than one must have buys the rank.
        least, bought = cost_of(priced, JOIN), cost_of(priced, JOIN, way.buying)
        if not priced.plan.entry.closed:
            least = total_of(priced.entry, JOIN, priced.first_rank)
            bought = total_of(priced.entry, JOIN, priced.first_rank, way.buying)
        more = least.goods.less(bought.goods)
        return Truth.UNKNOWN if way.buying.item is None and more is Truth.YES else more
    return Truth.NO if way.known and way.own.hi == 0 else Truth.UNKNOWN


def _beyond_need(plan: Plan, month: Cost) -> Iterator[Fact]:
    """Yield that nobody must take too much, where nothing at all must be taken.

    How much one can sell or use in reasonable time no plan says, so it is never true by the plan.
    """
    lists: tuple[Listing[Payment], ...] = (plan.entry, plan.upkeep)
    closed = all(section.closed for section in lists) and plan.ranks.closed and plan.rewards.closed
    if month.total.hi > 0 or not closed:
        return
    for section in lists:
        for item in section.items:
            free = item.amount is not None and item.amount.range.hi == 0
            if item.item not in BUYS_NOTHING and item.required != "optional" and not free:
                return
    asked = [rank.requires for rank in plan.ranks.items if rank.requires is not None]
    asked += [reward.needs for reward in plan.rewards.items if reward.needs is not None]
    if any(way.own.hi > 0 for need in asked for way in ways(plan, need)):
        return
    evidence = closing(plan, "entry") + closing(plan, "upkeep")
    yield Fact("stock.beyond_need", FALSE, Basis.COMPUTED, evidence)


def _supplied(plan: Plan, summary: Summary | None) -> Iterator[Fact]:
    """Yield whether participants hold goods for resale that they have paid for."""
    name = "stock.supplied"
    alleged = tuple(
        Evidence(item.at, source=item.source)
        for item in plan.entry.alleged + plan.upkeep.alleged
        if item.item == "stock"
    )
    proof = _stock_place(plan)
    if proof is not None:
        yield Fact(name, TRUE, Basis.COMPUTED, (proof,), alleged)
    elif _no_stock(plan):
        evidence = closing(plan, "entry") + closing(plan, "upkeep")
        yield Fact(name, FALSE, Basis.COMPUTED, evidence, alleged)
    elif alleged:
        yield Fact(name, EITHER, Basis.COMPUTED, (), alleged)
    for block in whole_blocks(plan):
        if block.revenue is None or isinstance(block.revenue, Stated):
            continue
        stock = dict(block.revenue).get("stock")
        if stock is not None and (stock.range.lo > 0 or stock.range.lo_open):
            where = Evidence((*block.at, "revenue", "stock"), source=block.source)
            yield Fact(name, TRUE, Basis.REPORTED, (where,))
            break
    if summary is not None and summary.revenue.get("stock", 0) > 0:
        rows = Rows(table_of(summary, "orders"), summary.orders, summary.orders)
        yield Fact(name, TRUE, Basis.OBSERVED, (Evidence(rows=rows),))


def _stock_place(plan: Plan) -> Evidence | None:
    for item in plan.entry.items + plan.upkeep.items:
        amount = item.amount.range if item.amount is not None else None
        if item.item == "stock" and amount is not None and (amount.lo > 0 or amount.lo_open):
            return Evidence((*item.at, "item"), source=item.source)
    for rank in plan.ranks.items:
        if rank.requires is not None and rank.requires.stock is not None:
            stock = rank.requires.stock.range
            if stock.lo > 0 or stock.lo_open:
                return Evidence((*rank.at, "requires", "stock"), source=rank.source)
    for reward in plan.rewards.items:
        if pays_something(reward) and reward.for_ == ("stock",):
            return Evidence((*reward.at, "for"), source=reward.source)
    return None


_MAY_BE_STOCK = frozenset(["stock", "goods", None])
_MAY_BE_ON_STOCK = frozenset(["stock", "purchase", "sale"])


def _no_stock(plan: Plan) -> bool:
    """Return whether the plan, known whole, hands nobody goods to resell."""
    if not (plan.entry.closed and plan.upkeep.closed and plan.ranks.closed):
        return False
    if not plan.rewards.closed:
        return False
    if any(i.item in _MAY_BE_STOCK for i in plan.entry.items + plan.upkeep.items):
        return False
    if any(hinges(plan, reward).purchase.truth is not Truth.NO for reward in plan.rewards.items):
        return False
    if any(rank.requires is not None and _buys(rank.requires) for rank in plan.ranks.items):
        return False
    paid = (t for r in plan.rewards.items if pays_something(r) for t in r.for_)
    if not _MAY_BE_ON_STOCK.isdisjoint(paid):
        return False
    # Participants who buy below the retail price may do so to resell.
    return all(
        goods.discount is None
        and (goods.participant_price is None or goods.participant_price == goods.retail_price)
        for goods in plan.goods.items
    )


def _buys(need: Requirement) -> bool:
    if need.purchase is not None or need.stock is not None:
        return True
    return any(_buys(one) for one in need.any or ())


# What became of the stock.


def _reach(summary: Summary | None) -> Iterator[Fact]:
    """Yield how much of what was shipped into the channel got to an outside customer."""
    if summary is None or summary.retail_reach is None or summary.retail_reach == UNIT:
        return
    rows = Rows(table_of(summary, "orders"), summary.orders, summary.orders)
    shipped = Text("{amount} of stock went into the channel", amount=summary.shipped)
    evidence = [Evidence(rows=rows, note=shipped)]
    for level, amount in summary.stuck:
        if amount > 0:
            note = Text("{amount} of it is stuck at level {level}", amount=amount, level=level)
            evidence.append(Evidence(note=note))
    yield Fact("sale.retail_reach", summary.retail_reach, Basis.OBSERVED, tuple(evidence))
