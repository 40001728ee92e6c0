"""What is said, in the reader's language: messages of the catalogues, values as people write."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from mlmcheck.facts import WordSet
from mlmcheck.interval import INFINITY, Interval, Number, Truth, interval_truth
from mlmcheck.report import numbers
from mlmcheck.text import Money, Text
from mlmcheck.vocabulary import VOCABULARY, Kind

LANGUAGES = ("en", "zh")
"""Languages there are messages in; English needs no catalogue."""

_LOCALES = Path(__file__).resolve().parent.parent / "locale"
_PLACEHOLDER = re.compile(r"\{([a-z_0-9.]+)\}")

UNKNOWN = Text("not known")
YES, NO = Text("yes"), Text("no")
_COMMA = Text(", ")

_MONEY: Mapping[str, Callable[[str], Text]] = {
    "CNY": lambda number: Text("CNY {number}", number=number),
    "USD": lambda number: Text("USD {number}", number=number),
    "EUR": lambda number: Text("EUR {number}", number=number),
    "GBP": lambda number: Text("GBP {number}", number=number),
    "HKD": lambda number: Text("HKD {number}", number=number),
    "TWD": lambda number: Text("TWD {number}", number=number),
    "SGD": lambda number: Text("SGD {number}", number=number),
    "MYR": lambda number: Text("MYR {number}", number=number),
    "JPY": lambda number: Text("JPY {number}", number=number),
    "KRW": lambda number: Text("KRW {number}", number=number),
    "AUD": lambda number: Text("AUD {number}", number=number),
    "CAD": lambda number: Text("CAD {number}", number=number),
}
"""How an amount of each currency is written; others by their code."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says everything in one language; what it returns is safe to print on a terminal."""

    language: str
    _translate: Callable[[str], str] = field(compare=False, repr=False)

    def say(self, text: Text) -> str:
        """Return a message with its values, in this language."""
        message = self._translate(text.id) if text.id else ""
        return clean(message.format_map({key: self.value(v) for key, v in text.args.items()}))

    def value(self, value: object) -> str:
        """Return a value of a message: a number, word, interval, day, message or list of these."""
        match value:
            case str():
                return value
            case Text():
                return self.say(value)
            case None:
                return self.say(UNKNOWN)
            case bool():
                return self.say(YES if value else NO)
            case Enum():
                return str(value.value)
            case Money():
                return self.money(value.amount, value.currency)
            case int() | float() | Fraction():
                return self.number(Fraction(value) if value not in _INFINITIES else value)
            case Interval():
                return self.interval(value, self._writer(value))
            case date():
                return self.day(value)
            case list() | tuple() | set() | frozenset():
                return self.listed(self.value(one) for one in value)
        return str(value)

    def number(self, number: Number) -> str:
        """Return one number, all its digits written; an infinite one as "no limit"."""
        if isinstance(number, float):
            return self.say(Text("no limit"))
        return numbers.decimal(Fraction(number))

    def _short(self, number: Number) -> str:
        """Return one number by itself, in Chinese with 万 or 亿 as laws write it."""
        if self.language == "zh" and not isinstance(number, float):
            return numbers.chinese(Fraction(number))
        return self.number(number)

    def share(self, number: Number) -> str:
        """Return a share in percent."""
        return (
            self.number(number) if isinstance(number, float) else numbers.percent(Fraction(number))
        )

    def day(self, day: date) -> str:
        """Return a day."""
        if self.language == "zh":
            return f"{day.year}年{day.month}月{day.day}日"
        return day.isoformat()

    def listed(self, parts: Iterable[str]) -> str:
        """Return words after one another, with what stands between them in this language."""
        return self.say(_COMMA).join(parts)

    def interval(
        self, value: Interval, one: Callable[[Number], str], most: Number = INFINITY
    ) -> str:
        """Return an interval of what is never negative and at most `most`, each end by `one`.

        The whole range is "not known", an end at the edge of the range goes unsaid.
        """
        low = None if value.lo <= 0 and not value.lo_open else value.lo
        high = None if value.hi >= most and not value.hi_open else value.hi
        if value.lo == value.hi:
            return one(value.lo)
        if low is None and high is None:
            return self.say(UNKNOWN)
        if high is None:
            assert low is not None
            return self._end(one(low), value.lo_open)
        if low is None:
            return self._top(one(high), value.hi_open)
        if not value.lo_open and not value.hi_open:
            return self.say(Text("{least} to {most}", least=one(low), most=one(high)))
        return self.say(
            Text(
                "{least} and {most}",
                least=self._end(one(low), value.lo_open),
                most=self._top(one(high), value.hi_open),
            )
        )

    def _writer(self, value: Interval) -> Callable[[Number], str]:
        """Return what writes both ends of an interval alike: with 万 or 亿, or without."""
        ends = (value.lo, value.hi)
        if not any(isinstance(end, float) for end in ends):
            shortened = {self._short(end)[-1] in "万亿" for end in ends if end}
            if len(shortened) > 1:
                return self.number
        return self._short

    def _end(self, written: str, open_end: bool) -> str:
        if open_end:
            return self.say(Text("more than {number}", number=written))
        return self.say(Text("at least {number}", number=written))

    def _top(self, written: str, open_end: bool) -> str:
        if open_end:
            return self.say(Text("under {number}", number=written))
        return self.say(Text("at most {number}", number=written))

    def money(self, amount: Fraction, currency: str | None) -> str:
        """Return an amount of money, all its digits written: cents as two digits or not at all."""
        cents = amount * 100
        if amount.denominator == 1 or cents.denominator != 1:
            return self.amount(self.number(amount), currency)
        sign = "-" if amount < 0 else ""
        units, rest = divmod(int(abs(cents)), 100)
        return self.amount(f"{sign}{units:,}.{rest:02}", currency)

    def amount(self, written: str, currency: str | None) -> str:
        """Return an amount of money; without a known currency the bare number.

        A minus stands before the currency, as in -USD 250 and -250美元.
        """
        if currency is None:
            return written
        if written.startswith("-"):
            return "-" + self.amount(written[1:], currency)
        name = _MONEY.get(currency)
        if name is None:
            return self.say(Text("{currency} {number}", currency=currency, number=written))
        return self.say(name(written))

    def days(self, number: Number) -> str:
        """Return a number of days with the word."""
        written = self.number(number)
        if isinstance(number, float):
            return written
        if number == 1:
            return self.say(Text("{number} day", number=written))
        return self.say(Text("{number} days", number=written))

    def quantity(self, value: Interval, kind: Kind, currency: str | None = None) -> str:
        """Return an interval of a kind of thing."""
        if kind is Kind.BOOLEAN:
            truth = interval_truth(value)
            return self.say({Truth.YES: YES, Truth.NO: NO, Truth.UNKNOWN: UNKNOWN}[truth])
        if kind is Kind.SHARE:
            return self.interval(value, self.share, 1)
        write = self._writer(value)
        if kind is Kind.MONEY:

            def money(number: Number) -> str:
                infinite = isinstance(number, float)
                return self.number(number) if infinite else self.amount(write(number), currency)

            return self.interval(value, money)
        if kind is Kind.DAYS:
            return self.interval(value, self.days)
        return self.interval(value, write)

    def fact_value(self, name: str, value: Interval | WordSet, currency: str | None = None) -> str:
        """Return the value of a fact as its kind in the vocabulary is written."""
        if isinstance(value, WordSet):
            return self.word_set(value)
        return self.quantity(value, VOCABULARY[name].kind, currency)

    def word_set(self, value: WordSet) -> str:
        """Return what is known of a set of words."""
        words = self.listed(sorted(value.words))
        if not words:
            return self.say(Text("none") if value.closed else UNKNOWN)
        return (
            clean(words)
            if value.closed
            else self.say(Text("{words}, others not known", words=words))
        )

    def unit(self, value: Interval, unit: str, currency: str | None = None) -> str:
        """Return a number of the law in its unit."""
        kinds = {"share": Kind.SHARE, "money": Kind.MONEY, "days": Kind.DAYS}
        kind = kinds.get(unit, Kind.NUMBER)
        if value.lo == value.hi or INFINITY in (value.lo, value.hi):
            return self.quantity(value, kind, currency)
        # Both ends of an open line are said, also one that lies at the edge of what is possible.
        least = self.quantity(Interval(value.lo, value.lo), kind, currency)
        most = self.quantity(Interval(value.hi, value.hi), kind, currency)
        return self.say(Text("{least} to {most}", least=least, most=most))

    def words(self, words: Mapping[str, str]) -> str:
        """Return the text of a mapping by language: this one, else English, else the first."""
        return in_language(words, self.language)

    def filled(self, template: str, values: Callable[[str], str]) -> str:
        """Return a text of a rule with `{fact.name}` and `{law.number}` filled in."""
        return clean(_PLACEHOLDER.sub(lambda found: values(found[1]), template))


_INFINITIES = (INFINITY, -INFINITY)


def in_language(words: Mapping[str, str], language: str) -> str:
    """Return the text of a mapping in a language, else in English, else the first there is."""
    if not words:
        return ""
    found = words.get(language) or words.get("en") or next(iter(words.values()))
    return clean(found)


def clean(text: str) -> str:
    r"""Return a text with nothing in it that steers a terminal or turns the reading direction.

    Such characters are written out, as \x1b; line ends become spaces.
    """
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_UNSAFE) if _SUSPECT.search(text) else text


# Halves of characters among them: a file name may hold them, and no encoding can write them.
_SUSPECT = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]"
)


class _Unsafe(dict[int, str]):
    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in "\n\t\r\u2028\u2029\x85":
            written = " "
        elif _SUSPECT.match(character):
            written = f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
        else:
            written = character
        self[code] = written
        return written


_UNSAFE = _Unsafe()


def speaker(language: str | None = None) -> Speaker:
    """Return who says everything in a language; None: that of the environment, else English."""
    return _speaker(language if language is not None else _of_environment())


@lru_cache(maxsize=len(LANGUAGES))
def _speaker(language: str) -> Speaker:
    if language == "en" or language not in LANGUAGES:
        return Speaker("en", lambda message: message)
    import gettext

    found = gettext.translation("mlmcheck", _LOCALES, [language], fallback=True)
    return Speaker(language, found.gettext)


def _of_environment() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value.replace("-", "_").split("_")[0].split(".")[0].lower()
    return "en"
