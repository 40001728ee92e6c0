"""Money, shares, counts and dates as a scheme file writes them, read from text and exact."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from types import ModuleType

from mlmcheck.interval import INFINITY, UNIT, Interval, Number, exact
from mlmcheck.text import Text

Raw = object
"""A value as the YAML reader hands it over: text, a mapping of text keys, or a list."""


class Wrong(ValueError):
    """A value that cannot be read; `text` says what is wrong and what to write instead.

    `at` leads from the value being read to the part that is wrong.
    """

    def __init__(self, text: Text, at: tuple[str | int, ...] = ()) -> None:
        super().__init__(str(text))
        self.text = text
        self.at = at


class WrongKey(Wrong):
    """A key that cannot stand where it does; `at` ends with it."""


class Wrongs(Wrong):
    """Several things that are wrong with one value: itself the first of them, and all in `each`."""

    def __init__(self, each: tuple[Wrong, ...]) -> None:
        super().__init__(each[0].text, each[0].at)
        self.each = each


class Parts:
    """What is found wrong with the parts of one value, raised when all have been read."""

    __slots__ = ("_found",)

    def __init__(self) -> None:
        self._found: list[Wrong] = []

    def add(self, wrong: Wrong, *at: str | int) -> None:
        """Note what is wrong with the part at a place."""
        for each in wrong.each if isinstance(wrong, Wrongs) else (wrong,):
            self._found.append(type(each)(each.text, (*at, *each.at)))

    def close(self) -> None:
        """Raise what was found wrong, if anything was.

        Raises:
            Wrong: the one thing that is wrong, or a `Wrongs` of several.
        """
        if self._found:
            raise self._found[0] if len(self._found) == 1 else Wrongs(tuple(self._found))


class Stated(Enum):
    """A statement that something is not there, as against nothing being known of it."""

    NONE = "none"


NONE = Stated.NONE


@dataclass(frozen=True, slots=True)
class Money:
    """An amount or a range of amounts; without a currency of its own it is in the scheme's."""

    range: Interval
    currency: str | None = None
    about: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """A part of something, 0 to 1, or past 1 where a multiple is meant."""

    range: Interval
    about: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people, levels, units or days; `levels: all` is infinity."""

    range: Interval
    about: bool = False


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year, a month or a day."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def first(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        text = f"{self.year:04}"
        if self.month:
            text += f"-{self.month:02}"
        return f"{text}-{self.day:02}" if self.day else text


LONGEST_NUMBER = 40
"""Digits of the longest number that is read; no sum of money on earth needs more."""

NUMBER = r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"
"""How a number is written: no sign, no leading zero, no marks between digits."""

_MONEY = re.compile(rf"({NUMBER})(?: ([A-Z]{{3}}))?")
_PERCENT = re.compile(rf"({NUMBER})%")
_FRACTION = re.compile(r"(0|[1-9][0-9]*)/([1-9][0-9]*)")
_COUNT = re.compile(r"0|[1-9][0-9]*")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
ENDS = frozenset(["min", "max", "over", "under", "about"])
"""The keys of a range."""

_TENTH = Fraction(1, 10)


def _hints() -> ModuleType:
    """Return the module of hints, which only a wrong value needs."""
    from mlmcheck.scheme import hints

    return hints


@lru_cache(maxsize=4096)
def _money(text: str) -> tuple[Fraction, str | None]:
    match = _MONEY.fullmatch(text)
    if match is None or len(text) > LONGEST_NUMBER:
        raise Wrong(_hints().not_money(text))
    return Fraction(match[1]), match[2]


@lru_cache(maxsize=4096)
def _share(text: str) -> Fraction:
    if len(text) <= LONGEST_NUMBER:
        match = _PERCENT.fullmatch(text)
        if match is not None:
            return Fraction(match[1]) / 100
        match = _FRACTION.fullmatch(text)
        if match is not None:
            return Fraction(int(match[1]), int(match[2]))
    raise Wrong(_hints().not_share(text))


@lru_cache(maxsize=4096)
def _count(text: str) -> Fraction:
    if _COUNT.fullmatch(text) and len(text) <= LONGEST_NUMBER:
        return Fraction(text)
    raise Wrong(_hints().not_count(text))


LONGEST_SHOWN = 80
"""Characters of a value that a message repeats."""

MOST_SHOWN = 30
"""Names that a message lists."""


def shown(raw: Raw) -> str:
    """Return a value as a message repeats it, shortened where it is long."""
    if isinstance(raw, Mapping):
        text = "{" + ", ".join(f"{key}: {shown(value)}" for key, value in raw.items()) + "}"
    else:
        text = "[…]" if isinstance(raw, list) else str(raw)
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"


def listed(names: Iterable[str]) -> str:
    """Return names as a message lists them, the first of them where there are many."""
    known = [shown(name) for name in names]
    return ", ".join(known[:MOST_SHOWN]) + (", …" if len(known) > MOST_SHOWN else "")


def _range(raw: Raw, read: Callable[[str], Fraction], example: str) -> tuple[Interval, bool]:
    """Read one number or a `{min, max, over, under, about}` range; say whether it was `about`."""
    if isinstance(raw, str):
        value = exact(read(raw))
        return Interval(value, value), False
    if not isinstance(raw, Mapping):
        raise Wrong(
            Text(
                "a list is written here; one value is meant, such as {example}, "
                "or a range, such as {{min: {example}}}",
                example=example,
            )
        )
    if not raw:
        raise Wrong(Text("an empty range; write for example {{min: {example}}}", example=example))
    ends: dict[str, Fraction] = {}
    parts = Parts()
    for key, value in raw.items():
        if key not in ENDS:
            text = Text(
                '"{given}" is no part of a range; a range has min, max, over, under or about',
                given=shown(key),
            )
            parts.add(WrongKey(text), key)
        elif not isinstance(value, str):
            text = Text("a single value is meant here, such as {example}", example=example)
            parts.add(Wrong(text), key)
        else:
            try:
                ends[key] = read(value)
            except Wrong as wrong:
                parts.add(wrong, key)
    parts.close()
    return _interval(ends), "about" in ends


def _interval(ends: Mapping[str, Fraction]) -> Interval:
    if "about" in ends:
        if len(ends) > 1:
            raise Wrong(Text("about stands alone; with other ends write min and max"))
        middle = ends["about"]
        return Interval(middle * (1 - _TENTH), middle * (1 + _TENTH))
    if "min" in ends and "over" in ends:
        raise Wrong(
            Text(
                "min and over exclude each other; keep one: min includes the number, over does not"
            )
        )
    if "max" in ends and "under" in ends:
        raise Wrong(
            Text("max and under exclude each other; keep one: max includes it, under does not")
        )
    least, most = ends.get("min", ends.get("over")), ends.get("max", ends.get("under"))
    lo: Number = 0 if least is None else exact(least)
    hi: Number = INFINITY if most is None else exact(most)
    lo_open, hi_open = "over" in ends, "under" in ends
    if lo > hi or (lo == hi and (lo_open or hi_open)):
        raise Wrong(Text("the range is empty: no number is in it; check its lower and upper end"))
    return Interval(lo, hi, lo_open, hi_open)


def read_money(raw: Raw) -> Money:
    """Read an amount or range of amounts.

    Raises:
        Wrong: it is no money, negative, or mixes currencies.
    """
    currencies: set[str | None] = set()

    def read(text: str) -> Fraction:
        amount, currency = _money(text)
        currencies.add(currency)
        return amount

    interval, about = _range(raw, read, "99")
    if len(currencies) > 1:
        raise Wrong(Text("the ends of a range are in two currencies; write both in one"))
    return Money(interval, currencies.pop(), about)


def read_ratio(raw: Raw) -> Share:
    """Read a share that may be past 100 %.

    Raises:
        Wrong: it is no share.
    """
    interval, about = _range(raw, _share, "20%")
    return Share(interval, about)


def read_share(raw: Raw) -> Share:
    """Read a part of a whole, at most 100 %.

    Raises:
        Wrong: it is no share, or past 100 %.
    """
    share = read_ratio(raw)
    lo, hi = share.range.lo, share.range.hi
    past = lo > 1 - _TENTH if share.about else lo > 1 or (hi > 1 and hi != INFINITY)
    part = None if past else share.range.meet(UNIT)
    if part is None:
        raise Wrong(Text('"{given}" is past 100%; this is a part of a whole', given=shown(raw)))
    return Share(part, share.about)


def read_count(raw: Raw) -> Count:
    """Read a whole number or a range of whole numbers.

    Raises:
        Wrong: it is no whole number, or negative.
    """
    interval, about = _range(raw, _count, "51")
    if interval.lo_open and interval.hi_open and interval.hi <= interval.lo + 1:
        raise Wrong(Text("the range is empty: no whole number is in it"))
    return Count(interval, about)


def read_levels(raw: Raw) -> Count:
    """Read a number of levels, or `all`.

    Raises:
        Wrong: it is neither.
    """
    if raw == "all":
        return Count(Interval(INFINITY, INFINITY))
    if isinstance(raw, list):
        raise Wrong(
            Text(
                "a list is written here; levels: 3 means levels 1 to 3, and {example} "
                "only the fifth",
                example="pays: {5: 1000}",
            )
        )
    return read_count(raw)


def read_rate(raw: Raw) -> Money | Share:
    """Read what a reward pays per event: a share (`20%`) or money (`200`).

    Raises:
        Wrong: it is neither.
    """
    values = raw.values() if isinstance(raw, Mapping) else [raw]
    shares = [isinstance(v, str) and ("%" in v or "/" in v or "％" in v) for v in values]
    if any(shares) and not all(shares):
        raise Wrong(
            Text("one end of the range is a share and the other is money; write both in one")
        )
    return read_ratio(raw) if any(shares) else read_money(raw)


def read_date(raw: Raw) -> PartialDate:
    """Read a year, a month or a day.

    Raises:
        Wrong: it is no date, or one the calendar does not have.
    """
    match = _DATE.fullmatch(raw) if isinstance(raw, str) else None
    if match is None:
        raise Wrong(_hints().not_date(shown(raw)))
    try:
        first = date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        raise Wrong(Text('"{given}" is not in the calendar', given=shown(raw))) from None
    return PartialDate(first.year, first.month if match[2] else 0, first.day if match[3] else 0)


def read_day(raw: Raw) -> date:
    """Read one full day.

    Raises:
        Wrong: it is no date, or only a month or a year.
    """
    found = read_date(raw)
    if not found.day:
        raise Wrong(
            Text(
                '"{given}" is not one day; write it in full, such as {instead}',
                given=shown(raw),
                instead=found.last.isoformat(),
            )
        )
    return found.first
