"""What the commands do, step by step: judge, render, write, and stop with a sentence."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click

from mlmcheck.text import Text

if TYPE_CHECKING:
    from mlmcheck.judge import Court, Judgement
    from mlmcheck.law.files import Problem as RuleProblem
    from mlmcheck.report.language import Speaker
    from mlmcheck.scheme.errors import Problem

T = TypeVar("T")


def court_of(rule_folders: tuple[Path, ...], data_dir: Path | None, speak: Speaker) -> Court:
    """Return the rules to judge by; a rule of one's own that no law reads ends with exit code 2."""
    from mlmcheck.judge import Court
    from mlmcheck.resources import rules_dir

    folders = (rules_dir(), *rule_folders)
    if rule_folders:
        from mlmcheck.law.folders import unread

        lost = [problem for folder in rule_folders for problem in unread(folder, folders)]
        if lost:
            stop_at(lost, speak)
    return Court(folders, date.today(), data_dir)  # the user's day


def guarded(do: Callable[[], T], speak: Speaker) -> T:
    """Do it; what the user got wrong ends with a sentence and exit code 2."""
    from mlmcheck.judge import NoLaw
    from mlmcheck.law.read import PackError

    try:
        return do()
    except NoLaw as error:
        stop([speak.say(error.text)])
    except PackError as error:
        stop_at(error.problems, speak)


def readable(do: Callable[[], T], speak: Speaker) -> T:
    """Do it; a scheme that cannot be read ends with its problems and exit code 3."""
    from mlmcheck.scheme.errors import SchemeError

    try:
        return do()
    except SchemeError as error:
        from mlmcheck.report.layout import Page, page_width, put
        from mlmcheck.report.problems_page import show

        page = Page(page_width(sys.stdout, None))
        show(page, error.problems, speak)
        put(page, sys.stdout)
        sys.exit(3)


def stop_at(problems: Iterable[RuleProblem], speak: Speaker) -> NoReturn:
    """End with exit code 2 and what is wrong with rule files, each with its place."""
    from mlmcheck.report.language import clean

    stop([f"{clean(str(p.file))}:{p.line}: {speak.say(p.text)}" for p in problems])


def stop(lines: list[str]) -> NoReturn:
    """End with exit code 2 and these sentences."""
    for line in lines:
        click.echo(line, err=True)
    sys.exit(2)


def judge_all(
    paths: tuple[Path, ...], court: Court, laws: tuple[str, ...], as_of: date | None
) -> tuple[list[Judgement], list[Problem]]:
    """Judge every scheme found; those that cannot be read leave their problems."""
    from mlmcheck.judge import judge_file
    from mlmcheck.scheme.errors import SchemeError
    from mlmcheck.scheme.find import scheme_files

    for law in laws:
        if law != "all":
            court.pack(law)
    judgements: list[Judgement] = []
    problems: list[Problem] = []
    try:
        files = scheme_files(paths)
    except SchemeError as error:
        return [], list(error.problems)
    for file in files:
        try:
            judgements.append(judge_file(file, court, laws, as_of))
        except SchemeError as error:
            problems.extend(error.problems)
    return judgements, problems


def rendered(
    form: str, judgements: list[Judgement], problems: list[Problem], speak: Speaker
) -> str:
    """Return a whole report as text."""
    if form == "json":
        from mlmcheck.report import json_report

        return json_report.render(judgements, problems, speak)
    from io import StringIO

    from mlmcheck.report import terminal

    page = StringIO()
    terminal.render(judgements, problems, speak, page, width=100)
    return page.getvalue()


def refuse_clashes(
    outputs: list[Path], judgements: list[Judgement], problems: list[Problem], speak: Speaker
) -> None:
    """Stop where a report would be written over a file that was judged, or over another report."""
    from os.path import realpath

    if not outputs:
        return
    read = {realpath(file) for file in _files_read(judgements, problems)}
    written: set[str] = set()
    for path in outputs:
        place = realpath(path)
        if place in read:
            text = Text("{file} is read here; write the report to another file", file=str(path))
            stop([speak.say(text)])
        if place in written and not Path(place).is_char_device():
            text = Text("{file} is named twice; write each report to its own file", file=str(path))
            stop([speak.say(text)])
        written.add(place)


def _files_read(judgements: list[Judgement], problems: list[Problem]) -> Iterator[Path]:
    for problem in problems:
        yield Path(problem.file)
    for judgement in judgements:
        scheme = Path(judgement.document.file)
        yield scheme
        yield from (scheme.parent / name for name in judgement.receipt.ledgers)


def write(path: Path, content: str) -> None:
    """Write a report; what cannot be written ends with exit code 2."""
    from mlmcheck.report.files import write_whole

    try:
        write_whole(path, content)
    except OSError as error:
        stop([f"{path}: {error.strerror or error}"])
