"""The space of examples: every small network once, every combination of events, in one order."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import combinations, combinations_with_replacement, product
from math import factorial

import networkx
import pytest

from mlmcheck.plan.compile import terms_of
from mlmcheck.witness.setting import setting_of
from mlmcheck.witness.space import Option, Parents, Setting, Size, histories, names_of, trees
from tests.witness.generated import plan
from tests.witness.test_smallest import paid

DAY = date(2024, 1, 1)
OPTIONS = (Option("stock", Fraction(8)), Option("retail", Fraction(12)), Option(None))


def setting(turns_on: str = "sponsors", in_turn: bool = False) -> Setting:
    """Return a setting with three things to do."""
    joining = Fraction(100)
    return Setting(joining, OPTIONS, DAY, DAY, DAY, turns_on, in_turn)  # type: ignore[arg-type]


def graph(parents: Parents) -> networkx.DiGraph[int]:
    """Return a tree as a graph."""
    found: networkx.DiGraph[int] = networkx.DiGraph()
    found.add_node(0)
    found.add_edges_from((parent, place) for place, parent in enumerate(parents, 1))
    return found


@pytest.mark.parametrize(
    ("count", "expected"), [(1, 1), (2, 1), (3, 2), (4, 4), (5, 9), (6, 20), (7, 48)]
)
def test_every_tree_is_there_once(count: int, expected: int) -> None:
    """No two are alike, and there are as many as there are rooted trees without labels."""
    shapes = [graph(parents) for parents in trees(count)]
    assert expected == len(shapes)
    for one, other in combinations(shapes, 2):
        assert not networkx.is_isomorphic(one, other)


@pytest.mark.parametrize("count", range(2, 8))
def test_sponsors_come_before_those_they_bring(count: int) -> None:
    """A parent's place is before his child's."""
    assert all(parent < place for tree in trees(count) for place, parent in enumerate(tree, 1))


@pytest.mark.parametrize(
    ("turns_on", "shapes"), [("heads", 1), ("sponsors", 4), ("arrival", factorial(3))]
)
@pytest.mark.parametrize("in_turn", [False, True])
def test_every_combination_is_there_once(turns_on: str, shapes: int, in_turn: bool) -> None:
    """Of four people, whatever two things each of them may do, in one order or in both."""
    found = list(histories(setting(turns_on, in_turn), Size(4, 2)))
    doings = range(4 * len(OPTIONS))
    pairs = list(product(doings, repeat=2) if in_turn else combinations_with_replacement(doings, 2))
    assert len(pairs) * shapes == len(found) == len(set(found))


@pytest.mark.parametrize("size", [Size(2, 2), Size(3, 1), Size(3, 2)])
def test_the_smallest_sum_comes_first(size: Size) -> None:
    """Sums of payments never fall."""
    sums = [paid(history) for history in histories(setting(), size)]
    assert sorted(sums) == sums


def test_nobody_joins_twice() -> None:
    """Who takes the larger pack pays it in place of the smaller one, once."""
    larger = Option("entry", Fraction(200), instead=True)
    found = list(histories(Setting(Fraction(50), (larger,), DAY, DAY, DAY), Size(2, 2)))
    assert [Fraction(400)] == [paid(history) for history in found]


def test_names_go_on_after_z() -> None:
    """The twenty-seventh is A2."""
    assert ["Z", "A2", "B2"] == names_of(28)[25:]


@pytest.mark.parametrize(
    ("text", "turns_on", "in_turn"),
    [
        ("rewards: [{for: retail, pays: {1: 20%, 2: 5%}}]", "sponsors", False),
        ("rewards: [{for: retail, pays: {1: 20%}, cap: {amount: 3}}]", "sponsors", True),
        ("rewards: [{for: retail, pays: {1: 20%}, needs: {customers: 2}}]", "sponsors", True),
        ("rewards: [{for: retail, pays: {1: 9%}, per: week, needs: {customers: 2}}]",
         "sponsors", False),
        ("rewards: [{for: entry, form: binary, pays: 10%, per: week}]", "arrival", False),
        ("rewards: [{for: entry, form: matrix, width: 2, pays: {1: 5}}]", "arrival", False),
        ("rewards: [{for: entry, form: board, width: 2, depth: 2, pays: 90}]", "heads", True),
        ("rewards: [{for: entry, form: board, width: 2, depth: 2, pays: 90,"
         " needs: {direct_recruits: 2}}]", "arrival", True),
        ("rewards: [{for: stock, by: direct_recruits, pays: {1: 4}}]", "sponsors", True),
    ],
)  # fmt: skip
def test_what_pay_turns_on(text: str, turns_on: str, in_turn: bool) -> None:
    """Order is tried where it matters, and networks are told apart as far as they matter."""
    of = plan(f"entry: [{{item: fee, amount: 10, required: rule, opens: [join]}}]\n{text}")
    made, _ = setting_of(of, terms_of(of, "most"))
    assert (turns_on, in_turn) == (made.turns_on, made.in_turn)
