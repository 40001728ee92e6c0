"""The page of a sensitivity: where each number of a plan makes a verdict flip, and how near."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby
from typing import IO

from mlmcheck.facts import Path
from mlmcheck.judge import LawResult
from mlmcheck.repair.numbers import Number
from mlmcheck.repair.sensitivity import Flip, Sensitive, Sensitivity
from mlmcheck.report import compact, words
from mlmcheck.report.language import Speaker, clean
from mlmcheck.report.layout import Page, Span, cells, padded, page_width, put
from mlmcheck.report.numbers import percent
from mlmcheck.report.view import Law
from mlmcheck.text import Text


def render(found: Sensitivity, speaker: Speaker, file: IO[str], width: int | None = None) -> None:
    """Print what hangs on the numbers of a plan."""
    page = Page(page_width(file, width))
    show(page, found, speaker)
    put(page, file)


def show(page: Page, found: Sensitivity, speaker: Speaker) -> None:
    """Write the numbers on which a verdict hangs, the nearest first, and the rest in one line."""
    say, judgement = speaker.say, found.judgement
    page.write(clean(judgement.scheme.name.in_language(speaker.language)), "bold")
    page.write(clean(judgement.document.file), "dim", 0, 2)
    column = max(cells(_law(law, speaker)) for law in judgement.laws)
    for law in judgement.laws:
        page.write(
            [
                Span(padded(_law(law, speaker), column) + "  ", "bold"),
                Span(
                    f"{words.MARK[law.verdict]} {say(words.VERDICT[law.verdict])}",
                    compact.STYLE[law.verdict],
                ),
            ],
            hang=2,
        )
    page.blank()
    for one in found.decisive:
        _number(page, found, one, speaker)
    if found.idle:
        names = speaker.listed(place(number.path) for number in found.idle)
        if found.decisive:
            page.blank()
        page.write(say(Text("nothing hangs on: {numbers}", numbers=clean(names))), "dim", hang=2)
    if found.unlooked:
        names = speaker.listed(place(number.path) for number in found.unlooked)
        text = Text("not looked at, as it takes too long: {numbers}", numbers=clean(names))
        page.write(say(text), "yellow", hang=2)
    if not found.numbers:
        page.write(say(Text("the plan states no number")), "dim")


def _number(page: Page, found: Sensitivity, one: Sensitive, speaker: Speaker) -> None:
    line = found.judgement.document.locate(one.number.path).line
    currency = found.judgement.scheme.currency
    page.write(
        [
            Span(clean(place(one.number.path)), "bold"),
            Span(f"  {amount(one.number, one.number.value, currency, speaker)}"),
            Span(speaker.say(Text(" (line {line})", line=line)), "dim"),
        ],
        hang=2,
    )
    for _, flips in groupby(one.flips, lambda flip: (flip.value, flip.reached, flip.rises)):
        _flips(page, one.number, tuple(flips), currency, speaker)


def _flips(
    page: Page, number: Number, flips: Sequence[Flip], currency: str | None, speaker: Speaker
) -> None:
    """Write one value at which verdicts flip, and below it each law whose verdict does."""
    first = flips[0]
    page.item(
        "▸",
        [
            Span(where(number, first, currency, speaker)),
            Span(f"  ({margin(number, first, currency, speaker)})", "dim"),
        ],
        "",
        2,
    )
    column = max(cells(_law(flip.law, speaker)) for flip in flips)
    for flip in flips:
        after = flip.law.verdict
        spans = [
            Span(padded(_law(flip.law, speaker), column) + "  ", "bold"),
            Span(speaker.say(words.VERDICT[flip.before]), compact.STYLE[flip.before]),
            Span(" → ", "dim"),
            Span(speaker.say(words.VERDICT[after]), compact.STYLE[after]),
        ]
        if flip.finding is not None and flip.law.pack is not None:
            named = Law(flip.law.pack, speaker)
            spans.append(Span(f"  {compact.provision(named, flip.finding)}", "dim"))
        page.write(spans, indent=4, hang=2)


def _law(law: LawResult, speaker: Speaker) -> str:
    return clean(law.law) if law.pack is None else Law(law.pack, speaker).place()


def place(path: Path) -> str:
    """Return a place of the file in one word, items counted from 1 as people do."""
    parts: list[str] = []
    for part in path:
        if isinstance(part, int):
            parts[-1] += f"[{part + 1}]"
        else:
            parts.append(part)
    return ".".join(parts)


def amount(number: Number, value: Fraction, currency: str | None, speaker: Speaker) -> str:
    """Return a value of a number as its kind is written."""
    if number.kind == "share":
        return percent(value)
    written = speaker.number(value)
    if number.kind == "count":
        return written
    return speaker.amount(written, number.unit.strip() or currency)


def where(number: Number, flip: Flip, currency: str | None, speaker: Speaker) -> str:
    """Return where a verdict flips: at a value, or only past it."""
    value = amount(number, flip.value, currency, speaker)
    if not flip.exact:
        return speaker.say(Text("flips near {value}", value=value))
    if flip.reached:
        return speaker.say(Text("flips at {value}", value=value))
    if flip.rises:
        return speaker.say(Text("flips above {value}", value=value))
    return speaker.say(Text("flips below {value}", value=value))


def margin(number: Number, flip: Flip, currency: str | None, speaker: Speaker) -> str:
    """Return how far the number may go: in its own unit, and in percent of itself."""
    far = flip.margin(number)
    sign = "+" if flip.rises else "-"
    own = sign + amount(number, abs(far), currency, speaker)
    if number.value == 0:
        return own
    part = sign + percent(abs(far) / number.value)
    return speaker.say(Text("{margin}, {part}", margin=own, part=part))
