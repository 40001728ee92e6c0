"""What is taken of a plan for its bounds, and the fact that a bound proves."""

from __future__ import annotations

from fractions import Fraction

from mlmcheck.bound.premises import Premises
from mlmcheck.facts import Basis, Evidence, Fact
from mlmcheck.interval import Interval, exact
from mlmcheck.measures.balance import (
    no_goods,
    nothing_due,
    only_joining_payments,
    only_participants_pay,
    outside_payer,
    paid_by_newcomer,
    passed_on,
    paying_lines,
)
from mlmcheck.measures.lines import closing
from mlmcheck.scheme.model import Reward
from mlmcheck.scheme.plan import Plan
from mlmcheck.text import Text

FUNDED = "reward.share_funded_by_participation"
_ON_JOINING = frozenset(["entry", "recruit"])


def premises_of(plan: Plan) -> Premises:
    """Return whose money there can be in a plan."""
    paying = paying_lines(plan)
    paid = paid_by_newcomer(plan)
    comes_in = paid.lo > 0 or paid.lo_open
    closed_off = only_participants_pay(plan, paying) or passed_on(plan, paying)
    return Premises(
        # What must be paid again and again is no payment for joining alone.
        entry_whole=plan.entry.closed and all(item.per is None for item in plan.entry.items),
        rewards_whole=plan.rewards.closed and not _may_withhold(plan),
        upkeep_whole=plan.upkeep.closed,
        purchases_count=not _only_joining(plan, paying),
        others_pay=not (closed_off and comes_in),
        goods=not no_goods(plan),
        outside=outside_payer(paying)
        and any(reward.of == "commission" or reward.funded_by is not None for reward in paying),
    )


def _may_withhold(plan: Plan) -> bool:
    """Return whether a safeguard of the plan may keep back what its rewards say is paid."""
    guards = (plan.customer_rule, plan.resale_rule, plan.retail_floor, plan.payout_cap)
    return any(guard.terms is not None or guard.alleged is not None for guard in guards)


def _only_joining(plan: Plan, paying: list[Reward]) -> bool:
    upkeep_is_free = plan.upkeep.closed and nothing_due(plan.upkeep.items)
    return upkeep_is_free and only_joining_payments(plan, paying)


def may_bound(plan: Plan, paying: list[Reward]) -> bool:
    """Return whether the share may be bounded from above: a cheap look at the plan.

    Only what is paid on joining is surely paid, and only against payments on joining: any other
    payment for taking part may come without a reward, so that it alone may fund the whole. And
    only where others are seen to pay: a promise of more than comes in is not kept by itself, and
    what is then paid is newcomers' money, all of it.
    """
    return (
        plan.rewards.closed
        and outside_payer(paying)
        and not _may_withhold(plan)
        and any(not _ON_JOINING.isdisjoint(reward.for_) for reward in paying)
        and _only_joining(plan, paying)
    )


def funded_at_most(plan: Plan, paying: list[Reward]) -> Fact | None:
    """Return how much of the rewards newcomers' money funds at most, None where it may fund all.

    It is the optimum of the program of docs/bound.md in its closed form: no solver is needed.
    """
    if not may_bound(plan, paying):
        return None
    from mlmcheck.bound.joining import joining_of, most_funded

    joining = joining_of(plan)
    way = most_funded(joining, premises_of(plan))
    if way is None or not joining.sure:
        return None
    money = sum(way.paid, Fraction(0))
    note = Text(
        "of all ways to join, the one that brings in most for what is paid out brings in {paid}, "
        "and at least {reward} is paid for it",
        paid=exact(money),
        reward=exact(money / way.share) if way.share else exact(way.rewards),
    )
    lines = [plan.rewards.items[each.line.index] for each in joining.sure]
    evidence = [Evidence((*reward.at, "pays"), source=reward.source) for reward in lines]
    first = Evidence(evidence[0].path, note=note, source=evidence[0].source)
    return Fact(
        FUNDED,
        Interval(0, exact(way.share)),
        Basis.COMPUTED,
        (first, *evidence[1:], *closing(plan, "entry"), *closing(plan, "upkeep")),
    )
