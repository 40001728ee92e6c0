"""YAML as text only: from the bytes of a file to a tree of texts, mappings and lists."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from mlmcheck.facts import Path
from mlmcheck.scheme.decode import Unreadable, decode
from mlmcheck.scheme.errors import START, Span
from mlmcheck.scheme.marks import BROKEN, DEEPEST, Broken, Fault, Listed, Mapped, Marks
from mlmcheck.scheme.quantity import Raw, shown
from mlmcheck.text import Text

LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Turns text into events: libyaml's parser where PyYAML was built with it."""

MOST_VALUES = 200_000
"""Keys and values that are read; as with the size, more of them are a table."""

MAY_BE_EMPTY: frozenset[Path] = frozenset([("complete",)])
"""Lists that say something with nothing in them: no section is all there is."""

_ODD_KEYS = frozenset(["", "<<"])
_NOTHING = frozenset(["", "~", "null", "Null", "NULL"])
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Composed:
    """A file as a tree; what could not be read is `BROKEN` in it, and a fault says why."""

    root: Raw
    marks: Marks
    faults: tuple[Fault, ...] = ()


def compose(data: bytes) -> Composed:
    """Read the bytes of a file as text values, mappings and lists, whatever their meaning.

    The root is `BROKEN` where nothing could be read.
    """
    source = decode(data)
    if isinstance(source, Unreadable):
        return Composed(BROKEN, Marks(source.source), (source.fault,))
    return _Composer(source, Marks(source)).compose()


def _no_event() -> Any:
    raise AssertionError("no loader yet")


class _TooMuchError(Exception):
    """The file is nested too deep or holds too much; the rest is not read."""


@dataclass(slots=True)
class _Composer:
    """Builds the tree of one file from YAML's events."""

    source: str
    marks: Marks
    faults: list[Fault] = field(default_factory=list)
    get: Callable[[], Any] = _no_event
    left: int = MOST_VALUES

    def compose(self) -> Composed:
        root: Raw = BROKEN
        try:
            loader = LOADER(self.source)
            self.get = loader.get_event
            root = self._document()
            loader.dispose()
        except _TooMuchError:
            pass
        except yaml.MarkedYAMLError as error:
            from mlmcheck.scheme.syntax import explain

            self.faults.append(explain(error, self.marks))
        except (yaml.YAMLError, ValueError, OverflowError):
            # so the pure parser answers an escape for a character that does not exist
            self._fault(START, Text("the file cannot be read; look for a \\ in double quotes"))
        self.marks.root = root
        return Composed(root, self.marks, tuple(self.faults))

    def _fault(self, span: Span, text: Text, path: Path | None = None) -> Broken:
        self.faults.append(Fault(text, span, path))
        return BROKEN

    def _document(self) -> Raw:
        """Read the one document of the file."""
        self.get()
        start = self.get()
        event = self.get() if isinstance(start, DocumentStartEvent) else start
        if isinstance(event, StreamEndEvent) or _nothing(event):
            return self._fault(
                START,
                Text("the file is empty; a scheme file starts with mlmcheck: 1 and a name:"),
            )
        self.marks.start = event
        root = self._value(event, (), 0)
        self.get()
        following = self.get()
        if not isinstance(following, StreamEndEvent):
            self._fault(
                self.marks.span(following),
                Text("a second document starts here; put each scheme in a file of its own"),
            )
        return root

    def _value(self, event: Any, path: Path, depth: int) -> Raw:
        """Read the value that starts with an event."""
        kind = event.__class__
        if kind is ScalarEvent:
            return self._scalar(event, path)
        span = self.marks.span(event)
        if kind is AliasEvent:
            return self._fault(
                span,
                Text(
                    "*{name} stands for another part of the file; write that part out here, "
                    "or put a text that starts with * in quotes",
                    name=shown(event.anchor),
                ),
                path,
            )
        if event.anchor is not None or event.tag is not None:
            self._decorated(event, path)
        if depth == DEEPEST:
            self._fault(
                span,
                Text("brackets stand more than {most} deep inside each other", most=DEEPEST),
            )
            raise _TooMuchError
        flow = bool(event.flow_style)
        known = len(self.faults)
        if kind is MappingStartEvent:
            found: Mapped | Listed = self._mapping(path, depth + 1, flow)
        else:
            found = self._sequence(path, depth + 1, flow)
        self.left -= len(found)
        if found or path in MAY_BE_EMPTY:
            return found
        if len(self.faults) > known:
            return BROKEN
        return self._fault(
            span,
            Text("nothing is written between the brackets; write a value, or leave the key out"),
            path,
        )

    def _mapping(self, path: Path, depth: int, flow: bool) -> Mapped:
        found = Mapped()
        found.path = path
        places = found.places = {}
        get = self.get
        before = None
        while (key := get()).__class__ is not MappingEndEvent:
            if (
                key.__class__ is not ScalarEvent
                or (name := key.value) in found
                or name in _ODD_KEYS
                or key.anchor is not None
                or key.tag is not None
                or not name.isprintable()
            ) and not self._usable(key, found):
                self._skip(get())
                continue
            event = get()
            name = key.value
            places[name] = (key, event)
            if event.__class__ is not ScalarEvent:
                found[name] = self._value(event, (*path, name), depth)
            elif _plain_text(event):
                found[name] = event.value
            elif _nothing(event):
                found[name] = self._no_value(key, event, (*path, name), before if flow else None)
            else:
                found[name] = self._scalar(event, (*path, name))
            before = event
            if len(found) > self.left:
                self._too_much(key)
        return found

    def _sequence(self, path: Path, depth: int, flow: bool) -> Listed:
        found = Listed()
        found.path = path
        places = found.places = []
        get = self.get
        while (event := get()).__class__ is not SequenceEndEvent:
            if event.__class__ is not ScalarEvent:
                found.append(self._value(event, (*path, len(found)), depth))
            elif _plain_text(event):
                found.append(event.value)
                if flow and places and event.value[:3].isdigit():
                    self._whole(places[-1], event)
            else:
                found.append(self._scalar(event, (*path, len(found))))
            places.append(event)
            if len(found) > self.left:
                self._too_much(event)
        return found

    def _too_much(self, event: Event) -> None:
        self._fault(
            self.marks.span(event),
            Text(
                "the file holds more than {most} values; put long tables of people or orders in "
                "files of their own and name them under network",
                most=MOST_VALUES,
            ),
        )
        raise _TooMuchError

    def _scalar(self, event: Any, path: Path) -> Raw:
        """Read a text that is not plainly one."""
        span = self.marks.span(event)
        if event.anchor is not None or event.tag is not None:
            self._decorated(event, path)
        if _nothing(event):
            if event.value == "":
                text = Text("an empty item stands here; write a value, or delete it")
            else:
                text = Text(
                    '"{given}" stands for nothing; write a value, or leave it out',
                    given=shown(event.value),
                )
            return self._fault(span, text, path)
        hidden = _CONTROL.search(event.value)
        if hidden is not None:
            return self._fault(
                span,
                Text(
                    "an invisible control character, {code}, is in this text; delete it",
                    code=f"U+{ord(hidden[0]):04X}",
                ),
                path,
            )
        return str(event.value)

    def _no_value(self, key: Any, event: Any, path: Path, before: Any) -> Broken:
        """Note that a key has no value; a comma in the text before may have made it a key."""
        from mlmcheck.scheme.syntax import colon, quoted

        span = self.marks.span(key)
        name = key.value
        if event.value != "" or event.style:
            text = Text('"{key}" has no value; write one, or leave the key out', key=shown(name))
            return self._fault(self.marks.span(event), text, path)
        after = self.marks.line(span.line)[span.end - 1 :].lstrip()
        if not after.startswith(":"):
            found = colon(name, span.line, span.column - 1)
            if found is not None:
                self.faults.append(replace(found, path=path))
                return BROKEN
        if before.__class__ is ScalarEvent and not after.startswith(":"):
            if name[:3].isdigit() and before.value[-1:].isdigit():
                return self._fault(
                    span,
                    Text(
                        "the comma cuts {whole} in two; write a number without commas, such as "
                        "{instead}, and put a text in quotes",
                        whole=shown(f"{before.value},{name}"),
                        instead=shown(f"{before.value}{name}"),
                    ),
                    path,
                )
            return self._fault(
                span,
                Text(
                    '"{key}" has no value; if it belongs to the text before the comma, put both in '
                    "quotes: {whole}",
                    key=shown(name),
                    whole=quoted(f"{before.value}, {name}"),
                ),
                path,
            )
        text = Text('"{key}" has no value; write one, or leave the key out', key=shown(name))
        return self._fault(span, text, path)

    def _whole(self, before: Any, event: Any) -> None:
        """Note a number that a comma inside a list cuts in two."""
        if not _text(before) or before.style or event.style:
            return
        end, start, stop = before.end_mark, event.start_mark, event.end_mark
        if (end.line, end.column + 1) != (start.line, start.column):
            return
        if before.value[-1:].isdigit() and not event.value[3:4].isdigit():
            first = self.marks.span(before)
            column = first.column if first.line == start.line + 1 else 1
            self._fault(
                Span(start.line + 1, column, stop.column + 1),
                Text(
                    "the comma cuts {whole} in two; put it in quotes, or write a space after the "
                    "comma if two values are meant",
                    whole=shown(f"{before.value},{event.value}"),
                ),
            )

    def _usable(self, key: Any, found: Mapped) -> bool:
        """Note what is wrong with a key; return whether its value can be read all the same."""
        span = self.marks.span(key)
        if key.__class__ is not ScalarEvent:
            self._fault(span, Text("a key is one text; put it in quotes if it holds brackets or *"))
            self._skip(key)
            return False
        if key.anchor is not None or key.tag is not None:
            self._decorated(key, None)
        if key.value in found:
            first = self.marks.span(found.places[key.value][0])
            self._fault(
                span,
                Text(
                    '"{key}" is written twice; it stands on line {line} already, keep one',
                    key=shown(key.value),
                    line=first.line,
                ),
            )
            return False
        if key.value == "":
            self._fault(span, Text("the key before the colon is missing"))
            return False
        if key.value == "<<" and not key.style:
            self._fault(span, Text("<< copies keys from elsewhere; write them out here instead"))
            return False
        hidden = _CONTROL.search(key.value)
        if hidden is not None:
            self._fault(
                span,
                Text(
                    "an invisible control character, {code}, is in this text; delete it",
                    code=f"U+{ord(hidden[0]):04X}",
                ),
            )
        return hidden is None

    def _decorated(self, event: Any, path: Path | None) -> None:
        """Note an anchor or a tag before a value."""
        span = self.marks.span(event)
        written = self.marks.line(span.line)[span.column - 1 :].split()[:1]
        end = span.column + len(written[0]) if written else span.end
        if event.anchor is not None:
            text = Text(
                '"{given}" is a mark for repeating a part of the file, which is not read here; '
                "delete it, or put a text that starts with & in quotes",
                given=shown(f"&{event.anchor}"),
            )
        else:
            text = Text(
                '"{given}" is a YAML tag, which is not read here; delete it, or put a text that '
                "starts with ! in quotes",
                given=shown(written[0]) if written else "!",
            )
        self._fault(Span(span.line, span.column, end), text, path)

    def _skip(self, event: Event) -> None:
        """Leave out a value and all that is in it."""
        depth = 0
        while True:
            if isinstance(event, MappingStartEvent | SequenceStartEvent):
                depth += 1
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                depth -= 1
            if depth == 0:
                return
            event = self.get()


def _text(event: Any) -> bool:
    return event.__class__ is ScalarEvent


def _plain_text(event: Any) -> bool:
    """Whether a scalar is a text that nothing need be said of."""
    text = event.value
    return (
        text not in _NOTHING
        and event.anchor is None
        and event.tag is None
        and text.isprintable()
        and not text.isspace()
    )


def _nothing(event: Any) -> bool:
    """Whether it is a scalar that says nothing: empty, blank, or a plain null."""
    if event.__class__ is not ScalarEvent:
        return False
    return event.value.strip() == "" or (event.value in _NOTHING and not event.style)
