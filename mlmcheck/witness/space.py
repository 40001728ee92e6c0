"""Every small network with its events, in one order: fewest people, events, then amounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from itertools import combinations_with_replacement, permutations, product
from string import ascii_uppercase
from typing import Literal

from mlmcheck.plan.history import History, Order, Person, Task
from mlmcheck.scheme.fields import Flow

Parents = tuple[int, ...]
"""For each person but the first, the place of the one who brought him."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something that one person may do besides joining."""

    flow: Flow | None
    """None: a task."""
    amount: Fraction = Fraction(0)
    goods: str | None = None
    instead: bool = False
    """Whether it is paid in place of what is paid to join."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What examples are made of: what everybody pays to join, and what each may do besides."""

    joining: Fraction
    """0 where joining is free."""
    options: tuple[Option, ...]
    """Cheapest first."""
    day: date
    """On which people join, the first of them where they do so one a day."""
    later: date
    """On which everything else is done."""
    until: date
    turns_on: Literal["heads", "sponsors", "arrival"] = "sponsors"
    """What of the network pay turns on: how many there are, who brought whom, or also who came
    first, as where a place is found for everybody."""
    in_turn: bool = False
    """Whether it matters what is done first, as where something must be reached to be paid."""
    one_a_day: bool = False
    """Whether people join one a day, as where one must have paid before somebody else comes."""

    def joins(self, place: int) -> date:
        """Return the day on which the person at a place joins, the first at place 0."""
        return self.day + timedelta(place) if self.one_a_day else self.day


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is in an example."""

    people: int
    events: int


def histories(setting: Setting, size: Size) -> Iterator[History]:
    """Yield every history of one size, those with the smallest sum of payments first.

    People all join on one day, in an order in which sponsors come first. Each tree is taken once,
    or, where who comes first matters, once for each order of joining; likewise all that is done
    is taken in one order, or in each.
    """
    doings = [(who, option) for who in range(size.people) for option in setting.options]
    chosen = sorted(
        (
            places
            for places in combinations_with_replacement(range(len(doings)), size.events)
            if _may_be([doings[place] for place in places])
        ),
        key=lambda each: (_sum(setting, [doings[place][1] for place in each]), each),
    )
    for places in chosen:
        for turn in sorted(set(permutations(places))) if setting.in_turn else [places]:
            for parents in _shapes(setting, size.people):
                yield _history(setting, parents, [doings[place] for place in turn])


def _shapes(setting: Setting, people: int) -> Iterable[Parents]:
    if setting.turns_on == "heads":
        return [(0,) * (people - 1)]
    if setting.turns_on == "sponsors":
        return trees(people)
    return product(*(range(place) for place in range(1, people)))


def _may_be(doings: list[tuple[int, Option]]) -> bool:
    """Return whether nobody joins twice."""
    joins = [who for who, option in doings if option.instead]
    return len(joins) == len(set(joins))


def _sum(setting: Setting, options: list[Option]) -> Fraction:
    saved = setting.joining * sum(1 for option in options if option.instead)
    return sum((option.amount for option in options), Fraction(0)) - saved


def _history(setting: Setting, parents: Parents, doings: list[tuple[int, Option]]) -> History:
    names = names_of(len(parents) + 1)
    people = [Person(names[0], setting.joins(0))]
    people += [
        Person(names[place], setting.joins(place), names[parent])
        for place, parent in enumerate(parents, 1)
    ]
    instead = {names[who]: option.amount for who, option in doings if option.instead}
    orders = [
        Order(joining_of(name), setting.joins(place), "entry", amount, name)
        for place, name in enumerate(names)
        if (amount := instead.get(name, setting.joining))
    ]
    tasks: list[Task] = []
    for number, (who, option) in enumerate(doings, 1):
        name = names[who]
        if option.flow is None:
            tasks.append(Task(f"task {number}", setting.later, name))
        elif not option.instead:
            orders.append(_order(setting, name, option, option.flow, number))
    return History(tuple(people), tuple(orders), setting.until, tuple(tasks))


def _order(setting: Setting, name: str, option: Option, flow: Flow, number: int) -> Order:
    id, amount = f"order {number}", option.amount
    if flow == "retail":
        return Order(id, setting.later, flow, amount, f"customer {number}", name, option.goods)
    return Order(id, setting.later, flow, amount, name, None, option.goods)


def joining_of(name: str) -> str:
    """Return the id of what somebody pays to join."""
    return f"{name} joins"


def names_of(count: int) -> list[str]:
    """Return the names of so many people: A to Z, then A2 and so on."""
    return [
        ascii_uppercase[place % 26] + (str(place // 26 + 1) if place >= 26 else "")
        for place in range(count)
    ]


@lru_cache(maxsize=16)
def trees(count: int) -> tuple[Parents, ...]:
    """Return every rooted tree of so many people once, whatever the order of those side by side.

    The parent of each stands before him, and each stands right below his parent or an ancestor.
    """
    return tuple(sorted(_parents(depths) for depths in _depths(count)))


def _depths(count: int) -> Iterator[tuple[int, ...]]:
    """Yield the depths of each tree's people in preorder, the greatest branches first.

    Beyer and Hedetniemi, Constant time generation of rooted trees, SIAM J. Comput. 9 (1980).
    """
    here = list(range(count))
    while True:
        yield tuple(here)
        last = max((place for place, depth in enumerate(here) if depth > 1), default=0)
        if last == 0:
            return
        above = max(place for place in range(last) if here[place] == here[last] - 1)
        for place in range(last, count):
            here[place] = here[place - (last - above)]


def _parents(depths: tuple[int, ...]) -> Parents:
    found: list[int] = []
    for place in range(1, len(depths)):
        found.append(max(p for p in range(place) if depths[p] == depths[place] - 1))
    return tuple(found)
