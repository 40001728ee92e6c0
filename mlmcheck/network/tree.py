"""The shape of the forest: levels, what is below whom, and how far two people are apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.DiGraph[str]


@dataclass(frozen=True, slots=True)
class Shape:
    """The forest in one order, everybody right before all who are below him.

    Whoever is below a person stands at the places after his own up to `end` of him.
    """

    order: tuple[str, ...]
    place: Mapping[str, int]
    end: Mapping[str, int]
    sponsor: Mapping[str, str | None]
    level: Mapping[str, int]
    """1 for those whom nobody brought in."""
    direct: Mapping[str, int]
    levels_below: Mapping[str, int]

    def below(self, person: str) -> int:
        """Return how many people are below a person, directly or not."""
        return self.end[person] - self.place[person] - 1

    def uplines(self, person: str, upline: str) -> int | None:
        """Return how many steps above a person another stands, 0 for himself.

        None if the other does not stand above him.
        """
        if not self.place[upline] <= self.place[person] < self.end[upline]:
            return None
        return self.level[person] - self.level[upline]

    def summed_below(self, own: Mapping[str, int]) -> dict[str, int]:
        """Return for each person the sum of what those below him have of their own."""
        below = dict.fromkeys(self.order, 0)
        for person in reversed(self.order):
            sponsor = self.sponsor[person]
            if sponsor is not None:
                below[sponsor] += below[person] + own.get(person, 0)
        return below


def shape_of(graph: Graph) -> Shape:
    """Return the shape of a forest of any depth; rings and second sponsors must be gone."""
    import networkx as nx

    order: list[str] = []
    for person, sponsors in graph.in_degree():
        if not sponsors:
            order.extend(nx.dfs_preorder_nodes(graph, person))
    place = {person: index for index, person in enumerate(order)}
    sponsor = {person: next(iter(graph.predecessors(person)), None) for person in order}
    level: dict[str, int] = {}
    for person in order:
        above = sponsor[person]
        level[person] = 1 if above is None else level[above] + 1
    end = {person: index + 1 for index, person in enumerate(order)}
    levels_below = dict.fromkeys(order, 0)
    for person in reversed(order):
        above = sponsor[person]
        if above is not None:
            end[above] = max(end[above], end[person])
            levels_below[above] = max(levels_below[above], levels_below[person] + 1)
    direct = {person: graph.out_degree(person) for person in order}
    return Shape(tuple(order), place, end, sponsor, level, direct, levels_below)
