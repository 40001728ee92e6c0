"""Board (公排, 8-4-2-1): when the last row is full the top is paid, and the board splits."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from mlmcheck.plan.batch.along import Dues
from mlmcheck.plan.batch.crowd import Floats, Ints
from mlmcheck.plan.batch.qualify import Now
from mlmcheck.plan.batch.standing import Done
from mlmcheck.plan.terms import Board, Event, Fixed, Line


def due_on_boards(
    line: Line, form: Board, acts: Mapping[Event, Done], seated: Ints, now: Now
) -> tuple[Dues, Ints]:
    """Return what is due to the tops of the boards that filled, and who is seated after it.

    Whoever acts for the first time takes a seat, and who has no sponsor when he joins: within the
    month in the order of joining. Boards fill in the order in which they came about, so that people
    come to the top in the order in which they sat down, one with each last row that fills.
    """
    size = now.people.size
    kinds: list[Event] = [*acts, "recruit"]
    # Of several acts in one month that may have seated somebody the first kind is told.
    kind = np.full(size, -1, np.int64)
    kind[(now.people.up == size) & (now.joined == now.number)] = len(acts)
    for place, done in reversed(list(enumerate(acts.values()))):
        kind[done.count > 0] = place
    sits = kind >= 0
    sits[seated] = False
    after = np.concatenate([seated, np.flatnonzero(sits)])
    row = form.width**form.depth
    first, end = ((max(0, len(each) - form.upper)) // row for each in (seated, after))
    boards = np.arange(first, end)
    filled_by = kind[after[form.upper + row * (boards + 1) - 1]]
    may = now.may(line, on_others=True)
    rate = now.rates(line, Fixed)
    found: dict[Event, Floats] = {event: np.zeros(size) for event in kinds}
    for place, event in enumerate(kinds):
        tops = after[boards[filled_by == place]]
        paid = may & ~now.replaced(line, event, on_others=False)
        found[event][tops] += np.where(paid, rate, 0.0)[tops]
    return found, after
