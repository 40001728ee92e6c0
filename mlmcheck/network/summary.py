"""The network's summary: the one plain value that measures read, whichever engine filled it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from mlmcheck.interval import Interval
from mlmcheck.text import Text


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the data; the rest is measured all the same."""

    kind: str
    """cycle, unknown-sponsor, two-sponsors, duplicate-id, self-referral, stranger-order, ..."""
    text: Text
    table: str
    rows: tuple[str, ...]
    """What identifies the rows concerned: ids, or `line 12`, in a stable order."""


@dataclass(frozen=True, slots=True)
class Person:
    """One participant (accounts of one owner merged), money in the scheme's currency."""

    id: str
    sponsor: str | None
    level: int
    """1 for those whom nobody brought in."""
    direct: int
    """Participants brought in directly."""
    below: int
    """Participants below, directly or not."""
    levels_below: int
    money_below: Fraction
    """What the people below paid in: entry and purchases, refunds not deducted."""
    paid_entry: Fraction
    paid_purchases: Fraction
    """Stock, own use and purchases of unknown kind."""
    refunded: Fraction
    sold: Fraction
    """Own sales to outside customers and to participants, as seller of an order."""
    rewards: Fraction
    rank: str | None = None

    @property
    def net(self) -> Fraction:
        """Rewards and own sales less what was paid in, refunds added back."""
        return self.rewards + self.sold + self.refunded - self.paid_entry - self.paid_purchases


@dataclass(frozen=True, slots=True)
class Summary:
    """What the rows say, in exact money of the scheme's currency.

    Sums by flow are intervals where a row's kind or buyer is not known. Flows are entry, stock,
    own-use, purchase (participant, kind unknown), retail (outside customer), unknown.
    """

    people: tuple[Person, ...]
    """In the order of their ids."""
    faults: tuple[Fault, ...] = ()
    orders: int = 0
    revenue: Mapping[str, Fraction] = field(default_factory=dict)
    """Money of orders by flow; `sale` is by somebody unknown."""
    payouts: int = 0
    paid_for: Mapping[str, Fraction] = field(default_factory=dict)
    """Reward money by what it was paid for: flows of the orders they name, recruit, time, unknown."""
    paid_levels: tuple[int, ...] = ()
    """Levels at which somebody was paid, as counted from the payer, where known."""
    uplines_paid: int = 0
    """Greatest number of people above the acting participant paid on one act, as far as seen."""
    shipped: Fraction = Fraction(0)
    """Stock that went into the channel, at the price paid."""
    retail_reach: Interval | None = None
    """Part of what was shipped into the channel that got to an outside customer."""
    stuck: tuple[tuple[int, Fraction], ...] = ()
    """By level: stock bought there and neither resold nor refunded."""
    least_outside: Interval | None = None
    """Least share of outside sales in (person paid and downline, month), with the pair below."""
    least_outside_of: tuple[str, str] | None = None
    tables: Mapping[str, str] = field(default_factory=dict)
    """For participants, orders, payouts: the file, or `inline`."""

    has_orders: bool = False
    has_payouts: bool = False
    customers: int = 0
    """Outside customers who bought."""
    active_participants: int = 0
    """Participants who paid, sold or were paid in the last 30 days of the rows, where dated."""
    least_paid_by_rewarded: Fraction | None = None
    """Least that anybody who ever got a reward had paid in by then."""
    least_paid_by_rewarded_for_others: Fraction | None = None
