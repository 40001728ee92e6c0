"""Pools, group bonuses and returns for time: what is worked out over a whole window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from mlmcheck.plan.acts import Act, Desk, Due
from mlmcheck.plan.rounding import down_to_unit
from mlmcheck.plan.terms import Fixed, Line, Rate
from mlmcheck.plan.windows import first_day, window


def due_from_pool(desk: Desk, line: Line, acts: list[Act], day: date) -> Iterator[Due]:
    """Yield everybody's equal part of the pool, or of the pool of his rank or step."""
    if not acts:
        return
    turnover = sum((desk.of_act(line, act) or Fraction(0) for act in acts), Fraction(0))
    qualified = [
        person
        for person in desk.book.people
        if desk.qualifier.may(line, person, day, on_others=False)
    ]
    for step, rate in line.rates.steps:
        sharing = [
            person
            for person in qualified
            if step is None or desk.qualifier.step(line, person, day) == step
        ]
        if sharing:
            pot = rate.amount if isinstance(rate, Fixed) else rate.part * turnover
            base = None if isinstance(rate, Fixed) else turnover
            each = down_to_unit(pot / len(sharing), desk.terms.unit)
            for person in sharing:
                yield Due(person, each, line, rate, base)


def due_on_groups(desk: Desk, line: Line, acts: list[Act], day: date) -> Iterator[Due]:
    """Yield what the head of each group is due on what it bought and sold in the window."""
    assert line.per is not None
    priced = _of_groups(desk, line, acts) if line.base in ("retail_price", "commission") else None
    for person in desk.book.people:
        volume = desk.book.tally(person, line.per, day).volume(line.triggers)
        if volume <= 0 or not desk.qualifier.may(line, person, day, on_others=False):
            continue
        rate = desk.qualifier.rate(line, person, 0, day)
        if rate is None:
            continue
        if priced is not None:
            base = priced.get(person, Fraction(0))
        else:
            own = line.base == "own_payments"
            base = desk.book.tally(person).paid if own else volume
        yield _whole(line, person, rate, base)


def _of_groups(desk: Desk, line: Line, acts: list[Act]) -> dict[str, Fraction]:
    """Return what the acts of each group come to at retail prices or in commissions."""
    found: dict[str, Fraction] = {}
    for act in acts:
        if act.who is not None:
            amount = desk.of_act(line, act) or Fraction(0)
            for person in desk.book.line(act.who):
                found[person] = found.get(person, Fraction(0)) + amount
    return found


def due_for_time(desk: Desk, line: Line, day: date) -> Iterator[Due]:
    """Yield what everybody is due who was in when the window began."""
    for person in desk.book.people:
        if not desk.there_from(line, person, day):
            continue
        if desk.qualifier.may(line, person, day, on_others=False):
            rate = desk.qualifier.rate(line, person, 0, day)
            if rate is not None:
                yield _whole(line, person, rate, desk.paid_before(line, person, day))


def acts_of_time(desk: Desk, line: Line, day: date) -> Iterator[Act]:
    """Yield the passing of a window as an act of everybody who was in when it began."""
    assert line.per is not None
    start = first_day(window(day, line.per), line.per).isoformat()
    for person in desk.book.people:
        if desk.there_from(line, person, day) and desk.book.there(person, day):
            yield Act("time", start, person, day)


def _whole(line: Line, person: str, rate: Rate, base: Fraction) -> Due:
    if isinstance(rate, Fixed):
        return Due(person, rate.amount, line, rate, None)
    return Due(person, rate.part * base, line, rate, base)
