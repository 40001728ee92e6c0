"""How much of what a plan pays is kept by another one, line by line of its rewards."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from mlmcheck.facts import Path
from mlmcheck.interval import INFINITY
from mlmcheck.scheme.fields import Pays
from mlmcheck.scheme.model import Goods, Reward, Scheme
from mlmcheck.scheme.quantity import Money, Share

LEVELS = 10
"""Levels of each line that are compared."""

_Cell = tuple[str, str | int]
"""A trigger, and a level or another key of the rates."""


def kept(before: Scheme, after: Scheme) -> Fraction:
    """Return the part, 0 to 1, of what one plan pays that another one pays too.

    Of each reward line every trigger and level up to the tenth counts by its rate: what the same
    line still pays there counts whole, what it pays somewhere else instead, on another trigger or
    to somebody else, counts half. The lines count alike, whatever they pay, as shares of different
    things and sums a head have no common measure. So does the spread of prices by rank of each of
    the goods, which is pay without a reward. Rates that are not stated count as equal. What
    safeguards, conditions and caps cost is not counted.
    """
    old, new = _lines(before), _lines(after)
    if not old:
        return Fraction(1)
    parts = [_of_line(cells, new.get(at, {})) for at, cells in old.items()]
    return sum(parts, Fraction(0)) / len(parts)


def _of_line(old: Mapping[_Cell, Fraction], new: Mapping[_Cell, Fraction]) -> Fraction:
    total = sum(old.values(), Fraction(0))
    if total == 0:
        return Fraction(1)
    same = {cell: min(rate, new.get(cell, Fraction(0))) for cell, rate in old.items()}
    left = total - sum(same.values(), Fraction(0))
    other = sum((rate - same.get(cell, Fraction(0)) for cell, rate in new.items()), Fraction(0))
    moved = max(min(left, other), Fraction(0))
    return (total - left + moved / 2) / total


def _lines(scheme: Scheme) -> dict[Path, dict[_Cell, Fraction]]:
    listed = scheme.rewards if isinstance(scheme.rewards, tuple) else ()
    found = {reward.at: _cells(reward) for reward in listed}
    goods = scheme.goods if isinstance(scheme.goods, tuple) else ()
    found |= {item.at: _margins(item) for item in goods}
    return {at: cells for at, cells in found.items() if cells}


def _margins(item: Goods) -> dict[_Cell, Fraction]:
    """Return what each rank earns on the price of the dearest, where ranks buy at prices apart."""
    prices = {} if item.participant_price is None else dict(item.participant_price.by_rank)
    amounts = {rank: _middle(price) for rank, price in prices.items()}
    most = max(amounts.values(), default=Fraction(0))
    return {
        ("price", str(rank)): most - amount for rank, amount in amounts.items() if amount < most
    }


def _cells(reward: Reward) -> dict[_Cell, Fraction]:
    if reward.pays is None:
        return {
            (trigger, level): Fraction(1) for trigger in reward.for_ for level in _levels_of(reward)
        }
    if not isinstance(reward.pays, Pays):
        return {}
    cells: dict[_Cell, Fraction] = {}
    for key, rate in reward.rates():
        amount = _middle(rate)
        places: tuple[str | int, ...]
        if key is None:
            places = _levels_of(reward)
        elif reward.key_kind == "level" and isinstance(key, int):
            places = (key,) if key <= LEVELS else ()
        else:
            places = tuple(f"{key} {level}" for level in _levels_of(reward))
        for trigger in reward.for_:
            for place in places:
                cells[trigger, place] = amount
    return cells


def _levels_of(reward: Reward) -> tuple[int, ...]:
    if reward.levels is None:
        return (1,)
    most = reward.levels.range.hi
    return tuple(range(1, (LEVELS if most == INFINITY else min(int(most), LEVELS)) + 1))


def _middle(rate: Money | Share) -> Fraction:
    low, high = rate.range.lo, rate.range.hi
    if high == INFINITY:
        return Fraction(low) if low else Fraction(1)
    return (Fraction(low) + Fraction(high)) / 2
