"""The solver is believed in nothing: what it finds is worked out anew and proven, or not used."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from mlmcheck.bound.highs import solve
from mlmcheck.bound.linear import Basis, Program, Row, is_proof, keeps, proven

F = Fraction
SMALL = Program(
    ("x", "y"),
    (
        Row("both", {"x": F(1), "y": F(3)}, None, F(1)),
        Row("x alone", {"x": F(1)}, None, F(2, 3)),
    ),
    {"x": F(1), "y": F(1)},
)
"""Its optimum is x = 2/3 and y = 1/9, and no float is either."""


def test_the_optimum_is_exact() -> None:
    """The numbers are fractions, not what floats come near to."""
    found = solve(SMALL)
    assert found is not None
    assert (F(7, 9), {"x": F(2, 3), "y": F(1, 9)}) == (found.value, found.point)
    assert {"both": F(1, 3), "x alone": F(2, 3)} == found.weights


def test_a_wrong_basis_proves_nothing() -> None:
    """A basis that is not the best one, not allowed, or no basis at all, is refused."""
    assert proven(SMALL, Basis(("low", "low"), ("between", "between"))) is None
    assert proven(SMALL, Basis(("between", "low"), ("high", "between"))) is None
    assert proven(SMALL, Basis(("between", "low"), ("low", "between"))) is None
    assert proven(SMALL, Basis(("between", "between"), ("high", "between"))) is None
    assert proven(SMALL, Basis(("between", "between"), ("high", "high"))) is not None


def test_a_proof_that_was_tampered_with_is_none() -> None:
    """Another value, another point or other weights do not pass."""
    found = solve(SMALL)
    assert found is not None
    assert is_proof(SMALL, found)
    assert not is_proof(SMALL, replace(found, value=F(8, 9)))
    assert not is_proof(SMALL, replace(found, point={"x": F(2, 3), "y": F(2, 9)}))
    assert not is_proof(SMALL, replace(found, weights={"both": F(1)}))
    assert not is_proof(SMALL, replace(found, weights={"both": F(-1, 3), "x alone": F(2, 3)}))


_numbers = st.integers(-4, 4).map(F)


@given(
    st.lists(st.tuples(_numbers, _numbers, st.integers(0, 6)), min_size=1, max_size=4),
    st.tuples(_numbers, _numbers),
)
def test_no_point_of_a_grid_beats_the_optimum(
    rows: list[tuple[Fraction, Fraction, int]], goal: tuple[Fraction, Fraction]
) -> None:
    """Within a box every allowed point has at most the value that was proven."""
    program = Program(
        ("x", "y"),
        (
            *(
                Row(f"row {place}", {"x": a, "y": b}, None, F(end))
                for place, (a, b, end) in enumerate(rows)
            ),
            Row("x in the box", {"x": F(1)}, None, F(3)),
            Row("y in the box", {"y": F(1)}, None, F(3)),
        ),
        {"x": goal[0], "y": goal[1]},
    )
    found = solve(program)
    assert found is not None
    for x, y in product(range(7), repeat=2):
        point = {"x": F(x, 2), "y": F(y, 2)}
        if keeps(program, point):
            assert goal[0] * point["x"] + goal[1] * point["y"] <= found.value


def test_numbers_far_apart_are_proven_or_not_used() -> None:
    """What floats cannot tell apart leads to no wrong number."""
    tiny = F(1, 10**14)
    program = Program(
        ("x",),
        (Row("one", {"x": F(1)}, None, F(1)), Row("less", {"x": F(1)}, None, 1 - tiny)),
        {"x": F(1)},
    )
    found = solve(program)
    assert found is None or found.value == 1 - tiny
