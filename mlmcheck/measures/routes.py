"""What a right costs: the payments a plan asks for it, and the cheapest way to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce

from mlmcheck.facts import Evidence
from mlmcheck.interval import ZERO, Interval, Truth
from mlmcheck.measures.amounts import in_currency
from mlmcheck.measures.costs import (
    FREE,
    Cost,
    Scale,
    at_least,
    cheapest,
    first_period,
    first_unit,
    larger,
    marked,
    no_more_than,
    or_nothing,
    payment_cost,
    plus,
    with_purchases,
)
from mlmcheck.scheme.model import Payment, Rank, Requirement
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
_UNSAID_REQUIRED = Text("it is not said whether this must be paid")
_UNSAID_OPENS = Text("it is not said what this payment opens")
_FIRST_GRADE = Text("it buys the first grade; whether more than selling hangs on that is not said")


def _doubt(item: Payment) -> Text:
    if item.required is None:
        return _UNSAID_REQUIRED
    return _UNSAID_OPENS if item.opens is None else _FIRST_GRADE


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
            due = marked(or_nothing(cost), _doubt(item))
        if item.cumulative:
            added_up = due if added_up is FREE else larger(added_up, due)
        else:
            total = plus(total, due)
    for members in choices.values():
        total = plus(total, _choice(members, rights, first_rank, buying))
    if added_up is FREE:
        return total
    return added_up if total is FREE else with_purchases(total, added_up.total, added_up.evidence)


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
            return larger(bought, chosen)
        return no_more_than(bought, [cost for _, cost in members]) if doubtful else bought
    if need is Truth.UNKNOWN:
        return marked(or_nothing(chosen), _doubt(members[0][0]))
    if len(members) > 1:
        return marked(chosen, Text("cheapest of {count}", count=len(members)))
    return chosen


def _cheapest_that_opens(
    members: list[tuple[Payment, Cost]], target: set[str], doubtful: bool
) -> Cost:
    """Return the cheapest alternative that opens the rights; any of them may be it, if doubtful."""
    covering = [cost for item, cost in members if item.opens and target.issubset(item.opens)]
    unsaid = [cost for item, cost in members if item.opens is None]
    every = [cost for _, cost in members]
    if covering:
        chosen = cheapest(covering, unsaid)
        return no_more_than(chosen, every) if doubtful else chosen
    if len(unsaid) == len(members):
        return cheapest((), unsaid)
    # No one alternative opens all; each right costs at least the cheapest that opens it.
    each = [
        cheapest((), [c for item, c in members if item.opens is None or right in item.opens])
        for right in sorted(target)
    ]
    return no_more_than(reduce(larger, each), every)


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
