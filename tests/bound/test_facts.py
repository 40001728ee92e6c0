"""The fact that a bound proves: said where it says more, with its places, and without a solver."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction

import pytest
from hypothesis import given, settings

from mlmcheck.facts import Basis, Fact
from mlmcheck.interval import Interval
from mlmcheck.measures.balance import paying_lines
from mlmcheck.measures.bounded import FUNDED, may_bound
from mlmcheck.measures.funding import funded_by_plan
from tests.bound import plans
from tests.bound.plans import ends, plan


def _fact(text: str) -> Fact | None:
    facts = [fact for fact in funded_by_plan(plan(text)) if fact.basis is Basis.COMPUTED]
    assert all(fact.name == FUNDED for fact in facts)
    return facts[0] if facts else None


def _others_pay(text: str) -> str:
    """The same plan, of whose first line it is said that others pay for it as well."""
    return text.replace("pays:", "funded_by: {outside: {over: 0%}}, pays:", 1)


def test_two_lines_of_which_one_counts_heads_are_seen_together() -> None:
    """100 in and 150 out, 100 of it by a line of plain levels: at most two thirds."""
    fact = _fact(_others_pay(plans.TWO_LINES))
    assert fact is not None
    assert (Interval(0, Fraction(2, 3)), Basis.COMPUTED) == (fact.value, fact.basis)
    paths = [".".join(map(str, each.path or ())) for each in fact.evidence]
    assert ["rewards.0.pays", "rewards.1.pays", "entry", "upkeep"] == paths
    note = fact.evidence[0].note
    assert note is not None
    assert {"paid": 100, "reward": 150} == dict(note.args)


def test_one_cent_in_and_twenty_out_is_at_most_a_two_thousandth() -> None:
    """LTL 0.01 for LTL 20: one part in two thousand."""
    fact = _fact(_others_pay(plans.FINANCE))
    assert fact is not None
    assert Interval(0, Fraction(1, 2000)) == fact.value


@pytest.mark.parametrize("text", [plans.FINANCE, plans.TWO_LINES])
def test_a_promise_that_nobody_is_seen_to_pay_for_bounds_nothing(text: str) -> None:
    """More promised than comes in is not paid by itself: what is paid may be newcomers' money."""
    assert _fact(text) is None


def test_who_may_recruit_without_earning_bounds_nothing() -> None:
    """Who has not paid what opens pay is not paid for those he brings, so their money may fund all.

    So it is with pay at the end of a month, by which the one who is to be paid may have left.
    """
    unpaid = plans.TWO_LINES.replace("[join, recruit, earn]", "[join, recruit]").replace(
        "entry: [", "entry: [{item: kit, amount: 10, required: rule, opens: [earn]}, "
    )
    later = plans.TWO_LINES.replace("100%}", "100%}, per: month").replace(
        "10: 80}", "10: 80}, per: month"
    )
    assert (None, None) == (_fact(_others_pay(unpaid)), _fact(_others_pay(later)))


@pytest.mark.parametrize("text", [plans.STATIC, plans.RETAIL, plans.CLUB, plans.FEES_AND_RETURNS])
def test_a_plan_that_nothing_bounds_is_passed_by(text: str) -> None:
    """A return, retail alone, a club and monthly fees are not looked at further."""
    stated = plan(text)
    assert not may_bound(stated, paying_lines(stated))


@settings(max_examples=100, deadline=None)
@given(plans.joining_plans)
def test_the_fact_lies_within_the_program(text: str) -> None:
    """No fact of a plan is contradicted by what the program proves of it."""
    text = _others_pay(text)
    fact = _fact(text)
    if fact is None or not any(plan(text).rewards.items):
        return
    low, high = ends(text)
    assert isinstance(fact.value, Interval)
    assert fact.value.meet(Interval(low, high)) is not None


def test_no_solver_is_loaded_for_a_fact() -> None:
    """Measuring a plan, even one whose bound is tighter, needs no HiGHS."""
    code = (
        "import sys\n"
        "from tests.bound.plans import TWO_LINES, plan\n"
        "from mlmcheck.measures import measure_plan\n"
        "from mlmcheck.measures.funding import funded_by_plan\n"
        "text = TWO_LINES.replace('pays:', 'funded_by: {outside: {over: 0%}}, pays:', 1)\n"
        "assert funded_by_plan(plan(text))\n"
        "sys.exit('highspy' in sys.modules)\n"
    )
    # `tests.bound.plans` itself has the program, which has the solver only where it solves.
    assert 0 == subprocess.run([sys.executable, "-c", code], check=False).returncode
