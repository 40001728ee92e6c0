"""What would settle a verdict: scope questions first, then the facts that decide, then the law."""

from __future__ import annotations

from mlmcheck.law.evaluate import nodes
from mlmcheck.law.findings import Finding
from mlmcheck.law.model import Compare, Flag, Has, Instrument, Open, written
from mlmcheck.report import settling
from mlmcheck.report.layout import Page, Span
from mlmcheck.report.reading import unknown_leaves
from mlmcheck.report.view import View
from mlmcheck.settle import Settling
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
    for question in left_open(view, settlement.open):
        page.write(say(Text("The law leaves open: {question}", question=question)), "", 2, 2)


def _question(page: Page, view: View, one: Settling, why: str = "") -> None:
    asked = settling.asked(one, view.speaker)
    name = one.fact if one.word is None else f"{one.fact} has {one.word}"
    if why:
        page.write(why, "", 2, 2)
    page.item("?", [Span(asked, "bold"), Span(f"  {name}", "dim")], "", 2)
    page.write(settling.outcomes(one, view.speaker, view.currency), indent=4, hang=2)
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
            if isinstance(condition, Flag | Compare | Has) and condition.fact == one.fact:
                id = finding.rule.instrument
                found[id] = view.law.pack.instruments[id]
    return list(found.values())


def missing(view: View, finding: Finding) -> list[str]:
    """Return the names of the facts that are missing for a finding."""
    names = []
    for name in finding.needs:
        if name in VOCABULARY:
            names.append(view.speaker.say(VOCABULARY[name].label))
        else:
            names.append(view.speaker.say(Text("the complete table of organisers")))
    return names


def left_open(view: View, ids: tuple[str, ...]) -> list[str]:
    """Return the questions that the law leaves open, in words."""
    if not ids:
        return []
    texts: dict[str, str] = {}
    for finding in view.day.findings:
        for leaf in unknown_leaves(finding):
            condition = leaf.trace.condition
            if isinstance(condition, Open):
                texts[condition.id] = view.speaker.words(condition.text)
            elif isinstance(condition, Compare):
                told = view.told(condition.fact, leaf.row)
                label = VOCABULARY[condition.fact].label
                texts[written(condition)] = view.speaker.say(
                    Text(
                        "{fact} {value} against a line of {limit}",
                        fact=label,
                        value=told,
                        limit=view.law.limit(condition, leaf.trace.limit),
                    )
                )
    return [texts.get(id, id) for id in ids]
