"""How far a plan's rewards go at most, as it says it of all of them together."""

from __future__ import annotations

from dataclasses import dataclass

from mlmcheck.interval import INFINITY, greatest_whole
from mlmcheck.scheme.fields import Pays
from mlmcheck.scheme.model import Reward
from mlmcheck.scheme.plan import Plan


def pays_something(reward: Reward) -> bool:
    """Return whether anybody gets anything: a line without a rate does, a rate of zero does not."""
    pays = reward.pays
    if pays is None:
        return True
    if not isinstance(pays, Pays):
        return False
    return any(rate.range.hi > 0 for _, rate in pays.steps)


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The highest level that any reward pays, as the plan says it of all rewards together."""

    retail: float = INFINITY
    """Counted from the seller of a retail sale, who is level 1."""
    others: float = INFINITY
    """Counted from the sponsor of anybody else."""


_NO_CEILING = Ceiling()


def ceiling(plan: Plan) -> Ceiling:
    """Return how far rewards go at most, infinitely where the plan does not say.

    Whether a stated number of levels counts the seller of a retail sale is certain only where all
    rewards are on retail; else he may come on top.
    """
    levels = plan.scheme.compensated_levels
    if levels is None:
        return _NO_CEILING
    most = greatest_whole(levels.range)
    rewards = plan.rewards
    seller_counts = rewards.closed and all(
        reward.for_ == ("retail",) for reward in rewards.items if pays_something(reward)
    )
    return Ceiling(most if seller_counts else most + 1, most)
