"""Plans for tests, read from text by the reader of scheme files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from mlmcheck.facts import Basis, Fact
from mlmcheck.interval import INFINITY, Interval, Number
from mlmcheck.network.summary import Person, Summary
from mlmcheck.scheme.plan import Plan, plan_on
from mlmcheck.scheme.read import parse_scheme

DAY = date(2024, 1, 1)
HEAD = "mlmcheck: 1\nname: a scheme\nmarket: cn\ncurrency: CNY\n"
SOURCED = """\
sources:
  plan: {title: agreement, weight: plan}
  found: {title: decision, weight: finding}
  said: {title: complaint, weight: allegation}
"""
"""Put before a plan it makes it rest on sources: no list is all there is by itself."""


def plan(text: str, day: date = DAY) -> Plan:
    """The plan that a text states; what every file must have may be left out."""
    return plan_on(parse_scheme(HEAD + text).scheme, day)


def plan_from(keys: Mapping[str, Any], day: date = DAY) -> Plan:
    """The plan that keys and values state, as JSON, which is YAML too."""
    head = {"mlmcheck": "1", "name": "a scheme", "market": "cn", "currency": "CNY"}
    return plan_on(parse_scheme(json.dumps({**head, **keys})).scheme, day)


def shown(facts: Iterable[Fact], *bases: Basis) -> dict[str, str]:
    """Each fact's value by its name, as an interval is written; of some bases only, if named."""
    return {
        fact.name: written(fact.value)
        for fact in facts
        if isinstance(fact.value, Interval) and (not bases or fact.basis in bases)
    }


def written(value: Interval) -> str:
    """An interval as people write it: `1`, `[0, 1/2)`, `(0, inf]`."""
    if value.is_point:
        return number(value.lo)
    left, right = "[("[value.lo_open], "])"[value.hi_open]
    return f"{left}{number(value.lo)}, {number(value.hi)}{right}"


def number(value: Number) -> str:
    """A number exactly."""
    return "inf" if value == INFINITY else str(Fraction(value))


def places(fact: Fact) -> list[str]:
    """The places a fact rests on, with dots."""
    return [".".join(map(str, each.path)) for each in fact.evidence if each.path is not None]


def one(facts: Iterable[Fact], name: str) -> Fact:
    """The one fact of that name."""
    (found,) = (fact for fact in facts if fact.name == name)
    return found


def person(
    id: str,
    *,
    entry: int = 0,
    purchases: int = 0,
    refunded: int = 0,
    sold: int = 0,
    rewards: int = 0,
    sponsor: str | None = None,
    kept: Interval | None = None,
    recent: int = 0,
) -> Person:
    """A participant with so much paid and got; of the sales so much was his, so much recent."""
    return Person(
        id,
        sponsor,
        1,
        0,
        0,
        0,
        Fraction(0),
        Fraction(entry),
        Fraction(purchases),
        Fraction(refunded),
        Fraction(sold),
        Fraction(rewards),
        kept=kept,
        sold_last_year=Fraction(recent),
    )


def ledgers(
    people: Iterable[Person] = (),
    revenue: Mapping[str, int] | None = None,
    paid: Mapping[str, int] | None = None,
    at: Iterable[tuple[str, int | None, int]] = (),
    **more: Any,
) -> Summary:
    """A summary of orders and payouts with these sums; `at` says how far up was paid what."""
    return Summary(
        tuple(people),
        orders=10,
        revenue={flow: Fraction(money) for flow, money in (revenue or {}).items()},
        payouts=5,
        paid_for={kind: Fraction(money) for kind, money in (paid or {}).items()},
        paid_at=tuple((flow, uplines, Fraction(money)) for flow, uplines, money in at),
        has_orders=True,
        has_payouts=True,
        **more,
    )
