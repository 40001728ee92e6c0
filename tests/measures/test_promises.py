"""What a plan promises for one recruit, for the next step, and for a year's waiting."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmcheck.interval import Interval
from mlmcheck.measures.promises import promises
from tests.measures.parsed import SOURCED, one, places, plan, shown

PER_RECRUIT = "reward.per_recruit_most"
MULTIPLIER = "reward.rank_multiplier"
RATE = "reward.annual_rate"
FEE = "entry: [{item: fee, amount: 200, required: rule, opens: [join]}]\n"


def known(text: str) -> dict[str, str]:
    """What a plan says."""
    return shown(promises(plan(text), None))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rewards: none\n", "0"),
        ("rewards: [{for: retail, pays: {1: 20%}}]\n", "0"),
        ("rewards: [{for: recruit, levels: 1, pays: 40}]\n", "40"),
        ("rewards: [{for: recruit, pays: {1: 40, 2: 10}}]\n", "40"),
        ("rewards: [{for: recruit, levels: 1, pays: {max: 40}}]\n", "[0, 40]"),
        (FEE + "rewards: [{for: entry, levels: 1, pays: 25%}]\n", "50"),
        # Of what others are paid for their recruits there is no end.
        ("rewards: [{for: recruit, pays: {1: 40}}, {for: reward, pays: {1: 10%}}]\n", "[40, inf]"),
        ("rewards: [{for: recruit, levels: 1}]\n", None),
        (SOURCED + "rewards: [{for: recruit, levels: 1, pays: 40}]\n", "[40, inf]"),
        (SOURCED, None),
    ],
)
def test_the_greatest_reward_for_one_recruit(text: str, expected: str | None) -> None:
    """The greatest single payment of a line on joining; open where a line may be missing."""
    assert expected == known(text).get(PER_RECRUIT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("recruiting: {direct: 4}\n", "4"),
        ("recruiting: {direct: {min: 3}}\n", "[3, inf]"),
        ("rewards: [{for: entry, form: board, width: 2, depth: 3, pays: 800}]\n", "[2, inf]"),
        ("rewards: [{for: entry, form: matrix, width: 3, pays: 80}]\n", "[3, inf]"),
        ("rewards: [{for: entry, form: binary, pays: 10%}]\n", "[2, inf]"),
        ("rewards: [{for: entry, levels: 1, pays: 9, needs: {direct_recruits: 5}}]\n", "[5, inf]"),
        ("ranks: [{name: B, requires: {direct_recruits: 6}}]\n", "[6, inf]"),
        ("rewards: [{for: entry, levels: 1, pays: 9}]\n", None),
        (SOURCED + "recruiting: {direct: 4, source: said}\n", None),
    ],
)
def test_how_many_people_the_next_step_takes(text: str, expected: str | None) -> None:
    """A stated number counts as stated, a width or a requirement as at least so many."""
    assert expected == known(text).get(MULTIPLIER)


@pytest.mark.parametrize(
    ("line", "low"),
    [
        ("{for: time, pays: 10%, per: year}", "1/10"),
        ("{for: time, pays: 1%, per: month}", "3/25"),
        ("{for: time, pays: 1%, per: day}", "73/20"),
        # No more is gained than what is paid until the end leaves over the own money.
        ("{for: time, pays: 1%, per: day, until: 150%}", "1/2"),
        ("{for: time, pays: {min: 6%, max: 18%}, per: month}", "18/25"),
    ],
)
def test_a_year_of_a_static_return(line: str, low: str) -> None:
    """The lower end is the rate of each period times the periods of a year."""
    value = one(promises(plan(f"rewards: [{line}]\n"), None), RATE).value
    assert isinstance(value, Interval)
    assert Fraction(low) == value.lo


def test_no_return_is_no_rate_and_an_unknown_one_is_unknown() -> None:
    """A closed list without a return is 0; a return in money, or of no period, says nothing."""
    assert "0" == known("rewards: none\n")[RATE]
    assert RATE not in known("rewards: [{for: time, pays: 50, per: week}]\n")
    assert RATE not in known("rewards: [{for: time, pays: 5%}]\n")
    assert RATE not in known(SOURCED)


@given(st.integers(1, 900), st.sampled_from(["day", "week", "month", "year"]))
def test_the_upper_end_is_never_below_the_rate_compounded(mille: int, per: str) -> None:
    """Interest on interest, worked out period by period, stays within the range."""
    times = {"day": 365, "week": 52, "month": 12, "year": 1}[per]
    line = f"{{for: time, pays: {mille / 10}%, per: {per}}}"
    value = one(promises(plan(f"rewards: [{line}]\n"), None), RATE).value
    assert isinstance(value, Interval)
    money = 1.0
    for _ in range(times):
        money *= 1 + mille / 1000
    assert value.lo <= money - 1 + 1e-9
    assert money - 1 <= value.hi


def test_each_names_its_place() -> None:
    """The line that pays most, or the count that is stated."""
    facts = promises(plan("rewards: [{for: recruit, levels: 1, pays: 40}]\n"), None)
    assert "rewards.0.pays" == places(one(facts, PER_RECRUIT))[0]
