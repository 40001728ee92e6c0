"""The report as JSON, for programs: every rule with its result, facts, places and trace."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from mlmcheck.facts import Basis, Evidence, Fact, Row
from mlmcheck.judge import DayResult, Judgement, LawResult
from mlmcheck.law.findings import Finding, Result
from mlmcheck.law.model import FactLeaf
from mlmcheck.report import counts, settling
from mlmcheck.report.json_values import (
    Json,
    cite,
    escaped,
    fact_value,
    message,
    pretty,
    trace,
)
from mlmcheck.report.language import Speaker
from mlmcheck.report.open_page import left_open
from mlmcheck.report.reading import deciding_leaves, fact_of
from mlmcheck.report.settle_page import instruments_of, outcomes
from mlmcheck.report.view import Law, View
from mlmcheck.scheme.errors import Problem
from mlmcheck.settle import Settling
from mlmcheck.verdict import Verdict
from mlmcheck.vocabulary import VOCABULARY

FORMAT = 1
_DEEP = 6
"""Down to a line for each finding: report, results, file, laws, law, findings."""


def render(judgements: Sequence[Judgement], problems: Sequence[Problem], speaker: Speaker) -> str:
    """Return the report: the same bytes for the same findings, a line end last."""
    report = {
        "format": FORMAT,
        "results": [_result(judgement, speaker) for judgement in judgements],
        "errors": [_problem(problem, speaker) for problem in problems],
        "summary": _summary(judgements, problems),
    }
    return escaped(pretty(report, _DEEP)) + "\n"


def schema() -> Json:
    """Return the JSON Schema of the report."""
    path = Path(__file__).with_name("report.schema.json")
    found: Json = json.loads(path.read_text(encoding="utf-8"))
    return found


def _result(judgement: Judgement, speaker: Speaker) -> Json:
    scheme, deciding = judgement.scheme, judgement.deciding
    return {
        "file": judgement.document.file,
        "name": {language or "und": name for language, name in scheme.name.texts},
        "verdict": str(judgement.verdict),
        "reason": deciding.reason.value if deciding.reason else None,
        "score": judgement.points,
        "could_become": max(law.could_become for law in judgement.laws),
        "deciding_law": deciding.law,
        "currency": scheme.currency,
        "laws": [_law(judgement, law, speaker) for law in judgement.laws],
        "faults": [
            {
                "kind": fault.kind,
                "table": fault.table,
                "rows": list(fault.rows),
                "message": message(fault.text, speaker),
            }
            for fault in judgement.faults
        ],
        "contradictions": [
            {
                "facts": list(one.facts),
                "values": [fact_value(one.facts[0], value) for value in one.values],
            }
            for one in judgement.contradictions
        ],
        "notes": [message(note, speaker) for note in judgement.notes],
        "receipt": receipt(judgement),
    }


def receipt(judgement: Judgement) -> Json:
    """Return what is needed to get the same verdict again."""
    of = judgement.receipt
    return {
        "version": of.version,
        "format": of.format,
        "scheme": of.scheme,
        "ledgers": dict(sorted(of.ledgers.items())),
        "rules": dict(sorted(of.rules.items())),
        "days": [day.isoformat() for day in of.days],
        "today": of.today.isoformat(),
    }


def _law(judgement: Judgement, law: LawResult, speaker: Speaker) -> Json:
    found: Json = {
        "law": law.law,
        "verdict": str(law.verdict),
        "reason": law.reason.value if law.reason else None,
        "score": law.points,
        "could_become": law.could_become,
        "day": law.worst.day.isoformat() if law.worst else None,
        "days": [_day(day) for day in law.days],
        "contributions": [],
        "applied": [],
        "left_out": [instrument.id for instrument in law.left_out],
        "deciding": [],
        "ways": [],
        "findings": [],
        "terms": {},
        "would_settle": [],
        "together": [],
        "organisers_incomplete": False,
        "left_open": [],
        "to_check": [finding.rule.id for finding in law.to_check],
        "notes": [message(note, speaker) for note in law.notes],
    }
    if law.pack is None or law.worst is None:
        return found
    view = View(judgement.document, Law(law.pack, speaker), law, law.worst, speaker)
    found["title"] = dict(sorted(law.pack.title.items()))
    found["contributions"] = [
        {"rule": one.rule, "points": one.points} for one in law.worst.score.contributions
    ]
    found["applied"] = [
        {
            "id": instrument.id,
            "title": dict(sorted(instrument.title.items())),
            "citation": instrument.citation,
            "url": instrument.url,
            "reviewed": instrument.reviewed.isoformat(),
        }
        for instrument in law.applied
    ]
    found["deciding"] = [finding.rule.id for finding in law.worst.decision.deciding]
    found["ways"] = list(law.worst.decision.ways)
    # Many rules ask the same facts, which are written out for each and made once.
    facts: dict[tuple[str, str | None], Json] = {}
    found["findings"] = [_finding(finding, view, facts) for finding in law.worst.findings]
    found["terms"] = {
        id: {
            "title": dict(sorted(term.title.items())),
            "cites": [cite(one, term, law.pack) for one in term.cites],
        }
        for id, term in sorted(law.pack.terms.items())
    }
    settlement = law.settlement
    found["would_settle"] = [_settling(one, view) for one in settlement.each]
    found["together"] = [
        {
            "fact": fact,
            "word": word,
            "value": value if isinstance(value, bool) else fact_value(fact, value),
            "text": text,
        }
        for (fact, word, value), text in zip(
            settlement.together,
            settling.together(settlement, speaker, view.currency),
            strict=True,
        )
    ]
    found["organisers_incomplete"] = settlement.rows_missing
    found["left_open"] = [
        {"id": id, "text": text}
        for id, text in zip(settlement.open, left_open(view, settlement.open), strict=True)
    ]
    return found


def _day(day: DayResult) -> Json:
    return {
        "day": day.day.isoformat(),
        "verdict": str(day.decision.verdict),
        "reason": day.decision.reason.value if day.decision.reason else None,
        "score": day.score.points,
        "could_become": day.score.could_become,
    }


def _finding(finding: Finding, view: View, facts: dict[tuple[str, str | None], Json]) -> Json:
    rule, pack = finding.rule, view.law.pack
    found: Json = {
        "rule": rule.id,
        "title": dict(sorted(rule.title.items())),
        "effect": rule.effect,
        "about": rule.about,
        "gate": rule.gate,
        "points_for": rule.points_for,
        "result": finding.result.value,
        "confidence": rule.confidence,
        "presumed": finding.presumed,
        "our_text": finding.our_text,
        "set_aside": finding.set_aside,
        "cites": [cite(one, rule, pack) for one in rule.cites],
        "says": None,
        "needs": list(finding.needs),
        "open": list(finding.open),
        "remedies": list(rule.remedies),
        "facts": [],
        "where": [],
        "trace": None,
    }
    if finding.result is Result.NOT_IN_FORCE:
        return found
    found["says"] = view.says(finding)
    for name, row in _facts_of(finding):
        key = (name, row.label if row else None)
        if key not in facts:
            facts[key] = _fact(name, row, view)
        found["facts"].append(facts[key])
    found["where"] = _where(finding, view)
    found["trace"] = {
        "scope": trace(finding.scope) if finding.scope else None,
        "applies": (
            trace(finding.applies)
            if finding.applies and finding.applies is not finding.scope
            else None
        ),
        "when": trace(finding.when) if finding.when else None,
        "unless": [
            {
                "term": term.id,
                "burden": term.burden,
                "trace": trace(node),
            }
            for term, node in finding.unless
        ],
    }
    return found


def _facts_of(finding: Finding) -> list[tuple[str, Row | None]]:
    """Return the facts that stand in a finding's trace, each once for each organiser."""
    found: dict[tuple[str, str | None], Row | None] = {}
    traces = [finding.when, finding.applies, finding.scope, *(node for _, node in finding.unless)]
    for top in traces:
        if top is not None:
            _gather(top, None, found)
    return [(name, row) for (name, _), row in found.items()]


def _gather(node: Any, row: Row | None, found: dict[tuple[str, str | None], Row | None]) -> None:
    row = node.row or row
    condition = node.condition
    if isinstance(condition, FactLeaf):
        own = row if row is not None and VOCABULARY[condition.fact].row else None
        found.setdefault((condition.fact, own.label if own else None), own)
    for child in node.children:
        _gather(child, row, found)


def _fact(name: str, row: Row | None, view: View) -> Json:
    ground = view.ground(name, row)
    alleged = [one for fact in view.day.facts.of(name) for one in fact.alleged]
    found: Json = {
        "fact": name,
        "label": view.speaker.say(VOCABULARY[name].label),
        "value": fact_value(name, view.value(name, row)),
        "text": view.told(name, row),
        "basis": ground.basis.name.lower() if ground.basis is not None else None,
        "follows_from": list(ground.follows_from),
        "evidence": [_evidence(one, view) for one in ground.evidence],
        "said": [_said(fact) for fact in view.day.facts.of(name)],
        "alleged": [_evidence(one, view) for one in alleged],
    }
    if row is not None:
        found["organiser"] = row.label
    return found


def _said(fact: Fact) -> Json:
    """Return one thing that is said of a fact, before plan and practice are put together."""
    return {
        "value": fact_value(fact.name, fact.value),
        "basis": fact.basis.name.lower(),
        "counts": fact.basis is not Basis.SIMULATED,
    }


def _evidence(one: Evidence, view: View) -> Json:
    found: Json = {}
    if one.path is not None:
        place = view.document.locate(one.path)
        found |= {
            "path": list(one.path),
            "file": place.file,
            "line": place.line,
            "column": place.column,
            "end_column": place.end_column,
        }
    if one.rows is not None:
        found["rows"] = {
            "table": one.rows.table,
            "counted": one.rows.counted,
            "of": one.rows.of,
            "sample": list(one.rows.sample),
        }
    if one.source is not None:
        found["source"] = one.source
    if one.note is not None:
        found["note"] = message(one.note, view.speaker)
    return found


def _where(finding: Finding, view: View) -> list[Json]:
    """Return the places of the file that the result rests on, each once."""
    found: dict[tuple[int, int], Json] = {}
    for leaf in deciding_leaves(finding):
        name = fact_of(leaf)
        if name is None:
            continue
        for one in view.ground(name, leaf.row).evidence:
            if one.path is not None:
                place = view.document.locate(one.path)
                found.setdefault(
                    (place.line, place.column),
                    {
                        "file": place.file,
                        "line": place.line,
                        "column": place.column,
                        "end_column": place.end_column,
                        "path": list(one.path),
                    },
                )
    return [found[key] for key in sorted(found)]


def _settling(one: Settling, view: View) -> Json:
    return {
        "fact": one.fact,
        "word": one.word,
        "label": settling.asked(one, view.speaker),
        "decides": one.decides,
        "write": settling.key_of(one.fact, one.needs_practice) or None,
        "needs_practice": one.needs_practice,
        "scope": one.scope,
        "instruments": [i.id for i in instruments_of(view, one)] if one.scope else [],
        "outcomes": [
            {
                "value": (
                    outcome.value
                    if isinstance(outcome.value, bool)
                    else fact_value(one.fact, outcome.value)
                ),
                "verdict": str(outcome.verdict),
                "reason": outcome.reason.value if outcome.reason else None,
            }
            for outcome in one.outcomes
        ],
        "text": outcomes(view, one),
    }


def _problem(problem: Problem, speaker: Speaker) -> Json:
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "end_column": problem.end_column,
        "message": message(problem.text, speaker),
        "excerpt": problem.excerpt,
    }


def _summary(judgements: Sequence[Judgement], problems: Iterable[Problem]) -> Json:
    found = counts.count(judgements, problems)
    return {
        "files": sum(found.files.values()) + found.unreadable,
        "verdicts": {str(verdict): found.files.get(verdict, 0) for verdict in Verdict},
        "unlawful": found.unlawful,
        "unreadable": found.unreadable,
        "rules": {result.value: found.rules.get(result, 0) for result in Result},
        "rules_in_force": found.in_force,
        "left_out": found.left_out,
    }
