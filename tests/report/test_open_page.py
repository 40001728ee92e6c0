"""Where the law asks what no measure decides, the page says how far the numbers alone go."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest

from mlmcheck.judge import Court, Judgement, judge
from mlmcheck.report import terminal
from mlmcheck.report.language import speaker
from mlmcheck.resources import rules_dir
from mlmcheck.scheme.read import parse_scheme
from mlmcheck.verdict import Reason, Verdict

COURT = Court((rules_dir(),), date(2026, 11, 24))
KEY = "au-recruitment-induces/induced"
PLAN = """\
mlmcheck: 1
name: pay for each recruit, and goods worth the price
market: au
currency: AUD
as_of: 2026-01-01
entry: [{item: goods, amount: 300, value: 290, required: rule, opens: [join, sell, recruit, earn]}]
goods: [{name: cookware, retail_price: 10, market_value: 9}]
upkeep: none
ranks: none
rewards: [{for: entry, levels: 1, pays: 100}, {for: retail, levels: 1, pays: 20%}]
observed: [{payouts: {entry: 60%, retail: 40%}}]
"""


def judged(answer: str = "") -> Judgement:
    """Judge the plan, with somebody's answer to the question that the law leaves open."""
    said = f'assessed: {{{KEY}: {{answer: "{answer}", by: A. Analyst, source: survey}}}}\n'
    return judge(parse_scheme(PLAN + (said if answer else "")), COURT)


def page(judgement: Judgement, language: str) -> str:
    """The page of a file, its words parted by single spaces."""
    out = StringIO()
    terminal.render([judgement], [], speaker(language), out, 100)
    return " ".join(out.getvalue().split())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_says_how_far_the_numbers_go(language: str) -> None:
    """It names what is met by the facts, what the law leaves open, and where an answer goes."""
    one = judged()
    assert Reason.LAW_OPEN is one.deciding.reason
    text = page(one, language)
    assert {"en": "no fact is missing", "zh": "事实均已齐备"}[language] in text
    assert "60%" in text
    assert KEY in text


def test_an_answer_under_the_key_that_is_named_decides() -> None:
    """Answered yes it is pyramid-like; answered no, the open line alone is left."""
    assert Verdict.PYRAMID is judged("yes").verdict
    assert Verdict.REVIEW is judged("no").verdict
    assert "A. Analyst" in page(judged("yes"), "en")
