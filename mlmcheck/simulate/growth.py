"""Who joins when, under whom, and who leaves: networks grown by stated models."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from math import ceil

import numpy as np

from mlmcheck.plan.batch.crowd import NEVER, NOBODY, Crowd, Ints, Mask
from mlmcheck.simulate.assumptions import Assumptions
from mlmcheck.simulate.draws import Draws

_CHUNK = 4096


def grow(given: Assumptions, draws: Draws) -> Crowd:
    """Return the top and everybody who joins below him, row by row as they join.

    The top is row 0, is there from the first month on and never leaves.
    """
    joining = newcomers(given)
    n = 1 + sum(joining)
    months = given.months + given.after
    sponsor = np.full(n, NOBODY, np.int64)
    joined = np.repeat(np.arange(given.months, dtype=np.int64), joining)
    joined = np.concatenate([np.zeros(1, np.int64), joined])
    left = np.full(n, NEVER, np.int64)
    choose = _CHOOSE[given.model] if given.most is None else _choose_with_room
    here = np.zeros(1, np.int64)
    start = 1
    for month in range(months):
        if month and given.churn:
            stays = ~draws.chance(given.churn, len(here))
            stays[0] = True
            left[here[~stays]] = month
            here = here[stays]
        count = joining[month] if month < given.months else 0
        if not count:
            continue
        new = np.arange(start, start + count, dtype=np.int64)
        choose(sponsor, here, new, draws, given)
        here = np.concatenate([here, new])
        start += count
    return Crowd(sponsor, joined, left)


# How many join in each month.


def newcomers(given: Assumptions) -> list[int]:
    """Return how many join in each month; together exactly `given.people`.

    In the models without a ceiling every member brings as many in each month as in any other, so
    that the network grows by the same factor each month. In a population that fills up, what each
    member brings falls with the share of those who are not yet in: the curve is logistic.
    """
    reached = _filling(given) if given.model == "saturating" else _even_pace(given)
    totals = [int(total) for total in reached]
    return [after - before for before, after in zip([0, *totals], totals, strict=False)]


def pace(given: Assumptions) -> Decimal:
    """Return by what factor the network grows each month where nothing holds it back."""
    with localcontext() as context:
        context.prec = 40
        return (Decimal(given.people + 1).ln() / given.months).exp()


def to_go_on(given: Assumptions, months: int) -> int:
    """Return how many more would have to join for the network to go on growing like that."""
    with localcontext() as context:
        context.prec = 40
        after = Decimal(given.people + 1) * pace(given) ** months
        return int((after - given.people - 1).to_integral_value(ROUND_HALF_EVEN))


def _even_pace(given: Assumptions) -> Iterator[Decimal]:
    with localcontext() as context:
        context.prec = 40
        step = Decimal(given.people + 1).ln() / given.months
        for month in range(1, given.months):
            yield ((step * month).exp() - 1).to_integral_value(ROUND_HALF_EVEN)
    yield Decimal(given.people)


def _filling(given: Assumptions) -> Iterator[Decimal]:
    """Yield how many have joined by the end of each month, of a population that fills up.

    If all of it joins, all but half a person are in at the end of the curve.
    """
    everybody = Decimal(given.everybody + 1)
    reached = min(Decimal(given.people + 1), everybody - Decimal("0.5"))
    with localcontext() as context:
        context.prec = 40
        steepness = (reached * (everybody - 1) / (everybody - reached)).ln() / given.months
        for month in range(1, given.months):
            odds = (steepness * month).exp() / (everybody - 1)
            yield (everybody * odds / (1 + odds) - 1).to_integral_value(ROUND_HALF_EVEN)
    yield Decimal(given.people)


# Under whom they join. Each fills in the sponsors of the month's newcomers, who join one after the
# other: everybody may be brought by somebody who joined a moment before. `here` are those still in.


def _uniform(sponsor: Ints, here: Ints, new: Ints, draws: Draws, given: Assumptions) -> None:
    """Let everybody be brought by any member with equal chance: a random recursive tree."""
    del given
    old = len(here)
    place = draws.below(old + np.arange(len(new), dtype=np.int64))
    among_old = place < old
    sponsor[new[among_old]] = here[place[among_old]]
    sponsor[new[~among_old]] = new[0] + place[~among_old] - old


def _preferential(sponsor: Ints, here: Ints, new: Ints, draws: Draws, given: Assumptions) -> None:
    """Let the chance to bring the next one grow with those one has brought: their number and one.

    Every member holds one lot for himself and one for each he brought. A newcomer draws a lot, and
    brings two with him: his own and his sponsor's.
    """
    del given
    top = int(new[0])
    brought = np.bincount(sponsor[1:top], minlength=top)[here] if top > 1 else np.zeros(1, np.int64)
    lots = np.repeat(here, 1 + brought)
    old = len(lots)
    place = draws.below(old + 2 * np.arange(len(new), dtype=np.int64))
    # Below `old` it is a member's lot; past it an even lot is a newcomer's own, and an odd one that
    # of the sponsor of a newcomer, who drew his in turn: followed back until it is somebody's own.
    lot = place.copy()
    open_ = np.flatnonzero((lot >= old) & ((lot - old) % 2 == 1))
    while len(open_):
        lot[open_] = place[(lot[open_] - old) // 2]
        open_ = open_[(lot[open_] >= old) & ((lot[open_] - old) % 2 == 1)]
    among_old = lot < old
    sponsor[new[among_old]] = lots[lot[among_old]]
    sponsor[new[~among_old]] = top + (lot[~among_old] - old) // 2


def _complete(sponsor: Ints, here: Ints, new: Ints, draws: Draws, given: Assumptions) -> None:
    """Let everybody bring the same number, row by row: nothing is left to chance."""
    del here, draws
    sponsor[new] = (new - 1) // given.width


def _choose_with_room(
    sponsor: Ints, here: Ints, new: Ints, draws: Draws, given: Assumptions
) -> None:
    """Let nobody bring more than `given.most`; each is drawn as the model says among those left.

    Where nobody has room, the top brings him.
    """
    if given.model == "complete":
        _complete(sponsor, here, new, draws, given)
        return
    most = given.most or 0
    top = int(new[0])
    brought = np.bincount(sponsor[1:top], minlength=top + len(new)).tolist()
    weighted = given.model == "preferential"
    lots: list[int] = []
    for member in here.tolist():
        if brought[member] < most:
            lots += [member] * (1 + brought[member] if weighted else 1)
    parts = _one_by_one(draws)
    for each in new.tolist():
        while lots:
            place = int(next(parts) * len(lots))
            chosen = lots[place]
            if brought[chosen] < most:
                break
            # Lots of those who are full are put away as they come up.
            lots[place] = lots[-1]
            lots.pop()
        else:
            lots.append(each)
            sponsor[each] = 0
            continue
        sponsor[each] = chosen
        brought[chosen] += 1
        if brought[chosen] == most:
            if not weighted:
                lots[place] = lots[-1]
                lots.pop()
        elif weighted:
            lots.append(chosen)
        lots.append(each)


def _one_by_one(draws: Draws) -> Iterator[float]:
    while True:
        yield from draws.parts(_CHUNK).tolist()


_CHOOSE = {
    "uniform": _uniform,
    "saturating": _uniform,
    "preferential": _preferential,
    "complete": _complete,
}


# What can be read off a network.


def recruits(sponsor: Ints) -> Ints:
    """Return how many each has brought."""
    return np.bincount(sponsor[sponsor >= 0], minlength=len(sponsor)).astype(np.int64)


def spans(months: int, most: int) -> Sequence[tuple[int, int]]:
    """Return the months in stretches of equal length, at most so many: first, and one past last."""
    length = max(1, ceil(months / most))
    return [(start, min(start + length, months)) for start in range(0, months, length)]


def is_member(crowd: Crowd, month: int) -> Mask:
    """Return who is in during a month: has joined and not left."""
    found: Mask = (crowd.joined <= month) & (month < crowd.left)
    return found
