"""What YAML's parser stumbled over, in words that say what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from yaml import MarkedYAMLError

from mlmcheck.scheme.errors import Span
from mlmcheck.scheme.marks import DEEPEST, Fault, Marks
from mlmcheck.scheme.quantity import shown
from mlmcheck.text import Text

_WIDE_COLON = re.compile(r"^\s*(?:- )?(\w+)：")
_TIGHT_COLON = re.compile(r"^\s*(?:- )?(\w+):\S")
_WIDE = {"，": ",", "：": ":", "“": '"', "”": '"', "｛": "{", "｝": "}", "【": "[", "】": "]"}


@dataclass(frozen=True, slots=True)
class _Trouble:
    """What the parser said: of what place, and while it read what, which starts where."""

    problem: str
    context: str
    span: Span
    opened: Span
    marks: Marks


def explain(error: MarkedYAMLError, marks: Marks) -> Fault:
    """Return the fault behind an error of YAML's parser, where its cause stands."""
    trouble = _Trouble(
        error.problem or "",
        error.context or "",
        _span(error.problem_mark, marks),
        _span(error.context_mark or error.problem_mark, marks),
        marks,
    )
    for fragments, told in _CAUSES:
        if any(fragment in trouble.problem for fragment in fragments):
            return told(trouble)
    for fragments, told in _CONTEXTS:
        if any(fragment in trouble.context for fragment in fragments):
            return told(trouble)
    return Fault(
        Text("this cannot be read; look for a missing quote, bracket, comma or colon here"),
        trouble.span,
    )


def not_keys(marks: Marks, root: object) -> Fault:
    """Return why a file that is one text or list is no scheme."""
    first = next(
        (n for n, line in enumerate(marks.lines, 1) if line.strip() and line.lstrip()[0] != "#"), 1
    )
    found = _colon(first, marks)
    if found is not None:
        return found
    line = marks.line(first)
    if isinstance(root, list):
        text = Text("the file is a list; a scheme file has keys at its top, such as mlmcheck: 1")
    else:
        text = Text("the file has no keys; a scheme file starts with mlmcheck: 1 and a name:")
    return Fault(
        text, Span(first, len(line) - len(line.lstrip()) + 1, max(1, len(line.rstrip())) + 1)
    )


def quoted(text: str) -> str:
    """Return a text in quotes, as one may write it in the file."""
    if '"' not in text and "\\" not in text:
        return f'"{shown(text)}"'
    return "'" + shown(text).replace("'", "''") + "'"


def _span(mark: Any, marks: Marks) -> Span:
    """Return the place of one character, at the latest the last of the file."""
    if mark is None:
        return Span(1, 1, 2)
    line, column = mark.line + 1, mark.column + 1
    while line > 1 and not marks.line(line).strip():
        line -= 1
        column = len(marks.line(line).rstrip()) + 1
    return Span(line, column, column + 1)


def _character(span: Span, marks: Marks) -> str:
    return marks.line(span.line)[span.column - 1 : span.column]


def _word(span: Span, marks: Marks) -> tuple[str, Span]:
    """Return the text from a place to the next space or bracket, and its place."""
    match = re.match(r"[^\s,\]}]+", marks.line(span.line)[span.column - 1 :])
    word = match[0] if match else _character(span, marks)
    return word, Span(span.line, span.column, span.column + max(1, len(word)))


def _tab(span: Span) -> Fault:
    return Fault(Text("a tab stands before the text of this line; indent with spaces"), span)


def _first_character(span: Span, marks: Marks) -> Fault:
    """Explain a value that starts with a character that YAML keeps for itself."""
    character = _character(span, marks)
    if character == "\t":
        return _tab(span)
    word, whole = _word(span, marks)
    if character == ">":
        number = re.match(r">(=?)\s*([0-9][0-9.]*%?)", marks.line(span.line)[span.column - 1 :])
        if number is not None:
            end = "min" if number[1] else "over"
            text = Text(
                "a value may not start with >; write {instead}",
                instead=f"{{{end}: {number[2]}}}",
            )
            return Fault(text, whole)
    number = re.match(r"%([0-9][0-9.]*)$", word)
    if number is not None:
        text = Text("a value may not start with %; write {instead}", instead=f"{number[1]}%")
        return Fault(text, whole)
    text = Text(
        "a value may not start with {character}; put it in quotes: {instead}",
        character=character,
        instead=quoted(word),
    )
    return Fault(text, whole)


def _colon(number: int, marks: Marks) -> Fault | None:
    """Return what is wrong with the first colon of a line, None if nothing is."""
    return colon(marks.line(number), number, 0)


def colon(line: str, number: int, before: int) -> Fault | None:
    """Return what is wrong with the colon of a key, None if nothing is.

    `line` is what stands in line `number` after its first `before` characters.
    """
    wide = _WIDE_COLON.match(line)
    if wide is not None:
        text = Text(
            "a full-width colon stands after {key}; write {instead} and a space",
            key=wide[1],
            instead=f"{wide[1]}:",
        )
        return Fault(text, Span(number, before + wide.end(), before + wide.end() + 1))
    tight = _TIGHT_COLON.match(line)
    if tight is not None:
        text = Text("put a space after the colon of {key}", key=tight[1])
        return Fault(text, Span(number, before + tight.end() - 1, before + tight.end()))
    return None


def _second_colon(span: Span, marks: Marks) -> Fault:
    """Explain a colon where no key can be."""
    head = marks.line(span.line)[: span.column - 1]
    before = next((n for n in range(span.line - 1, 0, -1) if marks.line(n).strip()), 0)
    first = re.match(r"\s*(?:- )*(?:[^\s:]+|\"[^\"]*\"|'[^']*'): +", head)
    if first is None:
        found = _colon(before, marks) if before else None
        if found is not None:
            return found
        return Fault(
            Text(
                "this line is indented deeper than the line before allows; "
                "give keys that belong together the same indentation"
            ),
            Span(span.line, len(head) - len(head.lstrip()) + 1, span.column),
        )
    value = marks.line(span.line)[first.end() :].rstrip()
    return Fault(
        Text(
            "a second colon stands in this line; put the whole value in quotes: {instead}",
            instead=quoted(value),
        ),
        Span(span.line, first.end() + 1, first.end() + len(value) + 1),
    )


def _no_colon(span: Span, marks: Marks) -> Fault:
    found = _colon(span.line, marks)
    if found is not None:
        return found
    line = marks.line(span.line).rstrip()
    return Fault(
        Text("this line has no colon; a key is followed by a colon and a space"),
        Span(span.line, span.column, len(line) + 1),
    )


def _quoted(problem: str, opened: Span, span: Span, marks: Marks) -> Fault:
    if "escape" not in problem and "hexdecimal" not in problem and "hexadecimal" not in problem:
        return _unclosed(opened)
    column = marks.line(span.line).rfind("\\", 0, span.column) + 1 or span.column
    text = Text(
        "a backslash has a meaning of its own in double quotes; put the text in single quotes"
    )
    return Fault(text, Span(span.line, column, column + 1))


def _unclosed(opened: Span) -> Fault:
    text = Text("this quote is never closed; write the same one where the text ends")
    return Fault(text, opened)


def _opened_before(quote: str, number: int, marks: Marks) -> Span | None:
    """Return the quote of an earlier line that runs on to a line, None if there is none."""
    for line in range(number - 1, 0, -1):
        text = marks.line(line)
        if text.count(quote) % 2:
            column = text.rfind(quote) + 1
            return Span(line, column, column + 1)
    return None


def _in_brackets(opened: Span, span: Span, marks: Marks) -> Fault:
    """Explain what stands inside brackets and cannot."""
    bracket = _character(opened, marks)
    closing = "}" if bracket == "{" else "]"
    found = _character(span, marks)
    head = marks.line(span.line)[: span.column - 1].rstrip()
    if found in ("]", "}") and found != closing:
        text = Text(
            "{bracket} is opened on line {line} and closed with {found}; write {closing}",
            bracket=bracket,
            line=opened.line,
            found=found,
            closing=closing,
        )
        return Fault(text, span)
    if not found or (span.line > opened.line and not _within(opened.line, span.line, marks)):
        text = Text(
            "{bracket} is opened here and never closed; write {closing} where it ends",
            bracket=bracket,
            closing=closing,
        )
        return Fault(text, opened)
    if found in "[{" or head[-1:] in ("]", "}", '"', "'"):
        return _whole_in_quotes(span, marks)
    return Fault(
        Text(
            "a comma or {closing} is missing before this; put a text that holds a colon or a "
            "bracket in quotes",
            closing=closing,
        ),
        span,
    )


def _within(outer: int, inner: int, marks: Marks) -> bool:
    """Whether a line goes on with what stands in brackets that an earlier line opened."""
    first, line = marks.line(outer), marks.line(inner)
    indented = len(line) - len(line.lstrip()) > len(first) - len(first.lstrip())
    return indented and not line.lstrip().startswith("- ")


def _whole_in_quotes(span: Span, marks: Marks) -> Fault:
    """Explain a text that is a bracket or a quotation only in part."""
    line = marks.line(span.line)
    quote = line[: span.column - 1].rstrip()[-1:]
    if quote in ("'", '"') and line[: span.column - 1].count(quote) % 2:
        opened = _opened_before(quote, span.line, marks)
        if opened is not None:
            return _unclosed(opened)
    start = max(line.rfind(": ", 0, span.column - 1), line.rfind(", ", 0, span.column - 1)) + 2
    if start == 1:
        start = len(line) - len(line.lstrip())
    rest = re.match(r"[^,}]*", line[span.column - 1 :])
    end = span.column - 1 + (rest.end() if rest else 0)
    value = line[start:end].strip()
    return Fault(
        Text(
            "text goes on after a bracket or a quote; put the whole value in quotes: {instead}",
            instead=quoted(value),
        ),
        Span(span.line, start + 1, max(start + 1, end) + 1),
    )


def _in_block(span: Span, marks: Marks) -> Fault:
    """Explain what stands where the next key or item should."""
    line = marks.line(span.line)
    head = line[: span.column - 1].strip()
    found = _character(span, marks)
    if found in ("}", "]"):
        return _closes_nothing(span, found)
    if head:
        return _whole_in_quotes(span, marks)
    if found == ":":
        return Fault(Text("the key before the colon is missing"), span)
    if line.lstrip().startswith("- "):
        text = Text("an item of a list stands where a key is meant; indent it below its key")
        return Fault(text, Span(span.line, span.column, len(line.rstrip()) + 1))
    return _out_of_line(span, marks)


def _out_of_line(span: Span, marks: Marks) -> Fault:
    text = Text("this line is not in line with those above; give it the same indentation")
    end = max(span.column, len(marks.line(span.line).rstrip())) + 1
    return Fault(text, span._replace(end=end))


def _closes_nothing(span: Span, found: str) -> Fault:
    return Fault(
        Text("{found} closes nothing; delete it, or put the text in quotes", found=found), span
    )


def _nothing_before(span: Span, marks: Marks) -> Fault:
    found = _character(span, marks)
    if found in ("}", "]"):
        return _closes_nothing(span, found)
    if found == ",":
        return Fault(Text("nothing stands before this comma; delete it, or write a value"), span)
    return Fault(Text("a value is missing here"), span)


def _after_the_end(span: Span, marks: Marks) -> Fault:
    found = _character(span, marks)
    if found in ("}", "]"):
        return _closes_nothing(span, found)
    if "..." in marks.lines[: span.line]:
        text = Text("text goes on after the end of the scheme; delete it, or the line ... above it")
        return Fault(text, span)
    return _out_of_line(span, marks)


def _stray_dash(trouble: _Trouble) -> Fault:
    text = Text("a dash starts an item of a list; put it on a line of its own, indented")
    return Fault(text, trouble.span)


def _directive(trouble: _Trouble) -> Fault:
    text = Text("a line may not start with %; put a text that starts with % in quotes")
    return Fault(text, trouble.opened._replace(column=1))


def _too_deep(trouble: _Trouble) -> Fault:
    text = Text("brackets stand more than {most} deep inside each other", most=DEEPEST)
    return Fault(text, trouble.span)


_Told = Callable[[_Trouble], Fault]

# What libyaml and the pure parser say, each in its own words; the first that fits counts.
_CAUSES: tuple[tuple[tuple[str, ...], _Told], ...] = (
    (("cannot start any token",), lambda t: _first_character(t.span, t.marks)),
    (("a tab character",), lambda t: _tab(t.span)),
    (("mapping values are not allowed",), lambda t: _second_colon(t.span, t.marks)),
    (("sequence entries are not allowed",), _stray_dash),
    (("nesting depth",), _too_deep),
    (("could not find expected ':'",), lambda t: _no_colon(t.opened, t.marks)),
    (("',' or",), lambda t: _in_brackets(t.opened, t.span, t.marks)),
    (
        ("expected key", "<block end>", "'-' indicator"),
        lambda t: _in_block(t.span, t.marks),
    ),
    (("node content",), lambda t: _nothing_before(t.span, t.marks)),
    (("document start",), lambda t: _after_the_end(t.span, t.marks)),
    (("undefined tag handle",), lambda t: _first_character(t.opened, t.marks)),
    (("directive", "YAML document"), _directive),
)
_CONTEXTS: tuple[tuple[tuple[str, ...], _Told], ...] = (
    (("directive",), _directive),
    (("block scalar",), lambda t: _first_character(t.opened, t.marks)),
    (("quoted scalar",), lambda t: _quoted(t.problem, t.opened, t.span, t.marks)),
    (("an alias", "an anchor", "a tag"), lambda t: _first_character(t.opened, t.marks)),
)
