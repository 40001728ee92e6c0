"""The page of a repair: verdict before, each way with its edits, verdict after and its patch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from pathlib import Path
from typing import IO

from mlmcheck.judge import LawResult
from mlmcheck.repair import Alternative, Repair
from mlmcheck.repair.diff import header, unified
from mlmcheck.repair.edits import Edit
from mlmcheck.repair.reasons import Rests, Standing, alleged
from mlmcheck.report import compact, words
from mlmcheck.report.language import Speaker, clean
from mlmcheck.report.layout import Page, Span, cells, padded, page_width, put
from mlmcheck.report.numbers import percent
from mlmcheck.report.view import Law
from mlmcheck.scheme.fields import Name
from mlmcheck.text import Text
from mlmcheck.verdict import Reason, Verdict
from mlmcheck.vocabulary import VOCABULARY

_RESTS = {
    Rests.COUNTED: Text(
        "it rests on what was counted or found, which no change of the plan undoes"
    ),
    Rests.CONDUCT: Text("it rests on what people did, which no change of the plan undoes"),
    Rests.FIGURES: Text("only figures of what was paid and sold answer it, and no plan does"),
    Rests.OPEN: Text("the law leaves it open, whatever the plan is"),
    Rests.MISSING: Text("the file does not say what it needs, and no edit of the catalogue does"),
    Rests.PLAN: Text("no edits within these bounds are enough"),
}
"""Why no edit moves a rule."""


def render(
    repair: Repair, pick: int | None, speaker: Speaker, file: IO[str], width: int | None = None
) -> None:
    """Print a repair, or one of its alternatives, counted from 1."""
    page = Page(page_width(file, width))
    show(page, repair, pick, speaker)
    put(page, file)


def show(page: Page, repair: Repair, pick: int | None, speaker: Speaker) -> None:
    """Write a repair: the verdict as it is, then each way, or why there is none."""
    say, before = speaker.say, repair.before
    page.write(clean(before.scheme.name.in_language(speaker.language)), "bold")
    page.write(clean(before.document.file), "dim", 0, 2)
    _verdicts(page, before.laws, speaker)
    page.blank()
    if repair.lawful:
        page.write(say(Text("nothing to repair: the plan is lawful as it is")), "green")
        return
    if not repair.alternatives:
        _none(page, repair, speaker)
        return
    ways = list(enumerate(repair.alternatives, 1))
    for number, way in ways if pick is None else [ways[pick - 1]]:
        _way(page, repair, number, way, speaker)
    _closing(page, repair, pick, speaker)


def told(text: Text, speaker: Speaker) -> str:
    """Return what an edit says, with the names of the file's lines in the reader's language."""
    said = copy(text)
    said.args = {
        key: f"“{value.in_language(speaker.language)}”" if isinstance(value, Name) else value
        for key, value in text.args.items()
    }
    return speaker.say(said)


def count_of(edits: Iterable[Edit], speaker: Speaker) -> str:
    """Return how many edits there are, in words."""
    return speaker.say(_edits(sum(edit.cost for edit in edits)))


def _edits(count: int) -> Text:
    return Text("1 edit") if count == 1 else Text("{count} edits", count=count)


def _verdicts(page: Page, laws: Sequence[LawResult], speaker: Speaker) -> None:
    column = max(cells(_place(law, speaker)) for law in laws)
    for law in laws:
        lead = Span(padded(_place(law, speaker), column) + "  ", "bold")
        page.write([lead, *_verdict(law, speaker)], hang=2)


def _place(law: LawResult, speaker: Speaker) -> str:
    return clean(law.law) if law.pack is None else Law(law.pack, speaker).place()


def _verdict(law: LawResult, speaker: Speaker) -> list[Span]:
    style = compact.STYLE[law.verdict]
    spans = [Span(f"{words.MARK[law.verdict]} {speaker.say(words.VERDICT[law.verdict])}", style)]
    if law.reason is not None:
        reason = speaker.say(Text(": {reason}", reason=words.REASON[law.reason]))
        spans.append(Span(reason, style))
    elif law.verdict is Verdict.LEGAL and law.left_out:
        apart = compact.apart_from(law, speaker)
        spans.append(Span(speaker.say(Text(", {apart}", apart=apart)), "yellow"))
    return spans


def _way(page: Page, repair: Repair, number: int, way: Alternative, speaker: Speaker) -> None:
    say, document = speaker.say, repair.before.document
    title = Text(
        "{number}. {edits}, {share} of the pay kept",
        number=number,
        edits=count_of(way.edits, speaker),
        share=percent(way.kept),
    )
    page.heading(say(title))
    for edit in way.edits:
        line = Text(" (line {line})", line=document.locate(edit.path).line)
        there = _there(repair, edit)
        page.item("•", [Span(told(edit.text, speaker)), Span(say(line) if there else "", "dim")])
    page.blank()
    before = {law.law: law for law in repair.before.laws}
    column = max(cells(_place(law, speaker)) for law in way.after.laws)
    for law in way.after.laws:
        was = before[law.law].verdict
        lead = padded(_place(law, speaker), column) + "  "
        page.write(
            [
                Span(lead, "bold"),
                Span(say(words.VERDICT[was]), compact.STYLE[was]),
                Span(" → ", "dim"),
                *_verdict(law, speaker),
            ],
            hang=2,
        )
    page.blank()
    patch(page, repair, way)


def _there(repair: Repair, edit: Edit) -> bool:
    """Return whether the file has the place that an edit is about."""
    from mlmcheck.repair.tree import value_at

    return value_at(repair.before.document.marks.root, edit.path) is not None


def patch(page: Page, repair: Repair, way: Alternative) -> None:
    """Write the change of the file, line for line as it is: such lines are not wrapped."""
    for line in patch_of(repair, way):
        shown = line.rstrip("\r")
        if shown.startswith(("+++", "---")):
            style = "bold"
        else:
            style = {"+": "green", "-": "red", "@": "cyan"}.get(shown[:1], "dim")
        page.raw(Span(clean(shown), style))


def patch_of(repair: Repair, way: Alternative) -> tuple[str, ...]:
    """Return the lines of the patch that turns the file into the changed one.

    It is one to be applied in the folder that we are in.
    """
    document = repair.before.document
    mark = "\ufeff" if way.source.startswith("\ufeff") else ""
    name = header(clean(document.file), Path.cwd())
    return unified(mark + document.marks.source, way.source, name)


def _closing(page: Page, repair: Repair, pick: int | None, speaker: Speaker) -> None:
    say = speaker.say
    page.blank()
    if repair.before.scheme.observed is not None or repair.before.summary is not None:
        page.item(
            "!",
            say(
                Text(
                    "the figures in the file were counted under the plan as it was, and are taken "
                    "as they stand; what was done under it stays done"
                )
            ),
            "yellow",
        )
    page.write(
        say(
            Text(
                "Each edit is a promise: make it only if it is kept. --write changes the file as "
                "in {number}.",
                number=pick or 1,
            )
        ),
        "dim",
    )


def _none(page: Page, repair: Repair, speaker: Speaker) -> None:
    say = speaker.say
    page.write(say(nothing_found(repair)), "bold")
    if any(law.pack is None for law in repair.before.laws):
        for law in repair.before.laws:
            if law.pack is None:
                page.item("•", say(law.notes[0]))
        return
    nearest = repair.nearest
    if repair.before.scheme.rewards is None:
        page.item("•", say(UNSTATED))
    if alleged(repair.before.scheme):
        page.item("•", say(ALLEGED))
    if nearest is None:
        return
    for result in nearest.results:
        if result.reason is Reason.CONTRADICTED:
            page.item("•", f"{_place(result, speaker)}: {say(CONTRADICTED)}")
        elif result.reason is Reason.NOT_COVERED:
            page.item("•", f"{_place(result, speaker)}: {say(words.REASON[result.reason])}")
    for one in nearest.standing:
        _standing(page, one, speaker)
    if nearest.edits:
        page.blank()
        page.write(say(Text("What came nearest, and leaves only this:")), "dim")
        for edit in nearest.edits:
            page.item("•", told(edit.text, speaker), "dim", 2)


UNSTATED = Text(
    "the file does not say who is paid for what: write its rewards, or rewards: none, and ask again"
)
ALLEGED = Text(
    "a payment or reward that is only alleged or claimed is left as it is: say what the plan does "
    "in the file's own words, and ask again"
)
CONTRADICTED = Text(
    "the changed plan would be legal, but what was counted or paid contradicts it: no change of "
    "the plan undoes that"
)


def nothing_found(repair: Repair) -> Text:
    """Return that there is no repair, and how far was looked."""
    if any(law.pack is None for law in repair.before.laws):
        return Text("no change of the plan was looked for: one of the laws asked for has no pack")
    if repair.whole:
        return Text("no change of at most {edits} makes it lawful", edits=_edits(repair.most_edits))
    return Text(
        "no change was found that makes it lawful; changed plans that were judged: {tried}, which "
        "are not all of at most {edits}",
        edits=_edits(repair.most_edits),
        tried=repair.tried,
    )


def _standing(page: Page, one: Standing, speaker: Speaker) -> None:
    assert one.law.pack is not None
    law = Law(one.law.pack, speaker)
    provision = compact.provision(law, one.finding)
    page.item("•", provision)
    page.write(why(one, speaker), "dim", 4, 2)


def why(one: Standing, speaker: Speaker) -> str:
    """Return why no edit moves a rule, and the facts it rests on."""
    reason = speaker.say(_RESTS[one.rests])
    if not one.facts:
        return reason
    facts = [VOCABULARY[name].label for name in one.facts]
    return speaker.say(Text("{reason}: {facts}", reason=reason, facts=facts))
