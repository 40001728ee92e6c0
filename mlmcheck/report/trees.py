"""Conditions and reasonings as trees of lines, a line a leaf, with values where there are any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mlmcheck.facts import Basis, Evidence, Row
from mlmcheck.interval import ZERO, Truth
from mlmcheck.law.evaluate import Trace, Why
from mlmcheck.law.model import (
    All,
    Compare,
    Condition,
    FactLeaf,
    Flag,
    Has,
    Named,
    Not,
    Open,
    Some,
    That,
)
from mlmcheck.law.model import Any as AnyOf
from mlmcheck.report import words
from mlmcheck.report.language import Speaker
from mlmcheck.report.layout import Page, Span
from mlmcheck.report.reading import Leaf
from mlmcheck.report.view import Law, View
from mlmcheck.text import Text
from mlmcheck.vocabulary import VOCABULARY

_TRUTH = {Truth.YES: ("✓", "green"), Truth.NO: ("✗", "red"), Truth.UNKNOWN: ("?", "yellow")}
_ALL, _ANY = Text("all of these"), Text("any of these")
_NOT, _SOME = Text("not this"), Text("one organiser, for whom all of this holds")


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of a tree, and what hangs below it."""

    spans: tuple[Span, ...]
    below: tuple[Branch, ...] = ()
    notes: tuple[str, ...] = ()
    """Lines of their own under it, in small."""


def show(page: Page, branches: Iterable[Branch], indent: int) -> None:
    """Write branches under one another with lines that show what belongs to what."""
    _show(page, list(branches), " " * indent, top=True)


def _show(page: Page, branches: list[Branch], lead: str, *, top: bool = False) -> None:
    for number, branch in enumerate(branches):
        last = number == len(branches) - 1
        joint = "" if top else ("└─ " if last else "├─ ")
        below = lead if top else lead + ("   " if last else "│  ")
        hang = below + ("│  " if branch.below else "   ")
        _paragraph(page, lead + joint, hang, branch.spans)
        for note in branch.notes:
            _paragraph(page, hang, hang, (Span(note, "dim"),))
        _show(page, list(branch.below), below)


def _paragraph(page: Page, first: str, rest: str, spans: tuple[Span, ...]) -> None:
    inner = Page(max(page.width - max(len(first), len(rest)), 12))
    inner.write(spans)
    for number, line in enumerate(inner.lines):
        page.raw(Span(rest if number else first, "dim"), *line)


def condition(of: Condition, law: Law, speaker: Speaker) -> Branch:
    """Return the tree of a condition, as the rule asks it."""
    match of:
        case All(parts):
            return _group(_ALL, parts, law, speaker)
        case AnyOf(parts):
            return _group(_ANY, parts, law, speaker)
        case Not(part):
            return _group(_NOT, (part,), law, speaker)
        case Some(where):
            return _group(_SOME, (where,), law, speaker)
        case That(leaf, bases):
            inner = condition(leaf, law, speaker)
            return Branch(inner.spans, (), (_bases(bases, speaker),))
        case Named(term):
            rule = law.pack.rule(term)
            title = law.title(rule) if rule else term
            article = (law.article(rule),) if rule else ()
            below = (condition(rule.when, law, speaker),) if rule else ()
            return Branch((Span(title, "bold"), Span(f"  {term}", "dim")), below, article)
        case Open(id, text, presumed):
            kind = Text("presumed") if presumed else Text("the law leaves it open")
            return Branch(
                (
                    Span(speaker.words(text)),
                    Span(f"  {id}  ", "dim"),
                    Span(speaker.say(kind), "yellow"),
                )
            )
        case Flag(fact):
            return Branch((_label(fact, speaker), Span(f"  {fact}", "dim")))
        case Has(fact, word):
            asked = speaker.say(Text("“{word}” among them", word=word))
            return Branch((_asking(fact, asked, speaker), Span(f"  {fact}", "dim")))
        case Compare(fact, op, parameter):
            number = law.pack.parameters.get(parameter or "")
            last = number.values[-1] if number else None
            limit = (
                law.line(number, last.value)
                if number and last
                else speaker.fact_value(fact, ZERO, law.pack.currency)
            )
            asked = law.asks(op, limit, zero=parameter is None)
            named = f"  {fact} {op} law.{parameter}" if parameter else f"  {fact} {op} 0"
            return Branch((_asking(fact, asked, speaker), Span(named, "dim")))


def _group(title: Text, parts: tuple[Condition, ...], law: Law, speaker: Speaker) -> Branch:
    below = tuple(condition(part, law, speaker) for part in parts)
    return Branch((Span(speaker.say(title)),), below)


def _label(fact: str, speaker: Speaker) -> Span:
    return Span(speaker.say(VOCABULARY[fact].label))


def _asking(fact: str, asked: str, speaker: Speaker) -> Span:
    return Span(speaker.say(Text("{fact}: {value}", fact=VOCABULARY[fact].label, value=asked)))


def _bases(bases: Iterable[Basis], speaker: Speaker) -> str:
    named = [words.BASIS[basis] for basis in sorted(bases)]
    return speaker.say(Text("only if {bases}", bases=named))


def reasoning(node: Trace, view: View, row: Row | None = None) -> Branch:
    """Return the tree of a reasoning: each leaf with its value, its line and where it stands."""
    say = view.speaker.say
    mark, style = _TRUTH[node.truth]
    lead = Span(f"{mark} ", f"bold {style}")
    row = node.row or row
    below = tuple(reasoning(child, view, row) for child in node.children)
    match node.condition:
        case All():
            return Branch((lead, Span(say(_ALL)), *_of_row(node, view)), below)
        case AnyOf():
            return Branch((lead, Span(say(_ANY)), *_of_row(node, view)), below)
        case Not():
            return Branch((lead, Span(say(_NOT))), below)
        case Some():
            notes: tuple[str, ...] = ()
            if node.truth is Truth.UNKNOWN and not view.day.environment.rows_complete:
                notes = (say(Text("the table of organisers is not complete")),)
            return Branch((lead, Span(say(_SOME))), below, notes)
        case That(_, bases):
            return _leaf(node.children[0], view, row, lead, bases)
        case Named(term):
            rule = view.law.pack.rule(term)
            title = view.law.title(rule) if rule else term
            article = (view.law.article(rule),) if rule else ()
            return Branch((lead, Span(title, "bold"), Span(f"  {term}", "dim")), below, article)
        case Open():
            return Branch((lead, *_open(node, view)))
    return _leaf(node, view, row, lead)


def _of_row(node: Trace, view: View) -> Iterator[Span]:
    if node.row is not None:
        yield Span(view.speaker.say(Text(", organiser {label}", label=node.row.label)), "dim")


def _open(node: Trace, view: View) -> Iterator[Span]:
    condition = node.condition
    assert isinstance(condition, Open)
    yield Span(view.speaker.words(condition.text))
    if node.answer is not None:
        said = Text("answered by {by} ({source})", by=node.answer.by, source=node.answer.source)
    elif condition.presumed:
        said = Text("presumed")
    else:
        said = Text("the law leaves it open")
    yield Span("  " + view.speaker.say(said), "yellow")


def _leaf(
    node: Trace, view: View, row: Row | None, lead: Span, bases: frozenset[Basis] | None = None
) -> Branch:
    say = view.speaker.say
    of = node.condition
    assert isinstance(of, FactLeaf)
    value = node.value
    told = view.found(Leaf(node, row, bases=bases)) if value is not None else ""
    spans = [
        lead,
        Span(say(Text("{fact}: ", fact=view.label(Leaf(node, bases=bases))))),
        Span(told, "bold"),
    ]
    if isinstance(of, Compare | Has):
        spans.append(Span(say(Text("; asked: {asked}", asked=view.asked(Leaf(node))))))
    notes = []
    if isinstance(of, Compare):
        source = view.law.number_source(node.limit)
        if source and node.limit and node.limit.value:
            notes.append(
                say(
                    Text(
                        "law.{name}: {kind}; {source}",
                        name=of.parameter or "",
                        kind=source,
                        source=node.limit.value.source,
                    )
                )
            )
    if node.why is Why.OPEN:
        notes.append(say(Text("the law is open at this value")))
    ground = view.ground(of.fact, row, bases)
    basis = view.basis(ground)
    where = place_line(view, ground.evidence)
    known = say(Text("; ")).join(part for part in (basis, where) if part)
    if known:
        notes.append(known)
    return Branch(tuple(spans), (), tuple(notes))


def place_line(view: View, evidence: Iterable[Evidence]) -> str:
    """Return the lines of the file that a value rests on, in a few words."""
    lines = sorted(
        {view.document.locate(one.path).line for one in evidence if one.path is not None}
    )
    if not lines:
        return ""
    shown = [str(line) for line in lines[:6]]
    if len(lines) > 6:
        shown.append("…")
    return view.speaker.say(Text("line {lines}", lines=shown))
