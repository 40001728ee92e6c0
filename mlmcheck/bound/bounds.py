"""The bounds of one plan, each proven in exact numbers and shown in a small network."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from mlmcheck.bound import highs
from mlmcheck.bound.joining import Joining, Way, joining_of, most_funded
from mlmcheck.bound.linear import Optimum, Program
from mlmcheck.bound.payments import IN_A_MONTH, again_amounts
from mlmcheck.bound.premises import Premises
from mlmcheck.bound.share import share_of
from mlmcheck.bound.stop import lines_for_time, stop_of
from mlmcheck.bound.witness import (
    Example,
    least_funded_example,
    most_funded_example,
    stop_example,
)
from mlmcheck.interval import Interval
from mlmcheck.plan.compile import terms_of
from mlmcheck.plan.terms import NOTHING, Part, Remark, Terms
from mlmcheck.scheme.plan import Plan

__all__ = ["Answer", "Bound", "End", "Premises", "bound_of"]

_ZERO, _ONE = Fraction(0), Fraction(1)


class Answer(Enum):
    """Whether payouts can be met once nobody new joins, from what then comes in."""

    NOTHING_DUE = "nothing-due"
    """Nothing is due: every reward is paid on somebody's joining, or there is none."""
    ALWAYS = "always"
    """As much comes in as is due, whatever people do."""
    NEVER = "never"
    """Less comes in than is due, whatever people do, and it never ends."""
    RESERVE = "reserve"
    """Less comes in than is due, but what is due ends: what was paid in before may do."""
    DEPENDS = "depends"
    """It hangs on what people do: networks are shown in which enough comes in, and too little."""
    OPEN = "open"
    """No answer is proven for all that people may do, and small networks do not show both."""
    UNPROVEN = "unproven"
    """No bound could be proven."""
    UNKNOWN = "unknown"
    """The file does not say what is paid."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of a bound: its number, what proves it, and a network that shows it.

    `program` and `optimum` are None where nothing was proven and the number is the trivial one.
    """

    number: Fraction
    program: Program | None
    optimum: Optimum | None
    example: Example | None


@dataclass(frozen=True, slots=True)
class Bound:
    """What holds of a plan under any behaviour.

    `share` is the part of all rewards that newcomers' money funds, from least to most; None where
    nobody is paid anything. `covered` is how much of what is due comes in once nobody joins, from
    least to most and at most all; None where nothing is due. `whole` says that the file names all
    that is paid, so that nothing else can be due. `reserve` is for how many months at
    most all that was paid in would last, None where that is not known or without end. `left_out`
    are items of which nothing can be said.
    """

    plan: Plan
    premises: Premises
    share: tuple[End, End] | None
    covered: tuple[End, End] | None
    answer: Answer
    reserve: Fraction | None
    whole: bool
    left_out: tuple[Remark, ...]

    @property
    def funded(self) -> Interval | None:
        """The share as an interval."""
        if self.share is None:
            return None
        least, most = self.share
        return Interval(least.number, most.number)


def bound_of(plan: Plan, premises: Premises) -> Bound:
    """Return the bounds of a plan, each proven in exact numbers and shown in a small network."""
    lowest, highest = terms_of(plan, "least"), terms_of(plan, "most")
    joining = joining_of(plan)
    ends = (lowest,) if lowest == highest else (lowest, highest)
    share = _share(plan, premises, joining, ends)
    answer, covered, reserve = _stop(plan, premises, ends)
    left_out = tuple(gap for gap in highest.gaps if gap.at[:1] == ("rewards",))
    whole = premises.rewards_whole and not left_out
    if not highest.lines and not whole:
        answer, covered = Answer.UNKNOWN, None
    return Bound(plan, premises, share, covered, answer, reserve, whole, left_out)


def _share(
    plan: Plan, premises: Premises, joining: Joining, ends: tuple[Terms, ...]
) -> tuple[End, End] | None:
    lines = tuple(
        place
        for place, reward in enumerate(plan.rewards.items)
        if any(rate.range.hi > 0 for _, rate in reward.rates()) or reward.pays is None
    )
    if not lines:
        return None
    programs = share_of(joining, premises, lines)
    most, least = highs.solve(programs.most), highs.solve(programs.least)
    high = _ONE if most is None else most.value
    low = _ZERO if least is None else -least.value
    way: Way | None = most_funded(joining, premises)
    return (
        End(low, programs.least, least, least_funded_example(plan, ends, premises, low)),
        End(high, programs.most, most, most_funded_example(plan, ends, premises, high, way)),
    )


def _stop(
    plan: Plan, premises: Premises, ends: tuple[Terms, ...]
) -> tuple[Answer, tuple[End, End] | None, Fraction | None]:
    programs = stop_of(plan, premises, ends[0], ends[-1])
    any_due = highs.solve(programs.any_due)
    if any_due is None:
        return Answer.UNPROVEN, None, None
    if any_due.value == 0:
        return Answer.NOTHING_DUE, None, None
    most, least = highs.solve(programs.most), highs.solve(programs.least)
    high = _ONE if most is None else most.value
    low = _ZERO if least is None else min(_ONE, -least.value)
    covered = (
        End(low, programs.least, least, stop_example(plan, ends, premises, low)),
        End(high, programs.most, most, stop_example(plan, ends, premises, high)),
    )
    if high < 1:
        ends_some_day = _ends(plan, ends[-1])
        answer = Answer.RESERVE if ends_some_day else Answer.NEVER
        return answer, covered, _reserve(ends[0], high)
    if low == 1:
        return Answer.ALWAYS, covered, None
    if most is None or least is None:
        return Answer.UNPROVEN, covered, None
    worst, best = (end.example for end in covered)
    shown = worst is not None and best is not None and worst.number < 1 == best.number
    return (Answer.DEPENDS if shown else Answer.OPEN), covered, None


def _ends(plan: Plan, terms: Terms) -> bool:
    """Return whether every line ends for everybody before it has paid back more than he paid in.

    Only then may what was paid in before be enough for all that is still due.
    """
    stopped = {"recruit"} if again_amounts(plan) else {"entry", "recruit"}
    return all(
        (line.until is not None and line.until <= 1)
        or (line.cap is not None and line.cap.per is None)
        for line in terms.lines
        if not line.triggers <= stopped
    )


def _reserve(terms: Terms, high: Fraction) -> Fraction | None:
    """Return for how many months all that those who earn have paid in may last at most."""
    rate = _ZERO
    for line in lines_for_time(terms):
        if line.per is not None and line.needs == NOTHING and line.cap is None:
            parts = [each.part for _, each in line.rates.steps if isinstance(each, Part)]
            rate += min(parts) * IN_A_MONTH[line.per]
    return None if rate == 0 else 1 / (rate * (1 - high))
