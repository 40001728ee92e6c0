"""Examples of rules as `<rule-id>.test.yaml` files write them: facts in, expected result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any as Raw

from mlmcheck.facts import Basis, Fact, Facts, Row, Table, WordSet, collect
from mlmcheck.interval import FALSE, INFINITY, TRUE, Interval
from mlmcheck.law.files import PackError, Place, Problem, line_of, lines_of_items, load_texts
from mlmcheck.law.findings import Result
from mlmcheck.law.syntax import RuleError, read_day, read_flag, read_interval, write_interval
from mlmcheck.text import Text
from mlmcheck.vocabulary import VOCABULARY, Kind

SUFFIX = ".test.yaml"
ORGANISERS = "organisers"
_FILE_KEYS = ("rule", "law", "tests")
_EXAMPLE_KEYS = ("name", "day", "basis", "facts", "result", "needs", "open", "presumed")
_BASES = ("declared", "computed", "reported", "observed")


@dataclass(frozen=True, slots=True)
class Example:
    """One example of a rule: what is known on a day, and what is to come of it."""

    name: str
    line: int
    day: date
    facts: Facts
    result: Result
    needs: tuple[str, ...] = ()
    """Facts that must be among those that would decide it; `organiser rows` for the table."""
    open: tuple[str, ...] = ()
    """What must be among what the law leaves open: a leaf as written, an id or an English text."""
    presumed: bool | None = None
    """Whether it must rest, or must not rest, on a presumption; None if either will do."""


@dataclass(frozen=True, slots=True)
class ExampleFile:
    """The examples of one rule."""

    file: Path
    rule: str
    law: str
    examples: tuple[Example, ...]


def example_files(folder: Path) -> tuple[Path, ...]:
    """Return the files with examples in a folder and all below it, in a stable order."""
    return tuple(sorted(folder.rglob("*" + SUFFIX)))


def read_examples(path: Path) -> ExampleFile:
    """Read the examples of one rule.

    Raises:
        PackError: the file cannot be used; every problem found in it.
    """
    raw = load_texts(path)
    problems: list[Problem] = []
    examples: list[Example] = []
    for at, text in _wrong_keys(raw):
        problems.append(Problem(path, line_of(path, at), text))
    tests = raw.get("tests")
    if not isinstance(tests, list):
        problems.append(Problem(path, 1, Text("tests is a list of examples")))
        tests = []
    lines = lines_of_items(path, "tests")
    for index, test in enumerate(tests):
        try:
            examples.append(_example(test, lines[index] if index < len(lines) else 1))
        except RuleError as error:
            at = ("tests", index, *error.at)
            problems.append(Problem(path, line_of(path, at), error.text, error.code))
    if problems:
        raise PackError(problems)
    return ExampleFile(path, str(raw["rule"]), str(raw["law"]), tuple(examples))


def _wrong_keys(raw: Mapping[str, Raw]) -> Iterator[tuple[Place, Text]]:
    for key in raw:
        if key not in _FILE_KEYS:
            known = ", ".join(_FILE_KEYS)
            yield (
                (key,),
                Text("{given} is not known here; write one of {known}", given=key, known=known),
            )
    for key in ("rule", "law"):
        if not isinstance(raw.get(key), str):
            yield (), Text("{key} is missing", key=key)


def _example(raw: Raw, line: int) -> Example:
    if not isinstance(raw, Mapping):
        raise RuleError(Text("an example has a name, a day, facts and a result"))
    for key in raw:
        if key not in _EXAMPLE_KEYS:
            known = ", ".join(_EXAMPLE_KEYS)
            raise RuleError(
                Text("{given} is not known here; write one of {known}", given=key, known=known),
                (key,),
            )
    for key in ("name", "day", "facts", "result"):
        if key not in raw:
            raise RuleError(Text("{key} is missing", key=key))
    return Example(
        str(raw["name"]),
        line,
        read_day(raw["day"], ("day",)),
        _facts(raw["facts"], _basis(raw.get("basis", "observed"), ("basis",))),
        _result(raw["result"]),
        _texts(raw.get("needs", []), ("needs",)),
        _texts(raw.get("open", []), ("open",)),
        read_flag(raw["presumed"], ("presumed",)) if "presumed" in raw else None,
    )


def _result(raw: Raw) -> Result:
    known = [result.value for result in Result]
    if raw not in known:
        raise RuleError(
            Text(
                "{given} is not known here; write one of {known}",
                given=str(raw),
                known=", ".join(known),
            ),
            ("result",),
        )
    return Result(raw)


def _texts(raw: Raw, at: Place) -> tuple[str, ...]:
    if not isinstance(raw, list) or not all(isinstance(text, str) for text in raw):
        raise RuleError(Text("a list of texts is meant here"), at)
    return tuple(raw)


def _basis(raw: Raw, at: Place) -> Basis:
    if raw not in _BASES:
        raise RuleError(
            Text(
                "{given} is no basis; write declared, computed, reported or observed",
                given=str(raw),
            ),
            at,
        )
    return Basis[str(raw).upper()]


def _facts(raw: Raw, basis: Basis) -> Facts:
    if not isinstance(raw, Mapping):
        raise RuleError(Text("facts are written name: value; write {{}} for none"), ("facts",))
    facts: list[Fact] = []
    table = Table()
    for name, value in raw.items():
        at: Place = ("facts", name)
        if name == ORGANISERS:
            table = _table(value, basis, at)
            continue
        if isinstance(value, Mapping) and "value" in value:
            if set(value) - {"value", "basis"}:
                raise RuleError(Text("a fact with a basis is written {{value: …, basis: …}}"), at)
            own = _basis(value["basis"], (*at, "basis")) if "basis" in value else basis
            facts.append(Fact(name, _value(name, value["value"], at, row=False), own))
        else:
            facts.append(Fact(name, _value(name, value, at, row=False), basis))
    return collect(facts, table)


def _value(name: str, raw: Raw, at: Place, *, row: bool) -> Interval | WordSet:
    entry = VOCABULARY.get(name)
    if entry is None:
        raise RuleError(Text("no measure gives {fact}", fact=name), at, "unknown-fact")
    if entry.row != row:
        raise RuleError(
            Text("{fact} is a fact of one organiser; write it in a row of organisers", fact=name)
            if entry.row
            else Text("{fact} is no fact of one organiser; write it outside the rows", fact=name),
            at,
        )
    if entry.kind is Kind.WORDS:
        return WordSet(frozenset(_texts(raw, at)), closed=True)
    if entry.kind is Kind.BOOLEAN:
        return TRUE if read_flag(raw, at) else FALSE
    value = read_interval(raw, at)
    possible = value.meet(entry.whole)
    # An end left out is the fact's own: `over: 50%` of a share ends at 1.
    if possible is None or (value.hi != INFINITY and possible != value):
        raise RuleError(
            Text("{fact} cannot be {given}", fact=name, given=write_interval(value)), at
        )
    return possible


def _table(raw: Raw, basis: Basis, at: Place) -> Table:
    if not isinstance(raw, Mapping) or set(raw) != {"complete", "rows"}:
        raise RuleError(
            Text("organisers are written {{complete: true or false, rows: [{{organiser.x: …}}]}}"),
            at,
        )
    if not isinstance(raw["rows"], list):
        raise RuleError(Text("rows is a list"), (*at, "rows"))
    rows: list[Row] = []
    for index, row in enumerate(raw["rows"]):
        place: Place = (*at, "rows", index)
        if not isinstance(row, Mapping):
            raise RuleError(Text("a row is written {{organiser.x: …}}"), place)
        values: dict[str, Interval] = {}
        for name, value in row.items():
            read = _value(name, value, (*place, name), row=True)
            assert isinstance(read, Interval)  # no set of words holds of one organiser
            values[name] = read
        rows.append(Row(str(index + 1), values, basis=basis))
    return Table(tuple(rows), read_flag(raw["complete"], (*at, "complete")))
