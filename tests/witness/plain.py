"""What an example shows of each fact, in plain words over the second interpreter.

Written from the words of the vocabulary, without a look at how the search measures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from mlmcheck.interval import COMPARE, Interval, Truth
from mlmcheck.plan.history import History, Order
from mlmcheck.plan.terms import Binary, Matrix, Members, Terms
from mlmcheck.witness.proofs import Proof
from tests.plan.reference import PAID_IN, Pay, reference

GOODS = frozenset(["stock", "own-use"])
HEADS = frozenset(["entry", "recruit"])
NOTHING = Fraction(0)
INFINITE = float("inf")
Number = Fraction | float
Range = tuple[Number, Number]


class World:
    """A history and what is paid in it, with the worlds in which something had not happened."""

    def __init__(self, terms: Terms, history: History, known: dict[History, World]) -> None:
        self.terms = terms
        self.history = history
        self.pays: list[Pay] = reference(terms, history)
        self.known = known
        self.sponsor = {each.id: each.sponsor for each in history.people}
        self.rewards = [pay for pay in self.pays if pay.line is not None]

    def other(self, history: History) -> World:
        """Return the world of another history."""
        if history not in self.known:
            self.known[history] = World(self.terms, history, self.known)
        return self.known[history]

    def without(self, orders: Iterable[Order]) -> World:
        """Return the world in which some orders were not made."""
        gone = {order.id for order in orders}
        kept = tuple(order for order in self.history.orders if order.id not in gone)
        return self.other(replace(self.history, orders=kept))

    def without_person(self, who: str) -> World:
        """Return the world in which somebody had not come."""
        people = tuple(each for each in self.history.people if each.id != who)
        return self.idle(who).other(replace(self.idle(who).history, people=people))

    def idle(self, who: str) -> World:
        """Return the world in which somebody came and did nothing."""
        orders = tuple(each for each in self.history.orders if each.acting != who)
        tasks = tuple(each for each in self.history.tasks if each.who != who)
        return self.other(replace(self.history, orders=orders, tasks=tasks))

    def gets(self, who: str) -> Fraction:
        """Return all that somebody is paid."""
        return total(pay.amount for pay in self.pays if pay.to == who)

    def less(self, who: str, world: World) -> Fraction:
        """Return how much less somebody would get in another world; 0 where not less."""
        return max(self.gets(who) - world.gets(who), NOTHING)

    def own(self, who: str) -> list[Order]:
        """Return what somebody pays himself."""
        return [o for o in self.history.orders if o.flow in PAID_IN and o.buyer == who]

    def sold(self, who: str) -> list[Order]:
        """Return what somebody's customers pay."""
        return [o for o in self.history.orders if o.flow == "retail" and o.seller == who]

    def ends(self) -> list[str]:
        """Return the people whose coming moves nobody else's place."""
        if any(isinstance(line.form, Binary | Matrix) for line in self.terms.lines):
            return [self.history.people[-1].id]
        above = set(self.sponsor.values())
        return [who for who in self.sponsor if who not in above]

    def kinds(self, pay: Pay) -> frozenset[str]:
        """Return for what kinds of act a payout may be: one where it is for a single act."""
        if pay.line is None:
            return frozenset(["stock"])
        line = next(each for each in self.terms.lines if each.index == pay.line)
        if isinstance(line.form, Members):
            return frozenset(["time"])
        if pay.event not in (None, "reward"):
            return frozenset([str(pay.event)])
        if pay.event is None:
            return frozenset(line.triggers)
        flows = {order.flow for order in self.history.orders if order.id == pay.act}
        return frozenset(flows) or frozenset(["recruit"])

    def acts(self) -> Iterator[tuple[str, World]]:
        """Yield who acts and the world without the act: an order, a task, or coming at all."""
        for order in self.history.orders:
            if order.acting is not None:
                yield order.acting, self.without([order])
        for who in self.ends():
            yield who, self.without_person(who)

    def gainers(self) -> set[str]:
        """Return who is paid for what others do: he would get less without some act of theirs."""
        return {
            who
            for actor, world in self.acts()
            for who in self.sponsor
            if who != actor and self.less(who, world)
        }

    def needed(self, who: str) -> list[Order]:
        """Return what somebody paid, besides joining, without which he would get less otherwise."""
        return [
            order
            for order in self.own(who)
            if order.id != f"{who} joins"
            and self.less(who, self.without([order]))
            > total(pay.amount for pay in self.rewards if pay.to == who and pay.act == order.id)
        ]

    def asked(self, who: str) -> Fraction:
        """Return what somebody paid to join and to be paid."""
        joining = [order for order in self.own(who) if order.id == f"{who} joins"]
        return total(order.amount for order in (*joining, *self.needed(who)))


def total(amounts: Iterable[Fraction]) -> Fraction:
    """Return a sum."""
    return sum(amounts, NOTHING)


# Pay on others.


def paid_on(world: World, flows: frozenset[str]) -> bool:
    """Somebody is paid on another's order of such a kind, and would get less without it."""
    return any(
        world.kinds(pay) & flows
        and order.flow in flows
        and order.acting not in (None, pay.to)
        and (pay.act == order.id or pay.event is None)
        and world.less(pay.to, world.without([order]))
        for pay in world.pays
        for order in world.history.orders
    )


def by_heads(world: World) -> bool:
    """Somebody gets more because another came, whatever that one pays or sells."""
    if any(pay.event == "recruit" and pay.act != pay.to for pay in world.rewards):
        return True
    last = world.history.people[-1].id
    return any(
        world.less(who, world.without_person(last)) > world.less(who, world.idle(last))
        for who in world.sponsor
        if who != last
    )


def on_recruitment(world: World) -> bool:
    """Somebody is paid for bringing people in: on what they pay to join, or for their coming."""
    return paid_on(world, frozenset(["entry"])) or by_heads(world)


def on_downline(world: World) -> bool:
    """Somebody is paid on what others buy or sell."""
    return paid_on(world, GOODS | {"retail"})


def uplines(world: World) -> int:
    """Return how many above the one who acts are paid on one act."""
    most = 0
    for actor, without in world.acts():
        above, here = [], world.sponsor[actor]
        while here is not None:
            above.append(here)
            here = world.sponsor[here]
        most = max(most, sum(1 for who in above if world.less(who, without)))
    return most


def chain(world: World) -> bool:
    """Somebody whom another brought in is paid for what one does who came later than he."""
    came = list(world.sponsor)
    return any(
        world.sponsor[who] is not None and actor in came[place + 1 :] and world.less(who, without)
        for actor, without in world.acts()
        for place, who in enumerate(came)
    )


# Payments.


def least(amounts: Iterable[Fraction]) -> Fraction | None:
    """Return the least, None of nothing."""
    return min(amounts, default=None)


def to_join(world: World) -> Fraction | None:
    """Return the least that anybody pays to join."""
    return least(total(o.amount for o in world.own(w) if o.flow == "entry") for w in world.sponsor)


def first_week(world: World) -> Fraction:
    """Return the most that anybody pays to take part in the seven days from his joining."""
    return max(
        total(
            order.amount
            for order in world.own(each.id)
            if order.flow == "entry" and (order.day - each.joined).days < 7
        )
        for each in world.history.people
    )


def to_earn(world: World) -> Fraction | None:
    """Return the least asked of anybody who is paid."""
    return least(world.asked(who) for who in world.sponsor if world.gets(who))


def to_recruit(world: World) -> Fraction | None:
    """Return the least asked of anybody who is paid for others."""
    return least(world.asked(who) for who in world.gainers())


def a_month(world: World) -> Fraction | None:
    """Return the least purchases asked of anybody who is paid for others."""
    return least(
        total(order.amount for order in world.needed(who) if order.flow in GOODS)
        for who in world.gainers()
    )


def needs_purchase(world: World) -> bool:
    """Somebody would be paid less without a purchase of his own that he is not paid on."""
    return any(order.flow in GOODS for who in world.sponsor for order in world.needed(who))


# Sums.


def for_one(world: World) -> Fraction:
    """Return the most that anybody gets for one other's coming, what he trades in left out."""
    most = NOTHING
    for newcomer in world.ends():
        traded = [
            order
            for order in world.history.orders
            if order.acting == newcomer and order.flow != "entry"
        ]
        for who in world.sponsor:
            if who != newcomer:
                lost = world.less(who, world.without_person(newcomer))
                most = max(most, lost - world.less(who, world.without(traded)))
    return most


def share(flows: frozenset[str]) -> Callable[[World], Range | None]:
    """Return what gives the share of rewards for acts of some kinds, from least to most."""

    def shown(world: World) -> Range | None:
        whole = total(pay.amount for pay in world.rewards)
        if not whole:
            return None
        sure = maybe = NOTHING
        for pay in world.rewards:
            kinds = world.kinds(pay)
            for_himself = kinds <= HEADS and pay.level == 0
            sure += pay.amount if kinds <= flows and not for_himself else NOTHING
            maybe += pay.amount if kinds & flows else NOTHING
        return sure / whole, maybe / whole

    return shown


def funded(world: World) -> Range | None:
    """Return the share of rewards that participants' payments to take part pay, least to most.

    Of goods nobody knows whether they were bought for their own sake.
    """
    whole = total(pay.amount for pay in world.rewards)
    if not whole:
        return None
    came: dict[str, Fraction] = dict.fromkeys((*PAID_IN, "retail"), NOTHING)
    for order in world.history.orders:
        came[order.flow] += order.amount
    goods = came["stock"] + came["own-use"]
    left = max(NOTHING, whole - came["retail"] - goods)
    return min(came["entry"], left) / whole, min(Fraction(1), (came["entry"] + goods) / whole)


def ratio(over: Fraction, under: Fraction) -> Number:
    """Return a quotient, infinite where nothing is below."""
    return over / under if under else INFINITE


def multiple(world: World) -> Number:
    """Return the most that anybody who sold nothing got for what he paid in."""
    return max(
        (
            ratio(world.gets(who), total(order.amount for order in world.own(who)))
            for who in world.sponsor
            if world.gets(who) and not world.sold(who)
        ),
        default=NOTHING,
    )


def of_own_sales(world: World) -> Number:
    """Return the most rewards that anybody got over what his own customers paid."""
    rewards = {w: total(p.amount for p in world.rewards if p.to == w) for w in world.sponsor}
    return max(
        (
            ratio(got, total(order.amount for order in world.sold(who)))
            for who, got in rewards.items()
            if got
        ),
        default=NOTHING,
    )


def a_year(world: World) -> Range | None:
    """Return the part of what he paid in that comes back to somebody in a year, or more."""
    rates: list[Fraction] = []
    for pay in world.rewards:
        line = next(each for each in world.terms.lines if each.index == pay.line)
        if world.kinds(pay) == {"time"} and line.per is not None:
            times = {"day": Fraction(365), "week": Fraction(365, 7), "month": Fraction(12)}.get(
                line.per, Fraction(1)
            )
            paid_in = total(order.amount for order in world.own(pay.to))
            rate = pay.amount / paid_in * times
            rates.append(rate if line.until is None else min(rate, line.until - 1))
    return (max(rates), INFINITE) if rates else None


def days_to_pay(world: World) -> int | None:
    """Return the longest time from an act to what is paid for it."""
    day = {order.id: order.day for order in world.history.orders}
    first = min([*day.values(), *[each.joined for each in world.history.people]])
    return max(((p.day - day.get(p.act or "", first)).days for p in world.rewards), default=None)


def referral(world: World) -> bool:
    """Somebody who paid nothing, and nobody else, is paid on an order of a customer of his."""
    return any(
        {order.seller} == {pay.to for pay in world.rewards if pay.act == order.id}
        for who in world.sponsor
        for order in world.sold(who)
        if not world.own(who)
    )


PLAIN: Mapping[str, Callable[[World], bool | Number | Range | None]] = {
    "entry.payment_to_join": to_join,
    "entry.payment_to_earn": to_earn,
    "entry.payment_to_recruit": to_recruit,
    "entry.payment_7_days": first_week,
    "stock.required_month": a_month,
    "reward.on_headcount": by_heads,
    "reward.on_entry": lambda world: paid_on(world, frozenset(["entry"])),
    "reward.on_recruitment": on_recruitment,
    "reward.on_downline_purchases": lambda world: paid_on(world, GOODS),
    "reward.on_downline_sales": lambda world: paid_on(world, frozenset(["retail"])),
    "reward.on_downline": on_downline,
    "reward.on_others": lambda world: on_recruitment(world) or on_downline(world),
    "reward.on_customer_referral": referral,
    "reward.on_time": lambda world: any({"time"} == world.kinds(p) for p in world.rewards),
    "reward.uplines_paid": uplines,
    "reward.needs_purchase": needs_purchase,
    "reward.per_recruit_most": for_one,
    "reward.share_for_recruitment": share(HEADS),
    "reward.share_for_stock": share(frozenset(["stock"])),
    "reward.share_for_own_use": share(frozenset(["own-use"])),
    "reward.share_for_outside_sales": share(frozenset(["retail"])),
    "reward.share_for_final_sales": share(frozenset(["retail", "own-use"])),
    "reward.share_for_time": share(frozenset(["time"])),
    "reward.share_funded_by_participation": funded,
    "reward.promised_multiple": multiple,
    "reward.annual_rate": a_year,
    "pay.most_share_of_own_sales": of_own_sales,
    "pay.interval_days": days_to_pay,
    "net.sponsorship": lambda world: any(each is not None for each in world.sponsor.values()),
    "net.chain": chain,
}

NEEDS_NO_PAY = frozenset(["entry.payment_to_join", "entry.payment_7_days", "net.sponsorship"])
"""All other facts are about payouts, and an example without one says nothing of them."""


def bears_out(world: World, proof: Proof) -> bool:
    """Return whether everything that is asked is so, and somebody is paid where it is about pay."""
    if not world.pays and any(each.holds and each.fact not in NEEDS_NO_PAY for each in proof):
        return False
    for each in proof:
        value = PLAIN[each.fact](world)
        if value is None:
            return False
        if each.op is None:
            if bool(value) is not each.holds:
                return False
            continue
        lo, hi = value if isinstance(value, tuple) else (value, value)
        if COMPARE[each.op](Interval(lo, hi), each.limit) is not Truth.YES:
            return False
    return True
