"""What happened: who joined when and by whom, who bought and sold what, until which day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from mlmcheck.scheme.fields import Flow


@dataclass(frozen=True, slots=True)
class Person:
    """A participant.

    `sponsor` is who brought him in, None at the top. `placement` and `side` (0 the first) are his
    place in a binary or matrix plan; None where the plan itself finds him one. `rank` is the name
    of a rank he is known to hold; None where the plan's terms give it.
    """

    id: str
    joined: date
    sponsor: str | None = None
    left: date | None = None
    placement: str | None = None
    side: int | None = None
    rank: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """A payment to the scheme: to join or stay, for stock, for own use, or by a customer.

    A participant's payment has a `buyer`. A customer's order (`retail`) has as `seller` the
    participant who brought it, None where the company sold it itself, and as `buyer` the customer.
    `amount` is what was paid; `retail_price` what the same costs at retail and `commission` what a
    merchant pays the operator on it, None where not known. `units` counts what was bought.
    """

    id: str
    day: date
    flow: Flow
    amount: Fraction
    buyer: str | None = None
    seller: str | None = None
    goods: str | None = None
    units: int = 1
    retail_price: Fraction | None = None
    commission: Fraction | None = None

    @property
    def acting(self) -> str | None:
        """The participant whose act it is: the seller of a retail sale, the buyer of any other."""
        return self.seller if self.flow == "retail" else self.buyer


@dataclass(frozen=True, slots=True)
class Task:
    """Something a participant did that is no payment."""

    id: str
    day: date
    who: str


@dataclass(frozen=True, slots=True)
class History:
    """A network and its events, up to and with the day `until`.

    Raises:
        ValueError: an id is used twice, somebody named is not among the people, people are each
            other's sponsors in a circle, or something happens after the last day, or to a person
            before he joined.
    """

    people: tuple[Person, ...]
    orders: tuple[Order, ...]
    until: date
    tasks: tuple[Task, ...] = ()

    def __post_init__(self) -> None:
        _unique("person", (each.id for each in self.people))
        _unique("order", (each.id for each in self.orders))
        _unique("task", (each.id for each in self.tasks))
        joined = {each.id: each.joined for each in self.people}
        for person in self.people:
            for above in (person.sponsor, person.placement):
                if above is not None and joined.get(above, date.max) > person.joined:
                    raise ValueError(f"{person.id} joins under {above}, who has not joined by then")
            if person.joined > self.until:
                raise ValueError(f"{person.id} joins after the last day")
        _no_circle(self.people)
        for order in self.orders:
            if order.flow != "retail" and order.buyer is None:
                raise ValueError(f"the order {order.id} has no buyer")
            _by_then(joined, order.acting, order.id, order.day, self.until)
        for task in self.tasks:
            _by_then(joined, task.who, task.id, task.day, self.until)


def _by_then(joined: dict[str, date], who: str | None, what: str, day: date, until: date) -> None:
    if who is not None and joined.get(who, date.max) > day:
        raise ValueError(f"{who}, of {what}, has not joined by {day}")
    if day > until:
        raise ValueError(f"{what} is after the last day")


def _unique(kind: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for id in ids:
        if id in seen:
            raise ValueError(f"there are two {kind}s with the id {id}")
        seen.add(id)


def _no_circle(people: tuple[Person, ...]) -> None:
    sponsor = {each.id: each.sponsor for each in people}
    known: set[str] = set()
    for start in sponsor:
        path: set[str] = set()
        here: str | None = start
        while here is not None and here not in known:
            if here in path:
                raise ValueError(f"{here} is above himself")
            path.add(here)
            here = sponsor[here]
        known |= path
