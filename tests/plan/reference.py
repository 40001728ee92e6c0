"""A second, slow and obvious interpreter of a plan, written from docs/plan.md alone.

It keeps no state: whatever it is asked of a moment it counts again from the whole history. With the
interpreter under test it shares only the types of what goes in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from mlmcheck.plan.history import History, Order, Person
from mlmcheck.plan.terms import (
    Binary,
    Board,
    Fixed,
    Group,
    Ladder,
    Line,
    Matrix,
    Members,
    Need,
    Part,
    Pool,
    Rate,
    StairStep,
    Terms,
    Unilevel,
)

Moment = tuple[date, int, int]
"""A day, a phase of it (joining, orders, tasks, what is worked out), and the place in the phase."""

JOINING, ORDERS, TASKS, CLOSING, AFTER = range(5)
WINDOWS = ("day", "week", "month", "year")
PAID_IN = ("entry", "stock", "own-use")


@dataclass(frozen=True)
class Act:
    """Something that may pay somebody: an order, a task, a joining, or a reward."""

    moment: Moment
    event: str
    id: str
    who: str | None
    order: Order | None = None
    reward: Fraction = Fraction(0)


@dataclass(frozen=True)
class Pay:
    """One payout, and the moment it is paid at."""

    to: str
    amount: Fraction
    day: date
    line: int | None
    event: str | None
    act: str | None
    level: int | None
    moment: Moment


def reference(terms: Terms, history: History) -> list[Pay]:
    """Return every payout, in no particular order."""
    return Reference(terms, history).payouts()


def window_of(day: date, per: str) -> tuple[date, date]:
    """Return the first and the last day of the calendar window that a day is in."""
    if per == "day":
        return day, day
    if per == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if per == "month":
        after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        return day.replace(day=1), after - timedelta(days=1)
    return date(day.year, 1, 1), date(day.year, 12, 31)


class Reference:
    """The answers to every question about one plan and one history."""

    def __init__(self, terms: Terms, history: History) -> None:
        self.terms = terms
        self.history = history
        self.person: dict[str, Person] = {each.id: each for each in history.people}

    def payouts(self) -> list[Pay]:
        """Return every payout."""
        first: list[Pay] = []
        for line in self.terms.lines:
            if "reward" not in line.triggers:
                first += self.limited(line, self.line_pays(line, []))
        then: list[Pay] = []
        for line in self.terms.lines:
            if "reward" in line.triggers:
                then += self.limited(line, self.line_pays(line, first))
        return self.capped_by_sales(first + then + self.price_differences())

    # Acts

    def acts(self) -> list[Act]:
        """Return everything that happened, in the order in which it is taken."""
        found = [
            Act((each.joined, JOINING, place), "recruit", each.id, each.id)
            for place, each in enumerate(self.history.people)
        ]
        found += [
            Act((each.day, ORDERS, place), each.flow, each.id, each.acting, each)
            for place, each in enumerate(self.history.orders)
        ]
        found += [
            Act((each.day, TASKS, place), "task", each.id, each.who)
            for place, each in enumerate(self.history.tasks)
        ]
        return sorted(found, key=lambda act: act.moment)

    def acts_of(self, line: Line, rewards: list[Pay]) -> list[Act]:
        """Return the acts that trigger a line, with a newcomer who pays at once counted once."""
        found: list[Act] = []
        for act in self.acts():
            if act.event not in line.triggers or act.who is None:
                continue
            pays_at_once = any(
                each.flow == "entry" and each.buyer == act.who and each.day == act.moment[0]
                for each in self.history.orders
            )
            if act.event == "recruit" and "entry" in line.triggers and pays_at_once:
                continue
            found.append(act)
        if "reward" in line.triggers:
            found += [
                Act(each.moment, "reward", each.act or "", each.to, reward=each.amount)
                for each in sorted(rewards, key=lambda each: each.moment)
            ]
        return sorted(found, key=lambda act: act.moment)

    # Counting, at a moment

    def people_at(self, moment: Moment) -> list[str]:
        """Return who has joined by then."""
        return [
            each.id
            for place, each in enumerate(self.history.people)
            if (each.joined, JOINING, place) <= moment
        ]

    def orders_at(self, moment: Moment, per: str | None = None) -> list[Order]:
        """Return the orders made by then, in the running window if one is given."""
        return [
            each
            for place, each in enumerate(self.history.orders)
            if (each.day, ORDERS, place) <= moment and running(each.day, moment, per)
        ]

    def is_below(self, who: str, head: str) -> bool:
        """Return whether somebody stands below another, by sponsors."""
        above = self.person[who].sponsor
        while above is not None:
            if above == head:
                return True
            above = self.person[above].sponsor
        return False

    def group(self, head: str, moment: Moment) -> list[str]:
        """Return somebody and everybody below him."""
        return [
            each for each in self.people_at(moment) if each == head or self.is_below(each, head)
        ]

    def group_orders(self, head: str, moment: Moment, per: str | None = None) -> list[Order]:
        """Return the orders of a group, a retail order at its seller."""
        group = self.group(head, moment)
        return [each for each in self.orders_at(moment, per) if each.acting in group]

    def paid_in(self, who: str, moment: Moment, per: str | None = None) -> Fraction:
        """Return what somebody paid himself."""
        return total(
            each.amount
            for each in self.orders_at(moment, per)
            if each.flow in PAID_IN and each.buyer == who
        )

    def recruits(self, who: str, moment: Moment, per: str | None = None) -> list[str]:
        """Return whom somebody brought."""
        return [
            each
            for each in self.people_at(moment)
            if self.person[each].sponsor == who and running(self.person[each].joined, moment, per)
        ]

    def downline(self, who: str, moment: Moment, per: str | None = None) -> list[str]:
        """Return all people below somebody."""
        return [
            each
            for each in self.people_at(moment)
            if self.is_below(each, who) and running(self.person[each].joined, moment, per)
        ]

    # Ranks and conditions

    def rank(self, who: str, moment: Moment) -> int | None:
        """Return the place of the highest rank that somebody holds."""
        held = [
            place for place in range(len(self.terms.grades)) if self.holds(who, place, moment, ())
        ]
        return max(held, default=None)

    def holds(self, who: str, place: int, moment: Moment, trail: tuple[object, ...]) -> bool:
        """Return whether somebody holds just that rank; `trail` is what is being asked already."""
        if (who, place) in trail:
            return False
        grade = self.terms.grades[place]
        stated = self.person[who].rank
        if stated is not None:
            return stated in grade.names
        keep = grade.keep
        if keep is not None and self.paid_in(who, moment, keep.per) < keep.amount:
            return False
        if grade.given:
            return True
        if grade.payment is not None and any(
            each.amount >= grade.payment
            for each in self.orders_at(moment)
            if each.buyer == who and each.flow in ("entry", "stock")
        ):
            return True
        if grade.total is not None and self.paid_in(who, moment) >= grade.total:
            return True
        return grade.requires is not None and self.meets(
            who, grade.requires, moment, (*trail, (who, place))
        )

    def ranked(self, who: str, least: int, moment: Moment, trail: tuple[object, ...]) -> bool:
        """Return whether somebody holds a rank or a higher one."""
        return any(
            self.holds(who, place, moment, trail) for place in range(least, len(self.terms.grades))
        )

    def meets(self, who: str, need: Need, moment: Moment, trail: tuple[object, ...] = ()) -> bool:
        """Return whether somebody has reached all that is asked."""
        per = need.per
        own = [each for each in self.orders_at(moment, per) if each.buyer == who]
        sold = [
            each
            for each in self.orders_at(moment, per)
            if each.flow == "retail" and each.seller == who
        ]
        asks_legs = (need.legs, need.leg_volume, need.leg_rank) != (None, None, None)
        asked: list[tuple[Fraction | int | None, Callable[[], Fraction | int]]] = [
            (need.purchase, lambda: self.paid_in(who, moment, per)),
            (need.stock, lambda: total(each.amount for each in own if each.flow == "stock")),
            (need.own_sales, lambda: total(each.amount for each in sold)),
            (need.group_volume, lambda: self.turnover(who, moment, per)),
            (need.direct_recruits, lambda: len(self.recruits(who, moment, per))),
            (need.downline, lambda: len(self.downline(who, moment, per))),
            (need.group_units, lambda: self.units(who, moment, per)),
            (need.customers, lambda: customers(sold)),
            (
                (need.legs or 1) if asks_legs else None,
                lambda: sum(
                    self.is_leg(each, need, moment, trail) for each in self.recruits(who, moment)
                ),
            ),
        ]
        if any(least is not None and reached() < least for least, reached in asked):
            return False
        if need.rank is not None and not self.ranked(who, need.rank, moment, trail):
            return False
        return not need.any or any(self.meets(who, each, moment, trail) for each in need.any)

    def turnover(self, head: str, moment: Moment, per: str | None) -> Fraction:
        """Return what a group bought and sold."""
        return total(each.amount for each in self.group_orders(head, moment, per))

    def units(self, head: str, moment: Moment, per: str | None) -> int:
        """Return the units of a group's entry and stock orders."""
        return sum(
            each.units
            for each in self.group_orders(head, moment, per)
            if each.flow in ("entry", "stock")
        )

    def is_leg(self, head: str, need: Need, moment: Moment, trail: tuple[object, ...]) -> bool:
        """Return whether the group of somebody's recruit counts as a leg."""
        least = need.leg_volume
        if least is not None and self.turnover(head, moment, need.per) < least:
            return False
        if need.leg_rank is None:
            return True
        return any(
            self.ranked(each, need.leg_rank, moment, trail) for each in self.group(head, moment)
        )

    def is_in(self, who: str, day: date) -> bool:
        """Return whether somebody may still be paid on a day."""
        left = self.person[who].left
        return left is None or day <= left

    def has_paid(self, who: str, moment: Moment, others: bool) -> bool:
        """Return whether somebody has paid what opens pay, on others' acts too."""
        gates = self.terms.gates
        asked = gates.others if others else gates.earn
        return all(self.paid_in(who, moment, each.per) >= each.amount for each in asked)

    def may(self, who: str, need: Need, moment: Moment, others: bool) -> bool:
        """Return whether somebody may be paid what asks for `need`."""
        return (
            self.is_in(who, moment[0])
            and self.has_paid(who, moment, others)
            and self.meets(who, need, moment)
        )

    def replaced(
        self, who: str, line: Line, events: set[str], moment: Moment, others: bool
    ) -> bool:
        """Return whether another line stands in for this one, for that person and those acts."""
        return any(
            line.index in other.replaces
            and events & other.triggers
            and self.may(who, other.needs, moment, others)
            for other in self.terms.lines
        )

    # Rates

    def volume(self, who: str, line: Line, moment: Moment) -> Fraction:
        """Return the volume of somebody's group in a line's window, of orders that trigger it."""
        return total(
            each.amount
            for each in self.group_orders(who, moment, line.per)
            if each.flow in line.triggers
        )

    def rate(self, who: str, line: Line, moment: Moment, level: int | None) -> Rate | None:
        """Return the rate at which somebody is paid."""
        steps = line.rates.steps
        if steps[0][0] is None:
            return steps[0][1]
        by = line.rates.by
        if by == "level":
            return dict(steps).get(level)
        key: Fraction | int | None
        if by == "rank":
            key = self.rank(who, moment)
        elif by == "group_volume":
            key = self.volume(who, line, moment)
        elif by == "direct_recruits":
            key = len(self.recruits(who, moment))
        else:
            key = len(self.downline(who, moment))
        if key is None:
            return None
        reached = [step for step, _ in steps if step is not None and step <= key]
        return dict(steps)[max(reached)] if reached else None

    def base(self, line: Line, act: Act, to: str, moment: Moment) -> Fraction:
        """Return what a share is of; nothing where it is not known."""
        if line.base == "own_payments" and act.event == "time":
            first, _ = window_of(moment[0], str(line.per))
            return self.paid_in(str(act.who), (first - timedelta(days=1), AFTER, 0))
        if line.base == "own_payments":
            return self.paid_in(to, moment)
        return self.act_base(line, act)

    def act_base(self, line: Line, act: Act) -> Fraction:
        """Return what an act gives to be shared."""
        if act.event == "reward":
            return act.reward
        if act.order is None:
            return Fraction(0)
        return order_base(line, act.order)

    # Forms

    def line_pays(self, line: Line, rewards: list[Pay]) -> Iterator[Pay]:
        """Yield what a line pays before its caps, in order."""
        acts = self.acts_of(line, rewards)
        if isinstance(line.form, Board):
            yield from self.board(line, line.form)
            return
        if line.per is None:
            if isinstance(line.form, Binary):
                yield from self.binary(line, line.form, [(a.moment, [a]) for a in acts])
                return
            for act in acts:
                yield from self.act_pays(line, act, act.moment)
            return
        windows = list(self.closings(line))
        if isinstance(line.form, Binary):
            yield from self.binary(
                line, line.form, [(end, within(acts, first, end)) for first, end in windows]
            )
            return
        for first, end in windows:
            now = within(acts, first, end)
            if isinstance(line.form, Pool):
                yield from self.pool(line, first, end)
            elif isinstance(line.form, Members):
                yield from self.members(line, first, end)
            elif isinstance(line.form, Group):
                yield from self.group_pays(line, now, end)
            else:
                for act in [*now, *self.passing(line, first, end)]:
                    yield from self.act_pays(line, act, end)

    def passing(self, line: Line, first: date, end: Moment) -> list[Act]:
        """Return the passing of a window as an act of everybody who was in when it began."""
        return [
            Act(end, "time", first.isoformat(), who)
            for who in self.people_at(end)
            if "time" in line.triggers
            and self.person[who].joined <= first
            and self.is_in(who, end[0])
        ]

    def closings(self, line: Line) -> Iterator[tuple[date, Moment]]:
        """Yield the first day of each window of a line and the moment at which it is worked out."""
        days = [each.joined for each in self.history.people]
        days += [each.day for each in self.history.orders]
        day = min(days, default=self.history.until)
        phase = AFTER if "reward" in line.triggers else CLOSING
        while True:
            first, last = window_of(day, str(line.per))
            if last > self.history.until:
                return
            yield first, (last, phase, WINDOWS.index(str(line.per)))
            day = last + timedelta(days=1)

    def act_pays(self, line: Line, act: Act, moment: Moment) -> Iterator[Pay]:
        """Yield what one act pays, worked out at a moment."""
        if isinstance(line.form, Unilevel | Matrix):
            yield from self.levels(line, line.form, act, moment)
        elif isinstance(line.form, StairStep):
            yield from self.stairs(line, line.form, act, moment)
        elif isinstance(line.form, Group) and act.who is not None:
            for who in [act.who, *self.uplines(act.who)]:
                yield from self.one(
                    line, act, moment, who, None, self.rate(who, line, moment, None)
                )

    def uplines(self, who: str) -> list[str]:
        """Return the sponsors above somebody, the nearest first."""
        found: list[str] = []
        above = self.person[who].sponsor
        while above is not None:
            found.append(above)
            above = self.person[above].sponsor
        return found

    def one(  # noqa: PLR0917  # who is paid for what, when, on which level, how much
        self, line: Line, act: Act, moment: Moment, who: str, level: int | None, rate: Rate | None
    ) -> Iterator[Pay]:
        """Yield what one act pays one person at a rate, if he may be paid."""
        others = who != act.who and not isinstance(line.form, Group)
        if rate is None or not self.may(who, line.needs, moment, others):
            return
        if self.replaced(who, line, {act.event}, moment, others):
            return
        amount = (
            rate.amount
            if isinstance(rate, Fixed)
            else rate.part * self.base(line, act, who, moment)
        )
        yield Pay(
            who,
            half_up(amount, self.terms.unit),
            moment[0],
            line.index,
            act.event,
            act.id,
            level,
            moment,
        )

    def levels(
        self, line: Line, form: Unilevel | Matrix, act: Act, moment: Moment
    ) -> Iterator[Pay]:
        """Yield what each level of the line of sponsors, or of placements, is paid."""
        assert act.who is not None
        if act.event == "retail":
            above, here = [act.who], act.who
        else:
            above, here = [], act.who
            if form.first <= 0:
                yield from self.one(
                    line, act, moment, act.who, 0, self.rate(act.who, line, moment, 0)
                )
        above += self.parents(here, form.width) if isinstance(form, Matrix) else self.uplines(here)
        level = 1
        for who in above:
            if form.last is not None and level > form.last:
                return
            payable = self.may(who, line.needs, moment, who != act.who)
            if form.compression and not payable and who != act.who:
                continue
            if level >= form.first:
                yield from self.one(
                    line, act, moment, who, level, self.rate(who, line, moment, level)
                )
            level += 1

    def stairs(self, line: Line, form: StairStep, act: Act, moment: Moment) -> Iterator[Pay]:
        """Yield the differences that one act pays up the line."""
        assert act.who is not None
        met = Fraction(0)
        if act.event == "retail":
            path = list(enumerate([act.who, *self.uplines(act.who)], start=1))
        elif act.event in ("stock", "own-use"):
            path = list(enumerate([act.who, *self.uplines(act.who)]))
        else:
            path = list(enumerate(self.uplines(act.who), start=1))
        for level, who in path:
            if form.last is not None and level > form.last:
                return
            rate = self.rate(who, line, moment, level)
            if rate is None:
                continue
            height = rate.amount if isinstance(rate, Fixed) else rate.part
            gain = height - met
            met = max(met, height)
            if gain > 0 and (level > 0 or form.own):
                step = Fixed(gain) if isinstance(rate, Fixed) else Part(gain)
                yield from self.one(line, act, moment, who, level, step)

    def group_pays(self, line: Line, acts: list[Act], end: Moment) -> Iterator[Pay]:
        """Yield what the head of each group is paid on what the group did in a window."""
        for head in self.people_at(end):
            rate = self.rate(head, line, end, None)
            if (
                rate is None
                or self.volume(head, line, end) == 0
                or not self.may(head, line.needs, end, others=False)
                or self.replaced(head, line, set(line.triggers), end, others=False)
            ):
                continue
            if isinstance(rate, Fixed):
                amount = rate.amount
            elif line.base == "own_payments":
                amount = rate.part * self.paid_in(head, end)
            else:
                group = self.group(head, end)
                amount = rate.part * total(
                    self.act_base(line, act) for act in acts if act.who in group
                )
            yield self.settled(line, head, half_up(amount, self.terms.unit), end)

    def settled(self, line: Line, to: str, amount: Fraction, end: Moment) -> Pay:
        """Return a payout for a whole window."""
        return Pay(to, amount, end[0], line.index, None, None, None, end)

    def members(self, line: Line, first: date, end: Moment) -> Iterator[Pay]:
        """Yield what those are paid who were in on the first day of a window."""
        day_before = (first - timedelta(days=1), AFTER, 0)
        for who in self.people_at(end):
            if self.person[who].joined > first:
                continue
            if not self.may(who, line.needs, end, others=False):
                continue
            rate = self.rate(who, line, end, 0)
            if rate is None or self.replaced(who, line, {"time"}, end, others=False):
                continue
            amount = (
                rate.amount
                if isinstance(rate, Fixed)
                else rate.part * self.paid_in(who, day_before)
            )
            yield self.settled(line, who, half_up(amount, self.terms.unit), end)

    def pool(self, line: Line, first: date, end: Moment) -> Iterator[Pay]:
        """Yield the equal shares of each sum of a pool."""
        turnover = total(
            order_base(line, each)
            for each in self.history.orders
            if each.flow in line.triggers and first <= each.day <= end[0]
        )
        if not any(
            act.event in line.triggers and first <= act.moment[0] <= end[0] for act in self.acts()
        ):
            return
        qualified = [
            who for who in self.people_at(end) if self.may(who, line.needs, end, others=False)
        ]
        for step, rate in line.rates.steps:
            sharing = [who for who in qualified if self.pool_step(who, line, end) == step]
            if not sharing:
                continue
            amount = rate.amount if isinstance(rate, Fixed) else rate.part * turnover
            each_gets = down(amount / len(sharing), self.terms.unit)
            for who in sharing:
                if not self.replaced(who, line, set(line.triggers), end, others=False):
                    yield self.settled(line, who, each_gets, end)

    def pool_step(self, who: str, line: Line, end: Moment) -> int | Fraction | None:
        """Return the step of a pool in which somebody shares; -1 where in none."""
        steps = [step for step, _ in line.rates.steps]
        if steps[0] is None:
            return None
        if line.rates.by == "rank":
            rank = self.rank(who, end)
            return -1 if rank is None else rank
        if line.rates.by == "group_volume":
            key: Fraction | int = self.volume(who, line, end)
        elif line.rates.by == "direct_recruits":
            key = len(self.recruits(who, end))
        else:
            key = len(self.downline(who, end))
        return max((step for step in steps if step is not None and step <= key), default=-1)

    # Placements

    def seats(self, width: int) -> dict[str, tuple[str | None, int]]:
        """Return above whom and on which side everybody stands, those without a sponsor on top."""
        taken: dict[str, tuple[str | None, int]] = {}
        joining = [act for act in self.acts() if act.event == "recruit"]
        for act in joining:
            person = self.person[act.id]
            if person.placement is not None and person.side is not None:
                taken[act.id] = (person.placement, person.side)
            elif person.placement is not None or person.sponsor is not None:
                start = person.placement or person.sponsor
                assert start is not None
                taken[act.id] = first_free(taken, start, width)
            else:
                taken[act.id] = (None, 0)
        return taken

    def parents(self, who: str, width: int) -> list[str]:
        """Return who stands above somebody in a matrix, the nearest first."""
        seats = self.seats(width)
        found: list[str] = []
        above = seats[who][0]
        while above is not None:
            found.append(above)
            above = seats[above][0]
        return found

    def leg_of(
        self, seats: dict[str, tuple[str | None, int]], who: str, head: str, last: int | None
    ) -> int | None:
        """Return in which leg of `head` somebody stands, None where in neither."""
        distance = 0
        here: str | None = who
        while here is not None:
            above, side = seats[here]
            distance += 1
            if above == head:
                return side if last is None or distance <= last else None
            here = above
        return None

    def binary(
        self, line: Line, form: Binary, rounds: list[tuple[Moment, list[Act]]]
    ) -> Iterator[Pay]:
        """Yield what pairing the legs pays after each act, or at the end of each window."""
        seats = self.seats(2)
        by_money = isinstance(line.rates.steps[0][1], Fixed)
        legs = {each.id: [Fraction(0), Fraction(0)] for each in self.history.people}
        for moment, acts in rounds:
            for head in self.people_at(moment):
                for act in acts:
                    assert act.who is not None
                    side = self.leg_of(seats, act.who, head, form.last)
                    if side is not None:
                        legs[head][side] += 1 if by_money else self.act_base(line, act)
                paired = min(legs[head])
                legs[head] = [each - paired for each in legs[head]]
                if not form.carry and line.per is not None:
                    legs[head] = [Fraction(0), Fraction(0)]
                events = {act.event for act in acts} if line.per is None else set(line.triggers)
                rate = self.rate(head, line, moment, None)
                if (
                    paired == 0
                    or rate is None
                    or not self.may(head, line.needs, moment, others=True)
                    or self.replaced(head, line, events, moment, others=True)
                ):
                    continue
                amount = half_up(
                    paired * (rate.amount if isinstance(rate, Fixed) else rate.part),
                    self.terms.unit,
                )
                if line.per is None:
                    act = acts[0]
                    yield Pay(head, amount, moment[0], line.index, act.event, act.id, None, moment)
                else:
                    yield self.settled(line, head, amount, moment)

    def board(self, line: Line, form: Board) -> Iterator[Pay]:
        """Yield what the tops of full boards are paid."""
        boards: list[list[str]] = [[]]
        for act in self.newcomers(line):
            assert act.who is not None
            oldest = boards[0]
            oldest.append(act.who)
            if len(oldest) < sum(form.width**row for row in range(form.depth + 1)):
                continue
            yield from self.one(
                line, act, act.moment, oldest[0], None, self.rate(oldest[0], line, act.moment, None)
            )
            del boards[0]
            boards += split(oldest, form.width, form.depth)

    def newcomers(self, line: Line) -> list[Act]:
        """Return the act by which each newcomer takes his seat."""
        found: list[Act] = []
        for person in self.history.people:
            if person.sponsor is None:
                acts = [a for a in self.acts() if a.event == "recruit" and a.who == person.id]
            else:
                acts = [a for a in self.acts_of(line, []) if a.who == person.id]
            found += acts[:1]
        return sorted(found, key=lambda act: act.moment)

    # Prices

    def price_differences(self) -> Iterator[Pay] | list[Pay]:
        """Return what people gain on prices that are lower than those of the people they supply."""
        return [
            pay
            for act in self.acts()
            if act.event == "stock"
            for ladder in self.terms.ladders
            for pay in self.spread(ladder, act)
        ]

    def spread(self, ladder: Ladder, act: Act) -> Iterator[Pay]:
        """Yield the differences of one order."""
        assert act.order is not None
        assert act.who is not None
        if act.order.goods not in ladder.names and not (
            act.order.goods is None and len(self.terms.ladders) == 1
        ):
            return
        lowest = self.price(ladder, act.who, act.moment)
        for level, who in enumerate(self.uplines(act.who), start=1):
            price = self.price(ladder, who, act.moment)
            if price is None:
                continue
            gain = Fraction(0) if lowest is None else (lowest - price) * act.order.units
            lowest = price if lowest is None else min(lowest, price)
            if gain > 0 and self.is_in(who, act.moment[0]):
                amount = half_up(gain, self.terms.unit)
                yield Pay(who, amount, act.moment[0], None, "stock", act.id, level, act.moment)

    def price(self, ladder: Ladder, who: str, moment: Moment) -> Fraction | None:
        """Return the price of one unit to somebody, that of a lower rank where his has none."""
        rank = self.rank(who, moment)
        prices = [] if rank is None else [each for each in ladder.prices[: rank + 1] if each]
        return prices[-1] if prices else None

    # Limits

    def limited(self, line: Line, pays: Iterable[Pay]) -> list[Pay]:
        """Return the payouts of a line as `until` and its cap leave them."""
        kept: list[Pay] = []
        for pay in pays:
            amount = pay.amount
            before = [each for each in kept if each.to == pay.to]
            if line.until is not None:
                most = line.until * self.paid_in(pay.to, pay.moment)
                amount = min(amount, most - total(each.amount for each in before))
            if line.cap is not None:
                per = line.cap.per
                inside = [each for each in before if running(each.day, pay.moment, per)]
                amount = min(amount, line.cap.amount - total(each.amount for each in inside))
            amount = down(max(amount, Fraction(0)), self.terms.unit)
            if amount > 0:
                kept.append(replace(pay, amount=amount))
        return kept

    def capped_by_sales(self, pays: list[Pay]) -> list[Pay]:
        """Return all payouts as the cap on the month's sales leaves them."""
        share = self.terms.payout_cap
        if share is None:
            return pays
        kept: list[Pay] = []
        rewards = [each for each in pays if each.line is not None]
        for pay in pays:
            month = window_of(pay.day, "month")
            paid = total(each.amount for each in rewards if month[0] <= each.day <= month[1])
            sales = total(
                each.amount
                for each in self.history.orders
                if each.flow != "entry" and month[0] <= each.day <= month[1]
            )
            amount = pay.amount
            if pay.line is not None and paid > share * sales:
                amount = down(amount * share * sales / paid, self.terms.unit)
            if amount > 0:
                kept.append(replace(pay, amount=amount))
        return kept


def running(day: date, moment: Moment, per: str | None) -> bool:
    """Return whether a day is in the window that is running at a moment; without one all are."""
    return per is None or window_of(day, per) == window_of(moment[0], per)


def within(acts: list[Act], first: date, end: Moment) -> list[Act]:
    """Return the acts from a day to the end of a window."""
    return [act for act in acts if first <= act.moment[0] <= end[0]]


def order_base(line: Line, order: Order) -> Fraction:
    """Return what a share of an order is of; nothing where the order does not say."""
    if line.base == "retail_price":
        if order.retail_price is not None:
            return order.retail_price
        return order.amount if order.flow == "retail" else Fraction(0)
    if line.base == "commission":
        return Fraction(0) if order.commission is None else order.commission
    return order.amount


def first_free(taken: dict[str, tuple[str | None, int]], start: str, width: int) -> tuple[str, int]:
    """Return the first free place below somebody, row by row, from the left."""
    row = [start]
    while True:
        below: list[str] = []
        for above in row:
            for side in range(width):
                there = [who for who, seat in taken.items() if seat == (above, side)]
                if not there:
                    return above, side
                below += there
        row = below


def split(board: list[str], width: int, depth: int) -> list[list[str]]:
    """Return the boards that are left when the top has gone, the left one first."""
    rows: list[list[str]] = []
    start = 0
    for row in range(depth + 1):
        rows.append(board[start : start + width**row])
        start += width**row
    return [
        [
            who
            for row in range(1, depth + 1)
            for who in rows[row][part * width ** (row - 1) : (part + 1) * width ** (row - 1)]
        ]
        for part in range(width)
    ]


def customers(sold: list[Order]) -> int:
    """Return how many different customers bought, one for each order that names none."""
    named = {each.buyer for each in sold if each.buyer is not None}
    return len(named) + sum(each.buyer is None for each in sold)


def total(amounts: Iterable[Fraction]) -> Fraction:
    """Return a sum."""
    return sum(amounts, Fraction(0))


def half_up(amount: Fraction, unit: Fraction) -> Fraction:
    """Return an amount rounded to the unit, halves up."""
    return floor(amount / unit + Fraction(1, 2)) * unit


def down(amount: Fraction, unit: Fraction) -> Fraction:
    """Return an amount rounded down to the unit."""
    return floor(amount / unit) * unit
