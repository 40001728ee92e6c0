"""What rewards are paid for and where sales end: shares by trigger, by whose money, by buyer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from mlmcheck.facts import Basis, Evidence, Fact
from mlmcheck.interval import INFINITY, NEVER_NEGATIVE, UNIT, ZERO, Interval, Number, Truth, point
from mlmcheck.measures.alleged import with_alleged
from mlmcheck.measures.balance import (
    entry_in_rows,
    margin_in_block,
    margin_in_rows,
    no_goods,
    own_use_is_free,
    paying_lines,
    stated_margin,
)
from mlmcheck.measures.funding import funded_by_block, funded_by_plan, funded_in_ledgers
from mlmcheck.measures.ledgers import (
    Flows,
    in_money,
    order_rows,
    paid_in_year,
    sold_in_year,
    taken_back,
    unread,
    unread_note,
)
from mlmcheck.measures.lines import (
    NO,
    PURCHASES,
    closing,
    first_packs,
    hinges,
    paid_to_participants,
    price_hinges,
    price_spread,
)
from mlmcheck.measures.organisers import whole_blocks
from mlmcheck.measures.sums import (
    ANY,
    FINAL,
    KINDS,
    OUTSIDE,
    OWN_USE,
    RECRUITMENT,
    STOCK,
    TIME,
    Sums,
    added,
    beside_margins,
    class_share,
    counted_sums,
    entry_apart,
    over,
    quotient,
    stated_sums,
    with_unread,
)
from mlmcheck.scheme.model import Block, Reward
from mlmcheck.scheme.plan import Plan, decides
from mlmcheck.text import Text

if TYPE_CHECKING:
    from mlmcheck.network.summary import Summary

ONE = point(1)

SHARES: tuple[tuple[str, int, Interval], ...] = (
    ("reward.share_for_recruitment", RECRUITMENT, ZERO),
    ("reward.share_for_stock", STOCK, ZERO),
    ("reward.share_for_own_use", OWN_USE, ZERO),
    ("reward.share_for_outside_sales", OUTSIDE, ONE),
    ("reward.share_for_time", TIME, ZERO),
    ("reward.share_for_final_sales", FINAL, ONE),
)
"""Each share with the kinds it counts and what it is where nothing is paid at all."""

_PAID_OUTSIDE = "reward.share_for_outside_sales"
_OUTSIDE_SALES = "sale.share_outside"
_FINAL_SALES = "sale.share_final"
_LEAST = "sale.least_share_outside"
_CUSTOMERS = "sale.customers_per_participant"
_KEPT = "sale.kept_without_opportunity"
_PRODUCTS = ("stock", "own-use", "retail", "purchase", "sale", "final")
_OWN_USE_IS_FREE: Mapping[str, int] = {**KINDS, "own-use": OWN_USE}
_NO_REWARDS = Text("nothing is paid at all")


def revenue(plan: Plan, summary: Summary | None) -> tuple[Fact, ...]:
    """Return the shares of rewards by trigger and by whose money, and of sales by buyer.

    From the plan alone a share is 0 or 1 where the list of rewards is closed and every line
    settles it, else nothing. Practice counts what was paid: where nothing was, it says nothing.

    What a seller earns on the price is no reward, but he is paid by it for sales to customers.
    Where goods leave such a margin, the shares are bounds that hold with it and without.
    """
    paying = paying_lines(plan)
    blocks = tuple(whole_blocks(plan))
    practice = list(_customers_none(plan, summary, blocks))
    margin = stated_margin(plan, summary)
    for block in blocks:
        practice.extend(_by_block(plan, block, paying, margin))
    if summary is not None:
        practice.extend(_by_ledgers(plan, summary, paying, margin))
    alleged = _alleged(plan, paying, margin) if plan.scheme.observed else {}
    earned = _may_be_earned(plan, summary, blocks, margin)
    facts = _by_plan(plan, paying, earned, practice)
    facts.extend(funded_by_plan(plan))
    return with_alleged([*facts, *practice], alleged)


def _kinds(plan: Plan, paying: list[Reward], entry_is_apart: bool) -> Mapping[str, int]:
    """Return what flows can be for, in figures that name entry payments by themselves or not."""
    return _OWN_USE_IS_FREE if own_use_is_free(plan, paying, entry_is_apart) else KINDS


# From the plan alone.


def _by_plan(
    plan: Plan, paying: list[Reward], margin_earned: bool, practice: Iterable[Fact]
) -> list[Fact]:
    facts: list[Fact] = []
    if no_goods(plan):
        goods = (Evidence(("goods",)),)
        facts.append(Fact(_OUTSIDE_SALES, ZERO, Basis.COMPUTED, goods))
        facts.append(Fact(_FINAL_SALES, ZERO, Basis.COMPUTED, goods))
    if not plan.rewards.closed:
        return facts
    entry_is_apart = any("entry" in reward.for_ for reward in plan.rewards.items)
    possible = _kinds_paid(plan, paying, _kinds(plan, paying, entry_is_apart))
    end = closing(plan, "rewards")
    if possible == 0:
        end = (Evidence(end[0].path, note=_NO_REWARDS), *end[1:])
    for name, wanted, nothing_paid in SHARES:
        value = _of_plan(plan, paying, possible, wanted, nothing_paid)
        # What a margin leaves open is said all the same where figures of what was paid deny it: a
        # margin is not among them, so that the two cannot both be.
        if value is None or (
            margin_earned
            and possible
            and _of_plan(plan, paying, possible | OUTSIDE, wanted, nothing_paid) is None
            and not _denied(name, value, practice)
        ):
            continue
        facts.append(Fact(name, value, Basis.COMPUTED, end))
    return facts


def _denied(name: str, value: Interval, practice: Iterable[Fact]) -> bool:
    return any(
        fact.name == name and isinstance(fact.value, Interval) and fact.value.meet(value) is None
        for fact in practice
    )


def _of_plan(
    plan: Plan, paying: list[Reward], possible: int, wanted: int, nothing_paid: Interval
) -> Interval | None:
    """Return the share of the wanted kinds where anybody is paid for the possible ones only."""
    unsold = wanted in (OUTSIDE, FINAL) and no_goods(plan)
    if unsold:
        return ZERO
    if possible == 0:
        return nothing_paid
    if not possible & wanted:
        value = ZERO
    elif not possible & ~wanted:
        value = ONE
    else:
        return None
    # If that pay is not there after all, nothing is paid, and the share is another.
    return value if value == nothing_paid or _surely_paid(plan, paying) else None


def _may_be_earned(
    plan: Plan, summary: Summary | None, blocks: Iterable[Block], margin: Number
) -> bool:
    """Return whether sellers may earn a margin: there is one, and no figures exclude it."""
    if margin == 0 or no_goods(plan):
        return False
    earned = [
        margin_in_block(plan, block, margin)
        for block in blocks
        if block.revenue is not None or block.customers is not None
    ]
    if summary is not None and summary.has_orders:
        earned.append(margin_in_rows(plan, summary, margin))
    return not earned or any(earned)


def _surely_paid(plan: Plan, paying: list[Reward]) -> bool:
    """Return whether it is certain that anybody is paid anything."""
    if paying:
        return True
    spread = price_spread(plan).truth
    payments = plan.entry.items + plan.upkeep.items
    return spread is Truth.YES or paid_to_participants(payments, spread).truth is Truth.YES


def _kinds_paid(plan: Plan, paying: list[Reward], kinds: Mapping[str, int]) -> int:
    """Return all kinds of things that anybody can be paid for."""
    found = 0
    chained = False
    packed = bool(first_packs(plan))
    for reward in paying:
        for trigger in reward.for_:
            if trigger == "reward":
                chained = True
            else:
                found |= kinds[trigger]
        if packed and not PURCHASES.isdisjoint(reward.for_):
            # The first order is what one must take to come in.
            found |= RECRUITMENT
        if hinges(plan, reward).heads.truth is not NO:
            # What one gets only with so many people is paid for them as well.
            found |= RECRUITMENT
    if chained and found == 0:
        found = ANY
    spread = price_spread(plan).truth
    if spread is not NO:
        found |= kinds["purchase"]
    if (
        paid_to_participants(plan.entry.items, spread).truth is not NO
        or price_hinges(plan).heads.truth is not NO
    ):
        found |= RECRUITMENT
    if paid_to_participants(plan.upkeep.items, spread).truth is not NO:
        found |= ANY
    return found


# From stated figures.


def _by_block(plan: Plan, block: Block, paying: list[Reward], margin: Number) -> list[Fact]:
    currency = plan.scheme.currency
    facts: list[Fact] = []
    paid = stated_sums(block.payouts, currency)
    if paid is not None:
        place = (Evidence((*block.at, "payouts"), source=block.source),)
        kinds = _kinds(plan, paying, entry_apart(block.payouts))
        most = margin_in_block(plan, block, margin)
        for name, wanted, _ in SHARES:
            value = beside_margins(class_share(paid, wanted, kinds), wanted, most)
            if value != UNIT:
                facts.append(Fact(name, value, Basis.REPORTED, place))
    facts.extend(funded_by_block(plan, block))
    sold = stated_sums(block.revenue, currency)
    if sold is not None:
        place = (Evidence((*block.at, "revenue"), source=block.source),)
        for name, value in _sales(sold, _kinds(plan, paying, entry_apart(block.revenue))):
            facts.append(Fact(name, value, Basis.REPORTED, place))
    if block.active is not None and block.active_customers is not None:
        ratio = over(block.active_customers.range, block.active.range)
        if ratio != NEVER_NEGATIVE:
            places = tuple(
                Evidence((*block.at, key), source=block.source)
                for key in ("active_customers", "active")
            )
            facts.append(Fact(_CUSTOMERS, ratio, Basis.REPORTED, places))
    if block.kept_without_earning is not None:
        place = (Evidence((*block.at, "kept_without_earning"), source=block.source),)
        facts.append(Fact(_KEPT, block.kept_without_earning.range, Basis.REPORTED, place))
    return facts


def _customers_none(
    plan: Plan, summary: Summary | None, blocks: tuple[Block, ...]
) -> Iterable[Fact]:
    """Yield that nothing was sold to customers, nor paid for it, where there were none.

    Only where something was sold or paid: else there is nothing of which it is a share.
    """
    currency = plan.scheme.currency
    places = _without_customers(blocks)
    if not places:
        return
    sold = summary is not None and any(summary.revenue.values())
    paid = summary is not None and any(summary.paid_for.values())
    if sold or any(stated_sums(block.revenue, currency) is not None for block in blocks):
        yield Fact(_OUTSIDE_SALES, ZERO, Basis.REPORTED, places)
    if paid or any(stated_sums(block.payouts, currency) is not None for block in blocks):
        yield Fact(_PAID_OUTSIDE, ZERO, Basis.REPORTED, places)


def _without_customers(blocks: Iterable[Block]) -> tuple[Evidence, ...]:
    """Return the places that say that nobody from outside ever bought."""
    return tuple(
        Evidence((*block.at, "customers"), source=block.source)
        for block in blocks
        if block.customers is not None and block.customers.range.hi == 0
    )


def _sales(sums: Sums, kinds: Mapping[str, int]) -> Iterable[tuple[str, Interval]]:
    """Yield what sums of revenue say of the buyers of products.

    A customer's order ends with him. Stock may have been resold, so that it may end anywhere; what
    a participant ordered for himself ends with no customer.
    """
    parts = sums.parts
    customers = parts.get("retail", ZERO)
    own = parts.get("own-use", ZERO)
    outside = _part(sums, ("retail",), customers)
    not_own = _part(sums, ("own-use",), own)
    rest = Interval(ZERO.lo - 1, 1 - not_own.lo, False, not_own.lo_open)
    value = outside.meet(rest) or UNIT
    if value != UNIT:
        yield _OUTSIDE_SALES, value
    final: tuple[str, ...] = ("retail", "final")
    if kinds["own-use"] == OWN_USE:
        final = (*final, "own-use")
    value = _part(sums, final, added(parts.get(flow, ZERO) for flow in final))
    if value != UNIT:
        yield _FINAL_SALES, value


def _part(sums: Sums, flows: tuple[str, ...], amount: Interval) -> Interval:
    """Return the least part that flows of certain kind are of all product sales, up to all."""
    if amount.lo <= 0:
        return UNIT
    rest = _other_products(sums, flows)
    if rest == INFINITY:
        return UNIT
    return Interval(quotient(amount.lo, amount.lo + rest), ONE.hi, amount.lo_open and rest > 0)


def _other_products(sums: Sums, flows: tuple[str, ...]) -> Number:
    """Return the most that product sales of other flows can be."""
    parts = sums.parts
    others = [flow for flow in _PRODUCTS if flow not in flows]
    if all(flow in parts for flow in others if flow in ("stock", "own-use", "retail")):
        return added(parts[flow] for flow in others if flow in parts).hi
    if not sums.of_total:
        return INFINITY
    taken = added(each for flow, each in parts.items() if flow not in others)
    return max(1 - taken.lo, ZERO.lo)


def _alleged(plan: Plan, paying: list[Reward], margin: Number) -> dict[str, list[Evidence]]:
    """Return what figures that rest on no deciding source speak of."""
    found: dict[str, list[Evidence]] = {}
    for block in plan.scheme.observed or ():
        if block.among is None and block.place is None and not decides(plan.scheme, block.source):
            said = _by_block(plan, block, paying, margin)
            for fact in (*said, *_customers_none(plan, None, (block,))):
                places = found.setdefault(fact.name, [])
                places.extend(each for each in fact.evidence if each not in places)
    return found


# From ledgers.


def _by_ledgers(plan: Plan, summary: Summary, paying: list[Reward], margin: Number) -> list[Fact]:
    facts: list[Fact] = []
    kinds = _kinds(plan, paying, entry_in_rows(summary))
    if summary.has_payouts:
        facts.extend(_paid_shares(plan, summary, kinds, margin))
    funded = funded_in_ledgers(plan, summary)
    if funded is not None:
        facts.append(funded)
    if summary.has_orders:
        facts.extend(_orders(summary, kinds))
    return facts


def _paid_shares(
    plan: Plan, summary: Summary, kinds: Mapping[str, int], margin: Number
) -> Iterable[Fact]:
    flows = paid_in_year(summary)
    paid = counted_sums(flows.sums)
    if paid is None or taken_back(summary):
        return
    seen = _kinds_seen(summary, kinds)
    most = margin_in_rows(plan, summary, margin)
    total = sum(flows.sums.values(), Fraction(0))
    note = Text("{money} was paid in all", money=in_money(total, plan.scheme.currency))
    evidence = (flows.evidence, Evidence(note=note), *unread_note(summary, "payouts"))
    for name, wanted, _ in SHARES:
        value = class_share(paid, wanted, seen)
        if unread(summary, "payouts"):
            value = with_unread(value)
        value = beside_margins(value, wanted, most)
        if value != UNIT:
            yield Fact(name, value, Basis.OBSERVED, evidence)


def _kinds_seen(summary: Summary, kinds: Mapping[str, int]) -> Mapping[str, int]:
    """Return the kinds where the rows show whether stock was resold: none was, none is outside."""
    reach = summary.retail_reach
    if reach is None or reach.hi > 0 or unread(summary, "orders"):
        return kinds
    kept = STOCK | OWN_USE
    return {**kinds, "stock": kept, "purchase": kept}


def _orders(summary: Summary, kinds: Mapping[str, int]) -> list[Fact]:
    facts: list[Fact] = []
    # An order that could not be read may be of any amount, or be a refund of one that could.
    if not unread(summary, "orders"):
        flows = sold_in_year(summary)
        outside, final = _ends(summary, flows, kinds)
        evidence = (flows.evidence, *unread_note(summary, "participants"))
        for name, value in ((_OUTSIDE_SALES, outside), (_FINAL_SALES, final)):
            if value is not None and value != UNIT:
                facts.append(Fact(name, value, Basis.OBSERVED, evidence))
        least = _least(summary)
        if least is not None:
            facts.append(least)
    ratio = _customers(summary)
    if ratio != NEVER_NEGATIVE:
        note = Text("who bought, sold or were paid in the last 30 days of the rows")
        place = Evidence(rows=order_rows(summary), note=note)
        rest = unread_note(summary, "participants", "orders", "payouts")
        facts.append(Fact(_CUSTOMERS, ratio, Basis.OBSERVED, (place, *rest)))
    return facts


def _least(summary: Summary) -> Fact | None:
    """Return the least share of anybody paid and those below him, where all of them are known."""
    least = summary.least_outside
    if least is None or not summary.has_sponsors or unread(summary, "participants"):
        return None
    if unread(summary, "payouts"):
        # Somebody may have been paid of whom it is not known.
        least = Interval(ZERO.lo, least.hi)
    if least == UNIT:
        return None
    note = None
    if summary.least_outside_of is not None:
        person, month = summary.least_outside_of
        note = Text("least for {person} in {month}", person=person, month=month)
    place = Evidence(rows=order_rows(summary), note=note)
    return Fact(_LEAST, least, Basis.OBSERVED, (place, *unread_note(summary, "payouts")))


def _ends(
    summary: Summary, flows: Flows, kinds: Mapping[str, int]
) -> tuple[Interval | None, Interval | None]:
    """Return the parts of product sales that end with customers, and with any final user.

    Orders of customers may be the company's or a participant's own; the latter are sales of stock
    that was counted when it was shipped, so they may count for nothing more.
    """
    money = flows.sums
    retail, own = _sum(money, "retail"), _sum(money, "own-use")
    stock = _sum(money, "stock", "purchase")
    unknown = _sum(money, "sale", "unknown")
    bought = own + stock + unknown
    if retail + bought <= 0:
        return None, None
    reach = _reach(summary, flows)
    direct = _direct(summary, flows, retail) if stock > 0 else retail
    sure = direct + stock * Fraction(reach.lo)
    used = own if kinds["own-use"] == OWN_USE else Fraction(0)
    outside = _between(
        _quotient(sure, bought + direct),
        _quotient(retail + stock * Fraction(reach.hi) + unknown, bought + retail),
    )
    return outside, _between(_quotient(sure + used, bought + direct), Fraction(1))


def _reach(summary: Summary, flows: Flows) -> Interval:
    """Return what part of the stock got to customers; of one year's the part of all says little."""
    reach = summary.retail_reach
    if reach is None or unread(summary, "participants"):
        return UNIT
    settled = reach.is_point and reach.lo in (0, 1)
    return reach if flows.everything or settled else UNIT


def _sum(money: Mapping[str, Fraction], *flows: str) -> Fraction:
    return sum((money.get(flow, Fraction(0)) for flow in flows), Fraction(0))


def _direct(summary: Summary, flows: Flows, retail: Fraction) -> Fraction:
    """Return what customers certainly ordered from the company and not from a participant.

    Where no order names a participant as seller, it may be that sellers were not recorded.
    """
    sold = sum((person.sold for person in summary.people), Fraction(0))
    if sold <= 0:
        return Fraction(0)
    if not flows.everything:
        sold = sum((person.sold_last_year for person in summary.people), Fraction(0))
    return max(retail - sold, Fraction(0))


def _quotient(part: Fraction, whole: Fraction) -> Fraction:
    return min(part / whole, Fraction(1)) if whole > 0 else Fraction(0)


def _between(lo: Fraction, hi: Fraction) -> Interval:
    return Interval(lo, hi) if lo <= hi else UNIT


def _customers(summary: Summary) -> Interval:
    """Return how many active customers there are for each active participant.

    Who is nowhere listed may be a customer or a participant; so may be whoever an unread row names.
    Where rows have no date, more people may have been active than is known.
    """
    active = summary.active_participants
    if active <= 0:
        return NEVER_NEGATIVE
    orders, payouts = unread(summary, "orders"), unread(summary, "payouts")
    strangers, people = summary.unknown_buyers, unread(summary, "participants")
    dated = None not in (summary.revenue_last_year, summary.paid_for_last_year)
    most = summary.active_customers if dated else summary.customers
    # An unread order is of one buyer and one seller, an unread payout to one receiver.
    others = strangers + people + 2 * orders + payouts
    participants = active if dated else max(active, len(summary.people))
    least = max(summary.active_customers - people - orders, 0)
    return Interval(
        Fraction(least, participants + others), Fraction(most + strangers + orders, active)
    )
