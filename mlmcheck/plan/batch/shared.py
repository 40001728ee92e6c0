"""Pools, group bonuses and returns for time: what is worked out over a whole window."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from mlmcheck.plan.batch.along import Dues, share_of
from mlmcheck.plan.batch.crowd import Floats
from mlmcheck.plan.batch.qualify import Now, number
from mlmcheck.plan.batch.standing import FLOWS, Done
from mlmcheck.plan.terms import Event, Fixed, Line, Part

_TINY = 1e-6


def due_on_groups(line: Line, acts: Mapping[Event, Done], now: Now) -> Dues:
    """Return what the head of each group is due on what it bought and sold in the window."""
    flows = [flow for flow in FLOWS if flow in line.triggers]
    volume = now.volume(line.per, flows)
    paid = now.paid_by(line, None, on_others=False) & (volume > now.grace)
    fixed = np.where(paid, now.rates(line, Fixed), 0.0)
    part = np.where(paid, now.rates(line, Part), 0.0)
    due: dict[Event, Floats] = {}
    for flow in flows:
        of_flow = parts_of(now.volume(line.per, [flow]), volume)
        if line.base == "own_payments":
            base = of_flow * now.ever.purchase
        else:
            priced = share_of(line, flow, acts[flow])
            base = np.zeros_like(volume) if priced is None else now.people.group(priced)
        due[flow] = base * part + of_flow * fixed
    return due


def due_for_time(line: Line, now: Now) -> Dues:
    """Return what everybody is due who was in when the window began."""
    paid = now.paid_by(line, None, on_others=False) & now.in_from(line)
    due = now.rates(line, Fixed) + now.rates(line, Part) * now.paid_before(line)
    return {"time": np.where(paid, due, 0.0)}


def due_from_pool(line: Line, acts: Mapping[Event, Done], house: float, now: Now) -> Dues:
    """Return everybody's equal part of the pool, or of the pool of his rank or step.

    Each is told by whose acts the sum is of in the proportion of their amounts, or of their number
    where they have none; customers of the company's own count as retail.
    """
    sums = {event: _total(share_of(line, event, done)) for event, done in acts.items()}
    if "retail" in sums:
        sums["retail"] += house
    turnover = sum(sums.values())
    may = now.may(line, on_others=False)
    paid = now.paid_by(line, None, on_others=False)
    step = now.steps(line)
    due = np.zeros(len(may))
    unit = float(now.terms.unit)
    for place, (key, rate) in enumerate(line.rates.steps):
        sharing = may & (step == place)
        if line.rates.by == "rank" and key is not None:
            sharing = sharing & (now.rank == key)
        heads = int(np.count_nonzero(sharing))
        if heads == 0:
            continue
        pot = number(rate) * (turnover if isinstance(rate, Part) else 1.0)
        each = np.floor(pot / heads / unit + _TINY) * unit
        due = np.where(sharing & paid, each, due)
    by = sums if turnover > 0 else {event: _total(done.count) for event, done in acts.items()}
    whole = sum(by.values())
    if whole <= 0:
        return {}
    return {event: due * (own / whole) for event, own in by.items()}


def acts_of_time(line: Line, now: Now) -> Done:
    """Return the passing of a window as an act of everybody who was in when it began."""
    return Done((now.in_from(line) & now.there).astype(np.float64))


def _total(values: Floats | None) -> float:
    return 0.0 if values is None else float(values.sum())


def parts_of(own: Floats, whole: Floats) -> Floats:
    """Return how great a part each is of a whole, 0 where there is none."""
    return np.divide(own, whole, out=np.zeros_like(own), where=whole > 0)
