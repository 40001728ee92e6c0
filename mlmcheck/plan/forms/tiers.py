"""Price tiers: who supplies those below at a higher price than his own keeps the difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from mlmcheck.plan.acts import Act, Desk
from mlmcheck.plan.terms import Ladder


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference of prices that somebody keeps on another's order."""

    to: str
    amount: Fraction
    ladder: Ladder
    act: Act
    level: int
    own: Fraction
    """The price of one unit to him."""
    below: Fraction
    """The lowest price of one unit to anybody below him on the line."""


def differences(desk: Desk, act: Act) -> Iterator[Difference]:
    """Yield the differences of prices on a stock order, along the line of sponsors."""
    order = act.order
    if order is None or act.who is None or order.flow != "stock":
        return
    for ladder in desk.terms.ladders:
        if order.goods is None and len(desk.terms.ladders) > 1:
            continue
        if order.goods is not None and order.goods not in ladder.names:
            continue
        lowest: Fraction | None = None
        for level, person in enumerate(desk.book.line(act.who)):
            price = _price(desk, ladder, person, act)
            if price is None:
                continue
            if lowest is not None and price < lowest and desk.book.there(person, act.day):
                amount = (lowest - price) * order.units
                yield Difference(person, amount, ladder, act, level, price, lowest)
            lowest = price if lowest is None else min(lowest, price)


def _price(desk: Desk, ladder: Ladder, person: str, act: Act) -> Fraction | None:
    """Return the price to a person: of his rank, or of the highest below it that has one."""
    rank = desk.qualifier.rank(person, act.day)
    if rank is None:
        return None
    return next((p for p in reversed(ladder.prices[: rank + 1]) if p is not None), None)
