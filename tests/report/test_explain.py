"""Explanations of rules and of verdicts."""

import io
from collections.abc import Callable

import pytest

from mlmcheck.judge import Court, Judgement
from mlmcheck.law.findings import Result
from mlmcheck.report import explain
from mlmcheck.report.language import speaker
from mlmcheck.report.layout import cells
from tests.report.golden import golden

Judge = Callable[..., Judgement]
RULES = [("cn", "cn-444-entry-fee"), ("us", "us-koscot")]


def rule_page(court: Court, law: str, id: str, language: str, width: int) -> str:
    """What is printed of one rule."""
    page = io.StringIO()
    pack = court.pack(law)
    found = pack.rule(id)
    assert found is not None
    explain.rule(pack, found, speaker(language), page, width)
    return page.getvalue()


def file_page(judgements: list[Judgement], language: str, width: int) -> str:
    """What is printed of the reasoning on files."""
    page = io.StringIO()
    explain.files(judgements, [], speaker(language), page, width)
    return page.getvalue()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("law", "id"), RULES)
def test_page_of_a_rule(court: Court, law: str, id: str, language: str) -> None:
    """The page of a rule is the one that was looked at."""
    found = rule_page(court, law, id, language, 90)

    assert golden(f"rule.{id}.{language}.90.txt", found) == found


@pytest.mark.parametrize("language", ["en", "zh"])
def test_page_of_a_reasoning(judged: Judge, language: str) -> None:
    """The whole reasoning on a file is the one that was looked at."""
    found = file_page([judged("yunzaizhijian")], language, 90)

    assert golden(f"reasoning.yunzaizhijian.{language}.90.txt", found) == found


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_rule_can_be_explained(court: Court, language: str) -> None:
    """Each rule and term of each law has a page that names its words and its tests."""
    for law in court.laws:
        for rule in court.pack(law).by_id.values():
            page = rule_page(court, law, rule.id, language, 60)
            assert rule.id in page
            assert [] == [line for line in page.splitlines() if cells(line) > 60]


def test_reasoning_has_every_rule_in_force(judged: Judge) -> None:
    """No rule in force is left out of the reasoning."""
    judgement = judged("mengdian")
    page = file_page([judgement], "en", 200)
    worst = judgement.laws[0].worst
    assert worst is not None

    in_force = [f.rule.id for f in worst.findings if f.result is not Result.NOT_IN_FORCE]
    words = page.split()
    assert [] == [id for id in in_force if id not in words]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_list_of_rules_has_them_all(court: Court, language: str) -> None:
    """Each rule of each law has its line."""
    page = io.StringIO()
    packs = [court.pack(law) for law in court.laws]
    explain.rules(packs, speaker(language), page, 100)
    words = page.getvalue().split()

    assert [] == [id for pack in packs for id in pack.by_id if id not in words]
