"""Binary (双轨, 对碰): two legs are paired with each other, and what pairs is paid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from mlmcheck.plan.acts import Act, Desk, Due
from mlmcheck.plan.terms import Binary, Fixed, Line

WIDTH = 2
_ZERO = Fraction(0)


class Legs:
    """What each person's two legs hold that was not paired yet."""

    __slots__ = ("_form", "_held", "_line")

    def __init__(self, line: Line, form: Binary) -> None:
        self._line = line
        self._form = form
        self._held: dict[str, list[Fraction]] = {}

    def add(self, desk: Desk, act: Act) -> list[str]:
        """Put an act into the legs it is in; return the people whose they are, nearest first.

        For pairs of money an act counts as one, for shares as its amount.
        """
        if act.who is None:
            return []
        by_heads = isinstance(self._line.rates.steps[0][1], Fixed)
        volume = Fraction(1) if by_heads else desk.of_act(self._line, act)
        if not volume:
            return []
        found: list[str] = []
        for person, side in desk.places[WIDTH].above(act.who):
            if self._form.last is not None and len(found) >= self._form.last:
                break
            self._held.setdefault(person, [_ZERO, _ZERO])[side] += volume
            found.append(person)
        return found

    def pair(self, desk: Desk, people: list[str], day: date, act: Act | None) -> Iterator[Due]:
        """Pair the legs of these people, and yield what is due on it."""
        for person in people:
            held = self._held[person]
            paired = min(held)
            if paired > 0:
                held[0] -= paired
                held[1] -= paired
                rate = desk.qualifier.rate(self._line, person, 0, day)
                if rate is not None and desk.qualifier.may(self._line, person, day, on_others=True):
                    if isinstance(rate, Fixed):
                        amount = rate.amount * paired
                        yield Due(person, amount, self._line, rate, None, act)
                    else:
                        yield Due(person, rate.part * paired, self._line, rate, paired, act)

    def settle(self, desk: Desk, day: date) -> Iterator[Due]:
        """Pair all legs at the end of a window, and lose what is not to be kept."""
        people = [person for person in desk.book.people if person in self._held]
        yield from self.pair(desk, people, day, None)
        if not self._form.carry:
            self._held.clear()
