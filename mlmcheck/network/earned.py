"""What people had paid in by the time they were paid: the least that the practice asks for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate

from mlmcheck.interval import INFINITY
from mlmcheck.network.orders import Orders
from mlmcheck.network.payouts import Payout, Payouts


@dataclass(slots=True)
class _Account:
    """One person's payments: dated, and those that may have been at any time."""

    dated: list[tuple[date, int]] = field(default_factory=list)
    """Payments, and refunds as negative ones."""
    undated: int = 0
    undated_back: int = 0
    unread: bool = False
    """Whether the amount of some payment is not known."""
    _sums: tuple[list[date], list[int]] | None = None

    def by(self, day: date | None) -> tuple[int, int | float]:
        """Return the least and the most that was paid in, less refunds, up to and on that day."""
        if day is None:
            least, most = 0, sum(max(amount, 0) for _, amount in self.dated)
        else:
            least = most = self._until(day)
        top: int | float = INFINITY if self.unread else most + self.undated
        return max(0, least - self.undated_back), top

    def _until(self, day: date) -> int:
        if self._sums is None:
            events = sorted(self.dated)
            amounts = (amount for _, amount in events)
            self._sums = [when for when, _ in events], list(accumulate(amounts, initial=0))
        days, sums = self._sums
        return max(0, sums[bisect_right(days, day)])


@dataclass(frozen=True, slots=True)
class LeastPaid:
    """The least that anybody paid had paid in by then; None where the rows do not settle it."""

    any_reward: int | None = None
    for_others: int | None = None
    """Of those paid on what other participants did."""


def least_paid(orders: Orders, payouts: Payouts) -> LeastPaid:
    """Return the least that anybody who ever got a reward had paid in by the day he got it.

    Paid in is everything he bought as a participant, on that day too, less refunds up to then.
    Where orders do not say who bought, nobody knows what anybody had paid.
    """
    if not orders.show_buyers:
        return LeastPaid()
    accounts = _accounts(orders)
    days: dict[tuple[str, date | None], None] = {}
    others: dict[tuple[str, date | None], None] = {}
    maybe_others: dict[tuple[str, date | None], None] = {}
    for payout in payouts.each:
        if payout.to is None or payout.amount == 0:
            continue
        key = (payout.to, payout.day)
        days[key] = None
        if _for_others(payout):
            others[key] = None
        elif payout.uplines is None and payout.flow not in ("time", "task"):
            maybe_others[key] = None

    def paid(key: tuple[str, date | None]) -> tuple[int, int | float]:
        person, day = key
        return accounts[person].by(day) if person in accounts else (0, 0)

    return LeastPaid(_least(days, (), paid), _least(others, maybe_others, paid))


def _for_others(payout: Payout) -> bool:
    if payout.uplines is not None and payout.uplines > 0:
        return True
    return payout.flow in ("recruit", "reward") and payout.uplines is None


def _least(
    sure: Iterable[tuple[str, date | None]],
    maybe: Iterable[tuple[str, date | None]],
    paid: Callable[[tuple[str, date | None]], tuple[int, int | float]],
) -> int | None:
    """Return the least over those who are sure to count, if nobody else can change it."""
    bounds = [paid(key) for key in sure]
    if not bounds:
        return None
    top = min(most for _, most in bounds)
    low = min([least for least, _ in bounds] + [paid(key)[0] for key in maybe])
    return low if low == top else None


def _accounts(orders: Orders) -> dict[str, _Account]:
    accounts: dict[str, _Account] = {}
    for order in (*orders.each, *orders.unread):
        payer = order.buyer or order.later_participant
        if payer is None:
            continue
        account = accounts.setdefault(payer, _Account())
        if order.amount is None:
            account.unread = True
        elif order.day is None or order.buyer is None:
            # Bought before he joined: perhaps as a customer, perhaps to join.
            account.undated += order.amount
        else:
            account.dated.append((order.day, order.amount))
        for day, amount in order.refunds:
            if day is None or order.day is None or order.buyer is None:
                account.undated_back += amount
            else:
                account.dated.append((day, -amount))
    return accounts
