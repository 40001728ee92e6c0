"""What is asked and promised, as an example shows it: the first week, a year's return, pay days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from mlmcheck.interval import FALSE, INFINITY, TRUE, Interval, exact, point
from mlmcheck.plan.caps import Payout
from mlmcheck.scheme.fields import Every
from mlmcheck.witness.example import Example

_WEEK = timedelta(days=7)
_TIMES_A_YEAR: dict[Every, Fraction] = {
    "day": Fraction(365),
    "week": Fraction(365, 7),
    "month": Fraction(12),
    "year": Fraction(1),
}


def in_the_first_week(example: Example) -> Interval:
    """Return the most that anybody pays to take part in his first seven days."""
    paid = {
        person.id: sum(
            (
                order.amount
                for order in example.orders_of(person.id)
                if order.flow == "entry" and order.day < person.joined + _WEEK
            ),
            Fraction(0),
        )
        for person in example.history.people
    }
    return point(exact(max(paid.values())))


def return_of_a_year(example: Example) -> Interval | None:
    """Return the greatest return for waiting, as a part of what was paid in, taken to a year.

    It may be more: interest on interest is not counted.
    """
    rates = list(_returns(example))
    return Interval(exact(max(rates)), INFINITY) if rates else None


def _returns(example: Example) -> Iterator[Fraction]:
    for payout in example.rewards():
        line = next(each for each in example.terms.lines if each.index == payout.line)
        if example.events_of(payout) != {"time"} or line.per is None or not payout.base:
            continue
        rate = payout.amount / payout.base * _TIMES_A_YEAR[line.per]
        # What comes back until one has had all that is promised is first one's own money.
        yield rate if line.until is None else min(rate, max(line.until - 1, Fraction(0)))


def days_to_pay(example: Example) -> Interval | None:
    """Return the longest time between an act and what is paid on it, in days."""
    waits = [(payout.day - _earned(example, payout)).days for payout in example.rewards()]
    return point(max(waits)) if waits else None


def _earned(example: Example, payout: Payout) -> date:
    days = [order.day for order in example.history.orders if payout.act in (None, order.id)]
    return min(days, default=min(person.joined for person in example.history.people))


def on_customer_referral(example: Example) -> Interval:
    """Return whether a customer's order pays him who brought it, who paid nothing, and no other."""
    for order in example.history.orders:
        if order.flow == "retail" and order.seller is not None:
            paid = {payout.to for payout in example.rewards() if payout.act == order.id}
            if paid == {order.seller} and not example.put_in(order.seller):
                return TRUE
    return FALSE
