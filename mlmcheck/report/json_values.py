"""Values as JSON: exact numbers, intervals, messages with their ids, traces."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from math import isinf
from typing import Any

from mlmcheck.facts import Row, WordSet
from mlmcheck.interval import Interval, Number, Truth, interval_truth
from mlmcheck.law.evaluate import Limit, Trace
from mlmcheck.law.model import (
    All,
    Cite,
    Compare,
    FactLeaf,
    Flag,
    Has,
    Named,
    Not,
    Open,
    Pack,
    Rule,
    Some,
    That,
)
from mlmcheck.law.model import Any as AnyOf
from mlmcheck.report.language import Speaker
from mlmcheck.text import Text
from mlmcheck.vocabulary import VOCABULARY, Kind

Json = dict[str, Any]

_SAFE = 2**53
"""Whole numbers up to here are exact in every JSON reader."""


# The same that a terminal never gets, but for the line ends between the entries.
_STEERING = re.compile(
    "[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]"
)


def escaped(report: str) -> str:
    """Return JSON that says the same, with nothing in it that steers a terminal."""
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", report)


def number(value: Number) -> int | float | str:
    """Return a number where JSON holds it exactly, else a text: "1/3", or "infinity"."""
    if isinstance(value, float):
        return "infinity" if value == float("inf") else "-infinity"
    if value.denominator == 1:
        return value.numerator if -_SAFE < value < _SAFE else str(value)
    near = float(value)
    return near if Fraction(repr(near)) == value else str(value)


def interval(value: Interval) -> Json:
    """Return an interval: min and max are reached, over and under are not; no key, no end."""
    found: Json = {}
    if value.lo != float("-inf"):
        found["over" if value.lo_open else "min"] = number(value.lo)
    if value.hi != float("inf"):
        found["under" if value.hi_open else "max"] = number(value.hi)
    return found


def fact_value(name: str, value: Interval | WordSet) -> Any:
    """Return the value of a fact: true, false or null of a boolean one, else an interval or set."""
    if isinstance(value, WordSet):
        return {"words": sorted(value.words), "closed": value.closed}
    if VOCABULARY[name].kind is Kind.BOOLEAN:
        return truth(interval_truth(value))
    return interval(value)


def truth(value: Truth) -> bool | None:
    """Return a truth value, null where it is unknown."""
    return {Truth.YES: True, Truth.NO: False, Truth.UNKNOWN: None}[value]


def message(text: Text, speaker: Speaker) -> Json:
    """Return a message: its id and values, so that it can be said again, and how it reads."""
    return {
        "id": text.id,
        "args": {name: _argument(value, speaker) for name, value in sorted(text.args.items())},
        "text": speaker.say(text),
    }


def _argument(value: object, speaker: Speaker) -> Any:
    match value:
        case Text():
            return message(value, speaker)
        case None | bool() | str():
            return value
        case Enum():
            return str(value.value)
        case int() | Fraction():
            return number(Fraction(value))
        case float():
            return number(value if isinf(value) else Fraction(value))
        case Interval():
            return interval(value)
        case date():
            return value.isoformat()
        case list() | tuple():
            return [_argument(one, speaker) for one in value]
        case set() | frozenset():
            return sorted(str(one) for one in value)
    return str(value)


def pretty(value: Any, deep: int, lead: str = "") -> str:
    """Return JSON with a line for each entry of the first `deep` levels, the rest on one line.

    One line a finding keeps two reports comparable line by line, and is fast to write.
    """
    if deep == 0 or not value or not isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    inner = lead + "  "
    if isinstance(value, dict):
        parts = [
            f"{inner}{json.dumps(key, ensure_ascii=False)}: {pretty(one, deep - 1, inner)}"
            for key, one in value.items()
        ]
        return "{\n" + ",\n".join(parts) + f"\n{lead}}}"
    items = [inner + pretty(one, deep - 1, inner) for one in value]
    return "[\n" + ",\n".join(items) + f"\n{lead}]"


def cite(one: Cite, rule: Rule, pack: Pack) -> Json:
    """Return where a rule stands."""
    instrument = pack.instruments.get(one.instrument or rule.instrument)
    found: Json = {"instrument": one.instrument or rule.instrument}
    if instrument is not None:
        found["title"] = dict(sorted(instrument.title.items()))
    found |= {
        "case": one.case,
        "order": one.order,
        "article": one.article,
        "terms": list(one.terms),
        "url": one.url or (instrument.url if instrument else None),
        "source": one.source,
        "text_seen": one.text_seen,
    }
    return {key: value for key, value in found.items() if value is not None}


def limit(value: Limit | None) -> Json | None:
    """Return what a fact was compared with; null for a comparison with 0."""
    if value is None or value.parameter is None:
        return None
    parameter = value.parameter
    found: Json = {"parameter": parameter.name, "kind": parameter.kind, "unit": parameter.unit}
    if parameter.currency is not None:
        found["currency"] = parameter.currency
    if value.value is not None:
        found["kind"] = parameter.kind_of(value.value)
        found["value"] = interval(value.value.value)
        found["since"] = value.value.first.isoformat()
        found["source"] = value.value.source
    return found


def trace(node: Trace) -> Json:
    """Return one node of a reasoning and all below it."""
    found: Json = {"kind": _KINDS[type(node.condition)], "truth": truth(node.truth)}
    condition = node.condition
    if isinstance(condition, FactLeaf):
        found["fact"] = condition.fact
        if isinstance(node.value, Interval | WordSet):
            found["value"] = fact_value(condition.fact, node.value)
    if isinstance(condition, Compare):
        found["op"] = condition.op
        found["limit"] = limit(node.limit) or {"value": {"min": 0, "max": 0}}
    elif isinstance(condition, Has):
        found["word"] = condition.word
    elif isinstance(condition, Named):
        found["term"] = condition.term
    elif isinstance(condition, Open):
        found |= {
            "id": condition.id,
            "text": dict(sorted(condition.text.items())),
            "presumed": condition.presumed and node.answer is None,
        }
    elif isinstance(condition, That):
        found["basis"] = sorted(basis.name.lower() for basis in condition.bases)
    if node.why is not None:
        found["why"] = node.why.value
    if node.answer is not None:
        answer = node.answer
        found["answer"] = {"yes": answer.yes, "by": answer.by, "source": answer.source}
    if node.row is not None:
        found["organiser"] = row(node.row)
    if node.children:
        found["of"] = [trace(child) for child in node.children]
    return found


def row(value: Row) -> Json:
    """Return what is known of one organiser."""
    return {
        "label": value.label,
        "basis": value.basis.name.lower(),
        "values": {name: fact_value(name, one) for name, one in sorted(value.values.items())},
    }


_KINDS: Mapping[type, str] = {
    Flag: "holds",
    Compare: "compare",
    Has: "has",
    Named: "term",
    Open: "open",
    All: "all",
    AnyOf: "any",
    Not: "not",
    Some: "some",
    That: "that",
}
