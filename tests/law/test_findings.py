"""Findings: what comes of one rule, and why it is no more."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mlmcheck.interval import Truth
from mlmcheck.law.findings import Finding, Result
from mlmcheck.law.model import Cite, InForce, Rule

from .build import DAY, act, found, law, number, rule

YES, NO, UNKNOWN = "reward.on_time", "stock.supplied", "promo.income_claims"
FACTS = {YES: True, NO: False}
OPEN = {"open": {"en": "in good faith"}, "id": "faith"}
PRESUMED = {**OPEN, "presumed": "true"}
LATER = InForce(date(2027, 1, 1))


def one(when: object, *others: Rule, **more: Any) -> Finding:
    """What comes of a rule `r` on the facts above."""
    acts, day, answers = more.pop("acts", ()), more.pop("day", DAY), more.pop("answers", {})
    numbers = more.pop("numbers", ())
    pack = law(rule("r", when, **more), *others, acts=acts, numbers=numbers)
    return found(pack, FACTS, day=day, answers=answers)["r"]


def term(when: object, **more: Any) -> Rule:
    """A term `t`."""
    return rule("t", when, "term", **more)


@pytest.mark.parametrize(
    ("when", "result"), [(YES, Result.MET), (NO, Result.NOT_MET), (UNKNOWN, Result.UNKNOWN)]
)
def test_a_rule_is_what_its_condition_is(when: str, result: Result) -> None:
    """Met, not met or unknown as the condition is true, false or unknown."""
    assert result is one(when).result


@pytest.mark.parametrize(
    ("requires", "result"), [(YES, Result.NOT_MET), (NO, Result.MET), (UNKNOWN, Result.UNKNOWN)]
)
def test_a_duty_is_met_where_it_is_broken(requires: str, result: Result) -> None:
    """What a duty requires and is not so is a breach."""
    assert result is one(requires, effect="duty").result


@pytest.mark.parametrize(
    ("day", "result"),
    [
        (date(2009, 12, 31), Result.NOT_IN_FORCE),
        (date(2010, 1, 1), Result.MET),
        (date(2020, 12, 31), Result.MET),
        (date(2021, 1, 1), Result.NOT_IN_FORCE),
    ],
)
@pytest.mark.parametrize("whose", ["rule", "instrument"])
def test_a_rule_counts_from_its_first_day_to_its_last(
    day: date, result: Result, whose: str
) -> None:
    """Both the rule and its instrument must be in force that day."""
    force = InForce(date(2010, 1, 1), date(2020, 12, 31))
    more = {"in_force": force} if whose == "rule" else {"acts": [act(in_force=force)]}

    assert result is one(YES, day=day, **more).result


@pytest.mark.parametrize(
    ("when", "applies", "result"),
    [
        (YES, YES, Result.MET),
        (YES, NO, Result.NOT_APPLICABLE),
        (UNKNOWN, NO, Result.NOT_APPLICABLE),
        (YES, UNKNOWN, Result.UNKNOWN),
        (NO, UNKNOWN, Result.NOT_MET),
        (NO, YES, Result.NOT_MET),
    ],
)
def test_scope_of_a_rule(when: str, applies: str, result: Result) -> None:
    """Outside its scope a rule is not applicable; where that is unknown it is at most unknown."""
    assert result is one(when, applies=applies).result


@pytest.mark.parametrize(
    ("applies", "result", "aside"),
    [
        (YES, Result.MET, False),
        (NO, Result.NOT_APPLICABLE, False),
        (UNKNOWN, Result.MET, True),
    ],
)
def test_scope_of_an_instrument(applies: str, result: Result, aside: bool) -> None:
    """Where it is unknown whether an instrument applies, its rules keep their results aside."""
    finding = one(YES, acts=[act(applies=applies)])

    assert (result, aside) == (finding.result, finding.set_aside)


def test_scope_of_the_instrument_is_kept_beside_that_of_the_rule() -> None:
    """A finding knows both, so that the right question can be asked."""
    finding = one(YES, applies=YES, acts=[act(applies=UNKNOWN)])

    assert finding.applies is not None
    assert finding.scope is not None
    assert (Truth.YES, Truth.UNKNOWN) == (finding.applies.truth, finding.scope.truth)


@pytest.mark.parametrize(
    ("when", "exception", "result"),
    [
        (YES, NO, Result.MET),
        (YES, YES, Result.NOT_MET),
        (YES, UNKNOWN, Result.UNKNOWN),
        (NO, UNKNOWN, Result.NOT_MET),
        (UNKNOWN, YES, Result.NOT_MET),
        (UNKNOWN, NO, Result.UNKNOWN),
    ],
)
def test_exceptions(when: str, exception: str, result: Result) -> None:
    """An exception that holds takes the rule away, one that is unknown keeps it undecided."""
    finding = one(when, term(exception), unless=("t",))

    assert (result, False) == (finding.result, finding.presumed)


@pytest.mark.parametrize(
    ("when", "applies", "presumed"),
    [(YES, YES, True), (YES, UNKNOWN, False), (UNKNOWN, YES, False)],
)
def test_the_operator_must_show_a_burdened_exception(
    when: str, applies: str, presumed: bool
) -> None:
    """Where only exceptions that the operator must show are unknown, the rule stands presumed."""
    finding = one(when, term(UNKNOWN, burden=True), unless=("t",), applies=applies)

    assert (Result.UNKNOWN, presumed) == (finding.result, finding.presumed)


def test_one_exception_that_nobody_must_show_keeps_it_open() -> None:
    """A burdened exception beside one without burden leaves nothing presumed."""
    free = rule("u", UNKNOWN, "term")
    finding = one(YES, term(UNKNOWN, burden=True), free, unless=("t", "u"))

    assert (Result.UNKNOWN, False) == (finding.result, finding.presumed)


@pytest.mark.parametrize(
    "more", [{"confidence": "low"}, {"cites": (Cite(article="1"), Cite(case="x", text_seen=False))}]
)
def test_our_unsure_text_never_decides(more: dict[str, Any]) -> None:
    """What is met on a text we are unsure of is unknown, and says that the text is why."""
    finding = one(YES, **more)

    assert (Result.UNKNOWN, True, ()) == (finding.result, finding.our_text, finding.needs)
    assert Result.NOT_MET is one(NO, **more).result


@pytest.mark.parametrize(
    ("more", "others"),
    [
        ({"when": PRESUMED}, []),
        ({"when": {"all": [YES, PRESUMED]}}, []),
        ({"when": {"any": [NO, PRESUMED]}}, []),
        ({"when": "t"}, [term(PRESUMED)]),
        ({"when": YES, "applies": PRESUMED}, []),
        ({"when": YES, "acts": [act(applies=PRESUMED)]}, []),
    ],
)
def test_nothing_is_met_by_a_presumption(more: dict[str, Any], others: list[Rule]) -> None:
    """A rule that only stands by what is presumed is unknown and says so, wherever it stands."""
    finding = one(more.pop("when"), *others, **more)

    assert (Result.UNKNOWN, True) == (finding.result, finding.presumed)


def test_what_stands_without_the_presumption_is_met() -> None:
    """A presumption that the result does not need changes nothing."""
    assert Result.MET is one({"any": [YES, PRESUMED]}).result


def test_an_answer_takes_the_place_of_a_presumption() -> None:
    """Answered by name, the question is presumed no more."""
    assert Result.MET is one(PRESUMED, answers={"r/faith": True}).result
    assert Result.NOT_MET is one(PRESUMED, answers={"r/faith": False}).result


@pytest.mark.parametrize(
    ("when", "exceptions", "presumed"),
    [
        (YES, [PRESUMED], True),
        (YES, [PRESUMED, YES], False),
        (NO, [PRESUMED], False),
    ],
)
def test_a_denial_says_if_it_rests_on_a_presumption(
    when: str, exceptions: list[object], presumed: bool
) -> None:
    """Not met by a presumed exception alone is said to be; one firm ground is enough."""
    terms = [rule(f"t{i}", condition, "term") for i, condition in enumerate(exceptions)]
    finding = one(when, *terms, unless=tuple(t.id for t in terms))

    assert (Result.NOT_MET, presumed) == (finding.result, finding.presumed)


def test_needs_are_what_could_decide() -> None:
    """Facts are named that some value of would decide it, from when, applies and exceptions."""
    finding = one(
        {"all": [YES, UNKNOWN, {"any": [YES, "conduct.deception"]}]},
        term("goods.exist"),
        unless=("t",),
        applies="reward.on_others",
    )

    assert {UNKNOWN, "goods.exist", "reward.on_others"} == set(finding.needs)


def test_what_the_law_leaves_open_is_no_missing_fact() -> None:
    """Open questions by id, and open lines as written, stand apart from facts."""
    line = number("line", ["20%", "80%"])
    pack = law(rule("r", {"all": [OPEN, "sale.share_final >= law.line"]}), numbers=[line])
    finding = found(pack, {"sale.share_final": "50%"})["r"]

    assert ((), ("faith", "sale.share_final >= law.line")) == (finding.needs, finding.open)


def test_a_table_cut_short_is_a_need() -> None:
    """Where other organisers may be missing, their rows are named."""
    some = {"some": "organiser", "where": "organiser.punished_before"}

    assert ("organiser rows",) == one(some).needs


def test_every_rule_has_one_finding_in_the_order_of_ids() -> None:
    """Terms have none; the order in which rules were read changes nothing."""
    rules = [rule("c", YES), rule("a", NO), rule("b", UNKNOWN, "indicator"), term(YES)]

    assert ["a", "b", "c"] == list(found(law(*rules), FACTS))
    assert found(law(*rules), FACTS) == found(law(*reversed(rules)), FACTS)


def test_a_rule_before_its_day_needs_nothing() -> None:
    """What is not in force asks for no fact."""
    finding = one(UNKNOWN, in_force=LATER)

    assert (Result.NOT_IN_FORCE, ()) == (finding.result, finding.needs)
