"""The command line: thin, with every heavy import only where it is used."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from mlmcheck import __version__
from mlmcheck.cli.bound import bound
from mlmcheck.cli.fix import fix, sensitivity
from mlmcheck.cli.options import (
    BARS,
    FORMATS,
    Output,
    Place,
    as_of_option,
    data_option,
    lang_option,
    law_option,
    rules_option,
)
from mlmcheck.cli.rules import rules
from mlmcheck.cli.simulate import simulate
from mlmcheck.cli.steps import court_of, guarded, judge_all, refuse_clashes, rendered, stop, write
from mlmcheck.scheme.forms import FORMS
from mlmcheck.text import Text


class _Commands(click.Group):
    """The commands; a scheme file in the place of one is told where it goes."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if self.get_command(ctx, args[0]) is None and args[0].endswith((".yaml", ".yml")):
            ctx.fail(f"{args[0]} is no command; to judge it write: mlmcheck check {args[0]}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="mlmcheck")
def main() -> None:
    """Say whether a distribution scheme is legal or pyramid-like, and by which law."""


main.add_command(rules)
main.add_command(bound)
main.add_command(fix)
main.add_command(simulate)
main.add_command(sensitivity)


@main.command()
@click.argument("paths", nargs=-1, required=True, type=Place())
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
@click.option(
    "--output",
    "outputs",
    type=Output(),
    multiple=True,
    help="Write FORMAT=FILE as well; may be repeated.",
)
@click.option(
    "--fail-on",
    type=click.Choice(BARS),
    default="pyramid-like",
    show_default=True,
    help="Exit with 1 from this verdict up; unlawful is a review because a law is broken, though "
    "not as a pyramid.",
)
@click.option(
    "--fail-on-unknown", is_flag=True, help="Exit with 4 if nothing is found but something is open."
)
@lang_option
@rules_option
@data_option
def check(
    paths: tuple[Path, ...],
    laws: tuple[str, ...],
    as_of: date | None,
    form: str,
    outputs: tuple[tuple[str, Path], ...],
    fail_on: str,
    fail_on_unknown: bool,
    lang: str | None,
    rule_folders: tuple[Path, ...],
    data_dir: Path | None,
) -> None:
    """Judge the schemes in FILES and folders.

    Exit codes: 0 nothing at or above --fail-on; 1 something is; 2 wrong use or a broken rule
    pack; 3 a scheme that cannot be read, or none given; 4 something undecided
    (--fail-on-unknown).
    """
    from mlmcheck.gate import exit_code
    from mlmcheck.report.language import speaker

    speak = speaker(lang)
    court = court_of(rule_folders, data_dir, speak)
    judgements, problems = guarded(lambda: judge_all(paths, court, laws, as_of), speak)
    refuse_clashes([path for _, path in outputs], judgements, problems, speak)
    for kind, path in outputs:
        write(path, rendered(kind, judgements, problems, speak))
    if form == "terminal":
        from mlmcheck.report import terminal

        terminal.render(judgements, problems, speak, sys.stdout)
    else:
        click.echo(rendered(form, judgements, problems, speak), nl=False)
    sys.exit(exit_code(judgements, problems, fail_on, fail_on_unknown))


@main.command()
@click.argument("target")
@law_option
@as_of_option
@lang_option
@rules_option
@data_option
def explain(
    target: str,
    laws: tuple[str, ...],
    as_of: date | None,
    lang: str | None,
    rule_folders: tuple[Path, ...],
    data_dir: Path | None,
) -> None:
    """Explain a RULE of the law by its id, or the whole reasoning behind the verdict on a FILE."""
    from os.path import exists

    from mlmcheck.report import explain as page
    from mlmcheck.report.language import speaker

    speak = speaker(lang)
    court = court_of(rule_folders, data_dir, speak)
    path = Path(target)
    # not Path.exists, which fails on a name that is too long for a file
    if target and (exists(path) or path.suffix in (".yaml", ".yml")):  # noqa: PTH110
        judgements, problems = guarded(lambda: judge_all((path,), court, laws, as_of), speak)
        page.files(judgements, problems, speak, sys.stdout)
        sys.exit(3 if problems else 0)
    asked = court.laws if "all" in laws else laws or court.laws
    packs = guarded(lambda: [court.pack(law) for law in asked], speak)
    found = [(pack, rule) for pack in packs if (rule := pack.rule(target)) is not None]
    if not found:
        from difflib import get_close_matches

        ids = sorted({rule for pack in packs for rule in pack.by_id})
        near = get_close_matches(target, ids, 3)
        text = Text("there is no rule and no file {name}", name=target)
        if near:
            text = Text(
                "there is no rule and no file {name}; was {near} meant?",
                name=target,
                near=", ".join(near),
            )
        stop([speak.say(text)])
    # Several laws include one rule; it is explained as the law's whose own it is.
    own = [(pack, rule) for pack, rule in found if rule.file and pack.id in rule.file.parts]
    guarded(lambda: page.rule(*(own or found)[0], speak, sys.stdout), speak)


@main.command()
@click.argument(
    "what", type=click.Choice(["scheme", "report", "fix", "sensitivity"]), default="scheme"
)
def schema(what: str) -> None:
    """Print the JSON Schema of scheme files, for editors, or of the JSON of a command."""
    import json

    if what == "scheme":
        from mlmcheck.scheme.schema import json_schema as of
    elif what == "fix":
        from mlmcheck.report.fix_json import schema as of
    elif what == "sensitivity":
        from mlmcheck.report.sensitivity_json import schema as of
    else:
        from mlmcheck.report.json_report import schema as of
    found = of()
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))


@main.command()
@click.option(
    "--form",
    type=click.Choice(FORMS),
    default="blank",
    show_default=True,
    help="The form of plan to start from.",
)
@click.option("--name", default="My plan", show_default=True, help="The scheme's name.")
@click.option("--market", default="cn", show_default=True, help="Whose law, an ISO code or eu.")
@click.option("--currency", default=None, help="Currency of the amounts; by default the market's.")
@click.option(
    "--output",
    "file",
    type=Place(),
    default=None,
    help="Write to this file; one that exists is left as it is.",
)
def new(form: str, name: str, market: str, currency: str | None, file: Path | None) -> None:
    """Print a scheme file to start from."""
    from mlmcheck.report.language import clean, speaker
    from mlmcheck.scheme.quantity import Wrong
    from mlmcheck.scheme.template import new_scheme

    if not name.isascii() and any("\ud800" <= character <= "\udfff" for character in name):
        stop([speaker(None).say(Text("the name is not written in UTF-8"))])
    try:
        text = new_scheme(form, name, market, currency)
    except Wrong as wrong:
        stop([speaker(None).say(wrong.text)])
    if file is None:
        click.echo(text, nl=False)
        return
    if file.exists():
        stop([f"{file} exists; name another file"])
    write(file, text)
    click.echo(clean(str(file)))
