"""What has happened so far: who stands where, and what each bought, sold and brought in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from mlmcheck.plan.history import Order, Person
from mlmcheck.plan.terms import Terms
from mlmcheck.plan.windows import window
from mlmcheck.scheme.fields import Every, Flow

_ZERO = Fraction(0)


@dataclass(slots=True)
class Tally:
    """What one person and his group did in one window, or ever."""

    bought: dict[Flow, Fraction] = field(default_factory=dict)
    """What he paid himself, by flow."""
    sold: Fraction = _ZERO
    """Customers' orders he is the seller of."""
    customers: set[tuple[str, str]] = field(default_factory=set)
    group: dict[str, Fraction] = field(default_factory=dict)
    """What he and all below him bought and sold, by flow."""
    units: int = 0
    direct: int = 0
    downline: int = 0

    @property
    def paid(self) -> Fraction:
        """All that he paid himself."""
        return sum(self.bought.values(), _ZERO)

    def volume(self, flows: Iterable[str]) -> Fraction:
        """Return what his group bought and sold in these flows."""
        return sum((self.group.get(flow, _ZERO) for flow in flows), _ZERO)


_EMPTY = Tally()

FLOWS: tuple[Flow, ...] = ("entry", "stock", "own-use", "retail")


class Book:
    """The network as it grows, with running counts for every kind of window that is asked for."""

    __slots__ = ("_tallies", "_windows", "below", "entries", "people", "version")

    def __init__(self, windows: Iterable[Every]) -> None:
        self.people: dict[str, Person] = {}
        self.below: dict[str, list[str]] = {}
        self.entries: dict[str, list[Order]] = {}
        """Every order of a person that may buy a rank: entry and stock."""
        self.version = 0
        """Counts up with every change."""
        self._windows = tuple(windows)
        self._tallies: dict[tuple[str, Every | None, int], Tally] = {}

    def tally(self, person: str, every: Every | None = None, day: date | None = None) -> Tally:
        """Return what a person did in the window of a day, or ever; not to be changed."""
        number = window(day, every) if every is not None and day is not None else 0
        return self._tallies.get((person, every, number), _EMPTY)

    def join(self, person: Person) -> None:
        """Take a person in."""
        self.version += 1
        self.people[person.id] = person
        self.below[person.id] = []
        if person.sponsor is None:
            return
        self.below[person.sponsor].append(person.id)
        for tally in self._counts(person.sponsor, person.joined):
            tally.direct += 1
        for above in self.line(person.sponsor):
            for tally in self._counts(above, person.joined):
                tally.downline += 1

    def take(self, order: Order) -> None:
        """Count an order; one of no participant counts for nobody."""
        self.version += 1
        who = order.acting
        if who is None:
            return
        if order.flow in ("entry", "stock"):
            self.entries.setdefault(who, []).append(order)
        for tally in self._counts(who, order.day):
            if order.flow == "retail":
                tally.sold += order.amount
                named = ("customer", order.buyer) if order.buyer else ("order", order.id)
                tally.customers.add(named)
            else:
                tally.bought[order.flow] = tally.bought.get(order.flow, _ZERO) + order.amount
        units = order.units if order.flow in ("entry", "stock") else 0
        for above in self.line(who):
            for tally in self._counts(above, order.day):
                tally.group[order.flow] = tally.group.get(order.flow, _ZERO) + order.amount
                tally.units += units

    def line(self, person: str) -> Iterator[str]:
        """Yield the person, his sponsor, and so on to the top."""
        here: str | None = person
        while here is not None:
            yield here
            here = self.people[here].sponsor

    def group(self, person: str) -> Iterator[str]:
        """Yield the person and everybody below him."""
        waiting = [person]
        while waiting:
            here = waiting.pop()
            yield here
            waiting += self.below[here]

    def there(self, person: str, day: date) -> bool:
        """Return whether a person has not left before that day."""
        left = self.people[person].left
        return left is None or day <= left

    def _counts(self, person: str, day: date) -> Iterator[Tally]:
        yield self._tallies.setdefault((person, None, 0), Tally())
        for every in self._windows:
            yield self._tallies.setdefault((person, every, window(day, every)), Tally())


def windows_of(terms: Terms) -> tuple[Every, ...]:
    """Return every kind of window in which the terms count something."""
    found: set[Every] = set()
    needs = [line.needs for line in terms.lines]
    needs += [grade.requires for grade in terms.grades if grade.requires is not None]
    while needs:
        need = needs.pop()
        needs += need.any
        if need.per is not None:
            found.add(need.per)
    found.update(line.per for line in terms.lines if line.per is not None)
    gates = (*terms.gates.earn, *terms.gates.others, *(g.keep for g in terms.grades if g.keep))
    found.update(gate.per for gate in gates if gate.per is not None)
    return tuple(sorted(found))
