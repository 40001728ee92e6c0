"""One scheme held against one law: measured once a version, judged on every day asked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from mlmcheck.facts import Fact, Facts, WordSet
from mlmcheck.interval import NEVER_NEGATIVE, POSITIVE, ZERO, Interval
from mlmcheck.judge.court import Court
from mlmcheck.judge.notes import law_notes
from mlmcheck.judge.results import DayResult, LawResult
from mlmcheck.law.environment import Environment, environment
from mlmcheck.law.evaluate import Answer
from mlmcheck.law.findings import find_all
from mlmcheck.law.model import Instrument, Pack
from mlmcheck.measures import Measured, in_market, measure_plan
from mlmcheck.scheme.model import Scheme
from mlmcheck.scheme.plan import Plan, days_to_judge, plan_on
from mlmcheck.score import score
from mlmcheck.suppose import Ground, whichever_way
from mlmcheck.verdict import Reason, Verdict, decide, to_check, unless_contradicted
from mlmcheck.vocabulary import VOCABULARY, Kind

if TYPE_CHECKING:
    from mlmcheck.network.summary import Summary


@dataclass(slots=True)
class Case:
    """One scheme under judgement: what is measured once and held against several laws and days."""

    scheme: Scheme
    summary: Summary | None
    answers: Mapping[str, Answer]
    turns: tuple[date, ...]
    """The days on which the plan changed, earliest first."""
    _plans: dict[int, tuple[Plan, Measured]] = field(default_factory=dict)
    _known: dict[tuple[int, str], tuple[Facts, Environment]] = field(default_factory=dict)

    def measured(self, day: date, market: str) -> tuple[Plan, Facts, Environment]:
        """Return the plan of a day and what is known of it in a market."""
        version = bisect_right(self.turns, day)
        found = self._plans.get(version)
        if found is None:
            plan = plan_on(self.scheme, day)
            found = self._plans[version] = plan, measure_plan(plan, self.summary)
        known = self._known.get((version, market))
        if known is None:
            facts = in_market(found[1], found[0], market)
            known = self._known[version, market] = facts, environment(facts)
        return found[0], *known


def judge_law(pack: Pack, case: Case, court: Court, as_of: date | None) -> LawResult:
    """Return what one law says: of every day asked, and the worst of them."""
    scheme = case.scheme
    days = (as_of,) if as_of else days_to_judge(scheme, court.today, court.changes(pack.id))
    market = _market_of(pack, scheme)
    results = tuple([_judge_day(pack, case, market, day, court) for day in days])
    # Days before the law had a word on pyramids say nothing, unless there are no others.
    covered = [
        result
        for result in results
        if result.decision.reason is not Reason.NOT_COVERED or result.decision.deciding
    ]
    worst = max(
        covered or results,
        key=lambda r: (r.decision.verdict, r.score.points, r.score.could_become, r.day),
    )
    return LawResult(
        pack.id,
        pack,
        worst,
        results,
        case.answers,
        to_check(worst.findings) if worst.decision.verdict is Verdict.LEGAL else (),
        _applied(pack, worst),
        law_notes(pack, results, covered, court.today),
    )


def _market_of(pack: Pack, scheme: Scheme) -> str:
    for market in scheme.market or ():
        if market == pack.id or market in pack.covers:
            return market
    return pack.id


def _judge_day(pack: Pack, case: Case, market: str, day: date, court: Court) -> DayResult:
    plan, facts, said = case.measured(day, market)
    known = said
    if pack.currency is not None and case.scheme.currency not in (None, pack.currency):
        known = environment(_without_foreign_money(facts))
    findings = find_all(pack, known, day, case.answers)
    ground = Ground(pack, known, day, case.answers, findings)
    decision = whichever_way(ground, decide(findings))
    decision = unless_contradicted(decision, bool(said.contradictions))
    return DayResult(
        day, decision, score(decision, findings, court.weights), findings, facts, known, said, plan
    )


def _without_foreign_money(facts: Facts) -> Facts:
    """Leave of money in another currency than the law's only whether it is zero.

    The law's amounts are in its own currency, and a file without a dated rate gives no other.
    """

    def sign(name: str, value: Interval) -> Interval:
        if VOCABULARY[name].kind is not Kind.MONEY or value == ZERO:
            return value
        return POSITIVE if value.lo > 0 or value.lo_open else NEVER_NEGATIVE

    def of_fact(fact: Fact) -> Fact:
        if isinstance(fact.value, WordSet) or VOCABULARY[fact.name].kind is not Kind.MONEY:
            return fact
        return replace(fact, value=sign(fact.name, fact.value))

    rows = tuple(
        replace(row, values={name: sign(name, value) for name, value in row.values.items()})
        for row in facts.organisers.rows
    )
    by_name = {name: tuple(map(of_fact, each)) for name, each in facts.by_name.items()}
    return Facts(by_name, replace(facts.organisers, rows=rows))


def _applied(pack: Pack, worst: DayResult) -> tuple[Instrument, ...]:
    """Return the instruments heard; those that only keep a neighbouring law in mind are none."""
    heard = {
        finding.rule.instrument
        for finding in worst.findings
        if not finding.set_aside
        and finding.rule.effect != "neighbour"
        and finding.rule.in_force.on(worst.day)
    }
    return tuple(
        instrument
        for instrument in pack.instruments.values()
        if instrument.id in heard and instrument.in_force.on(worst.day)
    )
