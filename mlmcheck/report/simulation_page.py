"""The page of a simulation: what is assumed, what came of it in sentences, then tables."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import IO

from mlmcheck.report import simulation_tables
from mlmcheck.report.language import Speaker, clean
from mlmcheck.report.layout import Page, page_width, put
from mlmcheck.report.simulation_words import (
    Figures,
    assumed,
    dues_told,
    months,
    placed,
    taken,
)
from mlmcheck.scheme.read import Document
from mlmcheck.simulate.growth import to_go_on
from mlmcheck.simulate.outcome import Outcome
from mlmcheck.simulate.study import Study
from mlmcheck.text import Text

_A_YEAR = 12
_WHICH_RUN = Text(
    "All figures and tables are of one run, the one in the middle by how many lost. What differs "
    "from run to run has the least and the most of all runs in brackets."
)


def render(
    document: Document, study: Study, speaker: Speaker, file: IO[str], width: int | None = None
) -> None:
    """Print the page; `width` is in columns, None takes that of the terminal."""
    page = Page(page_width(file, width))
    show(page, document, study, speaker, simulation_tables.blocks_for(file))
    put(page, file)


def show(
    page: Page,
    document: Document,
    study: Study,
    speaker: Speaker,
    blocks: str = simulation_tables.BLOCKS,
) -> None:
    """Write the page; `blocks` are the signs that charts are drawn with, from low to high."""
    say = speaker.say
    title = Text(
        "Simulated, not observed: what becomes of those who join, if they behave as assumed"
    )
    page.write(say(title), "bold")
    page.write(clean(document.scheme.name.in_language(speaker.language)), "bold", 2)
    page.write(clean(document.file), "dim", 2, 2)
    _left_out(page, document, study, speaker)
    _assumed(page, study, speaker)
    _from_plan(page, document, study, speaker)
    page.heading(say(Text("What came of it")))
    if len(study.all) > 1:
        page.write(say(_WHICH_RUN), "dim", 2)
    for sentence in sentences(study, Figures(study, speaker)):
        page.item("•", say(sentence), "", 2)
    tables = simulation_tables.Tables(study, speaker, blocks)
    tables.charts(page)
    tables.levels(page)
    tables.joined(page)
    tables.facts(page)
    page.blank()
    page.write(
        say(
            Text(
                "The numbers are those of the assumptions above. They say nothing of how people "
                "will behave, and no verdict rests on them."
            )
        ),
        "dim",
    )


def _left_out(page: Page, document: Document, study: Study, speaker: Speaker) -> None:
    for remark in study.left_out:
        text = Text("not in it: {what}", what=placed(document, remark))
        page.item("!", speaker.say(text), "yellow", 2)


# What is assumed, and what the plan says.


def _assumed(page: Page, study: Study, speaker: Speaker) -> None:
    page.heading(speaker.say(Text("Assumed")))
    for text in assumed(study, Figures(study, speaker)):
        page.item("•", speaker.say(text), "", 2)


def _from_plan(page: Page, document: Document, study: Study, speaker: Speaker) -> None:
    page.heading(speaker.say(Text("Taken from the plan")))
    figures = Figures(study, speaker)
    for text in dues_told(study, figures):
        page.item("•", speaker.say(text), "", 2)
    if len(study.settings) > 1:
        text = Text(
            "its ranges are read both ways: as where it pays most and asks least, and as where it "
            "pays least and asks most; the tables are of the first"
        )
        page.item("•", speaker.say(text), "", 2)
    for remark in taken(study):
        page.item("•", speaker.say(placed(document, remark)), "", 2)


# What came of it.


def sentences(study: Study, figures: Figures) -> Iterator[Text]:
    """Yield what came of it, the most important first."""
    given = study.given
    if given.people == 1:
        yield from _of_one(study, figures)
    else:
        yield from _of_people(study, figures)
    yield from _of_money(figures)
    yield from _of_time(study, figures)


def _of_one(study: Study, figures: Figures) -> Iterator[Text]:
    yield Text(
        "The one who joins ends with {amount}.", amount=figures.in_money(lambda o: o.all.median)
    )
    if len(study.all) > 1:
        yield Text(
            "He has lost money at the end in {lost} of {runs} runs, and gained in {gained}.",
            lost=sum(outcome.lost for outcome in study.all),
            gained=sum(outcome.gained for outcome in study.all),
            runs=len(study.all),
        )
    yield _of_top(figures)


def _of_people(study: Study, figures: Figures) -> Iterator[Text]:
    yield Text(
        "Of {people} people who join in {time} {lost} have lost money at the end: {share}.",
        people=study.given.people,
        time=months(study.given.months),
        lost=figures.people(lambda o: o.lost),
        share=figures.parts(lambda o: o.lost_share),
    )
    yield Text(
        "{gained} ended with a gain, and {even} with what they had before.",
        gained=figures.people(lambda o: o.gained),
        even=figures.people(lambda o: o.people - o.lost - o.gained),
    )
    yield Text(
        "Half of them end with {median} or less, nine in ten with {p90} or less, ninety-nine in a "
        "hundred with {p99} or less, the best of all with {most}.",
        median=figures.in_money(lambda o: o.all.median),
        p90=figures.in_money(lambda o: o.all.p90),
        p99=figures.in_money(lambda o: o.p99),
        most=figures.in_money(lambda o: o.all.most),
    )
    yield from _of_gains(figures)


def _of_gains(figures: Figures) -> Iterator[Text]:
    if any(o.paid_out for o in figures.study.all):
        yield Text(
            "{never} never got anything from the plan.",
            never=figures.people(lambda o: o.never_paid),
        )
    with_goods = figures.parts(
        lambda o: None if o.lost_with_goods is None else Fraction(o.lost_with_goods, o.people)
    )
    if with_goods is None:
        yield Text("What the goods they kept are worth is not known, and is not counted.")
    elif with_goods != figures.parts(lambda o: o.lost_share):
        yield Text(
            "If the goods they kept count for what the like costs elsewhere, {share} have lost.",
            share=with_goods,
        )
    top = figures.parts(lambda o: o.top_hundredth)
    if top is not None:
        yield Text(
            "The one in a hundred who gain most have {share} of all that is gained.", share=top
        )
    yield _of_top(figures)


def _of_top(figures: Figures) -> Text:
    return Text("The one at the top ends with {amount}.", amount=figures.in_money(lambda o: o.top))


def _of_money(figures: Figures) -> Iterator[Text]:
    newcomers = figures.parts(lambda o: o.from_newcomers)
    if newcomers is None:
        yield Text("The plan pays nobody anything.")
    else:
        yield Text(
            "Of what is paid out {share} is the money of people who join in that month.",
            share=newcomers,
        )
    out = figures.parts(lambda o: Fraction(o.paid_out, o.income) if o.income else None)
    if out is not None:
        yield Text("Of all that comes in {share} is paid out.", share=out)
    customers = figures.parts(
        lambda o: Fraction(sum(m.by_customers for m in o.months), o.income) if o.income else None
    )
    if customers is not None:
        yield Text("Of all that comes in {share} is customers' money.", share=customers)
    stuck = figures.parts(lambda o: Fraction(o.stock_left, _bought(o)) if _bought(o) else None)
    if stuck is not None and any(o.stock_left for o in figures.study.all):
        yield Text(
            "Of the goods bought to be resold {share} are left with those who bought them, for "
            "which they paid {amount}.",
            share=stuck,
            amount=figures.in_money(lambda o: o.stock_left),
        )


def _of_time(study: Study, figures: Figures) -> Iterator[Text]:
    given = study.given
    yield Text(
        "Nine in ten of all who ever join are in by month {month}.",
        month=figures.people(lambda o: o.full + 1),
    )
    if given.model == "saturating" and given.population in (None, given.people):
        yield Text("After that hardly anybody is left to join.")
    elif given.model != "saturating":
        more = to_go_on(given, _A_YEAR)
        if more == 1:
            yield Text("To go on growing like that for another year one more would have to join.")
        else:
            yield Text(
                "To go on growing like that for another year {people} more people would have to "
                "join.",
                people=figures.number(more),
            )
    if given.after and any(any(o.after) for o in study.all):
        yield Text(
            "When nobody joins any more, more is paid out than comes in in {count} of {time}.",
            count=figures.people(lambda o: sum(o.after)),
            time=months(given.after),
        )
    if all(o.short_from is not None for o in study.all):
        yield Text(
            "From month {month} on more has been paid out than ever came in; at the worst "
            "{amount} are missing. Nobody can pay that, so that fewer gain, and less, than is "
            "shown.",
            month=figures.people(lambda o: (o.short_from or 0) + 1),
            amount=figures.in_money(lambda o: o.short),
        )
    elif any(o.short_from is not None for o in study.all):
        yield Text("In some of the runs more is paid out than ever came in, which nobody can pay.")


def _bought(outcome: Outcome) -> int:
    return sum(month.stock_bought for month in outcome.months)
