"""Repair: the smallest change of a plan that makes it lawful under all the laws asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from mlmcheck.judge import Court, Judgement, LawResult, judge
from mlmcheck.verdict import Verdict

if TYPE_CHECKING:
    from mlmcheck.repair.edits import Edit
    from mlmcheck.repair.reasons import Standing
    from mlmcheck.repair.search import Found
    from mlmcheck.repair.trial import Bench
    from mlmcheck.scheme.read import Document

MOST_EDITS = 6
"""Edits that are looked for at most, unless another number is asked for."""
MOST_WAYS = 3
"""Alternatives that are shown at most."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to make a plan lawful."""

    edits: tuple[Edit, ...]
    kept: Fraction
    """The part of the founder's payout curve that is left, 0 to 1."""
    source: str
    """The whole text of the changed file."""
    after: Judgement
    """The changed file, judged."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """What still stands against a plan after as much as edits could do."""

    edits: tuple[Edit, ...]
    results: tuple[LawResult, ...]
    """What the laws say that do not call it legal."""
    standing: tuple[Standing, ...]
    """Their rules that stand against it; of the plan as it is, those that no edit touches."""


@dataclass(frozen=True, slots=True)
class Repair:
    """What can be done about one scheme file."""

    before: Judgement
    alternatives: tuple[Alternative, ...]
    """By the number of edits, then by how much pay is kept; none where it is lawful or none is
    found."""
    most_edits: int
    tried: int
    """Changed plans that were judged."""
    whole: bool
    """Whether every change of at most so many edits of the catalogue was looked at."""
    nearest: Nearest | None
    """Where nothing was found, the changed plan that has the least against it."""

    @property
    def lawful(self) -> bool:
        """Whether the plan is lawful as it is."""
        return self.before.verdict is Verdict.LEGAL


def repair(
    document: Document,
    court: Court,
    laws: tuple[str, ...] = (),
    as_of: date | None = None,
    most_edits: int = MOST_EDITS,
) -> Repair:
    """Return the smallest changes that make a plan lawful under every law asked for.

    Raises:
        SchemeError, NoLaw, PackError: as for `judge`.
    """
    before = judge(document, court, laws, as_of)
    uncovered = any(result.pack is None for result in before.laws)
    if before.verdict is Verdict.LEGAL or uncovered:
        return Repair(before, (), most_edits, 0, True, None)
    from mlmcheck.repair.catalogue import edits_for
    from mlmcheck.repair.limits import limits_of
    from mlmcheck.repair.search import search
    from mlmcheck.repair.trial import Bench

    asked = tuple(result.law for result in before.laws)
    days = {day.day for result in before.laws for day in result.days}
    limits = limits_of([court.pack(law) for law in asked], sorted(days))
    bench = Bench(before, court, asked, as_of, edits_for(document, limits))
    found = search(bench, most_edits)
    alternatives: list[Alternative] = []
    for way in _differing(bench, found.ways):
        one = _alternative(bench, way, laws)
        if one is not None:
            alternatives.append(one)
        if len(alternatives) == MOST_WAYS:
            break
    nearest = _nearest(bench, found) if not alternatives else None
    return Repair(
        before,
        tuple(alternatives),
        most_edits,
        len(bench.tried),
        found.whole,
        nearest,
    )


def _nearest(bench: Bench, found: Found) -> Nearest:
    """Return what still stands after the edits that leave the least."""
    from mlmcheck.law.findings import Result
    from mlmcheck.repair.reasons import standing
    from mlmcheck.repair.trial import blocking
    from mlmcheck.verdict import strength

    trial = bench.trial(found.nearest)
    assert trial is not None
    results = tuple(trial.against())
    stand = [
        standing(result, finding)
        for result in results
        for finding in blocking(result)
        if not found.untouched or (result.law, finding.rule.id) in found.untouched
    ]
    # What is only unknown matters once nothing is known to stand against it.
    met = [one for one in stand if one.finding.result is Result.MET]
    stand = sorted(met or stand, key=lambda one: strength(one.finding))
    return Nearest(bench.chosen(found.nearest), results, tuple(stand))


def _differing(bench: Bench, ways: Sequence[frozenset[int]]) -> list[frozenset[int]]:
    """Return the best way of each kind: fewest edits first, then what keeps most of the pay."""
    from mlmcheck.repair.curve import kept

    def rank(way: frozenset[int]) -> tuple[int, Fraction, list[int]]:
        trial = bench.tried[way]
        assert trial is not None
        return bench.cost(way), -kept(bench.before.scheme, trial.scheme), sorted(way)

    best: dict[frozenset[str], frozenset[int]] = {}
    for way in sorted(ways, key=rank):
        best.setdefault(frozenset(edit.kind for edit in bench.chosen(way)), way)
    return list(best.values())


def _alternative(bench: Bench, way: frozenset[int], laws: tuple[str, ...]) -> Alternative | None:
    """Return a way with the text of its file, None where the file's layout cannot follow it.

    The text is read again: only one that says exactly what was judged, and that is found lawful
    when it is judged as a file, is an alternative.
    """
    from mlmcheck.repair.curve import kept
    from mlmcheck.repair.patch import Unpatchable, patched
    from mlmcheck.scheme.errors import SchemeError
    from mlmcheck.scheme.marks import Mapped
    from mlmcheck.scheme.read import parse_scheme

    trial = bench.tried[way]
    document = bench.before.document
    root = document.marks.root
    assert trial is not None
    assert isinstance(root, Mapped)
    try:
        source = patched(document.marks.source, root, trial.tree)
        read = parse_scheme(source, document.file)
    except (Unpatchable, SchemeError):
        return None
    after = judge(read, bench.court, laws, bench.as_of)
    if read.scheme != trial.scheme or after.verdict is not Verdict.LEGAL:
        return None
    mark = "\ufeff" if document.content.startswith(b"\xef\xbb\xbf") else ""
    edits = (*bench.chosen(way), *trial.extra)
    return Alternative(edits, kept(document.scheme, trial.scheme), mark + source, after)
