"""The search for a world in which conditions hold finds one wherever there is one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmcheck.interval import point
from mlmcheck.judge import Court
from mlmcheck.law.environment import Environment
from mlmcheck.law.evaluate import Question
from mlmcheck.law.findings import Result, find, scope_of_instruments
from mlmcheck.law.lint.worlds import possible
from mlmcheck.law.model import All, Condition, Named, Not
from mlmcheck.law.syntax import read_condition
from mlmcheck.resources import rules_dir

from .worlds import ground, worlds

DAY = date(2026, 11, 24)
COURT = Court((rules_dir(),), DAY)
PACK = COURT.pack("us")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("reward.on_recruitment", True),
        ({"all": ["goods.exist", {"not": "goods.exist"}]}, False),
        ({"any": ["goods.exist", {"not": "goods.exist"}]}, True),
        # Recruitment is heads or entry payments.
        (
            {
                "all": [
                    "reward.on_recruitment",
                    {"not": "reward.on_headcount"},
                    {"not": "reward.on_entry"},
                ]
            },
            False,
        ),
        # Without goods nothing is sold to anybody.
        ({"all": [{"not": "goods.exist"}, "reward.share_for_final_sales > 0"]}, False),
        ({"all": ["entry.payment_to_join > 0", "entry.payment_to_earn <= 0"]}, False),
        ({"all": ["entry.payment_to_join <= 0", "entry.payment_to_earn > 0"]}, True),
        ({"all": [{"open": "so", "id": "a"}, {"not": {"open": "so", "id": "a"}}]}, False),
        ({"all": [{"open": "so", "id": "a"}, {"not": {"open": "so", "id": "b"}}]}, True),
        (
            {
                "all": [
                    "operator.licences has a",
                    {"not": "operator.licences has a"},
                ]
            },
            False,
        ),
        ({"some": "organiser", "where": "organiser.people_below < law.final_sales_line"}, True),
        ("reward.share_for_final_sales < law.final_sales_line", True),
        # No share is more than the whole.
        ({"all": ["reward.share_for_time <= 0", "reward.share_for_time > 0"]}, False),
    ],
)
def test_what_excludes_itself_is_possible_nowhere(text: object, expected: bool) -> None:
    """By logic, by what is always true between facts, and by the ranges of facts."""
    assert expected is possible([(read_condition(text), True)], PACK, DAY)


@given(st.data())
def test_what_some_world_meets_is_possible(data: st.DataObject) -> None:
    """A rule that a random world meets, or breaks, is never said to be impossible."""
    of = ground(PACK, DAY)
    world = data.draw(worlds(of))
    known = Environment({name: point(value) for name, value in world.values.items()})
    question = Question(PACK, known, DAY, {}, terms={})
    scopes = scope_of_instruments(PACK, question)
    for rule in PACK.rules:
        finding = find(rule, question, scopes)
        whole: Condition = All((rule.when, *(Not(Named(term)) for term in rule.unless)))
        if finding.result is Result.MET:
            assert possible([(whole, True)], PACK, DAY)
        if finding.result is Result.NOT_MET:
            assert possible([(whole, False)], PACK, DAY)


@pytest.mark.parametrize(
    "text",
    [
        # Promised and not done.
        {
            "all": [
                {"that": "reward.on_others", "basis": ["declared"]},
                {"not": {"that": "reward.on_others", "basis": ["observed"]}},
            ]
        },
        # Where the line is open, a share may be on either side of some line.
        {
            "all": [
                "reward.share_for_final_sales < law.final_sales_line",
                {"not": "reward.share_for_final_sales < law.final_sales_line"},
            ]
        },
        # Two questions that happen to have one id.
        {"all": [{"open": "one", "id": "q"}, {"not": {"open": "other", "id": "q"}}]},
    ],
)
def test_what_some_reading_allows_is_not_called_impossible(text: object) -> None:
    """Two bases, an open line and two questions of one name are no contradiction."""
    assert possible([(read_condition(text), True)], PACK, DAY)


def test_a_search_that_would_not_end_gives_up() -> None:
    """Hundreds of choices take no time worth a word, and are taken as possible."""
    choice = {"any": ["goods.exist", "reward.on_entry"]}
    assert possible([(read_condition({"all": [choice] * 400}), True)], PACK, DAY)
    never = {"all": [*[choice] * 30, "goods.exist", {"not": "goods.exist"}]}
    assert not possible([(read_condition(never), True)], PACK, DAY)
