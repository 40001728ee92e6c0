"""Whether whoever is brought in may be paid in the same way for those he brings in himself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlmcheck.facts import Basis, Evidence, Fact
from mlmcheck.interval import FALSE, TRUE, Truth
from mlmcheck.measures.depth import unnamed, uplines
from mlmcheck.measures.lines import closing, level_place
from mlmcheck.measures.routes import names_of
from mlmcheck.plan.reach import ceiling, pays_something
from mlmcheck.scheme.model import Requirement, Reward
from mlmcheck.scheme.plan import Plan

if TYPE_CHECKING:
    from mlmcheck.network.summary import Summary

_NAME = "net.chain"


def chain(plan: Plan, summary: Summary | None) -> tuple[Fact, ...]:  # noqa: ARG001  # a measure
    """Return whether pay on other participants is open to those who are brought in as well.

    A line that pays on others is open to all participants unless it asks for a rank, and a rank is
    open to them if the plan says how it is reached or bought. Where pay reaches two uplines on one
    act, the nearer of them was brought in and is paid.
    """
    top = ceiling(plan)
    paying = [reward for reward in plan.rewards.items if pays_something(reward)]
    reached = [(reward, uplines(plan, reward, top)) for reward in paying]
    for reward, up in reached:
        if up.lo >= 1 and (up.lo >= 2 or _open_to_all(plan, reward)):
            place = Evidence(level_place(reward), source=reward.source)
            return (Fact(_NAME, TRUE, Basis.COMPUTED, (place,)),)
    hidden = unnamed(plan)
    for hinge in hidden:
        if hinge.truth is Truth.YES:
            return (Fact(_NAME, TRUE, Basis.COMPUTED, hinge.evidence),)
    nobody = not any(up.hi for _, up in reached)
    nobody = nobody and all(hinge.truth is Truth.NO for hinge in hidden)
    if plan.rewards.closed and nobody:
        return (Fact(_NAME, FALSE, Basis.COMPUTED, closing(plan, "rewards")),)
    return ()


def _open_to_all(plan: Plan, reward: Reward) -> bool:
    return reward.needs is None or _reachable(plan, reward.needs)


def _reachable(plan: Plan, need: Requirement) -> bool:
    """Return whether the plan shows how every rank that is asked for is reached."""
    if need.rank is not None and not _shown(plan, need.rank):
        return False
    return need.any is None or any(_reachable(plan, one) for one in need.any)


def _shown(plan: Plan, name: str) -> bool:
    if any(item.rank == name for item in plan.entry.items):
        return True
    return any(
        name in names_of(rank) and rank.requires is not None and rank.requires.rank != name
        for rank in plan.ranks.items
    )
