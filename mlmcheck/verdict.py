"""The verdict of one law on one day: which findings decide it, and why it is no stronger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, IntEnum

from mlmcheck.law.findings import Finding, Result


class Verdict(IntEnum):
    """What the law says of the scheme, mildest first."""

    LEGAL = 0
    REVIEW = 1
    PYRAMID = 2

    def __str__(self) -> str:
        return ("legal", "review", "pyramid-like")[self]


class Reason(Enum):
    """Why a verdict is review, strongest first."""

    UNLAWFUL = "unlawful, not as a pyramid"
    PRESUMED = "presumed"
    CONTRADICTED = "the file contradicts itself"
    MISSING = "facts missing"
    LAW_OPEN = "law open"
    OUR_TEXT = "our text of the law is unsure"
    NOT_COVERED = "not covered"


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict with what decides it."""

    verdict: Verdict
    reason: Reason | None
    """None unless the verdict is review."""
    deciding: tuple[Finding, ...]
    """The findings it rests on, strongest first; none where it is legal or nothing is covered."""
    ways: tuple[str, ...] = ()
    """Facts of which one at least holds, where it is not known which: each alone makes it so, and
    the findings are those that they would make."""


_ORDER = {"crime": 0, "prohibition": 1, "duty": 2, "neighbour": 3, "indicator": 4, "penalty": 5}


def strength(finding: Finding) -> tuple[int, int, str]:
    """Return where a finding stands among others: crimes first, gates before paper duties."""
    rule = finding.rule
    return _ORDER.get(rule.effect, 9), 0 if rule.gate else 1, rule.id


def blocks_legal(finding: Finding) -> bool:
    """Return whether the scheme is only legal if this finding is known not to stand."""
    rule = finding.rule
    return rule.forbids or rule.gate or rule.effect == "neighbour"


def decide(findings: Iterable[Finding]) -> Decision:
    """Return the verdict that these findings of one law come to.

    pyramid-like: a prohibition or crime about pyramids is met. legal: every prohibition, crime,
    gate and neighbouring rule is known not to stand, and no duty is broken. review: the rest.
    Indicators and penalties never move it; instruments of which it is not known whether they
    apply stay out.
    """
    heard = [f for f in findings if not f.set_aside and f.result is not Result.NOT_IN_FORCE]
    met = [f for f in heard if f.result is Result.MET]
    pyramid = [f for f in met if f.rule.forbids and f.rule.about == "pyramid"]
    if pyramid:
        return Decision(Verdict.PYRAMID, None, _ranked(pyramid))
    unlawful = [f for f in met if f.rule.forbids or f.rule.effect == "duty"]
    if unlawful:
        return Decision(Verdict.REVIEW, Reason.UNLAWFUL, _ranked(unlawful))
    unknown = [f for f in heard if f.result is Result.UNKNOWN and blocks_legal(f)]
    presumed = [f for f in unknown if f.presumed]
    if presumed:
        return Decision(Verdict.REVIEW, Reason.PRESUMED, _ranked(presumed))
    missing = [f for f in unknown if f.needs]
    if missing:
        return Decision(Verdict.REVIEW, Reason.MISSING, _ranked(missing))
    if unknown:
        text = all(f.our_text for f in unknown)
        return Decision(
            Verdict.REVIEW, Reason.OUR_TEXT if text else Reason.LAW_OPEN, _ranked(unknown)
        )
    neighbours = [f for f in met if f.rule.effect == "neighbour"]
    if neighbours:
        return Decision(Verdict.REVIEW, Reason.NOT_COVERED, _ranked(neighbours))
    if not any(f.rule.forbids and f.rule.about == "pyramid" for f in heard):
        return Decision(Verdict.REVIEW, Reason.NOT_COVERED, ())
    return Decision(Verdict.LEGAL, None, ())


def unless_contradicted(decision: Decision, contradicted: bool) -> Decision:
    """Return review for what would be legal if two statements of the file cannot both be.

    One of them is wrong, and what else is wrong with it nobody knows: nothing is cleared by it.
    """
    if decision.verdict is Verdict.LEGAL and contradicted:
        return Decision(Verdict.REVIEW, Reason.CONTRADICTED, ())
    return decision


def _ranked(findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=strength))


def to_check(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the paper duties that are still unknown: to check before launch."""
    return tuple(
        f
        for f in findings
        if f.result is Result.UNKNOWN
        and f.rule.effect == "duty"
        and not f.rule.gate
        and not f.set_aside
    )
