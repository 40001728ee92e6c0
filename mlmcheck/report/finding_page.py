"""One finding on a page: the law's words, what was found, each fact with its place, the way out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mlmcheck.facts import Basis
from mlmcheck.interval import Truth
from mlmcheck.law.findings import Finding, Result
from mlmcheck.law.model import Compare, Open, Rule
from mlmcheck.report import excerpts, numbers, words
from mlmcheck.report.excerpts import Pointed
from mlmcheck.report.language import clean
from mlmcheck.report.layout import Page, Span, cells, padded
from mlmcheck.report.reading import (
    Leaf,
    deciding_leaves,
    fact_of,
    margin,
    ways_out,
)
from mlmcheck.report.view import View, result_word
from mlmcheck.text import Text

INDENT = 2
STYLE = {Result.MET: "red", Result.UNKNOWN: "yellow"}
LAW, ASKS, FOUND, FACTS, OUT = (
    Text("Law"),
    Text("Asks"),
    Text("Found"),
    Text("Facts"),
    Text("Way out"),
)


def show(page: Page, view: View, finding: Finding, number: int | None = None) -> None:
    """Show one finding with all it rests on."""
    rule, say = finding.rule, view.speaker.say
    title = view.law.title(rule)
    style = STYLE.get(finding.result, "green")
    if finding.rule.points_for and finding.result is Result.MET:
        style = "green"
    page.blank()
    mark = f"{number}. " if number else ""
    page.write([Span(mark + title, f"bold {style}")])
    about = f" · {view.law.effect(rule)} · {rule.id}"
    page.write([Span(say(result_word(finding)), style), Span(about, "dim")], indent=INDENT)
    remarks(page, view, finding)
    law(page, view, rule)
    _labelled(page, view, ASKS, view.speaker.words(rule.test_in_words))
    _labelled(page, view, FOUND, view.says(finding), "bold")
    facts(page, view, finding)
    if finding.result is Result.MET and not rule.points_for:
        _way_out(page, view, finding)


def remarks(page: Page, view: View, finding: Finding) -> None:
    """Write what keeps a finding from being certain."""
    found = []
    if finding.rule.confidence != "high":
        confidence = words.CONFIDENCE[finding.rule.confidence]
        found.append(Text("our confidence in this reading is {confidence}", confidence=confidence))
    if finding.our_text:
        found.append(Text("met on our text of the law, which is too unsure to decide by itself"))
    if finding.presumed:
        burdened = [term.title for term, trace in finding.unless if trace.truth is Truth.UNKNOWN]
        if burdened:
            terms = view.speaker.listed(view.speaker.words(title) for title in burdened)
            found.append(Text("stands unless the operator shows: {terms}", terms=terms))
        else:
            found.append(Text("rests on a presumption, so it decides nothing by itself"))
    for remark in found:
        page.item("!", view.speaker.say(remark), "yellow", INDENT)


def law(page: Page, view: View, rule: Rule) -> None:
    """Show where a rule stands and its operative words, in the law's own language."""
    for cite in rule.cites:
        where = view.law.cite(cite, rule)
        if not cite.text_seen:
            where = view.speaker.say(Text("{where} (text not seen)", where=where))
        _labelled(page, view, LAW if cite is rule.cites[0] else None, where)
        if cite.terms:
            quoted = " … ".join(quotation(term) for term in cite.terms)
            page.write(quoted, "italic", _hang(view) + INDENT, 0)


def quotation(words_of_law: str) -> str:
    """Return words in quotation marks; marks within become those of the second rank."""
    return "“" + clean(words_of_law).translate(_INNER) + "”"


_INNER = str.maketrans("“”", "‘’")


def _hang(view: View) -> int:
    return 2 + max(cells(view.speaker.say(label)) for label in (LAW, ASKS, FOUND, FACTS, OUT))


def _labelled(page: Page, view: View, label: Text | None, text: str, style: str = "") -> None:
    if not text:
        return
    hang = _hang(view)
    name = view.speaker.say(label) if label is not None else ""
    page.write([Span(padded(name, hang), "cyan"), Span(text, style)], indent=INDENT, hang=hang)


def facts(page: Page, view: View, finding: Finding) -> None:
    """Show each fact that a finding rests on, and the lines of the file under which they stand."""
    shown: list[Pointed] = []
    for number, leaf in enumerate(deciding_leaves(finding), 1):
        shown.extend(_fact(page, view, leaf, str(number), FACTS if number == 1 else None))
    merged: dict[tuple[int, int], Pointed] = {}
    for one in shown:
        key = (one.line, one.column)
        known = merged.get(key)
        label = f"{known.label}, {one.label}" if known else one.label
        merged[key] = replace(one, label=label)
    if merged:
        excerpts.show(page, merged.values(), INDENT, STYLE.get(finding.result, "green"))


def _fact(page: Page, view: View, leaf: Leaf, mark: str, lead: Text | None) -> Iterator[Pointed]:
    say, hang = view.speaker.say, _hang(view)
    first = Span(padded(say(lead) if lead else "", hang), "cyan")
    name = fact_of(leaf)
    label = view.label(leaf)
    if name is None:
        text = _question(view, leaf)
        page.write([first, Span(f"{mark} ", "dim"), Span(text)], indent=INDENT, hang=hang + 2)
        return
    parts = [
        first,
        Span(f"{mark} ", "dim"),
        Span(say(Text("{fact}: ", fact=label))),
        Span(view.found(leaf), "bold"),
    ]
    condition = leaf.trace.condition
    if isinstance(condition, Compare):
        parts.append(Span(say(Text("; asked: {asked}", asked=view.asked(leaf)))))
        source = view.law.number_source(leaf.trace.limit)
        if source:
            parts.append(Span(say(Text(" ({source})", source=source)), "dim"))
        near = margin(leaf.trace)
        if near is not None and near.near:
            away = numbers.percent(near.of_line)
            parts.append(Span(say(Text("; within {away} of the line", away=away)), "yellow"))
    page.write(parts, indent=INDENT, hang=hang + 2)
    found = view.ground(name, leaf.row, leaf.bases)
    basis = view.basis(found)
    if leaf.row is not None and leaf.row.label:
        basis = say(Text("organiser {label}; {basis}", label=leaf.row.label, basis=basis))
    if basis:
        page.write(basis, "dim", INDENT + hang + 2)
    for line in _alleged(view, name):
        page.write(line, "yellow", INDENT + hang + 2)
    yield from view.pointed(found.evidence, mark)


def _question(view: View, leaf: Leaf) -> str:
    condition = leaf.trace.condition
    label = view.label(leaf)
    if not isinstance(condition, Open):
        return label
    if leaf.trace.answer is not None:
        answer = leaf.trace.answer
        return view.speaker.say(
            Text(
                "{question}: {answer}, says {by} ({source})",
                question=label,
                answer=answer.yes,
                by=answer.by,
                source=answer.source,
            )
        )
    if condition.presumed:
        return view.speaker.say(Text("{question}: presumed", question=label))
    return view.speaker.say(Text("{question}: the law leaves it open", question=label))


def _alleged(view: View, name: str) -> Iterator[str]:
    """Yield what allegations say of a fact, which decides nothing."""
    for fact in view.day.facts.of(name):
        if fact.basis is Basis.SIMULATED:
            continue
        for evidence in fact.alleged:
            where = ""
            if evidence.path is not None:
                where = str(view.document.locate(evidence.path).line)
            yield view.speaker.say(
                Text("alleged at line {line}, which decides nothing", line=where)
            )


def _way_out(page: Page, view: View, finding: Finding) -> None:
    say = view.speaker.say
    ways = ways_out(finding.when) if finding.when is not None else ()
    remedies = [
        words.REMEDY[id]
        for id in finding.rule.remedies
        if id in words.REMEDY and not (ways and _there_already(view, id))
    ]
    parts = []
    if remedies:
        parts.append(view.speaker.listed(say(remedy) for remedy in remedies))
    if ways and finding.rule.effect != "penalty":
        told = [
            view.speaker.say(_AND).join(_turned(view, leaf) for leaf in way) for way in ways[:3]
        ]
        joined = say(_OR).join(dict.fromkeys(told))
        kept = finding.rule.effect == "duty"
        parts.append(
            say(
                Text("kept if {ways}", ways=joined)
                if kept
                else Text("not met if {ways}", ways=joined)
            )
        )
    _labelled(page, view, OUT, say(Text("; ")).join(parts))


_AND, _OR = Text(" and "), Text(", or if ")

_GIVES = {
    "add-buy-back": "guard.buy_back_rate",
    "allow-cancelling": "guard.cancel_days",
    "allow-customer-returns": "guard.customer_return_days",
}
"""Remedies that ask for a safeguard, and the fact that shows that there is one, if too small."""


def _there_already(view: View, remedy: str) -> bool:
    name = _GIVES.get(remedy)
    return name is not None and view.day.environment.value(name).lo > 0


def _turned(view: View, leaf: Leaf) -> str:
    """Return what a leaf would have to be instead."""
    turned = view.wanted(leaf, holds=leaf.negated)
    return view.speaker.say(Text("{fact}: {value}", fact=view.label(leaf), value=turned))
