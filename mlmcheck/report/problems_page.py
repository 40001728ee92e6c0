"""Schemes that cannot be read: each problem with its line and carets."""

from __future__ import annotations

from collections.abc import Sequence

from mlmcheck.report.excerpts import Pointed, show_line
from mlmcheck.report.language import Speaker, clean
from mlmcheck.report.layout import Page, Span
from mlmcheck.scheme.errors import START, Problem


def show(page: Page, problems: Sequence[Problem], speaker: Speaker) -> None:
    """Show every problem as file:line:column: message, and the line it stands in.

    One of the file as a whole has no line.
    """
    for problem in problems:
        where = f"{clean(problem.file)}: "
        if problem.excerpt or (problem.line, problem.column) != START[:2]:
            where = f"{clean(problem.file)}:{problem.line}:{problem.column}: "
        page.write([Span(where, "bold"), Span(speaker.say(problem.text), "red")], hang=4)
        if problem.excerpt.strip():
            pointed = Pointed(
                problem.file,
                problem.line,
                problem.column,
                problem.end_column,
                problem.excerpt,
                "",
            )
            show_line(page, pointed, 2, "red")
    if problems:
        page.blank()
