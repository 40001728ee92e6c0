"""The score, 0 to 100: the verdict's band and a place in it; an order, not a probability."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import exp, floor, fsum, log
from pathlib import Path

from mlmcheck.interval import Truth
from mlmcheck.law.evaluate import Trace
from mlmcheck.law.findings import Finding, Result
from mlmcheck.law.model import AnyOne, AroundOne, Joined, Not, Rule
from mlmcheck.law.read import PackError, Problem
from mlmcheck.law.syntax import RuleError, read_day, read_number
from mlmcheck.text import Text
from mlmcheck.verdict import Decision, Verdict, blocks_legal

BANDS: Mapping[Verdict, tuple[int, int]] = {
    Verdict.LEGAL: (0, 30),
    Verdict.REVIEW: (30, 70),
    Verdict.PYRAMID: (70, 100),
}
"""For each verdict where its band starts and ends; only the last includes its end."""

CLASSES = ("crime", "prohibition", "unlawful", "gate", "paper", "indicator")
_ALMOST = 0.99


@dataclass(frozen=True, slots=True)
class Weights:
    """How far a met finding of each class alone goes, in (0, 1): dated judgements, not a fit."""

    of: Mapping[str, float]
    since: date


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one finding adds to the score, in whole points."""

    rule: str
    points: int


@dataclass(frozen=True, slots=True)
class Score:
    """The score, what it could still become, and what each finding adds.

    The points of the findings add up to the score.
    """

    points: int
    could_become: int
    contributions: tuple[Contribution, ...]


@lru_cache(maxsize=8)
def read_weights(path: Path) -> Weights:
    """Read the weights.

    Raises:
        PackError: the file cannot be used.
    """
    import yaml

    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        weights = {name: float(Fraction(read_number(raw["weights"][name], ()))) for name in CLASSES}
        if not all(0 < weight < 1 for weight in weights.values()):
            raise RuleError(Text("a weight lies between 0 and 1"))
        return Weights(weights, read_day(raw["from"], ()))
    except (OSError, yaml.YAMLError, KeyError, TypeError, RuleError) as error:
        problem = Problem(
            path, 1, Text("the weights cannot be read: {problem}", problem=str(error))
        )
        raise PackError([problem]) from None


def class_of(rule: Rule) -> str | None:
    """Return the class whose weight a rule has; None where it takes no part in the score."""
    if rule.effect in ("term", "penalty") or rule.points_for:
        return None
    if rule.forbids:
        return rule.effect if rule.about == "pyramid" else "unlawful"
    if rule.effect == "indicator":
        return "indicator"
    return "gate" if rule.gate or rule.effect == "neighbour" else "paper"


def established(finding: Finding) -> float:
    """Return how far a finding is established, 0 to 1; an unknown one below 1."""
    if finding.result is Result.MET:
        return 1.0
    if finding.result is not Result.UNKNOWN or finding.when is None:
        return 0.0
    degree = _degree(finding.when, True)
    if finding.applies is not None and finding.applies.truth is Truth.UNKNOWN:
        # Half where nothing is known of whom it applies to, so that learning that it does apply
        # never makes it less.
        degree *= (1 + _degree(finding.applies, True)) / 2
    return min(degree, _ALMOST)


def _degree(trace: Trace, wanted: bool) -> float:
    """Return how far the truth (or, not wanted, the falsehood) of a node is established."""
    if trace.truth is not Truth.UNKNOWN:
        return 1.0 if (trace.truth is Truth.YES) == wanted else 0.0
    if not trace.children:
        return 0.0
    if isinstance(trace.condition, Not):
        return _degree(trace.children[0], not wanted)
    if isinstance(trace.condition, AroundOne):
        return _degree(trace.children[0], wanted)
    each = [_degree(child, wanted) for child in trace.children]
    one_is_enough = isinstance(trace.condition, AnyOne) == wanted
    if one_is_enough:
        return max(each)
    assert isinstance(trace.condition, Joined)
    return sum(each) / len(each)


def score(decision: Decision, findings: Iterable[Finding], weights: Weights) -> Score:
    """Return the score of a verdict.

    With the band [a, b) of the verdict it is a + (b - a)(1 - prod (1 - p)^d) over the findings,
    p the weight of the finding's class and d how far it is established.
    """
    found = tuple(findings)
    parts = [
        (f, -log(1 - weights.of[kind]) * established(f))
        for f in found
        if not f.set_aside and (kind := class_of(f.rule)) is not None
    ]
    # Summed exactly, so that the order of the rules changes nothing.
    total = fsum(part for _, part in parts)
    start, _ = BANDS[decision.verdict]
    points = _place(decision.verdict, total)
    return Score(
        points,
        max(points, _could_become(decision, found, weights)),
        _contributions(decision, parts, total, start, points),
    )


def _place(verdict: Verdict, total: float) -> int:
    """Return the whole points that a sum of weights comes to in the band of a verdict."""
    start, end = BANDS[verdict]
    exact = start + (end - start) * (1 - exp(-total))
    return min(floor(exact + 1e-9), 100 if end == 100 else end - 1)


def _could_become(decision: Decision, findings: tuple[Finding, ...], weights: Weights) -> int:
    """Return the score if everything unknown turned out to stand, unknown scopes too."""
    standing = [f for f in findings if f.result in (Result.MET, Result.UNKNOWN)]
    pending = [f for f in standing if f.set_aside or f.result is Result.UNKNOWN]
    if any(f.rule.forbids and f.rule.about == "pyramid" for f in pending):
        return 100
    worst = decision.verdict
    if any(blocks_legal(f) or f.rule.effect == "duty" for f in pending):
        worst = max(worst, Verdict.REVIEW)
    kinds = [kind for f in standing if (kind := class_of(f.rule)) is not None]
    return _place(worst, fsum(-log(1 - weights.of[kind]) for kind in kinds))


def _contributions(
    decision: Decision,
    parts: list[tuple[Finding, float]],
    total: float,
    start: int,
    points: int,
) -> tuple[Contribution, ...]:
    """Share the points out so that they add up: by largest remainder, ties by rule id."""
    exact = {f.rule.id: 0.0 for f, part in parts if part > 0}
    for f, part in parts:
        if part > 0:
            exact[f.rule.id] = (points - start) * part / total
    whole = {rule: floor(value) for rule, value in exact.items()}
    left = points - start - sum(whole.values())
    for rule in sorted(exact, key=lambda r: (-(exact[r] - whole[r]), r))[: max(left, 0)]:
        whole[rule] += 1
    if decision.deciding:
        # The floor of the band belongs to the finding that decided which band it is.
        first = decision.deciding[0].rule.id
        whole[first] = whole.get(first, 0) + start
    elif start:
        whole[str(decision.reason.value if decision.reason else decision.verdict)] = start
    return tuple(
        Contribution(rule, value)
        for rule, value in sorted(whole.items(), key=lambda pair: (-pair[1], pair[0]))
        if value
    )
