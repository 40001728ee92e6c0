"""Proofs: the least that makes a finding met, read off its reasoning."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from mlmcheck.interval import EITHER, FALSE, TRUE, Interval, Truth, point
from mlmcheck.law.evaluate import Limit, Trace
from mlmcheck.law.findings import Finding, Result
from mlmcheck.law.model import All, Any, Compare, Condition, Flag, Not, Open, Some, That
from mlmcheck.witness.proofs import MOST_PROOFS, Asked, Proof, in_order, proofs
from tests.witness.cases import cases, packs, rules
from tests.witness.test_every_rule import ways

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
A, B, C = "reward.on_entry", "reward.on_time", "net.chain"
RULE = rules()["cn-444-headcount"][1]


def flag(name: str, truth: Truth) -> Trace:
    """Return a boolean and its truth."""
    value = {YES: TRUE, NO: FALSE, UNKNOWN: EITHER}[truth]
    return Trace(Flag(name), truth, (), value)


def joined(kind: type[All] | type[Any], *parts: Trace) -> Trace:
    """Return several parts under one node, whose truth follows from theirs."""
    truths = [part.truth for part in parts]
    sure = NO if kind is All else YES
    truth = sure if sure in truths else UNKNOWN if UNKNOWN in truths else ~sure
    return Trace(kind(tuple(part.condition for part in parts)), truth, parts)


def negated(part: Trace) -> Trace:
    """Return a node that says that the part does not hold."""
    return Trace(Not(part.condition), ~part.truth, (part,))


def compared(fact: str, op: str, truth: Truth) -> Trace:
    """Return a comparison with 0."""
    return Trace(Compare(fact, op, None), truth, (), point(1), Limit(None, None))


def of(trace: Trace, result: Result = Result.MET) -> list[set[tuple[str, str | None, bool]]]:
    """Return the proofs of a finding with that reasoning."""
    return [{(each.fact, each.op, each.holds) for each in proof} for proof in told(trace, result)]


def told(trace: Trace, result: Result) -> tuple[Proof, ...]:
    """Return the proofs themselves."""
    return proofs(Finding(RULE, result, trace))


def test_all_parts_are_in_one_proof() -> None:
    """A node of parts that must all hold has one way."""
    trace = joined(All, flag(A, YES), flag(B, YES))
    assert [{(A, None, True), (B, None, True)}] == of(trace)


def test_each_part_that_holds_is_a_proof_of_its_own() -> None:
    """Of parts of which one is enough those that do not hold are no way."""
    trace = joined(Any, flag(A, YES), flag(B, NO), flag(C, YES), flag("x", UNKNOWN))
    assert [{(C, None, True)}, {(A, None, True)}] == of(trace)


def test_a_longer_way_that_holds_a_shorter_one_is_left_out() -> None:
    """What a part of it shows already is no proof of its own."""
    trace = joined(Any, flag(A, YES), joined(All, flag(A, YES), flag(B, YES)))
    assert [{(A, None, True)}] == of(trace)


def test_not_turns_all_and_any_round() -> None:
    """Neither of two holds: both must fail. Not both hold: one that fails is enough."""
    neither = negated(joined(Any, flag(A, NO), flag(B, NO)))
    assert [{(A, None, False), (B, None, False)}] == of(neither)
    not_both = negated(joined(All, flag(A, NO), flag(B, YES)))
    assert [{(A, None, False)}] == of(not_both)


def test_a_comparison_that_fails_is_asked_as_its_opposite() -> None:
    """A duty is broken where what it asks for is not so; an example can show that."""
    assert [{(A, ">", True)}] == of(negated(compared(A, "<=", NO)))
    assert [{(A, "<", True)}] == of(negated(compared(A, ">=", NO)))
    assert [{(A, ">=", True)}] == of(negated(negated(compared(A, ">=", YES))))


def test_what_a_person_answers_and_real_figures_ask_nothing() -> None:
    """An open question and a leaf that asks for a basis are no part of a proof."""
    asked = Trace(Open("question", {}), YES)
    real = Trace(That(Flag(B), frozenset()), YES, (flag(B, YES),))
    assert [{(A, None, True)}] == of(joined(All, flag(A, YES), asked, real))


@pytest.mark.parametrize("result", [each for each in Result if each is not Result.MET])
def test_a_finding_that_is_not_met_has_no_proof(result: Result) -> None:
    """Nothing is shown of what is not so, or not known."""
    assert [] == of(flag(A, YES), result)


def test_what_is_met_on_our_text_or_presumed_has_its_proof() -> None:
    """It is met, though it decides nothing."""
    finding = Finding(RULE, Result.UNKNOWN, flag(A, YES))
    for stands in (replace(finding, our_text=True), replace(finding, presumed=True)):
        assert 1 == len(proofs(stands))


def test_proofs_that_differ_in_the_limit_alone_have_an_order() -> None:
    """The order never hangs on hashes: equal facts are told apart by what they are held against."""
    limits = [Interval(0, 1), Interval(0, 1, lo_open=True), Interval(0, 2)]
    keys = [in_order(frozenset([Asked(A, ">", limit, True)])) for limit in limits]
    assert sorted(keys) == keys
    assert all(first != second for first, second in pairwise(keys))


def test_every_proof_makes_its_finding_met_and_no_less_does() -> None:
    """With what a proof asks the reasoning holds; without any one of its parts it does not."""
    for case in cases():
        for finding in case.findings:
            if finding.result is not Result.MET or finding.when is None:
                continue
            for proof in proofs(finding):
                assert holds(finding.when, proof)
                for each in proof:
                    assert not holds(finding.when, proof - {each}), finding.rule.id


def holds(trace: Trace, given: Proof, wanted: bool = True) -> bool:
    """Return whether a node is what it is to be, by what is given alone, people and rows apart."""
    condition: Condition = trace.condition
    if isinstance(condition, Not):
        return holds(trace.children[0], given, not wanted)
    if isinstance(condition, All | Any):
        every = isinstance(condition, All) is wanted
        return (all if every else any)(holds(part, given, wanted) for part in trace.children)
    if isinstance(condition, That | Some):
        return trace.truth is (YES if wanted else NO)
    if len(trace.children) == 1:
        return holds(trace.children[0], given, wanted)
    if isinstance(condition, Flag):
        return any(each.fact == condition.fact and each.holds is wanted for each in given)
    if isinstance(condition, Compare):
        turned = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
        op = condition.op if wanted else turned[condition.op]
        limit = point(0) if trace.limit is None else trace.limit.interval
        return any(
            (each.fact, each.op, each.limit) == (condition.fact, op, limit) for each in given
        )
    return trace.truth is (YES if wanted else NO)


def test_no_rule_has_more_ways_than_are_looked_at() -> None:
    """Nothing is cut off: however much holds, every way of every rule is looked at."""
    most = max(ways(rule.when, pack, True) for pack in packs() for rule in pack.rules)
    assert most <= MOST_PROOFS
    assert all(ways(rule.when, pack, True) > 0 for pack, rule in rules().values())


def test_a_way_through_two_choices_is_one_of_each() -> None:
    """Two nodes of which one part each is enough, both asked: every pair is a way."""
    pairs = joined(All, joined(Any, flag(A, YES), flag(B, YES)), joined(Any, flag(C, YES)))
    assert [{(C, None, True), (first, None, True)} for first in (A, B)] == of(pairs)
