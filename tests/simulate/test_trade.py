"""What stands for all products is the cheapest, at the prices that the plan states."""

from __future__ import annotations

from fractions import Fraction

import pytest

from mlmcheck.plan.terms import End
from mlmcheck.simulate.trade import Trade

from .plans import setting

HEAD = "entry: none\nupkeep: none\nrewards: none\n"


def trade(goods: str, head: str = HEAD, end: End = "most") -> Trade:
    """What is sold under a plan with these goods."""
    return setting(head + f"goods: {goods}\n", end).trade


def test_the_cheapest_product_stands_for_all() -> None:
    """Of several products the one that customers pay least for is sold."""
    found = trade("[{name: a, retail_price: 40}, {name: b, retail_price: 24}, {name: c}]")

    assert (("goods", 1), 24) == (found.at, found.price)


def test_without_a_price_nothing_is_known() -> None:
    """Goods without a price for customers are none that could be sold."""
    found = trade("[{name: a, participant_price: 40}]")

    assert (None, None, "company") == (found.at, found.price, found.channel)


def test_a_discount_is_off_the_retail_price() -> None:
    """A quarter off 40 is 30."""
    found = trade("[{name: a, retail_price: 40, discount: 25%}]")

    assert (30, 10, "resale") == (found.own_price, found.margin, found.channel)


@pytest.mark.parametrize(("end", "margin"), [("most", 30), ("least", 5)])
def test_ranges_of_prices_are_read_at_the_end_asked_for(end: End, margin: int) -> None:
    """Where the plan pays most the margin is the greatest that the prices leave."""
    goods = "[{name: a, retail_price: {min: 40, max: 50}, participant_price: {min: 20, max: 35}}]"

    assert margin == trade(goods, end=end).margin


def test_the_price_is_that_of_the_rank_one_comes_in_at() -> None:
    """Who buys the pack of a rank pays its price; who buys none that of the lowest."""
    ranks = "ranks: [{name: A}, {name: B}]\n"
    goods = "[{name: m, retail_price: 128, participant_price: {A: 88, B: 68}}]"
    pack = "[{item: stock, amount: 600, required: rule, opens: [join, recruit], rank: B}]"

    assert 88 == trade(goods, HEAD + ranks).own_price
    assert 68 == trade(goods, HEAD.replace("none", pack, 1) + ranks).own_price


def test_the_company_delivers_where_it_pays_on_customers_orders() -> None:
    """With a reward for retail sales customers order from the company, else from the seller."""
    goods = "[{name: a, retail_price: 40, participant_price: 30}]"
    paid = HEAD.replace("rewards: none", "rewards: [{for: retail, pays: {1: 10%}}]")

    assert "company" == trade(goods, paid).channel
    assert "resale" == trade(goods).channel
    assert "company" == trade("[{name: a, retail_price: 40, participant_price: 40}]").channel


def test_a_worth_of_nothing_said_is_not_known() -> None:
    """What the like costs is known where the plan says it."""
    assert None is trade("[{name: a, retail_price: 40}]").market_value
    assert Fraction(25) == trade("[{name: a, retail_price: 40, market_value: 25}]").market_value
