"""Board (公排, 8-4-2-1): when the last row is full the top is paid, and the board splits."""

from __future__ import annotations

from collections.abc import Iterator

from mlmcheck.plan.acts import Act, Desk, Due
from mlmcheck.plan.terms import Board, Fixed, Line


class Boards:
    """The boards that are filling, oldest first, each with its people row by row."""

    __slots__ = ("_filling", "_form", "_line", "_seated")

    def __init__(self, line: Line, form: Board) -> None:
        self._line = line
        self._form = form
        self._filling: list[list[str]] = [[]]
        self._seated: set[str] = set()

    def seat(self, desk: Desk, act: Act) -> Iterator[Due]:
        """Seat the one who acts, and yield what is due to the top if that fills the board."""
        person, day = act.who, act.day
        if person is None or person in self._seated:
            return
        self._seated.add(person)
        board = self._filling[0]
        board.append(person)
        if len(board) < self._form.seats:
            return
        self._filling.pop(0)
        top = board[0]
        self._filling += self._split(board)
        rate = desk.qualifier.rate(self._line, top, 0, day)
        if isinstance(rate, Fixed) and desk.qualifier.may(self._line, top, day, on_others=True):
            yield Due(top, rate.amount, self._line, rate, None, act)

    def _split(self, board: list[str]) -> Iterator[list[str]]:
        """Yield the boards of those below the top, left one first."""
        width = self._form.width
        rows = [board[1 : 1 + width]]
        start = 1 + width
        for row in range(2, self._form.depth + 1):
            rows.append(board[start : start + width**row])
            start += width**row
        for branch in range(width):
            own: list[str] = []
            for depth, seated in enumerate(rows):
                share = width**depth
                own += seated[branch * share : (branch + 1) * share]
            yield own
