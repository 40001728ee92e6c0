"""The most that a plan pays on money that comes in, all levels together."""

from __future__ import annotations

from fractions import Fraction

from mlmcheck.plan.terms import (
    Binary,
    Board,
    Fixed,
    Line,
    Matrix,
    Members,
    Part,
    Pool,
    Rate,
    StairStep,
    Unilevel,
)
from mlmcheck.scheme.fields import Flow

_ZERO = Fraction(0)
_JOINING = frozenset(["entry", "recruit"])
_OF_ORDERS = frozenset(["payment", "turnover", "group_volume"])
"""Bases that are what was paid, one order at a time or many together."""


def most_of_money(line: Line, flow: Flow) -> Fraction | None:
    """Return the most that a line pays of each unit of money of a flow, None without an end.

    Sums of money are paid once an act, and acts may be as small as one likes: without an end. So is
    what the file does not tie to what was paid, such as a retail price. Zero where the flow
    triggers nothing.
    """
    if flow not in line.triggers or _only_newcomers(line):
        return _ZERO
    form = line.form
    shares = [rate for rate in _rates(line) if isinstance(rate, Part)]
    if isinstance(form, Pool) and not shares:
        return _ZERO
    tied = line.base in _OF_ORDERS or (line.base == "retail_price" and flow == "retail")
    if not tied or (len(shares) < len(_rates(line)) and not isinstance(form, Pool)):
        return None
    if isinstance(form, Pool):
        return sum((rate.part for rate in shares), _ZERO)
    greatest = max((rate.part for rate in shares), default=_ZERO)
    if isinstance(form, Binary):
        # What the other leg has kept from before may be paired with all of it.
        return None if form.last is None else greatest * form.last
    if isinstance(form, StairStep):
        return greatest
    if isinstance(form, Unilevel | Matrix):
        return _along(line, form, greatest, flow)
    return None


def _only_newcomers(line: Line) -> bool:
    """Return whether a line that an order triggers is for people on a board not yet seated."""
    return isinstance(line.form, Board) and line.triggers <= _JOINING


def _rates(line: Line) -> list[Rate]:
    return [rate for _, rate in line.rates.steps]


def _along(line: Line, form: Unilevel | Matrix, greatest: Fraction, flow: Flow) -> Fraction | None:
    first = max(form.first, 1) if flow == "retail" else form.first
    rates = line.rates
    if rates.by == "level" and rates.steps[0][0] is not None:
        parts = [
            rate.part
            for key, rate in rates.steps
            if isinstance(rate, Part) and key is not None and key >= first
        ]
        return sum(parts, _ZERO)
    if form.last is None:
        return None
    return greatest * max(form.last - first + 1, 0)


def most_of_rewards(line: Line) -> Fraction | None:
    """Return the most that a line on rewards pays of all other rewards, None without an end."""
    if isinstance(line.form, Unilevel | Matrix) and line.base == "payment":
        shares = [rate for rate in _rates(line) if isinstance(rate, Part)]
        if len(shares) == len(_rates(line)):
            greatest = max((rate.part for rate in shares), default=_ZERO)
            return _along(line, line.form, greatest, "own-use")
    return None


def for_time(line: Line, *, least: bool) -> Rate | None:
    """Return the least or the greatest rate of a line that pays everybody for himself for time.

    None where it is paid to others too, or is of something that is not what he paid in.
    """
    if not isinstance(line.form, Members):
        return None
    rates = _rates(line)
    shares = [rate for rate in rates if isinstance(rate, Part)]
    sums = [rate for rate in rates if isinstance(rate, Fixed)]
    if shares and sums:
        return None
    if shares:
        if line.base != "own_payments":
            return None
        parts = [rate.part for rate in shares]
        return Part(min(parts) if least else max(parts))
    amounts = [rate.amount for rate in sums]
    return Fixed(min(amounts) if least else max(amounts)) if amounts else None
