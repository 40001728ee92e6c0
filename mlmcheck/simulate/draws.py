"""Random draws that are the same on every machine and with every release of numpy."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache

import numpy as np

from mlmcheck.plan.batch.crowd import Floats, Ints, Mask

_WORDS = 2**64
_FRACTION_BITS = 53
_MOST_MEAN = 1_000
"""The greatest mean of a number drawn at random; where more is meant, everybody gets the mean."""

Bits = np.typing.NDArray[np.uint64]


class Draws:
    """One stream of random numbers, given by a seed, the number of the run, and what it is for.

    Only the raw 64-bit words of numpy's PCG64 are used, whose stream is promised not to change;
    what is made of them here is comparisons and products that every machine works out alike.
    """

    __slots__ = ("_source",)

    def __init__(self, seed: int, run: int = 0, use: int = 0) -> None:
        self._source = np.random.PCG64(np.random.SeedSequence([seed, run, use]))

    def words(self, size: int) -> Bits:
        """Return so many random 64-bit words."""
        return np.asarray(self._source.random_raw(size), dtype=np.uint64)

    def parts(self, size: int) -> Floats:
        """Return so many numbers from 0 up to, but not with, 1; multiples of 2 to the -53rd."""
        found: Floats = (self.words(size) >> np.uint64(64 - _FRACTION_BITS)).astype(np.float64)
        return found * 2.0**-_FRACTION_BITS

    def below(self, bounds: Ints) -> Ints:
        """Return for each bound a whole number from 0 up to, but not with, the bound."""
        return (self.parts(len(bounds)) * bounds).astype(np.int64)

    def chance(self, probability: Fraction, size: int) -> Mask:
        """Return for so many people whether something of that probability happens to each."""
        if probability <= 0:
            return np.zeros(size, np.bool_)
        if probability >= 1:
            return np.ones(size, np.bool_)
        found: Mask = self.words(size) < np.uint64(int(probability * _WORDS))
        return found

    def counts(self, mean: Fraction, size: int) -> Ints:
        """Return so many numbers of independent events with that mean (a Poisson distribution)."""
        if mean > _MOST_MEAN:
            return np.full(size, round(mean), np.int64)
        return np.searchsorted(_poisson(mean), self.words(size), side="right").astype(np.int64)


@lru_cache(maxsize=64)
def _poisson(mean: Fraction) -> Bits:
    """Return for k = 0, 1, … the probability of k or fewer events, as parts of all 64-bit words.

    Worked out in decimals, as the exponential function of a machine is its own in the last bit.
    """
    with localcontext() as context:
        context.prec = 50
        rate = Decimal(mean.numerator) / Decimal(mean.denominator)
        term = (-rate).exp()
        total = term
        steps: list[int] = []
        k = 0
        while (word := int(total * _WORDS)) < _WORDS - 1 and k < 40 + 4 * mean:
            steps.append(word)
            k += 1
            term = term * rate / k
            total += term
    return np.array(steps, dtype=np.uint64)
