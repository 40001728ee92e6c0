"""What a scheme file holds that no rule speaks of: faults in its data, its sources, notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mlmcheck.interval import Interval
from mlmcheck.judge import Judgement
from mlmcheck.report import words
from mlmcheck.report.language import Speaker, clean
from mlmcheck.report.layout import Page, Span
from mlmcheck.text import Text
from mlmcheck.vocabulary import VOCABULARY


def show(page: Page, judgement: Judgement, speaker: Speaker) -> None:
    """Show what is wrong with the data, what contradicts itself, the sources and the notes."""
    _data(page, judgement, speaker)
    _sources(page, judgement, speaker)
    _notes(page, judgement, speaker)


def _data(page: Page, judgement: Judgement, speaker: Speaker) -> None:
    if judgement.faults:
        page.heading(speaker.say(Text("Faults in the data")))
        for fault in judgement.faults:
            page.item(
                "!",
                speaker.say(Text("{table}: {fault}", table=fault.table, fault=fault.text)),
                "",
                2,
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
            page.item("!", _contradiction(one.facts, one.values, judgement, speaker), "yellow", 2)


def _contradiction(
    facts: Sequence[str], values: Iterable[object], judgement: Judgement, speaker: Speaker
) -> str:
    """Return what two sayings are that cannot both be."""
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


def _notes(page: Page, judgement: Judgement, speaker: Speaker) -> None:
    if not judgement.notes:
        return
    page.heading(speaker.say(Text("Notes")))
    for note in judgement.notes:
        page.item("•", speaker.say(note), "", 2)
