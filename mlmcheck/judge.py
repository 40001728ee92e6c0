"""The whole way for one scheme file: read, measure, hold against the law, decide."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mlmcheck import __version__
from mlmcheck.facts import Fact, Facts, WordSet
from mlmcheck.interval import NEVER_NEGATIVE, POSITIVE, ZERO, Interval
from mlmcheck.law.environment import Contradiction, Environment, environment
from mlmcheck.law.evaluate import Answer
from mlmcheck.law.findings import Finding, find_all
from mlmcheck.law.model import Instrument, Open, Pack, leaves
from mlmcheck.law.read import laws_beside, laws_in, read_pack
from mlmcheck.measures import Measured, in_market, measure_plan
from mlmcheck.scheme.model import Scheme
from mlmcheck.scheme.plan import (
    Plan,
    alleged_tables,
    days_to_judge,
    deciding_network,
    plan_on,
    plan_turns,
    taken_as_complete,
)
from mlmcheck.scheme.quantity import Wrong
from mlmcheck.scheme.read import Document, read_scheme, resolve_file
from mlmcheck.score import Score, Weights, read_weights, score
from mlmcheck.text import Text
from mlmcheck.verdict import Decision, Reason, Verdict, decide, to_check
from mlmcheck.vocabulary import VOCABULARY, Kind

if TYPE_CHECKING:
    from mlmcheck.network.summary import Fault, Summary
    from mlmcheck.settle import Settlement, Settling


class NoLaw(Exception):
    """A law was asked for that no pack holds."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(str(text))


@dataclass
class Court:
    """The rule folders in use; laws, packs and weights are read once, when first asked for."""

    folders: tuple[Path, ...]
    today: date
    data_dir: Path | None = None
    _packs: dict[str, Pack] = field(default_factory=dict)
    _changes: dict[str, tuple[date, ...]] = field(default_factory=dict)
    _of_market: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def laws(self) -> tuple[str, ...]:
        """The ids of all laws there are packs for."""
        return laws_in(self.folders)

    def pack(self, law: str) -> Pack:
        """Return the pack of a law.

        Raises:
            NoLaw: there is none.
            PackError: its files cannot be used.
        """
        found = self._packs.get(law)
        if found is None:
            if law not in self.laws:
                raise NoLaw(
                    Text(
                        "there is no law {law}; there are {known}",
                        law=law,
                        known=", ".join(self.laws),
                    )
                )
            found = self._packs[law] = read_pack(law, self.folders)
        return found

    def changes(self, law: str) -> tuple[date, ...]:
        """Return the days on which a law changed, earliest first."""
        found = self._changes.get(law)
        if found is None:
            found = self._changes[law] = self.pack(law).changes()
        return found

    def laws_of(self, market: str) -> tuple[str, ...]:
        """Return the laws that a market stands under, as far as there are packs for them."""
        found = self._of_market.get(market)
        if found is None:
            own = (market,) if market in self.laws else ()
            wider = laws_beside(market, self.folders)
            found = self._of_market[market] = own + wider
        return found

    @cached_property
    def weights(self) -> Weights:
        """The weights of the score, from the last folder that has them."""
        for folder in reversed(self.folders):
            if (folder / "_score.yaml").is_file():
                return read_weights(folder / "_score.yaml")
        raise NoLaw(Text("no rule folder has _score.yaml"))


@dataclass(frozen=True, slots=True)
class DayResult:
    """One law's verdict on one day's plan, with all it rests on."""

    day: date
    decision: Decision
    score: Score
    findings: tuple[Finding, ...]
    facts: Facts
    environment: Environment
    plan: Plan


@dataclass(frozen=True)
class LawResult:
    """What one law says: the worst of the days asked."""

    law: str
    pack: Pack | None
    """None where there is no pack for a market of the scheme."""
    worst: DayResult | None
    days: tuple[DayResult, ...]
    answers: Mapping[str, Answer] = field(default_factory=dict)
    to_check: tuple[Finding, ...] = ()
    applied: tuple[Instrument, ...] = ()
    """Instruments in force whose rules were heard."""
    notes: tuple[Text, ...] = ()

    @cached_property
    def settlement(self) -> Settlement:
        """All that would settle the verdict; worked out when first asked for."""
        from mlmcheck.settle import Settlement, settle

        if self.pack is None or self.worst is None:
            return Settlement((), ())
        return settle(*self._ground(self.pack, self.worst))

    @cached_property
    def best_settling(self) -> Settling | None:
        """The one fact that would settle the verdict best."""
        from mlmcheck.settle import best_settling

        if self.pack is None or self.worst is None:
            return None
        return best_settling(*self._ground(self.pack, self.worst))

    def _ground(
        self, pack: Pack, worst: DayResult
    ) -> tuple[Pack, Environment, date, Mapping[str, Answer], tuple[Finding, ...], Decision]:
        return pack, worst.environment, worst.day, self.answers, worst.findings, worst.decision

    @property
    def verdict(self) -> Verdict:
        """The verdict; without a pack it can only be review."""
        return self.worst.decision.verdict if self.worst else Verdict.REVIEW

    @property
    def reason(self) -> Reason | None:
        """Why the verdict is review."""
        return self.worst.decision.reason if self.worst else Reason.NOT_COVERED

    @property
    def left_out(self) -> tuple[Instrument, ...]:
        """Instruments of which it is not known whether they apply: no part of the verdict."""
        if self.pack is None or self.worst is None:
            return ()
        aside = {f.rule.instrument for f in self.worst.findings if f.set_aside}
        return tuple(i for i in self.pack.instruments.values() if i.id in aside)

    @property
    def points(self) -> int:
        """The score."""
        return self.worst.score.points if self.worst else 30

    @property
    def could_become(self) -> int:
        """What the score could still become."""
        return self.worst.score.could_become if self.worst else 100


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is needed to get the same verdict again."""

    version: str
    """Of the tool."""
    format: int
    """Of the scheme file."""
    document: Document
    ledgers: Mapping[str, str]
    """SHA-256 of every table read, by the name that the scheme file calls it."""
    packs: tuple[Pack, ...]
    days: tuple[date, ...]
    today: date

    @property
    def scheme(self) -> str:
        """SHA-256 of the scheme file."""
        return self.document.digest

    @property
    def rules(self) -> Mapping[str, str]:
        """SHA-256 of every rule file, by its path inside the rules folder."""
        return {name: digest for pack in self.packs for name, digest in pack.digests.items()}


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything found about one scheme file."""

    document: Document
    laws: tuple[LawResult, ...]
    faults: tuple[Fault, ...]
    contradictions: tuple[Contradiction, ...]
    notes: tuple[Text, ...]
    receipt: Receipt
    summary: Summary | None = None

    @property
    def scheme(self) -> Scheme:
        """What the file says."""
        return self.document.scheme

    @property
    def verdict(self) -> Verdict:
        """The worst verdict of the laws asked for."""
        return max(law.verdict for law in self.laws)

    @property
    def deciding(self) -> LawResult:
        """The law whose verdict is the worst, the higher score first."""
        return max(self.laws, key=lambda law: (law.verdict, law.points))

    @property
    def points(self) -> int:
        """The greatest score of the laws asked for."""
        return max(law.points for law in self.laws)


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
    summary, digests = _network(document, court, as_of)
    answers = {
        key: Answer(value.answer == "yes", value.by, value.source)
        for key, value in (scheme.assessed or {}).items()
    }
    case = _Case(scheme, summary, answers, plan_turns(scheme))
    results = [_judge_law(court.pack(law), case, court, as_of) for law in asked]
    results += [_no_pack(market, court) for market in uncovered]
    return Judgement(
        document,
        tuple(results),
        summary.faults if summary else (),
        _contradictions(results),
        (*_notes(scheme, as_of, court.today), *_unasked(answers, results)),
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


def _network(
    document: Document, court: Court, as_of: date | None
) -> tuple[Summary | None, Mapping[str, str]]:
    network = deciding_network(document.scheme)
    if network is None:
        return None, {}
    import gc
    import hashlib

    from mlmcheck.network.columns import Wrongs
    from mlmcheck.network.payouts import named_rewards
    from mlmcheck.network.summarise import Terms, summarise

    # Tables and graphs do have circles, and may be large.
    gc.enable()
    digests: dict[str, str] = {}

    def open_file(name: str) -> Path:
        path = resolve_file(document, name, court.data_dir)
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise OSError("it is no regular file")
        digests[name] = hashlib.sha256(path.read_bytes()).hexdigest()
        return path

    scheme = document.scheme
    rewards = scheme.rewards if isinstance(scheme.rewards, tuple) else ()
    terms = Terms(rewards=named_rewards(rewards))
    try:
        summary = summarise(network, scheme.currency, as_of or scheme.as_of, open_file, terms)
    except Wrong as wrong:
        raise document.error(wrong.each if isinstance(wrong, Wrongs) else (wrong,)) from None
    return summary, digests


@dataclass(slots=True)
class _Case:
    """One scheme under judgement: what is measured once and held against several laws and days."""

    scheme: Scheme
    summary: Summary | None
    answers: Mapping[str, Answer]
    turns: tuple[date, ...]
    """The days on which the plan changed, earliest first."""
    _plans: dict[int, tuple[Plan, Measured]] = field(default_factory=dict)
    _known: dict[tuple[int, str], tuple[Facts, Environment]] = field(default_factory=dict)

    def measured(self, day: date, market: str) -> tuple[Plan, Facts, Environment]:
        """Return the plan of a day and what is known of it in a market."""
        version = bisect_right(self.turns, day)
        found = self._plans.get(version)
        if found is None:
            plan = plan_on(self.scheme, day)
            found = self._plans[version] = plan, measure_plan(plan, self.summary)
        known = self._known.get((version, market))
        if known is None:
            facts = in_market(found[1], found[0], market)
            known = self._known[version, market] = facts, environment(facts)
        return found[0], *known


def _judge_law(pack: Pack, case: _Case, court: Court, as_of: date | None) -> LawResult:
    scheme = case.scheme
    days = (as_of,) if as_of else days_to_judge(scheme, court.today, court.changes(pack.id))
    market = _market_of(pack, scheme)
    results = tuple([_judge_day(pack, case, market, day, court) for day in days])
    # Days before the law had a word on pyramids say nothing, unless there are no others.
    covered = [
        result
        for result in results
        if result.decision.reason is not Reason.NOT_COVERED or result.decision.deciding
    ]
    worst = max(
        covered or results,
        key=lambda r: (r.decision.verdict, r.score.points, r.score.could_become, r.day),
    )
    return LawResult(
        pack.id,
        pack,
        worst,
        results,
        case.answers,
        to_check(worst.findings) if worst.decision.verdict is Verdict.LEGAL else (),
        _applied(pack, worst),
        _law_notes(pack, results, covered, court.today),
    )


def _market_of(pack: Pack, scheme: Scheme) -> str:
    for market in scheme.market or ():
        if market == pack.id or market in pack.covers:
            return market
    return pack.id


def _judge_day(pack: Pack, case: _Case, market: str, day: date, court: Court) -> DayResult:
    plan, facts, known = case.measured(day, market)
    if pack.currency is not None and case.scheme.currency not in (None, pack.currency):
        known = environment(_without_foreign_money(facts))
    findings = find_all(pack, known, day, case.answers)
    decision = decide(findings)
    return DayResult(
        day, decision, score(decision, findings, court.weights), findings, facts, known, plan
    )


def _without_foreign_money(facts: Facts) -> Facts:
    """Leave of money in another currency than the law's only whether it is zero.

    The law's amounts are in its own currency, and a file without a dated rate gives no other.
    """

    def sign(name: str, value: Interval) -> Interval:
        if VOCABULARY[name].kind is not Kind.MONEY or value == ZERO:
            return value
        return POSITIVE if value.lo > 0 or value.lo_open else NEVER_NEGATIVE

    def of_fact(fact: Fact) -> Fact:
        if isinstance(fact.value, WordSet):
            return fact
        return replace(fact, value=sign(fact.name, fact.value))

    rows = tuple(
        replace(row, values={name: sign(name, value) for name, value in row.values.items()})
        for row in facts.organisers.rows
    )
    by_name = {name: tuple(map(of_fact, each)) for name, each in facts.by_name.items()}
    return Facts(by_name, replace(facts.organisers, rows=rows))


def _applied(pack: Pack, worst: DayResult) -> tuple[Instrument, ...]:
    """Return the instruments heard; those that only keep a neighbouring law in mind are none."""
    heard = {
        finding.rule.instrument
        for finding in worst.findings
        if not finding.set_aside
        and finding.rule.effect != "neighbour"
        and finding.rule.in_force.on(worst.day)
    }
    return tuple(
        instrument
        for instrument in pack.instruments.values()
        if instrument.id in heard and instrument.in_force.on(worst.day)
    )


def _law_notes(
    pack: Pack, results: Iterable[DayResult], covered: list[DayResult], today: date
) -> tuple[Text, ...]:
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
                "the pack was last held against the law on {day}; later changes are not in it",
                day=reviewed,
            )
        )
    return tuple(notes)


def _notes(scheme: Scheme, as_of: date | None, today: date) -> tuple[Text, ...]:
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


def _unasked(answers: Mapping[str, Answer], results: Iterable[LawResult]) -> tuple[Text, ...]:
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


def _contradictions(results: Iterable[LawResult]) -> tuple[Contradiction, ...]:
    found: dict[Contradiction, None] = {}
    for result in results:
        for day in result.days:
            found.update(dict.fromkeys(day.environment.contradictions))
    return tuple(found)
