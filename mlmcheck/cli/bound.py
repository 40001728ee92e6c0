"""The command that says what holds of a plan whatever people do."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from mlmcheck.cli.options import FORMATS, Place, as_of_option, lang_option
from mlmcheck.cli.steps import readable, stop
from mlmcheck.text import Text


@click.command()
@click.argument("path", type=Place())
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="terminal",
    show_default=True,
    help="What to print; json has the linear programs and their proofs.",
)
@as_of_option
@lang_option
def bound(path: Path, form: str, as_of: date | None, lang: str | None) -> None:
    """Say whose money can fund the rewards of the plan in FILE, and what is left once nobody joins.

    Solved, not simulated: the bounds hold whatever people do.

    Exit codes: 0 it was worked out; 2 wrong use; 3 a scheme that cannot be read.
    """
    from importlib.util import find_spec

    from mlmcheck.bound.bounds import bound_of
    from mlmcheck.measures.bounded import premises_of
    from mlmcheck.report.language import speaker
    from mlmcheck.scheme.plan import days_to_judge, plan_on
    from mlmcheck.scheme.read import read_scheme

    speak = speaker(lang)
    if find_spec("highspy") is None:
        stop([speak.say(Text("this needs the solver HiGHS; install it with: pip install highspy"))])
    document = readable(lambda: read_scheme(path), speak)
    scheme = document.scheme
    # With neither --as-of nor a day in the file, the user's day.
    plan = plan_on(scheme, as_of or days_to_judge(scheme, date.today(), ())[-1])
    found = bound_of(plan, premises_of(plan))
    if form == "json":
        from mlmcheck.report import bound_json

        click.echo(bound_json.render(document, found, speak), nl=False)
    else:
        from mlmcheck.report import bound_page

        bound_page.render(document, found, speak, sys.stdout)
