"""Whose money a plan can pay from: what participants pay in, who else pays, what sellers earn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from mlmcheck.facts import Evidence
from mlmcheck.interval import INFINITY, ZERO, Interval, Number
from mlmcheck.measures.amounts import in_currency
from mlmcheck.measures.ledgers import both_in_year, unread
from mlmcheck.measures.lines import NO, PURCHASES, hinges, is_free, price_spread
from mlmcheck.measures.organisers import whole_blocks
from mlmcheck.measures.sums import added, money_total, quotient, stated_sums
from mlmcheck.plan.reach import pays_something
from mlmcheck.scheme.model import Block, Goods, Payment, Requirement, Reward
from mlmcheck.scheme.plan import Plan
from mlmcheck.scheme.quantity import Money, Share, Stated

if TYPE_CHECKING:
    from mlmcheck.network.summary import Summary

PARTICIPATION = frozenset(["entry", "stock", "purchase", "sale"])
"""Flows that may be joining payments or purchases neither used nor resold."""

_ON_JOINING = frozenset(["entry", "recruit"])
_BOUGHT = PURCHASES | {"sale"}
_SOLD = frozenset(["retail", "sale", "final"])
_PACKS = frozenset(["goods", "stock", "service", "voucher", None])


def paying_lines(plan: Plan) -> list[Reward]:
    """Return the lines by which anybody is paid anything."""
    return [reward for reward in plan.rewards.items if pays_something(reward)]


def no_goods(plan: Plan) -> bool:
    """Return whether nothing is sold."""
    return plan.goods.closed and not plan.goods.items


def nothing_due(payments: Iterable[Payment]) -> bool:
    """Return whether each of these payments is zero."""
    return all(map(is_free, payments))


def nothing_makes_buy(plan: Plan, paying: Iterable[Reward]) -> bool:
    """Return whether no purchase is a condition of anything: of staying, of a rank, of a reward."""
    if not (plan.upkeep.closed and plan.rewards.closed and nothing_due(plan.upkeep.items)):
        return False
    return all(hinges(plan, reward).purchase.truth is NO for reward in paying)


def entry_buys_goods(plan: Plan) -> bool:
    """Return whether goods have to be bought to get in, or may have to: a pack, not a kit or a fee.

    What is not said to be free, optional or something else may be such a pack.
    """
    return any(
        payment.item in _PACKS and payment.required != "optional" and not nothing_due((payment,))
        for payment in plan.entry.items
    )


def own_use_is_free(plan: Plan, paying: Iterable[Reward], entry_apart: bool) -> bool:
    """Return whether what is called own use is bought without being a condition of anything.

    Where a pack has to be bought to get in, that is so only of figures that name entry payments by
    themselves: else the packs may be among the own use.
    """
    return (entry_apart or not entry_buys_goods(plan)) and nothing_makes_buy(plan, paying)


def entry_in_rows(summary: Summary) -> bool:
    """Return whether some order, or what some payout was for, is an entry payment."""
    return any(sums.get("entry", 0) > 0 for sums in (summary.revenue, summary.paid_for))


def only_joining_payments(plan: Plan, paying: list[Reward]) -> bool:
    """Return whether what newcomers pay is all that participants pay for taking part.

    That is so where entry, upkeep and rewards are listed whole, nothing is due later, no purchase
    is asked for or rewarded, and no return is promised on money put in.
    """
    if not plan.entry.closed or not nothing_makes_buy(plan, paying):
        return False
    if any(trigger in _BOUGHT or trigger in ("time", "task") for r in paying for trigger in r.for_):
        return False
    return price_spread(plan).truth is NO and not any(
        goods.supplied_by == "upline" for goods in plan.goods.items
    )


def outside_payer(paying: Iterable[Reward]) -> bool:
    """Return whether a line of the plan shows money that does not come from participants."""
    for reward in paying:
        if reward.of == "commission" or "retail" in reward.for_ or "sale" in reward.for_:
            return True
        for flow, share in reward.funded_by or ():
            if flow in ("outside", "retail") and share.range.hi > 0:
                return True
    return False


def only_participants_pay(plan: Plan, paying: list[Reward]) -> bool:
    """Return whether rewards can come out of nothing but what participants pay in.

    Entry and rewards must be listed whole. Then either nothing is sold at all; or nobody is told of
    goods, every payment buys nothing, and all pay is on other people's joining.
    """
    if not (plan.entry.closed and plan.rewards.closed and plan.entry.items and paying):
        return False
    if outside_payer(paying):
        return False
    return no_goods(plan) or _nothing_bought(plan, paying)


def nobody_else_seen(plan: Plan, paying: list[Reward]) -> bool:
    """Return whether participants pay and nothing but a word on the funding names anybody else.

    Money of others must come from somewhere: nothing is sold, no payment buys anything, or what
    newcomers pay goes to those above them.
    """
    if nothing_due(plan.entry.items + plan.upkeep.items):
        return False
    return no_goods(plan) or _nothing_bought(plan, paying) or _handed_on(plan, paying)


def own_word(plan: Plan, source: str | None) -> bool:
    """Return whether it is the plan itself, or the file's author, that says so, and no finding."""
    stated = (plan.scheme.sources or {}).get(source) if source is not None else None
    return source is None or (stated is not None and stated.weight == "plan")


def _nothing_bought(plan: Plan, paying: Iterable[Reward]) -> bool:
    """Return whether nobody is told of goods, no payment buys any, and all pay is on joining."""
    return (
        bool(plan.entry.items)
        and not plan.goods.known
        and all(buys_nothing(payment) for payment in plan.entry.items)
        and all(buys_nothing(payment) for payment in plan.upkeep.items)
        and all(_ON_JOINING.issuperset(reward.for_) for reward in paying)
    )


def buys_nothing(payment: Payment) -> bool:
    """Return whether a payment certainly gets nothing of value: a gift, a worthless stake."""
    value = payment.value
    worthless = value is not None and value.range.hi == 0
    return payment.item == "gift" or (payment.item in ("fee", "stake") and worthless)


def passed_on(plan: Plan, paying: Iterable[Reward]) -> bool:
    """Return whether every reward is a newcomer's own payment, handed to those above him."""
    closed = plan.entry.closed and plan.rewards.closed
    return closed and _handed_on(plan, paying) and not outside_payer(paying)


def _handed_on(plan: Plan, paying: Iterable[Reward]) -> bool:
    return (
        bool(plan.entry.items)
        and all(p.paid_to in ("upline", "participant") for p in plan.entry.items)
        and all(reward.for_ == ("entry",) for reward in paying)
    )


# What sellers earn on prices.


def stated_margin(plan: Plan, summary: Summary | None) -> Number:
    """Return the most of the retail price that goods leave to a participant who sells them.

    Zero where no price for participants and no discount is stated beside what customers pay. Zero
    too where participants must buy goods, and neither plan nor figures speak of customers: there
    the lower price is that of their own purchases.
    """
    if _must_buy(plan) and not _speaks_of_customers(plan, summary):
        return Fraction(0)
    return max((_margin(goods) for goods in plan.goods.items), default=Fraction(0))


def _must_buy(plan: Plan) -> bool:
    return any(
        payment.item in _PACKS
        and payment.item is not None
        and payment.required in ("rule", "practice")
        and payment.amount is not None
        and payment.amount.range.hi > 0
        for payment in plan.entry.items + plan.upkeep.items
    )


def _speaks_of_customers(plan: Plan, summary: Summary | None) -> bool:
    """Return whether anything says that participants sell to customers, or that customers buy."""
    operator = plan.scheme.operator
    rules = (plan.customer_rule, plan.retail_floor, plan.resale_rule)
    needs = [rank.requires for rank in plan.ranks.items] + [r.needs for r in plan.rewards.items]
    return (
        any("sell" in (payment.opens or ()) for payment in plan.entry.items + plan.upkeep.items)
        or any(not _SOLD.isdisjoint(reward.for_) for reward in plan.rewards.items)
        or any(rule.terms is not None for rule in rules)
        or any(_asks_for_sales(need) for need in needs if need is not None)
        or (operator is not None and operator.channel is not None)
        or any(_shows_customers(block) for block in whole_blocks(plan))
        or (summary is not None and any(summary.revenue.get(flow) for flow in _SOLD))
    )


def _asks_for_sales(need: Requirement) -> bool:
    asked = need.customers is not None or need.own_sales is not None
    return asked or any(_asks_for_sales(other) for other in need.any or ())


def _shows_customers(block: Block) -> bool:
    counts = (block.customers, block.active_customers)
    if any(count is not None and count.range.hi > 0 for count in counts):
        return True
    if block.revenue is None or isinstance(block.revenue, Stated):
        return False
    return any(flow in _SOLD and amount.range.hi > 0 for flow, amount in block.revenue)


def _margin(goods: Goods) -> Number:
    prices, own = goods.retail_price, goods.participant_price
    if prices is None or own is None:
        return goods.discount.range.hi if goods.discount is not None else Fraction(0)
    if len({amount.currency for _, amount in prices.by_rank + own.by_rank}) > 1:
        # Without a rate it is not known how much is left, and it may be all.
        return 1
    highest = max(amount.range.hi for _, amount in prices.by_rank)
    lowest = min(amount.range.lo for _, amount in own.by_rank)
    if highest == 0:
        return Fraction(0)
    part = Fraction(0) if highest == INFINITY else quotient(lowest, highest)
    return max(1 - part, Fraction(0))


def margin_in_block(plan: Plan, block: Block, margin: Number) -> Number:
    """Return how many times all rewards sellers can have earned on prices, by a block's figures.

    They earned the margin on what customers paid, and on stock that they may have sold on.
    """
    if margin == 0 or (block.customers is not None and block.customers.range.hi == 0):
        return Fraction(0)
    earned = _earned_in_block(plan, block, margin)
    least = _least_paid(block, plan.scheme.currency)
    if earned == 0:
        return earned
    return INFINITY if earned == INFINITY or least <= 0 else quotient(earned, least)


def _earned_in_block(plan: Plan, block: Block, margin: Number) -> Number:
    """Return the most that sellers earned, in money; infinite where revenue does not say."""
    currency = plan.scheme.currency
    total = money_total(block.revenue, currency)
    if isinstance(block.revenue, Stated) or (total is not None and total.hi == 0):
        return Fraction(0)
    sums = stated_sums(block.revenue, currency)
    if sums is None:
        return INFINITY
    parts = sums.parts
    earned: Number = Fraction(0)
    for flow, part in parts.items():
        earned = _plus(earned, _times(part.hi, _gain(plan, flow, margin)))
    if "retail" not in parts or "stock" not in parts:
        # What is left of the total may be either.
        left = max(1 - added(parts.values()).lo, Fraction(0)) if sums.of_total else INFINITY
        earned = _plus(earned, _times(left, _gain(plan, "stock", margin)))
    if not sums.of_total:
        return earned
    return _times(earned, INFINITY if total is None else total.hi)


def _gain(plan: Plan, flow: str, margin: Number) -> Number:
    """Return what a seller earns at most on one unit of money of a flow.

    A customer pays the retail price, of which the seller keeps the margin; who takes stock pays the
    rest of that price and gets the margin on top.
    """
    if flow in ("retail", "final"):
        return margin
    if flow in PARTICIPATION and (flow != "entry" or entry_buys_goods(plan)):
        return INFINITY if margin >= 1 else quotient(margin, 1 - margin)
    return Fraction(0)


def _least_paid(block: Block, currency: str | None) -> Number:
    total = money_total(block.payouts, currency)
    if total is not None:
        return total.lo
    sums = stated_sums(block.payouts, currency)
    if sums is None or sums.of_total:
        return Fraction(0)
    return added(sums.parts.values()).lo


def margin_in_rows(plan: Plan, summary: Summary, margin: Number) -> Number:
    """Return how many times all rewards sellers can have earned on prices, by the rows.

    Where orders name participants as sellers, stock that was sold on is among customers' orders.
    """
    if margin == 0:
        return Fraction(0)
    if not summary.has_orders or unread(summary, "orders"):
        return INFINITY
    sold, payouts = both_in_year(summary)
    earned: Number = Fraction(0)
    for flow, money in sold.sums.items():
        if summary.retail_reach is None:
            gain = _gain(plan, "sale" if flow == "unknown" else flow, margin)
        else:
            gain = margin if flow in ("retail", "sale", "unknown") else Fraction(0)
        earned = _plus(earned, _times(money, gain))
    if earned == 0:
        return earned
    paid = sum(payouts.sums.values(), Fraction(0))
    one_time = (summary.revenue_last_year is None) == (summary.paid_for_last_year is None)
    return quotient(earned, paid) if one_time and paid > 0 and earned != INFINITY else INFINITY


def paid_by_newcomer(plan: Plan) -> Interval:
    """Return from the least to the most that somebody who pays to get in may pay in all.

    The least counts what the rules ask of everybody who is to join, recruit or earn, of a choice
    the cheapest; the most counts everything on the list, of a choice the dearest.
    """
    low, high = Fraction(0), Fraction(0) if plan.entry.closed else INFINITY
    low_open = False
    choices: dict[str, list[Interval]] = {}
    for payment in plan.entry.items:
        amount = _in_all(plan, payment)
        due = _due(payment)
        if payment.choice is not None:
            choices.setdefault(payment.choice, []).append(
                amount if due else Interval(ZERO.lo, amount.hi)
            )
            continue
        high = _plus(high, amount.hi)
        if due:
            low = _fraction(low + amount.lo)
            low_open = low_open or amount.lo_open
    for amounts in choices.values():
        least = min(amounts, key=lambda each: (each.lo, each.lo_open))
        low = _fraction(low + least.lo)
        low_open = low_open or least.lo_open
        high = _plus(high, max(each.hi for each in amounts))
    return Interval(low, high, low_open and low != high)


def _fraction(number: Number) -> Fraction:
    return number if isinstance(number, Fraction) else Fraction(number)


def _plus(one: Number, other: Number) -> Number:
    return INFINITY if INFINITY in (one, other) else one + other


def _due(payment: Payment) -> bool:
    opens = payment.opens
    return payment.required == "rule" and (
        opens is None or not {"join", "recruit", "earn"}.isdisjoint(opens)
    )


def _in_all(plan: Plan, payment: Payment) -> Interval:
    """Return what a payment may come to over the time somebody takes part; an end is reached."""
    currency = plan.scheme.currency
    amount = in_currency(payment.amount, currency)
    if payment.per is not None or payment.plus is not None:
        return Interval(amount.lo, INFINITY, amount.lo_open)
    if payment.units is None and payment.further is None:
        return amount
    further = in_currency(payment.further, currency)
    units = payment.units.range.hi if payment.units is not None else INFINITY
    if INFINITY in (further.hi, units, amount.hi):
        return Interval(amount.lo, INFINITY, amount.lo_open)
    return Interval(amount.lo, amount.hi + further.hi * max(units - 1, 0), amount.lo_open)


@dataclass(frozen=True, slots=True)
class PerNewcomer:
    """What one newcomer brings those above him."""

    most: Number
    """What the plan pays for him at most, all levels together."""
    evidence: tuple[Evidence, ...]


def per_newcomer(plan: Plan, paying: Iterable[Reward], paid: Interval) -> PerNewcomer:
    """Return what rewards on joining pay for one newcomer who pays `paid`.

    The most counts every level.
    """
    highest: Number = Fraction(0)
    evidence: list[Evidence] = []
    for reward in paying:
        triggers = _ON_JOINING.intersection(reward.for_)
        if not triggers:
            continue
        total = _of_line(plan, reward, paid)
        # A line on both is paid once for each.
        highest = _plus(highest, total if total == INFINITY else total * len(triggers))
        evidence.append(Evidence((*reward.at, "pays"), source=reward.source))
    return PerNewcomer(highest, tuple(evidence))


def _of_line(plan: Plan, reward: Reward, paid: Interval) -> Number:
    """Return what a line pays at most, all levels together."""
    rates = [(key, _amount(plan, reward, rate, paid)) for key, rate in reward.rates()]
    if not rates:
        return INFINITY
    if reward.form == "board":
        return _per_seat(reward, rates[0][1])
    greatest = max(amount.hi for _, amount in rates)
    if rates[0][0] is None or reward.key_kind != "level":
        levels = reward.levels.range if reward.levels is not None else None
        most_levels = INFINITY if levels is None else levels.hi
        total = _times(greatest, most_levels)
        if reward.form == "stair-step" and reward.key_kind == "rank":
            # Each rank is paid the difference to the one below: together, the highest rate.
            total = greatest
        if reward.form == "pool":
            total = greatest
        return total
    total = Fraction(0)
    for _, amount in rates:
        total = _plus(total, amount.hi)
    return total


def _times(amount: Number, count: Number) -> Number:
    if amount == 0 or count == 0:
        return Fraction(0)
    return INFINITY if INFINITY in (amount, count) else amount * count


def _amount(plan: Plan, reward: Reward, rate: Money | Share, paid: Interval) -> Interval:
    if isinstance(rate, Money):
        return in_currency(rate, plan.scheme.currency)
    if reward.of in (None, "payment"):
        return rate.range.times(paid)
    return Interval(ZERO.lo, ZERO.lo if rate.range.hi == 0 else INFINITY)


def _per_seat(reward: Reward, prize: Interval) -> Number:
    """Return a prize spread over the newcomers whose seats must be filled for it."""
    seats = board_seats(reward)
    return INFINITY if seats is None or prize.hi == INFINITY else quotient(prize.hi, seats)


def board_seats(reward: Reward) -> Fraction | None:
    """Return how many newcomers one payout of a board takes, None where it is not known."""
    width, depth = reward.width, reward.depth
    if width is None or depth is None or not (width.range.is_point and depth.range.is_point):
        return None
    if width.range.lo < 1 or INFINITY in (width.range.lo, depth.range.lo):
        return None
    return Fraction(width.range.lo) ** int(depth.range.lo)
