"""Whatever lies where a file is meant is told of, without waiting and without a traceback."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from mlmcheck.scheme.find import scheme_files
from tests.cli.run import run

SCHEME = "mlmcheck: 1\nname: X\nmarket: cn\nas_of: 2026-10-01\nentry: none\nrewards: none\n"
LONG = "a" * 300


def test_a_pipe_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    """It would be waited for without end."""
    (tmp_path / "plan.yaml").write_text(SCHEME, encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.yaml")

    assert [tmp_path / "plan.yaml"] == scheme_files([tmp_path])


@pytest.mark.parametrize("command", ["check", "explain"])
def test_an_empty_name_is_not_the_folder_one_stands_in(command: str) -> None:
    """A variable that is not set judges nothing."""
    assert 2 == run(command, "").code


@pytest.mark.parametrize("name", [LONG, LONG + ".yaml"])
@pytest.mark.parametrize("command", ["check", "explain"])
def test_a_name_that_no_file_can_have_is_not_there(command: str, name: str) -> None:
    """It is told like any other that is not there."""
    assert run(command, name).code in {2, 3}


@pytest.mark.parametrize("kind", ["pipe", "circle", "folder", "long"])
def test_a_table_that_is_no_file_is_told_of(kind: str, tmp_path: Path) -> None:
    """The problem stands at the place that names the table."""
    table = tmp_path / "table.csv"
    if kind == "pipe":
        os.mkfifo(table)
    elif kind == "circle":
        table.symlink_to(table)
    elif kind == "folder":
        table.mkdir()
    name = LONG if kind == "long" else table.name
    file = tmp_path / "plan.yaml"
    file.write_text(f"{SCHEME}network: {{participants: {{file: {name}}}}}\n", encoding="utf-8")
    done = run("check", file)

    assert 3 == done.code
    assert done.out.startswith(f"{file}:7:32: ")


def test_a_name_in_no_encoding_is_written_out(tmp_path: Path) -> None:
    """A file name of broken bytes goes into every report."""
    file = tmp_path / os.fsdecode(b"plan\xff.yaml")
    file.write_text(SCHEME, encoding="utf-8")
    report = tmp_path / "report"
    shown = [run("check", file, "--output", f"{form}={report}") for form in ("json", "terminal")]

    assert [0, 0] == [done.code for done in shown]
    assert "plan\\udcff.yaml" in shown[0].out
    assert "plan\\udcff.yaml" in report.read_text(encoding="utf-8")


def test_json_holds_nothing_that_steers_a_terminal(tmp_path: Path) -> None:
    """Control characters of a table are escaped, those above 127 too."""
    file = tmp_path / "plan.yaml"
    file.write_text(SCHEME + "network: {participants: {file: t.csv}}\n", encoding="utf-8")
    (tmp_path / "t.csv").write_text("id,sponsor\nA\x1b[1m,Z\nB\x9b1m\u202e,Z\n", encoding="utf-8")
    report = run("check", file, "--format", "json").out

    assert "B\\u009b1m\\u202e" in report
    assert set() == {c for c in report if c in "\x1b\x9b\u202e"}


def test_what_is_judged_of_a_table_is_what_the_receipt_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table is read once: the digest is of the very bytes whose rows were counted."""
    import hashlib

    from mlmcheck.judge import Court, judge_file
    from mlmcheck.resources import rules_dir

    scheme, table = tmp_path / "s.yaml", tmp_path / "m.csv"
    scheme.write_text("mlmcheck: 1\nname: x\nmarket: cn\nnetwork: {participants: {file: m.csv}}\n")
    table.write_text("id\nA\nB\n")
    seen: list[bytes] = []
    whole = Path.read_bytes

    def read(path: Path) -> bytes:
        content = whole(path)
        if path.name == "m.csv":
            seen.append(content)
            table.write_text(f"id\n{len(seen)}\n")
        return content

    monkeypatch.setattr(Path, "read_bytes", read)
    found = judge_file(scheme, Court((rules_dir(),), date(2026, 11, 24)))
    assert [b"id\nA\nB\n"] == seen
    assert {"m.csv": hashlib.sha256(seen[0]).hexdigest()} == found.receipt.ledgers
    assert found.summary is not None
    assert ["A", "B"] == [person.id for person in found.summary.people]
