"""The command line: thin, with every heavy import only where it is used."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click

from mlmcheck import __version__
from mlmcheck.text import Text

if TYPE_CHECKING:
    from mlmcheck.judge import Court, Judgement
    from mlmcheck.law.files import Problem as RuleProblem
    from mlmcheck.law.model import Pack, Rule
    from mlmcheck.report.language import Speaker
    from mlmcheck.scheme.errors import Problem

T = TypeVar("T")

BARS = ("pyramid-like", "unlawful", "review", "never")
FORMATS = ("terminal", "json")


class _Day(click.ParamType[date]):
    """A day, such as 2018-01-15."""

    name = "day"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value} is no day; write it like 2018-01-15", param, ctx)


class _Output(click.ParamType[tuple[str, Path]]):
    """A format and the file it goes to, such as json=report.json."""

    name = "format=file"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, Path]:
        if isinstance(value, tuple):
            return value
        form, sign, name = str(value).partition("=")
        if form not in FORMATS or not sign or not name:
            self.fail(
                f"{value} is not FORMAT=FILE with a format of {', '.join(FORMATS)}", param, ctx
            )
        return form, Path(name)


class _Place(click.Path):
    """A file or folder; an empty name, such as of a variable that is not set, is none.

    Nor is - one: what a report quotes must have lines that somebody can open.
    """

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        if not str(value):
            self.fail("the name is empty; name a file or a folder", param, ctx)
        if str(value) == "-":
            self.fail("- is no file; save the text to a file and name it", param, ctx)
        return Path(str(value))


class _Commands(click.Group):
    """The commands; a scheme file in the place of one is told where it goes."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if self.get_command(ctx, args[0]) is None and args[0].endswith((".yaml", ".yml")):
            ctx.fail(f"{args[0]} is no command; to judge it write: mlmcheck check {args[0]}")
        return super().resolve_command(ctx, args)


def _each_law(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the laws named, each once; several in one word are parted by commas."""
    laws = [law.strip() for value in values for law in value.split(",")]
    if not all(laws):
        raise click.BadParameter("a law is meant here, such as cn", ctx, param)
    return tuple(dict.fromkeys(laws))


_lang = click.option(
    "--lang",
    type=click.Choice(["en", "zh"]),
    default=None,
    help="Language of the report; by default that of the environment (LC_ALL, LANG), else English.",
)
_rules = click.option(
    "--rules",
    "rule_folders",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    help="A folder with rules of your own, beside those that come along. May be repeated.",
)
_as_of = click.option(
    "--as-of", type=_Day(), default=None, help="Judge the plan and the law of this day, YYYY-MM-DD."
)
_law = click.option(
    "--law",
    "laws",
    multiple=True,
    callback=_each_law,
    help="A law to hold the scheme against, such as cn, us or eu, or all; by default its market's. "
    "May be repeated.",
)
_folders = click.argument(
    "folders", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
_data = click.option(
    "--data",
    "data_dir",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=None,
    help="Allow files that a scheme names to lie in this folder too.",
)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="mlmcheck")
def main() -> None:
    """Say whether a distribution scheme is legal or pyramid-like, and by which law."""


@main.command()
@click.argument("paths", nargs=-1, required=True, type=_Place())
@_law
@_as_of
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
    type=_Output(),
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
@_lang
@_rules
@_data
def check(  # noqa: PLR0917  # one parameter an option
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
    court = _court(rule_folders, data_dir, speak)
    judgements, problems = _guarded(lambda: _judge_all(paths, court, laws, as_of), speak)
    _refuse_clashes([path for _, path in outputs], judgements, problems, speak)
    for kind, path in outputs:
        _write(path, _rendered(kind, judgements, problems, speak))
    if form == "terminal":
        from mlmcheck.report import terminal

        terminal.render(judgements, problems, speak, sys.stdout)
    else:
        click.echo(_rendered(form, judgements, problems, speak), nl=False)
    sys.exit(exit_code(judgements, problems, fail_on, fail_on_unknown))


def _court(rule_folders: tuple[Path, ...], data_dir: Path | None, speak: Speaker) -> Court:
    """Return the rules to judge by; a rule of one's own that no law reads ends with exit code 2."""
    from mlmcheck.judge import Court
    from mlmcheck.resources import rules_dir

    folders = (rules_dir(), *rule_folders)
    if rule_folders:
        from mlmcheck.law.folders import unread

        lost = [problem for folder in rule_folders for problem in unread(folder, folders)]
        if lost:
            _stop_at(lost, speak)
    return Court(folders, date.today(), data_dir)  # the user's day


def _guarded(do: Callable[[], T], speak: Speaker) -> T:
    """Do it; what the user got wrong ends with a sentence and exit code 2."""
    from mlmcheck.judge import NoLaw
    from mlmcheck.law.read import PackError

    try:
        return do()
    except NoLaw as error:
        _stop([speak.say(error.text)])
    except PackError as error:
        _stop_at(error.problems, speak)


def _stop_at(problems: Iterable[RuleProblem], speak: Speaker) -> NoReturn:
    from mlmcheck.report.language import clean

    _stop([f"{clean(str(p.file))}:{p.line}: {speak.say(p.text)}" for p in problems])


def _stop(lines: list[str]) -> NoReturn:
    for line in lines:
        click.echo(line, err=True)
    sys.exit(2)


def _judge_all(
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


def _rendered(
    form: str, judgements: list[Judgement], problems: list[Problem], speak: Speaker
) -> str:
    if form == "json":
        from mlmcheck.report import json_report

        return json_report.render(judgements, problems, speak)
    from io import StringIO

    from mlmcheck.report import terminal

    page = StringIO()
    terminal.render(judgements, problems, speak, page, width=100)
    return page.getvalue()


def _refuse_clashes(
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
            _stop([speak.say(text)])
        if place in written and not Path(place).is_char_device():
            text = Text("{file} is named twice; write each report to its own file", file=str(path))
            _stop([speak.say(text)])
        written.add(place)


def _files_read(judgements: list[Judgement], problems: list[Problem]) -> Iterator[Path]:
    for problem in problems:
        yield Path(problem.file)
    for judgement in judgements:
        scheme = Path(judgement.document.file)
        yield scheme
        yield from (scheme.parent / name for name in judgement.receipt.ledgers)


def _write(path: Path, content: str) -> None:
    from mlmcheck.report.files import write_whole

    try:
        write_whole(path, content)
    except OSError as error:
        _stop([f"{path}: {error.strerror or error}"])


@main.command()
@click.argument("target")
@_law
@_as_of
@_lang
@_rules
@_data
def explain(  # noqa: PLR0917  # one parameter an option
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
    court = _court(rule_folders, data_dir, speak)
    path = Path(target)
    # not Path.exists, which fails on a name that is too long for a file
    if target and (exists(path) or path.suffix in (".yaml", ".yml")):  # noqa: PTH110
        judgements, problems = _guarded(lambda: _judge_all((path,), court, laws, as_of), speak)
        page.files(judgements, problems, speak, sys.stdout)
        sys.exit(3 if problems else 0)
    packs = _guarded(lambda: [court.pack(law) for law in laws or court.laws], speak)
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
        _stop([speak.say(text)])
    _guarded(lambda: page.rule(*found[0], speak, sys.stdout), speak)


@main.group()
def rules() -> None:
    """List, test and lint the rules of the law."""


@rules.command("list")
@_folders
@click.option(
    "--law",
    "laws",
    multiple=True,
    callback=_each_law,
    help="Only the rules of this law, such as cn. May be repeated.",
)
@_lang
@_rules
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
    court = _court(rule_folders, None, speak)
    packs = _guarded(
        lambda: (
            [pack for folder in folders for pack in _packs_in(folder, laws)]
            if folders
            else [court.pack(law) for law in laws or court.laws]
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
@_folders
@_lang
def rules_test(folders: tuple[Path, ...], lang: str | None) -> None:
    """Run the examples beside the rules, in these FOLDERS or in those that come along."""
    from mlmcheck.law.examples import run_examples
    from mlmcheck.report.language import clean, speaker
    from mlmcheck.resources import rules_dir

    speak = speaker(lang)
    asked = folders or (rules_dir(),)
    results = _guarded(
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
@_folders
@_lang
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


@main.command()
@click.argument("what", type=click.Choice(["scheme", "report"]), default="scheme")
def schema(what: str) -> None:
    """Print the JSON Schema of scheme files, for editors, or of the JSON report."""
    import json

    if what == "scheme":
        from mlmcheck.scheme.schema import json_schema

        found = json_schema()
    else:
        from mlmcheck.report.json_report import schema as report_schema

        found = report_schema()
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))


@main.command()
@click.option(
    "--form",
    type=click.Choice(
        [
            "blank",
            "one-level-affiliate",
            "unilevel",
            "binary",
            "matrix",
            "stair-step",
            "pool",
            "static-return",
            "gifting-circle",
        ]
    ),
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
    type=_Place(),
    default=None,
    help="Write to this file; one that exists is left as it is.",
)
def new(form: str, name: str, market: str, currency: str | None, file: Path | None) -> None:
    """Print a scheme file to start from."""
    from mlmcheck.report.language import clean, speaker
    from mlmcheck.scheme.quantity import Wrong
    from mlmcheck.scheme.template import new_scheme

    if not name.isascii() and any("\ud800" <= character <= "\udfff" for character in name):
        _stop([speaker(None).say(Text("the name is not written in UTF-8"))])
    try:
        text = new_scheme(form, name, market, currency)
    except Wrong as wrong:
        _stop([speaker(None).say(wrong.text)])
    if file is None:
        click.echo(text, nl=False)
        return
    if file.exists():
        _stop([f"{file} exists; name another file"])
    _write(file, text)
    click.echo(clean(str(file)))
