"""The score: a place in the verdict's band that adds up and never falls as findings are added."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmcheck.law.findings import Finding, Result
from mlmcheck.law.read import PackError
from mlmcheck.resources import rules_dir
from mlmcheck.score import (
    BANDS,
    CLASSES,
    Score,
    Weights,
    class_of,
    established,
    read_weights,
    score,
)
from mlmcheck.verdict import Verdict, decide

from .build import found, law, rule
from .test_verdict import KINDS

WEIGHTS = read_weights(rules_dir() / "_score.yaml")
YES, NO, UNKNOWN = "reward.on_time", "stock.supplied", "promo.income_claims"
FACTS = {YES: True, NO: False}
LEAVES = {Result.MET: YES, Result.NOT_MET: NO, Result.UNKNOWN: UNKNOWN}
OPEN = {"open": "in good faith", "id": "faith"}

results = st.sampled_from(list(LEAVES))
many_results = st.lists(st.tuples(st.sampled_from(sorted(KINDS)), results), max_size=8)


def findings(kinds: list[tuple[str, Result]], aside: bool = False) -> list[Finding]:
    """Findings of rules of these kinds, by evaluating a condition that comes out so."""
    rules = []
    for index, (kind, result) in enumerate(kinds):
        when = {"not": LEAVES[result]} if KINDS[kind]["effect"] == "duty" else LEAVES[result]
        rules.append(rule(f"{kind}-{index}", when, **KINDS[kind]))
    return list(found(law(*rules), FACTS).values())


def scored(these: list[Finding]) -> tuple[Verdict, Score]:
    """The verdict of findings and its score."""
    decision = decide(these)
    return decision.verdict, score(decision, these, WEIGHTS)


@given(many_results)
def test_the_band_is_that_of_the_verdict(kinds: list[tuple[str, Result]]) -> None:
    """Legal is below 30, review from 30 and below 70, pyramid-like from 70 to 100."""
    verdict, got = scored(findings(kinds))
    start, end = BANDS[verdict]

    assert start <= got.points < end or (verdict is Verdict.PYRAMID and got.points == end)
    assert got.points <= got.could_become <= 100


@given(many_results)
def test_contributions_add_up(kinds: list[tuple[str, Result]]) -> None:
    """The points of the findings are the score, none of them negative."""
    _, got = scored(findings(kinds))

    assert got.points == sum(one.points for one in got.contributions)
    assert all(one.points > 0 for one in got.contributions)


@given(many_results, st.randoms(use_true_random=False))
def test_the_order_of_the_findings_changes_nothing(
    kinds: list[tuple[str, Result]], random: object
) -> None:
    """Shuffled findings give the same score with the same contributions."""
    these = findings(kinds)
    shuffled = list(these)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert scored(these) == scored(shuffled)


@given(many_results, st.sampled_from(sorted(KINDS)))
def test_unknown_that_turns_out_met_never_lowers_it(
    kinds: list[tuple[str, Result]], kind: str
) -> None:
    """Neither the verdict nor the score falls where an unknown rule is found to be met."""
    verdict, before = scored(findings([*kinds, (kind, Result.UNKNOWN)]))
    after_verdict, after = scored(findings([*kinds, (kind, Result.MET)]))

    assert after_verdict >= verdict
    assert after.points >= before.points


@given(many_results, st.sampled_from(sorted(KINDS)))
def test_unknown_that_turns_out_not_met_never_raises_what_it_could_become(
    kinds: list[tuple[str, Result]], kind: str
) -> None:
    """Clearing one rule only narrows what the score could still become, and lowers it or not."""
    _, before = scored(findings([*kinds, (kind, Result.UNKNOWN)]))
    _, after = scored(findings([*kinds, (kind, Result.NOT_MET)]))

    assert after.could_become <= before.could_become


@given(many_results, st.sampled_from(sorted(KINDS)))
def test_a_finding_more_never_lowers_it(kinds: list[tuple[str, Result]], kind: str) -> None:
    """One more rule that is met adds to the score or leaves it."""
    _, before = scored([*findings([("ban", Result.NOT_MET), *kinds])])
    _, after = scored(findings([("ban", Result.NOT_MET), *kinds, (kind, Result.MET)]))

    assert after.points >= before.points


def degree(when: object, **more: object) -> float:
    """How far a rule with that condition is established."""
    return established(found(law(rule("r", when, **more)), FACTS)["r"])


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (YES, 1),
        (NO, 0),
        (UNKNOWN, 0),
        (OPEN, 0),
        ({"all": [YES, UNKNOWN]}, 1 / 2),
        ({"all": [YES, YES, UNKNOWN]}, 2 / 3),
        ({"all": [YES, NO, UNKNOWN]}, 0),
        ({"any": [NO, UNKNOWN]}, 0),
        ({"any": [{"all": [YES, UNKNOWN]}, UNKNOWN]}, 1 / 2),
        ({"all": [YES, {"any": [YES, UNKNOWN]}, UNKNOWN]}, 2 / 3),
        # What is denied is pushed down to the leaves: an unknown leaf establishes nothing.
        ({"not": UNKNOWN}, 0),
        ({"not": {"any": [NO, UNKNOWN]}}, 1 / 2),
        ({"not": {"all": [YES, UNKNOWN]}}, 0),
        ({"that": UNKNOWN, "basis": ["observed"]}, 0),
        ({"some": "organiser", "where": "organiser.punished_before"}, 0),
    ],
)
def test_how_far_a_rule_is_established(when: object, expected: float) -> None:
    """All is the mean of its parts, any the best of them, an unknown leaf nothing."""
    assert expected == pytest.approx(degree(when))


@pytest.mark.parametrize(
    ("applies", "expected"), [(YES, 1 / 2), (UNKNOWN, 1 / 4), ({"all": [YES, UNKNOWN]}, 3 / 8)]
)
def test_an_unknown_scope_halves_it_at_most(applies: object, expected: float) -> None:
    """Where nothing is known of the scope half counts, and learning that it applies adds."""
    assert expected == pytest.approx(degree({"all": [YES, UNKNOWN]}, applies=applies))


def test_an_exception_that_is_unknown_leaves_it() -> None:
    """Only an exception that is known to hold takes a rule's degree away."""
    pack = law(rule("r", YES, unless=("t",)), rule("t", UNKNOWN, "term"))

    assert 0.99 == established(found(pack, FACTS)["r"])
    assert 0 == established(found(pack, {**FACTS, UNKNOWN: True})["r"])


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"effect": "crime"}, "crime"),
        ({"effect": "prohibition"}, "prohibition"),
        ({"effect": "crime", "about": "fundraising"}, "unlawful"),
        ({"effect": "prohibition", "about": "pay"}, "unlawful"),
        ({"effect": "duty", "gate": True}, "gate"),
        ({"effect": "neighbour"}, "gate"),
        ({"effect": "duty"}, "paper"),
        ({"effect": "indicator"}, "indicator"),
        ({"effect": "indicator", "points_for": True}, None),
        ({"effect": "penalty"}, None),
        ({"effect": "term"}, None),
    ],
)
def test_classes(more: dict[str, str], expected: str | None) -> None:
    """Each rule weighs as its class; what speaks for a scheme and what only follows has none."""
    assert expected == class_of(rule("r", YES, **more))


def test_a_known_score() -> None:
    """One prohibition met, one crime half established, one duty broken."""
    rules = [
        rule("ban", YES),
        rule("crime", {"all": [YES, UNKNOWN]}, "crime"),
        rule("paper", NO, "duty", about="consumer"),
    ]
    these = list(found(law(*rules), FACTS).values())
    verdict, got = scored(these)

    exact = 70 + 30 * (1 - 0.7 * 0.7**0.5 * 0.95)
    assert (Verdict.PYRAMID, int(exact), 100) == (verdict, got.points, got.could_become)
    assert {"ban": 78, "crime": 4, "paper": 1} == {
        one.rule: one.points for one in got.contributions
    }


def test_an_empty_file_scores_thirty_and_could_become_anything() -> None:
    """Nothing is known against it, and everything is open."""
    _, got = scored(findings([("ban", Result.UNKNOWN), ("crime", Result.UNKNOWN)]))

    assert (30, 100) == (got.points, got.could_become)


@pytest.mark.parametrize(
    ("kind", "expected"), [("ban", 100), ("cap", 36), ("gate", 36), ("paper", 32), ("sign", 1)]
)
def test_what_is_set_aside_counts_only_in_what_it_could_become(kind: str, expected: int) -> None:
    """An instrument that may not apply adds nothing now, and may add all it would if it does."""
    from dataclasses import replace

    (aside,) = findings([(kind, Result.MET)])
    these = [*findings([("crime", Result.NOT_MET)]), replace(aside, set_aside=True)]
    verdict, got = scored(these)

    assert (Verdict.LEGAL, 0, expected) == (verdict, got.points, got.could_become)


GOOD: Mapping[str, str] = dict.fromkeys(CLASSES, "0.5")


def write(path: Path, weights: Mapping[str, str], first: str = "2026-11-24") -> Path:
    """A file of weights."""
    lines = [f"  {name}: {weight}" for name, weight in weights.items()]
    path.write_text("\n".join([f"from: {first}", "weights:", *lines]), "utf-8")
    return path


def test_weights_are_read_with_their_day(tmp_path: Path) -> None:
    """Six numbers and the day since when they are used."""
    expected = Weights(dict.fromkeys(CLASSES, 0.5), date(2026, 11, 24))

    assert expected == read_weights(write(tmp_path / "good.yaml", GOOD))


@pytest.mark.parametrize(
    "weights",
    [{**GOOD, "crime": "1"}, {**GOOD, "crime": "0"}, {"crime": "0.5"}, {**GOOD, "gate": "x"}],
)
def test_weights_that_are_none_are_refused(tmp_path: Path, weights: Mapping[str, str]) -> None:
    """A weight lies strictly between 0 and 1, and there is one for each class."""
    with pytest.raises(PackError, match="the weights cannot be read"):
        read_weights(write(tmp_path / "bad.yaml", weights))
