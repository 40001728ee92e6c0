"""`mlmcheck bound`: the two answers first, in both languages, and the proof as JSON."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mlmcheck.cli import main

ROOT = Path(__file__).resolve().parent.parent.parent
DESIGNS = ROOT / "sample_schemes" / "designs"


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["bound", *arguments], env={"LC_ALL": "C.UTF-8"})


@pytest.mark.parametrize(
    ("file", "first", "second"),
    [
        ("gifting-circle", "own money pays 100, whatever people do", "nothing is due any more"),
        ("static-return", "own money pays 100, whatever people do", "payouts cannot be met"),
        ("one-level-affiliate", "own money pays 0, whatever", "payouts can be met from what then"),
        ("unilevel", "anything from 0 to 100", "payouts can be met from what then comes in"),
        ("stair-step-price-tiers", "No reward is named", "no reward is paid at all"),
    ],
)
def test_the_answers_come_first(file: str, first: str, second: str) -> None:
    """Each sentence is on the page before any table."""
    result = _run(str(DESIGNS / f"{file}.yaml"))
    assert 0 == result.exit_code
    page = " ".join(result.stdout.partition("───")[0].split())
    assert first in page
    assert second in page


def test_the_circle_is_drawn_with_its_money() -> None:
    """Fifteen people, of whom one is paid 40,000."""
    page = _run(str(DESIGNS / "gifting-circle.yaml")).stdout
    assert 15 == page.count("USD 5,000 to join or stay")
    assert 1 == page.count("  USD 40,000\n")


def test_it_speaks_chinese() -> None:
    """Every sentence of the page is translated."""
    page = _run(str(DESIGNS / "static-return.yaml"), "--lang", "zh").stdout
    assert "Once" not in page
    assert "newcomers" not in page


def test_json_has_programs_and_proofs_that_add_up() -> None:
    """The weights of the rows, as printed, prove the number as printed."""
    found = json.loads(_run(str(DESIGNS / "static-return.yaml"), "--format", "json").stdout)
    assert ("bound", "never", 12.5) == (
        found["kind"],
        found["stop"]["answer"],
        found["stop"]["reserve_months"],
    )
    for end in (*found["share"].values(), *found["stop"]["covered"].values()):
        assert end["proven"]
        rows = {row["name"]: row for row in end["program"]["rows"]}
        total = Fraction(0)
        covered: dict[str, Fraction] = {}
        for name, written in end["weights"].items():
            row, weight = rows[name], Fraction(written)
            total += weight * Fraction(row["max" if weight > 0 else "min"])
            for column, part in row["sum"].items():
                covered[column] = covered.get(column, Fraction(0)) + weight * Fraction(part)
        assert abs(total) == Fraction(end["number"])
        goal = end["program"]["most_of"]
        assert all(covered.get(column, 0) >= Fraction(part) for column, part in goal.items())
        assert all(part >= 0 for column, part in covered.items() if column not in goal)


def test_the_same_file_gives_the_same_bytes() -> None:
    """Nothing of a run depends on anything but the file and the day."""
    file = str(DESIGNS / "binary.yaml")
    first = _run(file, "--format", "json", "--as-of", "2026-11-24").stdout_bytes
    assert first == _run(file, "--format", "json", "--as-of", "2026-11-24").stdout_bytes


def test_a_file_that_cannot_be_read_says_so() -> None:
    """Exit code 3, with what is wrong."""
    result = _run(str(ROOT / "no-such-file.yaml"))
    assert 3 == result.exit_code
    assert "no-such-file.yaml" in result.stdout
