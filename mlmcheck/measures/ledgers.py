"""What a network's rows are as evidence: of which table and time, what of them is unread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from mlmcheck.facts import Evidence, Rows
from mlmcheck.text import Text

if TYPE_CHECKING:
    from mlmcheck.network.summary import Summary

_ON_OTHERS = ("entry", "recruit")
"""What one is paid for when somebody else joins."""


def table_of(summary: Summary, which: str) -> str:
    """Return how a table is called: its file, or `orders` and the like for inline rows."""
    source = summary.tables.get(which, which)
    return which if source == "inline" else source


def order_rows(summary: Summary) -> Rows:
    """Return all orders."""
    return Rows(table_of(summary, "orders"), summary.orders, summary.orders)


def payout_rows(summary: Summary, sample: tuple[str, ...] = ()) -> Rows:
    """Return all payouts."""
    return Rows(table_of(summary, "payouts"), summary.payouts, summary.payouts, sample)


def in_money(amount: Fraction, currency: str | None) -> Text | Fraction:
    """Return an amount for a message, with its currency where that is known."""
    if currency is None:
        return amount
    return Text("{currency} {number}", currency=currency, number=amount)


def unread(summary: Summary, *tables: str) -> int:
    """Return how many rows of these tables are in no sum because they could not be read."""
    return sum(summary.aside.get(table, 0) for table in tables)


def taken_back(summary: Summary) -> bool:
    """Return whether some payouts were of less than 0: what they took back is in no sum."""
    return any(f.kind == "negative-amount" and f.table == "payouts" for f in summary.faults)


def unread_note(summary: Summary, *tables: str) -> tuple[Evidence, ...]:
    """Return what is said of rows that could not be read, nothing where all could."""
    count = unread(summary, *tables)
    if not count:
        return ()
    note = Text("rows that could not be read and may say anything: {count}", count=count)
    return (Evidence(note=note),)


@dataclass(frozen=True, slots=True)
class Flows:
    """Money by flow over the last 12 months, or over all rows where some have no date."""

    sums: Mapping[str, Fraction]
    everything: bool
    """Whether that is all there is, so that what is known of all time holds of it."""
    evidence: Evidence


def sold_in_year(summary: Summary) -> Flows:
    """Return the money of orders of the last 12 months."""
    return _flows(summary, "orders", summary.revenue, summary.revenue_last_year)


def paid_in_year(summary: Summary) -> Flows:
    """Return the money of payouts of the last 12 months, by what it was paid for.

    What somebody got back of his own joining payment is of unknown kind: no pay for recruiting.
    """
    flows = _flows(summary, "payouts", summary.paid_for, summary.paid_for_last_year)
    return Flows(_without_rebates(summary, flows.sums), flows.everything, flows.evidence)


def both_in_year(summary: Summary) -> tuple[Flows, Flows]:
    """Return the money of orders and of payouts over the same time."""
    if summary.revenue_last_year is None or summary.paid_for_last_year is None:
        return (
            _flows(summary, "orders", summary.revenue, None),
            _flows(summary, "payouts", summary.paid_for, None),
        )
    return sold_in_year(summary), paid_in_year(summary)


def _flows(
    summary: Summary, which: str, every: Mapping[str, Fraction], year: Mapping[str, Fraction] | None
) -> Flows:
    rows = order_rows(summary) if which == "orders" else payout_rows(summary)
    if year is None:
        note: Text | None = Text("all rows, as not all of them have a date")
        return Flows(_by_unsure_buyers(summary, every), True, Evidence(rows=rows, note=note))
    if year == every:
        note = None
        if summary.first_day is not None and summary.last_day is not None:
            note = Text(
                "rows from {first} to {last}", first=summary.first_day, last=summary.last_day
            )
        return Flows(_by_unsure_buyers(summary, year), True, Evidence(rows=rows, note=note))
    # How many rows that is the summary does not say, so none is claimed to have been counted.
    note = Text("{table}: the rows of the last 12 months", table=rows.table)
    return Flows(_by_unsure_buyers(summary, year), False, Evidence(note=note))


def _by_unsure_buyers(summary: Summary, sums: Mapping[str, Fraction]) -> Mapping[str, Fraction]:
    """Return the sums; where participants could not be read, a customer may be one of them."""
    if not unread(summary, "participants") or not sums.get("retail"):
        return sums
    moved = {flow: money for flow, money in sums.items() if flow != "retail"}
    moved["sale"] = moved.get("sale", Fraction(0)) + sums["retail"]
    return moved


def _without_rebates(summary: Summary, sums: Mapping[str, Fraction]) -> Mapping[str, Fraction]:
    own: dict[str, Fraction] = {}
    for flow, uplines, money in summary.paid_at:
        if flow in _ON_OTHERS and uplines == 0 and money > 0:
            own[flow] = own.get(flow, Fraction(0)) + money
    if not own:
        return sums
    left = dict(sums)
    for flow, money in own.items():
        # Which of them fell into the year is not known: at most all.
        rebate = min(money, left.get(flow, Fraction(0)))
        left[flow] = left.get(flow, Fraction(0)) - rebate
        left["unknown"] = left.get("unknown", Fraction(0)) + rebate
    return left
