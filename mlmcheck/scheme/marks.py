"""Where every key and value of a scheme file stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from yaml.events import AliasEvent, Event, ScalarEvent

from mlmcheck.facts import Path
from mlmcheck.scheme.errors import START, Span
from mlmcheck.scheme.quantity import Raw
from mlmcheck.text import Text

DEEPEST = 32
"""Levels of nesting that are read; the format itself needs eight."""

_BREAK = re.compile(r"\r\n|\r|\n")


class Mapped(dict[str, Any]):
    """A mapping of the file, with its place and, for each key, where it and its value stand."""

    __slots__ = ("path", "places")

    path: Path
    places: dict[str, tuple[Event, Event]]


class Listed(list[Any]):
    """A list of the file, with its place and those of its items."""

    __slots__ = ("path", "places")

    path: Path
    places: list[Event]


class Broken:
    """Stands in the tree for a value that cannot be read, so that all others can be."""

    __slots__ = ()


BROKEN = Broken()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the file; `path` is the value it spoils."""

    text: Text
    span: Span
    path: Path | None = None


@dataclass(slots=True)
class Marks:
    """The places in one file, looked up in its tree when somebody asks."""

    source: str
    root: Raw = None
    start: Event | None = None
    _lines: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """The lines of the file, without their ends."""
        if not self._lines:
            self._lines = _BREAK.split(self.source)
        return self._lines

    def line(self, number: int) -> str:
        """Return one line, counted from 1; an empty one past the end of the file."""
        return self.lines[number - 1] if number <= len(self.lines) else ""

    def value(self, path: Path) -> Span:
        """Return where a value stands: a text itself, a mapping or list under a key by that key.

        A path the file does not have stands where the nearest part of it does that the file has.
        """
        here = self.root
        event = self.start
        for part in path:
            if isinstance(here, Mapped) and part in here.places:
                key, value = here.places[str(part)]
                event = value if isinstance(value, ScalarEvent) and value.value else key
                here = here[str(part)]
            elif isinstance(here, Listed) and isinstance(part, int) and part < len(here):
                event, here = here.places[part], here[part]
            else:
                break
        return START if event is None else self.span(event)

    def key(self, path: Path) -> Span:
        """Return where the key that a path ends with stands, or the value where it has none."""
        here = self.root
        for part in path[:-1]:
            if isinstance(here, Mapped) and part in here:
                here = here[str(part)]
            elif isinstance(here, Listed) and isinstance(part, int) and part < len(here):
                here = here[part]
            else:
                break
        else:
            if path and isinstance(here, Mapped) and path[-1] in here.places:
                return self.span(here.places[str(path[-1])][0])
        return self.value(path)

    def span(self, event: Any) -> Span:
        """Return what an event covers of its first line: a text, or all up to the line's end."""
        start, end = event.start_mark, event.end_mark
        line, width = start.line + 1, len(self.line(start.line + 1).rstrip())
        column = min(start.column, max(width - 1, 0)) + 1
        if isinstance(event, ScalarEvent | AliasEvent) and end.line == start.line:
            return Span(line, column, max(column, end.column) + 1)
        return Span(line, column, max(column, width) + 1)
