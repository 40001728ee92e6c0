"""The page for one scheme file: the verdict first, then all that it rests on."""

from __future__ import annotations

from mlmcheck.judge import Judgement, LawResult
from mlmcheck.law.environment import IMPLIED_BY_ANY
from mlmcheck.law.findings import Finding, Result
from mlmcheck.law.model import Instrument
from mlmcheck.report import (
    compact,
    excerpts,
    file_page,
    finding_page,
    open_page,
    settle_page,
    words,
)
from mlmcheck.report.language import Speaker, clean
from mlmcheck.report.layout import Page, Span, padded
from mlmcheck.report.reading import (
    deciding_leaves,
    fact_of,
    missing,
    missing_for_scope,
    near_misses,
)
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
        from mlmcheck.report import across

        across.show(page, judgement, speaker)
    view = view_of(judgement, law, speaker)
    if view is not None:
        law_line(page, view)
        _deciding(page, view)
        _cleared(page, view)
        applied(page, view)
        settle_page.show(page, view)
        _undecided(page, view)
        _others(page, view)
        _near(page, view)
        _to_check(page, view)
    file_page.show(page, judgement, speaker)


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
    elif verdict is Verdict.LEGAL and law.left_out:
        apart = compact.apart_from(law, speaker)
        headline.append(Span(say(Text(", {apart}", apart=apart)), "yellow"))
    page.write(headline, hang=2)
    remarks(page, law, speaker)
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


def remarks(page: Page, law: LawResult, speaker: Speaker) -> None:
    """Write what is to be noted of a law's answer."""
    for note in law.notes:
        page.item("!", speaker.say(note), "yellow", 2)


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


def law_line(page: Page, view: View) -> None:
    """Write the law and the day, and the instruments that were left out."""
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
    for instrument, aside in _left_out(view):
        text = Text(
            "Left out, as it is not known whether it applies: {instrument} (rules: {count})",
            instrument=view.law.title(instrument),
            count=len(aside),
        )
        page.write(say(text), "yellow", 2, 2)
        for line in settle_page.missing(view, missing_for_scope(aside[0])):
            page.write(line, "dim", 4, 2)


def applied(page: Page, view: View) -> None:
    """Write the instruments that were applied, and what a rule only keeps in mind."""
    say, law = view.speaker.say, view.law
    if view.result.applied:
        page.blank()
        page.write(say(Text("Applied:")), indent=2)
    for instrument in view.result.applied:
        own, read = law.own(instrument), view.speaker.words(instrument.title)
        page.item("•", [Span(own), Span("" if own == read else f"  {read}", "dim")], "", 4)
    neighbours = {
        f.rule.instrument
        for f in view.day.findings
        if f.rule.effect == "neighbour" and f.result is not Result.NOT_IN_FORCE
    }
    titles = [law.title(i) for id, i in law.pack.instruments.items() if id in neighbours]
    if titles:
        page.write(say(Text("Not covered here: {instruments}", instruments=titles)), "dim", 2, 2)


def _left_out(view: View) -> list[tuple[Instrument, list[Finding]]]:
    """Return the instruments left out, each with the findings that its rules would make."""
    aside: dict[str, list[Finding]] = {}
    for finding in view.day.findings:
        if finding.set_aside:
            aside.setdefault(finding.rule.instrument, []).append(finding)
    return [(view.law.pack.instruments[id], found) for id, found in aside.items()]


def _deciding(page: Page, view: View) -> None:
    """Show the findings that decide it: those met in full, those undecided in `_undecided`."""
    if view.day.decision.ways:
        _whichever(page, view)
        return
    met = [f for f in view.day.decision.deciding if _told_in_full(f)]
    if not met:
        return
    page.heading(view.speaker.say(Text("What decides it")))
    for number, finding in enumerate(met, 1):
        finding_page.show(page, view, finding, number if len(met) > 1 else None)


def _whichever(page: Page, view: View) -> None:
    """Show what decides it where one of several things holds, and it is not known which."""
    say, decision = view.speaker.say, view.day.decision
    page.heading(say(Text("What decides it")))
    whole = next(name for name, parts in IMPLIED_BY_ANY if set(decision.ways) <= set(parts))
    text = Text(
        "Certain is: {fact}. It is one of these, and it is not known which: {ways}. Whichever it "
        "is, it makes the plan pyramid-like:",
        fact=VOCABULARY[whole].label,
        ways=[VOCABULARY[way].label for way in decision.ways],
    )
    page.write(say(text), indent=2)
    for finding in decision.deciding:
        page.item("•", view.law.title(finding.rule), "bold", 4)
        about = (view.law.article(finding.rule), view.law.effect(finding.rule), finding.rule.id)
        page.write(" · ".join(about), "dim", 6, 2)
    for pointed in view.pointed(view.ground(whole, None).evidence, ""):
        excerpts.show_line(page, pointed, 4, "")


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
            say(Text("{fact}: {value}", fact=view.label(leaf), value=view.found(leaf)))
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
    listed = {f.rule.id for f in view.result.to_check}
    blocking = sorted((f for f in found if _weighs(f) and f.rule.id not in listed), key=strength)
    for finding in blocking:
        page.item("?", view.law.title(finding.rule), "yellow", 2)
        about = (view.law.article(finding.rule), view.law.effect(finding.rule), finding.rule.id)
        page.write(" · ".join(about), "dim", 4, 2)
        for line in settle_page.missing(view, missing(finding)):
            page.write(line, indent=4, hang=2)
        opened = open_page.left_open(view, finding.open)
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
        for f in sorted((f for f in found if not _weighs(f)), key=strength)
    ]
    if others:
        lead = Text("Open too, without weight for the verdict:")
        if blocking:
            page.blank()
        page.write(say(lead), "dim", 2)
        for one in others:
            page.item("•", one, "dim", 4)


def _weighs(finding: Finding) -> bool:
    """Return whether a rule moves the verdict once it is known to be met."""
    return blocks_legal(finding) or finding.rule.effect == "duty"


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
    if finding.rule.effect == "indicator":
        _resting_on(page, view, finding)


def _resting_on(page: Page, view: View, finding: Finding) -> None:
    """Show the first line of the file, else the first rows, that a finding rests on."""
    for leaf in deciding_leaves(finding):
        name = fact_of(leaf)
        evidence = view.ground(name, leaf.row, leaf.bases).evidence if name is not None else ()
        pointed = sorted(view.pointed(evidence, ""), key=lambda one: one.closing)
        if pointed:
            excerpts.show_line(page, pointed[0], 4, "")
            return
        for one in evidence:
            if one.rows is not None:
                page.write(view.rows(one), "dim", 4, 2)
                return


def _near(page: Page, view: View) -> None:
    near = near_misses(view.day)
    if not near:
        return
    page.heading(view.speaker.say(Text("Near the line")))
    for finding, leaf in near:
        text = Text(
            "{title}: {fact} is {value}; the rule asks {asked}",
            title=view.law.title(finding.rule),
            fact=view.label(leaf),
            value=view.found(leaf),
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
