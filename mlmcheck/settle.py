"""What would settle a review: for each open fact, which verdict follows from which value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from mlmcheck.interval import ZERO, Interval, Truth
from mlmcheck.law.environment import Environment
from mlmcheck.law.evaluate import Answer, Trace, Why
from mlmcheck.law.findings import Finding, Result
from mlmcheck.law.model import Compare, Condition, FactLeaf, Has, Pack, That, leaves
from mlmcheck.suppose import Ground, judge_again
from mlmcheck.verdict import Decision, Reason, Verdict, blocks_legal, strength
from mlmcheck.vocabulary import VOCABULARY, Kind

_Supposed = tuple[str, str | None, Interval | bool]
"""A fact, the word in question where it is a set, and the value supposed of it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """If the fact lies in `value` (for a set: if the word is in it, or is not), what follows."""

    value: Interval | bool
    verdict: Verdict
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Settling:
    """One fact and what each value of it would make of the verdict."""

    fact: str
    word: str | None
    """For a set, the word in question."""
    outcomes: tuple[Outcome, ...]
    needs_practice: bool = False
    """Only figures of what was paid and sold can answer it; what the plan says cannot."""
    scope: bool = False
    """It asks whether an instrument that now stays out of the verdict applies."""

    @property
    def decides(self) -> bool:
        """Whether its value alone changes the verdict."""
        return len({outcome.verdict for outcome in self.outcomes}) > 1


@dataclass(frozen=True, slots=True)
class Settlement:
    """All that would settle one law's verdict on one day."""

    each: tuple[Settling, ...]
    """Facts that change the verdict by themselves first."""
    together: tuple[_Supposed, ...]
    """Values that all at once make it legal, where no fact does alone; empty if none were found."""
    rows_missing: bool = False
    """The table of organisers is not complete."""
    open: tuple[str, ...] = ()
    """What the law leaves open whatever the facts are."""


def settle(  # noqa: PLR0913, PLR0917  # one value of each stage before
    pack: Pack,
    environment: Environment,
    day: date,
    answers: Mapping[str, Answer],
    findings: tuple[Finding, ...],
    decision: Decision,
) -> Settlement:
    """Return what would settle the verdict, each claim found by judging again with the value.

    A verdict that is not review is settled; then only the scope of instruments left out is asked.
    """
    ground = Ground(pack, environment, day, answers, findings)
    settlings = [
        settling
        for asked in _questions(findings, decision)
        if (settling := _settling(ground, asked)) is not None
        and (settling.decides or not settling.scope)
    ]
    settlings.sort(key=lambda s: (not s.scope, not s.decides))
    if decision.verdict is not Verdict.REVIEW:
        return Settlement(tuple(settlings), ())
    blocking = _blocking(findings)
    together: tuple[_Supposed, ...] = ()
    if not any(o.verdict is Verdict.LEGAL for s in settlings for o in s.outcomes):
        together = _together(ground, [s for s in settlings if not s.scope])
    return Settlement(
        tuple(settlings),
        together,
        any("organiser rows" in f.needs for f in blocking),
        tuple(dict.fromkeys(leaf for f in blocking for leaf in f.open)),
    )


def best_settling(  # noqa: PLR0913, PLR0917  # one value of each stage before
    pack: Pack,
    environment: Environment,
    day: date,
    answers: Mapping[str, Answer],
    findings: tuple[Finding, ...],
    decision: Decision,
) -> Settling | None:
    """Return the first fact that changes the verdict by itself, else the first one asked for.

    The same answer as looking through `settle`, at a fraction of its cost.
    """
    ground = Ground(pack, environment, day, answers, findings)
    first: Settling | None = None
    for asked in _questions(findings, decision):
        if asked.scope:
            continue
        settling = _settling(ground, asked)
        if settling is not None and settling.decides:
            return settling
        first = first or settling
    return first


@dataclass(frozen=True, slots=True)
class _Asked:
    """A fact to ask for, with the word in question where it is a set."""

    fact: str
    word: str | None
    scope: bool
    practice: bool
    """Only figures of what was paid and sold answer it."""


def _questions(findings: tuple[Finding, ...], decision: Decision) -> tuple[_Asked, ...]:
    """Return the facts to ask for, those that decide a scope first."""
    practice: dict[tuple[str, str | None, bool], bool] = {}
    traces = [(f.scope, True) for f in findings if f.set_aside and f.scope is not None]
    if decision.verdict is Verdict.REVIEW:
        for finding in sorted(_blocking(findings), key=strength):
            own = (finding.when, finding.applies, *(trace for _, trace in finding.unless))
            traces.extend((trace, False) for trace in own if trace is not None)
    for trace, scope in traces:
        for leaf, limited in _unknown_leaves(trace):
            if isinstance(leaf, FactLeaf) and not VOCABULARY[leaf.fact].row:
                word = leaf.word if isinstance(leaf, Has) else None
                key = (leaf.fact, word, scope)
                practice[key] = practice.get(key, True) and limited
    return tuple(
        _Asked(fact, word, scope, limited)
        for (fact, word, scope), limited in practice.items()
        if scope or (fact, word, True) not in practice
    )


def _blocking(findings: tuple[Finding, ...]) -> list[Finding]:
    return [
        f for f in findings if f.result is Result.UNKNOWN and blocks_legal(f) and not f.set_aside
    ]


def _unknown_leaves(trace: Trace, limited: bool = False) -> Iterator[tuple[Condition, bool]]:
    """Yield the leaves that another value would decide, and whether only one from practice."""
    if trace.truth is not Truth.UNKNOWN:
        return
    if trace.why is Why.MISSING:
        yield trace.condition, limited
    for child in trace.children:
        yield from _unknown_leaves(child, limited or isinstance(trace.condition, That))


def _settling(ground: Ground, asked: _Asked) -> Settling | None:
    outcomes: list[Outcome] = []
    for value, environment in _suppositions(ground, asked.fact, asked.word):
        decision = judge_again(ground, environment)
        last = outcomes[-1] if outcomes else None
        if (
            last is not None
            and isinstance(value, Interval)
            and isinstance(last.value, Interval)
            and last.verdict is decision.verdict
            and last.reason is decision.reason
        ):
            outcomes[-1] = replace(last, value=last.value.hull(value))
        else:
            outcomes.append(Outcome(value, decision.verdict, decision.reason))
    if not outcomes:
        return None
    return Settling(asked.fact, asked.word, tuple(outcomes), asked.practice, asked.scope)


def _suppositions(
    ground: Ground, fact: str, word: str | None
) -> Iterator[tuple[Interval | bool, Environment]]:
    """Yield the values that the law tells apart, each with what would then be known."""
    known = ground.environment
    if word is not None:
        yield True, known.supposing_word(fact, word, True)
        yield False, known.supposing_word(fact, word, False)
        return
    now = known.value(fact)
    for region in _regions(ground, fact, now):
        supposed = known.supposing(fact, region)
        if supposed is not None:
            yield region, supposed


def _regions(ground: Ground, fact: str, now: Interval) -> Iterator[Interval]:
    """Cut what is possible at every threshold that a rule holds the fact against."""
    if VOCABULARY[fact].kind is Kind.BOOLEAN:
        for end in (now.lo, now.hi):
            yield Interval(end, end)
        return
    cuts = {now.lo, now.hi}
    for condition in _conditions(ground.pack):
        for leaf in leaves(condition):
            inner = leaf.leaf if isinstance(leaf, That) else leaf
            if not isinstance(inner, Compare) or inner.fact != fact:
                continue
            if inner.parameter is None:
                cuts.add(ZERO.lo)
                continue
            value = ground.pack.parameters[inner.parameter].on(ground.day)
            if value is not None:
                cuts.update((value.value.lo, value.value.hi))
    ordered = sorted(cuts)
    for index, cut in enumerate(ordered):
        spot = now.meet(Interval(cut, cut))
        if spot is not None:
            yield spot
        if index + 1 < len(ordered):
            between = now.meet(Interval(cut, ordered[index + 1], True, True))
            if between is not None:
                yield between


def _conditions(pack: Pack) -> Iterator[Condition]:
    for rule in pack.by_id.values():
        yield rule.when
        if rule.applies is not None:
            yield rule.applies
    for instrument in pack.instruments.values():
        if instrument.applies is not None:
            yield instrument.applies


def _together(ground: Ground, settlings: list[Settling]) -> tuple[_Supposed, ...]:
    """Look for values of the open facts that together make it legal, taking the mildest of each.

    What is found is cut down until nothing in it can be left out.
    """
    environment = ground.environment
    chosen: list[_Supposed] = []
    for settling in settlings:
        best: tuple[tuple[int, int], Interval | bool, Environment] | None = None
        here = replace(ground, environment=environment)
        for value, supposed in _suppositions(here, settling.fact, settling.word):
            decision = judge_again(ground, supposed)
            rank = (int(decision.verdict), len(decision.deciding))
            if best is None or rank < best[0]:
                best = (rank, value, supposed)
        if best is None:
            return ()
        chosen.append((settling.fact, settling.word, best[1]))
        environment = best[2]
        if best[0][0] == Verdict.LEGAL:
            return _least(ground, chosen)
    return ()


def _least(ground: Ground, chosen: list[_Supposed]) -> tuple[_Supposed, ...]:
    """Leave out, last first, whatever the verdict does not need to stay legal."""
    kept = list(chosen)
    for one in reversed(chosen):
        fewer = [other for other in kept if other is not one]
        environment = _suppose(ground.environment, fewer)
        if environment is not None and judge_again(ground, environment).verdict is Verdict.LEGAL:
            kept = fewer
    return tuple(_widened(ground, kept))


def _widened(ground: Ground, chosen: list[_Supposed]) -> list[_Supposed]:
    """Let each value be as wide as the verdict allows, so that a sample is not told as a line.

    A wider value stands if it is legal to know no more than that, with all others as they are.
    """
    wide = list(chosen)
    for place, (fact, word, value) in enumerate(chosen):
        if not isinstance(value, Interval):
            continue
        others = wide[:place] + wide[place + 1 :]
        rest = _suppose(ground.environment, others)
        if rest is None:
            continue
        most = value
        for region, _ in _suppositions(replace(ground, environment=rest), fact, word):
            assert isinstance(region, Interval)
            hull = most.hull(region)
            known = _suppose(ground.environment, [*others, (fact, word, hull)])
            if known is not None and judge_again(ground, known).verdict is Verdict.LEGAL:
                most = hull
        wide[place] = (fact, word, most)
    return wide


def _suppose(environment: Environment, values: list[_Supposed]) -> Environment | None:
    supposed: Environment | None = environment
    for fact, word, value in values:
        if supposed is None:
            return None
        if word is not None:
            supposed = supposed.supposing_word(fact, word, value is True)
        else:
            assert isinstance(value, Interval)
            supposed = supposed.supposing(fact, value)
    return supposed
