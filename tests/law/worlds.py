"""Random worlds: how things are with a scheme, and facts that know some of it.

A world has a value for every fact, and the values keep to what is always true between facts. What
is known of a world is an interval round each value; more can be learnt of the same world.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import TypeVar

from hypothesis import strategies as st

from mlmcheck.facts import Basis, Fact, Facts, Row, Table, WordSet, collect
from mlmcheck.interval import INFINITY, Interval, Number, exact, point
from mlmcheck.law.environment import (
    IMPLIED_BY_ANY,
    IMPLIES,
    SUM_AT_MOST_ONE,
    ZERO_IF_FALSE,
)
from mlmcheck.law.evaluate import Answer
from mlmcheck.law.model import (
    Compare,
    Condition,
    Flag,
    Has,
    Open,
    Pack,
    That,
    leaves,
)
from mlmcheck.vocabulary import AT_MOST, VOCABULARY, Kind

T = TypeVar("T")
WAYS = (
    ("nothing", "nothing", "nothing", "value", "bounds"),
    ("nothing", "value", "bounds"),
    (*["value"] * 12, *["bounds"] * 4, "nothing"),
)
"""Little known, something known, nearly all known."""
BASES = (Basis.DECLARED, Basis.COMPUTED, Basis.REPORTED, Basis.OBSERVED)
ROW_FACTS = tuple(name for name, entry in VOCABULARY.items() if entry.row)


@dataclass(frozen=True)
class World:
    """How things are."""

    values: Mapping[str, Number]
    words: Mapping[str, frozenset[str]]
    rows: tuple[Mapping[str, Number], ...]
    answers: Mapping[str, bool]


@dataclass(frozen=True)
class Ground:
    """What a law asks on a day: the values it tells apart, the words, the open questions."""

    grid: Mapping[str, tuple[Number, ...]]
    words: Mapping[str, tuple[str, ...]]
    questions: tuple[str, ...]


def conditions(pack: Pack) -> Iterable[tuple[str, Condition]]:
    """Every condition of a law, with the id of its rule."""
    for rule in pack.by_id.values():
        yield rule.id, rule.when
        if rule.applies is not None:
            yield rule.id, rule.applies
    for instrument in pack.instruments.values():
        if instrument.applies is not None:
            yield "", instrument.applies


def ground(pack: Pack, day: date) -> Ground:
    """What a law asks on a day; each number with values below, at and above every threshold."""
    cuts: dict[str, set[Number]] = {name: {0} for name in _linked()}
    words: dict[str, set[str]] = {}
    questions: list[str] = []
    for rule, condition in conditions(pack):
        for leaf in leaves(condition):
            inner = leaf.leaf if isinstance(leaf, That) else leaf
            if isinstance(inner, Has):
                words.setdefault(inner.fact, {"another"}).add(inner.word)
            elif isinstance(inner, Open):
                questions.append(f"{rule}/{inner.id}")
            elif isinstance(inner, Flag | Compare):
                mine = cuts.setdefault(inner.fact, {0})
                if isinstance(inner, Compare) and inner.parameter is not None:
                    value = pack.parameters[inner.parameter].on(day)
                    if value is not None:
                        mine.update((value.value.lo, value.value.hi))
    grid = {name: _grid(name, mine) for name, mine in sorted(cuts.items())}
    return Ground(
        grid, {name: tuple(sorted(held)) for name, held in words.items()}, tuple(sorted(questions))
    )


def _linked() -> set[str]:
    """Every fact that is tied to another."""
    pairs = [*AT_MOST, *IMPLIES, *SUM_AT_MOST_ONE]
    names = {name for pair in pairs for name in pair}
    for whole, parts in (*IMPLIED_BY_ANY, *ZERO_IF_FALSE):
        names |= {whole, *parts}
    return names


def _grid(name: str, cuts: set[Number]) -> tuple[Number, ...]:
    kind = VOCABULARY[name].kind
    if kind is Kind.BOOLEAN:
        return (0, 1)
    whole = VOCABULARY[name].whole
    top: Number = 1 if whole.hi == 1 else max(cuts) + 10
    ends = sorted({*cuts, top})
    step = 1 if kind in (Kind.COUNT, Kind.DAYS) else None
    if step is not None:
        values = {end + d for end in ends for d in (-1, 0, 1)}
    else:
        values = {*ends, *(exact(Fraction(low + high) / 2) for low, high in pairwise(ends))}
    return tuple(sorted(value for value in values if whole.contains(value)))


@st.composite
def worlds(draw: st.DrawFn, of: Ground) -> World:
    """Any world, as far as the law tells worlds apart; half of them mostly as one would wish."""
    mild = draw(st.booleans())
    values = {
        name: draw(_mostly_good(name, grid) if mild else _one_of(grid))
        for name, grid in of.grid.items()
        if not VOCABULARY[name].row
    }
    mend(values)
    words = {
        name: frozenset(draw(st.sets(st.sampled_from(held)))) for name, held in of.words.items()
    }
    rows = tuple(
        _mended_row({name: draw(_one_of(of.grid[name])) for name in ROW_FACTS if name in of.grid})
        for _ in range(draw(st.integers(0, 2)))
    )
    answers = {question: draw(st.booleans()) for question in of.questions}
    return World(values, words, rows, answers)


# Made once: a strategy takes longer to make than to draw from.
@cache
def _one_of(values: tuple[T, ...]) -> st.SearchStrategy[T]:
    return st.sampled_from(values)


@cache
def _mostly_good(name: str, grid: tuple[Number, ...]) -> st.SearchStrategy[Number]:
    best = max(grid) if VOCABULARY[name].worse == "down" else min(grid)
    return st.sampled_from((*[best] * 5 * len(grid), *grid))


def mend(values: dict[str, Number]) -> None:
    """Change a world as little as needed to keep to what is always true between facts."""
    for whole, parts in IMPLIED_BY_ANY:
        values[whole] = max(values[part] for part in parts)
    # What others exist for is settled by its parts, so a chain gives way.
    values["net.chain"] = min(values["net.chain"], values["reward.on_others"])
    for first, second in IMPLIES:
        values[second] = max(values[first], values[second])
    for smaller, greater in AT_MOST:
        values[smaller] = min(values[smaller], values[greater])
    for first, others in ZERO_IF_FALSE:
        if not values[first]:
            values.update((other, 0) for other in others)
    for smaller, greater in AT_MOST:
        values[smaller] = min(values[smaller], values[greater])
    for left, right in SUM_AT_MOST_ONE:
        values[left] = min(values[left], 1 - values[right])
    if values["reward.on_others"]:
        values["reward.uplines_paid"] = max(1, values["reward.uplines_paid"])


def _mended_row(row: dict[str, Number]) -> Mapping[str, Number]:
    for below, with_self in (
        ("organiser.people_below", "organiser.people_with_self"),
        ("organiser.levels_below", "organiser.levels_with_self"),
    ):
        if with_self in row:
            row[with_self] = max(row[with_self], 1)
        if below in row and with_self in row:
            row[below] = min(row[below], row[with_self] - 1)
    return row


@dataclass(frozen=True)
class Known:
    """What is known of a world."""

    facts: Facts
    answers: Mapping[str, Answer]


@st.composite
def knowledge(draw: st.DrawFn, world: World, of: Ground) -> Known:
    """Some knowledge of a world: of each fact nothing, bounds or its value, on some basis."""
    found: list[Fact] = []
    ways = draw(_one_of(WAYS))
    for name, value in world.values.items():
        interval = _around(draw, of.grid[name], value, ways)
        if interval is not None:
            found.append(Fact(name, interval, draw(_one_of(BASES))))
    for name, held in world.words.items():
        part = frozenset(word for word in sorted(held) if draw(st.booleans()))
        found.append(
            Fact(name, WordSet(part, part == held and draw(st.booleans())), Basis.DECLARED)
        )
    rows = tuple(
        _row(draw, index, row, of, ways)
        for index, row in enumerate(world.rows)
        if draw(st.booleans())
    )
    complete = len(rows) == len(world.rows) and draw(st.booleans())
    answered = [question for question in world.answers if draw(st.booleans())]
    return Known(collect(found, Table(rows, complete)), _answers(world, answered))


def _row(
    draw: st.DrawFn, index: int, row: Mapping[str, Number], of: Ground, ways: tuple[str, ...]
) -> Row:
    known = {name: _around(draw, of.grid[name], value, ways) for name, value in row.items()}
    values = {name: value for name, value in known.items() if value is not None}
    return Row(str(index), values, basis=draw(_one_of(BASES)))


def _around(
    draw: st.DrawFn, grid: tuple[Number, ...], value: Number, ways: tuple[str, ...]
) -> Interval | None:
    """Nothing, the value itself, or bounds round it that are on the grid, open or closed."""
    how = draw(_one_of(ways))
    if how == "nothing":
        return None
    if how == "value" or grid == (0, 1):
        return point(value)
    low = draw(_one_of((0, *(end for end in grid if end <= value))))
    high = draw(_one_of(tuple(end for end in grid if end >= value)))
    low_open = low < value and draw(st.booleans())
    high_open = high > value and draw(st.booleans())
    return Interval(low, high, low_open, high_open)


def learn(known: Known, world: World, more: Mapping[str, Interval | None]) -> Known:
    """What is known once more is learnt of the same world, each on the basis it was known on.

    None stands for the value itself. All words, rows and answers are learnt with it.
    """
    found: list[Fact] = [fact for fact in known.facts if isinstance(fact.value, Interval)]
    for name, interval in more.items():
        value = point(world.values[name]) if interval is None else interval
        before = known.facts.of(name)
        found.append(Fact(name, value, before[-1].basis if before else Basis.OBSERVED))
        if interval is None:
            found.append(Fact(name, value, Basis.OBSERVED))
    for name, held in world.words.items():
        found.append(Fact(name, WordSet(held, closed=True), Basis.DECLARED))
    bases = {row.label: row.basis for row in known.facts.organisers.rows}
    rows = tuple(
        Row(
            str(index),
            {name: point(value) for name, value in row.items()},
            basis=bases.get(str(index), Basis.OBSERVED),
        )
        for index, row in enumerate(world.rows)
    )
    return Known(collect(found, Table(rows, complete=True)), _answers(world, world.answers))


def _answers(world: World, asked: Iterable[str]) -> Mapping[str, Answer]:
    return {key: Answer(world.answers[key], "somebody", "source") for key in asked}


def worst(name: str, of: Ground) -> Interval | None:
    """The worst that the law tells apart of a fact, None where no direction can only hurt."""
    grid = of.grid[name]
    top: Number = max(grid) if VOCABULARY[name].whole.hi != INFINITY else max(grid) + 1
    return {"up": point(top), "down": point(0)}.get(VOCABULARY[name].worse or "")
