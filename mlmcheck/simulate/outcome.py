"""What one run came to: who lost, by level and by month of joining, and whose money paid whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np

from mlmcheck.plan.batch import EVENTS
from mlmcheck.plan.batch.crowd import Ints
from mlmcheck.plan.batch.trees import Tree
from mlmcheck.simulate.growth import spans
from mlmcheck.simulate.run import MonthPaid, Run

MOST_ROWS = 10
"""How many rows a table of levels or months has at most."""

_OF_NO_PAYMENT = ("recruit", "reward", "time", "task")
_IN = Fraction(9, 10)
"""Of all who join; when so many are in, the network counts as full."""


@dataclass(frozen=True, slots=True)
class Group:
    """The people of some levels, or of some months of joining; `last` is one of them.

    `lost` have paid in more than they got, `gained` got more. Amounts are net gains of money, in
    the units of the accounts: so many in a hundred have gained no more than `p10`, and so on.
    """

    first: int
    last: int
    people: int
    lost: int
    gained: int
    p10: int
    median: int
    p90: int
    most: int


@dataclass(frozen=True, slots=True)
class MonthSum:
    """One month of a run; money in the units of the accounts.

    `income` is all that came in, `by_newcomers` what those paid who joined in this month, `paid`
    all that was paid out. `for_joining` is the part of it that newcomers' money pays: of what is
    paid on payments to join or stay as much as theirs make up of these, and of what is paid on
    nobody's payment as much as they make up of the income. `stock_bought` and `stock_sold` are
    what participants paid for goods to resell, and for those that reached a customer.
    """

    joined: int
    members: int
    income: int
    by_newcomers: int
    by_customers: int
    paid: int
    for_joining: Fraction
    stock_bought: int
    stock_sold: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run came to. The top is in no count of people; his gain is `top`.

    Money is in the units of the accounts. `all` are the net gains of all, `p99` the one that one
    in a hundred is above. `never_paid` got nothing from the plan. `lost_with_goods` would still
    have lost if the goods they kept were sold at what the like costs, None where that is not known.
    `top_hundredth` is the part of all that is gained that goes to the hundredth of the people who
    gain most, None where nobody gains. `on_event` is what rewards were paid on, by kind of act.
    `full` is the month by which nine in ten of all who join are in, `short_from` the first month
    in which all that was paid out so far is more than all that came in; None: never. `short` is
    the most that ever was missing. `after` says of each month after joining stops whether more was
    paid out in it than came in.
    """

    people: int
    lost: int
    gained: int
    never_paid: int
    lost_with_goods: int | None
    all: Group
    p99: int
    top: int
    top_hundredth: Fraction | None
    paid_in: int
    rewards: int
    differences: int
    own_use: int
    on_event: tuple[int, ...]
    levels: tuple[Group, ...]
    joined: tuple[Group, ...]
    months: tuple[MonthSum, ...]
    full: int
    short_from: int | None
    short: int
    after: tuple[bool, ...]
    stock_left: int

    @property
    def lost_share(self) -> Fraction:
        """The part of all who joined that has lost money."""
        return Fraction(self.lost, self.people)

    @property
    def paid_out(self) -> int:
        """All that was paid out, differences of prices too."""
        return self.rewards + self.differences

    @property
    def income(self) -> int:
        """All money that came in."""
        return sum(month.income for month in self.months)

    @property
    def from_newcomers(self) -> Fraction | None:
        """The part of all that was paid out that newcomers' money paid, None if nothing was."""
        if not self.paid_out:
            return None
        return sum((month.for_joining for month in self.months), Fraction(0)) / self.paid_out

    def on(self, *events: str) -> int:
        """Return what rewards were paid on acts of these kinds."""
        return _on(self.on_event, events)


def outcome_of(run: Run, months: int) -> Outcome:
    """Return what a run came to, in `months` of which people joined."""
    net = run.net[1:]
    joined = run.crowd.joined[1:]
    levels = Tree(run.crowd.sponsor).depth[1:]
    sums = tuple(map(_month, run.months))
    gains = np.sort(net[net > 0])[::-1]
    best = ceil(len(net) / 100)
    ordered = np.sort(net)
    missing = _missing(sums)
    return Outcome(
        len(net),
        int((net < 0).sum()),
        len(gains),
        int((run.rewards[1:] == 0).sum()),
        None if run.goods is None else int((net + run.goods[1:] < 0).sum()),
        _group(0, 0, net),
        at_rank(ordered, Fraction(99, 100)),
        int(run.net[0]),
        Fraction(int(gains[:best].sum()), int(gains.sum())) if len(gains) else None,
        int(run.paid[1:].sum()),
        sum(month.rewards for month in run.months),
        sum(month.differences for month in run.months),
        sum(month.money.own_use for month in run.months),
        tuple(sum(month.by_event[i] for month in run.months) for i in range(len(EVENTS))),
        tuple(_by_level(levels, net)),
        tuple(
            _group(first, stop - 1, net[(first <= joined) & (joined < stop)])
            for first, stop in spans(months, MOST_ROWS)
        ),
        sums,
        _full(run.months),
        next((i for i, short in enumerate(missing) if short > 0), None),
        max(*missing, 0),
        tuple(month.paid > month.income for month in sums[months:]),
        run.stock,
    )


def _by_level(levels: Ints, net: Ints) -> list[Group]:
    """Return a group for each level, and one for all those that are left over at the end."""
    deepest = int(levels.max())
    own = deepest if deepest <= MOST_ROWS else MOST_ROWS - 1
    groups = [_group(level, level, net[levels == level]) for level in range(1, own + 1)]
    if deepest > own:
        groups.append(_group(own + 1, deepest, net[levels > own]))
    return groups


def _group(first: int, last: int, net: Ints) -> Group:
    if not len(net):
        return Group(first, last, 0, 0, 0, 0, 0, 0, 0)
    ordered = np.sort(net)
    ranks = [at_rank(ordered, Fraction(part, 100)) for part in (10, 50, 90)]
    return Group(
        first,
        last,
        len(net),
        int((net < 0).sum()),
        int((net > 0).sum()),
        ranks[0],
        ranks[1],
        ranks[2],
        int(ordered[-1]),
    )


def at_rank(ordered: Ints, part: Fraction) -> int:
    """Return the least of sorted numbers that such a part of all is no greater than."""
    return int(ordered[max(ceil(part * len(ordered)) - 1, 0)])


def _month(month: MonthPaid) -> MonthSum:
    money = month.money
    elsewhere = _on(month.by_event, _OF_NO_PAYMENT)
    part = Fraction(money.newcomers, money.total) if money.total else Fraction(0)
    joining = Fraction(money.newcomers_entry, money.entry) if money.entry else Fraction(0)
    return MonthSum(
        month.joined,
        month.members,
        money.total,
        money.newcomers,
        money.customers,
        month.rewards + month.differences,
        _on(month.by_event, ("entry",)) * joining + elsewhere * part,
        money.stock_bought,
        money.stock_sold,
    )


def _on(by_event: Sequence[int], events: Sequence[str]) -> int:
    return sum(paid for event, paid in zip(EVENTS, by_event, strict=True) if event in events)


def _full(months: Sequence[MonthPaid]) -> int:
    people = sum(month.joined for month in months)
    so_far = 0
    for number, month in enumerate(months):
        so_far += month.joined
        if so_far >= _IN * people:
            return number
    return len(months) - 1


def _missing(months: Sequence[MonthSum]) -> list[int]:
    """Return for each month by how much all paid out so far is more than all that came in."""
    found: list[int] = []
    so_far = 0
    for month in months:
        so_far += month.paid - month.income
        found.append(so_far)
    return found


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure in several runs: the least, that of the run in the middle, and the most."""

    least: Fraction
    middle: Fraction
    most: Fraction


def spread(
    outcomes: Sequence[Outcome],
    middle: Outcome,
    figure: Callable[[Outcome], Fraction | int | None],
) -> Spread | None:
    """Return a figure over several runs, None where some run has none.

    All figures are of the same run in the middle, so that they add up.
    """
    found = [figure(outcome) for outcome in outcomes]
    known = [Fraction(each) for each in found if each is not None]
    at = figure(middle)
    if at is None or not known or len(known) < len(found):
        return None
    return Spread(min(known), Fraction(at), max(known))


def in_the_middle(outcomes: Sequence[Outcome]) -> Outcome:
    """Return the run in the middle by how many lost; of an even number the lower of two."""
    return sorted(outcomes, key=lambda outcome: outcome.lost)[(len(outcomes) - 1) // 2]
