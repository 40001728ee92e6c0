"""What each payment of a plan may come to, and who has to make it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mlmcheck.interval import INFINITY, Number
from mlmcheck.scheme.fields import Every, Flow
from mlmcheck.scheme.model import Payment, Right
from mlmcheck.scheme.plan import Plan
from mlmcheck.scheme.quantity import Money

_BUYS = frozenset(["goods", "kit", "service", "voucher"])
_TO_BRING: frozenset[Right] = frozenset(["join", "recruit"])
IN_A_MONTH: dict[Every, Fraction] = {
    "day": Fraction(365, 12),
    "week": Fraction(365, 84),
    "month": Fraction(1),
    "year": Fraction(1, 12),
}
"""How often a day, week, month or year ends in a mean month."""


@dataclass(frozen=True, slots=True)
class Amount:
    """One payment: the least and the most that somebody who makes it pays.

    `most` is None where there is no end. `asked` says that everybody who joins makes it, and
    `brings` that whoever brings in others has made it. Of those that share a `choice` one is made.
    """

    item: Payment
    least: Fraction
    most: Fraction | None
    asked: bool
    brings: bool
    flow: Flow = "entry"

    @property
    def choice(self) -> str | None:
        """Between which payments one chooses, None for none."""
        return self.item.choice

    @property
    def fixed(self) -> bool:
        """Whether it is one amount, always the same."""
        return self.most == self.least


def entry_amounts(plan: Plan) -> tuple[Amount, ...]:
    """Return every entry payment; what is on that list is an entry payment, whatever it buys."""
    found = [_amount(plan, item) for item in plan.entry.items]
    return tuple(each for each in found if each.most != 0)


def upkeep_amounts(plan: Plan) -> tuple[Amount, ...]:
    """Return every payment to stay, each with what it comes to in a month.

    What must be paid to join, and again each month or year, is one of them.
    """
    found = []
    for item in plan.upkeep.items:
        each = _amount(plan, item)
        # Without a word on how often, it may be due in every month.
        often = IN_A_MONTH[item.per] if item.per is not None else Fraction(1)
        at_once = _most_in_all(item, plan.scheme.currency)
        most = None if at_once is None else at_once * often
        least = each.least * often if item.per is not None else Fraction(0)
        stays = item.required == "rule" and item.rank is None and item.choice is None
        asked = stays and (item.opens is None or "join" in item.opens)
        if most != 0:
            earns = stays and (asked or "earn" in (item.opens or ()))
            found.append(Amount(item, least, most, asked, earns, flow_of(item)))
    return (*found, *(_monthly(each) for each in again_amounts(plan)))


@dataclass(frozen=True, slots=True)
class Again:
    """An entry payment that is made again: the least and the most of it each time."""

    item: Payment
    per: Every
    least: Fraction
    most: Fraction | None
    asked: bool


def again_amounts(plan: Plan) -> tuple[Again, ...]:
    """Return the entry payments, and the parts of them, that members make again and again."""
    currency = plan.scheme.currency
    found: list[Again] = []
    for item in plan.entry.items:
        ruled = item.required == "rule" and item.rank is None and item.choice is None
        asked = ruled and (item.opens is None or "join" in item.opens)
        if item.per is not None:
            most = _most_in_all(item, currency)
            found.append(Again(item, item.per, _amount(plan, item).least, most, asked))
        if item.plus is not None:
            least, most = _least(item.plus.amount, currency), _most(item.plus.amount, currency)
            found.append(Again(item, item.plus.per, least, most, asked))
    return tuple(each for each in found if each.most != 0)


def _monthly(each: Again) -> Amount:
    often = IN_A_MONTH[each.per]
    most = None if each.most is None else each.most * often
    return Amount(each.item, each.least * often, most, each.asked, each.asked, "entry")


def once(plan: Plan, item: Payment) -> tuple[Fraction, Fraction | None]:
    """Return the least and the most of one payment, as often as it may be made."""
    currency = plan.scheme.currency
    return _least(item.amount, currency), _most(item.amount, currency)


def flow_of(item: Payment) -> Flow:
    """Return what kind of order a payment to stay is."""
    if item.item == "stock":
        return "stock"
    return "own-use" if item.item in _BUYS else "entry"


def _amount(plan: Plan, item: Payment) -> Amount:
    currency = plan.scheme.currency
    first = _least(item.amount, currency)
    further = _least(item.further, currency) if item.further is not None else first
    units = max(_whole(item.units.range.lo) - 1, 0) if item.units is not None else 0
    opens = item.opens
    ruled = item.required == "rule"
    return Amount(
        item,
        first + units * further,
        _most_in_all(item, currency) if item.per is None else None,
        ruled and (opens is None or "join" in opens),
        ruled and (opens is None or not _TO_BRING.isdisjoint(opens)),
    )


def _most_in_all(item: Payment, currency: str | None) -> Fraction | None:
    first = _most(item.amount, currency)
    if first is None or item.plus is not None:
        return None
    if item.units is None:
        return first if item.further is None else None
    further = _most(item.further, currency) if item.further is not None else first
    units = item.units.range.hi
    if units == INFINITY or further is None:
        return None
    return first + max(_whole(units) - 1, 0) * further


def _least(money: Money | None, currency: str | None) -> Fraction:
    if money is None or money.currency not in (None, currency):
        return Fraction(0)
    return Fraction(0) if money.range.lo == INFINITY else Fraction(money.range.lo)


def _most(money: Money | None, currency: str | None) -> Fraction | None:
    if money is None:
        return None
    if money.range.hi == 0:
        return Fraction(0)
    if money.currency not in (None, currency) or money.range.hi == INFINITY:
        return None
    return Fraction(money.range.hi)


def _whole(number: Number) -> int:
    return int(number)


@dataclass(frozen=True, slots=True)
class Choice:
    """Payments of which somebody who joins makes exactly one, or where not `asked`, at most one."""

    amounts: tuple[Amount, ...]
    asked: bool
    brings: bool


def choices(amounts: Iterable[Amount]) -> tuple[Choice, ...]:
    """Return what is chosen between, in the order of the file; a payment alone is no choice."""
    groups: dict[object, list[Amount]] = {}
    for place, each in enumerate(amounts):
        groups.setdefault(each.choice if each.choice is not None else place, []).append(each)
    return tuple(
        Choice(tuple(g), all(each.asked for each in g), all(each.brings for each in g))
        for g in groups.values()
    )


def paid_before_bringing(groups: Sequence[Choice]) -> Fraction:
    """Return the least that somebody who brings in others has paid before."""
    return sum((min(a.least for a in g.amounts) for g in groups if g.brings), Fraction(0))
