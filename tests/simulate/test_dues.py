"""What people pay to take part is the cheapest way in that the plan leaves."""

from __future__ import annotations

from fractions import Fraction

import pytest

from mlmcheck.plan.compile import terms_of
from mlmcheck.plan.terms import End
from mlmcheck.simulate.assumptions import Assumptions
from mlmcheck.simulate.dues import CannotSimulate, Dues, dues_of

from .plans import NO_SALES, one_run, plan

NO_PAY = "rewards: none\n"


def dues(text: str, end: End = "most") -> Dues:
    """What somebody pays under a plan that rewards nobody, if it says nothing else."""
    if "rewards" not in text:
        text += NO_PAY
    read = plan(text)
    return dues_of(read, terms_of(read, end), end)


def told(text: str, end: End = "most") -> list[tuple[str, int, str | None]]:
    """The payments as flow, amount and how often."""
    return [(due.flow, int(due.amount), due.per) for due in dues(text, end).each]


def test_nothing_is_paid_where_the_plan_says_so() -> None:
    """`entry: none` costs nothing."""
    assert [] == told("entry: none\nupkeep: none\n")


def test_required_payments_add_up() -> None:
    """Every payment that joining, selling, recruiting or earning hangs on is made."""
    text = """entry:
  - {item: fee, amount: 10, required: rule, opens: [join]}
  - {item: kit, amount: 30, required: rule, opens: [earn]}
upkeep: [{item: goods, amount: 50, per: month, required: practice, opens: [earn]}]
"""
    assert [("entry", 10, None), ("entry", 30, None), ("own-use", 50, "month")] == told(text)


def test_of_a_choice_the_cheapest_that_opens_all() -> None:
    """Of packs that share a choice one is bought: the cheapest that will do."""
    text = """entry:
  - {item: stock, choice: pack, amount: 100, required: rule, opens: [join, sell]}
  - {item: stock, choice: pack, amount: 900, required: rule, opens: [join, sell, recruit]}
  - {item: stock, choice: pack, amount: 600, required: rule, opens: [join, sell, recruit], rank: B}
ranks: [{name: B}]
"""
    assert [("entry", 600, None)] == told(text)
    assert "B" == dues(text).rank


def test_an_optional_payment_is_made_where_it_is_the_only_way() -> None:
    """What is called optional is paid if nothing else opens a right, and only the cheapest."""
    text = """entry:
  - {item: fee, amount: 10, required: rule, opens: [join]}
  - {item: goods, amount: 70, required: optional, opens: [recruit]}
  - {item: goods, amount: 60, required: optional, opens: [recruit]}
  - {item: goods, amount: 5, required: optional, opens: [join]}
"""
    assert [("entry", 10, None), ("entry", 60, None)] == told(text)


def test_an_upgrade_is_not_bought() -> None:
    """A payment that buys a higher rank and opens nothing is left."""
    text = """entry:
  - {item: fee, amount: 10, required: rule, opens: [join, earn]}
  - {item: stock, amount: 5000, required: rule, rank: Gold}
ranks: [{name: Base}, {name: Gold}]
"""
    assert [("entry", 10, None)] == told(text)


def test_what_keeps_a_rank_is_paid_by_those_who_hold_it() -> None:
    """Upkeep of the rank that the cheapest way buys is paid, that of higher ones is not."""
    text = """entry:
  - {item: stock, choice: p, amount: 100, required: rule, opens: [join, recruit], rank: A}
  - {item: stock, choice: p, amount: 500, required: rule, opens: [join, recruit], rank: B}
upkeep:
  - {item: stock, amount: 20, per: month, required: rule, rank: A}
  - {item: stock, amount: 90, per: month, required: rule, rank: B}
ranks: [{name: A}, {name: B}]
"""
    assert [("entry", 100, None), ("stock", 20, "month")] == told(text)


def test_ranges_are_read_at_the_end_asked_for() -> None:
    """Where the plan pays most it asks least, and where it pays least it asks most."""
    text = """entry:
  - {item: fee, amount: {min: 10, max: 20}, required: rule, opens: [join]}
"""
    assert [("entry", 10, None)] == told(text, "most")
    assert [("entry", 20, None)] == told(text, "least")


@pytest.mark.parametrize("amount", ["", ", amount: {over: 0}", ", amount: {over: 0, max: 9}"])
def test_a_payment_of_unknown_amount_is_refused(amount: str) -> None:
    """Where nobody knows what joining costs nothing is simulated, and the place is named."""
    text = f"entry: [{{item: fee{amount}, required: rule, opens: [join]}}]\n"
    with pytest.raises(CannotSimulate) as refused:
        dues(text)

    assert [("entry", 0, "amount")] == [remark.at for remark in refused.value.remarks]


def test_an_amount_in_another_currency_is_asked_for_in_the_schemes() -> None:
    """Nothing is converted, so the file must state it."""
    with pytest.raises(CannotSimulate, match="write it in USD"):
        dues("entry: [{item: fee, amount: 50 EUR, required: rule, opens: [join]}]\n")


def test_an_entry_that_is_not_told_is_refused() -> None:
    """A file without `entry` says nothing of what joining costs."""
    with pytest.raises(CannotSimulate, match="entry: none"):
        dues("upkeep: none\n")


def test_a_first_pack_is_an_entry_payment_whatever_is_paid_on() -> None:
    """Where pay is on later orders alone it is said that the pack is none of them."""
    pack = "entry: [{item: stock, amount: 600, required: rule, opens: [join]}]\n"
    on_stock = pack + "rewards: [{for: stock, pays: {1: 10%}}]\n"
    on_both = pack + "rewards: [{for: [entry, stock], pays: {1: 10%}}]\n"
    denied = pack + "rewards: [{for: stock, pays: {1: 10%}}, {for: entry, pays: none}]\n"

    for text in (on_stock, on_both, denied):
        assert [("entry", 600, None)] == told(text)
    remarks = [remark for remark in dues(on_stock).taken if "first pack" in remark.text.id]
    assert [(("entry", 0), {"flow": "stock"})] == [(r.at, dict(r.text.args)) for r in remarks]
    for text in (on_both, denied):
        assert not any("first pack" in remark.text.id for remark in dues(text).taken)


def test_differences_of_prices_are_kept_on_first_packs() -> None:
    """A pack that is bought from the upline is an entry payment, with the upline's difference."""
    stated = """
entry: [{item: stock, amount: 600, required: rule, opens: [join, recruit, earn]}]
upkeep: none
ranks: [{name: A}, {name: B, requires: {direct_recruits: 1}}]
goods: [{name: m, retail_price: 128, participant_price: {A: 60, B: 50}, supplied_by: upline}]
rewards: none
"""
    run = one_run(stated, Assumptions(people=50, months=5, after=0, retail=NO_SALES))
    assert sum(month.differences for month in run.months) > 0


def test_units_are_the_least_that_one_may_buy() -> None:
    """Of a stake in units the smallest number is bought, the first and each further one."""
    text = """entry:
  - {item: stake, amount: 1000, further: 500, units: {min: 3}, required: rule, opens: [join]}
"""
    (due,) = dues(text).each

    assert (Fraction(2000), 3) == (due.amount, due.units)


def test_a_fee_that_recurs_is_a_payment_of_its_own() -> None:
    """What comes again beside the first amount falls due again."""
    text = """entry:
  - {item: fee, amount: 99, plus: {amount: 20, per: year}, required: rule, opens: [join]}
"""
    assert [("entry", 99, None), ("entry", 20, "year")] == told(text)


def test_what_is_not_said_to_open_anything_is_taken_to_be_paid() -> None:
    """A payment of which nothing is said is made by everybody, and the page says so."""
    found = dues("entry: [{item: fee, amount: 10}]\n")

    assert [Fraction(10)] == [due.amount for due in found.each]
    assert [("entry", 0)] == [remark.at for remark in found.taken]
