"""Random draws are the same everywhere, and fall as they should."""

from __future__ import annotations

from fractions import Fraction
from math import exp, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmcheck.simulate import draws as module
from mlmcheck.simulate.draws import Draws

MANY = 200_000


def test_the_stream_of_a_seed_never_changes() -> None:
    """The first words of a seed are these, on every machine."""
    assert [
        9441442522235856127,
        17532960557476522086,
        2659275481604167885,
    ] == Draws(1).words(3).tolist()


def test_seed_run_and_use_each_give_a_stream_of_their_own() -> None:
    """No two streams of one study are alike."""
    streams = [Draws(1), Draws(2), Draws(1, 1), Draws(1, 0, 1), Draws(1, 1, 1)]

    assert len(streams) == len({tuple(each.words(4).tolist()) for each in streams})


@given(st.integers(0, 10**6), st.lists(st.integers(1, 2**40), min_size=1, max_size=50))
def test_numbers_stay_below_their_bounds(seed: int, bounds: list[int]) -> None:
    """A whole number below a bound is from 0 to the one before it."""
    found = Draws(seed).below(np.array(bounds))

    assert all(0 <= number < bound for number, bound in zip(found.tolist(), bounds, strict=True))


def test_the_greatest_part_stays_below_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even the last number before 1 times a bound is rounded to none at the bound."""
    greatest = 1 - 2.0**-53
    monkeypatch.setattr(Draws, "parts", lambda _, size: np.full(size, greatest))
    bounds = np.array([1, 2, 3, 7, 2**20, 2**20 + 1, 10**6, 2**31 - 1])

    assert (bounds - 1).tolist() == Draws(1).below(bounds).tolist()


@pytest.mark.parametrize("part", ["1/20", "1/2", "9/10"])
def test_chances_come_as_often_as_they_should(part: str) -> None:
    """A chance comes true in its part of all cases, within four standard errors."""
    probability = Fraction(part)
    found = int(Draws(3).chance(probability, MANY).sum())
    error = sqrt(MANY * probability * (1 - probability))

    assert abs(found - MANY * probability) < 4 * error


def test_what_never_or_always_happens_takes_no_chance() -> None:
    """A chance of 0 never comes, one of 1 always."""
    assert (0, 10) == (
        int(Draws(1).chance(Fraction(0), 10).sum()),
        int(Draws(1).chance(Fraction(1), 10).sum()),
    )


@pytest.mark.parametrize("mean", ["1/3", "1", "7/2", "40"])
def test_counts_have_the_mean_and_the_spread_of_a_poisson_number(mean: str) -> None:
    """Mean and variance are both the rate, within four standard errors."""
    rate = Fraction(mean)
    found = Draws(4).counts(rate, MANY)

    assert abs(found.mean() - float(rate)) < 4 * sqrt(rate / MANY)
    assert abs(found.var() - float(rate)) < 4 * sqrt((rate + 2 * rate**2) / MANY)


@pytest.mark.parametrize("mean", ["1/3", "1", "7/2", "40"])
def test_the_chance_of_no_event_is_exact(mean: str) -> None:
    """The first step is e to the minus rate, to the last bit of a float."""
    step = int(module._poisson(Fraction(mean))[0]) / 2**64

    assert step == pytest.approx(exp(-Fraction(mean)), rel=1e-14)


def test_great_means_are_taken_as_they_are() -> None:
    """Past a thousand everybody gets the mean, rounded."""
    assert [2001, 2001] == Draws(1).counts(Fraction("2000.6"), 2).tolist()


def test_nothing_is_drawn_of_a_mean_of_nothing() -> None:
    """A rate of 0 gives 0."""
    assert 0 == int(Draws(1).counts(Fraction(0), 1000).sum())
