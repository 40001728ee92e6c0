"""`mlmcheck bound`: the two answers first, in both languages, and the proof as JSON."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mlmcheck.cli import main
from mlmcheck.report.layout import cells

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
    assert 1 == page.count("  USD 40,000  ")


def _file(folder: Path, lines: str) -> str:
    file = folder / "plan.yaml"
    file.write_text(f"mlmcheck: 1\nname: Test\nmarket: us\ncurrency: USD\n{lines}")
    return str(file)


def _fee(amount: str) -> str:
    return (
        f"entry: [{{item: fee, amount: {amount}, required: rule, opens: [join, recruit, earn]}}]\n"
        "upkeep: none\nranks: none\ngoods: none\nrewards: [{for: entry, pays: {1: 50%}}]\n"
    )


@pytest.mark.parametrize("amount", ["123456789012345678901234567890", "1" + "0" * 20])
def test_a_fee_of_any_size_is_bounded(tmp_path: Path, amount: str) -> None:
    """The solver takes no number of thirty digits, and is asked in numbers that it does take."""
    result = _run(_file(tmp_path, _fee(amount)))
    assert 0 == result.exit_code
    page = " ".join(result.stdout.split())
    assert "own money pays 100, whatever people do" in page
    assert "proven in exact numbers" in page


def test_amounts_too_far_apart_for_the_solver_leave_the_widest_bound(tmp_path: Path) -> None:
    """What the solver cannot tell apart is no fault of the program: nothing is proven then."""
    text = _fee("{min: 0.01, max: 1" + "0" * 29 + "}")
    result = _run(_file(tmp_path, text))
    assert 0 == result.exit_code


def test_one_network_that_shows_both_ends_is_drawn_once() -> None:
    """Where one network shows the most and the least there is one table, and it says so."""
    page = _run(str(DESIGNS / "unilevel.yaml")).stdout
    assert 1 == page.count("Where newcomers' money")
    assert "as much as USD 6 of it, or as little as USD 0" in " ".join(page.split())
    covered = _run(str(DESIGNS / "binary.yaml")).stdout
    assert 2 == covered.count("Where newcomers' money")
    assert 1 == covered.count("Nobody joins from")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_tables_keep_their_columns_at_60_columns(language: str) -> None:
    """What is paid begins in one column in every row, and no line is wider than the page."""
    file = str(ROOT / "sample_schemes" / "across" / "starter-pack.yaml")
    page = (
        CliRunner()
        .invoke(
            main, ["bound", file, "--lang", language], env={"LC_ALL": "C.UTF-8", "COLUMNS": "60"}
        )
        .stdout
    )
    lines = page.splitlines()
    head = next(i for i, line in enumerate(lines) if line.startswith(("  who ", "  人 ")))
    first, second, third = lines[head : head + 3]
    last = first.split()[-1]
    starts = {cells(first[: first.rindex(last)])}
    for row in (second, third):
        starts.add(cells(row[: row.index(re.split(" {2,}", row)[-1])]))
    assert 1 == len(starts)
    assert all(cells(line) <= 60 for line in lines)


def test_where_nothing_comes_in_it_is_said_so() -> None:
    """Nothing is nothing, and not at most 0."""
    page = " ".join(_run(str(DESIGNS / "static-return.yaml")).stdout.split())
    assert "Nothing comes in then of what is due." in page
    assert "at most 0 come in" not in page


def test_a_list_that_is_whole_is_not_called_open(tmp_path: Path) -> None:
    """That an entry fee comes again does not make the list of entry payments incomplete."""
    page = _run(_file(tmp_path, _fee("100, per: month"))).stdout
    assert "complete" not in page
    assert "nothing is due any more" not in page


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
