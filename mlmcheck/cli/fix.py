"""The commands that change a plan: fix it, and say which of its numbers the verdict hangs on."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mlmcheck.cli.options import (
    FORMATS,
    Place,
    as_of_option,
    data_option,
    lang_option,
    law_option,
    rules_option,
)
from mlmcheck.cli.steps import court_of, guarded, readable, stop, write
from mlmcheck.text import Text

if TYPE_CHECKING:
    from mlmcheck.report.language import Speaker


MOST_EDITS = 6
WAYS = 3


@click.command()
@click.argument("file", type=Place())
@law_option
@as_of_option
@click.option(
    "--edits",
    "most_edits",
    type=click.IntRange(1, 12),
    default=MOST_EDITS,
    show_default=True,
    help="Look for changes of at most so many edits.",
)
@click.option(
    "--pick",
    type=click.IntRange(1, WAYS),
    default=None,
    help="Show, or write, this of the alternatives only.",
)
@click.option("--write", "write_it", is_flag=True, help="Change the file: the first, or --pick.")
@click.option(
    "--format",
    "form",
    type=click.Choice([*FORMATS, "patch"]),
    default="terminal",
    show_default=True,
    help="What to print; patch is the bare change of the first, or of --pick.",
)
@lang_option
@rules_option
@data_option
def fix(
    file: Path,
    laws: tuple[str, ...],
    as_of: date | None,
    most_edits: int,
    pick: int | None,
    write_it: bool,
    form: str,
    lang: str | None,
    rule_folders: tuple[Path, ...],
    data_dir: Path | None,
) -> None:
    """Show the smallest change that makes the plan in FILE lawful, as a patch.

    Lawful means legal under every law asked for. Up to three ways of different kinds are shown,
    those with the fewest edits first.

    Exit codes: 0 it is lawful, or a change was found; 1 none was found; 2 wrong use or a broken
    rule pack; 3 a scheme that cannot be read.
    """
    from mlmcheck.repair import repair
    from mlmcheck.report.language import speaker
    from mlmcheck.scheme.read import read_scheme

    speak = speaker(lang)
    court = court_of(rule_folders, data_dir, speak)
    found = readable(
        lambda: guarded(lambda: repair(read_scheme(file), court, laws, as_of, most_edits), speak),
        speak,
    )
    ways = found.alternatives
    if pick is not None and ways and pick > len(ways):
        text = Text("there is no alternative {pick}; there are {count}", pick=pick, count=len(ways))
        stop([speak.say(text)])
    if form == "json":
        from mlmcheck.report import fix_json

        click.echo(fix_json.render(found, speak), nl=False)
    elif form == "patch":
        from mlmcheck.report import fix_page

        if ways:
            lines = fix_page.patch_of(found, ways[(pick or 1) - 1])
            click.echo("".join(line + "\n" for line in lines), nl=False)
    else:
        from mlmcheck.report import fix_page

        fix_page.render(found, pick, speak, sys.stdout)
    if write_it and ways:
        _refuse_changed(file, found.before.document.content, speak)
        write(file, ways[(pick or 1) - 1].source)
        click.echo(speak.say(Text("written: {file}", file=str(file))), err=True)
    sys.exit(0 if ways or found.lawful else 1)


def _refuse_changed(file: Path, read: bytes, speak: Speaker) -> None:
    """Stop where the file is none that can be replaced, or is no longer what was read."""
    if not file.is_file():
        text = Text("{file} is no file that can be written to; save it and name it", file=str(file))
        stop([speak.say(text)])
    if file.read_bytes() != read:
        text = Text("{file} was changed meanwhile, and is left as it is; run again", file=str(file))
        stop([speak.say(text)])


@click.command()
@click.argument("file", type=Place())
@law_option
@as_of_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="terminal",
    show_default=True,
    help="What to print.",
)
@lang_option
@rules_option
@data_option
def sensitivity(
    file: Path,
    laws: tuple[str, ...],
    as_of: date | None,
    form: str,
    lang: str | None,
    rule_folders: tuple[Path, ...],
    data_dir: Path | None,
) -> None:
    """Say at which value of each number in FILE a verdict flips, and how near that is.

    Exit codes: 0 it was worked out; 2 wrong use or a broken rule pack; 3 a scheme that cannot be
    read.
    """
    from mlmcheck.repair import sensitivity as numbers
    from mlmcheck.report.language import speaker
    from mlmcheck.scheme.read import read_scheme

    speak = speaker(lang)
    court = court_of(rule_folders, data_dir, speak)
    found = readable(
        lambda: guarded(lambda: numbers.sensitivity(read_scheme(file), court, laws, as_of), speak),
        speak,
    )
    if form == "json":
        from mlmcheck.report import sensitivity_json

        click.echo(sensitivity_json.render(found, speak), nl=False)
    else:
        from mlmcheck.report import sensitivity_page

        sensitivity_page.render(found, speak, sys.stdout)
