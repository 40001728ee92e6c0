"""Stock in the channel: what participants bought to resell, what got out of it, what is stuck."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from mlmcheck.interval import INFINITY, Interval, Number
from mlmcheck.network.orders import Orders
from mlmcheck.network.tree import Shape

NOT_AT_A_LOSS = Interval(Fraction(1), INFINITY)
"""What customers pay over what the seller paid, where it is not known: nobody sells at a loss."""

_MAYBE_STOCK = frozenset(["stock", "purchase", "unknown"])


@dataclass(slots=True)
class _Hand:
    """What went through one person's hands, in money, refunds deducted."""

    stock: int = 0
    """Bought as stock."""
    maybe: int = 0
    """Bought, and it may be stock."""
    to_customers: int = 0
    to_unknown: int = 0
    to_participants: int = 0

    @property
    def left(self) -> int:
        """Stock that was neither resold nor refunded."""
        sold = self.to_customers + self.to_unknown + self.to_participants
        return max(0, self.stock - sold)


@dataclass(frozen=True, slots=True)
class Channel:
    """What became of the stock, in what was paid for it."""

    shipped: int = 0
    """What participants paid the company for stock, refunds not deducted."""
    reach: Interval | None = None
    """Part of it that outside customers got, 0 to 1."""
    stuck: tuple[tuple[int, int], ...] = ()
    """By level where stock was bought: what of it was at least neither resold nor refunded."""
    bought: Mapping[str, int] = field(default_factory=dict)
    """By person: stock bought from anybody, refunds deducted."""
    left: Mapping[str, int] = field(default_factory=dict)
    """By person: stock that was at least neither resold nor refunded."""


def channel_of(orders: Orders, shape: Shape, markup: Interval = NOT_AT_A_LOSS) -> Channel:
    """Return what became of the stock.

    The rows say what was paid and not how many pieces: `markup` is how many times what the company
    took for stock a customer pays for it. Where it has no end, any sale may have been of next to
    nothing, and the reach begins at 0.

    A seller's sales count as out of his own stock as far as he has any. The reach is an interval
    too where the kind of a purchase or the buyer of a sale is not known, and where a seller of
    stock to participants sold to customers as well, for then it is not known what of it went
    where. Where the rows do not show what participants sell, nothing is said of what became of the
    stock.
    """
    hands: dict[str, _Hand] = {}
    shipped, maybe_shipped = 0, 0
    for order in orders.each:
        if order.seller is None and order.flow in (*_MAYBE_STOCK, "sale"):
            shipped += (order.amount or 0) if order.flow == "stock" else 0
            maybe_shipped += order.amount or 0
        if order.buyer is not None and order.flow in _MAYBE_STOCK:
            hand = hands.setdefault(order.buyer, _Hand())
            hand.maybe += order.net
            hand.stock += order.net if order.flow == "stock" else 0
        if order.seller is not None:
            hand = hands.setdefault(order.seller, _Hand())
            if order.outside is None:
                hand.to_unknown += order.net
            elif order.outside:
                hand.to_customers += order.net
            else:
                hand.to_participants += order.net
    bought = {person: hand.stock for person, hand in hands.items()}
    if not orders.show_sales:
        return Channel(shipped, bought=bought)
    stuck: dict[int, int] = {}
    for person, hand in hands.items():
        if hand.stock:
            level = shape.level[person]
            stuck[level] = stuck.get(level, 0) + hand.left
    return Channel(
        shipped,
        _reach(hands, shipped, maybe_shipped, markup),
        tuple(sorted(stuck.items())),
        bought,
        {person: hand.left for person, hand in hands.items()},
    )


def _reach(
    hands: Mapping[str, _Hand], shipped: int, maybe: int, markup: Interval
) -> Interval | None:
    if maybe == 0:
        return None
    least = sum(
        (
            min(_cost(h.to_customers, markup.hi), Fraction(max(0, h.stock - h.to_participants)))
            for h in hands.values()
        ),
        Fraction(0),
    )
    most = sum(
        (
            min(_cost(h.to_customers + h.to_unknown, markup.lo), Fraction(h.maybe))
            for h in hands.values()
        ),
        Fraction(0),
    )
    low = min(Fraction(1), least / maybe)
    # Without stock that is known as such, any of it may have got out, if anything did.
    high = min(Fraction(1), most / shipped) if shipped else Fraction(1 if most else 0)
    return Interval(low, high)


def _cost(sales: int, markup: Number) -> Fraction:
    """Return what was paid for goods that were sold for so much."""
    return Fraction(0) if markup == INFINITY else sales / Fraction(markup)
