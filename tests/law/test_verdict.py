"""Verdicts: what decides them, each reason for review, and what never moves one."""

from __future__ import annotations

from itertools import permutations

import pytest

from mlmcheck.law.findings import Finding, Result
from mlmcheck.verdict import Reason, Verdict, decide, strength, to_check, unless_contradicted

from .build import rule

MET, NOT_MET, UNKNOWN = Result.MET, Result.NOT_MET, Result.UNKNOWN
AWAY, LATER = Result.NOT_APPLICABLE, Result.NOT_IN_FORCE
KINDS = {
    "crime": {"effect": "crime"},
    "ban": {"effect": "prohibition"},
    "cap": {"effect": "prohibition", "about": "pay"},
    "gate": {"effect": "duty", "about": "licence", "gate": True},
    "paper": {"effect": "duty", "about": "consumer"},
    "ponzi": {"effect": "neighbour", "about": "fundraising"},
    "sign": {"effect": "indicator"},
    "fine": {"effect": "penalty"},
}


def finding(kind: str, result: Result, **more: object) -> Finding:
    """A finding of one kind of rule; unknown for want of a fact unless said otherwise."""
    if result is UNKNOWN and not more:
        more["needs"] = ("reward.on_others",)
    return Finding(rule(kind, "reward.on_others", **KINDS[kind]), result, **more)


CLEAR = finding("ban", NOT_MET)


@pytest.mark.parametrize("kind", ["crime", "ban"])
def test_pyramid_like_is_a_pyramid_rule_met(kind: str) -> None:
    """One prohibition or crime about pyramids that is met is enough, whatever else is unknown."""
    others = [finding(other, UNKNOWN) for other in KINDS if other != kind]
    decision = decide([*others, finding(kind, MET)])

    assert (Verdict.PYRAMID, None, [kind]) == (
        decision.verdict,
        decision.reason,
        [f.rule.id for f in decision.deciding],
    )


@pytest.mark.parametrize(
    ("findings", "reason", "deciding"),
    [
        ([finding("cap", MET)], Reason.UNLAWFUL, ["cap"]),
        ([finding("gate", MET)], Reason.UNLAWFUL, ["gate"]),
        ([finding("paper", MET)], Reason.UNLAWFUL, ["paper"]),
        ([finding("cap", MET), finding("crime", UNKNOWN)], Reason.UNLAWFUL, ["cap"]),
        ([finding("crime", UNKNOWN, presumed=True)], Reason.PRESUMED, ["crime"]),
        (
            [finding("crime", UNKNOWN, presumed=True), finding("gate", UNKNOWN)],
            Reason.PRESUMED,
            ["crime"],
        ),
        ([finding("gate", UNKNOWN)], Reason.MISSING, ["gate"]),
        ([finding("ponzi", UNKNOWN)], Reason.MISSING, ["ponzi"]),
        (
            [finding("gate", UNKNOWN), finding("crime", UNKNOWN, open=("x",))],
            Reason.MISSING,
            ["gate"],
        ),
        ([finding("crime", UNKNOWN, open=("x",))], Reason.LAW_OPEN, ["crime"]),
        (
            [finding("crime", UNKNOWN, open=("x",)), finding("cap", UNKNOWN, our_text=True)],
            Reason.LAW_OPEN,
            ["crime", "cap"],
        ),
        ([finding("crime", UNKNOWN, our_text=True)], Reason.OUR_TEXT, ["crime"]),
        ([finding("ponzi", MET)], Reason.NOT_COVERED, ["ponzi"]),
    ],
)
def test_reasons_for_review(findings: list[Finding], reason: Reason, deciding: list[str]) -> None:
    """Each reason, the stronger before the weaker, with the findings that give it."""
    for order in permutations([CLEAR, *findings]):
        decision = decide(order)

        assert (Verdict.REVIEW, reason, deciding) == (
            decision.verdict,
            decision.reason,
            [f.rule.id for f in decision.deciding],
        )


@pytest.mark.parametrize(
    "findings",
    [[], [finding("ban", LATER)], [finding("cap", NOT_MET)], [finding("ban", MET, set_aside=True)]],
)
def test_a_law_without_a_word_on_pyramids_covers_nothing(findings: list[Finding]) -> None:
    """Where no rule on pyramids was heard nothing is legal: it is not covered."""
    decision = decide(findings)

    assert (Verdict.REVIEW, Reason.NOT_COVERED, ()) == (
        decision.verdict,
        decision.reason,
        decision.deciding,
    )


@pytest.mark.parametrize("result", [NOT_MET, AWAY])
def test_legal_is_everything_known_not_to_stand_against_it(result: Result) -> None:
    """Prohibitions, crimes, gates and neighbours are known not to stand, and no duty is broken."""
    findings = [finding(kind, result) for kind in ("crime", "ban", "cap", "gate", "ponzi")]

    assert Verdict.LEGAL is decide([*findings, finding("paper", UNKNOWN)]).verdict


@pytest.mark.parametrize("kind", ["crime", "ban", "cap", "gate", "ponzi", "paper"])
@pytest.mark.parametrize("result", [MET, UNKNOWN])
def test_each_of_them_stands_against_legal(kind: str, result: Result) -> None:
    """One that is met or unknown keeps it from legal, but for a paper duty that is unknown."""
    decision = decide([CLEAR, finding(kind, result)])

    assert (kind == "paper" and result is UNKNOWN) == (decision.verdict is Verdict.LEGAL)


@pytest.mark.parametrize("kind", ["sign", "fine"])
@pytest.mark.parametrize("result", list(Result))
@pytest.mark.parametrize(
    "others", [[CLEAR], [finding("ban", MET)], [finding("cap", MET)], [finding("ban", UNKNOWN)]]
)
def test_indicators_and_penalties_never_move_a_verdict(
    kind: str, result: Result, others: list[Finding]
) -> None:
    """With them or without, the decision is the same."""
    assert decide(others) == decide([*others, finding(kind, result)])


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("result", [MET, UNKNOWN])
def test_what_is_set_aside_takes_no_part(kind: str, result: Result) -> None:
    """An instrument of which nobody knows whether it applies moves nothing."""
    assert decide([CLEAR]) == decide([CLEAR, finding(kind, result, set_aside=True)])


def test_a_neighbour_never_makes_a_pyramid() -> None:
    """A promised return keeps a verdict at review, whoever else is clear."""
    assert Verdict.REVIEW is decide([CLEAR, finding("ponzi", MET)]).verdict


def test_deciding_findings_stand_strongest_first() -> None:
    """Crimes before prohibitions, gates before paper duties, then by id."""
    findings = [finding(kind, MET) for kind in ("paper", "gate", "cap")]

    assert ["cap", "gate", "paper"] == [f.rule.id for f in decide([CLEAR, *findings]).deciding]
    assert ["crime", "ban", "gate", "paper", "ponzi", "sign", "fine"] == [
        f.rule.id for f in sorted((finding(k, MET) for k in KINDS if k != "cap"), key=strength)
    ]


def test_what_to_check_before_launch() -> None:
    """Paper duties that are unknown are listed; gates, kept duties and those set aside are not."""
    findings = [
        finding("paper", UNKNOWN),
        finding("gate", UNKNOWN),
        finding("paper", NOT_MET),
        finding("paper", UNKNOWN, set_aside=True),
    ]

    assert (findings[0],) == to_check(findings)


def test_verdicts_have_an_order() -> None:
    """The worst of several laws is the greatest."""
    assert [Verdict.LEGAL, Verdict.REVIEW, Verdict.PYRAMID] == sorted(Verdict)
    assert ["legal", "review", "pyramid-like"] == [str(verdict) for verdict in Verdict]


def test_what_contradicts_itself_is_not_cleared_and_not_let_off() -> None:
    """Legal becomes review; a verdict that is not legal stays what it is."""
    legal, banned = decide([CLEAR]), decide([CLEAR, finding("ban", MET)])
    assert Reason.CONTRADICTED is unless_contradicted(legal, True).reason
    assert legal == unless_contradicted(legal, False)
    assert banned == unless_contradicted(banned, True)
