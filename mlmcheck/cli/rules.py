"""The commands about rules: list, test, lint and score packs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mlmcheck.cli.options import each_law, folders_argument, lang_option, rules_option
from mlmcheck.cli.steps import court_of, guarded
from mlmcheck.text import Text

if TYPE_CHECKING:
    from mlmcheck.law.model import Pack, Rule


@click.group()
def rules() -> None:
    """List, test, lint and score the rules of the law."""


@rules.command("list")
@folders_argument
@click.option(
    "--law",
    "laws",
    multiple=True,
    callback=each_law,
    help="Only the rules of this law, such as cn. May be repeated.",
)
@lang_option
@rules_option
def rules_list(
    folders: tuple[Path, ...],
    laws: tuple[str, ...],
    lang: str | None,
    rule_folders: tuple[Path, ...],
) -> None:
    """List the rules in these FOLDERS, or all: id, what follows from it, since when, title."""
    from mlmcheck.report import explain as page
    from mlmcheck.report.language import speaker

    speak = speaker(lang)
    court = court_of(rule_folders, None, speak)
    packs = guarded(
        lambda: (
            [pack for folder in folders for pack in _packs_in(folder, laws)]
            if folders
            else [court.pack(law) for law in (court.laws if "all" in laws else laws or court.laws)]
        ),
        speak,
    )
    page.rules(packs, speak, sys.stdout)


def _packs_in(folder: Path, laws: tuple[str, ...]) -> list[Pack]:
    """Return the laws of which rules lie in a folder, with these rules alone.

    Raises:
        PackError: a file of them cannot be read, is read by no law, or there is no rule.
    """
    from dataclasses import replace

    from mlmcheck.law.folders import inside, laws_touched, no_rule, rule_files, unread
    from mlmcheck.law.read import PackError, read_pack

    roots = _roots(folder)
    problems = unread(folder, roots)
    if not problems and not rule_files(folder, roots):
        problems = (no_rule(folder),)
    if problems:
        raise PackError(problems)

    def here(one: Rule) -> bool:
        return one.file is not None and inside(one.file, folder)

    packs = [read_pack(law, roots) for law in laws_touched(folder, roots)]
    found = [
        replace(
            pack,
            rules=tuple(filter(here, pack.rules)),
            terms={id: term for id, term in pack.terms.items() if here(term)},
        )
        for pack in packs
        if not laws or pack.id in laws
    ]
    return [pack for pack in found if pack.rules or pack.terms]


@rules.command("test")
@folders_argument
@lang_option
def rules_test(folders: tuple[Path, ...], lang: str | None) -> None:
    """Run the examples beside the rules, in these FOLDERS or in those that come along."""
    from mlmcheck.law.examples import run_examples
    from mlmcheck.report.language import clean, speaker
    from mlmcheck.resources import rules_dir

    speak = speaker(lang)
    asked = folders or (rules_dir(),)
    results = guarded(
        lambda: [result for folder in asked for result in run_examples(folder, _roots(folder))],
        speak,
    )
    failed = [result for result in results if not result.passed]
    for result in failed:
        click.echo(clean(f"{result.file}:{result.line}: {result.name}"))
        if result.explanation is not None:
            click.echo(f"    {speak.say(result.explanation)}")
    click.echo(
        speak.say(
            Text(
                "{passed}, {failed}",
                passed=_passed(len(results) - len(failed)),
                failed=_failed(len(failed)),
            )
        )
    )
    sys.exit(1 if failed else 0)


@rules.command("lint")
@folders_argument
@lang_option
def rules_lint(folders: tuple[Path, ...], lang: str | None) -> None:
    """Say what is missing or wrong in the rules, in these FOLDERS or in those that come along."""
    from mlmcheck.law.folders import rule_files
    from mlmcheck.law.lint import examples_in, lint
    from mlmcheck.report.language import clean, speaker
    from mlmcheck.resources import rules_dir

    speak = speaker(lang)
    asked = folders or (rules_dir(),)
    found = [problem for folder in asked for problem in lint(folder, _roots(folder))]
    errors = [problem for problem in found if problem.level == "error"]
    for problem in found:
        place = clean(f"{problem.file}:{problem.line}")
        click.echo(f"{place}: {problem.code}: {speak.say(problem.text)}")
    click.echo(
        speak.say(
            Text(
                "{rules} and {examples} read: {errors}, {warnings}",
                rules=_rules_read(sum(len(rule_files(one, _roots(one))) for one in asked)),
                examples=_examples_read(sum(examples_in(one) for one in asked)),
                errors=_errors(len(errors)),
                warnings=_warnings(len(found) - len(errors)),
            )
        )
    )
    sys.exit(1 if errors else 0)


@rules.command("score")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "markdown", "json"]),
    default="terminal",
    show_default=True,
    help="What to print.",
)
@lang_option
@rules_option
def rules_score(
    paths: tuple[Path, ...], form: str, lang: str | None, rule_folders: tuple[Path, ...]
) -> None:
    """Hold the rules against decided schemes, in these PATHS or in those that come along.

    A decided scheme is a file NAME.yaml with what was decided beside it in NAME.decided.yaml.
    Exit codes: 0 no verdict stands against a final decision; 1 one does; 2 wrong use or a broken
    rule pack; 3 a file that cannot be read.
    """
    from mlmcheck.accuracy.corpus import read_corpus
    from mlmcheck.accuracy.tally import tally
    from mlmcheck.report import accuracy_report, blocks
    from mlmcheck.report.language import speaker
    from mlmcheck.report.layout import Page, page_width, put
    from mlmcheck.report.problems_page import show
    from mlmcheck.resources import samples_dir
    from mlmcheck.scheme.errors import SchemeError

    speak = speaker(lang)
    court = court_of(rule_folders, None, speak)
    page = Page(page_width(sys.stdout, None))
    try:
        cases = guarded(lambda: read_corpus(paths or (samples_dir() / "decided",), court), speak)
    except SchemeError as error:
        show(page, error.problems, speak)
        put(page, sys.stdout)
        sys.exit(3)
    found = tally(cases)
    if form == "json":
        click.echo(accuracy_report.as_json(found), nl=False)
    elif form == "markdown":
        click.echo(blocks.markdown(accuracy_report.blocks(found, court.laws, speak)), nl=False)
    else:
        blocks.on_page(page, accuracy_report.blocks(found, court.laws, speak))
        put(page, sys.stdout)
    sys.exit(1 if found.against else 0)


def _passed(count: int) -> Text:
    return Text("1 example passes") if count == 1 else Text("{count} examples pass", count=count)


def _failed(count: int) -> Text:
    return Text("1 fails") if count == 1 else Text("{count} fail", count=count)


def _rules_read(count: int) -> Text:
    return Text("1 rule") if count == 1 else Text("{count} rules", count=count)


def _examples_read(count: int) -> Text:
    return Text("1 example") if count == 1 else Text("{count} examples", count=count)


def _errors(count: int) -> Text:
    return Text("1 error") if count == 1 else Text("{count} errors", count=count)


def _warnings(count: int) -> Text:
    return Text("1 warning") if count == 1 else Text("{count} warnings", count=count)


def _roots(folder: Path) -> tuple[Path, ...]:
    """Return the rule folders that a folder of rules is to be read with."""
    from mlmcheck.resources import rules_dir

    builtin = rules_dir().resolve()
    root = folder.resolve()
    if builtin in (root, *root.parents):
        return (builtin,)
    # From an instrument's folder to its law's, and from a law's to the folder of the pack.
    if (root / "instrument.yaml").is_file():
        root = root.parent
    laws = {path.name for path in builtin.iterdir() if path.is_dir()}
    adds = root.name in laws and any(root.glob("*/instrument.yaml"))
    if adds or (root / "law.yaml").is_file():
        root = root.parent
    return (builtin, root)
