"""The checks that a rule can be met at all, and that two rules can be kept together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from mlmcheck.facts import Basis
from mlmcheck.interval import FALSE, INFINITY, TRUE, ZERO, Interval
from mlmcheck.law.environment import Contradiction, tighten
from mlmcheck.law.lint.problem import Check, Found, LawUnderLint, RuleUnderLint
from mlmcheck.law.model import (
    All,
    Any,
    Compare,
    Condition,
    FactLeaf,
    Flag,
    Has,
    Named,
    Not,
    Open,
    Pack,
    Rule,
    Some,
    That,
    leaves,
)
from mlmcheck.text import Text
from mlmcheck.vocabulary import VOCABULARY, WHOLE

Goal = tuple[Condition, bool]
"""A condition, and whether it is to hold."""

_ENOUGH = 20_000
"""Steps after which a search gives up and takes it that there is such a world."""


@dataclass(slots=True)
class _World:
    """What has been fixed so far of a world."""

    values: dict[str, Interval] = field(default_factory=dict)
    answers: dict[tuple[str, str], bool] = field(default_factory=dict)
    """Words of sets, and open questions, each yes or no."""
    limited: dict[tuple[str, frozenset[Basis]], Interval] = field(default_factory=dict)
    """What facts of certain bases alone say."""

    def copy(self) -> _World:
        return _World(dict(self.values), dict(self.answers), dict(self.limited))

    def narrow(self, fact: str, to: Interval) -> bool:
        both = self.values.get(fact, WHOLE[fact]).meet(to)
        if both is not None:
            self.values[fact] = both
        return both is not None

    def answer(self, key: tuple[str, str], value: bool) -> bool:
        return self.answers.setdefault(key, value) is value

    def stands(self) -> bool:
        found: list[Contradiction] = []
        tighten(dict(self.values), found)
        return not found


class _Search:
    """A search through the ways in which conditions can hold, on one day of one law."""

    def __init__(self, pack: Pack, day: date) -> None:
        self.pack = pack
        self.day = day
        self.steps = 0

    def find(self, goals: list[Goal], world: _World) -> bool:
        while goals:
            self.steps += 1
            if self.steps > _ENOUGH:
                return True
            condition, wanted = goals.pop(_plainest(goals))
            match condition:
                case Not(part):
                    goals.append((part, not wanted))
                case Named(term):
                    goals.append((_whole(self.pack.by_id[term]), wanted))
                case All(parts) | Any(parts) if isinstance(condition, All) is wanted:
                    goals.extend((part, wanted) for part in parts)
                case All(parts) | Any(parts):
                    return any(self.find([*goals, (part, wanted)], world.copy()) for part in parts)
                case That(leaf, bases):
                    # What the plan says and what was counted are two things.
                    if not self._limited(leaf, bases, wanted, world):
                        return False
                case Some(where):
                    # No row is needed for none to meet it.
                    if wanted and not self.find([(where, True)], _World()):
                        return False
                case _:
                    if not self._leaf(condition, wanted, world):
                        return False
        return world.stands()

    def _limited(
        self, leaf: Flag | Compare, bases: frozenset[Basis], wanted: bool, world: _World
    ) -> bool:
        side: Interval | None = TRUE if wanted else FALSE
        if isinstance(leaf, Compare):
            side = self._region(leaf, wanted)
        key = (leaf.fact, bases)
        both = None if side is None else world.limited.get(key, WHOLE[leaf.fact]).meet(side)
        if both is not None:
            world.limited[key] = both
        return both is not None

    def _region(self, leaf: Compare, wanted: bool) -> Interval | None:
        limit = ZERO
        if leaf.parameter is not None:
            value = self.pack.parameters[leaf.parameter].on(self.day)
            if value is None:
                return None
            limit = value.value
        return _side(leaf.op if wanted else _DENIED[leaf.op], limit)

    def _leaf(self, leaf: Condition, wanted: bool, world: _World) -> bool:
        match leaf:
            case Flag(fact):
                return world.narrow(fact, TRUE if wanted else FALSE)
            case Has(fact, word):
                return world.answer((fact, word), wanted)
            case Open(id, text):
                return world.answer((text.get("en", ""), id), wanted)
            case Compare(fact):
                side = self._region(leaf, wanted)
                return side is not None and world.narrow(fact, side)
        raise AssertionError(leaf)


def _plainest(goals: list[Goal]) -> int:
    """Return the place of a goal that needs no choice, the last one where all do."""
    for place in range(len(goals) - 1, -1, -1):
        condition, wanted = goals[place]
        if not isinstance(condition, Any if wanted else All):
            return place
    return len(goals) - 1


_DENIED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def _side(op: str, limit: Interval) -> Interval | None:
    """Return all numbers that may compare so with the limit; None: there are none.

    Where the law's line is open, each of its values may be the line.
    """
    if op == "<":
        return Interval(ZERO.lo, limit.hi, False, True) if limit.hi > 0 else None
    if op == "<=":
        return Interval(ZERO.lo, limit.hi)
    if op == ">":
        return Interval(limit.lo, INFINITY, True) if limit.lo != INFINITY else None
    return Interval(limit.lo, INFINITY)


def _whole(rule: Rule) -> Condition:
    """Return all that must hold for a term to hold, or for a rule to be met within its scope."""
    parts = [rule.when, *(Not(Named(term)) for term in rule.unless)]
    if rule.effect == "term" and rule.applies is not None:
        parts.append(rule.applies)
    return All(tuple(parts)) if len(parts) > 1 else parts[0]


def possible(goals: Sequence[Goal], pack: Pack, day: date) -> bool:
    """Return whether some world may be so; False only where certainly none is."""
    try:
        return _Search(pack, day).find(list(goals), _World())
    except RecursionError:
        return True


def _scope(rule: Rule, pack: Pack) -> list[Goal]:
    scope: list[Goal] = []
    wider = pack.instruments[rule.instrument].applies
    for condition in (wider if rule.effect != "term" else None, rule.applies):
        if condition is not None:
            scope.append((condition, True))
    return scope


def _days(rule: Rule, pack: Pack) -> tuple[date, ...]:
    """Return the first day of a rule and each later one on which a number of the law changed."""
    first = rule.in_force.first
    later = (day for day in pack.changes() if day > first and rule.in_force.on(day))
    return (first, *later)


def never_met(lint: RuleUnderLint) -> Iterator[Found]:
    """A rule that no scheme can meet on any day, as what it asks excludes itself."""
    rule, pack = lint.rule, lint.pack
    goals = [*_scope(rule, pack), (_whole(rule), True)]
    if not any(possible(goals, pack, day) for day in _days(rule, pack)):
        text = Text(
            "no scheme can ever meet this: what it asks, its scope and its exceptions exclude "
            "each other"
        )
        yield Found(lint.file, (lint.asked,), text)


def contradicting(lint: RuleUnderLint) -> Iterator[Found]:
    """A prohibition, crime or duty that can only be kept by breaking another one.

    Each can be kept by itself by somebody whom both apply to, and no one can keep both.
    """
    rule, pack = lint.rule, lint.pack
    if not _binds(rule):
        return
    for other in pack.rules:
        if other.id == rule.id or not _binds(other):
            continue
        if any(
            _exclude_each_other(rule, other, pack, day) for day in _days_of_both(rule, other, pack)
        ):
            text = Text(
                "whoever keeps this breaks {other}, and the other way round; one of them asks the "
                "contrary of what is meant, or applies too widely",
                other=other.id,
            )
            yield Found(lint.file, (lint.asked,), text)


def _days_of_both(rule: Rule, other: Rule, pack: Pack) -> tuple[date, ...]:
    """Return the days from which on both hold, and each later one on which a number changed."""
    spans = [rule.in_force, other.in_force]
    spans += [pack.instruments[one.instrument].in_force for one in (rule, other)]
    first = max(span.first for span in spans)
    days = (first, *(day for day in pack.changes() if day > first))
    return tuple(day for day in days if all(span.on(day) for span in spans))


def _exclude_each_other(rule: Rule, other: Rule, pack: Pack, day: date) -> bool:
    both = [*_scope(rule, pack), *_scope(other, pack)]
    kept, other_kept = (_whole(rule), False), (_whole(other), False)
    if possible([*both, kept, other_kept], pack, day):
        return False
    return possible([*both, kept], pack, day) and possible([*both, other_kept], pack, day)


def _binds(rule: Rule) -> bool:
    return rule.forbids or rule.effect == "duty"


def unmeasured_fact(lint: RuleUnderLint) -> Iterator[Found]:
    """A condition on a fact that no scheme file can state and no measure gives."""
    for condition in (lint.rule.when, lint.rule.applies):
        for leaf in leaves(condition) if condition is not None else ():
            inner = leaf.leaf if isinstance(leaf, That) else leaf
            if isinstance(inner, FactLeaf) and not VOCABULARY[inner.fact].key:
                text = Text(
                    "nothing measures {fact}, so this stays unknown; ask an open question instead",
                    fact=inner.fact,
                )
                yield Found(lint.file, (lint.asked,), text)


RULE_CHECKS: tuple[Check[RuleUnderLint], ...] = (
    Check("never-met", "error", never_met),
    Check("contradicting", "error", contradicting),
    Check("unmeasured-fact", "error", unmeasured_fact),
)
LAW_CHECKS: tuple[Check[LawUnderLint], ...] = ()
