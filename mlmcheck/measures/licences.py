"""What the operator holds, has set up and has signed, in the market whose law asks."""

from __future__ import annotations

from collections.abc import Iterator

from mlmcheck.facts import Basis, Evidence, Fact, WordSet
from mlmcheck.interval import EITHER, FALSE, NEVER_NEGATIVE, TRUE, Interval
from mlmcheck.measures.amounts import in_currency
from mlmcheck.measures.lines import closing
from mlmcheck.scheme.model import Payment
from mlmcheck.scheme.plan import Plan
from mlmcheck.scheme.quantity import Stated

_FLAGS = (
    ("operator.contract_written", "contract_written"),
    ("operator.local_office", "local_office"),
    ("operator.grievance_officer", "grievance_officer"),
    ("operator.barred_people", "barred_people"),
)


def licences(plan: Plan, market: str) -> tuple[Fact, ...]:
    """Return what is known of the operator in that market, as its code stands in the file.

    A licence proves that it is held and nothing else.
    """
    return (
        *_held(plan, market),
        *_stated(plan),
        *_training(plan),
        *_channel(plan),
    )


def _held(plan: Plan, market: str) -> Iterator[Fact]:
    name = "operator.licences"
    operator = plan.scheme.operator
    if operator is not None and isinstance(operator.authorised, Stated):
        where = (Evidence(("operator", "authorised"), source=operator.source),)
        if plan.decides(operator.source):
            yield Fact(name, WordSet(closed=True), Basis.DECLARED, where)
        else:
            yield Fact(name, WordSet(), Basis.DECLARED, (), where)
        return
    held = [item for item in plan.authorised.items if item.market == market]
    alleged = tuple(
        Evidence((*item.at, "kind"), source=item.source)
        for item in plan.authorised.alleged
        if item.market == market
    )
    if held or alleged:
        # What a list does not name may be held all the same, so it is never closed.
        words = WordSet(frozenset(item.kind for item in held))
        evidence = tuple(Evidence((*item.at, "kind"), source=item.source) for item in held)
        yield Fact(name, words, Basis.DECLARED, evidence, alleged)


def _stated(plan: Plan) -> Iterator[Fact]:
    operator = plan.scheme.operator
    if operator is None:
        return
    for name, key in _FLAGS:
        value = getattr(operator, key)
        if value is not None:
            yield _said(plan, name, TRUE if value else FALSE, EITHER, key)
    if operator.capital is not None:
        capital = in_currency(operator.capital, plan.scheme.currency)
        if capital != NEVER_NEGATIVE:
            yield _said(plan, "operator.capital", capital, NEVER_NEGATIVE, "capital")


def _said(plan: Plan, name: str, value: Interval, unknown: Interval, key: str) -> Fact:
    """Return what is said of the operator; as alleged where the source does not decide."""
    operator = plan.scheme.operator
    source = operator.source if operator is not None else None
    where = (Evidence(("operator", key), source=source),)
    if plan.decides(source):
        return Fact(name, value, Basis.DECLARED, where)
    return Fact(name, unknown, Basis.DECLARED, (), where)


def _training(plan: Plan) -> Iterator[Fact]:
    """Yield whether training is free: as said, or because nothing at all need be paid."""
    name = "operator.training_free"
    operator = plan.scheme.operator
    if operator is not None and operator.training_free is not None:
        value = TRUE if operator.training_free else FALSE
        yield _said(plan, name, value, EITHER, "training_free")
    elif plan.entry.closed and not any(_may_be_training(item) for item in plan.entry.items):
        yield Fact(name, TRUE, Basis.COMPUTED, closing(plan, "entry"))


def _may_be_training(item: Payment) -> bool:
    free = item.amount is not None and item.amount.range.hi == 0
    return not free and item.item in ("fee", "service", None)


def _channel(plan: Plan) -> Iterator[Fact]:
    operator = plan.scheme.operator
    if operator is not None and operator.channel is not None:
        value = TRUE if "outside-premises" in operator.channel else FALSE
        yield _said(plan, "net.sells_in_person", value, EITHER, "channel")
