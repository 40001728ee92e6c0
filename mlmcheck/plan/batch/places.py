"""Who stands below whom where there are only so many places below each, by the row of each."""

from __future__ import annotations

import numpy as np

from mlmcheck.plan.batch.crowd import NOBODY, Crowd, Ints


def placed(crowd: Crowd, width: int) -> tuple[Ints, Ints]:
    """Return the row that each is placed below, and on which side of it, 0 the first.

    Who is given no place, or one that is taken, has the first free one below the one he is placed
    below, else below his sponsor: row by row, from the left. Both are `NOBODY` at the top.

    Time is in proportion to the people and to how far down free places are.
    """
    size = len(crowd)
    under = crowd.sponsor if crowd.placement is None else crowd.placement
    under = np.where(under == NOBODY, crowd.sponsor, under)
    asked = np.full(size, NOBODY, np.int64)
    if crowd.placement is not None and crowd.side is not None:
        asked = np.where(crowd.placement == NOBODY, NOBODY, crowd.side)
    above, sides = _Filling(size, width).take(under.tolist(), asked.tolist())
    return np.array(above, np.int64), np.array(sides, np.int64)


class _Filling:
    """The places as they fill; `free` is how far below each the nearest free place is."""

    __slots__ = ("above", "below", "free", "sides", "width")

    def __init__(self, size: int, width: int) -> None:
        self.width = width
        self.above = [NOBODY] * size
        self.sides = [NOBODY] * size
        self.free = [0] * size
        self.below: list[list[int] | None] = [None] * size

    def take(self, under: list[int], asked: list[int]) -> tuple[list[int], list[int]]:
        for person, start in enumerate(under):
            if start == NOBODY:
                continue
            places = self.below[start] or [NOBODY] * self.width
            side = asked[person]
            if 0 <= side < self.width and places[side] == NOBODY:
                self._put(person, start, places, side)
            else:
                self._put_first(person, start)
        return self.above, self.sides

    def _put_first(self, person: int, start: int) -> None:
        here = start
        while (distance := self.free[here]) > 0:
            places = self.below[here] or []
            here = next(each for each in places if self.free[each] == distance - 1)
        places = self.below[here] or [NOBODY] * self.width
        self._put(person, here, places, places.index(NOBODY))

    def _put(self, person: int, here: int, places: list[int], side: int) -> None:
        places[side] = person
        self.below[here] = places
        self.above[person] = here
        self.sides[person] = side
        while here != NOBODY:
            places = self.below[here] or []
            nearest = 0 if NOBODY in places else 1 + min(self.free[each] for each in places)
            if nearest == self.free[here]:
                return
            self.free[here] = nearest
            here = self.above[here]
