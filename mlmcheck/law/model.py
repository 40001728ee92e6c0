"""The law as plain values: packs, instruments, dated parameters, rules and their conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from mlmcheck.facts import Basis
from mlmcheck.interval import Interval

Words = Mapping[str, str]
"""A text by language code."""

Effect = Literal["crime", "prohibition", "duty", "indicator", "penalty", "neighbour", "term"]
About = Literal["pyramid", "fundraising", "licence", "pay", "consumer", "claims"]
Confidence = Literal["high", "medium", "low"]
ParameterKind = Literal[
    "statute", "interpretation", "guidance", "order", "self-regulation", "reading", "open line"
]
"""Where a number stands; an interpretation is one by the supreme courts or procuratorates."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A boolean fact holds."""

    fact: str


@dataclass(frozen=True, slots=True)
class Compare:
    """A fact against a parameter of the law, or against 0."""

    fact: str
    op: str
    parameter: str | None
    """None: the limit is 0, which needs no source."""


@dataclass(frozen=True, slots=True)
class Has:
    """A set holds a word."""

    fact: str
    word: str


@dataclass(frozen=True, slots=True)
class Named:
    """A term holds."""

    term: str


@dataclass(frozen=True, slots=True)
class Open:
    """A question that no measure decides, unless the scheme file names somebody's answer."""

    id: str
    text: Words
    presumed: bool = False
    why: str | None = None


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition


@dataclass(frozen=True, slots=True)
class Some:
    """One organiser meets the whole condition."""

    where: Condition


@dataclass(frozen=True, slots=True)
class That:
    """A leaf that only facts of a certain basis can answer."""

    leaf: Flag | Compare
    bases: frozenset[Basis]


Condition = Flag | Compare | Has | Named | Open | All | Any | Not | Some | That
FactLeaf = Flag | Compare | Has
"""What asks for one fact."""
Leaf = FactLeaf | Open
AroundOne = Not | Named | That
"""What asks for one other condition."""
AnyOne = Any | Some
"""What one of several makes true."""
Joined = All | AnyOne


@dataclass(frozen=True, slots=True)
class InForce:
    """From which day to which; an open end lasts."""

    first: date
    last: date | None = None

    def on(self, day: date) -> bool:
        """Return whether that day is in it."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Cite:
    """Where a rule stands: the instrument, case or order, the article, its operative words."""

    instrument: str | None = None
    case: str | None = None
    order: str | None = None
    article: str | None = None
    terms: tuple[str, ...] = ()
    url: str | None = None
    source: str | None = None
    text_seen: bool = True


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter from one day on, a point or a range where the law is open."""

    first: date
    value: Interval
    source: str
    kind: ParameterKind | None = None
    """Where this value stands elsewhere than the number's others; None: where they do."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number of the law."""

    name: str
    unit: str
    currency: str | None
    kind: ParameterKind
    values: tuple[Value, ...]
    """Earliest first."""
    title: Words = field(default_factory=dict)
    note: Words = field(default_factory=dict)
    file: Path | None = None

    def kind_of(self, value: Value) -> ParameterKind:
        """Return what sort of number one of its values is."""
        return value.kind or self.kind

    def on(self, day: date) -> Value | None:
        """Return the value of that day, None before the first."""
        found = None
        for value in self.values:
            if value.first <= day:
                found = value
        return found


@dataclass(frozen=True, slots=True)
class Instrument:
    """A statute, regulation, decision, order, guidance or code."""

    id: str
    title: Words
    kind: str
    in_force: InForce
    reviewed: date
    citation: str | None = None
    url: str | None = None
    applies: Condition | None = None
    sources: tuple[str, ...] = ()
    note: Words = field(default_factory=dict)
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: where it stands, to whom it applies, what it asks, and what follows."""

    id: str
    instrument: str
    effect: Effect
    about: About
    title: Words
    in_force: InForce
    cites: tuple[Cite, ...]
    when: Condition
    """For a duty: that the duty is broken."""
    applies: Condition | None = None
    unless: tuple[str, ...] = ()
    gate: bool = False
    burden: bool = False
    points_for: bool = False
    open_terms: tuple[Words, ...] = ()
    says: Words = field(default_factory=dict)
    test_in_words: Words = field(default_factory=dict)
    remedies: tuple[str, ...] = ()
    confidence: Confidence = "high"
    note: Words = field(default_factory=dict)
    file: Path | None = None

    @property
    def unsure(self) -> bool:
        """Whether our statement of the rule is too weak to decide anything alone."""
        return self.confidence == "low" or any(not cite.text_seen for cite in self.cites)

    @property
    def forbids(self) -> bool:
        """Whether it is a prohibition or a crime."""
        return self.effect in ("crime", "prohibition")


@dataclass(frozen=True, slots=True)
class Pack:
    """The law of one place."""

    id: str
    title: Words
    covers: frozenset[str]
    instruments: Mapping[str, Instrument]
    parameters: Mapping[str, Parameter]
    rules: tuple[Rule, ...]
    """All that have an effect, in the order of their ids; terms are apart."""
    terms: Mapping[str, Rule]
    files: Mapping[str, bytes] = field(repr=False)
    """The bytes of every file read, by its path inside the rules folder."""
    language: str = "en"
    currency: str | None = None
    note: str | None = None
    by_id: Mapping[str, Rule] = field(default_factory=dict)
    """Rules and terms by their ids."""
    asks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By rule: every fact that its result can depend on."""

    def rule(self, rule_id: str) -> Rule | None:
        """Return the rule or term of that id."""
        return self.by_id.get(rule_id)

    @property
    def digests(self) -> Mapping[str, str]:
        """SHA-256 of every file read, by its path inside the rules folder."""
        import hashlib

        return {name: hashlib.sha256(content).hexdigest() for name, content in self.files.items()}

    def changes(self) -> tuple[date, ...]:
        """Return the days on which what it asks changed, earliest first."""
        rules: tuple[Rule, ...] = (*self.rules, *self.terms.values())
        days = {rule.in_force.first for rule in rules}
        days.update(instrument.in_force.first for instrument in self.instruments.values())
        for parameter in self.parameters.values():
            days.update(value.first for value in parameter.values)
        days.discard(date.min)  # what has no day of its own never changed
        return tuple(sorted(days))


def facts_of(rule: Rule, pack: Pack) -> frozenset[str]:
    """Return every fact the rule's result can depend on, through terms and scopes too."""
    names: set[str] = set()
    _gather(rule, pack, names, set())
    return frozenset(names)


def _gather(rule: Rule, pack: Pack, names: set[str], seen: set[str]) -> None:
    if rule.id in seen:
        return
    seen.add(rule.id)
    scope = pack.instruments[rule.instrument].applies
    if scope is not None and rule.effect != "term":
        _gather_condition(scope, pack, names, seen)
    _gather_condition(rule.when, pack, names, seen)
    if rule.applies is not None:
        _gather_condition(rule.applies, pack, names, seen)
    for term in rule.unless:
        _gather(pack.terms[term], pack, names, seen)


def _gather_condition(condition: Condition, pack: Pack, names: set[str], seen: set[str]) -> None:
    for leaf in leaves(condition):
        if isinstance(leaf, Named):
            named = pack.rule(leaf.term)
            if named is not None:
                _gather(named, pack, names, seen)
        elif isinstance(leaf, That):
            names.add(leaf.leaf.fact)
        elif not isinstance(leaf, Open):
            names.add(leaf.fact)


def leaves(condition: Condition) -> tuple[Leaf | Named | That, ...]:
    """Return the leaves of a condition from left to right, those of rows included."""
    if isinstance(condition, All | Any):
        return tuple(leaf for part in condition.parts for leaf in leaves(part))
    if isinstance(condition, Not):
        return leaves(condition.part)
    if isinstance(condition, Some):
        return leaves(condition.where)
    return (condition,)


def written(condition: Condition) -> str:
    """Return a condition as the packs write it, on one line."""
    match condition:
        case Flag(fact):
            return fact
        case Compare(fact, op, parameter):
            return f"{fact} {op} {'0' if parameter is None else 'law.' + parameter}"
        case Has(fact, word):
            return f"{fact} has {word}"
        case Named(term):
            return term
        case Open(id):
            return f"open: {id}"
        case All(parts):
            return "all: [" + ", ".join(written(part) for part in parts) + "]"
        case Any(parts):
            return "any: [" + ", ".join(written(part) for part in parts) + "]"
        case Not(part):
            return f"not: {written(part)}"
        case Some(where):
            return f"some: organiser, where: {written(where)}"
        case That(leaf, bases):
            names = ", ".join(basis.name.lower() for basis in sorted(bases))
            return f"{written(leaf)}, by facts {names}"
