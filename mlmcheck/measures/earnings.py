"""Who gets back what he paid in: shares that lost or can break even, what is promised and told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from mlmcheck.facts import Basis, Evidence, Fact, Rows
from mlmcheck.interval import FALSE, INFINITY, NEVER_NEGATIVE, TRUE, UNIT, ZERO, Interval, Number
from mlmcheck.measures.alleged import with_alleged
from mlmcheck.measures.amounts import in_currency
from mlmcheck.measures.balance import (
    board_seats,
    buys_nothing,
    no_goods,
    only_participants_pay,
    paid_by_newcomer,
    paying_lines,
    per_newcomer,
)
from mlmcheck.measures.depth import pays_by_level
from mlmcheck.measures.ledgers import (
    in_money,
    payout_rows,
    table_of,
    taken_back,
    unread,
    unread_note,
)
from mlmcheck.measures.lines import (
    NO,
    PURCHASES,
    closing,
    first_packs,
    furthest,
    paid_to_participants,
    price_hinges,
    price_spread,
)
from mlmcheck.measures.organisers import whole_blocks
from mlmcheck.measures.sums import over, quotient
from mlmcheck.scheme.model import Block, Refund, Reward
from mlmcheck.scheme.plan import Plan, decides
from mlmcheck.scheme.quantity import Money, Stated
from mlmcheck.text import Text

if TYPE_CHECKING:
    from mlmcheck.network.summary import Person, Summary

_LOST = "earn.lost_share"
_ATTAIN = "earn.attain_share"
_DISCLOSED = "earn.disclosed"
_PROMISED = "reward.promised_multiple"
_JOINING = frozenset(["entry", "recruit"])
_DEEPEST = 100
"""Levels of a matrix beyond which what it pays once it is full means nothing any more."""


def earnings(plan: Plan, summary: Summary | None) -> tuple[Fact, ...]:
    """Return who lost and who can break even, whether earnings are disclosed, what is promised."""
    paying = paying_lines(plan)
    facts = _recouping(plan, paying)
    promised = _promised(plan, paying)
    if promised is not None:
        facts.append(promised)
    alleged: dict[str, list[Evidence]] = {}
    _disclosure(plan, facts, alleged)
    if plan.scheme.observed:
        for block in whole_blocks(plan):
            facts.extend(_reported(block))
        _alleged_losses(plan, alleged)
    if summary is not None:
        facts.extend(_observed(plan, summary))
    return with_alleged(facts, alleged)


# What the plan entails.


@dataclass(frozen=True, slots=True)
class _Bound:
    """The greatest part of those who pay that can get back what they paid, and why."""

    share: Number
    note: Text
    evidence: tuple[Evidence, ...]


def _recouping(plan: Plan, paying: list[Reward]) -> list[Fact]:
    """Return the bounds that hold whoever brings whom.

    All income must be rewards on newcomers. They bring so much for each, and so can make no more
    people whole than that pays for; a payout that takes so many newcomers reaches one in so many;
    and whoever must bring r people himself is one in r at most, as nobody is brought twice.
    """
    bound = _bound(plan, paying)
    if bound is None or bound.share >= 1:
        return []
    evidence = (
        Evidence(bound.evidence[0].path, note=bound.note, source=bound.evidence[0].source),
        *bound.evidence[1:],
        *closing(plan, "rewards"),
    )
    facts = [Fact(_LOST, Interval(1 - bound.share, UNIT.hi), Basis.COMPUTED, evidence)]
    if any(_asked_of_all(p.required, p.opens) for p in plan.entry.items):
        facts.append(Fact(_ATTAIN, Interval(ZERO.lo, bound.share), Basis.COMPUTED, evidence))
    return facts


def _asked_of_all(required: str | None, opens: tuple[str, ...] | None) -> bool:
    return required == "rule" and opens is not None and "join" in opens


def _bound(plan: Plan, paying: list[Reward]) -> _Bound | None:
    if not paying or not (plan.rewards.closed and plan.entry.closed):
        return None
    if not _income_is_on_joining(plan, paying) or _given_back(plan):
        return None
    paid = paid_by_newcomer(plan)
    if paid.lo <= 0:
        return None
    if all(reward.form == "board" for reward in paying):
        return _by_seats(plan, paying, paid)
    if any(payment.paid_to in ("upline", "participant") for payment in plan.entry.items):
        # What goes up the line by itself is income that no reward line counts.
        return None
    return _by_money(plan, paying, paid)


def _income_is_on_joining(plan: Plan, paying: list[Reward]) -> bool:
    """Return whether nothing can be earned but rewards on other people's joining."""
    if not all(_JOINING.issuperset(reward.for_) for reward in paying):
        return False
    if no_goods(plan):
        return True
    return not plan.goods.known and all(
        buys_nothing(payment) for payment in plan.entry.items + plan.upkeep.items
    )


def _given_back(plan: Plan) -> bool:
    """Return whether somebody who leaves may get all of his entry payment back."""
    refunds = [p.refund for p in plan.entry.items if isinstance(p.refund, Refund)]
    rates = [refund.rate for refund in refunds]
    if plan.cancel.terms is not None:
        rates.append(plan.cancel.terms.rate)
    return any(rate is None or rate.range.hi >= 1 for rate in rates)


def _by_seats(plan: Plan, paying: list[Reward], paid: Interval) -> _Bound | None:
    """Bound by the seats that one payout takes, and by what they bring."""
    least: Number = INFINITY
    for reward in paying:
        seats: Number = board_seats(reward) or Fraction(1)
        prizes = [rate for _, rate in reward.rates() if isinstance(rate, Money)]
        if prizes and only_participants_pay(plan, paying) and paid.hi != INFINITY:
            prize = in_currency(prizes[0], plan.scheme.currency)
            # Nobody is paid more than there is: a prize takes as many payments as it is worth.
            seats = max(seats, quotient(prize.lo, paid.hi))
        least = min(least, seats)
    if least in (0, INFINITY) or least <= 1:
        return None
    places = tuple(Evidence((*reward.at, "pays"), source=reward.source) for reward in paying)
    note = Text("one payout takes the payments of {count} newcomers", count=least)
    return _Bound(quotient(1, least), note, places)


def _by_money(plan: Plan, paying: list[Reward], paid: Interval) -> _Bound | None:
    """Bound by what rewards bring for each newcomer, and by how many one must bring."""
    each = per_newcomer(plan, paying, paid)
    if each.most == INFINITY:
        return None
    if all(furthest(reward) == (1, 1) for reward in paying) and each.most > 0:
        recruits = ceil(quotient(paid.lo, each.most))
        note = Text("{count} recruits of one's own bring back the entry payment", count=recruits)
        return _Bound(Fraction(1, max(recruits, 1)), note, each.evidence)
    note = Text(
        "of {paid} that a newcomer pays at most {reward} is paid out",
        paid=paid.lo,
        reward=each.most,
    )
    return _Bound(quotient(each.most, paid.lo), note, each.evidence)


def _promised(plan: Plan, paying: list[Reward]) -> Fact | None:
    """Return what a member who sells nothing is promised over what he pays in."""
    value = ZERO
    evidence: list[Evidence] = []
    for reward in paying:
        if not ({"time", "entry", "recruit"} & set(reward.for_) or reward.until is not None):
            continue
        multiple, place = _multiple(plan, reward)
        if multiple.lo > value.lo:
            evidence = [place]
        value = Interval(max(value.lo, multiple.lo), max(value.hi, multiple.hi))
    if not plan.rewards.closed or _paid_besides(plan, paying):
        value = Interval(value.lo, INFINITY)
    if value == NEVER_NEGATIVE:
        return None
    if plan.rewards.closed:
        evidence.extend(closing(plan, "rewards"))
    return Fact(_PROMISED, value, Basis.COMPUTED, tuple(evidence))


def _paid_besides(plan: Plan, paying: list[Reward]) -> bool:
    """Return whether a newcomer's payment may bring money that no line on joining names.

    It goes up the line by itself, it is the first of the orders that a line pays on, or who brings
    him in buys for less.
    """
    if price_hinges(plan).heads.truth is not NO:
        return True
    passed = paid_to_participants(plan.entry.items + plan.upkeep.items, price_spread(plan).truth)
    if passed.truth is not NO and not any(_JOINING.intersection(one.for_) for one in paying):
        return True
    ordered = any(not PURCHASES.isdisjoint(reward.for_) for reward in paying)
    return ordered and bool(first_packs(plan))


def _multiple(plan: Plan, reward: Reward) -> tuple[Interval, Evidence]:
    """Return what one line promises over what is paid in; the ends of a range are reached."""
    if reward.until is not None:
        until = reward.until.range
        return Interval(until.lo, until.hi), Evidence((*reward.at, "until"), source=reward.source)
    place = Evidence((*reward.at, "pays"), source=reward.source)
    prizes = [rate for _, rate in reward.rates() if isinstance(rate, Money)]
    if reward.form == "board" and prizes and plan.entry.closed:
        prize = in_currency(prizes[0], plan.scheme.currency)
        multiple = over(prize, paid_by_newcomer(plan))
        return Interval(multiple.lo, multiple.hi), place
    if reward.form == "matrix" and plan.entry.closed:
        full = _full_matrix(plan, reward)
        if full is not None:
            multiple = over(full, paid_by_newcomer(plan))
            return Interval(multiple.lo, multiple.hi), place
    return NEVER_NEGATIVE, place


def _full_matrix(plan: Plan, reward: Reward) -> Interval | None:
    """Return what a matrix that has filled up pays in money; None where it does not say."""
    if reward.width is None or not pays_by_level(reward):
        return None
    width, total = reward.width.range, ZERO
    for level, rate in reward.rates():
        if not isinstance(rate, Money) or not isinstance(level, int):
            return None
        if INFINITY in (width.hi, rate.range.hi) or level > _DEEPEST:
            return None
        people = Interval(width.lo**level, width.hi**level)
        total = total + people.times(in_currency(rate, plan.scheme.currency))
    return total


def _disclosure(plan: Plan, facts: list[Fact], alleged: dict[str, list[Evidence]]) -> None:
    """Note whether prospects are told what typical participants earn."""
    disclosure = plan.scheme.disclosure
    if disclosure is None or disclosure.typical_earnings is None:
        return
    place = Evidence((*disclosure.at, "typical_earnings"), source=disclosure.source)
    if not plan.decides(disclosure.source):
        alleged[_DISCLOSED] = [place]
        return
    told = FALSE if isinstance(disclosure.typical_earnings, Stated) else TRUE
    facts.append(Fact(_DISCLOSED, told, Basis.DECLARED, (place,)))


# What figures and ledgers say.


def _reported(block: Block) -> list[Fact]:
    """Return the share that did not get more than they paid, of a block's losers and winners.

    Whoever got back exactly what he paid is in neither figure, and did not gain.
    """
    lost, gained = block.lost, block.gained
    if lost is None and gained is None:
        return []
    value = UNIT
    evidence: list[Evidence] = []
    if lost is not None:
        value = Interval(lost.range.lo, UNIT.hi, lost.range.lo_open)
        evidence.append(Evidence((*block.at, "lost"), source=block.source))
    if gained is not None:
        rest = gained.range
        not_gained = Interval(1 - rest.hi, 1 - rest.lo, rest.hi_open, rest.lo_open)
        # Two figures that exclude each other: the losers are the ones counted.
        value = value.meet(not_gained) or value
        evidence.append(Evidence((*block.at, "gained"), source=block.source))
    if value == UNIT:
        return []
    return [Fact(_LOST, value, Basis.REPORTED, tuple(evidence))]


def _alleged_losses(plan: Plan, alleged: dict[str, list[Evidence]]) -> None:
    for block in plan.scheme.observed or ():
        if block.among is None and block.place is None and not decides(plan.scheme, block.source):
            for fact in _reported(block):
                alleged.setdefault(fact.name, []).extend(fact.evidence)


@dataclass(frozen=True, slots=True)
class NetPositions:
    """What each participant has got less what he paid, in the scheme's currency.

    Everybody counts who ever joined, those who never earned anything too. A net is a range where
    the rows do not tell whether a sale was the seller's own money or the company's. What is paid in
    by participants and not paid out to them is the operator's, so the nets of all add up to minus
    that, less what outside customers paid them.
    """

    nets: tuple[tuple[str, Interval], ...]
    """By person, in the order of their ids."""
    lost: int
    """How many surely lost."""
    even: int
    """How many surely got back just what they paid."""
    gained: int
    """How many surely gained."""
    unsettled: int
    """Of how many it is not known."""
    unpaid: int
    """How many never got a reward."""
    paid_in: Fraction
    """Entry and purchases, refunds taken off."""
    paid_out: Fraction
    """Rewards."""


def net_positions(summary: Summary) -> NetPositions:
    """Return what each participant has got less what he paid."""
    people = summary.people
    nets = tuple((person.id, person.net_range) for person in people)
    lost = sum(1 for _, net in nets if net.hi < 0)
    even = sum(1 for _, net in nets if net.lo == net.hi == 0)
    gained = sum(1 for _, net in nets if net.lo > 0)
    return NetPositions(
        nets,
        lost,
        even,
        gained,
        len(nets) - lost - even - gained,
        sum(1 for person in people if person.rewards <= 0),
        sum((p.paid_entry + p.paid_purchases - p.refunded for p in people), Fraction(0)),
        sum((p.rewards for p in people), Fraction(0)),
    )


def _observed(plan: Plan, summary: Summary) -> list[Fact]:
    facts: list[Fact] = []
    if not (summary.has_orders and summary.has_payouts and summary.people):
        return facts
    lost = _lost(plan, summary)
    if lost is not None:
        facts.append(lost)
    promised = _greatest_multiple(plan, summary)
    if promised is not None:
        facts.append(promised)
    return facts


def _lost(plan: Plan, summary: Summary) -> Fact | None:
    """Return the share of those who did not get more than they paid.

    A row that could not be read turns at most the buyer and the seller, or the receiver, or two
    participants taken for one; so many may be losers or not.
    """
    surely: list[str] = []
    may = 0
    paid = got = Fraction(0)
    for person in summary.people:
        net = _net(plan, person)
        if net.hi <= 0:
            surely.append(person.id)
        may += net.lo <= 0
        paid += person.paid
        got += person.rewards
    of, missing = len(summary.people), unread(summary, "participants")
    turned = 2 * unread(summary, "orders") + unread(summary, "payouts") + 2 * missing
    least, most = max(len(surely) - turned, 0), min(may + turned, of) + missing
    if _may_be_paid_by_them(summary) > paid:
        most = of + missing
    if sum(summary.paid_for.values(), Fraction(0)) > got:
        least = 0
    value = Interval(Fraction(least, of + missing), Fraction(most, of + missing))
    if value == UNIT:
        return None
    rows = Rows(table_of(summary, "participants"), len(surely), of, tuple(surely[:3]))
    evidence = [Evidence(rows=rows)]
    if may > len(surely):
        count = may - len(surely)
        note = Text("of {count} more it is not known whether their sales were theirs", count=count)
        evidence.append(Evidence(note=note))
    evidence.extend(unread_note(summary, "participants", "orders", "payouts"))
    return Fact(_LOST, value, Basis.OBSERVED, tuple(evidence))


def _net(plan: Plan, person: Person) -> Interval:
    """Return what somebody is better off by; the plan may say that he had nothing to sell."""
    net = person.net_range
    if net.hi != INFINITY or _may_have_sold(plan, person):
        return net
    return Interval(net.lo, person.net)


def _may_have_sold(plan: Plan, person: Person) -> bool:
    """Return whether somebody has had goods that he can have sold on."""
    if no_goods(plan):
        return False
    if person.paid_purchases > 0 or not plan.entry.closed:
        return True
    return person.paid_entry > 0 and any(
        payment.item not in ("fee", "stake", "gift") for payment in plan.entry.items
    )


def _may_be_paid_by_them(summary: Summary) -> Fraction:
    """Return what orders came to, before refunds, whose buyer may be one of the participants."""
    flows = [flow for flow in summary.revenue if flow != "retail"]
    paid = (summary.revenue[flow] + summary.refunds.get(flow, Fraction(0)) for flow in flows)
    return sum(paid, Fraction(0))


def _greatest_multiple(plan: Plan, summary: Summary) -> Fact | None:
    """Return the most that anybody got over what he paid in, where no reward was for selling."""
    paid: Mapping[str, Fraction] = summary.paid_for
    if not any(money > 0 for money in paid.values()):
        return None
    if any(money > 0 and kind not in ("entry", "recruit", "time") for kind, money in paid.items()):
        return None
    most: Number = Fraction(0)
    best: Person | None = None
    own = Fraction(0)
    for person in summary.people:
        own += person.paid
        if person.rewards <= 0:
            continue
        multiple = person.rewards / person.paid if person.paid > 0 else INFINITY
        if multiple > most:
            most, best = multiple, person
    # The one who got most may have paid more than is known, or been made to give it back.
    if best is None or taken_back(summary) or unread(summary, "orders", "participants"):
        return None
    if _may_be_paid_by_them(summary) > own:
        return None
    note = Text(
        "{person} paid in {paid} and got {rewards}",
        person=best.id,
        paid=in_money(best.paid, plan.scheme.currency),
        rewards=in_money(best.rewards, plan.scheme.currency),
    )
    rows = payout_rows(summary, (best.id,))
    evidence = (Evidence(rows=rows, note=note), *unread_note(summary, "payouts"))
    # What was paid so far shows that so much was promised, and never that no more was.
    return Fact(_PROMISED, Interval(most, INFINITY), Basis.OBSERVED, evidence)
