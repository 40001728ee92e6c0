"""What would have to hold in an example for it to show a finding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from mlmcheck.interval import COMPARE, ZERO, Interval, Truth, interval_truth
from mlmcheck.law.evaluate import Limit, Trace
from mlmcheck.law.findings import Finding, Result
from mlmcheck.law.model import Any, Compare, Flag, Not, Some, That

MOST_PROOFS = 64
"""Ways in which a finding holds that are looked at; no rule of the packs has more."""

_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
"""What holds where a comparison fails: a duty is broken where what it asks for is not so."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A comparison of a fact that an example must bear out."""

    fact: str
    op: str | None
    """None: the fact is a boolean, and must hold."""
    limit: Interval
    holds: bool
    """False where a boolean must not hold; a comparison that fails is asked as its opposite."""

    def borne_out(self, value: Interval) -> bool:
        """Return whether a value makes the comparison what it is to be."""
        compare = COMPARE[self.op] if self.op is not None else None
        truth = compare(value, self.limit) if compare else interval_truth(value)
        return truth is (Truth.YES if self.holds else Truth.NO)


Proof = frozenset[Asked]
"""Comparisons that together make a finding met."""


def proofs(finding: Finding) -> tuple[Proof, ...]:
    """Return the ways in which a finding is met, each as what must hold, the shortest first.

    What is met on our text alone, or by what is presumed, is met as well. Empty for any other
    finding. What only a person answers is left out.
    """
    met = finding.result is Result.MET
    stands = finding.result is Result.UNKNOWN and (finding.our_text or finding.presumed)
    if finding.when is None or not (met or stands):
        return ()
    found = {frozenset(each) for each in _ways(finding.when, True)}
    least = [each for each in found if not any(other < each for other in found)]
    return tuple(sorted(least, key=in_order))


def in_order(proof: Proof) -> tuple[int, list[tuple[object, ...]]]:
    """Return what proofs are sorted by: the shortest first, then by what they ask."""
    return len(proof), sorted(map(_key, proof))


def _key(asked: Asked) -> tuple[object, ...]:
    limit = asked.limit
    return (
        *(asked.fact, asked.op or "", asked.holds),
        *(float(limit.lo), float(limit.hi), limit.lo_open, limit.hi_open),
    )


def _ways(trace: Trace, holds: bool) -> list[tuple[Asked, ...]]:
    """Return the sets of comparisons each of which makes a node hold, or fail."""
    if trace.truth is not (Truth.YES if holds else Truth.NO):
        return []
    condition = trace.condition
    if isinstance(condition, Not):
        return _ways(trace.children[0], not holds)
    if isinstance(condition, Some):
        # One organiser of a real network, whom no example stands for.
        return [()]
    if isinstance(condition, That):
        return [()]
    if not trace.children:
        asked = _asked(trace, holds)
        return [()] if asked is None else [(asked,)]
    parts = [_ways(child, holds) for child in trace.children]
    either = isinstance(condition, Any) is holds
    if either and len(parts) > 1:
        return [way for part in parts for way in part][:MOST_PROOFS]
    return list(_together(parts))[:MOST_PROOFS]


def _together(parts: list[list[tuple[Asked, ...]]]) -> Iterator[tuple[Asked, ...]]:
    for chosen in product(*parts):
        yield tuple(dict.fromkeys(asked for way in chosen for asked in way))


def _asked(trace: Trace, holds: bool) -> Asked | None:
    condition = trace.condition
    if isinstance(condition, Flag):
        return Asked(condition.fact, None, ZERO, holds)
    if isinstance(condition, Compare):
        limit = ZERO if condition.parameter is None else _limit(trace.limit)
        op = condition.op if holds else _OPPOSITE[condition.op]
        return None if limit is None else Asked(condition.fact, op, limit, True)
    return None


def _limit(limit: Limit | None) -> Interval | None:
    return None if limit is None or limit.value is None else limit.value.value
