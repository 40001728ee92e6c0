"""Verdicts counted against decisions: a table by law, the order of the scores, what is open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from mlmcheck.accuracy.corpus import Case
from mlmcheck.verdict import Reason, Verdict
from mlmcheck.vocabulary import VOCABULARY

CLEARED_NEEDED = 30
"""Final decisions that cleared a scheme from which on six weights could be fitted."""


@dataclass(frozen=True, slots=True)
class LawTable:
    """How one law's verdicts stand to what was decided under it: counts by both."""

    law: str
    counts: Mapping[tuple[Verdict, Verdict], int]
    """By what was decided and what the rules say."""

    def of(self, decided: Verdict, ours: Verdict) -> int:
        """Return how many schemes were decided so and come out so."""
        return self.counts.get((decided, ours), 0)


@dataclass(frozen=True, slots=True)
class Order:
    """Pairs of a pyramid and a cleared scheme under one law, and how many the score puts right."""

    pairs: int
    right: int
    """The pyramid has more points."""
    even: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What comes of a corpus."""

    counted: tuple[Case, ...]
    """Final decisions with sources that were read."""
    apart: tuple[Case, ...]
    """Outcomes that are not final, or rest on memory."""
    undecided: tuple[Case, ...]
    """No authority decided whether they are pyramids."""
    tables: tuple[LawTable, ...]
    order: Order

    @property
    def against(self) -> tuple[Case, ...]:
        """Counted cases that come out as the opposite of what was decided."""
        return tuple(case for case in self.counted if is_against(case))

    @property
    def enough(self) -> tuple[Case, ...]:
        """Counted cases whose sources state all that their law asks."""
        return tuple(case for case in self.counted if not case.lacks)

    @property
    def agreed(self) -> tuple[Case, ...]:
        """Of those with enough facts: cases that come out as decided."""
        return tuple(case for case in self.enough if case.law.verdict is case.record.outcome)

    @property
    def cleared(self) -> int:
        """Final decisions that cleared a scheme."""
        return sum(case.record.outcome is Verdict.LEGAL for case in self.counted)


def tally(cases: Iterable[Case]) -> Tally:
    """Count cases."""
    every = tuple(cases)
    counted = tuple(case for case in every if case.record.counts)
    return Tally(
        counted,
        tuple(c for c in every if c.record.outcome is not None and not c.record.counts),
        tuple(c for c in every if c.record.outcome is None),
        _tables(counted),
        _order(counted),
    )


def is_against(case: Case) -> bool:
    """Return whether a pyramid comes out legal, or a cleared scheme pyramid-like."""
    return {case.record.outcome, case.law.verdict} == {Verdict.PYRAMID, Verdict.LEGAL}


def missing_facts(case: Case) -> tuple[str, ...]:
    """Return what would settle a review: the facts that change the verdict by themselves first.

    Empty where it is not facts that are missing.
    """
    if case.law.reason not in (Reason.MISSING, Reason.PRESUMED, Reason.LAW_OPEN):
        return ()
    settlement = case.law.settlement
    found = dict.fromkeys(one.fact for one in settlement.each if one.decides and not one.scope)
    found |= dict.fromkeys(name for name, _, _ in settlement.together)
    if not found and case.law.worst is not None:
        deciding = case.law.worst.decision.deciding
        found |= dict.fromkeys(n for f in deciding for n in f.needs if n in VOCABULARY)
    return tuple(found)


def _tables(cases: tuple[Case, ...]) -> tuple[LawTable, ...]:
    tables = []
    for law, group in groupby(cases, key=lambda case: case.law.law):
        counts: dict[tuple[Verdict, Verdict], int] = {}
        for case in group:
            assert case.record.outcome is not None
            key = (case.record.outcome, case.law.verdict)
            counts[key] = counts.get(key, 0) + 1
        tables.append(LawTable(law, counts))
    return tuple(tables)


def _order(cases: tuple[Case, ...]) -> Order:
    pairs = right = even = 0
    for pyramid in cases:
        for cleared in cases:
            if pyramid.record.outcome is not Verdict.PYRAMID:
                continue
            if cleared.record.outcome is not Verdict.LEGAL or cleared.law.law != pyramid.law.law:
                continue
            pairs += 1
            right += pyramid.law.points > cleared.law.points
            even += pyramid.law.points == cleared.law.points
    return Order(pairs, right, even)
