"""What examples of a plan are made of: its own payments, prices and thresholds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Literal

from mlmcheck.interval import INFINITY
from mlmcheck.plan.openings import joining_payment
from mlmcheck.plan.terms import (
    NOTHING,
    Binary,
    Board,
    Line,
    Matrix,
    Members,
    Need,
    Remark,
    Terms,
)
from mlmcheck.plan.windows import ends_between, first_day, last_day, window
from mlmcheck.scheme.fields import Every, Flow
from mlmcheck.scheme.plan import Plan
from mlmcheck.text import Money, Text
from mlmcheck.witness.space import Option, Setting

STAND_IN = Fraction(100)
"""What stands for an amount that the plan does not state."""

_AT_RETAIL = Text("the retail price stands for what participants pay, which is not stated")

MOST_AMOUNTS = 3
"""Amounts of one kind that are tried, the smallest ones."""

_LENGTHS: tuple[Every, ...] = ("day", "week", "month", "year")


def setting_of(plan: Plan, terms: Terms) -> tuple[Setting, tuple[Remark, ...]]:
    """Return what examples of a plan are made of, and what stands for something not known."""
    remarks: list[Remark] = []
    joining = joining_payment(plan)
    if joining is None:
        joining = Fraction(0)
        text = Text("what is paid to join is not known, and is left out")
        remarks.append(Remark(("entry",), text))
    options: list[Option] = []
    for flow in ("entry", "stock", "own-use", "retail"):
        if _matters(terms, flow) and (flow == "entry" or _sold(plan)):
            found = sorted(set(_amounts(plan, terms, flow, joining)))
            if flow == "stock" and terms.ladders:
                # One unit at the price of the lowest rank that has one.
                found = [max(price for price in terms.ladders[0].prices if price is not None)]
            if not found and flow in ("stock", "own-use") and not _priced(plan):
                found = sorted(set(_prices(plan, "retail_price")))
                if found:
                    remarks.append(Remark((_section(flow),), _AT_RETAIL))
            if not found and not (flow == "entry" and joining):
                found = [STAND_IN]
                amount = Money(STAND_IN, plan.scheme.currency)
                text = Text("{amount} stands for a payment that is not stated", amount=amount)
                remarks.append(Remark((_section(flow),), text))
            goods = _goods(terms) if flow == "stock" else None
            options += [Option(flow, amount, goods) for amount in found[:MOST_AMOUNTS]]
    options += _larger_packs(plan, joining)
    if any("task" in line.triggers for line in terms.lines):
        options.append(Option(None))
    day = date(plan.day.year, 1, 1)
    one_a_day = _one_a_day(terms)
    # All have joined by the next month.
    joined = first_day(window(day, "month") + 1, "month") if one_a_day else day
    later = max(_later(terms, day), joined)
    options.sort(key=lambda option: option.amount)
    setting = Setting(
        joining,
        tuple(options),
        day,
        later,
        _until(terms, later),
        _turns_on(terms),
        _in_turn(terms),
        one_a_day,
    )
    return setting, tuple(dict.fromkeys(remarks))


def _turns_on(terms: Terms) -> Literal["heads", "sponsors", "arrival"]:
    """Return what of the network pay turns on."""
    forms = [line.form for line in terms.lines]
    if any(isinstance(form, Binary | Matrix) for form in forms):
        return "arrival"
    boards = any(isinstance(form, Board) for form in forms)
    alone = boards and all(isinstance(form, Board | Members) for form in forms)
    by_group = any(line.rates.by not in ("level", "rank") for line in terms.lines)
    if not alone or by_group or any(map(_asks_of_group, _needs(terms))):
        return "arrival" if boards else "sponsors"
    return "heads"


def _in_turn(terms: Terms) -> bool:
    """Return whether it matters what is done first: for pay at each act that hangs on more."""
    at_once = [line for line in terms.lines if line.per is None]
    if not (at_once or terms.ladders):
        return any(line.cap or line.until for line in terms.lines)
    return bool(
        terms.grades
        or terms.gates.earn
        or terms.gates.others
        or any(need != NOTHING for need in _needs(terms))
        or any(line.cap or line.until or line.rates.by != "level" for line in terms.lines)
        or any(line.base == "own_payments" for line in terms.lines)
        or any(isinstance(line.form, Binary | Board) for line in at_once)
    )


def _asks_of_group(need: Need) -> bool:
    asked = (need.group_volume, need.direct_recruits, need.downline, need.group_units)
    legs = (need.legs, need.leg_volume, need.leg_rank)
    return any(each is not None for each in (*asked, *legs))


def _larger_packs(plan: Plan, joining: Fraction) -> Iterator[Option]:
    """Yield what may be paid to join in place of the cheapest of a choice."""
    for item in plan.entry.items:
        amount = None if item.amount is None else item.amount.range.lo
        if item.choice is not None and amount is not None and amount > joining > 0:
            yield Option("entry", Fraction(amount), instead=True)


def _section(flow: Flow) -> str:
    return "entry" if flow == "entry" else "goods"


def _sold(plan: Plan) -> bool:
    return bool(plan.goods.items) or not plan.goods.closed


def _goods(terms: Terms) -> str | None:
    return terms.ladders[0].names[0] if terms.ladders and terms.ladders[0].names else None


def _matters(terms: Terms, flow: Flow) -> bool:
    """Return whether anything of the terms turns on a flow."""
    if any(flow in line.triggers for line in terms.lines):
        return True
    if flow == "stock" and terms.ladders:
        return True
    needs = list(_needs(terms))
    if flow == "retail":
        return any(n.own_sales is not None or n.customers is not None for n in needs)
    if flow == "stock" and any(need.stock is not None for need in needs):
        return True
    bought = any(need.purchase is not None or need.group_volume is not None for need in needs)
    gated = bool(terms.gates.earn or terms.gates.others)
    ranked = any(each.payment is not None or each.total is not None for each in terms.grades)
    if flow == "entry":
        return gated or ranked
    monthly = any(gate.per is not None for gate in (*terms.gates.earn, *terms.gates.others))
    kept = any(grade.keep is not None for grade in terms.grades)
    return flow == "own-use" and (bought or monthly or kept)


def _needs(terms: Terms) -> Iterator[Need]:
    waiting = [line.needs for line in terms.lines]
    waiting += [grade.requires for grade in terms.grades if grade.requires is not None]
    while waiting:
        need = waiting.pop()
        waiting += need.any
        yield need


def _amounts(plan: Plan, terms: Terms, flow: Flow, joining: Fraction) -> Iterator[Fraction]:
    """Yield the amounts of a flow that the plan itself speaks of."""
    if flow == "entry":
        yield from _entries(terms, joining)
    elif flow == "retail":
        yield from _prices(plan, "retail_price")
        yield from (need.own_sales for need in _needs(terms) if need.own_sales)
        yield from _volumes(terms)
    else:
        yield from _prices(plan, "participant_price")
        gates = (*terms.gates.earn, *terms.gates.others)
        yield from (gate.amount for gate in gates if gate.per is not None)
        yield from (grade.keep.amount for grade in terms.grades if grade.keep is not None)
        yield from (need.purchase for need in _needs(terms) if need.purchase)
        yield from _volumes(terms)
        if flow == "stock":
            yield from (need.stock for need in _needs(terms) if need.stock)


def _volumes(terms: Terms) -> Iterator[Fraction]:
    for need in _needs(terms):
        for volume in (need.group_volume, need.leg_volume):
            if volume:
                yield volume
    for line in terms.lines:
        if line.rates.by == "group_volume":
            yield from (Fraction(step) for step, _ in line.rates.steps if step)


def _entries(terms: Terms, joining: Fraction) -> Iterator[Fraction]:
    """Yield what is paid besides joining, to be paid at all or for a rank."""
    for gate in (*terms.gates.earn, *terms.gates.others):
        if gate.per is None and gate.amount > joining:
            yield gate.amount - joining
    for grade in terms.grades:
        if grade.payment is not None and grade.payment > joining and not joining:
            yield grade.payment
        if grade.total is not None and grade.total > joining:
            yield grade.total - joining


def _prices(plan: Plan, key: str) -> Iterator[Fraction]:
    for goods in plan.goods.items:
        price = getattr(goods, key)
        for _, money in () if price is None else price.by_rank:
            if money.range.is_point and money.range.lo not in (0, INFINITY):
                yield Fraction(money.range.lo)


def _priced(plan: Plan) -> bool:
    """Return whether the plan says of any goods what participants pay, be it not as one number."""
    return any(goods.participant_price is not None for goods in plan.goods.items)


def _one_a_day(terms: Terms) -> bool:
    """Return whether somebody is paid for another's coming who must have paid before it."""
    asked = bool(terms.gates.earn or terms.gates.others)
    asked = asked or any(line.needs != NOTHING or line.rates.by == "rank" for line in terms.lines)
    return asked and any("recruit" in line.triggers for line in terms.lines)


def _later(terms: Terms, day: date) -> date:
    """Return the day on which things are done: after the window of joining where one must pay on.

    What is paid to join counts towards what is asked in its own window, and so hides it.
    """
    gates = (*terms.gates.earn, *terms.gates.others)
    asked = [gate.per for gate in gates if gate.per is not None]
    asked += [grade.keep.per for grade in terms.grades if grade.keep and grade.keep.per]
    return max((first_day(window(day, per) + 1, per) for per in asked), default=day)


def closings(terms: Terms, setting: Setting) -> int:
    """Return how often pay is worked out in an example at the end of a day, a week or longer."""
    lengths = {line.per for line in terms.lines if line.per is not None}
    return sum(1 for per in lengths for _ in ends_between(setting.day, setting.until, per))


def _until(terms: Terms, day: date) -> date:
    """Return the last day of the longest window that is worked out, of two where time is paid."""

    def ends(line: Line) -> date:
        assert line.per is not None
        more = 1 if "time" in line.triggers else 0
        return last_day(window(day, line.per) + more, line.per)

    return max((ends(line) for line in terms.lines if line.per is not None), default=day)
