"""Judging again with something supposed, and what follows whichever of several things is so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mlmcheck.interval import TRUE, Truth
from mlmcheck.law.environment import IMPLIED_BY_ANY, Environment
from mlmcheck.law.evaluate import Answer, Question, Trace
from mlmcheck.law.findings import Finding, Result, find, scope_of_instruments
from mlmcheck.law.model import Pack
from mlmcheck.verdict import Decision, Verdict, blocks_legal, decide


@dataclass(frozen=True, slots=True)
class Ground:
    """One law's answer on one day, from which to suppose more."""

    pack: Pack
    environment: Environment
    day: date
    answers: Mapping[str, Answer]
    findings: tuple[Finding, ...]


def judge_again(ground: Ground, environment: Environment) -> Decision:
    """Return the verdict under a supposition; only rules that it can touch are asked again."""
    before = ground.environment
    # What a supposition does not touch it takes over as the same object.
    changed = {
        name for name, value in environment.values.items() if before.values.get(name) is not value
    }
    changed.update(
        name for name, words in environment.words.items() if before.words.get(name) is not words
    )
    changed.update(name for name, _ in environment.supposed)
    changed.update(name for name, _ in environment.lacking)
    question = Question(ground.pack, environment, ground.day, ground.answers, terms={})
    scopes = scope_of_instruments(ground.pack, question)
    return decide(
        [
            find(f.rule, question, scopes)
            if _can_change(f, scopes) and not ground.pack.asks[f.rule.id].isdisjoint(changed)
            else f
            for f in ground.findings
        ]
    )


def _can_change(finding: Finding, scopes: Mapping[str, Trace]) -> bool:
    """Return whether more knowledge of the facts can move a finding that can move the verdict."""
    if finding.set_aside:
        # It stays out of the verdict until its instrument is known to apply or not to.
        return scopes[finding.rule.instrument].truth is not Truth.UNKNOWN
    moves = blocks_legal(finding) or finding.rule.effect == "duty"
    return moves and finding.result is Result.UNKNOWN


def whichever_way(ground: Ground, decision: Decision) -> Decision:
    """Return pyramid-like for a review that is so whichever of the ways to gain from others it is.

    Who gains from other participants does so by recruiting or by his downline. Where it is known
    that he does and not how, each way is supposed by itself; if every one of them makes it
    pyramid-like, it is, and the decision names the ways. Where statements contradict each other on
    it, nothing is concluded from either.
    """
    if decision.verdict is not Verdict.REVIEW:
        return decision
    for ways in _open_ways(ground.environment):
        found: dict[str, Finding] = {}
        for way in ways:
            supposed = ground.environment.supposing(way, TRUE)
            if supposed is None:
                break
            again = judge_again(ground, supposed)
            if again.verdict is not Verdict.PYRAMID:
                break
            found.setdefault(again.deciding[0].rule.id, again.deciding[0])
        else:
            own = {finding.rule.id: finding for finding in ground.findings}
            return Decision(Verdict.PYRAMID, None, tuple(own[id] for id in found), ways)
    return decision


def _open_ways(known: Environment) -> Iterator[tuple[str, ...]]:
    doubted = {fact for one in known.contradictions for fact in one.facts}
    for whole, parts in IMPLIED_BY_ANY:
        if not doubted.isdisjoint((whole, *parts)):
            continue
        values = [known.value(part) for part in parts]
        if known.value(whole).lo > 0 and not any(value.lo > 0 for value in values):
            ways = tuple(p for p, value in zip(parts, values, strict=True) if value.hi > 0)
            if len(ways) > 1:
                yield ways
