"""What a golden plan is: a plan, what happened, and its payouts worked out by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from mlmcheck.plan.history import History
from mlmcheck.plan.terms import End, Terms

from . import build

Row = tuple[str, str, str] | tuple[str, str, str, int | None]
"""Who is paid, how much, for what act or on what day of 2024, and by which reward if there are
several (None: a price difference)."""


@dataclass(frozen=True)
class Golden:
    """A plan with what it pays; `gaps` is how many of its items cannot be worked out."""

    name: str
    plan: str
    happened: History
    pays: tuple[Row, ...]
    gaps: int = 0
    end: End = "most"
    currency: str = "CNY"

    def terms(self) -> Terms:
        """Return the terms of the plan."""
        return build.terms(self.plan, self.end, self.currency)

    def expected(self) -> list[tuple[str, Fraction, str, int]]:
        """Return the payouts, in order."""
        rows = [
            (row[0], Fraction(row[1]), row[2], row[3] if len(row) > 3 else 0) for row in self.pays
        ]
        return sorted(
            (to, amount, act, -1 if line is None else line) for to, amount, act, line in rows
        )


def told(payouts: Iterable[object]) -> list[tuple[str, Fraction, str, int]]:
    """Return payouts as the tables have them: by act, or by day where a whole window is paid."""
    rows: list[tuple[str, Fraction, str, int]] = []
    for each in payouts:
        to, amount, day, line, act, event = (
            getattr(each, key) for key in ("to", "amount", "day", "line", "act", "event")
        )
        when = f"{day.month}-{day.day}" if act is None or event == "time" else act
        if amount != 0:
            rows.append((to, amount, when, -1 if line is None else line))
    return sorted(rows)
