"""What is carried from month to month: who stands where, what each did so far and was paid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from mlmcheck.plan.batch.crowd import Crowd, Floats, Ints, Month, Orders
from mlmcheck.plan.batch.monthly import monthly
from mlmcheck.plan.batch.places import placed
from mlmcheck.plan.batch.trees import Tree
from mlmcheck.plan.terms import Binary, Board, Event, Line, Matrix, Terms
from mlmcheck.scheme.fields import PartOf

FLOWS: tuple[Event, ...] = ("entry", "stock", "own-use", "retail")

BINARY_WIDTH = 2


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """What each person did himself in a window of time, or ever: money, units and buyers."""

    entry: Floats
    stock: Floats
    own_use: Floats
    retail: Floats
    units: Floats
    customers: Floats

    @classmethod
    def none(cls, people: int) -> Tally:
        """Return a tally in which nobody did anything."""
        return cls(*(np.zeros(people) for _ in range(6)))

    @classmethod
    def of(cls, month: Month, customers: Ints) -> Tally:
        """Return the tally of a month, with the buyers that are to be counted."""
        return cls(
            month.entry.amount,
            month.stock.amount,
            month.own_use.amount,
            month.retail.amount,
            month.entry.counted() + month.stock.counted(),
            customers.astype(np.float64),
        )

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.entry + other.entry,
            self.stock + other.stock,
            self.own_use + other.own_use,
            self.retail + other.retail,
            self.units + other.units,
            self.customers + other.customers,
        )

    @property
    def purchase(self) -> Floats:
        """All that each paid himself."""
        return self.entry + self.stock + self.own_use

    def volume(self, flows: Iterable[Event]) -> Floats:
        """Return what each bought and sold of these kinds."""
        by = {
            "entry": self.entry,
            "stock": self.stock,
            "own-use": self.own_use,
            "retail": self.retail,
        }
        return sum((by[flow] for flow in flows if flow in by), np.zeros_like(self.entry))


@dataclass(frozen=True, slots=True, eq=False)
class Done:
    """Acts of one kind in a window: how many each person did, and what they came to.

    `amount` is what was paid, None where the kind of act is no payment. The retail price and the
    commission are 0 where they are not known.
    """

    count: Floats
    amount: Floats | None = None
    retail_price: Floats | None = None
    commission: Floats | None = None

    def __add__(self, other: Done) -> Done:
        return Done(
            self.count + other.count,
            _sum(self.amount, other.amount),
            _sum(self.retail_price, other.retail_price),
            _sum(self.commission, other.commission),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Acts:
    """The acts of a window by their kind.

    `done` has recruits by the newcomer himself; `unpaying` are those newcomers who made no entry
    payment in the month in which they joined, whom alone a line for both counts. `house` is what
    orders of the company's own customers come to, by what a share may be of.
    """

    done: Mapping[Event, Done]
    unpaying: Done
    house: Mapping[PartOf, float]

    def __add__(self, other: Acts) -> Acts:
        done = {event: acts + other.done[event] for event, acts in self.done.items()}
        house = {base: sum_ + other.house[base] for base, sum_ in self.house.items()}
        return Acts(done, self.unpaying + other.unpaying, house)

    def house_of(self, line: Line) -> float:
        """Return what a line's shares of orders of the company's own customers are of."""
        return self.house.get(line.base, self.house["payment"])

    def of(self, line: Line) -> dict[Event, Done]:
        """Return the acts that trigger a line."""
        found = {event: self.done[event] for event in self.done if event in line.triggers}
        if "recruit" in found and "entry" in found:
            found["recruit"] = self.unpaying
        return found


def acts_of(crowd: Crowd, number: int, month: Month) -> Acts:
    """Return the acts of a month; rewards and the passing of time are none of them."""
    newcomers = (crowd.joined == number).astype(np.float64)
    return Acts(
        {
            "entry": _done(month.entry),
            "stock": _done(month.stock),
            "own-use": _done(month.own_use),
            "retail": _done(month.retail, month.retail.amount),
            "recruit": Done(newcomers),
            "task": Done(month.tasks.astype(np.float64)),
        },
        Done(newcomers * (month.entry.count == 0)),
        {
            "payment": month.house,
            "retail_price": month.house
            if month.house_retail_price is None
            else month.house_retail_price,
            "commission": month.house_commission,
        },
    )


def _done(orders: Orders, retail_price: Floats | None = None) -> Done:
    if orders.retail_price is not None:
        retail_price = orders.retail_price
    count = orders.count.astype(np.float64)
    return Done(count, orders.amount, retail_price, orders.commission)


def _sum(one: Floats | None, other: Floats | None) -> Floats | None:
    if one is None or other is None:
        return other if one is None else one
    return one + other


@dataclass(frozen=True, slots=True, eq=False)
class Placing:
    """The places of a matrix, or of a binary plan: who is above each, and on which side of him."""

    tree: Tree
    side: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Net:
    """How everybody stands to each other: by sponsors, and by places for each width needed."""

    sponsors: Tree
    places: Mapping[int, Placing]


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Everything of past months that the next one hangs on; made by `opening`, never changed.

    `number` is the month that comes next. `largest` is each person's greatest single order of
    those that may buy a rank. `acts` and `rewards` are those of the year so far, kept where a line
    is worked out by the year. By the place of a line among the terms': `paid` is what it has paid
    each person ever, `paid_this_year` in this year, `legs` what his legs hold unpaired (two rows),
    and `seats` who has sat down at its boards, in that order.
    """

    net: Net
    number: int
    ever: Tally
    year: Tally
    largest: Floats
    acts: Acts | None
    rewards: Done | None
    paid: Mapping[int, Floats]
    paid_this_year: Mapping[int, Floats]
    legs: Mapping[int, Floats]
    seats: Mapping[int, Ints]


def opening(terms: Terms, crowd: Crowd) -> Standing:
    """Return where everything stands before month 0, with everybody's place worked out.

    Raises:
        ValueError: the terms are not by the month; see `monthly`.
    """
    if terms != monthly(terms):
        raise ValueError("the terms are not by the month; pass what monthly() makes of them")
    n = len(crowd)
    widths = {line.form.width for line in terms.lines if isinstance(line.form, Matrix)}
    if any(isinstance(line.form, Binary) for line in terms.lines):
        widths.add(BINARY_WIDTH)
    places = {}
    for width in sorted(widths):
        above, side = placed(crowd, width)
        places[width] = Placing(Tree(above), side)
    lines = list(enumerate(terms.lines))
    return Standing(
        Net(Tree(crowd.sponsor), places),
        0,
        Tally.none(n),
        Tally.none(n),
        np.zeros(n),
        None,
        None,
        {
            place: np.zeros(n)
            for place, line in lines
            if line.until is not None or (line.cap is not None and line.cap.per is None)
        },
        {
            place: np.zeros(n)
            for place, line in lines
            if line.cap is not None and line.cap.per == "year"
        },
        {place: np.zeros((2, n)) for place, line in lines if isinstance(line.form, Binary)},
        {place: np.zeros(0, np.int64) for place, line in lines if isinstance(line.form, Board)},
    )


def with_month(standing: Standing, month: Month) -> Standing:
    """Return the standing with the counts of its next month in it, and nothing paid yet."""
    new_year = standing.number % 12 == 0
    year = Tally.of(month, month.new_this_year)
    largest = np.maximum(month.entry.greatest(), month.stock.greatest())
    return replace(
        standing,
        ever=standing.ever + Tally.of(month, month.new_customers),
        year=year if new_year else standing.year + year,
        largest=np.maximum(standing.largest, largest),
        acts=None if new_year else standing.acts,
        rewards=None if new_year else standing.rewards,
        paid_this_year={
            place: np.zeros_like(paid) if new_year else paid
            for place, paid in standing.paid_this_year.items()
        },
    )
