"""What an authority decided, as the file beside the scheme file says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlmcheck.accuracy.record import Record, read_record
from mlmcheck.scheme.errors import SchemeError
from mlmcheck.verdict import Verdict


def read(folder: Path, text: str) -> Record:
    """Read a decision from its text."""
    path = folder / "case.decided.yaml"
    path.write_text(text, encoding="utf-8")
    return read_record(path)


def test_a_decision_is_read_whole(tmp_path: Path) -> None:
    """Outcome, firmness, law, family, and what the sources lack."""
    record = read(
        tmp_path,
        "verdict: pyramid-like\nfirmness: final\nlaw: cn\nby: a court\ndate: 2020-09-22\n"
        "family: token\nmemory: false\nlacks: [reward.on_others]\nsource: [https://example.org]\n"
        "note: {en: upheld, zh: 维持}\n",
    )
    assert (Verdict.PYRAMID, "final", "cn", "token", ("reward.on_others",), True) == (
        record.outcome,
        record.firmness,
        record.law,
        record.family,
        record.lacks,
        record.counts,
    )


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("verdict: legal\nfirmness: final\n", True),
        ("verdict: legal\nfirmness: final\nmemory: true\n", False),
        ("verdict: legal\nfirmness: prima-facie\n", False),
        ("verdict: pyramid-like\nfirmness: opinion\n", False),
        ("verdict: none\nfirmness: final\n", False),
    ],
)
def test_only_final_decisions_with_sources_count(tmp_path: Path, text: str, counts: bool) -> None:
    """What is not final, rests on memory, or decides nothing on pyramids is kept apart."""
    assert counts is read(tmp_path, text).counts


def test_a_case_is_a_family_of_its_own(tmp_path: Path) -> None:
    """Without a family named, the file's name is its family."""
    assert "case" == read(tmp_path, "verdict: none\nfirmness: none\n").family


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("verdict: guilty\nfirmness: final\n", "verdict is one of pyramid-like, legal, none"),
        ("verdict: legal\nfirmness: firm\n", "firmness is one of final,"),
        ("verdict: legal\n", "firmness is one of final,"),
        ("verdict: legal\nfirmness: final\nmemory: maybe\n", "memory is one of true, false"),
        ("verdict: legal\nfirmness: final\noutcome: x\n", "outcome is not known here"),
        ("verdict: legal\nfirmness: final\nlacks: [reward.nothing]\n", "no measure gives"),
        ("verdict: legal\nfirmness: final\nlaw: all\n", "the id of the one law"),
        ("verdict: legal\nfirmness: final\nlaw: [eu, us]\n", "the id of the one law"),
        ("verdict: [[[a]]]\nfirmness: final\n", "pyramid-like, legal, none, not list"),
        ("verdict: legal\nfirmness: final\nnote: " + "x" * 200_000 + "\n", "too large"),
        ("- verdict\n", "keys and values are meant here"),
        ("verdict: [\n", "not YAML"),
    ],
)
def test_a_wrong_record_is_told_of(tmp_path: Path, text: str, said: str) -> None:
    """What no decision has is named, with the file."""
    with pytest.raises(SchemeError) as error:
        read(tmp_path, text)
    (problem,) = error.value.problems
    assert said in str(problem.text)
    assert problem.file.endswith("case.decided.yaml")


def test_nothing_lacking_may_be_left_blank(tmp_path: Path) -> None:
    """`lacks:` with nothing after it names no fact."""
    assert () == read(tmp_path, "verdict: legal\nfirmness: final\nlacks:\n").lacks
