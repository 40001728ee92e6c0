"""The measures: one module a question, each from a plan and a network's summary to facts."""

from __future__ import annotations

from mlmcheck.facts import Facts, collect
from mlmcheck.measures import (
    caps,
    claims,
    depth,
    earnings,
    entry,
    goods,
    inventory,
    licences,
    organisers,
    revenue,
    rewards,
    safeguards,
)
from mlmcheck.network.summary import Summary
from mlmcheck.scheme.plan import Plan

MEASURES = (
    entry.entry,
    goods.goods,
    inventory.inventory,
    safeguards.safeguards,
    rewards.rewards,
    depth.depth,
    revenue.revenue,
    earnings.earnings,
    caps.caps,
    claims.claims,
)
"""Every measure that needs no market, in the order of the vocabulary."""


def measure(plan: Plan, summary: Summary | None, market: str) -> Facts:
    """Return everything that is known of a plan on its day and of its network, in one market.

    A fact of which nothing is known is left out; one that is only alleged says nothing and carries
    the allegation.
    """
    found = [fact for each in MEASURES for fact in each(plan, summary)]
    found.extend(licences.licences(plan, market))
    return collect(found, organisers.organisers(plan, summary))
