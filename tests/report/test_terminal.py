"""The report on a terminal, against golden files; UPDATE_GOLDEN=1 writes these anew."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mlmcheck.judge import Judgement
from mlmcheck.report import counts, terminal
from mlmcheck.report.language import speaker
from mlmcheck.report.layout import cells
from mlmcheck.scheme.errors import Problem, SchemeError
from mlmcheck.scheme.fields import Name
from mlmcheck.scheme.read import parse_scheme
from mlmcheck.text import Text
from tests.report.golden import golden

PYRAMID, LEGAL, REVIEW = "yunzaizhijian", "one-level-distribution", "mengdian"
FOLDER = ("avon", "kol-seller", REVIEW, "weishang-agents", PYRAMID, LEGAL)
UNREADABLE = """\
mlmcheck: 1
name: 不能读的方案
market: cnn
entry:
  - {item: fee, amount: 9,9, requird: rule}
rewards: 一段很长的文本
"""

Judge = Callable[..., Judgement]


def rendered(
    judgements: list[Judgement], problems: list[Problem], language: str, width: int
) -> str:
    """What is printed into a file."""
    page = io.StringIO()
    terminal.render(judgements, problems, speaker(language), page, width)
    return page.getvalue()


def problems_of(source: str) -> list[Problem]:
    """What is wrong with a scheme."""
    with pytest.raises(SchemeError) as caught:
        parse_scheme(source, "schemes/unreadable.yaml")
    return list(caught.value.problems)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("name", [PYRAMID, LEGAL, REVIEW])
def test_page_of_one_file(judged: Judge, name: str, language: str, width: int) -> None:
    """The page of one file is the one that was looked at."""
    found = rendered([judged(name)], [], language, width)

    assert golden(f"{name}.{language}.{width}.txt", found) == found


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_page_of_a_folder(judged: Judge, language: str, width: int) -> None:
    """Several files take a few lines each, one that cannot be read its problems."""
    found = rendered([judged(name) for name in FOLDER], problems_of(UNREADABLE), language, width)

    assert golden(f"folder.{language}.{width}.txt", found) == found


@pytest.mark.parametrize("language", ["en", "zh"])
def test_page_under_several_laws(judged: Judge, language: str) -> None:
    """Several laws get a row each, and the deciding one the page."""
    found = rendered([judged(PYRAMID, "us", "cn", "eu")], [], language, 100)

    assert golden(f"{PYRAMID}.laws.{language}.100.txt", found) == found


@pytest.mark.parametrize("language", ["en", "zh"])
def test_page_of_an_unreadable_file(language: str) -> None:
    """A file that cannot be read prints every problem with its line and carets, and is counted."""
    found = rendered([], problems_of(UNREADABLE), language, 80)

    assert golden(f"unreadable.{language}.80.txt", found) == found


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_line_is_too_wide(judged: Judge, language: str, width: int) -> None:
    """Nothing runs over the edge, however narrow the terminal."""
    text = rendered([judged(name) for name in FOLDER], problems_of(UNREADABLE), language, width)
    text += rendered([judged(PYRAMID, "cn", "us")], [], language, width)

    assert [] == [line for line in text.splitlines() if cells(line) > width]


def test_counts_add_up(judged: Judge) -> None:
    """Each rule in force has one result, each file one verdict, and the last lines say so."""
    judgements = [judged(name) for name in FOLDER]
    rules, files = re.split(
        r"\n(?=\d+ files)", rendered(judgements, [], "en", 120).split("\n\n")[-1]
    )

    in_force, *by_result = map(int, re.findall(r"\d+", rules.split(";")[0]))
    total, *by_verdict = map(int, re.findall(r"\d+", files))
    assert (in_force, total) == (sum(by_result), sum(by_verdict))
    assert len(FOLDER) == total
    assert in_force == sum(
        finding.result.value != "not in force"
        for judgement in judgements
        for law in judgement.laws
        for finding in law.worst.findings  # type: ignore[union-attr]
    )


@pytest.mark.parametrize("change", ["lost", "twice"])
def test_a_rule_lost_or_counted_twice_is_noticed(judged: Judge, change: str) -> None:
    """A report in which a rule is missing or doubled is not printed."""
    judgement = judged(PYRAMID)
    law = judgement.laws[0]
    assert law.worst is not None
    found = law.worst.findings
    wrong = found[1:] if change == "lost" else (found[0], *found)
    worst = replace(law.worst, findings=wrong)
    broken = replace(judgement, laws=(replace(law, worst=worst),))

    with pytest.raises(RuntimeError, match="exactly once"):
        counts.count([broken], [])


def test_verdict_is_said_without_colour(judged: Judge) -> None:
    """Mark and word say the verdict; no colour is needed to read it."""
    marks = {name: rendered([judged(name)], [], "en", 80).splitlines()[0] for name in FOLDER[-2:]}

    assert {PYRAMID: "✗ pyramid-like", LEGAL: "✓ legal"} == {
        name: mark.split(",")[0] for name, mark in marks.items()
    }


STEERING = "\x1b]0;owned\x07\x1b[2J\u202e[bold red]name[/]"


def test_names_cannot_steer_the_terminal(judged: Judge) -> None:
    """Escape sequences and markup in the name of a scheme are written out, in both forms."""
    judgement = judged(REVIEW)
    scheme = judgement.scheme.model_copy(update={"name": Name((("", STEERING),))})
    document = replace(judgement.document, scheme=scheme, file="a\x1b[31m.yaml")
    hostile = replace(judgement, document=document)

    for found in (
        rendered([hostile], [], "en", 100),
        rendered([hostile, judgement], [], "zh", 100),
    ):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", found)
        assert "[bold red]name[/]" in found
        assert "a\\x1b[31m.yaml" in found


def test_lines_of_unreadable_files_cannot_steer_the_terminal() -> None:
    """The line that is shown is shown with its control characters written out."""
    problem = Problem(Text("{given} is no day", given=STEERING), "x\x1b.yaml", 1, 3, 5, STEERING)
    found = rendered([], [problem], "en", 80)

    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", found)


def test_the_same_bytes_twice(judged: Judge) -> None:
    """Two runs print the same."""
    first = rendered([judged(name) for name in FOLDER], [], "zh", 90)

    assert first == rendered([judged(name) for name in FOLDER], [], "zh", 90)


def test_a_law_without_a_pack_is_told(tmp_path: Path, court: object) -> None:
    """A market that no pack covers is not passed over in silence."""
    from mlmcheck.judge import Court, judge_file

    assert isinstance(court, Court)
    path = tmp_path / "scheme.yaml"
    path.write_text("mlmcheck: 1\nname: x\nmarket: zw\n", encoding="utf-8")
    found = rendered([judge_file(path, court)], [], "en", 80)

    assert "there is no pack for the law of zw" in found
