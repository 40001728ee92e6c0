"""Unilevel and forced matrix: each level of a line of people is paid its rate."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mlmcheck.plan.acts import Act, Desk, Due
from mlmcheck.plan.terms import Line, Matrix, Unilevel


def due_along(
    desk: Desk, line: Line, form: Unilevel | Matrix, act: Act, day: date
) -> Iterator[Due]:
    """Yield what is due on one act to each level, along sponsors or along places."""
    if act.who is None:
        return
    up = desk.places[form.width] if isinstance(form, Matrix) else desk.book
    level = act.first_level
    for person in up.line(act.who):
        if form.last is not None and level > form.last:
            return
        own = person == act.who
        asked = form.compression or level >= form.first
        if asked and not desk.qualifier.may(line, person, day, on_others=not own):
            # The one who acts is no upline: his level is his own.
            if own or not form.compression:
                level += 1
            continue
        rate = desk.qualifier.rate(line, person, level, day) if level >= form.first else None
        if rate is not None:
            due = desk.due(line, act, person, rate, level, day)
            if due is not None:
                yield due
        level += 1
