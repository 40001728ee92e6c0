"""Sums up and down a tree of people, in numpy, whatever the depth of the tree."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from mlmcheck.plan.batch.crowd import Floats, Ints, Mask


class Tree:
    """Who stands directly above whom; everybody stands in a later row than the one above him.

    Args:
        above: the row of the one above each, -1 where there is nobody.
    """

    def __init__(self, above: Ints) -> None:
        self.size = len(above)
        # Nobody is the row past the last, which every sum has and drops.
        self.up: Ints = np.where(above < 0, self.size, above)

    def passed_up(self, values: Floats) -> Floats:
        """Return for each person the sum of the values of those directly below him."""
        return self.brought(self.up, values)

    def brought(self, to: Ints, values: Floats) -> Floats:
        """Return for each person the sum of the values that go to him, `size` for nobody."""
        sums = np.bincount(to, weights=values, minlength=self.size + 1)[: self.size]
        return sums.astype(np.float64, copy=False)

    def heads(self, of: Mask) -> Floats:
        """Return for each person how many directly below him are marked."""
        return np.bincount(self.up[of], minlength=self.size + 1)[: self.size].astype(np.float64)

    def group(self, values: Floats) -> Floats:
        """Return for each person the sum of the values of himself and of all below him."""
        start, end = self._spans
        sums = np.zeros(self.size + 1)
        ordered = np.empty(self.size)
        ordered[start] = values
        np.cumsum(ordered, out=sums[1:])
        return sums[end] - sums[start]

    def nearest(self, marked: Mask) -> Ints:
        """Return for each person the nearest marked one, himself or above; `size` for nobody.

        The answer has one entry more than there are people, for nobody himself.
        """
        jump = np.append(self.up, self.size)
        at = np.flatnonzero(marked)
        jump[at] = at
        while True:
            # Each round doubles how far up everybody has looked.
            further = jump[jump]
            if np.array_equal(further, jump):
                return jump
            jump = further

    @cached_property
    def depth(self) -> Ints:
        """How many stand above each."""
        depth = np.zeros(self.size + 1, np.int64)
        depth[: self.size] = self.up < self.size
        jump = np.append(self.up, self.size)
        while (jump < self.size).any():
            depth += depth[jump]
            jump = jump[jump]
        return depth[: self.size]

    @cached_property
    def _spans(self) -> tuple[Ints, Ints]:
        """Where each group begins and ends if all are lined up with every group in one piece.

        A plain loop: it takes time in proportion to the people, and none to the depth.
        """
        size = self.size
        up = self.up.tolist()
        people = [1] * (size + 1)
        for row in range(size - 1, -1, -1):
            people[up[row]] += people[row]
        free = [0] * (size + 1)
        start = [0] * size
        for row in range(size):
            above = up[row]
            start[row] = free[above]
            free[above] += people[row]
            free[row] = start[row] + 1
        first = np.array(start, np.int64)
        return first, first + np.array(people[:size], np.int64)
