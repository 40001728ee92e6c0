"""Edits of the lines of pay: to drop one, to pay the seller only, to pay on customers' orders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlmcheck.interval import INFINITY
from mlmcheck.repair.catalogue import Draft
from mlmcheck.repair.edits import Edit
from mlmcheck.repair.raws import called, own_word, percent, whole
from mlmcheck.repair.tree import Add, Cut, Op, Put, value_at
from mlmcheck.scheme.fields import Pays
from mlmcheck.scheme.model import Reward
from mlmcheck.scheme.quantity import Money, Raw, Share, Stated
from mlmcheck.text import Text

_OTHERS_ACTS = frozenset(["entry", "stock", "own-use", "purchase", "sale", "recruit"])
_SEATS = ("form", "width", "depth", "carry", "compression")
_NOT_OF_A_SALE = frozenset(["commission", "rewards", "own_payments", "group_volume", "turnover"])
TEAM = (
    "direct_recruits",
    "downline",
    "group_volume",
    "group_units",
    "legs",
    "leg_volume",
    "leg_rank",
)
"""What in a requirement hangs on other participants."""


def edits(draft: Draft) -> Iterator[Edit]:
    """Yield the edits of the rewards."""
    listed = draft.scheme.rewards
    if listed is None or isinstance(listed, Stated):
        return
    if not draft.closed("rewards") and all(map(draft.mine, listed)):
        text = Text("pay nothing but the rewards that are listed")
        yield Edit("pay-nothing-else", text, ("rewards",), (Add(("complete",), "rewards"),))
    sold = not isinstance(draft.scheme.goods, Stated)
    for reward in listed:
        if not draft.mine(reward) or isinstance(reward.pays, Stated):
            continue
        yield _drop(draft, reward, listed)
        if sold:  # there are no customers where nothing is sold
            yield from _seller_only(draft, reward)
            yield from _customers_only(draft, reward)
        yield from _fewer_levels(draft, reward)
        yield from _lower(draft, reward)
        yield from _sooner(draft, reward)


def _drop(draft: Draft, reward: Reward, listed: tuple[Reward, ...]) -> Edit:
    if not {"entry", "recruit"}.isdisjoint(reward.for_):
        kind = "drop-recruitment-reward"
    elif "time" in reward.for_:
        kind = "drop-static-return"
    else:
        kind = "drop-reward"
    name = called(reward)
    if not draft.closed("rewards"):
        # To strike the line out would only leave open whether there is such a reward.
        text = Text("pay no reward such as {name}, and say so", name=name)
        kept = {"name": value_at(draft.document.marks.root, (*reward.at, "name"))}
        kept = {key: value for key, value in kept.items() if value is not None}
        triggers = value_at(draft.document.marks.root, (*reward.at, "for"))
        return Edit(
            kind, text, reward.at, (Put(reward.at, {**kept, "for": triggers, "pays": "none"}),)
        )
    ops: list[Op] = [Cut(reward.at)]
    names = {text for _, text in reward.name.texts} if reward.name is not None else set()
    ops += [Cut((*other.at, "replaces")) for other in listed if other.replaces in names]
    return Edit(kind, Text("drop the reward {name}", name=name), reward.at, tuple(ops))


def _first_rate(draft: Draft, reward: Reward) -> tuple[str, Raw] | None:
    """Return the level that is paid first, 1 where none is named, and its rate as written."""
    if not isinstance(reward.pays, Pays):
        return None
    raw = value_at(draft.document.marks.root, (*reward.at, "pays"))
    keys = [key for key, _ in reward.pays.steps]
    if keys == [None]:
        return "1", raw
    assert isinstance(raw, Mapping)
    if reward.key_kind != "level":
        return "1", raw[keys[0]]
    above = [key for key in keys if key is not None and int(key) > 0]
    first = min(above or [key for key in keys if key is not None], key=int)
    return first, raw[first]


def _in_money(reward: Reward) -> bool:
    return isinstance(reward.pays, Pays) and any(
        isinstance(rate, Money) for _, rate in reward.pays.steps
    )


def _to_retail(reward: Reward) -> list[Op]:
    """Return what turns a line into pay on customers' orders, whoever is paid."""
    ops: list[Op] = [*own_word(reward)]
    if reward.for_ != ("retail",):
        ops.append(Put((*reward.at, "for"), "retail"))
        if reward.funded_by is not None:
            ops.append(Cut((*reward.at, "funded_by")))
    if reward.of in _NOT_OF_A_SALE:
        ops.append(Cut((*reward.at, "of")))
    return ops


def _seller_only(draft: Draft, reward: Reward) -> Iterator[Edit]:
    """Yield pay to the seller alone, on what his own customers order."""
    sold = set(reward.for_) <= {"retail", "sale"}
    if not set(reward.for_) <= _OTHERS_ACTS | {"retail"} or (_in_money(reward) and not sold):
        return
    first = _first_rate(draft, reward)
    if first is not None and first[0] == "0":
        return  # a rebate to who buys: nobody is paid on another
    one = reward.levels is not None and reward.levels.range.hi == 1
    ops: list[Op] = []
    if reward.pays is None or (reward.key_kind == "rank" and first is not None):
        if not one:
            ops.append(Put((*reward.at, "levels"), "1"))
    elif first is not None:
        rate = first[1]
        raw = value_at(draft.document.marks.root, (*reward.at, "pays"))
        own = {"1": rate}
        if raw != own and not (one and raw == rate):
            ops.append(Put((*reward.at, "pays"), own))
            if reward.levels is not None:
                ops.append(Cut((*reward.at, "levels")))
        if reward.by not in (None, "level"):
            ops.append(Cut((*reward.at, "by")))
    retail = _to_retail(reward)
    ops += [op for op in retail if op not in own_word(reward)]
    if reward.form is not None and reward.form != "unilevel":
        ops += [Cut((*reward.at, key)) for key in _SEATS if getattr(reward, key) is not None]
    if reward.needs is not None:
        ops += _without_team(reward)
    if ops:
        text = Text(
            "pay the reward {name} to the seller only, on what his own customers order",
            name=called(reward),
        )
        yield Edit("pay-seller-only", text, reward.at, (*ops, *own_word(reward)))


def _without_team(reward: Reward) -> list[Op]:
    """Return what takes the conditions that hang on others out of what a reward needs."""
    needs = reward.needs
    if needs is None:
        return []
    return [
        Cut((*reward.at, "needs", key)) for key in TEAM if getattr(needs, key, None) is not None
    ]


def _customers_only(draft: Draft, reward: Reward) -> Iterator[Edit]:
    """Yield the same pay up the line, on what customers order instead of participants."""
    if reward.for_ == ("retail",) or not set(reward.for_) <= _OTHERS_ACTS | {"retail"}:
        return
    if _in_money(reward):
        return
    ops = _to_retail(reward)
    # On a participant's own order level 1 is his sponsor, who is level 2 of a customer's order.
    up = 0 if {"retail", "sale"} & set(reward.for_) else 1
    raw = value_at(draft.document.marks.root, (*reward.at, "pays"))
    if up and reward.key_kind == "level" and isinstance(raw, Mapping):
        steps = reward.pays.steps if isinstance(reward.pays, Pays) else ()
        if all(key is not None for key, _ in steps):
            moved = {str(int(key) + up): rate for key, rate in raw.items()}
            ops.append(Put((*reward.at, "pays"), moved))
    if up and reward.levels is not None and reward.levels.range.is_point:
        most = reward.levels.range.hi
        if most != INFINITY:
            ops.append(Put((*reward.at, "levels"), whole(most + up)))
    text = Text("pay the reward {name} on what customers order only", name=called(reward))
    yield Edit("pay-on-customer-sales-only", text, reward.at, tuple(ops))


def _fewer_levels(draft: Draft, reward: Reward) -> Iterator[Edit]:
    """Yield the line with as few levels as a law that counts the uplines paid tells apart."""
    seller = 1 if set(reward.for_) == {"retail"} else 0
    tops: set[int] = set()
    for limit in draft.limits.of("reward.uplines_paid"):
        if limit != INFINITY:
            tops |= {int(limit) + seller, int(limit) - 1 + seller}
    raw = value_at(draft.document.marks.root, (*reward.at, "pays"))
    by_level = isinstance(raw, Mapping) and reward.key_kind == "level" and _numbered(raw)
    # On a customer's order one level is the seller alone, which is an edit of its own.
    for top in sorted((top for top in tops if top > seller), reverse=True):
        ops: list[Op] = []
        if by_level:
            assert isinstance(raw, Mapping)
            ops += [Cut((*reward.at, "pays", key)) for key in raw if int(key) > top]
            if len(ops) == len(raw):
                continue
        unsaid = reward.levels is None
        if (unsaid and not by_level) or (
            reward.levels is not None and reward.levels.range.hi > top
        ):
            ops.append(Put((*reward.at, "levels"), str(top)))
        if ops:
            text = Text(
                "pay the reward {name} on no more than {levels} levels",
                name=called(reward),
                levels=top,
            )
            if top == 1:
                text = Text("pay the reward {name} on one level only", name=called(reward))
            yield Edit("cut-levels", text, reward.at, (*ops, *own_word(reward)))


def _numbered(raw: Mapping[str, Raw]) -> bool:
    return all(str(key).isdigit() for key in raw)


def _lower(draft: Draft, reward: Reward) -> Iterator[Edit]:
    """Yield the line at the greatest pay over own sales that a law allows."""
    for cap in draft.limits.of("pay.most_share_of_own_sales"):
        if cap == INFINITY or not isinstance(reward.pays, Pays):
            continue
        ops: list[Op] = []
        for key, rate in reward.pays.steps:
            if isinstance(rate, Share) and rate.range.hi > cap:
                at = (*reward.at, "pays") if key is None else (*reward.at, "pays", key)
                most: Raw = percent(cap) if rate.range.is_point else {"max": percent(cap)}
                ops.append(Put(at, most))
        if ops:
            text = Text(
                "pay {share} at most in the reward {name}",
                share=percent(cap),
                name=called(reward),
            )
            yield Edit("cap-pay", text, reward.at, (*ops, *own_word(reward)))


_MONTHLY = frozenset(["day", "week", "month"])


def _sooner(draft: Draft, reward: Reward) -> Iterator[Edit]:
    """Yield the line paid monthly, where a law asks for how often it is paid."""
    if draft.limits.of("pay.interval_days") and reward.per not in _MONTHLY:
        text = Text("pay the reward {name} every month", name=called(reward))
        ops = (Put((*reward.at, "per"), "month"), *own_word(reward))
        yield Edit("pay-monthly", text, reward.at, ops)
