"""The page for one scheme file: the verdict first, then all that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mlmcheck.judge import Judgement, LawResult
from mlmcheck.law.findings import Finding, Result
from mlmcheck.law.model import Instrument
from mlmcheck.report import compact, finding_page, settle_page, words
from mlmcheck.report.language import Speaker, clean, in_language
from mlmcheck.report.layout import Page, Span, padded
from mlmcheck.report.reading import deciding_leaves, fact_of, near_misses
from mlmcheck.report.view import Law, View, result_word
from mlmcheck.score import BANDS
from mlmcheck.text import Text
from mlmcheck.verdict import Verdict, blocks_legal, strength
from mlmcheck.vocabulary import VOCABULARY


def show(page: Page, judgement: Judgement, speaker: Speaker) -> None:
    """Show the page of one scheme file."""
    law = judgement.deciding
    head(page, judgement, law, speaker)
    if len(judgement.laws) > 1:
        _laws(page, judgement, speaker)
    view = view_of(judgement, law, speaker)
    if view is not None:
        applied(page, view)
        _deciding(page, view)
        _cleared(page, view)
        settle_page.show(page, view)
        _undecided(page, view)
        _others(page, view)
        _near(page, view)
        _to_check(page, view)
    _data(page, judgement, speaker)
    _sources(page, judgement, speaker)
    _notes(page, judgement, law, speaker)


def view_of(judgement: Judgement, law: LawResult, speaker: Speaker) -> View | None:
    """Return the view of a law's deciding day; None where there is no pack."""
    if law.pack is None or law.worst is None:
        return None
    return View(judgement.document, Law(law.pack, speaker), law, law.worst, speaker)


def head(page: Page, judgement: Judgement, law: LawResult, speaker: Speaker) -> None:
    """Write the verdict, the score and which file it is."""
    say, verdict = speaker.say, law.verdict
    style = compact.STYLE[verdict]
    headline = [
        Span(f"{words.MARK[verdict]} {say(words.VERDICT[verdict])}", f"bold {style}"),
    ]
    if law.reason is not None:
        headline.append(Span(say(Text(": {reason}", reason=words.REASON[law.reason])), style))
    page.write(headline, hang=2)
    score = Text("score {points} of 100", points=law.points)
    if law.could_become > law.points:
        score = Text(
            "score {points} of 100, up to {most} once what is unknown is known",
            points=law.points,
            most=law.could_become,
        )
    page.write(
        [
            Span(say(score), "bold"),
            Span(say(Text(" (an order, not a probability)")), "dim"),
        ],
        indent=2,
    )
    for line in _scale(law, page.width - 4, speaker):
        page.raw(Span("  "), *line)
    page.blank()
    page.write(clean(judgement.scheme.name.in_language(speaker.language)), "bold", 2)
    page.write(clean(judgement.document.file), "dim", 2, 2)


_SHORTEST, _LONGEST = 40, 60


def _scale(law: LawResult, room: int, speaker: Speaker) -> list[list[Span]]:
    """Return where the score stands in the bands of the verdicts, and where it could go."""
    if room < _SHORTEST:
        return []
    last = min(room, _LONGEST) - 1
    style = compact.STYLE[law.verdict]
    points, most = (round(value * last / 100) for value in (law.points, law.could_become))
    starts = {round(start * last / 100): verdict for verdict, (start, _) in BANDS.items()}
    marks, labels = [], ""
    for place in range(last + 1):
        if place in starts:
            labels = padded(labels, place) + speaker.say(words.VERDICT[starts[place]])
        if place == points:
            marks.append(Span("●", f"bold {style}"))
        elif points < place <= most:
            marks.append(Span("▸" if place == most else "╌", style))
        else:
            marks.append(Span("┼" if place in starts else "─", "dim"))
    return [marks, [Span(labels, "dim")]]


def _laws(page: Page, judgement: Judgement, speaker: Speaker) -> None:
    """Write a row for each law asked: its verdict, and the clause that decides it."""
    page.heading(speaker.say(Text("Laws asked")))
    ordered = sorted(judgement.laws, key=lambda law: (-law.verdict, -law.points, law.law))
    rows = []
    for law in ordered:
        place = speaker.words(law.pack.title) if law.pack else law.law
        rows.append(
            [
                Span(
                    f"{words.MARK[law.verdict]} {speaker.say(words.VERDICT[law.verdict])}",
                    compact.STYLE[law.verdict],
                ),
                Span(f"{law.points:>3}"),
                Span(place, "bold"),
                Span(compact.clause(law, speaker)),
            ]
        )
    page.table(rows)


def applied(page: Page, view: View) -> None:
    """Write the law and the day, the instruments that were applied and those left out."""
    say = view.speaker.say
    page.blank()
    page.write(
        say(Text("Law: {place}, on {day}", place=view.law.place(), day=view.day.day)),
        indent=2,
        hang=2,
    )
    if len(view.result.days) > 1:
        days = [
            say(Text("{day} {verdict}", day=one.day, verdict=words.VERDICT[one.decision.verdict]))
            for one in view.result.days
        ]
        page.write(say(Text("the worst of the days asked: {days}", days=days)), "dim", 4, 2)
    page.write(say(Text("Applied:")), indent=2)
    for instrument in view.result.applied:
        own = in_language(instrument.title, view.law.pack.language)
        read = view.speaker.words(instrument.title)
        page.item("•", [Span(own), Span("" if own == read else f"  {read}", "dim")], "", 4)
    for instrument, count in _left_out(view):
        text = Text(
            "Left out, as it is not known whether it applies: {instrument} (rules: {count})",
            instrument=view.law.title(instrument),
            count=count,
        )
        page.write(say(text), "yellow", 2, 2)


def _left_out(view: View) -> list[tuple[Instrument, int]]:
    counts: dict[str, int] = {}
    for finding in view.day.findings:
        if finding.set_aside:
            counts[finding.rule.instrument] = counts.get(finding.rule.instrument, 0) + 1
    return [(view.law.pack.instruments[id], count) for id, count in counts.items()]


def _deciding(page: Page, view: View) -> None:
    """Show the findings that decide it: those met in full, those undecided in `_undecided`."""
    met = [f for f in view.day.decision.deciding if _told_in_full(f)]
    if not met:
        return
    page.heading(view.speaker.say(Text("What decides it")))
    for number, finding in enumerate(met, 1):
        finding_page.show(page, view, finding, number if len(met) > 1 else None)


def _cleared(page: Page, view: View) -> None:
    """Show, where it is legal, what was held against it and why none of that stands."""
    if view.result.verdict is not Verdict.LEGAL:
        return
    say = view.speaker.say
    page.heading(say(Text("Held against it, and not standing")))
    for finding in sorted(view.day.findings, key=strength):
        if finding.set_aside or not blocks_legal(finding) or finding.result not in _CLEARED:
            continue
        page.item("✓", view.law.title(finding.rule), "green", 2)
        page.write(f"{view.law.article(finding.rule)} · {finding.rule.id}", "dim", 4, 2)
        known = [(leaf, fact_of(leaf)) for leaf in deciding_leaves(finding)]
        because = [
            say(Text("{fact}: {value}", fact=view.label(leaf), value=view.told(name, leaf.row)))
            for leaf, name in known
            if name is not None
        ]
        if because:
            page.write(say(Text("because {facts}", facts=because)), "", 4, 2)


_CLEARED = (Result.NOT_MET, Result.NOT_APPLICABLE)


def _told_in_full(finding: Finding) -> bool:
    return finding.result is Result.MET or finding.presumed or finding.our_text


def _undecided(page: Page, view: View) -> None:
    """List the rules that could not be decided, with what is missing for each."""
    found = [
        f
        for f in view.day.findings
        if f.result is Result.UNKNOWN and not f.set_aside and not _told_in_full(f)
    ]
    if not found:
        return
    say = view.speaker.say
    page.heading(say(Text("Not decided")))
    blocking = sorted((f for f in found if blocks_legal(f)), key=strength)
    for finding in blocking:
        page.item("?", view.law.title(finding.rule), "yellow", 2)
        about = (view.law.article(finding.rule), view.law.effect(finding.rule), finding.rule.id)
        page.write(" · ".join(about), "dim", 4, 2)
        missing = settle_page.missing(view, finding)
        if missing:
            page.write(say(Text("missing: {facts}", facts=missing)), indent=4, hang=2)
        opened = settle_page.left_open(view, finding.open)
        if opened:
            page.write(say(Text("the law leaves open: {questions}", questions=opened)), "", 4, 2)
    others = [
        say(
            Text(
                "{title} ({effect}, {id})",
                title=view.speaker.words(f.rule.title),
                effect=view.law.effect(f.rule),
                id=f.rule.id,
            )
        )
        for f in sorted((f for f in found if not blocks_legal(f)), key=strength)
    ]
    if others:
        lead = Text("Open too, without weight for the verdict:")
        if blocking:
            page.blank()
        page.write(say(lead), "dim", 2)
        for one in others:
            page.item("•", one, "dim", 4)


def _others(page: Page, view: View) -> None:
    """Show what is met beside the deciding findings: other rules, indicators, consequences."""
    deciding = {f.rule.id for f in view.day.decision.deciding}
    met = [
        f
        for f in view.day.findings
        if f.result is Result.MET and not f.set_aside and f.rule.id not in deciding
    ]
    kinds = (
        (Text("Met as well"), [f for f in met if f.rule.effect in _HARD]),
        (
            Text("Indicators against it"),
            [f for f in met if f.rule.effect == "indicator" and not f.rule.points_for],
        ),
        (
            Text("Indicators in its favour"),
            [f for f in met if f.rule.effect == "indicator" and f.rule.points_for],
        ),
        (Text("Consequences"), [f for f in met if f.rule.effect == "penalty"]),
    )
    for title, findings in kinds:
        if findings:
            page.heading(view.speaker.say(title))
            for finding in findings:
                _brief(page, view, finding)


_HARD = ("crime", "prohibition", "duty", "neighbour")


def _brief(page: Page, view: View, finding: Finding) -> None:
    mark = "+" if finding.rule.points_for else "•"
    page.item(mark, view.law.title(finding.rule), "bold", 2)
    about = [view.law.article(finding.rule), finding.rule.id]
    if finding.rule.effect in _HARD:
        about.insert(1, view.speaker.say(result_word(finding)))
    page.write(" · ".join(about), "dim", 4, 2)
    page.write(view.says(finding), indent=4)


def _near(page: Page, view: View) -> None:
    near = near_misses(view.day)
    if not near:
        return
    page.heading(view.speaker.say(Text("Near the line")))
    for finding, leaf in near:
        name = fact_of(leaf)
        assert name is not None
        text = Text(
            "{title}: {fact} is {value}; the rule asks {asked}",
            title=view.law.title(finding.rule),
            fact=VOCABULARY[name].label,
            value=view.told(name, leaf.row),
            asked=view.asked(leaf),
        )
        page.item("~", view.speaker.say(text), "", 2)


def _to_check(page: Page, view: View) -> None:
    if not view.result.to_check:
        return
    page.heading(view.speaker.say(Text("To check before launch")))
    for finding in view.result.to_check:
        page.item("☐", view.law.title(finding.rule), "", 2)
        page.write(f"{view.law.article(finding.rule)} · {finding.rule.id}", "dim", 4, 2)


def _data(page: Page, judgement: Judgement, speaker: Speaker) -> None:
    if judgement.faults:
        page.heading(speaker.say(Text("Faults in the data")))
        for fault in judgement.faults:
            page.item(
                "!", [Span(f"{clean(fault.table)}: ", "dim"), Span(speaker.say(fault.text))], "", 2
            )
            if fault.rows:
                shown = clean(speaker.listed(fault.rows[:8]))
                if len(fault.rows) > 8:
                    more = Text("{rows} and {count} more", rows=shown, count=len(fault.rows) - 8)
                    shown = speaker.say(more)
                page.write(shown, "dim", 4)
    if judgement.contradictions:
        page.heading(speaker.say(Text("Said in two ways that cannot both be")))
        for one in judgement.contradictions:
            page.item("!", contradiction(one.facts, one.values, judgement, speaker), "yellow", 2)


def contradiction(
    facts: Sequence[str], values: Iterable[object], judgement: Judgement, speaker: Speaker
) -> str:
    """Return what two sayings are that cannot both be."""
    from mlmcheck.interval import Interval

    labels = [speaker.say(VOCABULARY[name].label) for name in facts]
    told = [
        speaker.fact_value(facts[0], value, judgement.scheme.currency)
        for value in values
        if isinstance(value, Interval)
    ]
    return speaker.say(Text("{facts}: {values}", facts=labels, values=told))


def _sources(page: Page, judgement: Judgement, speaker: Speaker) -> None:
    """List the sources that facts rest on, by the ids under which the facts name them."""
    sources = judgement.scheme.sources
    if not sources:
        return
    page.heading(speaker.say(Text("Sources")))
    for id, source in sources.items():
        about = [part for part in (source.title, source.by) if part]
        if source.date is not None:
            about.append(str(source.date))
        weight = words.WEIGHT.get(source.weight) if source.weight else None
        lead = [Span(clean(id), "bold")]
        if weight is not None:
            lead.append(Span(f"  {speaker.say(weight)}", "dim"))
        page.item("•", lead, "", 2)
        if about:
            page.write(clean(speaker.listed(about)), "", 4, 2)
        if source.url:
            page.write(clean(source.url), "dim", 4, 2)


def _notes(page: Page, judgement: Judgement, law: LawResult, speaker: Speaker) -> None:
    notes = [*law.notes, *judgement.notes]
    if not notes:
        return
    page.heading(speaker.say(Text("Notes")))
    for note in notes:
        page.item("•", speaker.say(note), "", 2)
