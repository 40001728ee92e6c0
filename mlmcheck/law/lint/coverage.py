"""Checks on the examples of a rule: which of its edges no example stands on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from mlmcheck.facts import Basis
from mlmcheck.interval import Interval, Truth
from mlmcheck.law.environment import Environment, environment
from mlmcheck.law.example_files import SUFFIX, Example
from mlmcheck.law.examples import find_example
from mlmcheck.law.findings import Result
from mlmcheck.law.lint.conditions import own_conditions
from mlmcheck.law.lint.possible import possible_results
from mlmcheck.law.lint.problem import Check, Found, LawUnderLint, RuleUnderLint
from mlmcheck.law.model import Compare, Parameter, Rule, That, leaves
from mlmcheck.law.syntax import write_interval
from mlmcheck.text import Text
from mlmcheck.vocabulary import VOCABULARY, Kind

_NEEDED = (Result.MET, Result.NOT_MET, Result.UNKNOWN)


def missing_example(lint: RuleUnderLint) -> Iterator[Found]:
    """A rule without an example that is met, one that is not, and one left unknown.

    A result that the rule can never have is not asked for.
    """
    if lint.examples is None:
        text = Text("the rule has no examples; write them in {file}", file=lint.rule.id + SUFFIX)
        yield Found(lint.file, (), text)
        return
    given = {example.result for example in lint.examples.examples}
    possible = possible_results(lint.rule, lint.pack)
    for result in _NEEDED:
        if result in possible and result not in given:
            text = Text("no example has the result {result}; write one", result=result.value)
            yield Found(lint.examples.file, (), text)


def no_outsider(lint: RuleUnderLint) -> Iterator[Found]:
    """A rule with a scope of its own and no example outside it."""
    if lint.examples is None or lint.rule.effect == "term" or lint.rule.applies is None:
        return
    if all(example.result is not Result.NOT_APPLICABLE for example in lint.examples.examples):
        text = Text("no example has the result {result}; write one", result="not applicable")
        yield Found(lint.examples.file, (), text)


def untested_start(lint: RuleUnderLint) -> Iterator[Found]:
    """A rule that no example asks on the day before it was in force."""
    if lint.examples is None or lint.rule.effect == "term":
        return
    instrument = lint.pack.instruments[lint.rule.instrument]
    first = max(lint.rule.in_force.first, instrument.in_force.first)
    if first == date.min:
        return
    before = first - timedelta(days=1)
    if not any(
        example.day == before and example.result is Result.NOT_IN_FORCE
        for example in lint.examples.examples
    ):
        text = Text(
            "no example asks on {day}, the day before the rule was in force; "
            "write one with result: not in force",
            day=before.isoformat(),
        )
        yield Found(lint.examples.file, (), text)


def untested_threshold(lint: RuleUnderLint) -> Iterator[Found]:
    """A comparison of whose number no example stands below, exactly at, and above.

    Of a range each end and a value inside are asked for.
    """
    yield from _untested(lint, latest=True)


def untested_old_threshold(lint: RuleUnderLint) -> Iterator[Found]:
    """The same for the numbers that held before the one that holds now."""
    yield from _untested(lint, latest=False)


def _untested(lint: RuleUnderLint, *, latest: bool) -> Iterator[Found]:
    if lint.examples is None:
        return
    for compare, bases in _comparisons(lint):
        assert compare.parameter is not None
        parameter = lint.pack.parameters[compare.parameter]
        *before, now = _lines(parameter, lint.rule)
        for line in [now] if latest else [line for line in before if line != now]:
            known = [
                value
                for example in lint.examples.examples
                if example.result is not Result.NOT_IN_FORCE
                and _line_on(parameter, example.day) == line
                for value in _known(example, compare.fact, bases)
            ]
            for place in _places(compare.fact, line):
                if not any(value.within(place) for value in known):
                    text = Text(
                        "no example has {fact} at {place}, where law.{name} is {line}",
                        fact=compare.fact,
                        place=write_interval(place),
                        name=compare.parameter,
                        line=write_interval(line),
                    )
                    yield Found(lint.examples.file, (), text)


def _comparisons(
    lint: RuleUnderLint,
) -> Iterator[tuple[Compare, frozenset[Basis] | None]]:
    seen: set[tuple[str, str | None, frozenset[Basis] | None]] = set()
    for _, condition in own_conditions(lint):
        for leaf in leaves(condition):
            inner = leaf.leaf if isinstance(leaf, That) else leaf
            bases = leaf.bases if isinstance(leaf, That) else None
            if not isinstance(inner, Compare) or inner.parameter is None:
                continue
            key = (inner.fact, inner.parameter, bases)
            if key not in seen:
                seen.add(key)
                yield inner, bases


def _lines(parameter: Parameter, rule: Rule) -> tuple[Interval, ...]:
    """Return the values that a number had while the rule was in force, the last one at the end."""
    ends = [value.first for value in parameter.values[1:]]
    lines = [
        value.value
        for value, end in zip(parameter.values, [*ends, date.max], strict=True)
        if end > rule.in_force.first
        and (rule.in_force.last is None or value.first <= rule.in_force.last)
    ]
    # Each only once, at its last place.
    return tuple(dict.fromkeys(reversed(lines)))[::-1] or (parameter.values[-1].value,)


def _line_on(parameter: Parameter, day: date) -> Interval | None:
    value = parameter.on(day)
    return None if value is None else value.value


def _known(example: Example, fact: str, bases: frozenset[Basis] | None) -> Iterator[Interval]:
    known: Environment = environment(example.facts)
    if bases is not None:
        known = known.limited(bases)
    if not VOCABULARY[fact].row:
        yield known.value(fact)
        return
    for row in known.rows:
        if fact in row.values:
            yield row.values[fact]


def _places(fact: str, line: Interval) -> Iterator[Interval]:
    """Yield where a value can lie against a line: below, on each end, inside, above."""
    whole = VOCABULARY[fact].whole
    below = whole.meet(Interval(whole.lo, line.lo, False, True)) if line.lo > whole.lo else None
    above = whole.meet(Interval(line.hi, whole.hi, True)) if line.hi < whole.hi else None
    inside = None if line.is_point else Interval(line.lo, line.hi, True, True)
    counted = VOCABULARY[fact].kind is Kind.COUNT
    if counted and inside is not None and line.hi - line.lo <= 1:
        inside = None
    ends = dict.fromkeys((Interval(line.lo, line.lo), Interval(line.hi, line.hi)))
    for place in (below, *ends, inside, above):
        if place is not None and place.within(whole):
            yield place


def untested_exception(lint: RuleUnderLint) -> Iterator[Found]:
    """An exception that no example has known to hold, or none has undecided."""
    if lint.examples is None or not lint.rule.unless:
        return
    truths: dict[str, set[Truth]] = {term: set() for term in lint.rule.unless}
    for example in lint.examples.examples:
        for term, trace in find_example(example, lint.rule, lint.pack).unless:
            truths[term.id].add(trace.truth)
    for exception, seen in truths.items():
        possible = possible_results(lint.pack.terms[exception], lint.pack)
        if Result.MET in possible and Truth.YES not in seen:
            text = Text("no example has the exception {term} known to hold", term=exception)
            yield Found(lint.examples.file, (), text)
        if Result.UNKNOWN in possible and Truth.UNKNOWN not in seen:
            text = Text("no example has the exception {term} undecided", term=exception)
            yield Found(lint.examples.file, (), text)


def foreign_examples(lint: RuleUnderLint) -> Iterator[Found]:
    """A file with examples that names another rule, or another law, than the one it lies beside."""
    if lint.examples is None:
        return
    if lint.examples.rule != lint.rule.id:
        text = Text(
            "the file lies beside {rule} and names {other}; write rule: {rule}",
            rule=lint.rule.id,
            other=lint.examples.rule,
        )
        yield Found(lint.examples.file, ("rule",), text)
    if lint.examples.law != lint.pack.id:
        text = Text(
            "the file lies in the law {law} and names {other}; write law: {law}",
            law=lint.pack.id,
            other=lint.examples.law,
        )
        yield Found(lint.examples.file, ("law",), text)


def same_name_twice(lint: RuleUnderLint) -> Iterator[Found]:
    """Two examples of one name."""
    if lint.examples is None:
        return
    seen: set[str] = set()
    for example in lint.examples.examples:
        if example.name in seen:
            text = Text("another example has the name {name}; give each its own", name=example.name)
            yield Found(lint.examples.file, example.line, text)
        seen.add(example.name)


RULE_CHECKS: tuple[Check[RuleUnderLint], ...] = (
    Check("missing-example", "error", missing_example),
    Check("untested-start", "error", untested_start),
    Check("untested-threshold", "error", untested_threshold),
    Check("foreign-examples", "error", foreign_examples),
    Check("same-name-twice", "error", same_name_twice),
    Check("untested-old-threshold", "error", untested_old_threshold),
    Check("untested-exception", "warning", untested_exception),
    Check("no-outsider", "warning", no_outsider),
)
LAW_CHECKS: tuple[Check[LawUnderLint], ...] = ()
