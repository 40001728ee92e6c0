"""Tests of the summary: stock, outside sales, what people had paid, the year, the samples."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from fractions import Fraction

import pytest

from mlmcheck.interval import INFINITY, Interval, point
from mlmcheck.network.graph import build
from mlmcheck.network.stock import NOT_AT_A_LOSS
from mlmcheck.network.summarise import summarise
from mlmcheck.network.tables import read_tables
from mlmcheck.scheme.model import Network
from tests.network.ledgers import faults, money, network, no_file, person, sample, summary

LINE = "id sponsor joined\nA . 2019-01-01\nB A 2019-01-01\nC B 2019-01-01\nD B 2019-01-01"


def test_no_network_has_no_summary() -> None:
    """A scheme without a network, or with an empty one, has no summary."""
    assert summarise(None, "CNY", None, no_file) is None
    assert summarise(Network(), "CNY", None, no_file) is None


def test_money_of_people_by_hand() -> None:
    """What each paid, sold and got, and what those below him paid, add up by hand."""
    found = summary(
        participants=LINE,
        orders="""
            id buyer seller amount kind  refund_of
            1  B     .      300    entry .
            2  B     .      1000   stock .
            3  C     B      400    stock .
            4  X     C      150    retail .
            5  X     C      50     .     4
            6  D     .      60     own-use .
        """,
        payouts="to amount for\nA 30 1\nA 100 2\nB 40 3",
        unlisted="customers",
    )
    expected = {
        "A": (0, 0, 0, 130, 1760),
        "B": (300, 1000, 400, 40, 460),
        "C": (0, 400, 100, 0, 0),
        "D": (0, 60, 0, 0, 0),
    }
    assert expected == {
        p.id: (p.paid_entry, p.paid_purchases, p.sold, p.rewards, p.money_below)
        for p in found.people
    }
    assert [130, -860, -300, -60] == [p.net for p in found.people]
    assert money(entry=300, stock=1400, retail=100, own_use=60) == found.revenue
    assert money(entry=30, stock=140) == found.paid_for
    assert (3, 5, {"retail": 50}) == (found.payouts, found.orders, found.refunds)


def test_the_graph_carries_what_orders_and_payouts_say() -> None:
    """Nodes carry what was paid, sold and got, edges what it brought the sponsor."""
    tables = read_tables(
        network(
            participants=LINE,
            orders="id buyer amount kind\n1 B 12.50 entry\n2 C 2 stock",
            payouts="to amount for\nA 2.5 1\nA 1 2\nB 0.25 2",
        ),
        "CNY",
        None,
        no_file,
    )
    built = build(tables, {})
    assert 100 == tables.scale
    assert {"entry": 1250} == built.graph.nodes["B"]["paid"]
    assert {"entry": 250, "stock": 100} == built.graph.nodes["A"]["rewards"]
    assert {"paid": 1250, "rewards": 250} == built.graph.edges["A", "B"]
    assert {"paid": 200, "rewards": 25} == built.graph.edges["B", "C"]
    assert Fraction("12.5") == built.money(1250)


STOCK = """
    id buyer seller amount kind   refund_of
    1  B     .      1000   stock  .
    2  C     .      500    stock  .
    3  X     B      200    retail .
    4  Y     C      900    retail .
    5  Z     D      70     retail .
    6  B     .      300    .      1
"""


@pytest.mark.parametrize(
    ("markup", "least", "most"),
    [
        # B sold 200 of his 700, C all of his 500 and no more, D had no stock of his own.
        (point(1), 700, 700),
        # At twice the price B sold what had cost 100, C what had cost 450.
        (point(2), 550, 550),
        (Interval(Fraction(1), Fraction(2)), 550, 700),
        (NOT_AT_A_LOSS, 0, 700),
    ],
)
def test_retail_reach_by_hand(markup: Interval, least: int, most: int) -> None:
    """The reach is what the goods that customers got had cost, over what all the stock had."""
    found = summary(participants=LINE, orders=STOCK, unlisted="customers", markup=markup)
    expected = Interval(Fraction(least, 1500), Fraction(most, 1500))
    assert (1500, expected) == (found.shipped, found.retail_reach)
    # What is stuck is stuck at least: 700 less 200, and 500 less 900.
    assert ((2, 500), (3, 0)) == found.stuck
    assert (700, 500) == (person(found, "B").stock_bought, person(found, "B").stock_left)


def test_retail_reach_is_an_interval_where_the_buyer_is_not_known() -> None:
    """A sale to somebody unknown may have got outside, and a purchase may have been stock."""
    orders = """
        id buyer seller amount kind
        1  B     .      800    stock
        2  X     B      200    retail
        3  A     .      200    purchase
    """
    found = summary(participants=LINE, orders=orders, markup=point(1))
    assert Interval(Fraction(0), Fraction(1, 4)) == found.retail_reach
    assert ((2, 600),) == found.stuck
    found = summary(participants=LINE, orders=orders, unlisted="customers", markup=point(1))
    assert Interval(Fraction(1, 5), Fraction(1, 4)) == found.retail_reach


def test_stock_handed_down_reaches_nobody_yet() -> None:
    """Stock sold to a participant has left its seller and is stuck with the buyer."""
    found = summary(
        participants=LINE,
        orders="""
            id buyer seller amount kind
            1  A     .      1000   stock
            2  B     A      600    stock
            3  X     B      150    retail
            4  Y     A      500    retail
        """,
        unlisted="customers",
        markup=point(1),
    )
    # Of A's sales to customers at least 400 and at most 500 were out of his own stock.
    assert (1000, Interval(Fraction(55, 100), Fraction(65, 100))) == (
        found.shipped,
        found.retail_reach,
    )
    assert ((1, 0), (2, 450)) == found.stuck


def test_a_ledger_without_sellers_says_nothing_of_what_became_of_stock() -> None:
    """Where no order names a participant as seller, silence is no proof that nothing was sold."""
    found = summary(
        participants=LINE,
        orders="id buyer amount kind\n1 B 1000 stock\n2 C 50 own-use",
        payouts="to amount for\nA 50 1",
    )
    assert (1000, None, (), None) == (
        found.shipped,
        found.retail_reach,
        found.stuck,
        found.least_outside,
    )
    assert (None, Interval(Fraction(0), INFINITY)) == (
        person(found, "B").stock_left,
        person(found, "B").kept,
    )
    assert point(-50) == person(found, "C").net_range


def test_whose_money_a_sale_was() -> None:
    """A sale is the seller's own money out of stock he bought, and not where he got a commission.

    B sold out of stock; C had nothing to sell; D was paid on one of two sales.
    """
    found = summary(
        participants=LINE,
        orders="""
            id buyer seller amount kind
            1  B     .      100    stock
            2  D     .      100    stock
            3  X     B      10     retail
            4  X     C      20     retail
            5  X     D      40     retail
            6  X     D      80     retail
        """,
        payouts="to amount for\nC 3 4\nD 6 5",
        unlisted="customers",
    )
    assert {
        "A": point(0),
        "B": point(10),
        "C": point(0),
        "D": Interval(Fraction(80), Fraction(120)),
    } == {p.id: p.kept for p in found.people}
    assert Interval(Fraction(-14), Fraction(26)) == person(found, "D").net_range


def test_the_least_share_of_outside_sales_by_hand() -> None:
    """Each person paid and each month: outside sales below him over these and what they bought.

    A in January: 300 of 400. A in February: 50 of 200. B in February: nothing but 100 bought.
    """
    found = summary(
        participants=LINE,
        orders="""
            id buyer seller amount kind    date
            1  X     C      300    retail  2019-01-05
            2  B     .      100    own-use 2019-01-20
            3  X     A      50     retail  2019-02-05
            4  D     .      100    own-use 2019-02-20
            5  B     .      50     own-use 2019-02-21
        """,
        payouts="to amount for\nA 1 1\nA 1 4\nB 1 2",
        unlisted="customers",
    )
    assert (point(Fraction(1, 4)), ("A", "2019-02")) == (
        found.least_outside,
        found.least_outside_of,
    )


def test_the_least_share_is_an_interval_where_stock_was_sold_on() -> None:
    """What was bought and at some time sold on may have got outside in the end."""
    found = summary(
        participants=LINE,
        orders="""
            id buyer seller amount kind   date
            1  C     .      100    stock  2019-01-05
            2  X     C      60     retail 2019-03-05
        """,
        payouts="to amount for\nB 1 1",
        unlisted="customers",
    )
    assert (Interval(Fraction(0), Fraction(60, 100)), ("B", "2019-01")) == (
        found.least_outside,
        found.least_outside_of,
    )


def test_a_payout_that_names_no_order_may_be_for_the_month_before() -> None:
    """Pay of February may be for January: the share is between those of both."""
    orders = """
        id buyer seller amount kind    date
        1  X     B      100    retail  2019-01-05
        2  B     .      100    own-use 2019-02-05
    """
    found = summary(
        participants=LINE,
        orders=orders,
        payouts="to amount date\nB 1 2019-02-10",
        unlisted="customers",
    )
    assert Interval(Fraction(0), Fraction(1)) == found.least_outside
    found = summary(
        participants=LINE,
        orders=orders,
        payouts="to amount date for\nB 1 2019-02-10 1\nB 1 2019-02-10 2",
        unlisted="customers",
    )
    assert point(0) == found.least_outside


def test_undated_rows_leave_the_least_share_open() -> None:
    """An order without a date may be of the month, a payout without one of any month."""
    orders = """
        id buyer seller amount kind    date
        1  X     B      100    retail  2019-01-05
        2  B     .      300    own-use .
    """
    dated = "to amount date for\nB 1 2019-01-10 1"
    found = summary(participants=LINE, orders=orders, payouts=dated, unlisted="customers")
    assert Interval(Fraction(1, 4), Fraction(1)) == found.least_outside
    payouts = "to amount date for\nB 1 2019-01-10 1\nB 1 . ."
    found = summary(participants=LINE, orders=orders, payouts=payouts, unlisted="customers")
    assert Interval(Fraction(0), Fraction(1)) == found.least_outside


def test_what_people_had_paid_when_they_were_paid() -> None:
    """Only what was paid up to the day of a reward counts, less what had come back by then."""
    orders = """
        id buyer amount date       kind  refund_of
        0  A     9999   2019-01-01 entry .
        1  B     500    2019-01-01 entry .
        2  B     200    2019-03-01 .     1
        3  C     400    2019-02-01 entry .
        4  C     999    2019-06-01 stock .
    """
    cases = {
        "B 1 2019-02-01 3": 500,
        "B 1 2019-03-01 3": 300,
        "C 1 2019-02-01 3": 400,
        "C 1 2019-01-31 3": 0,
    }
    top = "A 1 2019-12-31 1\nA 1 2019-12-31 3"
    for row, expected in cases.items():
        payouts = f"to amount date for\n{top}\n{row}"
        found = summary(participants=LINE, orders=orders, payouts=payouts)
        assert expected == found.least_paid_by_rewarded, row
        for_others = expected if row.startswith("B") else None
        assert for_others == found.least_paid_by_rewarded_for_others, row


@pytest.mark.parametrize(
    "orders",
    [
        "id buyer amount kind\n1 A 500 entry",
        "id buyer amount kind date\n1 A x entry 2019-01-01\n2 A 5 stock 2019-01-01",
        "id buyer amount kind date\n1 A 500 . 2018-12-31",
        "id buyer amount kind date\n1 A 500 entry 2019-01-01\n2 . 5 entry 2019-01-01",
        "id amount kind date\n1 500 entry 2019-01-01",
    ],
)
def test_what_people_had_paid_is_not_guessed(orders: str) -> None:
    """Without dates, amounts or buyers nobody knows what somebody had paid by a day."""
    payouts = "to amount date reward from\nA 1 2019-02-01 task A"
    found = summary(participants=LINE, orders=orders, payouts=payouts)
    assert (None, None) == (found.least_paid_by_rewarded, found.least_paid_by_rewarded_for_others)


def test_whoever_may_have_been_paid_for_others_leaves_the_least_open() -> None:
    """A payout of unknown distance to somebody who had paid less unsettles the least for others."""
    orders = """
        id buyer amount date       kind
        1  A     999    2019-01-01 entry
        2  B     500    2019-01-01 entry
        3  C     90     2019-01-01 entry
    """
    sure = "to amount date reward from\nA 1 2019-02-01 recruit B\nB 1 2019-02-01 recruit C"
    found = summary(participants=LINE, orders=orders, payouts=sure)
    assert 500 == found.least_paid_by_rewarded_for_others
    found = summary(participants=LINE, orders=orders, payouts=f"{sure}\nC 1 2019-02-01 bonus .")
    assert (90, None) == (found.least_paid_by_rewarded, found.least_paid_by_rewarded_for_others)


@pytest.mark.parametrize(
    ("top", "expected"), [("", None), ("9 A 1", None), ("9 A 500", 500), ("9 A 9999", 500)]
)
def test_the_top_of_a_network_never_makes_the_least(top: str, expected: int | None) -> None:
    """Whom nobody is shown to have brought may be the operator: he only leaves the least open."""
    orders = "id buyer amount date kind\n2 B 500 2019-01-01 entry\n3 C 500 2019-01-01 entry"
    if top:
        orders += f"\n{top} 2019-01-01 entry"
    payouts = "to amount date for\nA 1 2019-02-01 2\nA 1 2019-02-01 3\nB 1 2019-02-01 3"
    found = summary(participants=LINE, orders=orders, payouts=payouts)
    assert expected == found.least_paid_by_rewarded
    assert expected == found.least_paid_by_rewarded_for_others


def test_without_pay_for_others_there_is_no_top() -> None:
    """Where everybody is paid on his own sales alone, everybody counts, whoever brought him."""
    orders = "id buyer seller amount date kind\n1 X A 50 2019-01-01 retail"
    payouts = "to amount date for\nA 1 2019-02-01 1"
    found = summary(participants=LINE, orders=orders, payouts=payouts, unlisted="customers")
    assert 0 == found.least_paid_by_rewarded


def test_without_orders_nobody_knows_what_was_paid() -> None:
    """Payouts alone do not show that nothing had to be paid."""
    found = summary(participants=LINE, payouts="to amount date\nA 1 2019-02-01")
    assert (False, None) == (found.has_orders, found.least_paid_by_rewarded)


def test_active_people_and_the_last_year() -> None:
    """Active is who acted in the last 30 days of the rows; the year ends on the day asked for."""
    found = summary(
        participants=LINE,
        orders="""
            id buyer seller amount kind    date
            1  X     A      1      retail  2018-06-30
            2  Y     B      2      retail  2019-06-01
            3  C     .      4      own-use 2019-06-30
            4  Z     A      8      retail  2019-05-31
        """,
        payouts="to amount date for\nD 5 2019-06-29 3\nA 7 2018-06-30 1",
        unlisted="customers",
        as_of=date(2019, 6, 30),
    )
    assert (3, 3, 1) == (found.active_participants, found.customers, found.active_customers)
    assert (money(retail=10, own_use=4), money(own_use=5)) == (
        found.revenue_last_year,
        found.paid_for_last_year,
    )
    assert (8, 2) == (person(found, "A").sold_last_year, person(found, "B").sold_last_year)
    assert (date(2018, 6, 30), date(2019, 6, 30)) == (found.first_day, found.last_day)


def test_a_year_that_ends_on_a_leap_day() -> None:
    """The year to 29 February begins after 28 February."""
    orders = "id amount kind date\n1 1 stock 2019-02-28\n2 2 stock 2019-03-01"
    found = summary(orders=orders, as_of=date(2020, 2, 29))
    assert money(stock=2) == found.revenue_last_year


def test_the_year_is_not_known_where_rows_have_no_date() -> None:
    """One row without a date may or may not be of the year."""
    found = summary(orders="id amount kind date\n1 1 stock 2019-02-28\n2 2 stock .")
    assert found.revenue_last_year is None


def test_the_healthy_sample() -> None:
    """One-level pay on sales that stay with outside customers; the head of the file says so."""
    found = sample("healthy")
    assert ({}, {}) == (faults(found), found.aside)
    assert (15, 48, 65) == (len(found.people), found.customers, found.orders)
    assert (money(retail=7540, own_use=195), money(retail=260)) == (found.revenue, found.refunds)
    assert (money(retail=921), 0, (1,)) == (found.paid_for, found.uplines_paid, found.paid_levels)
    # 15 % of what customers kept of the orders to the end of May.
    assert 921 == Fraction(15, 100) * (29 * 160 + 29 * 100 - 1400)
    assert (0, None) == (found.shipped, found.retail_reach)
    assert found.least_outside is not None
    assert found.least_outside.lo > Fraction(1, 2)
    assert 0 == sum(p.net_range.lo < 0 for p in found.people)
    assert (3, "S02") == (person(found, "S09").level, person(found, "S04").sponsor)


def test_the_sick_sample() -> None:
    """Stock stuck on five levels, pay on entry and stock; the head of the file says so."""
    found = sample("sick")
    assert ({}, {}) == (faults(found), found.aside)
    assert [1, 3, 9, 18, 9] == [
        sum(p.level == level for p in found.people) for level in range(1, 6)
    ]
    top = person(found, "0001")
    assert (39, 4, 39 * 3300 + 9000, 4050, 0) == (
        top.below,
        top.levels_below,
        top.money_below,
        top.rewards,
        top.paid,
    )
    assert money(entry=11700, stock=126000 - 1500, retail=2560) == found.revenue
    assert money(entry=39 * 60 + 36 * 30, stock=42 * 240 + 36 * 120 + 27 * 60) == found.paid_for
    assert (126000, Interval(Fraction(0), Fraction(2560, 126000))) == (
        found.shipped,
        found.retail_reach,
    )
    # 20 masks that had cost 60 each.
    priced = sample("sick", markup=point(Fraction(128, 60)))
    assert point(Fraction(20 * 60, 126000)) == priced.retail_reach
    # On each level what was bought less 4 sales a seller and the stock given back.
    expected = ((2, 18000), (3, 27000 - 3 * 512 - 1500), (4, 54000 - 2 * 512), (5, 27000))
    assert expected == found.stuck
    assert 39 == sum(p.net_range.hi < 0 for p in found.people)
    assert (3, (1, 2, 3), point(0)) == (
        found.uplines_paid,
        found.paid_levels,
        found.least_outside,
    )


def test_the_dirty_sample() -> None:
    """Every fault that the head of the file names is found, and no other."""
    expected = {
        "cycle": ("M03", "M04", "M05"),
        "duplicate-id": ("M07",),
        "self-referral": ("M09",),
        "two-sponsors": ("M07",),
        "unknown-sponsor": ("M06",),
        "negative-amount": ("O06",),
        "refund-of-unknown-order": ("O09",),
        "self-sale-other-account": ("O10",),
        "stranger-order": ("O05",),
        "unknown-kind": ("O08",),
        "unreadable-date": ("O07",),
        "payout-for-unknown-order": ("P04",),
        "payout-to-nobody": ("P03",),
    }
    assert expected == faults(sample("dirty"))


def test_plan_files_do_not_wait_for_pandas() -> None:
    """Importing the network brings in neither pandas nor networkx; only reading one does."""
    code = "import sys, mlmcheck.network.summarise; print({'pandas', 'networkx'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "set()" == done.stdout.strip()
