"""The terms of a plan as they are where everything is worked out once a month."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from mlmcheck.plan.terms import (
    Cap,
    Fixed,
    Gate,
    Gates,
    Grade,
    Line,
    Members,
    Need,
    Part,
    Pool,
    Rate,
    Rates,
    Terms,
)
from mlmcheck.scheme.fields import Every

_MEAN = {"day": Fraction(365, 12), "week": Fraction(52, 12)}
"""How many there are in a month: for what is paid in each, and the most of it."""

_LEAST = {"day": Fraction(28), "week": Fraction(4)}
"""How many there are in every month: for what is asked in each."""

_FLOWING = (
    "purchase",
    "stock",
    "own_sales",
    "group_volume",
    "direct_recruits",
    "downline",
    "group_units",
    "customers",
    "leg_volume",
)
"""What of a need is counted in its window, and so grows with it."""


def monthly(terms: Terms) -> Terms:
    """Return the terms with everything that is worked out by act, day or week by the month.

    What is asked each day or week is asked 28 or 4 times a month; what is paid each day or week,
    and its cap, is as many times as much as there are in a mean month. What holds for a year, or
    ever, stays as it is. What is lost at the end of a day or week (of the stronger leg) is lost at
    that of the month. A line without a window whose rate goes by volume keeps it ever: a month
    would ask that volume again in each.
    """
    return replace(
        terms,
        lines=tuple(map(_line, terms.lines)),
        grades=tuple(map(_grade, terms.grades)),
        gates=Gates(tuple(map(_gate, terms.gates.earn)), tuple(map(_gate, terms.gates.others))),
    )


def _line(line: Line) -> Line:
    ever = line.per is None and line.rates.by == "group_volume"
    return replace(
        line,
        per=None if ever else _month(line.per or "day"),
        needs=_need(line.needs),
        rates=_rates(line),
        cap=line.cap and _cap(line.cap),
    )


def _month(per: Every) -> Every:
    return "year" if per == "year" else "month"


def _rates(line: Line) -> Rates:
    """Return the rates with what is paid once a window, and is asked in it, for a whole month."""
    rates = line.rates
    if line.per not in _MEAN:
        return rates
    keys = _LEAST[line.per] if rates.by == "group_volume" else Fraction(1)
    times = _MEAN[line.per]
    return replace(
        rates,
        steps=tuple(
            (key if key is None or keys == 1 else key * keys, _rate(line, rate, times))
            for key, rate in rates.steps
        ),
    )


def _rate(line: Line, rate: Rate, times: Fraction) -> Rate:
    """Return a rate that is paid for a window, and not for acts, so many times over."""
    if isinstance(rate, Fixed):
        by_window = isinstance(line.form, Members | Pool) or line.base == "group_volume"
        return Fixed(rate.amount * times) if by_window else rate
    return Part(rate.part * times) if isinstance(line.form, Members) else rate


def _cap(cap: Cap) -> Cap:
    if cap.per not in _MEAN:
        return cap
    return Cap(cap.amount * _MEAN[cap.per], "month")


def _gate(gate: Gate) -> Gate:
    if gate.per not in _LEAST:
        return gate
    return Gate(gate.amount * _LEAST[gate.per], "month")


def _grade(grade: Grade) -> Grade:
    return replace(
        grade,
        requires=None if grade.requires is None else _need(grade.requires),
        keep=None if grade.keep is None else _gate(grade.keep),
    )


def _need(need: Need) -> Need:
    alternatives = tuple(map(_need, need.any))
    if need.per not in _LEAST:
        return replace(need, any=alternatives) if alternatives else need
    times = _LEAST[need.per]
    more = {name: asked * times for name in _FLOWING if (asked := getattr(need, name)) is not None}
    return replace(need, any=alternatives, per="month", **more)
