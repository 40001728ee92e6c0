"""Edits of what must be reached: ranks and rewards that hang on others or on own purchases."""

from __future__ import annotations

from collections.abc import Iterator

from mlmcheck.repair.catalogue import Draft
from mlmcheck.repair.edits import Edit
from mlmcheck.repair.raws import called, own_word
from mlmcheck.repair.rewards import TEAM
from mlmcheck.repair.tree import Cut, Op, Put, value_at
from mlmcheck.scheme.fields import Pays
from mlmcheck.scheme.model import Rank, Requirement, Reward
from mlmcheck.scheme.quantity import Stated
from mlmcheck.text import Text

_PURCHASES = ("purchase", "stock")


def edits(draft: Draft) -> Iterator[Edit]:
    """Yield the edits of ranks and of what rewards need."""
    ranks = draft.scheme.ranks
    for rank in ranks if isinstance(ranks, tuple) else ():
        if draft.mine(rank) and rank.requires is not None:
            yield from _rank(rank, rank.requires)
    rewards = draft.scheme.rewards
    for reward in rewards if isinstance(rewards, tuple) else ():
        if draft.mine(reward) and not isinstance(reward.pays, Stated):
            yield from _needs(reward)
            yield from _by_number(draft, reward)


def _without(item: Rank | Reward, key: str, asked: Requirement, keys: tuple[str, ...]) -> list[Op]:
    """Return what takes some conditions out, in the alternatives too."""
    if asked.any is not None and any(
        getattr(other, name) is not None for other in asked.any for name in keys
    ):
        return []
    return [Cut((*item.at, key, name)) for name in keys if getattr(asked, name, None) is not None]


def _rank(rank: Rank, asked: Requirement) -> Iterator[Edit]:
    cuts = _without(rank, "requires", asked, TEAM)
    if not cuts:
        return
    left = {
        name
        for name in Requirement.model_fields
        if name not in (*TEAM, "at", "per") and getattr(asked, name) is not None
    }
    # A rank for which nothing is said to be needed is one of which nothing is known.
    ops: list[Op] = [
        *cuts,
        *([] if left else [Put((*rank.at, "requires", "own_sales"), {"over": "0"})]),
    ]
    text = (
        Text(
            "give the rank {name} without asking for people brought in or for what a group orders",
            name=called(rank),
        )
        if left
        else Text(
            "give the rank {name} for one's own sales, not for people brought in or for what a "
            "group orders",
            name=called(rank),
        )
    )
    yield Edit("rank-by-own-sales", text, (*rank.at, "requires"), (*ops, *own_word(rank)))


def _needs(reward: Reward) -> Iterator[Edit]:
    asked = reward.needs
    if asked is None:
        return
    team = _without(reward, "needs", asked, TEAM)
    if team:
        text = Text(
            "pay the reward {name} without asking for people brought in or for what a group orders",
            name=called(reward),
        )
        ops = (*team, *own_word(reward))
        yield Edit("drop-team-condition", text, (*reward.at, "needs"), ops)
    bought = _without(reward, "needs", asked, _PURCHASES)
    if bought:
        text = Text(
            "pay the reward {name} without asking for own purchases",
            name=called(reward),
        )
        ops = (*bought, *own_word(reward))
        yield Edit("drop-purchase-condition", text, (*reward.at, "needs"), ops)


def _by_number(draft: Draft, reward: Reward) -> Iterator[Edit]:
    """Yield one rate for all in the place of one that rises with the people one has."""
    if reward.by not in ("direct_recruits", "downline", "group_volume"):
        return
    if not isinstance(reward.pays, Pays):
        return
    raw = value_at(draft.document.marks.root, (*reward.at, "pays"))
    assert isinstance(raw, dict)
    first = next(iter(raw.values()))
    ops: list[Op] = [Put((*reward.at, "pays"), first), Cut((*reward.at, "by"))]
    text = Text(
        "pay the reward {name} at one rate, however many people somebody has brought in or "
        "whatever they order",
        name=called(reward),
    )
    yield Edit("drop-team-condition", text, reward.at, (*ops, *own_word(reward)))
