"""What a reader of a verdict must know of how it was reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from mlmcheck.judge.results import DayResult, LawResult
from mlmcheck.law.evaluate import Answer
from mlmcheck.law.model import Open, Pack, leaves
from mlmcheck.scheme.model import Scheme
from mlmcheck.scheme.plan import alleged_tables, taken_as_complete
from mlmcheck.text import Text


def law_notes(
    pack: Pack, results: Iterable[DayResult], covered: list[DayResult], today: date
) -> tuple[Text, ...]:
    """Return what a reader must know of the days asked and of the pack."""
    notes: list[Text] = []
    first = min(
        (r.in_force.first for r in pack.rules if r.forbids and r.about == "pyramid"), default=None
    )
    if not covered and first is not None:
        notes.append(
            Text(
                "no rule on pyramids was in force on that day; the first is from {first}",
                first=first,
            )
        )
    uncovered = [result.day for result in results if result not in covered] if covered else []
    if uncovered:
        notes.append(
            Text(
                "up to {day} the law had no rule on pyramids; those days are left out",
                day=max(uncovered),
            )
        )
    reviewed = min(
        (i.reviewed for i in pack.instruments.values() if i.file is not None), default=today
    )
    asked = max((result.day for result in results), default=today)
    if asked > reviewed:
        notes.append(
            Text(
                "the pack of {law} was last held against the law on {day}; later changes are not "
                "in it",
                law=pack.id,
                day=reviewed,
            )
        )
    return tuple(notes)


def scheme_notes(scheme: Scheme, as_of: date | None, today: date) -> tuple[Text, ...]:
    """Return what a reader must know of how the file was taken."""
    notes: list[Text] = []
    if taken_as_complete(scheme):
        notes.append(
            Text(
                "the file names no sources, so its lists are taken as its author's own and complete"
            )
        )
    if as_of is None and scheme.as_of is None and scheme.period is None:
        notes.append(Text("no day is named, so the law of {day} was asked", day=today))
    weightless = [id for id, source in (scheme.sources or {}).items() if source.weight is None]
    notes.extend(
        Text("the source {id} has no weight, so nothing that rests on it decides", id=id)
        for id in weightless
    )
    notes.extend(
        Text(
            "the table {table} of the network rests on the source {id}, which is no more than an "
            "allegation or a claim; nothing in it decides",
            table=which,
            id=source,
        )
        for which, source in alleged_tables(scheme)
    )
    return tuple(notes)


def unasked(answers: Mapping[str, Answer], results: Iterable[LawResult]) -> tuple[Text, ...]:
    """Return a note for every answer of the file that no rule of the laws asks for."""
    if not answers:
        return ()
    asked = {
        f"{rule.id}/{leaf.id}"
        for result in results
        if result.pack is not None
        for rule in result.pack.by_id.values()
        for condition in (rule.when, rule.applies)
        if condition is not None
        for leaf in leaves(condition)
        if isinstance(leaf, Open)
    }
    return tuple(
        Text("no rule of these laws asks what {key} under assessed answers", key=key)
        for key in sorted(answers.keys() - asked)
    )
