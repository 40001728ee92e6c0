"""Tests of what an order is: its flow, its buyer and seller, its refunds, and their faults."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.network.ledgers import fault, faults, money, person, summary

PEOPLE = """
    id person sponsor joined
    A  .      .       2019-01-10
    B  P      A       2019-01-10
    C  P      A       2019-01-10
"""


def orders(table: Any, unlisted: str | None = None) -> Any:
    """Return the summary of orders among three accounts of two people."""
    return summary(participants=PEOPLE, orders=table, unlisted=unlisted)


@pytest.mark.parametrize(
    ("kind", "buyer", "unlisted", "flow"),
    [
        ("entry", "A", None, "entry"),
        ("stock", "A", None, "stock"),
        ("own-use", "A", None, "own-use"),
        ("purchase", "A", None, "purchase"),
        ("sale", "A", None, "purchase"),
        ("retail", "A", None, "purchase"),
        (".", "A", None, "unknown"),
        ("entry", "X", None, "entry"),
        ("stock", "X", "unknown", "stock"),
        ("retail", "X", None, "sale"),
        ("sale", "X", "unknown", "sale"),
        (".", "X", None, "unknown"),
        ("entry", "X", "customers", "entry"),
        ("stock", "X", "customers", "stock"),
        ("retail", "X", "customers", "retail"),
        ("sale", "X", "customers", "retail"),
        (".", "X", "customers", "retail"),
        ("entry", ".", "customers", "entry"),
        ("retail", ".", "customers", "sale"),
        ("sale", ".", None, "sale"),
        (".", ".", "customers", "unknown"),
    ],
)
def test_the_flow_is_what_is_known_of_it(
    kind: str, buyer: str, unlisted: str | None, flow: str
) -> None:
    """A sale is retail only to a buyer who is known to be an outside customer."""
    found = orders(f"id buyer amount kind date\n1 {buyer} 5 {kind} 2019-02-01", unlisted)
    assert {flow: Fraction(5)} == found.revenue


def test_orders_by_a_stranger() -> None:
    """A buyer who is not listed is a stranger where nothing says that he is a customer."""
    table = "id buyer amount kind\n1 X 5 retail\n2 Y 7 entry\n3 A 9 stock\n4 . 11 retail"
    found = orders(table)
    assert {"stranger-order": ("1", "2")} == faults(found)
    assert (0, 2) == (found.customers, found.unknown_buyers)


def test_a_listed_customer_does_not_place_a_participants_order() -> None:
    """If whoever is not listed is a customer, his entry payment does not fit, and is said."""
    found = orders("id buyer amount kind\n1 X 5 entry\n2 Y 7 retail", "customers")
    assert {"unlisted-participant": ("1",)} == faults(found)
    assert (money(entry=5, retail=7), 1) == (found.revenue, found.customers)


def test_retail_to_a_participant_is_no_retail() -> None:
    """What a participant buys is a purchase, whatever it is called."""
    found = orders("id buyer amount kind\n1 A 5 retail", "customers")
    assert ({"retail-to-participant": ("1",)}, money(purchase=5)) == (faults(found), found.revenue)


def test_who_bought_before_he_joined_is_neither() -> None:
    """A retail order before the buyer joined is a sale to nobody knows whom, unless kind says."""
    found = orders(
        """
        id buyer amount kind   date
        1  A     1      retail 2019-01-09
        2  A     2      .      2019-01-09
        4  A     4      entry  2019-01-09
        8  A     8      own-use 2019-01-10
        """,
        "customers",
    )
    assert money(sale=1, unknown=2, entry=4, own_use=8) == found.revenue
    assert (4, 8) == (person(found, "A").paid_entry, person(found, "A").paid_purchases)
    assert {"no-kind": ("2",)} == faults(found)


def test_selling_to_oneself_is_no_sale() -> None:
    """Buyer and seller may be one participant or two accounts of one person: no sale either way."""
    found = orders(
        """
        id buyer seller amount kind
        1  B     B      5      stock
        2  B     C      7      retail
        3  A     B      11     stock
        """
    )
    assert {"self-sale": ("1",), "self-sale-other-account": ("2",)} == faults(found)
    assert (12, 11) == (person(found, "B").paid, person(found, "B").sold)
    assert money(stock=16, purchase=7) == found.revenue


def test_unknown_kinds_are_counted_by_word() -> None:
    """Each word that nothing explains is a fault with its rows; no kind at all is another."""
    found = orders("id buyer amount kind\n1 A 1 抽奖\n2 A 2 抽奖\n3 A 4 Stock\n4 A 8 .")
    kinds = {f.rows: str(f.text) for f in found.faults if f.kind == "unknown-kind"}
    assert {("1", "2"), ("3",)} == kinds.keys()
    assert "抽奖: 2." in kinds["1", "2"]
    assert ("4",) == faults(found)["no-kind"]
    assert money(unknown=15) == found.revenue


def test_a_ledger_without_kinds_has_no_fault() -> None:
    """A column that is not there is unknown, and no fault of a row."""
    assert {} == faults(orders("id buyer amount\n1 A 1"))


def test_refunds_are_deducted_with_or_without_a_sign() -> None:
    """What came back is deducted from its order's flow, however the ledger writes it."""
    found = orders(
        """
        id buyer amount kind  refund_of
        1  A     100    stock .
        2  A     30     .     1
        3  A     -20    .     1
        """
    )
    assert (money(stock=50), money(stock=50), 1) == (found.revenue, found.refunds, found.orders)
    assert (100, 50) == (person(found, "A").paid_purchases, person(found, "A").refunded)
    assert {} == faults(found)


def test_refunds_that_do_not_fit() -> None:
    """A refund of nothing, of a refund, of an unread order, or of too much is said."""
    found = orders(
        """
        id buyer amount kind  refund_of
        1  A     100    stock .
        2  A     30     .     9
        3  A     70     .     1
        4  A     5      .     3
        5  A     40     .     1
        6  A     -1     stock .
        7  A     1      .     6
        """
    )
    expected = {
        "negative-amount": ("6",),
        "refund-exceeds-order": ("5",),
        "refund-of-unknown-order": ("2", "4"),
        "refund-of-unread-order": ("7",),
    }
    assert expected == faults(found)
    assert (money(stock=0), money(stock=100)) == (found.revenue, found.refunds)


def test_an_order_that_stands_twice_counts_once() -> None:
    """Rows of one id that say the same are one order; rows that differ are lines of it."""
    found = orders(
        """
        id buyer amount kind
        1  A     5      stock
        1  A     5      stock
        2  A     7      stock
        2  A     9      stock
        """
    )
    assert {"duplicate-id": ("1", "2")} == faults(found)
    assert (money(stock=21), 3) == (found.revenue, found.orders)


def test_a_refund_of_an_order_of_several_lines_is_spread_over_them() -> None:
    """A refund goes to the lines of its order until it is used up."""
    found = orders(
        """
        id buyer amount kind    refund_of
        2  A     7      stock   .
        2  A     9      own-use .
        3  A     12     .       2
        """
    )
    assert 12 == sum(found.refunds.values())
    assert 4 == sum(found.revenue.values())


def test_without_a_list_of_participants_nobody_is_a_stranger() -> None:
    """Where there is no list of participants nobody can be missing from it, nor be a customer."""
    found = summary(orders="id buyer amount kind\n1 X 5 retail\n2 X 5 stock", unlisted="customers")
    assert (money(sale=5, stock=5), {}, ()) == (found.revenue, faults(found), found.people)


def test_faults_name_their_table() -> None:
    """A fault says in which table it is."""
    assert "orders" == fault(orders("id buyer amount\n1 X 5"), "stranger-order").table
