"""Numbers as the values of a scheme file, and the names of its lines."""

from __future__ import annotations

from fractions import Fraction

from mlmcheck.interval import Number
from mlmcheck.repair.tree import Cut, Op
from mlmcheck.scheme.model import Node
from mlmcheck.text import Text


def percent(share: Number) -> str:
    """Return a share as a scheme file writes it: in percent, or as a fraction."""
    exact = Fraction(share)
    hundred = exact * 100
    if hundred.denominator == 1:
        return f"{hundred.numerator}%"
    if (hundred * 100).denominator == 1:
        return f"{float(hundred):.2f}".rstrip("0") + "%"
    return f"{exact.numerator}/{exact.denominator}"


def whole(number: Number) -> str:
    """Return a count as a scheme file writes it, the next whole number above where it is none."""
    exact = Fraction(number)
    return str(-(-exact.numerator // exact.denominator))


def money(number: Number) -> str:
    """Return an amount as a scheme file writes it, cut to two decimals."""
    cents = Fraction(number) * 100
    units, rest = divmod(cents.numerator // cents.denominator, 100)
    return f"{units}.{rest:02d}" if rest else str(units)


def called(item: Node) -> object:
    """Return what an item of the file is called: its name, or which one of its list it is."""
    name: object = getattr(item, "name", None)
    if name is not None:
        return name
    place = item.at[-1]
    assert isinstance(place, int)
    return Text("no. {number} (without a name)", number=place + 1)


def own_word(item: Node) -> tuple[Op, ...]:
    """Return the change that makes an item its author's own word.

    What a source says is what the plan was; what is proposed instead no source says, and a note
    on what it says would speak of the plan as it was.
    """
    if getattr(item, "source", None) is None:
        return ()
    keys = [key for key in ("source", "note") if getattr(item, key, None) is not None]
    return tuple(Cut((*item.at, key)) for key in keys)
