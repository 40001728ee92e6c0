"""What payouts show that rewards exist for; that something was not paid shows nothing."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from mlmcheck.facts import Basis, Evidence, Fact, Rows
from mlmcheck.interval import TRUE
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


def shown_by_payouts(summary: Summary) -> list[Fact]:
    """Return what the rows of payouts show to exist."""
    paid = {kind: money for kind, money in summary.paid_for.items() if money > 0}
    if not paid:
        return []
    rows = Rows(summary.tables.get("payouts", "payouts"), summary.payouts, summary.payouts)
    facts: list[Fact] = []

    def seen(name: str, note: Text) -> None:
        facts.append(Fact(name, TRUE, Basis.OBSERVED, (Evidence(rows=rows, note=note),)))

    for kind, name in _SHOWN_BY:
        if kind in paid:
            seen(name, _paid_for(kind, paid[kind]))
    # Payouts to somebody above are for one of these kinds; for which of several is not known.
    kinds = paid.keys() - {"time"}
    if summary.uplines_paid < 1 or kinds <= {"recruit", "entry"}:
        return facts
    note = Text("paid to people up to {count} above the one who acted", count=summary.uplines_paid)
    if kinds <= PURCHASES:
        seen("reward.on_downline_purchases", note)
    elif kinds == {"retail"}:
        seen("reward.on_downline_sales", note)
    elif kinds <= PURCHASES | {"retail", "sale"}:
        seen("reward.on_downline", note)
    else:
        seen("reward.on_others", note)
    return facts


def _paid_for(kind: str, money: Fraction) -> Text:
    if kind == "recruit":
        return Text("{money} was paid for people who joined", money=money)
    if kind == "entry":
        return Text("{money} was paid on entry payments", money=money)
    return Text("{money} was paid as a return over time", money=money)
