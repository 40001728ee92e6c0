"""JSON Schema of the scheme format's scalars, for editors."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def ranged(scalar: Json) -> Json:
    """Return the schema of a scalar or a range of it."""
    ends = dict.fromkeys(("min", "max", "over", "under", "about"), scalar)
    limits = {
        "type": "object",
        "properties": ends,
        "additionalProperties": False,
        "minProperties": 1,
    }
    return {"anyOf": [scalar, limits]}


def _mapped(value: Json) -> Json:
    return {"type": "object", "additionalProperties": value}


def _keyed(value: Json, keys: tuple[str, ...]) -> Json:
    return {
        "type": "object",
        "properties": dict.fromkeys(keys, value),
        "additionalProperties": False,
    }


_MONEY: Json = {
    "anyOf": [
        {"type": "number", "minimum": 0},
        {"type": "string", "pattern": r"^(0|[1-9][0-9]*)(\.[0-9]+)?( [A-Z]{3})?$"},
    ]
}
_SHARE: Json = {
    "type": "string",
    "pattern": r"^(0|[1-9][0-9]*)(\.[0-9]+)?%$|^(0|[1-9][0-9]*)/[1-9][0-9]*$",
}
_COUNT: Json = {
    "anyOf": [
        {"type": "integer", "minimum": 0},
        {"type": "string", "pattern": r"^(0|[1-9][0-9]*)$"},
    ]
}
_FLOWS = ("entry", "stock", "own-use", "retail", "purchase", "sale", "final")

FLAG: Json = {"type": "boolean"}
TEXT: Json = {"type": ["string", "number", "boolean"]}
NUMBER: Json = {"anyOf": [{"type": "number", "exclusiveMinimum": 0}, {"type": "string"}]}
CURRENCY: Json = {"type": "string", "pattern": "^[A-Z]{3}$"}
MONEY: Json = ranged(_MONEY)
SHARE: Json = ranged(_SHARE)
COUNT: Json = ranged(_COUNT)
LEVELS: Json = {"anyOf": [{"const": "all"}, COUNT]}
DATE: Json = {
    "anyOf": [
        {"type": "integer", "minimum": 1000, "maximum": 9999},
        {"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"},
    ]
}
DAY: Json = {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
NAME: Json = {"anyOf": [TEXT, _mapped({"type": "string"})]}
PRICE: Json = {"anyOf": [MONEY, _mapped(MONEY)]}
RATE: Json = {"anyOf": [MONEY, SHARE]}
PAYS: Json = {"anyOf": [RATE, _mapped(RATE)]}
SUM: Json = RATE
FUNDS: Json = _keyed(SHARE, (*_FLOWS, "outside"))
SUMS: Json = _keyed(RATE, (*_FLOWS, "recruit", "time", "commission", "total"))
COUNTS: Json = _mapped(COUNT)
WORDS: Json = _mapped(TEXT)
VALUES: Json = _mapped(WORDS)
ROWS: Json = {"type": "array", "items": WORDS}

SHARED: tuple[tuple[str, Json], ...] = (
    ("money", MONEY),
    ("share", SHARE),
    ("count", COUNT),
    ("date", DATE),
    ("name", NAME),
    ("text", TEXT),
)
"""Types that stand at many keys, by the name under which a schema may hold each once."""
