"""Facts: what is known of a scheme, on what basis, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from mlmcheck.interval import Interval
from mlmcheck.text import Text

Path = tuple[str | int, ...]
"""A place in a scheme file: keys and list positions from the top, `("entry", 0, "amount")`."""


class Basis(IntEnum):
    """How a fact is known, weakest first."""

    SIMULATED = 0
    """Shown, never deciding."""
    DECLARED = 1
    """The plan says so."""
    COMPUTED = 2
    """It follows from the plan."""
    REPORTED = 3
    """A case file's totals say so."""
    OBSERVED = 4
    """It was counted in the network or a ledger."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a table that a fact rests on."""

    table: str
    """The file, or `participants`, `orders`, `payouts` for inline rows."""
    counted: int
    """How many rows count."""
    of: int
    """Out of how many."""
    sample: tuple[str, ...] = ()
    """Ids of a few of them, in a stable order."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place that a fact rests on."""

    path: Path | None = None
    rows: Rows | None = None
    note: Text | None = None
    source: str | None = None
    """The id of a source of the scheme file."""


@dataclass(frozen=True, slots=True)
class WordSet:
    """A set of words of which some are known to be in; `closed` if no other can be."""

    words: frozenset[str] = frozenset()
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of one thing the vocabulary names."""

    name: str
    value: Interval | WordSet
    basis: Basis
    evidence: tuple[Evidence, ...] = ()
    alleged: tuple[Evidence, ...] = ()
    """What an allegation or claim says of it: no part of the value, shown as what would settle."""


@dataclass(frozen=True, slots=True)
class Row:
    """One organiser, or group under one control: facts that hold of the same person."""

    label: str
    values: Mapping[str, Interval]
    evidence: tuple[Evidence, ...] = ()
    basis: Basis = Basis.OBSERVED


@dataclass(frozen=True, slots=True)
class Table:
    """Organiser rows; `complete` if no organiser is missing who is not below one that is here."""

    rows: tuple[Row, ...] = ()
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known of one scheme on one day: for each name the facts, strongest basis last."""

    by_name: Mapping[str, tuple[Fact, ...]]
    organisers: Table = field(default_factory=Table)

    def __iter__(self) -> Iterator[Fact]:
        for facts in self.by_name.values():
            yield from facts

    def of(self, name: str) -> tuple[Fact, ...]:
        """Return the facts of that name, weakest basis first, none if it was not measured."""
        return self.by_name.get(name, ())


def collect(facts: Iterable[Fact], organisers: Table | None = None) -> Facts:
    """Return the facts sorted by name, and for each name by basis."""
    by_name: dict[str, list[Fact]] = {}
    for fact in facts:
        by_name.setdefault(fact.name, []).append(fact)
    ordered = {
        name: tuple(sorted(found, key=lambda fact: fact.basis))
        for name, found in sorted(by_name.items())
    }
    return Facts(ordered, organisers or Table())
