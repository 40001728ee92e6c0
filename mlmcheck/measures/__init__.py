"""The measures: one module a question, each from a plan and a network's summary to facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlmcheck.facts import Fact, Facts, Table, collect
from mlmcheck.measures import (
    caps,
    chain,
    claims,
    depth,
    earnings,
    entry,
    goods,
    inventory,
    licences,
    organisers,
    promises,
    revenue,
    rewards,
    safeguards,
)
from mlmcheck.scheme.plan import Plan

if TYPE_CHECKING:
    from mlmcheck.network.summary import Summary

MEASURES = (
    entry.entry,
    goods.goods,
    inventory.inventory,
    safeguards.safeguards,
    rewards.rewards,
    promises.promises,
    depth.depth,
    chain.chain,
    revenue.revenue,
    earnings.earnings,
    caps.caps,
    claims.claims,
)
"""Every measure that needs no market, in the order of the vocabulary."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What holds of a plan and its network in every market."""

    facts: tuple[Fact, ...]
    organisers: Table


def measure_plan(plan: Plan, summary: Summary | None) -> Measured:
    """Return what is known of a plan on its day and of its network, whatever the market."""
    found = tuple([fact for each in MEASURES for fact in each(plan, summary)])
    return Measured(found, organisers.organisers(plan, summary))


def in_market(measured: Measured, plan: Plan, market: str) -> Facts:
    """Return the same with what is known of the operator in one market.

    A fact of which nothing is known is left out; one that is only alleged says nothing and carries
    the allegation.
    """
    return collect((*measured.facts, *licences.licences(plan, market)), measured.organisers)


def measure(plan: Plan, summary: Summary | None, market: str) -> Facts:
    """Return everything that is known of a plan on its day and of its network, in one market."""
    return in_market(measure_plan(plan, summary), plan, market)
