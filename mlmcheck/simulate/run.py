"""One run: a network grown, its months paid one after the other, and what each ends up with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from mlmcheck.plan.batch import Crowd, opening, pay_month
from mlmcheck.plan.batch.crowd import Ints
from mlmcheck.plan.terms import Remark
from mlmcheck.simulate.assumptions import Assumptions
from mlmcheck.simulate.demand import Demand, Money
from mlmcheck.simulate.draws import Draws
from mlmcheck.simulate.dues import TOO_LARGE, CannotSimulate
from mlmcheck.simulate.growth import grow, is_member
from mlmcheck.simulate.setting import Setting
from mlmcheck.simulate.widen import first_rows, rows_for, widened

_NETWORK, _CUSTOMERS = 0, 1
_MOST = 2.0**62


@dataclass(frozen=True, slots=True)
class MonthPaid:
    """The money of one month, in the units of the accounts.

    `rewards` is all that the plan's rewards came to, and `by_event` that by the kind of act it was
    paid on, in the order of the interpreter's events. `differences` is what suppliers kept of
    differences of prices.
    """

    money: Money
    joined: int
    members: int
    rewards: int
    differences: int
    by_event: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Where everybody stands at the end, row 0 the top; money in the units of the accounts.

    `paid` is all that each paid in, `rewards` what the plan paid him, with differences of prices,
    `from_customers` what he took for goods he had bought; `goods` what the goods he kept would cost
    elsewhere, None where that is not known. `stock` is what was paid for all stock that is left.
    """

    crowd: Crowd
    paid: Ints
    rewards: Ints
    from_customers: Ints
    goods: Ints | None
    stock: int
    months: tuple[MonthPaid, ...]

    @property
    def net(self) -> Ints:
        """What each has gained, below 0 what he has lost; money alone."""
        found: Ints = self.rewards + self.from_customers - self.paid
        return found


def simulate(
    setting: Setting,
    given: Assumptions,
    number: int = 0,
    month_done: Callable[[], None] = lambda: None,
) -> Run:
    """Return what comes of one run, the first number 0; `month_done` hears of each month."""
    terms, unit = setting.terms, setting.unit
    crowd = grow(given, Draws(given.seed, number, _NETWORK))
    draws = Draws(given.seed, number, _CUSTOMERS)
    demand = Demand(crowd, setting, given.retail, draws)
    scale = float(1 / unit)
    paid = np.zeros(len(crowd), np.int64)
    rewards, from_customers = paid.copy(), paid.copy()
    months: list[MonthPaid] = []
    joined = np.bincount(crowd.joined, minlength=given.length)
    needed = np.cumsum(joined)
    rows = rows_for(int(needed[0]), len(crowd))
    now = first_rows(crowd, rows)
    standing = opening(terms, now)
    for month in range(given.length):
        if needed[month] > rows:
            # Most join in the last months: before these most rows have nothing in them.
            rows = rows_for(int(needed[month]), len(crowd))
            now = first_rows(crowd, rows)
            standing = widened(terms, now, standing)
        happened = demand.month(month, rows)
        due = pay_month(terms, now, standing, month, happened.month)
        standing = due.standing
        _check_fits(float(np.abs(due.amounts).sum()) * scale * given.length)
        amounts = np.rint(due.amounts * scale).astype(np.int64)
        got = amounts.sum(axis=0)
        paid[:rows] += happened.paid
        rewards[:rows] += got
        from_customers[:rows] += happened.from_customers
        by_event = np.rint(due.by_event[:-1].sum(axis=0) * scale).astype(np.int64)
        months.append(
            MonthPaid(
                happened.money,
                int(joined[month]) - (month == 0),
                int(is_member(now, month).sum()),
                int(amounts[:-1].sum()),
                int(amounts[-1].sum()),
                tuple(by_event.tolist()),
            )
        )
        month_done()
    return Run(
        crowd,
        paid,
        rewards,
        from_customers,
        demand.goods_value(unit),
        int(demand.stock.sum()),
        tuple(months),
    )


def _check_fits(total: float) -> None:
    """Refuse what the accounts, whole numbers of 64 bits, cannot add up."""
    if not total < _MOST:
        raise CannotSimulate([Remark((), TOO_LARGE)])
