"""Edits of what must be paid: to drop it, to make it optional, to ask for less."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from mlmcheck.measures.lines import is_free
from mlmcheck.repair.catalogue import Draft
from mlmcheck.repair.edits import Edit
from mlmcheck.repair.raws import called, money, own_word
from mlmcheck.repair.tree import Add, Cut, Op, Put, value_at
from mlmcheck.scheme.model import Payment
from mlmcheck.scheme.quantity import Stated
from mlmcheck.text import Money, Text

_LIMITED = (
    "entry.payment_to_earn",
    "entry.payment_to_recruit",
    "entry.payment_7_days",
    "entry.payment_year",
)


def edits(draft: Draft) -> Iterator[Edit]:
    """Yield the edits of the entry payments and of the upkeep."""
    for section in ("entry", "upkeep"):
        listed = getattr(draft.scheme, section)
        if isinstance(listed, Stated):
            continue
        if listed is None:
            yield _nothing(section)
            continue
        if all(map(draft.mine, listed)) and not draft.closed(section):
            yield _all_of_it(section, len(_groups(listed)))
            yield _nothing_else(section)
        for group in _groups(listed):
            if all(map(draft.mine, group)) and not all(map(is_free, group)):
                yield _drop(draft, section, group)
                if all(item.rank is None for item in group):
                    yield _optional(group)
                yield from _less(draft, group)
                yield from _at_cost(draft, group)


def _groups(items: tuple[Payment, ...]) -> list[tuple[Payment, ...]]:
    """Return the payments one by one, those that share a choice together."""
    found: dict[object, list[Payment]] = {}
    for index, item in enumerate(items):
        found.setdefault(item.choice or index, []).append(item)
    return [tuple(group) for group in found.values()]


def _kind(section: str) -> str:
    return "drop-entry-payment" if section == "entry" else "drop-upkeep"


def _nothing(section: str) -> Edit:
    text = (
        Text("ask for no payment to join, sell, recruit or earn")
        if section == "entry"
        else Text("ask for no payment to stay")
    )
    return Edit(_kind(section), text, (section,), (Put((section,), "none"),))


def _all_of_it(section: str, count: int) -> Edit:
    text = (
        Text("ask for no payment at all to join, sell, recruit or earn")
        if section == "entry"
        else Text("ask for no payment at all to stay")
    )
    return Edit(_kind(section), text, (section,), (Put((section,), "none"),), max(count, 1))


def _nothing_else(section: str) -> Edit:
    text = (
        Text("ask for no other payment to join, sell, recruit or earn than those listed")
        if section == "entry"
        else Text("ask for no other payment to stay than those listed")
    )
    return Edit("ask-nothing-else", text, (section,), (Add(("complete",), section),))


def _drop(draft: Draft, section: str, group: tuple[Payment, ...]) -> Edit:
    first = group[0]
    ops: list[Op] = []
    for item in group:
        if draft.closed(section):
            ops.append(Cut(item.at))
        else:
            ops += [Put((*item.at, "amount"), "0"), *own_word(item)]
            ops += [
                Cut((*item.at, key))
                for key in ("plus", "further")
                if getattr(item, key) is not None
            ]
    text = (
        Text("drop the payment {name}", name=called(first))
        if len(group) == 1
        else Text(
            "drop the payment {name}, all {count} choices of it",
            name=called(first),
            count=len(group),
        )
    )
    return Edit(_kind(section), text, first.at, tuple(ops))


def _optional(group: tuple[Payment, ...]) -> Edit:
    ops: list[Op] = []
    for item in group:
        ops += [Put((*item.at, "required"), "optional"), *own_word(item)]
        if item.opens is not None:
            ops.append(Cut((*item.at, "opens")))
    text = Text(
        "make the payment {name} optional: nothing is opened by it and nothing hangs on it",
        name=called(group[0]),
    )
    return Edit("make-payment-optional", text, group[0].at, tuple(ops))


def _less(draft: Draft, group: tuple[Payment, ...]) -> Iterator[Edit]:
    """Yield what a single payment would be at each amount that a law names."""
    item = group[0]
    if len(group) > 1 or item.amount is None or item.amount.currency is not None:
        return
    amounts = {
        amount
        for fact in _LIMITED
        for amount in draft.limits.money(fact, draft.scheme.currency)
        if amount < item.amount.range.hi
    }
    for amount in sorted(amounts, reverse=True):
        written = money(amount)
        text = Text(
            "ask for {amount} at most in the payment {name}",
            amount=Money(Fraction(amount), draft.scheme.currency),
            name=called(item),
        )
        ops = (Put((*item.at, "amount"), written), *own_word(item))
        yield Edit("lower-payment", text, item.at, ops)


def _at_cost(draft: Draft, group: tuple[Payment, ...]) -> Iterator[Edit]:
    """Yield a kit at what it costs its seller, where the file says what that is."""
    item = group[0]
    if len(group) > 1 or item.cost is None or not item.cost.range.is_point:
        return
    cost = value_at(draft.document.marks.root, (*item.at, "cost"))
    ops: list[Op] = [*own_word(item)]
    if item.item != "kit":
        ops.append(Put((*item.at, "item"), "kit"))
    if item.amount != item.cost:
        ops.append(Put((*item.at, "amount"), cost))
    text = Text(
        "ask for nothing but a starter kit, at what it costs its seller, in the payment {name}",
        name=called(item),
    )
    yield Edit("kit-at-cost", text, item.at, tuple(ops))
