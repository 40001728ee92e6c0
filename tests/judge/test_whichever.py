"""What is pyramid-like whichever of several things holds is so, though it is not known which."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmcheck.interval import TRUE, Interval, point
from mlmcheck.judge import Court, Judgement, judge
from mlmcheck.law.environment import Environment, tighten
from mlmcheck.law.findings import find_all
from mlmcheck.report import json_report, terminal
from mlmcheck.report.language import speaker
from mlmcheck.resources import rules_dir
from mlmcheck.scheme.read import parse_scheme
from mlmcheck.suppose import Ground, whichever_way
from mlmcheck.verdict import Verdict, decide
from tests.law.worlds import ground, worlds

DAY = date(2026, 11, 24)
COURT = Court((rules_dir(),), DAY)
LEVELS = """\
mlmcheck: 1
name: three levels of rebate
market: cn
currency: CNY
as_of: 2022-01-01
sources: {decision: {weight: finding}}
compensated_levels: 3
"""


def judged(text: str, *laws: str) -> Judgement:
    """Judge a scheme from its text."""
    return judge(parse_scheme(text), COURT, laws)


def test_levels_of_unnamed_pay_are_pyramid_like_where_every_pay_is() -> None:
    """China forbids pay for recruiting and team compensation alike; the levels are one of them."""
    law = judged(LEVELS).deciding
    assert law.verdict is Verdict.PYRAMID
    assert law.worst is not None
    assert ("reward.on_recruitment", "reward.on_downline") == law.worst.decision.ways
    deciding = [finding.rule.id for finding in law.worst.decision.deciding]
    assert ["cn-444-headcount", "cn-444-team-pay"] == deciding


def test_where_one_way_is_lawful_it_stays_open() -> None:
    """American law asks for a payment and for shares, so levels alone decide nothing."""
    assert Verdict.REVIEW is judged(LEVELS, "us").verdict


def test_what_excludes_one_way_leaves_the_other() -> None:
    """Where all rewards are on sales only team compensation is left, and it is met itself."""
    whole = "complete: [ranks, rewards]\nranks: none\n"
    sales = "rewards: [{for: retail, pays: {1: 9%, 2: 5%, 3: 2%}, source: decision}]\n"
    law = judged(LEVELS + whole + sales).deciding
    assert law.worst is not None
    assert (Verdict.PYRAMID, ()) == (law.verdict, law.worst.decision.ways)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_report_names_the_ways_and_their_rules(language: str) -> None:
    """The page and the JSON say what is certain, what is not, and which rule each way meets."""
    one, page = judged(LEVELS), StringIO()
    terminal.render([one], [], speaker(language), page, 100)
    assert "cn-444-headcount" in page.getvalue()
    assert "cn-444-team-pay" in page.getvalue()
    report = json.loads(json_report.render([one], [], speaker(language)))
    (law,) = report["results"][0]["laws"]
    assert ["reward.on_recruitment", "reward.on_downline"] == law["ways"]


@given(st.data(), st.sampled_from(["cn", "us", "eu"]))
def test_it_holds_in_every_world_that_may_be(data: st.DataObject, law: str) -> None:
    """Whatever more becomes known, the verdict stays pyramid-like."""
    pack = COURT.pack(law)
    of = ground(pack, DAY)
    world = data.draw(worlds(of))
    hidden = data.draw(st.sets(st.sampled_from(sorted(world.values))))
    values: dict[str, Interval] = {
        name: point(value) for name, value in world.values.items() if name not in hidden
    }
    if world.values["reward.on_others"]:
        values["reward.on_others"] = TRUE
    tighten(values, [])
    known = Environment(values)
    findings = find_all(pack, known, DAY, {})
    decision = whichever_way(Ground(pack, known, DAY, {}, findings), decide(findings))
    if decision.ways:
        whole = Environment({name: point(value) for name, value in world.values.items()})
        assert Verdict.PYRAMID is decide(find_all(pack, whole, DAY, {})).verdict
