"""Acts and what is due on them, and the desk at which both are worked out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from mlmcheck.plan.book import Book
from mlmcheck.plan.history import Order
from mlmcheck.plan.places import Places
from mlmcheck.plan.qualify import Qualifier
from mlmcheck.plan.terms import Event, Fixed, Line, Rate, Terms
from mlmcheck.plan.windows import first_day, window
from mlmcheck.text import Text


@dataclass(frozen=True, slots=True)
class Act:
    """Something that may trigger a reward.

    `id` is that of the order or task, of the person who joined, of the act that a reward was paid
    on, or the first day of the window for time. `who` acts, None for an order without a seller.
    `amount` is what was paid, None where nothing is.
    """

    event: Event
    id: str
    who: str | None
    day: date
    amount: Fraction | None = None
    order: Order | None = None

    @property
    def first_level(self) -> int:
        """The level of the one who acts: 1 for the seller of a retail sale, else 0."""
        return 1 if self.event == "retail" else 0


@dataclass(frozen=True, slots=True)
class Due:
    """What is due to somebody before it is rounded and capped.

    `act` is what it is due on, None for a sum over many acts. `base` is what the share is of, None
    for a sum of money.
    """

    to: str
    amount: Fraction
    line: Line
    rate: Rate
    base: Fraction | None
    act: Act | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Lacking:
    """An act on which a line cannot be worked out, and why."""

    line: Line
    act: Act
    text: Text


@dataclass(slots=True)
class Desk:
    """Everything that a form needs to work out what is due."""

    terms: Terms
    book: Book
    qualifier: Qualifier
    places: dict[int, Places] = field(default_factory=dict)
    """By width, for each matrix and binary plan."""
    lacking: list[Lacking] = field(default_factory=list)

    def of_act(self, line: Line, act: Act) -> Fraction | None:
        """Return what a line's share of one act is of, None where nothing is or it is not known."""
        order = act.order
        if line.base == "retail_price" and order is not None:
            if order.retail_price is None and order.flow != "retail":
                self._lack(line, act, Text("the retail price of the order is not known"))
                return None
            return order.amount if order.retail_price is None else order.retail_price
        if line.base == "commission" and order is not None:
            if order.commission is None:
                self._lack(line, act, Text("the commission on the order is not known"))
            return order.commission
        return act.amount

    def base(self, line: Line, act: Act, payee: str, day: date) -> Fraction | None:
        """Return what a line's share is of for one payee."""
        if line.base != "own_payments":
            return self.of_act(line, act)
        if act.event == "time":
            assert act.who is not None
            return self.paid_before(line, act.who, day)
        return self.book.tally(payee).paid

    def paid_before(self, line: Line, person: str, day: date) -> Fraction:
        """Return what a person had paid in before the line's running window."""
        assert line.per is not None
        return self.book.tally(person).paid - self.book.tally(person, line.per, day).paid

    def due(  # noqa: PLR0913, PLR0917  # who, for what, at which level, when
        self, line: Line, act: Act, payee: str, rate: Rate, level: int, day: date
    ) -> Due | None:
        """Return what a line pays somebody on one act, None if nothing."""
        if isinstance(rate, Fixed):
            return Due(payee, rate.amount, line, rate, None, act, level)
        base = self.base(line, act, payee, day)
        if base is None:
            return None
        return Due(payee, rate.part * base, line, rate, base, act, level)

    def there_from(self, line: Line, person: str, day: date) -> bool:
        """Return whether a person was in on the first day of the line's running window."""
        assert line.per is not None
        return self.book.people[person].joined <= first_day(window(day, line.per), line.per)

    def _lack(self, line: Line, act: Act, text: Text) -> None:
        lacking = Lacking(line, act, text)
        if lacking not in self.lacking:
            self.lacking.append(lacking)
