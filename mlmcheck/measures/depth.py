"""How far up a reward reaches, and whether participants stand above participants."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mlmcheck.facts import Basis, Evidence, Fact, Rows
from mlmcheck.interval import (
    FALSE,
    INFINITY,
    NEVER_NEGATIVE,
    TRUE,
    ZERO,
    Interval,
    Number,
    Truth,
    any_of,
    point,
)
from mlmcheck.measures.ledgers import table_of
from mlmcheck.measures.lines import (
    Hinge,
    at_odds,
    closing,
    furthest,
    hinges,
    level_place,
    paid_above,
    paid_to_participants,
    price_hinges,
    price_spread,
    shared_by_all,
)
from mlmcheck.measures.organisers import organisers, whole_blocks
from mlmcheck.plan.reach import Ceiling, ceiling, pays_something
from mlmcheck.scheme.fields import Pays
from mlmcheck.scheme.model import Reward
from mlmcheck.scheme.plan import Plan
from mlmcheck.scheme.quantity import Count

if TYPE_CHECKING:
    from mlmcheck.network.summary import Summary

__all__ = [
    "depth",
    "level_paid",
    "organisers",
    "paid_above_on",
    "pays_by_level",
    "unnamed",
    "unnamed_pay",
    "uplines",
    "whole_blocks",
]

ONE = point(1)


def uplines(plan: Plan, reward: Reward, top: Ceiling) -> Interval:
    """Return how many people above the one whose act pays the reward reaches.

    On a retail sale level 1 is the seller, whose act it is; otherwise level 1 is the sponsor.
    `sale` is either, and level 0 is the payer himself.
    """
    lo = hi = 0.0
    for trigger in reward.for_:
        above = paid_above_on(reward, trigger, top)
        if above is Truth.NO:
            continue
        least, greatest = furthest(reward, top.others)
        if trigger == "retail":
            least, greatest = least - 1, furthest(reward, top.retail)[1] - 1
        elif trigger == "sale":
            least -= 1
        if shared_by_all(reward):
            # Whoever shares in a pool stands at any distance, whatever number of levels is said.
            greatest = INFINITY
        elif trigger == "reward" or at_odds(reward, trigger, top):
            # On top of however far the reward reaches that it is paid on; or no level is said to be
            # paid, and how far the line reaches for all that is not said.
            greatest = INFINITY
        lo = max(lo, least, 1 if above is Truth.YES else 0)
        # Whoever may be above is at least one step up, whatever levels the line names.
        hi = max(hi, greatest, 1)
    hung = hangs_on_others(plan, reward)
    if hung is not Truth.NO:
        # Whoever joins or buys below decides whether it is paid, at whatever distance.
        lo = max(lo, 1) if hung is Truth.YES else lo
        hi = INFINITY
    return Interval(_whole(lo), _whole(hi))


def _whole(level: float) -> Number:
    return level if level == INFINITY else int(level)


def paid_above_on(reward: Reward, trigger: str, top: Ceiling) -> Truth:
    """Return whether somebody above is paid on such an act; on a sale by somebody, on either."""
    above = paid_above(reward, trigger, top)
    if trigger != "sale":
        return above
    retail = paid_above(reward, "retail", top)
    return above if above is retail else Truth.UNKNOWN


def hangs_on_others(plan: Plan, reward: Reward) -> Truth:
    """Return whether the right to a reward, or its rate, hangs on people below or their volume."""
    hung = hinges(plan, reward)
    return any_of([hung.heads.truth, hung.volume.truth])


def unnamed_pay(plan: Plan) -> Truth:
    """Return whether participants earn on others what no reward line names: prices, gifts."""
    return any_of([hinge.truth for hinge in unnamed(plan)])


def unnamed(plan: Plan) -> tuple[Hinge, ...]:
    """Return what participants earn on others though no reward line names it.

    The spread of prices, what others pay up the line on joining or to stay, and prices that hang on
    people below or on their volume.
    """
    spread = price_spread(plan)
    passed = paid_to_participants(plan.entry.items + plan.upkeep.items, spread.truth)
    hung = price_hinges(plan)
    return spread, passed, hung.heads, hung.volume


def pays_by_level(reward: Reward) -> bool:
    """Return whether the rates of a reward name the levels that they are for."""
    pays = reward.pays
    return isinstance(pays, Pays) and reward.key_kind == "level" and pays.steps[0][0] is not None


def level_paid(reward: Reward, level: int) -> Truth:
    """Return whether that level is paid, as the file counts levels."""
    pays = reward.pays
    if isinstance(pays, Pays) and pays_by_level(reward):
        paid = any(key == str(level) and rate.range.hi > 0 for key, rate in pays.steps)
        return Truth.YES if paid else Truth.NO
    if reward.levels is None:
        return Truth.UNKNOWN
    if level and reward.levels.range.lo >= level:
        return Truth.YES
    return Truth.NO if not level or reward.levels.range.hi < level else Truth.UNKNOWN


def depth(plan: Plan, summary: Summary | None) -> tuple[Fact, ...]:
    """Return `reward.uplines_paid` and `net.sponsorship`."""
    promised = _uplines_promised(plan)
    facts = list(promised)
    if summary is not None and summary.uplines_paid > 0:
        # That nobody further up was seen to be paid does not show that nobody is.
        ceiling = min(
            (fact.value.hi for fact in promised if isinstance(fact.value, Interval)),
            default=INFINITY,
        )
        seen = summary.uplines_paid
        facts.append(
            Fact(
                "reward.uplines_paid",
                Interval(seen, max(seen, ceiling)),
                Basis.OBSERVED,
                (_rows(summary, "payouts", summary.payouts, summary.payouts),),
            )
        )
    facts.extend(_sponsorship(plan, summary))
    return tuple(facts)


def _rows(
    summary: Summary, table: str, counted: int, of: int, sample: tuple[str, ...] = ()
) -> Evidence:
    return Evidence(rows=Rows(table_of(summary, table), counted, of, sample))


def _uplines_promised(plan: Plan) -> list[Fact]:
    rewards = plan.rewards
    top = ceiling(plan)
    lo: Number = ZERO.lo
    hi: Number = ZERO.hi if rewards.closed else INFINITY
    evidence: list[Evidence] = []
    for reward in rewards.items:
        if not pays_something(reward):
            continue
        reached = uplines(plan, reward, top)
        if any(at_odds(reward, trigger, top) for trigger in reward.for_):
            # By itself the line pays somebody above: beside the levels stated, a second fact.
            reached = Interval(max(reached.lo, ONE.lo), reached.hi)
        if reached.lo > lo:
            lo = reached.lo
            evidence = [Evidence(level_place(reward), source=reward.source)]
        hi = max(hi, reached.hi)
    lo, hi = _without_reward_lines(plan, lo, hi, evidence)
    from_rewards = Interval(lo, hi)
    if not evidence and rewards.closed:
        evidence.extend(closing(plan, "rewards"))
    alleged = tuple(
        Evidence(level_place(reward), source=reward.source)
        for reward in rewards.alleged
        if pays_something(reward) and uplines(plan, reward, top).hi > 0
    )
    stated = _stated_levels(plan)
    if stated is None:
        if from_rewards == NEVER_NEGATIVE and not alleged:
            return []
        return [_uplines_fact(from_rewards, evidence, alleged)]
    where = Evidence(("compensated_levels",))
    both = from_rewards.meet(stated)
    if both is None:
        return [
            Fact("reward.uplines_paid", stated, Basis.DECLARED, (where,)),
            _uplines_fact(from_rewards, evidence, alleged),
        ]
    return [_uplines_fact(both, [where, *evidence], alleged)]


def _without_reward_lines(
    plan: Plan, lo: Number, hi: Number, evidence: list[Evidence]
) -> tuple[Number, Number]:
    """Return how far pay reaches once what no reward line says is seen: prices, payments upward."""
    for hung in unnamed(plan):
        if hung.truth is Truth.NO:
            continue
        # Whoever is paid hands on a part of it by the same rule, so how far is not said.
        hi = INFINITY
        if hung.truth is Truth.YES and lo < 1:
            lo = ONE.lo
            evidence[:] = hung.evidence
    return lo, hi


def _uplines_fact(value: Interval, evidence: list[Evidence], alleged: tuple[Evidence, ...]) -> Fact:
    return Fact("reward.uplines_paid", value, Basis.COMPUTED, tuple(evidence), alleged)


def _stated_levels(plan: Plan) -> Interval | None:
    """Return how many uplines the stated number of levels comes to.

    Whether the source counts the seller of a retail sale as a level is not known, but where no
    reward is on a retail sale, or a sale by somebody, there is no seller to count.
    """
    stated = plan.scheme.compensated_levels
    if stated is None:
        return None
    levels = stated.range
    triggers = {t for r in plan.rewards.items if pays_something(r) for t in r.for_}
    if plan.rewards.closed and triggers and not triggers & {"retail", "sale"}:
        return levels
    return Interval(max(levels.lo - 1, ZERO.lo), levels.hi)


def _sponsorship(plan: Plan, summary: Summary | None) -> Iterable[Fact]:
    name = "net.sponsorship"
    proof = _enrols(plan)
    recruiting = plan.scheme.recruiting
    if proof is not None:
        yield Fact(name, TRUE, Basis.COMPUTED, (proof,))
    elif (
        recruiting is not None
        and recruiting.direct is not None
        and recruiting.direct.range == ZERO
        and plan.decides(recruiting.source)
    ):
        where = Evidence((*recruiting.at, "direct"), source=recruiting.source)
        yield Fact(name, FALSE, Basis.DECLARED, (where,))
    for block in whole_blocks(plan):
        if block.levels is None:
            continue
        # Of the levels one may be the organiser's own, who need not be a participant.
        own = 0 if block.organiser_counted is False else 1
        if block.levels.range.lo >= 2 + own:
            yield Fact(
                name, TRUE, Basis.REPORTED, (Evidence((*block.at, "levels"), source=block.source),)
            )
            break
    if summary is not None:
        first = next((p.id for p in summary.people if p.sponsor is not None), None)
        if first is not None:
            sponsored = sum(1 for person in summary.people if person.sponsor is not None)
            rows = _rows(summary, "participants", sponsored, len(summary.people), (first,))
            yield Fact(name, TRUE, Basis.OBSERVED, (rows,))


def _enrols(plan: Plan) -> Evidence | None:
    """Return the place that shows that participants bring in participants, None if none does."""
    top = ceiling(plan)
    for reward in plan.rewards.items:
        if pays_something(reward) and uplines(plan, reward, top).lo >= 1:
            return Evidence(level_place(reward), source=reward.source)
    for item in plan.entry.items:
        if item.opens is not None and "recruit" in item.opens:
            return Evidence((*item.at, "opens"), source=item.source)
    for rank in plan.ranks.items:
        need = rank.requires
        if need is not None and _counts(need.direct_recruits, need.downline, need.legs):
            return Evidence((*rank.at, "requires"), source=rank.source)
    recruiting = plan.scheme.recruiting
    if (
        recruiting is not None
        and recruiting.direct is not None
        and recruiting.direct.range.hi > 0
        and plan.decides(recruiting.source)
    ):
        return Evidence((*recruiting.at, "direct"), source=recruiting.source)
    return None


def _counts(*counts: Count | None) -> bool:
    return any(count is not None and count.range.lo > 0 for count in counts)
