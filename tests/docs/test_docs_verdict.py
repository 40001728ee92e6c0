"""What the page on verdicts says of its examples is so."""

from __future__ import annotations

import re
from datetime import date

import pytest
from click.testing import CliRunner

from mlmcheck.cli import main
from mlmcheck.judge import Court, Judgement, judge
from mlmcheck.resources import rules_dir, samples_dir
from mlmcheck.scheme.read import parse_scheme
from mlmcheck.verdict import Reason, Verdict
from tests.docs.pages import ROOT, blocks, table, words

PAGE = ROOT / "docs" / "verdict.md"
COURT = Court((rules_dir(),), date(2026, 11, 24))


def judged(name: str, more: str = "") -> Judgement:
    """Judge an example of the page, with something added."""
    (block,) = (block for block in blocks(PAGE) if block.path == name)
    return judge(parse_scheme(block.content + more), COURT)


def test_the_ways_leave_their_rules_undecided() -> None:
    """It is pyramid-like by two rules of which neither is met by itself."""
    worst = judged("levels.yaml").deciding.worst
    assert worst is not None
    assert ("reward.on_recruitment", "reward.on_downline") == worst.decision.ways
    assert {"unknown"} == {finding.result.value for finding in worst.decision.deciding}


@pytest.mark.parametrize(
    ("answer", "verdict", "reason"),
    [("yes", Verdict.PYRAMID, None), ("no", Verdict.REVIEW, Reason.LAW_OPEN)],
)
def test_an_answer_does_what_the_page_says(
    answer: str, verdict: Verdict, reason: Reason | None
) -> None:
    """Yes makes it pyramid-like; no leaves the line that the law draws nowhere."""
    key = "au-recruitment-induces/induced"
    said = f'assessed: {{{key}: {{answer: "{answer}", by: A. Analyst, source: a survey}}}}\n'
    found = judged("club.yaml", said).deciding
    assert (verdict, reason) == (found.verdict, found.reason)


@pytest.mark.parametrize(
    ("market", "laws"), [("cn", "cn"), ("us", "us"), ("it", "it"), ("us-ca", "us-ca")]
)
def test_a_market_is_asked_its_own_law_once(market: str, laws: str) -> None:
    """What a law takes in is not asked beside it."""
    assert (laws,) == COURT.laws_of(market)


def test_a_market_without_a_pack_is_asked_the_wider_law() -> None:
    """New York is asked federal law and Spain the directive, as the table says."""
    asked = [words(row[0]) for row in table(PAGE, "Several laws", "asked").rows]
    assert ["--law all"] in asked
    assert (("us",), ("eu",)) == (COURT.laws_of("us-ny"), COURT.laws_of("es"))


def test_several_laws_are_printed_in_the_groups_of_the_page() -> None:
    """The groups, in their order, begin the lines of the heading; what a row says is in a row."""
    plan = str(samples_dir() / "across" / "own-use-club.yaml")
    printed = CliRunner().invoke(main, ["check", plan, "--law", "all"]).output
    head, _, rows = printed.partition("Laws asked")[2].partition("\n\n")
    starts = [found[1] for found in re.finditer(r"(?m)^(\w.*? in) \d+: ", head)]
    assert [row[0] for row in table(PAGE, "Several laws", "group").rows] == starts
    told = " ".join(rows.split())
    text = " ".join(PAGE.read_text("utf-8").split())
    for phrase in (
        "share of rewards for recruitment: 0% (met only if more than 50%)",
        "more than 66.7%, open from 50%",
        "to check before launch",
    ):
        assert phrase in text
        assert phrase in told
