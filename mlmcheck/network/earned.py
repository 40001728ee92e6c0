"""What people had paid in by the time they were paid: the least that the practice asks for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
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

    Where somebody is paid for others, the least is that of those whom the payouts show below
    somebody. Anybody else may be the operator's own account at the top, of whom nothing was asked:
    he never makes the least, and leaves it open if he had paid less.
    """
    if not orders.show_buyers:
        return LeastPaid()
    accounts = _accounts(orders)
    paid = [(p.to, p) for p in payouts.each if p.to is not None and p.amount]
    brought = _brought_in([payout for _, payout in paid])
    found = _Receipts(accounts)
    others = _Receipts(accounts)
    for person, payout in paid:
        key = (person, payout.day)
        counts = brought is None or person in brought
        (found.sure if counts else found.maybe)[key] = None
        if _for_others(payout):
            (others.sure if counts else others.maybe)[key] = None
        elif _maybe_for_others(payout):
            others.maybe[key] = None
    return LeastPaid(found.least(), others.least())


def _brought_in(paid: list[Payout]) -> set[str] | None:
    """Return whom the payouts show below somebody; None where nobody can be paid for others."""
    upward = [payout for payout in paid if _for_others(payout) or _maybe_for_others(payout)]
    if not upward:
        return None
    return {payout.acting for payout in upward if payout.acting is not None and payout.uplines}


@dataclass(frozen=True, slots=True)
class _Receipts:
    """Who was paid, and when: those who count, and those who may not."""

    accounts: Mapping[str, _Account]
    sure: dict[tuple[str, date | None], None] = field(default_factory=dict)
    maybe: dict[tuple[str, date | None], None] = field(default_factory=dict)

    def least(self) -> int | None:
        """Return the least that those who count had paid in, if nobody else can change it."""
        bounds = [self._paid(key) for key in self.sure]
        if not bounds:
            return None
        top = min(most for _, most in bounds)
        low = min([least for least, _ in bounds] + [self._paid(key)[0] for key in self.maybe])
        return low if low == top else None

    def _paid(self, key: tuple[str, date | None]) -> tuple[int, int | float]:
        person, day = key
        return self.accounts[person].by(day) if person in self.accounts else (0, 0)


def _for_others(payout: Payout) -> bool:
    if payout.uplines is not None and payout.uplines > 0:
        return True
    return payout.flow in ("recruit", "reward") and payout.uplines is None


def _maybe_for_others(payout: Payout) -> bool:
    return payout.uplines is None and payout.flow not in ("time", "task")


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
