"""The facts of the vocabulary as an example shows them, each measured on its payouts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from mlmcheck.interval import FALSE, INFINITY, TRUE, Interval, exact, point
from mlmcheck.plan.caps import Payout
from mlmcheck.plan.history import Order
from mlmcheck.witness.example import Example
from mlmcheck.witness.promises import (
    days_to_pay,
    in_the_first_week,
    on_customer_referral,
    return_of_a_year,
)

Shown = Callable[[Example], Interval | None]
"""The value of a fact in an example, None where the example says nothing of it."""

_PURCHASES = frozenset(["stock", "own-use"])
_PAYMENTS = _PURCHASES | {"entry"}
_RECRUITMENT = frozenset(["entry", "recruit"])
_ZERO = Fraction(0)


def _truth(holds: bool) -> Interval:
    return TRUE if holds else FALSE


# Whose acts others are paid on: they would be paid less without them.


def _paid_on(example: Example, flows: frozenset[str]) -> bool:
    """Return whether somebody is paid on such an order of another, and less without it.

    An order that only opened the right to be paid on something else is not what is paid on.
    """
    on_such = {each.to for each in example.paid.payouts if _kinds(example, each) & flows}
    return any(
        person in on_such and person != order.acting
        for order in example.history.orders
        if order.flow in flows and order.acting is not None
        for person in example.lost_without_order(order)
    )


def _kinds(example: Example, payout: Payout) -> frozenset[str]:
    if payout.line is None:
        return frozenset([payout.event or ""])
    return example.events_of(payout)


def _on_entry(example: Example) -> Interval:
    return _truth(_paid_on(example, frozenset(["entry"])))


def _by_heads(example: Example) -> bool:
    if any(each.event == "recruit" and each.to != each.act for each in example.rewards()):
        return True
    # Without the last who joined everybody else has the place he had, also in a matrix.
    last = example.people[-1]
    idle = example.lost_without_acts(last)
    return any(
        other != last and lost > idle.get(other, _ZERO)
        for other, lost in example.lost_without_person(last).items()
    )


def _on_headcount(example: Example) -> Interval:
    return _truth(_by_heads(example))


def _on_recruitment(example: Example) -> Interval:
    return _truth(_paid_on(example, frozenset(["entry"])) or _by_heads(example))


def _on_purchases(example: Example) -> Interval:
    return _truth(_paid_on(example, _PURCHASES))


def _on_sales(example: Example) -> Interval:
    return _truth(_paid_on(example, frozenset(["retail"])))


def _on_downline(example: Example) -> Interval:
    return _truth(_paid_on(example, _PURCHASES | {"retail"}))


def _on_others(example: Example) -> Interval:
    paid = _paid_on(example, _PURCHASES | {"retail", "entry"})
    return _truth(paid or _by_heads(example))


def _on_time(example: Example) -> Interval:
    return _truth(any(example.events_of(each) == {"time"} for each in example.rewards()))


def _acts(example: Example) -> Iterator[tuple[str, Mapping[str, Fraction]]]:
    """Yield who acts, and who would be paid less without the act: an order, or joining at all."""
    for order in example.history.orders:
        if order.acting is not None:
            yield order.acting, example.lost_without_order(order)
    for person in example.last_ones():
        yield person, example.lost_without_person(person)


def _uplines(example: Example) -> Interval:
    most = 0
    for who, lost in _acts(example):
        most = max(most, sum(1 for person in example.above(who) if person in lost))
    return point(most)


def _chain(example: Example) -> Interval:
    """Somebody who was brought in is himself paid on what one does who came after him."""
    people = example.history.people
    place = {each.id: number for number, each in enumerate(people) if each.sponsor is not None}
    return _truth(
        any(
            person in place and place[person] < place.get(who, -1)
            for who, lost in _acts(example)
            for person in lost
        )
    )


def _sponsorship(example: Example) -> Interval:
    return _truth(any(each.sponsor is not None for each in example.history.people))


# What is paid in.


def _paid_for_others(example: Example) -> set[str]:
    paid = {payout.to for payout in example.paid.payouts}
    found: set[str] = set()
    for who, lost in _acts(example):
        found.update(person for person in lost if person != who)
        if found == paid:
            break
    return found


def _to_recruit(example: Example) -> Interval | None:
    return _least_asked(example, _paid_for_others(example))


def _to_earn(example: Example) -> Interval | None:
    return _least_asked(example, {payout.to for payout in example.paid.payouts})


def _least_asked(example: Example, people: set[str]) -> Interval | None:
    """Return the least that one of the people paid to join and to be paid; not what he chose to."""
    if not people:
        return None
    asked = dict.fromkeys(people, _ZERO)
    for order in (*example.joining(), *_needed(example, _PAYMENTS)):
        if order.buyer in asked:
            asked[order.buyer] += order.amount
    return point(exact(min(asked.values())))


def _to_join(example: Example) -> Interval:
    entry = [
        sum((o.amount for o in example.orders_of(each) if o.flow == "entry"), _ZERO)
        for each in example.people
    ]
    return point(exact(min(entry)))


def _bought_a_month(example: Example) -> Interval | None:
    people = _paid_for_others(example)
    needed = list(_needed(example, _PURCHASES))
    bought = [sum((o.amount for o in needed if o.buyer == person), _ZERO) for person in people]
    return point(exact(min(bought))) if bought else None


def _needs_purchase(example: Example) -> Interval:
    return _truth(any(_needed(example, _PURCHASES)))


def _needed(example: Example, flows: frozenset[str]) -> Iterator[Order]:
    """Yield the payments, but those to join, without which the buyer would be paid less otherwise.

    What he is paid on the payment itself does not count.
    """
    joining = list(example.joining())
    for order in example.history.orders:
        if order.flow not in flows or order.buyer is None or order in joining:
            continue
        on_it = sum(
            (each.amount for each in _to(example, order.buyer) if each.act == order.id), _ZERO
        )
        if example.lost_without_order(order).get(order.buyer, _ZERO) > on_it:
            yield order


def _to(example: Example, person: str) -> Iterator[Payout]:
    return (payout for payout in example.rewards() if payout.to == person)


# Sums.


def _share(events: frozenset[str]) -> Shown:
    """Return the measure of the share of rewards that is on acts of certain kinds."""

    def shown(example: Example) -> Interval | None:
        total = sure = maybe = _ZERO
        for payout in example.rewards():
            kinds = example.events_of(payout)
            if kinds <= _RECRUITMENT and payout.level == 0:
                kinds = kinds | {"own"}  # what one gets for joining oneself is for nobody's coming
            total += payout.amount
            sure += payout.amount if kinds <= events else _ZERO
            maybe += payout.amount if kinds & events else _ZERO
        return Interval(exact(sure / total), exact(maybe / total)) if total else None

    return shown


def _by_participants(example: Example) -> Interval | None:
    """The share of rewards that customers' money cannot have paid, and that participants' can."""
    rewards = sum((payout.amount for payout in example.rewards()), _ZERO)
    if not rewards:
        return None
    # Goods may be bought for their own sake: what is paid for them is on neither side for sure.
    flows: dict[str, Fraction] = {}
    for order in example.history.orders:
        flows[order.flow] = flows.get(order.flow, _ZERO) + order.amount
    goods = flows.get("stock", _ZERO) + flows.get("own-use", _ZERO)
    entry = flows.get("entry", _ZERO)
    rest = max(_ZERO, rewards - flows.get("retail", _ZERO) - goods)
    all_of_it = sum(flows.values(), _ZERO)
    # What nobody has paid in yet may be paid by anybody's money.
    most = Fraction(1) if all_of_it < rewards else min(Fraction(1), (entry + goods) / rewards)
    return Interval(exact(min(entry, rest) / rewards), exact(most))


def _for_one_recruit(example: Example) -> Interval:
    most = _ZERO
    for person in example.last_ones():
        # What is paid on goods that he takes or sells is not for his coming.
        goods = example.lost_without_goods(person)
        for other, lost in example.lost_without_person(person).items():
            if other != person:
                most = max(most, lost - goods.get(other, _ZERO))
    return point(exact(most))


def _multiple(example: Example) -> Interval:
    """The most that anybody who sold nothing got, over what he paid in."""
    sellers = {order.seller for order in example.history.orders if order.flow == "retail"}
    most: Interval = point(0)
    for person in example.people:
        got, paid = example.paid.to(person), example.put_in(person)
        if person not in sellers and got > 0:
            value = point(exact(got / paid)) if paid else point(INFINITY)
            most = max(most, value, key=lambda each: each.lo)
    return most


def _over_own_sales(example: Example) -> Interval:
    most: Interval = point(0)
    for person in example.people:
        got = sum((payout.amount for payout in _to(example, person)), _ZERO)
        sold = sum((o.amount for o in example.history.orders if o.seller == person), _ZERO)
        if got > 0:
            value = point(exact(got / sold)) if sold else point(INFINITY)
            most = max(most, value, key=lambda each: each.lo)
    return most


SHOWN: Mapping[str, Shown] = {
    "entry.payment_to_join": _to_join,
    "entry.payment_to_earn": _to_earn,
    "entry.payment_to_recruit": _to_recruit,
    "entry.payment_7_days": in_the_first_week,
    "stock.required_month": _bought_a_month,
    "reward.on_headcount": _on_headcount,
    "reward.on_entry": _on_entry,
    "reward.on_recruitment": _on_recruitment,
    "reward.on_downline_purchases": _on_purchases,
    "reward.on_downline_sales": _on_sales,
    "reward.on_downline": _on_downline,
    "reward.on_others": _on_others,
    "reward.on_customer_referral": on_customer_referral,
    "reward.on_time": _on_time,
    "reward.uplines_paid": _uplines,
    "reward.needs_purchase": _needs_purchase,
    "reward.per_recruit_most": _for_one_recruit,
    "reward.share_for_recruitment": _share(_RECRUITMENT),
    "reward.share_for_stock": _share(frozenset(["stock"])),
    "reward.share_for_own_use": _share(frozenset(["own-use"])),
    "reward.share_for_outside_sales": _share(frozenset(["retail"])),
    "reward.share_for_final_sales": _share(frozenset(["retail", "own-use"])),
    "reward.share_for_time": _share(frozenset(["time"])),
    "reward.share_funded_by_participation": _by_participants,
    "reward.promised_multiple": _multiple,
    "reward.annual_rate": return_of_a_year,
    "pay.most_share_of_own_sales": _over_own_sales,
    "pay.interval_days": days_to_pay,
    "net.sponsorship": _sponsorship,
    "net.chain": _chain,
}
"""Every fact that an example shows; all others are about what no payout shows."""

COUNTERFACTUAL = frozenset(
    {
        "entry.payment_to_earn",
        "entry.payment_to_recruit",
        "stock.required_month",
        "reward.on_headcount",
        "reward.on_entry",
        "reward.on_recruitment",
        "reward.on_downline_purchases",
        "reward.on_downline_sales",
        "reward.on_downline",
        "reward.on_others",
        "reward.uplines_paid",
        "reward.needs_purchase",
        "reward.per_recruit_most",
        "net.chain",
    }
)
"""Facts that take paying the example again without something in it: asked last."""


def shown_by(example: Example, fact: str) -> Interval | None:
    """Return the value of a fact in an example, worked out once."""
    if fact not in example.values:
        example.values[fact] = SHOWN[fact](example)
    return example.values[fact]


LEAST_PEOPLE: Mapping[str, int] = {
    "entry.payment_to_recruit": 2,
    "stock.required_month": 2,
    "reward.on_headcount": 2,
    "reward.on_entry": 2,
    "reward.on_recruitment": 2,
    "reward.on_downline_purchases": 2,
    "reward.on_downline_sales": 2,
    "reward.on_downline": 2,
    "reward.on_others": 2,
    "reward.uplines_paid": 2,
    "reward.per_recruit_most": 2,
    "net.sponsorship": 2,
    "net.chain": 3,
}
"""How many people it takes at least for a fact to hold, or to be above 0; of others one is enough.

Whoever is paid on others needs another; whoever was brought in as well needs a third.
"""

ABOUT_PAY = frozenset(name for name in SHOWN if name.startswith(("reward.", "pay."))) | {
    "entry.payment_to_earn",
    "entry.payment_to_recruit",
    "stock.required_month",
    "net.chain",
}
"""Facts of which an example speaks only if somebody is paid in it."""
