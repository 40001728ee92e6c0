"""JSON Schema of the scheme format's scalars, for editors."""

from __future__ import annotations

from typing import Any

_NUMBER = {"type": ["number", "string"]}


def _range(scalar: dict[str, Any]) -> dict[str, Any]:
    ends = {end: scalar for end in ("min", "max", "over", "under", "about")}
    return {
        "anyOf": [
            scalar,
            {"type": "object", "properties": ends, "additionalProperties": False, "minProperties": 1},
        ]
    }


_MONEY = {
    "anyOf": [
        {"type": "number", "minimum": 0},
        {"type": "string", "pattern": r"^(0|[1-9]\d*)(\.\d+)?( [A-Z]{3})?$"},
    ]
}
_SHARE = {"type": "string", "pattern": r"^(0|[1-9]\d*)(\.\d+)?%$|^(0|[1-9]\d*)/[1-9]\d*$"}
_COUNT = {
    "anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": r"^(0|[1-9]\d*)$"}]
}

FLAG: dict[str, Any] = {"type": "boolean"}
TEXT: dict[str, Any] = {"type": ["string", "number", "boolean"]}
NUMBER: dict[str, Any] = _NUMBER
CURRENCY: dict[str, Any] = {"type": "string", "pattern": "^[A-Z]{3}$"}
MONEY: dict[str, Any] = _range(_MONEY)
SHARE: dict[str, Any] = _range(_SHARE)
COUNT: dict[str, Any] = _range(_COUNT)
LEVELS: dict[str, Any] = {"anyOf": [{"const": "all"}, COUNT]}
DATE: dict[str, Any] = {
    "anyOf": [
        {"type": "integer", "minimum": 1000, "maximum": 9999},
        {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
    ]
}
DAY: dict[str, Any] = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
NAME: dict[str, Any] = {
    "anyOf": [TEXT, {"type": "object", "additionalProperties": {"type": "string"}}]
}
PRICE: dict[str, Any] = {"anyOf": [MONEY, {"type": "object", "additionalProperties": MONEY}]}
RATE: dict[str, Any] = {"anyOf": [MONEY, SHARE]}
PAYS: dict[str, Any] = {"anyOf": [RATE, {"type": "object", "additionalProperties": RATE}]}
SUM: dict[str, Any] = RATE
FLOWS: dict[str, Any] = {"type": "object", "additionalProperties": RATE}
COUNTS: dict[str, Any] = {"type": "object", "additionalProperties": COUNT}
WORDS: dict[str, Any] = {"type": "object", "additionalProperties": TEXT}
VALUES: dict[str, Any] = {"type": "object", "additionalProperties": WORDS}
ROWS: dict[str, Any] = {"type": "array", "items": WORDS}
