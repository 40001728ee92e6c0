"""The interpreter: from a plan's terms and what happened, every payout with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from mlmcheck.plan.acts import Act, Desk, Due
from mlmcheck.plan.book import Book, windows_of
from mlmcheck.plan.caps import Paid, Payout, Till, cut_to_cap
from mlmcheck.plan.forms.along import due_along
from mlmcheck.plan.forms.binary import WIDTH, Legs
from mlmcheck.plan.forms.board import Boards
from mlmcheck.plan.forms.shared import (
    acts_of_time,
    due_for_time,
    due_from_pool,
    due_on_groups,
)
from mlmcheck.plan.forms.stair_step import due_on_stairs
from mlmcheck.plan.forms.tiers import differences
from mlmcheck.plan.history import History, Order, Person, Task
from mlmcheck.plan.places import Places
from mlmcheck.plan.qualify import Qualifier
from mlmcheck.plan.terms import (
    Binary,
    Board,
    Group,
    Line,
    Matrix,
    Members,
    Pool,
    StairStep,
    Terms,
    Unilevel,
)
from mlmcheck.plan.windows import ends_between

__all__ = ["Paid", "Payout", "pay"]


def pay(terms: Terms, history: History) -> Paid:
    """Return every payout that the terms make of what happened; see docs/plan.md.

    Payouts stand in the order in which they are made.
    """
    run = _Run(terms, history)
    for day, events in _days(terms, history):
        for event in events:
            run.take(event)
        run.close(day)
    payouts = cut_to_cap(run.till.payouts, terms, history.orders)
    return Paid(payouts, tuple(run.desk.lacking))


def _days(terms: Terms, history: History) -> Iterator[tuple[date, list[Person | Order | Task]]]:
    """Yield every day on which something happens or is worked out, with its events in order."""
    days: dict[date, list[Person | Order | Task]] = {}
    for person in history.people:
        days.setdefault(person.joined, []).append(person)
    for order in history.orders:
        days.setdefault(order.day, []).append(order)
    for task in history.tasks:
        days.setdefault(task.day, []).append(task)
    if days:
        for every in {line.per for line in terms.lines if line.per is not None}:
            for end, _ in ends_between(min(days), history.until, every):
                days.setdefault(end, [])
    for day in sorted(days):
        yield day, days[day]


class _Run:
    """One history in the midst of being paid."""

    __slots__ = ("_boards", "_entrants", "_legs", "_pending", "_terms", "desk", "till")

    def __init__(self, terms: Terms, history: History) -> None:
        self._terms = terms
        book = Book(windows_of(terms))
        places = {
            line.form.width: Places(line.form.width)
            for line in terms.lines
            if isinstance(line.form, Matrix)
        }
        if any(isinstance(line.form, Binary) for line in terms.lines):
            places.setdefault(WIDTH, Places(WIDTH))
        self.desk = Desk(terms, book, Qualifier(terms, book), places)
        self.till = Till(terms, book)
        self._pending: dict[int, list[Act]] = {line.index: [] for line in terms.lines}
        self._legs = {
            line.index: Legs(line, line.form)
            for line in terms.lines
            if isinstance(line.form, Binary)
        }
        self._boards = {
            line.index: Boards(line, line.form)
            for line in terms.lines
            if isinstance(line.form, Board)
        }
        joined = {person.id: person.joined for person in history.people}
        self._entrants = {
            order.buyer
            for order in history.orders
            if order.flow == "entry" and joined.get(order.buyer or "") == order.day
        }

    def take(self, event: Person | Order | Task) -> None:
        """Let one event happen, and pay what is paid on it at once."""
        if isinstance(event, Person):
            self._join(event)
        elif isinstance(event, Order):
            self.desk.book.take(event)
            act = Act(event.flow, event.id, event.acting, event.day, event.amount, event)
            for difference in differences(self.desk, act):
                self.till.keep(difference)
            self._happen(act)
        else:
            self._happen(Act("task", event.id, event.who, event.day))

    def _join(self, person: Person) -> None:
        self.desk.book.join(person)
        for places in self.desk.places.values():
            places.take(person)
        act = Act("recruit", person.id, person.id, person.joined)
        for line in self._terms.lines:
            if line.index in self._boards and person.sponsor is None:
                self._pay(line, self._boards[line.index].seat(self.desk, act), act.day)
        self._happen(act)

    def _happen(self, act: Act) -> None:
        for line in self._terms.lines:
            if act.event not in line.triggers:
                continue
            if act.event == "recruit" and "entry" in line.triggers and act.who in self._entrants:
                continue
            if isinstance(line.form, Board):
                self._pay(line, self._boards[line.index].seat(self.desk, act), act.day)
            elif isinstance(line.form, Binary):
                people = self._legs[line.index].add(self.desk, act)
                if line.per is None:
                    dues = self._legs[line.index].pair(self.desk, people, act.day, act)
                    self._pay(line, dues, act.day)
            elif line.per is None:
                self._pay(line, self._on_act(line, act, act.day), act.day)
            else:
                self._pending[line.index].append(act)

    def _on_act(self, line: Line, act: Act, day: date) -> Iterator[Due]:
        form = line.form
        if isinstance(form, StairStep):
            yield from due_on_stairs(self.desk, line, form, act, day)
        elif isinstance(form, Unilevel | Matrix):
            yield from due_along(self.desk, line, form, act, day)

    def close(self, day: date) -> None:
        """Work out every line whose window ends with the day, those on rewards last."""
        ending = [
            line
            for line in self._terms.lines
            if line.per is not None and any(ends_between(day, day, line.per))
        ]
        for line in sorted(ending, key=lambda each: "reward" in each.triggers):
            self._pay(line, self._over_window(line, day), day)

    def _over_window(self, line: Line, day: date) -> Iterator[Due]:
        acts, self._pending[line.index] = self._pending[line.index], []
        form = line.form
        if isinstance(form, Pool):
            yield from due_from_pool(self.desk, line, acts, day)
        elif isinstance(form, Group):
            yield from due_on_groups(self.desk, line, acts, day)
        elif isinstance(form, Members):
            yield from due_for_time(self.desk, line, day)
        elif isinstance(form, Binary):
            yield from self._legs[line.index].settle(self.desk, day)
        else:
            if "time" in line.triggers:
                acts = [*acts, *acts_of_time(self.desk, line, day)]
            for act in acts:
                yield from self._on_act(line, act, day)

    def _pay(self, line: Line, dues: Iterable[Due], day: date) -> None:
        """Pay what is due, and let lines on rewards hear of it."""
        for due in dues:
            if self._replaced(line, due, day):
                continue
            payout = self.till.pay(due, day)
            if payout is None or "reward" in line.triggers:
                continue
            act = Act("reward", payout.act or "", payout.to, day, payout.amount)
            self._happen(act)

    def _replaced(self, line: Line, due: Due, day: date) -> bool:
        """Return whether another line stands in for this one with the one who is to be paid."""
        first = due.act.first_level if due.act is not None else 0
        on_others = due.level is not None and due.level > first
        kinds = line.triggers if due.act is None else frozenset([due.act.event])
        return any(
            line.index in other.replaces
            and not kinds.isdisjoint(other.triggers)
            and self.desk.qualifier.may(other, due.to, day, on_others=on_others)
            for other in self._terms.lines
        )
