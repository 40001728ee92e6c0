"""Decided schemes, each judged under the law it was decided by, beside what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from os.path import lexists
from pathlib import Path

from mlmcheck.accuracy.record import SUFFIX, Record, read_record
from mlmcheck.judge import Court, Judgement, LawResult, NoLaw, judge_file
from mlmcheck.scheme.errors import Problem, SchemeError
from mlmcheck.scheme.find import scheme_files
from mlmcheck.text import Text
from mlmcheck.vocabulary import VOCABULARY, Kind


@dataclass(frozen=True, slots=True)
class Case:
    """One decided scheme and what the rules make of it."""

    id: str
    record: Record
    judgement: Judgement
    law: LawResult
    """What the law says under which it was decided, the worst where its market has several."""

    @property
    def lacks(self) -> tuple[str, ...]:
        """The facts that its sources lack; one that the file settles all the same is none."""
        if self.law.worst is None:
            return self.record.lacks
        known = self.law.worst.environment
        return tuple(
            fact
            for fact in self.record.lacks
            if VOCABULARY[fact].kind is Kind.WORDS
            or VOCABULARY[fact].row
            or not known.value(fact).is_point
        )


def read_corpus(paths: Iterable[Path], court: Court) -> tuple[Case, ...]:
    """Judge every scheme file in these folders that has a decision beside it, by id.

    Of a decision nothing reaches the judge but which law it was made under.

    Raises:
        SchemeError: a file cannot be read, or no scheme has a decision beside it; all problems.
        PackError: the rule files cannot be used.
    """
    every = tuple(paths)
    cases: list[Case] = []
    problems: list[Problem] = []
    with_scheme: set[Path] = set()
    for file in scheme_files(every):
        beside = file.with_name(file.stem + SUFFIX)
        if not lexists(beside):
            continue
        with_scheme.add(beside.resolve())
        try:
            cases.append(_case(file, beside, court))
        except SchemeError as error:
            problems.extend(error.problems)
        except NoLaw as error:
            problems.append(Problem(error.text, str(beside)))
    for beside in sorted(one for path in every for one in path.rglob("*.decided.y*ml")):
        if beside.resolve() not in with_scheme:
            text = Text("no scheme file lies beside this decision; name both alike: NAME.yaml")
            problems.append(Problem(text, str(beside)))
    if not cases and not problems:
        text = Text("no scheme file here has a decision beside it, in a file NAME{end}", end=SUFFIX)
        problems.extend(Problem(text, str(path)) for path in every)
    if problems:
        raise SchemeError(problems)
    return tuple(sorted(cases, key=lambda case: (case.law.law, case.id)))


def _case(file: Path, beside: Path, court: Court) -> Case:
    record = read_record(beside)
    judgement = judge_file(file, court, () if record.law is None else (record.law,))
    return Case(file.stem, record, judgement, judgement.deciding)
