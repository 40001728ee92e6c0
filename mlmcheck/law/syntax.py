"""Conditions, numbers and dates as rule files write them, read from text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any as Raw

from mlmcheck.facts import Basis
from mlmcheck.interval import INFINITY, Interval, Number, exact
from mlmcheck.law.files import TOO_DEEP
from mlmcheck.law.model import (
    All,
    Any,
    Compare,
    Condition,
    Flag,
    Has,
    InForce,
    Named,
    Not,
    Open,
    Some,
    That,
    Words,
)
from mlmcheck.text import Text
from mlmcheck.vocabulary import VOCABULARY, Kind

_COMPARE = re.compile(r"([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*) *(<=|>=|<|>) *(\S+)")
_HAS = re.compile(r"([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*) +has +(\S+)")
_FACT = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)(%)?")
_FRACTION = re.compile(r"(\d+)/([1-9]\d*)")


DEEPEST = 60
"""Steps from the top of a file down to a condition; no law needs nearly as many."""


class RuleError(ValueError):
    """A rule file that cannot be read.

    `at` leads from the file's top to the part that is wrong, `code` names the kind of problem.
    """

    def __init__(
        self, text: Text, at: tuple[str | int, ...] = (), code: str = "unreadable"
    ) -> None:
        super().__init__(str(text))
        self.text = text
        self.at = at
        self.code = code


def read_condition(raw: Raw, at: tuple[str | int, ...] = ()) -> Condition:
    """Read a condition.

    Raises:
        RuleError: it is none, or names a fact that the vocabulary does not have.
    """
    if len(at) > DEEPEST:
        raise RuleError(TOO_DEEP, at)
    if isinstance(raw, str):
        return _leaf(raw.strip(), at)
    if not isinstance(raw, Mapping) or not raw:
        raise RuleError(
            Text("a condition is a comparison, or one of all, any, not, some, that, open"), at
        )
    keys = set(raw)
    if keys in ({"all"}, {"any"}):
        key = keys.pop()
        parts = raw[key]
        if not isinstance(parts, list) or not parts:
            raise RuleError(Text("{key} takes a list of conditions", key=key), (*at, key))
        read = tuple(read_condition(part, (*at, key, i)) for i, part in enumerate(parts))
        return All(read) if key == "all" else Any(read)
    if keys == {"not"}:
        return Not(read_condition(raw["not"], (*at, "not")))
    if keys == {"some", "where"}:
        if raw["some"] != "organiser":
            raise RuleError(Text("some takes organiser, the only table of rows"), (*at, "some"))
        return Some(read_condition(raw["where"], (*at, "where")))
    if keys == {"that", "basis"}:
        return _that(raw, at)
    if "open" in keys and keys <= {"open", "id", "presumed", "why"}:
        return _open(raw, at)
    raise RuleError(
        Text(
            "{keys} is no condition; "
            "write all, any, not, some with where, that with basis, or open",
            keys=", ".join(sorted(keys)),
        ),
        at,
    )


def _leaf(text: str, at: tuple[str | int, ...]) -> Condition:
    try:
        return _leaf_of(text)
    except RuleError as error:
        raise RuleError(error.text, at, error.code) from None


@lru_cache(maxsize=2048)
def _leaf_of(text: str) -> Condition:
    """Read a leaf; equal leaves are one object, so that they are evaluated once."""
    if match := _COMPARE.fullmatch(text):
        fact, op, limit = match.groups()
        _known_fact(fact, boolean=False)
        if limit == "0":
            return Compare(fact, op, None)
        if limit.startswith("law."):
            return Compare(fact, op, limit[4:])
        raise RuleError(
            Text(
                "{limit} is a number of the law without a source; "
                "make it a parameter and write law.<name>",
                limit=limit,
            )
        )
    if match := _HAS.fullmatch(text):
        _known_fact(match[1], boolean=None)
        return Has(match[1], match[2])
    if _FACT.fullmatch(text):
        _known_fact(text, boolean=True)
        return Flag(text)
    if _ID.fullmatch(text):
        return Named(text)
    raise RuleError(Text("{given} is no condition", given=text))


def _known_fact(fact: str, *, boolean: bool | None) -> None:
    entry = VOCABULARY.get(fact)
    if entry is None:
        from difflib import get_close_matches

        near = get_close_matches(fact, VOCABULARY, 1)
        if near:
            text = Text("no measure gives {fact}; was {near} meant?", fact=fact, near=near[0])
            raise RuleError(text, (), "unknown-fact")
        raise RuleError(Text("no measure gives {fact}", fact=fact), (), "unknown-fact")
    if boolean is None:
        if entry.kind is not Kind.WORDS:
            raise RuleError(Text("{fact} is no set of words, so it has no has", fact=fact))
    elif boolean and entry.kind is not Kind.BOOLEAN:
        raise RuleError(Text("{fact} is a number; compare it with something", fact=fact))
    elif not boolean and entry.kind in (Kind.BOOLEAN, Kind.WORDS):
        raise RuleError(Text("{fact} is no number; it cannot be compared", fact=fact))


def _that(raw: Mapping[str, Raw], at: tuple[str | int, ...]) -> That:
    leaf = read_condition(raw["that"], (*at, "that"))
    if not isinstance(leaf, Flag | Compare):
        raise RuleError(Text("that takes one fact or comparison"), (*at, "that"))
    names = raw["basis"] if isinstance(raw["basis"], list) else [raw["basis"]]
    bases: set[Basis] = set()
    for name in names:
        if name not in ("declared", "computed", "reported", "observed"):
            raise RuleError(
                Text(
                    "{given} is no basis; write declared, computed, reported or observed",
                    given=str(name),
                ),
                (*at, "basis"),
            )
        bases.add(Basis[name.upper()])
    return That(leaf, frozenset(bases))


def _open(raw: Mapping[str, Raw], at: tuple[str | int, ...]) -> Open:
    words = read_words(raw["open"], (*at, "open"))
    why = raw.get("why")
    text = next(iter(words.values()))
    return Open(
        str(raw.get("id") or _slug(words.get("en") or text)),
        words,
        read_flag(raw.get("presumed", "false"), (*at, "presumed")),
        None if why is None else str(why),
    )


def _slug(text: str) -> str:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return "-".join(words[:6]) or "question"


def read_words(raw: Raw, at: tuple[str | int, ...]) -> Words:
    """Read a text, or one per language; a text alone is English."""
    if isinstance(raw, str):
        return {"en": raw}
    if isinstance(raw, Mapping) and raw and all(isinstance(text, str) for text in raw.values()):
        return dict(raw)
    raise RuleError(Text("a text is meant here, or one per language: {{en: …, zh: …}}"), at)


def read_flag(raw: Raw, at: tuple[str | int, ...]) -> bool:
    """Read true or false."""
    if raw in ("true", "false"):
        return bool(raw == "true")
    raise RuleError(Text("{given} is neither true nor false", given=str(raw)), at)


def read_day(raw: Raw, at: tuple[str | int, ...]) -> date:
    """Read a full day."""
    if isinstance(raw, str) and _DATE.fullmatch(raw):
        try:
            return date.fromisoformat(raw)
        except ValueError:
            pass
    raise RuleError(Text("{given} is no day; write it like 2005-11-01", given=str(raw)), at)


def read_in_force(raw: Raw, at: tuple[str | int, ...]) -> InForce:
    """Read a day from which something holds, or from and to."""
    if isinstance(raw, Mapping):
        unknown = set(raw) - {"from", "to"}
        if unknown or "from" not in raw:
            raise RuleError(Text("in_force is a day, or {{from: day, to: day}}"), at)
        last = read_day(raw["to"], (*at, "to")) if "to" in raw else None
        first = read_day(raw["from"], (*at, "from"))
        if last is not None and last < first:
            raise RuleError(
                Text("it ends on {last}, before it begins on {first}", last=last, first=first),
                (*at, "to"),
            )
        return InForce(first, last)
    return InForce(read_day(raw, at))


def read_number(raw: Raw, at: tuple[str | int, ...]) -> Number:
    """Read a number: `30`, `0.5`, `30%`, `2/3` or `inf`."""
    if raw in ("inf", ".inf"):
        return INFINITY
    if isinstance(raw, str):
        if match := _NUMBER.fullmatch(raw):
            return exact(Fraction(match[1]) / (100 if match[2] else 1))
        if match := _FRACTION.fullmatch(raw):
            return exact(Fraction(int(match[1]), int(match[2])))
    raise RuleError(Text("{given} is no number; write it like 30, 30% or 2/3", given=str(raw)), at)


def read_interval(raw: Raw, at: tuple[str | int, ...]) -> Interval:
    """Read a number, `[lo, hi]`, or `{min, max, over, under}`."""
    try:
        if isinstance(raw, list):
            if len(raw) != 2:
                raise RuleError(Text("a range has two ends: [20%, 80%]"), at)
            return Interval(read_number(raw[0], at), read_number(raw[1], at))
        if isinstance(raw, Mapping):
            unknown = set(raw) - {"min", "max", "over", "under"}
            if unknown or not raw or {"min", "over"} <= set(raw) or {"max", "under"} <= set(raw):
                raise RuleError(
                    Text("a range has min or over as its lower end, max or under as its upper"), at
                )
            low = raw.get("min", raw.get("over", "0"))
            high = raw.get("max", raw.get("under", "inf"))
            return Interval(
                read_number(low, at), read_number(high, at), "over" in raw, "under" in raw
            )
        number = read_number(raw, at)
        return Interval(number, number)
    except RuleError:
        raise
    except ValueError:
        raise RuleError(
            Text("the range is empty: its lower end is above its upper end"), at
        ) from None


def write_interval(value: Interval) -> str:
    """Return an interval as rule files write it, such that `read_interval` reads it again."""
    if value.is_point:
        return _write_number(value.lo)
    if value.lo_open or value.hi_open or value.hi == INFINITY:
        low = "over" if value.lo_open else "min"
        ends = [f"{low}: {_write_number(value.lo)}"]
        if value.hi != INFINITY or value.hi_open:
            ends.append(f"{'under' if value.hi_open else 'max'}: {_write_number(value.hi)}")
        return "{" + ", ".join(ends) + "}"
    return f"[{_write_number(value.lo)}, {_write_number(value.hi)}]"


def _write_number(number: Number) -> str:
    if isinstance(number, float):
        return "inf"
    rest = number.denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    digits = 0
    while number * 10**digits % 1:
        digits += 1
    scaled = str(int(number * 10**digits))
    if not digits:
        return scaled
    scaled = scaled.rjust(digits + 1, "0")
    return f"{scaled[:-digits]}.{scaled[-digits:]}"
