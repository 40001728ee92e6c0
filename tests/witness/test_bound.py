"""What the search finds in any plan, how far it went where it finds nothing; and it is stable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from mlmcheck.interval import ZERO, point
from mlmcheck.plan.compile import terms_of
from mlmcheck.plan.history import History
from mlmcheck.scheme.plan import Plan
from mlmcheck.vocabulary import VOCABULARY, Kind
from mlmcheck.witness import search as module
from mlmcheck.witness.example import example_of
from mlmcheck.witness.facts import SHOWN
from mlmcheck.witness.proofs import Asked, Proof
from mlmcheck.witness.search import (
    MOST_EVENTS,
    MOST_PEOPLE,
    NoWitness,
    Tries,
    Witness,
    bears_out,
    search,
)
from mlmcheck.witness.setting import setting_of
from mlmcheck.witness.space import Size
from tests.witness import plain
from tests.witness.generated import plan, random_plan, random_proof
from tests.witness.hard_plans import HARD
from tests.witness.plain import World
from tests.witness.test_smallest import before, drawn, within

HARD_PLANS = {name: plan(text) for name, text in HARD.items()}


def holds(fact: str) -> Proof:
    """Return what asks that a boolean holds, or that a number is above 0."""
    boolean = VOCABULARY[fact].kind is Kind.BOOLEAN
    return frozenset([Asked(fact, None if boolean else ">", ZERO, True)])


def tries(of: Plan) -> Tries:
    """Return the examples of a plan."""
    return Tries(of, terms_of(of, "most"))


def all_found(of: Plan) -> Iterator[tuple[Proof, Witness | NoWitness]]:
    """Yield what is found of every fact that an example shows."""
    examples = tries(of)
    for fact in sorted(SHOWN):
        yield holds(fact), search(frozenset([holds(fact)]), examples)


@pytest.fixture
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Search not so far: whatever is found must be right however far the search goes."""
    monkeypatch.setattr(module, "MOST_TRIED", 600)


@pytest.mark.parametrize("seed", range(24))
def test_the_search_finds_what_trying_all_finds(seed: int) -> None:
    """Nothing smaller than a witness bears it out, and nothing up to the bound where none is."""
    random = Random(seed)
    text = random_plan(random)
    of = plan(text)
    examples = tries(of)
    setting, _ = setting_of(of, examples.terms)
    known: dict[History, World] = {}
    for _ in range(3):
        proof = random_proof(random)
        found = search(frozenset([proof]), examples)
        shown = sorted((each.fact, each.op, each.limit.lo) for each in proof)
        if isinstance(found, NoWitness):
            tried = within(setting, found.bound) if found.bound is not None else iter(())
        else:
            world = World(examples.terms, found.example.history, known)
            assert plain.bears_out(world, proof), (text, shown, drawn(found.example.history))
            tried = before(setting, found.example.history)
        for history in tried:
            if history not in known:
                known[history] = World(examples.terms, history, known)
            assert not plain.bears_out(known[history], proof), (text, shown, drawn(history))


@pytest.mark.parametrize("name", HARD)
@pytest.mark.usefixtures("_short")
def test_a_hard_plan_is_searched_to_an_end(name: str) -> None:
    """What is found is so, with nobody too many, and by no reward whose rate is left open."""
    of = HARD_PLANS[name]
    gaps = {gap.at[:2] for gap in terms_of(of, "most").gaps if gap.at[0] == "rewards"}
    for proof, found in all_found(of):
        if isinstance(found, NoWitness):
            assert found.bound is None or found.bound.people > 0
            continue
        lines = {payout.line for payout in found.example.rewards()}
        assert not gaps & {of.rewards.items[line].at[:2] for line in lines if line is not None}
        assert bears_out(found.example, proof)
        for history in without_one(found.example.history):
            assert not bears_out(example_of(found.example.terms, history), proof)


def without_one(history: History) -> Iterator[History]:
    """Yield a history without each of the last to join whom nobody stands below."""
    sponsors = {person.sponsor for person in history.people}
    for person in [each for each in history.people[1:] if each.id not in sponsors][-2:]:
        people = tuple(each for each in history.people if each is not person)
        orders = tuple(each for each in history.orders if each.acting != person.id)
        tasks = tuple(each for each in history.tasks if each.who != person.id)
        yield replace(history, people=people, orders=orders, tasks=tasks)


def test_a_plan_without_known_rates_has_no_example_of_pay() -> None:
    """Where no rate is known no example is tried, and what is not known is named."""
    found = search(frozenset([holds("reward.on_entry")]), tries(HARD_PLANS["rates are not known"]))
    assert isinstance(found, NoWitness)
    assert (None, 2) == (found.bound, len(found.remarks))


@pytest.mark.parametrize(
    ("name", "fact", "limit", "bound"),
    [
        # Nothing is done besides joining that the plan would pay on.
        ("nothing is paid", "reward.on_entry", 0, Size(MOST_PEOPLE, 0)),
        # A board of 781 is not worked out: nobody is paid with fewer.
        ("a board of 781", "reward.on_entry", 0, Size(780, MOST_EVENTS)),
        # Two levels are paid, and no more than that.
        ("huge money", "reward.uplines_paid", 2, Size(MOST_PEOPLE, 0)),
    ],
)
def test_where_there_is_none_the_bound_is_told(
    name: str, fact: str, limit: int, bound: Size
) -> None:
    """The bound is the last size of which every example was tried, or is known to show nothing."""
    boolean = VOCABULARY[fact].kind is Kind.BOOLEAN
    asked = Asked(fact, None if boolean else ">", point(limit), True)
    found = search(frozenset([frozenset([asked])]), tries(HARD_PLANS[name]))
    assert isinstance(found, NoWitness)
    assert bound == found.bound


@pytest.mark.parametrize("name", ["one rate is not known", "ranges"])
@pytest.mark.usefixtures("_short")
def test_it_is_the_same_every_time(name: str) -> None:
    """Two searches of one plan find the same."""
    text = HARD[name]
    once, again = (list(all_found(plan(text))) for _ in range(2))
    assert [shape(found) for _, found in once] == [shape(found) for _, found in again]


@pytest.mark.usefixtures("_short")
def test_the_order_of_rewards_does_not_matter() -> None:
    """The plan says the same with its rewards in another order, and so does the example."""
    rewards = ["{for: entry, pays: {1: 20%, 2: 5%}}", "{for: own-use, pays: {1: 9%}}"]
    rewards.append("{for: retail, pays: {1: 10%, 2: 2%}, needs: {customers: 1}}")
    head = "entry: [{item: fee, amount: 100, required: rule, opens: [join]}]\n"
    head += "goods: [{name: soap, retail_price: 12, participant_price: 8}]\nrewards: "
    one, other = (
        [shape(found) for _, found in all_found(plan(f"{head}[{', '.join(each)}]"))]
        for each in (rewards, rewards[::-1])
    )
    assert one == other


def shape(found: Witness | NoWitness) -> object:
    """Return what a reader sees of what was found: who does what, and who gets what."""
    if isinstance(found, NoWitness):
        return found.bound, found.remarks
    example = found.example
    return example.history, [example.paid.to(person) for person in example.people]
