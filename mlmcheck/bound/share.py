"""The program of whose money funds rewards: the least and the most, under any behaviour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from mlmcheck.bound.joining import Joining
from mlmcheck.bound.linear import Program, Row
from mlmcheck.bound.premises import Premises
from mlmcheck.bound.sure import Sure

_ZERO, _ONE = Fraction(0), Fraction(1)

NEWCOMERS = "newcomers"
REWARDS = "rewards"
FUNDED = "funded"
OTHERS_FUND = "funded-by-others"
OTHERS = "others"
PURCHASES = "purchases"
MORE_ENTRY = "more-entry"


def makes(place: int) -> str:
    """Return the column of how many make a payment, by its place in the order of the program."""
    return f"makes-{place}"


def pays(place: int) -> str:
    """Return the column of the money of a payment."""
    return f"pays-{place}"


def line_pays(index: int) -> str:
    """Return the column of what a line pays."""
    return f"line-{index}"


@dataclass(frozen=True, slots=True)
class Share:
    """The programs of one plan: how much there can be at all, and of one unit the ends."""

    any_reward: Program
    most: Program
    least: Program
    """Its goal is the share taken as negative, as what is looked for is the least."""


def share_of(joining: Joining, premises: Premises, lines: tuple[int, ...]) -> Share:
    """Return the programs for a plan whose lines are these, by their places among its rewards.

    Their columns are sums over any number of people and any time, so the rows hold of every
    behaviour; the share is taken of rewards of 1.
    """
    rows = tuple(_rows(joining, premises, lines))
    columns = dict.fromkeys([NEWCOMERS])
    for row in rows:
        columns |= dict.fromkeys(row.terms)
    names = tuple(columns)
    bounded = (*rows, Row("at most one", {REWARDS: _ONE}, None, _ONE))
    whole = (*rows, Row("one", {REWARDS: _ONE}, _ONE, _ONE))
    return Share(
        Program(names, bounded, {REWARDS: _ONE}),
        Program(names, whole, {FUNDED: _ONE}),
        Program(names, whole, {FUNDED: -_ONE}),
    )


def _rows(joining: Joining, premises: Premises, lines: tuple[int, ...]) -> Iterator[Row]:
    money: dict[str, Fraction] = {}
    yield from _payments(joining, money)
    again = any(a.item.plus is not None for group in joining.groups for a in group.amounts)
    if not premises.entry_whole or again:
        # Who is paid for a newcomer at once may have left when he pays again.
        money[MORE_ENTRY] = -_ONE
    if premises.purchases_count:
        money[PURCHASES] = -_ONE
    others = {OTHERS: -_ONE} if premises.others_pay else {}
    yield Row("funded by newcomers", {FUNDED: _ONE, **money}, None, _ZERO)
    yield Row("funded by others", {OTHERS_FUND: _ONE, **others}, None, _ZERO)
    parts = {line_pays(index): -_ONE for index in lines}
    yield Row("all rewards", {REWARDS: _ONE, **parts}, _ZERO, _ZERO)
    yield Row(
        "nothing from nowhere", {REWARDS: _ONE, FUNDED: -_ONE, OTHERS_FUND: -_ONE}, _ZERO, _ZERO
    )
    if premises.others_pay:
        # Where nobody else pays, what is promised beyond the money there is, is not paid.
        for each in joining.sure:
            if each.line.index in lines:
                yield from _sure(joining, each)


def _payments(joining: Joining, money: dict[str, Fraction]) -> Iterator[Row]:
    place = 0
    for number, group in enumerate(joining.groups):
        made: dict[str, Fraction] = {}
        for amount in group.amounts:
            count, paid = makes(place), pays(place)
            made[count] = _ONE
            money[paid] = -_ONE
            yield Row(f"least of {paid}", {paid: _ONE, count: -amount.least}, _ZERO, None)
            if amount.most is not None:
                yield Row(f"most of {paid}", {paid: _ONE, count: -amount.most}, None, _ZERO)
            place += 1
        least = _ZERO if group.asked else None
        yield Row(f"who pays {number}", {**made, NEWCOMERS: -_ONE}, least, _ZERO)


def _sure(joining: Joining, each: Sure) -> Iterator[Row]:
    line = line_pays(each.line.index)
    name = f"line {each.line.index} pays"
    if each.part > 0:
        terms: dict[str, Fraction] = {line: _ONE}
        place = 0
        for group in joining.groups:
            for amount in group.amounts:
                terms[pays(place)] = -each.part
                terms[makes(place)] = joining.rounded_off(each, amount)
                place += 1
        yield Row(name, terms, _ZERO, None)
    elif each.on_recruit:
        yield Row(name, {line: _ONE, NEWCOMERS: -each.amount}, _ZERO, None)
    else:
        place = 0
        for number, group in enumerate(joining.groups):
            terms = {line: _ONE}
            for amount in group.amounts:
                if amount.least > 0:
                    terms[makes(place)] = -each.amount
                place += 1
            yield Row(f"{name} {number}", terms, _ZERO, None)


def explained(point: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Return the columns of a point that are not zero."""
    return {column: value for column, value in point.items() if value}
