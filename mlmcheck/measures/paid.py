"""What payouts show that rewards exist for; that something was not paid shows nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from mlmcheck.facts import Basis, Evidence, Fact
from mlmcheck.interval import TRUE
from mlmcheck.measures.ledgers import in_money, payout_rows, unread
from mlmcheck.measures.lines import PURCHASES
from mlmcheck.measures.organisers import whole_blocks
from mlmcheck.scheme.plan import Plan
from mlmcheck.scheme.quantity import Stated
from mlmcheck.text import Text

if TYPE_CHECKING:
    from mlmcheck.network.summary import Summary

_SHOWN_BY = (
    ("recruit", "reward.on_headcount"),
    ("entry", "reward.on_entry"),
    ("time", "reward.on_time"),
)


def shown_by_figures(plan: Plan) -> Iterator[Fact]:
    """Yield what a case file's sums of payouts show to exist."""
    if not plan.scheme.observed:
        return
    for block in whole_blocks(plan):
        if block.payouts is None or isinstance(block.payouts, Stated):
            continue
        paid = {key for key, each in block.payouts if each.range.lo > 0 or each.range.lo_open}
        for kind, name in _SHOWN_BY:
            if kind in paid:
                place = Evidence((*block.at, "payouts", kind), source=block.source)
                yield Fact(name, TRUE, Basis.REPORTED, (place,))


def shown_by_payouts(plan: Plan, summary: Summary) -> Iterator[Fact]:
    """Yield what the rows of payouts show to exist.

    What somebody got back on his own payment is a discount and shows nothing. Where it is not
    known how far above the acting participant a payout went, it may be such a discount, except on
    the joining of others, which is what the trigger means: then it counts where every receiver is
    a known participant.
    """
    currency = plan.scheme.currency

    def seen(name: str, note: Text) -> Fact:
        place = Evidence(rows=payout_rows(summary), note=note)
        return Fact(name, TRUE, Basis.OBSERVED, (place,))

    # An account nobody knows may be that of the one who joined.
    known = bool(summary.people) and all(f.kind != "payout-to-nobody" for f in summary.faults)
    heads = _sum(m for flow, up, m in summary.paid_at if flow == "recruit" and _above(up, known))
    if heads > 0:
        note = Text("{money} was paid for people who joined", money=in_money(heads, currency))
        yield seen("reward.on_headcount", note)
    entry = _sum(m for flow, up, m in summary.paid_at if flow == "entry" and _above(up, known))
    if entry > 0:
        note = Text("{money} was paid on entry payments of others", money=in_money(entry, currency))
        yield seen("reward.on_entry", note)
    time = _sum(m for flow, _, m in summary.paid_at if flow == "time")
    if time > 0:
        note = Text("{money} was paid as a return over time", money=in_money(time, currency))
        yield seen("reward.on_time", note)
    # Where participants could not be read, a customer may be one of them.
    either = frozenset(["retail", "sale"] if unread(summary, "participants") else ["sale"])
    for flows, name in (
        (PURCHASES, "reward.on_downline_purchases"),
        (frozenset(["retail"]) - either, "reward.on_downline_sales"),
        (either, "reward.on_downline"),
        (frozenset(["unknown", "reward", "task"]), "reward.on_others"),
    ):
        up = [(uplines, m) for flow, uplines, m in summary.paid_at if uplines and flow in flows]
        money = _sum(m for _, m in up)
        if money > 0:
            note = Text(
                "{money} was paid to people up to {count} above the one who acted",
                money=in_money(money, currency),
                count=max(uplines for uplines, m in up if m > 0),
            )
            yield seen(name, note)
    if _only_own_sales(summary):
        note = Text(
            "paid only on one's own sales to customers, and to somebody who had bought nothing"
        )
        yield seen("reward.on_customer_referral", note)


def _sum(amounts: Iterable[Fraction]) -> Fraction:
    return sum(amounts, Fraction(0))


def _above(uplines: int | None, receivers_known: bool) -> bool:
    return receivers_known if uplines is None else uplines > 0


def _only_own_sales(summary: Summary) -> bool:
    """Return whether all pay was the seller's own, on customers' orders, with nothing to buy."""
    paid = [(flow, uplines) for flow, uplines, money in summary.paid_at if money > 0]
    return (
        bool(paid)
        and all(each == ("retail", 0) for each in paid)
        and summary.least_paid_by_rewarded == 0
        and not summary.aside
    )
