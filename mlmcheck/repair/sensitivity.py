"""Sensitivity: for each number of a plan the value at which a verdict flips, found by judging."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import pairwise

from mlmcheck.interval import INFINITY
from mlmcheck.judge import Court, Judgement, LawResult, judge
from mlmcheck.law.findings import Finding
from mlmcheck.repair.limits import Limits, limits_of
from mlmcheck.repair.numbers import Number, numbers_in
from mlmcheck.repair.tree import Put
from mlmcheck.repair.trial import Bench, Trial, blocking, touched
from mlmcheck.repair.verdicts import Verdicts
from mlmcheck.scheme.marks import Mapped
from mlmcheck.scheme.read import Document
from mlmcheck.verdict import Verdict

GRAIN = 10**6
"""A flip is closed in on until it is this part of its value wide; then the exact value is tried."""
FARTHEST = 1000
"""The greatest multiple of a number that is looked at."""

MOST_WORK = 600_000
"""Changed plans that are judged, times laws, times numbers: a long file takes no minutes."""

_RATIOS = (
    "entry.value_ratio",
    "goods.price_to_market",
    "reward.promised_multiple",
    "reward.annual_rate",
)
"""Facts that are one amount over another."""
_LITTLE = Fraction(1, 10**10)


@dataclass(frozen=True, slots=True)
class Flip:
    """A value at which the verdict of a law changes, with all else in the plan as it is."""

    value: Fraction
    reached: bool
    """Whether the other verdict holds at the value itself; else only past it."""
    rises: bool
    """Whether the number must rise to get there."""
    exact: bool
    """Whether the value is exact; else the flip lies within a millionth of it."""
    law: LawResult
    """What the law says past the flip."""
    before: Verdict
    finding: Finding | None
    """The rule that comes to stand, or that no longer does."""

    def margin(self, number: Number) -> Fraction:
        """Return how far the number may go, below 0 where it must fall."""
        return self.value - number.value


@dataclass(frozen=True, slots=True)
class Sensitive:
    """One number, and the nearest flips below and above it: of each law that flips there."""

    number: Number
    below: tuple[Flip, ...] = ()
    above: tuple[Flip, ...] = ()

    @property
    def flips(self) -> tuple[Flip, ...]:
        """Those there are, the ones below first."""
        return self.below + self.above


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What hangs on the numbers of one plan."""

    judgement: Judgement
    numbers: tuple[Sensitive, ...]
    """In the order of the file."""
    unlooked: tuple[Number, ...] = ()
    """Numbers that were not looked at, as it would have taken too long."""

    @property
    def decisive(self) -> tuple[Sensitive, ...]:
        """The numbers on which a verdict hangs, the one with the least relative margin first."""
        return tuple(sorted((one for one in self.numbers if one.flips), key=_nearness))

    @property
    def idle(self) -> tuple[Number, ...]:
        """The numbers on which nothing hangs."""
        return tuple(one.number for one in self.numbers if not one.flips)


def _nearness(one: Sensitive) -> tuple[Fraction, int]:
    size = one.number.value or Fraction(1)
    return min(abs(flip.margin(one.number)) / size for flip in one.flips), 0


def sensitivity(
    document: Document, court: Court, laws: tuple[str, ...] = (), as_of: date | None = None
) -> Sensitivity:
    """Return at which value of each number of a plan a verdict flips, nearest on each side.

    Each claim is found by judging the plan again with the other number. Values are tried at the
    numbers of the laws, at those of the file, at what both give together and at multiples of the
    number up to a thousandfold; between two tried values that are judged alike nothing is sought.

    Raises:
        SchemeError, NoLaw, PackError: as for `judge`.
    """
    judgement = judge(document, court, laws, as_of)
    asked = tuple(result.law for result in judgement.laws if result.pack is not None)
    days = sorted({day.day for result in judgement.laws for day in result.days})
    limits = limits_of([court.pack(law) for law in asked], days)
    root = document.marks.root
    assert isinstance(root, Mapped)
    numbers = tuple(numbers_in(root))
    base = Bench(judgement, court, asked, as_of, ())
    start = base.trial(frozenset())
    if start is None or not asked:
        return Sensitivity(judgement, tuple(map(Sensitive, numbers)))
    found: list[Sensitive] = []
    verdicts = Verdicts(start)
    left = MOST_WORK // (len(asked) * max(len(numbers), 1))
    for place, number in enumerate(numbers):
        if left <= 0:
            return Sensitivity(judgement, tuple(found), numbers[place:])
        probe = _Probe(base, verdicts, number)
        if not probe.matters(limits):
            found.append(Sensitive(number))
            left -= len(probe.known)
            continue
        values = _values(number, numbers, limits)
        below = probe.nearest(sorted((v for v in values if v < number.value), reverse=True))
        above = probe.nearest(sorted(v for v in values if v > number.value))
        found.append(Sensitive(number, below, above))
        left -= len(probe.known)
    return Sensitivity(judgement, tuple(found))


def _values(number: Number, numbers: Sequence[Number], limits: Limits) -> set[Fraction]:
    """Return the values of a number that are tried, those that may be written."""
    whole = {
        Fraction(limit.value)
        for limit in limits.each
        if limit.value not in (INFINITY, -INFINITY) and limit.value >= 0
    }
    like = {other.value for other in numbers if other.kind == number.kind}
    ratios = {
        Fraction(value)
        for fact in _RATIOS
        for value in limits.of(fact)
        if value not in (0, INFINITY)
    }
    found = {Fraction(0), *whole, *like}
    if number.kind == "money":
        found |= {value * ratio for value in like for ratio in ratios}
        found |= {value / ratio for value in like for ratio in ratios}
    size = number.value or Fraction(1)
    for factor in (2, 5, 10, 100, FARTHEST):
        found |= {size * factor, size / factor}
    found |= {size * Fraction(part, 100) for part in (50, 75, 90, 99, 101, 110, 125, 150)}
    if number.kind == "count":
        near = {number.value + step for step in range(-12, 13)}
        return {Fraction(round(value)) for value in found | near if value >= 0}
    # So that what flips only past a value is seen, and not just what flips at it.
    return {value for one in found for value in (one, one * (1 + Fraction(1, 10**4)))}


@dataclass(slots=True)
class _Probe:
    """One number of a plan, given other values."""

    bench: Bench
    judged: Verdicts
    number: Number
    known: dict[Fraction, Trial | None] = field(default_factory=dict)

    def at(self, value: Fraction) -> Trial | None:
        """Return the plan with the value, None where it cannot be written or makes no plan."""
        if value not in self.known:
            text = self.number.written(value)
            self.known[value] = (
                None if text is None else self.bench.as_written((Put(self.number.path, text),))
            )
        return self.known[value]

    @property
    def start(self) -> Trial:
        """Return the plan as it is."""
        return self.judged.start

    def matters(self, limits: Limits) -> bool:
        """Return whether another value changes a fact that a rule asks for."""
        size = self.number.value or Fraction(1)
        for value in (Fraction(0), Fraction(round(size / 2)), size * 2, size * FARTHEST):
            other = self.at(value)
            if other is not None and any(
                not limits.asked.isdisjoint(touched(self.start, other, law))
                for law in self.bench.asked
            ):
                return True
        return False

    def verdicts(self, value: Fraction) -> tuple[Verdict, ...] | None:
        """Return what the laws say at a value, None where there is no plan with it."""
        trial = self.at(value)
        return None if trial is None else self._said(trial)

    def _said(self, trial: Trial) -> tuple[Verdict, ...]:
        return tuple(self.judged.of(trial, law) for law in self.bench.asked)

    def nearest(self, values: Iterable[Fraction]) -> tuple[Flip, ...]:
        """Return the first flips on the way from the number along the values, all at one value."""
        now = self._said(self.start)
        for near, far in pairwise(self._plans([self.number.value, *values])):
            if self.verdicts(far) != now:
                return self._flips(near, far)
        return ()

    def _plans(self, values: Iterable[Fraction]) -> Iterator[Fraction]:
        """Yield the values with which there is a plan."""
        for value in values:
            if self.at(value) is not None:
                yield value

    def _flips(self, near: Fraction, far: Fraction) -> tuple[Flip, ...]:
        """Return the flips between a value judged as the number is and one that is not."""
        near, far = self._closed_in(near, far)
        value, past, exact = self._settled(near, far)
        at, beyond = self.at(value), self.at(past)
        assert beyond is not None
        rises = far > self.number.value
        found: list[Flip] = []
        for law, now in zip(self.bench.asked, self._said(self.start), strict=True):
            reached = at is not None and self.judged.of(at, law) is not now
            trial = at if reached and at is not None else beyond
            if self.judged.of(trial, law) is not now:
                rule = self._rule(law, trial)
                flip = Flip(value, reached, rises, exact, trial.result(law), now, rule)
                found.append(flip)
        return tuple(found)

    def _rule(self, law: str, past: Trial) -> Finding | None:
        """Return the finding that the flip turns on."""
        before, after = self.start.result(law), past.result(law)
        worse, better = (after, before) if after.verdict > before.verdict else (before, after)
        cleared = {finding.rule.id: finding for finding in blocking(better)}
        assert worse.worst is not None
        for finding in (*worse.worst.decision.deciding, *blocking(worse)):
            other = cleared.get(finding.rule.id)
            if other is None or other.result is not finding.result:
                return finding
        return None

    def _closed_in(self, near: Fraction, far: Fraction) -> tuple[Fraction, Fraction]:
        """Return two values close together between which the flip lies."""
        now = self._said(self.start)
        grain = Fraction(1) if self.number.kind == "count" else max(abs(far), abs(near)) / GRAIN
        while abs(far - near) > grain:
            middle = self._between(near, far)
            if middle in (near, far):
                break
            said = self.verdicts(middle)
            if said is None:
                break
            if said == now:
                near = middle
            else:
                far = middle
        return near, far

    def _between(self, near: Fraction, far: Fraction) -> Fraction:
        middle = (near + far) / 2
        if self.number.kind == "count":
            return Fraction(middle.numerator // middle.denominator)
        # Few digits, so that what is tried can be written.
        return middle if middle.denominator < 10**6 else Fraction(round(middle * 10**9), 10**9)

    def _settled(self, near: Fraction, far: Fraction) -> tuple[Fraction, Fraction, bool]:
        """Return the value of the flip, one past it that is judged otherwise, if it is exact."""
        if self.number.kind == "count":
            return far, far, True
        now = self._said(self.start)
        low, high = sorted((near, far))
        value = simplest(low, high)
        if self.verdicts(value) is None:
            return value, far, False
        # The flip is at the value if the verdict is still the old one a little before it, and
        # the other one a little past it.
        little = (value or Fraction(1)) * _LITTLE * (1 if far > near else -1)
        before, past = self.verdicts(value - little), self.verdicts(value + little)
        exact = before in (now, None) and past != now
        # Past 0 there is no plan, and what is reached there is all there is.
        return value, far if past is None or not exact else value + little, exact


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """Return the number from `low` to `high`, both included, with the least denominator."""
    whole = -(-low.numerator // low.denominator)
    if whole <= high:
        return Fraction(whole)
    floor = low.numerator // low.denominator
    return floor + 1 / simplest(1 / (high - floor), 1 / (low - floor))
