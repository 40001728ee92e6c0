"""The pages of the documentation taken apart: fenced blocks, tables, links, code in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = (
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "examples").rglob("*.md")),
)
"""Every page whose links, paths and commands must hold."""

OWN = ("benchmarks", "docs", "examples", "mlmcheck", "rules", "sample_schemes", "tests", "tools")
"""The folders of the project; what else lies in a checkout, its reader made."""

_FENCE = re.compile(r"^```(\S*)\s*$")
_HEADING = re.compile(r"^(#{1,6}) (.+)$")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`]+)`")
_PATH_COMMENT = re.compile(r"^# ([\w.-]+(?:/[\w.-]+)*\.\w+)$")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, and where it begins."""

    page: Path
    line: int
    language: str
    text: str

    @property
    def path(self) -> str | None:
        """The file that the block shows, as its first line says."""
        match = _PATH_COMMENT.match(self.text.partition("\n")[0])
        return match[1] if match else None

    @property
    def content(self) -> str:
        """The text without the line that names a file."""
        return self.text.partition("\n")[2] if self.path else self.text

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


@dataclass(frozen=True)
class Table:
    """A table and the heading it stands under."""

    heading: str
    line: int
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def of_project(path: str) -> bool:
    """Whether a path that a page names belongs to the project, and not to its reader."""
    return path.partition("/")[0] in OWN


def name_of(page: Path) -> str:
    """The page as tests are named after it."""
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in their order."""
    found: list[Block] = []
    inside: tuple[int, str, list[str]] | None = None
    for number, line in enumerate(page.read_text("utf-8").splitlines(), 1):
        match = _FENCE.match(line)
        if inside is None and match:
            inside = (number, match[1], [])
        elif inside is not None and line == "```":
            start, language, lines = inside
            found.append(Block(page, start, language, "\n".join(lines) + "\n"))
            inside = None
        elif inside is not None:
            inside[2].append(line)
    assert inside is None, f"{page}: the block of line {inside and inside[0]} is never closed"
    return found


def prose(page: Path) -> Iterator[tuple[int, str]]:
    """The lines of a page that stand in no fenced block, with their numbers."""
    inside = False
    for number, line in enumerate(page.read_text("utf-8").splitlines(), 1):
        if _FENCE.match(line):
            inside = not inside
        elif not inside:
            yield number, line


def links(page: Path) -> Iterator[tuple[int, str]]:
    """Where the links of a page lead."""
    for number, line in prose(page):
        for target in _LINK.findall(_CODE.sub("", line)):
            yield number, target


def codes(page: Path) -> Iterator[tuple[int, str]]:
    """What stands between backticks in the text of a page."""
    for number, line in prose(page):
        for code in _CODE.findall(line):
            yield number, code


def words(cell: str) -> list[str]:
    """What stands between backticks in a cell."""
    return _CODE.findall(cell)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    found: set[str] = set()
    for _, line in prose(page):
        match = _HEADING.match(line)
        if match:
            plain = re.sub(r"[^\w\- ]", "", match[2].replace("`", "").lower())
            found.add(plain.strip().replace(" ", "-"))
    return found


def tables(page: Path) -> list[Table]:
    """The tables of a page, in their order."""
    found: list[Table] = []
    heading = ""
    rows: list[tuple[str, ...]] = []
    start = 0
    for number, line in [*prose(page), (0, "")]:
        if line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip()[1:-1].split("|")))
            start = start or number
            continue
        if rows:
            assert {len(rows[0])} == {len(row) for row in rows if "---" not in row[0]}, start
            found.append(Table(heading, start, rows[0], tuple(rows[2:])))
            rows, start = [], 0
        match = _HEADING.match(line)
        if match:
            heading = match[2]
    return found


def table(page: Path, heading: str, first: str) -> Table:
    """The one table under a heading whose first column is called so."""
    (found,) = (t for t in tables(page) if t.heading == heading and t.header[0] == first)
    return found


def section(page: Path, heading: str) -> str:
    """The text under a heading, down to the next one."""
    lines: list[str] = []
    inside = False
    for _, line in prose(page):
        match = _HEADING.match(line)
        if match:
            inside = match[2] == heading
        elif inside:
            lines.append(line)
    assert lines, heading
    return "\n".join(lines)
