"""What the commands take: types of values, and the options that several share."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

BARS = ("pyramid-like", "unlawful", "review", "never")
FORMATS = ("terminal", "json")


class Day(click.ParamType[date]):
    """A day, such as 2018-01-15."""

    name = "day"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read a full day."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value} is no day; write it like 2018-01-15", param, ctx)


class Output(click.ParamType[tuple[str, Path]]):
    """A format and the file it goes to, such as json=report.json."""

    name = "format=file"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, Path]:
        """Read a format that there is, and a file name."""
        if isinstance(value, tuple):
            return value
        form, sign, name = str(value).partition("=")
        if form not in FORMATS or not sign or not name:
            self.fail(
                f"{value} is not FORMAT=FILE with a format of {', '.join(FORMATS)}", param, ctx
            )
        return form, Path(name)


class Place(click.Path):
    """A file or folder; an empty name, such as of a variable that is not set, is none.

    Nor is - one: what a report quotes must have lines that somebody can open.
    """

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        """Read the name of a file or folder."""
        if not str(value):
            self.fail("the name is empty; name a file or a folder", param, ctx)
        if str(value) == "-":
            self.fail("- is no file; save the text to a file and name it", param, ctx)
        return Path(str(value))


def each_law(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the laws named, each once; several in one word are parted by commas."""
    laws = [law.strip() for value in values for law in value.split(",")]
    if not all(laws):
        raise click.BadParameter("a law is meant here, such as cn", ctx, param)
    return tuple(dict.fromkeys(laws))


lang_option = click.option(
    "--lang",
    type=click.Choice(["en", "zh"]),
    default=None,
    help="Language of the report; by default that of the environment (LC_ALL, LANG), else English.",
)
rules_option = click.option(
    "--rules",
    "rule_folders",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    help="A folder with rules of your own, beside those that come along. May be repeated.",
)
as_of_option = click.option(
    "--as-of", type=Day(), default=None, help="Judge the plan and the law of this day, YYYY-MM-DD."
)
law_option = click.option(
    "--law",
    "laws",
    multiple=True,
    callback=each_law,
    help="A law to hold the scheme against, such as cn, us or eu, or all; by default its market's. "
    "May be repeated.",
)
folders_argument = click.argument(
    "folders", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
data_option = click.option(
    "--data",
    "data_dir",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=None,
    help="Allow files that a scheme names to lie in this folder too.",
)
