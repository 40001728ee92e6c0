"""Lines that have no meaning a reader would be sure of, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator

from mlmcheck.plan.terms import (
    Binary,
    Board,
    Event,
    Form,
    Group,
    Members,
    Part,
    Pool,
    Rates,
    StairStep,
)
from mlmcheck.scheme.fields import Every, PartOf
from mlmcheck.text import Text

_NO_AMOUNT = frozenset(["recruit", "task", "time"])
_OF_ACTS = frozenset(["payment", "turnover", "retail_price", "commission"])
"""Bases that are a sum over the acts themselves."""
_HOW_OFTEN = Text("it is not said how often it is paid; write for example per: month")


def what_is_unclear(
    events: frozenset[Event], rates: Rates, base: PartOf, form: Form, per: Every | None
) -> Text | None:
    """Return why a line cannot be worked out as it is written, None where it can."""
    return next(_unclear(events, rates, base, form, per), None)


def _unclear(
    events: frozenset[Event], rates: Rates, base: PartOf, form: Form, per: Every | None
) -> Iterator[Text]:
    shares = any(isinstance(rate, Part) for _, rate in rates.steps)
    mixed = shares and not all(isinstance(rate, Part) for _, rate in rates.steps)
    if per is None and (isinstance(form, Members | Pool) or "time" in events):
        yield _HOW_OFTEN
    if per is None and isinstance(form, Group) and (mixed or not shares):
        yield _HOW_OFTEN
    if shares and events <= _NO_AMOUNT and base != "own_payments":
        yield Text("a share is written, and there is no amount that it is a share of")
    if base == "turnover" and not isinstance(form, Pool):
        yield Text("a share of turnover is paid from a pool; write form: pool")
    if base == "rewards" and events != {"reward"}:
        yield Text("it is not said on whose rewards it is; write for: reward")
    if isinstance(form, StairStep):
        yield from _stairs(events, rates, mixed)
    if isinstance(form, Binary | Board | Pool) and events & {"time", "reward"}:
        yield Text("this form is worked out on orders, tasks and recruits")
    if isinstance(form, Board) and shares:
        yield Text("the sum that the top of a board gets is not said; write it as money")
    of_acts = base in _OF_ACTS or (isinstance(form, Binary) and base == "group_volume")
    if isinstance(form, Pool | Binary) and shares and not of_acts:
        yield Text("it is not said what sum is shared; write for example of: turnover")
    if isinstance(form, Binary) and mixed:
        yield Text("some rates are shares and some are money; write all in one")
    whole = isinstance(form, Binary | Board | Pool | Group)
    if whole and rates.by == "level" and rates.steps[0][0] is not None:
        yield Text("this form has no levels; write one rate")


def _stairs(events: frozenset[Event], rates: Rates, mixed: bool) -> Iterator[Text]:
    if rates.by == "level" or mixed:
        yield Text("a stair-step needs rates by rank or volume, all of one kind")
    if events & {"time", "reward", "task"}:
        yield Text("a stair-step is worked out on orders and recruits")
