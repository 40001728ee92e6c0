"""What a gate is told: the exit code by what was found, and by what is open."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlmcheck import gate
from mlmcheck.cli import options

from .run import run

PYRAMID = "entry: [{item: fee, amount: 99, required: rule}]\nrewards: [{for: entry, levels: 1}]\n"
SAFE = "operator: {channel: online, authorised: none}\n"
LEGAL = SAFE + "entry: none\nrewards: [{for: retail, levels: 1}]\n"
APART = "entry: none\nrewards: [{for: retail, levels: 1}]\n"
OPEN = "entry: none\n"
UNLAWFUL = "operator: {channel: outside-premises, authorised: none}\n" + APART


@pytest.mark.parametrize(
    ("plan", "options", "code"),
    [
        (PYRAMID, (), 1),
        (PYRAMID, ("--fail-on", "review"), 1),
        (PYRAMID, ("--fail-on", "unlawful"), 1),
        (PYRAMID, ("--fail-on", "never"), 0),
        (PYRAMID, ("--fail-on-unknown",), 1),
        (OPEN, (), 0),
        (OPEN, ("--fail-on", "review"), 1),
        (OPEN, ("--fail-on", "unlawful"), 0),
        (OPEN, ("--fail-on-unknown",), 4),
        (UNLAWFUL, (), 0),
        (UNLAWFUL, ("--fail-on", "unlawful"), 1),
        (APART, (), 0),
        (APART, ("--fail-on", "review"), 0),
        (APART, ("--fail-on-unknown",), 4),
        (LEGAL, ("--fail-on", "review", "--fail-on-unknown"), 0),
    ],
)
def test_the_exit_code_says_what_was_asked(
    plan: str, options: tuple[str, ...], code: int, tmp_path: Path
) -> None:
    """Each bar and the open questions give the exit code that the command promises."""
    path = tmp_path / "plan.yaml"
    path.write_text(f"mlmcheck: 1\nname: x\nmarket: cn\ncurrency: CNY\n{plan}", encoding="utf-8")
    assert code == run("check", path, *options).code


def test_what_cannot_be_read_outweighs_everything(tmp_path: Path) -> None:
    """One unreadable file among judged ones is exit code 3, whatever the bar."""
    head = "mlmcheck: 1\nname: x\nmarket: cn\ncurrency: CNY\n"
    (tmp_path / "a.yaml").write_text(head + PYRAMID, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(head + "entry:\n", encoding="utf-8")
    assert 3 == run("check", tmp_path, "--fail-on", "never").code


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("check", "x.yaml", "--law", "xx"),
        ("check", "x.yaml", "--as-of", "2018"),
        ("check", "x.yaml", "--output", "html=x"),
        ("check", "x.yaml", "--format", "pdf"),
        ("explain", "no-such-rule"),
    ],
)
def test_wrong_use_is_two(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the command cannot do is exit code 2, with a sentence and no traceback."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.yaml").write_text("mlmcheck: 1\nname: x\nmarket: cn\n", encoding="utf-8")
    done = run(*arguments)
    assert 2 == done.code
    assert done.err


def test_an_answer_that_nobody_asks_for_is_told(tmp_path: Path) -> None:
    """A misspelt question under `assessed` does not go by in silence."""
    path = tmp_path / "plan.yaml"
    path.write_text(
        "mlmcheck: 1\nname: x\nmarket: us\nassessed:\n"
        "  us-safeguards-work/produce-sale: {answer: yes, by: A. Judge, source: a ruling}\n",
        encoding="utf-8",
    )
    assert "us-safeguards-work/produce-sale" in run("check", path).out
    path.write_text(path.read_text(encoding="utf-8").replace("sale:", "sales:"), encoding="utf-8")
    assert "us-safeguards-work/produce-sales" not in run("check", path).out


def test_the_command_offers_the_bars_that_there_are() -> None:
    """The command names them by itself, as loading what they do takes time."""
    assert tuple(gate.BARS) == options.BARS
