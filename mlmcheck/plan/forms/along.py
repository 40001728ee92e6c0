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
        own = level <= act.first_level
        if level >= form.first and not desk.qualifier.may(line, person, day, on_others=not own):
            # The one who pays is no upline: his level is his own.
            if not form.compression or level == 0:
                level += 1
            continue
        rate = desk.qualifier.rate(line, person, level, day) if level >= form.first else None
        if rate is not None:
            due = desk.due(line, act, person, rate, level, day)
            if due is not None:
                yield due
        level += 1
