"""Stair-step breakaway (级差): each upline is paid what his rate is above those below him."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from mlmcheck.plan.batch.along import Dues, first_level, payees_own, share_of
from mlmcheck.plan.batch.crowd import Floats, Ints, Mask
from mlmcheck.plan.batch.qualify import Now, number
from mlmcheck.plan.batch.standing import Done
from mlmcheck.plan.terms import Event, Fixed, Line, Part, Rate, StairStep

_OWN_PRICE = frozenset(["stock", "own-use"])
"""Orders of somebody whose own rate counts: it is in his price, or is paid to him."""


def due_on_stairs(
    line: Line, form: StairStep, acts: Mapping[Event, Done], now: Now
) -> tuple[Dues, Floats]:
    """Return what is due to each whose rate is above all rates below him, and how many times.

    Each step of the rates goes to the nearest person, from where the count begins, whose rate
    reaches it: that is what his rate is above the highest below him, step by step.
    """
    kind: type[Rate] = Part if isinstance(line.rates.steps[0][1], Part) else Fixed
    height = now.rates(line, kind)
    heights = sorted({number(rate) for _, rate in line.rates.steps if number(rate) > 0})
    times = np.zeros(len(height))
    found: dict[Event, Floats] = {}
    for event, done in acts.items():
        base = done.count if kind is Fixed else share_of(line, event, done)
        found[event] = np.zeros(len(height))
        if base is None:
            continue
        stairs = _Stairs(line, form, event, now)
        below = 0.0
        for reaches in heights:
            goes = stairs.to(height >= reaches)
            came = stairs.sum(goes, base)
            found[event] += (reaches - below) * came
            at_top = height == reaches
            times += np.where(at_top, stairs.sum(goes, done.count), 0.0)
            below = reaches
        if kind is Part:
            found[event] = found[event] * payees_own(line, now)
    return found, times


class _Stairs:
    """Where the steps of one kind of acts go."""

    def __init__(self, line: Line, form: StairStep, event: Event, now: Now) -> None:
        self._tree = now.people
        self._form = form
        self._event = event
        self._own = now.paid_by(line, event, on_others=False)
        self._others = now.paid_by(line, event, on_others=True)

    def to(self, reaches: Mask) -> tuple[Ints, Mask]:
        """Return to whom a step goes on each person's acts, and on whose it is paid."""
        tree = self._tree
        nearest = tree.nearest(reaches)
        itself = np.arange(tree.size)
        skips = self._event not in _OWN_PRICE and self._event != "retail"
        start = tree.up if skips else itself
        goes = nearest[start]
        own = goes == itself
        paid = np.append(self._others, np.False_)[goes]
        paid = np.where(own, self._own, paid)
        if self._event in _OWN_PRICE and not self._form.own:
            paid = paid & ~own
        if self._form.last is not None:
            depth = np.append(tree.depth, 0)
            level = tree.depth - depth[goes] + first_level(self._event)
            paid = paid & (level <= self._form.last)
        return goes, paid

    def sum(self, goes: tuple[Ints, Mask], values: Floats) -> Floats:
        """Return what comes to each person of these values of those who act."""
        to, paid = goes
        return self._tree.brought(to, values * paid)
