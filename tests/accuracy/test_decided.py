"""The decided schemes that come along: what the rules make of them, and how they are written."""

from __future__ import annotations

import shutil
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from mlmcheck.accuracy.corpus import Case, read_corpus
from mlmcheck.accuracy.record import SUFFIX
from mlmcheck.accuracy.tally import Tally, missing_facts, tally
from mlmcheck.interval import Interval
from mlmcheck.judge import Court, judge_file
from mlmcheck.report import accuracy_report, blocks
from mlmcheck.report.language import speaker
from mlmcheck.resources import rules_dir, samples_dir
from mlmcheck.scheme.find import scheme_files
from mlmcheck.verdict import Reason, Verdict
from mlmcheck.vocabulary import VOCABULARY, Kind

FOLDER = samples_dir() / "decided"
DOCS = Path(__file__).resolve().parents[2] / "docs"
COURT = Court((rules_dir(),), date(2026, 11, 24))
NAMES = [file.stem for file in scheme_files([FOLDER])]
of_each_case = pytest.mark.parametrize("name", NAMES)


@cache
def corpus() -> dict[str, Case]:
    """Every decided scheme, judged."""
    return {case.id: case for case in read_corpus((FOLDER,), COURT)}


@cache
def counted() -> Tally:
    """The corpus, counted."""
    return tally(corpus().values())


def test_no_pyramid_comes_out_legal() -> None:
    """What an authority found to be a pyramid is never legal, however firm the finding."""
    every = (*counted().counted, *counted().apart)
    assert [] == [
        case.id
        for case in every
        if case.record.outcome is Verdict.PYRAMID and case.law.verdict is Verdict.LEGAL
    ]


def test_no_cleared_scheme_comes_out_pyramid_like() -> None:
    """What an authority cleared is never pyramid-like, however firm the decision."""
    every = (*counted().counted, *counted().apart)
    assert [] == [
        case.id
        for case in every
        if case.record.outcome is Verdict.LEGAL and case.law.verdict is Verdict.PYRAMID
    ]


def test_nine_of_ten_with_enough_facts_come_out_as_decided() -> None:
    """Of the final decisions whose sources state what the law asks, at least 90 %."""
    found = counted()
    assert len(found.enough) >= 20
    assert len(found.agreed) >= 0.9 * len(found.enough)


@of_each_case
def test_a_review_names_what_is_missing(name: str) -> None:
    """A review says which facts would settle it, or which rule the law itself leaves open."""
    case = corpus()[name]
    if case.law.verdict is not Verdict.REVIEW:
        return
    if case.law.reason is Reason.MISSING:
        assert missing_facts(case)
    elif case.law.reason is not Reason.NOT_COVERED:
        assert case.law.worst is not None
        assert case.law.worst.decision.deciding


@of_each_case
def test_what_a_case_lacks_is_not_in_its_file(name: str) -> None:
    """A fact that the sources are said to lack is asked by the law and not settled by the file."""
    case = corpus()[name]
    if case.law.pack is None or case.law.worst is None:
        assert () == case.record.lacks
        return
    known = case.law.worst.environment
    asked = frozenset().union(*case.law.pack.asks.values())
    for fact in case.record.lacks:
        assert fact in asked
        if VOCABULARY[fact].kind is not Kind.WORDS and not VOCABULARY[fact].row:
            value = known.value(fact)
            assert isinstance(value, Interval)
            assert not value.is_point, fact


@of_each_case
def test_every_fact_of_a_case_has_a_source_with_a_weight(name: str) -> None:
    """A case file quotes somebody, and says how much that weighs."""
    scheme = corpus()[name].judgement.scheme
    assert scheme.sources
    assert all(source.weight for source in scheme.sources.values())


def test_what_was_decided_is_read_by_nobody_who_judges(tmp_path: Path) -> None:
    """With every decision blanked, each file has the same verdict and score."""
    copy = tmp_path / "decided"
    shutil.copytree(FOLDER, copy)
    for path in copy.rglob(f"*{SUFFIX}"):
        path.write_text("", encoding="utf-8")
    for file in scheme_files([FOLDER]):
        there = judge_file(copy / file.relative_to(FOLDER), COURT)
        here = judge_file(file, COURT)
        assert (here.verdict, here.points) == (there.verdict, there.points), file.stem


def test_each_scheme_has_its_decision_beside_it() -> None:
    """No scheme without a record, and no record without a scheme."""
    records = {path.name.removesuffix(SUFFIX) for path in FOLDER.rglob(f"*{SUFFIX}")}
    assert records == set(NAMES)


def test_the_accuracy_report_is_fresh() -> None:
    """docs/accuracy.md is what `mlmcheck rules score --format markdown` prints."""
    made = blocks.markdown(accuracy_report.blocks(counted(), COURT.laws, speaker("en")))
    assert made == (DOCS / "accuracy.md").read_text(encoding="utf-8")
