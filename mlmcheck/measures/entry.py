"""What somebody must pay to join, to earn and to be paid for others: always the cheapest way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlmcheck.facts import Basis, Evidence, Fact, Rows
from mlmcheck.interval import (
    FALSE,
    INFINITY,
    NEVER_NEGATIVE,
    TRUE,
    ZERO,
    Interval,
    Truth,
    point,
)
from mlmcheck.measures.amounts import over_a_year
from mlmcheck.measures.balance import no_goods
from mlmcheck.measures.costs import (
    Cost,
    at_least,
    cheapest,
    of_own_money,
    payment_cost,
)
from mlmcheck.measures.depth import (
    hangs_on_others,
    level_paid,
    paid_above_on,
    pays_by_level,
    unnamed_pay,
)
from mlmcheck.measures.first_week import first_week
from mlmcheck.measures.ledgers import table_of
from mlmcheck.measures.lines import closing, denied, paid_to_participants, price_spread
from mlmcheck.measures.routes import (
    ANYBODY,
    EARN,
    JOIN,
    RECRUIT,
    SELL,
    Priced,
    Prices,
    Rights,
    cheapest_way,
    cost_of,
    maybe_only_way,
    prices,
    to_better_prices,
    to_paid_ranks,
    ways,
)
from mlmcheck.measures.sums import quotient
from mlmcheck.plan.reach import Ceiling, ceiling, pays_something
from mlmcheck.scheme.model import Payment, Requirement, Reward
from mlmcheck.scheme.plan import Listing, Plan
from mlmcheck.text import Text

if TYPE_CHECKING:
    from mlmcheck.network.summary import Summary


@dataclass(frozen=True, slots=True)
class _Route:
    """What it costs to be paid one reward in one way."""

    cost: Cost
    sure: bool
    """Whether the reward is surely paid in that way."""
    others: bool
    """Whether that way is pay on other participants."""


def entry(plan: Plan, summary: Summary | None) -> tuple[Fact, ...]:
    """Return what is known of the payments that rights hang on, in the scheme's currency.

    A payment required in practice counts as one required by the rules; the evidence says which.
    A list that may lack items bounds from below only.
    """
    priced = prices(plan)
    bare: dict[Rights, Cost] = {}
    routes = _routes(priced, bare)
    join = cost_of(priced, JOIN)
    earn = _to_earn(priced, routes, bare)
    recruit = _to_recruit(priced, routes, bare, join)
    larger = _larger(plan, routes, earn, recruit)
    facts = [
        *_fact(plan, "entry.payment_to_join", join, join.total, ("join",)),
        *_fact(
            plan, "entry.payment_to_earn", earn, earn.total, ("join", "earn", "sell", "recruit")
        ),
        *_fact(
            plan, "entry.payment_to_recruit", recruit, recruit.total, ("join", "earn", "recruit")
        ),
        *_fact(plan, "entry.fee_part", larger, larger.fee, None),
        *_fact(plan, "entry.goods_part", larger, larger.goods, None),
        *_fact(plan, "entry.kit_part", larger, _kits(larger), None),
        *_kit(priced, larger),
        *_value_ratio(plan, recruit),
        *_payment_year(plan),
        *first_week(plan, join.total),
    ]
    if summary is not None:
        facts.extend(_observed(summary))
    return tuple(facts)


def _fact(
    plan: Plan, name: str, cost: Cost, value: Interval, rights: tuple[str, ...] | None
) -> Iterator[Fact]:
    alleged = _alleged(plan, rights) if rights is not None else ()
    if value == NEVER_NEGATIVE and not alleged:
        return
    evidence = _evidence(plan, cost, value)
    basis = Basis.DECLARED if len(evidence) == 1 and name.endswith("_join") else Basis.COMPUTED
    yield Fact(name, value, basis, evidence, alleged)


def _evidence(plan: Plan, cost: Cost, value: Interval) -> tuple[Evidence, ...]:
    if value.hi == INFINITY or not plan.entry.closed:
        return cost.evidence
    # That nothing more is asked rests on the list being whole.
    return cost.evidence + closing(plan, "entry")


def _alleged(plan: Plan, rights: tuple[str, ...]) -> tuple[Evidence, ...]:
    if not plan.entry.alleged and not plan.upkeep.alleged:
        return ()
    found = []
    for item in plan.entry.alleged + plan.upkeep.alleged:
        # What is called optional may be the price of what it opens.
        opens = () if item.opens is None and item.required == "optional" else item.opens
        if opens is None or any(r in rights for r in opens):
            found.append(
                Evidence((*item.at, "amount") if item.amount else item.at, source=item.source)
            )
    return tuple(found)


def _routes(priced: Prices, bare: dict[Rights, Cost]) -> list[_Route]:
    """Return every way to be paid a reward, with what it costs; `bare` is filled as needed."""
    found: list[_Route] = []
    plan = priced.plan
    top = ceiling(plan)
    for reward in plan.rewards.items:
        if not pays_something(reward):
            continue
        for rights, sure, others in _rights(plan, reward, top):
            cost = _asked(priced, rights, reward, bare)
            if "time" in reward.for_ and rights == EARN and reward.of in (None, "own_payments"):
                cost = of_own_money(cost, Evidence((*reward.at, "for"), source=reward.source))
            found.append(_Route(cost, sure, others))
    found.extend(_unnamed(priced))
    return found


def _unnamed(priced: Prices) -> Iterator[_Route]:
    """Yield the ways to be paid by what no reward line names: better prices, payments upward."""
    plan = priced.plan
    other, spread = unnamed_pay(plan), price_spread(plan)
    if spread.truth is Truth.YES:
        # Of what others pay for goods he keeps the difference of prices, and no more.
        paid = plan.entry.items + plan.upkeep.items
        fees = [item for item in paid if item.item not in ("stock", "goods", "kit")]
        other = paid_to_participants(fees, spread.truth).truth
    if spread.truth is not Truth.NO:
        cost = cheapest_way(priced, RECRUIT, to_better_prices(plan), evidence=spread.evidence)
        yield _Route(cost, spread.truth is Truth.YES, True)
    if other is not Truth.NO:
        yield _Route(cost_of(priced, RECRUIT), other is Truth.YES, True)


def _bare(priced: Prices, rights: Rights, bare: dict[Rights, Cost]) -> Cost:
    """Return what a reward costs of which nothing is said that it needs."""
    cost = bare.get(rights)
    if cost is None:
        cost = cost_of(priced, rights)
        if not priced.plan.rewards.closed:
            # Where the rewards are not listed whole, what one of them needs may lack too.
            cost = at_least(cost)
        bare[rights] = cost
    return cost


def _asked(priced: Prices, rights: Rights, reward: Reward, bare: dict[Rights, Cost]) -> Cost:
    """Return what the rights cost with what the reward needs and a rank that it is paid to."""
    need, ranks = reward.needs, to_paid_ranks(priced.plan, reward)
    if need is None and ranks is ANYBODY:
        return _bare(priced, rights, bare)
    where = Evidence((*reward.at, "by" if need is None else "needs"), source=reward.source)
    cost = cheapest_way(priced, rights, ranks, need, (where,))
    # As in `_bare`, what it needs besides its rank may lack.
    return at_least(cost) if need is None and not priced.plan.rewards.closed else cost


def _rights(plan: Plan, reward: Reward, top: Ceiling) -> Iterator[tuple[Rights, bool, bool]]:
    """Yield what rights the reward can be paid by, whether surely so, and whether for others.

    A reward paid to the payer alone is a discount on his own purchase and none of these.
    """
    sell = team = plain = Truth.NO
    for trigger in reward.for_:
        team = _either(team, paid_above_on(reward, trigger, top))
        if trigger == "retail":
            sell = _either(sell, level_paid(reward, 1))
        elif trigger == "sale":
            if level_paid(reward, 1) is not Truth.NO:
                sell = _either(sell, Truth.UNKNOWN)
        elif trigger == "time":
            # A return over time is paid to the participant himself, unless rates name levels.
            plain = _either(plain, level_paid(reward, 0) if pays_by_level(reward) else Truth.YES)
        elif trigger == "task":
            plain = _either(plain, level_paid(reward, 0))
    hung = Truth.NO if sell is plain is Truth.NO else hangs_on_others(plan, reward)
    for rights, truth in ((SELL, sell), (EARN, plain)):
        if truth is Truth.NO:
            continue
        if hung is not Truth.YES:
            yield rights, truth is Truth.YES and hung is Truth.NO, False
        if hung is not Truth.NO:
            yield rights | RECRUIT, truth is Truth.YES and hung is Truth.YES, True
    if team is not Truth.NO:
        yield RECRUIT, team is Truth.YES, True


def _either(one: Truth, other: Truth) -> Truth:
    if one is Truth.YES or other is Truth.YES:
        return Truth.YES
    return Truth.NO if one is other is Truth.NO else Truth.UNKNOWN


def _to_earn(priced: Prices, routes: list[_Route], bare: dict[Rights, Cost]) -> Cost:
    sure = [route.cost for route in routes if route.sure]
    maybe = [route.cost for route in routes if not route.sure]
    if not sure or not priced.plan.rewards.closed:
        # A reward that is not listed may ask for less than those that are.
        maybe.append(_bare(priced, EARN, bare))
    return cheapest(sure, maybe)


def _to_recruit(priced: Prices, routes: list[_Route], bare: dict[Rights, Cost], join: Cost) -> Cost:
    """Return the cost of being paid for others; where nobody is, by definition that to join."""
    sure = [route.cost for route in routes if route.others and route.sure]
    maybe = [route.cost for route in routes if route.others and not route.sure]
    if not priced.plan.rewards.closed:
        maybe.append(_bare(priced, RECRUIT, bare) if sure else at_least(join))
    elif not sure:
        maybe.append(join)
    return cheapest(sure, maybe)


def _larger(plan: Plan, routes: list[_Route], earn: Cost, recruit: Cost) -> Cost:
    """Return the greater of the costs to earn and to be paid for others.

    To be paid for others is to earn, so where it is paid it costs no less than to earn at all.
    """
    if any(route.others and route.sure for route in routes):
        return recruit
    if plan.rewards.closed and not any(route.others for route in routes):
        return earn
    return cheapest((), [earn, recruit])


def _kits(cost: Cost) -> Interval:
    """Return what of a cost is starter kits: what is left of it beside everything else."""
    total, rest = cost.total, cost.beside_kit
    low = max(total.lo - rest.hi, ZERO.lo) if rest.hi != INFINITY else ZERO.lo
    if total.hi == INFINITY:
        return Interval(low, INFINITY)
    return Interval(low, max(total.hi - rest.lo, low))


def _kit(priced: Prices, cost: Cost) -> Iterator[Fact]:
    """Yield whether a starter kit at cost is all that must be bought.

    A kit's market value says nothing of its seller's cost, so that a kit is at cost is known only
    where the cost is stated, and that no reward is paid on it.
    """
    name, plan = "entry.only_kit_at_cost", priced.plan
    if cost.total.hi == 0 and no_goods(plan):
        # Where nothing is sold at all there is no kit, at cost or otherwise.
        return
    if cost.total.hi == 0:
        yield Fact(name, TRUE, Basis.COMPUTED, _evidence(plan, cost, cost.total))
        return
    if cost.beside_kit.lo > 0 or cost.beside_kit.lo_open:
        yield Fact(name, FALSE, Basis.COMPUTED, cost.evidence)
        return
    kits = [item for item in plan.entry.items if item.rank or _may_be_due(item, priced.entry)]
    if cost.beside_kit.hi == 0 and all(_at_cost(item) for item in kits) and _unpaid_entry(plan):
        costs = tuple(Evidence((*item.at, "cost"), source=item.source) for item in kits)
        yield Fact(name, TRUE, Basis.COMPUTED, costs)
        return
    if cost.total.lo > 0 or cost.total.lo_open:
        for reward in plan.rewards.items:
            if pays_something(reward) and "entry" in reward.for_:
                note = Text("a reward is paid on the starter kit")
                where = Evidence((*reward.at, "for"), note=note, source=reward.source)
                yield Fact(name, FALSE, Basis.COMPUTED, (*cost.evidence, where))
                return


def _may_be_due(item: Payment, payments: Sequence[Priced]) -> bool:
    """Return whether more than a rank may hang on one of these payments."""
    return item.required != "optional" or maybe_only_way(item, payments, SELL | RECRUIT)


def _at_cost(item: Payment) -> bool:
    """Return whether a starter kit is known to cost no more than it costs its seller."""
    if item.item != "kit" or item.amount is None or item.cost is None:
        return False
    if item.amount.currency != item.cost.currency:
        return False
    return item.amount.range.hi <= item.cost.range.lo and item.plus is None and item.further is None


def _unpaid_entry(plan: Plan) -> bool:
    """Return whether no reward is known to be paid on what newcomers pay."""
    if any(pays_something(r) and "entry" in r.for_ for r in plan.rewards.items):
        return False
    return plan.rewards.closed or "entry" in denied(plan)


def _value_ratio(plan: Plan, cost: Cost) -> Iterator[Fact]:
    """Yield the payment over the market value of what is received; nothing for nothing is 1."""
    ratio = _ratio(cost.total, cost.value)
    if ratio != NEVER_NEGATIVE:
        yield Fact("entry.value_ratio", ratio, Basis.COMPUTED, _evidence(plan, cost, cost.total))


def _ratio(paid: Interval, value: Interval) -> Interval:
    may_be_nothing = paid.lo == 0 and not paid.lo_open
    if value.hi == 0:
        if paid.hi == 0:
            return point(1)
        return Interval(point(1).lo, INFINITY) if may_be_nothing else point(INFINITY)
    if value.hi == INFINITY:
        low, low_open = ZERO.lo, False
    else:
        low, low_open = quotient(paid.lo, value.hi), paid.lo_open or (value.hi_open and paid.lo > 0)
    if value.lo == 0:
        if paid.hi > 0:
            return Interval(low, INFINITY, low_open)
        # Something for nothing is 0, nothing for nothing 1.
        return ZERO if value.lo_open else Interval(ZERO.lo, point(1).lo)
    high = quotient(paid.hi, value.lo) if paid.hi != INFINITY else INFINITY
    return Interval(
        low, high, low_open and low < high, (paid.hi_open or value.lo_open) and low < high
    )


def _payment_year(plan: Plan) -> Iterator[Fact]:
    """Yield the most that a year asks for registration, qualification or a better rate."""
    sections = (plan.entry, plan.upkeep)
    low, high = ZERO, ZERO
    evidence: list[Evidence] = []
    for section in sections:
        for one_is_paid, asked in _yearly(section, plan.scheme.currency):
            amounts = [amount for amount, _ in asked]
            # The most demanding step takes the dearest of several; of payments for different ranks
            # it may take all.
            low = low + _floor(max(amounts, key=lambda i: (i.lo, i.lo_open)))
            tops = [amount.hi for amount in amounts]
            high = high + Interval(ZERO.lo, max(tops) if one_is_paid else sum(tops, ZERO.lo))
            evidence.extend(place for amount, place in asked if amount.hi > 0)
    for own, where in _conditions(plan):
        if own.lo > low.lo or (own.lo == low.lo and own.lo_open):
            low = _floor(own)
        high = high + Interval(ZERO.lo, own.hi)
        if own.hi > 0:
            evidence.append(where)
    closed = all(s.closed for s in (*sections, plan.ranks, plan.rewards))
    top = high.hi if closed else INFINITY
    value = Interval(low.lo, top, low.lo_open and low.lo < top)
    if value != NEVER_NEGATIVE:
        if closed:
            evidence.extend(closing(plan, "entry"))
        yield Fact("entry.payment_year", value, Basis.COMPUTED, tuple(evidence))


def _floor(amount: Interval) -> Interval:
    return Interval(amount.lo, INFINITY, amount.lo_open)


def _yearly(
    section: Listing[Payment], currency: str | None
) -> Iterator[tuple[bool, list[tuple[Interval, Evidence]]]]:
    """Yield what a section's payments come to in a year; alternatives together.

    True stands with those of which one is paid, and false with those for different ranks.
    """
    choices: dict[str, list[tuple[Interval, Evidence]]] = {}
    for_ranks: list[tuple[Interval, Evidence]] = []
    payments = [(item, payment_cost(item, currency, over_a_year)) for item in section.items]
    for item, cost in payments:
        asks = item.rank or item.choice or _may_be_due(item, payments)
        asked = (_condition(item, cost) if asks else ZERO, cost.evidence[0])
        if item.choice is not None:
            choices.setdefault(item.choice, []).append(asked)
        elif item.rank is not None:
            for_ranks.append(asked)
        else:
            yield True, [asked]
    for members in choices.values():
        yield True, members
    if for_ranks:
        yield False, for_ranks


def _condition(item: Payment, cost: Cost) -> Interval:
    """Return what of a payment is a condition of something, an optional one surely of its rank."""
    total = cost.total
    if item.units is not None and not item.units.range.is_point:
        # How many units a better rate asks for is not said.
        total = _floor(total)
    return total if item.required in ("rule", "practice") or item.rank else ZERO.hull(total)


def _conditions(plan: Plan) -> Iterator[tuple[Interval, Evidence]]:
    """Yield the own purchases that ranks and rewards are conditional on, by the year."""
    for rank in plan.ranks.items:
        if rank.requires is not None:
            yield (
                _least_to_most(plan, rank.requires),
                Evidence((*rank.at, "requires"), source=rank.source),
            )
    for reward in plan.rewards.items:
        if reward.needs is not None and pays_something(reward):
            where = Evidence((*reward.at, "needs"), source=reward.source)
            yield _least_to_most(plan, reward.needs), where


def _least_to_most(plan: Plan, need: Requirement) -> Interval:
    found = ways(plan, need, over_a_year)
    total = found[0].own
    for way in found[1:]:
        total = total.hull(way.own)
    return total


def _observed(summary: Summary) -> Iterator[Fact]:
    """Yield the least that anybody who was paid had paid in by then."""
    for name, least in (
        ("entry.payment_to_earn", summary.least_paid_by_rewarded),
        ("entry.payment_to_recruit", summary.least_paid_by_rewarded_for_others),
    ):
        # That an order is missing, or an account the operator's own, does not make anything free.
        if least:
            rows = Rows(table_of(summary, "payouts"), summary.payouts, summary.payouts)
            yield Fact(name, point(least), Basis.OBSERVED, (Evidence(rows=rows),))
