"""However the output is taken, nothing is half written, replaced unasked or said twice over."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from threading import Thread

import pytest

from mlmcheck.report.files import write_whole
from mlmcheck.report.layout import encodable
from tests.cli.run import run

SCHEME = "mlmcheck: 1\nname: X\nmarket: cn\nas_of: 2026-10-01\nentry: none\nrewards: none\n"


@pytest.fixture
def scheme(tmp_path: Path) -> Path:
    """A scheme file of its own."""
    file = tmp_path / "plan.yaml"
    file.write_text(SCHEME, encoding="utf-8")
    return file


def ended(*arguments: object, stdout: object = subprocess.PIPE) -> tuple[int, str]:
    """The exit code of the command as a process of its own, and what it said to stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "mlmcheck", *map(str, arguments)],
        stdout=stdout,  # type: ignore[call-overload]  # a file, a pipe or nothing
        stderr=subprocess.PIPE,
        check=False,
        text=True,
    )
    return done.returncode, done.stderr


def test_a_report_is_not_written_over_what_was_judged(scheme: Path) -> None:
    """The scheme file is left as it is."""
    done = run("check", scheme, "--output", f"json={scheme}")

    assert (2, f"{scheme} is read here; write the report to another file\n") == (
        done.code,
        done.err,
    )
    assert scheme.read_text(encoding="utf-8") == SCHEME


def test_two_reports_do_not_go_to_one_file(scheme: Path) -> None:
    """The second would take the place of the first; neither is written."""
    report = scheme.with_name("report")
    done = run("check", scheme, "--output", f"json={report}", "--output", f"terminal={report}")

    assert (2, False) == (done.code, report.exists())


def test_links_are_followed_and_permissions_kept(tmp_path: Path) -> None:
    """What a link leads to is written, and nobody else may read what nobody else could."""
    target = tmp_path / "private"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o600)
    link = tmp_path / "link"
    link.symlink_to(target)
    write_whole(link, "new")

    assert ("new", 0o600, True) == (
        target.read_text(encoding="utf-8"),
        target.stat().st_mode & 0o777,
        link.is_symlink(),
    )


def test_what_is_no_regular_file_stays_what_it_is(tmp_path: Path) -> None:
    """A pipe is written to, not replaced."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    write_whole(pipe, "report")
    reader.join(timeout=10)

    assert (["report"], True) == (read, pipe.is_fifo())


def test_a_folder_and_a_circle_of_links_are_refused(tmp_path: Path) -> None:
    """They cannot be written, which is an error of the system's own kind."""
    circle = tmp_path / "circle"
    circle.symlink_to(circle)
    for place in (tmp_path, circle):
        with pytest.raises(OSError, match=r"directory|symbolic"):
            write_whole(place, "report")


@pytest.mark.parametrize("command", [["check"], ["check", "--format", "json"], ["explain"]])
def test_a_full_disk_is_said_and_is_no_verdict(command: list[str], scheme: Path) -> None:
    """What cannot be printed ends with a sentence and a code that no verdict has."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        code, said = ended(*command, scheme, stdout=full)

    assert (74, "the output cannot be written: No space left on device\n") == (code, said)


def test_a_reader_who_stops_is_no_verdict(scheme: Path) -> None:
    """The code is the one of a broken pipe, and nothing is said."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as pipe:
        assert (141, "") == ended("check", scheme, stdout=pipe)


def test_a_fault_of_its_own_is_no_verdict() -> None:
    """Nobody sees a traceback, and the exit code is none that a verdict has."""
    code = (
        "import sys, mlmcheck.cli.rules, mlmcheck.__main__ as program\n"
        "sys.modules['mlmcheck.cli.rules'].court_of = lambda *_: 1 / 0\n"
        "sys.argv = ['mlmcheck', 'rules', 'list']\n"
        "program.run()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)

    assert (70, "") == (done.returncode, done.stdout)
    assert done.stderr.startswith("mlmcheck failed, which is a fault of its own: ZeroDivision")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [("ascii", "x + >= ??"), ("cp1252", "x + >= ??"), ("utf-8", "✗ ✓ ≥ 合法")],
)
def test_no_mark_turns_into_that_of_another_verdict(encoding: str, expected: str) -> None:
    """Where an encoding lacks a sign a plainer one stands, never the question mark of a review."""
    assert expected == encodable("✗ ✓ ≥ 合法", TextIOWrapper(BytesIO(), encoding=encoding))
