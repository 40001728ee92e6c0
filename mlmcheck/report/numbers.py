"""Numbers as people write them, in English and in Chinese; exact where a few digits say it."""

from __future__ import annotations

from fractions import Fraction

_MOST_DIGITS = 4
"""Decimals written before a number is rounded."""


def chinese(number: Fraction) -> str:
    """Return a finite number with 万 or 亿 where that says it exactly in few digits."""
    for size, name in ((100_000_000, "亿"), (10_000, "万")):
        if abs(number) >= size and (number * 100 / size).denominator == 1:
            return decimal(number / size) + name
    return decimal(number)


def percent(number: Fraction) -> str:
    """Return a share in percent, one third as 33.3%."""
    return decimal(number * 100, 1) + "%"


def decimal(number: Fraction, digits: int = 3) -> str:
    """Return a number with separators between thousands.

    It is exact if four decimals are enough; else it is rounded to `digits`, or to as many more as
    keep it from looking like the whole number beside it, so that 29.99… is never read as 30.
    """
    scaled = number * 10**_MOST_DIGITS
    if scaled.denominator == 1:
        return _trimmed(number, _MOST_DIGITS)
    while digits < 9 and round(number, digits) == round(number):
        digits += 1
    return _trimmed(round(number, digits), digits)


def _trimmed(number: Fraction, digits: int) -> str:
    written = f"{abs(number) * 10**digits:.0f}" if digits == 0 else _fixed(abs(number), digits)
    sign = "-" if number < 0 else ""
    return sign + (written.rstrip("0").rstrip(".") if "." in written else written)


def _fixed(number: Fraction, digits: int) -> str:
    units = number * 10**digits
    whole, rest = divmod(units.numerator // units.denominator, 10**digits)
    return f"{whole:,}.{rest:0{digits}d}"
