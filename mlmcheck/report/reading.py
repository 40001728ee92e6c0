"""What a reader wants to know of a finding: what decides it, what each fact rests on, how near."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from mlmcheck.facts import Basis, Evidence, Fact, Row
from mlmcheck.interval import FALSE, INFINITY, ZERO, Interval, Truth, interval_truth
from mlmcheck.judge import DayResult
from mlmcheck.law.environment import (
    IMPLIED_BY_ANY,
    IMPLIES,
    SUM_AT_MOST_ONE,
    ZERO_IF_FALSE,
    Environment,
)
from mlmcheck.law.evaluate import Trace, undecided
from mlmcheck.law.findings import Finding, Result
from mlmcheck.law.model import All, Any, Compare, Flag, Has, Named, Not, Some, That, written
from mlmcheck.vocabulary import AT_MOST, VOCABULARY, Kind


@dataclass(frozen=True, slots=True)
class Leaf:
    """One comparison that a result rests on."""

    trace: Trace
    row: Row | None = None
    term: str | None = None
    """The term in whose condition it stands."""
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """What the value of a fact rests on: facts measured, or other facts that it follows from."""

    facts: tuple[Fact, ...] = ()
    follows_from: tuple[str, ...] = ()

    @property
    def basis(self) -> Basis | None:
        """The strongest basis, None where nothing was measured."""
        return self.facts[-1].basis if self.facts else None

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The places, each once, those of the strongest basis first."""
        found: dict[Evidence, None] = {}
        for fact in reversed(self.facts):
            found.update(dict.fromkeys(fact.evidence))
        return tuple(found)


def deciding_leaves(finding: Finding) -> tuple[Leaf, ...]:
    """Return the leaves that a finding's result rests on, each fact once, in reading order."""
    found: dict[tuple[str, str | None], Leaf] = {}
    for trace, wanted in _deciding_traces(finding):
        for leaf in _leaves(trace, wanted):
            key = (written(leaf.trace.condition), leaf.row.label if leaf.row else None)
            found.setdefault(key, leaf)
    return tuple(found.values())


def _deciding_traces(finding: Finding) -> Iterator[tuple[Trace, Truth]]:
    scopes = [trace for trace in (finding.scope, finding.applies) if trace is not None]
    exceptions = [trace for _, trace in finding.unless]
    if finding.result is Result.NOT_APPLICABLE:
        for trace in scopes:
            if trace.truth is Truth.NO:
                yield trace, Truth.NO
        return
    if finding.when is None:
        return
    if finding.result is Result.NOT_MET:
        if finding.when.truth is Truth.NO:
            yield finding.when, Truth.NO
        for trace in exceptions:
            if trace.truth is Truth.YES:
                yield trace, Truth.YES
        return
    wanted = Truth.UNKNOWN if finding.result is Result.UNKNOWN else Truth.YES
    if finding.our_text or finding.presumed:
        wanted = Truth.YES
    yield finding.when, finding.when.truth if wanted is Truth.YES else wanted
    if finding.applies is not None and finding.applies is not finding.scope:
        yield finding.applies, finding.applies.truth
    if wanted is Truth.UNKNOWN:
        for trace in exceptions:
            yield trace, Truth.UNKNOWN


def _leaves(
    trace: Trace, truth: Truth, row: Row | None = None, term: str | None = None
) -> Iterator[Leaf]:
    """Yield the leaves that make a node what it is, where it is that."""
    if trace.truth is not truth:
        return
    condition = trace.condition
    row = trace.row or row
    if isinstance(condition, Named):
        term = condition.term
    if not trace.children:
        yield Leaf(trace, row, term)
        return
    if isinstance(condition, Not):
        for leaf in _leaves(trace.children[0], ~truth, row, term):
            yield Leaf(leaf.trace, leaf.row, leaf.term, not leaf.negated)
        return
    if isinstance(condition, Some) and truth is Truth.YES:
        first = next(child for child in trace.children if child.truth is truth)
        yield from _leaves(first, truth, row, term)
        return
    if truth is Truth.UNKNOWN and trace.why is not None:
        yield Leaf(trace, row, term)
    for child in trace.children:
        yield from _leaves(child, truth, row, term)


def ground(name: str, day: DayResult, row: Row | None = None) -> Ground:
    """Return what the value of a fact rests on."""
    if row is not None and name in row.values:
        fact = Fact(name, row.values[name], row.basis, row.evidence)
        return Ground((fact,))
    measured = tuple(fact for fact in day.facts.of(name) if fact.basis is not Basis.SIMULATED)
    value = day.environment.value(name) if VOCABULARY[name].kind is not Kind.WORDS else None
    if measured and (value is None or any(fact.value == value for fact in measured)):
        return Ground(tuple(f for f in measured if value is None or f.value == value))
    implied = _roots(name, day, set())
    if implied:
        facts = [fact for other in implied for fact in ground(other, day).facts]
        return Ground(tuple(facts) or measured, implied)
    return Ground(measured)


def _roots(name: str, day: DayResult, seen: set[str]) -> tuple[str, ...]:
    """Return the facts at the bottom of what this one follows from: those that were measured."""
    found: dict[str, None] = {}
    seen.add(name)
    for other in _implied_by(name, day.environment):
        if other in seen:
            continue
        value = day.environment.value(other)
        direct = any(fact.value == value for fact in day.facts.of(other))
        deeper = () if direct else _roots(other, day, seen)
        found.update(dict.fromkeys(deeper or (other,)))
    return tuple(found)


def _implied_by(name: str, known: Environment) -> tuple[str, ...]:
    """Return the facts from which the value of this one follows, none where it does not."""
    value = known.value(name)
    if VOCABULARY[name].kind is Kind.BOOLEAN:
        truth = interval_truth(value)
        if truth is Truth.UNKNOWN:
            return ()
        return _implied_truth(name, truth, known)
    for first, others in ZERO_IF_FALSE:
        if name in others and value == ZERO and known.value(first) == FALSE:
            return (first,)
    for smaller, greater in AT_MOST:
        if name == smaller and value.hi == known.value(greater).hi != INFINITY:
            return (greater,)
        if name == greater and value.lo == known.value(smaller).lo > 0:
            return (smaller,)
    for left, right in SUM_AT_MOST_ONE:
        other = {left: right, right: left}.get(name)
        if other is not None and known.value(other).lo > 0:
            return (other,)
    return ()


def _implied_truth(name: str, truth: Truth, known: Environment) -> tuple[str, ...]:
    def says(other: str) -> Truth:
        return interval_truth(known.value(other))

    for whole, parts in IMPLIED_BY_ANY:
        if name == whole and truth is Truth.YES:
            found = tuple(part for part in parts if says(part) is Truth.YES)
            if found:
                return found
        if name == whole and truth is Truth.NO and all(says(p) is Truth.NO for p in parts):
            return parts
        if name in parts and truth is Truth.NO and says(whole) is Truth.NO:
            return (whole,)
    for cause, effect in IMPLIES:
        if name == effect and truth is Truth.YES and says(cause) is Truth.YES:
            return (cause,)
        if name == cause and truth is Truth.NO and says(effect) is Truth.NO:
            return (effect,)
    for cause, others in ZERO_IF_FALSE:
        if name in others and truth is Truth.NO and says(cause) is Truth.NO:
            return (cause,)
        if name == cause and truth is Truth.YES:
            found = tuple(other for other in others if known.value(other).lo > 0)
            if found:
                return found
    return ()


@dataclass(frozen=True, slots=True)
class Margin:
    """How far a number stands from its line, as a part of the line."""

    of_line: Fraction

    @property
    def near(self) -> bool:
        """Whether it is within a fifth of the line."""
        return self.of_line <= Fraction(1, 5)


def margin(trace: Trace) -> Margin | None:
    """Return how near a decided comparison came to its line; None where it has no finite line."""
    condition, value, limit = trace.condition, trace.value, trace.limit
    if (
        not isinstance(condition, Compare)
        or limit is None
        or limit.value is None
        or not isinstance(value, Interval)
        or trace.truth is Truth.UNKNOWN
    ):
        return None
    line = limit.interval
    gap = max(value.lo - line.hi, line.lo - value.hi, 0)
    edge = line.hi if value.lo >= line.hi else line.lo
    if isinstance(gap, float) or isinstance(edge, float) or edge == 0:
        return None
    return Margin(Fraction(gap) / Fraction(edge))


def near_misses(day: DayResult) -> tuple[tuple[Finding, Leaf], ...]:
    """Return rules not met by a number alone that came within a fifth of its line."""
    found = []
    for finding in day.findings:
        if finding.result is Result.NOT_MET and finding.rule.effect != "penalty":
            for leaf in deciding_leaves(finding):
                near = margin(leaf.trace)
                if near is not None and near.near:
                    found.append((finding, leaf))
    return tuple(found)


def fact_of(leaf: Leaf) -> str | None:
    """Return the fact that a leaf asks for, None for open questions and row tables."""
    condition = leaf.trace.condition
    return condition.fact if isinstance(condition, Flag | Compare | Has) else None


def ways_out(trace: Trace) -> tuple[tuple[Leaf, ...], ...]:
    """Return the sets of leaves of which all must turn round for a met condition to fail.

    The smallest sets come first; at most six are returned.
    """
    ways = sorted(_ways(trace, None), key=len)
    return tuple(ways[:6])


def _ways(trace: Trace, term: str | None) -> list[tuple[Leaf, ...]]:
    condition = trace.condition
    if not trace.children:
        return [(Leaf(trace, trace.row, term),)]
    if isinstance(condition, Named):
        return _ways(trace.children[0], condition.term)
    if isinstance(condition, That):
        return _ways(trace.children[0], term)
    if isinstance(condition, Not):
        return []
    if isinstance(condition, All):
        return [way for child in trace.children for way in _ways(child, term)]
    if isinstance(condition, Any):
        standing = [child for child in trace.children if child.truth is Truth.YES]
        product: list[tuple[Leaf, ...]] = [()]
        for child in standing:
            product = [(*way, *more) for way in product for more in _ways(child, term)][:12]
        return product
    return []


def unknown_leaves(finding: Finding) -> tuple[Leaf, ...]:
    """Return the leaves that keep a finding unknown."""
    traces = [finding.when, finding.applies, *(trace for _, trace in finding.unless)]
    found: dict[str, Leaf] = {}
    for trace in traces:
        if trace is not None:
            for leaf in undecided(trace):
                found.setdefault(written(leaf.condition), Leaf(leaf))
    return tuple(found.values())
