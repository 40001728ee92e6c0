"""Plans made up at random: the search finds what trying all finds, and tells how far it went."""

from __future__ import annotations

from random import Random

import pytest

from mlmcheck.plan.compile import terms_of
from mlmcheck.plan.history import History
from mlmcheck.witness.search import MOST_EVENTS, MOST_PEOPLE, NoWitness, Tries, search
from mlmcheck.witness.setting import setting_of
from mlmcheck.witness.space import Size
from tests.witness.generated import plan, random_plan, random_proof
from tests.witness.plain import World, bears_out
from tests.witness.test_smallest import before, drawn, within


@pytest.mark.parametrize("seed", range(60))
def test_the_search_finds_what_trying_all_finds(seed: int) -> None:
    """Nothing smaller than a witness bears it out, and nothing up to the bound where none is."""
    random = Random(seed)
    text = random_plan(random)
    of = plan(text)
    terms = terms_of(of, "most")
    setting, _ = setting_of(of, terms)
    tries = Tries(of, terms)
    known: dict[History, World] = {}
    for _ in range(3):
        proof = random_proof(random)
        found = search(frozenset([proof]), tries)
        shown = sorted((each.fact, each.op, each.limit.lo) for each in proof)
        if isinstance(found, NoWitness):
            tried = within(setting, found.bound) if found.bound is not None else iter(())
        else:
            world = World(terms, found.example.history, known)
            assert bears_out(world, proof), (text, shown, drawn(found.example.history))
            tried = before(setting, found.example.history)
        for history in tried:
            if history not in known:
                known[history] = World(terms, history, known)
            assert not bears_out(known[history], proof), (text, shown, found, drawn(history))
