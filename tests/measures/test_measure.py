"""All measures together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mlmcheck.facts import Facts
from mlmcheck.interval import INFINITY, Interval
from mlmcheck.law.environment import environment
from mlmcheck.measures import MEASURES, measure
from mlmcheck.resources import samples_dir
from mlmcheck.scheme.plan import Plan, days_to_judge, plan_on
from mlmcheck.scheme.read import read_scheme
from mlmcheck.vocabulary import VOCABULARY
from tests.measures.parsed import DAY, ledgers, person, plan

ENCODED = Path(__file__).resolve().parent.parent / "data" / "encoded"
FILES = [
    *sorted(ENCODED.glob("*.yaml")),
    *sorted(p for p in samples_dir().rglob("*.yaml") if not p.name.endswith(".decided.yaml")),
]
in_each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def plans(path: Path) -> list[Plan]:
    """The plans of a file on the days that are to be judged."""
    scheme = read_scheme(path).scheme
    return [plan_on(scheme, day) for day in days_to_judge(scheme, date(2026, 1, 1), ())]


def everything(path: Path) -> list[Facts]:
    """All that is measured of a file, day by day."""
    return [measure(each, None, "cn") for each in plans(path)]


@in_each_file
def test_every_fact_is_in_the_vocabulary_and_in_its_range(path: Path) -> None:
    """No measure names a fact that no rule can ask, or a value that cannot be."""
    for facts in everything(path):
        for fact in facts:
            entry = VOCABULARY[fact.name]
            assert not entry.row
            if isinstance(fact.value, Interval):
                assert fact.value.within(entry.whole), fact


@in_each_file
def test_every_number_is_exact(path: Path) -> None:
    """No measure rounds: a float is an infinity and nothing else."""
    for facts in everything(path):
        for fact in facts:
            if isinstance(fact.value, Interval):
                ends = (fact.value.lo, fact.value.hi)
                assert not [end for end in ends if isinstance(end, float) and end != INFINITY], fact


@in_each_file
def test_a_fact_says_something_and_says_where_it_is_from(path: Path) -> None:
    """What is wholly unknown is left out unless somebody alleges it; the rest has evidence."""
    for facts in everything(path):
        for fact in facts:
            if isinstance(fact.value, Interval) and fact.value == VOCABULARY[fact.name].whole:
                assert fact.alleged, fact
            else:
                assert fact.evidence, fact


@in_each_file
def test_evidence_stands_in_the_file(path: Path) -> None:
    """Each place named leads to a key of the file, or to the item it would stand in."""
    document = read_scheme(path)
    for facts in everything(path):
        for fact in facts:
            for each in (*fact.evidence, *fact.alleged):
                if each.path is not None:
                    assert document.locate(each.path).line >= 1
                    assert each.path[0] in document.scheme.model_fields_set, each.path


@in_each_file
def test_what_is_measured_of_a_real_scheme_can_all_be_true(path: Path) -> None:
    """The measures do not contradict each other."""
    assert [] == [c for facts in everything(path) for c in environment(facts).contradictions]


def test_the_same_plan_gives_the_same_facts() -> None:
    """Facts come sorted by name and do not depend on when they are asked."""
    one, other = (measure(plan("rewards: [{for: entry, levels: 3}]\n"), None, "cn") for _ in "ab")
    assert one == other
    assert sorted(one.by_name) == list(one.by_name)


def test_ledgers_and_plan_stand_side_by_side() -> None:
    """What was promised and what was paid are two facts of one name, the stronger basis last."""
    people = [person("a", entry=10), person("b", entry=10, rewards=5, sponsor="a")]
    summary = ledgers(people, revenue={"entry": 20, "retail": 5}, paid={"retail": 5})
    facts = measure(plan("rewards: [{for: entry, levels: 1}]\n"), summary, "cn")
    found = facts.of("reward.share_for_recruitment")
    assert [("COMPUTED", 1), ("OBSERVED", 0)] == [
        (fact.basis.name, fact.value.lo) for fact in found if isinstance(fact.value, Interval)
    ]


def test_a_network_alone_is_measured() -> None:
    """A file without a plan gives what the rows say."""
    summary = ledgers([person("a")], {"retail": 5}, {"retail": 1}, at=[("retail", 1, 1)])
    facts = measure(plan("stage: operating\n", DAY), summary, "cn")
    assert facts.of("reward.on_downline_sales")


def test_each_measure_is_named_after_its_module() -> None:
    """One module a question, and its function bears its name."""
    assert [m.__module__.rpartition(".")[2] for m in MEASURES] == [m.__name__ for m in MEASURES]
