"""Documents as blocks, which a terminal shows as a page and a file as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mlmcheck.report.language import clean
from mlmcheck.report.layout import Page, Span


@dataclass(frozen=True, slots=True)
class Heading:
    """A title; 1 is the document's own."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under titles; the last column may be long."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines that stand as they are, such as a tree."""

    lines: tuple[str, ...]


Block = Heading | Paragraph | Table | Lines


def on_page(page: Page, blocks: Iterable[Block]) -> None:
    """Write blocks on a page."""
    for block in blocks:
        match block:
            case Heading(text, 1):
                page.write(clean(text), "bold")
            case Heading(text):
                page.heading(clean(text))
            case Paragraph(text):
                page.blank()
                page.write(clean(text))
            case Table(titles, rows):
                page.blank()
                _on_page(page, titles, rows)
            case Lines(lines):
                for line in lines:
                    page.raw(Span(clean(line)))


def _on_page(page: Page, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    head = [Span(title, "dim") for title in titles]
    body = [
        [Span(clean(cell), "bold" if not i else "") for i, cell in enumerate(row)] for row in rows
    ]
    page.table([head, *body])


def markdown(blocks: Iterable[Block]) -> str:
    """Return blocks as Markdown; nothing in them is taken for its signs."""
    parts: list[str] = []
    for block in blocks:
        match block:
            case Heading(text, level):
                parts.append(f"{'#' * level} {_escaped(text)}")
            case Paragraph(text):
                parts.append(_escaped(text))
            case Table(titles, rows):
                parts.append(_table(titles, rows))
            case Lines(lines):
                parts.append("\n".join(("```text", *lines, "```")))
    return "\n\n".join(parts) + "\n"


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [titles, ["---"] * len(titles), *([_escaped(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(cell or " " for cell in line) + " |" for line in lines)


_SIGNS = re.compile(r"([\\`*_\[\]<>|#])")


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\1", clean(text))
