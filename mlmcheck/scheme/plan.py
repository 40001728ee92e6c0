"""The plan as it stood on one day: what is in force, what is all there is, what is only alleged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from mlmcheck.scheme.model import (
    Authorised,
    BuyBack,
    Conduct,
    CustomerRule,
    Goods,
    Item,
    Network,
    Payment,
    PayoutCap,
    Rank,
    ResaleRule,
    RetailFloor,
    Return,
    Reward,
    Safeguard,
    Safeguards,
    Scheme,
)
from mlmcheck.scheme.quantity import NONE, Stated

I = TypeVar("I", bound=Item)  # noqa: E741  # the usual letter for an item
G = TypeVar("G", bound=Safeguard)

DECIDING = frozenset(["plan", "finding", "report"])
"""Weights of a source on which a fact may rest."""


@dataclass(frozen=True, slots=True)
class Listing(Generic[I]):
    """The items of one section in force on the day.

    `known` is false where the file does not have the section at all. `closed` is true where
    nothing else exists: the section is `none`, or the file says that its list is all there is.
    `alleged` items rest on a source that does not decide.
    """

    items: tuple[I, ...] = ()
    alleged: tuple[I, ...] = ()
    known: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Guarded(Generic[G]):
    """One safeguard on the day: its terms, or that there is none, or neither where unknown."""

    terms: G | None = None
    absent: bool = False
    alleged: G | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What the scheme file states for one day."""

    scheme: Scheme
    day: date
    entry: Listing[Payment]
    upkeep: Listing[Payment]
    goods: Listing[Goods]
    ranks: Listing[Rank]
    rewards: Listing[Reward]
    authorised: Listing[Authorised]
    buy_back: Guarded[BuyBack]
    resale_rule: Guarded[ResaleRule]
    customer_rule: Guarded[CustomerRule]
    retail_floor: Guarded[RetailFloor]
    payout_cap: Guarded[PayoutCap]
    cancel: Guarded[Return]
    customer_return: Guarded[Return]

    def decides(self, source: str | None) -> bool:
        """Return whether a fact may rest on that source; no source is the author's own word."""
        return decides(self.scheme, source)


def decides(scheme: Scheme, source: str | None) -> bool:
    """Return whether a fact may rest on that source; no source is the author's own word."""
    if source is None:
        return True
    known = (scheme.sources or {}).get(source)
    return known is not None and known.weight in DECIDING


def in_force(item: Item, day: date) -> bool:
    """Return whether the item holds on that day."""
    if item.from_ is not None and day < item.from_.first:
        return False
    return item.to is None or day <= item.to.last


def plan_on(scheme: Scheme, day: date) -> Plan:
    """Return what the scheme file states for that day."""
    closed = closed_sections(scheme)
    guards = scheme.safeguards
    none = isinstance(guards, Stated)
    terms = guards if isinstance(guards, Safeguards) else Safeguards.model_construct()
    operator = scheme.operator
    return Plan(
        scheme,
        day,
        _listing(scheme, scheme.entry, day, "entry" in closed),
        _listing(scheme, scheme.upkeep, day, "upkeep" in closed),
        _listing(scheme, scheme.goods, day, "goods" in closed),
        _listing(scheme, scheme.ranks, day, "ranks" in closed),
        _listing(scheme, scheme.rewards, day, "rewards" in closed),
        _listing(scheme, operator.authorised if operator else None, day, False),
        _guard(scheme, NONE if none else terms.buy_back, day),
        _guard(scheme, NONE if none else terms.resale_rule, day),
        _guard(scheme, NONE if none else terms.customer_rule, day),
        _guard(scheme, NONE if none else terms.retail_floor, day),
        _guard(scheme, NONE if none else terms.payout_cap, day),
        _guard(scheme, NONE if none else terms.cancel, day),
        _guard(scheme, NONE if none else terms.customer_return, day),
    )


def closed_sections(scheme: Scheme) -> frozenset[str]:
    """Return the sections whose lists are all there is."""
    if scheme.complete is not None:
        return frozenset(scheme.complete)
    if scheme.sources is None:
        return frozenset(["entry", "upkeep", "ranks", "rewards"])
    return frozenset()


def taken_as_complete(scheme: Scheme) -> bool:
    """Return whether the lists count as complete only because the file names no sources."""
    return scheme.complete is None and scheme.sources is None


def _listing(
    scheme: Scheme, section: tuple[I, ...] | Stated | None, day: date, closed: bool
) -> Listing[I]:
    if section is None:
        return Listing()
    if isinstance(section, Stated):
        return Listing(known=True, closed=True)
    items = tuple(i for i in section if in_force(i, day) and decides(scheme, i.source))
    alleged = tuple(i for i in section if in_force(i, day) and not decides(scheme, i.source))
    # A list that is said to be whole, and of which an item is only alleged, does not prove that
    # there is no such item.
    return Listing(items, alleged, known=True, closed=closed and not alleged)


def _guard(scheme: Scheme, terms: G | Stated | None, day: date) -> Guarded[G]:
    if isinstance(terms, Stated):
        return Guarded(absent=True)
    if terms is None or not in_force(terms, day):
        return Guarded()
    if decides(scheme, terms.source):
        return Guarded(terms=terms)
    return Guarded(alleged=terms)


TABLES = ("participants", "orders", "payouts")


def alleged_tables(scheme: Scheme) -> tuple[tuple[str, str], ...]:
    """Return the tables of the network on which nothing may rest, each with its source."""
    network = scheme.network
    if network is None:
        return ()
    found: list[tuple[str, str]] = []
    for which in TABLES:
        table = getattr(network, which)
        source = None if table is None else table.source or network.source
        if source is not None and not decides(scheme, source):
            found.append((which, source))
    return tuple(found)


def deciding_network(scheme: Scheme) -> Network | None:
    """Return the network with those of its tables on which a fact may rest."""
    alleged = alleged_tables(scheme)
    if scheme.network is None or not alleged:
        return scheme.network
    return scheme.network.model_copy(update={which: None for which, _ in alleged})


def dated_items(scheme: Scheme) -> Iterable[Item]:
    """Yield every item whose dates make a version of the plan."""
    for section in (scheme.entry, scheme.upkeep, scheme.goods, scheme.ranks, scheme.rewards):
        if section is not None and not isinstance(section, Stated):
            yield from section
    if scheme.operator is not None and isinstance(scheme.operator.authorised, tuple):
        yield from scheme.operator.authorised
    if isinstance(scheme.safeguards, Safeguards):
        for name in Safeguards.model_fields:
            guard = getattr(scheme.safeguards, name)
            if isinstance(guard, Item):
                yield guard


def plan_turns(scheme: Scheme) -> tuple[date, ...]:
    """Return the first day of every version of the plan but the earliest, in order."""
    firsts: set[date] = set()
    for item in dated_items(scheme):
        if item.from_ is not None:
            firsts.add(item.from_.first)
        if item.to is not None and item.to.last < date.max:
            firsts.add(item.to.last + timedelta(days=1))
    return tuple(sorted(firsts))


def days_to_judge(scheme: Scheme, today: date, changes: Iterable[date]) -> tuple[date, ...]:
    """Return the days whose plan and law are to be judged, earliest first.

    With `as_of` that day; with a period the last day of each version of the plan and of the law
    in it; with neither, today. `changes` are the days on which the law changed. A period whose end
    is not known lasts until today; one whose beginning is not known began by the first day on which
    an item is said to have held.
    """
    if scheme.as_of is not None:
        return (scheme.as_of,)
    if scheme.period is None:
        return (today,)
    start = scheme.period.from_.first if scheme.period.from_ else _earliest_stated(scheme)
    end = scheme.period.to.last if scheme.period.to else today
    if start is None or start > end:
        return (end,)
    firsts: set[date] = set(changes)
    for item in dated_items(scheme):
        if item.from_ is not None:
            firsts.add(item.from_.first)
        if item.to is not None and item.to.last < date.max:
            firsts.add(item.to.last + timedelta(days=1))
    lasts = {first - timedelta(days=1) for first in firsts if start < first <= end}
    return tuple(sorted(lasts | {end}))


def _earliest_stated(scheme: Scheme) -> date | None:
    """Return the first day on which some item is said to have held, None if none says when."""
    held: list[date] = []
    for item in dated_items(scheme):
        if item.from_ is not None:
            held.append(item.from_.first)
        elif item.to is not None:
            held.append(item.to.last)
    return min(held, default=None)


def conduct_of(scheme: Scheme) -> Conduct:
    """Return what is stated of the conduct, nothing where the file has no such section."""
    return scheme.conduct or Conduct.model_construct()
