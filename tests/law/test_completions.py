"""What is said for certain stays so whatever else is learnt; worse is never better."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mlmcheck.facts import Row, Table
from mlmcheck.interval import Interval, point
from mlmcheck.law.environment import Environment, environment
from mlmcheck.law.findings import Finding, Result, find_all
from mlmcheck.law.lint.possible import possible_results
from mlmcheck.law.model import Pack
from mlmcheck.law.read import laws_in, read_pack
from mlmcheck.law.syntax import write_interval
from mlmcheck.resources import rules_dir
from mlmcheck.score import Score, read_weights, score
from mlmcheck.verdict import Decision, Reason, Verdict, decide, to_check
from mlmcheck.vocabulary import VOCABULARY

from .build import act, law, number, rule
from .worlds import ROW_FACTS, Ground, Known, World, ground, knowledge, learn, worlds, worst

RULES = rules_dir()
WEIGHTS = read_weights(RULES / "_score.yaml")
TODAY = date(2026, 11, 24)
DAY_BEFORE = timedelta(days=1)

OPEN = {"open": "in good faith", "id": "faith"}
PRESUMED = {"open": "the rest of the text", "id": "rest", "presumed": "true"}
SMALL = law(
    rule(
        "r1", {"all": ["entry.payment_to_earn > 0", "sale.share_final < law.line"]}, unless=("t1",)
    ),
    rule("r2", {"any": ["reward.on_recruitment", OPEN]}, "crime", applies="reward.on_others"),
    rule("r3", {"all": ["t2", "reward.on_downline"]}, unless=("t3",)),
    rule("r4", {"that": "sale.share_final < law.line", "basis": ["observed", "reported"]}),
    rule(
        "r5", "operator.licences has seller", "duty", gate=True, about="licence", instrument="aside"
    ),
    rule("r6", "guard.cancel_days >= law.days", "duty", about="consumer"),
    rule("r7", "reward.on_time", "neighbour", about="fundraising"),
    rule("r8", {"some": "organiser", "where": "organiser.people_with_self >= law.people"}, "crime"),
    rule("r9", {"all": [PRESUMED, "reward.on_entry"]}, about="pay"),
    rule("t1", {"all": ["goods.exist", {"not": "reward.on_recruitment"}, PRESUMED]}, "term"),
    rule("t2", {"any": ["entry.payment_to_recruit > 0", OPEN]}, "term"),
    rule("t3", {"all": ["goods.exist", "guard.enforced"]}, "term", burden=True),
    numbers=[
        number("line", ["1/3", "50%"]),
        number("days", 30, unit="days"),
        number("people", 30, unit="people"),
    ],
    acts=[act("aside", applies={"any": ["net.sells_in_person", "operator.licences has seller"]})],
)


@cache
def pack_of(name: str) -> Pack:
    """A law of the rule packs, or the small one."""
    return SMALL if name == "small" else read_pack(name, [RULES])


@cache
def ground_of(name: str, day: date) -> Ground:
    """What a law asks on a day."""
    return ground(pack_of(name), day)


LAWS = ["small", *laws_in([RULES])]


@st.composite
def days(draw: st.DrawFn, name: str) -> date:
    """Today, or a day on which the law changed, or the day before."""
    changes = [day for change in pack_of(name).changes() for day in (change, change - DAY_BEFORE)]
    return draw(st.one_of(st.just(TODAY), st.sampled_from(changes)))


@dataclass(frozen=True, repr=False)
class Case:
    """A law held against what is known of a world on a day."""

    pack: Pack
    day: date
    known: Known
    environment: Environment
    findings: tuple[Finding, ...]
    decision: Decision

    def __repr__(self) -> str:
        """What was known and what came of it, for a counterexample that can be read."""
        facts = [
            f"{fact.name}: "
            + (write_interval(fact.value) if isinstance(fact.value, Interval) else str(fact.value))
            + f" ({fact.basis.name.lower()})"
            for fact in self.known.facts
        ]
        rows = [
            {name: write_interval(value) for name, value in row.values.items()}
            for row in self.known.facts.organisers.rows
        ]
        results = {f.rule.id: f.result.value for f in self.findings}
        return "\n".join(
            [
                f"{self.pack.id} on {self.day}: {self.decision.verdict}, {self.decision.reason}",
                *facts,
                f"rows {rows}, complete: {self.known.facts.organisers.complete}",
                f"answers { ({key: one.yes for key, one in self.known.answers.items()}) }",
                f"findings {results}",
            ]
        )

    def _repr_pretty_(self, printer: Any, _: bool) -> None:
        printer.text(repr(self))

    @property
    def score(self) -> Score:
        """The score."""
        return score(self.decision, self.findings, WEIGHTS)


def judged(pack: Pack, day: date, known: Known, env: Environment | None = None) -> Case:
    """Hold a law against what is known."""
    env = env or environment(known.facts)
    findings = find_all(pack, env, day, known.answers)
    return Case(pack, day, known, env, findings, decide(findings))


@st.composite
def worlds_and_knowledge(draw: st.DrawFn, name: str) -> tuple[Case, World, Ground]:
    """A world, and a law held against some knowledge of it."""
    day = draw(days(name))
    of = ground_of(name, day)
    world = draw(worlds(of))
    return judged(pack_of(name), day, draw(knowledge(world, of))), world, of


@st.composite
def completions(draw: st.DrawFn, name: str) -> tuple[Case, Case]:
    """A law held against some knowledge of a world, and against more knowledge of the same."""
    before, world, _ = draw(worlds_and_knowledge(name))
    learnt = draw(st.sets(st.sampled_from(sorted(world.values))))
    names = sorted(world.values) if draw(st.booleans()) else sorted(learnt)
    more = learn(before.known, world, dict.fromkeys(names))
    return before, judged(before.pack, before.day, more)


# Whether a rule is not met or does not apply at all is the same denial of it.
STANDS = {
    Result.MET: True,
    Result.NOT_MET: False,
    Result.NOT_APPLICABLE: False,
    Result.NOT_IN_FORCE: False,
    Result.UNKNOWN: None,
}
of_each_law = pytest.mark.parametrize("name", LAWS)


@of_each_law
@given(st.data())
def test_what_is_certain_survives_every_completion(name: str, data: st.DataObject) -> None:
    """No definite finding or verdict changes whatever else is learnt, but for presumptions."""
    before, after = data.draw(completions(name))

    assert [] == changed_findings(before, after)
    assert verdict_survives(before, after)
    assert before.score.could_become >= after.score.could_become >= after.score.points


def changed_findings(before: Case, after: Case) -> list[tuple[str, Result, Result]]:
    """Findings that stood or did not stand, and no longer do.

    Of an instrument set aside it may still come out that it does not apply.
    """
    return [
        (one.rule.id, one.result, other.result)
        for one, other in zip(before.findings, after.findings, strict=True)
        if STANDS[one.result] is not None
        and not one.presumed
        and STANDS[one.result] is not STANDS[other.result]
        and not (one.set_aside and other.result is Result.NOT_APPLICABLE)
    ]


def verdict_survives(before: Case, after: Case) -> bool:
    """Whether a definite verdict is still what it was.

    Legal it is of the instruments that were applied, and unless a duty that was listed as to be
    checked turns out to be broken.
    """
    was, now = before.decision, after.decision
    if was.verdict is Verdict.PYRAMID:
        return now.verdict is Verdict.PYRAMID
    if was.reason is Reason.UNLAWFUL:
        return now.verdict is Verdict.PYRAMID or now.reason is Reason.UNLAWFUL
    if was.verdict is Verdict.REVIEW or any(f.presumed for f in before.findings):
        return True
    unheard = {f.rule.id for f in before.findings if f.set_aside}
    unheard |= {f.rule.id for f in to_check(before.findings)}
    heard = [f for f in after.findings if f.rule.id not in unheard]
    return decide(heard).verdict is Verdict.LEGAL


@of_each_law
@given(st.data())
def test_with_all_facts_known_only_the_law_is_open(name: str, data: st.DataObject) -> None:
    """Once every fact is known and every question answered, no finding asks for a fact."""
    before, world, _ = data.draw(worlds_and_knowledge(name))
    every = learn(before.known, world, dict.fromkeys(world.values))
    findings = judged(before.pack, before.day, every).findings

    assert {} == {f.rule.id: f.needs for f in findings if f.needs}


@of_each_law
@given(st.data())
def test_no_result_is_thought_impossible_that_comes_about(name: str, data: st.DataObject) -> None:
    """The lint asks for no example of results a rule cannot have, and it has no others."""
    of = ground_of(name, TODAY)
    env = environment(data.draw(knowledge(data.draw(worlds(of)), of)).facts)
    pack = pack_of(name)

    assert [] == [
        (f.rule.id, f.result)
        for f in find_all(pack, env, TODAY, {})
        if f.result not in possible_results(f.rule, pack) | {Result.NOT_IN_FORCE}
    ]


@of_each_law
@given(st.data())
def test_a_worse_fact_never_makes_it_better(name: str, data: st.DataObject) -> None:
    """An unknown fact that turns out as bad as can be lowers neither verdict nor score."""
    before, _, of = data.draw(worlds_and_knowledge(name))
    env = before.environment
    open_facts = [
        fact
        for fact in of.grid
        if worst(fact, of) is not None
        and not VOCABULARY[fact].row
        and env.value(fact) == VOCABULARY[fact].whole
    ]
    assume(open_facts)
    fact = data.draw(st.sampled_from(open_facts))
    supposed = env.supposing(fact, worst(fact, of))
    assume(supposed is not None)
    after = judged(before.pack, before.day, before.known, supposed)

    assert after.decision.verdict >= before.decision.verdict
    assert after.score.points >= before.score.points


@pytest.mark.parametrize("name", ["small", "cn"])
@given(st.data())
def test_one_more_organiser_never_makes_it_better(name: str, data: st.DataObject) -> None:
    """An organiser who was not yet in the table lowers neither verdict nor score."""
    before, _, of = data.draw(worlds_and_knowledge(name))
    table = before.known.facts.organisers
    assume(not table.complete)
    another = Row(
        "another", {fact: point(max(of.grid[fact])) for fact in ROW_FACTS if fact in of.grid}
    )
    facts = replace(before.known.facts, organisers=Table((*table.rows, another)))
    after = judged(before.pack, before.day, Known(facts, before.known.answers))

    assert after.decision.verdict >= before.decision.verdict
    assert after.score.points >= before.score.points
