"""Sums up and down a tree in arrays are those of the plain definitions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mlmcheck.plan.batch import NEVER, NOBODY, Crowd
from mlmcheck.plan.batch.places import placed
from mlmcheck.plan.batch.trees import Tree
from mlmcheck.plan.history import Person
from mlmcheck.plan.places import Places

some = settings(max_examples=150, deadline=None, derandomize=True)


@st.composite
def trees(draw) -> list[int]:
    """Who stands above each of up to forty people, -1 for nobody."""
    people = draw(st.integers(1, 40))
    return [draw(st.integers(-1, row - 1)) for row in range(people)]


def line(above: list[int], row: int) -> list[int]:
    """Return a person, the one above him, and so on to the top."""
    found = []
    while row != -1:
        found.append(row)
        row = above[row]
    return found


@some
@given(trees())
def test_group_is_everybody_who_has_one_above_him(above):
    """A group's sum is that of all who have its head among those above them, or are it."""
    values = np.arange(1.0, len(above) + 1)
    expected = [0.0] * len(above)
    for row in range(len(above)):
        for head in line(above, row):
            expected[head] += row + 1
    assert expected == Tree(np.array(above)).group(values).tolist()


@some
@given(trees(), st.data())
def test_nearest_is_the_first_marked_on_the_way_up(above, data):
    """The nearest marked one is the first of himself and those above him."""
    marked = data.draw(st.lists(st.booleans(), min_size=len(above), max_size=len(above)))
    expected = [
        next((each for each in line(above, row) if marked[each]), len(above))
        for row in range(len(above))
    ]
    assert [*expected, len(above)] == Tree(np.array(above)).nearest(np.array(marked)).tolist()


@some
@given(trees())
def test_depth_is_how_many_stand_above(above):
    """Depth counts everybody above."""
    expected = [len(line(above, row)) - 1 for row in range(len(above))]
    assert expected == Tree(np.array(above)).depth.tolist()


@some
@given(trees(), st.integers(1, 4), st.data())
def test_everybody_takes_the_first_free_place(above, width, data):
    """Places are those that are found by looking row by row, some of them given."""
    rows = range(len(above))
    given_one = st.none() | st.integers(0, width)
    placements = [data.draw(st.none() | st.integers(0, row - 1)) if row else None for row in rows]
    sides = [None if placements[row] is None else data.draw(given_one) for row in rows]
    plain = Places(width)
    for row, sponsor in enumerate(above):
        person = Person(f"{row}", date(2024, 1, 2), None if sponsor < 0 else f"{sponsor}")
        under = placements[row]
        person = replace(person, placement=None if under is None else f"{under}", side=sides[row])
        plain.take(person)
    expected = [next(iter(plain.above(f"{row}")), (NOBODY, NOBODY)) for row in rows]
    crowd = Crowd(
        np.array(above),
        np.zeros(len(above), np.int64),
        np.full(len(above), NEVER),
        np.array([NOBODY if each is None else each for each in placements]),
        np.array([NOBODY if each is None else each for each in sides]),
    )
    found, side = placed(crowd, width)
    assert [int(place) for place, _ in expected] == found.tolist()
    assert [side for _, side in expected] == side.tolist()
