"""How far up a reward reaches, and whether participants stand above participants."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmcheck.facts import Basis, Fact
from mlmcheck.interval import INFINITY, Interval, Truth
from mlmcheck.measures.depth import depth, unnamed_pay
from mlmcheck.network.summary import Person, Summary
from mlmcheck.vocabulary import VOCABULARY
from tests.measures.schemes import SOURCES, encoded, plan_of, values

UPLINES, SPONSORED = "reward.uplines_paid", "net.sponsorship"


def facts(said: str | dict[str, Any], name: str) -> tuple[Fact, ...]:
    """Return the facts of that name."""
    return tuple(fact for fact in depth(plan_of(said), None) if fact.name == name)


def uplines(said: str) -> Any:
    """Return how many uplines are paid, None where nothing is known."""
    return values(facts(said, UPLINES)).get(UPLINES)


@pytest.mark.parametrize(
    ("reward", "expected"),
    [
        # on a retail sale level 1 is the seller, whose act it is
        ("{for: retail, pays: {1: 13%, 2: 3%}}", 1),
        ("{for: retail, levels: 1}", 0),
        ("{for: retail, pays: {0: 5%}}", 0),
        # otherwise level 1 is the sponsor
        ("{for: entry, pays: {1: 20%}}", 1),
        ("{for: entry, pays: {1: 20%, 2: 10%, 3: 5%}}", 3),
        ("{for: entry, pays: {5: 1000}}", 5),
        ("{for: entry, pays: {1: 20%, 2: 0%}}", 1),
        ("{for: entry, levels: all}", INFINITY),
        ("{for: stock, levels: {min: 2, max: 4}}", "2..4"),
        ("{for: own-use, pays: {0: 2%}}", 0),
        # somebody above is paid, how far up is not said
        ("{for: entry}", "1.."),
        ("{for: recruit, pays: 40}", "1.."),
        ("{for: stock, form: stair-step}", "1.."),
        ("{for: purchase, by: group_volume, pays: {0: 3%, 7500: 25%}}", "1.."),
        ("{for: purchase, pays: 5%}", None),
        ("{for: retail, pays: 5%}", None),
        # a sale is his own or his downline's
        ("{for: sale, levels: 1}", "0..1"),
        ("{for: sale, levels: 3}", "2..3"),
        ("{for: sale, levels: {min: 3}}", "2.."),
        # on another's reward, however far that one reaches
        ("{for: reward, pays: {1: 25%}}", "1.."),
        ("{for: time, pays: 8%}", 0),
        # several triggers: the furthest
        ("{for: [retail, entry], levels: 2}", 2),
        # who can be paid hangs on whom he brought
        ("{for: retail, levels: 1, needs: {direct_recruits: 20}}", "1.."),
        ("{for: entry, pays: none}", 0),
    ],
)
def test_levels_are_counted_up_from_the_one_who_acts(reward: str, expected: Any) -> None:
    """A reward reaches as many uplines as stand between its last level and the one who acts."""
    assert expected == uplines(f"rewards: [{reward}]")


def test_the_furthest_reward_counts() -> None:
    """Of several rewards the one that reaches furthest counts, and its place is shown."""
    said = "rewards: [{for: entry, pays: {1: 5}}, {for: stock, pays: {1: 5%, 4: 1%}}]"
    (fact,) = facts(said, UPLINES)

    assert {UPLINES: 4} == values((fact,))
    assert [("rewards", 1, "pays", "4")] == [each.path for each in fact.evidence]


def test_rewards_that_may_be_missing_may_reach_further() -> None:
    """A list that may lack rewards bounds from below only; one left out bounds nothing."""
    reward = "rewards: [{for: entry, levels: 2, source: d}]"

    assert "2.." == uplines(SOURCES + reward)
    assert 2 == uplines(SOURCES + "complete: [rewards]\n" + reward)
    assert None is uplines("entry: none")
    assert 0 == uplines("rewards: none")


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        # whether the seller is one of them is not said
        ("compensated_levels: 8", "7..8"),
        ("compensated_levels: {min: 3}", "2.."),
        ("compensated_levels: all", INFINITY),
        ("compensated_levels: 1", "0..1"),
        # all on retail: the seller is the first; none on a sale: there is no seller
        ("compensated_levels: 2\nrewards: [{for: retail}]", 1),
        ("compensated_levels: 2\nrewards: [{for: entry}]", 2),
        ("compensated_levels: 2\nrewards: [{for: [retail, entry]}]", "1..2"),
        # the narrower of the two
        ("compensated_levels: 3\nrewards: [{for: retail, levels: 2}, {for: entry}]", "2..3"),
    ],
)
def test_levels_stated_over_all_rewards(plan: str, expected: Any) -> None:
    """A stated number of levels is as many uplines, or one less where the seller is counted."""
    assert expected == uplines(plan)


@pytest.mark.parametrize("trigger", ["entry", "recruit", "reward"])
def test_no_levels_and_pay_on_anothers_act_are_two_facts(trigger: str) -> None:
    """A line that pays on another's act pays somebody above, and no level denies it."""
    line = f"rewards: [{{for: {trigger}, pays: 5%}}]"
    found = facts(f"compensated_levels: 0\n{line}", UPLINES)

    assert [(Basis.DECLARED, 0), (Basis.COMPUTED, "1..")] == [
        (fact.basis, values((fact,))[UPLINES]) for fact in found
    ]
    assert 0 == uplines("compensated_levels: 0\nrewards: [{for: own-use, pays: 5%}]")
    assert 0 == uplines(f"compensated_levels: 0\n{line.replace('5%', '{0: 5%}')}")


def test_levels_that_contradict_the_rewards_are_two_facts() -> None:
    """Where stated levels and rewards exclude each other both stand, and neither is resolved."""
    found = facts("compensated_levels: 8\nrewards: [{for: entry, levels: 5}]", UPLINES)

    assert [(Basis.DECLARED, 8), (Basis.COMPUTED, 5)] == [
        (fact.basis, values((fact,))[UPLINES]) for fact in found
    ]


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ("goods: [{participant_price: {A: 88, B: 68}, supplied_by: upline}]", "1.."),
        ("goods: [{participant_price: {A: 88, B: 68}, supplied_by: company}]", 0),
        ("entry: [{item: gift, amount: 5000, paid_to: participant}]", "1.."),
        ("entry: [{item: stock, amount: 600, paid_to: upline}]", None),
        ("upkeep: [{item: gift, amount: 50, per: month, paid_to: upline}]", "1.."),
    ],
)
def test_pay_that_no_reward_names(plan: str, expected: Any) -> None:
    """Price differences and money passed up the line are pay, though the rewards are none."""
    assert expected == uplines(f"rewards: none\nranks: [{{name: A}}, {{name: B}}]\n{plan}")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("entry: [{item: gift, amount: 50, paid_to: upline}]", Truth.YES),
        ("upkeep: [{item: gift, amount: 50, per: month, paid_to: upline}]", Truth.YES),
        ("upkeep: [{item: gift, amount: 50, per: month}]", Truth.UNKNOWN),
        ("upkeep: [{item: gift, amount: 50, per: month, paid_to: company}]", Truth.NO),
        ("upkeep: none", Truth.NO),
    ],
)
def test_gifts_up_the_line_are_pay_at_entry_and_as_upkeep(said: str, expected: Truth) -> None:
    """Whatever it is called, money that goes to the upline is his."""
    assert expected is unnamed_pay(plan_of(said))


def test_a_price_that_hangs_on_people_may_reach_anybody_above() -> None:
    """Whoever joins or buys below lowers the price of those above, at whatever distance."""
    goods = "goods: [{participant_price: {A: 88, B: 68}, supplied_by: company}]\nrewards: none\n"
    for asked in ("direct_recruits: 3", "downline: 9", "group_volume: 900"):
        said = f"{goods}ranks: [{{name: A}}, {{name: B, requires: {{{asked}}}}}]"
        assert (None, Truth.UNKNOWN) == (uplines(said), unnamed_pay(plan_of(said)))
    said = goods + "ranks: [{name: A}, {name: B, requires: {purchase: 900}}]"
    assert (0, Truth.NO) == (uplines(said), unnamed_pay(plan_of(said)))


def test_an_alleged_reward_is_beside_the_value() -> None:
    """Levels that only a claimant states are shown with the fact and reach nobody."""
    (fact,) = facts(SOURCES + "rewards: [{for: entry, levels: 9, source: c}]", UPLINES)

    assert VOCABULARY[UPLINES].whole == fact.value
    assert [("rewards", 0, "levels")] == [each.path for each in fact.alleged]


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ("entry: none", "3.."),
        ("rewards: [{for: entry, levels: 1}]", 3),
        ("rewards: [{for: entry, levels: 5}]", "3..5"),
    ],
)
def test_uplines_seen_add_to_the_plan_and_take_nothing_from_it(plan: str, expected: Any) -> None:
    """What was paid reaches at least so far; that it reaches no further only the plan can show."""
    summary = Summary((), payouts=9, uplines_paid=3, tables={"payouts": "payouts.csv"})
    (seen,) = [fact for fact in depth(plan_of(plan), summary) if fact.basis is Basis.OBSERVED]

    assert {UPLINES: expected} == values((seen,))
    assert depth(plan_of(plan), Summary((), has_payouts=True)) == depth(plan_of(plan), None)


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ("rewards: [{for: entry, levels: 1}]", True),
        ("entry: [{item: fee, amount: 9, opens: [join, recruit]}]", True),
        ("ranks: [{name: A, requires: {direct_recruits: 20}}]", True),
        ("ranks: [{name: A, requires: {customers: 20}}]", None),
        ("recruiting: {direct: {max: 3}}", True),
        ("recruiting: {direct: 0}", False),
        ("recruiting: {emphasis: both}", None),
        ("rewards: [{for: retail, levels: 1}]", None),
        ("rewards: [{for: purchase}]", None),
        (SOURCES + "rewards: [{for: entry, levels: 1, source: c}]", None),
        (SOURCES + "recruiting: {direct: 3, source: c}", None),
    ],
)
def test_participants_bring_in_participants(plan: str, expected: Any) -> None:
    """True on one place of the plan that lets them; false only where the plan says nobody may."""
    assert expected == values(facts(plan, SPONSORED)).get(SPONSORED)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("{levels: 51}", True),
        ("{levels: 3}", True),
        ("{levels: 2}", None),
        ("{levels: 2, organiser_counted: false}", True),
        ("{levels: 2, organiser_counted: true}", None),
        ("{levels: 51, among: A}", None),
    ],
)
def test_generations_show_sponsorship(block: str, expected: Any) -> None:
    """Two generations of participants stand one above the other; the organiser may be neither."""
    found = facts(f"observed: [{block}]", SPONSORED)

    assert expected == values(found).get(SPONSORED)
    assert all(fact.basis is Basis.REPORTED for fact in found)


def member(id: str, sponsor: str | None = None) -> Person:
    """Return a participant of whom nothing but the sponsor matters."""
    zero = Fraction(0)
    return Person(id, sponsor, 1, 0, 0, 0, zero, zero, zero, zero, zero, zero)


def test_sponsors_are_observed() -> None:
    """One participant with a sponsor shows sponsorship, and the rows are counted."""
    summary = Summary((member("a"), member("b", "a"), member("c", "a")))
    (fact,) = depth(plan_of("entry: none"), summary)
    (evidence,) = fact.evidence

    assert ({SPONSORED: True}, Basis.OBSERVED) == (values((fact,)), fact.basis)
    assert evidence.rows is not None
    assert (2, 3, ("b",)) == (evidence.rows.counted, evidence.rows.of, evidence.rows.sample)
    assert () == depth(plan_of("entry: none"), Summary((member("a"),)))


def test_real_cases() -> None:
    """The uplines of the real cases, as each file says."""
    shown = {
        name: values(depth(encoded(name), None)).get(UPLINES)
        for name in (
            "at-lyoness-2018",
            "cn-avon-2006",
            "cn-baoyue-liquor-2022",
            "cn-kaola-mall-2017",
            "cn-peanut-diary-2019",
            "cn-yunzaizhijian-2016",
            "kr-coway-2023",
            "us-amway-1979",
        )
    }

    assert {
        "at-lyoness-2018": "1..",
        "cn-avon-2006": 0,
        "cn-baoyue-liquor-2022": "1..2",  # what leads to the rank paid more is not said
        "cn-kaola-mall-2017": 0,
        "cn-peanut-diary-2019": None,
        "cn-yunzaizhijian-2016": INFINITY,
        "kr-coway-2023": "2..",
        "us-amway-1979": "1..",
    } == shown


REWARD = st.fixed_dictionaries(
    {
        "for": st.lists(
            st.sampled_from(["entry", "retail", "stock", "own-use", "recruit"]),
            min_size=1,
            max_size=2,
            unique=True,
        ),
        "levels": st.sampled_from(["1", "2", "7", "all"]),
    }
)


@given(st.lists(REWARD, min_size=1, max_size=3), st.data())
def test_knowing_more_keeps_uplines_in_their_range(
    rewards: list[dict[str, Any]], data: st.DataObject
) -> None:
    """Whatever the unknown turns out to be, the uplines lie where they were said to lie."""

    def reached(said: dict[str, Any]) -> Interval:
        found = facts(said, UPLINES)
        value = found[0].value if found else VOCABULARY[UPLINES].whole
        assert isinstance(value, Interval)
        return value

    less = [dict(reward) for reward in rewards]
    for reward in less:
        if data.draw(st.booleans(), label="forget levels"):
            del reward["levels"]
        if data.draw(st.booleans(), label="forget who bought"):
            reward["for"] = ["sale" if t in ("stock", "own-use") else t for t in reward["for"]]
            reward["for"] = sorted(set(reward["for"]))
    said: dict[str, Any] = {"rewards": less}
    if data.draw(st.booleans(), label="the list may lack items"):
        said["sources"] = {"d": {"weight": "finding"}}

    assert reached({"rewards": rewards}).within(reached(said))
