"""A changed tree as the least change of its file's text: all else stays byte for byte."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from mlmcheck.scheme.marks import Listed, Mapped
from mlmcheck.scheme.model import Scheme
from mlmcheck.scheme.quantity import Raw
from mlmcheck.scheme.write import scalar

LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
WIDTH = 100
"""Columns up to which a new section stays on one line."""

_BARE = re.compile(
    r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:%| [A-Z]{3})?|[0-9]+/[0-9]+|[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?"
)
_WORDS = frozenset(["true", "false"])
_ORDER = tuple(Scheme.model_fields)


class Unpatchable(Exception):
    """The text is laid out in a way that a change of it cannot follow."""


@dataclass(frozen=True, slots=True, order=True)
class _Splice:
    """Characters of the source from `start` up to `end`, and what stands there instead."""

    start: int
    end: int
    order: int
    """Which of those at one place comes first."""
    text: str


def patched(source: str, old: Mapped, new: Mapped) -> str:
    """Return the text of a file after its tree became another one.

    Comments, order, quotes, line ends and blanks stay as they are outside of what changed. A
    comment on a line that is taken out goes with it.

    Raises:
        Unpatchable: the layout is one that no change follows.
    """
    text = _Text(source)
    node = yaml.compose(source, Loader=LOADER)
    if not isinstance(node, MappingNode):
        raise Unpatchable
    text.mapping(node, old, new)
    return text.spliced()


def flow(value: Raw) -> str:
    """Return a value as YAML on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)}: {flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    text = str(value)
    return text if text in _WORDS or _BARE.fullmatch(text) else scalar(text)


def _key(text: str) -> str:
    return text if _BARE.fullmatch(text) else scalar(text)


def _end(node: Node) -> int:
    """Return where the last character of a value is followed by something else."""
    if isinstance(node, ScalarNode):
        if node.style in ("|", ">"):
            return -1
        return int(node.end_mark.index)
    assert isinstance(node, MappingNode | SequenceNode)
    if node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(last[1] if isinstance(node, MappingNode) else last)


@dataclass(slots=True)
class _Text:
    """The text of a file, and the changes of it that are found."""

    source: str
    splices: list[_Splice] = field(default_factory=list)

    @property
    def newline(self) -> str:
        return "\r\n" if "\r\n" in self.source else "\n"

    def spliced(self) -> str:
        """Return the text with all changes made."""
        parts: list[str] = []
        here = 0
        for one in sorted(self.splices):
            if one.start < here:
                raise Unpatchable
            parts += [self.source[here : one.start], one.text]
            here = one.end
        return "".join(parts) + self.source[here:]

    def put(self, start: int, end: int, text: str) -> None:
        self.splices.append(_Splice(start, end, len(self.splices), text))

    def end(self, node: Node) -> int:
        """Return where a value ends; a block text ends with its last line that says something."""
        found = _end(node)
        if found >= 0:
            return found
        last = node
        while not isinstance(last, ScalarNode):
            assert isinstance(last, MappingNode | SequenceNode)
            inner = last.value[-1]
            last = inner[1] if isinstance(last, MappingNode) else inner
        return len(self.source[: last.end_mark.index].rstrip())

    def line_start(self, at: int) -> int:
        """Return where the line that a place is on starts."""
        return max(self.source.rfind("\n", 0, at), self.source.rfind("\r", 0, at)) + 1

    def next_line(self, at: int) -> int:
        """Return where the next line starts, the end of the text where there is none."""
        found = re.compile(r"\r\n|\r|\n").search(self.source, at)
        return len(self.source) if found is None else found.end()

    # What changed, from the top down.

    def value(self, key: ScalarNode | None, node: Node, old: Raw, new: Raw) -> None:
        """Note how the value under a key, or of an item, changed."""
        if old == new:
            return
        if isinstance(old, Mapped) and isinstance(new, Mapped) and isinstance(node, MappingNode):
            self.mapping(node, old, new)
        elif (
            isinstance(old, Listed)
            and isinstance(new, Listed)
            and isinstance(node, SequenceNode)
            and (kept := _kept(old, new)) is not None
        ):
            self.sequence(node, old, new, kept)
        else:
            self.replace(key, node, new)

    def replace(self, key: ScalarNode | None, node: Node, new: Raw) -> None:
        """Write another value in the place of one."""
        start, end = int(node.start_mark.index), self.end(node)
        block = isinstance(node, MappingNode | SequenceNode) and not node.flow_style
        block = block or (isinstance(node, ScalarNode) and node.style in ("|", ">"))
        if not block or key is None:
            self.put(start, end, flow(new))
            return
        if isinstance(node, ScalarNode):
            raise Unpatchable
        colon = self.source.index(":", key.end_mark.index) + 1
        self.put(colon, colon, " " + flow(new))
        first = self.line_start(start)
        if first <= key.end_mark.index:
            raise Unpatchable
        self.put(first, self.next_line(end), "")

    def mapping(self, node: MappingNode, old: Mapped, new: Mapped) -> None:
        """Note what became of the keys of a mapping."""
        entries: list[tuple[ScalarNode, Node]] = list(node.value)
        names = [str(key.value) for key, _ in entries]
        for (key, value), name in zip(entries, names, strict=True):
            if name in new:
                self.value(key, value, old[name], new[name])
        gone = [name not in new for name in names]
        added = [(name, value) for name, value in new.items() if name not in old]
        starts = [int(key.start_mark.index) for key, _ in entries]
        ends = [self.end(value) for _, value in entries]
        if node.flow_style:
            texts = [f"{_key(name)}: {flow(value)}" for name, value in added]
            self.in_brackets(node, starts, ends, gone, texts)
            return
        if all(gone):
            raise Unpatchable
        self.lines_out(starts, ends, gone)
        column = int(node.start_mark.column)
        for name, value in added:
            anchor = _before(name, names, gone) if not old.path else None
            if anchor is None:
                anchor = max(index for index, out in enumerate(gone) if not out)
            self.line_in(ends[anchor], _entry(name, value, " " * column))

    def sequence(self, node: SequenceNode, old: Listed, new: Listed, kept: set[int]) -> None:
        """Note what became of the items of a list."""
        nodes: list[Node] = list(node.value)
        by_index = _by_index(old, new)
        for index in kept:
            self.value(None, nodes[index], old[index], by_index.get(index, old[index]))
        gone = [index not in kept for index in range(len(nodes))]
        texts = [flow(item) for item in _appended(old, new)]
        starts = [int(item.start_mark.index) for item in nodes]
        ends = [self.end(item) for item in nodes]
        if node.flow_style:
            self.in_brackets(node, starts, ends, gone, texts)
            return
        dashes = [self.dash(start) for start in starts]
        for index, out in enumerate(gone):
            if out:
                self.put(self.line_start(dashes[index]), self.next_line(ends[index]), "")
        if texts:
            anchor = max(index for index, out in enumerate(gone) if not out)
            indent = " " * (dashes[0] - self.line_start(dashes[0]))
            for text in texts:
                self.line_in(ends[anchor], [f"{indent}- {text}"])

    def dash(self, start: int) -> int:
        """Return where the dash of an item stands, which must be the first thing on its line."""
        found = self.source.rfind("-", 0, start)
        if found < 0 or self.source[self.line_start(found) : found].strip():
            raise Unpatchable
        return found

    def in_brackets(
        self,
        node: MappingNode | SequenceNode,
        starts: Sequence[int],
        ends: Sequence[int],
        gone: Sequence[bool],
        added: Sequence[str],
    ) -> None:
        """Take out and add between brackets; what is taken out goes with one comma."""
        count = len(gone)
        if all(gone):
            inside = int(node.start_mark.index) + 1, int(node.end_mark.index) - 1
            self.put(*inside, ", ".join(added))
            return
        index = 0
        while index < count:
            if not gone[index]:
                index += 1
                continue
            last = index
            while last + 1 < count and gone[last + 1]:
                last += 1
            if last + 1 < count:
                self.put(starts[index], starts[last + 1], "")
            elif "#" in self.source[ends[index - 1] : starts[index]]:
                self.put(starts[index], ends[last], "")
            else:
                self.put(ends[index - 1], ends[last], "")
            index = last + 1
        if added:
            anchor = max(index for index, out in enumerate(gone) if not out)
            self.put(ends[anchor], ends[anchor], "".join(f", {text}" for text in added))

    def lines_out(self, starts: Sequence[int], ends: Sequence[int], gone: Sequence[bool]) -> None:
        """Take the lines of keys out; what stands before the first on its line stays."""
        for index, out in enumerate(gone):
            if not out:
                continue
            line = self.line_start(starts[index])
            if not self.source[line : starts[index]].strip():
                self.put(line, self.next_line(ends[index]), "")
                continue
            following = [start for start, lost in zip(starts, gone, strict=True) if not lost]
            if index != 0 or not following:
                raise Unpatchable
            first = following[0]
            if any(gone[1 : starts.index(first)]):
                raise Unpatchable
            self.put(starts[0], first, "")

    def line_in(self, after: int, lines: Sequence[str]) -> None:
        """Write lines after the line that a place is on."""
        at = self.next_line(after)
        ended = at > after and self.source[at - 1] in "\r\n"
        text = self.newline.join(lines)
        self.put(at, at, text + self.newline if ended else self.newline + text)


def _entry(name: str, value: Raw, indent: str) -> list[str]:
    """Return a key with its value: on one line, or a line for each part where it is long."""
    line = f"{indent}{_key(name)}: {flow(value)}"
    if len(line) <= WIDTH or not isinstance(value, Mapping):
        return [line]
    return [f"{indent}{_key(name)}:"] + [
        f"{indent}  {_key(key)}: {flow(part)}" for key, part in value.items()
    ]


def _before(name: str, names: Sequence[str], gone: Sequence[bool]) -> int | None:
    """Return after which of the file's sections a new one stands, in the order of the format."""
    place = _ORDER.index(name) if name in _ORDER else len(_ORDER)
    found = [
        index
        for index, other in enumerate(names)
        if not gone[index] and other in _ORDER and _ORDER.index(other) < place
    ]
    return max(found, default=None, key=lambda index: _ORDER.index(names[index]))


def _by_index(old: Listed, new: Listed) -> dict[int, Raw]:
    """Return the items of the new list that stood in the old one, by their place there."""
    found: dict[int, Raw] = {}
    for item in new:
        path = getattr(item, "path", ())
        if path and path[:-1] == old.path and isinstance(path[-1], int) and path[-1] < len(old):
            found[path[-1]] = item
    return found


def _appended(old: Listed, new: Listed) -> list[Raw]:
    if _plain(old):
        return list(new[len(old) :])
    kept = _by_index(old, new)
    return [item for item in new if not any(item is known for known in kept.values())]


def _plain(listed: Listed) -> bool:
    return all(isinstance(item, str) for item in listed)


def _kept(old: Listed, new: Listed) -> set[int] | None:
    """Return the places of the items that stay, None where the list is better written anew."""
    if _plain(old):
        return set(range(len(old))) if list(new[: len(old)]) == list(old) else None
    if not all(isinstance(item, Mapped) for item in old):
        return None
    kept = set(_by_index(old, new))
    return kept or None
