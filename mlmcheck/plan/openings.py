"""What a participant must have paid to be paid: the payments that open pay or keep a rank."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from mlmcheck.interval import INFINITY
from mlmcheck.plan.terms import End, Gate, Gates, Remark
from mlmcheck.plan.windows import DAYS_IN
from mlmcheck.scheme.fields import Every
from mlmcheck.scheme.model import Payment, Right
from mlmcheck.scheme.plan import Plan
from mlmcheck.scheme.quantity import Count, Money
from mlmcheck.text import Text


@dataclass(frozen=True, slots=True)
class Openings:
    """The gates of a plan, and what is taken where an amount is not known."""

    gates: Gates
    taken: tuple[Remark, ...]


def gates(plan: Plan, end: End) -> Openings:
    """Return what must have been paid to be paid at all, and to be paid on others."""
    reader = _Reader(plan, end)
    earn = reader.opening(frozenset(["earn"]))
    others = reader.opening(frozenset(["earn", "recruit"]))
    whole = tuple(dict.fromkeys((*earn, *others)))
    return Openings(Gates(earn, whole), tuple(dict.fromkeys(reader.taken)))


def keep_of(plan: Plan, names: tuple[str, ...], end: End) -> Gate | None:
    """Return what must be paid in each window to hold a rank, None where nothing is asked."""
    for item in plan.upkeep.items:
        amount = _amount(item, plan.scheme.currency, end)
        binds = item.required not in ("optional", "practice")
        if item.rank in names and binds and item.per is not None and amount:
            return Gate(amount, item.per)
    return None


class _Reader:
    __slots__ = ("end", "plan", "taken")

    def __init__(self, plan: Plan, end: End) -> None:
        self.plan = plan
        self.end = end
        self.taken: list[Remark] = []

    def opening(self, rights: frozenset[Right]) -> tuple[Gate, ...]:
        upkeep = [item for item in self._asked(self.plan.upkeep.items, rights) if item.rank is None]
        for item in upkeep:
            if item.per is None:
                text = Text("how often it must be paid is not known, and it is not asked for")
                self.taken.append(Remark(item.at, text))
        sums: list[tuple[Fraction, Every | None]] = [
            (self._sum(self._asked(self.plan.entry.items, rights)), None),
            *((self._sum([i for i in upkeep if i.per == every]), every) for every in DAYS_IN),
        ]
        return tuple(Gate(amount, every) for amount, every in sums if amount > 0)

    def _sum(self, asked: list[Payment]) -> Fraction:
        """Return the sum of the payments, the cheapest of those that share a choice."""
        total = Fraction(0)
        choices: dict[str, list[Fraction]] = {}
        for item in asked:
            amount = self._known(item)
            if item.choice is None:
                total += amount
            else:
                choices.setdefault(item.choice, []).append(amount)
        return total + sum((min(each) for each in choices.values()), Fraction(0))

    def _asked(self, items: tuple[Payment, ...], rights: frozenset[Right]) -> list[Payment]:
        """Return the payments asked for; an optional one only as the sole way to a right."""
        asked: list[Payment] = []
        for right in sorted(rights):
            opens = [item for item in items if right in (item.opens or ())]
            binding = [item for item in opens if item.required in ("rule", None)]
            if not binding:
                optional = [item for item in opens if item.required == "optional"]
                binding = sorted(optional, key=self._known)[:1]
            asked += [item for item in binding if item not in asked]
        return asked

    def _known(self, item: Payment) -> Fraction:
        amount = _amount(item, self.plan.scheme.currency, self.end)
        if amount is None:
            text = Text("how much must be paid is not known, and it is not asked for")
            self.taken.append(Remark(item.at, text))
            return Fraction(0)
        return amount


def _amount(item: Payment, currency: str | None, end: End) -> Fraction | None:
    """Return what the first units of a payment come to, None where that is not known."""
    first = _of(item.amount, currency, end)
    if first is None:
        return None
    more = _least_units(item.units) - 1
    if more <= 0:
        return first
    further = _of(item.further, currency, end) if item.further is not None else first
    return None if further is None else first + more * further


def _of(money: Money | None, currency: str | None, end: End) -> Fraction | None:
    if money is None or money.currency not in (None, currency):
        return None
    number = money.range.lo if end == "most" else money.range.hi
    return None if number == INFINITY else Fraction(number)


def _least_units(units: Count | None) -> int:
    return 1 if units is None else int(units.range.lo)


def joining_payment(plan: Plan) -> Fraction | None:
    """Return what everybody pays to join, of a choice the cheapest; None where it is not known.

    That is what the plan requires, by rule or in practice, and that opens joining or is not said
    to open anything else.
    """
    total = Fraction(0)
    choices: dict[str, list[Fraction]] = {}
    for item in plan.entry.items:
        if item.required == "optional" or not (item.opens is None or "join" in item.opens):
            continue
        amount = _amount(item, plan.scheme.currency, "most")
        if amount is None:
            return None
        if item.choice is None:
            total += amount
        else:
            choices.setdefault(item.choice, []).append(amount)
    return total + sum((min(each) for each in choices.values()), Fraction(0))
