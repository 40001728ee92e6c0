"""Plans for tests, read from the text of a scheme file."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path as File
from typing import Any

import yaml

from mlmcheck.facts import Fact
from mlmcheck.interval import INFINITY, Interval, Number
from mlmcheck.scheme.model import Scheme
from mlmcheck.scheme.plan import Plan, days_to_judge, plan_on
from mlmcheck.scheme.read import parse_scheme

DAY = date(2024, 1, 1)
ENCODED = File(__file__).resolve().parent.parent / "data" / "encoded"
HEAD = {"mlmcheck": "1", "name": "a scheme", "market": "cn", "currency": "CNY"}


def scheme_of(said: str | dict[str, Any]) -> Scheme:
    """Return the scheme that a text states; what every file must have may be left out."""
    if isinstance(said, str):
        said = yaml.load(said, Loader=yaml.BaseLoader)
    return parse_scheme(json.dumps({**HEAD, **said})).scheme


def plan_of(said: str | dict[str, Any], day: date | None = None) -> Plan:
    """Return the plan that a text, or the same as mappings and lists of text, states."""
    scheme = scheme_of(said)
    return plan_on(scheme, day or scheme.as_of or DAY)


SOURCES = "sources: {d: {by: an office, weight: finding}, c: {by: a claimant, weight: claim}}\n"
"""Puts before a plan that it rests on sources, so that its lists may lack items."""


def encoded(name: str, day: date | None = None) -> Plan:
    """Return the plan of a real case, on the last of the days that are to be judged."""
    scheme = scheme_of((ENCODED / f"{name}.yaml").read_text("utf-8"))
    return plan_on(scheme, day or days_to_judge(scheme, DAY, ())[-1])


def values(facts: tuple[Fact, ...]) -> dict[str, Any]:
    """Return each fact's value by its name, short: `99`, `"99.."`, `"(0.."`, `True`."""
    return {fact.name: short(fact) for fact in facts}


def short(fact: Fact) -> Any:
    """Return a fact's value as a test writes it."""
    value = fact.value
    if not isinstance(value, Interval):
        return (set(value.words), value.closed)
    if value.is_point:
        return _number(value.lo)
    left = f"({_number(value.lo)}" if value.lo_open else f"{_number(value.lo)}"
    right = "" if value.hi == INFINITY else f"{_number(value.hi)}"
    return f"{left}..{right}" + (")" if value.hi_open else "")


def _number(number: Number) -> float | int:
    return int(number) if number != INFINITY and number == int(number) else float(number)
