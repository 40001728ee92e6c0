"""How much is paid over sales, and how often."""

from __future__ import annotations

from fractions import Fraction

import pytest

from mlmcheck.facts import Basis
from mlmcheck.measures.caps import caps
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
