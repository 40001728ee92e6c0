"""The solver HiGHS: it finds where the best solution stands, and the proof is checked here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mlmcheck.bound.linear import Basis, Optimum, Program, Stands, proven

if TYPE_CHECKING:
    from fractions import Fraction


def solve(program: Program) -> Optimum | None:
    """Return the proven optimum, None where the solver finds none or its basis proves nothing.

    The solver works in floating point. All that is taken from it is where columns and rows stand.
    """
    basis = _basis(program)
    return None if basis is None else proven(program, basis)


def _basis(program: Program) -> Basis | None:
    import highspy
    import numpy as np

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
        solver.addCol(-float(program.goal.get(column, 0)), 0.0, endless, 0, *nothing)
    for row in program.rows:
        terms = [(number[column], float(part)) for column, part in row.terms.items() if part]
        solver.addRow(
            _end(row.least, -endless),
            _end(row.most, endless),
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


def _end(end: Fraction | None, without: float) -> float:
    return without if end is None else float(end)


def _stands(status: Any, highspy: Any) -> Stands:
    if status == highspy.HighsBasisStatus.kBasic:
        return "between"
    return "high" if status == highspy.HighsBasisStatus.kUpper else "low"
