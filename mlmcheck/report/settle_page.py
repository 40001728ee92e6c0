"""What would settle a verdict: scope questions first, then the facts that decide, then the law."""

from __future__ import annotations

from collections.abc import Iterable

from mlmcheck.interval import Interval, Truth
from mlmcheck.law.environment import Environment
from mlmcheck.law.evaluate import Question, evaluate, nodes
from mlmcheck.law.model import FactLeaf, Instrument
from mlmcheck.report import open_page, settling
from mlmcheck.report.layout import Page
from mlmcheck.report.reading import Missing
from mlmcheck.report.view import View
from mlmcheck.settle import Outcome, Settling
from mlmcheck.text import Text
from mlmcheck.verdict import Verdict
from mlmcheck.vocabulary import VOCABULARY


def show(page: Page, view: View) -> None:
    """Show what would settle the verdict; nothing where nothing would."""
    say, settlement = view.speaker.say, view.result.settlement
    scopes = [one for one in settlement.each if one.scope]
    facts = [one for one in settlement.each if not one.scope]
    review = view.result.verdict is Verdict.REVIEW
    if not scopes and not (review and (facts or settlement.together or settlement.open)):
        return
    page.heading(say(Text("What would settle it")))
    for one in scopes:
        _question(page, view, one, _scope(view, one))
    deciding = [one for one in facts if one.decides]
    for one in deciding:
        _question(page, view, one)
    if settlement.together:
        page.write(say(Text("Legal if all of these hold:")), "green", 2)
        for condition in settling.together(settlement, view.speaker, view.currency):
            page.item("•", condition, "", 4)
    named = {(fact, word) for fact, word, _ in settlement.together}
    rest = [
        settling.asked(one, view.speaker)
        for one in facts
        if not one.decides and (one.fact, one.word) not in named
    ]
    if rest:
        page.write(
            say(Text("They matter too, though none alone: {facts}", facts=rest)), "dim", 2, 2
        )
    if settlement.rows_missing:
        page.write(say(Text("The table of organisers is not complete.")), "", 2, 2)
        page.write(write_line(view, Missing(None)), "dim", 4, 2)
    open_page.show(page, view)


def _question(page: Page, view: View, one: Settling, why: str = "") -> None:
    if why:
        page.write(why, "", 2, 2)
    page.item("?", settling.asked(one, view.speaker), "bold", 2)
    page.write(outcomes(view, one), indent=4, hang=2)
    where = write_line(view, Missing(one.fact, one.needs_practice))
    if where:
        page.write(where, "dim", 4, 2)
    if one.needs_practice:
        text = Text(
            "only operating data answer this: what was paid and sold, not what the plan says"
        )
        page.write(view.speaker.say(text), "yellow", 4, 2)


def _scope(view: View, one: Settling) -> str:
    """Return which instruments hang on a scope question."""
    hanging = [view.law.title(instrument) for instrument in instruments_of(view, one)]
    return view.speaker.say(Text("Does it apply: {instruments}", instruments=hanging))


def instruments_of(view: View, one: Settling) -> list[Instrument]:
    """Return the instruments of which a fact decides whether they apply."""
    found: dict[str, Instrument] = {}
    for finding in view.day.findings:
        if not finding.set_aside or finding.scope is None:
            continue
        for trace in nodes(finding.scope):
            condition = trace.condition
            if isinstance(condition, FactLeaf) and condition.fact == one.fact:
                id = finding.rule.instrument
                found[id] = view.law.pack.instruments[id]
    return list(found.values())


def outcomes(view: View, one: Settling) -> str:
    """Return what each answer would make of the verdict; of a scope, what applies and follows."""
    if not one.scope:
        return settling.outcomes(one, view.speaker, view.currency)
    instruments = instruments_of(view, one)
    parts = []
    for outcome in settling.ordered(one):
        value = settling.supposed(one.fact, outcome.value, view.speaker, view.currency)
        then = settling.verdict_of(outcome)
        applies = {_supposing(view, instrument, one, outcome) for instrument in instruments}
        text = Text("if {value}, {verdict}", value=value, verdict=then)
        if applies == {Truth.YES}:
            titles = [view.law.own(instrument) for instrument in instruments]
            text = Text(
                "if {value}, {instruments} applies: then {verdict}",
                value=value,
                instruments=titles,
                verdict=then,
            )
        elif applies == {Truth.NO}:
            text = Text("if {value}, it does not apply: then {verdict}", value=value, verdict=then)
        parts.append(view.speaker.say(text))
    return view.speaker.say(Text("; ")).join(parts)


def _supposing(view: View, instrument: Instrument, one: Settling, outcome: Outcome) -> Truth:
    """Return whether an instrument would apply if a fact had that value."""
    known: Environment | None = view.day.environment
    assert known is not None
    if one.word is not None:
        known = known.supposing_word(one.fact, one.word, outcome.value is True)
    elif isinstance(outcome.value, Interval):
        known = known.supposing(one.fact, outcome.value)
    if known is None or instrument.applies is None:
        return Truth.UNKNOWN
    question = Question(view.law.pack, known, view.day.day, view.result.answers)
    return evaluate(instrument.applies, question).truth


def missing(view: View, facts: Iterable[Missing]) -> list[str]:
    """Return which facts are missing, a line for each place of the file to write them in."""
    by_place: dict[str, list[str]] = {}
    for one in facts:
        label = Text("the complete table of organisers")
        if one.fact is not None:
            label = VOCABULARY[one.fact].label
        told = settling.labelled(label, settling.PRACTICE if one.practice else None, view.speaker)
        by_place.setdefault(write_line(view, one), []).append(told)
    return [
        view.speaker.say(
            Text("missing: {facts}; {write}", facts=labels, write=place)
            if place
            else Text("missing: {facts}", facts=labels)
        )
        for place, labels in by_place.items()
    ]


def write_line(view: View, one: Missing) -> str:
    """Return where to write a fact, and the line of the file that leaves it open, if one does."""
    key = settling.written_as(one.fact, one.practice, view.speaker)
    if not key:
        return ""
    lines: list[int] = []
    if one.fact is not None and not one.practice:
        lines = sorted(_lines(view, one.fact))
    if not lines:
        return view.speaker.say(Text("write it in {key}", key=key))
    return view.speaker.say(
        Text("write it in {key}; see line {lines}", key=key, lines=[str(n) for n in lines[:4]])
    )


def _lines(view: View, fact: str) -> set[int]:
    """Return the lines that speak of a fact without settling it, not those of whole lists."""
    paths = (one.path for found in view.day.facts.of(fact) for one in found.evidence)
    return {view.document.locate(path).line for path in paths if path and len(path) > 1}
