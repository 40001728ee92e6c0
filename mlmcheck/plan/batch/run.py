"""One month of a plan: what each line pays each person, and where everything stands after it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from mlmcheck.plan.batch.along import Dues, due_along, payouts_along
from mlmcheck.plan.batch.binary import due_on_pairs
from mlmcheck.plan.batch.board import due_on_boards
from mlmcheck.plan.batch.crowd import Crowd, Floats, Month
from mlmcheck.plan.batch.qualify import Now
from mlmcheck.plan.batch.shared import (
    acts_of_time,
    due_for_time,
    due_from_pool,
    due_on_groups,
)
from mlmcheck.plan.batch.stair_step import due_on_stairs
from mlmcheck.plan.batch.standing import Acts, Done, Standing, acts_of, with_month
from mlmcheck.plan.batch.tiers import due_on_prices
from mlmcheck.plan.terms import (
    Binary,
    Board,
    Event,
    Fixed,
    Group,
    Line,
    Members,
    Pool,
    StairStep,
    Terms,
)

EVENTS: tuple[Event, ...] = (
    "entry",
    "stock",
    "own-use",
    "retail",
    "recruit",
    "reward",
    "time",
    "task",
)
"""The kinds of acts that something is paid on, in the order of the columns of `by_event`."""


@dataclass(frozen=True, slots=True, eq=False)
class PaidMonth:
    """What is paid for one month, and where everything stands after it.

    `amounts` has a row for each of the terms' lines, in their order, and one more, the last, for
    differences of prices; and a column for each person. It is in the plan's currency and not
    rounded to its unit, but for shares of pools. `by_event` has the same rows, and as columns the
    `EVENTS`: on which acts each line paid how much in all. A sum over many acts (of a group, a
    pool, two legs) counts to each kind of act in the proportion in which they make it up.
    """

    amounts: Floats
    by_event: Floats
    standing: Standing

    @property
    def rewards(self) -> Floats:
        """What each person is paid by all lines together; differences of prices are none."""
        total: Floats = self.amounts[:-1].sum(axis=0)
        return total


def pay_month(
    terms: Terms, crowd: Crowd, standing: Standing, number: int, month: Month
) -> PaidMonth:
    """Return what the terms pay for a month in which this happened; months come one by one.

    Everything is worked out at the end of the month (a line by the year at the end of December),
    with the conditions as they are then. For what happened it is what `pay(monthly(terms), …)`
    pays each person on each line, up to rounding, but for these: differences of prices and the
    tops of boards are due within the month, and go by the ranks and conditions of its end here; a
    line whose rate goes by volume ever is worked out at each act there; and money paid on each
    reward counts rewards before any cap.

    Args:
        terms: by the month, as `monthly` makes them.
        crowd: everybody, also those who join later.
        standing: from `opening`, or of the month before.
        number: the month, 0 the first, a January.
        month: what happened in it.

    Raises:
        ValueError: another month is the next one.
    """
    if number != standing.number:
        raise ValueError(f"month {standing.number} is next, not {number}")
    counted = with_month(standing, month)
    now = Now(terms, crowd, counted, month)
    return _Run(terms, now, counted, acts_of(crowd, number, month)).paid(month)


class _Run:
    """One month in the midst of being paid."""

    def __init__(self, terms: Terms, now: Now, standing: Standing, acts: Acts) -> None:
        self._terms = terms
        self._now = now
        self._standing = standing
        self._month = acts
        self._year = _together(standing.acts, acts)
        self._rewards = Done(np.zeros(now.people.size), np.zeros(now.people.size))
        self._legs = dict(standing.legs)
        self._seats = dict(standing.seats)
        self._paid = dict(standing.paid)
        self._paid_this_year = dict(standing.paid_this_year)
        self._counts_rewards = any(
            "reward" in line.triggers and _counts(line) for line in terms.lines
        )

    def paid(self, month: Month) -> PaidMonth:
        people = self._now.people.size
        lines = len(self._terms.lines)
        amounts = np.zeros((lines + 1, people))
        by_event = np.zeros((lines + 1, len(EVENTS)))
        ordered = sorted(
            enumerate(self._terms.lines), key=lambda each: "reward" in each[1].triggers
        )
        for place, line in ordered:
            if not self._ends(line):
                continue
            dues = self._due(place, line)
            whole = sum(dues.values(), np.zeros(people))
            amounts[place] = self._within_caps(place, line, whole)
            part = np.divide(amounts[place], whole, out=np.zeros(people), where=whole > 0)
            for event, due in dues.items():
                by_event[place, EVENTS.index(event)] = float((due * part).sum())
            if "reward" not in line.triggers:
                self._rewards = replace(self._rewards, amount=_plus(self._rewards, amounts[place]))
        cut = self._cut(month, float(amounts.sum()))
        amounts *= cut
        by_event *= cut
        if self._terms.ladders:
            amounts[-1] = due_on_prices(self._units(month), self._now)
            by_event[-1, EVENTS.index("stock")] = float(amounts[-1].sum())
        return PaidMonth(amounts, by_event, self._after())

    def _ends(self, line: Line) -> bool:
        """Return whether a line is worked out this month; a board pays whenever it fills."""
        by_year = line.per == "year" and not isinstance(line.form, Board)
        return not by_year or self._now.number % 12 == 11

    def _due(self, place: int, line: Line) -> Dues:
        """Return what is due by a line before caps, and count how often it pays whom."""
        form = line.form
        now = self._now
        window = self._year if line.per == "year" else self._month
        if isinstance(form, Board):
            window = self._month
        acts = self._acts(line, window)
        if isinstance(form, Members):
            dues = due_for_time(line, now)
        elif isinstance(form, Group):
            dues = due_on_groups(line, acts, now)
        elif isinstance(form, Pool):
            dues = due_from_pool(line, acts, window.house_of(line), now)
        elif isinstance(form, Binary):
            dues, self._legs[place] = due_on_pairs(line, form, acts, self._legs[place], now)
        elif isinstance(form, Board):
            dues, self._seats[place] = due_on_boards(line, form, acts, self._seats[place], now)
        elif isinstance(form, StairStep):
            dues, times = due_on_stairs(line, form, acts, now)
            self._count(line, times)
            return dues
        else:
            dues = due_along(line, form, acts, now)
            if self._counts_rewards:
                self._count(line, payouts_along(line, form, acts, now))
            return dues
        if self._counts_rewards:
            total = sum(dues.values(), np.zeros(now.people.size))
            self._count(line, (total > 0).astype(np.float64))
        return dues

    def _acts(self, line: Line, window: Acts) -> dict[Event, Done]:
        acts = window.of(line)
        if "reward" in line.triggers:
            past = self._standing.rewards if line.per == "year" else None
            acts["reward"] = self._rewards if past is None else past + self._rewards
        if "time" in line.triggers:
            acts["time"] = acts_of_time(line, self._now)
        return acts

    def _count(self, line: Line, times: Floats) -> None:
        if "reward" not in line.triggers:
            self._rewards = replace(self._rewards, count=self._rewards.count + times)

    def _within_caps(self, place: int, line: Line, due: Floats) -> Floats:
        paid = due
        if line.cap is not None:
            most = float(line.cap.amount)
            if line.cap.per is None:
                paid = np.minimum(paid, most - self._paid[place])
            elif line.cap.per == "year":
                paid = np.minimum(paid, most - self._paid_this_year[place])
            else:
                paid = np.minimum(paid, most)
        if line.until is not None:
            most_ever = float(line.until) * self._now.ever.purchase
            paid = np.minimum(paid, most_ever - self._paid[place])
        paid = np.maximum(paid, 0.0)
        if place in self._paid:
            self._paid[place] = self._paid[place] + paid
        if place in self._paid_this_year:
            self._paid_this_year[place] = self._paid_this_year[place] + paid
        return paid

    def _cut(self, month: Month, total: float) -> float:
        """Return the part of all rewards that the plan's cap on them leaves."""
        if self._terms.payout_cap is None or total <= 0:
            return 1.0
        orders = (month.stock, month.own_use, month.retail)
        sales = month.house + sum(float(each.amount.sum()) for each in orders)
        return min(1.0, float(self._terms.payout_cap) * sales / total)

    def _units(self, month: Month) -> tuple[Floats, ...]:
        if month.ladder_units is not None:
            return month.ladder_units
        if len(self._terms.ladders) == 1:
            return (month.stock.counted(),)
        # As with orders that do not say what was bought: it is not known which prices they had.
        return tuple(np.zeros(self._now.people.size) for _ in self._terms.ladders)

    def _after(self) -> Standing:
        yearly = any(line.per == "year" for line in self._terms.lines)
        return replace(
            self._standing,
            number=self._standing.number + 1,
            acts=self._year if yearly else None,
            rewards=_added(self._standing.rewards, self._rewards) if yearly else None,
            legs=self._legs,
            seats=self._seats,
            paid=self._paid,
            paid_this_year=self._paid_this_year,
        )


def _counts(line: Line) -> bool:
    """Return whether a line on rewards pays by their number."""
    return line.base == "own_payments" or any(
        isinstance(rate, Fixed) for _, rate in line.rates.steps
    )


def _plus(done: Done, more: Floats) -> Floats:
    return more if done.amount is None else done.amount + more


def _added(past: Done | None, now: Done) -> Done:
    return now if past is None else past + now


def _together(past: Acts | None, now: Acts) -> Acts:
    return now if past is None else past + now
