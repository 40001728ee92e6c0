"""From what a scheme file states of a plan to terms: each range read at one end, gaps named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from mlmcheck.facts import Path
from mlmcheck.interval import INFINITY, Interval, greatest_whole, least_whole
from mlmcheck.plan.meaning import what_is_unclear
from mlmcheck.plan.openings import gates, keep_of
from mlmcheck.plan.reach import ceiling
from mlmcheck.plan.rounding import smallest_unit
from mlmcheck.plan.terms import (
    NOTHING,
    Binary,
    Board,
    Cap,
    End,
    Event,
    Fixed,
    Form,
    Grade,
    Group,
    Ladder,
    Line,
    Matrix,
    Members,
    Need,
    Part,
    Pool,
    Rate,
    Rates,
    Remark,
    StairStep,
    Terms,
    Unilevel,
)
from mlmcheck.scheme.fields import Pays
from mlmcheck.scheme.model import UNIONS, Goods, PartOf, Rank, Requirement, Reward
from mlmcheck.scheme.plan import Plan
from mlmcheck.scheme.quantity import Count, Money, Share, Stated
from mlmcheck.text import Text

_LARGEST_ROW = 1_000_000
"""Seats in the last row of a board that is worked out."""


class _Gap(Exception):
    """An item leaves open what it takes to pay it."""

    def __init__(self, text: Text, *at: str | int) -> None:
        self.text = text
        self.at = at
        super().__init__(str(text))


def terms_of(plan: Plan, end: End) -> Terms:
    """Return the terms of a plan at one end of its ranges; see docs/plan.md.

    Nothing of what is only alleged is in them.
    """
    return _Compiler(plan, end).terms()


@dataclass(slots=True)
class _Compiler:
    plan: Plan
    end: End
    gaps: list[Remark] = field(default_factory=list)
    taken: list[Remark] = field(default_factory=list)
    ranks: dict[str, int] = field(default_factory=dict)

    def terms(self) -> Terms:
        plan = self.plan
        for place, rank in enumerate(plan.ranks.items):
            for _, text in rank.name.texts:
                self.ranks[text] = place
        lines = tuple(self._lines())
        grades = tuple(self._grade(place, rank) for place, rank in enumerate(plan.ranks.items))
        opening = gates(plan, self.end)
        self.taken += opening.taken
        cap = plan.payout_cap.terms
        enforced = cap is not None and cap.enforced and cap.share is not None
        return Terms(
            lines,
            grades,
            tuple(self._ladders()),
            opening.gates,
            smallest_unit(plan.scheme.currency, _amounts(plan)),
            self._most(cap.share.range) if enforced and cap and cap.share else None,
            tuple(self.gaps),
            tuple(self.taken),
        )

    # Numbers at the chosen end.

    def _most(self, range_: Interval) -> Fraction:
        """Return what pays most at the end `most`: the upper end of the range."""
        return self._exact(range_.hi if self.end == "most" else range_.lo)

    def _asked(self, range_: Interval) -> Fraction:
        """Return what is asked of a person: the lower end where the plan is to pay most."""
        return self._exact(range_.lo if self.end == "most" else range_.hi)

    def _exact(self, number: int | Fraction | float) -> Fraction:
        if number == INFINITY:
            raise _Gap(Text("the range has no upper end"))
        return Fraction(number)

    def _money(self, money: Money, most: bool) -> Fraction:
        if money.currency not in (None, self.plan.scheme.currency):
            raise _Gap(Text("the amount is in another currency than the plan's"))
        return self._most(money.range) if most else self._asked(money.range)

    def _whole(self, count: Count | None, what: Text) -> int:
        if count is None or not count.range.is_point or count.range.lo == INFINITY:
            raise _Gap(what)
        return int(count.range.lo)

    # Rewards.

    def _lines(self) -> Iterator[Line]:
        if not self.plan.rewards.closed and self.plan.rewards.items:
            self._take(("rewards",), Text("there may be rewards that the file does not name"))
        names: dict[str, list[int]] = {}
        for index, reward in enumerate(self.plan.rewards.items):
            for name in _names(reward):
                names.setdefault(name, []).append(index)
        for index, reward in enumerate(self.plan.rewards.items):
            if isinstance(reward.pays, Stated):
                continue
            try:
                line = self._line(index, reward)
            except _Gap as gap:
                self.gaps.append(Remark((*reward.at, *gap.at), gap.text))
                continue
            if reward.replaces is not None:
                others = names.get(reward.replaces, [])
                line = replace(line, replaces=tuple(each for each in others if each != index))
            yield line

    def _line(self, index: int, reward: Reward) -> Line:
        events = _events(reward)
        rates = self._rates(reward)
        base = _base(reward)
        form = self._form(reward, events, rates)
        unclear = what_is_unclear(events, rates, base, form, reward.per)
        if unclear is not None:
            raise _Gap(unclear)
        if isinstance(form, Group) and reward.per is None:
            # At every act the head of each group is whoever stands above the one who acts.
            form = Unilevel(0, None)
        return Line(
            index,
            reward.at,
            _names(reward),
            events,
            form,
            rates,
            base,
            self._need(reward.needs, ("needs",)),
            (),
            reward.per,
            None if reward.until is None else self._most(reward.until.range),
            None
            if reward.cap is None
            else Cap(self._money(reward.cap.amount, True), reward.cap.per),
        )

    def _rates(self, reward: Reward) -> Rates:
        if not isinstance(reward.pays, Pays):
            raise _Gap(Text("the rate is not known"))
        steps: list[tuple[int | Fraction | None, Rate]] = []
        for key, rate in reward.rates():
            place: int | Fraction | None = None
            if isinstance(key, str):
                place = self._rank(key, "pays")
            elif key is not None:
                place = Fraction(key) if reward.key_kind != "level" else int(key)
            steps.append((place, self._rate(rate)))
        if reward.key_kind == "rank" and steps[0][0] is None and len(steps) == 1:
            return Rates("level", tuple(steps))
        return Rates(reward.key_kind, tuple(sorted(steps, key=lambda step: step[0] or 0)))

    def _rate(self, rate: Money | Share) -> Rate:
        if isinstance(rate, Share):
            return Part(self._most(rate.range))
        return Fixed(self._money(rate, True))

    def _rank(self, name: str, *at: str | int) -> int:
        if name not in self.ranks:
            raise _Gap(Text("the rank {rank} is not listed", rank=name), *at)
        return self.ranks[name]

    def _form(self, reward: Reward, events: frozenset[Event], rates: Rates) -> Form:
        last = self._last(reward)
        if reward.form == "stair-step":
            return StairStep(last, reward.of == "group_volume")
        if reward.form == "binary":
            if reward.carry is None:
                text = Text("what the stronger leg has over is kept for the next pairing")
                self._take((*reward.at, "form"), text)
            return Binary(last, reward.carry is not False)
        if reward.form == "board":
            width = self._whole(reward.width, Text("it is not said how wide the board is"))
            depth = self._whole(reward.depth, Text("it is not said how many rows the board has"))
            if width ** min(depth, 40) > _LARGEST_ROW:
                raise _Gap(Text("the board is too large to be filled"))
            if width < 2 or depth < 1:
                raise _Gap(Text("a board has two seats side by side and one row below, or more"))
            return Board(width, depth)
        if reward.form == "pool" or (reward.form is None and reward.of == "turnover"):
            if reward.form is None:
                text = Text("the sum is shared equally among all who meet what is asked")
                self._take((*reward.at, "of"), text)
            return Pool()
        levels = self._levels(reward, rates, last)
        if reward.form == "matrix":
            return self._matrix(reward, levels)
        if levels is not None:
            return Unilevel(*levels, self._compression(reward))
        return self._unsaid(reward, events)

    def _unsaid(self, reward: Reward, events: frozenset[Event]) -> Form:
        """Return the form of a line that names neither a form nor levels."""
        if events == {"time"}:
            return Members()
        if "group_volume" in (reward.of, reward.by):
            return Group()
        if reward.by in ("direct_recruits", "downline"):
            self._take((*reward.at, "by"), Text("it is paid to the one who brought the person"))
            return Unilevel(1, 1, self._compression(reward))
        if events == {"task"}:
            self._take((*reward.at, "for"), Text("it is paid to the one who did the task"))
            return Unilevel(0, 0)
        raise _Gap(Text("it is not said which levels are paid; write for example levels: 1"))

    def _matrix(self, reward: Reward, levels: tuple[int, int | None] | None) -> Matrix:
        width = self._whole(reward.width, Text("it is not said how wide the matrix is"))
        if width < 1:
            raise _Gap(Text("it is not said how wide the matrix is"))
        if levels is None:
            depth = self._whole(reward.depth, Text("it is not said how deep the matrix is"))
            levels = 1, int(min(depth, self._top(reward)))
        return Matrix(width, *levels, self._compression(reward))

    def _compression(self, reward: Reward) -> bool:
        if reward.compression is None and reward.needs is not None:
            text = Text("the level of somebody who is not paid is paid to nobody")
            self._take((*reward.at, "needs"), text)
        return bool(reward.compression)

    def _levels(
        self, reward: Reward, rates: Rates, last: int | None
    ) -> tuple[int, int | None] | None:
        keys = [int(key) for key, _ in rates.steps if key is not None]
        if rates.by == "level" and keys:
            top = self._top(reward)
            return min(keys), int(min(max(keys), top))
        if reward.levels is not None:
            return 1, last
        return None

    def _last(self, reward: Reward) -> int | None:
        """Return the last level of a number of levels, None for no end."""
        number: float = INFINITY
        if reward.levels is not None:
            range_ = reward.levels.range
            number = greatest_whole(range_) if self.end == "most" else least_whole(range_)
        number = min(number, self._top(reward))
        return None if number == INFINITY else int(number)

    def _top(self, reward: Reward) -> float:
        """Return the highest level that anybody is paid at, as the plan says it of all rewards.

        A line on retail and on others has one number of levels for all that it pays on.
        """
        top = ceiling(self.plan)
        events = _events(reward)
        both = "retail" in events and len(events) > 1
        if both and top.retail != top.others:
            self._take((*reward.at, "for"), Text("it pays as many levels on a sale as on others"))
            return top.others
        return top.retail if "retail" in events else top.others

    # Conditions.

    def _need(self, asked: Requirement | None, at: Path) -> Need:
        if asked is None:
            return NOTHING
        if asked.legs is None and not (asked.leg_volume is None and asked.leg_rank is None):
            raise _Gap(Text("it is not said of how many lines; write for example legs: 2"), *at)
        money = {
            key: self._money(value, False)
            for key in ("purchase", "stock", "own_sales", "group_volume", "leg_volume")
            if (value := getattr(asked, key)) is not None
        }
        counts = {
            key: self._count(value)
            for key in ("direct_recruits", "downline", "group_units", "customers", "legs")
            if (value := getattr(asked, key)) is not None
        }
        return Need(
            rank=None if asked.rank is None else self._rank(asked.rank, *at, "rank"),
            leg_rank=None if asked.leg_rank is None else self._rank(asked.leg_rank, *at),
            per=asked.per,
            any=tuple(
                self._need(each, (*at, "any", place)) for place, each in enumerate(asked.any or ())
            ),
            **money,
            **counts,
        )

    def _count(self, count: Count) -> Fraction:
        number = least_whole(count.range) if self.end == "most" else greatest_whole(count.range)
        return self._exact(number)

    # Ranks and prices.

    def _grade(self, place: int, rank: Rank) -> Grade:
        names = tuple(text for _, text in rank.name.texts)
        requires: Need | None = None
        if rank.requires is not None:
            try:
                requires = self._need(rank.requires, ("requires",))
            except _Gap as gap:
                self.gaps.append(Remark((*rank.at, *gap.at), gap.text))
                return Grade(names, None)
        single: list[Fraction] = []
        total: list[Fraction] = []
        bought = False
        for item in (*self.plan.entry.items, *self.plan.upkeep.items):
            if item.rank not in names:
                continue
            bought = bought or item in self.plan.entry.items
            if item.amount is None or item in self.plan.upkeep.items:
                continue
            try:
                (total if item.cumulative else single).append(self._money(item.amount, False))
            except _Gap as gap:
                self.gaps.append(Remark(item.at, gap.text))
        given = place == 0 and requires is None and not bought
        if not (given or requires is not None or single or total):
            text = Text("it is not said how the rank is reached; nobody is taken to hold it")
            self.gaps.append(Remark(rank.at, text))
        return Grade(
            names,
            requires,
            min(single, default=None),
            min(total, default=None),
            given,
            keep_of(self.plan, names, self.end),
        )

    def _ladders(self) -> Iterator[Ladder]:
        for goods in self.plan.goods.items:
            ladder = _ladder(goods, self.ranks)
            if ladder is None:
                prices = goods.participant_price.by_rank if goods.participant_price else ()
                ranged = any(name and not money.range.is_point for name, money in prices)
                if goods.supplied_by == "upline" and ranged:
                    text = Text("the prices by rank are not all known; no difference is paid")
                    self.gaps.append(Remark((*goods.at, "participant_price"), text))
                continue
            if goods.supplied_by != "upline":
                if goods.supplied_by is None:
                    text = Text("it is not said who supplies; no difference of prices is paid")
                    self._take((*goods.at, "participant_price"), text)
                continue
            yield ladder

    def _take(self, at: Path, text: Text) -> None:
        self.taken.append(Remark(at, text))


def _names(reward: Reward) -> tuple[str, ...]:
    return () if reward.name is None else tuple(text for _, text in reward.name.texts)


def _events(reward: Reward) -> frozenset[Event]:
    events: set[Event] = set()
    for trigger in reward.for_:
        events.update(UNIONS.get(trigger, (trigger,)))  # type: ignore[arg-type]
    return frozenset(events)


def _base(reward: Reward) -> PartOf:
    if reward.of is not None:
        return "payment" if reward.of == "rewards" and reward.for_ == ("reward",) else reward.of
    return "own_payments" if reward.for_ == ("time",) else "payment"


def _ladder(goods: Goods, ranks: dict[str, int]) -> Ladder | None:
    """Return the prices of goods by rank, None where they are not all known or do not differ."""
    prices: list[Fraction | None] = [None] * (max(ranks.values(), default=-1) + 1)
    if goods.participant_price is None:
        return None
    for name, money in goods.participant_price.by_rank:
        if name is None or name not in ranks or not money.range.is_point:
            return None
        prices[ranks[name]] = Fraction(money.range.lo)
    names = () if goods.name is None else tuple(text for _, text in goods.name.texts)
    known = {price for price in prices if price is not None}
    return Ladder(goods.at, names, tuple(prices)) if len(known) > 1 else None


def _amounts(plan: Plan) -> Iterator[Fraction]:
    """Yield the amounts of money that the plan states, for the parts in which it counts."""
    stated: list[Money | None] = []
    for item in (*plan.entry.items, *plan.upkeep.items):
        stated += [item.amount, item.further]
    for reward in plan.rewards.items:
        stated += [rate for _, rate in reward.rates() if isinstance(rate, Money)]
    for goods in plan.goods.items:
        for price in (goods.participant_price, goods.retail_price):
            stated += () if price is None else [money for _, money in price.by_rank]
    yield from _points(stated)


def _points(stated: Iterable[Money | None]) -> Iterator[Fraction]:
    for money in stated:
        if money is not None and money.range.is_point and money.range.lo != INFINITY:
            yield Fraction(money.range.lo)
