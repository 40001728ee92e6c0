"""What would settle a review: every claim is what judging again with the value gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmcheck.facts import Basis, Fact, WordSet, collect
from mlmcheck.interval import FALSE, TRUE, Interval, point
from mlmcheck.law.environment import environment
from mlmcheck.law.findings import find_all
from mlmcheck.law.model import InForce, Pack
from mlmcheck.law.read import laws_in
from mlmcheck.settle import Settlement, best_settling, settle
from mlmcheck.verdict import Reason, Verdict, decide

from .build import DAY, act, interval, known, law, number, rule
from .test_completions import RULES, Case, judged, worlds_and_knowledge
from .worlds import Known

CLEAR = rule("clear", "conduct.coercion")
NOTHING = {"conduct.coercion": False}
LINE = number("line", ["1/3", "50%"])


def settled(pack: Pack, given: Mapping[str, object], **more: Any) -> Settlement:
    """What would settle the verdict of a law on facts of one basis."""
    env = known({**NOTHING, **given}, **more)
    findings = find_all(pack, env, DAY, {})
    return settle(pack, env, DAY, {}, findings, decide(findings))


def claims(settlement: Settlement, fact: str) -> list[tuple[object, Verdict]]:
    """What is claimed of one fact: its values and the verdicts that follow."""
    (one,) = [one for one in settlement.each if one.fact == fact]
    return [(outcome.value, outcome.verdict) for outcome in one.outcomes]


def test_a_share_is_cut_at_the_law() -> None:
    """Legal from the line on, pyramid-like below it, and review where the law is open."""
    pack = law(CLEAR, rule("r", "sale.share_final < law.line"), numbers=[LINE])

    assert [
        (Interval(Fraction(0), Fraction(1, 3), hi_open=True), Verdict.PYRAMID),
        (Interval(Fraction(1, 3), Fraction(1, 2), hi_open=True), Verdict.REVIEW),
        (interval(["50%", "1"]), Verdict.LEGAL),
    ] == claims(settled(pack, {}), "sale.share_final")


def test_only_what_is_possible_is_claimed() -> None:
    """Values that are excluded already are not among the outcomes."""
    pack = law(CLEAR, rule("r", "sale.share_final < law.line"), numbers=[LINE])

    assert [
        (Interval(Fraction(2, 5), Fraction(1, 2), hi_open=True), Verdict.REVIEW),
        (interval(["50%", "1"]), Verdict.LEGAL),
    ] == claims(settled(pack, {"sale.share_final": ["40%", "1"]}), "sale.share_final")


def test_a_boolean_has_two_outcomes() -> None:
    """True and false, each with its verdict."""
    pack = law(CLEAR, rule("r", "reward.on_recruitment"))

    assert [(FALSE, Verdict.LEGAL), (TRUE, Verdict.PYRAMID)] == claims(
        settled(pack, {}), "reward.on_recruitment"
    )


def test_a_set_is_asked_word_by_word() -> None:
    """Held or not held, of that word alone."""
    gate = rule("gate", "operator.licences has seller", "duty", about="licence", gate=True)
    (one,) = settled(law(CLEAR, gate), {}).each

    assert ("operator.licences", "seller") == (one.fact, one.word)
    assert [
        (True, Verdict.LEGAL, None),
        (False, Verdict.REVIEW, Reason.UNLAWFUL),
    ] == [(outcome.value, outcome.verdict, outcome.reason) for outcome in one.outcomes]


def test_supposing_one_word_away_leaves_the_others() -> None:
    """Lacking one licence does not mean lacking another."""
    one = rule("one", "operator.licences has a", "duty", about="licence", gate=True)
    two = rule("two", {"not": "operator.licences has b"})
    found = settled(law(CLEAR, one, two), {})

    assert {("a", False): Verdict.REVIEW, ("b", False): Verdict.PYRAMID} == {
        (asked.word, outcome.value): outcome.verdict
        for asked in found.each
        for outcome in asked.outcomes
        if outcome.value is False
    }


def test_thresholds_of_a_scope_are_cut_too() -> None:
    """A number that decides whether a rule applies is told apart where it does."""
    pack = law(
        CLEAR,
        rule("r", "reward.on_time", applies="sale.share_final < law.line"),
        numbers=[number("line", "50%")],
    )

    assert [
        (Interval(Fraction(0), Fraction(1, 2), hi_open=True), Verdict.PYRAMID),
        (interval(["50%", "1"]), Verdict.LEGAL),
    ] == claims(settled(pack, {"reward.on_time": True}), "sale.share_final")


def test_scope_of_an_instrument_is_asked_first() -> None:
    """Where an instrument is set aside, the question whether it applies stands first."""
    aside = act("aside", applies="net.sells_in_person")
    other = rule("other", "stock.supplied", instrument="aside", applies="operator.local_office")
    pack = law(CLEAR, other, rule("r", "reward.on_time"), acts=[aside])
    given = {"stock.supplied": True, "operator.local_office": True}
    first, *others = settled(pack, given).each

    assert ("net.sells_in_person", True) == (first.fact, first.scope)
    assert ["reward.on_time"] == [one.fact for one in others]


def test_scope_is_asked_where_the_verdict_is_settled() -> None:
    """A legal verdict still asks whether an instrument left out applies, if it would matter."""
    aside = act("aside", applies="net.sells_in_person")
    gate = rule(
        "gate", "operator.local_office", "duty", about="licence", gate=True, instrument="aside"
    )
    pack = law(CLEAR, gate, acts=[aside])

    assert ["net.sells_in_person"] == [
        one.fact for one in settled(pack, {"operator.local_office": False}).each
    ]
    assert () == settled(pack, {"operator.local_office": True}).each


@pytest.mark.parametrize(
    ("when", "practice"),
    [
        ("sale.share_final < law.line", False),
        ({"that": "sale.share_final < law.line", "basis": ["observed", "reported"]}, True),
        ("t", True),
    ],
)
def test_some_questions_only_practice_answers(when: object, practice: bool) -> None:
    """Where the law asks for what was paid and sold, it is said that a plan is no answer."""
    term = rule("t", {"that": "sale.share_final < law.line", "basis": ["observed"]}, "term")
    (one,) = settled(law(CLEAR, term, rule("r", when), numbers=[LINE]), {}).each

    assert practice is one.needs_practice


def test_what_together_makes_it_legal() -> None:
    """Where no fact alone does, values are named that all at once do, and no more than needed."""
    pack = law(
        CLEAR,
        rule("a", "reward.on_time"),
        rule("b", {"any": ["conduct.deception", "stock.supplied"]}),
    )
    found = settled(pack, {})

    assert {
        ("reward.on_time", None, FALSE),
        ("conduct.deception", None, FALSE),
        ("stock.supplied", None, FALSE),
    } == set(found.together)
    assert () == settled(law(CLEAR, rule("a", "reward.on_time")), {}).together


def test_nothing_makes_legal_what_the_law_leaves_open() -> None:
    """Open questions are named, and no values are claimed to settle them."""
    pack = law(
        CLEAR, rule("a", {"all": ["reward.on_time", {"open": "in good faith", "id": "faith"}]})
    )
    found = settled(pack, {"reward.on_time": True})

    assert (("faith",), (), ()) == (found.open, found.each, found.together)


def test_missing_organisers_are_named() -> None:
    """Where the table of organisers may be short, that is said."""
    some = {"some": "organiser", "where": "organiser.punished_before"}

    assert settled(law(CLEAR, rule("a", some)), {}).rows_missing
    assert not settled(law(CLEAR, rule("a", some)), {}, complete=True).rows_missing


def test_rules_out_of_force_ask_nothing() -> None:
    """A rule that is not in force is not among what would settle it."""
    later = rule("later", "reward.on_time", in_force=InForce(date(2030, 1, 1)))

    assert () == settled(law(CLEAR, later), {}).each


def learnt(case: Case, fact: str, word: str | None, value: Interval | bool) -> Case:
    """The case judged anew with one fact more, on the basis it was known on and as counted."""
    before = case.known.facts.of(fact)
    facts = list(case.known.facts)
    if word is None:
        assert isinstance(value, Interval)
        facts += [
            Fact(fact, value, b)
            for b in {before[-1].basis if before else Basis.OBSERVED, Basis.OBSERVED}
        ]
    elif value:
        facts.append(Fact(fact, WordSet(frozenset([word])), Basis.DECLARED))
    more = Known(collect(facts, case.known.facts.organisers), case.known.answers)
    env = environment(more.facts)
    if word is not None and not value:
        env = replace(env, lacking=frozenset([(fact, word)]))
    return judged(case.pack, case.day, more, env)


@pytest.mark.parametrize("name", ["small", *laws_in([RULES])])
@given(st.data())
def test_every_claim_is_what_judging_again_gives(name: str, data: st.DataObject) -> None:
    """With any value of an outcome learnt and all judged anew, the claimed verdict follows.

    A verdict that stays review may still be sharpened by one value among several.
    """
    case, _, of = data.draw(worlds_and_knowledge(name))
    found = settle(
        case.pack, case.environment, case.day, case.known.answers, case.findings, case.decision
    )
    for one in found.each:
        for outcome in one.outcomes:
            value = outcome.value
            if isinstance(value, Interval):
                assert value.within(case.environment.value(one.fact))
                if outcome.verdict is not Verdict.REVIEW:
                    inside = [n for n in of.grid[one.fact] if value.contains(n)]
                    value = point(data.draw(st.sampled_from(inside))) if inside else value
            again = learnt(case, one.fact, one.word, value).decision

            assert outcome.verdict is again.verdict


@pytest.mark.parametrize("name", ["small", *laws_in([RULES])])
@given(st.data())
def test_the_best_question_is_the_first(name: str, data: st.DataObject) -> None:
    """Asked for one fact only, it is the one that stands first among all, scopes left out."""
    case, _, _ = data.draw(worlds_and_knowledge(name))
    ground = (case.pack, case.environment, case.day, case.known.answers, case.findings)
    every = settle(*ground, case.decision).each

    assert next((one for one in every if not one.scope), None) == best_settling(
        *ground, case.decision
    )


@pytest.mark.parametrize("name", ["small", *laws_in([RULES])])
@given(st.data())
def test_all_values_together_make_it_legal(name: str, data: st.DataObject) -> None:
    """With all that is named learnt at once, judging anew gives legal."""
    case, _, _ = data.draw(worlds_and_knowledge(name))
    found = settle(
        case.pack, case.environment, case.day, case.known.answers, case.findings, case.decision
    )
    if found.together:
        after = case
        for fact, word, value in found.together:
            after = learnt(after, fact, word, value)
        assert Verdict.LEGAL is after.decision.verdict
