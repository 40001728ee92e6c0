"""The safeguards, each as promised; whether they are kept to is a fact of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mlmcheck.facts import Basis, Evidence, Fact
from mlmcheck.interval import (
    FALSE,
    INFINITY,
    NEVER_NEGATIVE,
    TRUE,
    ZERO,
    Interval,
    Truth,
    truth_interval,
)
from mlmcheck.scheme.model import Payment
from mlmcheck.scheme.plan import Plan
from mlmcheck.scheme.quantity import Count, Share, Stated
from mlmcheck.text import Text
from mlmcheck.vocabulary import VOCABULARY

if TYPE_CHECKING:
    from mlmcheck.network.summary import Summary


def safeguards(plan: Plan, summary: Summary | None) -> tuple[Fact, ...]:  # noqa: ARG001
    """Return the facts on safeguards, of which only what is declared is known."""
    return (
        *_buy_back(plan),
        *_resale(plan),
        *_customers(plan),
        *_cancel(plan),
        *_customer_return(plan),
        *_enforced(plan),
    )


def _guard(plan: Plan, name: str, guard: str, key: str, value: Interval | None) -> Iterator[Fact]:
    """Yield one fact on a safeguard: its term, zero where there is none, nothing where unknown."""
    guarded = getattr(plan, guard)
    alleged: tuple[Evidence, ...] = ()
    claimed = guarded.alleged
    if claimed is not None and getattr(claimed, key) is not None:
        alleged = (Evidence((*claimed.at, key), source=claimed.source),)
    whole = VOCABULARY[name].whole
    if guarded.absent:
        yield Fact(name, ZERO, Basis.DECLARED, (_absence(plan, guard),), alleged)
    elif guarded.terms is not None and value is not None and value != whole:
        if guarded.terms.enforced is False:
            # What is promised and not kept to may be worth nothing.
            value = ZERO.hull(value)
        where = Evidence((*guarded.terms.at, key), source=guarded.terms.source)
        yield Fact(name, value, Basis.DECLARED, (where,), alleged)
    elif alleged:
        yield Fact(name, whole, Basis.DECLARED, (), alleged)


def _absence(plan: Plan, guard: str) -> Evidence:
    stated = isinstance(plan.scheme.safeguards, Stated)
    return Evidence(("safeguards",) if stated else ("safeguards", guard))


def _range(stated: Share | Count | None) -> Interval | None:
    return None if stated is None else stated.range


def _up_to(value: Interval | None) -> Interval | None:
    return None if value is None else ZERO.hull(value)


def _buy_back(plan: Plan) -> Iterator[Fact]:
    terms = plan.buy_back.terms
    rate = days = None
    told: Interval | None = None
    if terms is not None:
        rate, days = _range(terms.rate), _range(terms.days)
        if terms.covers is not None and "stock" not in terms.covers:
            # Of the stock itself nothing is said.
            rate, days = _up_to(rate), _up_to(days)
        if terms.told is not None:
            told = TRUE if terms.told else FALSE
    yield from _guard(plan, "guard.buy_back_rate", "buy_back", "rate", rate)
    yield from _guard(plan, "guard.buy_back_days", "buy_back", "days", days)
    yield from _guard(plan, "guard.buy_back_told", "buy_back", "told", told)


def _resale(plan: Plan) -> Iterator[Fact]:
    terms = plan.resale_rule.terms
    share = None if terms is None else _range(terms.share)
    if terms is not None and terms.condition_of == "order":
        # It gates the next order; that it gates a reward is not said.
        share = _up_to(share)
    for fact in _guard(plan, "guard.resale_required", "resale_rule", "share", share):
        if terms is not None and terms.counts is not None and "wholesale" in terms.counts:
            note = Text("what is resold to participants counts too")
            where = Evidence((*terms.at, "counts"), note=note, source=terms.source)
            yield Fact(fact.name, fact.value, fact.basis, (*fact.evidence, where), fact.alleged)
        else:
            yield fact


def _customers(plan: Plan) -> Iterator[Fact]:
    terms = plan.customer_rule.terms
    asked = None if terms is None else _range(terms.customers)
    if terms is not None and asked is not None:
        if terms.per in ("day", "week"):
            asked = Interval(asked.lo, INFINITY, asked.lo_open)
        elif terms.per != "month" or terms.condition_of == "order":
            # How many of them a month asks for is not said.
            asked = _up_to(asked)
    name = "guard.customers_required"
    yield from _guard(plan, name, "customer_rule", "customers", asked)


def _cancel(plan: Plan) -> Iterator[Fact]:
    name = "guard.cancel_days"
    if plan.cancel.terms is None and not plan.cancel.absent and plan.cancel.alleged is None:
        yield from _refunds(plan, name)
        return
    terms = plan.cancel.terms
    days = None if terms is None else _in_full(terms.days, terms.rate)
    yield from _guard(plan, name, "cancel", "days", days)


def _in_full(days: Count | None, rate: Share | None) -> Interval | None:
    """Return the days within which all of it comes back; for a part of it perhaps none."""
    found = _range(days)
    return found if rate is None or rate.range.lo >= 1 else _up_to(found)


def _refunds(plan: Plan, name: str) -> Iterator[Fact]:
    """Yield the days within which every entry payment comes back, from what each says of itself."""
    least: Interval | None = None
    whole = plan.entry.closed
    evidence: list[Evidence] = []
    for item in plan.entry.items:
        free = item.amount is not None and item.amount.range.hi == 0
        if free or item.required == "optional":
            continue
        days = _refund_days(item)
        if days is None or item.required is None or item.choice is not None:
            # It may not be among what was paid, or may come back within any time.
            whole = False
            continue
        evidence.append(Evidence((*item.at, "refund"), source=item.source))
        least = days if least is None else _lesser(least, days)
    if least is None:
        return
    value = least if whole else _up_to(least)
    if value is not None and value != NEVER_NEGATIVE:
        yield Fact(name, value, Basis.COMPUTED, tuple(evidence))


def _refund_days(item: Payment) -> Interval | None:
    if item.refund is None:
        return None
    if isinstance(item.refund, Stated):
        return ZERO
    return _in_full(item.refund.days, item.refund.rate)


def _lesser(one: Interval, other: Interval) -> Interval:
    low = min(one, other, key=lambda i: (i.lo, i.lo_open))
    high = min(one, other, key=lambda i: (i.hi, not i.hi_open))
    return Interval(low.lo, high.hi, low.lo_open, high.hi_open)


def _customer_return(plan: Plan) -> Iterator[Fact]:
    terms = plan.customer_return.terms
    days = None if terms is None else _in_full(terms.days, terms.rate)
    name = "guard.customer_return_days"
    yield from _guard(plan, name, "customer_return", "days", days)


_RELIED_ON = ("buy_back", "resale_rule", "customer_rule", "retail_floor")
"""The safeguards that are to see to it that goods reach customers."""


def _enforced(plan: Plan) -> Iterator[Fact]:
    """Yield whether the safeguards are kept to: all declared so, or one declared not."""
    name = "guard.enforced"
    found: list[Truth] = []
    evidence: list[Evidence] = []
    alleged: list[Evidence] = []
    absent = 0
    for guard in _RELIED_ON:
        guarded = getattr(plan, guard)
        if guarded.absent:
            absent += 1
        if guarded.alleged is not None and guarded.alleged.enforced is not None:
            where = (*guarded.alleged.at, "enforced")
            alleged.append(Evidence(where, source=guarded.alleged.source))
        if guarded.terms is None:
            continue
        said = guarded.terms.enforced
        if said is None:
            found.append(Truth.UNKNOWN)
        else:
            found.append(Truth.YES if said else Truth.NO)
            evidence.append(Evidence((*guarded.terms.at, "enforced"), source=guarded.terms.source))
    truth = Truth.UNKNOWN
    if Truth.NO in found or absent == len(_RELIED_ON):
        truth = Truth.NO
        evidence = evidence or [_absence(plan, "buy_back")]
    elif found and Truth.UNKNOWN not in found:
        truth = Truth.YES
    if truth is not Truth.UNKNOWN or alleged:
        value = truth_interval(truth)
        shown = tuple(evidence) if truth is not Truth.UNKNOWN else ()
        yield Fact(name, value, _basis(plan, shown), shown, tuple(alleged))


def _basis(plan: Plan, shown: tuple[Evidence, ...]) -> Basis:
    """Return how it is known: what an authority or a report found is more than the plan's word."""
    sources = plan.scheme.sources or {}
    weights = {sources[e.source].weight if e.source in sources else None for e in shown}
    return Basis.REPORTED if shown and weights <= {"finding", "report"} else Basis.DECLARED
