"""A history as the arrays that the vectorised interpreter takes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from mlmcheck.plan.batch import NEVER, NOBODY, Crowd, Month, Orders
from mlmcheck.plan.history import History, Order
from mlmcheck.plan.terms import Terms
from mlmcheck.plan.windows import last_day, window


@dataclass(frozen=True)
class Arrays:
    """A history in arrays; `ids` are the people row by row, `first` the month that is number 0."""

    ids: tuple[str, ...]
    first: int
    crowd: Crowd
    months: tuple[Month, ...]


def arrays_of(terms: Terms, history: History) -> Arrays:
    """Return the arrays of a history, from the January of its first year on."""
    people = sorted(history.people, key=lambda person: person.joined)
    row = {person.id: place for place, person in enumerate(people)}
    days = [person.joined for person in people] + [order.day for order in history.orders]
    first = min(days).year * 12
    ranks = {name: place for place, grade in enumerate(terms.grades) for name in grade.names}
    crowd = Crowd(
        np.array([NOBODY if p.sponsor is None else row[p.sponsor] for p in people], np.int64),
        np.array([window(p.joined, "month") - first for p in people], np.int64),
        np.array([_left(p.left, first) for p in people], np.int64),
        np.array([NOBODY if p.placement is None else row[p.placement] for p in people], np.int64),
        np.array([NOBODY if p.side is None else p.side for p in people], np.int64),
        np.array([-1 if p.rank is None else ranks[p.rank] for p in people], np.int64),
    )
    count = window(history.until, "month") - first + 1
    months = tuple(_month(terms, history, row, first, number) for number in range(count))
    return Arrays(tuple(row), first, crowd, months)


def _left(left, first: int) -> int:
    if left is None:
        return NEVER
    month = window(left, "month")
    return month - first + (left == last_day(month, "month"))


def _month(terms: Terms, history: History, row: dict[str, int], first: int, number: int) -> Month:
    def number_of(order: Order) -> int:
        return window(order.day, "month") - first

    orders = [order for order in history.orders if number_of(order) == number]
    own = [order for order in orders if order.acting is not None]
    house = [order for order in orders if order.acting is None]
    before = [order for order in history.orders if number_of(order) < number]
    this_year = [order for order in before if number_of(order) // 12 == number // 12]
    tasks = np.zeros(len(row), np.int64)
    for task in history.tasks:
        if window(task.day, "month") - first == number:
            tasks[row[task.who]] += 1
    customers = _customers(orders)
    quiet = Month.quiet(len(row))
    return replace(
        quiet,
        entry=_orders(own, "entry", row),
        stock=_orders(own, "stock", row),
        own_use=_orders(own, "own-use", row),
        retail=_orders(own, "retail", row),
        customers=_heads(customers, row),
        new_customers=_heads(customers - _customers(before), row),
        new_this_year=_heads(customers - _customers(this_year), row),
        tasks=tasks,
        house=float(sum(order.amount for order in house)),
        house_retail_price=float(
            sum(
                order.amount if order.retail_price is None else order.retail_price
                for order in house
            )
        ),
        house_commission=float(sum(order.commission or 0 for order in house)),
        ladder_units=tuple(
            _sums(
                row,
                [
                    (order.acting, order.units)
                    for order in own
                    if order.flow == "stock"
                    and (
                        order.goods in ladder.names
                        or (order.goods is None and len(terms.ladders) == 1)
                    )
                ],
            )
            for ladder in terms.ladders
        ),
    )


def _customers(orders: list[Order]) -> set[tuple[str, str]]:
    return {
        (order.seller, f"buyer {order.buyer}" if order.buyer else f"order {order.id}")
        for order in orders
        if order.flow == "retail" and order.seller is not None
    }


def _heads(customers: set[tuple[str, str]], row: dict[str, int]) -> np.ndarray:
    return _sums(row, [(seller, 1) for seller, _ in customers]).astype(np.int64)


def _orders(orders: list[Order], flow: str, row: dict[str, int]) -> Orders:
    of = [order for order in orders if order.flow == flow]
    largest = np.zeros(len(row))
    for order in of:
        largest[row[order.acting]] = max(largest[row[order.acting]], float(order.amount))

    def retail_price(order: Order):
        if order.retail_price is None:
            return order.amount if flow == "retail" else 0
        return order.retail_price

    return Orders(
        _sums(row, [(order.acting, order.amount) for order in of]),
        _sums(row, [(order.acting, 1) for order in of]).astype(np.int64),
        _sums(row, [(order.acting, order.units) for order in of]),
        _sums(row, [(order.acting, retail_price(order)) for order in of]),
        _sums(row, [(order.acting, order.commission or 0) for order in of]),
        largest,
    )


def _sums(row: dict[str, int], values: list) -> np.ndarray:
    found = np.zeros(len(row))
    for who, value in values:
        found[row[who]] += float(value)
    return found
