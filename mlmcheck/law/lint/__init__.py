"""Rule packs checked for what would make them wrong, silent or untested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from mlmcheck.law.example_files import SUFFIX, ExampleFile, example_files, read_examples
from mlmcheck.law.files import PackError, Problem, line_of, load_texts
from mlmcheck.law.folders import inside, laws_touched, no_rule, rule_files, unread
from mlmcheck.law.lint import conditions, coverage, numbers, polarity, worlds, writing
from mlmcheck.law.lint.problem import (
    Check,
    Found,
    LawUnderLint,
    Level,
    LintProblem,
    RuleUnderLint,
)
from mlmcheck.law.model import Pack
from mlmcheck.law.read import read_pack
from mlmcheck.text import Text

__all__ = ["LAW_CHECKS", "RULE_CHECKS", "Level", "LintProblem", "examples_in", "lint"]

RULE_CHECKS: tuple[Check[RuleUnderLint], ...] = (
    *writing.RULE_CHECKS,
    *conditions.RULE_CHECKS,
    *polarity.RULE_CHECKS,
    *coverage.RULE_CHECKS,
    *numbers.RULE_CHECKS,
    *worlds.RULE_CHECKS,
)
"""The checks on one rule."""

LAW_CHECKS: tuple[Check[LawUnderLint], ...] = (*writing.LAW_CHECKS, *numbers.LAW_CHECKS)
"""The checks on one law as a whole."""

T = TypeVar("T")


def lint(folder: Path, folders: Iterable[Path]) -> tuple[LintProblem, ...]:
    """Check the rule files in `folder` and below it, with the laws read from all the `folders`.

    A law whose files cannot be read is checked no further: its problems are all it says.
    """
    roots = tuple(folders)
    found: dict[LintProblem, None] = {}
    packs: list[Pack] = []
    for law in laws_touched(folder, roots):
        try:
            packs.append(read_pack(law, roots))
        except PackError as error:
            found.update((_unreadable(problem), None) for problem in error.problems)
    lost = unread(folder, roots)
    if not lost and not rule_files(folder, roots):
        lost = (no_rule(folder),)
    found.update((_unreadable(problem), None) for problem in lost)
    examples: dict[Path, ExampleFile] = {}
    for path in example_files(folder):
        try:
            examples[path.resolve()] = read_examples(path)
        except PackError as error:
            found.update((_unreadable(problem), None) for problem in error.problems)
    found.update((problem, None) for problem in _orphans(examples.values()))
    reads = frozenset(read for pack in packs for read in numbers.parameters_read(pack))
    for pack in packs:
        for rule in pack.by_id.values():
            if rule.file is None or not _at_home(rule.file, pack, roots):
                continue
            own = examples.get(rule.file.with_name(rule.id + SUFFIX).resolve())
            under = RuleUnderLint(rule, pack, rule.file, load_texts(rule.file), own)
            found.update((problem, None) for problem in _held(RULE_CHECKS, under, rule.id))
        homes = (root / pack.id / "law.yaml" for root in roots)
        law_file = next((home for home in homes if home.is_file()), Path(pack.id))
        found.update(
            (problem, None)
            for problem in _held(LAW_CHECKS, LawUnderLint(pack, law_file, reads), "")
            if _at_home(problem.file, pack, roots)
        )
    return tuple(
        sorted(
            (problem for problem in found if inside(problem.file, folder)),
            key=lambda p: (str(p.file), p.line, p.code, str(p.text)),
        )
    )


def examples_in(folder: Path) -> int:
    """Return how many examples a folder holds, those in files that cannot be read left out."""
    count = 0
    for path in example_files(folder):
        try:
            count += len(read_examples(path).examples)
        except PackError:
            continue
    return count


def _held(checks: Iterable[Check[T]], what: T, rule: str) -> Iterator[LintProblem]:
    for check in checks:
        for one in check.find(what):
            yield LintProblem(one.file, _line(one), rule, check.code, check.level, one.text)


def _line(found: Found) -> int:
    return found.at if isinstance(found.at, int) else line_of(found.file, found.at)


def _unreadable(problem: Problem) -> LintProblem:
    return LintProblem(problem.file, problem.line, "", problem.code, "error", problem.text)


def _at_home(file: Path, pack: Pack, roots: tuple[Path, ...]) -> bool:
    """Return whether a file belongs to the law itself, and not to one that it includes."""
    for root in roots:
        if file.is_relative_to(root):
            first, *rest = file.relative_to(root).parts
            return not rest or first == pack.id
    return False


def _orphans(files: Iterable[ExampleFile]) -> Iterator[LintProblem]:
    """Yield the files with examples beside which there is no rule."""
    for one in files:
        rule = one.file.with_name(one.file.name.removesuffix(SUFFIX) + ".yaml")
        if not rule.is_file():
            text = Text("there is no rule file {file} beside these examples", file=rule.name)
            yield LintProblem(one.file, 1, one.rule, "foreign-examples", "error", text)
