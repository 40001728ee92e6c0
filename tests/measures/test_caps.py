"""How much is paid over sales, and how often."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from mlmcheck.facts import Basis
from mlmcheck.interval import Interval
from mlmcheck.measures.caps import caps
from mlmcheck.network.summary import Fault
from mlmcheck.text import Text
from tests.measures.parsed import SOURCED, ledgers, one, person, places, plan, shown

OF_SALES = "pay.share_of_sales"
OF_OWN = "pay.most_share_of_own_sales"
INTERVAL = "pay.interval_days"


def known(text: str) -> dict[str, str]:
    """What a plan and its figures say."""
    return shown(caps(plan(text), None))


# All rewards over all sales.


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("{for: retail, pays: {1: 15%}}", "[0, 3/20]"),
        ("{for: retail, pays: {1: 10%, 2: 5%, 3: 4%}}", "[0, 19/100]"),
        # Rates on one flow add up; the flow that bears most is the worst case.
        ("{for: retail, pays: {1: 10%}}, {for: stock, pays: {1: 5%, 2: 10%}}", "[0, 3/20]"),
        ("{for: retail, pays: {1: 10%}}, {for: sale, levels: 2, pays: 5%}", "[0, 1/5]"),
        ("{for: purchase, levels: 3, pays: {max: 5%}}", "[0, 3/20]"),
        # A pool is one pot, and steps between ranks end at the highest.
        ("{for: sale, of: turnover, form: pool, levels: all, pays: 2%}", "[0, 1/50]"),
        ("{for: stock, form: stair-step, by: rank, pays: {A: 15%, B: 25%}}", "[0, 1/4]"),
        # No end: all levels, unknown levels or rates, sums, pay for other things than sales.
        ("{for: retail, levels: all, pays: 5%}", None),
        ("{for: stock, pays: 5%}", None),
        ("{for: retail, levels: 1}", None),
        ("{for: retail, pays: {1: 5}}", None),
        ("{for: entry, pays: {1: 10%}}", None),
        ("{for: retail, of: commission, pays: {1: 50%}}", None),
    ],
)
def test_the_quota_is_the_sum_of_rates_at_worst(lines: str, expected: str | None) -> None:
    """From nothing up to the sum of all rates on the flow that bears most."""
    ranks = "ranks: [{name: A}, {name: B}]\n"
    assert expected == known(f"{ranks}rewards: [{lines}]\n").get(OF_SALES)


def test_an_open_list_has_no_quota() -> None:
    """Another reward may be missing."""
    assert OF_SALES not in known(SOURCED + "rewards: [{for: retail, pays: {1: 15%}}]\n")


def test_a_cap_counts_as_far_as_it_is_enforced() -> None:
    """A cap that nobody is known to keep gives no credit; an alleged one stands beside."""
    cap = "safeguards: {payout_cap: {share: 30%%%s}}\n"
    assert "[0, 3/10]" == known(SOURCED + cap % ", enforced: true")[OF_SALES]
    assert OF_SALES not in known(SOURCED + cap % "")
    assert OF_SALES not in known(SOURCED + cap % ", enforced: false")
    said = caps(plan(SOURCED + cap % ", enforced: true, source: said"), None)
    assert "[0, inf]" == shown(said)[OF_SALES]
    assert one(said, OF_SALES).alleged[0].path == ("safeguards", "payout_cap", "share")


def test_price_spread_has_no_quota() -> None:
    """What uplines earn on prices is in no rate."""
    text = (
        "ranks: [{name: A}, {name: B}]\nrewards: [{for: retail, pays: {1: 15%}}]\n"
        "goods: [{participant_price: {A: 60, B: 45}, supplied_by: upline}]\n"
    )
    assert OF_SALES not in known(text)
    assert "inf" == known(text)[OF_OWN]


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ("payouts: {total: 35}, revenue: {total: 100, retail: 100%}", "7/20"),
        ("payouts: {total: 30}, revenue: {total: 100, entry: 40, retail: 60}", "[3/10, 1/2]"),
        ("payouts: {total: 30}, revenue: {total: 100}", "[3/10, inf]"),
        ("payouts: {total: 30}, revenue: {total: 100, commission: 40}", "[1/2, inf]"),
        ("payouts: {total: 0}, revenue: {total: 100}", None),
        ("payouts: {total: 30 USD}, revenue: {total: 100}", None),
        ("payouts: {entry: 50%}, revenue: {total: 100}", None),
    ],
)
def test_a_case_files_payouts_over_its_sales(figures: str, expected: str | None) -> None:
    """Joining payments may or may not buy goods; commission from merchants is no sale."""
    text = SOURCED + f"observed: [{{source: found, {figures}}}]\n"
    assert expected == known(text).get(OF_SALES)


def test_ledgers_give_payouts_over_sales() -> None:
    """Thirty out over a hundred and fifty, of which fifty may be participants' own sales."""
    summary = ledgers(revenue={"stock": 100, "retail": 50}, paid={"stock": 30})
    assert "[1/5, 3/10]" == shown(caps(plan("rewards: none\n"), summary), Basis.OBSERVED)[OF_SALES]
    nothing = ledgers(revenue={"stock": 100}, paid={"stock": 0})
    assert {} == shown(caps(plan("entry: none\n"), nothing), Basis.OBSERVED)


def observed(**sums: Any) -> dict[str, str]:
    """What ledgers say."""
    return shown(caps(plan("rewards: none\n"), ledgers(**sums)), Basis.OBSERVED)


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        # All that customers paid was the company's, or all was the sellers', or nobody knows.
        (Interval(0, 0), "3/20"),
        (Interval(100, 100), "3/10"),
        (Interval(20, 60), "[1/6, 3/14]"),
        (None, "[3/20, 3/10]"),
    ],
)
def test_what_sellers_sold_as_their_own_is_no_sale_of_the_company(
    kept: Interval | None, expected: str
) -> None:
    """Thirty over two hundred, less what of the hundred sold by participants was theirs."""
    found = observed(
        people=[person("a", sold=100, kept=kept)],
        revenue={"retail": 150, "stock": 50},
        paid={"retail": 30},
    )
    assert expected == found[OF_SALES]


def test_joining_payments_may_or_may_not_buy_goods() -> None:
    """Thirty over a hundred of goods and fifty for joining."""
    people = [person("a", sold=1, kept=Interval(0, 0))]
    found = observed(people=people, revenue={"retail": 100, "entry": 50}, paid={"retail": 30})
    assert "[1/5, 3/10]" == found[OF_SALES]


def test_rewards_and_sales_are_of_the_same_12_months() -> None:
    """What was sold before is left out, and what of it was the seller's own too."""
    sums: dict[str, Any] = {
        "people": [person("a", sold=100, recent=40, kept=Interval(70, 100))],
        "revenue": {"retail": 100, "stock": 900},
        "revenue_last_year": {"retail": Fraction(40), "stock": Fraction(60)},
        "paid": {"retail": 500},
    }
    # 30 to 100 of the 100 were before; so 10 to 40 of this year's 40 were his own.
    recent = {"paid_for_last_year": {"retail": Fraction(18)}}
    assert "[1/5, 3/10]" == observed(**sums, **recent)[OF_SALES]
    # Where one of the two has rows without a date, all rows of both count.
    assert "[50/93, 5/9]" == observed(**sums)[OF_SALES]


def test_unread_rows_leave_of_rewards_over_sales_what_they_cannot_change() -> None:
    """Payouts can only be more; orders may be more, and refunds of them."""
    sums: dict[str, Any] = {"revenue": {"stock": 100}, "paid": {"stock": 30}}
    assert "3/10" == observed(**sums)[OF_SALES]
    assert "[3/10, inf]" == observed(**sums, aside={"payouts": 1})[OF_SALES]
    assert {} == observed(**sums, aside={"orders": 1})
    back = (Fault("negative-amount", Text("?"), "payouts", ("P1",)),)
    assert {} == observed(**sums, aside={"payouts": 1}, faults=back)


def test_an_unread_order_may_be_the_sale_that_the_worst_seller_lacks() -> None:
    """As many of the worst are passed over as orders could not be read."""
    people = [
        person("a", rewards=9),
        person("b", sold=10, rewards=5),
        person("c", sold=10, rewards=1),
    ]
    sums: dict[str, Any] = {"people": people, "paid": {"retail": 15}}
    assert "inf" == observed(**sums)[OF_OWN]
    assert "[1/2, inf]" == observed(**sums, aside={"orders": 1})[OF_OWN]
    assert "inf" == observed(**sums, aside={"payouts": 1})[OF_OWN]
    assert OF_OWN not in observed(**sums, aside={"orders": 3})


def test_rewards_over_sales_say_what_they_are_computed_from() -> None:
    """The reader can divide for himself, and sees which tables."""
    summary = ledgers(
        [person("a", sold=50, rewards=30)],
        {"stock": 100, "retail": 50},
        {"stock": 30},
        tables={"orders": "inline", "payouts": "paid.csv"},
    )
    facts = [f for f in caps(plan("entry: none\n"), summary) if f.basis is Basis.OBSERVED]
    fact, own = one(facts, OF_SALES), one(facts, OF_OWN)
    assert ["paid.csv", "orders"] == [e.rows.table for e in fact.evidence if e.rows is not None]
    assert (
        "rewards of CNY 30 over sales of at least CNY 100 and at most CNY 150",
        "a was paid CNY 30 over all time, and sold for CNY 50",
    ) == (str(fact.evidence[-1].note), str(own.evidence[0].note))


# One seller.


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("{for: retail, pays: {1: 15%}}", "3/20"),
        ("{for: retail, pays: {1: {min: 4%, max: 20%}}}", "[1/25, 1/5]"),
        ("{for: retail, levels: 1, by: rank, pays: {A: 12%, B: 13%}}", "13/100"),
        ("{for: retail, pays: {1: 15%}}, {for: retail, pays: {1: 5%}}", "[3/20, 1/5]"),
        ("{for: retail, levels: 1}", None),
        ("{for: retail, pays: {0: 5%}}", "0"),
        ("{for: retail, pays: {1: 15%, 2: 3%}}", "inf"),
        ("{for: entry, pays: {1: 10%}}", "inf"),
        ("{for: own-use, pays: {0: 2%}}", "inf"),
        ("{for: time, pays: 8%}", "inf"),
        ("{for: sale, levels: 2, pays: 5%}", "inf"),
        ("{for: sale, levels: 1, pays: 5%}", None),
        ("{for: retail, pays: {1: 15%}, needs: {group_volume: 100}}", "inf"),
    ],
)
def test_pay_without_own_sales_is_without_bound(lines: str, expected: str | None) -> None:
    """On own retail sales the highest rate counts; any other pay needs no sales of one's own."""
    ranks = "ranks: [{name: A}, {name: B}]\n"
    assert expected == known(f"{ranks}rewards: [{lines}]\n").get(OF_OWN)


def test_pay_without_own_sales_shows_in_an_open_list_too() -> None:
    """One such line is enough; without one an open list says nothing."""
    assert "inf" == known(SOURCED + "rewards: [{for: recruit, pays: {1: 5}}]\n")[OF_OWN]
    assert OF_OWN not in known(SOURCED + "rewards: [{for: retail, pays: {1: 15%}}]\n")


def test_the_worst_month_is_at_least_the_whole_time_of_the_worst_person() -> None:
    """Rewards over own sales of whoever has most; without recorded sellers nothing is known."""
    people = [person("a", sold=100, rewards=20), person("b", sold=100, rewards=50)]
    facts = caps(plan("entry: none\n"), ledgers(people, paid={"retail": 70}))
    assert "[1/2, inf]" == shown(facts, Basis.OBSERVED)[OF_OWN]
    none = [person("a", rewards=20), person("b", rewards=50)]
    facts = caps(plan("entry: none\n"), ledgers(none, paid={"retail": 70}))
    assert OF_OWN not in shown(facts, Basis.OBSERVED)


# How often.


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("{for: retail, levels: 1, per: month}", "31"),
        ("{for: retail, levels: 1, per: week}, {for: retail, levels: 2, per: month}", "31"),
        ("{for: retail, levels: 1, per: week}, {for: retail, levels: 2}", "[7, inf]"),
        ("{for: retail, levels: 1}", None),
    ],
)
def test_the_longest_time_between_pay_days(lines: str, expected: str | None) -> None:
    """The rarest of them; a reward that names no time may be paid at any."""
    assert expected == known(f"rewards: [{lines}]\n").get(INTERVAL)


def test_pay_days_rest_on_the_line_that_is_paid_least_often() -> None:
    """The evidence is the longest period, not the first."""
    text = "rewards: [{for: retail, levels: 1, per: week}, {for: retail, levels: 2, per: year}]\n"
    fact = one(caps(plan(text), None), INTERVAL)
    assert ("366", "rewards.1.per") == (shown([fact])[INTERVAL], places(fact)[0])


def test_money_is_exact() -> None:
    """A third is a third."""
    text = (
        SOURCED
        + "observed: [{source: found, payouts: {total: 1}, revenue: {total: 3, retail: 3}}]\n"
    )
    fact = one(caps(plan(text), None), OF_SALES)
    assert str(Fraction(1, 3)) == shown([fact])[OF_SALES]
