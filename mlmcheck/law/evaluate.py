"""Conditions held against facts: strong Kleene, every branch evaluated, with its trace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from mlmcheck.facts import Row, WordSet
from mlmcheck.interval import (
    COMPARE,
    FALSE,
    TRUE,
    ZERO,
    Interval,
    Truth,
    all_of,
    any_of,
    interval_truth,
)
from mlmcheck.law.environment import Environment
from mlmcheck.law.model import (
    All,
    Any,
    AnyOne,
    AroundOne,
    Compare,
    Condition,
    Flag,
    Has,
    Instrument,
    Joined,
    Named,
    Not,
    Open,
    Pack,
    Parameter,
    Rule,
    Some,
    That,
    Value,
)
from mlmcheck.vocabulary import WHOLE


class Why(Enum):
    """Why a leaf is unknown."""

    MISSING = "missing"
    """Another value of the fact would decide it."""
    OPEN = "open"
    """The law gives no answer for this value, or asks what no measure decides."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What a fact was compared with."""

    parameter: Parameter | None
    value: Value | None
    """None for a comparison with 0, or on a day before the law had a number."""

    @property
    def interval(self) -> Interval:
        """The number, or the range where the law is open."""
        return ZERO if self.value is None else self.value.value


@dataclass(frozen=True, slots=True)
class Answer:
    """Somebody's answer, by name, to a question that no measure decides."""

    yes: bool
    by: str
    source: str


@dataclass(slots=True)
class Trace:
    """One node of a reasoning: the condition, its truth, and what it rests on.

    Treated as a value: nothing changes a trace once it is made.
    """

    condition: Condition
    truth: Truth
    children: tuple[Trace, ...] = ()
    value: Interval | WordSet | None = None
    limit: Limit | None = None
    why: Why | None = None
    row: Row | None = None
    answer: Answer | None = None


@dataclass(slots=True)
class Question:
    """Everything an evaluation needs besides the condition."""

    pack: Pack
    environment: Environment
    day: date
    answers: Mapping[str, Answer]
    rule: str = ""
    row: Row | None = None
    terms: dict[str, Trace] | None = None
    """Terms already evaluated; None where terms must be asked anew."""
    leaves: dict[int, Trace] = field(default_factory=dict)
    """Leaves already evaluated outside rows; a pack holds equal leaves as one object."""


def evaluate(condition: Condition, question: Question) -> Trace:
    """Return the truth of a condition and how it came about."""
    kind = type(condition)
    if kind is Compare or kind is Flag:
        if question.row is not None:
            return _leaf(condition, question)  # type: ignore[arg-type]
        known = question.leaves.get(id(condition))
        if known is None:
            known = question.leaves[id(condition)] = _leaf(condition, question)  # type: ignore[arg-type]
        return known
    if kind is All:
        parts = tuple([evaluate(part, question) for part in condition.parts])  # type: ignore[union-attr]
        return Trace(condition, all_of([part.truth for part in parts]), parts)
    if kind is Any:
        parts = tuple([evaluate(part, question) for part in condition.parts])  # type: ignore[union-attr]
        return Trace(condition, any_of([part.truth for part in parts]), parts)
    if isinstance(condition, Not):
        part = evaluate(condition.part, question)
        return Trace(condition, ~part.truth, (part,))
    if isinstance(condition, Named):
        part = _term(condition.term, question)
        return Trace(condition, part.truth, (part,))
    if isinstance(condition, That):
        row = question.row
        limited = Question(
            question.pack,
            question.environment.limited(condition.bases),
            question.day,
            question.answers,
            question.rule,
            row if row is not None and row.basis in condition.bases else None,
        )
        part = evaluate(condition.leaf, limited)
        return Trace(condition, part.truth, (part,))
    if isinstance(condition, Some):
        return _some(condition, question)
    if isinstance(condition, Has):
        return _has(condition, question)
    assert isinstance(condition, Open)
    return _open(condition, question)


def _value(fact: str, question: Question) -> Interval:
    if question.row is not None and fact in question.row.values:
        return question.row.values[fact]
    if question.row is not None and fact.startswith("organiser."):
        return WHOLE[fact]
    return question.environment.value(fact)


def _leaf(condition: Compare | Flag, question: Question) -> Trace:
    if isinstance(condition, Compare):
        return _compare(condition, question)
    return _flag(condition, question)


def _flag(condition: Flag, question: Question) -> Trace:
    value = _value(condition.fact, question)
    truth = Truth.YES if value is TRUE else Truth.NO if value is FALSE else interval_truth(value)
    return Trace(condition, truth, (), value, None, Why.MISSING if truth is Truth.UNKNOWN else None)


def _compare(condition: Compare, question: Question) -> Trace:
    value = _value(condition.fact, question)
    if condition.parameter is None:
        truth = COMPARE[condition.op](value, ZERO)
        why = Why.MISSING if truth is Truth.UNKNOWN else None
        return Trace(condition, truth, (), value, Limit(None, None), why)
    parameter = question.pack.parameters[condition.parameter]
    in_force = parameter.on(question.day)
    limit = Limit(parameter, in_force)
    if in_force is None:
        return Trace(condition, Truth.UNKNOWN, (), value, limit, Why.OPEN)
    truth = COMPARE[condition.op](value, in_force.value)
    if truth is not Truth.UNKNOWN:
        return Trace(condition, truth, (), value, limit)
    return Trace(condition, truth, (), value, limit, _why(condition.op, value, in_force.value))


def _why(op: str, value: Interval, line: Interval) -> Why:
    """Return why a comparison is unknown.

    Inside the line no further knowledge of the fact would decide it. One end of the line decides:
    at the upper end "at least" holds whatever the law means, at the lower end "at most" does.
    """
    deciding = line.hi if op in ("<", ">=") else line.lo
    return Why.OPEN if value.within(line) and not value.contains(deciding) else Why.MISSING


def _has(condition: Has, question: Question) -> Trace:
    words = question.environment.word_set(condition.fact)
    truth = question.environment.holds(condition.fact, condition.word)
    why = Why.MISSING if truth is Truth.UNKNOWN else None
    return Trace(condition, truth, (), words, None, why)


def _open(condition: Open, question: Question) -> Trace:
    answer = question.answers.get(f"{question.rule}/{condition.id}")
    if answer is not None:
        truth = Truth.YES if answer.yes else Truth.NO
        return Trace(condition, truth, answer=answer)
    if condition.presumed:
        return Trace(condition, Truth.YES)
    return Trace(condition, Truth.UNKNOWN, why=Why.OPEN)


def _term(term: str, question: Question) -> Trace:
    known = question.terms
    if known is not None and term in known:
        return known[term]
    rule = question.pack.rule(term)
    assert rule is not None, f"the pack names no {term}; its reader refuses such a pack"
    instrument = question.pack.instruments[rule.instrument]
    if not (rule.in_force.on(question.day) and instrument.in_force.on(question.day)):
        # Before it was in force nothing could rest on it.
        trace = Trace(rule.when, Truth.NO)
    else:
        inner = Question(
            question.pack,
            question.environment,
            question.day,
            question.answers,
            rule.id,
            None,
            known,
            question.leaves if question.row is None else {},
        )
        trace = evaluate(_whole(rule, instrument), inner)
    if known is not None:
        known[term] = trace
    return trace


def _whole(rule: Rule, instrument: Instrument) -> Condition:
    """Return what a named rule asks with its scope and exceptions."""
    parts: list[Condition] = [rule.when]
    if rule.applies is not None:
        parts.insert(0, rule.applies)
    if instrument.applies is not None and rule.effect != "term":
        parts.insert(0, instrument.applies)
    parts.extend(Not(Named(term)) for term in rule.unless)
    return rule.when if len(parts) == 1 else All(tuple(parts))


def _some(condition: Some, question: Question) -> Trace:
    found: list[Trace] = []
    for row in question.environment.rows:
        inner = Question(
            question.pack,
            question.environment,
            question.day,
            question.answers,
            question.rule,
            row,
            question.terms,
        )
        trace = evaluate(condition.where, inner)
        trace.row = row
        found.append(trace)
    truth = any_of([trace.truth for trace in found])
    if truth is not Truth.YES and not question.environment.rows_complete:
        return Trace(condition, Truth.UNKNOWN, tuple(found), why=Why.MISSING)
    return Trace(condition, truth, tuple(found))


def presumed(trace: Trace) -> bool:
    """Return whether a definite truth rests on something that is only presumed."""
    condition, truth = trace.condition, trace.truth
    if truth is Truth.UNKNOWN:
        return False
    if isinstance(condition, Open):
        return condition.presumed and trace.answer is None
    if not trace.children:
        return False
    one_is_enough = isinstance(condition, AnyOne) == (truth is Truth.YES)
    if isinstance(condition, AroundOne):
        return presumed(trace.children[0])
    deciding = [child for child in trace.children if child.truth is truth]
    if isinstance(condition, Joined) and one_is_enough:
        return bool(deciding) and all(presumed(child) for child in deciding)
    return any(presumed(child) for child in deciding)


def undecided(trace: Trace) -> Iterator[Trace]:
    """Yield the unknown leaves that keep a node unknown; nothing below a node that is decided."""
    if trace.truth is not Truth.UNKNOWN:
        return
    if trace.why is not None:
        yield trace
    for child in trace.children:
        yield from undecided(child)


def nodes(trace: Trace) -> Iterator[Trace]:
    """Yield every node of a trace, the top first."""
    yield trace
    for child in trace.children:
        yield from nodes(child)
