"""Unilevel and forced matrix: each level of a line of people is paid its rate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from mlmcheck.plan.batch.crowd import Floats, Ints
from mlmcheck.plan.batch.qualify import Now, number
from mlmcheck.plan.batch.standing import Done
from mlmcheck.plan.batch.trees import Tree
from mlmcheck.plan.terms import Event, Fixed, Line, Matrix, Part, Rate, Unilevel

Dues = Mapping[Event, Floats]
"""What is due to each person on acts of each kind."""


def due_along(line: Line, form: Unilevel | Matrix, acts: Mapping[Event, Done], now: Now) -> Dues:
    """Return what is due to each level, along sponsors or along places."""
    tree = now.net.places[form.width].tree if isinstance(form, Matrix) else now.people
    found: dict[Event, Floats] = {}
    for event, done in acts.items():
        walk = _Walk(line, form, tree, event, now)
        found[event] = walk.paid(done.count, Fixed)
        base = share_of(line, event, done)
        if base is not None and event == "time" and line.base == "own_payments":
            found[event] = found[event] + walk.paid(base * now.paid_before(line), Part)
        elif base is not None:
            found[event] = found[event] + walk.paid(base, Part) * payees_own(line, now)
    return found


def payouts_along(
    line: Line, form: Unilevel | Matrix, acts: Mapping[Event, Done], now: Now
) -> Floats:
    """Return how many times each person is paid by `due_along`."""
    tree = now.net.places[form.width].tree if isinstance(form, Matrix) else now.people
    total = np.zeros(tree.size)
    for event, done in acts.items():
        walk = _Walk(line, form, tree, event, now)
        total += walk.times(done.count, Fixed)
        if share_of(line, event, done) is not None:
            total += walk.times(done.count, Part)
    return total


def share_of(line: Line, event: Event, done: Done) -> Floats | None:
    """Return what a line's shares of these acts are of, None where there is no amount.

    For shares of what the payee paid in himself it is the number of acts.
    """
    if line.base == "own_payments":
        return done.count
    if event == "reward" or done.amount is None:
        return done.amount
    if line.base == "retail_price":
        return done.retail_price
    return done.commission if line.base == "commission" else done.amount


def payees_own(line: Line, now: Now) -> Floats | float:
    """Return what the payee paid in, where a line's shares are of that, else 1."""
    return now.ever.purchase if line.base == "own_payments" else 1.0


def first_level(event: Event) -> int:
    """Return the level of the one who acts: 1 for the seller of a retail sale, else 0."""
    return 1 if event == "retail" else 0


class _Walk:
    """The way of one kind of acts up one line of people, level by level."""

    def __init__(
        self, line: Line, form: Unilevel | Matrix, tree: Tree, event: Event, now: Now
    ) -> None:
        self._line = line
        self._form = form
        self._tree = tree
        self._now = now
        self._start = first_level(event)
        self._own = now.paid_by(line, event, on_others=False)
        self._others = now.paid_by(line, event, on_others=True)
        self._nearest: Ints | None = None
        if form.compression:
            may = now.may(line, on_others=True)
            self._nearest = tree.nearest(may)[: tree.size]
        self._by_level = line.rates.by == "level" and line.rates.steps[0][0] is not None

    def paid(self, values: Floats, kind: type[Rate]) -> Floats:
        """Return each person's rates of one kind times what comes to him."""
        return self._sum(values, kind, by_rate=True)

    def times(self, values: Floats, kind: type[Rate]) -> Floats:
        """Return what comes to each person who has a rate of one kind."""
        return self._sum(values, kind, by_rate=False)

    def _sum(self, values: Floats, kind: type[Rate], *, by_rate: bool) -> Floats:
        total = np.zeros(self._tree.size)
        if not any(isinstance(rate, kind) for _, rate in self._line.rates.steps):
            return total
        everybody = None if self._by_level else self._now.rates(self._line, kind)
        first, last = self._form.first, self._last()

        def rate(level: int) -> Floats | float:
            found = self._at(level, kind) if everybody is None else everybody
            return found if by_rate else np.sign(found)

        if first <= self._start and (last is None or last >= self._start):
            total += values * rate(self._start) * self._own
        for level, came in self._above(values):
            if last is not None and level > last:
                break
            if level < first:
                continue
            if last is None and level > self._start:
                # All further levels are alike: everybody above whom it came to.
                return total + self._tree.group(came) * rate(level) * self._others
            total += came * rate(level) * self._others
        return total

    def _above(self, values: Floats) -> Iterator[tuple[int, Floats]]:
        """Yield each level above the one who acts, and what comes to each person there.

        With compression it comes to those alone who may be paid: others use up no level.
        """
        here, level = values, self._start
        while True:
            level += 1
            here = self._landed(self._tree.passed_up(here))
            if not here.any():
                return
            yield level, here

    def _last(self) -> int | None:
        """Return the last level that anybody stands at, None where all further ones are alike."""
        last = self._form.last
        keys = [int(key) for key, _ in self._line.rates.steps if key is not None]
        if self._by_level:
            return max(keys) if last is None else min(last, max(keys))
        deep = last is not None and last > self._form.first and last > _DEEP
        return None if deep and last and last > self._tree.depth.max(initial=0) else last

    def _at(self, level: int, kind: type[Rate]) -> float:
        rate = self._line.rates.at(level)
        return number(rate) if isinstance(rate, kind) else 0.0

    def _landed(self, values: Floats) -> Floats:
        if self._nearest is None:
            return values
        return self._tree.brought(self._nearest, values)


_DEEP = 64
"""From this level on it is worth asking whether anybody stands so far up."""
