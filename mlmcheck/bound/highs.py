"""The solver HiGHS: it finds where the best solution stands, and the proof is checked here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from mlmcheck.bound.linear import Basis, Optimum, Program, Stands, proven

_PLAIN = 2**20
"""Numbers from one over this to this are given to the solver as they are."""
_WIDEST = 2**40
"""The solver refuses greater numbers, and takes smaller than one over it for nothing."""
_ROUNDS = 20


def solve(program: Program) -> Optimum | None:
    """Return the proven optimum, None where the solver finds none or its basis proves nothing.

    The solver works in floating point. All that is taken from it is where columns and rows stand.
    Where numbers are too far apart for it even when they are scaled, it is not asked.
    """
    basis = _basis(program)
    return None if basis is None else proven(program, basis)


def _basis(program: Program) -> Basis | None:
    import highspy
    import numpy as np

    by_column, by_row = _scales(program)
    sums = [
        {column: part * by_column[column] * by for column, part in row.terms.items() if part}
        for row, by in zip(program.rows, by_row, strict=True)
    ]
    # All ends of rows may be multiplied by one number, and so may the goal.
    goal = _near_one([part * by_column[each] for each, part in program.goal.items()])
    costs = dict(zip(program.goal, goal, strict=True))
    ends = _near_one(
        [
            None if end is None else end * by
            for row, by in zip(program.rows, by_row, strict=True)
            for end in (row.least, row.most)
        ]
    )
    parts = [part for each in sums for part in each.values()]
    if not _within([each for each in (*parts, *goal, *ends) if each is not None], _WIDEST):
        return None
    # The plain solver: the wrapper around it prints a banner as it starts, in some versions.
    solver: Any = highspy._Highs()  # type: ignore[attr-defined,unused-ignore]
    solver.setOptionValue("output_flag", False)
    for option, value in (("presolve", "off"), ("solver", "simplex"), ("threads", 1)):
        solver.setOptionValue(option, value)
    endless = highspy.kHighsInf
    number = {column: place for place, column in enumerate(program.columns)}
    nothing = np.array([], dtype=np.int32), np.array([], dtype=np.float64)
    for column in program.columns:
        # The solver looks for the least.
        solver.addCol(-float(costs.get(column) or 0), 0.0, endless, 0, *nothing)
    for sum_, least, most in zip(sums, ends[::2], ends[1::2], strict=True):
        terms = [(number[column], float(part)) for column, part in sum_.items()]
        solver.addRow(
            _end(least, -endless),
            _end(most, endless),
            len(terms),
            np.array([place for place, _ in terms], dtype=np.int32),
            np.array([part for _, part in terms], dtype=np.float64),
        )
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    found = solver.getBasis()
    return Basis(
        tuple(_stands(each, highspy) for each in found.col_status),
        tuple(_stands(each, highspy) for each in found.row_status),
    )


def _scales(program: Program) -> tuple[Mapping[str, Fraction], list[Fraction]]:
    """Return by what to multiply each column and each row so that the numbers come near to one.

    Columns and rows stand where they stood, whatever they are multiplied by.
    """
    by_column = dict.fromkeys(program.columns, Fraction(1))
    by_row = [Fraction(1)] * len(program.rows)
    parts = [part for row in program.rows for part in row.terms.values()]
    if _within(parts, _PLAIN):
        return by_column, by_row
    for _ in range(_ROUNDS):
        for place, row in enumerate(program.rows):
            by_row[place] = _toward_one(p * by_column[c] for c, p in row.terms.items())
        for column in program.columns:
            here = zip(program.rows, by_row, strict=True)
            by_column[column] = _toward_one(
                row.terms.get(column, Fraction(0)) * by for row, by in here
            )
    return by_column, by_row


def _toward_one(parts: Iterable[Fraction]) -> Fraction:
    """Return the power of two that brings the least and the greatest as near to one as can be."""
    sizes = [_size(part) for part in parts if part]
    return Fraction(2) ** (-(min(sizes) + max(sizes)) // 2) if sizes else Fraction(1)


def _near_one(numbers: Sequence[Fraction | None]) -> list[Fraction | None]:
    """Return the numbers, all multiplied by one power of two where they are far from one."""
    known = [number for number in numbers if number]
    by = Fraction(1) if _within(known, 64) else _toward_one(known)
    return [None if number is None else number * by for number in numbers]


def _size(number: Fraction) -> int:
    return abs(number.numerator).bit_length() - number.denominator.bit_length()


def _within(numbers: Iterable[Fraction], most: int) -> bool:
    return all(Fraction(1, most) <= abs(number) <= most for number in numbers if number)


def _end(end: Fraction | None, without: float) -> float:
    return without if end is None else float(end)


def _stands(status: Any, highspy: Any) -> Stands:
    if status == highspy.HighsBasisStatus.kBasic:
        return "between"
    return "high" if status == highspy.HighsBasisStatus.kUpper else "low"
