"""What a plan surely pays for a newcomer, to the one who brings him in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from mlmcheck.plan.rounding import to_unit
from mlmcheck.plan.terms import Fixed, Gates, Line, Need, Part, Rate, StairStep, Terms, Unilevel

_COUNTED_FROM = {"direct_recruits": 1, "downline": 1, "group_volume": 0}
"""What whoever has just brought somebody in has at least reached."""


@dataclass(frozen=True, slots=True)
class Sure:
    """What one line pays at least: of each entry payment a part, or for each newcomer a sum.

    `on_recruit` says that the sum is paid for whoever joins, else for whoever pays to join.
    """

    line: Line
    part: Fraction = Fraction(0)
    amount: Fraction = Fraction(0)
    on_recruit: bool = False


def surely_paid(terms: Terms, gates: Gates, paid: Fraction) -> tuple[Sure, ...]:
    """Return what is surely paid for each newcomer, by the terms at which the plan pays least.

    `paid` is the least that whoever brings in others has paid himself, and `gates` is the least
    that must have been paid to be paid: of one range both are the same number. Sure is only the
    pay of the one who brings somebody in, at once, and only where he meets all that is asked by
    having joined, paid and brought one: higher levels may be empty, whoever is paid later may have
    left, and a cap or an end may have been reached. A cap on all rewards may cut any of them.
    """
    if terms.payout_cap is not None:
        return ()
    replaced = {index for line in terms.lines for index in line.replaces}
    if any(gate.per is not None or gate.amount > paid for gate in gates.others):
        return ()
    found: list[Sure] = []
    for line in terms.lines:
        events = line.triggers & {"entry", "recruit"}
        if not events or line.index in replaced or not _at_once(line):
            continue
        rate = _sure_rate(terms, line)
        if rate is None or not _meets(terms, line.needs, paid):
            continue
        if isinstance(rate, Fixed):
            amount = to_unit(rate.amount, terms.unit)
            found.append(Sure(line, amount=amount, on_recruit="recruit" in events))
        elif "entry" in events and line.base == "payment":
            found.append(Sure(line, part=rate.part))
    return tuple(each for each in found if each.part > 0 or each.amount > 0)


def _at_once(line: Line) -> bool:
    """Return whether the one who brings somebody in is paid at the act, and every time."""
    if line.per is not None or line.cap is not None or line.until is not None:
        return False
    form = line.form
    if isinstance(form, Unilevel):
        return form.first <= 1 and (form.last is None or form.last >= 1)
    return isinstance(form, StairStep) and (form.last is None or form.last >= 1)


def _sure_rate(terms: Terms, line: Line) -> Rate | None:
    """Return the least rate that level 1 can have, None where he may have none."""
    rates = line.rates
    if rates.steps[0][0] is None:
        return rates.steps[0][1]
    if rates.by == "level":
        return rates.at(1)
    if rates.by == "rank":
        if not _everybody_holds_the_lowest(terms):
            return None
        keys: Iterable[int | Fraction] = range(len(terms.grades))
    else:
        start = Fraction(_COUNTED_FROM[rates.by])
        later = [Fraction(key) for key, _ in rates.steps if key is not None and key > start]
        keys = [start, *later]
    return _least_of([rates.at(key) for key in keys])


def _least_of(rates: Iterable[Rate | None]) -> Rate | None:
    """Return the least of rates of one kind, None where one is missing or kinds are mixed."""
    found = list(rates)
    shares = [rate for rate in found if isinstance(rate, Part)]
    sums = [rate for rate in found if isinstance(rate, Fixed)]
    if found and len(shares) == len(found):
        return min(shares, key=lambda rate: rate.part)
    if found and len(sums) == len(found):
        return min(sums, key=lambda rate: rate.amount)
    return None


def _everybody_holds_the_lowest(terms: Terms) -> bool:
    return bool(terms.grades) and terms.grades[0].given and terms.grades[0].keep is None


def _meets(terms: Terms, need: Need, paid: Fraction) -> bool:
    """Return whether whoever has joined, paid and just brought one in meets what is asked."""
    if need.rank is not None and not (need.rank == 0 and _everybody_holds_the_lowest(terms)):
        return False
    if any(
        (asked or 0) > 0
        for asked in (need.stock, need.own_sales, need.customers, need.group_units, need.legs)
    ):
        return False
    before = paid if need.per is None else Fraction(0)
    if (need.purchase or 0) > before or (need.group_volume or 0) > before:
        return False
    if (need.direct_recruits or 0) > 1 or (need.downline or 0) > 1:
        return False
    return not need.any or any(_meets(terms, each, paid) for each in need.any)
