"""One plan under several laws: a row a law, where it is lawful, and which clause differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from mlmcheck.interval import Interval, Truth
from mlmcheck.judge import Judgement, LawResult
from mlmcheck.law.evaluate import nodes
from mlmcheck.law.findings import Finding, Result
from mlmcheck.law.model import Compare, Pack
from mlmcheck.report import compact, words
from mlmcheck.report.language import Speaker
from mlmcheck.report.layout import Page, Span
from mlmcheck.report.reading import Leaf, deciding_leaves, fact_of
from mlmcheck.report.view import Law, View
from mlmcheck.text import Text
from mlmcheck.verdict import Reason, Verdict, strength
from mlmcheck.vocabulary import VOCABULARY


def show(page: Page, judgement: Judgement, speaker: Speaker) -> None:
    """Write where the plan is lawful, a row for each law asked, and what makes the difference."""
    page.heading(speaker.say(Text("Laws asked")))
    for sort in _SORTS:
        places = [place(law, speaker) for law in judgement.laws if _sort(law) is sort]
        if places:
            text = _where(sort, speaker.listed(places), len(places))
            page.write(speaker.say(text), compact.STYLE[_VERDICT[sort]], 0, 2)
    page.blank()
    ordered = sorted(judgement.laws, key=lambda law: (-law.verdict, -law.points, law.law))
    page.table([_row(judgement, law, speaker) for law in ordered])
    _difference(page, judgement, speaker)


_Sort = Literal["lawful", "unlawful", "open", "pyramid"]
_SORTS: tuple[_Sort, ...] = ("lawful", "open", "unlawful", "pyramid")
_VERDICT: Mapping[_Sort, Verdict] = {
    "lawful": Verdict.LEGAL,
    "open": Verdict.REVIEW,
    "unlawful": Verdict.REVIEW,
    "pyramid": Verdict.PYRAMID,
}


def _sort(law: LawResult) -> _Sort:
    """Return what a law says in the one way that matters to somebody who plans a launch."""
    if law.reason is Reason.UNLAWFUL:
        return "unlawful"
    if law.verdict is Verdict.REVIEW:
        return "open"
    return "lawful" if law.verdict is Verdict.LEGAL else "pyramid"


def _where(sort: _Sort, places: str, count: int) -> Text:
    match sort:
        case "lawful":
            return Text("Lawful in {count}: {places}", places=places, count=count)
        case "open":
            return Text("Not decided in {count}: {places}", places=places, count=count)
        case "unlawful":
            return Text(
                "Unlawful, though not as a pyramid, in {count}: {places}",
                places=places,
                count=count,
            )
        case _:
            return Text("Pyramid-like in {count}: {places}", places=places, count=count)


def place(law: LawResult, speaker: Speaker) -> str:
    """Return the name of the place whose law it is, with the code that asks for it."""
    if law.pack is None:
        return law.law
    return speaker.say(Text("{place} ({code})", place=speaker.words(law.pack.title), code=law.law))


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
    told = Text(
        "{article}: {because}",
        article=keeps.view.law.article(keeps.finding.rule),
        because=speaker.listed(keeps.told(leaf) for leaf in keeps.leaves),
    )
    if law.to_check:
        told = Text(
            "{clause}; to check before launch: {duties}",
            clause=told,
            duties=[keeps.view.speaker.words(one.rule.title) for one in law.to_check],
        )
    return speaker.say(told)


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
                "{fact}: {value} (met only if {asked})",
                fact=self.view.label(leaf),
                value=self.view.found(leaf),
                asked=_asked_of(self.view, leaf),
            )
        )


def _keeps_lawful(judgement: Judgement, law: LawResult, speaker: Speaker) -> _Keeps | None:
    """Return what keeps a plan lawful under a law; None where it is not, or nothing is asked."""
    if law.verdict is not Verdict.LEGAL or law.pack is None or law.worst is None or law.left_out:
        return None
    view = _view(judgement, law, speaker)
    failed = [
        finding
        for finding in law.worst.findings
        if finding.rule.forbids
        and finding.rule.about == "pyramid"
        and finding.result in (Result.NOT_MET, Result.NOT_APPLICABLE)
        and not finding.set_aside
    ]
    if not failed or view is None:
        return None
    # The law's own rules before those of a law that it includes.
    pack = law.pack
    nearest = min(failed, key=lambda one: (not _own(one, pack), -_nearness(one), strength(one)))
    leaves = tuple(leaf for leaf in deciding_leaves(nearest) if fact_of(leaf) is not None)
    return _Keeps(view, nearest, leaves[:2]) if leaves else None


def _nearness(finding: Finding) -> float:
    """Return how many of the comparisons that a rule makes hold, of all."""
    if finding.when is None:
        return 0.0
    leaves = [node for node in nodes(finding.when) if not node.children]
    return sum(leaf.truth is Truth.YES for leaf in leaves) / max(len(leaves), 1)


def _own(finding: Finding, pack: Pack) -> bool:
    return finding.rule.file is not None and pack.id in finding.rule.file.parts


def _asked_of(view: View, leaf: Leaf) -> str:
    """Return what the clause asks of the fact; of an open line, where it is sure and where open."""
    holds = leaf.trace.truth is Truth.NO
    condition, limit = leaf.trace.condition, leaf.trace.limit
    line = limit.interval if limit is not None and limit.value is not None else None
    if not isinstance(condition, Compare) or line is None or line.lo == line.hi:
        return view.wanted(leaf, holds=holds)
    up = (condition.op in (">", ">=")) is holds
    parameter = view.law.pack.parameters[condition.parameter or ""]
    ends = [
        view.law.line(parameter, Interval(end, end))
        for end in ((line.hi, line.lo) if up else (line.lo, line.hi))
    ]
    text = Text("under {sure}, open up to {open}", sure=ends[0], open=ends[1])
    if up:
        text = Text("more than {sure}, open from {open}", sure=ends[0], open=ends[1])
    return view.speaker.say(text)


def _difference(page: Page, judgement: Judgement, speaker: Speaker) -> None:
    """Say which facts keep the plan lawful somewhere, and which make it pyramid-like elsewhere."""
    lawful = [
        (law, keeps)
        for law in judgement.laws
        if (keeps := _keeps_lawful(judgement, law, speaker)) is not None
    ]
    kept = [(law, keeps.view, leaf) for law, keeps in lawful for leaf in keeps.leaves]
    met = [
        (law, view, leaf)
        for law in judgement.laws
        if law.verdict is Verdict.PYRAMID and (view := _view(judgement, law, speaker)) is not None
        for leaf in deciding_leaves(view.day.decision.deciding[0])
        if fact_of(leaf) is not None
    ]
    if not kept or not met:
        return
    page.heading(speaker.say(Text("What makes the difference")))
    for name, rows in _by_fact(kept).items():
        _, view, leaf = rows[0]
        text = Text("{fact}: {value}", fact=view.label(leaf), value=view.found(leaf))
        page.item("•", speaker.say(text), "bold")
        places = [_place_asking(law, own, one, speaker) for law, own, one in rows]
        page.write(speaker.say(Text("keeps it lawful in {places}", places=places)), "green", 2, 2)
        without = [place(law, speaker) for law in _pyramids(judgement) if name not in _asked(law)]
        if without:
            text = Text("not asked by the clause that is met in {places}", places=without)
            page.write(speaker.say(text), "red", 2, 2)
    alike = frozenset.intersection(*(_asked_by(keeps) for _, keeps in lawful))
    for name, rows in _by_fact(met).items():
        if name in alike or name in _by_fact(kept):
            continue
        _, view, leaf = rows[0]
        text = Text("{fact}: {value}", fact=view.label(leaf), value=view.found(leaf))
        page.item("•", speaker.say(text), "bold")
        places = [place(law, speaker) for law, _, _ in rows]
        text = Text("counts against it in {places}", places=list(dict.fromkeys(places)))
        page.write(speaker.say(text), "red", 2, 2)
    page.write(
        speaker.say(Text("For the reasoning of another law: --law and its code.")), "dim", 0, 2
    )


_Row = tuple[LawResult, View, Leaf]


def _by_fact(rows: Iterable[_Row]) -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = {}
    for row in rows:
        name = fact_of(row[2])
        if name is not None:
            found.setdefault(name, []).append(row)
    return found


def _place_asking(law: LawResult, view: View, leaf: Leaf, speaker: Speaker) -> str:
    return speaker.say(
        Text(
            "{place} (met only if {asked})", place=place(law, speaker), asked=_asked_of(view, leaf)
        )
    )


def _asked_by(keeps: _Keeps) -> frozenset[str]:
    return keeps.view.law.pack.asks[keeps.finding.rule.id]


def _pyramids(judgement: Judgement) -> list[LawResult]:
    return [law for law in judgement.laws if law.verdict is Verdict.PYRAMID]


def _view(judgement: Judgement, law: LawResult, speaker: Speaker) -> View | None:
    if law.pack is None or law.worst is None:
        return None
    return View(judgement.document, Law(law.pack, speaker), law, law.worst, speaker)


def _asked(law: LawResult) -> frozenset[str]:
    """Return every fact that the clauses which are met can depend on."""
    if law.worst is None or law.pack is None:
        return frozenset()
    return frozenset(_facts(law.pack, law.worst.decision.deciding))


def _facts(pack: Pack, findings: tuple[Finding, ...]) -> Iterator[str]:
    for finding in findings:
        yield from (name for name in pack.asks[finding.rule.id] if name in VOCABULARY)
