"""Whose money pays the rewards: bounds from the plan, from stated figures and from ledgers."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from mlmcheck.facts import Basis, Evidence, Fact
from mlmcheck.interval import INFINITY, UNIT, ZERO, Interval, point
from mlmcheck.measures.balance import (
    PARTICIPATION,
    entry_in_rows,
    no_goods,
    nobody_else_seen,
    nothing_due,
    only_joining_payments,
    only_participants_pay,
    outside_payer,
    own_use_is_free,
    own_word,
    paid_by_newcomer,
    passed_on,
    paying_lines,
)
from mlmcheck.measures.bounded import funded_at_most
from mlmcheck.measures.ledgers import (
    both_in_year,
    in_money,
    taken_back,
    unread,
    unread_note,
)
from mlmcheck.measures.lines import (
    NO,
    closing,
    paid_to_participants,
    price_hinges,
    price_spread,
)
from mlmcheck.measures.sums import (
    Sums,
    added,
    entry_apart,
    money_total,
    over,
    stated_sums,
)
from mlmcheck.scheme.model import Block, Reward
from mlmcheck.scheme.plan import Plan
from mlmcheck.scheme.quantity import Share
from mlmcheck.text import Text

if TYPE_CHECKING:
    from mlmcheck.network.summary import Summary

FUNDED = "reward.share_funded_by_participation"
ONE = point(1)

_OTHERS = ("retail", "final", "outside", "commission")
"""Flows that are certainly not participants' money for taking part."""
_NO_PAYMENT = Text("participants pay nothing in, so others pay the rewards")
_NO_OTHERS = Text("nothing is sold and nobody else pays, so participants pay all rewards")
_HANDED_ON = Text("what a newcomer pays is handed to those above him")


def funded_by_plan(plan: Plan) -> list[Fact]:
    """Return what the plan alone says of whose money pays the rewards."""
    if not plan.rewards.closed:
        return []
    paying = paying_lines(plan)
    facts: list[Fact] = []
    declared = _declared(plan, paying)
    if declared is not None:
        facts.append(declared)
    computed = _computed(plan, paying)
    if computed is not None:
        facts.append(computed)
    return facts


def _declared(plan: Plan, paying: list[Reward]) -> Fact | None:
    """Return the share that lies between the lines' own, where each line says whose money pays.

    Where only participants are seen to pay, the plan's own word that others do proves nothing.
    """
    value: Interval | None = None
    only_said = nobody_else_seen(plan, paying)
    evidence: list[Evidence] = []
    for reward in paying:
        if reward.funded_by is None:
            return None
        free = own_use_is_free(plan, paying, entry_apart(reward.funded_by))
        share = from_shares(reward.funded_by, free)
        if only_said and reward.of != "commission" and own_word(plan, reward.source):
            share = _at_least(share)
        value = share if value is None else value.hull(share)
        evidence.append(Evidence((*reward.at, "funded_by"), source=reward.source))
    if value is None or value == UNIT:
        return None
    return Fact(FUNDED, value, Basis.DECLARED, tuple(evidence))


def _at_least(share: Interval) -> Interval:
    return Interval(share.lo, ONE.hi, share.lo_open)


def from_shares(shares: Iterable[tuple[str, Share]], own_use_free: bool) -> Interval:
    """Return the part that is participants' money, of shares by whose money it is.

    Entry payments are; stock and purchases of unknown kind may be, and own use where something
    makes one buy; free own use, customers' and outside money are not. What is not listed may be any
    of them.
    """
    parts = {flow: share.range for flow, share in shares}
    low = parts.get("entry", ZERO)
    others = ("own-use", *_OTHERS) if own_use_free else _OTHERS
    rest = added(parts[flow] for flow in others if flow in parts)
    value = UNIT.meet(Interval(low.lo, INFINITY, low.lo_open))
    if value is not None and rest.lo <= 1:
        value = value.meet(Interval(ZERO.lo - 1, 1 - rest.lo, False, rest.lo_open))
    return UNIT if value is None else value


def _computed(plan: Plan, paying: list[Reward]) -> Fact | None:
    if not paying:
        return _nobody_paid(plan)
    if _nothing_paid_in(plan, paying):
        evidence = (*closing(plan, "entry"), *closing(plan, "upkeep"))
        return Fact(FUNDED, ZERO, Basis.COMPUTED, _with_note(evidence, _NO_PAYMENT))
    paid = paid_by_newcomer(plan)
    if only_participants_pay(plan, paying) and (paid.lo > 0 or paid.lo_open):
        section = "goods" if no_goods(plan) else "entry"
        evidence = (Evidence((section,)), *closing(plan, "rewards"))
        return Fact(FUNDED, ONE, Basis.COMPUTED, _with_note(evidence, _NO_OTHERS))
    if passed_on(plan, paying) and (paid.lo > 0 or paid.lo_open):
        evidence = tuple(
            Evidence((*payment.at, "paid_to"), source=payment.source)
            for payment in plan.entry.items
        )
        return Fact(FUNDED, ONE, Basis.COMPUTED, _with_note(evidence, _HANDED_ON))
    return funded_at_most(plan, paying)


def _with_note(evidence: tuple[Evidence, ...], note: Text) -> tuple[Evidence, ...]:
    first, *rest = evidence
    return (Evidence(first.path, note=note, source=first.source), *rest)


def _nobody_paid(plan: Plan) -> Fact | None:
    """Return the share of no rewards at all, unless somebody earns without a reward line."""
    spread = price_spread(plan).truth
    passed = paid_to_participants(plan.entry.items + plan.upkeep.items, spread)
    cheaper = price_hinges(plan).heads.truth
    if spread is not NO or passed.truth is not NO or cheaper is not NO:
        return None
    return Fact(FUNDED, ZERO, Basis.COMPUTED, closing(plan, "rewards"))


def _nothing_paid_in(plan: Plan, paying: list[Reward]) -> bool:
    """Return whether there is no joining payment, and no purchase that need not be used or sold."""
    return nothing_due(plan.entry.items) and only_joining_payments(plan, paying)


# From figures.


def funded_by_block(plan: Plan, block: Block) -> list[Fact]:
    """Return what one block of figures says of whose money paid the rewards."""
    facts: list[Fact] = []
    paying = paying_lines(plan)
    if block.funding is not None:
        free = own_use_is_free(plan, paying, entry_apart(block.funding))
        value = from_shares(block.funding, free)
        if own_word(plan, block.source) and _others_only_said(plan, paying):
            value = _at_least(value)
        if value != UNIT:
            place = Evidence((*block.at, "funding"), source=block.source)
            facts.append(Fact(FUNDED, value, Basis.REPORTED, (place,)))
    currency = plan.scheme.currency
    paid = money_total(block.payouts, currency)
    total = money_total(block.revenue, currency)
    sums = stated_sums(block.revenue, currency)
    if paid is None or total is None or sums is None or paid.lo <= 0:
        return facts
    free = own_use_is_free(plan, paying, entry_apart(block.revenue))
    value = _balance(plan, paid, *_participation(sums, total, free))
    if value != UNIT:
        evidence = (
            Evidence((*block.at, "payouts"), source=block.source),
            Evidence((*block.at, "revenue"), source=block.source),
        )
        facts.append(Fact(FUNDED, value, Basis.REPORTED, evidence))
    return facts


def _others_only_said(plan: Plan, paying: list[Reward]) -> bool:
    """Return whether nothing but the plan's own word on the funding names money of others."""
    return nobody_else_seen(plan, paying) and outside_payer(paying)


def _participation(sums: Sums, total: Interval, own_use_free: bool) -> tuple[Interval, Interval]:
    """Return what participants paid for taking part, and what came otherwise, of a total."""
    parts = sums.parts
    sure = parts.get("entry", ZERO)
    others = ("own-use", *_OTHERS) if own_use_free else _OTHERS
    rest = added(parts[flow] for flow in others if flow in parts)
    most = Interval(ZERO.lo, max(1 - rest.lo, ZERO.lo))
    if "entry" in parts and "stock" in parts and (own_use_free or "own-use" in parts):
        taking_part = PARTICIPATION if own_use_free else PARTICIPATION | {"own-use"}
        touching = added(each for flow, each in parts.items() if flow in taking_part)
        most = most.meet(Interval(ZERO.lo, touching.hi)) or most
    other = Interval(ZERO.lo, max(1 - sure.lo, ZERO.lo))
    return most.times(total), other.times(total)


def _balance(plan: Plan, paid: Interval, participation: Interval, other: Interval) -> Interval:
    """Return the share of rewards W paid by participation money P beside other money O.

    It lies between (W - O) / W and P / W: other money may have gone into rewards first, or last.
    """
    hi = over(participation, paid).hi
    lo = over(other, paid).hi
    hi = min(ONE.hi, hi)
    least = ZERO.lo if lo == INFINITY else max(ZERO.lo, 1 - lo)
    # Where money from outside the figures may have paid as well, none is known to be left over:
    # the plan says so, or more was paid out than came in.
    if least > hi or _outside_unseen(plan):
        least = ZERO.lo
    return Interval(least, hi)


def _outside_unseen(plan: Plan) -> bool:
    """Return whether rewards may be paid from money that neither orders nor revenue show."""
    return any(
        reward.of == "commission"
        or any(flow == "outside" and share.range.hi > 0 for flow, share in reward.funded_by or ())
        for reward in paying_lines(plan)
    )


def funded_in_ledgers(plan: Plan, summary: Summary) -> Fact | None:
    """Return what orders and payouts say of whose money paid the rewards; nothing if none was.

    Nothing either where an order could not be read, which may be of any amount. Payouts that could
    not be read leave the upper end: more rewards take no more out of what participants paid.
    """
    if not (summary.has_orders and summary.has_payouts) or unread(summary, "orders"):
        return None
    if taken_back(summary):
        return None
    sold, payouts = both_in_year(summary)
    paid = sum(payouts.sums.values(), Fraction(0))
    if paid <= 0:
        return None
    revenue = sold.sums
    # Of one year's stock it is not known what is stuck of it.
    levels = summary.stuck if sold.everything else ()
    stuck = sum((money for _, money in levels), Fraction(0))
    total = sum(revenue.values(), Fraction(0))
    taking_part = PARTICIPATION | {"unknown"}
    if not own_use_is_free(plan, paying_lines(plan), entry_in_rows(summary)):
        taking_part |= {"own-use"}
    participation = sum(
        (money for flow, money in revenue.items() if flow in taking_part), Fraction(0)
    )
    sure = min(revenue.get("entry", Fraction(0)) + stuck, total)
    value = _balance(plan, point(paid), point(participation), point(total - sure))
    if unread(summary, "payouts"):
        value = Interval(ZERO.lo, value.hi)
    if value == UNIT:
        return None
    currency = plan.scheme.currency
    note = Text(
        "rewards of {paid} against {participation} from participants and {total} in all",
        paid=in_money(paid, currency),
        participation=in_money(participation, currency),
        total=in_money(total, currency),
    )
    notes = (Evidence(note=note), *unread_note(summary, "participants", "payouts"))
    return Fact(FUNDED, value, Basis.OBSERVED, (payouts.evidence, sold.evidence, *notes))
