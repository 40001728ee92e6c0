"""What participants must buy and hold, and how much of it reaches customers."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmcheck.facts import Basis
from mlmcheck.interval import Interval
from mlmcheck.measures.inventory import inventory
from mlmcheck.network.summary import Summary
from mlmcheck.vocabulary import VOCABULARY
from tests.measures.schemes import SOURCES, encoded, plan_of, values

MONTH, GATE, LOADED, STOCK, REACH = (
    "stock.required_month",
    "reward.needs_purchase",
    "stock.beyond_need",
    "stock.supplied",
    "sale.retail_reach",
)
WHOLE = "entry: none\nranks: none\n"
ORDER = "upkeep: [{item: goods, amount: 5, per: month, required: rule, opens: [earn]}]\n"
PACK = "entry: [{amount: 5, required: rule, "
TEAM = "rewards: [{for: entry, pays: {1: 10%}}]\n"


def one(said: str, name: str) -> Any:
    """Return one fact's value, None where nothing is known of it."""
    return values(inventory(plan_of(said), None)).get(name)


@pytest.mark.parametrize(
    ("upkeep", "expected"),
    [
        ("none", 0),
        ("[{item: goods, amount: 150, per: month, required: rule, opens: [earn]}]", 150),
        ("[{item: goods, amount: 150, per: month, required: practice, opens: [recruit]}]", 150),
        ("[{item: goods, amount: 150, per: month, required: rule, opens: [join]}]", 150),
        ("[{item: goods, amount: 7, per: week, required: rule, opens: [earn]}]", 365 / 12),
        # what comes once a year need not fall into the month
        ("[{item: goods, amount: 120, per: year, required: rule, opens: [earn]}]", "0..10"),
        ("[{item: goods, amount: 120, required: rule, opens: [earn]}]", "0..120"),
        # not asked for pay on others, or not asked at all, or no purchase
        ("[{item: goods, amount: 150, per: month, required: rule, opens: [sell]}]", 0),
        ("[{item: goods, amount: 150, per: month, required: optional, opens: [earn]}]", 0),
        ("[{item: fee, amount: 150, per: month, required: rule, opens: [earn]}]", 0),
        # not said
        ("[{item: goods, amount: 150, per: month, required: rule}]", "0..150"),
        ("[{item: goods, amount: 150, per: month, opens: [earn]}]", "0..150"),
        ("[{amount: 150, per: month, required: rule, opens: [earn]}]", "0..150"),
        # what keeps one rank is not asked of those who hold another
        ("[{item: stock, amount: 9, per: month, required: rule, opens: [earn], rank: B}]", "0..9"),
        ("[{item: stock, amount: 9, per: month, required: rule, rank: B}]", 0),
        (
            "[{choice: a, item: goods, amount: 9, per: month, required: rule, opens: [earn]},"
            " {choice: a, item: goods, amount: 5, per: month, required: rule, opens: [earn]}]",
            5,
        ),
    ],
)
def test_the_least_month_of_purchases(upkeep: str, expected: Any) -> None:
    """Purchases without which pay on others stops, in the month that asks least."""
    said = f"ranks: [{{name: A}}, {{name: B}}]\nupkeep: {upkeep}\n{TEAM}"

    assert expected == one(said, MONTH)


@pytest.mark.parametrize(
    ("rewards", "expected"),
    [
        ("[{for: entry, pays: {1: 5}, needs: {purchase: 90, per: month}}]", 90),
        ("[{for: retail, pays: {1: 5%}, needs: {purchase: 90, per: month}}]", 0),
        # another reward on others does without
        (
            "[{for: entry, needs: {purchase: 9, per: month}}, {for: recruit, levels: 1}]",
            0,
        ),
        ("[{for: sale, levels: 1, needs: {purchase: 9, per: month}}]", "0..9"),
        ("[{for: entry, pays: {1: 5}, needs: {purchase: 90}}]", "0..90"),
    ],
)
def test_purchases_that_a_reward_needs_each_month(rewards: str, expected: Any) -> None:
    """What every reward on others needs each month is required to stay eligible."""
    assert expected == one(f"upkeep: none\nrewards: {rewards}", MONTH)


def test_an_entry_payment_that_recurs_is_bought_each_month() -> None:
    """A pack that is paid each month is a monthly purchase; what recurs beside it may be a fee."""
    monthly = "entry: [{item: goods, amount: 45, per: month, required: rule, opens: [join]}]\n"
    once = "entry: [{item: goods, amount: 45, required: rule, opens: [join]}]\n"
    beside = once.replace("amount: 45", "amount: 45, plus: {amount: 8, per: month}")

    assert 45 == one(f"{monthly}upkeep: none\n{TEAM}", MONTH)
    assert 0 == one(f"{once}upkeep: none\n{TEAM}", MONTH)
    assert "0..8" == one(f"{beside}upkeep: none\n{TEAM}", MONTH)


def test_upkeep_that_may_be_missing_is_no_upper_bound() -> None:
    """Where upkeep is left out, or may not all be listed, more may have to be bought."""
    item = (
        "upkeep: [{item: goods, amount: 5, per: month, required: rule, opens: [earn], source: d}]\n"
    )

    assert None is one(TEAM, MONTH)
    assert "5.." == one(SOURCES + item + TEAM, MONTH)


def test_an_alleged_order_is_beside_the_value() -> None:
    """A monthly order that only a claimant states is shown with the fact and is no part of it."""
    item = (
        "upkeep: [{item: goods, amount: 5, per: month, required: rule, opens: [earn], source: c}]\n"
    )
    (fact,) = [f for f in inventory(plan_of(SOURCES + item), None) if f.name == MONTH]

    assert VOCABULARY[MONTH].whole == fact.value
    assert [("upkeep", 0, "amount")] == [e.path for e in fact.alleged]


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ("upkeep: none\n" + TEAM, False),
        (
            "upkeep: [{item: goods, amount: 5, per: month, required: rule, opens: [earn]}]\n"
            + TEAM,
            True,
        ),
        ("upkeep: none\nrewards: [{for: retail, needs: {purchase: 50}}]", True),
        ("upkeep: none\nrewards: [{for: retail, needs: {customers: 5}}]", False),
        (
            "upkeep: none\nrewards: [{for: retail, needs: {any: [{stock: 5}, {customers: 5}]}}]",
            False,
        ),
        # one reward that hangs on purchases is enough
        ("upkeep: none\nrewards: [{for: retail}, {for: entry, needs: {stock: 50}}]", True),
        (
            "upkeep: none\nranks: [{name: A, requires: {purchase: 880}}]\n"
            "rewards: [{for: entry, needs: {rank: A}}]",
            True,
        ),
        # the dearer pack buys the rank
        (
            "upkeep: none\nranks: [{name: A}, {name: B}]\n"
            "entry: [{choice: a, item: goods, amount: 10, required: rule, opens: [join], rank: A},"
            " {choice: a, item: goods, amount: 90, required: rule, opens: [join], rank: B}]\n"
            "rewards: [{for: entry, needs: {rank: B}}]",
            True,
        ),
        (
            "upkeep: none\nranks: [{name: A}]\n"
            "entry: [{item: goods, amount: 10, required: rule, opens: [join], rank: A}]\n"
            "rewards: [{for: entry, needs: {rank: A}}]",
            False,
        ),
        # better prices may hang on a rank that orders buy
        (
            "upkeep: none\nranks: [{name: A}, {name: B}]\nrewards: none\n"
            "goods: [{participant_price: {A: 9, B: 5}, supplied_by: upline}]",
            None,
        ),
        (TEAM, None),
        ("upkeep: none", None),
    ],
)
def test_own_purchases_gate_rewards(plan: str, expected: Any) -> None:
    """True on one reward that cannot be had without; false where a plan known whole has none."""
    assert expected == one(plan, GATE)


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (WHOLE + "upkeep: none\n" + TEAM, False),
        (
            PACK + "item: fee}]\nranks: none\nupkeep: none\n" + TEAM,
            False,
        ),
        (
            PACK + "item: kit}]\nranks: none\nupkeep: none\n" + TEAM,
            None,
        ),
        ("entry: none\nupkeep: none\n" + TEAM, None),
        (WHOLE + "upkeep: none\nrewards: [{for: entry, needs: {stock: 9}}]", None),
        (WHOLE + "upkeep: [{item: goods, amount: 5, per: month}]\n" + TEAM, None),
        (SOURCES + WHOLE + "upkeep: none\n" + TEAM, None),
    ],
)
def test_nobody_is_loaded_where_nothing_must_be_taken(plan: str, expected: Any) -> None:
    """False where the plan, known whole, asks for no goods; how much is too much no plan says."""
    assert expected == one(plan, LOADED)


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ("entry: [{item: stock, amount: 600}]", True),
        ("entry: [{item: stock, amount: 600, required: optional}]", True),
        ("entry: [{item: stock, amount: 0}]", None),
        ("entry: [{item: stock}]", None),
        ("upkeep: [{item: stock, amount: {over: 0}, per: month}]", True),
        ("ranks: [{name: A, requires: {stock: 5}}]", True),
        ("rewards: [{for: stock, levels: 1}]", True),
        ("rewards: [{for: purchase, levels: 1}]", None),
        ("rewards: [{for: stock, pays: none}]", None),
        (WHOLE + "upkeep: none\n" + TEAM, False),
        (WHOLE + "upkeep: none\nrewards: [{for: sale}]", None),
        (WHOLE + "upkeep: none\ngoods: [{retail_price: 9, participant_price: 5}]\n" + TEAM, None),
        (WHOLE + "upkeep: none\ngoods: [{retail_price: 9, participant_price: 9}]\n" + TEAM, False),
        ("entry: [{item: goods, amount: 5}]\nupkeep: none\nranks: none\n" + TEAM, None),
        (SOURCES + WHOLE + "upkeep: none\n" + TEAM, None),
    ],
)
def test_participants_hold_stock(plan: str, expected: Any) -> None:
    """True on one place of the plan; false where a plan known whole hands out nothing to resell."""
    assert expected == one(plan, STOCK)


def test_stock_is_seen_in_figures_and_orders() -> None:
    """A case file's stock revenue and any order of stock show that participants hold it."""
    reported = inventory(plan_of("observed: [{revenue: {stock: 5}}]"), None)
    ordered = inventory(plan_of(TEAM), Summary((), revenue={"stock": Fraction(5)}))

    assert [(STOCK, Basis.REPORTED)] == [(f.name, f.basis) for f in reported]
    assert [(STOCK, Basis.OBSERVED)] == [(f.name, f.basis) for f in ordered]


def test_how_much_reached_customers() -> None:
    """The part of the stock that got outside is observed, with what is stuck at which level."""
    summary = Summary(
        (),
        orders=40,
        shipped=Fraction(1000),
        retail_reach=Interval(Fraction(1, 10), Fraction(1, 5)),
        stuck=((1, Fraction(100)), (2, Fraction(0)), (3, Fraction(700))),
        tables={"orders": "orders.csv"},
    )
    (fact,) = inventory(plan_of(TEAM), summary)

    assert (REACH, Basis.OBSERVED) == (fact.name, fact.basis)
    assert {REACH: "0.1..0.2"} == values((fact,))
    assert [
        "1000 of stock went into the channel",
        "100 of it is stuck at level 1",
        "700 of it is stuck at level 3",
    ] == [str(each.note) for each in fact.evidence]
    assert "down" == VOCABULARY[REACH].worse


def test_real_cases() -> None:
    """What the real cases say of stock and purchases, and nothing beyond."""
    shown = {
        name: values(inventory(encoded(name), None))
        for name in (
            "cn-dajia-jicunxi-2020",
            "cn-yunzaizhijian-2016",
            "us-amway-1979",
            "us-herbalife-2016",
        )
    }

    assert {
        "cn-dajia-jicunxi-2020": {STOCK: True},
        "cn-yunzaizhijian-2016": {GATE: True},
        "us-amway-1979": {MONTH: 0},
        "us-herbalife-2016": {},
    } == shown


ITEM = st.fixed_dictionaries(
    {
        "item": st.sampled_from(["goods", "stock", "fee"]),
        "amount": st.integers(0, 9).map(str),
        "required": st.sampled_from(["rule", "practice", "optional"]),
        "opens": st.sampled_from([["join"], ["earn"], ["sell"], ["recruit"]]),
        "per": st.sampled_from(["day", "week", "month", "year"]),
    }
)


@given(st.lists(ITEM, min_size=1, max_size=3), st.data())
def test_knowing_more_keeps_the_month_in_its_range(
    upkeep: list[dict[str, Any]], data: st.DataObject
) -> None:
    """Whatever the unknown turns out to be, the monthly purchase lies where it was said to lie."""

    def month(items: list[dict[str, Any]]) -> Interval:
        said = {"upkeep": items, "rewards": [{"for": "entry", "levels": "1"}]}
        facts = {fact.name: fact.value for fact in inventory(plan_of(said), None)}
        value = facts.get(MONTH, VOCABULARY[MONTH].whole)
        assert isinstance(value, Interval)
        return value

    less = [dict(item) for item in upkeep]
    for item in less:
        for key in ("item", "amount", "required", "opens"):
            if data.draw(st.booleans(), label=f"forget {key}"):
                del item[key]

    assert month(upkeep).within(month(less))
