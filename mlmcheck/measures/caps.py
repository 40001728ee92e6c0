"""How much is paid: all rewards over all sales, one seller's pay over his own sales, how often."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from mlmcheck.facts import Basis, Evidence, Fact
from mlmcheck.interval import INFINITY, NEVER_NEGATIVE, ZERO, Interval, Number, point
from mlmcheck.measures.alleged import with_alleged
from mlmcheck.measures.balance import no_goods, paying_lines
from mlmcheck.measures.ledgers import (
    Flows,
    both_in_year,
    in_money,
    order_rows,
    payout_rows,
    taken_back,
    unread,
    unread_note,
)
from mlmcheck.measures.lines import (
    NO,
    YES,
    closing,
    furthest,
    hinges,
    paid_above,
    paid_to_participants,
    price_spread,
)
from mlmcheck.measures.organisers import whole_blocks
from mlmcheck.measures.sums import added, money_total, over, stated_sums
from mlmcheck.plan.reach import Ceiling, ceiling
from mlmcheck.scheme.fields import Every, Pays
from mlmcheck.scheme.model import Block, Reward
from mlmcheck.scheme.plan import Plan, decides
from mlmcheck.scheme.quantity import Share
from mlmcheck.text import Text

if TYPE_CHECKING:
    from mlmcheck.network.summary import Person, Summary

_OF_SALES = "pay.share_of_sales"
_OF_OWN_SALES = "pay.most_share_of_own_sales"
_INTERVAL = "pay.interval_days"

_DAYS: dict[Every, int] = {"day": 1, "week": 7, "month": 31, "year": 366}
_FLOWS_OF = {
    "stock": ("stock",),
    "own-use": ("own-use",),
    "retail": ("retail",),
    "purchase": ("stock", "own-use"),
    "sale": ("stock", "own-use", "retail"),
}
_SALES = ("stock", "own-use", "retail", "purchase", "sale", "final")
_CAP_ENFORCED = Text("the cap is enforced")
_NOT_ON_OWN_SALES = Text("paid without sales of one's own")


def caps(plan: Plan, summary: Summary | None) -> tuple[Fact, ...]:
    """Return rewards over sales, the greatest pay over own sales, and the days between pay days."""
    paying = paying_lines(plan)
    alleged: dict[str, list[Evidence]] = {}
    facts = _of_sales(plan, paying, alleged)
    own = _of_own_sales(plan, paying)
    if own is not None:
        facts.append(own)
    interval = _interval(plan, paying)
    if interval is not None:
        facts.append(interval)
    for block in whole_blocks(plan):
        facts.extend(_reported(plan, block))
    for block in plan.scheme.observed or ():
        if block.among is None and block.place is None and not decides(plan.scheme, block.source):
            for fact in _reported(plan, block):
                alleged.setdefault(fact.name, []).extend(fact.evidence)
    if summary is not None and summary.has_payouts and summary.has_orders:
        facts.extend(_observed(plan, summary))
    return with_alleged(facts, alleged)


# All rewards over all sales.


def _of_sales(plan: Plan, paying: list[Reward], alleged: dict[str, list[Evidence]]) -> list[Fact]:
    facts: list[Fact] = []
    cap = plan.payout_cap.terms
    if cap is not None and cap.share is not None and cap.enforced:
        # A cap that nobody is known to keep bounds nothing.
        share = cap.share.range
        place = Evidence((*cap.at, "share"), note=_CAP_ENFORCED, source=cap.source)
        facts.append(
            Fact(
                _OF_SALES,
                Interval(ZERO.lo, share.hi, False, share.hi_open),
                Basis.DECLARED,
                (place,),
            )
        )
    claimed = plan.payout_cap.alleged
    if claimed is not None and claimed.share is not None:
        alleged[_OF_SALES] = [Evidence((*claimed.at, "share"), source=claimed.source)]
    if plan.rewards.closed:
        most = _worst_case(plan, paying)
        if most is not None:
            places = [Evidence((*reward.at, "pays"), source=reward.source) for reward in paying]
            evidence = (*places, *closing(plan, "rewards"))
            facts.append(Fact(_OF_SALES, Interval(ZERO.lo, most), Basis.COMPUTED, evidence))
    return facts


def _worst_case(plan: Plan, paying: list[Reward]) -> Number | None:
    """Return the sum of all rates on the flow that bears most, None where there is no end to it.

    Rewards that are not a share of a sale, or that go up without end, have none.
    """
    if _pay_without_lines(plan):
        return None
    if no_goods(plan):
        # Without sales there is no ratio but of nothing to nothing.
        return ZERO.lo if not paying else None
    by_flow: dict[str, Number] = dict.fromkeys(("stock", "own-use", "retail"), ZERO.lo)
    for reward in paying:
        rate = _whole_rate(reward)
        if rate is None or not set(reward.for_) <= _FLOWS_OF.keys():
            return None
        for flow in {flow for trigger in reward.for_ for flow in _FLOWS_OF[trigger]}:
            by_flow[flow] = by_flow[flow] + rate
    return max(by_flow.values())


def _pay_without_lines(plan: Plan) -> bool:
    spread = price_spread(plan).truth
    payments = plan.entry.items + plan.upkeep.items
    return spread is not NO or paid_to_participants(payments, spread).truth is not NO


def _whole_rate(reward: Reward) -> Number | None:
    """Return the greatest share of a sale that a reward pays, to everybody together."""
    pays = reward.pays
    if not isinstance(pays, Pays) or reward.of not in (None, "payment", "turnover"):
        return None
    shares = [rate.range for _, rate in pays.steps if isinstance(rate, Share)]
    if len(shares) < len(pays.steps):
        return None
    if reward.key_kind == "level" and pays.steps[0][0] is not None:
        return added(shares).hi
    greatest = max(share.hi for share in shares)
    if reward.form == "pool" or (reward.form == "stair-step" and reward.by == "rank"):
        # One pot for all who share it; or each rank the difference to the one below.
        return greatest
    if reward.levels is None or reward.levels.range.hi == INFINITY:
        return None
    return greatest * reward.levels.range.hi


# One seller's pay over his own sales.


def _of_own_sales(plan: Plan, paying: list[Reward]) -> Fact | None:
    """Return the highest total rate on own retail sales; infinite if any pay does without them."""
    top = ceiling(plan)
    without = [reward for reward in paying if _without_own_sales(plan, reward, top)]
    if without:
        evidence = tuple(
            Evidence((*reward.at, "for"), note=_NOT_ON_OWN_SALES, source=reward.source)
            for reward in without
        )
        return Fact(_OF_OWN_SALES, point(INFINITY), Basis.COMPUTED, evidence)
    spread = price_spread(plan)
    if spread.truth is YES:
        return Fact(_OF_OWN_SALES, point(INFINITY), Basis.COMPUTED, spread.evidence)
    if not plan.rewards.closed or _pay_without_lines(plan):
        return None
    value = ZERO
    highest: Number = ZERO.lo
    for reward in paying:
        rate = _own_rate(reward, top)
        if rate is None:
            return None
        value = Interval(ZERO.lo, value.hi + rate.hi) if rate.hi != INFINITY else NEVER_NEGATIVE
        highest = max(highest, rate.lo)
    value = Interval(highest, value.hi)
    if value == NEVER_NEGATIVE:
        return None
    places = [Evidence((*reward.at, "pays"), source=reward.source) for reward in paying]
    return Fact(_OF_OWN_SALES, value, Basis.COMPUTED, (*places, *closing(plan, "rewards")))


def _without_own_sales(plan: Plan, reward: Reward, top: Ceiling) -> bool:
    """Return whether one can certainly get the reward without selling anything oneself."""
    for trigger in reward.for_:
        if trigger in ("time", "task", "stock", "own-use", "purchase"):
            # On one's own purchases as on the downline's: neither is a sale to a customer.
            return True
        if trigger == "sale":
            if paid_above(reward, "retail", top) is YES:
                return True
        elif paid_above(reward, trigger, top) is YES:
            return True
    return hinges(plan, reward).volume.truth is YES


def _own_rate(reward: Reward, top: Ceiling) -> Interval | None:
    """Return the highest rate a seller gets on his own retail sale, None where that is not known.

    Between the least and the most that the highest can be: of several rates the greatest counts.
    """
    if reward.for_ != ("retail",):
        return None
    least, greatest = furthest(reward, top.retail)
    if greatest < 1:
        return ZERO
    if (least, greatest) != (1, 1) or reward.of not in (None, "payment", "retail_price"):
        return None
    pays = reward.pays
    if not isinstance(pays, Pays):
        return NEVER_NEGATIVE
    shares = [
        rate.range
        for key, rate in pays.steps
        if isinstance(rate, Share) and (reward.key_kind != "level" or key in (None, "1"))
    ]
    if not shares:
        return NEVER_NEGATIVE
    return Interval(max(share.lo for share in shares), max(share.hi for share in shares))


# How often.


def _interval(plan: Plan, paying: Iterable[Reward]) -> Fact | None:
    """Return the longest time between pay days of rewards that are paid by the day, week, month.

    A reward that names no time may be paid at any.
    """
    longest = 0
    places: list[Evidence] = []
    every = True
    for reward in paying:
        if reward.per is None:
            every = False
            continue
        days = _DAYS[reward.per]
        if days > longest:
            longest, places = days, []
        if days == longest:
            places.append(Evidence((*reward.at, "per"), source=reward.source))
    if longest == 0:
        return None
    sure = Fraction(longest)
    if every and plan.rewards.closed:
        places.extend(closing(plan, "rewards"))
        return Fact(_INTERVAL, Interval(sure, sure), Basis.DECLARED, tuple(places))
    return Fact(_INTERVAL, Interval(sure, INFINITY), Basis.DECLARED, tuple(places))


# What was paid and sold.


def _reported(plan: Plan, block: Block) -> list[Fact]:
    """Return a block's rewards over its sales; nothing where nothing was paid.

    Sales are all revenue but joining payments, which may buy goods, and commission.
    """
    currency = plan.scheme.currency
    paid, total = money_total(block.payouts, currency), money_total(block.revenue, currency)
    sums = stated_sums(block.revenue, currency)
    if paid is None or paid.hi == 0 or total is None or sums is None:
        return []
    parts = sums.parts
    sold = added(parts[flow] for flow in _SALES if flow in parts)
    commission = parts.get("commission", ZERO)
    most = Interval(ZERO.lo, max(1 - commission.lo, ZERO.lo)).times(total)
    least = Interval(min(sold.lo, Fraction(1)), Fraction(1)).times(total)
    if least.lo > most.hi:
        return []
    value = over(paid, Interval(least.lo, most.hi))
    if value == NEVER_NEGATIVE:
        return []
    evidence = (
        Evidence((*block.at, "payouts"), source=block.source),
        Evidence((*block.at, "revenue"), source=block.source),
    )
    return [Fact(_OF_SALES, value, Basis.REPORTED, evidence)]


def _observed(plan: Plan, summary: Summary) -> Iterable[Fact]:
    currency = plan.scheme.currency
    sold, paid = both_in_year(summary)
    sellers = [person for person in summary.people if person.sold > 0]
    total = sum(paid.sums.values(), Fraction(0))
    # An order that could not be read may be of any amount, or be a refund of one that could.
    if total > 0 and not unread(summary, "orders") and not taken_back(summary):
        sales = _company_sales(sellers, sold)
        value = over(point(total), sales)
        if unread(summary, "payouts"):
            value = Interval(value.lo, INFINITY)
        if value != NEVER_NEGATIVE:
            note = Text(
                "rewards of {paid} over sales of at least {least} and at most {most}",
                paid=in_money(total, currency),
                least=in_money(Fraction(sales.lo), currency),
                most=in_money(Fraction(sales.hi), currency),
            )
            notes = (Evidence(note=note), *unread_note(summary, "payouts"))
            evidence = (paid.evidence, sold.evidence, *notes)
            yield Fact(_OF_SALES, value, Basis.OBSERVED, evidence)
    worst = _worst_person(summary) if sellers else None
    if worst is not None:
        ratio, person = worst
        note = Text(
            "{person} was paid {rewards} over all time, and sold for {sold}",
            person=person.id,
            rewards=in_money(person.rewards, currency),
            sold=in_money(person.sold, currency),
        )
        where = (
            Evidence(rows=payout_rows(summary), note=note),
            Evidence(rows=order_rows(summary)),
            *unread_note(summary, "orders", "payouts"),
        )
        yield Fact(_OF_OWN_SALES, Interval(ratio, INFINITY), Basis.OBSERVED, where)


def _company_sales(sellers: list[Person], sold: Flows) -> Interval:
    """Return what the company sold for: all orders but those that participants filled themselves.

    Joining payments may buy no goods, and orders of unknown kind may be such payments. Where no
    order names a participant as seller, customers' orders may be a participant's own.
    """
    money = sold.sums
    most = sum(money.values(), Fraction(0))
    sure = _SALES if sellers else ("stock", "own-use", "purchase")
    least = sum((money.get(flow, Fraction(0)) for flow in sure), Fraction(0))
    for person in sellers:
        own = _own_sales(person, sold.everything)
        least -= Fraction(own.hi)
        most -= Fraction(own.lo)
    least = max(least, Fraction(0))
    return Interval(least, max(most, least))


def _own_sales(person: Person, everything: bool) -> Interval:
    """Return what of somebody's sales was his own money, at any time or in the last 12 months."""
    kept = person.kept if person.kept is not None else Interval(Fraction(0), person.sold)
    most = min(kept.hi, person.sold)
    if everything:
        return Interval(kept.lo, most)
    before = person.sold - person.sold_last_year
    return Interval(max(kept.lo - before, Fraction(0)), min(most, person.sold_last_year))


def _worst_person(summary: Summary) -> tuple[Number, Person] | None:
    """Return the greatest rewards over own sales of anybody; the worst month is at least that.

    At least one order must name a participant as seller, or own sales were not recorded. An order
    that could not be read may be the sale that somebody lacks, and a payout below 0 may have taken
    back what he got, so as many of the worst are passed over.
    """
    doubtful = unread(summary, "orders") + 2 * unread(summary, "participants")
    if taken_back(summary):
        doubtful += unread(summary, "payouts")
    ratios = [
        (person.rewards / person.sold if person.sold > 0 else INFINITY, person)
        for person in summary.people
        if person.rewards > 0
    ]
    ratios.sort(key=lambda each: -each[0])
    return ratios[doubtful] if doubtful < len(ratios) else None
