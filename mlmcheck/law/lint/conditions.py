"""Checks on conditions: what would decide too much, too little, or nothing."""

from __future__ import annotations

from collections.abc import Iterator

from mlmcheck.law.lint.problem import Check, Found, LawUnderLint, RuleUnderLint
from mlmcheck.law.model import (
    All,
    Any,
    Condition,
    FactLeaf,
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
from mlmcheck.vocabulary import VOCABULARY, Kind


def nodes(condition: Condition) -> Iterator[Condition]:
    """Yield a condition and every condition in it, the top first."""
    yield condition
    if isinstance(condition, All | Any):
        for part in condition.parts:
            yield from nodes(part)
    elif isinstance(condition, Not):
        yield from nodes(condition.part)
    elif isinstance(condition, Some):
        yield from nodes(condition.where)
    elif isinstance(condition, That):
        yield condition.leaf


def own_conditions(lint: RuleUnderLint) -> Iterator[tuple[str, Condition]]:
    """Yield the conditions that the rule itself writes, each with its key."""
    yield lint.asked, lint.rule.when
    if lint.rule.applies is not None:
        yield "applies", lint.rule.applies


def fact_of(condition: Condition) -> str | None:
    """Return the fact a leaf asks for, None where it asks for none."""
    if isinstance(condition, That):
        return condition.leaf.fact
    return condition.fact if isinstance(condition, FactLeaf) else None


def denied_presumption(lint: RuleUnderLint) -> Iterator[Found]:
    """A `not` over something that is only presumed: the gap in our text would decide.

    A duty is asked as "not what it requires", so nothing presumed may stand in `requires`.
    """
    for key, condition in own_conditions(lint):
        for node in nodes(condition):
            if isinstance(node, Not) and _presumes(node.part, lint.pack):
                text = Text(
                    "what is presumed stands below a not, so that a gap in our text would decide; "
                    "leave presumed out, or ask it outside the not"
                )
                yield Found(lint.file, (key,), text)
                break


def _presumes(condition: Condition, pack: Pack) -> bool:
    for leaf in leaves(condition):
        if isinstance(leaf, Open) and leaf.presumed:
            return True
        if isinstance(leaf, Named):
            rule = pack.by_id[leaf.term]
            if _presumes(rule.when, pack):
                return True
            if rule.applies is not None and _presumes(rule.applies, pack):
                return True
    return False


def nested_exception(lint: RuleUnderLint) -> Iterator[Found]:
    """A term with exceptions of its own."""
    if lint.rule.effect == "term" and lint.rule.unless:
        text = Text("a term has no exceptions of its own; write them into its when, with not")
        yield Found(lint.file, ("unless",), text)


def stubborn_exception(lint: RuleUnderLint) -> Iterator[Found]:
    """An exception that nothing can cheaply defeat, so that silence keeps every rule undecided.

    It must ask, on its own at the top, for one fact that a plan by itself settles.
    """
    pack, term = lint.pack, lint.rule
    if not any(term.id in rule.unless for rule in pack.by_id.values()):
        return
    if not any(_settled_by_plan(part) for part in _top(term.when, pack)):
        known = ", ".join(name for name, entry in VOCABULARY.items() if entry.bounded)
        text = Text(
            "a plan that does not mention this exception can never defeat it; "
            "ask first for one of: {known}",
            known=known,
        )
        yield Found(lint.file, (lint.asked,), text)


def _top(condition: Condition, pack: Pack) -> Iterator[Condition]:
    if isinstance(condition, All):
        for part in condition.parts:
            yield from _top(part, pack)
    elif isinstance(condition, Named):
        yield from _top(pack.by_id[condition.term].when, pack)
    else:
        yield condition


def _settled_by_plan(condition: Condition) -> bool:
    inner = condition.part if isinstance(condition, Not) else condition
    fact = None if isinstance(inner, That) else fact_of(inner)
    return fact is not None and VOCABULARY[fact].bounded


def mixed_rows(lint: RuleUnderLint) -> Iterator[Found]:
    """Facts of one organiser outside `some`, or anything else inside it."""
    for key, condition in own_conditions(lint):
        yield from _mixed(lint, key, condition)


def _mixed(lint: RuleUnderLint, key: str, condition: Condition) -> Iterator[Found]:
    if isinstance(condition, Some):
        for leaf in leaves(condition.where):
            fact = fact_of(leaf)
            if fact is None or not VOCABULARY[fact].row:
                text = Text(
                    "only facts of one organiser may stand inside some; ask {name} outside it",
                    name=fact or _name(leaf),
                )
                yield Found(lint.file, (key,), text)
        return
    if isinstance(condition, All | Any):
        for part in condition.parts:
            yield from _mixed(lint, key, part)
        return
    if isinstance(condition, Not):
        yield from _mixed(lint, key, condition.part)
        return
    fact = fact_of(condition)
    if fact is not None and VOCABULARY[fact].row:
        text = Text("{fact} is a fact of one organiser; ask it inside some: organiser", fact=fact)
        yield Found(lint.file, (key,), text)


def _name(condition: Condition) -> str:
    if isinstance(condition, Named):
        return condition.term
    return condition.id if isinstance(condition, Open) else "it"


def one_fact_twice(lint: RuleUnderLint) -> Iterator[Found]:
    """An `any` of two conditions on one fact.

    While the fact is unknown both are, even where one of them must hold.
    """
    for key, parts in _alternatives(lint):
        # The same fact on two sorts of basis is two questions.
        asked = [
            (fact, part.bases if isinstance(part, That) else None)
            for part in parts
            if not isinstance(part, Has) and (fact := fact_of(part)) is not None
        ]
        for fact, bases in dict.fromkeys(asked):
            if asked.count((fact, bases)) > 1:
                text = Text(
                    "any asks {fact} twice; write one condition on what they cover together",
                    fact=fact,
                )
                yield Found(lint.file, (key,), text)


def shares_apart(lint: RuleUnderLint) -> Iterator[Found]:
    """Several shares under one `any`, each of which needs its own refutation."""
    for key, parts in _alternatives(lint):
        shares = {
            fact
            for part in parts
            if (fact := fact_of(part)) and VOCABULARY[fact].kind is Kind.SHARE
        }
        if len(shares) > 1:
            text = Text(
                "each of {facts} must be refuted by itself; one share that holds them all "
                "would be one question",
                facts=", ".join(sorted(shares)),
            )
            yield Found(lint.file, (key,), text)


def _alternatives(lint: RuleUnderLint) -> Iterator[tuple[str, list[Condition]]]:
    for key, condition in own_conditions(lint):
        for node in nodes(condition):
            if isinstance(node, Any):
                yield key, [part.part if isinstance(part, Not) else part for part in node.parts]


def unsure_term(lint: RuleUnderLint) -> Iterator[Found]:
    """A prohibition, crime or duty that is surer than a term it rests on."""
    rule = lint.rule
    if rule.unsure or not (rule.forbids or rule.effect in ("duty", "neighbour")):
        return
    for key, condition in own_conditions(lint):
        for term in _terms_in(condition, lint.pack):
            if term.unsure:
                text = Text(
                    "{term}, which this rests on, is unsure (confidence: low, or a text not seen), "
                    "so this cannot be surer; write confidence: low",
                    term=term.id,
                )
                yield Found(lint.file, (key,), text)


def _terms_in(condition: Condition, pack: Pack) -> Iterator[Rule]:
    for leaf in leaves(condition):
        if isinstance(leaf, Named):
            rule = pack.by_id[leaf.term]
            yield rule
            yield from _terms_in(rule.when, pack)


RULE_CHECKS: tuple[Check[RuleUnderLint], ...] = (
    Check("denied-presumption", "error", denied_presumption),
    Check("nested-exception", "error", nested_exception),
    Check("stubborn-exception", "error", stubborn_exception),
    Check("mixed-rows", "error", mixed_rows),
    Check("unsure-term", "error", unsure_term),
    Check("one-fact-twice", "warning", one_fact_twice),
    Check("shares-apart", "warning", shares_apart),
)
LAW_CHECKS: tuple[Check[LawUnderLint], ...] = ()
