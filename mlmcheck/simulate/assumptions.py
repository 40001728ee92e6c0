"""What a simulation assumes of the people: every number of behaviour that no plan states."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mlmcheck.text import Text

Model = Literal["uniform", "preferential", "saturating", "complete"]
"""Who brings whom: any member alike; who has brought many brings more; any member alike, of a
population that fills up; everybody the same number."""

MODELS: tuple[Model, ...] = ("uniform", "preferential", "saturating", "complete")

MOST_PEOPLE = 5_000_000
MOST_MONTHS = 600
MOST_RUNS = 1_000
_WIDTH = 2


MOST_RETAIL = 10**9
"""The most that each member sells to customers in a month, in money or units."""


class OutOfBounds(ValueError):
    """An assumption that cannot be simulated; `text` says which and what can."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


@dataclass(frozen=True, slots=True)
class OfSales:
    """Sales to customers as a part of all sales, customers' and participants' together."""

    part: Fraction


@dataclass(frozen=True, slots=True)
class Each:
    """Sales to customers as money for each participant and month, on average."""

    amount: Fraction


@dataclass(frozen=True, slots=True)
class Units:
    """Sales to customers in units of the cheapest product, each participant and month."""

    count: Fraction


Retail = OfSales | Each | Units


def each_sells(retail: Retail) -> Fraction:
    """Return what each member sells in a month, money or units; 1 for a part of all sales."""
    if isinstance(retail, OfSales):
        return Fraction(1)
    return retail.amount if isinstance(retail, Each) else retail.count


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Everything that is assumed, and nothing of it is said by the plan.

    `people` join below the top in `months`; then nobody does for `after` months. `model` says who
    brings whom. `population` is how many there are to join in a population that fills up; None: as
    many as join. `most` is how many one may bring; None: any number. `churn` is the part of the
    members that leaves in each month. `retail` is what they sell to customers. Runs differ in
    chance alone: the first has the seed and number 0, the next number 1, and so on.

    Raises:
        OutOfBounds: a number is not possible, or two of them are not together.
    """

    people: int = 10_000
    months: int = 24
    after: int = 6
    model: Model = "uniform"
    population: int | None = None
    most: int | None = None
    churn: Fraction = Fraction(1, 20)
    retail: Retail = Units(Fraction(1))
    seed: int = 1
    runs: int = 5

    def __post_init__(self) -> None:
        _within(Text("people"), self.people, 1, MOST_PEOPLE)
        _within(Text("months"), self.months, 1, MOST_MONTHS)
        _within(Text("months after"), self.after, 0, MOST_MONTHS)
        _within(Text("runs"), self.runs, 1, MOST_RUNS)
        _within(Text("seed"), self.seed, 0, 2**63)
        if self.most is not None:
            _within(Text("most that one may bring"), self.most, 1, MOST_PEOPLE)
        if not 0 <= self.churn < 1:
            raise OutOfBounds(Text("the part that leaves each month is 0% or more, and under 100%"))
        if isinstance(self.retail, OfSales) and not 0 <= self.retail.part < 1:
            raise OutOfBounds(Text("customers' part of all sales is 0% or more, and under 100%"))
        if not 0 <= each_sells(self.retail) <= MOST_RETAIL:
            text = Text("sales to customers, each member and month: 0 to {most}", most=MOST_RETAIL)
            raise OutOfBounds(text)
        if self.population is not None:
            if self.model != "saturating":
                text = Text("a population is only for the model that fills it: saturating")
                raise OutOfBounds(text)
            if self.population < self.people:
                raise OutOfBounds(
                    Text(
                        "{people} cannot join of a population of {population}",
                        people=self.people,
                        population=self.population,
                    )
                )

    @property
    def everybody(self) -> int:
        """How many there are to join."""
        return self.people if self.population is None else self.population

    @property
    def width(self) -> int:
        """How many everybody brings in the model in which all bring the same number."""
        return _WIDTH if self.most is None else self.most

    @property
    def length(self) -> int:
        """The months looked at, with those in which nobody joins."""
        return self.months + self.after


def _within(name: Text, number: int, least: int, most: int) -> None:
    if not least <= number <= most:
        text = Text("{name}: {least} to {most}", name=name, least=least, most=most)
        raise OutOfBounds(text)
