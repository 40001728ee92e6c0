"""Intervals of exact numbers: what is known of a quantity, from one point to everything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from math import floor

Number = int | Fraction | float
"""An exact number: whole numbers as int, which compares fastest; a float only for an infinity."""

INFINITY = float("inf")


class Truth(Enum):
    """Strong Kleene truth: what is known of a statement."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    def __invert__(self) -> Truth:
        """Return the truth of the denial."""
        if self is Truth.YES:
            return Truth.NO
        if self is Truth.NO:
            return Truth.YES
        return Truth.UNKNOWN


def all_of(truths: list[Truth]) -> Truth:
    """Return the conjunction: false if one is false, else unknown if one is unknown."""
    if Truth.NO in truths:
        return Truth.NO
    return Truth.UNKNOWN if Truth.UNKNOWN in truths else Truth.YES


def any_of(truths: list[Truth]) -> Truth:
    """Return the disjunction: true if one is true, else unknown if one is unknown."""
    if Truth.YES in truths:
        return Truth.YES
    return Truth.UNKNOWN if Truth.UNKNOWN in truths else Truth.NO


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `lo` to `hi`; an open end leaves the end itself out.

    A known number is an interval of one point, an unknown one the whole range. Truth values are
    intervals between 0 (false) and 1 (true). An infinite end counts as reached unless it is open:
    "levels: all" is the point infinity.

    Raises:
        ValueError: there is no number in the interval.
    """

    lo: Number
    hi: Number
    lo_open: bool = False
    hi_open: bool = False

    def __post_init__(self) -> None:
        if self.lo > self.hi or (self.lo == self.hi and (self.lo_open or self.hi_open)):
            raise ValueError(f"there is no number from {self.lo} to {self.hi}")

    @property
    def is_point(self) -> bool:
        """Whether exactly one number is possible."""
        return self.lo == self.hi

    def contains(self, number: Number) -> bool:
        """Return whether `number` is possible."""
        above = number > self.lo or (number == self.lo and not self.lo_open)
        below = number < self.hi or (number == self.hi and not self.hi_open)
        return above and below

    def within(self, other: Interval) -> bool:
        """Return whether every number of this interval is in `other`."""
        low = self.lo > other.lo or (self.lo == other.lo and (self.lo_open or not other.lo_open))
        high = self.hi < other.hi or (self.hi == other.hi and (self.hi_open or not other.hi_open))
        return low and high

    def meet(self, other: Interval) -> Interval | None:
        """Return what both allow, or None where they exclude each other."""
        lo, lo_open = self.lo, self.lo_open
        if other.lo > lo or (other.lo == lo and other.lo_open):
            lo, lo_open = other.lo, other.lo_open
        hi, hi_open = self.hi, self.hi_open
        if other.hi < hi or (other.hi == hi and other.hi_open):
            hi, hi_open = other.hi, other.hi_open
        if lo > hi or (lo == hi and (lo_open or hi_open)):
            return None
        return Interval(lo, hi, lo_open, hi_open)

    def hull(self, other: Interval) -> Interval:
        """Return the smallest interval that holds both."""
        lo, lo_open = self.lo, self.lo_open
        if other.lo < lo:
            lo, lo_open = other.lo, other.lo_open
        elif other.lo == lo:
            lo_open = lo_open and other.lo_open
        hi, hi_open = self.hi, self.hi_open
        if other.hi > hi:
            hi, hi_open = other.hi, other.hi_open
        elif other.hi == hi:
            hi_open = hi_open and other.hi_open
        return Interval(lo, hi, lo_open, hi_open)

    def __add__(self, other: Interval) -> Interval:
        lo, hi = self.lo + other.lo, self.hi + other.hi
        return Interval(
            lo,
            hi,
            (self.lo_open or other.lo_open) and not self._reaches(lo, other),
            (self.hi_open or other.hi_open) and not self._reaches(hi, other),
        )

    def _reaches(self, end: Number, other: Interval) -> bool:
        """Return whether an end is the infinity that one of two intervals reaches by itself."""
        return end == INFINITY and (self.contains(end) or other.contains(end))

    def times(self, factor: Interval) -> Interval:
        """Return the product of two intervals of numbers that are not negative."""
        lo, hi = _product(self.lo, factor.lo), _product(self.hi, factor.hi)
        lo_open = (self.lo_open and factor.lo != 0) or (factor.lo_open and self.lo != 0)
        hi_open = (self.hi_open and factor.hi != 0) or (factor.hi_open and self.hi != 0)
        return Interval(
            lo,
            hi,
            lo_open and not self._reaches(lo, factor),
            hi_open and not self._reaches(hi, factor),
        )

    def less(self, other: Interval) -> Truth:
        """Return whether every number here is less than every number of `other`."""
        if self.hi < other.lo or (self.hi == other.lo and (self.hi_open or other.lo_open)):
            return Truth.YES
        if self.lo >= other.hi:
            return Truth.NO
        return Truth.UNKNOWN

    def at_most(self, other: Interval) -> Truth:
        """Return whether every number here is at most every number of `other`."""
        return ~other.less(self)


def _product(left: Number, right: Number) -> Number:
    return 0 if left == 0 or right == 0 else left * right


COMPARE: dict[str, Callable[[Interval, Interval], Truth]] = {
    "<": lambda left, right: left.less(right),
    "<=": lambda left, right: left.at_most(right),
    ">": lambda left, right: right.less(left),
    ">=": lambda left, right: right.at_most(left),
}
"""The comparisons that a condition may use."""


def exact(number: Fraction) -> Number:
    """Return the same number, as an int where it is whole."""
    return number.numerator if number.denominator == 1 else number


def point(number: Number) -> Interval:
    """Return the interval of one number (a float only for an infinity)."""
    return Interval(number, number)


def least_whole(range_: Interval) -> float:
    """Return the least whole number in the range; infinity where that is its lower end."""
    lo = range_.lo
    if lo == INFINITY:
        return INFINITY
    return floor(lo) + 1 if range_.lo_open or floor(lo) != lo else floor(lo)


def greatest_whole(range_: Interval) -> float:
    """Return the greatest whole number in the range, infinity where there is none."""
    hi = range_.hi
    if hi == INFINITY:
        return INFINITY
    return floor(hi) - 1 if range_.hi_open and floor(hi) == hi else floor(hi)


NEVER_NEGATIVE = Interval(0, INFINITY)
UNIT = Interval(0, 1)
ZERO = point(0)
POSITIVE = Interval(0, INFINITY, lo_open=True)
TRUE = point(1)
FALSE = point(0)
EITHER = UNIT


def truth_interval(truth: Truth) -> Interval:
    """Return a truth value as an interval between 0 and 1."""
    return {Truth.YES: TRUE, Truth.NO: FALSE, Truth.UNKNOWN: EITHER}[truth]


def interval_truth(value: Interval) -> Truth:
    """Return what an interval between 0 and 1 says of a boolean fact."""
    if value.lo > 0:
        return Truth.YES
    return Truth.NO if value.hi < 1 else Truth.UNKNOWN
