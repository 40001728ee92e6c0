"""What the cells of a ledger say: amounts of money, days, levels, read from text and exact."""

from __future__ import annotations

import re
from datetime import date, time
from fractions import Fraction
from functools import lru_cache

from mlmcheck.scheme.quantity import LONGEST_NUMBER


class Unreadable(ValueError):
    """A cell that cannot be read; `kind` is the fault to note, one of `faults.KINDS`."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


_PLAIN = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
# 1,234.50 and 1,234,567 can only be grouped thousands; 1,234 may as well be a decimal comma.
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[-+]?[0-9]{1,3}(?:,[0-9]{3}){2,}")
_COMMA = re.compile(r"[-+]?[0-9]+,[0-9]+")

_DAY = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_HAN_DAY = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日?")
_SHORT_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_TIME = re.compile(
    r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]+)?)? ?(?:Z|[-+][0-9]{2}:?[0-9]{2})?"
)
_LEVEL = re.compile(r"[0-9]{1,9}")


@lru_cache(maxsize=4096)
def read_amount(text: str) -> Fraction:
    """Read an amount of money, in the unit of its table; it may be negative.

    Raises:
        Unreadable: it is no number, or one that can be read in two ways.
    """
    if len(text) <= LONGEST_NUMBER:
        if _PLAIN.fullmatch(text):
            return Fraction(text)
        if _GROUPED.fullmatch(text):
            return Fraction(text.replace(",", ""))
    raise Unreadable("ambiguous-amount" if _COMMA.fullmatch(text) else "unreadable-amount")


@lru_cache(maxsize=4096)
def read_day(text: str) -> date:
    """Read the day of a date, with or without a time after it.

    Raises:
        Unreadable: it is no date, or one that the calendar does not have.
    """
    first, _, rest = text.replace("T", " ", 1).partition(" ")
    match = _DAY.fullmatch(first)
    parts = (match[1], match[3], match[4]) if match else None
    if parts is None:
        match = _HAN_DAY.fullmatch(first) or _SHORT_DAY.fullmatch(first)
        parts = (match[1], match[2], match[3]) if match else None
    if parts is None:
        raise Unreadable("unreadable-date")
    try:
        day = date(int(parts[0]), int(parts[1]), int(parts[2]))
        _check_time(rest.strip())
    except ValueError:
        raise Unreadable("unreadable-date") from None
    return day


def _check_time(text: str) -> None:
    if not text:
        return
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValueError(text)
    time(int(match[1]), int(match[2]), int(match[3] or 0))


@lru_cache(maxsize=4096)
def read_level(text: str) -> int:
    """Read a level: 0 is the payer, 1 whoever brought him.

    Raises:
        Unreadable: it is no whole number.
    """
    if not _LEVEL.fullmatch(text):
        raise Unreadable("unreadable-level")
    return int(text)
