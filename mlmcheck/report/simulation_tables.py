"""The tables and charts of a simulation: months as rows of blocks, people by level and month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import IO

from mlmcheck.report.language import Speaker
from mlmcheck.report.layout import Page, Span, cells, padded
from mlmcheck.simulate.outcome import Group, MonthSum
from mlmcheck.simulate.study import Study, facts_of
from mlmcheck.text import Text
from mlmcheck.vocabulary import VOCABULARY

BLOCKS = "▁▂▃▄▅▆▇█"
"""The signs of a chart, from the lowest to the highest; the last one makes bars."""
_PLAIN = "_.:-=+*#"

_WIDE = 80
_BAR = 10
_LOST = 2
"""The column of a table after which bars stand."""
_MOST_COLUMNS, _FEWEST_COLUMNS = 60, 10
_MOST_SAID = 20
"""Columns of what stands beside a chart."""


def blocks_for(file: IO[str]) -> str:
    """Return the signs that a file's encoding can hold."""
    encoding = getattr(file, "encoding", None) or "utf-8"
    try:
        BLOCKS.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return _PLAIN
    return BLOCKS


def chart(values: Sequence[Fraction], highest: Fraction, blocks: str) -> str:
    """Return a row of blocks, one for each value between 0 and the highest; 0 is a space."""
    if highest <= 0:
        return " " * len(values)
    signs = []
    for value in values:
        place = -(-min(value, highest) * len(blocks) // highest)
        signs.append(blocks[int(place) - 1] if place > 0 else " ")
    return "".join(signs)


class Tables:
    """Writes the tables of a study."""

    def __init__(self, study: Study, speaker: Speaker, blocks: str) -> None:
        self._study = study
        self._speaker = speaker
        self._blocks = blocks
        self._unit = study.settings[-1].unit

    # Months.

    def charts(self, page: Page) -> None:
        """Write what happened month by month as rows of blocks."""
        say = self._speaker.say
        page.heading(say(Text("Month by month")))
        months = self._study.middle.months
        rows: list[tuple[str, Callable[[MonthSum], Fraction], str]] = [
            (say(Text("join")), lambda m: Fraction(m.joined), "people"),
            (say(Text("are in")), lambda m: Fraction(m.members), "people"),
            (say(Text("paid in")), lambda m: m.income * self._unit, "money"),
            (say(Text("paid out")), lambda m: m.paid * self._unit, "money"),
            (say(Text("of it newcomers'")), _newcomers_part, "part"),
        ]
        wide = max(cells(name) for name, _, _ in rows)
        room = max(page.width - wide - 4 - _MOST_SAID, _FEWEST_COLUMNS)
        length = -(-len(months) // min(_MOST_COLUMNS, room))
        money_top = max((max(m.income, m.paid) * self._unit for m in months), default=Fraction(0))
        for name, figure, kind in rows:
            values = [figure(month) for month in months]
            shown = [max(values[i : i + length]) for i in range(0, len(values), length)]
            top = max(values)
            scale = {"part": Fraction(1), "money": money_top}.get(kind, top)
            line = chart(shown, scale, self._blocks)
            most = say(Text("at most {number}", number=self._figure(top, kind)))
            spans = [Span("  " + padded(name, wide) + "  "), Span(line, "cyan")]
            if sum(cells(span.text) for span in spans) + 2 + cells(most) <= page.width:
                spans.append(Span("  " + most, "dim"))
            page.raw(*spans)
        first = "1"
        last = str(len(months))
        columns = -(-len(months) // length)
        if columns > len(first) + len(last):
            ruler = first + " " * (columns - len(first) - len(last)) + last
            page.raw(Span("  " + padded(say(Text("month")), wide) + "  " + ruler, "dim"))

    def _figure(self, value: Fraction, kind: str) -> str:
        if kind == "part":
            return self._share(value)
        return self._amount(value) if kind == "money" else self._speaker.number(value)

    # People.

    def levels(self, page: Page) -> None:
        """Write who lost by the level at which he joined."""
        title, of = Text("By level below the top"), Text("level")
        self._groups(page, title, of, self._study.middle.levels, 0)

    def joined(self, page: Page) -> None:
        """Write who lost by the month in which he joined."""
        title, of = Text("By month of joining"), Text("month")
        self._groups(page, title, of, self._study.middle.joined, 1)

    def _groups(
        self, page: Page, title: Text, of: Text, groups: Sequence[Group], first: int
    ) -> None:
        """Write one row a group, and one of all of them."""
        say = self._speaker.say
        page.heading(say(title))
        titles = [of, Text("people"), Text("lost"), Text("median"), Text("9 of 10 under")]
        titles.append(Text("most"))
        rows = [[say(each) for each in titles]]
        shares: list[Fraction | None] = [None]
        whole = self._study.middle.all
        for group in (*groups, whole):
            name = say(Text("all")) if group is whole else _named(group, first)
            rows.append([name, *self._row(group)])
            shares.append(Fraction(group.lost, group.people) if group.people else None)
        widths = [max(cells(row[i]) for row in rows) for i in range(len(titles))]
        bar = page.width >= _WIDE
        # What there is no room for is left out, the last columns first.
        columns = len(titles)
        while 2 + sum(widths[:columns]) + 2 * (columns - 1 + bar) + _BAR * bar > page.width:
            columns -= 1
        for number, (row, share) in enumerate(zip(rows, shares, strict=True)):
            style = "" if number else "dim"
            spans = [Span("")]
            for place, cell in enumerate(row[:columns]):
                spans.append(Span("  " + " " * (widths[place] - cells(cell)) + cell, style))
                if bar and place == _LOST:
                    filled = round((share or Fraction(0)) * _BAR)
                    spans.append(Span("  " + padded(self._blocks[-1] * filled, _BAR), "red"))
            page.raw(*spans)

    def _row(self, group: Group) -> list[str]:
        if not group.people:
            return ["0", "", "", "", ""]
        return [
            self._speaker.number(group.people),
            self._share(Fraction(group.lost, group.people)),
            *(self._amount(each * self._unit) for each in (group.median, group.p90, group.most)),
        ]

    def _share(self, part: Fraction) -> str:
        return self._speaker.share(Fraction(round(part * 1000), 1000))

    def _amount(self, amount: Fraction) -> str:
        digits = 0 if abs(amount) >= 1000 else 2
        return self._speaker.number(Fraction(round(amount * 10**digits), 10**digits))

    # Facts.

    def facts(self, page: Page) -> None:
        """Write what the simulation says of facts that rules ask for, though none is decided."""
        say = self._speaker.say
        page.heading(say(Text("As facts: simulated, never deciding")))
        currency = self._study.plan.scheme.currency
        rows = []
        for fact in facts_of(self._study):
            value = self._speaker.fact_value(fact.name, fact.value, currency)
            rows.append([Span(say(VOCABULARY[fact.name].label)), Span(value)])
        page.table(rows, indent=2)


def _newcomers_part(month: MonthSum) -> Fraction:
    return month.for_joining / month.paid if month.paid else Fraction(0)


def _named(group: Group, first: int) -> str:
    """Return which levels or months a group is of."""
    start, end = group.first + first, group.last + first
    return str(start) if start == end else f"{start}–{end}"
