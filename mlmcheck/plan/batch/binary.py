"""Binary (双轨): the weaker of two legs is paired with the stronger, and what pairs is paid."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from mlmcheck.plan.batch.along import Dues, share_of
from mlmcheck.plan.batch.crowd import Floats
from mlmcheck.plan.batch.qualify import Now
from mlmcheck.plan.batch.shared import parts_of
from mlmcheck.plan.batch.standing import BINARY_WIDTH, Done
from mlmcheck.plan.batch.trees import Tree
from mlmcheck.plan.terms import Binary, Event, Fixed, Line, Part


def due_on_pairs(
    line: Line, form: Binary, acts: Mapping[Event, Done], held: Floats, now: Now
) -> tuple[Dues, Floats]:
    """Return what is due on what is paired, and what the legs hold after it (two rows)."""
    placing = now.net.places[BINARY_WIDTH]
    tree = placing.tree
    by_heads = isinstance(line.rates.steps[0][1], Fixed)
    volumes: dict[Event, Floats] = {}
    legs = held.copy()
    for event, done in acts.items():
        values = done.count if by_heads else share_of(line, event, done)
        if values is None:
            continue
        below = _below(tree, values, form.last)
        volumes[event] = np.zeros(tree.size)
        for side in range(BINARY_WIDTH):
            leg = tree.passed_up(np.where(placing.side == side, below, 0.0))
            legs[side] += leg
            volumes[event] += leg
    paired = legs.min(axis=0)
    if not by_heads:
        # What is left of sums that are not exact is no volume.
        paired = np.where(paired > now.grace / 1000, paired, 0.0)
    paid = now.may(line, on_others=True) & ~now.replaced(line, None, on_others=False)
    rate = now.rates(line, Fixed) + now.rates(line, Part)
    due = np.where(paid, paired * rate, 0.0)
    new = sum(volumes.values(), np.zeros(tree.size))
    kept = legs - paired if form.carry else np.zeros_like(legs)
    return {event: due * parts_of(own, new) for event, own in volumes.items()}, kept


def _below(tree: Tree, values: Floats, last: int | None) -> Floats:
    """Return what each place and those below it come to, to the depth that still counts above."""
    if last is None or last > tree.depth.max(initial=0):
        return tree.group(values)
    here = values
    total = np.zeros(tree.size)
    for _ in range(last):
        total += here
        here = tree.passed_up(here)
        if not here.any():
            break
    return total
