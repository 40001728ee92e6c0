"""Who may be paid at the end of a month, at which rank and rate: one answer a person."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np

from mlmcheck.plan.batch.crowd import Crowd, Floats, Ints, Mask, Month
from mlmcheck.plan.batch.standing import FLOWS, Standing, Tally
from mlmcheck.plan.batch.trees import Tree
from mlmcheck.plan.terms import NOTHING, Event, Gate, Grade, Line, Need, Part, Rate, Terms
from mlmcheck.scheme.fields import Every

_TINY = 1e-9


class Now:
    """The end of one month, all of its orders counted.

    Sums of money are compared with half a unit's grace, as they are not exact.
    """

    def __init__(self, terms: Terms, crowd: Crowd, standing: Standing, month: Month) -> None:
        self.terms = terms
        self.net = standing.net
        self.number = standing.number
        self.ever = standing.ever
        self.joined = crowd.joined
        self.here: Mask = crowd.joined <= standing.number
        self.there: Mask = self.here & (crowd.left > standing.number)
        self.grace = float(terms.unit) / 2
        self._windows: dict[Every | None, Tally] = {
            None: standing.ever,
            "year": standing.year,
            "month": Tally.of(month, month.customers),
        }
        self._largest = standing.largest
        self._groups: dict[object, Floats] = {}
        self._met: dict[Need, Mask] = {}
        self._may: dict[tuple[int, bool], Mask] = {}
        self._known = crowd.rank

    @property
    def people(self) -> Tree:
        """The line of sponsors."""
        return self.net.sponsors

    @cached_property
    def rank(self) -> Ints:
        """The place of everybody's rank among the plan's, -1 for none."""
        return self._ranks()

    def first_month(self, per: Every | None) -> int:
        """Return the first month of the window that ends now."""
        return self.number - self.number % 12 if per == "year" else self.number

    def paid_before(self, line: Line) -> Floats:
        """Return what each had paid in before the line's window."""
        window = self._windows["year" if line.per == "year" else "month"]
        return self.ever.purchase - window.purchase

    def in_from(self, line: Line) -> Mask:
        """Return who was in on the first day of the line's window."""
        return self.joined < self.first_month(line.per)

    def volume(self, per: Every | None, flows: Iterable[Event]) -> Floats:
        """Return what each person's group bought and sold of these kinds in a window."""
        kinds = tuple(sorted(flows))
        key = ("volume", per, kinds)
        if key not in self._groups:
            self._groups[key] = self.people.group(self._windows[per].volume(kinds))
        return self._groups[key]

    def direct(self, per: Every | None) -> Floats:
        """Return how many each person brought in a window."""
        key = ("direct", per)
        if key not in self._groups:
            self._groups[key] = self.people.heads(self._joined_in(per))
        return self._groups[key]

    def downline(self, per: Every | None) -> Floats:
        """Return how many joined below each person in a window."""
        key = ("downline", per)
        if key not in self._groups:
            joined = self._joined_in(per).astype(np.float64)
            self._groups[key] = self.people.group(joined) - joined
        return self._groups[key]

    def may(self, line: Line, *, on_others: bool) -> Mask:
        """Return who may be paid by a line, on his own acts or on others'."""
        key = (line.index, on_others)
        if key not in self._may:
            gates = self.terms.gates.others if on_others else self.terms.gates.earn
            found = self.there & self._meets(line.needs)
            for gate in gates:
                found = found & self._paid(gate)
            self._may[key] = found
        return self._may[key]

    def paid_by(self, line: Line, event: Event | None, *, on_others: bool) -> Mask:
        """Return who may be paid by a line and has no other line in its place on such acts.

        For a sum over many acts the event is None.
        """
        return self.may(line, on_others=on_others) & ~self.replaced(
            line, event, on_others=on_others
        )

    def replaced(self, line: Line, event: Event | None, *, on_others: bool) -> Mask:
        """Return who may be paid by another line in place of this one."""
        found = np.zeros(len(self.here), np.bool_)
        kinds = line.triggers if event is None else frozenset([event])
        for other in self.terms.lines:
            if line.index in other.replaces and not kinds.isdisjoint(other.triggers):
                found = found | self.may(other, on_others=on_others)
        return found

    def steps(self, line: Line) -> Ints:
        """Return which step of a line's rates each has reached, by its place, -1 for none."""
        rates = line.rates
        if rates.steps[0][0] is None:
            return np.zeros(len(self.here), np.int64)
        grace = _TINY
        if rates.by == "rank":
            reached = self.rank.astype(np.float64)
        elif rates.by == "group_volume":
            reached = self.volume(line.per, line.triggers)
            grace = self.grace
        else:
            reached = self.direct(None) if rates.by == "direct_recruits" else self.downline(None)
        keys = np.array([float(key) for key, _ in rates.steps if key is not None])
        return np.searchsorted(keys, reached + grace, side="right").astype(np.int64) - 1

    def rates(self, line: Line, kind: type[Rate]) -> Floats:
        """Return the rate of each person of one kind, 0 where he has none of it.

        For rates by level, which are nobody's, see `Rates.at`.
        """
        steps = [number(rate) if isinstance(rate, kind) else 0.0 for _, rate in line.rates.steps]
        return np.array([*steps, 0.0])[self.steps(line)]

    def _joined_in(self, per: Every | None) -> Mask:
        first = 0 if per is None else self.first_month(per)
        return self.here & (self.joined >= first)

    def _paid(self, gate: Gate) -> Mask:
        return self._windows[gate.per].purchase >= float(gate.amount) - self.grace

    def _ranks(self) -> Ints:
        """Return the place of everybody's rank, -1 for none.

        Ranks that ask for ranks are worked out again until nothing changes: nobody is held to have
        one on the strength of that same one.
        """
        rank = np.full(len(self.here), -1, np.int64)
        known = np.zeros(len(rank), np.bool_)
        if self._known is not None:
            known = self._known >= 0
            rank = np.where(known & self.here, self._known, rank)
        while True:
            found = rank
            for place, grade in enumerate(self.terms.grades):
                held = self._holds(grade, rank) & self.here & ~known
                found = np.where(held, np.maximum(found, place), found)
            if np.array_equal(found, rank):
                return rank
            rank = found

    def _holds(self, grade: Grade, rank: Ints) -> Mask:
        nobody = np.zeros(len(rank), np.bool_)
        found = ~nobody if grade.given else nobody
        if grade.payment is not None:
            found = found | (self._largest >= float(grade.payment) - self.grace)
        if grade.total is not None:
            found = found | (self.ever.purchase >= float(grade.total) - self.grace)
        if grade.requires is not None:
            found = found | self._meets(grade.requires, rank)
        return found if grade.keep is None else found & self._paid(grade.keep)

    def _meets(self, need: Need, ranks: Ints | None = None) -> Mask:
        """Return who has reached all that is asked, where ranks are not known yet by these."""
        if need == NOTHING:
            return self.here
        if need in self._met:  # if it asks for ranks, these are all known by now
            return self._met[need]
        found = self.here
        for asked, reached, grace in self._reached(need):
            found = found & (reached >= float(asked) - grace)
        if need.rank is not None:
            found = found & ((self.rank if ranks is None else ranks) >= need.rank)
        if need.legs is not None:
            found = found & (self._legs(need, ranks) >= float(need.legs) - _TINY)
        if need.any:
            found = found & np.logical_or.reduce([self._meets(each, ranks) for each in need.any])
        if ranks is None or not asks_rank(need):
            self._met[need] = found
        return found

    def _reached(self, need: Need) -> list[tuple[float, Floats, float]]:
        tally = self._windows[need.per]
        found: list[tuple[float, Floats, float]] = []
        if need.purchase is not None:
            found.append((float(need.purchase), tally.purchase, self.grace))
        if need.stock is not None:
            found.append((float(need.stock), tally.stock, self.grace))
        if need.own_sales is not None:
            found.append((float(need.own_sales), tally.retail, self.grace))
        if need.group_volume is not None:
            found.append((float(need.group_volume), self.volume(need.per, FLOWS), self.grace))
        if need.direct_recruits is not None:
            found.append((float(need.direct_recruits), self.direct(need.per), _TINY))
        if need.downline is not None:
            found.append((float(need.downline), self.downline(need.per), _TINY))
        if need.group_units is not None:
            found.append((float(need.group_units), self.people.group(tally.units), _TINY))
        if need.customers is not None:
            found.append((float(need.customers), tally.customers, _TINY))
        return found

    def _legs(self, need: Need, ranks: Ints | None) -> Floats:
        """Return how many of each person's lines meet what is asked of a line."""
        leg = self.here
        if need.leg_volume is not None:
            volume = self.volume(need.per, FLOWS)
            leg = leg & (volume >= float(need.leg_volume) - self.grace)
        if need.leg_rank is not None:
            rank = self.rank if ranks is None else ranks
            holders = (rank >= need.leg_rank).astype(np.float64)
            leg = leg & (self.people.group(holders) > 0)
        return self.people.heads(leg)


def number(rate: Rate) -> float:
    """Return the number of a rate: a part of one, or an amount."""
    return float(rate.part if isinstance(rate, Part) else rate.amount)


def asks_rank(need: Need) -> bool:
    """Return whether a need is met or not by the ranks of people."""
    own = need.rank is not None or (need.legs is not None and need.leg_rank is not None)
    return own or any(asks_rank(each) for each in need.any)
