"""Explanations: one rule of the law, the whole reasoning on a file, the list of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import IO

from mlmcheck.judge import DayResult, Judgement, LawResult
from mlmcheck.law.findings import Finding, Result
from mlmcheck.law.model import Compare, Instrument, Named, Pack, Parameter, Rule, That, leaves
from mlmcheck.report import (
    counts,
    finding_page,
    problems_page,
    scheme_page,
    settle_page,
    trees,
    words,
)
from mlmcheck.report.language import Speaker, clean
from mlmcheck.report.layout import Page, Span, page_width, put
from mlmcheck.report.view import Law, View, result_word
from mlmcheck.scheme.errors import Problem
from mlmcheck.text import Text


def rule(pack: Pack, one: Rule, speaker: Speaker, file: IO[str], width: int | None = None) -> None:
    """Print what a rule says, where it stands, what it asks, and how sure we are of it."""
    page = Page(page_width(file, width))
    law = Law(pack, speaker)
    say = speaker.say
    page.write([Span(law.title(one), "bold"), Span(f"  {one.id}", "dim")])
    kind = [law.effect(one), law.place(), *_in_force(one, speaker)]
    page.write(" · ".join(kind), "dim", 2, 2)
    _instrument(page, pack.instruments[one.instrument], law)
    page.heading(say(Text("The law's words")))
    for cite in one.cites:
        where = law.cite(cite, one)
        if not cite.text_seen:
            where = say(Text("{where} (text not seen)", where=where))
        page.write(where, "bold", 2, 2)
        for term in cite.terms:
            page.write(finding_page.quotation(term), "italic", 4, 1)
        if cite.url:
            page.write(clean(cite.url), "dim", 4, 2)
        if cite.source:
            page.write(say(Text("read in: {source}", source=cite.source)), "dim", 4, 2)
    _test(page, one, law)
    _numbers(page, one, law)
    _remarks(page, one, law)
    put(page, file)


def _in_force(one: Rule | Instrument, speaker: Speaker) -> list[str]:
    span = one.in_force
    if span.last is not None:
        return [speaker.say(Text("in force {first} to {last}", first=span.first, last=span.last))]
    if span.first == date.min:  # what has no day of its own is asked on every day
        return []
    return [speaker.say(Text("in force since {first}", first=span.first))]


def _instrument(page: Page, instrument: Instrument, law: Law) -> None:
    say = law.speaker.say
    page.blank()
    page.write(law.title(instrument), "", 2, 2)
    about = _in_force(instrument, law.speaker)
    if instrument.citation:
        about.insert(0, clean(instrument.citation))
    about.append(say(Text("reviewed {day}", day=instrument.reviewed)))
    page.write(" · ".join(about), "dim", 4, 2)
    if instrument.url:
        page.write(clean(instrument.url), "dim", 4, 2)


def _test(page: Page, one: Rule, law: Law) -> None:
    say = law.speaker.say
    page.heading(say(Text("What it asks")))
    if one.test_in_words:
        page.write(law.speaker.words(one.test_in_words), "", 2)
        page.blank()
    scope = law.pack.instruments[one.instrument].applies
    if scope is not None and one.effect != "term":
        page.write(say(Text("The instrument applies only if:")), "cyan", 2)
        trees.show(page, [trees.condition(scope, law, law.speaker)], 4)
    if one.applies is not None:
        page.write(say(Text("It applies only if:")), "cyan", 2)
        trees.show(page, [trees.condition(one.applies, law, law.speaker)], 4)
    broken = one.effect == "duty"
    page.write(say(Text("It is broken if:") if broken else Text("It is met if:")), "cyan", 2)
    trees.show(page, [trees.condition(one.when, law, law.speaker)], 4)
    for id in one.unless:
        term = law.pack.terms[id]
        lead = Text("Unless the operator shows:") if term.burden else Text("Unless:")
        page.write(say(lead), "cyan", 2)
        below = trees.condition(term.when, law, law.speaker)
        title = (Span(law.title(term), "bold"), Span(f"  {id}", "dim"))
        trees.show(page, [trees.Branch(title, (below,), (law.article(term),))], 4)


def _numbers(page: Page, one: Rule, law: Law) -> None:
    numbers = parameters_of(one, law.pack)
    if not numbers:
        return
    say, speaker = law.speaker.say, law.speaker
    page.heading(say(Text("Its numbers")))
    for number in numbers:
        title = speaker.words(number.title) or number.name
        kind = speaker.say(words.NUMBER_KIND[number.kind])
        about = say(Text("law.{name}; {kind}", name=number.name, kind=kind))
        page.write([Span(title, "bold"), Span(f"  {about}", "dim")], "", 2, 2)
        for value in number.values:
            told = speaker.unit(value.value, number.unit, number.currency or law.pack.currency)
            text = Text("from {day}: {value}", day=value.first, value=told)
            source = clean(value.source)
            if number.kind_of(value) != number.kind:
                source = say(Text("; ")).join(
                    (say(words.NUMBER_KIND[number.kind_of(value)]), source)
                )
            page.item("•", [Span(say(text)), Span("  " + source, "dim")], "", 4)
        if number.note:
            page.write(speaker.words(number.note), "dim", 4)


def parameters_of(one: Rule, pack: Pack) -> list[Parameter]:
    """Return the numbers that a rule compares with, through its terms, or names in its text."""
    names: dict[str, None] = {}
    _gather(one, pack, names, set())
    for text in one.says.values():
        for name in pack.parameters:
            if "{law." + name + "}" in text:
                names[name] = None
    return [pack.parameters[name] for name in names]


def _gather(one: Rule, pack: Pack, names: dict[str, None], seen: set[str]) -> None:
    if one.id in seen:
        return
    seen.add(one.id)
    for condition in (one.applies, one.when):
        for leaf in leaves(condition) if condition is not None else ():
            inner = leaf.leaf if isinstance(leaf, That) else leaf
            if isinstance(inner, Compare) and inner.parameter is not None:
                names[inner.parameter] = None
            elif isinstance(inner, Named):
                named = pack.rule(inner.term)
                if named is not None:
                    _gather(named, pack, names, seen)
    for id in one.unless:
        _gather(pack.terms[id], pack, names, seen)


def _remarks(page: Page, one: Rule, law: Law) -> None:
    say, speaker = law.speaker.say, law.speaker
    page.heading(say(Text("How sure we are")))
    confidence = words.CONFIDENCE[one.confidence]
    page.write(say(Text("confidence: {confidence}", confidence=confidence)), "", 2)
    if one.open_terms:
        page.write(say(Text("noted, and not deciding:")), "", 2)
        for term in one.open_terms:
            page.item("•", speaker.words(term), "", 4)
    if one.note:
        page.write(speaker.words(one.note), "", 2)
    if one.remedies:
        remedies = [words.REMEDY.get(id, id) for id in one.remedies]
        page.write(say(Text("way out: {remedies}", remedies=remedies)), "", 2, 2)
    examples = count_examples(one)
    page.write(say(Text("examples beside it: {count}", count=examples)), "dim", 2)


def count_examples(one: Rule) -> int:
    """Return how many examples stand beside a rule; none where there is no file of them."""
    if one.file is None:
        return 0
    beside = one.file.with_name(one.file.stem + ".test.yaml")
    if not beside.is_file():
        return 0
    from mlmcheck.law.example_files import read_examples

    return len(read_examples(beside).examples)


def files(
    judgements: Sequence[Judgement],
    problems: Sequence[Problem],
    speaker: Speaker,
    file: IO[str],
    width: int | None = None,
) -> None:
    """Print the whole reasoning: every rule in force with its trace, values and places."""
    page = Page(page_width(file, width))
    problems_page.show(page, problems, speaker)
    for judgement in judgements:
        scheme_page.head(page, judgement, judgement.deciding, speaker)
        for law in judgement.laws:
            _law(page, judgement, law, speaker)
    counts.show(page, judgements, problems, speaker)
    put(page, file)


def _law(page: Page, judgement: Judgement, law: LawResult, speaker: Speaker) -> None:
    view = scheme_page.view_of(judgement, law, speaker)
    if view is None:
        page.blank()
        if law is not judgement.deciding:
            scheme_page.remarks(page, law, speaker)
        return
    scheme_page.law_line(page, view)
    if law is not judgement.deciding:
        scheme_page.remarks(page, law, speaker)
    scheme_page.applied(page, view)
    _score(page, view, law.worst)
    not_in_force = []
    examples = _Examples(view)
    for finding in view.day.findings:
        if finding.result is Result.NOT_IN_FORCE:
            not_in_force.append(finding.rule.id)
            continue
        _finding(page, view, finding)
        examples.show(page, finding)
    settle_page.show(page, view)
    if not_in_force:
        page.blank()
        text = Text("not in force on {day}: {rules}", day=view.day.day, rules=not_in_force)
        page.write(speaker.say(text), "dim", 0, 2)


class _Examples:
    """The smallest examples of one law's findings, each drawn where it is first met."""

    __slots__ = ("_drawn", "_found", "_view")

    def __init__(self, view: View) -> None:
        from mlmcheck.witness.search import witnesses

        self._view = view
        met = (
            each
            for each in view.day.findings
            if each.result is Result.MET or each.our_text or each.presumed
        )
        self._found = witnesses(met, view.day.plan)
        self._drawn: dict[tuple[object, ...], str] = {}

    def show(self, page: Page, finding: Finding) -> None:
        """Draw the example of a finding, or name the rule under which it is drawn already."""
        from mlmcheck.report import witness_page
        from mlmcheck.witness.search import Witness

        found = self._found.get(finding.rule.id)
        if found is None:
            return
        # How far an example was looked for stands for itself, under each rule.
        before = finding.rule.id
        if isinstance(found, Witness):
            before = self._drawn.setdefault(found.told, finding.rule.id)
        if before != finding.rule.id:
            text = Text("the smallest example that shows it is that of {rule}", rule=before)
            page.write(self._view.speaker.say(text), "cyan", 2, 2)
        else:
            witness_page.show(page, self._view, found, 2)


def _score(page: Page, view: View, day: DayResult | None) -> None:
    if day is None or not day.score.contributions:
        return
    say = view.speaker.say
    page.heading(say(Text("Where the points come from")))
    rows = [
        [Span(f"{one.points:>3}", "bold"), Span(_named(view, one.rule))]
        for one in day.score.contributions
    ]
    page.table(rows, 2)


def _named(view: View, id: str) -> str:
    found = view.law.pack.rule(id)
    if found is not None:
        return f"{view.law.title(found)}  {id}"
    reasons = {reason.value: text for reason, text in words.REASON.items()}
    return view.speaker.say(reasons[id]) if id in reasons else id


def _finding(page: Page, view: View, finding: Finding) -> None:
    style = finding_page.STYLE.get(finding.result, "green")
    page.blank()
    page.write([Span(view.law.title(finding.rule), "bold"), Span(f"  {finding.rule.id}", "dim")])
    result = [view.speaker.say(result_word(finding))]
    if finding.set_aside:
        result.append(view.speaker.say(Text("left out: not known whether its instrument applies")))
    page.write(
        [
            Span(" · ".join(result), style),
            Span(f" · {view.law.effect(finding.rule)} · "),
            Span(view.law.article(finding.rule)),
        ],
        "",
        2,
        2,
    )
    finding_page.remarks(page, view, finding)
    steps = []
    if finding.scope is not None:
        steps.append((Text("the instrument applies"), finding.scope))
    if finding.applies is not None and finding.applies is not finding.scope:
        steps.append((Text("the rule applies"), finding.applies))
    if finding.when is not None:
        steps.append((Text("what it asks"), finding.when))
    for text, trace in steps:
        page.write(view.speaker.say(text), "cyan", 2)
        trees.show(page, [trees.reasoning(trace, view)], 4)
    for term, trace in finding.unless:
        text = Text("exception: {title}", title=view.law.title(term))
        page.write(view.speaker.say(text), "cyan", 2)
        trees.show(page, [trees.reasoning(trace, view)], 4)


def rules(packs: Sequence[Pack], speaker: Speaker, file: IO[str], width: int | None = None) -> None:
    """Print the rules of each law: id, what follows from it, since when, title."""
    page = Page(page_width(file, width))
    total = 0
    for pack in packs:
        law = Law(pack, speaker)
        page.heading(f"{law.place()}  {pack.id}")
        ordered = sorted(
            (*pack.rules, *pack.terms.values()), key=lambda one: (one.instrument, one.id)
        )
        for id in dict.fromkeys(one.instrument for one in ordered):
            page.blank()
            page.write(law.title(pack.instruments[id]), "bold", 0, 2)
            rows = [
                [
                    Span(one.id, "cyan"),
                    Span(law.effect(one)),
                    Span(_since(one)),
                    Span(speaker.words(one.title)),
                ]
                for one in ordered
                if one.instrument == id
            ]
            total += len(rows)
            page.table(rows, 2)
    page.blank()
    text = Text("Rules and terms: {rules}. Laws: {laws}.", rules=total, laws=len(packs))
    page.write(speaker.say(text), "bold")
    put(page, file)


def _since(one: Rule) -> str:
    first, last = one.in_force.first, one.in_force.last
    if last is not None:
        return f"{first.isoformat()} – {last.isoformat()}"
    return "" if first == date.min else first.isoformat()
