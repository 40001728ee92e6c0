"""The most of all rewards that newcomers' payments can fund, in closed form and exact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from mlmcheck.bound.payments import Amount, Choice, choices, entry_amounts, paid_before_bringing
from mlmcheck.bound.premises import Premises
from mlmcheck.bound.sure import Sure, surely_paid
from mlmcheck.plan.compile import terms_of
from mlmcheck.plan.rounding import to_unit
from mlmcheck.scheme.plan import Plan

_ZERO, _ONE = Fraction(0), Fraction(1)
_MOST_WAYS = 4096
"""More ways to join than these are not gone through; the bound is then the whole."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to join: what is paid of each payment, and what is surely paid out for it.

    `paid` runs along `amounts`. `share` is the quotient, at most 1; `rewards` may be zero.
    """

    amounts: tuple[Amount, ...]
    paid: tuple[Fraction, ...]
    rewards: Fraction
    share: Fraction


@dataclass(frozen=True, slots=True)
class Joining:
    """Entry payments and what is surely paid for whoever makes them."""

    groups: tuple[Choice, ...]
    sure: tuple[Sure, ...]
    unit: Fraction

    def rounded_off(self, each: Sure, amount: Amount) -> Fraction:
        """Return the most that rounding takes off one line's pay on one payment.

        What it adds to a fixed payment is negative. Half a unit and more is rounded up. Of a
        payment in whole units, a part in n-ths leaves so many n-ths of a unit.
        """
        if amount.fixed:
            exact = each.part * amount.least
            return exact - to_unit(exact, self.unit)
        parts = each.part.denominator
        return self.unit * Fraction((parts - 1) // 2, parts)


def joining_of(plan: Plan) -> Joining:
    """Return the entry payments of a plan and what it surely pays on them."""
    groups = choices(entry_amounts(plan))
    terms, easiest = terms_of(plan, "least"), terms_of(plan, "most")
    sure = surely_paid(terms, easiest.gates, paid_before_bringing(groups))
    return Joining(groups, sure, terms.unit)


def most_funded(joining: Joining, premises: Premises) -> Way | None:
    """Return the way to join at which newcomers' money funds most, None where it may fund all.

    Whatever many newcomers do, all together pay no greater part of all rewards than the one does
    of those for himself whose part is the greatest.
    """
    if not (premises.entry_whole and premises.others_pay) or premises.purchases_count:
        return None
    if any(each.item.plus is not None for group in joining.groups for each in group.amounts):
        return None
    best: Way | None = None
    for amounts in _ways(joining.groups):
        if amounts is None:
            return None
        way = _best(joining, amounts)
        if way is None or way.share >= 1:
            return None
        if best is None or way.share > best.share:
            best = way
    return best


def _ways(groups: Sequence[Choice]) -> Iterator[tuple[Amount, ...] | None]:
    """Yield every set of payments that somebody may make who joins; None for too many of them."""
    options: list[list[tuple[Amount, ...]]] = []
    count = 1
    for group in groups:
        taken: list[tuple[Amount, ...]] = [(each,) for each in group.amounts]
        options.append(taken if group.asked else [(), *taken])
        count *= len(options[-1])
    if count > _MOST_WAYS:
        yield None
        return
    for picked in product(*options):
        yield tuple(each for part in picked for each in part)


def _best(joining: Joining, amounts: tuple[Amount, ...]) -> Way | None:
    """Return the amounts at which the payments, within their ranges, fund most; None for all."""
    rate = sum((each.part for each in joining.sure), _ZERO)
    still = sum(
        (
            each.amount
            for each in joining.sure
            if each.on_recruit or any(amount.least > 0 for amount in amounts)
        ),
        _ZERO,
    )
    off = sum(
        (joining.rounded_off(each, amount) for each in joining.sure for amount in amounts), _ZERO
    )
    ends: list[tuple[Fraction, ...]] = [tuple(each.least for each in amounts)]
    if any(each.most is None for each in amounts):
        # Paid without end, only what grows with it counts.
        if rate <= 1:
            return None
        endless = _ONE / rate
    else:
        endless = _ZERO
        ends.append(tuple(each.most or _ZERO for each in amounts))
    best: Way | None = None
    for paid in ends:
        money = sum(paid, _ZERO)
        rewards = rate * money + still - off
        if money == 0:
            share = _ZERO
        elif rewards <= 0:
            return None
        else:
            share = min(_ONE, money / rewards)
        if best is None or share > best.share:
            best = Way(amounts, paid, rewards, share)
    assert best is not None
    if endless > best.share:
        return Way(amounts, best.paid, best.rewards, endless)
    return best
