"""What was paid out to whom, for what, and how far above the acting participant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, get_args

from mlmcheck.network.faults import Faults
from mlmcheck.network.orders import Order, Orders
from mlmcheck.network.people import People
from mlmcheck.network.summary import Fault
from mlmcheck.network.tables import Table
from mlmcheck.network.tree import Shape
from mlmcheck.scheme.fields import Trigger
from mlmcheck.scheme.model import Reward

Rewards = Mapping[str, tuple[str, ...]]
"""What the plan's rewards are for, by their name."""

TRIGGERS: tuple[str, ...] = get_args(Trigger)
"""The words that say what a reward is for."""

NOT_ON_ORDERS = frozenset(["recruit", "time", "reward", "task"])
"""Triggers that are no order, even where the payout names one."""

_SPANS: Mapping[str, frozenset[str]] = {
    "purchase": frozenset(["stock", "own-use"]),
    "sale": frozenset(["stock", "own-use", "retail"]),
    "unknown": frozenset(["entry", "stock", "own-use", "retail", "purchase", "sale"]),
}


def named_rewards(rewards: Iterable[Reward]) -> dict[str, tuple[str, ...]]:
    """Return what the plan's rewards are for, by their names in every language.

    A name that several bear is for all that any of them is for.
    """
    named: dict[str, tuple[str, ...]] = {}
    for reward in rewards:
        for _, text in reward.name.texts if reward.name is not None else ():
            named[text] = tuple(dict.fromkeys((*named.get(text, ()), *reward.for_)))
    return named


@dataclass(frozen=True, slots=True)
class Payout:
    """One payout, resolved as far as the rows say."""

    name: str
    to: str | None
    """The person paid, None if nobody who is listed."""
    amount: int
    day: date | None
    flow: str
    """What it was paid for: a flow of an order, recruit, time, reward, task or unknown."""
    uplines: int | None
    """How far above the person whose act paid it stands who got it, 0 for himself."""
    level: int | None
    """The level as the row says, else as counted from the payer."""
    acting: str | None
    """The participant whose act paid it: the seller of a retail sale, else the buyer."""
    order: str | None
    """The id of the order it was paid for."""
    earned: date | None
    """The day of the order it was paid for."""


@dataclass(frozen=True, slots=True)
class Payouts:
    """The payouts whose amount is known, in a stable order."""

    each: tuple[Payout, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    id: str | None
    to: str | None
    amount: int | None
    day: date | None
    order: str | None
    source: str | None
    level: int | None
    reward: str | None

    @property
    def key(self) -> tuple[Any, ...]:
        """What sorts rows by what they say, however they stood in the table."""
        level = -1 if self.level is None else self.level
        texts = (self.to or "", self.order or "", self.source or "", self.reward or "")
        return self.id or "", self.day or date.max, self.amount or 0, texts, level


def read_payouts(
    table: Table | None, people: People, shape: Shape, orders: Orders, rewards: Rewards
) -> Payouts:
    """Return the payouts and what is wrong with their rows.

    What a payout was for is what its reward is for where that is no order (recruit, time, another
    reward, a task); else the flow of the order it names; else the flow its reward is for. A reward
    for retail that names no order with an outside customer is for a `sale`: nobody knows whose.
    """
    if table is None:
        return Payouts()
    faults = Faults("payouts")
    read = _Judge(people, shape, orders.by_id or {}, rewards, faults)
    found = [read.payout(row, row.amount) for row in _rows(table, faults) if row.amount is not None]
    return Payouts(tuple(found), faults.found())


def _rows(table: Table, faults: Faults) -> list[_Row]:
    columns = ("name", "id", "to", "amount", "date", "for", "from", "level", "reward")
    rows = sorted((_Row(*cells) for cells in table.rows(*columns)), key=lambda row: row.key)
    kept: list[_Row] = []
    for row in rows:
        if row.id is not None and kept and kept[-1].id == row.id:
            faults.add("duplicate-id", row.id)
            if kept[-1] == row:
                continue
        kept.append(row)
    return kept


@dataclass(frozen=True, slots=True)
class _Judge:
    """Says of each payout who got it, for what, and at which distance."""

    people: People
    shape: Shape
    orders: Mapping[str, tuple[Order, ...]]
    rewards: Rewards
    faults: Faults

    def payout(self, row: _Row, amount: int) -> Payout:
        """Return the payout that a row describes."""
        to = self.people.person_of.get(row.to) if row.to is not None else None
        if to is None and self.people.known:
            self.faults.add("payout-to-nobody", row.name)
        order = self._order(row)
        flow = self._flow(row, order)
        acting = self._acting(row, order)
        uplines = self.shape.uplines(acting, to) if acting is not None and to is not None else None
        if uplines is None and acting is None:
            uplines = _least_uplines(flow, row.level)
        level = row.level
        if level is None and uplines is not None and flow not in ("sale", "unknown"):
            level = uplines + 1 if flow == "retail" else uplines
        return Payout(
            row.name,
            to,
            amount,
            row.day,
            flow,
            uplines,
            level,
            acting,
            row.order,
            order.day if order is not None else None,
        )

    def _order(self, row: _Row) -> Order | None:
        """Return the order it was paid for, None where lines of one id do not agree on it."""
        if row.order is None:
            return None
        lines = self.orders.get(row.order)
        if lines is None:
            self.faults.add("payout-for-unknown-order", row.name)
            return None
        first = lines[0]
        if any(
            (line.flow, line.buyer, line.seller) != (first.flow, first.buyer, first.seller)
            for line in lines
        ):
            return None
        return first if len({line.day for line in lines}) == 1 else replace(first, day=None)

    def _flow(self, row: _Row, order: Order | None) -> str:
        word = self._word(row.reward)
        if word in NOT_ON_ORDERS:
            return word
        if order is None:
            return "sale" if word == "retail" else word
        if word == "unknown":
            return order.flow
        if word != "retail" and word in _SPANS.get(order.flow, ()):
            # The reward says more of the order than the order does of itself.
            return word
        allowed = {order.flow, *_SPANS.get(order.flow, ())}
        if not allowed & {word, *_SPANS.get(word, ())}:
            self.faults.add("reward-contradicts-order", row.name)
        return order.flow

    def _word(self, reward: str | None) -> str:
        """Return what a reward is for: itself such a word, or the name of one of the plan's."""
        if reward is None:
            return "unknown"
        if reward in TRIGGERS:
            return reward
        words = set(self.rewards.get(reward, ()))
        if len(words) == 1:
            return words.pop()
        for union in ("purchase", "sale"):
            if words and words <= _SPANS[union] | {union}:
                return union
        return "unknown"

    def _acting(self, row: _Row, order: Order | None) -> str | None:
        if order is not None:
            # Of a sale to somebody unknown only the seller is known to have acted.
            return order.buyer if order.buyer is not None else order.seller
        return self.people.person_of.get(row.source) if row.source is not None else None


def _least_uplines(flow: str, level: int | None) -> int | None:
    """Return the least distance that a stated level can mean.

    Level 1 of a retail sale is the seller himself, of any other payment the payer's sponsor.
    """
    if level is None:
        return None
    if flow in ("entry", "stock", "own-use", "purchase", "recruit"):
        return level
    return max(level - 1, 0)
