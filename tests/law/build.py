"""Small laws and facts made in a line or two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from mlmcheck.facts import Basis, Fact, Facts, Row, Table, WordSet, collect
from mlmcheck.interval import FALSE, TRUE, Interval, point
from mlmcheck.law.environment import Environment, environment
from mlmcheck.law.evaluate import Answer
from mlmcheck.law.findings import Finding, find_all
from mlmcheck.law.model import (
    Cite,
    InForce,
    Instrument,
    Not,
    Pack,
    Parameter,
    Rule,
    Value,
    facts_of,
)
from mlmcheck.law.syntax import read_condition, read_interval

DAY = date(2026, 11, 24)
START = date(2000, 1, 1)
CITE = Cite(article="1", terms=("words",))


def number(name: str, *dated: object, unit: str = "share") -> Parameter:
    """A number of the law: one value from the start on, or pairs of day and value."""
    pairs = (
        [(START, dated[0])] if len(dated) == 1 else list(zip(dated[::2], dated[1::2], strict=True))
    )
    values = tuple(Value(day, interval(value), "source") for day, value in pairs)
    return Parameter(name, unit, None, "statute", values)


def interval(value: object) -> Interval:
    """An interval as rule files write it, or a number."""
    if isinstance(value, Interval):
        return value
    if isinstance(value, int | Fraction):
        return point(value)
    return read_interval(value, ())


def rule(id: str, when: object, effect: str = "prohibition", **more: Any) -> Rule:
    """A rule of the instrument `act`, about pyramids unless said otherwise."""
    condition = read_condition(when)
    if isinstance(more.get("applies"), str | dict):
        more["applies"] = read_condition(more["applies"])
    given = {
        "instrument": "act",
        "about": "pyramid",
        "title": {"en": id},
        "in_force": InForce(START),
        "cites": (CITE,),
        **more,
    }
    asked = Not(condition) if effect == "duty" else condition
    return Rule(id, effect=effect, when=asked, **given)  # type: ignore[arg-type]


def act(id: str = "act", **more: Any) -> Instrument:
    """An instrument in force since the start."""
    if isinstance(more.get("applies"), str | dict):
        more["applies"] = read_condition(more["applies"])
    return Instrument(id, {"en": id}, "statute", more.pop("in_force", InForce(START)), DAY, **more)


def law(*rules: Rule, numbers: Iterable[Parameter] = (), acts: Iterable[Instrument] = ()) -> Pack:
    """A law of these rules, with a plain instrument `act` unless another of that id is given."""
    instruments = {"act": act(), **{one.id: one for one in acts}}
    by_id = {one.id: one for one in sorted(rules, key=lambda one: one.id)}
    pack = Pack(
        "test",
        {"en": "Test"},
        frozenset(["test"]),
        instruments,
        {one.name: one for one in numbers},
        tuple(one for one in by_id.values() if one.effect != "term"),
        {id: one for id, one in by_id.items() if one.effect == "term"},
        {},
        by_id=by_id,
    )
    return replace(pack, asks={one.id: facts_of(one, pack) for one in pack.rules})


def fact(name: str, value: object, basis: Basis = Basis.OBSERVED) -> Fact:
    """A fact: true, false, a number, an interval as rule files write it, or words held."""
    if isinstance(value, bool):
        return Fact(name, TRUE if value else FALSE, basis)
    if isinstance(value, set | frozenset):
        return Fact(name, WordSet(frozenset(value), closed=True), basis)
    if isinstance(value, WordSet):
        return Fact(name, value, basis)
    return Fact(name, interval(value), basis)


def facts(
    given: Mapping[str, object] | None = None,
    basis: Basis = Basis.OBSERVED,
    rows: Iterable[Mapping[str, object]] = (),
    complete: bool = False,
) -> Facts:
    """Facts of one basis, with rows of organisers."""
    table = Table(
        tuple(
            Row(
                str(index),
                {
                    name: (TRUE if value else FALSE) if isinstance(value, bool) else interval(value)
                    for name, value in row.items()
                },
            )
            for index, row in enumerate(rows)
        ),
        complete,
    )
    return collect([fact(name, value, basis) for name, value in (given or {}).items()], table)


def known(given: Mapping[str, object] | None = None, **more: Any) -> Environment:
    """What is known by facts of one basis."""
    return environment(facts(given, **more))


def found(pack: Pack, given: Mapping[str, object] | None = None, **more: Any) -> dict[str, Finding]:
    """The finding of every rule of a law, by its id."""
    day = more.pop("day", DAY)
    answers = {
        key: Answer(yes, "somebody", "source") for key, yes in more.pop("answers", {}).items()
    }
    return {one.rule.id: one for one in find_all(pack, known(given, **more), day, answers)}
