"""The network's summary: the one plain value that measures read, whichever engine filled it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from mlmcheck.interval import INFINITY, Interval
from mlmcheck.text import Text


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the data; the rest is measured all the same."""

    kind: str
    """cycle, unknown-sponsor, two-sponsors, duplicate-id, self-referral, stranger-order, ..."""
    text: Text
    table: str
    """participants, orders or payouts."""
    rows: tuple[str, ...]
    """What identifies the rows concerned: ids, or `line 12` (`row 3` of inline rows) where a row
    has none, in a stable order."""


@dataclass(frozen=True, slots=True)
class Person:
    """One participant (accounts of one owner merged), money in the scheme's currency."""

    id: str
    """The id of the first account."""
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
    """Own sales to outside customers and to participants, as seller of an order, less refunds."""
    rewards: Fraction
    rank: str | None = None
    accounts: tuple[str, ...] = ()
    """The ids of all accounts, the first one first."""
    joined: date | None = None
    left: date | None = None
    kept: Interval | None = None
    """What of his own sales was his own money, as far as the rows tell: all of a sale out of stock
    that he had bought, nothing where the company sold through him and paid him a commission. None:
    anything up to `sold`."""
    stock_bought: Fraction = Fraction(0)
    """Stock bought from anybody, less refunds."""
    stock_left: Fraction | None = None
    """What of it was at least not resold; None where no sales are recorded."""
    sold_last_year: Fraction = Fraction(0)
    """What of `sold` is dated in the last 12 months."""

    @property
    def paid(self) -> Fraction:
        """All that was paid in, refunds not deducted."""
        return self.paid_entry + self.paid_purchases

    @property
    def net(self) -> Fraction:
        """Rewards and own sales less what was paid in, refunds added back.

        Takes every sale for the seller's own money; `net_range` does not.
        """
        return self.rewards + self.sold + self.refunded - self.paid

    @property
    def net_range(self) -> Interval:
        """What the person is better off by, as far as the rows tell whose money the sales were."""
        kept = self.kept if self.kept is not None else Interval(Fraction(0), self.sold)
        base = self.rewards + self.refunded - self.paid
        return Interval(base + kept.lo, base + kept.hi)


@dataclass(frozen=True, slots=True)
class Summary:
    """What the rows say, in exact money of the scheme's currency.

    Money of unknown kind or buyer has a flow of its own, so that a measure can give it its whole
    range. Flows are entry, stock, own-use, purchase (a participant's, stock or own use), retail
    (an outside customer's), sale (any but entry: nobody knows who bought) and unknown (any).
    """

    people: tuple[Person, ...]
    """In the order of their ids."""
    faults: tuple[Fault, ...] = ()
    orders: int = 0
    """Orders with a known amount; refunds are no orders."""
    revenue: Mapping[str, Fraction] = field(default_factory=dict)
    """Money of orders by flow, less what was refunded of them; `sale` is by somebody unknown."""
    payouts: int = 0
    paid_for: Mapping[str, Fraction] = field(default_factory=dict)
    """Reward money by what it was paid for: flows of the orders they name, recruit, time, reward,
    task, unknown."""
    paid_levels: tuple[int, ...] = ()
    """Levels at which somebody was paid, as counted from the payer, where known."""
    uplines_paid: int = 0
    """Greatest number of people above the acting participant paid on one act, as far as seen."""
    shipped: Fraction = Fraction(0)
    """Stock that went into the channel, at the price paid, refunds not deducted."""
    retail_reach: Interval | None = None
    """Part of what was shipped into the channel, in what was paid for it, that got to an outside
    customer, if nobody sold at a loss. From 0 where it is not known for how much more than he paid
    a seller sells. None where no stock was shipped, or where no order names a participant as
    seller, so that nothing is known of sales."""
    stuck: tuple[tuple[int, Fraction], ...] = ()
    """By level: stock bought there that was neither resold nor refunded: at least so much, for a
    sale counts as of goods that cost what they were sold for."""
    least_outside: Interval | None = None
    """Least share of outside sales in (person paid and downline, month), with the pair below."""
    least_outside_of: tuple[str, str] | None = None
    """The person and the month, `2017-08`."""
    tables: Mapping[str, str] = field(default_factory=dict)
    """For participants, orders, payouts: the file, or `inline`."""

    has_sponsors: bool = True
    """Whether the participants say who brought them; if not, nothing is known of levels, of who is
    below whom, nor of how far above the payer anybody was paid."""
    has_orders: bool = False
    has_payouts: bool = False
    customers: int = 0
    """Outside customers who bought."""
    active_participants: int = 0
    """Participants who paid, sold or were paid in the last 30 days of the rows, where dated."""
    least_paid_by_rewarded: Fraction | None = None
    """Least that anybody who ever got a reward had paid in by then, less refunds; None where the
    rows do not settle it, or where one whom no payout shows below somebody had paid less: whoever
    stands at the top of a network may be its founder."""
    least_paid_by_rewarded_for_others: Fraction | None = None
    """The same of those paid on what other participants did."""

    refunds: Mapping[str, Fraction] = field(default_factory=dict)
    """What was deducted from `revenue`, by flow."""
    paid_at: tuple[tuple[str, int | None, Fraction], ...] = ()
    """Reward money by what it was paid for and how far above the acting participant its receiver
    stands: 0 is the seller of a retail sale or the buyer himself, None is not known."""
    revenue_last_year: Mapping[str, Fraction] | None = None
    """`revenue` of the orders of the last 12 months; None where an order has no date."""
    paid_for_last_year: Mapping[str, Fraction] | None = None
    """`paid_for` of the payouts of the last 12 months; None where a payout has no date."""
    active_customers: int = 0
    """Outside customers who bought in the last 30 days of the rows, where dated."""
    unknown_buyers: int = 0
    """Buyers who may be customers: ids that are nowhere listed, and orders without a buyer."""
    aside: Mapping[str, int] = field(default_factory=dict)
    """By table: rows of which an id or an amount could not be read, so that sums are too low."""
    first_day: date | None = None
    last_day: date | None = None
    """First and last day of the dated orders and payouts."""


UNKNOWN_SALES = Interval(Fraction(0), INFINITY)
"""What somebody may have kept who bought goods, where the rows do not show what he sold."""
