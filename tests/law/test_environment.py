"""One value for each fact: merged by its policy, tightened both ways, contradictions kept."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmcheck.facts import Basis, Row, Table, WordSet, collect
from mlmcheck.interval import EITHER, FALSE, INFINITY, TRUE, ZERO, Interval, Truth, point
from mlmcheck.law.environment import Contradiction, Environment, environment, tighten
from mlmcheck.law.read import read_pack
from mlmcheck.resources import rules_dir

from .build import fact, facts, interval, known
from .worlds import Known, World, ground, knowledge, learn, worlds

CN = ground(read_pack("cn", [rules_dir()]), date(2026, 11, 24))

BOTH_WAYS = [
    # what is given, and what must follow
    ({"entry.payment_to_join": 5}, {"entry.payment_to_earn": "{min: 5}"}),
    ({"entry.payment_to_join": {"over": "5"}}, {"entry.payment_to_recruit": {"over": "5"}}),
    ({"entry.payment_to_earn": 3}, {"entry.payment_to_join": ["0", "3"]}),
    ({"entry.payment_to_recruit": {"under": "3"}}, {"entry.payment_to_join": {"under": "3"}}),
    ({"reward.share_for_outside_sales": "60%"}, {"reward.share_for_final_sales": ["60%", "1"]}),
    ({"reward.share_for_own_use": "60%"}, {"reward.share_for_final_sales": ["60%", "1"]}),
    ({"reward.share_for_final_sales": "10%"}, {"reward.share_for_outside_sales": ["0", "10%"]}),
    ({"sale.share_final": "10%"}, {"sale.share_outside": ["0", "10%"]}),
    ({"sale.share_outside": "10%"}, {"sale.share_final": ["10%", "1"]}),
    ({"reward.share_for_recruitment": "70%"}, {"reward.share_for_final_sales": ["0", "30%"]}),
    ({"reward.share_for_final_sales": "70%"}, {"reward.share_for_recruitment": ["0", "30%"]}),
    ({"reward.on_headcount": True}, {"reward.on_recruitment": True, "net.sponsorship": True}),
    ({"reward.on_entry": True}, {"reward.on_recruitment": True, "reward.on_others": True}),
    ({"reward.on_recruitment": False}, {"reward.on_headcount": False, "reward.on_entry": False}),
    (
        {"reward.on_recruitment": True, "reward.on_entry": False},
        {"reward.on_headcount": True},
    ),
    (
        {"reward.on_headcount": False, "reward.on_entry": False},
        {"reward.on_recruitment": False, "reward.share_for_recruitment": 0},
    ),
    ({"reward.share_for_recruitment": {"over": "0"}}, {"reward.on_recruitment": True}),
    ({"reward.on_downline_sales": True}, {"reward.on_downline": True}),
    ({"reward.on_downline": False}, {"reward.on_downline_purchases": False}),
    (
        {"reward.on_recruitment": False, "reward.on_downline": False},
        {"reward.on_others": False, "reward.uplines_paid": 0},
    ),
    (
        {"reward.on_others": True, "reward.on_recruitment": False},
        {"reward.on_downline": True, "reward.uplines_paid": "{min: 1}"},
    ),
    ({"reward.on_others": False}, {"reward.on_recruitment": False, "reward.on_entry": False}),
    ({"net.sponsorship": False}, {"reward.on_others": False, "reward.on_downline_sales": False}),
    ({"reward.uplines_paid": 0}, {"reward.on_others": False}),
    ({"reward.uplines_paid": {"under": "1"}}, {"reward.on_others": False}),
    ({"reward.uplines_paid": 2}, {"reward.on_others": True, "net.sponsorship": True}),
    (
        {"goods.exist": False},
        {
            "reward.share_for_final_sales": 0,
            "reward.share_for_outside_sales": 0,
            "reward.share_for_own_use": 0,
            "sale.share_final": 0,
            "sale.share_outside": 0,
            "entry.only_kit_at_cost": False,
            "entry.goods_part": 0,
            "stock.supplied": False,
        },
    ),
    ({"sale.share_outside": {"over": "0"}}, {"goods.exist": True}),
    ({"entry.goods_part": 10}, {"goods.exist": True}),
    ({"stock.supplied": True}, {"goods.exist": True}),
    ({"entry.only_kit_at_cost": True}, {"goods.exist": True}),
    ({"reward.on_time": False}, {"reward.share_for_time": 0}),
    ({"reward.share_for_time": "10%"}, {"reward.on_time": True}),
]


def as_interval(value: object) -> Interval:
    """An expected value: true, false, or an interval as rule files write it."""
    if isinstance(value, bool):
        return TRUE if value else FALSE
    if isinstance(value, str) and value.startswith("{min"):
        return Interval(interval(value[5:-1].strip()).lo, INFINITY)
    return interval(value)


@pytest.mark.parametrize(("given", "follows"), BOTH_WAYS)
def test_invariants_tighten_both_ways(given: dict[str, object], follows: dict[str, object]) -> None:
    """From either side of what is always true the other side follows."""
    env = known(given)

    assert {name: as_interval(value) for name, value in follows.items()} == {
        name: env.value(name) for name in follows
    }
    assert [] == env.contradictions


def test_the_least_share_is_not_bound_by_the_whole() -> None:
    """The least over people paid says nothing of the share of the whole, nor the other way."""
    env = known({"sale.share_outside": "10%"})

    assert EITHER == env.value("sale.least_share_outside")


@given(st.data())
def test_what_is_inferred_is_true_of_every_world(data: st.DataObject) -> None:
    """Whatever is known of a world, its values stay possible and nothing clashes."""
    world = data.draw(worlds(CN))
    env = environment(data.draw(knowledge(world, CN)).facts)

    assert [] == env.contradictions
    assert {} == {
        name: (value, env.value(name))
        for name, value in world.values.items()
        if not env.value(name).contains(value)
    }


@given(st.data())
def test_knowing_more_never_widens(data: st.DataObject) -> None:
    """Whatever more is learnt of a world, every fact stays within what was known of it."""
    world: World = data.draw(worlds(CN))
    some: Known = data.draw(knowledge(world, CN))
    names = data.draw(st.sets(st.sampled_from(sorted(world.values))))

    before = environment(some.facts)
    after = environment(learn(some, world, dict.fromkeys(sorted(names))).facts)

    assert {} == {
        name: (before.value(name), after.value(name))
        for name in world.values
        if not after.value(name).within(before.value(name))
    }


@given(st.data())
def test_tightening_again_changes_nothing(data: st.DataObject) -> None:
    """The result is a fixed point, whatever the order of the facts."""
    world = data.draw(worlds(CN))
    env = environment(data.draw(knowledge(world, CN)).facts)
    again = dict(reversed(env.values.items()))
    tighten(again, [])

    assert env.values == again


def test_contradictions_between_facts_are_noted_and_not_resolved() -> None:
    """Two facts that cannot both be stay as they are said, and it is said that they clash."""
    env = known({"reward.share_for_own_use": "60%", "reward.share_for_final_sales": "30%"})

    assert interval("60%") == env.value("reward.share_for_own_use")
    assert interval("30%") == env.value("reward.share_for_final_sales")
    assert {frozenset(("reward.share_for_own_use", "reward.share_for_final_sales"))} <= {
        frozenset(found.facts) for found in env.contradictions
    }


def test_pay_that_is_shown_stands_against_its_denial() -> None:
    """Pay for heads is pay for recruiting, whatever is said of the latter; the clash is noted."""
    env = known({"reward.on_headcount": True, "reward.on_recruitment": False})

    assert (TRUE, TRUE) == (env.value("reward.on_headcount"), env.value("reward.on_recruitment"))
    assert {("reward.on_recruitment", "reward.on_headcount", "reward.on_entry")} <= {
        found.facts for found in env.contradictions
    }


def test_what_denies_pay_that_is_shown_is_in_doubt() -> None:
    """If uplines are paid, some pay on others exists, and that none of its kinds does is wrong."""
    nothing = dict.fromkeys(
        (
            "reward.on_headcount",
            "reward.on_entry",
            "reward.on_downline_purchases",
            "reward.on_downline_sales",
        ),
        False,
    )
    env = known({**nothing, "reward.uplines_paid": 1})

    assert TRUE == env.value("reward.on_others")
    assert {EITHER} == {env.value(name) for name in nothing}


def test_two_totals_that_exclude_each_other_are_noted() -> None:
    """Of two facts of one sort that cannot both be, the stronger counts and the clash is noted."""
    env = environment(
        collect(
            [
                fact("sale.share_final", "30%", Basis.REPORTED),
                fact("sale.share_final", "60%", Basis.OBSERVED),
            ]
        )
    )

    assert interval("60%") == env.value("sale.share_final")
    assert [
        Contradiction(("sale.share_final",), (interval("60%"), interval("30%")))
    ] == env.contradictions


MERGES = [
    # fact, what the plan says, what practice says, what counts, whether they clash
    ("reward.on_headcount", True, False, True, True),
    ("reward.on_headcount", False, True, True, True),
    ("reward.on_headcount", False, False, False, False),
    ("reward.on_headcount", ["0", "1"], False, ["0", "1"], False),
    ("reward.on_headcount", ["0", "1"], True, True, False),
    ("reward.uplines_paid", 2, 5, 5, True),
    ("reward.uplines_paid", ["1", "3"], 2, ["2", "3"], False),
    ("reward.share_for_final_sales", "90%", "10%", "10%", True),
    ("reward.share_for_final_sales", ["80%", "1"], ["0", "1"], ["0", "1"], False),
    ("guard.buy_back_rate", "90%", "10%", "90%", True),
    ("entry.payment_to_join", 0, 100, 0, True),
]


@pytest.mark.parametrize("case", MERGES, ids=str)
@pytest.mark.parametrize("said", [Basis.DECLARED, Basis.COMPUTED])
@pytest.mark.parametrize("done", [Basis.REPORTED, Basis.OBSERVED])
def test_plan_and_practice_merge_by_the_policy_of_the_fact(
    case: tuple[str, object, object, object, bool], said: Basis, done: Basis
) -> None:
    """What exists is there if either shows it; shares are as paid; promises as promised."""
    name, plan, practice, counts, clash = case
    env = environment(collect([fact(name, practice, done), fact(name, plan, said)]))

    assert (as_interval(counts), clash) == (env.value(name), bool(env.contradictions))


def test_facts_of_one_sort_narrow_each_other() -> None:
    """Two statements of the plan hold together."""
    env = environment(
        collect(
            [
                fact("guard.buy_back_rate", ["0", "90%"], Basis.DECLARED),
                fact("guard.buy_back_rate", ["50%", "1"], Basis.COMPUTED),
            ]
        )
    )

    assert interval(["50%", "90%"]) == env.value("guard.buy_back_rate")


def test_simulated_facts_never_count() -> None:
    """What is only simulated bounds nothing."""
    env = known({"reward.on_entry": True, "sale.share_final": "10%"}, basis=Basis.SIMULATED)

    assert {} == env.values


def test_sets_add_up() -> None:
    """Words that any fact has are held; no other can be once one fact says so."""
    env = environment(
        collect(
            [
                fact("operator.licences", WordSet(frozenset(["a"])), Basis.DECLARED),
                fact("operator.licences", {"b"}, Basis.REPORTED),
            ]
        )
    )

    assert [Truth.YES, Truth.YES, Truth.NO] == [env.holds("operator.licences", w) for w in "abc"]
    assert Truth.UNKNOWN is known({}).holds("operator.licences", "a")


def test_facts_of_some_bases_alone() -> None:
    """A limited environment knows what facts of those bases say and what follows, and no more."""
    env = environment(
        collect(
            [
                fact("reward.share_for_final_sales", "90%", Basis.DECLARED),
                fact("reward.on_entry", True, Basis.OBSERVED),
            ]
        )
    )
    practice = env.limited(frozenset([Basis.OBSERVED]))

    assert EITHER == practice.value("reward.share_for_final_sales")
    assert TRUE == practice.value("reward.on_recruitment")
    assert interval("90%") == env.value("reward.share_for_final_sales")


def test_rows_of_other_bases_leave_the_table_incomplete() -> None:
    """Without the rows of other bases nobody knows whether all organisers are there."""
    rows = (
        Row("a", {"organiser.people_with_self": point(30)}, basis=Basis.OBSERVED),
        Row("b", {"organiser.people_with_self": point(40)}, basis=Basis.REPORTED),
    )
    env = environment(collect([], Table(rows, complete=True)))
    limited = env.limited(frozenset([Basis.OBSERVED]))

    assert (2, True) == (len(env.rows), env.rows_complete)
    assert (["a"], False) == ([row.label for row in limited.rows], limited.rows_complete)


@pytest.mark.parametrize(
    ("given", "follows"),
    [
        ({"organiser.people_below": 29}, {"organiser.people_with_self": "{min: 30}"}),
        ({"organiser.people_with_self": 30}, {"organiser.people_below": ["0", "29"]}),
        ({"organiser.levels_below": ["2", "5"]}, {"organiser.levels_with_self": "{min: 3}"}),
        ({"organiser.levels_with_self": 1}, {"organiser.levels_below": 0}),
    ],
)
def test_an_organiser_counts_himself(given: dict[str, object], follows: dict[str, object]) -> None:
    """With himself there is at least one more than below him, in people and in levels."""
    (row,) = known({}, rows=[given]).rows

    assert {name: as_interval(value) for name, value in follows.items()} == {
        name: row.values[name] for name in follows
    }


def test_supposing_what_cannot_be() -> None:
    """A value that is excluded, or that excludes something known, cannot be supposed."""
    env = known({"reward.on_recruitment": False, "sale.share_final": ["0", "50%"]})

    assert env.supposing("sale.share_final", interval("60%")) is None
    assert env.supposing("reward.on_entry", TRUE) is None


def test_what_clashes_already_is_no_objection_and_no_licence() -> None:
    """A supposition may leave an old contradiction as it is, and may not bring a new one."""
    env = environment(
        collect(
            [
                fact("guard.buy_back_rate", "90%", Basis.DECLARED),
                fact("guard.buy_back_rate", "10%", Basis.OBSERVED),
                fact("reward.on_recruitment", False),
            ]
        )
    )

    assert 1 == len(env.contradictions)
    assert env.supposing("goods.exist", TRUE) is not None
    assert env.supposing("reward.on_entry", TRUE) is None


def test_supposing_narrows_and_leaves_the_rest() -> None:
    """What is supposed holds with what follows from it; the environment it was asked of stays."""
    env = known({"sale.share_final": ["0", "50%"]})
    supposed = env.supposing("reward.on_entry", TRUE)

    assert isinstance(supposed, Environment)
    assert (TRUE, interval(["0", "50%"])) == (
        supposed.value("reward.on_recruitment"),
        supposed.value("sale.share_final"),
    )
    assert EITHER == env.value("reward.on_recruitment")


def test_what_is_supposed_is_supposed_as_counted() -> None:
    """A supposition answers a question for practice, and none for the plan."""
    supposed = known({}).supposing("sale.share_final", ZERO)

    assert isinstance(supposed, Environment)
    assert ZERO == supposed.limited(frozenset([Basis.OBSERVED])).value("sale.share_final")
    assert EITHER == supposed.limited(frozenset([Basis.DECLARED])).value("sale.share_final")


def test_supposing_a_word_says_nothing_of_others() -> None:
    """Of a set only the word in question is supposed held, or not held."""
    env = environment(facts({"operator.licences": WordSet(frozenset(["a"]))}))
    name = "operator.licences"

    assert [Truth.YES, Truth.YES, Truth.UNKNOWN] == [
        env.supposing_word(name, "b", True).holds(name, word) for word in "abc"
    ]
    assert [Truth.YES, Truth.NO, Truth.UNKNOWN] == [
        env.supposing_word(name, "b", False).holds(name, word) for word in "abc"
    ]
