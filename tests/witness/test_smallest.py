"""No smaller history bears out what a witness does: tried all over again in another way.

Every order in which sponsors may come, every sequence of events, the second interpreter, and plain
words for each fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations_with_replacement, islice, product

import pytest

from mlmcheck.plan.history import History, Order, Person, Task
from mlmcheck.witness import search
from mlmcheck.witness.facts import SHOWN
from mlmcheck.witness.proofs import Proof, proofs
from mlmcheck.witness.search import Witness
from mlmcheck.witness.setting import setting_of
from mlmcheck.witness.space import Option, Setting, Size, names_of
from tests.plan.reference import reference
from tests.witness.cases import CASES, Case, cases, named, witnessed
from tests.witness.plain import PLAIN, World, bears_out

MOST_PEOPLE, MOST_EVENTS = 4, 3
MOST_HISTORIES = 400
"""Smaller histories of one size that are tried; a size with more is left out."""

WORLDS: dict[str, dict[History, World]] = {}
"""The worlds of each plan that were looked at."""


@pytest.mark.parametrize("place", range(len(CASES)), ids=[f"{p.stem} {d or ''}" for p, d in CASES])
def test_nothing_smaller_bears_it_out(place: int) -> None:
    """Each witness bears out what is asked, and no history before it in the order does."""
    path, day = CASES[place]
    for rule, case, witness, wanted in distinct(named(path, day)):
        setting, _ = setting_of(case.plan, case.terms)
        known = WORLDS.setdefault(f"{case.name} {case.plan.day}", {})
        history = witness.example.history
        itself = World(case.terms, history, known)
        assert any(bears_out(itself, proof) for proof in wanted), rule
        for smaller in before(setting, history):
            world = itself.other(smaller)
            assert not any(bears_out(world, proof) for proof in wanted), (rule, drawn(smaller))


def distinct(name: str) -> Iterator[tuple[str, Case, Witness, frozenset[Proof]]]:
    """Yield every witness of a plan once, with what it is to bear out."""
    seen: set[tuple[object, ...]] = set()
    for case in cases():
        for finding in case.findings if case.name == name else ():
            witness = case.found[finding.rule.id]
            wanted = frozenset(filter(positive, map(plain, proofs(finding))))
            if isinstance(witness, Witness) and (case.plan.day, wanted) not in seen:
                seen.add((case.plan.day, wanted))
                yield finding.rule.id, case, witness, wanted


def plain(proof: Proof) -> Proof:
    """Return what of a proof there are plain words for."""
    return frozenset(each for each in proof if each.fact in PLAIN)


def positive(proof: Proof) -> bool:
    """Return whether a proof asks that anything holds."""
    return any(each.holds for each in proof)


def test_each_fact_that_is_shown_has_its_plain_words() -> None:
    """The two sides know the same facts."""
    assert set(SHOWN) == set(PLAIN)


def test_most_witnesses_are_tried_whole() -> None:
    """Nine of ten witnesses are so small that all that is smaller was tried."""
    sizes = [len(witness.example.history.people) for _, witness in witnessed().values()]
    assert len([size for size in sizes if size <= MOST_PEOPLE]) >= 0.9 * len(sizes)


def test_a_search_that_passes_over_a_size_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that begins with three people finds an example that is not the smallest."""
    case = next(each for each in cases() if (each.name, each.law) == ("entry-fee", "cn"))
    finding = next(each for each in case.findings if each.rule.id == "cn-444-headcount")
    monkeypatch.setattr(search, "sizes", lambda *_: iter([Size(3, 0)]))
    found = search.witnesses([finding], case.plan)["cn-444-headcount"]
    assert isinstance(found, Witness)
    known: dict[History, World] = {}
    setting, _ = setting_of(case.plan, case.terms)
    (proof, *_) = proofs(finding)
    smaller = [World(case.terms, h, known) for h in before(setting, found.example.history)]
    assert any(bears_out(world, proof) for world in smaller)


def test_nobody_is_paid_on_a_board_that_is_not_full() -> None:
    """Of witnesses of fifteen people on a board none is smaller: with fourteen nobody is paid."""
    case = next(each for each in cases() if each.name == "gifting-circle")
    setting, _ = setting_of(case.plan, case.terms)
    stars, lines = (0,) * 13, tuple(range(13))
    bushes = tuple(place // 2 for place in range(13))
    for parents in (stars, lines, bushes):
        assert [] == reference(case.terms, history_of(setting, parents, []))


def before(setting: Setting, history: History) -> Iterator[History]:
    """Yield every history with fewer people, or as many and fewer events, or smaller payments."""
    people, events = len(history.people), events_of(setting, history)
    amount = paid(history)
    for each in within(setting, Size(people, events)):
        as_many = len(each.people) == people and events_of(setting, each) == events
        if not as_many or paid(each) < amount:
            yield each


def within(setting: Setting, bound: Size) -> Iterator[History]:
    """Yield every history of fewer people, or as many and no more events, as far as it is few."""
    for people in range(1, min(bound.people, MOST_PEOPLE) + 1):
        doings = [(who, option) for who in range(people) for option in setting.options]
        most = bound.events if people == bound.people else MOST_EVENTS
        for count in range(min(most, MOST_EVENTS) + 1 if doings else 1):
            shapes = list(product(*(range(place) for place in range(1, people))))
            every = ((s, h) for h in sequences(doings, count) for s in shapes)
            for parents, happened in islice(every, MOST_HISTORIES):
                yield history_of(setting, parents, list(happened))


def sequences(
    doings: list[tuple[int, Option]], count: int
) -> Iterator[tuple[tuple[int, Option], ...]]:
    """Yield what may happen: in any order where there is little of it, in one order else."""
    every = product(doings, repeat=count) if count < 3 else None
    for happened in every or combinations_with_replacement(doings, count):
        joins = [who for who, option in happened if option.instead]
        if len(joins) == len(set(joins)):
            yield happened


def events_of(setting: Setting, history: History) -> int:
    """Return how many things happen besides that everybody joins for the usual payment."""
    usual = sum(
        1
        for order in history.orders
        if order.id == f"{order.buyer} joins" and order.amount == setting.joining
    )
    return len(history.orders) + len(history.tasks) - usual


def paid(history: History) -> Fraction:
    """Return the sum of all payments."""
    return sum((order.amount for order in history.orders), Fraction(0))


def history_of(
    setting: Setting, parents: tuple[int, ...], happened: list[tuple[int, Option]]
) -> History:
    """Return a history of people who all join on one day, and of what they do besides."""
    names = names_of(len(parents) + 1)
    people = [Person(names[0], setting.joins(0))]
    people += [
        Person(names[place], setting.joins(place), names[parent])
        for place, parent in enumerate(parents, 1)
    ]
    orders: list[Order] = []
    tasks: list[Task] = []
    for place, name in enumerate(names):
        larger = [option.amount for who, option in happened if who == place and option.instead]
        amount = larger[0] if larger else setting.joining
        if amount:
            orders.append(Order(f"{name} joins", setting.joins(place), "entry", amount, name))
    for number, (who, option) in enumerate(happened, 1):
        name, retail = names[who], option.flow == "retail"
        if option.flow is None:
            tasks.append(Task(f"task {number}", setting.later, name))
        elif not option.instead:
            buyer = f"customer {number}" if retail else name
            orders.append(
                Order(
                    f"order {number}",
                    setting.later,
                    option.flow,
                    option.amount,
                    buyer,
                    name if retail else None,
                    option.goods,
                )
            )
    return History(tuple(people), tuple(orders), setting.until, tuple(tasks))


def drawn(history: History) -> str:
    """Return a history on one line."""
    people = ", ".join(f"{each.id}<{each.sponsor or ''}" for each in history.people)
    orders = ", ".join(f"{each.acting} {each.flow} {each.amount}" for each in history.orders)
    return f"{people}; {orders}"
