"""Amounts of money on one scale: the scheme's currency, a month, a year."""

from __future__ import annotations

from fractions import Fraction

from mlmcheck.interval import NEVER_NEGATIVE, POSITIVE, ZERO, Interval, point
from mlmcheck.scheme.model import Every
from mlmcheck.scheme.quantity import Money

_IN_A_YEAR: dict[Every | None, Interval] = {
    "day": point(365),
    "week": point(Fraction(365, 7)),
    "month": point(12),
    "year": point(1),
}
_IN_A_MONTH: dict[Every | None, Interval] = {
    "day": point(Fraction(365, 12)),
    "week": point(Fraction(365, 84)),
    "month": point(1),
}
_TWELFTH = point(Fraction(1, 12))


def in_currency(amount: Money | None, currency: str | None) -> Interval:
    """Return an amount in the scheme's currency; the whole range where none is given.

    Of an amount in another currency only this is known: whether it is 0.
    """
    if amount is None:
        return NEVER_NEGATIVE
    if amount.currency is None or amount.currency == currency:
        return amount.range
    if amount.range.lo > 0 or amount.range.lo_open:
        return POSITIVE
    return ZERO if amount.range.hi == 0 else NEVER_NEGATIVE


def over_a_year(amount: Interval, per: Every | None) -> Interval:
    """Return what comes together in 365 days; what is not said to recur is paid once."""
    return amount if per is None else amount.times(_IN_A_YEAR[per])


def in_least_month(amount: Interval, per: Every | None) -> Interval:
    """Return what falls into the month that asks least.

    What is due once, or once a year, need not fall into that month at all.
    """
    if per in _IN_A_MONTH:
        return amount.times(_IN_A_MONTH[per])
    most = amount.times(_TWELFTH) if per == "year" else amount
    return Interval(ZERO.lo, most.hi, False, most.hi_open)
