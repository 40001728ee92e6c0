"""A study reads a plan at both ends, says what it leaves out, and its facts decide nothing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from mlmcheck.facts import Basis, collect
from mlmcheck.interval import Interval
from mlmcheck.judge import Court, judge_file
from mlmcheck.law.environment import environment
from mlmcheck.law.findings import find_all
from mlmcheck.resources import rules_dir, samples_dir
from mlmcheck.scheme.plan import plan_on
from mlmcheck.scheme.read import read_scheme
from mlmcheck.simulate.assumptions import Assumptions, Model, OfSales
from mlmcheck.simulate.dues import CannotSimulate
from mlmcheck.simulate.study import Study, facts_of, readings_of, study_of, with_limit
from tests.docs.pages import ROOT, blocks

from .plans import NO_SALES, headhunting, plan

SMALL = Assumptions(people=300, months=8, after=2, runs=2, retail=NO_SALES)
PAGE = ROOT / "docs" / "simulate.md"
DESIGNS = sorted((samples_dir() / "designs").glob("*.yaml"))
DAY = date(2026, 1, 1)


def study(text: str, given: Assumptions = SMALL) -> Study:
    """A study of a plan at both ends."""
    read = plan(text)
    return study_of(read, given, readings_of(read, given, ("least", "most")))


def study_of_file(path: Path, given: Assumptions) -> Study:
    """A study of a scheme file at both ends."""
    read = plan_on(read_scheme(path).scheme, DAY)
    return study_of(read, given, readings_of(read, given, ("least", "most")))


def test_a_plan_without_ranges_is_simulated_once() -> None:
    """Both ends are the same, and the end is called the one where it pays most."""
    found = study(headhunting(40))

    assert ["most"] == [setting.end for setting in found.settings]
    assert 2 == len(found.all)


def test_a_plan_with_ranges_is_simulated_at_both_ends() -> None:
    """Where it pays most fewer lose, with the same network and the same seeds."""
    text = headhunting(40).replace("{1: 40}", "{1: {min: 10, max: 100}}")
    found = study(text)
    least, most = found.outcomes

    assert ["least", "most"] == [setting.end for setting in found.settings]
    assert 4 == len(found.all)
    assert all(one.lost > other.lost for one, other in zip(least, most, strict=True))


def test_a_payment_without_an_upper_end_is_read_at_the_lower() -> None:
    """Where nobody knows the most that is asked, the study is of the least, and says so."""
    text = headhunting(40).replace("amount: 100", "amount: {min: 100}")
    found = study(text)
    read = plan(text)

    assert ["most"] == [setting.end for setting in found.settings]
    assert [("entry", 0, "amount")] == [remark.at for remark in found.left_out]
    with pytest.raises(CannotSimulate, match="at most is not known"):
        readings_of(read, SMALL, ("least",))


def test_a_range_without_an_end_is_left_out_and_said() -> None:
    """A line whose rate has no upper end pays nothing, and the study names it."""
    text = headhunting(40).replace("{1: 40}", "{1: {over: 10}}")
    found = study(text)

    assert [("rewards", 0)] == [remark.at[:2] for remark in found.left_out]


def test_a_file_without_rewards_is_refused() -> None:
    """Of a plan that does not say who is rewarded nothing is simulated."""
    text = headhunting(40).split("rewards:", maxsplit=1)[0]
    with pytest.raises(CannotSimulate, match="write rewards"):
        study(text)


def test_sales_as_a_part_of_nothing_are_refused() -> None:
    """Where participants pay nothing, customers' purchases can be no part of all."""
    given = Assumptions(people=10, retail=OfSales(Fraction(1, 2)))
    with pytest.raises(CannotSimulate, match="pay nothing"):
        study("entry: none\nupkeep: none\nrewards: none\n", given)


def test_the_plan_says_how_many_one_may_bring() -> None:
    """A plan's limit holds unless another is asked for."""
    text = headhunting(40) + "recruiting: {direct: {max: 3}}\n"

    assert 3 == with_limit(SMALL, plan(text)).most
    assert None is with_limit(SMALL, plan(headhunting(40))).most
    assert 5 == with_limit(Assumptions(most=5), plan(text)).most


def test_safeguards_that_no_run_knows_of_are_named() -> None:
    """Buy-back and the like are not simulated, which the page says."""
    text = headhunting(40) + "safeguards: {buy_back: {rate: 90%, days: 30}, customer_rule: none}\n"

    assert [("safeguards", "buy_back")] == [remark.at for remark in study(text).left_out]


# Like Forsage: Kell and others.


@pytest.mark.parametrize("churn", ["0", "1/20", "3/10"])
def test_as_many_lose_as_lost_with_forsage(churn: str, tmp_path: Path) -> None:
    """About 88 % of its users lost; 85 % to 91 % do where who has brought many brings more."""
    (block,) = (block for block in blocks(PAGE) if block.path == "forsage-like.yaml")
    file = tmp_path / "forsage-like.yaml"
    file.write_text(block.content, "utf-8")
    given = Assumptions(20_000, 12, 0, "preferential", churn=Fraction(churn), runs=3)
    found = study_of_file(file, given)

    for outcome in found.all:
        assert Fraction(85, 100) < outcome.lost_share < Fraction(91, 100)
        assert outcome.rewards <= outcome.income


# Facts.


def test_facts_run_from_the_least_to_the_most_of_all_runs() -> None:
    """A fact is simulated, and an interval over the runs of both ends."""
    found = study(headhunting(40).replace("{1: 40}", "{1: {min: 10, max: 100}}"))
    facts = {fact.name: fact for fact in facts_of(found)}
    lost = facts["earn.lost_share"].value
    low = min(outcome.lost_share for outcome in found.all)

    assert {Basis.SIMULATED} == {fact.basis for fact in facts.values()}
    assert isinstance(lost, Interval)
    assert low == lost.lo < lost.hi
    assert Interval(1, 1) == facts["reward.share_for_recruitment"].value
    assert Interval(1, 1) == facts["reward.share_funded_by_participation"].value


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
@pytest.mark.parametrize("model", ["uniform", "preferential", "saturating"])
def test_facts_of_simulations_bound_nothing_and_decide_nothing(path: Path, model: Model) -> None:
    """Beside the facts of a scheme those of its simulation change no value and no finding."""
    facts = facts_of(study_of_file(path, Assumptions(200, 6, 2, model, runs=1)))
    court = Court((rules_dir(),), DAY)
    judgement = judge_file(path, court)

    assert {} == environment(collect(facts)).values
    for law in judgement.laws:
        for day in law.days:
            assert law.pack is not None
            both = collect([*day.facts, *facts], day.facts.organisers)
            after = environment(both)
            before = environment(day.facts)
            assert (before.values, before.words) == (after.values, after.words)
            assert before.contradictions == after.contradictions
            assert [finding.result for finding in find_all(law.pack, before, day.day, {})] == [
                finding.result for finding in find_all(law.pack, after, day.day, {})
            ]


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
def test_every_design_is_simulated_whole(path: Path) -> None:
    """No sample plan has a reward that the simulation leaves out."""
    found = study_of_file(path, Assumptions(50, 3, 1, runs=1))

    assert [] == [setting.terms.gaps for setting in found.settings if setting.terms.gaps]
