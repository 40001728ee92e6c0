"""Who is in the network, and what each of them did in one month, one entry a person."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

NOBODY = -1
"""Stands for a person where there is none: above the top, or where no place is given."""

NEVER = 2**62
"""The month in which somebody leaves who stays."""


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """Everybody who joins in the months looked at, in the order of joining; rows are people.

    All arrays are of length n, and whole numbers:

    - `sponsor`: the row of the one who brought him, `NOBODY` at the top; always an earlier row;
    - `joined`: the month in which he joined, 0 the first; never falls from row to row;
    - `left`: the first month in which he is no longer paid, `NEVER` if he stays. His place, and
      what is below it, stay. Who leaves on the last day of a month is still paid for that month;
    - `placement`, `side`: the row he is placed below and on which side (0 the first), `NOBODY`
      where the plan finds him the place; None where it does for everybody;
    - `rank`: a rank he is known to hold, by its place among the plan's ranks, -1 where the plan's
      terms give it; None where they do for everybody.

    Month 0 is a January, which matters to what is counted by the year.

    Raises:
        ValueError: the arrays differ in length, or somebody stands before his sponsor.
    """

    sponsor: Ints
    joined: Ints
    left: Ints
    placement: Ints | None = None
    side: Ints | None = None
    rank: Ints | None = None

    def __post_init__(self) -> None:
        n = len(self.sponsor)
        for each in (self.joined, self.left, self.placement, self.side, self.rank):
            if each is not None and len(each) != n:
                raise ValueError("the arrays of a crowd differ in length")
        rows = np.arange(n)
        if (self.sponsor >= rows).any() or (self.sponsor < NOBODY).any():
            raise ValueError("somebody stands before his sponsor")
        if self.placement is not None and (self.placement >= rows).any():
            raise ValueError("somebody stands before the one he is placed below")
        if (self.joined[1:] < self.joined[:-1]).any():
            raise ValueError("people do not stand in the order in which they joined")

    def __len__(self) -> int:
        return len(self.sponsor)


@dataclass(frozen=True, slots=True, eq=False)
class Orders:
    """One month's orders of one kind, one entry for each participant whose act they are.

    `amount` is the money paid in all, `count` how many orders it was. The rest may be left out:

    - `units`: what was bought, counted; else one an order;
    - `retail_price`: what the same costs at retail, in all; else it is what was paid for a
      customer's orders, and not known for others, which then pay nothing on a line that needs it;
    - `commission`: what a merchant pays the operator on it, in all; else not known;
    - `largest`: the amount of the greatest single order; else all are taken to be alike.
    """

    amount: Floats
    count: Ints
    units: Floats | None = None
    retail_price: Floats | None = None
    commission: Floats | None = None
    largest: Floats | None = None

    @classmethod
    def none(cls, people: int) -> Orders:
        """Return no orders at all of so many people."""
        return cls(np.zeros(people), np.zeros(people, np.int64))

    @classmethod
    def alike(cls, amount: float, count: Ints) -> Orders:
        """Return so many orders by each person, all of one amount."""
        return cls(amount * count.astype(np.float64), count)

    def counted(self) -> Floats:
        """Return the units bought by each person."""
        return self.count.astype(np.float64) if self.units is None else self.units

    def greatest(self) -> Floats:
        """Return the amount of each person's greatest single order, 0 where he has none."""
        if self.largest is not None:
            return self.largest
        return np.divide(
            self.amount, self.count, out=np.zeros_like(self.amount), where=self.count > 0
        )


@dataclass(frozen=True, slots=True, eq=False)
class Month:
    """What happened in one month; see `Month.quiet` for one in which nothing did.

    `entry`, `stock` and `own_use` are by the participant who paid, `retail` by the seller. A
    newcomer's entry payment stands in the month in which he joined: it is what makes a line for
    both entry and recruits pay him once.

    `customers` counts the different buyers of each seller's retail orders in this month,
    `new_customers` those of them who never bought from him before, and `new_this_year` those who
    did not in this calendar year. `tasks` counts tasks done. `house` is the amount of retail
    orders that no participant is the seller of, `house_retail_price` and `house_commission` as of
    other orders: they count in turnover alone. `ladder_units` are the
    units of stock ordered of each of `terms.ladders`, None where all stock is of each of them.
    """

    entry: Orders
    stock: Orders
    own_use: Orders
    retail: Orders
    customers: Ints
    new_customers: Ints
    new_this_year: Ints
    tasks: Ints
    house: float = 0.0
    house_retail_price: float | None = None
    house_commission: float = 0.0
    ladder_units: tuple[Floats, ...] | None = None

    @classmethod
    def quiet(cls, people: int) -> Month:
        """Return a month in which none of so many people did anything; for `dataclasses.replace`.

        The arrays are shared between its fields, and are not to be written to.
        """
        nothing = Orders.none(people)
        none = np.zeros(people, np.int64)
        return cls(nothing, nothing, nothing, nothing, none, none, none, none)
