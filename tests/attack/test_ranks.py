"""What is said of a rank is said of one rank."""

from __future__ import annotations

import pytest

from mlmcheck.scheme.errors import SchemeError
from mlmcheck.scheme.read import parse_scheme

HEAD = "mlmcheck: 1\nname: X\nmarket: cn\n"


@pytest.mark.parametrize(
    "ranks",
    [
        "{name: A}, {name: A, requires: {direct_recruits: 3}}",
        "{name: {en: A, zh: B}}, {name: {en: B, zh: C}}",
        "{name: A, to: 2018}, {name: A, from: 2018}",
        "{name: A, to: 2018}, {name: A}",
    ],
)
def test_two_ranks_of_one_day_have_two_names(ranks: str) -> None:
    """Else the one that asks for recruits would hide behind the one that asks for nothing."""
    with pytest.raises(SchemeError) as told:
        parse_scheme(f"{HEAD}ranks: [{ranks}]\n")

    assert ["another rank is called"] == [str(p.text)[:22] for p in told.value.problems]


def test_a_rank_may_change() -> None:
    """One name may hold for one set of terms until some day and for another from then on."""
    parse_scheme(f"{HEAD}ranks: [{{name: A, to: 2018}}, {{name: A, from: 2019}}, {{name: B}}]\n")
