"""Checks on the numbers of a law."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from mlmcheck.law.lint.problem import Check, Found, LawUnderLint, RuleUnderLint
from mlmcheck.law.model import Compare, Condition, Pack, Rule, That, leaves
from mlmcheck.text import Text

_IN_WORDS = re.compile(r"\{law\.([^{}]*)\}")


def compared_with(rule: Rule) -> Iterator[str]:
    """Yield the names of the numbers that a rule compares something with."""
    yield from _compared(rule.when)
    if rule.applies is not None:
        yield from _compared(rule.applies)


def _compared(condition: Condition) -> Iterator[str]:
    for leaf in leaves(condition):
        inner = leaf.leaf if isinstance(leaf, That) else leaf
        if isinstance(inner, Compare) and inner.parameter is not None:
            yield inner.parameter


def parameters_read(pack: Pack) -> Iterator[tuple[Path, str]]:
    """Yield every number that a condition or a sentence of the law uses, by file and name."""
    names: set[str] = set()
    for rule in pack.by_id.values():
        names.update(compared_with(rule))
        for sentence in rule.says.values():
            names.update(_IN_WORDS.findall(sentence))
    for instrument in pack.instruments.values():
        if instrument.applies is not None:
            names.update(_compared(instrument.applies))
    for name in sorted(names):
        parameter = pack.parameters.get(name)
        if parameter is not None and parameter.file is not None:
            yield parameter.file, name


def unread_number(lint: LawUnderLint) -> Iterator[Found]:
    """A number that no rule asks for and no sentence names."""
    for parameter in lint.pack.parameters.values():
        if parameter.file is not None and (parameter.file, parameter.name) not in lint.reads:
            text = Text("no rule reads law.{name}; use it or leave it out", name=parameter.name)
            yield Found(parameter.file, (parameter.name,), text)


def money_without_currency(lint: LawUnderLint) -> Iterator[Found]:
    """An amount of money in no currency."""
    for parameter in lint.pack.parameters.values():
        currency = parameter.currency or lint.pack.currency
        if parameter.file is not None and parameter.unit == "money" and currency is None:
            text = Text("{name} is money in no currency; write currency", name=parameter.name)
            yield Found(parameter.file, (parameter.name,), text)


def late_number(lint: RuleUnderLint) -> Iterator[Found]:
    """A rule that was in force before its number had a value, and was undecided until then."""
    started = lint.rule.in_force.first
    for name in sorted(set(compared_with(lint.rule))):
        first = lint.pack.parameters[name].values[0].first
        if first > started:
            text = Text(
                "from {start} to {first} law.{name} has no value, so the rule decides nothing then",
                start=started.isoformat(),
                first=first.isoformat(),
                name=name,
            )
            yield Found(lint.file, (lint.asked,), text)


RULE_CHECKS: tuple[Check[RuleUnderLint], ...] = (Check("late-number", "warning", late_number),)
LAW_CHECKS: tuple[Check[LawUnderLint], ...] = (
    Check("unread-number", "error", unread_number),
    Check("money-without-currency", "error", money_without_currency),
)
