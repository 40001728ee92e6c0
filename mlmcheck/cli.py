"""The command line: thin, with every heavy import only where it is used."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click

from mlmcheck import __version__
from mlmcheck.text import Text

if TYPE_CHECKING:
    from mlmcheck.judge import Court, Judgement
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
    """A file or folder; an empty name, such as of a variable that is not set, is none."""

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        if not str(value):
            self.fail("the name is empty; name a file or a folder", param, ctx)
        return Path(str(value))


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
    help="A law to hold the scheme against, such as cn, us or eu, or all; by default its market's.",
)
_data = click.option(
    "--data",
    "data_dir",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=None,
    help="Allow files that a scheme names to lie in this folder too.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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
    import gc

    from mlmcheck.gate import exit_code
    from mlmcheck.report.language import speaker

    # What is built here is plain values without circles: looking for circles only costs time.
    gc.disable()
    speak = speaker(lang)
    court = _court(rule_folders, data_dir)
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


def _court(rule_folders: tuple[Path, ...], data_dir: Path | None) -> Court:
    from mlmcheck.judge import Court
    from mlmcheck.resources import rules_dir

    return Court((rules_dir(), *rule_folders), date.today(), data_dir)  # the user's day


def _guarded(do: Callable[[], T], speak: Speaker) -> T:
    """Do it; what the user got wrong ends with a sentence and exit code 2."""
    from mlmcheck.judge import NoLaw
    from mlmcheck.law.read import PackError

    try:
        return do()
    except NoLaw as error:
        _stop([speak.say(error.text)])
    except PackError as error:
        _stop([f"{p.file}:{p.line}: {speak.say(p.text)}" for p in error.problems])


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
    court = _court(rule_folders, data_dir)
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
@_law
@_lang
@_rules
def rules_list(laws: tuple[str, ...], lang: str | None, rule_folders: tuple[Path, ...]) -> None:
    """List the rules: id, what follows from it, since when, title."""
    from mlmcheck.report import explain as page
    from mlmcheck.report.language import speaker

    speak = speaker(lang)
    court = _court(rule_folders, None)
    packs = _guarded(lambda: [court.pack(law) for law in laws or court.laws], speak)
    page.rules(packs, speak, sys.stdout)


@rules.command("test")
@click.argument("folders", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
@_lang
def rules_test(folders: tuple[Path, ...], lang: str | None) -> None:
    """Run the examples beside the rules, in these FOLDERS or in those that come along."""
    from mlmcheck.law.examples import run_examples
    from mlmcheck.report.language import speaker
    from mlmcheck.resources import rules_dir

    speak = speaker(lang)
    asked = folders or (rules_dir(),)
    results = _guarded(
        lambda: [result for folder in asked for result in run_examples(folder, _roots(folder))],
        speak,
    )
    failed = [result for result in results if not result.passed]
    for result in failed:
        click.echo(f"{result.file}:{result.line}: {result.name}")
        if result.explanation is not None:
            click.echo(f"    {speak.say(result.explanation)}")
    click.echo(
        speak.say(
            Text(
                "{passed} examples pass, {failed} fail",
                passed=len(results) - len(failed),
                failed=len(failed),
            )
        )
    )
    sys.exit(1 if failed else 0)


@rules.command("lint")
@click.argument("folders", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
@_lang
def rules_lint(folders: tuple[Path, ...], lang: str | None) -> None:
    """Say what is missing or wrong in the rules, in these FOLDERS or in those that come along."""
    from mlmcheck.law.lint import lint
    from mlmcheck.report.language import speaker
    from mlmcheck.resources import rules_dir

    speak = speaker(lang)
    asked = folders or (rules_dir(),)
    found = [problem for folder in asked for problem in lint(folder, _roots(folder))]
    errors = [problem for problem in found if problem.level == "error"]
    for problem in found:
        click.echo(f"{problem.file}:{problem.line}: {problem.code}: {speak.say(problem.text)}")
    click.echo(
        speak.say(
            Text(
                "{errors} errors, {warnings} warnings",
                errors=len(errors),
                warnings=len(found) - len(errors),
            )
        )
    )
    sys.exit(1 if errors else 0)


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
    if (root / "law.yaml").is_file() or root.name in laws:
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
    from mlmcheck.report.language import speaker
    from mlmcheck.scheme.quantity import Wrong
    from mlmcheck.scheme.template import new_scheme

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
    click.echo(f"{file}")
