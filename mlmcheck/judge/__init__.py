"""The whole way for one scheme file: read, measure, hold against the law, decide."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from mlmcheck import __version__
from mlmcheck.judge.case import Case, judge_law
from mlmcheck.judge.court import Court, NoLaw
from mlmcheck.judge.notes import scheme_notes, unasked
from mlmcheck.judge.results import DayResult, Judgement, LawResult, Receipt
from mlmcheck.judge.tables import read_network
from mlmcheck.law.environment import Contradiction
from mlmcheck.law.evaluate import Answer
from mlmcheck.scheme.plan import plan_turns
from mlmcheck.scheme.quantity import Wrong
from mlmcheck.scheme.read import Document, read_scheme
from mlmcheck.text import Text

__all__ = [
    "Court",
    "DayResult",
    "Judgement",
    "LawResult",
    "NoLaw",
    "Receipt",
    "judge",
    "judge_file",
]


def judge_file(
    path: Path, court: Court, laws: tuple[str, ...] = (), as_of: date | None = None
) -> Judgement:
    """Judge one scheme file.

    Raises:
        SchemeError: the file or a table it names cannot be read, or it names no market and no law
            is asked for.
        NoLaw: a law asked for has no pack.
        PackError: the rule files cannot be used.
    """
    return judge(read_scheme(path), court, laws, as_of)


def judge(
    document: Document, court: Court, laws: tuple[str, ...] = (), as_of: date | None = None
) -> Judgement:
    """Judge a scheme that has been read; see `judge_file`."""
    scheme = document.scheme
    asked, uncovered = _laws(document, court, laws)
    summary, digests = read_network(document, court, as_of)
    answers = {
        key: Answer(value.answer == "yes", value.by, value.source)
        for key, value in (scheme.assessed or {}).items()
    }
    case = Case(scheme, summary, answers, plan_turns(scheme))
    results = [judge_law(court.pack(law), case, court, as_of) for law in asked]
    results += [_no_pack(market, court) for market in uncovered]
    return Judgement(
        document,
        tuple(results),
        summary.faults if summary else (),
        _contradictions(results),
        (*scheme_notes(scheme, as_of, court.today), *unasked(answers, results)),
        Receipt(
            __version__,
            1,
            document,
            digests,
            tuple(result.pack for result in results if result.pack is not None),
            tuple(sorted({day.day for result in results for day in result.days})),
            court.today,
        ),
        summary,
    )


def _laws(
    document: Document, court: Court, laws: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the laws to ask, and the markets for which there is no pack of their own."""
    scheme = document.scheme
    if laws:
        chosen = court.laws if "all" in laws else laws
        return tuple(dict.fromkeys(chosen)), ()
    if not scheme.market:
        text = Text(
            "the file names no market; add for example market: cn, or ask for a law with --law"
        )
        raise document.error([Wrong(text)])
    asked: dict[str, None] = {}
    uncovered: list[str] = []
    for market in scheme.market:
        found = court.laws_of(market)
        asked.update(dict.fromkeys(found))
        if market not in found:
            uncovered.append(market)
    return tuple(asked), tuple(uncovered)


def _no_pack(market: str, court: Court) -> LawResult:
    note = Text(
        "there is no pack for the law of {market}; there are {known}",
        market=market,
        known=", ".join(court.laws),
    )
    return LawResult(market, None, None, (), notes=(note,))


def _contradictions(results: Iterable[LawResult]) -> tuple[Contradiction, ...]:
    found: dict[Contradiction, None] = {}
    for result in results:
        for day in result.days:
            found.update(dict.fromkeys(day.environment.contradictions))
    return tuple(found)
