"""Money to the smallest unit of its currency."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import floor

_NO_DECIMALS = frozenset(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split()  # noqa: SIM905
)
_THREE_DECIMALS = frozenset(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])
_MOST_DECIMALS = 18


def smallest_unit(currency: str | None, amounts: Iterable[Fraction] = ()) -> Fraction:
    """Return the unit that money is rounded to, 1/100 where a currency has cents.

    A plan that states amounts in finer parts is worked out in parts as fine as its own.
    """
    places = 0 if currency in _NO_DECIMALS else 3 if currency in _THREE_DECIMALS else 2
    for amount in amounts:
        while places < _MOST_DECIMALS and (amount * 10**places).denominator != 1:
            places += 1
    return Fraction(1, 10**places)


def to_unit(amount: Fraction, unit: Fraction) -> Fraction:
    """Return an amount rounded to the unit, halves away from zero, as invoices are."""
    return floor(amount / unit + Fraction(1, 2)) * unit


def down_to_unit(amount: Fraction, unit: Fraction) -> Fraction:
    """Return an amount rounded down to the unit."""
    return floor(amount / unit) * unit
