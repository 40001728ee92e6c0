"""The most that somebody who joins is asked for in his first seven days."""

from __future__ import annotations

from mlmcheck.facts import Basis, Evidence, Fact
from mlmcheck.interval import INFINITY, NEVER_NEGATIVE, ZERO, Interval
from mlmcheck.measures.costs import payment_cost
from mlmcheck.measures.lines import closing
from mlmcheck.scheme.model import Every, Payment
from mlmcheck.scheme.plan import Plan

_NAME = "entry.payment_7_days"


def first_week(plan: Plan, join: Interval) -> tuple[Fact, ...]:
    """Return from `join`, what must be paid to join at all, up to all that is asked for in a week.

    Upwards count what is optional, the dearest of alternatives, and a first upkeep; where a list
    may lack items, or units may be bought without end, there is no upper end.
    """
    currency = plan.scheme.currency
    choices: dict[str, Interval] = {}
    top = ZERO
    for item in plan.entry.items + plan.upkeep.items:
        asked = payment_cost(item, currency, _in_a_week).total
        if item.further is not None or _many(item):
            asked = Interval(asked.lo, INFINITY, asked.lo_open)
        if item.choice is None:
            top = top + Interval(ZERO.lo, asked.hi)
        else:
            most = choices.get(item.choice, ZERO)
            choices[item.choice] = Interval(ZERO.lo, max(most.hi, asked.hi))
    for most in choices.values():
        top = top + most
    closed = plan.entry.closed and plan.upkeep.closed
    value = Interval(join.lo, max(top.hi, join.lo) if closed else INFINITY, join.lo_open)
    if value == NEVER_NEGATIVE:
        return ()
    places = tuple(
        Evidence((*item.at, "amount") if item.amount else item.at, source=item.source)
        for item in plan.entry.items + plan.upkeep.items
    )
    evidence = (*places, *closing(plan, "entry")) if closed else places
    return (Fact(_NAME, value, Basis.COMPUTED, evidence),)


def _many(item: Payment) -> bool:
    return item.units is not None and item.units.range.hi > 1


def _in_a_week(amount: Interval, per: Every | None) -> Interval:
    """Count what is due each day seven times, and anything else once."""
    return Interval(amount.lo * 7, amount.hi * 7, amount.lo_open) if per == "day" else amount
