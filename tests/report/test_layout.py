"""Lines that fit, in cells of a terminal."""

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmcheck.report.excerpts import Pointed, show
from mlmcheck.report.layout import NOT_FIRST, Page, Span, cells, cut, put, wrap

TEXTS = st.text(alphabet="abc 传销，。（）“”/-1", max_size=80)


@given(TEXTS, st.integers(min_value=12, max_value=40))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    """No line is wider than asked, and put together the lines are the text."""
    lines = wrap(text, width, width)

    assert text == "".join(text[start:end] for start, end in lines)
    long = [text[s:e] for s, e in lines if cells(text[s:e].rstrip(" ")) > width]
    assert [] == [line for line in long if not set(line) & NOT_FIRST]


def test_lines_break_between_chinese_characters() -> None:
    """Chinese needs no spaces to break, and no line begins with a comma."""
    page = Page(10)
    page.write("传销传销，传销传销")

    assert ["传销传销，", "传销传销"] == ["".join(s.text for s in line) for line in page.lines]


@given(TEXTS, st.integers(min_value=2, max_value=30))
def test_cut_text_fits(text: str, width: int) -> None:
    """What is cut takes no more columns than there are."""
    assert cells(cut(text, width)) <= width


@given(
    st.text(alphabet="ab传销：{} ", max_size=60),
    st.text(alphabet="x值", min_size=1, max_size=8),
    st.text(alphabet="ab传销：{} ", max_size=60),
    st.integers(min_value=40, max_value=120),
)
def test_carets_stand_under_the_value(before: str, value: str, after: str, width: int) -> None:
    """However wide the characters before it, the carets cover the value and nothing else."""
    line = before + value + after
    column = len(before) + 1
    page = Page(width)
    pointed = Pointed("f.yaml", 7, column, column + len(value), line, "1")
    show(page, [pointed], 0, "red")
    _, shown, carets = ("".join(span.text for span in row) for row in page.lines)

    start = cells(carets[: carets.index("^")])
    kept = ""
    for character in shown:
        if start <= cells(kept) and len(kept) < len(shown):
            break
        kept += character
    assert shown[len(kept) :].startswith(value)
    assert cells(value) == carets.count("^")
    assert all(cells("".join(s.text for s in row)) <= width for row in page.lines[1:])


class Terminal(io.StringIO):
    """A file that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("file", "no_colour", "coloured"),
    [(Terminal(), "", True), (Terminal(), "1", False), (io.StringIO(), "", False)],
)
def test_colour_is_for_terminals(
    monkeypatch: pytest.MonkeyPatch, file: io.StringIO, no_colour: str, coloured: bool
) -> None:
    """Colour appears on a terminal, unless NO_COLOR is set."""
    monkeypatch.setenv("NO_COLOR", no_colour)
    monkeypatch.setenv("TERM", "xterm-256color")
    page = Page(40)
    page.raw(Span("red", "red"), Span(" [bold]plain[/]"))
    put(page, file)

    assert coloured == ("\x1b[" in file.getvalue())
    assert "[bold]plain[/]" in file.getvalue()


def test_colour_changes_no_character(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its styles a coloured page is the plain one."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    page = Page(30)
    page.write(
        [Span("传销 ", "bold red"), Span("and a long line of plain words after it")], indent=2
    )
    page.heading("Title")
    coloured, plain = Terminal(), io.StringIO()
    put(page, coloured)
    put(page, plain)

    assert plain.getvalue() == re.sub(r"\x1b\[[0-9;]*m", "", coloured.getvalue())


def test_what_the_encoding_cannot_hold_is_replaced() -> None:
    """On an old code page the report still prints, its marks as plainer signs."""
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding="cp1252", write_through=True)
    page = Page(40)
    page.write("传销 ✓")
    put(page, file)

    assert b"?? +" == raw.getvalue().strip()
