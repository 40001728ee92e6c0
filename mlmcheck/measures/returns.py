"""Pay to the one who pays himself that may be a return on his payment, whatever it is for."""

from __future__ import annotations

from collections.abc import Iterator

from mlmcheck.facts import Path
from mlmcheck.interval import INFINITY, Interval, Number
from mlmcheck.measures.amounts import in_currency
from mlmcheck.measures.lines import ANOTHERS_ACT, NO, PURCHASES, UP_BY_NATURE, hinges
from mlmcheck.scheme.model import Goods, Payment, Reward
from mlmcheck.scheme.plan import Plan
from mlmcheck.scheme.quantity import Money, Share

_ORDERS = PURCHASES | {"sale"}
_OWN = _ORDERS | {"entry"}
"""What a participant pays for himself, or somebody may who is one."""
_PAID_FOR = _OWN | {"retail"}
_TO_EARN = frozenset(["join", "earn"])

Rate = Money | Share


def may_return(plan: Plan, reward: Reward) -> Path | None:
    """Return the place by which a line may be a static return, None where it is none.

    A line for `time` is one in so many words and is not asked here. A share of all that one has
    paid in, or pay up to a multiple of it, may be one. So may pay for a task where something must,
    or may have to, be paid to be given it, and what comes back to the payer on his own purchase
    where it is no mere discount.
    """
    if "time" in reward.for_:
        return None
    if reward.of == "own_payments":
        return (*reward.at, "of")
    if reward.until is not None:
        return (*reward.at, "until")
    if "task" in reward.for_ and _pays_himself(reward) and not _free_to_earn(plan, reward):
        return (*reward.at, "for")
    if _PAID_FOR.intersection(reward.for_) and _is_no_discount(plan, reward):
        return (*reward.at, "pays") if reward.pays is not None else (*reward.at, "for")
    return None


def _pays_himself(reward: Reward) -> bool:
    """Return whether the one who acts may be paid, at a rate that is not known perhaps."""
    if not reward.rates():
        return _may_be_anybody(reward)
    return any(rate.range.hi > 0 for rate in _own_rates(reward))


def _own_rates(reward: Reward) -> list[Rate]:
    """Return the rates at which the one who acts may be paid himself."""
    by_level = reward.key_kind == "level"
    own = [rate for key, rate in reward.rates() if by_level and key == 0]
    if own or not _may_be_anybody(reward):
        return own
    return [rate for key, rate in reward.rates() if key is None or not by_level]


def _may_be_anybody(reward: Reward) -> bool:
    """Return whether a line leaves open whom it pays, as long as no rate is for a level."""
    if reward.levels is not None or reward.form in UP_BY_NATURE:
        return False
    return not ANOTHERS_ACT.issuperset(reward.for_)


# What it costs to be given a task.


def _free_to_earn(plan: Plan, reward: Reward) -> bool:
    """Return whether it is known that nothing need be paid to be paid the reward."""
    if not plan.entry.closed:
        return False
    if any(_may_cost(item, reward) for item in plan.entry.items + plan.upkeep.items):
        return False
    return hinges(plan, reward).purchase.truth is NO


def _may_cost(item: Payment, reward: Reward) -> bool:
    amount = item.amount
    if amount is not None and amount.range.hi <= 0 and item.plus is None and item.further is None:
        return False
    if item.rank is not None and (reward.by == "rank" or reward.needs is not None):
        return True
    if item.opens is not None:
        return not _TO_EARN.isdisjoint(item.opens)
    return item.required != "optional"


# What comes back of one's own purchase.


def _is_no_discount(plan: Plan, reward: Reward) -> bool:
    """Return whether what comes back to the payer may be more than a lower price."""
    if reward.of not in (None, "payment", "retail_price") or not _pays_himself(reward):
        return False
    rates = _own_rates(reward)
    if _OWN.isdisjoint(reward.for_):
        # Who cannot earn gets a lower price, as long as nobody says that it is all of it.
        rates = [rate for rate in rates if rate.range.hi != INFINITY]
    elif not rates or (plan.goods.closed and not plan.goods.items):
        return True
    if any(_gives_back_all(plan, reward, rate) for rate in rates):
        return True
    if reward.per is None or _ORDERS.isdisjoint(reward.for_):
        return False
    return any(_is_mostly_money(plan, one, rate) for rate in rates for one in plan.goods.items)


def _gives_back_all(plan: Plan, reward: Reward, rate: Rate) -> bool:
    """Return whether as much as was paid, or more, may come back.

    A sum does where everything that is known to be paid for costs no more, and may where nobody
    says what a participant pays.
    """
    if isinstance(rate, Share):
        return rate.range.hi >= 1
    currency = plan.scheme.currency
    if "entry" in reward.for_:
        paid = [in_currency(item.amount, currency) for item in plan.entry.items if item.amount]
    else:
        paid = [price for one in plan.goods.items for price in _prices(one, currency)]
    if not paid:
        return not _OWN.isdisjoint(reward.for_)
    most = in_currency(rate, currency).hi
    return all(most >= price.hi for price in paid)


def _prices(goods: Goods, currency: str | None) -> Iterator[Interval]:
    for price in (goods.retail_price, goods.participant_price):
        if price is not None:
            yield from (in_currency(amount, currency) for _, amount in price.by_rank)


def _is_mostly_money(plan: Plan, goods: Goods, rate: Rate) -> bool:
    """Return whether the goods are worth less than what comes back, and than what does not.

    Who buys them has then paid for the money more than for the goods, and not for less.
    """
    if goods.market_value is None:
        return False
    currency = plan.scheme.currency
    worth = in_currency(goods.market_value, currency).hi
    for price in _prices(goods, currency):
        paid: Number = price.lo
        if paid <= worth:
            continue
        back = paid * rate.range.hi if isinstance(rate, Share) else in_currency(rate, currency).hi
        if worth < back and worth < paid - back:
            return True
    return False
