"""The same plan under different laws, and under one law on different days."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest

from mlmcheck.judge import Court, Judgement, judge_file
from mlmcheck.law.findings import Result
from mlmcheck.report import terminal
from mlmcheck.report.language import speaker
from mlmcheck.resources import rules_dir, samples_dir
from mlmcheck.verdict import Verdict

COURT = Court((rules_dir(),), date(2026, 11, 24))
ACROSS = samples_dir() / "across"
GIFTING = samples_dir() / "designs" / "gifting-circle.yaml"


def judged(name: str, *laws: str) -> Judgement:
    """Judge one of the plans that laws differ on."""
    return judge_file(ACROSS / f"{name}.yaml", COURT, laws)


def results(judgement: Judgement, law: str) -> dict[str, Result]:
    """The result of every rule of one law."""
    (found,) = (one for one in judgement.laws if one.law == law)
    assert found.worst is not None
    return {finding.rule.id: finding.result for finding in found.worst.findings}


def verdicts(judgement: Judgement) -> dict[str, Verdict]:
    """The verdict of each law."""
    return {law.law: law.verdict for law in judgement.laws}


def test_california_and_utah_part_over_the_participants_own_use() -> None:
    """Pay on what recruits use is pay for recruiting in California and pay on a sale in Utah.

    Penal Code 327 leaves out only sales to people who take no part; Utah Code 76-6a-101 leaves out
    whatever is bought for use. Federal law, which both include, finds nothing: own use is a sale to
    a final user, and nine tenths of the rewards are on it.
    """
    found = judged("own-use-club")
    assert {"us-ca": Verdict.PYRAMID, "us-ut": Verdict.LEGAL} == verdicts(found)
    california, utah = results(found, "us-ca"), results(found, "us-ut")
    assert Result.MET is california["us-ca-327"]
    assert Result.NOT_MET is utah["us-ut-76-6a-102"]
    assert Result.NOT_MET is california["us-koscot"] is utah["us-koscot"]


def test_canada_and_the_union_part_over_a_required_purchase() -> None:
    """A pack that must be bought is enough in Canada; the Union asks whose money pays the rewards.

    Competition Act 55.1(1)(b) forbids a required purchase of product by itself; point 14 of Annex I
    is met only where newcomers' money pays most of the rewards, and here sales to customers do.
    """
    found = judged("starter-pack")
    assert {"ca": Verdict.PYRAMID, "eu": Verdict.LEGAL} == verdicts(found)
    assert Result.MET is results(found, "ca")["ca-55-1-b"]
    assert Result.NOT_MET is results(found, "eu")["eu-ucpd-14"]


def test_china_detains_for_in_2026_what_it_only_fined_in_2015() -> None:
    """Since 2026-01-01 organising pyramid selling carries detention; the prohibition is older."""
    then = judge_file(GIFTING, COURT, ("cn",), date(2015, 6, 1))
    now = judge_file(GIFTING, COURT, ("cn",), date(2026, 6, 1))
    assert {"cn": Verdict.PYRAMID} == verdicts(then) == verdicts(now)
    before, after = results(then, "cn"), results(now, "cn")
    assert Result.MET is before["cn-444-headcount"] is after["cn-444-headcount"]
    assert Result.NOT_IN_FORCE is before["cn-security-organise"]
    assert Result.NOT_IN_FORCE is not after["cn-security-organise"]
    assert Result.NOT_IN_FORCE is before["cn-2022-filing-line"]
    assert Result.NOT_IN_FORCE is after["cn-2010-filing-line"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_law_in_one_table(language: str) -> None:
    """--law all gives a row a law, says where the plan is lawful, and what makes the difference."""
    found = judged("own-use-club", "all")
    assert set(COURT.laws) == set(verdicts(found))
    page = StringIO()
    terminal.render([found], [], speaker(language), page, 100)
    text = page.getvalue()
    for law in COURT.laws:
        title = COURT.pack(law).title
        assert title[language].split("（")[0].split(" (")[0] in text
    lawful = {"en": "Lawful in", "zh": "合法（"}[language]
    differs = {"en": "What makes the difference", "zh": "差异所在"}[language]
    assert lawful in text
    assert differs in text
    assert {"en": "keeps it lawful in", "zh": "因此在以下法域合法"}[language] in text


def test_the_worst_law_is_the_verdict() -> None:
    """What is lawful in one of the places asked for is pyramid-like if it is so in another."""
    assert Verdict.PYRAMID is judged("own-use-club").verdict
    assert Verdict.LEGAL is judged("own-use-club", "us-ut").verdict
