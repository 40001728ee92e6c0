"""One small network with its events, what it pays, and on whose acts each payment hangs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from mlmcheck.interval import Interval
from mlmcheck.plan.caps import Paid, Payout
from mlmcheck.plan.history import History, Order
from mlmcheck.plan.pay import pay
from mlmcheck.plan.terms import Binary, Matrix, Members, Terms
from mlmcheck.witness.space import joining_of

_ZERO = Fraction(0)


@dataclass(slots=True)
class Example:
    """A history under the terms of a plan, paid."""

    terms: Terms
    history: History
    paid: Paid
    values: dict[str, Interval | None] = field(default_factory=dict)
    """What it shows of each fact that was asked for."""
    _lost: dict[str, Mapping[str, Fraction]] = field(default_factory=dict)

    @property
    def people(self) -> list[str]:
        """Everybody's id, in order of joining."""
        return [person.id for person in self.history.people]

    def above(self, person: str) -> list[str]:
        """Return the sponsors above a person, nearest first."""
        sponsor = {each.id: each.sponsor for each in self.history.people}
        found: list[str] = []
        here = sponsor[person]
        while here is not None:
            found.append(here)
            here = sponsor[here]
        return found

    def put_in(self, person: str) -> Fraction:
        """Return all that a person pays in."""
        return sum((order.amount for order in self.orders_of(person)), _ZERO)

    def orders_of(self, person: str) -> list[Order]:
        """Return what a person pays in himself."""
        return [o for o in self.history.orders if o.flow != "retail" and o.buyer == person]

    def joining(self) -> list[Order]:
        """Return what people pay to join."""
        ids = set(map(joining_of, self.people))
        return [order for order in self.history.orders if order.id in ids]

    def lost_without_order(self, order: Order) -> Mapping[str, Fraction]:
        """Return who would be paid less if an order were not there, and how much less."""
        key = f"order {order.id}"
        if key not in self._lost:
            orders = tuple(each for each in self.history.orders if each is not order)
            self._lost[key] = self._less(replace(self.history, orders=orders))
        return self._lost[key]

    def lost_without_acts(self, person: str) -> Mapping[str, Fraction]:
        """Return who would be paid less if a person had come and then done nothing."""
        key = f"acts {person}"
        if key not in self._lost:
            orders = tuple(o for o in self.history.orders if o.acting != person)
            tasks = tuple(each for each in self.history.tasks if each.who != person)
            self._lost[key] = self._less(replace(self.history, orders=orders, tasks=tasks))
        return self._lost[key]

    def lost_without_person(self, person: str) -> Mapping[str, Fraction]:
        """Return who would be paid less if a person whom nobody stands below had not come."""
        key = f"person {person}"
        if key not in self._lost:
            people = tuple(each for each in self.history.people if each.id != person)
            orders = tuple(o for o in self.history.orders if o.acting != person)
            tasks = tuple(each for each in self.history.tasks if each.who != person)
            without = replace(self.history, people=people, orders=orders, tasks=tasks)
            self._lost[key] = self._less(without)
        return self._lost[key]

    def lost_without_goods(self, person: str) -> Mapping[str, Fraction]:
        """Return who would be paid less if a person had bought and sold no goods."""
        key = f"goods {person}"
        if key not in self._lost:
            orders = self.history.orders
            kept = tuple(o for o in orders if o.acting != person or o.flow == "entry")
            same = len(kept) == len(orders)
            self._lost[key] = {} if same else self._less(replace(self.history, orders=kept))
        return self._lost[key]

    def last_ones(self) -> list[str]:
        """Return the people whose coming moves nobody else's place: nobody stands below them."""
        if any(isinstance(line.form, Binary | Matrix) for line in self.terms.lines):
            return self.people[-1:]
        sponsors = {person.sponsor for person in self.history.people}
        return [person for person in self.people if person not in sponsors]

    def rewards(self) -> list[Payout]:
        """Return what is paid by the rewards of the plan, differences of prices left out."""
        return [payout for payout in self.paid.payouts if payout.line is not None]

    def events_of(self, payout: Payout) -> frozenset[str]:
        """Return the kinds of act that a payout may be on: one where it is on a single act.

        A reward on another's reward is on the act that this one was paid on.
        """
        if payout.event is not None and payout.event != "reward":
            return frozenset([payout.event])
        if payout.event == "reward":
            flows = [order.flow for order in self.history.orders if order.id == payout.act]
            if flows:
                return frozenset(flows)
            if payout.act in self.people:
                return frozenset(["recruit"])
            return frozenset(event for line in self.terms.lines for event in line.triggers)
        line = next(each for each in self.terms.lines if each.index == payout.line)
        return frozenset(["time"]) if isinstance(line.form, Members) else line.triggers

    def _less(self, without: History) -> Mapping[str, Fraction]:
        now, then = _sums(self.paid), _sums(pay(self.terms, without))
        return {
            person: amount - then.get(person, _ZERO)
            for person, amount in now.items()
            if amount > then.get(person, _ZERO)
        }


def example_of(terms: Terms, history: History) -> Example:
    """Return a history paid under the terms."""
    return Example(terms, history, pay(terms, history))


def _sums(paid: Paid) -> dict[str, Fraction]:
    sums: dict[str, Fraction] = {}
    for payout in paid.payouts:
        sums[payout.to] = sums.get(payout.to, _ZERO) + payout.amount
    return sums
