"""What cannot be said: parts that come to more than the whole, and nothing as a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from mlmcheck.facts import Path
from mlmcheck.interval import INFINITY, Number
from mlmcheck.scheme.model import Conduct, Scheme
from mlmcheck.scheme.quantity import Money, Share, Stated
from mlmcheck.text import Text

_DISJOINT = ("entry", "recruit", "time", "commission", "outside")
"""Flows that share nothing with each other or with product sales."""
_IN_FINAL = ("retail", "own-use")
_ZERO = Fraction(0)
NOTHING = frozenset(["none", "no", "nothing", "无", "没有"])
"""What says that nothing was found, and would be taken for a finding."""

Parts = Iterable[tuple[str, Money | Share]]


def misfits(scheme: Scheme) -> Iterator[tuple[Text, Path]]:
    """Yield what is wrong, with its place."""
    for block in scheme.observed or ():
        for key in ("revenue", "payouts", "funding"):
            parts = getattr(block, key)
            if parts is not None and not isinstance(parts, Stated):
                yield from _parts(parts, (*block.at, key))
    for reward in scheme.rewards if isinstance(scheme.rewards, tuple) else ():
        if reward.funded_by:
            yield from _parts(reward.funded_by, (*reward.at, "funded_by"))
    if scheme.conduct is not None:
        yield from _nothing_found(scheme.conduct)


def _parts(parts: Parts, path: Path) -> Iterator[tuple[Text, Path]]:
    stated = dict(parts)
    for word in _IN_FINAL:
        if "final" in stated and word in stated:
            text = Text(
                "final holds {word} already, so the two would be counted twice; write final, or "
                "retail and own-use",
                word=word,
            )
            yield text, (*path, word)
    whole = _whole(stated.get("total"))
    low = {flow: _least(part, whole) for flow, part in stated.items()}
    least = sum((low.get(flow, _ZERO) for flow in _DISJOINT), _products(low))
    if least > 1:
        text = Text(
            "the parts come to at least {percent} % of the whole; correct one of them",
            percent=round(float(least) * 100),
        )
        yield text, path


def _products(low: Mapping[str, Fraction]) -> Fraction:
    """Return the least that product sales are of the whole; a union may be the same money."""
    stock, own, retail = (low.get(flow, _ZERO) for flow in ("stock", "own-use", "retail"))
    bought = max(low.get("purchase", _ZERO), stock + own)
    return max(low.get("sale", _ZERO), bought + retail, stock + low.get("final", _ZERO))


def _whole(total: Money | Share | None) -> Money | None:
    return total if isinstance(total, Money) and 0 < total.range.hi != INFINITY else None


def _least(part: Money | Share, whole: Money | None) -> Fraction:
    """Return the least that a part is of the whole; 0 where that is not known."""
    low: Number = part.range.lo
    if isinstance(part, Share):
        return Fraction(low)
    if whole is None or part.currency != whole.currency or low == INFINITY:
        return Fraction(0)
    return Fraction(low) / Fraction(whole.range.hi)


def _nothing_found(conduct: Conduct) -> Iterator[tuple[Text, Path]]:
    for key in ("deception", "coercion", "grave_result", "inventory_loading"):
        stated = getattr(conduct, key)
        for statement in () if stated is None or isinstance(stated, Stated) else stated:
            if statement.text.strip().lower() in NOTHING:
                text = Text(
                    "this would be a finding that says {given}; write {key}: none if there was "
                    "none",
                    given=statement.text,
                    key=key,
                )
                yield text, statement.at
