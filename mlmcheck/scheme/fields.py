"""The types of a scheme file's values: how each is read from text, and how editors see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from mlmcheck.scheme import json_types as js
from mlmcheck.scheme.quantity import (
    ENDS,
    NONE,
    Count,
    Money,
    PartialDate,
    Parts,
    Raw,
    Share,
    Stated,
    Wrong,
    WrongKey,
    read_count,
    read_date,
    read_day,
    read_levels,
    read_money,
    read_rate,
    read_ratio,
    read_share,
    shown,
)
from mlmcheck.text import Text

Flow = Literal["entry", "stock", "own-use", "retail"]
Trigger = Literal[
    "entry", "stock", "own-use", "retail", "purchase", "sale", "recruit", "reward", "time", "task"
]
Every = Literal["day", "week", "month", "year"]
Right = Literal["join", "sell", "recruit", "earn"]
Weight = Literal["plan", "finding", "report", "allegation", "claim"]
By = Literal["level", "rank", "group_volume", "direct_recruits", "downline"]
Form = Literal["unilevel", "binary", "matrix", "board", "stair-step", "pool"]
PartOf = Literal[
    "payment", "retail_price", "commission", "rewards", "own_payments", "group_volume", "turnover"
]
PaymentItem = Literal["fee", "kit", "goods", "stock", "service", "voucher", "stake", "gift"]
Section = Literal["entry", "upkeep", "goods", "ranks", "rewards"]

UNIONS: Mapping[str, tuple[Flow, ...]] = {
    "purchase": ("stock", "own-use"),
    "sale": ("stock", "own-use", "retail"),
    "final": ("own-use", "retail"),
}
"""Words that stand for one flow of a kind the source does not say."""

FUNDS = (*get_args(Flow), *UNIONS, "outside")
"""What may pay for rewards: the flows, their unions, and money from outside."""

SUMS = (*get_args(Flow), *UNIONS, "recruit", "time", "commission", "total")
"""What an observed sum may be of."""

RESERVED_RANKS = frozenset(["min", "max", "over", "under", "about", "any", "all", "none", "total"])

T = TypeVar("T")


@dataclass(frozen=True)
class Reads:
    """Read the annotated type by a function of our own; `json` describes what it takes.

    It says nothing of how to write the type, which pydantic would work out for each field.
    """

    read: Callable[[Raw], Any]
    json: Mapping[str, Any] = field(hash=False)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Validate by the function alone."""
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        """Describe what the function takes."""
        return dict(self.json)


@dataclass(frozen=True)
class OrNone:
    """Allow the word `none` in place of the annotated type, read as `NONE`."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Validate everything but the word `none` as the type it stands beside."""
        inner = next(arg for arg in get_args(source) if arg is not Stated)

        def read(raw: Any, validate: Callable[[Any], Any]) -> Any:
            return NONE if raw == "none" or raw is NONE else validate(raw)

        return core_schema.no_info_wrap_validator_function(read, handler.generate_schema(inner))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        """Describe the type, or the word `none`."""
        return {"anyOf": [{"const": "none"}, handler(schema)]}


@dataclass(frozen=True)
class OneOrMore:
    """Read one word as a list of one."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Put a lone text in a list before it is validated."""
        return core_schema.no_info_before_validator_function(
            lambda raw: [raw] if isinstance(raw, str) else raw, handler(source)
        )

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        """Describe the list, or one of its items alone."""
        listed = handler(schema)
        return {"anyOf": [listed["items"], listed]}


def _flag(raw: Raw) -> bool:
    if raw in ("true", "false"):
        return raw == "true"
    if not isinstance(raw, str):
        raise Wrong(Text("one of true or false is meant here"))
    instead = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(raw.lower())
    if instead is None and raw.lower() in ("true", "false"):
        instead = raw.lower()
    if instead is not None:
        raise Wrong(
            Text('"{given}" is not read here; write {instead}', given=shown(raw), instead=instead)
        )
    raise Wrong(Text('"{given}" is neither true nor false; write one of the two', given=shown(raw)))


def read_text(raw: Raw) -> str:
    """Read one text.

    Raises:
        Wrong: it is a list or a mapping.
    """
    if isinstance(raw, str):
        return raw
    if isinstance(raw, list):
        raise Wrong(Text("one text is meant here, not a list; put it in quotes if it holds [ or ]"))
    raise Wrong(Text("one text is meant here, without keys; put it in quotes if it holds a colon"))


_ENDLESS = frozenset(
    ["all", "any", "every", "infinite", "infinity", "unlimited", "inf", "∞", "无限"]
)


def _levels(raw: Raw) -> Count:
    if isinstance(raw, str) and raw != "all" and raw.casefold() in _ENDLESS:
        raise Wrong(Text('"{given}" is not read here; write {instead}', given=raw, instead="all"))
    return read_levels(raw)


def _day(raw: Raw) -> date:
    try:
        return read_day(raw)
    except Wrong:
        from mlmcheck.scheme.hints import not_day

        text = not_day(shown(raw))
        if text is None:
            raise
        raise Wrong(text) from None


def _currency(raw: Raw) -> str:
    word = read_text(raw)
    if len(word) == 3 and word.isascii() and word.isalpha() and word == word.upper():
        return word
    raise Wrong(
        Text(
            '"{given}" is no currency code; write three capital letters, such as CNY',
            given=shown(word),
        )
    )


def read_unit(raw: Raw) -> Fraction:
    """Read the number by which the amounts of a table are multiplied.

    Raises:
        Wrong: it is not one number above 0.
    """
    amount = read_money(raw)
    if amount.currency or amount.about or not amount.range.is_point or amount.range.lo == 0:
        raise Wrong(Text("unit is one number above 0, such as 0.01 where amounts are in cents"))
    return Fraction(amount.range.lo)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in one language or several; a name without a language stands under ``""``."""

    texts: tuple[tuple[str, str], ...]

    def in_language(self, language: str) -> str:
        """Return the name in that language, else in English, else the first there is."""
        known = dict(self.texts)
        return known.get(language) or known.get("") or known.get("en") or self.texts[0][1]


def read_name(raw: Raw) -> Name:
    """Read a text, or one text per language.

    Raises:
        Wrong: it is neither.
    """
    if isinstance(raw, str):
        return Name((("", raw),))
    if not isinstance(raw, Mapping) or not raw:
        raise Wrong(
            Text("a name is one text, or one per language: {example}", example="{en: …, zh: …}")
        )
    parts = Parts()
    for language, text in raw.items():
        plain = language.replace("-", "")
        if not (language.isascii() and plain.isalpha() and 2 <= len(language) <= 11):
            told = Text(
                '"{given}" is no language code; if the name holds a comma or a colon, put it in '
                "quotes",
                given=shown(language),
            )
            parts.add(WrongKey(told), language)
        elif not isinstance(text, str):
            parts.add(Wrong(Text("one text is meant here; put it in quotes")), language)
    parts.close()
    return Name(tuple(raw.items()))


@dataclass(frozen=True, slots=True)
class Price:
    """A price, the same for all (under None) or by rank."""

    by_rank: tuple[tuple[str | None, Money], ...]


@dataclass(frozen=True, slots=True)
class Pays:
    """What a reward pays: one rate (its key None), or one for each key of `by`, as written."""

    steps: tuple[tuple[str | None, Money | Share], ...]


def _is_map(raw: Raw) -> bool:
    """Whether it is a map by some key, and not a range."""
    return isinstance(raw, Mapping) and not (raw and ENDS.issuperset(raw))


def _each(raw: Raw, read: Callable[[Any], T], example: str) -> tuple[tuple[str, T], ...]:
    """Read every value of a mapping, keeping its keys as written."""
    if not isinstance(raw, Mapping):
        raise Wrong(Text("keys and values are meant here, such as {{{example}}}", example=example))
    found: list[tuple[str, T]] = []
    parts = Parts()
    for key, value in raw.items():
        try:
            found.append((key, read(value)))
        except Wrong as wrong:
            parts.add(wrong, key)
    parts.close()
    return tuple(found)


def read_price(raw: Raw) -> Price:
    """Read one price, or one by rank.

    Raises:
        Wrong: it is neither.
    """
    if _is_map(raw):
        return Price(_each(raw, read_money, "rank: 60"))
    return Price(((None, read_money(raw)),))


def read_pays(raw: Raw) -> Pays:
    """Read one rate, or a map of rates.

    Raises:
        Wrong: it is neither.
    """
    if _is_map(raw):
        return Pays(_each(raw, read_rate, "1: 20%"))
    if isinstance(raw, list):
        raise Wrong(
            Text(
                "a list is written here; write one rate, or rates by level: {example}",
                example="{1: 20%, 2: 10%}",
            )
        )
    return Pays(((None, read_rate(raw)),))


def read_sum(raw: Raw) -> Money | Share:
    """Read an observed sum: money, or a part of the total.

    Raises:
        Wrong: it is neither.
    """
    rate = read_rate(raw)
    return read_share(raw) if isinstance(rate, Share) else rate


def _each_of(
    raw: Raw, read: Callable[[Any], T], keys: tuple[str, ...], example: str
) -> tuple[tuple[str, T], ...]:
    """Read every value of a mapping whose keys are known."""
    parts = Parts()
    for key in raw if isinstance(raw, Mapping) else ():
        if key not in keys:
            text = Text(
                '"{given}" is not known here; write one of {known}',
                given=shown(key),
                known=", ".join(keys),
            )
            parts.add(WrongKey(text), key)
    try:
        found = _each(raw, read, example)
    except Wrong as wrong:
        parts.add(wrong)
    parts.close()
    return found


def _funds(raw: Raw) -> tuple[tuple[str, Share], ...]:
    return _each_of(raw, read_share, FUNDS, "entry: 40%")


def _sums(raw: Raw) -> tuple[tuple[str, Money | Share], ...]:
    return _each_of(raw, read_sum, SUMS, "total: 1000")


def _counts(raw: Raw) -> tuple[tuple[str, Count], ...]:
    return _each(raw, read_count, "rank: 12")


def _columns(raw: Raw) -> tuple[tuple[str, str], ...]:
    return _each(raw, read_text, "id: member no")


def _values(raw: Raw) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    return _each(raw, lambda words: _each(words, read_text, "shop: retail"), "kind: {shop: retail}")


def _rows(raw: Raw) -> tuple[tuple[tuple[str, str], ...], ...]:
    if not isinstance(raw, list):
        raise Wrong(
            Text(
                "a list of rows is meant here, such as {example}",
                example="[{id: A1}, {id: A2, sponsor: A1}]",
            )
        )
    found: list[tuple[tuple[str, str], ...]] = []
    parts = Parts()
    for index, row in enumerate(raw):
        try:
            found.append(_each(row, read_text, "id: A1"))
        except Wrong as wrong:
            parts.add(wrong, index)
    parts.close()
    return tuple(found)


Flag = Annotated[bool, Reads(_flag, js.FLAG)]
Str = Annotated[str, Reads(read_text, js.TEXT)]
Currency = Annotated[str, Reads(_currency, js.CURRENCY)]
MoneyField = Annotated[Money, Reads(read_money, js.MONEY)]
ShareField = Annotated[Share, Reads(read_share, js.SHARE)]
RatioField = Annotated[Share, Reads(read_ratio, js.SHARE)]
CountField = Annotated[Count, Reads(read_count, js.COUNT)]
LevelsField = Annotated[Count, Reads(_levels, js.LEVELS)]
DateField = Annotated[PartialDate, Reads(read_date, js.DATE)]
DayField = Annotated[date, Reads(_day, js.DAY)]
NameField = Annotated[Name, Reads(read_name, js.NAME)]
PriceField = Annotated[Price, Reads(read_price, js.PRICE)]
PaysField = Annotated[Pays, Reads(read_pays, js.PAYS)]
SumField = Annotated[Money | Share, Reads(read_sum, js.SUM)]
UnitField = Annotated[Fraction, Reads(read_unit, js.NUMBER)]
FlowShares = Annotated[tuple[tuple[str, Share], ...], Reads(_funds, js.FUNDS)]
FlowSums = Annotated[tuple[tuple[str, Money | Share], ...], Reads(_sums, js.SUMS)]
CountsField = Annotated[tuple[tuple[str, Count], ...], Reads(_counts, js.COUNTS)]
ColumnsField = Annotated[tuple[tuple[str, str], ...], Reads(_columns, js.WORDS)]
ValuesField = Annotated[
    tuple[tuple[str, tuple[tuple[str, str], ...]], ...],
    Reads(_values, js.VALUES),
]
RowsField = Annotated[tuple[tuple[tuple[str, str], ...], ...], Reads(_rows, js.ROWS)]
