"""Shares of a total by kind, from sums of which some are of unknown kind or not stated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from mlmcheck.interval import INFINITY, UNIT, ZERO, Interval, Number, exact, point
from mlmcheck.scheme.quantity import Money, Share, Stated

RECRUITMENT, STOCK, OWN_USE, OUTSIDE, TIME, TASK = 1, 2, 4, 8, 16, 32
FINAL = OWN_USE | OUTSIDE
ANY = RECRUITMENT | STOCK | OWN_USE | OUTSIDE | TIME | TASK

KINDS: Mapping[str, int] = {
    "entry": RECRUITMENT,
    "recruit": RECRUITMENT,
    "stock": STOCK | OWN_USE | OUTSIDE,
    "own-use": STOCK | OWN_USE,
    "purchase": STOCK | OWN_USE | OUTSIDE,
    "retail": OUTSIDE,
    "sale": STOCK | OWN_USE | OUTSIDE,
    "final": FINAL,
    "time": TIME,
    "task": TASK,
    "commission": ANY,
    "unknown": ANY,
}
"""What money of a flow can turn out to be for. Stock is kept, used or resold to a customer; own use
may be a condition of something, and then it counts as stock; a union may be any of its flows. What
a source says of sales to final users is of free own use and of customers."""

_FLOWS = ("entry", "recruit", "stock", "own-use", "retail", "time")


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums by flow: as parts of one total, or in money where the total is not known."""

    parts: Mapping[str, Interval]
    of_total: bool


def stated_sums(
    stated: Iterable[tuple[str, Money | Share]] | Stated | None, currency: str | None
) -> Sums | None:
    """Return the sums of a block of figures, None where there are none or there was no money.

    A sum in another currency than the scheme's is left out, as no rate is known.
    """
    if stated is None or isinstance(stated, Stated):
        return None
    money: dict[str, Interval] = {}
    shares: dict[str, Interval] = {}
    for key, amount in stated:
        if isinstance(amount, Share):
            if key != "total":
                shares[key] = amount.range
        elif amount.currency is None or amount.currency == currency:
            money[key] = amount.range
    total = money.pop("total", None)
    if total is not None and total.hi == 0:
        return None
    if total is not None:
        shares.update((key, over(amount, total)) for key, amount in money.items())
    elif not shares:
        return Sums(money, False) if any(each.hi > 0 for each in money.values()) else None
    return Sums({key: each.meet(UNIT) or UNIT for key, each in shares.items()}, True)


def entry_apart(stated: Iterable[tuple[str, Money | Share]] | Stated | None) -> bool:
    """Return whether a block's sums name entry payments by themselves, and some were made."""
    if stated is None or isinstance(stated, Stated):
        return False
    return any(flow == "entry" and amount.range.hi > 0 for flow, amount in stated)


def money_total(
    stated: Iterable[tuple[str, Money | Share]] | Stated | None, currency: str | None
) -> Interval | None:
    """Return the total of a block's sums in the scheme's currency, None where it is not stated."""
    if stated is None or isinstance(stated, Stated):
        return None
    for key, amount in stated:
        if key == "total" and isinstance(amount, Money):
            return amount.range if amount.currency in (None, currency) else None
    return None


def counted_sums(sums: Mapping[str, Fraction]) -> Sums | None:
    """Return sums that were counted row by row as parts of their total, None if there was none."""
    total = sum(sums.values(), Fraction(0))
    if total <= 0:
        return None
    parts = dict.fromkeys(_FLOWS, ZERO)
    parts.update((flow, point(money / total)) for flow, money in sums.items())
    return Sums(parts, True)


def with_unread(share: Interval) -> Interval:
    """Return what is left of a share of a total to which rows of any amount may have to be added.

    A part that is there stays, however small; and so does what is not of it.
    """
    below = share.lo > 0 or share.lo_open
    above = share.hi < 1 or share.hi_open
    return Interval(ZERO.lo, 1, below, above)


def beside_margins(share: Interval, wanted: int, most: Number) -> Interval:
    """Return what a share of rewards is of rewards and of what sellers earn on prices together.

    Sellers earn up to `most` times all rewards on sales to customers: that adds to a share that
    counts such sales, and thins out every other.
    """
    if most == 0:
        return share
    if wanted & OUTSIDE:
        if most == INFINITY:
            return Interval(share.lo, 1, share.lo_open, share.hi < 1 or share.hi_open)
        hi = quotient(share.hi + most, 1 + most)
        return Interval(share.lo, hi, share.lo_open, share.hi_open)
    if most == INFINITY:
        return Interval(ZERO.lo, share.hi, share.lo > 0 or share.lo_open, share.hi_open)
    return Interval(quotient(share.lo, 1 + most), share.hi, share.lo_open, share.hi_open)


def quotient(part: Number, whole: Number) -> Number:
    """Return the exact quotient of two finite numbers: whole numbers may not be divided as such."""
    return exact(Fraction(part) / Fraction(whole))


def over(amount: Interval, total: Interval) -> Interval:
    """Return the quotient of two intervals of numbers that are not negative.

    Division by what may be zero is unbounded.
    """
    lo: Number = Fraction(0)
    hi: Number = INFINITY
    lo_open = hi_open = False
    if total.hi != INFINITY and total.hi > 0:
        lo = quotient(amount.lo, total.hi)
        lo_open = (amount.lo_open or total.hi_open) and (lo > 0 or amount.lo_open)
    if total.lo > 0 and amount.hi != INFINITY:
        hi = quotient(amount.hi, total.lo)
        hi_open = (amount.hi_open or total.lo_open) and hi > 0
    elif amount.hi == 0 and total.lo_open:
        hi = Fraction(0)
    return Interval(lo, hi, lo_open, hi_open)


def added(intervals: Iterable[Interval]) -> Interval:
    """Return the sum."""
    total = ZERO
    for each in intervals:
        total = total + each
    return total


def class_share(sums: Sums, wanted: int, kinds: Mapping[str, int] = KINDS) -> Interval:
    """Return the part of the total that is for the wanted kinds.

    What is certainly of them is at least that part, what is certainly not leaves at most the rest;
    a flow that is not stated may be anything the total leaves room for.
    """
    parts = sums.parts
    inside = added(each for flow, each in parts.items() if not kinds[flow] & ~wanted)
    outside = added(each for flow, each in parts.items() if not kinds[flow] & wanted)
    touching = None
    if all(flow in parts for flow in _FLOWS if kinds[flow] & wanted):
        touching = added(each for flow, each in parts.items() if kinds[flow] & wanted)
    if not sums.of_total:
        return _of_unknown_total(touching, outside)
    value = UNIT.meet(Interval(inside.lo, INFINITY, inside.lo_open))
    if value is not None and outside.lo <= 1:
        value = value.meet(Interval(ZERO.lo - 1, 1 - outside.lo, False, outside.lo_open))
    if value is not None and touching is not None:
        value = value.meet(Interval(ZERO.lo - 1, touching.hi, False, touching.hi_open))
    # Sums that exceed their total say nothing.
    return UNIT if value is None or outside.lo > 1 else value


def _of_unknown_total(touching: Interval | None, outside: Interval) -> Interval:
    """Return the most a part can be of a total of which only some sums are known."""
    if touching is None or touching.hi == INFINITY or outside.lo <= 0:
        return UNIT
    hi = quotient(touching.hi, touching.hi + outside.lo)
    return Interval(ZERO.lo, hi, False, (touching.hi_open or outside.lo_open) and hi > 0)
