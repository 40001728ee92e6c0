"""Verdicts on many plans that are almost alike: a law is asked once for each thing it is told."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from mlmcheck.facts import Facts, WordSet
from mlmcheck.interval import ZERO, Interval
from mlmcheck.law.environment import IMPLIED_BY_ANY, IMPLIES, SUM_AT_MOST_ONE, ZERO_IF_FALSE
from mlmcheck.repair.trial import Trial
from mlmcheck.verdict import Verdict
from mlmcheck.vocabulary import AT_MOST, BELOW, VOCABULARY, Kind

_Said = tuple[tuple[str, Hashable], ...]
"""Facts by name, with all that is said of each: its values and bases, in their order."""

_ROWS = "organiser rows"


@dataclass(slots=True)
class Verdicts:
    """What some laws say of a plan and of others with another number in it.

    The verdict of a law hangs on the values and bases of the facts that its rules ask for, on
    those tied to them, and on whether anything said contradicts anything else; not on where in the
    file a fact stands. So a plan in which all these are as in one judged before has its verdict.
    """

    start: Trial
    _known: dict[tuple[str, Hashable], Verdict] = field(default_factory=dict)
    _asked: dict[str, frozenset[str]] = field(default_factory=dict)
    """What each law may be told of."""
    _changes: dict[tuple[int, date], tuple[dict[str, Hashable], bool]] = field(default_factory=dict)
    _kept: list[Trial] = field(default_factory=list)
    """Every plan seen, so that none of their identities is given to another."""

    def of(self, trial: Trial, law: str) -> Verdict:
        """Return the verdict of one law."""
        result = trial.results.get(law)
        if result is not None:
            return result.verdict
        key = law, self._told(trial, law)
        verdict = self._known.get(key)
        if verdict is None:
            verdict = self._known[key] = trial.result(law).verdict
        return verdict

    def _told(self, trial: Trial, law: str) -> Hashable:
        """Return in what a plan differs for a law from the plan as it is, day by day."""
        pack = trial.bench.court.pack(law)
        names = self._asked.get(law)
        if names is None:
            names = self._asked[law] = _tied(frozenset().union(*pack.asks.values()))
        currency = trial.scheme.currency
        foreign = pack.currency is not None and currency not in (None, pack.currency)
        told: list[Hashable] = []
        for day in self.start.result(law).days:
            changed, clash = self._changed(trial, day.day)
            facts = tuple(
                (name, _signs(said) if foreign and _is_money(name) else said)
                for name, said in changed.items()
                if name in names
            )
            told.append((facts, clash))
        return tuple(told)

    def _changed(self, trial: Trial, day: date) -> tuple[dict[str, Hashable], bool]:
        """Return what is said otherwise than in the plan as it is, and whether all fits together.

        What the market decides is of the operator, who is the same in all of these plans, so that
        any market will do.
        """
        found = self._changes.get((id(trial), day))
        if found is None:
            market = trial.bench.asked[0]
            _, was, _ = self.start.case.measured(day, market)
            _, now, known = trial.case.measured(day, market)
            found = _difference(was, now), bool(known.contradictions)
            self._changes[id(trial), day] = found
            self._kept.append(trial)
        return found


def _difference(was: Facts, now: Facts) -> dict[str, Hashable]:
    found: dict[str, Hashable] = {}
    for name in sorted(was.by_name.keys() | now.by_name.keys()):
        said = tuple((fact.value, fact.basis) for fact in now.of(name))
        if said != tuple((fact.value, fact.basis) for fact in was.of(name)):
            found[name] = said
    if was.organisers != now.organisers:
        rows = tuple(
            (row.label, tuple(sorted(row.values.items())), row.basis) for row in now.organisers.rows
        )
        found[_ROWS] = rows, now.organisers.complete
    return found


def _is_money(name: str) -> bool:
    return name != _ROWS and VOCABULARY[name].kind is Kind.MONEY


def _signs(said: Hashable) -> Hashable:
    """Return what a law with another currency is told of money: whether it is any."""
    assert isinstance(said, tuple)
    return tuple(
        (value if isinstance(value, WordSet) else _sign(value), basis) for value, basis in said
    )


def _sign(value: Interval) -> int:
    if value == ZERO:
        return 0
    return 1 if value.lo > 0 or value.lo_open else -1


def _tied(names: frozenset[str]) -> frozenset[str]:
    """Return facts with all that narrow them or are narrowed by them, however far off."""
    ties = _ties()
    found, todo = set(names), list(names)
    while todo:
        for other in ties.get(todo.pop(), ()):
            if other not in found:
                found.add(other)
                todo.append(other)
    return frozenset(found | {_ROWS})


@cache
def _ties() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    groups = [*IMPLIES, *SUM_AT_MOST_ONE, *BELOW, *AT_MOST]
    groups += [(whole, part) for whole, parts in IMPLIED_BY_ANY for part in parts]
    groups += [(first, other) for first, others in ZERO_IF_FALSE for other in others]
    for one, other in groups:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found
