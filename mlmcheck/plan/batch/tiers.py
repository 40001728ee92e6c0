"""Price tiers: who supplies those below at a higher price than his own keeps the difference."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from mlmcheck.plan.batch.crowd import Floats
from mlmcheck.plan.batch.qualify import Now


def due_on_prices(units: tuple[Floats, ...], now: Now) -> Floats:
    """Return what suppliers keep of the differences between their prices and those below them.

    `units` are the units of stock ordered of each ladder's goods.
    """
    tree = now.people
    due = np.zeros(tree.size)
    for ladder, ordered in zip(now.terms.ladders, units, strict=True):
        known = [np.nan]
        for own in ladder.prices:
            known.append(known[-1] if own is None else float(own))
        price = np.array(known)[now.rank + 1]
        priced = ~np.isnan(price)
        start = tree.nearest(priced)[: tree.size]
        prices = sorted({float(own) for own in ladder.prices if own is not None})
        at_start = np.append(price, np.nan)[start]
        for low, high in pairwise(prices):
            counted = np.where(at_start >= high, ordered, 0.0)
            to = tree.nearest(priced & (price <= low))[: tree.size]
            due += (high - low) * tree.brought(to, counted)
    return np.where(now.there, due, 0.0)
