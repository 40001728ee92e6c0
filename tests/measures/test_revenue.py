"""What rewards are paid for, whose money pays them, and with whom sales end."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmcheck.facts import Basis, collect
from mlmcheck.interval import INFINITY, UNIT, Interval, Number
from mlmcheck.law.environment import environment
from mlmcheck.measures.revenue import SHARES, revenue
from mlmcheck.measures.sums import (
    KINDS,
    Sums,
    beside_margins,
    class_share,
    counted_sums,
    over,
    with_unread,
)
from mlmcheck.measures.sums import (
    OUTSIDE as CUSTOMERS,
)
from mlmcheck.network.summary import Fault
from mlmcheck.text import Text
from tests.measures.parsed import SOURCED, ledgers, one, person, places, plan, plan_from, shown

RECRUITMENT = "reward.share_for_recruitment"
STOCK = "reward.share_for_stock"
OWN_USE = "reward.share_for_own_use"
OUTSIDE = "reward.share_for_outside_sales"
TIME = "reward.share_for_time"
FINAL = "reward.share_for_final_sales"
FUNDED = "reward.share_funded_by_participation"
ALL = (RECRUITMENT, STOCK, OWN_USE, OUTSIDE, TIME, FINAL)


def known(text: str) -> dict[str, str]:
    """What a plan and its figures say, by the fact's last word."""
    return shown(revenue(plan(text), None))


def shares(text: str) -> str:
    """The six shares by trigger in the order of the vocabulary, - where nothing is known."""
    found = known(text)
    return " ".join(found.get(name, "-") for name in ALL)


# By trigger, from the plan alone.


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("{for: retail, levels: 1}", "0 0 0 1 0 1"),
        ("{for: retail, pays: {1: 10%, 2: 5%}}", "0 0 0 1 0 1"),
        ("{for: entry, levels: 1}", "1 0 0 0 0 0"),
        ("{for: recruit, pays: {1: 5}}", "1 0 0 0 0 0"),
        ("{for: time, pays: 8%}", "0 0 0 0 1 0"),
        ("{for: stock, levels: 1}", "0 - - - 0 -"),
        ("{for: purchase, levels: 1}", "0 - - - 0 -"),
        ("{for: sale, levels: 1}", "0 - - - 0 -"),
        ("{for: own-use, levels: 1}", "0 - - 0 0 -"),
        ("{for: [entry, retail], levels: 1}", "- 0 0 - 0 -"),
        ("{for: task, pays: 5}", "0 0 0 0 0 0"),
        ("{for: retail, levels: 1}, {for: reward, pays: {1: 25%}}", "0 0 0 1 0 1"),
        ("{for: reward, pays: {1: 25%}}", "- - - - - -"),
        ("{for: retail, levels: 1}, {for: entry, pays: {1: 0%}}", "0 0 0 1 0 1"),
        ("{for: retail, levels: 1, needs: {direct_recruits: 3}}", "- 0 0 - 0 -"),
        ("{for: retail, levels: 1, needs: {customers: 3}}", "0 0 0 1 0 1"),
    ],
)
def test_a_closed_plan_gives_a_share_only_where_every_line_settles_it(
    lines: str, expected: str
) -> None:
    """One if all pay is for it, zero if none can be, else nothing; stock may yet be resold."""
    assert expected == shares(f"rewards: [{lines}]\n")


def test_an_open_list_gives_no_share() -> None:
    """Another line may be missing, so neither 0 nor 1 is known."""
    assert "- - - - - -" == shares(SOURCED + "rewards: [{for: retail, levels: 1}]\n")


def test_own_use_is_free_where_nothing_makes_one_buy() -> None:
    """Without upkeep or a purchase to qualify, own use is own use and a final sale."""
    line = "rewards: [{for: own-use, levels: 1}]\n"
    assert "0 0 1 0 0 1" == shares("upkeep: none\n" + line)
    upkeep = "upkeep: [{item: goods, amount: 50, per: month, required: rule}]\n"
    assert "0 - - 0 0 -" == shares(upkeep + line)
    gated = "upkeep: none\nrewards: [{for: own-use, levels: 1, needs: {purchase: 50}}]\n"
    assert "0 - - 0 0 -" == shares(gated)


def test_no_rewards_at_all_are_not_all_retail_but_what_the_fact_defines() -> None:
    """Nothing over nothing has a value for each share; without goods no sale is final."""
    assert "0 0 0 1 0 1" == shares("rewards: none\n")
    assert "0 0 0 0 0 0" == shares("goods: none\nrewards: none\n")
    assert "0 0 0 1 0 1" == shares(SOURCED + "rewards: none\n")


def test_price_spread_is_pay_though_there_are_no_rewards() -> None:
    """Where uplines earn on prices, no rewards are not no pay."""
    text = (
        "goods: [{name: mask, participant_price: {A: 60, B: 45}, supplied_by: upline}]\n"
        "ranks: [{name: A}, {name: B}]\nrewards: none\n"
    )
    assert "0 - - - 0 -" == shares(text)
    assert FUNDED not in known(text)


def test_a_share_rests_on_what_closes_the_list() -> None:
    """The evidence is the list, and the word that says it is complete."""
    text = SOURCED + "complete: [rewards]\nrewards: [{for: entry, levels: 1}]\n"
    fact = one(revenue(plan(text), None), RECRUITMENT)
    assert (Basis.COMPUTED, ["rewards", "complete"]) == (fact.basis, places(fact))


# By trigger, from a case file.


def reported(figures: str) -> dict[str, str]:
    """What a decision's figures say."""
    return known(SOURCED + f"observed: [{{source: found, {figures}}}]\n")


def test_a_share_of_payouts_bounds_its_own_kind_and_the_others() -> None:
    """More than half for entry leaves less than half for sales."""
    found = reported("payouts: {total: 152000000, entry: {over: 50%}}")
    assert ("(1/2, 1]", "[0, 1/2)") == (found[RECRUITMENT], found[FINAL])


def test_sums_of_money_are_shares_of_their_total() -> None:
    """Forty of a hundred for entry, sixty for retail."""
    found = reported("payouts: {total: 100, entry: 40, recruit: 0, retail: 60}")
    assert ("2/5", "3/5", "0") == (found[RECRUITMENT], found[OUTSIDE], found[TIME])


def test_a_union_is_one_flow_of_unknown_kind() -> None:
    """What was paid on sales of unknown kind may be any of them, or none."""
    found = reported("payouts: {total: 100, entry: 40, sale: 60}")
    assert {RECRUITMENT: "2/5", TIME: "0"} == {
        name: value for name, value in found.items() if value != "[0, 3/5]"
    }
    assert "[0, 3/5]" == found[FINAL]


def test_stock_may_have_been_used_or_sold_on() -> None:
    """A payout on stock is for stock, own use or a resale; nobody says which."""
    found = reported("payouts: {total: 100, stock: 70, retail: 30}")
    assert ("[3/10, 1]", "[0, 7/10]") == (found[OUTSIDE], found[STOCK])


def test_figures_without_a_total_bound_from_above() -> None:
    """Ten for entry and ninety or more for retail: entry is a tenth at most."""
    found = reported("payouts: {entry: 10, recruit: 0, retail: {min: 90}}")
    assert "[0, 1/10]" == found[RECRUITMENT]
    assert OUTSIDE not in found


def test_nothing_paid_says_nothing_of_the_shares() -> None:
    """A plan that never paid is not all retail in practice, nor all anything."""
    assert {} == reported("payouts: {total: 0}")
    assert {} == reported("payouts: {total: 0, entry: 50%}")
    assert {} == reported("payouts: none")


def test_figures_in_another_currency_are_not_mixed_in() -> None:
    """Without a rate, dollars are no part of yuan."""
    assert {} == reported("payouts: {total: 100, entry: 40 USD}")


def test_figures_of_a_part_or_of_later_say_nothing_of_the_whole() -> None:
    """A rank, a place and a time after the day are left out."""
    assert {} == reported("among: A, payouts: {entry: 100%}")
    assert {} == reported("place: elsewhere, payouts: {entry: 100%}")
    assert {} == reported("period: {from: 2030}, payouts: {entry: 100%}")


def test_alleged_figures_stand_beside_the_facts() -> None:
    """A complaint's sums give no value."""
    text = SOURCED + "observed: [{source: said, payouts: {entry: 100%}, funding: {entry: 100%}}]\n"
    facts = {fact.name: fact for fact in revenue(plan(text), None)}
    assert {*ALL, FUNDED} == facts.keys()
    assert {"[0, 1]"} == set(shown(facts.values()).values())
    assert all(fact.alleged and not fact.evidence for fact in facts.values())


# By trigger, from ledgers.


def observed(text: str = "rewards: none\n", **sums: Any) -> dict[str, str]:
    """What ledgers say, beside a plan."""
    return shown(revenue(plan(text), ledgers(**sums)), Basis.OBSERVED)


def test_payouts_are_shares_by_the_orders_they_name() -> None:
    """Twenty for entry, eighty for customers' orders."""
    found = observed(paid={"entry": 20, "retail": 80})
    assert ("1/5", "4/5", "0", "4/5") == tuple(
        found[name] for name in (RECRUITMENT, OUTSIDE, STOCK, FINAL)
    )


def test_payouts_of_unknown_kind_widen_every_share() -> None:
    """A tenth of which nothing is known may be for anything."""
    found = observed(paid={"entry": 20, "retail": 70, "unknown": 10})
    assert ("[1/5, 3/10]", "[7/10, 4/5]") == (found[RECRUITMENT], found[OUTSIDE])


def test_stock_that_reached_no_customer_is_no_outside_sale() -> None:
    """Where the rows show that nothing was sold on, stock is kept or used."""
    reach = Interval(Fraction(0), Fraction(0))
    found = observed(paid={"stock": 60, "retail": 40}, retail_reach=reach)
    assert ("2/5", "[2/5, 1]") == (found[OUTSIDE], found[FINAL])
    assert "[2/5, 1]" == observed(paid={"stock": 60, "retail": 40})[OUTSIDE]
    unread = observed(paid={"stock": 60, "retail": 40}, retail_reach=reach, aside={"orders": 1})
    assert "[2/5, 1]" == unread[OUTSIDE]


def test_a_live_plan_that_never_paid_has_no_observed_share() -> None:
    """No payouts, no share: the plan's own promise is not contradicted."""
    text = "rewards: [{for: entry, levels: 2}]\n"
    assert {} == {k: v for k, v in observed(text, paid={"entry": 0}).items() if "reward" in k}
    facts = revenue(plan(text), ledgers())
    assert "1" == shown(facts)[RECRUITMENT]


# Funding.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Nobody pays in.
        ("entry: none\nupkeep: none\nrewards: [{for: retail, levels: 1}]\n", "0"),
        ("entry: none\nupkeep: none\nrewards: [{for: recruit, pays: {1: 20}}]\n", "0"),
        ("entry: none\nupkeep: none\nrewards: [{for: purchase, levels: 1}]\n", None),
        ("entry: none\nrewards: [{for: retail, levels: 1}]\n", None),
        # Nobody else pays.
        (
            "goods: none\nentry: [{item: stake, amount: 1000, required: rule}]\n"
            "rewards: [{for: time, pays: 8%, per: month}]\n",
            "1",
        ),
        (
            "goods: none\nentry: [{item: stake, amount: {max: 1000}, required: rule}]\n"
            "rewards: [{for: time, pays: 8%, per: month}]\n",
            None,
        ),
        (
            "goods: none\nentry: [{item: fee, amount: 1, required: rule}]\n"
            "rewards: [{for: sale, of: commission, levels: 2}]\n",
            None,
        ),
        # What newcomers give goes straight to those above.
        (
            "entry: [{item: gift, amount: 5000, required: rule, paid_to: participant}]\n"
            "rewards: [{for: entry, form: board, width: 2, depth: 3, pays: 40000}]\n",
            "1",
        ),
        # Joining payments against what is paid for a newcomer: 0.01 in, 20 out, others pay too.
        (
            "entry: [{item: fee, amount: 0.01, required: rule}]\nupkeep: none\n"
            "rewards: [{for: recruit, pays: {1: 20}, funded_by: {outside: {over: 0%}}}]\n",
            "[0, 1/2000]",
        ),
        (
            "entry: [{item: fee, amount: 0.01, required: rule}]\nupkeep: none\n"
            "rewards: [{for: recruit, pays: {1: 20}}]\n",
            None,
        ),
        (
            "entry: [{item: fee, amount: 0.01, required: rule}]\n"
            "rewards: [{for: recruit, pays: {1: 20}}]\n",
            None,
        ),
        (
            "entry: [{item: fee, amount: 0.01, required: rule}]\nupkeep: none\n"
            "rewards: [{for: recruit, pays: {1: 20}}, {for: stock, levels: 1}]\n",
            None,
        ),
        (
            "entry: [{item: fee, amount: 0.01, required: rule}]\nupkeep: none\n"
            "rewards: [{for: recruit, pays: {1: 20}, needs: {customers: 1}}]\n",
            None,
        ),
        (
            "entry: [{item: fee, amount: 0.01, per: month, required: rule}]\nupkeep: none\n"
            "rewards: [{for: recruit, pays: {1: 20}}]\n",
            None,
        ),
        (
            "entry: [{item: fee, amount: 100, required: rule}]\nupkeep: none\n"
            "rewards: [{for: recruit, pays: {1: 20}}]\n",
            None,
        ),
        ("rewards: none\n", "0"),
    ],
)
def test_the_plan_alone_settles_whose_money_pays_only_where_nobody_else_can(
    text: str, expected: str | None
) -> None:
    """Zero if participants pay nothing, one if only they pay, a bound where they pay to join."""
    assert expected == known(text).get(FUNDED)


def test_an_open_list_settles_no_funding() -> None:
    """The same terms in lists that may lack items give nothing."""
    text = (
        SOURCED + "entry: [{item: fee, amount: 0.01, required: rule}]\nupkeep: none\n"
        "rewards: [{for: recruit, pays: {1: 20}, funded_by: {outside: {over: 50%}}}]\n"
    )
    assert FUNDED not in known(text)
    every = text.replace("upkeep: none", "upkeep: none\ncomplete: [entry, upkeep, rewards]")
    facts = revenue(plan(every), None)
    assert {"[0, 1/2)"} == set(shown(facts, Basis.DECLARED).values())
    assert "[0, 1/2000]" == shown(facts, Basis.COMPUTED)[FUNDED]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("{for: recruit, funded_by: {entry: {under: 50%}, outside: {over: 50%}}}", "[0, 1/2)"),
        ("{for: recruit, funded_by: {entry: 30%, retail: 60%}}", "[3/10, 2/5]"),
        ("{for: entry, funded_by: {entry: 100%}}, {for: retail, funded_by: {retail: 100%}}", None),
        (
            "{for: entry, funded_by: {entry: 80%}}, {for: recruit, funded_by: {entry: 90%}}",
            "[4/5, 1]",
        ),
        ("{for: entry, funded_by: {entry: 80%}}, {for: recruit}", None),
    ],
)
def test_declared_funding_lies_between_the_lines_own(lines: str, expected: str | None) -> None:
    """Any weights lie between the least and the greatest; a line that says nothing ends it."""
    facts = revenue(plan(f"rewards: [{lines}]\n"), None)
    assert expected == shown(facts, Basis.DECLARED).get(FUNDED)


def test_stated_funding_counts_entry_and_leaves_own_use_out() -> None:
    """More than half from entry payments; the rest from own use is no participation money."""
    assert "(1/2, 1]" == reported("funding: {entry: {over: 50%}, own-use: {under: 50%}}")[FUNDED]
    free = SOURCED + "upkeep: none\nrewards: none\n"
    text = free + "observed: [{source: found, funding: {own-use: 70%, stock: 30%}}]\n"
    assert "[0, 3/10]" == shown(revenue(plan(text), None), Basis.REPORTED)[FUNDED]


def test_rewards_and_revenue_bound_the_funding() -> None:
    """Rewards of 80 against 60 from joining and 40 from customers: half to three quarters."""
    found = reported("payouts: {total: 80}, revenue: {total: 100, entry: 60, stock: 0, retail: 40}")
    assert "[1/2, 3/4]" == found[FUNDED]


def test_commission_from_merchants_lifts_no_lower_bound() -> None:
    """Where merchants pay commissions that no figure shows, nothing is left over for sure."""
    text = (
        SOURCED + "rewards: [{for: sale, of: commission, levels: 2}]\n"
        "observed: [{source: found, payouts: {total: 80}, revenue: {total: 100, entry: 60}}]\n"
    )
    assert FUNDED not in known(text)


def test_rewards_beyond_all_revenue_keep_only_the_upper_bound() -> None:
    """More was paid than came in, so somebody else paid, and nobody knows how much."""
    found = reported(
        "payouts: {total: 200}, revenue: {total: 100, entry: 60, retail: 40, stock: 0}"
    )
    assert "[0, 3/10]" == found[FUNDED]


def test_ledgers_bound_the_funding() -> None:
    """Of 100 paid out, 50 came from customers at most, and 80 from participants at most."""
    found = observed(
        revenue={"entry": 70, "stock": 10, "retail": 50}, paid={"entry": 100}, stuck=()
    )
    assert "[2/5, 4/5]" == found[FUNDED]
    stuck = observed(
        revenue={"entry": 70, "stock": 10, "retail": 50},
        paid={"entry": 100},
        stuck=((1, Fraction(10)),),
    )
    assert "[1/2, 4/5]" == stuck[FUNDED]


# Sales.


def test_without_goods_nothing_is_sold() -> None:
    """No goods, no sale to anybody."""
    assert ("0", "0") == tuple(
        known("goods: none\n")[name] for name in ("sale.share_outside", "sale.share_final")
    )


@pytest.mark.parametrize(
    ("sums", "outside", "final"),
    [
        ("{retail: 100%}", "1", "1"),
        ("{total: 100, retail: 60, stock: 40, own-use: 0}", "[3/5, 1]", "[3/5, 1]"),
        ("{total: 100, entry: 20, retail: 60}", "[3/4, 1]", "[3/4, 1]"),
        ("{total: 100, own-use: 60, entry: 20}", "[0, 1/4]", None),
        ("{retail: {over: 50%}}", "(1/2, 1]", "(1/2, 1]"),
        ("{retail: 0%}", None, None),
        ("{sale: {under: 50%}}", None, None),
        ("{retail: 30, stock: 60, own-use: 10}", "[3/10, 9/10]", "[3/10, 1]"),
    ],
)
def test_revenue_bounds_with_whom_sales_end(
    sums: str, outside: str | None, final: str | None
) -> None:
    """Customers' orders are outside; joining payments are no sale; stock may end anywhere."""
    found = reported(f"revenue: {sums}")
    assert (outside, final) == (found.get("sale.share_outside"), found.get("sale.share_final"))


def test_customers_for_each_participant_come_from_one_block() -> None:
    """163,000 active customers over 30,000 to 35,000 active participants."""
    found = reported("active: {min: 30000, max: 35000}, active_customers: 163000")
    assert {"sale.customers_per_participant": "[163/35, 163/30]"} == found


def test_orders_show_with_whom_sales_end() -> None:
    """Sixty to customers, forty to participants who may have sold on."""
    found = observed(revenue={"retail": 60, "stock": 40, "entry": 500})
    assert "sale.share_outside" not in found
    reach = Interval(Fraction(1, 4), Fraction(1, 2))
    found = observed(revenue={"retail": 60, "stock": 40}, retail_reach=reach)
    assert "[1/4, 4/5]" == found["sale.share_outside"]


def test_orders_from_the_company_count_in_full_where_sellers_are_recorded() -> None:
    """Of 60 from customers 10 were sold by participants, so 50 came from the company."""
    reach = Interval(Fraction(1, 4), Fraction(1, 4))
    found = observed(
        people=[person("a", sold=10)], revenue={"retail": 60, "stock": 40}, retail_reach=reach
    )
    assert "[2/3, 7/10]" == found["sale.share_outside"]


def test_orders_of_nobody_known_widen_the_share() -> None:
    """A buyer who is nobody known may be a customer or not."""
    assert "[3/5, 1]" == observed(revenue={"retail": 60, "sale": 40})["sale.share_outside"]


def test_the_worst_person_and_month_are_the_least_share() -> None:
    """The Vemma measure, with whom and when."""
    least = Interval(Fraction(1, 10), Fraction(1, 5))
    summary = ledgers(
        revenue={"retail": 1}, least_outside=least, least_outside_of=("p7", "2016-03")
    )
    fact = one(revenue(plan("rewards: none\n"), summary), "sale.least_share_outside")
    assert ("[1/10, 1/5]", "least for p7 in 2016-03") == (
        shown([fact])[fact.name],
        str(fact.evidence[0].note),
    )


YEAR: dict[str, Any] = {"revenue_last_year": {}, "paid_for_last_year": {}}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (YEAR, "6/5"),
        # Two whom nobody knows may be customers, or participants.
        ({**YEAR, "unknown_buyers": 2}, "[1, 7/5]"),
        # An unread order is of one customer more, or of two participants more.
        ({**YEAR, "aside": {"orders": 1}}, "[11/12, 13/10]"),
        ({**YEAR, "aside": {"payouts": 2}}, "[1, 6/5]"),
        ({**YEAR, "aside": {"participants": 2}}, "[5/6, 6/5]"),
        # Without all days: at most all customers, and at least over all participants.
        ({}, "[3/5, 3]"),
        ({**YEAR, "active_participants": 0}, None),
    ],
)
def test_active_customers_for_each_active_participant(
    more: dict[str, Any], expected: str | None
) -> None:
    """Twelve over ten, less or more as rows leave it open."""
    sums: dict[str, Any] = {
        "people": [person(f"p{n}") for n in range(20)],
        "customers": 30,
        "active_customers": 12,
        "active_participants": 10,
    }
    assert expected == observed(**{**sums, **more}).get("sale.customers_per_participant")


# Time and unread rows.


def year(**flows: int) -> dict[str, Fraction]:
    """Sums of the last 12 months."""
    return {flow.replace("_", "-"): Fraction(money) for flow, money in flows.items()}


def notes(name: str, **sums: Any) -> list[str]:
    """What is said of an observed fact."""
    facts = [
        f for f in revenue(plan("entry: none\n"), ledgers(**sums)) if f.basis.name == "OBSERVED"
    ]
    return [str(each.note) for each in one(facts, name).evidence if each.note]


def test_shares_are_of_the_last_12_months() -> None:
    """What was paid and sold before counts for nothing."""
    found = observed(
        paid={"entry": 90, "retail": 30},
        paid_for_last_year=year(entry=10, retail=30),
        revenue={"retail": 10, "own-use": 90},
        revenue_last_year=year(retail=10, own_use=30),
    )
    assert ("1/4", "1/4") == (found[RECRUITMENT], found["sale.share_outside"])
    said = notes(RECRUITMENT, paid={"entry": 90}, paid_for_last_year=year(entry=10))
    assert ["payouts: the rows of the last 12 months", "CNY 10 was paid in all"] == said


def test_nothing_in_the_last_12_months_is_no_share() -> None:
    """Older rows say nothing of the last year."""
    none: dict[str, Any] = {"paid_for_last_year": {}, "revenue_last_year": {}}
    assert {} == observed(paid={"entry": 90}, revenue={"retail": 5}, **none)


def test_rows_without_a_day_make_all_rows_count_and_that_is_said() -> None:
    """It is not known what belongs to the year."""
    assert "3/4" == observed(paid={"entry": 90, "retail": 30})[RECRUITMENT]
    said = notes(RECRUITMENT, paid={"entry": 90, "retail": 30})
    assert "all rows, as not all of them have a date" == said[0]


def test_rows_all_of_the_year_say_from_when_to_when() -> None:
    """The reader sees what time the rows cover."""
    days = {"first_day": date(2024, 1, 2), "last_day": date(2024, 6, 3)}
    said = notes(RECRUITMENT, paid={"entry": 9}, paid_for_last_year=year(entry=9), **days)
    assert "rows from 2024-01-02 to 2024-06-03" == said[0]


def test_the_reach_of_all_stock_says_little_of_one_years() -> None:
    """A quarter of all that was ever shipped is no quarter of this year's, but none is none."""
    sums: dict[str, Any] = {
        "revenue": {"retail": 60, "stock": 400},
        "revenue_last_year": year(retail=60, stock=40),
    }
    quarter = observed(**sums, retail_reach=Interval(Fraction(1, 4), Fraction(1, 4)))
    assert "sale.share_outside" not in quarter
    nothing = observed(**sums, retail_reach=Interval(Fraction(0), Fraction(0)))
    assert "[0, 3/5]" == nothing["sale.share_outside"]
    seller = [person("a", sold=500, recent=20)]
    assert "[1/2, 1]" == observed(people=seller, **sums)["sale.share_outside"]


def test_payouts_that_could_not_be_read_leave_only_that_there_is_some_and_not_all() -> None:
    """A row of any amount may have to be added to either side."""
    found = observed(paid={"entry": 20, "retail": 80}, aside={"payouts": 1})
    assert {"(0, 1)", "[0, 1)"} == {found[name] for name in ALL}
    assert ("(0, 1)", "[0, 1)") == (found[RECRUITMENT], found[STOCK])
    assert "(0, 1]" == observed(paid={"retail": 80}, aside={"payouts": 1})[OUTSIDE]
    back = (Fault("negative-amount", Text("?"), "payouts", ("P1",)),)
    assert {} == observed(paid={"retail": 80}, aside={"payouts": 1}, faults=back)


def test_orders_that_could_not_be_read_leave_nothing_of_sales() -> None:
    """One more order, or a refund, of any amount would change every share of sales."""
    least = {"least_outside": Interval(Fraction(0), Fraction(1, 5))}
    sums: dict[str, Any] = {"revenue": {"retail": 60, "own-use": 40}, **least}
    assert {"sale.share_outside", "sale.share_final", "sale.least_share_outside"} == set(
        observed(**sums)
    )
    assert {} == observed(**sums, aside={"orders": 1})


def test_participants_that_could_not_be_read_may_be_among_the_customers() -> None:
    """What customers bought may then be participants' own use or stock."""
    sums: dict[str, Any] = {
        "revenue": {"retail": 60, "own-use": 40},
        "paid": {"retail": 80, "entry": 20},
        "least_outside": Interval(Fraction(1, 5), Fraction(1, 5)),
        "aside": {"participants": 1},
    }
    found = observed(**sums)
    assert ("[0, 3/5]", "[0, 4/5]", "1/5") == (
        found["sale.share_outside"],
        found[OUTSIDE],
        found[RECRUITMENT],
    )
    assert "sale.least_share_outside" not in found


def test_the_least_share_needs_all_who_were_paid_and_all_who_stand_below() -> None:
    """Somebody unread may have been paid with less; without sponsors nobody knows who is below."""
    least = {"least_outside": Interval(Fraction(1, 5), Fraction(1, 5)), "revenue": {"retail": 1}}
    name = "sale.least_share_outside"
    assert "[0, 1/5]" == observed(**least, aside={"payouts": 1})[name]
    assert name not in observed(**least, has_sponsors=False)


def test_ones_own_joining_payment_come_back_is_no_recruiting() -> None:
    """A rebate to the one who joined may be for anything."""
    found = observed(paid={"entry": 40, "retail": 60}, at=[("entry", 0, 10), ("entry", 1, 30)])
    assert ("[3/10, 2/5]", "[3/5, 7/10]") == (found[RECRUITMENT], found[OUTSIDE])


def test_funding_is_of_one_time_and_of_rows_that_could_be_read() -> None:
    """Rewards and revenue of the same 12 months; an unread order leaves nothing of it."""
    sums: dict[str, Any] = {"revenue": {"entry": 70, "retail": 60}, "paid": {"entry": 100}}
    assert "[2/5, 7/10]" == observed(**sums)[FUNDED]
    assert "[0, 7/10]" == observed(**sums, aside={"payouts": 1})[FUNDED]
    assert FUNDED not in observed(**sums, aside={"orders": 1})
    recent = {"revenue_last_year": year(entry=7, retail=60)}
    assert "[2/5, 7/10]" == observed(**sums, **recent)[FUNDED]
    recent["paid_for_last_year"] = year(entry=50)
    assert "[0, 7/50]" == observed(**sums, **recent)[FUNDED]
    # Of the stock of all time 60 is stuck; of this year's perhaps none.
    recent["revenue_last_year"] = year(entry=30, stock=60, retail=30)
    assert FUNDED not in observed(**sums, **recent, stuck=((1, Fraction(60)),))


def test_no_row_is_called_inline() -> None:
    """Rows that stand in the scheme file have the name of their table."""
    summary = ledgers(
        revenue={"retail": 9, "own-use": 1, "entry": 5},
        paid={"retail": 3, "entry": 2},
        tables={"orders": "inline", "payouts": "inline", "participants": "inline"},
    )
    facts = revenue(plan("entry: none\n"), summary)
    named = {e.rows.table for fact in facts for e in fact.evidence if e.rows is not None}
    assert {"orders", "payouts"} == named


# No customers.


def contradicted(text: str, **sums: Any) -> set[str]:
    """The facts that the file, and ledgers beside it, say two things of."""
    summary = ledgers(**sums) if sums else None
    found = environment(collect(revenue(plan(text), summary))).contradictions
    return {name for contradiction in found for name in contradiction.facts}


NO_CUSTOMERS = "observed: [{source: found, customers: 0, %s}]\n"


def test_without_customers_nothing_was_sold_to_any_nor_paid_for_it() -> None:
    """Nobody outside ever bought, whatever may have become of the stock."""
    figures = NO_CUSTOMERS % "revenue: {total: 100, stock: 100}, payouts: {total: 10, stock: 10}"
    found = known(SOURCED + figures)
    assert ("0", "0") == (found["sale.share_outside"], found[OUTSIDE])


def test_sales_to_customers_of_whom_there_are_none_contradict_that() -> None:
    """The two figures stand against each other, in one block, in two, and against orders."""
    both = {"sale.share_outside", OUTSIDE}
    figures = "revenue: {total: 100, retail: 100%}, payouts: {total: 10, retail: 100%}"
    assert both == contradicted(SOURCED + NO_CUSTOMERS % figures)
    apart = f"observed: [{{source: found, customers: 0}}, {{source: found, {figures}}}]\n"
    assert both == contradicted(SOURCED + apart)
    rows: dict[str, Any] = {"revenue": {"retail": 9}, "paid": {"retail": 3}}
    assert both == contradicted(SOURCED + NO_CUSTOMERS % "participants: 5", **rows)


def test_what_customers_are_said_to_have_bought_is_not_resolved_against_the_scheme() -> None:
    """Of the two figures that contradict each other the one that convicts does not stand alone."""
    figures = "revenue: {total: 100, retail: 100%}, payouts: {total: 10, retail: 100%}"
    facts = collect(revenue(plan(SOURCED + NO_CUSTOMERS % figures), None))
    assert 1 == environment(facts).value(OUTSIDE).hi


def test_no_customers_say_nothing_of_a_plan_that_neither_sold_nor_paid() -> None:
    """A plan before its first sale has no share of anything."""
    text = "rewards: [{for: retail, levels: 1}]\nobserved: [{customers: 0, participants: 5}]\n"
    assert ("1", None) == (known(text)[OUTSIDE], known(text).get("sale.share_outside"))
    assert set() == contradicted(text)
    assert "sale.share_outside" not in known(SOURCED + NO_CUSTOMERS % "revenue: none")


def test_customers_of_whom_there_may_be_some_say_nothing() -> None:
    """Up to ten may be one."""
    figures = "customers: {max: 10}, revenue: {total: 100, stock: 100}"
    assert "sale.share_outside" not in reported(figures)


def test_no_customers_that_are_only_alleged_stand_beside_the_facts() -> None:
    """A complaint that nobody bought gives no value, and is shown."""
    text = SOURCED + NO_CUSTOMERS.replace("found", "said") % "payouts: {total: 10, stock: 10}"
    fact = one(revenue(plan(text), None), OUTSIDE)
    told = [".".join(map(str, each.path or ())) for each in fact.alleged]
    assert ((), ["observed.0.customers"]) == (fact.evidence, told)


@pytest.mark.parametrize("goods", ["", "goods: [{retail_price: 50, participant_price: 30}]\n"])
def test_payouts_for_what_the_plan_never_pays_for_contradict_it(goods: str) -> None:
    """All paid for retail, where the whole list of rewards has recruiting alone: no share holds."""
    text = (
        goods + "entry: none\nupkeep: none\nrewards: [{for: recruit, pays: {1: 5}}]\n"
        "observed: [{revenue: {total: 100, retail: 100}, payouts: {total: 10, retail: 100%}}]\n"
    )
    assert {RECRUITMENT, OUTSIDE, FINAL} == contradicted(text)


# Own use where something makes one buy.

PACK = "entry: [{item: %s, amount: 3000, required: %s}]\nupkeep: none\n"
USE = "rewards: [{for: own-use, levels: 1}]\n"


@pytest.mark.parametrize(
    ("item", "required", "free"),
    [
        ("goods", "rule", False),
        ("stock", "practice", False),
        ("service", "rule", False),
        ("voucher", "rule", False),
        ("goods", "optional", True),
        ("kit", "rule", True),
        ("fee", "rule", True),
    ],
)
def test_own_use_is_free_where_no_pack_has_to_be_bought_to_get_in(
    item: str, required: str, free: bool
) -> None:
    """Figures that do not name the packs may count them as own use; a kit and a fee are none."""
    figures = "observed: [{revenue: {own-use: 100%}, payouts: {own-use: 100%}}]\n"
    found = known(PACK % (item, required) + USE + figures)
    expected = ("1", "1", "1") if free else (None, None, None)
    assert expected == tuple(found.get(name) for name in (OWN_USE, FINAL, "sale.share_final"))


def test_own_use_is_free_beside_packs_in_figures_that_name_the_packs() -> None:
    """Each of revenue and payouts by itself, and the plan where it says if it pays on entry."""
    text = PACK % ("goods", "rule") + USE
    sold = shown(
        revenue(plan(text + "observed: [{revenue: {entry: 20%, own-use: 80%}}]\n"), None),
        Basis.REPORTED,
    )
    assert "1" == sold["sale.share_final"]
    paid = shown(
        revenue(plan(text + "observed: [{payouts: {entry: 20%, own-use: 80%}}]\n"), None),
        Basis.REPORTED,
    )
    assert ("4/5", "4/5") == (paid[OWN_USE], paid[FINAL])
    # A pack that everybody had to buy, and nobody bought, is not named.
    never = known(text + "observed: [{revenue: {entry: 0%, own-use: 100%}}]\n")
    assert "sale.share_final" not in never
    # What is paid on the first order may be paid for whom it brings in.
    assert "- - - 0 0 -" == shares(text)
    denied = text.replace("levels: 1}]", "levels: 1}, {for: entry, pays: none}]")
    assert "0 0 1 0 0 1" == shares(denied)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("direct_recruits: 5", "- 0 0 - 0 -"), ("own_sales: 5", "0 0 0 1 0 1")],
)
def test_a_lower_price_for_heads_is_open_as_pay_for_them(asked: str, expected: str) -> None:
    """Who buys for less after bringing in five gains from them, whatever it is called."""
    text = (
        f"rewards: none\nranks: [{{name: a}}, {{name: b, requires: {{{asked}}}}}]\n"
        "goods: [{name: x, participant_price: {a: 100, b: 5}, supplied_by: company}]\n"
    )
    found = known(text)
    assert expected == " ".join(found.get(name, "-") for name in ALL)
    assert (FUNDED in found) == (expected[0] == "0")


def test_own_use_in_rows_is_free_beside_packs_where_some_row_is_an_entry_payment() -> None:
    """Rows that show no pack may have booked the packs as own use."""
    text = PACK % ("goods", "rule") + USE
    found = observed(text, revenue={"own-use": 80}, paid={"own-use": 8})
    assert {"sale.share_final", OWN_USE, FINAL}.isdisjoint(found)
    found = observed(text, revenue={"own-use": 80, "entry": 20}, paid={"own-use": 8})
    assert ("1", "1") == (found["sale.share_final"], found[OWN_USE])


BUYS = "upkeep: [{item: goods, amount: 300, per: month, required: rule}]\n"


@pytest.mark.parametrize("makes", [BUYS, PACK % ("goods", "rule")])
@pytest.mark.parametrize(
    "figures",
    [
        "funding: {own-use: 100%}",
        "revenue: {total: 100, own-use: 100%}, payouts: {total: 60}",
        "revenue: {total: 100, entry: 0, stock: 0, own-use: 100%}, payouts: {total: 60}",
    ],
)
def test_own_use_that_something_makes_one_buy_may_be_money_for_taking_part(
    makes: str, figures: str
) -> None:
    """Then it is not known that others pay the rewards; where nothing does, it is."""
    observed = f"rewards: [{{for: own-use, levels: 1}}]\nobserved: [{{{figures}}}]\n"
    assert FUNDED not in known(makes + observed)
    assert "0" == known("entry: none\nupkeep: none\n" + observed)[FUNDED]


def test_declared_own_use_that_something_makes_one_buy_may_be_money_for_taking_part() -> None:
    """The plan's own shares are read as figures are."""
    line = "rewards: [{for: own-use, levels: 1, funded_by: {own-use: 100%}}]\n"
    assert FUNDED not in known(BUYS + line)
    assert "0" == known("upkeep: none\n" + line)[FUNDED]


def test_rows_of_own_use_that_something_makes_one_buy_may_be_money_for_taking_part() -> None:
    """Sixty paid out of a hundred that people had to spend on themselves."""
    sums: dict[str, Any] = {"revenue": {"own-use": 100}, "paid": {"own-use": 60}}
    assert FUNDED not in observed(BUYS + USE, **sums)
    assert "0" == observed("upkeep: none\n" + USE, **sums)[FUNDED]


# The plan's own word on whose money pays.

ONLY_THEY = (
    "sources: {p: {weight: plan}, f: {weight: finding}}\ncomplete: [entry, rewards]\n"
    "goods: none\nentry: [{item: fee, amount: 1000, required: rule, source: p}]\n"
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("{for: entry, funded_by: {outside: 100%}%s}", None),
        ("{for: entry, funded_by: {entry: 30%%, retail: 70%%}%s}", "[3/10, 1]"),
        ("{for: entry, pays: {1: 50%%}%s}", "1"),
        ("{for: sale, of: commission, funded_by: {outside: 100%%}%s}", "0"),
    ],
)
def test_the_plans_own_word_does_not_bring_in_others_where_only_participants_pay(
    line: str, expected: str | None
) -> None:
    """Where nothing is sold it leaves the upper end at all; merchants' commission is outside."""
    line = line.replace("%%", "%")
    for source in ("", ", source: p"):
        text = ONLY_THEY + f"rewards: [{line.replace('%s', source)}]\n"
        assert expected == known(text).get(FUNDED)


def test_a_finding_brings_in_others_where_only_participants_pay() -> None:
    """An authority that looked may say that the money came from elsewhere."""
    line = "rewards: [{for: entry, funded_by: {outside: 100%}, source: f}]\n"
    assert "0" == known(ONLY_THEY + line)[FUNDED]
    own = "rewards: [{for: entry, funded_by: {outside: 100%}, source: p}]\n"
    figures = "observed: [{source: %s, funding: {outside: 100%%}}]\n"
    assert "0" == known(ONLY_THEY + own + figures % "f")[FUNDED]
    assert FUNDED not in known(ONLY_THEY + own + figures % "p")


@pytest.mark.parametrize(
    "entry",
    [
        "goods: none\nupkeep: [{item: fee, amount: 50, per: month, required: rule}]\nentry: none\n",
        "entry: [{item: gift, amount: 5000, required: rule}]\n",
        "entry: [{item: stock, amount: 500, required: rule, paid_to: upline}]\n",
    ],
)
def test_nobody_else_is_seen_where_nothing_is_sold_or_what_is_paid_goes_up(entry: str) -> None:
    """A fee to stay, a gift, a pack that goes to the upline: the plan's word on others is open."""
    line = "rewards: [{for: entry, funded_by: {outside: 100%}}]\n"
    assert FUNDED not in known(entry + line)


def test_the_plans_own_word_counts_where_somebody_else_may_pay() -> None:
    """Goods are sold, or nobody pays in: then others may."""
    line = "rewards: [{for: recruit, funded_by: {outside: 100%}}]\n"
    fee = "entry: [{item: fee, amount: 5, required: rule}]\n"
    for rest in (fee, "goods: none\nentry: none\n"):
        assert "0" == shown(revenue(plan(rest + line), None), Basis.DECLARED)[FUNDED]


# What sellers earn on the price.

POTS = "goods: [{name: pots, retail_price: 50, participant_price: 30}]\nupkeep: none\n"
BONUS = "rewards: [{for: recruit, pays: {1: 5}}]\n"


@pytest.mark.parametrize(
    ("goods", "expected"),
    [
        ("{retail_price: 50, participant_price: 30}", "- 0 0 - 0 -"),
        ("{discount: {max: 50%}}", "- 0 0 - 0 -"),
        (
            "{retail_price: 50, participant_price: {A: 50, B: 49}, supplied_by: company}",
            "- 0 0 - 0 -",
        ),
        ("{retail_price: 50, participant_price: 30 USD}", "- 0 0 - 0 -"),
        ("{retail_price: 50, participant_price: 50}", "1 0 0 0 0 0"),
        ("{retail_price: 50}", "1 0 0 0 0 0"),
        ("{participant_price: 30}", "1 0 0 0 0 0"),
        ("{discount: 0%}", "1 0 0 0 0 0"),
    ],
)
def test_a_margin_that_sellers_can_earn_leaves_the_shares_of_a_plan_open(
    goods: str, expected: str
) -> None:
    """A small bonus for recruiting is all there is in rewards, and not all that one can earn."""
    text = "ranks: [{name: A}, {name: B}]\nupkeep: none\n" + f"goods: [{goods}]\n"
    assert expected == shares(text + BONUS)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("rewards: [{for: retail, levels: 1}]\n", "0 0 0 1 0 1"),
        ("rewards: [{for: own-use, levels: 1}]\n", "0 0 - - 0 1"),
        ("rewards: [{for: time, pays: 8%}]\n", "0 0 0 - - -"),
        ("rewards: none\n", "0 0 0 1 0 1"),
    ],
)
def test_a_margin_is_earned_on_sales_to_customers(lines: str, expected: str) -> None:
    """It adds to what is for them and takes from every other share; what is 0 or all stays."""
    assert expected == shares(POTS + lines)


def test_a_plan_that_makes_people_buy_and_never_speaks_of_customers_has_no_sellers_margin() -> None:
    """There the lower price is that of their own purchases; what speaks of customers opens it."""
    text = POTS.replace("upkeep: none", "upkeep: [{item: goods, amount: 60, required: rule}]")
    assert "1" == known(text + BONUS)[RECRUITMENT]
    for more in (
        "entry: [{item: kit, amount: 9, required: rule, opens: [sell]}]\n",
        "safeguards: {customer_rule: {customers: 3}}\n",
        "operator: {channel: online}\n",
        "ranks: [{name: A, requires: {any: [{customers: 3}, {purchase: 9}]}}]\n",
        "observed: [{active_customers: 3}]\n",
        "observed: [{revenue: {retail: 5%}}]\n",
    ):
        assert RECRUITMENT not in known(text + BONUS + more)


def paid(figures: str, text: str = POTS + "entry: none\n" + BONUS) -> tuple[str, str]:
    """The shares of a block for recruitment and for customers."""
    facts = revenue(plan(text + f"observed: [{{{figures}}}]\n"), None)
    found = shown(facts, Basis.REPORTED)
    return found.get(RECRUITMENT, "[0, 1]"), found.get(OUTSIDE, "[0, 1]")


@pytest.mark.parametrize(
    ("figures", "recruitment", "outside"),
    [
        # Two fifths of 980 are 392, beside 5 in rewards.
        (
            "revenue: {total: 1000, retail: 98%, entry: 2%}, payouts: {total: 5, recruit: 5}",
            "[5/397, 1]",
            "[0, 392/397]",
        ),
        # Stock at 30 sells at 50: two thirds on top of 30, beside 20 in rewards.
        (
            "revenue: {retail: 0, stock: 30, own-use: 30}, payouts: {total: 20, recruit: 20}",
            "[1/2, 1]",
            "[0, 1/2]",
        ),
        (
            "revenue: {total: 60, retail: 30}, payouts: {total: 32, recruit: 16, retail: 16}",
            "[1/4, 1/2]",
            "[1/2, 3/4]",
        ),
        (
            "revenue: {retail: 75, stock: 0}, payouts: {recruit: 20, stock: 0, retail: 10}",
            "[0, 1]",
            "[0, 2/3]",
        ),
        # How much customers bought, or how much was paid, is not known.
        ("payouts: {total: 5, recruit: 3, retail: 2}", "(0, 3/5]", "[2/5, 1)"),
        ("revenue: {total: 9, retail: 9}, payouts: {recruit: 100%}", "(0, 1]", "[0, 1)"),
        ("revenue: {retail: 9}, payouts: {total: 5, recruit: 5}", "(0, 1]", "[0, 1)"),
        # Nobody bought to sell, or nobody bought.
        ("revenue: {total: 9, own-use: 9}, payouts: {recruit: 100%}", "1", "0"),
        ("revenue: {retail: 0%, stock: 0%}, payouts: {recruit: 100%}", "1", "0"),
        ("revenue: none, payouts: {recruit: 100%}", "1", "0"),
        ("customers: 0, payouts: {recruit: 100%}", "1", "0"),
    ],
)
def test_what_was_sold_to_customers_bounds_what_sellers_earned(
    figures: str, recruitment: str, outside: str
) -> None:
    """A margin of at most two fifths of what customers paid stands beside the rewards."""
    assert (recruitment, outside) == paid(figures)


def test_a_plan_without_stated_prices_for_participants_has_shares_of_rewards_alone() -> None:
    """Nothing says that anybody earns on the price."""
    text = POTS.replace(", participant_price: 30", "") + "entry: none\n" + BONUS
    figures = "revenue: {total: 1000, retail: 98%}, payouts: {total: 5, recruit: 5}"
    assert ("1", "0") == paid(figures, text)


def test_figures_that_leave_no_margin_leave_the_plans_own_shares() -> None:
    """Nobody from outside bought anything, so nobody earned on the price."""
    assert "1" == known(POTS + BONUS + "observed: [{customers: 0}]\n")[RECRUITMENT]
    assert RECRUITMENT not in known(POTS + BONUS + "observed: [{participants: 9}]\n")


def test_packs_that_may_be_sold_on_leave_a_margin_too() -> None:
    """Who had to buy goods to get in may sell them: two thirds on top of 30."""
    pack = "entry: [{item: goods, amount: 30, required: rule, opens: [sell, recruit]}]\n"
    figures = "revenue: {total: 30, entry: 30}, payouts: {total: 20, recruit: 20}"
    assert "[1/2, 1]" == paid(figures, POTS + pack + BONUS)[0]
    kit = pack.replace("goods", "kit")
    assert "1" == paid(figures, POTS + kit + BONUS)[0]


def test_orders_of_customers_bound_what_sellers_earned() -> None:
    """A margin of two fifths of 50 beside 20 in rewards."""
    sums: dict[str, Any] = {"revenue": {"retail": 50}, "paid": {"recruit": 20}}
    assert "[1/2, 1]" == observed(POTS + BONUS, **sums)[RECRUITMENT]
    assert "(0, 1]" == observed(POTS + BONUS, **sums, aside={"orders": 1})[RECRUITMENT]
    sums["revenue"] = {"own-use": 50}
    assert "1" == observed(POTS + BONUS, **sums)[RECRUITMENT]


def test_stock_leaves_a_margin_where_rows_do_not_say_who_sold() -> None:
    """Two thirds of 30, if all of it was sold on; where sellers are named, no order shows that."""
    sums: dict[str, Any] = {"revenue": {"stock": 30}, "paid": {"recruit": 20}}
    assert "[1/2, 1]" == observed(POTS + BONUS, **sums)[RECRUITMENT]
    reach = Interval(Fraction(0), Fraction(1, 2))
    assert "1" == observed(POTS + BONUS, **sums, retail_reach=reach)[RECRUITMENT]
    sums["revenue"] = {"stock": 30, "retail": 50}
    assert "[1/2, 1]" == observed(POTS + BONUS, **sums, retail_reach=reach)[RECRUITMENT]


def test_orders_of_another_time_than_the_payouts_leave_the_margin_open() -> None:
    """What all orders left to sellers is no bound beside one year's rewards, nor is one year's."""
    sums: dict[str, Any] = {"revenue": {"retail": 50}, "paid": {"recruit": 20}}
    found = observed(POTS + BONUS, **sums, paid_for_last_year=year(recruit=2))
    assert "(0, 1]" == found[RECRUITMENT]


# Properties.

AMOUNTS = st.dictionaries(
    st.sampled_from(sorted(set(KINDS) - {"task"})), st.integers(0, 50), min_size=1
)


@st.composite
def truths(draw: st.DrawFn) -> tuple[dict[str, Fraction], dict[int, Fraction]]:
    """Sums by flow, and how much of them was truly for each single kind."""
    sums = {flow: Fraction(amount) for flow, amount in draw(AMOUNTS).items()}
    true: dict[int, Fraction] = {}
    for flow, amount in sums.items():
        kinds = [bit for bit in (1, 2, 4, 8, 16, 32) if KINDS[flow] & bit]
        chosen = draw(st.sampled_from(kinds))
        true[chosen] = true.get(chosen, Fraction(0)) + amount
    return sums, true


@given(truths())
def test_the_true_share_lies_in_the_interval(
    truth: tuple[dict[str, Fraction], dict[int, Fraction]],
) -> None:
    """Whatever money of unknown kind was for, the share counted from all of it holds the truth."""
    sums, true = truth
    total = sum(sums.values())
    counted = counted_sums(sums)
    if counted is None:
        assert total == 0
        return
    for _, wanted, _ in SHARES:
        share = sum((money for bit, money in true.items() if bit & wanted), Fraction(0)) / total
        assert class_share(counted, wanted).contains(share)


@given(truths(), st.sampled_from(sorted(set(KINDS) - {"task"})), st.integers(0, 500))
def test_a_share_with_unread_rows_holds_whatever_they_say(
    truth: tuple[dict[str, Fraction], dict[int, Fraction]], flow: str, amount: int
) -> None:
    """Add one row more of any kind and amount: the new share lies in what was left of the old."""
    sums, _ = truth
    before = counted_sums(sums)
    after = counted_sums({**sums, flow: sums.get(flow, Fraction(0)) + amount})
    if before is None or after is None:
        return
    for _, wanted, _ in SHARES:
        new = class_share(after, wanted)
        assert new.within(with_unread(class_share(before, wanted)))


@given(truths(), st.data())
def test_the_true_share_lies_in_the_interval_of_what_is_stated(
    truth: tuple[dict[str, Fraction], dict[int, Fraction]], data: st.DataObject
) -> None:
    """A source that states only some flows, by share or in money, excludes no truth."""
    sums, true = truth
    total = sum(sums.values())
    if total == 0:
        return
    stated = data.draw(st.sets(st.sampled_from(sorted(sums))))
    parts = {flow: Interval(sums[flow] / total, sums[flow] / total) for flow in stated}
    money = {flow: Interval(sums[flow], sums[flow]) for flow in stated}
    for _, wanted, _ in SHARES:
        share = sum((money for bit, money in true.items() if bit & wanted), Fraction(0)) / total
        assert class_share(Sums(parts, True), wanted).contains(share)
        assert class_share(Sums(money, False), wanted).contains(share)


@given(truths(), st.fractions(0, 50), st.fractions(0, 1))
def test_a_share_beside_margins_holds_whatever_sellers_earned(
    truth: tuple[dict[str, Fraction], dict[int, Fraction]], most: Fraction, part: Fraction
) -> None:
    """Add what was earned on sales to customers, up to the most: the share of all of it is held."""
    sums, true = truth
    total = sum(sums.values())
    counted = counted_sums(sums)
    if counted is None:
        return
    earned = total * most * part
    bounds: tuple[Number, ...] = (most, INFINITY)
    for _, wanted, _ in SHARES:
        inside = sum((money for bit, money in true.items() if bit & wanted), Fraction(0))
        inside += earned if wanted & CUSTOMERS else 0
        for bound in bounds:
            share = beside_margins(class_share(counted, wanted), wanted, bound)
            assert share.contains(inside / (total + earned))


@given(AMOUNTS)
def test_shares_of_one_total_fit_together(sums: dict[str, int]) -> None:
    """Every share is a part; the five at least add up to at most all, and at most to all."""
    counted = counted_sums({flow: Fraction(amount) for flow, amount in sums.items()})
    if counted is None:
        return
    found = {wanted: class_share(counted, wanted) for _, wanted, _ in SHARES}
    five = [found[wanted] for wanted in (1, 2, 4, 8, 16)]
    final = found[4 | 8]
    assert all(each.within(UNIT) for each in found.values())
    assert sum(each.lo for each in five) <= 1
    assert max(found[4].lo, found[8].lo) <= final.lo and final.hi <= found[4].hi + found[8].hi


@given(st.integers(0, 20), st.integers(0, 20), st.integers(1, 20), st.integers(0, 20))
def test_a_quotient_holds_every_quotient(a: int, b: int, c: int, d: int) -> None:
    """Any amount over any total of the ranges lies in the range of the quotient."""
    amount = Interval(Fraction(min(a, b)), Fraction(max(a, b)))
    total = Interval(Fraction(c), Fraction(c + d))
    for x in (amount.lo, amount.hi):
        for y in (total.lo, total.hi):
            assert over(amount, total).contains(Fraction(x) / Fraction(y))


FLOWS = ["entry", "stock", "own-use", "retail", "sale", "recruit", "time", "task"]
LINES = st.lists(
    st.fixed_dictionaries(
        {"for": st.lists(st.sampled_from(FLOWS), min_size=1, max_size=2, unique=True)},
        optional={"levels": st.sampled_from(["1", "3"]), "pays": st.sampled_from(["10%", "5"])},
    ),
    min_size=1,
    max_size=3,
)


@given(LINES, st.booleans())
def test_an_open_list_gives_no_share_of_rewards(lines: list[Any], entry: bool) -> None:
    """Neither 0 nor 1 nor anything between follows from a list that may lack items."""
    keys: dict[str, Any] = {"rewards": lines, "sources": {"said": {"weight": "allegation"}}}
    if entry:
        keys["entry"] = [{"item": "fee", "amount": "9", "required": "rule"}]
    assert {} == shown(revenue(plan_from(keys), None))


@given(LINES)
def test_shares_of_a_plan_fit_together(lines: list[Any]) -> None:
    """Where a plan says that one share is all, it says that the others are nothing."""
    found = shown(revenue(plan_from({"rewards": lines}), None))
    full = [name for name in (RECRUITMENT, STOCK, OWN_USE, OUTSIDE, TIME) if found.get(name) == "1"]
    assert len(full) <= 1
    if full:
        rest = [name for name in ALL[:5] if name not in full]
        assert ["0"] * 4 == [found[name] for name in rest]


def test_pay_that_may_not_be_there_settles_no_share() -> None:
    """Stock that goes to the upline may leave him nothing: then nobody is paid for anything."""
    found = known(
        "entry: [{item: stock, amount: 100, required: rule, paid_to: upline}]\nrewards: none\n"
    )
    assert RECRUITMENT not in found


def test_demand_without_the_opportunity_is_as_stated() -> None:
    """Sales of a like period without earning over sales with it, from a case file's figures."""
    facts = reported("kept_without_earning: 8%")
    assert "2/25" == facts["sale.kept_without_opportunity"]


def test_final_sales_are_free_own_use_and_customers() -> None:
    """What a source says of final users bounds both shares, and who of them is outside is open."""
    facts = reported("payouts: {final: {over: 50%}}, revenue: {final: 80%, entry: 0%}")
    assert "(1/2, 1]" == facts["reward.share_for_final_sales"]
    assert "[0, 1/2)" == facts["reward.share_for_recruitment"]
    assert "[4/5, 1]" == facts["sale.share_final"]
    assert "reward.share_for_outside_sales" not in facts
    assert "sale.share_outside" not in facts
