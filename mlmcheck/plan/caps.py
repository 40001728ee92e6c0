"""Paying out: rounding, caps of a person, ends of a line, and the cap on all rewards together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from mlmcheck.plan.acts import Due, Lacking
from mlmcheck.plan.book import Book
from mlmcheck.plan.forms.tiers import Difference
from mlmcheck.plan.history import Order
from mlmcheck.plan.rounding import down_to_unit, to_unit
from mlmcheck.plan.terms import Event, Line, Rate, Terms
from mlmcheck.plan.windows import window

_SALES = frozenset(["stock", "own-use", "retail"])


@dataclass(frozen=True, slots=True)
class Payout:
    """What one person is paid, in the currency of the plan.

    `line` is the place of the reward among those in force on the day; None for a difference of
    prices, which he keeps. `event`, `act` and `level` say on what it is paid, None for a sum over
    many acts. `rate` and `base` are how it was worked out: a share has a base, money has none, a
    difference of prices no rate. `whole` is what it came to before caps.
    """

    to: str
    amount: Fraction
    day: date
    line: int | None
    event: Event | None
    act: str | None
    level: int | None
    rate: Rate | None = None
    base: Fraction | None = None
    whole: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Paid:
    """All payouts, in the order in which they are made, and the acts that lack what it takes."""

    payouts: tuple[Payout, ...]
    lacking: tuple[Lacking, ...] = ()

    def to(self, person: str) -> Fraction:
        """Return all that a person is paid."""
        return sum((each.amount for each in self.payouts if each.to == person), Fraction(0))

    @property
    def total(self) -> Fraction:
        """All that is paid."""
        return sum((each.amount for each in self.payouts), Fraction(0))


class Till:
    """Pays what is due, as far as caps allow, and remembers what each line has paid to whom."""

    __slots__ = ("_book", "_paid", "_unit", "payouts")

    def __init__(self, terms: Terms, book: Book) -> None:
        self._book = book
        self._unit = terms.unit
        self._paid: dict[tuple[int, str, int | None], Fraction] = {}
        self.payouts: list[Payout] = []

    def pay(self, due: Due, day: date) -> Payout | None:
        """Pay what is due, rounded and capped; None where nothing is left of it."""
        line = due.line
        whole = to_unit(due.amount, self._unit)
        amount = min(whole, self._left(line, due.to, day))
        if amount <= 0:
            return None
        for number in self._numbers(line, day):
            key = (line.index, due.to, number)
            self._paid[key] = self._paid.get(key, Fraction(0)) + amount
        act = due.act
        payout = Payout(
            due.to,
            amount,
            day,
            line.index,
            act.event if act is not None else None,
            act.id if act is not None else None,
            due.level,
            due.rate,
            due.base,
            whole,
        )
        self.payouts.append(payout)
        return payout

    def keep(self, difference: Difference) -> None:
        """Note a difference of prices, which no cap concerns: it is no reward."""
        amount = to_unit(difference.amount, self._unit)
        act = difference.act
        self.payouts.append(
            Payout(
                difference.to, amount, act.day, None, act.event, act.id, difference.level, None,
                difference.amount, amount,
            )
        )  # fmt: skip

    def _left(self, line: Line, person: str, day: date) -> Fraction:
        """Return what a line may still pay a person."""
        left = [Fraction(10) ** 30]
        if line.cap is not None:
            number = None if line.cap.per is None else window(day, line.cap.per)
            left.append(line.cap.amount - self._paid.get((line.index, person, number), Fraction(0)))
        if line.until is not None:
            most = down_to_unit(line.until * self._book.tally(person).paid, self._unit)
            left.append(most - self._paid.get((line.index, person, None), Fraction(0)))
        return min(left)

    def _numbers(self, line: Line, day: date) -> list[int | None]:
        if line.cap is not None and line.cap.per is not None:
            return [None, window(day, line.cap.per)]
        return [None]


def cut_to_cap(
    payouts: Iterable[Payout], terms: Terms, orders: Iterable[Order]
) -> tuple[Payout, ...]:
    """Return the payouts with those of each month cut to the most that its sales allow."""
    made = tuple(payouts)
    if terms.payout_cap is None:
        return made
    sales: dict[int, Fraction] = {}
    for order in orders:
        if order.flow in _SALES:
            month = window(order.day, "month")
            sales[month] = sales.get(month, Fraction(0)) + order.amount
    due: dict[int, Fraction] = {}
    for each in made:
        if each.line is not None:
            month = window(each.day, "month")
            due[month] = due.get(month, Fraction(0)) + each.amount
    factor = {
        month: min(Fraction(1), terms.payout_cap * sales.get(month, Fraction(0)) / total)
        for month, total in due.items()
    }
    cut = (_cut(each, factor, terms.unit) for each in made)
    return tuple(each for each in cut if each.amount > 0)


def _cut(payout: Payout, factor: dict[int, Fraction], unit: Fraction) -> Payout:
    part = factor.get(window(payout.day, "month"), Fraction(1))
    if payout.line is None or part == 1:
        return payout
    return replace(payout, amount=down_to_unit(payout.amount * part, unit))
