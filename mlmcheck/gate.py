"""The exit code: what a team's gate is told of all that was judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from mlmcheck.judge import Judgement, LawResult
from mlmcheck.scheme.errors import Problem
from mlmcheck.verdict import Reason, Verdict

NOTHING = 0
"""Nothing at or above the bar."""
FOUND = 1
"""Something at or above the bar."""
MISUSE = 2
"""Wrong use, or a broken rule pack."""
UNREADABLE = 3
"""A scheme that cannot be read, or none given."""
UNDECIDED = 4
"""Nothing found, but something open, where that was asked for: a review, or a law of which it is
not known whether it applies."""


def _pyramid(law: LawResult) -> bool:
    return law.verdict is Verdict.PYRAMID


def _unlawful(law: LawResult) -> bool:
    return _pyramid(law) or law.reason is Reason.UNLAWFUL


def _open(law: LawResult) -> bool:
    return law.verdict is not Verdict.LEGAL


def _nothing(_: LawResult) -> bool:
    return False


BARS: Mapping[str, Callable[[LawResult], bool]] = {
    "pyramid-like": _pyramid,
    "unlawful": _unlawful,
    "review": _open,
    "never": _nothing,
}
"""What reaches each bar; unlawful is a review because a law is broken, though not as a pyramid."""


def exit_code(
    judgements: Sequence[Judgement], problems: Sequence[Problem], bar: str, unknown_fails: bool
) -> int:
    """Return the exit code; a scheme that could not be read outweighs everything else."""
    if problems:
        return UNREADABLE
    laws = [law for judgement in judgements for law in judgement.laws]
    if any(BARS[bar](law) for law in laws):
        return FOUND
    if unknown_fails and any(law.verdict is Verdict.REVIEW or law.left_out for law in laws):
        return UNDECIDED
    return NOTHING
