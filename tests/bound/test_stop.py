"""Once nobody joins: what is then due, what comes in, and for all behaviour."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlmcheck.bound.bounds import Answer
from mlmcheck.bound.cast import (
    Deed,
    after_the_stop,
    network,
    price_to_customers,
    price_to_members,
)
from mlmcheck.bound.highs import solve
from mlmcheck.bound.payments import upkeep_amounts
from mlmcheck.bound.stop import stop_of
from mlmcheck.bound.witness import Seen, seen_since
from mlmcheck.measures.bounded import premises_of
from mlmcheck.plan.compile import terms_of
from mlmcheck.plan.pay import pay
from mlmcheck.plan.terms import End
from mlmcheck.scheme.plan import Plan
from tests.bound import plans
from tests.bound.plans import FEE, bound, plan

BOTH: tuple[End, End] = ("least", "most")
NO_GOODS = "goods: none\n"
SOAP = "goods: [{name: soap, retail_price: 50}]\n"


def _answer(text: str) -> tuple[str, Fraction | None, Fraction | None]:
    found = bound(text)
    if found.covered is None:
        return found.answer.value, None, None
    return found.answer.value, found.covered[0].number, found.covered[1].number


def _with(rewards: str, goods: str = SOAP, upkeep: str = "upkeep: none\n") -> str:
    return f"{FEE}{upkeep}ranks: none\n{goods}rewards: [{rewards}]\n"


STAY = "upkeep: [{item: fee, amount: 60, per: month, required: rule, opens: [earn]}]\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (plans.FINANCE, ("nothing-due", None, None)),
        (plans.CIRCLE, ("nothing-due", None, None)),
        (plans.TWO_LINES, ("nothing-due", None, None)),
        (plans.STATIC, ("never", 0, 0)),
        (plans.RETAIL, ("always", 1, 1)),
        (plans.CLUB, ("always", 1, 1)),
        (plans.FEES_AND_RETURNS, ("depends", 0, 1)),
        (_with("{for: retail, pays: {1: 60%, 2: 60%}}"), ("depends", Fraction(5, 6), 1)),
        (_with("{for: own-use, pays: 10%, levels: 12}"), ("depends", Fraction(5, 6), 1)),
        (_with("{for: retail, pays: {1: 5}}"), ("open", 0, 1)),
        (_with("{for: time, pays: 75, per: month}", NO_GOODS, STAY), ("never", 0.8, 0.8)),
        (_with("{for: time, pays: 50, per: month}", NO_GOODS, STAY), ("always", 1, 1)),
        (_with("{for: task, pays: 5}", NO_GOODS), ("never", 0, 0)),
        (
            _with("{for: time, pays: 10, per: month, cap: {amount: 90}}", NO_GOODS),
            ("reserve", 0, 0),
        ),
        (
            _with("{for: time, pays: 75, per: month, needs: {own_sales: 50, per: month}}"),
            ("depends", Fraction(2, 3), 1),
        ),
        (
            _with("{for: retail, pays: {1: 80%, 2: 60%}}")
            + "safeguards: {payout_cap: {share: 90%, enforced: true}}\n",
            ("always", 1, 1),
        ),
        (_with("{for: sale, form: pool, of: turnover, pays: 3%, per: month}"), ("always", 1, 1)),
        (_with("{for: retail, pays: {1: 60%}}, {for: reward, pays: {1: 100%}}"),
         ("depends", Fraction(5, 6), 1)),
        (
            "entry: none\nupkeep: none\nranks: none\nrewards: none\n",
            ("nothing-due", None, None),
        ),
    ],
)  # fmt: skip
def test_the_answers_of_known_plans(
    text: str, expected: tuple[str, Fraction | float | None, Fraction | float | None]
) -> None:
    """Nothing due, always, never, out of what was paid in before, or as people do."""
    answer, low, high = _answer(text)
    told = [None if each is None else float(each) for each in (low, high)]
    assert (expected[0], *told) == (
        answer,
        *[None if each is None else float(each) for each in expected[1:]],
    )


@pytest.mark.parametrize(
    ("rate", "expected"), [("50%", ("always", 1, 1)), ("150%", ("depends", Fraction(2, 3), 1))]
)
@pytest.mark.parametrize("again", [0, 1])
def test_an_entry_fee_that_comes_again_is_still_paid_after_the_stop(
    again: int, rate: str, expected: tuple[str, Fraction, Fraction]
) -> None:
    """Who is in goes on paying it, so pay on it is still due, and is met out of it or is not."""
    text = f"{AGAIN[again]}upkeep: none\n{NO_GOODS}rewards: [{{for: entry, pays: {{1: {rate}}}}}]\n"
    assert expected == _answer(text)
    share = bound(text).share
    assert share is not None
    example = share[1].example
    assert example is not None
    assert {100} == {order.amount for order in example.history.orders}


def test_participants_pay_the_price_for_participants() -> None:
    """In a network own use costs what members pay, and a customer's order what customers pay."""
    stated = plan(plans.CLUB)
    assert (40, 30) == (price_to_customers(stated), price_to_members(stated))
    less = plans.CLUB.replace("participant_price: 30", "discount: 25%")
    assert 30 == price_to_members(plan(less))
    by_rank = plans.CLUB.replace("price: 30", "price: {A: 35, B: 20}").replace(
        "ranks: none", "ranks: [{name: A}, {name: B, requires: {purchase: 100}}]"
    )
    assert 35 == price_to_members(plan(by_rank))
    own_use = plans.CLUB.replace("{for: retail, pays: {1: 20%}}", "{for: own-use, pays: {0: 1%}}")
    covered = bound(own_use).covered
    assert covered is not None
    example = covered[0].example
    assert example is not None
    bought = [order.amount for order in example.history.orders if order.flow == "own-use"]
    assert bought
    assert {30} == set(bought)


def test_how_long_what_was_paid_in_lasts() -> None:
    """At 8 % a month of what was paid in, all of it is gone after twelve months and a half."""
    assert Fraction(25, 2) == bound(plans.STATIC).reserve


def test_a_plan_that_names_no_rate_is_not_known() -> None:
    """A line without a rate is left out and named, and nothing is said of what is due."""
    found = bound(_with("{for: retail, levels: 1}"))
    assert Answer.UNKNOWN is found.answer
    assert not found.whole
    assert [("rewards", 0)] == [remark.at for remark in found.left_out]


def test_a_static_return_shows_a_month_with_nothing_coming_in() -> None:
    """In the example each who paid 1,000 is due 80 and nobody pays anything."""
    covered = bound(plans.STATIC).covered
    assert covered is not None
    example = covered[0].example
    assert example is not None
    assert isinstance(example.sums, Seen)
    assert (True, 160, 0) == (example.reached, example.sums.due, example.sums.income)
    assert all(payout.amount == 80 for payout in example.paid.payouts)


def test_returns_outgrow_fees_in_the_example() -> None:
    """4 % of what was paid in, fees and all, is soon more than the fee of 60."""
    covered = bound(plans.FEES_AND_RETURNS).covered
    assert covered is not None
    worst, best = (end.example for end in covered)
    assert worst is not None
    assert best is not None
    assert worst.number < 1 == best.number


_time_lines = st.builds(
    "{{for: time, pays: {}, per: month{}}}".format,
    st.sampled_from(["4%", "10%", "20", "{min: 10, max: 70}"]),
    st.sampled_from(["", "", ", until: 200%", ", cap: {amount: 100}",
                     ", needs: {own_sales: 100, per: month}", ", needs: {purchase: 100}"]),
)  # fmt: skip
_sales_lines = st.builds(
    "{{for: {}, pays: {}{}}}".format,
    st.sampled_from(["retail", "own-use", "stock", "sale", "purchase", "entry"]),
    st.sampled_from(["{1: 20%}", "{1: 50%, 2: 60%}", "{0: 5%, 1: 5%}", "{1: {min: 5%, max: 90%}}"]),
    st.sampled_from(["", ", per: month", ", compression: true", ", cap: {amount: 50, per: month}"]),
)
_pools = st.just("{for: sale, form: pool, of: turnover, pays: 5%, per: month}")
_upkeep = st.sampled_from(
    [
        "none",
        "[{item: fee, amount: 60, per: month, required: rule, opens: [earn]}]",
        "[{item: goods, amount: {min: 20, max: 100}, per: month, required: rule}]",
        "[{item: stock, amount: 50, per: month, required: optional}]",
    ]
)


AGAIN = (
    FEE.replace("100,", "100, per: month,"),
    FEE.replace("100,", "100, plus: {amount: 50, per: month},"),
)
"""Entry payments that come again."""


@st.composite
def _plans(draw: st.DrawFn) -> str:
    lines = draw(st.lists(_time_lines | _sales_lines | _pools, min_size=1, max_size=3))
    goods = draw(st.sampled_from([SOAP, NO_GOODS]))
    cap = draw(st.sampled_from(["", "safeguards: {payout_cap: {share: 40%, enforced: true}}\n"]))
    fee = draw(st.sampled_from([FEE, FEE, *AGAIN]))
    return f"{fee}upkeep: {draw(_upkeep)}\nranks: none\n{goods}{cap}rewards: [{', '.join(lines)}]\n"


@settings(max_examples=300, deadline=None)
@given(st.data(), _plans())
def test_no_history_leaves_the_bounds_after_the_stop(data: st.DataObject, text: str) -> None:
    """Whatever members do who obey the plan, what comes in of what is due keeps within both ends.

    Amounts are whole hundreds, so that nothing is rounded.
    """
    stated = plan(text)
    low, high = _ends(stated)
    before = network(stated, *_joined(data, stated))
    goods = premises_of(stated).goods
    deeds = data.draw(st.lists(_deeds(len(before.people)), max_size=4)) if goods else []
    history, since = after_the_stop(
        stated,
        before,
        deeds,
        months=data.draw(st.integers(1, 3)),
        staying=data.draw(st.sampled_from(_staying(stated))),
    )
    for end in BOTH:
        seen = seen_since(history, pay(terms_of(stated, end), history), since)
        if seen.due > 0:
            assert low <= seen.covered <= high


def _staying(stated: Plan) -> list[str]:
    """What members may pay to stay: nothing too, where only who wants to earn has to."""
    asked = any(each.asked for each in upkeep_amounts(stated))
    return ["low", "high"] if asked else ["low", "high", "nothing"]


def _joined(data: st.DataObject, stated: Plan) -> tuple[list[int | None], plans.Payments]:
    size = data.draw(st.integers(2, 6))
    sponsors = [None, *(data.draw(st.integers(0, place - 1)) for place in range(1, size))]
    return sponsors, data.draw(plans.payments(stated))


def _deeds(size: int) -> st.SearchStrategy[Deed]:
    return st.builds(
        Deed,
        st.sampled_from(["stock", "own-use", "retail"]),
        st.integers(0, size - 1),
        st.integers(1, 9).map(lambda hundreds: Fraction(100 * hundreds)),
        st.integers(0, 20),
    )


def _ends(stated: Plan) -> tuple[Fraction, Fraction]:
    programs = stop_of(
        stated, premises_of(stated), terms_of(stated, "least"), terms_of(stated, "most")
    )
    any_due = solve(programs.any_due)
    assert any_due is not None
    if any_due.value == 0:
        return Fraction(2), Fraction(-1)  # nothing can be due: no history may show any
    least, most = solve(programs.least), solve(programs.most)
    assert least is not None
    assert most is not None
    return min(Fraction(1), -least.value), most.value
