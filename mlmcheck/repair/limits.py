"""The numbers of the laws asked for: against what each fact is held on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from mlmcheck.interval import Number
from mlmcheck.law.model import Compare, Condition, Has, Pack, That, leaves


@dataclass(frozen=True, slots=True)
class Limit:
    """A number that a rule holds a fact against."""

    fact: str
    op: str
    value: Number
    currency: str | None


@dataclass(frozen=True, slots=True)
class Limits:
    """All of them, with the licences asked for and the facts that are asked at all."""

    each: tuple[Limit, ...]
    licences: tuple[tuple[str, str], ...]
    """The word for a licence, and the law that asks for it."""
    asked: frozenset[str]

    def of(self, fact: str) -> tuple[Number, ...]:
        """Return the numbers that a fact is held against, least first."""
        return tuple(sorted({limit.value for limit in self.each if limit.fact == fact}))

    def money(self, fact: str, currency: str | None) -> tuple[Number, ...]:
        """Return the amounts above 0 in a currency that a fact is held against."""
        return tuple(
            sorted(
                {
                    limit.value
                    for limit in self.each
                    if limit.fact == fact and limit.currency == currency and limit.value > 0
                }
            )
        )


def limits_of(packs: Iterable[Pack], days: Iterable[date]) -> Limits:
    """Return the numbers of some laws on some days; of a line that lies open both ends."""
    found: dict[Limit, None] = {}
    licences: dict[tuple[str, str], None] = {}
    asked: set[str] = set()
    days = tuple(days)
    for pack in packs:
        for rule in pack.rules:
            if rule.effect not in ("indicator", "penalty"):
                asked |= pack.asks[rule.id]
        for condition in _conditions(pack):
            for leaf in leaves(condition):
                inner = leaf.leaf if isinstance(leaf, That) else leaf
                if isinstance(inner, Has) and inner.fact == "operator.licences":
                    licences[inner.word, pack.id] = None
                if isinstance(inner, Compare) and inner.parameter is not None:
                    found.update(dict.fromkeys(_values(pack, inner, days)))
    return Limits(tuple(found), tuple(licences), frozenset(asked))


def _values(pack: Pack, leaf: Compare, days: Iterable[date]) -> Iterator[Limit]:
    assert leaf.parameter is not None
    parameter = pack.parameters[leaf.parameter]
    currency = parameter.currency or pack.currency
    for day in days:
        value = parameter.on(day)
        if value is not None:
            for end in (value.value.lo, value.value.hi):
                yield Limit(leaf.fact, leaf.op, end, currency)


def _conditions(pack: Pack) -> Iterator[Condition]:
    for rule in pack.by_id.values():
        if rule.effect in ("indicator", "penalty"):
            continue
        yield rule.when
        if rule.applies is not None:
            yield rule.applies
    for instrument in pack.instruments.values():
        if instrument.applies is not None:
            yield instrument.applies
