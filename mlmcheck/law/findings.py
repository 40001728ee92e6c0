"""Findings: one rule held against the facts of one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from mlmcheck.interval import Truth
from mlmcheck.law.environment import Environment
from mlmcheck.law.evaluate import (
    Answer,
    Question,
    Trace,
    Why,
    evaluate,
    presumed,
    undecided,
)
from mlmcheck.law.model import FactLeaf, Named, Open, Pack, Rule, Some, written


class Result(Enum):
    """What came of a rule; for a duty, met means that it is broken."""

    MET = "met"
    NOT_MET = "not met"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not applicable"
    NOT_IN_FORCE = "not in force"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's result with the whole of its reasoning."""

    rule: Rule
    result: Result
    when: Trace | None = None
    applies: Trace | None = None
    unless: tuple[tuple[Rule, Trace], ...] = ()
    needs: tuple[str, ...] = ()
    """Facts any of which might decide it; `organiser rows` where the table is not complete."""
    open: tuple[str, ...] = ()
    """What the law leaves open and keeps it undecided, as the packs write it."""
    presumed: bool = False
    """It would stand, or stands, only by a presumption."""
    set_aside: bool = False
    """It is not known whether its instrument applies, so it takes no part in the verdict."""
    our_text: bool = False
    """It is met on our text of the law, which is too unsure to decide."""
    scope: Trace | None = None
    """Whether the rule's instrument applies at all; None where it does not ask."""


def find_all(
    pack: Pack,
    environment: Environment,
    day: date,
    answers: Mapping[str, Answer],
) -> tuple[Finding, ...]:
    """Return the finding of every rule of the pack, in the order of their ids."""
    question = Question(pack, environment, day, answers, terms={})
    scopes = scope_of_instruments(pack, question)
    return tuple([find(rule, question, scopes) for rule in pack.rules])


def scope_of_instruments(pack: Pack, question: Question) -> dict[str, Trace]:
    """Return, for each instrument that asks, whether it applies at all."""
    return {
        instrument.id: evaluate(instrument.applies, question)
        for instrument in pack.instruments.values()
        if instrument.applies is not None
    }


def find(rule: Rule, question: Question, scopes: Mapping[str, Trace]) -> Finding:
    """Hold one rule against the facts."""
    if not rule.in_force.on(question.day):
        return Finding(rule, Result.NOT_IN_FORCE)
    instrument = question.pack.instruments[rule.instrument]
    if not instrument.in_force.on(question.day):
        return Finding(rule, Result.NOT_IN_FORCE)
    scope = scopes.get(rule.instrument)
    question.rule = rule.id
    applies = evaluate(rule.applies, question) if rule.applies is not None else None
    if scope is not None and scope.truth is Truth.NO:
        return Finding(rule, Result.NOT_APPLICABLE, applies=scope, scope=scope)
    if applies is not None and applies.truth is Truth.NO:
        return Finding(rule, Result.NOT_APPLICABLE, applies=applies, scope=scope)
    when = evaluate(rule.when, question)
    exceptions = tuple(
        (question.pack.terms[term], evaluate_term(term, question)) for term in rule.unless
    )
    return _conclude(rule, when, applies, scope, exceptions)


def evaluate_term(term: str, question: Question) -> Trace:
    """Return the truth of a named condition."""
    return evaluate(Named(term), question).children[0]


def _conclude(
    rule: Rule,
    when: Trace,
    applies: Trace | None,
    scope: Trace | None,
    exceptions: tuple[tuple[Rule, Trace], ...],
) -> Finding:
    against = [trace for _, trace in exceptions if trace.truth is Truth.YES]
    if when.truth is Truth.NO:
        against.append(when)
    needs: tuple[str, ...] = ()
    left_open: tuple[str, ...] = ()
    resting = our_text = False
    if against:
        result = Result.NOT_MET
        # A denial that rests on a presumption is said to, so that nobody takes it for settled.
        resting = all(presumed(trace) for trace in against)
    else:
        doubts = [trace for trace in (when, applies) if trace is not None and _unknown(trace)]
        pending = [(term, trace) for term, trace in exceptions if _unknown(trace)]
        if doubts or pending:
            result = Result.UNKNOWN
            needs, left_open = reasons([*doubts, *(trace for _, trace in pending)])
            resting = not doubts and not rule.unsure and all(term.burden for term, _ in pending)
        else:
            our_text = rule.unsure
            grounds = [trace for trace in (when, applies, scope) if trace is not None]
            resting = not our_text and any(presumed(trace) for trace in grounds)
            result = Result.UNKNOWN if our_text or resting else Result.MET
    return Finding(
        rule,
        result,
        when,
        applies if applies is not None else scope,
        exceptions,
        needs,
        left_open,
        resting,
        set_aside=scope is not None and _unknown(scope),
        our_text=our_text,
        scope=scope,
    )


def _unknown(trace: Trace) -> bool:
    return trace.truth is Truth.UNKNOWN


def reasons(doubts: list[Trace]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the facts that keep traces unknown, and what the law leaves open in them."""
    needs: dict[str, None] = {}
    open_leaves: dict[str, None] = {}
    for doubt in doubts:
        for leaf in undecided(doubt):
            condition = leaf.condition
            if isinstance(condition, Some):
                needs["organiser rows"] = None
            elif leaf.why is Why.OPEN:
                name = condition.id if isinstance(condition, Open) else written(condition)
                open_leaves[name] = None
            elif isinstance(condition, FactLeaf):
                needs[condition.fact] = None
    return tuple(needs), tuple(open_leaves)
