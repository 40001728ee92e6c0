"""Linear programs in exact numbers, and the proof that a solution of one is the best there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

_ZERO = Fraction(0)

Stands = Literal["between", "low", "high"]
"""Where a column or a row stands in a basis: between its ends, at its lower or at its upper one."""


@dataclass(frozen=True, slots=True)
class Row:
    """A sum of columns that lies between two ends; None where there is no end."""

    name: str
    terms: Mapping[str, Fraction]
    least: Fraction | None
    most: Fraction | None


@dataclass(frozen=True, slots=True)
class Program:
    """Find numbers, none negative, that keep every row and make `goal` as great as possible."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    goal: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a solver says of a solution: where each column and each row stands."""

    columns: tuple[Stands, ...]
    rows: tuple[Stands, ...]


@dataclass(frozen=True, slots=True)
class Optimum:
    """The greatest value of the goal, a point that has it, and what proves that none has more.

    `weights` are of the rows: the rows, so weighted and added up, show that the goal is at most
    `value` wherever all of them hold.
    """

    value: Fraction
    point: Mapping[str, Fraction]
    weights: Mapping[str, Fraction]


def proven(program: Program, basis: Basis) -> Optimum | None:
    """Return the optimum that a basis stands for, None where it proves nothing.

    Nothing of what the solver computed is used but where columns and rows stand; the numbers are
    worked out anew, and both the point and the proof that it is the best are checked exactly.
    """
    inside = [
        column
        for column, stands in zip(program.columns, basis.columns, strict=True)
        if stands == "between"
    ]
    tight = [
        (row, row.most if stands == "high" else row.least)
        for row, stands in zip(program.rows, basis.rows, strict=True)
        if stands != "between"
    ]
    if len(inside) != len(tight) or any(end is None for _, end in tight):
        return None
    square = [[row.terms.get(column, _ZERO) for column in inside] for row, _ in tight]
    values = _solved(square, [end or _ZERO for _, end in tight])
    across = [list(line) for line in zip(*square, strict=True)]
    weighed = _solved(across, [program.goal.get(column, _ZERO) for column in inside])
    if values is None or weighed is None:
        return None
    point = dict.fromkeys(program.columns, _ZERO) | dict(zip(inside, values, strict=True))
    weights = {row.name: each for (row, _), each in zip(tight, weighed, strict=True) if each}
    optimum = Optimum(_sum(program.goal, point), point, weights)
    return optimum if is_proof(program, optimum) else None


def is_proof(program: Program, optimum: Optimum) -> bool:
    """Return whether the point keeps every row and the weights prove that nothing is greater."""
    if not keeps(program, optimum.point):
        return False
    known = {row.name: row for row in program.rows}
    bound = _ZERO
    covered: dict[str, Fraction] = {}
    for name, weight in optimum.weights.items():
        row = known[name]
        end = row.most if weight > 0 else row.least
        if end is None:
            return False
        bound += weight * end
        for column, part in row.terms.items():
            covered[column] = covered.get(column, _ZERO) + weight * part
    # Columns are never negative: where the sum has at least as much of each, it is no less.
    over = all(covered.get(c, _ZERO) >= program.goal.get(c, _ZERO) for c in program.columns)
    return over and bound == optimum.value == _sum(program.goal, optimum.point)


def keeps(program: Program, point: Mapping[str, Fraction]) -> bool:
    """Return whether a point is allowed: nothing negative, every row kept."""
    if any(point.get(column, _ZERO) < 0 for column in program.columns):
        return False
    for row in program.rows:
        value = _sum(row.terms, point)
        if row.least is not None and value < row.least:
            return False
        if row.most is not None and value > row.most:
            return False
    return True


def _sum(terms: Mapping[str, Fraction], point: Mapping[str, Fraction]) -> Fraction:
    return sum((part * point.get(column, _ZERO) for column, part in terms.items()), _ZERO)


def _solved(
    square: Sequence[Sequence[Fraction]], ends: Sequence[Fraction]
) -> list[Fraction] | None:
    """Return the one solution of as many equations as unknowns, None where there is no such."""
    size = len(ends)
    lines = [[*line, end] for line, end in zip(square, ends, strict=True)]
    for here in range(size):
        pivot = next((row for row in range(here, size) if lines[row][here] != 0), None)
        if pivot is None:
            return None
        lines[here], lines[pivot] = lines[pivot], lines[here]
        first = lines[here][here]
        lines[here] = [each / first for each in lines[here]]
        for row in range(size):
            factor = lines[row][here]
            if row != here and factor != 0:
                lines[row] = [a - factor * b for a, b in zip(lines[row], lines[here], strict=True)]
    return [line[size] for line in lines]
