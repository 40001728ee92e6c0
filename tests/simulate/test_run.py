"""What comes of a run agrees with what can be worked out by hand, and with published theory."""

from __future__ import annotations

import tracemalloc
from fractions import Fraction
from math import sqrt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmcheck.plan.batch import EVENTS
from mlmcheck.resources import samples_dir
from mlmcheck.scheme.plan import plan_on
from mlmcheck.scheme.read import read_scheme
from mlmcheck.simulate.assumptions import Assumptions, Model, Units
from mlmcheck.simulate.growth import recruits
from mlmcheck.simulate.run import Run, simulate
from mlmcheck.simulate.setting import setting_of
from mlmcheck.simulate.widen import rows_for

from .plans import DAY, NO_SALES, headhunting, one_run

DESIGNS = sorted((samples_dir() / "designs").glob("*.yaml"))

STAY = Fraction(0)
LEVEL = 4.2


def alone(people: int, months: int = 1, seed: int = 1) -> Assumptions:
    """So many join in so many months, nobody leaves, and nothing is sold."""
    return Assumptions(
        people=people, months=months, after=0, churn=STAY, retail=NO_SALES, seed=seed
    )


def test_each_is_paid_for_those_he_brought() -> None:
    """With 40 of each fee of 100 everybody's net is 40 times his recruits, less his own fee."""
    run = one_run(headhunting(40), alone(500, 7))

    assert (40 * recruits(run.crowd.sponsor) - 100).tolist() == (run.net / 10_000).tolist()


@pytest.mark.parametrize(("reward", "needed"), [(100, 1), (60, 2), (40, 3), (26, 4)])
def test_so_many_lose_as_the_recruits_they_would_need(reward: int, needed: int) -> None:
    """Who needs r recruits to get his fee back loses with a chance of 1 - 2^-r (Gastwirth)."""
    n = 2_000
    lost = [
        float((one_run(headhunting(reward), alone(n, seed=9), number).net < 0).mean())
        for number in range(60)
    ]
    # Exactly even it is for nobody here but where one recruit pays the whole fee back.
    limit = 1 - 2.0**-needed

    assert abs(np.mean(lost) - limit) < LEVEL * float(np.std(lost)) / sqrt(len(lost)) + 1 / n


BOARD = """
entry: [{item: gift, amount: 5000, required: rule, opens: [join, recruit, earn]}]
upkeep: none
goods: none
ranks: none
rewards: [{for: entry, form: board, width: 2, depth: 3, pays: 40000}]
"""


@pytest.mark.parametrize("people", [6, 7, 13, 14, 62, 119, 999])
def test_a_board_pays_one_of_eight(people: int) -> None:
    """Of all seats the first seven fill no last row; each eight after them pay one out."""
    run = one_run(BOARD, alone(people))
    seats = people + 1
    paid = int((run.rewards > 0).sum())

    assert max(0, seats - 7) // 8 == paid
    assert 40_000 * paid == run.rewards.sum() / 10_000
    # Whoever joined first is paid first.
    assert (run.rewards[:paid] > 0).all()


STATIC = """
entry: [{item: stake, amount: 1000, required: rule, opens: [join, earn]}]
upkeep: none
goods: none
ranks: none
rewards: [{for: time, of: own_payments, pays: 10%, per: month, until: 120%}]
"""


def test_a_static_return_ends_when_it_is_had() -> None:
    """A tenth of the stake each month after the first, until 120 % have come back."""
    given = Assumptions(people=1, months=1, after=20, churn=STAY, retail=NO_SALES)
    run = one_run(STATIC, given)

    assert [1_200.0, 1_200.0] == (run.rewards / 10_000).tolist()
    by_month = [month.rewards / 10_000 for month in run.months]
    assert [0, *[200] * 12, *[0] * 8] == by_month


RETAIL = """
entry: none
upkeep: none
ranks: none
goods: [{name: cream, retail_price: 40, participant_price: 40}]
rewards: [{for: retail, pays: {1: 10%, 2: 5%}}]
"""


def test_on_sales_the_seller_and_his_sponsor_are_paid() -> None:
    """Everybody's pay is a tenth of his own sales and a twentieth of those of his recruits."""
    given = Assumptions(people=300, months=4, after=2, churn=STAY, retail=Units(Fraction(2)))
    run = one_run(RETAIL, given)
    total = sum(month.money.customers for month in run.months)
    below_top = float(Fraction(15, 100) * total)

    assert 0 == int(run.paid.sum())
    # The top has nobody above him, so nobody gets the twentieth of what he sells.
    assert below_top * 0.98 < run.rewards.sum() <= below_top + 1
    assert sum(m.rewards for m in run.months) == run.rewards.sum()
    assert {"retail"} == {
        event
        for month in run.months
        for event, paid in zip(EVENTS, month.by_event, strict=True)
        if paid
    }


@given(
    st.integers(1, 200),
    st.integers(1, 6),
    st.integers(0, 3),
    st.sampled_from(["uniform", "preferential", "saturating", "complete"]),
    st.integers(0, 50),
)
def test_money_is_neither_made_nor_lost(
    people: int, months: int, after: int, model: str, seed: int
) -> None:
    """What people gain together is what they were paid less what they paid in."""
    text = """
entry: [{item: stock, amount: 600, required: rule, opens: [join, recruit, earn]}]
upkeep: [{item: goods, amount: 60, per: month, required: rule, opens: [earn]}]
ranks: none
goods: [{name: mask, retail_price: 128, participant_price: 60, market_value: 25}]
rewards: [{for: [entry, own-use], pays: {1: 10%, 2: 5%}}]
"""
    given_now = Assumptions(people, months, after, model, seed=seed)  # type: ignore[arg-type]
    run = one_run(text, given_now)
    money = [month.money for month in run.months]
    paid_out = sum(month.rewards + month.differences for month in run.months)
    from_customers = sum(each.to_sellers for each in money)
    paid_in = sum(each.newcomers + each.members for each in money)

    assert int(run.net.sum()) == paid_out + from_customers - paid_in
    assert (paid_out, from_customers, paid_in) == (
        int(run.rewards.sum()),
        int(run.from_customers.sum()),
        int(run.paid.sum()),
    )
    assert run.stock == sum(each.stock_bought - each.stock_sold for each in money)


@pytest.mark.parametrize("model", ["uniform", "complete", "saturating"])
@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
def test_rows_that_nobody_has_joined_in_change_nothing(
    path: Path, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Months before most have joined are worked out for the first rows alone, to the same money."""
    found = setting_of(plan_on(read_scheme(path).scheme, DAY), "most")
    given_now = Assumptions(700, 16, 3, model)
    narrow = simulate(found, given_now)
    monkeypatch.setattr("mlmcheck.simulate.run.rows_for", lambda _, people: people)
    whole = simulate(found, given_now)

    assert rows_for(10, 700) < 700
    assert whole.net.tolist() == narrow.net.tolist()
    assert (whole.months, whole.stock) == (narrow.months, narrow.stock)


def test_without_money_from_outside_somebody_loses() -> None:
    """Where participants alone pay and no more is paid out than came in, not everybody gains."""
    run = one_run(headhunting(90), alone(1_000, 5))

    assert int(run.net.sum()) <= 0
    assert (run.net < 0).any()


def figures(run: Run) -> tuple[int, int, int]:
    """A few numbers that tell a run from another."""
    return int((run.net < 0).sum()), int(run.rewards.sum()), int(run.net.max())


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("uniform", (453, 757_980_000, 1_960_000)),
        ("preferential", (502, 753_520_000, 9_140_000)),
        ("saturating", (341, 1_043_540_000, 2_300_000)),
        ("complete", (424, 751_700_000, 1_200_000)),
    ],
)
def test_a_seed_gives_these_numbers(model: str, expected: tuple[int, int, int]) -> None:
    """The numbers of a seed are the same on every machine, and change with no release."""
    run = one_run(RETAIL.replace("entry: none", ENTRY), Assumptions(2_000, 12, model=model))  # type: ignore[arg-type]

    assert expected == figures(run)


ENTRY = "entry: [{item: fee, amount: 20, required: rule, opens: [join, earn]}]"


def test_memory_grows_in_step_with_the_people() -> None:
    """Twice as many people take about twice the memory."""

    def most(people: int) -> int:
        tracemalloc.start()
        one_run(RETAIL, Assumptions(people, 6, after=0))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    most(1_000)
    assert most(40_000) < 2.5 * most(20_000)
