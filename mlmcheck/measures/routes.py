"""What a right costs: the payments a plan asks for it, and the cheapest way to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from mlmcheck.facts import Evidence
from mlmcheck.interval import INFINITY, ZERO, Interval, Truth, any_of
from mlmcheck.measures.amounts import in_currency
from mlmcheck.measures.costs import (
    BUYS_NOTHING,
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
from mlmcheck.scheme.fields import Pays
from mlmcheck.scheme.model import Payment, Rank, Requirement, Reward
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
_ONLY_WAY = Text("it is called optional, but nothing else is shown to open what it opens")
Priced = tuple[Payment, Cost]


def _doubt(item: Payment) -> Text:
    if item.required == "optional":
        return _ONLY_WAY
    if item.required is None:
        return _UNSAID_REQUIRED
    return _UNSAID_OPENS if item.opens is None else _FIRST_GRADE


@dataclass(frozen=True, slots=True)
class Prices:
    """A plan's payments with what each comes to."""

    plan: Plan
    entry: tuple[Priced, ...]
    upkeep: tuple[Priced, ...]
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


def maybe_only_way(
    item: Payment, payments: Sequence[Priced], rights: Rights, buying: Payment | None = None
) -> bool:
    """Return whether an optional payment may be the only way to one of the rights.

    It opens one, and no other of the payments, nor `buying`, is shown to: a paid upgrade is called
    optional too. Of several optional ones the cheapest is the way.
    """
    if item.required != "optional":
        return False
    if item.opens is not None:
        opened = rights.intersection(item.opens)
    else:
        # What buys neither goods nor a rank is paid for some right; which one is not said.
        buys_nothing = item.item in BUYS_NOTHING and item.rank is None
        opened = rights if buys_nothing else frozenset()
    return any(not _another_way(item, payments, right, buying) for right in opened)


def _another_way(
    item: Payment, payments: Sequence[Priced], right: str, buying: Payment | None
) -> bool:
    own, passed = next((cost for each, cost in payments if each is item), FREE).total, False
    for other, cost in payments:
        if other is item:
            passed = True
        elif other.opens is not None and right in other.opens:
            if other.required != "optional" or other is buying:
                return True
            # Of two that surely cost the same the first is the way.
            same = own.is_point and cost.total == own and not passed
            if same or cost.total.less(own) is Truth.YES:
                return True
    return False


def _only_ways(
    payments: Sequence[Priced], rights: Rights, buying: Payment | None = None
) -> tuple[Payment, ...]:
    return tuple(item for item, _ in payments if maybe_only_way(item, payments, rights, buying))


def _needed(
    item: Payment, rights: Rights, first_rank: frozenset[str] | None, only_ways: Sequence[Payment]
) -> Truth:
    """Return whether the payment must be made for these rights."""
    if item.required == "optional":
        return Truth.UNKNOWN if any(item is each for each in only_ways) else Truth.NO
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
    payments: Sequence[Priced],
    rights: Rights,
    first_rank: frozenset[str] | None,
    buying: Payment | None = None,
    only_ways: Sequence[Payment] = (),
) -> Cost:
    """Return what these payments come to for these rights: each once, of a choice the cheapest.

    `buying` is paid in any case; in its choice it is the one. What is reached by adding up
    purchases counts as the largest such sum. Of optional payments only those that are the only way
    to a right may have to be paid.
    """
    total = FREE
    added_up = FREE
    choices: dict[str, list[Priced]] = {}
    for item, cost in payments:
        if item.choice is not None:
            choices.setdefault(item.choice, []).append((item, cost))
            continue
        need = Truth.YES if item is buying else _needed(item, rights, first_rank, only_ways)
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
        needs = [_needed(item, rights, first_rank, only_ways) for item, _ in members]
        total = plus(total, _choice(members, needs, rights, buying))
    if added_up is FREE:
        return total
    return added_up if total is FREE else with_purchases(total, added_up.total, added_up.evidence)


def _choice(
    members: list[Priced], needs: list[Truth], rights: Rights, buying: Payment | None
) -> Cost:
    """Return the cheapest of alternatives of which one is paid, nothing if none need be.

    `needs` says of each whether it must be made for the rights.
    """
    need = Truth.NO
    target: set[str] = set()
    doubtful = False
    for (item, _), own in zip(members, needs, strict=True):
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
        in_doubt = next(i for i, own in enumerate(needs) if own is not Truth.NO)
        return marked(or_nothing(chosen), _doubt(members[in_doubt][0]))
    if len(members) > 1:
        return marked(chosen, Text("cheapest of {count}", count=len(members)))
    return chosen


def _cheapest_that_opens(members: list[Priced], target: set[str], doubtful: bool) -> Cost:
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
    only_ways = _only_ways(priced.entry, rights, buying)
    total = total_of(priced.entry, rights, priced.first_rank, buying, only_ways)
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
    payments: list[Priced] = []
    for item, cost in priced.upkeep:
        if keeps_higher_rank(item, priced.first_rank):
            continue
        # What was opened by entry is kept up from some later day on, perhaps after the first pay;
        # what keeps a rank may be asked of those alone who hold it.
        later = item.opens is not None and started.issuperset(rights.intersection(item.opens))
        doubtful = item.rank is not None or later
        payments.append((item, or_nothing(cost) if doubtful else cost))
    if not rights or not payments:
        return FREE
    # What surely opens a right at entry is another way to it than to keep it up.
    opening = [
        (item, cost)
        for item, cost in priced.entry
        if item.required != "optional" or cost.total.hi == 0
    ]
    only_ways = _only_ways((*opening, *payments), rights)
    return total_of(payments, rights, priced.first_rank, None, only_ways)


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
_MOST_WAYS = 100
"""As many ways to one thing are told apart; more of them, and only the least cost is known."""
ToRanks = Mapping[str, tuple[Way, ...]]
"""The ways to each rank, by its names."""
_ToRank = Callable[[Plan, str, Sequence[Rank], Scale, ToRanks], tuple[Way, ...]]


def ways(plan: Plan, need: Requirement, scale: Scale = first_period) -> tuple[Way, ...]:
    """Return the ways to meet a requirement, as far as they cost own money.

    Own sales, customers and recruits cost none. Of a rank each known way counts: the payment that
    gives it or a higher one, and what the rank itself asks for.
    """
    return _meet(plan, need, scale, _to_ranks(plan, scale) if _asks_rank(need) else {})


def _asks_rank(need: Requirement) -> bool:
    return need.rank is not None or any(_asks_rank(one) for one in need.any or ())


def _meet(plan: Plan, need: Requirement, scale: Scale, ranks: ToRanks) -> tuple[Way, ...]:
    found: tuple[Way, ...] = _NO_PURCHASE
    currency = plan.scheme.currency
    for amount in (need.purchase, need.stock):
        if amount is not None:
            own = scale(in_currency(amount, currency), need.per)
            found = _both(found, (Way(None, own),))
    if need.rank is not None:
        known = ranks.get(need.rank)
        to_rank = _ways_to(plan, need.rank, (), scale, ranks) if known is None else known
        found = _both(found, to_rank)
    if need.any is not None:
        each = (way for one in need.any for way in _meet(plan, one, scale, ranks))
        found = _both(found, tuple(each))
    return _few(found)


def _few(found: tuple[Way, ...]) -> tuple[Way, ...]:
    """Return the ways, each once; where they are too many, that it costs the least of them."""
    distinct = tuple(dict.fromkeys(found))
    if len(distinct) <= _MOST_WAYS:
        return distinct
    low = min(distinct, key=lambda way: (way.own.lo, way.own.lo_open)).own
    return (Way(None, Interval(low.lo, INFINITY, low.lo_open), known=False),)


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


def _to_ranks(plan: Plan, scale: Scale) -> ToRanks:
    """Return the ways to each listed rank, by its names; a higher rank will do as well.

    What comes round to the rank itself is no way to it: the ways are built up from those ranks
    that ask for no other, a round for each rank that may stand between.
    """
    ranks = plan.ranks.items
    found: dict[str, tuple[Way, ...]] = {name: () for rank in ranks for name in names_of(rank)}
    found = _built_up(plan, scale, found, _listed_ways)
    # To a rank that only asks for what comes round to itself there is some way, or none holds it.
    return found if all(found.values()) else _built_up(plan, scale, found, _ways_to)


def _built_up(
    plan: Plan, scale: Scale, found: dict[str, tuple[Way, ...]], to_rank: _ToRank
) -> dict[str, tuple[Way, ...]]:
    ranks = plan.ranks.items
    for _ in ranks:
        last = found
        found = {
            name: _few(to_rank(plan, name, ranks[place:], scale, last))
            for place, rank in enumerate(ranks)
            for name in names_of(rank)
        }
        if found == last:
            break
    return found


def _ways_to(
    plan: Plan, name: str, accepted: Sequence[Rank], scale: Scale, ranks: ToRanks
) -> tuple[Way, ...]:
    """Return the ways to a rank, of which it and others that will do are accepted, lowest first.

    None is accepted where the ranks do not list it.
    """
    found = _listed_ways(plan, name, accepted, scale, ranks)
    if found:
        return found
    # Where the ranks are listed whole, one that asks for nothing is had for nothing.
    free = plan.ranks.closed and bool(accepted) and accepted[0].requires is None
    return _with_upkeep(plan, (Way(None, ZERO, known=free),), _also(name, accepted), scale)


def _listed_ways(
    plan: Plan, name: str, accepted: Sequence[Rank], scale: Scale, ranks: ToRanks
) -> tuple[Way, ...]:
    names = _also(name, accepted)
    found: list[Way] = [
        Way(item, ZERO) for item in plan.entry.items if item.rank is not None and item.rank in names
    ]
    for one in accepted:
        if one.requires is not None:
            found.extend(_meet(plan, one.requires, scale, ranks))
    return _with_upkeep(plan, tuple(found), names, scale)


def _also(name: str, accepted: Sequence[Rank]) -> frozenset[str]:
    return frozenset({name}).union(*(names_of(each) for each in accepted))


def _with_upkeep(
    plan: Plan, found: tuple[Way, ...], names: frozenset[str], scale: Scale
) -> tuple[Way, ...]:
    kept = ZERO
    for item in plan.upkeep.items:
        if item.rank is not None and item.rank in names and item.required != "optional":
            kept = kept + scale(first_unit(item, plan.scheme.currency), item.per)
    if kept.hi == 0:
        return found
    # To hold the rank costs upkeep, of which the first may fall due only after the first pay.
    extra = Interval(ZERO.lo, kept.hi, False, kept.hi_open)
    return tuple(Way(way.buying, _together(way.own, extra), way.known) for way in found)


@dataclass(frozen=True, slots=True)
class RankWays:
    """The ways to those ranks that are paid, of which one is enough."""

    sure: tuple[Way, ...] = ()
    maybe: tuple[Way, ...] = ()
    """The ways to ranks that may be paid nothing."""


ANYBODY = RankWays(_NO_PURCHASE)
"""Where no rank is asked."""


def to_paid_ranks(plan: Plan, reward: Reward) -> RankWays:
    """Return the ways to the ranks whose rate in a reward by rank is above 0.

    Anybody is paid where it is not graded by rank, or which ranks are paid is not said.
    """
    pays = reward.pays
    if reward.by != "rank" or not isinstance(pays, Pays):
        return ANYBODY
    paid = [
        (name, Truth.YES if rate.range.lo > 0 or rate.range.lo_open else Truth.UNKNOWN)
        for name, rate in pays.steps
        if name is not None and rate.range.hi > 0
    ]
    return _to_any(plan, paid) if paid else ANYBODY


def to_better_prices(plan: Plan) -> RankWays:
    """Return the ways to the ranks that earn by price tiers: by better prices than the worst.

    Where the upline supplies goods at prices that are not said, anybody may be one of them.
    """
    better: list[tuple[str, Truth]] = []
    unsaid = False
    for goods in plan.goods.items:
        if goods.supplied_by == "company":
            continue
        price = goods.participant_price
        if price is None or len(price.by_rank) == 1:
            unsaid = unsaid or goods.supplied_by == "upline"
            continue
        for name, own in price.by_rank:
            others = [other.range for rank, other in price.by_rank if rank != name]
            less = any_of([own.range.less(other) for other in others])
            if name is not None and less is not Truth.NO:
                better.append((name, less))
    found = _to_any(plan, better)
    return RankWays(found.sure, found.maybe + _NO_PURCHASE) if unsaid else found


def _to_any(plan: Plan, ranks: Sequence[tuple[str, Truth]]) -> RankWays:
    found: dict[Truth, list[Way]] = {Truth.YES: [], Truth.UNKNOWN: []}
    to_ranks = _to_ranks(plan, first_period)
    for name, truth in ranks:
        # A higher rank that is not among them will not do.
        listed = [rank for rank in plan.ranks.items if name in names_of(rank)]
        found[truth].extend(_ways_to(plan, name, listed, first_period, to_ranks))
    return RankWays(tuple(found[Truth.YES]), tuple(found[Truth.UNKNOWN]))


def way_cost(priced: Prices, rights: Rights, way: Way, evidence: tuple[Evidence, ...] = ()) -> Cost:
    """Return what the rights cost on that way."""
    cost = with_purchases(cost_of(priced, rights, way.buying), way.own, evidence)
    return cost if way.known else at_least(cost)


def cheapest_way(
    priced: Prices,
    rights: Rights,
    ranks: RankWays,
    need: Requirement | None = None,
    evidence: tuple[Evidence, ...] = (),
) -> Cost:
    """Return what the rights cost together with a need and one of the ranks."""
    asked = _NO_PURCHASE if need is None else ways(priced.plan, need)
    sure, maybe = (
        [way_cost(priced, rights, way, evidence) for way in _both(asked, each)]
        for each in (ranks.sure, ranks.maybe)
    )
    return cheapest(sure, maybe)
