"""What one line of a plan pays for, how far above the one who acts, and on what it hangs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mlmcheck.facts import Evidence, Path
from mlmcheck.interval import INFINITY, Interval, Truth, greatest_whole, least_whole
from mlmcheck.plan.reach import Ceiling
from mlmcheck.scheme.fields import Pays
from mlmcheck.scheme.model import Goods, Payment, Rank, Requirement, Reward
from mlmcheck.scheme.plan import Plan, taken_as_complete
from mlmcheck.scheme.quantity import Money, Stated
from mlmcheck.text import Text

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN

PURCHASES = frozenset(["stock", "own-use", "purchase"])
"""Triggers that are certainly a participant's purchase."""

ANOTHERS_ACT = frozenset(["entry", "recruit", "reward"])
"""Triggers that are another person's act, unless a line says that it pays that person."""

UP_BY_NATURE = frozenset(["binary", "matrix", "board", "stair-step"])
"""Forms that pay somebody above."""

_GOODS = frozenset(["stock", "goods", "kit"])
_PACKS = frozenset(["goods", "stock", "service", "voucher"])
_TAKEN = Text("the list is taken as complete, as the file names no sources")


@dataclass(frozen=True, slots=True)
class Hinge:
    """Whether something holds of the plan, and the places that say so."""

    truth: Truth = NO
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Hinges:
    """On what the amount of a reward, or the right to it, hangs."""

    heads: Hinge = Hinge()
    """The number of people enrolled; a customer is not a head."""
    volume: Hinge = Hinge()
    """What the group below buys or sells."""
    purchase: Hinge = Hinge()
    """What the participant buys for himself or for stock."""


_FREE = Hinges()


def closing(plan: Plan, section: str) -> tuple[Evidence, ...]:
    """Return what makes the list of a section all there is; the list must be closed."""
    stated = getattr(plan.scheme, section)
    if isinstance(stated, Stated):
        return (Evidence((section,)),)
    if taken_as_complete(plan.scheme):
        return (Evidence((section,), note=_TAKEN),)
    return (Evidence((section,)), Evidence(("complete",)))


def denied(plan: Plan) -> dict[str, Reward]:
    """Return the triggers for which the plan says that nobody is paid at all, with the denial.

    A denial for some levels, ranks or forms leaves room for others and is left out.
    """
    found: dict[str, Reward] = {}
    for reward in plan.rewards.items:
        if isinstance(reward.pays, Stated) and _is_whole(reward):
            for trigger in reward.for_:
                found.setdefault(trigger, reward)
    return found


def _is_whole(reward: Reward) -> bool:
    levels = reward.levels is None or reward.levels.range.lo == INFINITY
    return levels and reward.needs is None and reward.form is None and reward.of is None


def furthest(reward: Reward, most: float = INFINITY) -> tuple[float, float]:
    """Return the least and the greatest that the highest level paid can be; `most` where unsaid.

    Level 0 is the one who pays, 1 the seller of a retail sale or the sponsor of anybody else.
    """
    pays = reward.pays
    if _is_by_level(reward) and isinstance(pays, Pays):
        top = max((int(key or 0) for key, rate in pays.steps if rate.range.hi > 0), default=0)
        return top, top
    if reward.levels is not None:
        greatest = greatest_whole(reward.levels.range)
        return (max(least_whole(reward.levels.range), 1), greatest) if greatest >= 1 else (0, 0)
    return 0, most


def level_place(reward: Reward) -> Path:
    """Return the place that says how far a reward goes, or else what it is for."""
    pays = reward.pays
    if _is_by_level(reward) and isinstance(pays, Pays):
        paid = [key for key, rate in pays.steps if rate.range.hi > 0 and key is not None]
        if paid:
            return (*reward.at, "pays", max(paid, key=int))
    if reward.levels is not None:
        return (*reward.at, "levels")
    if reward.form in UP_BY_NATURE or reward.form == "pool":
        return (*reward.at, "form")
    if reward.of == "group_volume":
        return (*reward.at, "of")
    if reward.by == "group_volume":
        return (*reward.at, "by")
    return (*reward.at, "for")


def paid_above(reward: Reward, trigger: str, top: Ceiling) -> Truth:
    """Return whether somebody above the acting participant is paid when `trigger` happens.

    The one who acts is the seller of a retail sale and the payer of anything else. An entry
    payment, a recruit and another's reward are another person's act unless the line says level 0.
    """
    retail = trigger == "retail"
    least, greatest = furthest(reward, top.retail if retail else top.others)
    first = 2 if retail else 1
    if trigger in ANOTHERS_ACT:
        if at_odds(reward, trigger, top):
            return UNKNOWN
        if greatest < 1:
            # A form that pays upward, with levels that do not: one of the two is not what it says.
            upward = reward.form in UP_BY_NATURE or shared_by_all(reward)
            return UNKNOWN if upward else NO
        return YES
    if shared_by_all(reward):
        # A pool has no levels that a number of levels could bound.
        return YES if first == 1 else UNKNOWN
    alone = reward.levels is None and not _is_by_level(reward)
    if trigger == "time" and alone and reward.form not in UP_BY_NATURE:
        return NO
    if reward.form in UP_BY_NATURE:
        # A form that pays upward, with levels that do not: one of the two is not what it says.
        said = reward.levels is not None or _is_by_level(reward)
        return UNKNOWN if said and greatest < first else YES
    if alone and "group_volume" in (reward.by, reward.of):
        return YES
    if least >= first:
        return YES
    return NO if greatest < first else UNKNOWN


def shared_by_all(reward: Reward) -> bool:
    """Return whether one sum is shared among all who qualify, wherever they stand."""
    return reward.form == "pool" or (reward.form is None and reward.of == "turnover")


def at_odds(reward: Reward, trigger: str, top: Ceiling) -> bool:
    """Return whether a line pays on another's act where no level at all is said to be paid.

    A stated number of levels bounds how far a line reaches; it takes back no line.
    """
    return trigger in ANOTHERS_ACT and furthest(reward, top.others)[1] < 1 <= furthest(reward)[1]


def _is_by_level(reward: Reward) -> bool:
    pays = reward.pays
    return reward.key_kind == "level" and isinstance(pays, Pays) and pays.steps[0][0] is not None


def first_packs(plan: Plan) -> list[Payment]:
    """Return the entry payments that may be orders one must place, and that others are paid on.

    Who buys goods, a service or a voucher to come in places an order as others do later; a kit and
    a fee are none. What is not said to be required may be, and what is optional is not unless
    something is closed to those who go without. That nobody is paid on entry, said in so many
    words, is said of them too.
    """
    if "entry" in denied(plan):
        return []
    return [
        item
        for item in plan.entry.items
        if (item.item is None or item.item in _PACKS)
        and not is_free(item)
        and (item.required != "optional" or item.opens is not None)
    ]


# On what pay hangs.


def hinges(plan: Plan, reward: Reward) -> Hinges:
    """Return on what the amount of a reward, or the right to it, hangs.

    Any of several ways to a rank counts: who can get there by heads is paid for heads.
    """
    needs, by = reward.needs, reward.by
    if needs is None and by in (None, "level") and reward.of != "group_volume":
        return _FREE
    walk = _Walk(plan)
    if needs is not None:
        walk.requirement(needs, (*reward.at, "needs"), reward.source)
    place = Evidence((*reward.at, "by"), source=reward.source)
    if by == "rank":
        _by_rank(walk, reward)
    elif by in ("direct_recruits", "downline"):
        if _varies(reward):
            walk.heads.append(place)
    elif by == "group_volume":
        walk.volume.append(place)
    if reward.of == "group_volume":
        walk.volume.append(Evidence((*reward.at, "of"), source=reward.source))
    # What leads to a rank that is not everybody's is not said where it asks for nothing.
    return Hinges(
        _hinge(walk.heads, walk.unexplained or "heads" in walk.unsure),
        _hinge(walk.volume, walk.unexplained or "volume" in walk.unsure),
        _hinge(walk.purchase, walk.unexplained or "purchase" in walk.unsure),
    )


def _hinge(evidence: list[Evidence], unsure: bool) -> Hinge:
    return Hinge(YES if evidence else UNKNOWN if unsure else NO, tuple(evidence))


def _varies(reward: Reward) -> bool:
    """Whether the rate is not one and the same for every key of `pays`."""
    pays = reward.pays
    if not isinstance(pays, Pays) or pays.steps[0][0] is None:
        return True
    ranges = [rate.range for _, rate in pays.steps]
    same = all(each == ranges[0] and each.is_point for each in ranges)
    # Keys are "from": a map that starts above 0 leaves those below it without.
    return not (same and min(float(key or 0) for key, _ in pays.steps) == 0)


def _by_rank(walk: _Walk, reward: Reward) -> None:
    """Note what the ranks ask by which a reward is graded."""
    pays = reward.pays
    if not isinstance(pays, Pays) or pays.steps[0][0] is None:
        for rank in walk.plan.ranks.items:
            walk.rank(rank)
        if not walk.plan.ranks.closed:
            walk.unsure.update(("heads", "volume", "purchase"))
        return
    paid = [(key, rate.range) for key, rate in pays.steps if key and rate.range.hi > 0]
    same = len(paid) > 1 and all(each == paid[0][1] and each.is_point for _, each in paid)
    if not same:
        for name, _ in paid:
            walk.rank_named(name)
        return
    # One rate for all of them: where one of them asks for nothing, nothing is asked.
    each = []
    for name, _ in paid:
        alone = _Walk(walk.plan)
        alone.rank_named(name)
        each.append(alone)
    if any(_asks_nothing(walk.plan, name) for name, _ in paid):
        return
    # Any of several ways counts: who can get there by heads is paid for heads.
    for one in each:
        walk.heads.extend(one.heads)
        walk.volume.extend(one.volume)
        walk.purchase.extend(one.purchase)
        walk.unsure.update(one.unsure)
        walk.unexplained = walk.unexplained or one.unexplained


def _asks_nothing(plan: Plan, name: str) -> bool:
    """Return whether a rank is everybody's: the lowest one, to which nothing need lead."""
    lowest = plan.ranks.items[0] if plan.ranks.closed and plan.ranks.items else None
    return lowest is not None and lowest.requires is None and _is_called(lowest, name)


def _is_called(rank: Rank, name: str) -> bool:
    return any(text == name for _, text in rank.name.texts)


class _Walk:
    """Collects what requirements ask, down through ranks and alternatives."""

    __slots__ = ("heads", "plan", "purchase", "seen", "unexplained", "unsure", "volume")

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.heads: list[Evidence] = []
        self.volume: list[Evidence] = []
        self.purchase: list[Evidence] = []
        self.unsure: set[str] = set()
        self.unexplained = False
        """Whether it is not said what leads to one of the ranks."""
        self.seen: set[str] = set()

    def requirement(self, asked: Requirement, at: Path, source: str | None) -> None:
        for kind, key, range_, none in _leaves(asked):
            # `none` is what everybody has without trying: himself, his own first unit.
            if key == "group_units" and range_.hi > 0 and range_.lo <= none:
                # One unit may be his own, or that of somebody he brought.
                self.unsure.add(kind)
            elif range_.lo > none or (range_.lo == none and range_.lo_open):
                getattr(self, kind).append(Evidence((*at, key), source=source))
            elif range_.hi > none:
                self.unsure.add(kind)
        if asked.rank is not None:
            self.rank_named(asked.rank)
        if asked.leg_rank is not None:
            self.rank_named(asked.leg_rank)
        for index, other in enumerate(asked.any or ()):
            self.requirement(other, (*at, "any", index), source)

    def rank_named(self, name: str) -> None:
        if name in self.seen:
            return
        self.seen.add(name)
        for rank in self.plan.ranks.items:
            if any(text == name for _, text in rank.name.texts):
                self.rank(rank)
                return
        self.unsure.update(("heads", "volume", "purchase"))

    def rank(self, rank: Rank) -> None:
        if rank.requires is not None:
            self.requirement(rank.requires, (*rank.at, "requires"), rank.source)
        elif not self.plan.ranks.closed:
            self.unsure.update(("heads", "volume", "purchase"))
        elif rank is not self.plan.ranks.items[0] and not _is_bought(self.plan, rank):
            self.unexplained = True


def _is_bought(plan: Plan, rank: Rank) -> bool:
    """Return whether a payment gives the rank."""
    payments = (*plan.entry.items, *plan.upkeep.items)
    return any(item.rank is not None and _is_called(rank, item.rank) for item in payments)


def _leaves(asked: Requirement) -> Iterator[tuple[str, str, Interval, int]]:
    """Yield what a requirement asks: of which kind, under which key, how much, from where on."""
    if asked.direct_recruits is not None:
        yield "heads", "direct_recruits", asked.direct_recruits.range, 0
    if asked.downline is not None:
        yield "heads", "downline", asked.downline.range, 0
    if asked.legs is not None:
        yield "heads", "legs", asked.legs.range, 0
    if asked.leg_volume is not None:
        yield "volume", "leg_volume", asked.leg_volume.range, 0
    if asked.group_units is not None:
        # The group has its head in it, so one unit is his own.
        yield "heads", "group_units", asked.group_units.range, 1
    if asked.group_volume is not None:
        yield "volume", "group_volume", asked.group_volume.range, 0
    if asked.purchase is not None:
        yield "purchase", "purchase", asked.purchase.range, 0
    if asked.stock is not None:
        yield "purchase", "stock", asked.stock.range, 0


# Pay that no reward line names.


def price_spread(plan: Plan) -> Hinge:
    """Return whether the upline earns the difference of prices on what the downline takes (级差).

    That is so where ranks have different prices and goods come from the upline. Different prices
    from nobody says whom may be that.
    """
    evidence: list[Evidence] = []
    unsure = False
    for goods in plan.goods.items:
        if goods.supplied_by == "company":
            continue
        spread = _spread(goods)
        if spread is YES and goods.supplied_by == "upline":
            evidence.append(Evidence((*goods.at, "participant_price"), source=goods.source))
            evidence.append(Evidence((*goods.at, "supplied_by"), source=goods.source))
        elif spread is not NO:
            unsure = True
    return _hinge(evidence, unsure)


def _spread(goods: Goods) -> Truth:
    """Return whether ranks pay different prices."""
    price = goods.participant_price
    if price is None or len(price.by_rank) == 1:
        return UNKNOWN if goods.supplied_by == "upline" else NO
    ranges = [amount.range for _, amount in price.by_rank]
    lowest = min(ranges, key=lambda each: each.hi)
    highest = max(ranges, key=lambda each: each.lo)
    if lowest.less(highest) is YES:
        return YES
    return NO if all(each == ranges[0] and each.is_point for each in ranges) else UNKNOWN


def price_hinges(plan: Plan) -> Hinges:
    """Return on what it hangs that a participant buys for less than others, whoever supplies.

    Truths are unknown at most: a lower price is a gain to him who buys, and to nobody else.
    """
    walk = _Walk(plan)
    for goods in plan.goods.items:
        price = goods.participant_price
        names = [] if price is None else [name for name, _ in price.by_rank if name is not None]
        # Of one rank's price alone it is not known that it is everybody's.
        if len(names) == 1 or (names and _spread(goods) is not NO):
            for name in names:
                walk.rank_named(name)
    return Hinges(
        _maybe(walk.heads, "heads" in walk.unsure),
        _maybe(walk.volume, "volume" in walk.unsure),
        _maybe(walk.purchase, "purchase" in walk.unsure),
    )


def _maybe(evidence: list[Evidence], unsure: bool) -> Hinge:
    return Hinge(UNKNOWN if evidence or unsure else NO, tuple(evidence))


def is_free(payment: Payment) -> bool:
    """Return whether nothing is paid, now, later or for further units."""
    amounts = _amounts(payment)
    return payment.amount is not None and all(each.range.hi <= 0 for each in amounts)


def _amounts(payment: Payment) -> list[Money]:
    plus = None if payment.plus is None else payment.plus.amount
    return [each for each in (payment.amount, plus, payment.further) if each is not None]


def paid_to_participants(payments: Iterable[Payment], spread: Truth) -> Hinge:
    """Return whether a participant keeps something of what another pays in, with no reward line.

    A fee, a gift or a stake that goes to the upline is his. Of what buys goods he keeps the price
    spread, where there is one.
    """
    evidence: list[Evidence] = []
    unsure = False
    for payment in payments:
        if payment.paid_to == "company":
            continue
        if payment.paid_to is None:
            # A gift or stake may go to him; and where goods come from him, so may the first.
            passed = payment.item in ("gift", "stake")
            unsure = unsure or passed or (spread is not NO and payment.item in _GOODS)
            continue
        if is_free(payment):
            continue
        paid = any(each.range.lo > 0 or each.range.lo_open for each in _amounts(payment))
        kept = payment.item in ("fee", "gift", "stake")
        if paid and (kept or (payment.item in _GOODS and spread is YES)):
            evidence.append(Evidence((*payment.at, "paid_to"), source=payment.source))
        else:
            unsure = True
    return _hinge(evidence, unsure)
