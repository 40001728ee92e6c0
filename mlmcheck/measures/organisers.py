"""The organisers at the top, as a case file's figures or the network show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from mlmcheck.facts import Basis, Evidence, Row, Rows, Table
from mlmcheck.interval import (
    FALSE,
    INFINITY,
    NEVER_NEGATIVE,
    TRUE,
    ZERO,
    Interval,
    Number,
    exact,
    point,
)
from mlmcheck.measures.amounts import in_currency
from mlmcheck.measures.ledgers import table_of
from mlmcheck.scheme.model import Block
from mlmcheck.scheme.plan import Plan, decides
from mlmcheck.scheme.quantity import Money, Share, Stated
from mlmcheck.text import Text

if TYPE_CHECKING:
    from mlmcheck.network.summary import Person, Summary

_ONE = point(1)
_FROM_OUTSIDE = ("retail", "commission")


def whole_blocks(plan: Plan) -> Iterable[Block]:
    """Yield the blocks on the whole scheme that decide and do not begin after the day."""
    for block in plan.scheme.observed or ():
        if block.among is None and block.place is None and _usable(plan, block):
            yield block


def _usable(plan: Plan, block: Block) -> bool:
    began = block.period.from_ if block.period is not None else None
    return (began is None or began.first <= plan.day) and decides(plan.scheme, block.source)


def organisers(plan: Plan, summary: Summary | None) -> Table:
    """Return the organisers that figures of a case file or the network show.

    A block of figures on the whole scheme is one row: the scheme is under one control. A block on
    a part of it bounds whoever stands over that part from below, and nothing else. In the network
    whoever has the most people, levels or money below him is a row; everybody else stands below
    such a one, or has no more of any of the three.
    """
    rows: list[Row] = []
    punished = _punished(plan)
    for block in plan.scheme.observed or ():
        # The place of a block may be wider than the market, so it says nothing either way.
        if block.place is None and _usable(plan, block):
            row = _reported(plan, block, punished)
            if row is not None:
                rows.append(row)
    complete = False
    # Without a column of sponsors nobody is known to stand above anybody.
    if summary is not None and summary.people and summary.has_sponsors:
        complete = not any(f.table in _people_tables(summary) for f in summary.faults)
        rows.extend(_observed(summary, complete, punished))
    if not rows and punished is not None:
        values = {"organiser.punished_before": punished}
        rows.append(Row("operator", values, (_operator(plan),), Basis.DECLARED))
    return Table(tuple(rows), complete)


def _people_tables(summary: Summary) -> tuple[str, ...]:
    return ("participants", table_of(summary, "participants"))


def _punished(plan: Plan) -> Interval | None:
    operator = plan.scheme.operator
    if operator is None or operator.punished_before is None or not plan.decides(operator.source):
        return None
    return TRUE if operator.punished_before else FALSE


def _operator(plan: Plan) -> Evidence:
    operator = plan.scheme.operator
    return Evidence(
        ("operator", "punished_before"), source=operator.source if operator is not None else None
    )


def _reported(plan: Plan, block: Block, punished: Interval | None) -> Row | None:
    values: dict[str, Interval] = {}
    evidence: list[Evidence] = []
    counted = block.organiser_counted
    people, where = _people(block)
    if people is not None:
        values["organiser.people_with_self"] = _with_self(people, counted)
        values["organiser.people_below"] = _below(people, counted)
        note = None
        if block.organisations is not None:
            count = block.organisations.range
            note = Text("{count} organisations taken together", count=count)
        evidence.append(Evidence((*block.at, where), note=note, source=block.source))
    if block.levels is not None:
        values["organiser.levels_with_self"] = _with_self(block.levels.range, counted)
        values["organiser.levels_below"] = _below(block.levels.range, counted)
        evidence.append(Evidence((*block.at, "levels"), source=block.source))
    money = _money_collected(plan, block)
    if money is not None:
        values["organiser.money_collected"] = money
        evidence.append(Evidence((*block.at, "revenue"), source=block.source))
    if not values:
        return None
    if block.among is not None:
        values = {name: Interval(v.lo, INFINITY, v.lo_open) for name, v in values.items()}
    if punished is not None:
        values["organiser.punished_before"] = punished
        evidence.append(_operator(plan))
    label = block.among or block.source or "observed"
    return Row(label, values, tuple(evidence), Basis.REPORTED)


def _people(block: Block) -> tuple[Interval | None, str]:
    """Return how many participants a block shows, at least, and under which key."""
    if block.participants is not None:
        return block.participants.range, "participants"
    if block.by_rank is not None:
        least = sum((count.range.lo for _, count in block.by_rank), ZERO.lo)
        return Interval(least, INFINITY), "by_rank"
    if block.active is not None:
        # Whoever is active has joined; how many have left is not said.
        return Interval(block.active.range.lo, INFINITY, block.active.range.lo_open), "active"
    return None, ""


def _with_self(count: Interval, counted: bool | None) -> Interval:
    """Return the count with the organiser: one more, unless he is in it already."""
    if counted is True:
        return count
    more = count + _ONE
    return more if counted is False else count.hull(more)


def _below(count: Interval, counted: bool | None) -> Interval:
    """Return the count without the organiser: one less, unless he is not in it."""
    if counted is False:
        return count
    less = Interval(
        max(count.lo - 1, ZERO.lo), max(count.hi - 1, ZERO.lo), count.lo_open and count.lo > 1
    )
    return less if counted is True else less.hull(count)


def _money_collected(plan: Plan, block: Block) -> Interval | None:
    """Return what participants paid in: the total less what outside customers paid.

    Where the total does not say how much of it came from customers, it bounds only from above.
    """
    revenue = block.revenue
    if revenue is None:
        return None
    if isinstance(revenue, Stated):
        return ZERO
    sums = dict(revenue)
    stated = sums.get("total")
    total = NEVER_NEGATIVE
    if isinstance(stated, Money):
        total = in_currency(stated, plan.scheme.currency)
    parts = {flow: _part(part, total, plan) for flow, part in revenue if flow != "total"}
    # Purchases of no named kind may be the same as those of a named one.
    named, unnamed = _least(parts, "entry", "stock", "own-use"), _least(parts, "entry", "purchase")
    lo, lo_open = max(named, unnamed)
    if total.lo > 0 and "retail" in sums and not {"sale", "final"} & sums.keys():
        # What neither customers nor merchants paid, participants did.
        outside = sum((parts[flow].hi for flow in _FROM_OUTSIDE if flow in parts), ZERO.hi)
        rest = max(total.lo - outside, ZERO.lo)
        if rest > lo:
            lo, lo_open = rest, total.lo_open and outside == 0
    if lo > total.hi:
        return None
    found = Interval(lo, total.hi, lo_open and lo < total.hi, total.hi_open and lo < total.hi)
    return None if found == NEVER_NEGATIVE else found


def _least(parts: Mapping[str, Interval], *flows: str) -> tuple[Number, bool]:
    """Return the least that these flows come to, and whether it is more than that."""
    found = [parts[flow] for flow in flows if flow in parts]
    return sum((part.lo for part in found), ZERO.lo), any(part.lo_open for part in found)


def _part(part: Money | Share, total: Interval, plan: Plan) -> Interval:
    if isinstance(part, Money):
        return in_currency(part, plan.scheme.currency)
    return total.times(part.range)


def _observed(summary: Summary, complete: bool, punished: Interval | None) -> Iterable[Row]:
    note = None
    if not complete:
        note = Text("the participants have faults, so more people may stand below")
    for person in _undominated(summary.people):
        people, levels = person.below, person.levels_below
        # Where rows are wrong or missing, people may stand below who are not counted.
        top = INFINITY if not complete else None
        values = {
            "organiser.people_below": _from(people, top),
            "organiser.people_with_self": _from(people + 1, top),
            "organiser.levels_below": _from(levels, top),
            "organiser.levels_with_self": _from(levels + 1, top),
        }
        if summary.has_orders:
            values["organiser.money_collected"] = _from(exact(person.money_below), top)
        if punished is not None:
            values["organiser.punished_before"] = punished
        table = table_of(summary, "participants")
        rows = Rows(table, person.below, len(summary.people), (person.id,))
        yield Row(person.id, values, (Evidence(rows=rows, note=note),))


def _from(least: Number, top: float | None) -> Interval:
    return Interval(least, least if top is None else top)


def _undominated(people: Iterable[Person]) -> list[Person]:
    """Return those of whom nobody else has at least as much of people, levels and money below.

    Of several with the same numbers the first by id stays.
    """
    ordered = sorted(
        (p for p in people if p.below > 0),
        key=lambda p: (-p.below, -p.levels_below, -p.money_below, p.id),
    )
    front: list[Person] = []
    for person in ordered:
        if not any(
            kept.levels_below >= person.levels_below and kept.money_below >= person.money_below
            for kept in front
        ):
            front.append(person)
    return front
