"""What a right costs: the payments a plan asks for it, and the cheapest way to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from mlmcheck.facts import Evidence
from mlmcheck.interval import INFINITY, NEVER_NEGATIVE, POSITIVE, ZERO, Interval, Truth, point
from mlmcheck.measures.amounts import in_currency
from mlmcheck.scheme.model import Every, Payment, Rank, Requirement
from mlmcheck.scheme.plan import Plan
from mlmcheck.text import Text

Rights = frozenset[str]

JOIN: Rights = frozenset(["join"])
EARN: Rights = frozenset(["join", "earn"])
"""What any reward asks for."""
SELL: Rights = frozenset(["join", "earn", "sell"])
"""What a reward on one's own sales asks for."""
RECRUIT: Rights = frozenset(["join", "earn", "recruit"])
"""What a reward on other participants asks for."""

_BUYS_GOODS = frozenset(["goods", "stock", "kit", "service"])
_BUYS_NOTHING = frozenset(["fee", "stake", "gift"])


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
    if item.item not in _BUYS_NOTHING:
        # A voucher may never be redeemed, and of an item of no named kind nothing is known.
        return Cost(total, up_to_all, up_to_all, beside, value, evidence)
    if item.value is None or value.hi == 0:
        return Cost(total, total, ZERO, total, value, evidence)
    # Something comes with the fee; what that is worth is at most what of the fee buys goods.
    goods = up_to_all.meet(Interval(ZERO.lo, value.hi)) or ZERO
    fee = Interval(
        max(total.lo - value.hi, ZERO.lo), total.hi, False, total.hi_open and total.hi > 0
    )
    return Cost(total, fee, goods, total, value, evidence)


def _place(item: Payment) -> tuple[str | int, ...]:
    return (*item.at, "amount") if item.amount is not None else item.at


_PRACTICE = Text("required in practice, not by the rules")
_UNSAID_REQUIRED = Text("it is not said whether this must be paid")
_UNSAID_OPENS = Text("it is not said what this payment opens")
_FIRST_GRADE = Text("it buys the first grade; whether more than selling hangs on that is not said")


def _doubt(item: Payment) -> Text:
    if item.required is None:
        return _UNSAID_REQUIRED
    return _UNSAID_OPENS if item.opens is None else _FIRST_GRADE


def _marked(cost: Cost, note: Text) -> Cost:
    """Return the cost with a note on the first place that it rests on."""
    first, *rest = cost.evidence
    marked = Evidence(first.path, note=note, source=first.source)
    return replace(cost, evidence=(marked, *rest))


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


@dataclass(frozen=True, slots=True)
class Prices:
    """A plan's payments with what each comes to."""

    plan: Plan
    entry: tuple[tuple[Payment, Cost], ...]
    upkeep: tuple[tuple[Payment, Cost], ...]
    first_rank: frozenset[str] | None
    """The lowest rank there is, by all its names; None if no ranks are listed."""


def prices(plan: Plan, scale: Scale = first_period) -> Prices:
    """Return what each payment of the plan comes to."""
    currency = plan.scheme.currency
    ranks = plan.ranks.items
    return Prices(
        plan,
        tuple((item, payment_cost(item, currency, scale)) for item in plan.entry.items),
        tuple((item, payment_cost(item, currency, scale)) for item in plan.upkeep.items),
        names_of(ranks[0]) if ranks else None,
    )


def names_of(rank: Rank) -> frozenset[str]:
    """Return a rank's name in every language it is given in."""
    return frozenset(text for _, text in rank.name.texts)


def needed(item: Payment, rights: Rights, first_rank: frozenset[str] | None = None) -> Truth:
    """Return whether the payment must be made for these rights."""
    if item.required == "optional":
        return Truth.NO
    opened = _opens(item, rights, first_rank)
    if opened is Truth.YES and item.required is None:
        return Truth.UNKNOWN
    return opened


def _opens(item: Payment, rights: Rights, first_rank: frozenset[str] | None) -> Truth:
    if item.opens is None:
        return Truth.UNKNOWN
    if not rights.isdisjoint(item.opens):
        return Truth.YES
    # Whoever has not bought the first grade holds none, and may not be able to do anything else.
    grade = item.rank is not None and (first_rank is None or item.rank in first_rank)
    if grade and item.opens == ("sell",) and rights != JOIN:
        return Truth.UNKNOWN
    return Truth.NO


def total_of(
    payments: Iterable[tuple[Payment, Cost]],
    rights: Rights,
    first_rank: frozenset[str] | None,
    buying: Payment | None = None,
) -> Cost:
    """Return what these payments come to for these rights: each once, of a choice the cheapest.

    `buying` is paid in any case; in its choice it is the one. What is reached by adding up
    purchases counts as the largest such sum.
    """
    total = FREE
    added_up = FREE
    choices: dict[str, list[tuple[Payment, Cost]]] = {}
    for item, cost in payments:
        if item.choice is not None:
            choices.setdefault(item.choice, []).append((item, cost))
            continue
        need = Truth.YES if item is buying else needed(item, rights, first_rank)
        if need is Truth.NO:
            continue
        if need is Truth.YES:
            due = cost
        elif cost.total.hi == 0:
            # Whether nothing must be paid is no question, though something may come with it.
            due = replace(or_nothing(cost), evidence=())
        else:
            due = _marked(or_nothing(cost), _doubt(item))
        if item.cumulative:
            added_up = due if added_up is FREE else _larger(added_up, due)
        else:
            total = plus(total, due)
    for members in choices.values():
        total = plus(total, _choice(members, rights, first_rank, buying))
    if added_up is FREE:
        return total
    return added_up if total is FREE else with_purchases(total, added_up.total, added_up.evidence)


def _larger(one: Cost, other: Cost) -> Cost:
    def larger(a: Interval, b: Interval) -> Interval:
        low = max(a, b, key=lambda i: (i.lo, i.lo_open))
        high = max(a, b, key=lambda i: (i.hi, not i.hi_open))
        return Interval(low.lo, high.hi, low.lo_open, high.hi_open)

    return Cost(
        larger(one.total, other.total),
        one.fee.hull(other.fee),
        larger(one.goods, other.goods),
        one.beside_kit.hull(other.beside_kit),
        one.value.hull(other.value),
        one.evidence + other.evidence,
    )


def _choice(
    members: list[tuple[Payment, Cost]],
    rights: Rights,
    first_rank: frozenset[str] | None,
    buying: Payment | None,
) -> Cost:
    """Return the cheapest of alternatives of which one is paid, nothing if none need be."""
    need = Truth.NO
    target: set[str] = set()
    doubtful = False
    for item, _ in members:
        own = needed(item, rights, first_rank)
        if own is Truth.YES:
            need = Truth.YES
            target.update(item.opens or ())
        elif own is Truth.UNKNOWN:
            need = need if need is Truth.YES else own
            # It may be the one that must be paid, though another is cheaper.
            doubtful = doubtful or item.opens != ("sell",)
    bought = next((cost for item, cost in members if item is buying), None)
    if need is Truth.NO:
        return bought or FREE
    # Every right includes that to join, so an alternative that opens more opens it too.
    target = target & rights - JOIN
    chosen = _cheapest_that_opens(members, target, doubtful)
    if bought is not None:
        opens = buying.opens if buying is not None else None
        if not opens or not target.issubset(opens):
            return _larger(bought, chosen)
        return _no_more_than(bought, members) if doubtful else bought
    if need is Truth.UNKNOWN:
        return _marked(or_nothing(chosen), _doubt(members[0][0]))
    if len(members) > 1:
        return _marked(chosen, Text("cheapest of {count}", count=len(members)))
    return chosen


def _cheapest_that_opens(
    members: list[tuple[Payment, Cost]], target: set[str], doubtful: bool
) -> Cost:
    """Return the cheapest alternative that opens the rights; any of them may be it, if doubtful."""
    covering = [cost for item, cost in members if item.opens and target.issubset(item.opens)]
    unsaid = [cost for item, cost in members if item.opens is None]
    if covering:
        chosen = cheapest(covering, unsaid)
        return _no_more_than(chosen, members) if doubtful else chosen
    if len(unsaid) == len(members):
        return cheapest((), unsaid)
    # No one alternative opens all; each right costs at least the cheapest that opens it.
    each = [
        cheapest((), [c for item, c in members if item.opens is None or right in item.opens])
        for right in sorted(target)
    ]
    return _no_more_than(reduce(_larger, each), members)


def _no_more_than(cost: Cost, members: list[tuple[Payment, Cost]]) -> Cost:
    """Return a cost that may turn out to be that of any of the alternatives."""
    top = cheapest((), [each for _, each in members])

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


def cost_of(priced: Prices, rights: Rights, buying: Payment | None = None) -> Cost:
    """Return what these rights cost: entry, and upkeep that they hang on from the start."""
    plan = priced.plan
    total = total_of(priced.entry, rights, priced.first_rank, buying)
    if priced.upkeep:
        # To stay a participant is paid for later; to be paid at all, before the first pay.
        total = plus(total, _upkeep(priced, rights - JOIN))
    return total if plan.entry.closed else at_least(total)


def _upkeep(priced: Prices, rights: Rights) -> Cost:
    """Return what upkeep adds: all of it where nothing else opens the right that it keeps."""
    started: set[str] = set()
    for item, cost in priced.entry:
        if item.required != "optional" and cost.total.hi > 0:
            started.update(rights if item.opens is None else item.opens)
    payments: list[tuple[Payment, Cost]] = []
    for item, cost in priced.upkeep:
        if keeps_higher_rank(item, priced.first_rank):
            continue
        # What was opened by entry is kept up from some later day on, perhaps after the first pay;
        # what keeps a rank may be asked of those alone who hold it.
        later = item.opens is not None and started.issuperset(rights.intersection(item.opens))
        doubtful = item.rank is not None or later
        payments.append((item, or_nothing(cost) if doubtful else cost))
    return total_of(payments, rights, priced.first_rank) if rights and payments else FREE


def keeps_higher_rank(item: Payment, first_rank: frozenset[str] | None) -> bool:
    """Return whether the payment keeps a rank, and no more, that one can do without."""
    if item.rank is None or item.opens is not None or first_rank is None:
        return False
    return item.rank not in first_rank


@dataclass(frozen=True, slots=True)
class Way:
    """One way to meet a requirement."""

    buying: Payment | None
    """The entry payment that gives the rank asked for."""
    own: Interval
    """Purchases of one's own that are asked for."""
    known: bool = True
    """Whether this is all that is asked for."""


_NO_PURCHASE = (Way(None, ZERO),)


def ways(
    plan: Plan,
    need: Requirement,
    scale: Scale = first_period,
    seen: frozenset[str] = frozenset(),
) -> tuple[Way, ...]:
    """Return the ways to meet a requirement, as far as they cost own money.

    Own sales, customers and recruits cost none. Of a rank each known way counts: the payment that
    gives it or a higher one, and what the rank itself asks for.
    """
    found: tuple[Way, ...] = _NO_PURCHASE
    currency = plan.scheme.currency
    for amount in (need.purchase, need.stock):
        if amount is not None:
            own = scale(in_currency(amount, currency), need.per)
            found = _both(found, (Way(None, own),))
    if need.rank is not None:
        if need.rank in seen:
            # Whoever must hold the rank first does not come to it this way.
            return ()
        found = _both(found, _rank_ways(plan, need.rank, scale, seen | {need.rank}))
    if need.any is not None:
        found = _both(found, tuple(way for one in need.any for way in ways(plan, one, scale, seen)))
    return found


def _both(ones: tuple[Way, ...], others: tuple[Way, ...]) -> tuple[Way, ...]:
    if ones is _NO_PURCHASE:
        return others
    return tuple(
        Way(one.buying or other.buying, _together(one.own, other.own), one.known and other.known)
        if one.buying is None or other.buying is None or one.buying is other.buying
        else Way(one.buying, _together(one.own, other.own), False)
        for one in ones
        for other in others
    )


def _together(one: Interval, other: Interval) -> Interval:
    """Return two purchases that may be the same one."""
    if one.hi == 0:
        return other
    if other.hi == 0:
        return one
    low = max(one, other, key=lambda i: (i.lo, i.lo_open))
    both = one + other
    return Interval(low.lo, both.hi, low.lo_open, both.hi_open)


def _rank_ways(plan: Plan, rank: str, scale: Scale, seen: frozenset[str]) -> tuple[Way, ...]:
    ranks = plan.ranks.items
    place = next((i for i, r in enumerate(ranks) if rank in names_of(r)), None)
    at_or_above = ranks[place:] if place is not None else ()
    accepted = frozenset({rank}).union(*(names_of(r) for r in at_or_above))
    found: list[Way] = [
        Way(item, ZERO)
        for item in plan.entry.items
        if item.rank is not None and item.rank in accepted
    ]
    for one in at_or_above:
        if one.requires is not None:
            found.extend(ways(plan, one.requires, scale, seen | names_of(one)))
    if not found:
        # Where the ranks are listed whole, one that asks for nothing is had for nothing.
        free = plan.ranks.closed and place is not None and ranks[place].requires is None
        found = [Way(None, ZERO, known=free)]
    kept = ZERO
    for item in plan.upkeep.items:
        if item.rank is not None and item.rank in accepted and item.required != "optional":
            kept = kept + scale(first_unit(item, plan.scheme.currency), item.per)
    if kept.hi == 0:
        return tuple(found)
    # To hold the rank costs upkeep, of which the first may fall due only after the first pay.
    extra = Interval(ZERO.lo, kept.hi, False, kept.hi_open)
    return tuple(Way(way.buying, _together(way.own, extra), way.known) for way in found)


def way_cost(priced: Prices, rights: Rights, way: Way, evidence: tuple[Evidence, ...] = ()) -> Cost:
    """Return what the rights cost on that way."""
    cost = with_purchases(cost_of(priced, rights, way.buying), way.own, evidence)
    return cost if way.known else at_least(cost)


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
