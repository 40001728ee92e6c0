"""Networks grow as the published models say: exact means, and z-tests with fixed seeds.

Each z-test compares a mean over many networks with its exact value, in standard errors of the
exact variance. LEVEL is what a normal number passes once in about 30,000 times; with the seeds
fixed the result is always the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmcheck.plan.batch.crowd import NEVER, Crowd, Ints
from mlmcheck.plan.batch.trees import Tree
from mlmcheck.simulate.assumptions import MODELS, Assumptions, Model
from mlmcheck.simulate.draws import Draws
from mlmcheck.simulate.growth import (
    grow,
    newcomers,
    recruits,
    spans,
    to_go_on,
)

LEVEL = 4.2
STAY = Fraction(0)


def harmonic(n: int) -> Fraction:
    """1 + 1/2 + … + 1/n."""
    return sum((Fraction(1, i) for i in range(1, n + 1)), Fraction(0))


def networks(
    entrants: int, runs: int, model: Model = "uniform", most: int | None = None
) -> list[Crowd]:
    """Many networks of so many entrants, the top among them, of which nobody leaves."""
    assumed = Assumptions(
        people=entrants - 1, months=1, after=0, model=model, most=most, churn=STAY
    )
    return [grow(assumed, Draws(7, run)) for run in range(runs)]


def z(found: Sequence[float], mean: Fraction | float, variance: Fraction | float) -> float:
    """How many standard errors the mean of what was found is away from the exact one."""
    return (float(np.mean(found)) - float(mean)) / sqrt(float(variance) / len(found))


# A random recursive tree: Gastwirth 1977.


@pytest.mark.parametrize("k", [1, 2, 3, 5, 50, 99])
def test_expected_recruits_are_a_difference_of_harmonic_numbers(k: int) -> None:
    """The k-th of n entrants brings H(n-1) - H(k-1) on average, a sum of chances of 1/i."""
    n = 100
    found = [int(recruits(crowd.sponsor)[k - 1]) for crowd in networks(n, 2_000)]
    mean = harmonic(n - 1) - harmonic(k - 1)
    variance = sum((Fraction(1, i) * (1 - Fraction(1, i)) for i in range(k, n)), Fraction(0))

    assert abs(z(found, mean, variance)) < LEVEL


@pytest.mark.parametrize("k", [2, 5, 50, 99])
def test_the_chance_to_bring_nobody_grows_with_the_place(k: int) -> None:
    """The k-th of n entrants brings nobody with probability (k-1)/(n-1)."""
    n = 100
    found = [float(recruits(crowd.sponsor)[k - 1] == 0) for crowd in networks(n, 2_000)]
    chance = Fraction(k - 1, n - 1)

    assert abs(z(found, chance, chance * (1 - chance))) < LEVEL


def share_without_recruits(sponsor: Ints) -> Fraction:
    """Return the share of all who have brought nobody, the top among them."""
    return Fraction(int((recruits(sponsor) == 0).sum()), len(sponsor))


def test_half_of_all_entrants_bring_nobody() -> None:
    """Of n entrants n/2 bring nobody on average, with a variance of n/12."""
    n = 1_000
    found = [n * float(share_without_recruits(each.sponsor)) for each in networks(n, 1_000)]

    assert abs(z(found, n / 2, n / 12)) < LEVEL
    # The spread too: the variance of a sample variance of normal numbers is 2 σ⁴ / runs.
    spread = float(np.var(found))
    assert abs(spread - n / 12) / ((n / 12) * sqrt(2 / len(found))) < LEVEL


@pytest.mark.parametrize(
    ("n", "chances"),
    [
        (4, ["1/6", "2/3", "1/6"]),
        (5, ["1/24", "11/24", "11/24", "1/24"]),
        (6, ["1/120", "13/60", "11/20", "13/60", "1/120"]),
    ],
)
def test_the_number_who_bring_nobody_has_its_exact_distribution(n: int, chances: list[str]) -> None:
    """With few entrants each number of leaves comes as often as the Eulerian numbers say."""
    found = [int((recruits(crowd.sponsor) == 0).sum()) for crowd in networks(n, 5_000)]
    for leaves, text in enumerate(chances, start=1):
        chance = Fraction(text)
        hits = [float(each == leaves) for each in found]
        assert abs(z(hits, chance, chance * (1 - chance))) < LEVEL


def test_recruits_of_ten_entrants_have_their_exact_distribution() -> None:
    """Of ten entrants 5, 23/9, 769/560, … bring none, one, two, … on average."""
    expected = ["5", "23/9", "769/560", "126713/181440", "101293/362880"]
    counts = [np.bincount(recruits(each.sponsor), minlength=10) for each in networks(10, 5_000)]
    for number, mean in enumerate(expected):
        found = [float(count[number]) for count in counts]
        # No exact variance is at hand, so that of the sample stands for it.
        assert abs(z(found, Fraction(mean), float(np.var(found)))) < LEVEL


@pytest.mark.parametrize("k", [1, 2, 7, 30])
def test_the_group_of_the_kth_is_the_kth_part_of_all(k: int) -> None:
    """The k-th of n entrants and all below him are n/k on average."""
    n = 60
    found = [Tree(each.sponsor).group(np.ones(n))[k - 1] for each in networks(n, 2_000)]

    assert abs(z(found, Fraction(n, k), max(float(np.var(found)), 1e-9))) < LEVEL


def test_the_last_stands_as_deep_as_the_harmonic_number() -> None:
    """Entrant n stands H(n-1) levels below the top on average."""
    n = 200
    found = [float(Tree(each.sponsor).depth[-1]) for each in networks(n, 2_000)]
    variance = sum((Fraction(1, i) * (1 - Fraction(1, i)) for i in range(1, n)), Fraction(0))

    assert abs(z(found, harmonic(n - 1), variance)) < LEVEL


def test_seven_in_eight_do_not_bring_the_three_who_would_pay_them_back() -> None:
    """Golden Book of Values, 270 entrants: 0.124954 of them bring three or more."""
    found = [float((recruits(each.sponsor) >= 3).mean()) for each in networks(270, 2_000)]

    assert abs(z(found, 0.124954, float(np.var(found)))) < LEVEL


@pytest.mark.parametrize(("people", "first"), [(100, 37), (1_000, 368), (10_000, 3_679)])
def test_the_first_e_th_part_brings_one_on_average(people: int, first: int) -> None:
    """Among n entrants the last who is expected to bring anybody at all is the n/e-th."""
    assert harmonic(people - 1) - harmonic(first - 1) >= 1
    assert harmonic(people - 1) - harmonic(first) < 1


# A quota: Bhattacharya and Gastwirth 1984.


def test_with_room_for_two_the_golden_ratio_comes_out() -> None:
    """Where nobody brings more than two, 0.382 bring nobody, 0.236 one, and 0.382 two."""
    (crowd,) = networks(400_000, 1, most=2)
    shares = np.bincount(recruits(crowd.sponsor), minlength=3) / len(crowd)
    golden = (3 - sqrt(5)) / 2

    assert [golden, sqrt(5) - 2, golden] == pytest.approx(shares.tolist(), abs=0.005)


def test_without_a_limit_that_binds_one_by_one_is_as_good_as_all_at_once() -> None:
    """Drawn one by one, with room for all, the network is a random recursive tree too."""
    n = 300
    found = [n * float(share_without_recruits(each.sponsor)) for each in networks(n, 1_000, most=n)]

    assert abs(z(found, n / 2, n / 12)) < LEVEL


# Preferential attachment.


@pytest.mark.parametrize("most", [None, 10**6])
def test_who_brought_many_brings_more_in_the_known_shares(most: int | None) -> None:
    """With chances as the number brought and one, 4/((k+1)(k+2)(k+3)) bring k in the limit."""
    (crowd,) = networks(200_000, 1, "preferential", most)
    shares = np.bincount(recruits(crowd.sponsor)) / len(crowd)

    for k in range(6):
        limit = 4 / ((k + 1) * (k + 2) * (k + 3))
        assert limit == pytest.approx(float(shares[k]), abs=0.004)


@pytest.mark.parametrize("most", [None, 100])
def test_preference_is_exact_with_few_entrants(most: int | None) -> None:
    """The fourth entrant falls to each of three with the chance that lots by hand give."""
    found = networks(4, 6_000, "preferential", most)
    chances: dict[tuple[int, int], Fraction] = {}
    for third, lots in ((0, (3, 1, 1)), (1, (2, 2, 1))):
        chance = Fraction((2, 1)[third], 3)
        for fourth, lot in enumerate(lots):
            chances[third, fourth] = chance * Fraction(lot, 5)
    pairs = [(int(crowd.sponsor[2]), int(crowd.sponsor[3])) for crowd in found]

    assert 1 == sum(chances.values())
    for pair, chance in chances.items():
        hits = [float(each == pair) for each in pairs]
        assert abs(z(hits, chance, chance * (1 - chance))) < LEVEL


# A complete tree.


@pytest.mark.parametrize(
    ("width", "rows", "share"), [(2, 3, "8/15"), (3, 3, "27/40"), (5, 3, "125/156")]
)
def test_the_last_row_of_a_complete_tree_is_most_of_it(width: int, rows: int, share: str) -> None:
    """Where everybody brings the same number, so many stand in the last row and bring nobody."""
    entrants = sum(width**row for row in range(rows + 1))
    (crowd,) = networks(entrants, 1, "complete", width)

    assert Fraction(share) == share_without_recruits(crowd.sponsor)


# All models.

assumptions = st.builds(
    Assumptions,
    people=st.integers(1, 300),
    months=st.integers(1, 15),
    after=st.integers(0, 5),
    model=st.sampled_from(MODELS),
    most=st.none() | st.integers(1, 4),
    churn=st.sampled_from([Fraction(0), Fraction(1, 10), Fraction(1, 2)]),
    seed=st.integers(0, 1_000),
)


@given(assumptions)
def test_networks_hold_together(assumed: Assumptions) -> None:
    """All join who should, in order, below somebody who is in; who left brings nobody any more."""
    crowd = grow(assumed, Draws(assumed.seed))
    above = crowd.sponsor[1:]

    assert assumed.people + 1 == len(crowd)
    assert -1 == crowd.sponsor[0]
    assert NEVER == crowd.left[0]
    assert (crowd.left > crowd.joined).all()
    assert newcomers(assumed) == np.bincount(crowd.joined[1:], minlength=assumed.months).tolist()
    if assumed.model != "complete":
        assert (crowd.left[above] > crowd.joined[1:]).all()
        assert assumed.most is None or (recruits(crowd.sponsor)[1:] <= assumed.most).all()


@given(assumptions)
def test_the_same_seed_grows_the_same_network(assumed: Assumptions) -> None:
    """Nothing but the seed and the assumptions decides."""
    one, other = (grow(assumed, Draws(assumed.seed)) for _ in range(2))

    assert one.sponsor.tolist() == other.sponsor.tolist()
    assert one.left.tolist() == other.left.tolist()


@given(st.integers(1, 10**6), st.integers(1, 120))
def test_a_network_without_a_ceiling_joins_faster_each_month(people: int, months: int) -> None:
    """Together just so many join, and never fewer than the month before but for rounding."""
    joining = newcomers(Assumptions(people=people, months=months))

    assert people == sum(joining)
    assert all(later >= earlier - 1 for earlier, later in pairwise(joining))


@given(st.integers(2, 10**6), st.integers(0, 10**6), st.integers(1, 120))
def test_a_population_fills_up_and_no_more(people: int, more: int, months: int) -> None:
    """Just so many join, at first more each month and then fewer, if all of them are to."""
    assumed = Assumptions(
        people=people, months=months, model="saturating", population=people + more
    )
    joining = newcomers(assumed)
    peak = joining.index(max(joining))

    assert people == sum(joining)
    assert all(b >= a - 2 for a, b in pairwise(joining[: peak + 1]))
    assert all(b <= a + 2 for a, b in pairwise(joining[peak:]))


def test_people_leave_at_the_rate_assumed() -> None:
    """Of those who are in, a twentieth leaves each month."""
    assumed = Assumptions(people=50_000, months=1, after=40)
    crowd = grow(assumed, Draws(5))
    still = float((crowd.left[1:] > 20).mean())
    chance = 0.95**20

    assert abs(still - chance) < LEVEL * sqrt(chance * (1 - chance) / 50_000)


def test_to_go_on_growing_takes_as_many_again_by_the_same_factor() -> None:
    """A network of a thousand times as many in three years goes on by the same factor."""
    assert 9_000 == to_go_on(Assumptions(people=999, months=36), 12)


@pytest.mark.parametrize(
    ("months", "most", "expected"),
    [
        (24, 10, [(0, 3), (3, 6), (6, 9), (9, 12), (12, 15), (15, 18), (18, 21), (21, 24)]),
        (5, 10, [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)]),
        (11, 10, [(0, 2), (2, 4), (4, 6), (6, 8), (8, 10), (10, 11)]),
    ],
)
def test_months_are_told_in_stretches(
    months: int, most: int, expected: list[tuple[int, int]]
) -> None:
    """Stretches are of equal length but for the last, and cover every month once."""
    assert expected == spans(months, most)
