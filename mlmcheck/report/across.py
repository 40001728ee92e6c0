"""One plan under several laws: a row a law, where it is lawful, and which clause differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mlmcheck.interval import Truth
from mlmcheck.judge import Judgement, LawResult
from mlmcheck.law.evaluate import nodes
from mlmcheck.law.findings import Finding, Result
from mlmcheck.law.model import Pack
from mlmcheck.report import compact, words
from mlmcheck.report.language import Speaker
from mlmcheck.report.layout import Page, Span
from mlmcheck.report.reading import Leaf, deciding_leaves, fact_of
from mlmcheck.report.view import Law, View
from mlmcheck.text import Text
from mlmcheck.verdict import Verdict, strength
from mlmcheck.vocabulary import VOCABULARY


def show(page: Page, judgement: Judgement, speaker: Speaker) -> None:
    """Write where the plan is lawful, a row for each law asked, and what makes the difference."""
    page.heading(speaker.say(Text("Laws asked")))
    for verdict in (Verdict.LEGAL, Verdict.REVIEW, Verdict.PYRAMID):
        places = [place(law, speaker) for law in judgement.laws if law.verdict is verdict]
        if places:
            page.write(speaker.say(_where(verdict, places)), compact.STYLE[verdict], 0, 2)
    page.blank()
    ordered = sorted(judgement.laws, key=lambda law: (-law.verdict, -law.points, law.law))
    page.table([_row(judgement, law, speaker) for law in ordered])
    _difference(page, judgement, speaker)


def _where(verdict: Verdict, places: list[str]) -> Text:
    if verdict is Verdict.LEGAL:
        return Text("Lawful in {count}: {places}", places=places, count=len(places))
    if verdict is Verdict.REVIEW:
        return Text("Not decided in {count}: {places}", places=places, count=len(places))
    return Text("Pyramid-like in {count}: {places}", places=places, count=len(places))


def place(law: LawResult, speaker: Speaker) -> str:
    """Return the name of the place whose law it is."""
    return speaker.words(law.pack.title) if law.pack else law.law


def _row(judgement: Judgement, law: LawResult, speaker: Speaker) -> list[Span]:
    return [
        Span(
            f"{words.MARK[law.verdict]} {speaker.say(words.VERDICT[law.verdict])}",
            compact.STYLE[law.verdict],
        ),
        Span(f"{law.points:>3}"),
        Span(place(law, speaker), "bold"),
        Span(_clause(judgement, law, speaker)),
    ]


def _clause(judgement: Judgement, law: LawResult, speaker: Speaker) -> str:
    """Return the clause that decides a law; where it is legal, the one that came nearest."""
    keeps = _keeps_lawful(judgement, law, speaker)
    if keeps is None:
        return compact.clause(law, speaker)
    return speaker.say(
        Text(
            "{article}: {because}",
            article=keeps.view.law.article(keeps.finding.rule),
            because=speaker.listed(keeps.told(leaf) for leaf in keeps.leaves),
        )
    )


@dataclass(frozen=True, slots=True)
class _Keeps:
    """What keeps a plan lawful: the rule on pyramids that came nearest, and where it failed."""

    view: View
    finding: Finding
    leaves: tuple[Leaf, ...]

    def told(self, leaf: Leaf) -> str:
        """Return what was found and what was asked."""
        return self.view.speaker.say(
            Text(
                "{fact} is {value}, asked: {asked}",
                fact=self.view.label(leaf),
                value=self.view.found(leaf),
                asked=self.view.wanted(leaf, holds=leaf.trace.truth is Truth.NO),
            )
        )


def _keeps_lawful(judgement: Judgement, law: LawResult, speaker: Speaker) -> _Keeps | None:
    """Return what keeps a plan lawful under a law; None where it is not, or nothing is asked."""
    if law.verdict is not Verdict.LEGAL or law.pack is None or law.worst is None or law.left_out:
        return None
    view = View(judgement.document, Law(law.pack, speaker), law, law.worst, speaker)
    failed = [
        finding
        for finding in law.worst.findings
        if finding.rule.forbids
        and finding.rule.about == "pyramid"
        and finding.result in (Result.NOT_MET, Result.NOT_APPLICABLE)
        and not finding.set_aside
    ]
    if not failed:
        return None
    nearest = min(failed, key=lambda one: (-_nearness(one), strength(one)))
    leaves = tuple(leaf for leaf in deciding_leaves(nearest) if fact_of(leaf) is not None)
    return _Keeps(view, nearest, leaves[:2]) if leaves else None


def _nearness(finding: Finding) -> float:
    """Return how many of the comparisons that a rule makes hold, of all."""
    if finding.when is None:
        return 0.0
    leaves = [node for node in nodes(finding.when) if not node.children]
    return sum(leaf.truth is Truth.YES for leaf in leaves) / max(len(leaves), 1)


def _difference(page: Page, judgement: Judgement, speaker: Speaker) -> None:
    """Say of each fact that keeps the plan lawful somewhere where it does, and where none asks."""
    kept = [
        (law, keeps)
        for law in judgement.laws
        if (keeps := _keeps_lawful(judgement, law, speaker)) is not None
    ]
    met = [law for law in judgement.laws if law.verdict is Verdict.PYRAMID]
    if not kept or not met:
        return
    page.heading(speaker.say(Text("What makes the difference")))
    facts = dict.fromkeys(
        name for _, keeps in kept for leaf in keeps.leaves if (name := fact_of(leaf)) is not None
    )
    for name in facts:
        lawful = [
            (law, keeps, leaf)
            for law, keeps in kept
            for leaf in keeps.leaves
            if fact_of(leaf) == name
        ]
        _, first, leaf = lawful[0]
        label, value = first.view.label(leaf), first.view.found(leaf)
        page.item("•", speaker.say(Text("{fact}: {value}", fact=label, value=value)), "bold")
        told = [
            speaker.say(
                Text(
                    "{place} (asked: {asked})",
                    place=place(law, speaker),
                    asked=keeps.view.wanted(one, holds=one.trace.truth is Truth.NO),
                )
            )
            for law, keeps, one in lawful
        ]
        page.write(speaker.say(Text("keeps it lawful in {places}", places=told)), "green", 2, 2)
        without = [place(law, speaker) for law in met if name not in _asked(law)]
        if without:
            text = Text("not asked by the clause that is met in {places}", places=without)
            page.write(speaker.say(text), "red", 2, 2)


def _asked(law: LawResult) -> frozenset[str]:
    """Return every fact that the clauses which are met can depend on."""
    if law.worst is None or law.pack is None:
        return frozenset()
    return frozenset(_facts(law.pack, law.worst.decision.deciding))


def _facts(pack: Pack, findings: tuple[Finding, ...]) -> Iterator[str]:
    for finding in findings:
        yield from (name for name in pack.asks[finding.rule.id] if name in VOCABULARY)
