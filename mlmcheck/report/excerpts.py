"""Lines of the scheme file with carets under the values that a finding points at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mlmcheck.report.language import clean
from mlmcheck.report.layout import Page, Span, cells, cut


@dataclass(frozen=True, slots=True)
class Pointed:
    """A stretch of a line to point at, and what to say of it; columns count characters from 1."""

    file: str
    line: int
    column: int
    end_column: int
    text: str
    label: str
    closing: bool = False
    """Whether it only says that a list is complete; such lines come last."""


def show(page: Page, pointed: Iterable[Pointed], indent: int, style: str) -> None:
    """Show the lines pointed at in their order, each once, under the name of their file.

    The place beside the name is the first one given that is not closing.
    """
    lines: dict[tuple[str, int], list[Pointed]] = {}
    first_in: dict[str, Pointed] = {}
    for one in sorted(pointed, key=lambda place: place.closing):
        lines.setdefault((one.file, one.line), []).append(one)
        first_in.setdefault(one.file, one)
    file = None
    digits = max((len(str(line)) for _, line in lines), default=1)
    ordered = sorted(lines.items(), key=lambda one: (all(p.closing for p in one[1]), one[0]))
    for (name, _), places in ordered:
        if name != file:
            first = first_in[name]
            place = f":{first.line}:{first.column}"
            room = page.width - indent - digits - 4 - len(place)
            where = _end_of(clean(name), room) + place
            page.raw(Span(" " * (indent + digits) + "--> ", "blue"), Span(where))
            file = name
        _show_line(_Frame(page, indent, digits, style), places)


def show_line(page: Page, pointed: Pointed, indent: int, style: str) -> None:
    """Show one line with carets, without the name of its file."""
    _show_line(_Frame(page, indent, len(str(pointed.line)), style), [pointed])


def _end_of(name: str, room: int) -> str:
    """Return as much of the end of a path as there is room for."""
    if cells(name) <= room:
        return name
    while name and cells(name) > room - 1:
        _, sign, rest = name.partition("/")
        name = rest if sign else name[1:]
    return "…/" + name if cells(name) <= room - 2 else "…" + name


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where an excerpt is written: how far in, how wide its line numbers, in what style."""

    page: Page
    indent: int
    digits: int
    style: str

    @property
    def room(self) -> int:
        """Columns right of the line number."""
        return self.page.width - self.indent - self.digits - 3

    def row(self, number: str, *spans: Span) -> None:
        """Write one line of the excerpt."""
        self.page.raw(Span(" " * self.indent + f"{number:>{self.digits}} | ", "blue"), *spans)


def _show_line(frame: _Frame, places: list[Pointed]) -> None:
    left = sorted(places, key=lambda place: (place.column, place.end_column))
    while left:
        window = _window(left[0], frame.room)
        frame.row(str(left[0].line), Span(window.text))
        outside: list[Pointed] = []
        for place in left:
            start, end = window.cells_of(place)
            if start is None:
                outside.append(place)
            else:
                _carets(frame, start, end, place.label)
        left = outside


def _carets(frame: _Frame, start: int, end: int, label: str) -> None:
    carets = "^" * max(min(end, frame.room) - start, 1)
    after = frame.room - start - len(carets) - 1
    if cells(label) <= after:
        frame.row("", Span(" " * start), Span(f"{carets} {label}".rstrip(), frame.style))
        return
    frame.row("", Span(" " * start), Span(carets, frame.style))
    lead = min(start, max(frame.room - cells(label), 0), frame.room // 2)
    inner = Page(frame.room - lead)
    inner.write(label, frame.style)
    for row in inner.lines:
        frame.row("", Span(" " * lead), *row)


@dataclass(frozen=True, slots=True)
class _Window:
    """The part of a line that is shown, from one character to another."""

    source: str
    first: int
    last: int
    text: str
    lead: int
    """Columns before the first character: those of an ellipsis."""

    def cells_of(self, place: Pointed) -> tuple[int | None, int]:
        """Return the columns that a place takes in what is shown, None if it is not in it."""
        start, end = place.column - 1, max(place.end_column - 1, place.column)
        if start < self.first or start >= max(self.last, self.first + 1):
            return None, 0
        before = cells(clean(self.source[self.first : start]))
        inside = cells(clean(self.source[start : min(end, self.last)]))
        return self.lead + before, self.lead + before + inside


def _window(place: Pointed, room: int) -> _Window:
    source = place.text
    if cells(clean(source)) <= room:
        return _Window(source, 0, len(source), clean(source), 0)
    start = min(place.column - 1, len(source))
    end = min(max(place.end_column - 1, place.column), len(source))
    wanted = min(cells(clean(source[start:end])), room - 2)
    first = start
    # About a third of the room goes to what stands before, the rest to what comes after.
    while first > 0 and cells(clean(source[first - 1 : start])) < (room - wanted) // 3:
        first -= 1
    if first <= 2:
        first = 0
    lead = 1 if first else 0
    last = first
    used = lead + 1
    while last < len(source):
        used += cells(clean(source[last]))
        if used > room:
            break
        last += 1
    text = ("…" if first else "") + clean(source[first:last]) + ("…" if last < len(source) else "")
    return _Window(source, first, last, cut(text, room), lead)
