"""`mlmcheck simulate` prints what was assumed and what came of it, the same for the same seed."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from mlmcheck.report.layout import cells
from mlmcheck.resources import samples_dir

from .run import run

DESIGNS = samples_dir() / "designs"
UNILEVEL = DESIGNS / "unilevel.yaml"
SMALL = ("--people", 300, "--months", 8, "--after", 3, "--runs", 2)


@pytest.mark.parametrize("form", ["terminal", "json"])
@pytest.mark.parametrize("model", ["uniform", "preferential", "saturating", "complete"])
def test_the_same_seed_gives_the_same_bytes(form: str, model: str) -> None:
    """Twice the same command prints twice the same, and another seed something else."""
    command = ("simulate", UNILEVEL, *SMALL, "--model", model, "--format", form)
    first = run(*command)

    assert 0 == first.code
    assert first == run(*command)
    assert first.out != run(*command, "--seed", 2).out


def test_another_process_gives_the_same_bytes() -> None:
    """Nothing hangs on the process, such as the order of a set."""
    command = [str(each) for each in ("simulate", UNILEVEL, *SMALL, "--format", "json")]
    printed = {
        subprocess.run(
            [sys.executable, "-m", "mlmcheck", *command],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }

    assert {run(*command).out.encode()} == printed


@pytest.mark.parametrize("path", sorted(DESIGNS.glob("*.yaml")), ids=lambda path: path.stem)
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [40, 60, 120])
def test_every_design_fits_the_page(
    path: Path, lang: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No line is wider than the page, in either language."""
    monkeypatch.setenv("COLUMNS", str(width))
    done = run("simulate", path, *SMALL, "--lang", lang)

    assert 0 == done.code
    assert [] == [line for line in done.out.splitlines() if cells(line) > width]


def test_the_page_in_chinese_has_no_english_sentence() -> None:
    """What the page says itself is translated; names of the plan are the plan's own."""
    page = run("simulate", DESIGNS / "binary.yaml", *SMALL, "--lang", "zh").out

    for word in ("people", "month", "Assumed", "lost", " the ", "paid"):
        assert word not in page


def test_the_page_says_that_it_is_no_observation_before_any_number() -> None:
    """The first line says that it is simulated; the assumptions come before the outcome."""
    lines = run("simulate", UNILEVEL, *SMALL).out.splitlines()
    heads = [line.split(" ─")[0] for line in lines if " ─" in line]

    assert lines[0].startswith("Simulated, not observed")
    assert heads.index("Assumed") < heads.index("What came of it")


def test_what_is_left_out_stands_in_the_first_lines(tmp_path: Path) -> None:
    """A reward of unknown rate is named with its line before anything else."""
    file = tmp_path / "plan.yaml"
    file.write_text(
        "mlmcheck: 1\nname: Gap\ncurrency: USD\nentry: none\nupkeep: none\nranks: none\n"
        "rewards:\n  - {for: retail, pays: {1: 10%}}\n  - {for: recruit, levels: 1}\n",
        "utf-8",
    )
    lines = run("simulate", file, *SMALL).out.splitlines()

    assert "! not in it: the rate is not known (line 9)" == lines[3].strip()


def test_every_assumption_is_in_the_report() -> None:
    """The JSON report holds each option as it was given."""
    done = run(
        "simulate", UNILEVEL, *SMALL, "--seed", 5, "--model", "saturating", "--population", 900,
        "--most", 7, "--churn", "2%", "--retail", "30%", "--format", "json",
    )  # fmt: skip
    assumed = json.loads(done.out)["assumed"]

    assert {
        "people": 300,
        "months": 8,
        "after": 3,
        "model": "saturating",
        "population": 900,
        "most": 7,
        "churn": 0.02,
        "retail": {"share_of_purchases": 0.3},
        "seed": 5,
        "runs": 2,
    } == assumed


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("50", {"amount": 50}),
        ("12.50", {"amount": 12.5}),
        ("30%", {"share_of_purchases": 0.3}),
        ("2 units", {"units": 2}),
        ("1 unit", {"units": 1}),
        ("0", {"amount": 0}),
    ],
)
def test_sales_are_an_amount_a_share_or_units(given: str, told: dict[str, float]) -> None:
    """What is written behind --retail says which it is."""
    done = run("simulate", UNILEVEL, *SMALL, "--retail", given, "--format", "json")

    assert told == json.loads(done.out)["assumed"]["retail"]


def test_figures_add_up_in_the_report() -> None:
    """People of all levels, and of all months of joining, are all who join."""
    found = json.loads(run("simulate", UNILEVEL, *SMALL, "--runs", 1, "--format", "json").out)

    assert 300 == sum(group["people"] for group in found["levels"])
    assert 300 == sum(group["people"] for group in found["joined"])
    assert 300 == sum(month["joined"] for month in found["months"])
    assert found["results"]["lost_share"]["middle"] == pytest.approx(
        found["results"]["lost"]["middle"] / 300, abs=1e-6
    )
    assert {"simulated"} == {fact["basis"] for fact in found["facts"]}


def test_one_end_of_the_ranges_can_be_asked_for() -> None:
    """The static return's stake is 1,000 or more, so both ends are read, or the one asked for."""
    ends = {
        end: [
            each["end"]
            for each in json.loads(
                run("simulate", FILE, *SMALL, "--end", end, "--format", "json").out
            )["plan"]["ends"]
        ]
        for end in ("both", "least", "most")
    }

    assert {"both": ["least", "most"], "least": ["least"], "most": ["most"]} == ends


FILE = Path(__file__).parent.parent / "data" / "ranges.yaml"


@pytest.mark.parametrize(
    "options",
    [
        ("--people", 0),
        ("--months", 0),
        ("--after", -1),
        ("--runs", 0),
        ("--seed", -1),
        ("--most", 0),
        ("--churn", "100%"),
        ("--churn", "5"),
        ("--retail", "100%"),
        ("--retail", "much"),
        ("--population", 400),
        ("--population", 200, "--model", "saturating"),
    ],
)
def test_wrong_use_ends_with_2_and_a_sentence(options: tuple[object, ...]) -> None:
    """An assumption that cannot be is refused, and nothing is printed on standard output."""
    done = run("simulate", UNILEVEL, *SMALL, *options)

    assert (2, "") == (done.code, done.out)
    assert done.err


def test_a_file_that_leaves_open_what_is_paid_ends_with_3(tmp_path: Path) -> None:
    """The message has file, line and column, and says what to write."""
    file = tmp_path / "plan.yaml"
    file.write_text(
        "mlmcheck: 1\nname: Open\ncurrency: USD\nrewards: none\n"
        "entry:\n  - {item: fee, required: rule, opens: [join]}\n",
        "utf-8",
    )
    done = run("simulate", file, *SMALL)

    assert 3 == done.code
    assert "plan.yaml:6:" in done.out.replace("\n", "")
    assert "write amount:" in " ".join(done.out.split())


def test_a_file_that_cannot_be_read_ends_with_3(tmp_path: Path) -> None:
    """A broken file is told as `mlmcheck check` tells it."""
    file = tmp_path / "plan.yaml"
    file.write_text("mlmcheck: 1\nname: Bad\nentry: no\n", "utf-8")

    assert 3 == run("simulate", file).code
    assert 3 == run("simulate", tmp_path / "none.yaml").code


def test_no_bar_is_shown_where_nobody_looks() -> None:
    """Into a pipe or a file standard error stays empty, however long it takes."""
    done = run("simulate", UNILEVEL, "--people", 60_000, "--months", 20, "--runs", 2)

    assert (0, "") == (done.code, done.err)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_bar_is_shown_on_a_terminal_where_it_takes_long() -> None:
    """On a terminal standard error shows how far it is; what is printed is as in a pipe."""
    command = [sys.executable, "-m", "mlmcheck", "simulate", str(UNILEVEL)]
    command += ["--people", "60000", "--months", "20", "--runs", "2", "--format", "json"]
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        seen = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            seen += part
        printed = process.stdout.read() if process.stdout else b""
    os.close(ours)

    assert b"%" in seen
    assert b"simulated" in printed
    assert b"\x1b" not in printed
