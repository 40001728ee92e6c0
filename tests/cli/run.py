"""Run the command line in this process and keep what it says."""

from __future__ import annotations

from dataclasses import dataclass

from click.testing import CliRunner

from mlmcheck.cli import main


@dataclass(frozen=True)
class Run:
    """What one call of the command did."""

    code: int
    out: str
    err: str


def run(*arguments: object) -> Run:
    """Run `mlmcheck ARGUMENTS…`; a crash is raised and not an exit code."""
    done = CliRunner().invoke(main, [str(argument) for argument in arguments])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Run(done.exit_code, done.stdout, done.stderr)
