"""What people pay and sell each month, to the cent."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from mlmcheck.plan.batch import NEVER, Crowd
from mlmcheck.simulate.assumptions import Each, OfSales, Retail, Units
from mlmcheck.simulate.demand import Demand, Happened
from mlmcheck.simulate.draws import Draws
from mlmcheck.simulate.setting import Setting

from .plans import NO_SALES, setting


def crowd(*joined: int, left: int = NEVER) -> Crowd:
    """The top and some whom he brought; the last of them leaves, if at all."""
    months = np.array([0, *joined], np.int64)
    leaving = np.full(len(months), NEVER, np.int64)
    leaving[-1] = left
    sponsor = np.zeros(len(months), np.int64)
    sponsor[0] = -1
    return Crowd(sponsor, months, leaving)


def months(
    text: str, people: Crowd, count: int, retail: Retail = NO_SALES
) -> tuple[Setting, Demand, list[Happened]]:
    """So many months of a plan."""
    found = setting(text)
    demand = Demand(people, found, retail, Draws(1))
    return found, demand, [demand.month(number) for number in range(count)]


def paid(text: str, people: Crowd, count: int) -> list[list[float]]:
    """What each paid in each month, in money."""
    found, _, happened = months(text, people, count)
    return [(each.paid * float(found.unit)).tolist() for each in happened]


def test_the_entry_payment_is_made_once_on_joining() -> None:
    """Everybody pays in the month in which he joins, the top in the first."""
    text = "entry: [{item: fee, amount: 10, required: rule, opens: [join]}]\nrewards: none\n"

    assert [[10, 0, 0], [0, 10, 0], [0, 0, 10], [0, 0, 0]] == paid(text, crowd(1, 2), 4)


def test_upkeep_is_paid_each_month_until_one_leaves() -> None:
    """What was paid to come in counts into the first month's upkeep; who has left pays nothing."""
    text = """entry: [{item: fee, amount: 10, required: rule, opens: [join]}]
upkeep: [{item: goods, amount: 30, per: month, required: rule, opens: [earn]}]
rewards: none
"""
    assert [[30, 0], [30, 30], [30, 30], [30, 0]] == paid(text, crowd(1, left=3), 4)


def test_what_was_paid_to_come_in_counts_into_upkeep_once() -> None:
    """Of 30 paid on joining 20 make up for the one upkeep, and the other 10 for the next."""
    text = """entry: [{item: fee, amount: 30, required: rule, opens: [join]}]
upkeep:
  - {item: goods, amount: 20, per: month, required: rule, opens: [earn]}
  - {item: fee, amount: 25, per: month, required: rule, opens: [earn]}
rewards: none
"""
    assert [[45], [45]] == paid(text, crowd(), 2)


def test_a_yearly_fee_comes_again_on_its_day_and_upkeep_in_january() -> None:
    """What is paid to join recurs a year after joining; what keeps up goes by calendar years."""
    fee = "entry: [{item: fee, amount: 10, per: year, required: rule, opens: [join]}]\n"
    upkeep = "upkeep: [{item: fee, amount: 7, per: year, required: rule, opens: [earn]}]\n"
    by_fee = paid(fee + "rewards: none\n", crowd(3), 28)
    by_upkeep = paid("entry: none\n" + upkeep + "rewards: none\n", crowd(3), 28)

    assert [3, 15, 27] == [month for month, each in enumerate(by_fee) if each[1]]
    assert [3, 12, 24] == [month for month, each in enumerate(by_upkeep) if each[1]]


def test_what_is_paid_by_the_week_comes_to_its_mean_month() -> None:
    """Twelve a week is 52 a month."""
    text = """entry: none
upkeep: [{item: goods, amount: 12, per: week, required: rule, opens: [earn]}]
rewards: none
"""
    assert [[52], [52]] == paid(text, crowd(), 2)


GOODS = "goods: [{name: mask, retail_price: 128, participant_price: 60, market_value: 25}]\n"
STOCK = "entry: [{item: stock, amount: 600, required: rule, opens: [join]}]\nupkeep: none\n"


def test_customers_are_served_out_of_stock_and_pay_the_seller() -> None:
    """Ten masks are in the pack; the eleventh must be bought first."""
    text = STOCK + GOODS + "rewards: none\n"
    found, demand, happened = months(text, crowd(), 1, Units(Fraction(2001)))
    month = happened[0]

    # Past a mean of a thousand everybody sells just that.
    assert 2001 * 128 == month.money.to_sellers * found.unit
    assert 600 + 1991 * 60 == month.paid.sum() * found.unit
    assert 600 + 1991 * 60 == month.money.stock_bought * found.unit
    assert 2001 * 60 == month.money.stock_sold * found.unit
    assert 0 == month.money.customers
    assert [0] == demand.stock.tolist()


def test_where_the_company_pays_on_sales_it_sells_what_is_not_in_stock() -> None:
    """After the stock is gone customers order from the company, which pays a commission."""
    text = STOCK + GOODS + "rewards: [{for: retail, pays: {1: 10%}}]\n"
    found, _, happened = months(text, crowd(), 1, Units(Fraction(2001)))
    month = happened[0]

    assert 10 * 128 == month.from_customers.sum() * found.unit
    assert 1991 * 128 == month.money.customers * found.unit
    assert 2001 * 128 == month.month.retail.amount.sum()
    assert 600 == month.paid.sum() * found.unit


def test_what_is_not_sold_stays_in_stock() -> None:
    """Stock bought is stock sold and stock left."""
    text = STOCK + GOODS + "rewards: none\n"
    people = crowd(0, 0, 1, 2, 2)
    _, demand, happened = months(text, people, 6, Units(Fraction(3)))
    bought = sum(each.money.stock_bought for each in happened)
    sold = sum(each.money.stock_sold for each in happened)

    assert bought == sold + int(demand.stock.sum())
    assert sold > 0


def test_goods_kept_are_worth_what_the_like_costs() -> None:
    """A pack of ten masks of which none is sold is worth ten times 25."""
    found, demand, _ = months(STOCK + GOODS + "rewards: none\n", crowd(0), 1)
    value = demand.goods_value(found.unit)

    assert value is not None
    assert [250, 250] == [int(each * found.unit) for each in value]


def test_goods_of_unknown_worth_are_not_valued() -> None:
    """A pack of which nobody says what the like costs has no value that is known."""
    text = "entry: [{item: goods, amount: 600, required: rule, opens: [join]}]\nrewards: none\n"
    found, demand, _ = months(text, crowd(0), 1)

    assert demand.goods_value(found.unit) is None


def test_a_fee_buys_nothing() -> None:
    """What is paid for no goods is worth nothing afterwards."""
    text = "entry: [{item: fee, amount: 600, required: rule, opens: [join]}]\nrewards: none\n"
    found, demand, _ = months(text, crowd(0), 1)
    value = demand.goods_value(found.unit)

    assert value is not None
    assert [0, 0] == value.tolist()


@pytest.mark.parametrize("price", ["", GOODS])
def test_sales_of_an_amount_come_to_it_on_average(price: str) -> None:
    """With a price customers buy whole units, without one everybody sells just so much."""
    text = "entry: none\nupkeep: none\n" + price + "rewards: [{for: retail, pays: {1: 10%}}]\n"
    people = crowd(*[0] * 4_999)
    _, _, happened = months(text, people, 1, Each(Fraction(256)))
    sold = happened[0].month.retail.amount

    assert (not price) == bool((sold == 256).all())
    # A standard error of the mean of 5,000 Poisson numbers of mean 2 is 0.02.
    assert abs(sold.mean() / 128 - 2) < 0.08


def test_sales_as_a_part_are_that_part_of_all_purchases() -> None:
    """A fifth of all purchases is a quarter of what participants pay."""
    text = (
        "entry: [{item: fee, amount: 100, required: rule, opens: [join]}]\nupkeep: none\n"
        + "rewards: [{for: retail, pays: {1: 10%}}]\n"
    )
    _, _, happened = months(text, crowd(0, 0, 1), 2, OfSales(Fraction(1, 5)))

    assert [[25, 25, 25, 0], [6.25, 6.25, 6.25, 6.25]] == [
        each.month.retail.amount.round(9).tolist() for each in happened
    ]
    # In the second month one newcomer pays 100, and a quarter of it is shared by all four.
    assert 100 == happened[1].paid.sum() * Fraction(1, 10_000)


def test_who_has_left_sells_nothing() -> None:
    """Sales are those of members."""
    text = "entry: none\nupkeep: none\nrewards: [{for: retail, pays: {1: 10%}}]\n"
    _, _, happened = months(text, crowd(0, 0, left=1), 2, Each(Fraction(50)))

    assert [50, 50, 0] == happened[1].month.retail.amount.tolist()
