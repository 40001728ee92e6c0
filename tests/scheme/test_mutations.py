"""Whatever is done to a scheme file, it is read, or its problems are told; nothing else happens."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mlmcheck.scheme import compose
from mlmcheck.scheme.errors import SchemeError
from mlmcheck.scheme.read import Document, parse_scheme
from mlmcheck.scheme.write import print_scheme

from .generated import AWKWARD
from .samples import ENCODED, EXAMPLE

SOURCES = [path.read_text("utf-8") for path in [EXAMPLE, *ENCODED]]
SPECIALS = (
    *AWKWARD,
    *(": ", ":", ",", ", ", "[", "]", "{", "}", "#", " #", "-", "- ", "? ", "|\n", ">\n", "\t"),
    *(
        "\n",
        "\r",
        "\r\n",
        "\n\n",
        "\n  ",
        "\n---\n",
        "\n...\n",
        "%YAML 1.1\n",
        "&a ",
        "*a",
        "!!int ",
    ),
    *("\x00", "\x1b", "\x85", "\u2028", "\ufeff", "：", "，", "“", "99999999999999999999999999"),
    *("none", "all", "total", "{min: 1}", "{about: 5}", "[]", "{}", "5,000", "0.5", "1/0", "200%"),
    *("9" * 5000, "1e999999999", "0" * 100, "-1", "1:30", "2016-13", "0000", "\U0001f600"),
)
FOREIGN = ("Input should", "validation error", "Field required", "Extra inputs", "value_error")

sources = st.sampled_from(SOURCES)


def check(source: str | bytes) -> Document | None:
    """Read a file; see to it that what does not work is told as it should be."""
    try:
        document = parse_scheme(source, "plan.yaml")
    except SchemeError as error:
        lines = _lines(source)
        assert len(error.problems) >= 1
        for problem in error.problems:
            assert 1 <= problem.line <= len(lines)
            assert 1 <= problem.column <= problem.end_column
            assert problem.excerpt in ("", lines[problem.line - 1])
            text = str(problem.text)
            assert text
            assert [] == [word for word in FOREIGN if word in text]
        places = [(problem.line, problem.column) for problem in error.problems]
        assert sorted(places) == places
        return None
    return document


def _lines(source: str | bytes) -> list[str]:
    text = source if isinstance(source, str) else source.decode("utf-8", "replace")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def read_again(document: Document | None) -> None:
    """What can be read can be written, and says the same."""
    if document is not None:
        assert document.scheme == parse_scheme(print_scheme(document.scheme)).scheme


@given(sources, st.lists(st.tuples(st.integers(0), st.integers(0, 255)), min_size=1, max_size=4))
@settings(max_examples=1000)
def test_bytes_changed(source: str, changes: list[tuple[int, int]]) -> None:
    """Files with some bytes changed."""
    data = bytearray(source.encode())
    for place, byte in changes:
        data[place % len(data)] = byte
    read_again(check(bytes(data)))


@given(
    sources, st.lists(st.tuples(st.integers(0), st.integers(0), st.sampled_from("dxs")), max_size=4)
)
@settings(max_examples=1000)
def test_lines_moved(source: str, changes: list[tuple[int, int, str]]) -> None:
    """Files with lines left out, written twice or swapped."""
    lines = source.splitlines(keepends=True)
    for first, second, change in changes:
        if not lines:
            break
        one, other = first % len(lines), second % len(lines)
        if change == "d":
            del lines[one]
        elif change == "x":
            lines.insert(other, lines[one])
        else:
            lines[one], lines[other] = lines[other], lines[one]
    read_again(check("".join(lines)))


@given(
    sources, st.lists(st.tuples(st.integers(0), st.sampled_from(SPECIALS)), min_size=1, max_size=3)
)
@settings(max_examples=1000)
def test_specials_put_in(source: str, changes: list[tuple[int, str]]) -> None:
    """Files with something put in that YAML or the format takes in a way of its own."""
    for place, special in changes:
        at = place % (len(source) + 1)
        source = source[:at] + special + source[at:]
    read_again(check(source))


def _words(source: str) -> list[str]:
    """A file cut into what stands between its signs and spaces, and these."""
    words = [""]
    for character in source:
        if character.isalnum() or character in "_%./":
            words[-1] += character
        else:
            words += [character, ""]
    return words


@given(
    sources,
    st.lists(
        st.tuples(st.integers(0), st.one_of(st.integers(0), st.sampled_from(SPECIALS))),
        min_size=1,
        max_size=4,
    ),
)
@settings(max_examples=1000)
def test_words_swapped(source: str, changes: list[tuple[int, int | str]]) -> None:
    """Files with a word in place of another, from the file itself or from among the specials."""
    words = _words(source)
    plain = [index for index, word in enumerate(words) if word]
    for place, change in changes:
        one = plain[place % len(plain)]
        words[one] = words[plain[change % len(plain)]] if isinstance(change, int) else change
    read_again(check("".join(words)))


WRAPPED: tuple[Callable[[str], str], ...] = (
    lambda text: f"[{text}]",
    lambda text: f"{{a: {text}}}",
    lambda text: f'"{text}"',
    lambda text: "[" * 40 + text + "]" * 40,
    lambda text: f"{{min: {text}, max: {text}}}",
    lambda text: f"  {text}",
    lambda text: f"- {text}",
    lambda text: f"any: [{text}]",
    lambda text: f"{text}: {text}",
    lambda text: text * 3,
)


@given(sources, st.integers(0), st.integers(0, 200), st.lists(st.sampled_from(WRAPPED), max_size=3))
@settings(max_examples=1000)
def test_parts_nested(
    source: str, place: int, length: int, wraps: list[Callable[[str], str]]
) -> None:
    """Files of which a part stands in brackets, in quotes, in a list, or several times."""
    start = place % len(source)
    part = source[start : start + length]
    for wrap in wraps:
        part = wrap(part)
    read_again(check(source[:start] + part + source[start + length :]))


@given(sources, st.integers(0), st.sampled_from(SPECIALS))
@settings(max_examples=200)
def test_the_pure_parser_too(source: str, place: int, special: str) -> None:
    """Where PyYAML has no libyaml, nothing else happens either."""
    at = place % (len(source) + 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compose, "LOADER", yaml.BaseLoader)
        check(source[:at] + special + source[at:])


@given(st.one_of(st.text(), st.text(st.sampled_from(" \n:-,[]{}#&*!|>'\"%@`a1")), st.binary()))
@settings(max_examples=500)
def test_anything_at_all(source: str | bytes) -> None:
    """Files that never were scheme files."""
    assert check(source) is None
