"""Who stands below whom in a plan that has only so many places below each."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from mlmcheck.plan.history import Person


class Places:
    """The places of a matrix of a width; a binary plan is one of width two.

    Who is given no place takes the first free one below his sponsor, row by row, from the left.
    """

    __slots__ = ("_above", "_below", "_width")

    def __init__(self, width: int) -> None:
        self._width = width
        self._above: dict[str, tuple[str, int] | None] = {}
        self._below: dict[str, list[str | None]] = {}

    def take(self, person: Person) -> None:
        """Give a person his place."""
        self._below[person.id] = [None] * self._width
        under = person.placement or person.sponsor
        self._above[person.id] = None if under is None else self._free(under, person)
        place = self._above[person.id]
        if place is not None:
            self._below[place[0]][place[1]] = person.id

    def _free(self, under: str, person: Person) -> tuple[str, int]:
        side = person.side
        if (
            person.placement is not None
            and side is not None
            and side < self._width
            and self._below[under][side] is None
        ):
            return under, side
        waiting = deque([under])
        while True:
            here = waiting.popleft()
            for place, below in enumerate(self._below[here]):
                if below is None:
                    return here, place
                waiting.append(below)

    def line(self, person: str) -> Iterator[str]:
        """Yield the person, who stands above him, and so on to the top."""
        yield person
        for above, _ in self.above(person):
            yield above

    def above(self, person: str) -> Iterator[tuple[str, int]]:
        """Yield everybody above a person, nearest first, and below which of his places he is."""
        here = self._above[person]
        while here is not None:
            yield here
            here = self._above[here[0]]
