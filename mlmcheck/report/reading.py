"""What a reader wants to know of a finding: what decides it, what each fact rests on, how near."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from mlmcheck.facts import Basis, Evidence, Fact, Path, Row
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
from mlmcheck.law.model import All, Any, Compare, FactLeaf, Named, Not, Some, That, written
from mlmcheck.vocabulary import AT_MOST, VOCABULARY, Kind


@dataclass(frozen=True, slots=True)
class Leaf:
    """One comparison that a result rests on."""

    trace: Trace
    row: Row | None = None
    term: str | None = None
    """The term in whose condition it stands."""
    negated: bool = False
    bases: frozenset[Basis] | None = None
    """Where only facts of certain bases can answer it."""


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
    return _each_once(
        tuple(
            leaf
            for trace, wanted in _deciding_traces(finding)
            for leaf in _leaves(Leaf(trace), wanted)
        )
    )


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


def _below(at: Leaf) -> tuple[Leaf, ...]:
    """Return the parts of a node, each with what the nodes above it say of it."""
    condition = at.trace.condition
    term = condition.term if isinstance(condition, Named) else at.term
    bases = condition.bases if isinstance(condition, That) else at.bases
    negated = at.negated is not isinstance(condition, Not)
    return tuple(
        Leaf(child, child.row or at.row, term, negated, bases) for child in at.trace.children
    )


def _leaves(at: Leaf, truth: Truth) -> Iterator[Leaf]:
    """Yield the leaves that make a node what it is, where it is that."""
    trace = at.trace
    if trace.truth is not truth:
        return
    below = _below(at)
    if not below:
        yield at
    elif isinstance(trace.condition, Not):
        yield from _leaves(below[0], ~truth)
    elif isinstance(trace.condition, Some) and truth is Truth.YES:
        yield from _leaves(next(one for one in below if one.trace.truth is truth), truth)
    else:
        if truth is Truth.UNKNOWN and trace.why is not None:
            yield at
        for one in below:
            yield from _leaves(one, truth)


def ground(name: str, day: DayResult, row: Row | None = None) -> Ground:
    """Return what the value of a fact rests on."""
    if row is not None and name in row.values:
        fact = Fact(name, row.values[name], row.basis, row.evidence)
        return Ground((fact,))
    measured = tuple(fact for fact in day.facts.of(name) if fact.basis is not Basis.SIMULATED)
    value = day.said.value(name) if VOCABULARY[name].kind is not Kind.WORDS else None
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
    for other in _implied_by(name, day.said):
        if other in seen:
            continue
        value = day.said.value(other)
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


def closing(path: Path) -> bool:
    """Return whether a place only says that a list is all there is, and is no value of its own."""
    return path[:1] == ("complete",)


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
    return condition.fact if isinstance(condition, FactLeaf) else None


def ways_out(trace: Trace) -> tuple[tuple[Leaf, ...], ...]:
    """Return the sets of leaves of which all must turn round for a met condition to fail.

    A leaf that must come to hold is `negated`, one that must cease to hold is not. The smallest
    sets come first; at most six are returned.
    """
    ways = [_each_once(way) for way in _ways(Leaf(trace), Truth.NO)]
    return tuple(sorted(ways, key=len)[:6])


def _each_once(leaves: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
    found: dict[tuple[object, ...], Leaf] = {}
    for leaf in leaves:
        found.setdefault(_key(leaf), leaf)
    return tuple(found.values())


def _key(leaf: Leaf) -> tuple[object, ...]:
    """Return what tells a leaf from others: what it asks, of whom, by which facts."""
    return written(leaf.trace.condition), leaf.row.label if leaf.row else None, leaf.bases


_MOST_WAYS = 12


def _turning(at: Leaf, wanted: Truth) -> Leaf:
    return replace(at, negated=wanted is Truth.YES)


def _ways(at: Leaf, wanted: Truth) -> list[tuple[Leaf, ...]]:
    """Return the sets of leaves that must turn for a node to be as wanted."""
    trace, below = at.trace, _below(at)
    if trace.truth is wanted:
        return [()]
    if not below:
        return [] if isinstance(trace.condition, Some) else [(_turning(at, wanted),)]
    if isinstance(trace.condition, Some):
        return []
    if isinstance(trace.condition, Not):
        return _ways(below[0], ~wanted)
    if isinstance(trace.condition, All if wanted is Truth.NO else Any):
        return [way for one in below for way in _ways(one, wanted)]
    product: list[tuple[Leaf, ...]] = [()]
    for one in below:
        product = [(*way, *more) for way in product for more in _ways(one, wanted)][:_MOST_WAYS]
    return product


def holding_leaves(finding: Finding) -> tuple[Leaf, ...]:
    """Return the comparisons of a rule's own condition that hold, each once, in reading order."""
    return () if finding.when is None else _each_once(tuple(_holding(Leaf(finding.when))))


def _holding(at: Leaf) -> Iterator[Leaf]:
    if at.trace.truth is Truth.NO:
        return
    below = _below(at)
    if at.trace.truth is Truth.YES:
        yield from _leaves(at, Truth.YES)
    else:
        for one in below:
            yield from _holding(one)


def unknown_leaves(finding: Finding) -> tuple[Leaf, ...]:
    """Return the leaves that keep a finding unknown."""
    traces = [finding.when, finding.applies, *(trace for _, trace in finding.unless)]
    found: dict[str, Leaf] = {}
    for trace in traces:
        if trace is not None:
            for leaf in undecided(trace):
                found.setdefault(written(leaf.condition), Leaf(leaf))
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that a finding lacks; `practice` if only figures of what was paid and sold give it.

    Without a fact it is the table of organisers.
    """

    fact: str | None
    practice: bool = False


def missing(finding: Finding) -> tuple[Missing, ...]:
    """Return the facts that a finding lacks, in the order in which its rule asks them."""
    traces = [finding.when, finding.applies, *(trace for _, trace in finding.unless)]
    practice = _lacking(trace for trace in traces if trace is not None)
    return tuple(
        Missing(name, practice.get(name, False)) if name in VOCABULARY else Missing(None)
        for name in finding.needs
    )


def missing_for_scope(finding: Finding) -> tuple[Missing, ...]:
    """Return the facts that are lacking to know whether a rule's instrument applies."""
    lacking = _lacking([finding.scope] if finding.scope is not None else ())
    return tuple(Missing(name, practice) for name, practice in lacking.items())


def _lacking(traces: Iterable[Trace]) -> dict[str, bool]:
    """Return the facts that keep traces unknown, and whether only practice can give them."""
    found: dict[str, bool] = {}
    for trace in traces:
        for leaf in _leaves(Leaf(trace), Truth.UNKNOWN):
            name = fact_of(leaf)
            if name is not None:
                found[name] = found.get(name, True) and leaf.bases is not None
    return found
