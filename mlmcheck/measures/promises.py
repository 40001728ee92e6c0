"""What a plan promises: for one person brought in, for the next step, and for a year's waiting."""

from __future__ import annotations

from fractions import Fraction
from math import expm1, floor, log, log1p
from typing import TYPE_CHECKING

from mlmcheck.facts import Basis, Evidence, Fact
from mlmcheck.interval import INFINITY, NEVER_NEGATIVE, ZERO, Interval, Number, Truth
from mlmcheck.measures.amounts import in_currency
from mlmcheck.measures.balance import paying_lines
from mlmcheck.measures.lines import closing, paid_above
from mlmcheck.plan.reach import ceiling
from mlmcheck.scheme.fields import Every
from mlmcheck.scheme.model import Reward
from mlmcheck.scheme.plan import Plan
from mlmcheck.scheme.quantity import Count, Money, Share

if TYPE_CHECKING:
    from mlmcheck.network.summary import Summary

_PER_RECRUIT = "reward.per_recruit_most"
_MULTIPLIER = "reward.rank_multiplier"
_RATE = "reward.annual_rate"
_TIMES_A_YEAR: dict[Every, Fraction] = {
    "day": Fraction(365),
    "week": Fraction(365, 7),
    "month": Fraction(12),
    "year": Fraction(1),
}


def promises(plan: Plan, summary: Summary | None) -> tuple[Fact, ...]:  # noqa: ARG001  # a measure
    """Return the greatest reward for one recruit, the recruits a step takes, and a year's return.

    All three are of the plan alone. Money is in the scheme's currency, a rate of 0.2 is 20 % a
    year.
    """
    paying = paying_lines(plan)
    return (*_per_recruit(plan, paying), *_multiplier(plan, paying), *_rate(plan, paying))


# For one person brought in.


def _per_recruit(plan: Plan, paying: list[Reward]) -> tuple[Fact, ...]:
    """Return the most that one participant gets for one other who joins."""
    top = ceiling(plan)
    value = ZERO if plan.rewards.closed else NEVER_NEGATIVE
    evidence: list[Evidence] = []
    for reward in paying:
        if not {"entry", "recruit"}.intersection(reward.for_):
            if "reward" in reward.for_:
                # What is paid on another's reward is paid for his recruits too.
                value = Interval(value.lo, INFINITY, value.lo_open)
            continue
        if all(paid_above(reward, trigger, top) is Truth.NO for trigger in reward.for_):
            continue
        amount = _one_payment(plan, reward)
        if amount.lo > value.lo or (amount.lo == value.lo and amount.lo_open):
            evidence = [Evidence((*reward.at, "pays"), source=reward.source)]
        low = max(value, amount, key=lambda i: (i.lo, i.lo_open))
        high = max(value, amount, key=lambda i: (i.hi, not i.hi_open))
        value = Interval(low.lo, high.hi, low.lo_open, high.hi_open)
    if value == NEVER_NEGATIVE:
        return ()
    if plan.rewards.closed:
        evidence.extend(closing(plan, "rewards"))
    return (Fact(_PER_RECRUIT, value, Basis.COMPUTED, tuple(evidence)),)


def _one_payment(plan: Plan, reward: Reward) -> Interval:
    """Return the greatest single payment of a line that pays on joining."""
    greatest = ZERO
    rates = reward.rates()
    if not rates:
        return NEVER_NEGATIVE
    for _, rate in rates:
        amount = _amount(plan, reward, rate)
        low = max(greatest, amount, key=lambda i: (i.lo, i.lo_open))
        high = max(greatest, amount, key=lambda i: (i.hi, not i.hi_open))
        greatest = Interval(low.lo, high.hi, low.lo_open, high.hi_open)
    return greatest


def _amount(plan: Plan, reward: Reward, rate: Money | Share) -> Interval:
    if isinstance(rate, Money):
        return in_currency(rate, plan.scheme.currency)
    payments = [in_currency(item.amount, plan.scheme.currency) for item in plan.entry.items]
    if reward.of not in (None, "payment") or not payments:
        return NEVER_NEGATIVE
    least = max(payments, key=lambda i: (i.lo, i.lo_open))
    # Who brings in one that pays more than once gets so much more.
    plain = all(item.units is None and item.plus is None for item in plan.entry.items)
    most = sum((amount.hi for amount in payments), ZERO.hi) if plain else INFINITY
    whole = Interval(least.lo, most if plan.entry.closed else INFINITY, least.lo_open)
    return whole.times(rate.range)


# For the next step.


def _multiplier(plan: Plan, paying: list[Reward]) -> tuple[Fact, ...]:
    """Return how many people each participant brings in for the next step of the network.

    A stated number of direct recruits is that number. A board or a matrix fills by its width and a
    binary by two; whoever must bring so many for a rank or a reward brings at least as many.
    """
    recruiting = plan.scheme.recruiting
    direct = None if recruiting is None else recruiting.direct
    if recruiting is not None and direct is not None and plan.decides(recruiting.source):
        place = Evidence((*recruiting.at, "direct"), source=recruiting.source)
        return (Fact(_MULTIPLIER, direct.range, Basis.DECLARED, (place,)),)
    least: Number = ZERO.lo
    evidence: Evidence | None = None
    for reward in paying:
        for count, key in _steps(reward):
            if count > least:
                least, evidence = count, Evidence((*reward.at, key), source=reward.source)
    for rank in plan.ranks.items:
        need = rank.requires
        asked = _least(need.direct_recruits) if need is not None else ZERO.lo
        if asked > least:
            where = (*rank.at, "requires", "direct_recruits")
            least, evidence = asked, Evidence(where, source=rank.source)
    if evidence is None:
        return ()
    return (Fact(_MULTIPLIER, Interval(least, INFINITY), Basis.COMPUTED, (evidence,)),)


def _steps(reward: Reward) -> list[tuple[Number, str]]:
    found: list[tuple[Number, str]] = []
    if reward.form in ("board", "matrix") and reward.width is not None:
        found.append((reward.width.range.lo, "width"))
    if reward.form == "binary":
        found.append((2, "form"))
    if reward.needs is not None:
        found.append((_least(reward.needs.direct_recruits), "needs"))
    return found


def _least(count: Count | None) -> Number:
    return ZERO.lo if count is None else count.range.lo


# For a year's waiting.


def _rate(plan: Plan, paying: list[Reward]) -> tuple[Fact, ...]:
    """Return the effective annual rate of a return on one's own payment.

    Its lower end is the rate without interest on interest, of which no more is a gain than `until`
    leaves over what was paid in; its upper end is the rate compounded.
    """
    value = ZERO if plan.rewards.closed else NEVER_NEGATIVE
    evidence: list[Evidence] = []
    for reward in paying:
        if "time" not in reward.for_:
            continue
        rate = _of_line(reward)
        if rate.lo > value.lo:
            evidence = [Evidence((*reward.at, "pays"), source=reward.source)]
        value = Interval(max(value.lo, rate.lo), max(value.hi, rate.hi))
    if value == NEVER_NEGATIVE:
        return ()
    if plan.rewards.closed:
        evidence.extend(closing(plan, "rewards"))
    return (Fact(_RATE, value, Basis.COMPUTED, tuple(evidence)),)


def _of_line(reward: Reward) -> Interval:
    rates = [rate for _, rate in reward.rates() if isinstance(rate, Share)]
    if reward.per is None or not rates or reward.of not in (None, "own_payments"):
        return NEVER_NEGATIVE
    times = _TIMES_A_YEAR[reward.per]
    least = max(rate.range.lo for rate in rates)
    most = max(rate.range.hi for rate in rates)
    gain = least * times
    if reward.until is not None:
        gain = min(gain, max(reward.until.range.lo - 1, ZERO.lo))
    return Interval(gain, _compounded(most, times))


def _compounded(rate: Number, times: Fraction) -> Number:
    """Return a bound from above on the rate of a year, to a ten thousandth; infinite past 1000."""
    if rate == INFINITY or float(times) * log1p(float(rate)) > log(1000):
        return INFINITY
    return Fraction(floor(expm1(float(times) * log1p(float(rate))) * 10_000) + 2, 10_000)
