"""Whether goods exist, and at what price."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from mlmcheck.facts import Basis, Fact
from mlmcheck.interval import INFINITY, TRUE, point
from mlmcheck.measures.goods import goods
from mlmcheck.network.summary import Summary
from tests.measures.parsed import ledgers
from tests.measures.schemes import SOURCES, encoded, plan_of, values

EXIST, RATIO, MOST = "goods.exist", "goods.price_to_market", "goods.price_most"


def found(said: str, name: str) -> tuple[Fact, ...]:
    """Return the facts of that name."""
    return tuple(fact for fact in goods(plan_of(said), None) if fact.name == name)


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ("goods: none", False),
        ("goods: [{name: mask, market_value: 25}]", True),
        ("goods: [{name: mask, market_value: {over: 0}}]", True),
        ("goods: [{name: mask, market_value: 5 USD}]", True),
        # a name, a price or a worthless thing proves no goods of use
        ("goods: [{name: mask}]", None),
        ("goods: [{name: mask, retail_price: 128}]", None),
        ("goods: [{name: mask, market_value: 0}]", None),
        ("goods: [{name: mask, market_value: {max: 5}}]", None),
        # what a pack is worth is said of goods; of a kit it may be paper
        ("entry: [{item: goods, amount: 30, value: 20}]", True),
        ("entry: [{item: kit, amount: 30, value: 20}]", None),
        ("entry: [{item: goods, amount: 30, claimed_value: 20}]", None),
        ("entry: none", None),
    ],
)
def test_goods_exist_by_their_market_value(plan: str, expected: Any) -> None:
    """True by a market value above 0, false by `goods: none`, and else not known."""
    assert expected == values(found(plan, EXIST)).get(EXIST)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("{revenue: {retail: 100%}}", True),
        ("{revenue: {sale: {under: 50%}}}", None),
        ("{revenue: {entry: 500}}", None),
        ("{cost_of_goods: 29285395.88}", True),
        ("{cost_of_goods: 0}", None),
        ("{source: c, cost_of_goods: 5}", None),
        ("{place: world, cost_of_goods: 5}", None),
        ("{period: {from: 2024-02}, cost_of_goods: 5}", None),
    ],
)
def test_a_case_file_shows_goods(block: str, expected: Any) -> None:
    """Goods that were sold or cost something exist, by a block that decides on the whole scheme."""
    facts = found(f"{SOURCES}observed: [{block}]", EXIST)

    assert expected == values(facts).get(EXIST)
    assert all(fact.basis is Basis.REPORTED for fact in facts)


def test_orders_show_goods() -> None:
    """Any order of goods shows that goods are supplied; an entry payment does not."""
    plan = plan_of("entry: none")
    bought = Summary((), revenue={"stock": Fraction(5)}, orders=3)
    joined = Summary((), revenue={"entry": Fraction(5)}, orders=3)

    assert [(EXIST, Basis.OBSERVED)] == [(fact.name, fact.basis) for fact in goods(plan, bought)]
    assert () == goods(plan, joined)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ("{participant_price: 50, market_value: 25}", "2.."),
        ("{participant_price: {A: 60, B: 45}, market_value: 30}", "2.."),
        ("{participant_price: 50, market_value: {min: 10, max: 25}}", "2.."),
        ("{participant_price: 50, market_value: {under: 25}}", "(2.."),
        ("{participant_price: 50, market_value: 0}", INFINITY),
        ("{retail_price: 100, discount: 25%, market_value: 50}", "1.5.."),
        ("{retail_price: 100, discount: {min: 25%, max: 50%}, market_value: 50}", "1.."),
        (
            "{participant_price: 5, market_value: 9}, {participant_price: 9, market_value: 2}",
            "4.5..",
        ),
        # what participants pay is not said, or in what currency it is worth something
        ("{retail_price: 100, market_value: 50}", None),
        ("{participant_price: 50}", None),
        ("{participant_price: 50, market_value: 9 USD}", None),
    ],
)
def test_price_over_market(items: str, expected: Any) -> None:
    """The greatest of the goods listed is a lower bound: others that are not may cost more."""
    said = f"ranks: [{{name: A}}, {{name: B}}]\ngoods: [{items}]"

    assert expected == values(found(said, RATIO)).get(RATIO)


@pytest.mark.parametrize(
    ("goods_said", "expected", "note"),
    [
        ("[{retail_price: 128}]", "128..", "the only product listed"),
        ("[{retail_price: 128}, {retail_price: 300}]", "300..", "of 2 products"),
        ("[{retail_price: {min: 5, max: 9}}]", "5..", "the only product listed"),
    ],
)
def test_the_dearest_product(goods_said: str, expected: Any, note: str) -> None:
    """The dearest product listed bounds from below, and the evidence says of how many it is."""
    (fact,) = found(f"goods: {goods_said}", MOST)

    assert {MOST: expected} == values((fact,))
    assert note == str(fact.evidence[0].note)


def test_nothing_is_sold_at_no_price() -> None:
    """Where nothing is sold the dearest product costs nothing."""
    assert {MOST: 0} == values(found("goods: none", MOST))


@pytest.mark.parametrize(("source", "table"), [("inline", "orders"), ("sold.csv", "sold.csv")])
def test_orders_are_named_by_their_table(source: str, table: str) -> None:
    """Whoever was sold something got goods; the evidence is the file, or the table in the file."""
    summary = ledgers(revenue={"stock": 5}, tables={"orders": source})
    (fact,) = goods(plan_of("rewards: none"), summary)

    assert {EXIST: True} == values((fact,))
    assert [table] == [e.rows.table for e in fact.evidence if e.rows is not None]


def test_a_claim_is_beside_the_value() -> None:
    """A market value that only a claimant states is shown and proves nothing."""
    (fact,) = found(SOURCES + "goods: [{market_value: 25, source: c}]", EXIST)

    assert {EXIST: "0..1"} == values((fact,))
    assert [("goods", 0, "market_value")] == [e.path for e in fact.alleged]


def test_real_cases_show_goods() -> None:
    """Of the real cases two show goods: one sold packs, of one the goods' cost is known."""
    shown = {
        name: values(goods(encoded(name), None))
        for name in ("cn-baoyue-liquor-2022", "cn-dajia-jicunxi-2020", "us-neora-2023")
    }

    assert {
        "cn-baoyue-liquor-2022": {EXIST: True},
        "cn-dajia-jicunxi-2020": {EXIST: True},
        "us-neora-2023": {},
    } == shown


def test_any_sale_at_all_shows_that_goods_exist() -> None:
    """More than nothing is something, even where no amount is known."""
    (fact,) = found("observed: [{revenue: {sale: {over: 0}}}]\n", EXIST)
    assert TRUE == fact.value


def test_a_complete_list_of_goods_has_a_dearest_one() -> None:
    """Only where the list is said to be whole is there no dearer product, and none worse priced."""
    items = "goods: [{retail_price: 90, participant_price: 60, market_value: 50}]\n"
    (most,) = found("complete: [goods]\n" + items, MOST)
    (ratio,) = found("complete: [goods]\n" + items, RATIO)
    assert (point(90), point(Fraction(6, 5))) == (most.value, ratio.value)
    assert INFINITY == found(items, MOST)[0].value.hi
