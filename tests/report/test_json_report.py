"""The report as JSON."""

import json
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from mlmcheck.interval import INFINITY, Interval
from mlmcheck.judge import Court, Judgement
from mlmcheck.report import json_report, json_values
from mlmcheck.report.language import speaker
from mlmcheck.scheme.errors import Problem
from mlmcheck.text import Text

Judge = Callable[..., Judgement]
NAMES = ("yunzaizhijian", "one-level-distribution", "mengdian", "weishang-agents", "avon")
PROBLEM = Problem(
    Text("{given} is no day", given="2016-02-30"), "b.yaml", 3, 5, 15, "as_of: 2016-02-30"
)


@pytest.fixture
def report(judged: Judge) -> dict[str, Any]:
    """What is printed for several files and one that cannot be read."""
    judgements = [judged(name) for name in NAMES] + [judged("mengdian", "us", "cn", "eu")]
    found: dict[str, Any] = json.loads(json_report.render(judgements, [PROBLEM], speaker("en")))
    return found


def test_report_keeps_to_its_schema(report: dict[str, Any]) -> None:
    """The schema that is published is the one the report keeps to."""
    Draft202012Validator.check_schema(json_report.schema())

    errors = Draft202012Validator(json_report.schema()).iter_errors(report)
    assert [] == [(list(error.absolute_path), error.message) for error in errors]


def test_report_has_the_shape_that_was_promised(report: dict[str, Any]) -> None:
    """The keys of format 1 are there; more may stand beside them."""
    result = report["results"][0]
    law = result["laws"][0]

    assert 1 == report["format"]
    assert {"format", "results", "summary"} <= report.keys()
    assert {"file", "name", "verdict", "score", "laws", "receipt"} <= result.keys()
    assert {"law", "verdict", "score", "findings", "would_settle"} <= law.keys()
    assert {"rule", "effect", "result", "cites", "facts", "trace", "where"} <= law["findings"][
        0
    ].keys()


def test_every_rule_appears_exactly_once(report: dict[str, Any], court: Court) -> None:
    """No rule of a law is missing from the report, and none is there twice."""
    for result in report["results"]:
        for law in result["laws"]:
            expected = [rule.id for rule in court.pack(law["law"]).rules]
            assert expected == [finding["rule"] for finding in law["findings"]]


def test_counts_add_up(report: dict[str, Any]) -> None:
    """Results in force and verdicts add up to what there is."""
    summary = report["summary"]
    in_force = sum(n for result, n in summary["rules"].items() if result != "not in force")
    found = [f for r in report["results"] for law in r["laws"] for f in law["findings"]]

    assert summary["rules_in_force"] == in_force
    assert len(found) == sum(summary["rules"].values())
    assert summary["files"] == sum(summary["verdicts"].values()) + summary["unreadable"]


def test_contributions_add_up_to_the_score(report: dict[str, Any]) -> None:
    """The points of the findings make the score."""
    for result in report["results"]:
        for law in result["laws"]:
            assert law["score"] == sum(one["points"] for one in law["contributions"])


def test_what_is_met_says_where(report: dict[str, Any]) -> None:
    """Each deciding finding of a pyramid names its article, its facts and a place in the file."""
    for law in report["results"][0]["laws"]:
        for finding in law["findings"]:
            if finding["rule"] in law["deciding"]:
                assert finding["cites"][0]["article"]
                assert finding["where"]
                assert finding["trace"]["when"]["truth"] is True
                assert finding["facts"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_same_bytes_twice(judged: Judge, language: str) -> None:
    """Two runs print the same bytes, UTF-8 with a line end last."""
    first = json_report.render([judged(n) for n in NAMES], [PROBLEM], speaker(language))

    assert first == json_report.render([judged(n) for n in NAMES], [PROBLEM], speaker(language))
    assert first.endswith("}\n")
    assert "\\u" not in first


def test_language_changes_no_finding(judged: Judge) -> None:
    """In another language only sentences differ: ids, values and results are the same."""
    said = {"text", "says", "label"}

    def unsaid(value: object) -> object:
        if isinstance(value, dict):
            return {k: unsaid(v) for k, v in value.items() if k not in said}
        return [unsaid(one) for one in value] if isinstance(value, list) else value

    english, chinese = (
        json.loads(json_report.render([judged(n) for n in NAMES], [], speaker(language)))
        for language in ("en", "zh")
    )
    assert unsaid(english) == unsaid(chinese)


@given(st.fractions())
def test_numbers_lose_nothing(number: Fraction) -> None:
    """A number comes back exactly, whether it was written as a number or as a fraction."""
    written = json.loads(json.dumps(json_values.number(number)))

    assert number == Fraction(repr(written) if isinstance(written, float) else written)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Interval(Fraction(128), Fraction(128)), {"min": 128, "max": 128}),
        (Interval(Fraction(1, 2), Fraction(1), True), {"over": 0.5, "max": 1}),
        (Interval(Fraction(30), INFINITY), {"min": 30}),
        (Interval(INFINITY, INFINITY), {"min": "infinity"}),
        (Interval(Fraction(1, 3), Fraction(1, 2), False, True), {"min": "1/3", "under": 0.5}),
    ],
)
def test_intervals_say_which_ends_belong_to_them(value: Interval, written: object) -> None:
    """Ends that are reached, ends that are not, and no end have each a form."""
    assert written == json_values.interval(value)


def test_messages_can_be_said_again(report: dict[str, Any]) -> None:
    """A message keeps its id and values beside its text."""
    message = report["errors"][0]["message"]

    assert message["text"] == message["id"].format(**message["args"])


def test_json_needs_no_terminal_library() -> None:
    """Printing JSON imports neither rich nor pandas nor networkx nor babel."""
    code = (
        "import sys, mlmcheck.report.json_report, mlmcheck.report.terminal; "
        "print([m for m in ('rich', 'pandas', 'networkx', 'babel') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "[]" == ran.stdout.strip()
