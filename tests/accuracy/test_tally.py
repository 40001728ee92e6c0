"""Verdicts counted against decisions."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from mlmcheck.accuracy.corpus import Case, read_corpus
from mlmcheck.accuracy.tally import missing_facts, tally
from mlmcheck.judge import Court
from mlmcheck.report import accuracy_report, blocks
from mlmcheck.report.language import speaker
from mlmcheck.resources import rules_dir
from mlmcheck.scheme.errors import SchemeError
from mlmcheck.verdict import Verdict
from tests.cli.run import run

COURT = Court((rules_dir(),), date(2026, 11, 24))
HEAD = "mlmcheck: 1\nname: a scheme\nmarket: cn\ncurrency: CNY\nas_of: 2020-01-01\n"
PYRAMID = HEAD + "goods: none\nentry: none\nupkeep: none\nrewards: [{for: recruit, pays: 5}]\n"
CLEAN = HEAD + (
    "operator: {channel: online}\nentry: none\nupkeep: none\nranks: none\n"
    "goods: [{name: tea, retail_price: 9}]\nrewards: [{for: retail, levels: 1, pays: 10%}]\n"
)
OPEN = HEAD + "goods: [{name: tea, retail_price: 9}]\nsources: {a: {weight: finding}}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six decided schemes: right, wrong, open, and not to be counted."""
    for name, scheme, decided in (
        ("found", PYRAMID, "verdict: pyramid-like\nfirmness: final\n"),
        (
            "found-again",
            PYRAMID,
            "verdict: pyramid-like\nfirmness: final\nlacks: [conduct.deception]\n",
        ),
        ("cleared", CLEAN, "verdict: legal\nfirmness: final\n"),
        ("lost", CLEAN, "verdict: pyramid-like\nfirmness: final\nby: a court\n"),
        ("open", OPEN, "verdict: pyramid-like\nfirmness: final\nlacks: [reward.on_others]\n"),
        ("charged", PYRAMID, "verdict: pyramid-like\nfirmness: charge\n"),
        ("nobody", PYRAMID, "verdict: none\nfirmness: none\n"),
    ):
        (tmp_path / f"{name}.yaml").write_text(scheme, encoding="utf-8")
        (tmp_path / f"{name}.decided.yaml").write_text(decided, encoding="utf-8")
    (tmp_path / "no-record.yaml").write_text(PYRAMID, encoding="utf-8")
    return tmp_path


def ids(cases: tuple[Case, ...]) -> list[str]:
    """The ids of cases."""
    return [case.id for case in cases]


def test_cases_are_counted_by_what_was_decided_and_what_comes_out(folder: Path) -> None:
    """Each case stands where it belongs, and in one place only."""
    found = tally(read_corpus((folder,), COURT))
    assert ["cleared", "found", "found-again", "lost", "open"] == ids(found.counted)
    assert (["charged"], ["nobody"]) == (ids(found.apart), ids(found.undecided))
    assert ["lost"] == ids(found.against)
    assert ["cleared", "found", "lost"] == ids(found.enough)
    assert ["cleared", "found"] == ids(found.agreed)
    (table,) = found.tables
    assert [2, 1, 1, 1] == [
        table.of(Verdict.PYRAMID, Verdict.PYRAMID),
        table.of(Verdict.PYRAMID, Verdict.REVIEW),
        table.of(Verdict.PYRAMID, Verdict.LEGAL),
        table.of(Verdict.LEGAL, Verdict.LEGAL),
    ]


def test_pairs_under_one_law_are_in_order_where_the_pyramid_has_more_points(folder: Path) -> None:
    """Three of the four pyramids have more points than the cleared scheme, one has as many."""
    order = tally(read_corpus((folder,), COURT)).order
    assert (4, 3, 1) == (order.pairs, order.right, order.even)


def test_a_review_names_what_would_settle_it(folder: Path) -> None:
    """The open case says which facts are missing; a decided one has none."""
    by_id = {case.id: case for case in read_corpus((folder,), COURT)}
    assert "reward.on_recruitment" in missing_facts(by_id["open"])
    assert () == missing_facts(by_id["found"])


def test_a_folder_without_decisions_is_told_of(tmp_path: Path) -> None:
    """There is nothing to hold the rules against."""
    (tmp_path / "a.yaml").write_text(PYRAMID, encoding="utf-8")
    with pytest.raises(SchemeError, match="no scheme file here has a decision beside it"):
        read_corpus((tmp_path,), COURT)


def test_a_decision_names_the_law_it_was_made_under(tmp_path: Path) -> None:
    """The law of the record is asked, and not that of the market."""
    (tmp_path / "a.yaml").write_text(PYRAMID, encoding="utf-8")
    (tmp_path / "a.decided.yaml").write_text("verdict: none\nfirmness: none\nlaw: us\n", "utf-8")
    (case,) = read_corpus((tmp_path,), COURT)
    assert "us" == case.law.law


def test_the_command_fails_where_a_verdict_stands_against_a_decision(folder: Path) -> None:
    """Exit code 1 with the trace of the rules; 0 once the case is gone; 3 for a broken record."""
    done = run("rules", "score", folder)
    assert 1 == done.code
    assert "lost: a scheme" in done.out
    assert "cn-444-headcount: not met" in done.out
    (folder / "lost.decided.yaml").unlink()
    assert 0 == run("rules", "score", folder).code
    (folder / "open.decided.yaml").write_text("verdict: maybe\n", encoding="utf-8")
    broken = run("rules", "score", folder)
    said = " ".join((broken.out + broken.err).split())
    assert (3, True) == (broken.code, "verdict is one of pyramid-like" in said)


def test_every_form_says_the_same(folder: Path) -> None:
    """The counts of the JSON are those of the page and of the Markdown, in both languages."""
    report = json.loads(run("rules", "score", folder, "--format", "json").out)
    assert (5, ["lost"], 3, 2) == (
        report["final"],
        report["against"],
        report["enough_facts"],
        report["as_decided"],
    )
    assert "2 / 3 (67 %)" in run("rules", "score", folder).out
    page = run("rules", "score", folder, "--format", "markdown").out
    assert "| come out as decided, of those whose sources state enough | 2 / 3 (67 %) |" in page
    chinese = blocks.markdown(
        accuracy_report.blocks(tally(read_corpus((folder,), COURT)), COURT.laws, speaker("zh"))
    )
    assert "2 / 3 (67 %)" in chinese


def test_a_fact_that_the_file_states_is_no_lack(folder: Path) -> None:
    """What is noted as lacking and stated all the same keeps no case out of the count."""
    (folder / "found.decided.yaml").write_text(
        "verdict: pyramid-like\nfirmness: final\nlacks: [goods.exist]\n", encoding="utf-8"
    )
    found = tally(read_corpus((folder,), COURT))
    assert ["cleared", "found", "lost"] == ids(found.enough)


def test_no_decision_is_passed_over(folder: Path) -> None:
    """A decision without its scheme, one that is a folder, one under no known law: each is told."""
    (folder / "gone.decided.yaml").write_text("verdict: none\nfirmness: none\n", "utf-8")
    (folder / "odd.yaml").write_text(PYRAMID, "utf-8")
    (folder / "odd.decided.yaml").mkdir()
    (folder / "far.yaml").write_text(PYRAMID, "utf-8")
    (folder / "far.decided.yaml").write_text("verdict: none\nfirmness: none\nlaw: zz\n", "utf-8")
    with pytest.raises(SchemeError) as error:
        read_corpus((folder,), COURT)
    told = {Path(p.file).name: str(p.text) for p in error.value.problems}
    assert {"gone.decided.yaml", "odd.decided.yaml", "far.decided.yaml"} == set(told)
    assert "there is no law zz" in told["far.decided.yaml"]


def test_names_steer_no_terminal(folder: Path) -> None:
    """A file name with an escape is printed as what it is."""
    (folder / "a\x1b[31m.yaml").write_text(OPEN, "utf-8")
    (folder / "a\x1b[31m.decided.yaml").write_text("verdict: legal\nfirmness: final\n", "utf-8")
    assert "\x1b" not in run("rules", "score", folder).out
