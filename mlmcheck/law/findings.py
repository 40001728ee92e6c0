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
from mlmcheck.law.model import Compare, Flag, Has, Named, Open, Pack, Rule, Some, written


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
        return Finding(rule, Result.NOT_APPLICABLE, applies=scope)
    if applies is not None and applies.truth is Truth.NO:
        return Finding(rule, Result.NOT_APPLICABLE, applies=applies)
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
    aside = scope is not None and scope.truth is Truth.UNKNOWN
    shown = applies if applies is not None else scope
    holding = next((pair for pair in exceptions if pair[1].truth is Truth.YES), None)
    if when.truth is Truth.NO or holding is not None:
        # A denial that rests on a presumption is said to, so that nobody takes it for settled.
        resting = presumed(when) if when.truth is Truth.NO else presumed(holding[1])  # type: ignore[index]
        return Finding(
            rule, Result.NOT_MET, when, shown, exceptions, presumed=resting, set_aside=aside
        )
    doubts = [when] if when.truth is Truth.UNKNOWN else []
    if applies is not None and applies.truth is Truth.UNKNOWN:
        doubts.append(applies)
    pending = [pair for pair in exceptions if pair[1].truth is Truth.UNKNOWN]
    if not doubts and not pending:
        if rule.unsure:
            return Finding(
                rule, Result.UNKNOWN, when, shown, exceptions, set_aside=aside, our_text=True
            )
        if presumed(when):
            return Finding(
                rule, Result.UNKNOWN, when, shown, exceptions, presumed=True, set_aside=aside
            )
        return Finding(rule, Result.MET, when, shown, exceptions, set_aside=aside)
    burdened = not doubts and all(term.burden for term, _ in pending)
    needs, open_leaves = _reasons([*doubts, *(trace for _, trace in pending)])
    return Finding(
        rule,
        Result.UNKNOWN,
        when,
        shown,
        exceptions,
        needs,
        open_leaves,
        presumed=burdened,
        set_aside=aside,
    )


def _reasons(doubts: list[Trace]) -> tuple[tuple[str, ...], tuple[str, ...]]:
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
            elif isinstance(condition, Flag | Compare | Has):
                needs[condition.fact] = None
    return tuple(needs), tuple(open_leaves)
