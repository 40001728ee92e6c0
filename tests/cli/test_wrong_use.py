"""What people type by mistake is told what to type instead."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .run import run

SCHEME = "mlmcheck: 1\nname: x\nmarket: cn\nas_of: 2026-10-01\nentry: none\nrewards: none\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plan.yaml").write_text(SCHEME, "utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", ""), "the name is empty; name a file or a folder"),
        (("check", "-"), "- is no file; save the text to a file and name it"),
        (("plan.yaml",), "to judge it write: mlmcheck check plan.yaml"),
        (("plan.yaml", "--lang", "zh"), "to judge it write: mlmcheck check plan.yaml"),
        (("chekc", "plan.yaml"), "No such command 'chekc'"),
        (("check", "plan.yaml", "--law", ""), "a law is meant here, such as cn"),
        (("check", "plan.yaml", "--law", "us,"), "a law is meant here, such as cn"),
        (("check", "plan.yaml", "--law", "us,xx"), "there is no law xx"),
    ],
)
def test_a_slip_is_told_and_judges_nothing(arguments: tuple[str, ...], said: str) -> None:
    """Nothing is judged, and the message says what to write."""
    done = run(*arguments)
    assert (2, "") == (done.code, done.out)
    assert said in done.err


@pytest.mark.parametrize(
    "asked",
    [("--law", "us,eu"), ("--law", "us", "--law", "eu"), ("--law", " us, eu ", "--law", "us")],
)
def test_laws_are_repeated_or_parted_by_commas(asked: tuple[str, ...]) -> None:
    """However several laws are named, each is asked once."""
    report = json.loads(run("check", "plan.yaml", *asked, "--format", "json").out)
    assert ["eu", "us"] == sorted(law["law"] for law in report["results"][0]["laws"])


@pytest.mark.parametrize("command", [("check",), ("explain",), ("rules", "list")])
def test_help_says_that_laws_may_be_repeated(command: tuple[str, ...]) -> None:
    """Whoever asks for two laws finds in the help how."""
    text = " ".join(run(*command, "--help").out.split())
    law = text[text.index("--law ") :]
    assert "May be repeated." in law[: law.index(" --", 6)]
