"""Which results a rule can have at all, so that no example is asked for that cannot be."""

from __future__ import annotations

from mlmcheck.interval import Truth
from mlmcheck.law.findings import Result
from mlmcheck.law.model import All, Any, Condition, Named, Not, Open, Pack, Rule, Some, That

_Outcome = tuple[Truth, bool]
"""A truth, and whether it rests on a presumption."""

_KNOWABLE: frozenset[_Outcome] = frozenset((truth, False) for truth in Truth)


def possible_results(rule: Rule, pack: Pack) -> frozenset[Result]:
    """Return every result the rule can have while it is in force, on some facts or other.

    Leaves are taken as independent of each other, so it may name one too many.
    """
    when = _possible(rule.when, pack)
    applies = _both(_scope(rule.applies, pack), _scope(_instrument_scope(rule, pack), pack))
    exceptions = [_possible(Named(term), pack) for term in rule.unless]
    found: set[Result] = set()
    if any(truth is Truth.NO for truth, _ in applies):
        found.add(Result.NOT_APPLICABLE)
    standing = when
    for exception in exceptions:
        standing = _both(standing, _denied(exception))
    for truth, presumed in _both(standing, applies):
        if truth is Truth.YES and not presumed and not rule.unsure:
            found.add(Result.MET)
        elif truth is not Truth.NO:
            found.add(Result.UNKNOWN)
    if any(truth is Truth.NO for truth, _ in standing):
        found.add(Result.NOT_MET)
    if rule.effect == "term":
        # A presumption stands in a term's own result; only a rule may not be met by it.
        return frozenset(
            {Truth.YES: Result.MET, Truth.NO: Result.NOT_MET, Truth.UNKNOWN: Result.UNKNOWN}[truth]
            for truth, _ in _both(standing, _scope(rule.applies, pack))
        )
    return frozenset(found)


def _instrument_scope(rule: Rule, pack: Pack) -> Condition | None:
    return pack.instruments[rule.instrument].applies


def _scope(condition: Condition | None, pack: Pack) -> frozenset[_Outcome]:
    return frozenset([(Truth.YES, False)]) if condition is None else _possible(condition, pack)


def _possible(condition: Condition, pack: Pack) -> frozenset[_Outcome]:
    if isinstance(condition, All):
        found = frozenset([(Truth.YES, False)])
        for part in condition.parts:
            found = _both(found, _possible(part, pack))
        return found
    if isinstance(condition, Any):
        return _denied(_possible(All(tuple(Not(part) for part in condition.parts)), pack))
    if isinstance(condition, Not):
        return _denied(_possible(condition.part, pack))
    if isinstance(condition, Named):
        rule = pack.by_id[condition.term]
        found = _both(_possible(rule.when, pack), _scope(rule.applies, pack))
        for term in rule.unless:
            found = _both(found, _denied(_possible(Named(term), pack)))
        return found
    if isinstance(condition, Open):
        return frozenset([(Truth.YES, True) if condition.presumed else (Truth.UNKNOWN, False)])
    assert isinstance(condition, Some | That) or hasattr(condition, "fact")
    return _KNOWABLE


def _denied(outcomes: frozenset[_Outcome]) -> frozenset[_Outcome]:
    return frozenset((~truth, presumed) for truth, presumed in outcomes)


def _both(left: frozenset[_Outcome], right: frozenset[_Outcome]) -> frozenset[_Outcome]:
    """Return what the conjunction of two conditions can come to."""
    return frozenset(_and(one, other) for one in left for other in right)


def _and(one: _Outcome, other: _Outcome) -> _Outcome:
    (left, left_presumed), (right, right_presumed) = one, other
    if left is Truth.NO and right is Truth.NO:
        return Truth.NO, left_presumed and right_presumed
    if left is Truth.NO:
        return one
    if right is Truth.NO:
        return other
    if left is Truth.UNKNOWN or right is Truth.UNKNOWN:
        return Truth.UNKNOWN, False
    return Truth.YES, left_presumed or right_presumed
