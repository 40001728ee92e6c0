"""What would settle a review: for each open fact, which verdict follows from which value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from mlmcheck.interval import ZERO, Interval
from mlmcheck.law.environment import Environment
from mlmcheck.law.evaluate import Answer, Question
from mlmcheck.law.findings import Finding, Result, find, scope_of_instruments
from mlmcheck.law.model import Compare, Has, Named, Pack, That, leaves
from mlmcheck.verdict import Decision, Reason, Verdict, blocks_legal, decide, strength
from mlmcheck.vocabulary import VOCABULARY, Kind


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
        """Whether one value of it alone ends the review, or another value changes the verdict."""
        return len({outcome.verdict for outcome in self.outcomes}) > 1 or any(
            outcome.verdict is not Verdict.REVIEW for outcome in self.outcomes
        )


@dataclass(frozen=True, slots=True)
class Settlement:
    """All that would settle one law's verdict on one day."""

    each: tuple[Settling, ...]
    """Facts that change the verdict by themselves first."""
    together: tuple[tuple[str, str | None, Interval | bool], ...]
    """Values that all at once make it legal, where no fact does alone; empty if none were found."""
    rows_missing: bool = False
    """The table of organisers is not complete."""
    open: tuple[str, ...] = ()
    """What the law leaves open whatever the facts are."""


@dataclass(frozen=True, slots=True)
class _Ground:
    pack: Pack
    environment: Environment
    day: date
    answers: Mapping[str, Answer]
    findings: tuple[Finding, ...]


def settle(
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
    ground = _Ground(pack, environment, day, answers, findings)
    asked = _questions(findings, decision)
    settlings = [
        settling
        for fact, word, scope in asked
        if (settling := _settling(ground, fact, word, scope)) is not None
    ]
    settlings.sort(key=lambda s: (not s.scope, not s.decides))
    blocking = [f for f in findings if f.result is Result.UNKNOWN and blocks_legal(f) and not f.set_aside]
    if decision.verdict is not Verdict.REVIEW:
        return Settlement(tuple(settlings), ())
    together: tuple[tuple[str, str | None, Interval | bool], ...] = ()
    if not any(o.verdict is Verdict.LEGAL for s in settlings for o in s.outcomes):
        together = _together(ground, [s for s in settlings if not s.scope])
    return Settlement(
        tuple(settlings),
        together,
        any("organiser rows" in f.needs for f in blocking),
        tuple(dict.fromkeys(leaf for f in blocking for leaf in f.open)),
    )


def _questions(
    findings: tuple[Finding, ...], decision: Decision
) -> tuple[tuple[str, str | None, bool], ...]:
    """Return the facts to ask for, with the word of a set and whether it is about scope."""
    asked: dict[tuple[str, str | None], bool] = {}
    for finding in findings:
        if finding.set_aside and finding.applies is not None:
            scope = finding.applies
            for key in _unknown_facts(scope):
                asked.setdefault(key, True)
    if decision.verdict is Verdict.REVIEW:
        blocking = sorted(
            (f for f in findings if f.result is Result.UNKNOWN and blocks_legal(f) and not f.set_aside),
            key=strength,
        )
        for finding in blocking:
            traces = [t for t in (finding.when, finding.applies) if t is not None]
            traces += [trace for _, trace in finding.unless]
            for trace in traces:
                for key in _unknown_facts(trace):
                    asked.setdefault(key, False)
    return tuple(
        (fact, word, scope) for (fact, word), scope in asked.items() if not VOCABULARY[fact].row
    )


def _unknown_facts(trace: object) -> Iterator[tuple[str, str | None]]:
    from mlmcheck.law.evaluate import Trace, Why, undecided
    from mlmcheck.law.model import Flag

    assert isinstance(trace, Trace)
    for leaf in undecided(trace):
        if leaf.why is Why.MISSING:
            if isinstance(leaf.condition, Has):
                yield leaf.condition.fact, leaf.condition.word
            elif isinstance(leaf.condition, Flag | Compare):
                yield leaf.condition.fact, None


def _settling(ground: _Ground, fact: str, word: str | None, scope: bool) -> Settling | None:
    outcomes: list[Outcome] = []
    for value, environment in _suppositions(ground, fact, word):
        decision = _judge_again(ground, environment)
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
    return Settling(fact, word, tuple(outcomes), _needs_practice(ground, fact), scope)


def _needs_practice(ground: _Ground, fact: str) -> bool:
    for rule in (*ground.pack.rules, *ground.pack.terms.values()):
        if fact in ground.pack.asks.get(rule.id, ()):
            for leaf in leaves(rule.when):
                if isinstance(leaf, That) and leaf.leaf.fact == fact:
                    return True
    return False


def _suppositions(
    ground: _Ground, fact: str, word: str | None
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


def _regions(ground: _Ground, fact: str, now: Interval) -> Iterator[Interval]:
    """Cut what is possible at every threshold that a rule holds the fact against."""
    if VOCABULARY[fact].kind is Kind.BOOLEAN:
        for end in (now.lo, now.hi):
            yield Interval(end, end)
        return
    cuts = {now.lo, now.hi}
    for rule in ground.pack.by_id.values():
        for leaf in leaves(rule.when):
            inner = leaf.leaf if isinstance(leaf, That) else leaf
            if isinstance(inner, Named) or not isinstance(inner, Compare) or inner.fact != fact:
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


def _judge_again(ground: _Ground, environment: Environment) -> Decision:
    """Return the verdict under a supposition; only rules that it can touch are asked again."""
    changed = {name for name, value in environment.values.items() if ground.environment.values.get(name) != value}
    changed.update(
        name
        for name, words in environment.words.items()
        if ground.environment.words.get(name) != words
    )
    changed.update(name for name, _ in environment.supposed)
    question = Question(ground.pack, environment, ground.day, ground.answers, terms={})
    scopes = scope_of_instruments(ground.pack, question)
    return decide(
        [
            f
            if ground.pack.asks[f.rule.id].isdisjoint(changed)
            else find(f.rule, question, scopes)
            for f in ground.findings
        ]
    )


def _together(
    ground: _Ground, settlings: list[Settling]
) -> tuple[tuple[str, str | None, Interval | bool], ...]:
    """Look for values of the open facts that together make it legal, taking the mildest of each."""
    environment = ground.environment
    chosen: list[tuple[str, str | None, Interval | bool]] = []
    for settling in settlings:
        best: tuple[tuple[int, int], Interval | bool, Environment] | None = None
        here = replace(ground, environment=environment)
        for value, supposed in _suppositions(here, settling.fact, settling.word):
            decision = _judge_again(ground, supposed)
            rank = (int(decision.verdict), len(decision.deciding))
            if best is None or rank < best[0]:
                best = (rank, value, supposed)
        if best is None:
            return ()
        chosen.append((settling.fact, settling.word, best[1]))
        environment = best[2]
        if best[0][0] == Verdict.LEGAL:
            return tuple(chosen)
    return ()
