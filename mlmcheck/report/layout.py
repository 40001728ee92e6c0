"""Pages of styled lines for a terminal: widths in cells, wrapping that knows Chinese, carets."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from shutil import get_terminal_size
from typing import IO, NamedTuple
from unicodedata import category, east_asian_width

NOT_FIRST = frozenset("，。、；：！？）】》」』”’％…—,.;:!?)]}%")
"""What no line may begin with."""
NOT_LAST = frozenset("（【《「『“‘([{")
"""What no line may end with."""

_DIGITS = frozenset("0123456789")

NARROWEST, WIDEST = 40, 120
WITHOUT_TERMINAL = 100
"""Columns of a page that goes into a file or a pipe."""


_PLAIN = {
    "✓": "+", "✗": "x", "•": "*", "●": "o", "─": "-", "┼": "+", "╌": ".", "▸": ">", "│": "|",
    "├": "|", "└": "`", "→": ">", "…": "~", "–": "-", "·": "-", "“": '"', "”": '"', "’": "'",
    "≥": ">=", "≤": "<=", "×": "x",
}  # fmt: skip
"""What stands for a sign of the page where an encoding does not have it."""


class Span(NamedTuple):
    """Text in one style; styles are words of rich, such as `bold red`."""

    text: str
    style: str = ""


Line = tuple[Span, ...]


@lru_cache(maxsize=4096)
def _cell(character: str) -> int:
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def cells(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return len(text) if text.isascii() else sum(map(_cell, text))


def cut(text: str, width: int) -> str:
    """Return the text if it fits into so many columns, else its beginning and an ellipsis."""
    if cells(text) <= width:
        return text
    room, kept = width - 1, []
    for character in text:
        room -= _cell(character)
        if room < 0:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def padded(text: str, width: int) -> str:
    """Return the text filled up with spaces to so many columns."""
    return text + " " * (width - cells(text))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield the pieces of a text between which a line may end, spaces at their ends included."""
    start = 0
    for here in range(1, len(text)):
        before, after = text[here - 1], text[here]
        if after == " ":
            continue
        # A number stays with its unit, as in 128元.
        wide = (_cell(before) == 2 or _cell(after) == 2) and before not in _DIGITS
        if before == " " or (wide and after not in NOT_FIRST and before not in NOT_LAST):
            yield start, here
            start = here
    if start < len(text):
        yield start, len(text)


def wrap(text: str, first: int, rest: int) -> list[tuple[int, int]]:
    """Return where each line of a text starts and ends, the first so many columns wide."""
    if cells(text) <= first:
        return [(0, len(text))]
    lines: list[tuple[int, int]] = []
    start = used = end = 0
    room = first
    for begin, stop in _unbroken(text, rest):
        bare = cells(text[begin:stop].rstrip(" "))
        if used + bare > room and end > start:
            lines.append((start, end))
            start, used, room = begin, 0, rest
        used += cells(text[begin:stop])
        end = stop
    return [*lines, (start, end)]


def _unbroken(text: str, most: int) -> Iterator[tuple[int, int]]:
    """Yield the pieces of a text; one longer than a line, such as a path, in parts."""
    for begin, stop in _pieces(text):
        start, taken = begin, 0
        for here in range(begin, stop):
            width = _cell(text[here])
            if taken + width > most and here > start and text[here] != " ":
                yield start, here
                start, taken = here, 0
            taken += width
        yield start, stop


@dataclass(slots=True)
class Page:
    """Lines that are being written, not wider than `width` columns."""

    width: int
    lines: list[Line] = field(default_factory=list)

    def blank(self) -> None:
        """Leave a line empty, but never two."""
        if self.lines and self.lines[-1]:
            self.lines.append(())

    def raw(self, *spans: Span) -> None:
        """Write one line as it is."""
        self.lines.append(spans)

    def write(
        self, spans: str | Sequence[Span], style: str = "", indent: int = 0, hang: int = 0
    ) -> None:
        """Write a paragraph; lines after the first stand `hang` columns further in."""
        parts = [Span(spans, style)] if isinstance(spans, str) else list(spans)
        text = "".join(part.text for part in parts)
        first = self.width - indent
        for number, (start, end) in enumerate(wrap(text, first, max(first - hang, 8))):
            lead = Span(" " * (indent + (hang if number else 0)))
            self.lines.append((lead, *_slice(parts, start, end)))

    def item(
        self, mark: str, spans: str | Sequence[Span], style: str = "", indent: int = 0
    ) -> None:
        """Write a paragraph that starts with a mark, such as a bullet or a number."""
        parts = [Span(spans, style)] if isinstance(spans, str) else list(spans)
        self.write([Span(mark + " ", "dim"), *parts], indent=indent, hang=cells(mark) + 1)

    def heading(self, title: str, style: str = "bold") -> None:
        """Write a title with a line after it, as far as the page is wide."""
        self.blank()
        shown = cut(title, self.width - 4)
        self.raw(Span(shown, style), Span(" " + "─" * (self.width - cells(shown) - 1), "dim"))

    def table(self, rows: Sequence[Sequence[Span]], indent: int = 0, gap: int = 2) -> None:
        """Write rows in columns as wide as they need; the last one wraps."""
        if not rows:
            return
        count = len(rows[0])
        widths = [max(cells(row[column].text) for row in rows) for column in range(count - 1)]
        lead = indent + sum(widths) + gap * (count - 1)
        if self.width - lead < 20:
            for row in rows:
                full = [part for part in row if part.text]
                joined = [part for one in full for part in (one, Span("  "))][:-1]
                self.write(joined, indent=indent, hang=2)
            return
        for row in rows:
            cells_of = [
                Span(padded(part.text, width) + " " * gap, part.style)
                for part, width in zip(row, widths, strict=False)
            ]
            last = row[-1]
            room = self.width - lead
            for number, (start, end) in enumerate(wrap(last.text, room, room)):
                front = cells_of if number == 0 else [Span(" " * (lead - indent))]
                text = last.text[start:end].rstrip(" ")
                self.raw(Span(" " * indent), *front, Span(text, last.style))


def _slice(parts: Iterable[Span], start: int, end: int) -> Iterator[Span]:
    """Yield the spans of a stretch of what the parts say together, without spaces at its end."""
    found: list[Span] = []
    offset = 0
    for part in parts:
        left, right = max(start - offset, 0), min(end - offset, len(part.text))
        if left < right:
            found.append(Span(part.text[left:right], part.style))
        offset += len(part.text)
    while found and not found[-1].text.strip(" "):
        found.pop()
    if found:
        found[-1] = Span(found[-1].text.rstrip(" "), found[-1].style)
    yield from found


def page_width(file: IO[str], width: int | None) -> int:
    """Return how many columns a page may take: those asked for, those of COLUMNS or the terminal.

    COLUMNS, where it is a number, counts for a file or a pipe too.
    """
    if width is None:
        wished = os.environ.get("COLUMNS", "")
        if wished.isdecimal() and int(wished) > 0:
            width = int(wished)
        else:
            width = get_terminal_size().columns if _is_terminal(file) else WITHOUT_TERMINAL
    return min(max(width, NARROWEST), WIDEST)


def _is_terminal(file: IO[str]) -> bool:
    return file.isatty()


def put(page: Page, file: IO[str]) -> None:
    """Print a page: in colour on a terminal unless NO_COLOR is set, else as plain text."""
    if _is_terminal(file) and not os.environ.get("NO_COLOR"):
        from rich.console import Console
        from rich.text import Text as Styled

        console = Console(file=file, width=page.width, highlight=False, markup=False, emoji=False)
        everything = Styled(no_wrap=True, overflow="ignore", end="")
        for line in page.lines:
            for span in line:
                everything.append(span.text, span.style or None)
            everything.append("\n")
        console.print(everything, end="", soft_wrap=True)
        return
    text = "".join("".join(span.text for span in line).rstrip(" ") + "\n" for line in page.lines)
    file.write(encodable(text, file))


def encodable(text: str, file: IO[str]) -> str:
    """Return the text with what the file's encoding cannot hold written by plainer signs.

    What has none becomes a question mark, which by itself would be the mark of a review.
    """
    encoding = getattr(file, "encoding", None) or sys.getdefaultencoding()
    if encoding.lower().replace("-", "").startswith(("utf", "gb18030")):
        return text
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(
            {ord(sign): other for sign, other in _PLAIN.items() if not _holds(encoding, sign)}
        )
    return text.encode(encoding, "replace").decode(encoding)


def _holds(encoding: str, sign: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
