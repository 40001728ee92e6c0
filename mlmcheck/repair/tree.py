"""Changes to the tree of a scheme file: values put, taken out and added, all else left as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mlmcheck.facts import Path
from mlmcheck.scheme.marks import Listed, Mapped
from mlmcheck.scheme.model import Safeguards
from mlmcheck.scheme.quantity import Raw

EMPTY = "none"
"""What stands in the place of a list of which nothing is left: that there is no such thing."""


ADDED = 1_000_000
"""Where the places of added items start to count, so that none is one of the file's own."""

SAFEGUARDS: Path = ("safeguards",)


@dataclass(frozen=True, slots=True)
class Put:
    """Write a value at a place, whatever stood there; mappings on the way that are missing too."""

    path: Path
    value: Raw


@dataclass(frozen=True, slots=True)
class Cut:
    """Take out a key or an item; a list that loses its last item becomes `none`."""

    path: Path


@dataclass(frozen=True, slots=True)
class Add:
    """Write one more item at the end of the list at a place, which may be missing."""

    path: Path
    value: Raw


Op = Put | Cut | Add


def clash(one: Op, other: Op) -> bool:
    """Return whether two changes cannot both be made: one undoes or replaces the other."""
    if isinstance(one, Add) and isinstance(other, Add):
        return False
    if one.path == other.path:
        return True
    short, long = sorted((one, other), key=lambda op: len(op.path))
    return long.path[: len(short.path)] == short.path and not isinstance(short, Add)


def value_at(root: Raw, path: Path) -> Raw:
    """Return what stands at a place, None where nothing does."""
    here: Any = root
    for part in path:
        if isinstance(here, Mapping):
            here = here.get(part)
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            here = here[part]
        else:
            return None
    return here


def changed(root: Mapped, ops: Iterable[Op]) -> Mapped:
    """Return the tree with all these changes made; the given tree is left as it is.

    Places are those of the given tree, and what is kept keeps the place it had there, so that two
    changed trees can be compared place by place.
    """
    found = _changed(root, [(op.path, op) for op in ops], ())
    assert isinstance(found, Mapped)
    return found


def grown(value: Raw, path: Path) -> Raw:
    """Return plain values as a tree that stands at a place."""
    if isinstance(value, Mapping):
        mapped = Mapped({key: grown(part, (*path, key)) for key, part in value.items()})
        mapped.path = path
        mapped.places = {}
        return mapped
    if isinstance(value, list):
        listed = Listed(grown(part, (*path, index)) for index, part in enumerate(value))
        listed.path = path
        listed.places = []
        return listed
    return value


_Steps = list[tuple[Path, Op]]


def _changed(node: Raw, steps: _Steps, path: Path) -> Raw:
    """Return a node after changes, whose paths lead on from it; None where nothing is left."""
    here = [op for rest, op in steps if not rest]
    deeper = [(rest, op) for rest, op in steps if rest]
    for op in here:
        if isinstance(op, Cut):
            return None
        if isinstance(op, Put):
            return grown(op.value, path)
    if deeper:
        node = _inside(node, deeper, path)
    for op in here:
        node = _longer(node, op.value if isinstance(op, Add) else "", path)
    return node


def _inside(node: Raw, steps: _Steps, path: Path) -> Raw:
    by_part: dict[str | int, _Steps] = {}
    for rest, op in steps:
        by_part.setdefault(rest[0], []).append((rest[1:], op))
    if isinstance(node, Listed):
        items = [
            _changed(item, by_part[index], (*path, index)) if index in by_part else item
            for index, item in enumerate(node)
        ]
        kept = [item for item in items if item is not None]
        return _list(kept, node.path) if kept else EMPTY
    old: Mapping[str, Raw] = node if isinstance(node, Mapped) else {}
    if node == EMPTY and path == SAFEGUARDS:
        # That there are none says so of each, and goes on saying it of the others.
        old = dict.fromkeys((name for name in Safeguards.model_fields if name != "at"), EMPTY)
    found: dict[str, Raw] = {}
    for key in (*old, *(key for key in by_part if key not in old)):
        name = str(key)
        value = old.get(name)
        if key in by_part:
            value = _changed(value, by_part[key], (*path, name))
        if value is not None:
            found[name] = value
    if not found:
        return None
    mapped = Mapped(found)
    mapped.path = path
    mapped.places = {}
    return mapped


def _longer(node: Raw, value: Raw, path: Path) -> Raw:
    before: Sequence[Raw]
    if isinstance(node, Listed):
        before = node
    else:
        before = [node] if isinstance(node, str) and node != EMPTY else []
    return _list([*before, grown(value, (*path, ADDED + len(before)))], path)


def _list(items: Sequence[Raw], path: Path) -> Listed:
    listed = Listed(items)
    listed.path = path
    listed.places = []
    return listed
