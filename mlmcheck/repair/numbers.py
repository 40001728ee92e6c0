"""The numbers that a plan states, and how each is written with another value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mlmcheck.facts import Path
from mlmcheck.scheme.quantity import LONGEST_NUMBER, NUMBER, Raw

SECTIONS = (
    "compensated_levels",
    "entry",
    "upkeep",
    "goods",
    "ranks",
    "recruiting",
    "rewards",
    "safeguards",
)
"""Sections whose numbers are of the plan, and no figures of what came of it."""

Kind = Literal["money", "share", "count"]

_WORDS = frozenset(
    ["name", "note", "source", "from", "to", "choice", "rank", "leg_rank", "replaces"]
)
"""Keys whose values are texts, whatever they look like."""
_COUNTS = frozenset(
    [
        "units",
        "days",
        "direct",
        "levels",
        "width",
        "depth",
        "direct_recruits",
        "downline",
        "legs",
        "group_units",
        "customers",
        "compensated_levels",
    ]
)
_MONEY = re.compile(rf"({NUMBER})( [A-Z]{{3}})?")
_PERCENT = re.compile(rf"({NUMBER})%")
_FRACTION = re.compile(r"([0-9]+)/([1-9][0-9]*)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the file: an amount, a share of which 1 is the whole, or a count."""

    path: Path
    kind: Kind
    value: Fraction
    unit: str = ""
    """The currency as it is written behind an amount, with the blank before it."""

    def written(self, value: Fraction) -> str | None:
        """Return another value as the file would write it, None where it cannot be written."""
        if value < 0:
            return None
        if self.kind == "count":
            return str(value.numerator) if value.denominator == 1 else None
        digits = _digits(value * 100 if self.kind == "share" else value)
        if digits is not None and len(digits) < LONGEST_NUMBER:
            return digits + ("%" if self.kind == "share" else self.unit)
        if self.kind == "share":
            text = f"{value.numerator}/{value.denominator}"
            return text if len(text) <= LONGEST_NUMBER else None
        return None


def _digits(value: Fraction) -> str | None:
    """Return a number in digits, exactly, None where its decimals have no end or are too many."""
    for places in range(20):
        scaled = value * 10**places
        if scaled.denominator == 1:
            text = str(scaled.numerator).rjust(places + 1, "0")
            return f"{text[:-places]}.{text[-places:]}" if places else text
    return None


def numbers_in(root: Mapping[str, Raw]) -> Iterator[Number]:
    """Yield the numbers of a plan in the order of the file."""
    for section, value in root.items():
        if section in SECTIONS:
            yield from _within(value, (section,), section)


def _within(value: Raw, path: Path, key: str) -> Iterator[Number]:
    if isinstance(value, str):
        found = _number(value, path, key)
        if found is not None:
            yield found
    elif isinstance(value, Mapping):
        for name, part in value.items():
            if name not in _WORDS:
                named = name if not _end(name) else key
                yield from _within(part, (*path, name), named)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _within(part, (*path, index), key)


def _end(name: str) -> bool:
    return name in ("min", "max", "over", "under", "about")


def _number(text: str, path: Path, key: str) -> Number | None:
    if key in _COUNTS:
        return Number(path, "count", Fraction(text)) if text.isdecimal() else None
    match = _PERCENT.fullmatch(text)
    if match is not None:
        return Number(path, "share", Fraction(match[1]) / 100)
    match = _FRACTION.fullmatch(text)
    if match is not None:
        return Number(path, "share", Fraction(int(match[1]), int(match[2])))
    match = _MONEY.fullmatch(text)
    return None if match is None else Number(path, "money", Fraction(match[1]), match[2] or "")
