"""One walk over a validated scheme: every mapping gets its place, and what checks ask is listed."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import NoneType
from typing import Any

from mlmcheck.facts import Path
from mlmcheck.scheme.fields import Name, Pays, Price
from mlmcheck.scheme.marks import Listed, Mapped
from mlmcheck.scheme.model import Assessment, Node, Scheme
from mlmcheck.scheme.quantity import Count, Money, PartialDate, Share, Stated

_VALUES = frozenset([Money, Share, Count, Name, Stated, NoneType])

_FIELDS = {"from": "from_", "for": "for_"}
"""Keys that are words of Python, and the names of their fields."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What stands where in one file, in the file's order."""

    money: list[tuple[Path, Money]] = field(default_factory=list)
    volumes: list[Path] = field(default_factory=list)
    """Maps whose keys are amounts of money."""
    sources: list[tuple[Path, str]] = field(default_factory=list)
    ranks: list[tuple[Path, str]] = field(default_factory=list)
    """Ranks that something refers to, by the path of the reference."""
    keyed: list[tuple[Path, str]] = field(default_factory=list)
    """Keys that are ranks, by their own path."""
    periods: list[tuple[Path, PartialDate, PartialDate]] = field(default_factory=list)


def survey(scheme: Scheme, root: Mapped) -> Survey:
    """Give every node of a scheme its place in the tree it was read from, and list what is there.

    A ledger that is a list of rows in the file keeps the place `()`: it is no mapping of the file.
    """
    found = Survey()
    _node(scheme, root, found)
    return found


def _node(node: Node, raw: Mapped, found: Survey) -> None:
    values = node.__dict__
    values["at"] = raw.path
    for key, part in raw.items():
        value = values[_FIELDS.get(key, key)]
        kind = value.__class__
        if kind is str:
            if key == "source" and node.__class__ is not Assessment:
                found.sources.append(((*raw.path, key), value))
            elif key in ("rank", "leg_rank"):
                found.ranks.append(((*raw.path, key), value))
        elif kind is Money:
            found.money.append(((*raw.path, key), value))
        elif kind is Pays:
            _pays(node, value, (*raw.path, key), found)
        elif kind is Price:
            _price(value, (*raw.path, key), found)
        elif kind is tuple:
            _items(value, part, (*raw.path, key), found)
        elif kind is dict:
            for name, each in value.items():
                _node(each, part[name], found)
        elif part.__class__ is Mapped and kind not in _VALUES:
            _node(value, part, found)
    if "from" in raw and "to" in raw:
        found.periods.append(((*raw.path, "to"), values["from_"], values["to"]))


def _pays(node: Any, pays: Pays, path: Path, found: Survey) -> None:
    for step, rate in pays.steps:
        at = path if step is None else (*path, step)
        if step is not None and node.by == "rank":
            found.keyed.append((at, step))
        if rate.__class__ is Money:
            found.money.append((at, rate))
    if node.by == "group_volume" and pays.steps[0][0] is not None:
        found.volumes.append(path)


def _price(price: Price, path: Path, found: Survey) -> None:
    for rank, amount in price.by_rank:
        at = path if rank is None else (*path, rank)
        if rank is not None:
            found.keyed.append((at, rank))
        found.money.append((at, amount))


def _items(items: tuple[Any, ...], part: Any, path: Path, found: Survey) -> None:
    """Survey the items of a list, or the pairs that a mapping by flow or rank is read as."""
    if part.__class__ is Mapped:
        for name, each in items:
            if each.__class__ is Money:
                found.money.append(((*path, name), each))
    elif part.__class__ is Listed and items and isinstance(items[0], Node):
        for index, (item, raw) in enumerate(zip(items, part, strict=True)):
            if raw.__class__ is Mapped:
                _node(item, raw, found)
            else:
                item.__dict__["at"] = (*path, index)
