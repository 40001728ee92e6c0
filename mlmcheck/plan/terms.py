"""The terms of a plan as the interpreter reads them: each number one, each union resolved."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mlmcheck.facts import Path
from mlmcheck.scheme.fields import By, Every, PartOf
from mlmcheck.text import Text

End = Literal["least", "most"]
"""Which end of a plan's ranges is taken: that at which it pays least, or that at which most."""

Event = Literal["entry", "stock", "own-use", "retail", "recruit", "reward", "time", "task"]
"""What triggers a reward, each a single kind: unions are resolved into their flows."""


@dataclass(frozen=True, slots=True)
class Part:
    """A share of a base; `part` is 0.2 for 20 %."""

    part: Fraction


@dataclass(frozen=True, slots=True)
class Fixed:
    """A sum of money for each act."""

    amount: Fraction


Rate = Part | Fixed


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates of a line by level, rank, volume or heads.

    `steps` are sorted: levels upward, ranks from the lowest, numbers upward. A number means "from":
    the last step whose key is reached holds. A single step with the key None is one rate for all.
    """

    by: By
    steps: tuple[tuple[int | Fraction | None, Rate], ...]

    def at(self, key: int | Fraction) -> Rate | None:
        """Return the rate at a level, rank or number reached; None where nothing is paid."""
        if self.steps[0][0] is None:
            return self.steps[0][1]
        if self.by == "level":
            return next((rate for step, rate in self.steps if step == key), None)
        found: Rate | None = None
        for step, rate in self.steps:
            if step is not None and step <= key:
                found = rate
        return found


@dataclass(frozen=True, slots=True)
class Need:
    """What must be reached, each at least; `any` holds alternatives, of which one is enough.

    Money and counts are since the person joined, or in the running window where `per` is given.
    `rank` and `leg_rank` are places in the order of ranks, 0 the lowest.
    """

    rank: int | None = None
    purchase: Fraction | None = None
    stock: Fraction | None = None
    own_sales: Fraction | None = None
    group_volume: Fraction | None = None
    direct_recruits: Fraction | None = None
    downline: Fraction | None = None
    group_units: Fraction | None = None
    customers: Fraction | None = None
    legs: Fraction | None = None
    leg_volume: Fraction | None = None
    leg_rank: int | None = None
    per: Every | None = None
    any: tuple[Need, ...] = ()


NOTHING = Need()


@dataclass(frozen=True, slots=True)
class Unilevel:
    """Pays along the line of sponsors, from level `first` to `last` (None: without end)."""

    first: int
    last: int | None
    compression: bool = False


@dataclass(frozen=True, slots=True)
class Matrix:
    """Pays along the line of placements in a forced matrix of `width` places below each."""

    width: int
    first: int
    last: int | None
    compression: bool = False


@dataclass(frozen=True, slots=True)
class StairStep:
    """Pays each upline what his rate is above the highest rate below him on the line (级差).

    `own` says that the one who acts is paid his own rate too, as where it is of his group's volume.
    """

    last: int | None
    own: bool


@dataclass(frozen=True, slots=True)
class Binary:
    """Pays on the volume that the weaker of two legs has paired with the stronger.

    `last` is how many levels of placements count, None for all of them. `carry` keeps what the
    stronger leg has over.
    """

    last: int | None
    carry: bool


@dataclass(frozen=True, slots=True)
class Board:
    """Pays the top of a board when its last row is full, and splits it into `width` boards."""

    width: int
    depth: int

    @property
    def upper(self) -> int:
        """The seats above the last row."""
        return sum(int(self.width**row) for row in range(self.depth))

    @property
    def seats(self) -> int:
        """All seats of a board."""
        return self.upper + int(self.width**self.depth)


@dataclass(frozen=True, slots=True)
class Pool:
    """Shares one sum among all who qualify, a sum of its own for each rank or step of the rates."""


@dataclass(frozen=True, slots=True)
class Group:
    """Pays the head of each group on what the group bought and sold."""


@dataclass(frozen=True, slots=True)
class Members:
    """Pays everybody for himself when time has passed."""


Form = Unilevel | Matrix | StairStep | Binary | Board | Pool | Group | Members


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that one person is paid by a line: in each window, or in all."""

    amount: Fraction
    per: Every | None


@dataclass(frozen=True, slots=True)
class Line:
    """One reward of the plan.

    `index` is its place among the rewards in force on the day. `base` is what a share is of.
    `needs` is what the one who is paid must have reached. `replaces` are the lines that he is not
    paid who meets the needs of this one. `per` is when it is worked out, None at each act. `until`
    ends it when so many times what the person paid in has come back.
    """

    index: int
    at: Path
    names: tuple[str, ...]
    triggers: frozenset[Event]
    form: Form
    rates: Rates
    base: PartOf
    needs: Need = NOTHING
    replaces: tuple[int, ...] = ()
    per: Every | None = None
    until: Fraction | None = None
    cap: Cap | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """What a participant must have paid to be paid at all, in a window or ever."""

    amount: Fraction
    per: Every | None


@dataclass(frozen=True, slots=True)
class Grade:
    """A rank: its names, what it takes, and the amounts of single payments that buy it.

    `requires` is None where only buying it gives it. `total` is the least sum of purchases that
    gives it, where payments add up. `given` says that everybody holds it from the start. `keep` is
    what must be paid in each window to hold it.
    """

    names: tuple[str, ...]
    requires: Need | None
    payment: Fraction | None = None
    total: Fraction | None = None
    given: bool = False
    keep: Gate | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """Prices by rank of goods that participants are supplied with by their upline.

    `prices` are of one unit, by the order of ranks; None where a rank has no price of its own.
    """

    at: Path
    names: tuple[str, ...]
    prices: tuple[Fraction | None, ...]


@dataclass(frozen=True, slots=True)
class Gates:
    """What must have been paid to earn, and what to earn on other participants."""

    earn: tuple[Gate, ...] = ()
    others: tuple[Gate, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about an item of the plan, with its place in the file."""

    at: Path
    text: Text


@dataclass(frozen=True, slots=True)
class Terms:
    """All that the interpreter knows of a plan.

    `gaps` are items of which nothing can be paid, as the plan leaves open what it would take;
    `taken` is what it leaves open and how it is taken. `payout_cap` is the most that all rewards of
    a month are of its sales.
    """

    lines: tuple[Line, ...]
    grades: tuple[Grade, ...]
    ladders: tuple[Ladder, ...]
    gates: Gates
    unit: Fraction
    payout_cap: Fraction | None = None
    gaps: tuple[Remark, ...] = ()
    taken: tuple[Remark, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether everything that the plan pays is worked out."""
        return not self.gaps
