"""The check that a worse fact never lets a scheme off without a reason given."""

from __future__ import annotations

from collections.abc import Iterator

from mlmcheck.law.lint.problem import Check, Found, LawUnderLint, RuleUnderLint
from mlmcheck.law.model import (
    All,
    Any,
    Compare,
    Condition,
    Flag,
    Named,
    Not,
    Pack,
    Rule,
    Some,
    That,
)
from mlmcheck.text import Text
from mlmcheck.vocabulary import VOCABULARY


def pushes(rule: Rule, pack: Pack) -> Iterator[tuple[str, int, Rule]]:
    """Yield which facts push the rule towards met by growing (1) or shrinking (-1).

    Each comes with the rule or term that asks for it, through terms and exceptions.
    """
    yield from _pushes(rule.when, 1, rule, pack)
    if rule.applies is not None:
        yield from _pushes(rule.applies, 1, rule, pack)
    for term in rule.unless:
        yield from _pushes(Named(term), -1, rule, pack)


def _pushes(
    condition: Condition, sign: int, rule: Rule, pack: Pack
) -> Iterator[tuple[str, int, Rule]]:
    if isinstance(condition, All | Any):
        for part in condition.parts:
            yield from _pushes(part, sign, rule, pack)
    elif isinstance(condition, Not):
        yield from _pushes(condition.part, -sign, rule, pack)
    elif isinstance(condition, Some):
        yield from _pushes(condition.where, sign, rule, pack)
    elif isinstance(condition, That):
        yield from _pushes(condition.leaf, sign, rule, pack)
    elif isinstance(condition, Named):
        for fact, own, asking in pushes(pack.by_id[condition.term], pack):
            yield fact, own * sign, asking
    elif isinstance(condition, Flag):
        yield condition.fact, sign, rule
    elif isinstance(condition, Compare):
        yield condition.fact, sign if condition.op in (">", ">=") else -sign, rule


def turned_round(lint: RuleUnderLint) -> Iterator[Found]:
    """A prohibition or crime that a worse fact can turn from met to not met, without a `note`.

    Where the law itself has it so, the note says why.
    """
    if not lint.rule.forbids:
        return
    found: dict[str, Rule] = {}
    for fact, sign, asking in pushes(lint.rule, lint.pack):
        worse = {"up": 1, "down": -1}.get(VOCABULARY[fact].worse or "", sign)
        if worse != sign and not (lint.rule.note or asking.note):
            found.setdefault(fact, asking)
    for fact, asking in found.items():
        text = Text(
            "a worse {fact} lets a scheme off {rule} by {asking}; say why in note",
            fact=fact,
            rule=lint.rule.id,
            asking=asking.id,
        )
        yield Found(lint.file, (lint.asked,), text)


RULE_CHECKS: tuple[Check[RuleUnderLint], ...] = (Check("turned-round", "error", turned_round),)
LAW_CHECKS: tuple[Check[LawUnderLint], ...] = ()
