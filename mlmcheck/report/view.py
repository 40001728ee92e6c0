"""One judgement as its reader sees it: names, values, places and articles in his language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mlmcheck.facts import Basis, Evidence, Row, WordSet
from mlmcheck.interval import ZERO, Interval, Truth
from mlmcheck.judge import DayResult, LawResult
from mlmcheck.law.evaluate import Limit, nodes
from mlmcheck.law.findings import Finding, Result
from mlmcheck.law.model import (
    Cite,
    Compare,
    FactLeaf,
    Has,
    Instrument,
    Open,
    Pack,
    Parameter,
    Rule,
    Some,
    written,
)
from mlmcheck.report import settling, words
from mlmcheck.report.excerpts import Pointed
from mlmcheck.report.language import NO, YES, Speaker, clean, in_language
from mlmcheck.report.reading import Ground, Leaf, closing, ground
from mlmcheck.scheme.read import Document
from mlmcheck.text import Text
from mlmcheck.vocabulary import VOCABULARY


@dataclass(frozen=True, slots=True)
class Law:
    """How one law's rules are told to a reader: in its own language, and in his."""

    pack: Pack
    speaker: Speaker

    def title(self, of: Rule | Instrument) -> str:
        """Return the title in the law's own language, and the reader's beside it if it differs."""
        own = self.own(of)
        read = self.speaker.words(of.title)
        return own if own == read else self.speaker.say(Text("{own} ({read})", own=own, read=read))

    def own(self, of: Rule | Instrument) -> str:
        """Return the title in the law's own language."""
        return in_language(of.title, self.pack.language)

    def place(self) -> str:
        """Return the name of the place whose law it is."""
        return self.speaker.words(self.pack.title)

    def cite(self, cite: Cite, rule: Rule) -> str:
        """Return where a rule stands: instrument, case or order, and article."""
        if cite.case or cite.order:
            name = clean(cite.case or cite.order or "")
        else:
            instrument = self.pack.instruments.get(cite.instrument or rule.instrument)
            name = self.title(instrument) if instrument else clean(cite.instrument or "")
        if not cite.article or cite.article in name:
            return name
        return self.speaker.say(
            Text("{instrument}, {article}", instrument=name, article=cite.article)
        )

    def article(self, rule: Rule) -> str:
        """Return the first place where a rule stands, in the law's own language, in few words."""
        cite = rule.cites[0] if rule.cites else Cite()
        if cite.case or cite.order:
            return first_case(clean(cite.case or cite.order or ""))
        instrument = self.pack.instruments[cite.instrument or rule.instrument]
        name = self.own(instrument)
        if not cite.article or cite.article in name:
            return name
        between = "" if self.pack.language == "zh" else ", "
        return clean(name + between + cite.article)

    def effect(self, rule: Rule) -> str:
        """Return what kind of rule it is."""
        kind = words.EFFECT[rule.effect]
        if rule.gate:
            kind = Text("duty to operate at all")
        elif rule.effect == "indicator" and rule.points_for:
            kind = Text("indicator in its favour")
        if rule.about == "pyramid" or rule.effect in ("term", "neighbour"):
            return self.speaker.say(kind)
        return self.speaker.say(
            Text("{effect} ({about})", effect=kind, about=words.ABOUT[rule.about])
        )

    def limit(self, leaf: Compare, limit: Limit | None) -> str:
        """Return what a fact is compared with, as the law's unit is written."""
        if limit is None or limit.parameter is None:
            return self.speaker.fact_value(leaf.fact, ZERO, self.pack.currency)
        if limit.value is None:
            return self.speaker.say(Text("no number on that day"))
        return self.line(limit.parameter, limit.interval)

    def line(self, parameter: Parameter, value: Interval) -> str:
        """Return a number of the law; of one that is a range, that it is open within."""
        currency = parameter.currency or self.pack.currency
        if value.lo == value.hi:
            return self.speaker.unit(value, parameter.unit, currency)
        least = self.speaker.unit(Interval(value.lo, value.lo), parameter.unit, currency)
        most = self.speaker.unit(Interval(value.hi, value.hi), parameter.unit, currency)
        return self.speaker.say(
            Text("a line that lies open from {least} to {most}", least=least, most=most)
        )

    def asks(self, op: str, limit: str, *, zero: bool) -> str:
        """Return a comparison in words; nobody says "at most nothing"."""
        if op == "<=" and zero:
            return limit
        return self.speaker.say(words.ASKED[op](limit))

    def number_source(self, limit: Limit | None) -> str:
        """Return what kind of number a limit is and since when; empty for a comparison with 0."""
        if limit is None or limit.parameter is None or limit.value is None:
            return ""
        kind = words.NUMBER_KIND[limit.parameter.kind_of(limit.value)]
        return self.speaker.say(Text("{kind}, since {day}", kind=kind, day=limit.value.first))


@dataclass(frozen=True, slots=True)
class View:
    """One law's day of one scheme file, for one reader."""

    document: Document
    law: Law
    result: LawResult
    day: DayResult
    speaker: Speaker

    @property
    def currency(self) -> str | None:
        """The currency of the scheme's amounts."""
        return self.document.scheme.currency

    def value(self, name: str, row: Row | None = None) -> Interval | WordSet:
        """Return what is known of a fact, of one organiser where a row is given."""
        if row is not None and name in row.values:
            return row.values[name]
        if VOCABULARY[name].row:
            return VOCABULARY[name].whole
        if name in self.day.environment.words:
            return self.day.environment.word_set(name)
        return self.day.said.value(name)

    def told(self, name: str, row: Row | None = None) -> str:
        """Return the value of a fact in words."""
        return self.speaker.fact_value(name, self.value(name, row), self.currency)

    def says(self, finding: Finding) -> str:
        """Return what a rule says was found, with its values filled in."""
        row = deciding_row(finding)

        def filled(name: str) -> str:
            if name.startswith("law."):
                return self._parameter(name.removeprefix("law."))
            if name == "unless.failed":
                failed = [rule for rule, trace in finding.unless if trace.truth is not Truth.YES]
                return self.speaker.listed(self.speaker.words(rule.title) for rule in failed)
            return self.told(name, row) if name in VOCABULARY else "{" + name + "}"

        return self.speaker.filled(self.speaker.words(finding.rule.says), filled)

    def _parameter(self, name: str) -> str:
        parameter = self.law.pack.parameters.get(name)
        value = parameter.on(self.day.day) if parameter else None
        if parameter is None or value is None:
            return self.speaker.say(Text("no number on that day"))
        currency = parameter.currency or self.law.pack.currency
        return self.speaker.unit(value.value, parameter.unit, currency)

    def asked(self, leaf: Leaf) -> str:
        """Return what a leaf asks of its fact: "over CNY 0", "yes"."""
        return self.wanted(leaf, holds=not leaf.negated)

    def wanted(self, leaf: Leaf, *, holds: bool) -> str:
        """Return what the fact of a leaf would be if the leaf held, or did not."""
        condition = leaf.trace.condition
        if isinstance(condition, Compare):
            op = condition.op if holds else _TURNED[condition.op]
            limit = self._limit(condition, leaf)
            return self.law.asks(op, limit, zero=condition.parameter is None)
        if isinstance(condition, Has):
            among = Text("“{word}” among them", word=condition.word)
            if not holds:
                among = Text("“{word}” not among them", word=condition.word)
            return self.speaker.say(among)
        return self.speaker.say(YES if holds else NO)

    def _limit(self, condition: Compare, leaf: Leaf) -> str:
        if condition.parameter is None:
            # Nothing is nothing in every currency, so it is told in the scheme's own.
            currency = self.currency or self.law.pack.currency
            return self.speaker.fact_value(condition.fact, ZERO, currency)
        return self.law.limit(condition, leaf.trace.limit)

    def found(self, leaf: Leaf) -> str:
        """Return in words the value that a leaf found, of facts of its bases only."""
        condition = leaf.trace.condition
        assert isinstance(condition, FactLeaf)
        value = leaf.trace.value
        if leaf.bases is None or value is None:
            return self.told(condition.fact, leaf.row)
        return self.speaker.fact_value(condition.fact, value, self.currency)

    def label(self, leaf: Leaf) -> str:
        """Return the name of what a leaf asks, and where only some facts can answer it, which."""
        condition = leaf.trace.condition
        if isinstance(condition, FactLeaf):
            return settling.labelled(VOCABULARY[condition.fact].label, leaf.bases, self.speaker)
        if isinstance(condition, Open):
            return self.speaker.words(condition.text)
        if isinstance(condition, Some):
            return self.speaker.say(Text("an organiser for whom all of it holds"))
        return written(condition)

    def ground(self, name: str, row: Row | None, bases: frozenset[Basis] | None = None) -> Ground:
        """Return what the value of a fact rests on, as far as facts of these bases say it."""
        found = ground(name, self.day, row)
        if bases is None:
            return found
        return Ground(tuple(fact for fact in found.facts if fact.basis in bases))

    def basis(self, found: Ground) -> str:
        """Return how a value is known, and from whom."""
        parts: list[str] = []
        if found.follows_from:
            names = (
                self.speaker.say(
                    Text("{fact}: {value}", fact=VOCABULARY[other].label, value=self.told(other))
                )
                for other in found.follows_from
            )
            parts.append(self.speaker.say(Text("follows from {facts}", facts=list(names))))
        elif found.basis is not None:
            parts.append(self.speaker.say(words.BASIS[found.basis]))
        parts.extend(self.sources(found.evidence))
        parts.extend(self.notes(found.evidence))
        return self.speaker.say(Text("; ")).join(parts)

    def sources(self, evidence: Iterable[Evidence]) -> Iterator[str]:
        """Yield the sources that places of the file name, each once."""
        known = self.document.scheme.sources or {}
        for id in dict.fromkeys(one.source for one in evidence if one.source):
            source = known.get(id)
            if source is None or source.weight is None:
                yield self.speaker.say(Text("source {id}", id=id))
            else:
                weight = words.WEIGHT.get(source.weight, Text("source"))
                yield self.speaker.say(Text("source {id}, {weight}", id=id, weight=weight))

    def notes(self, evidence: Iterable[Evidence]) -> Iterator[str]:
        """Yield what is said of the places, and the rows of tables that a value rests on."""
        for one in evidence:
            if one.rows is not None:
                yield self.rows(one)
        yield from dict.fromkeys(self.speaker.say(one.note) for one in evidence if one.note)

    def rows(self, evidence: Evidence) -> str:
        """Return the rows of a table that a value rests on."""
        rows = evidence.rows
        assert rows is not None
        text = Text(
            "{table}: {counted} of {of} rows", table=rows.table, counted=rows.counted, of=rows.of
        )
        if not rows.sample:
            return self.speaker.say(text)
        return self.speaker.say(
            Text("{rows}, such as {sample}", rows=text, sample=list(rows.sample[:5]))
        )

    def pointed(self, evidence: Iterable[Evidence], label: str) -> Iterator[Pointed]:
        """Yield the places of the scheme file."""
        for path in dict.fromkeys(one.path for one in evidence if one.path is not None):
            place = self.document.locate(path)
            yield Pointed(
                place.file,
                place.line,
                place.column,
                place.end_column,
                place.text,
                label,
                closing(path),
            )


_TURNED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def first_case(citation: str) -> str:
    """Return the first case of a citation, up to its year, without what became of it."""
    found = re.match(r".*?\([^()]*\d{4}\)", citation)
    return found[0] if found else citation


def deciding_row(finding: Finding) -> Row | None:
    """Return the organiser that a finding speaks of: who meets it, else the first one."""
    if finding.when is None:
        return None
    rows = [trace for trace in nodes(finding.when) if trace.row is not None]
    met = [trace for trace in rows if trace.truth is Truth.YES]
    unknown = [trace for trace in rows if trace.truth is Truth.UNKNOWN]
    for found in (met, unknown, rows):
        if found:
            return found[0].row
    return None


def result_word(finding: Finding) -> Text:
    """Return how the result of a rule is called; of a duty, whether it is kept."""
    if finding.rule.effect == "duty" and finding.result in (Result.MET, Result.NOT_MET):
        return words.BROKEN if finding.result is Result.MET else words.KEPT
    return words.RESULT[finding.result]
