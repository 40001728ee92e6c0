"""Edits of safeguards: to take goods back, let people leave, ask for customers, cap the pay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from mlmcheck.interval import INFINITY, Interval, Number
from mlmcheck.repair.catalogue import Draft
from mlmcheck.repair.edits import Edit
from mlmcheck.repair.raws import own_word, percent, whole
from mlmcheck.repair.tree import Op, Put
from mlmcheck.scheme.model import Safeguard, Safeguards
from mlmcheck.text import Text

_MOST_DAYS = 365
_IN_FULL = Fraction(1)


def edits(draft: Draft) -> Iterator[Edit]:
    """Yield the edits of the safeguards that a rule of the laws asks for."""
    if draft.asks("guard.buy_back_rate", "guard.buy_back_days", "guard.buy_back_told"):
        yield from _buy_back(draft)
    if draft.asks("guard.cancel_days"):
        days = _most(draft, "guard.cancel_days", 30)
        text = Text(
            "let participants leave within {days} days with all they paid to join, and keep to it",
            days=days,
        )
        yield from _raised(
            draft, "allow-cancelling", "cancel", {"rate": "100%", "days": whole(days)}, text
        )
    if draft.asks("guard.customer_return_days"):
        days = _most(draft, "guard.customer_return_days", 30)
        text = Text(
            "let customers return unopened goods within {days} days for the full price, and keep "
            "to it",
            days=days,
        )
        yield from _raised(
            draft,
            "allow-customer-returns",
            "customer_return",
            {"rate": "100%", "days": whole(days)},
            text,
        )
    if draft.asks("guard.resale_required"):
        share = _most(draft, "guard.resale_required", Fraction(7, 10))
        text = Text(
            "pay nobody who has not sold {share} of what he bought to customers, and keep to it",
            share=percent(share),
        )
        terms = {"share": percent(share), "counts": ["retail"], "condition_of": "reward"}
        yield from _raised(draft, "add-resale-rule", "resale_rule", terms, text)
    if draft.asks("guard.customers_required"):
        count = _most(draft, "guard.customers_required", 10)
        text = Text(
            "pay nobody who has not sold to {count} customers in the month, and keep to it",
            count=count,
        )
        terms = {"customers": whole(count), "per": "month", "condition_of": "reward"}
        yield from _raised(draft, "add-customer-rule", "customer_rule", terms, text)
    for cap in draft.limits.of("pay.share_of_sales"):
        if cap not in (0, INFINITY):
            text = Text(
                "pay out no more than {share} of all sales, and keep to it", share=percent(cap)
            )
            terms = {"share": percent(cap)}
            yield from _raised(draft, "cap-pay", "payout_cap", terms, text)


def _most(draft: Draft, fact: str, usual: Number) -> Number:
    """Return the strictest number that the laws name for a safeguard, else the usual one."""
    return max((n for n in draft.limits.of(fact) if n != INFINITY), default=usual)


def _buy_back(draft: Draft) -> Iterator[Edit]:
    rate = max(_most(draft, "guard.buy_back_rate", Fraction(9, 10)), Fraction(9, 10))
    days = max(_most(draft, "guard.buy_back_days", _MOST_DAYS), 1)
    terms: dict[str, object] = {
        "rate": percent(min(rate, _IN_FULL)),
        "days": whole(days),
        "covers": ["stock", "kit"],
        "by": "company",
        "told": "true",
    }
    text = Text(
        "take unsold goods back at {share} of the price within {days} days, tell people so in "
        "writing before they buy, and keep to it",
        share=percent(min(rate, _IN_FULL)),
        days=days,
    )
    yield from _raised(draft, "add-buy-back", "buy_back", terms, text)


def _raised(
    draft: Draft, kind: str, name: str, terms: Mapping[str, object], text: Text
) -> Iterator[Edit]:
    """Yield a safeguard with at least these terms: written anew, or lifted where it falls short."""
    guards = draft.scheme.safeguards
    known = getattr(guards, name) if isinstance(guards, Safeguards) else None
    at = ("safeguards", name)
    if not isinstance(known, Safeguard):
        yield Edit(kind, text, at, (Put(at, {**terms, "enforced": "true"}),))
        return
    if not draft.mine(known):
        return
    ops: list[Op] = [
        Put((*at, key), value)
        for key, value in terms.items()
        if not _reached(getattr(known, key), value)
    ]
    if known.enforced is not True:
        ops.append(Put((*at, "enforced"), "true"))
    if ops:
        yield Edit(kind, text, at, (*ops, *own_word(known)))


def _reached(known: object, asked: object) -> bool:
    """Return whether a term of the file is as good as what is asked."""
    if known is None:
        return False
    found = getattr(known, "range", None)
    if isinstance(found, Interval):
        written = str(asked)
        least = Fraction(written[:-1]) / 100 if written.endswith("%") else Fraction(written)
        return found.lo >= least
    if isinstance(known, tuple):
        words = asked if isinstance(asked, list) else [asked]
        return set(words) <= set(known) if len(words) > 1 else list(known) == words
    return known is True if asked == "true" else known == asked
