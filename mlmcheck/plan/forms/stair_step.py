"""Stair-step breakaway (级差): each upline is paid what his rate is above those below him."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from mlmcheck.plan.acts import Act, Desk, Due
from mlmcheck.plan.terms import Fixed, Line, Part, Rate, StairStep

_OWN_PRICE = frozenset(["stock", "own-use"])
"""Orders of somebody whose own rate counts: it is in his price, or is paid to him."""


def due_on_stairs(desk: Desk, line: Line, form: StairStep, act: Act, day: date) -> Iterator[Due]:
    """Yield what is due on one act to each whose rate is above all rates below him."""
    if act.who is None:
        return
    shares = isinstance(line.rates.steps[0][1], Part)
    met = Fraction(0)
    level = act.first_level
    for person in desk.book.line(act.who):
        if form.last is not None and level > form.last:
            return
        if level == 0 and act.event not in _OWN_PRICE:
            level += 1
            continue
        height = _height(desk.qualifier.rate(line, person, level, day))
        in_price = level == 0 and not form.own
        if height > met and not in_price:
            own = level <= act.first_level
            if desk.qualifier.may(line, person, day, on_others=not own):
                step: Rate = Part(height - met) if shares else Fixed(height - met)
                due = desk.due(line, act, person, step, level, day)
                if due is not None:
                    yield due
        met = max(met, height)
        level += 1


def _height(rate: Rate | None) -> Fraction:
    if rate is None:
        return Fraction(0)
    return rate.part if isinstance(rate, Part) else rate.amount
