"""The command that simulates: what a plan does to the people who join."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mlmcheck.cli.options import FORMATS, Place, as_of_option, lang_option
from mlmcheck.cli.steps import readable, stop

if TYPE_CHECKING:
    from mlmcheck.plan.terms import End
    from mlmcheck.scheme.read import Document
    from mlmcheck.simulate.assumptions import Assumptions, Model, Retail
    from mlmcheck.simulate.study import Study

MODELS = ("uniform", "preferential", "saturating", "complete")
ENDS = ("both", "least", "most")
_LONG = 2_000_000
"""How many people times months times runs take long enough for a progress bar."""


class Part(click.ParamType[Fraction]):
    """A part of a whole, such as 5%."""

    name = "share"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Fraction:
        """Read a share as a scheme file writes one."""
        from mlmcheck.scheme.quantity import Wrong, read_share

        if isinstance(value, Fraction):
            return value
        try:
            return Fraction(read_share(str(value)).range.lo)
        except Wrong as wrong:
            self.fail(str(wrong.text), param, ctx)


class Sales(click.ParamType["Retail"]):
    """Sales to customers: an amount, a part of all sales, or units."""

    name = "amount|share|units"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Retail:
        """Read 50, 30% or "2 units"; all of each member and month but for the share."""
        from mlmcheck.scheme.quantity import Wrong, read_money, read_share
        from mlmcheck.simulate.assumptions import Each, OfSales, Units

        if isinstance(value, Each | OfSales | Units):
            return value
        text = str(value).strip()
        try:
            if text.endswith("%"):
                return OfSales(Fraction(read_share(text).range.lo))
            if text.endswith("unit") or text.endswith("units"):
                return Units(Fraction(read_money(text.rsplit("unit", 1)[0].strip()).range.lo))
            return Each(Fraction(read_money(text).range.lo))
        except Wrong as wrong:
            self.fail(
                f'{wrong.text}; write an amount such as 50, a share such as 30%, or "2 units"',
                param,
                ctx,
            )


@click.command()
@click.argument("path", type=Place())
@click.option("--people", type=int, default=10_000, show_default=True, help="How many join.")
@click.option(
    "--months", type=int, default=24, show_default=True, help="In how many months they join."
)
@click.option(
    "--after",
    type=int,
    default=6,
    show_default=True,
    help="How many months are looked at in which nobody joins any more.",
)
@click.option(
    "--model",
    type=click.Choice(MODELS),
    default="uniform",
    show_default=True,
    help="Who brings whom: any member alike; who brought many the more; any member alike in a "
    "population that fills up; everybody the same number.",
)
@click.option(
    "--population",
    type=int,
    default=None,
    help="How many there are to join, for the model saturating; by default as many as join.",
)
@click.option(
    "--most",
    type=int,
    default=None,
    help="The most that one may bring; by default what the plan says. For the model complete, how "
    "many everybody brings: by default 2.",
)
@click.option(
    "--churn",
    type=Part(),
    default="5%",
    show_default=True,
    help="The part of the members that leaves each month.",
)
@click.option(
    "--retail",
    type=Sales(),
    default="1 unit",
    show_default=True,
    help="What each member sells to customers a month on average: an amount such as 50, units of "
    "the cheapest product such as '2 units', or what part of all purchases is customers', such as "
    "30%.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="The seed of the first run.")
@click.option(
    "--runs", type=int, default=5, show_default=True, help="How many runs, for the range of chance."
)
@click.option(
    "--end",
    type=click.Choice(ENDS),
    default="both",
    show_default=True,
    help="Where the plan has ranges: at which end they are read, that at which it pays least, or "
    "most.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="terminal",
    show_default=True,
    help="What to print.",
)
@as_of_option
@lang_option
def simulate(
    path: Path,
    people: int,
    months: int,
    after: int,
    model: Model,
    population: int | None,
    most: int | None,
    churn: Fraction,
    retail: Retail,
    seed: int,
    runs: int,
    end: str,
    form: str,
    as_of: date | None,
    lang: str | None,
) -> None:
    """Say what the plan in FILE does to the people who join, if they behave as assumed.

    It is no prediction, and no verdict rests on it.

    Exit codes: 0 it was simulated; 2 wrong use; 3 a scheme that cannot be read, or that leaves open
    what no simulation can do without.
    """
    from mlmcheck.report.language import speaker
    from mlmcheck.simulate.assumptions import Assumptions, OutOfBounds

    speak = speaker(lang)
    try:
        given = Assumptions(
            people,
            months,
            after,
            model,
            population,
            most,
            churn,
            retail,
            seed,
            runs,
        )
    except OutOfBounds as error:
        stop([speak.say(error.text)])
    document, study = readable(lambda: _studied(path, given, end, as_of), speak)
    if form == "json":
        from mlmcheck.report import simulation_json

        click.echo(simulation_json.render(document, study, speak), nl=False)
    else:
        from mlmcheck.report import simulation_page

        simulation_page.render(document, study, speak, sys.stdout)


def _studied(
    path: Path, given: Assumptions, end: str, as_of: date | None
) -> tuple[Document, Study]:
    """Read a scheme and simulate it.

    Raises:
        SchemeError: it cannot be read, or leaves open what no simulation can do without.
    """
    from mlmcheck.scheme.plan import days_to_judge, plan_on
    from mlmcheck.scheme.quantity import Wrong
    from mlmcheck.scheme.read import read_scheme
    from mlmcheck.simulate.dues import CannotSimulate
    from mlmcheck.simulate.study import readings_of, study_of, with_limit

    document = read_scheme(path)
    scheme = document.scheme
    day = as_of or days_to_judge(scheme, date.today(), ())[-1]  # the user's day
    plan = plan_on(scheme, day)
    given = with_limit(given, plan)
    ends: tuple[End, ...] = ("least", "most") if end == "both" else (end,)  # type: ignore[assignment]
    try:
        readings = readings_of(plan, given, ends)
        steps = given.runs * len(readings.settings) * given.length
        with _progress(steps, steps * given.people > _LONG) as month_done:
            return document, study_of(plan, given, readings, month_done)
    except CannotSimulate as error:
        raise document.error([Wrong(each.text, each.at) for each in error.remarks]) from None


@contextmanager
def _progress(steps: int, long: bool) -> Iterator[Callable[[], None]]:
    """Show how far it is, on a terminal alone and where it takes long."""
    if not (long and sys.stderr.isatty()):
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=steps)
        yield lambda: bar.advance(task)
