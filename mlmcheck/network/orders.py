"""What was ordered by whom from whom, of which flow, and what of it went back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from mlmcheck.network.columns import KINDS
from mlmcheck.network.faults import Faults
from mlmcheck.network.people import People
from mlmcheck.network.summary import Fault
from mlmcheck.network.tables import Table

PARTICIPANTS_ONLY = frozenset(["entry", "stock", "own-use", "purchase"])
"""The kinds of order that only a participant places."""

_LAST = date.max


@dataclass(frozen=True, slots=True)
class Order:
    """One order, with what came back of it.

    `flow` is what is known of the kind: entry, stock, own-use, retail (the buyer is an outside
    customer), purchase (stock or own use), sale (any but entry: the buyer is not known) or unknown.
    """

    name: str
    id: str | None
    flow: str
    amount: int | None
    """None where it could not be read: the order is in no sum."""
    day: date | None
    buyer: str | None
    """The person who bought as a participant."""
    buyer_id: str | None
    outside: bool | None
    """Whether the buyer is an outside customer, None where it is not known."""
    seller: str | None
    """The participant who sold; None for the company, and where somebody sold to himself."""
    later_participant: str | None = None
    """Who bought before he joined, so that nobody knows in which capacity."""
    refunds: tuple[tuple[date | None, int], ...] = ()

    @property
    def refunded(self) -> int:
        """What came back."""
        return sum(amount for _, amount in self.refunds)

    @property
    def net(self) -> int:
        """What was paid less what came back, 0 where the amount is not known."""
        return (self.amount or 0) - (self.refunded if self.refunds else 0)


@dataclass(frozen=True, slots=True)
class Orders:
    """The orders in a stable order, those of one id together."""

    each: tuple[Order, ...] = ()
    """Orders whose amount is known."""
    by_id: Mapping[str, tuple[Order, ...]] | None = None
    """All orders, by id."""
    unread: tuple[Order, ...] = ()
    """Orders whose amount is not known."""
    faults: tuple[Fault, ...] = ()

    @property
    def show_buyers(self) -> bool:
        """Whether the rows say what each participant bought.

        Not if none names a buyer, nor if one that only a participant can have placed does not.
        """
        unnamed = [order for order in (*self.each, *self.unread) if order.buyer_id is None]
        if len(unnamed) == len(self.each) + len(self.unread):
            return False
        return not any(order.flow in (*PARTICIPANTS_ONLY, "unknown") for order in unnamed)

    @property
    def show_sales(self) -> bool:
        """Whether the rows say what participants sell: at least one names one as seller.

        A ledger of what the company delivers says nothing of what became of it.
        """
        return any(order.seller is not None for order in self.each)


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    id: str | None
    buyer: str | None
    seller: str | None
    amount: int | None
    day: date | None
    kind: str | None
    refund_of: str | None

    @property
    def key(self) -> tuple[Any, ...]:
        """What sorts rows by what they say, however they stood in the table."""
        return (
            self.id or "",
            self.day or _LAST,
            self.buyer or "",
            self.seller or "",
            self.kind or "",
            self.amount is None,
            self.amount or 0,
            self.refund_of or "",
        )


def read_orders(table: Table | None, people: People, unlisted_buyers: str | None) -> Orders:
    """Return the orders, each with its flow and its refunds, and what is wrong with their rows.

    Rows that share an id and say the same count once; rows that share an id and differ are lines
    of one order.
    """
    if table is None:
        return Orders()
    faults = Faults("orders")
    rows = _rows(table, faults)
    read = _Judge(people, unlisted_buyers == "customers", "kind" in table.present, faults)
    orders = [read.order(row) for row in rows if row.refund_of is None]
    orders = _with_refunds(orders, [row for row in rows if row.refund_of is not None], faults)
    by_id: dict[str, list[Order]] = {}
    for order in orders:
        if order.id is not None:
            by_id.setdefault(order.id, []).append(order)
    return Orders(
        tuple(order for order in orders if order.amount is not None),
        {id: tuple(lines) for id, lines in by_id.items()},
        tuple(order for order in orders if order.amount is None),
        faults.found(),
    )


def _rows(table: Table, faults: Faults) -> list[_Row]:
    columns = ("name", "id", "buyer", "seller", "amount", "date", "kind", "refund_of")
    rows = sorted((_Row(*cells) for cells in table.rows(*columns)), key=lambda row: row.key)
    kept: list[_Row] = []
    for row in rows:
        before = kept[-1] if kept else None
        if row.id is not None and before is not None and before.id == row.id:
            faults.add("duplicate-id", row.id)
            if before == row:
                continue
        kept.append(row)
    return kept


@dataclass(frozen=True, slots=True)
class _Judge:
    """Says of each order who bought and what flow it is."""

    people: People
    unlisted_are_customers: bool
    has_kinds: bool
    faults: Faults

    def order(self, row: _Row) -> Order:
        """Return the order that a row describes."""
        kind = self._kind(row)
        buyer = self.people.person_of.get(row.buyer) if row.buyer is not None else None
        seller = self.people.person_of.get(row.seller) if row.seller is not None else None
        later = buyer if buyer is not None and self._before_joining(row, kind, buyer) else None
        buyer = None if later is not None else buyer
        outside = self._outside(row, buyer, later)
        if buyer is not None and buyer == seller:
            same = row.buyer == row.seller
            self.faults.add("self-sale" if same else "self-sale-other-account", row.name)
            seller = None
        elif buyer is not None and kind == "retail":
            self.faults.add("retail-to-participant", row.name)
        elif outside and kind in PARTICIPANTS_ONLY:
            self.faults.add("unlisted-participant", row.name)
            outside = None
        flow = _flow(kind, buyer is not None, outside)
        return Order(
            row.name,
            row.id,
            flow,
            row.amount,
            row.day,
            buyer,
            row.buyer,
            outside,
            seller,
            later,
        )

    def _kind(self, row: _Row) -> str | None:
        if row.kind in KINDS:
            return row.kind
        if row.kind is not None:
            self.faults.add_unknown_kind(row.kind, row.name)
        elif self.has_kinds:
            self.faults.add("no-kind", row.name)
        return None

    def _before_joining(self, row: _Row, kind: str | None, buyer: str) -> bool:
        """Whether the buyer may still have been a customer: the kind does not say otherwise."""
        joined = self.people.joined(buyer)
        early = row.day is not None and joined is not None and row.day < joined
        return early and kind not in PARTICIPANTS_ONLY

    def _outside(self, row: _Row, buyer: str | None, later: str | None) -> bool | None:
        if buyer is not None:
            return False
        if row.buyer is None or later is not None or not self.people.known:
            return None
        if self.unlisted_are_customers:
            return True
        self.faults.add("stranger-order", row.name)
        return None


def _flow(kind: str | None, by_participant: bool, outside: bool | None) -> str:
    if by_participant:
        return "purchase" if kind in ("retail", "sale") else kind or "unknown"
    if outside:
        return "retail"
    return "sale" if kind == "retail" else kind or "unknown"


def _with_refunds(orders: list[Order], refunds: Iterable[_Row], faults: Faults) -> list[Order]:
    """Return the orders with their refunds, each up to what is left of the order's amount."""
    at: dict[str, list[int]] = {}
    for index, order in enumerate(orders):
        if order.id is not None:
            at.setdefault(order.id, []).append(index)
    back: dict[int, list[tuple[date | None, int]]] = {}
    left = {index: order.amount or 0 for index, order in enumerate(orders)}
    for row in refunds:
        lines = at.get(row.refund_of or "")
        if lines is None:
            faults.add("refund-of-unknown-order", row.name)
            continue
        if all(orders[index].amount is None for index in lines):
            faults.add("refund-of-unread-order", row.name)
            continue
        rest = row.amount or 0
        for index in lines:
            part = min(rest, left[index])
            if part:
                back.setdefault(index, []).append((row.day, part))
                left[index] -= part
                rest -= part
        if rest:
            faults.add("refund-exceeds-order", row.name)
    return [
        replace(order, refunds=tuple(back[index])) if index in back else order
        for index, order in enumerate(orders)
    ]
