"""The facts of the vocabulary as an example shows them, each measured on its payouts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from mlmcheck.interval import FALSE, INFINITY, TRUE, Interval, exact, point
from mlmcheck.plan.caps import Payout
from mlmcheck.plan.history import Order
from mlmcheck.witness.example import Example

Shown = Callable[[Example], Interval | None]
"""The value of a fact in an example, None where the example says nothing of it."""

_PURCHASES = frozenset(["stock", "own-use"])
_RECRUITMENT = frozenset(["entry", "recruit"])
_ZERO = Fraction(0)


def _truth(holds: bool) -> Interval:
    return TRUE if holds else FALSE


# Whose acts others are paid on: they would be paid less without them.


def _others(example: Example, order: Order) -> Iterator[str]:
    for person in example.lost_without_order(order):
        if person != order.acting:
            yield person


def _paid_on(example: Example, flows: frozenset[str]) -> bool:
    return any(
        any(_others(example, order))
        for order in example.history.orders
        if order.flow in flows and order.acting is not None
    )


def _on_entry(example: Example) -> Interval:
    return _truth(_paid_on(example, frozenset(["entry"])))


def _by_heads(example: Example) -> bool:
    if any(each.event == "recruit" and each.to != each.act for each in example.rewards()):
        return True
    for person in example.last_ones():
        without = example.lost_without_person(person)
        unpaid = example.lost_without_payments(person)
        for other, lost in without.items():
            if other != person and lost > unpaid.get(other, _ZERO):
                return True
    return False


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
    """Somebody who was brought in is himself paid on what others do."""
    brought = {each.id for each in example.history.people if each.sponsor is not None}
    paid = (person for who, lost in _acts(example) for person in lost if person != who)
    return _truth(any(person in brought for person in paid))


def _sponsorship(example: Example) -> Interval:
    return _truth(any(each.sponsor is not None for each in example.history.people))


# What is paid in.


def _paid_for_others(example: Example) -> set[str]:
    return {person for who, lost in _acts(example) for person in lost if person != who}


def _to_recruit(example: Example) -> Interval | None:
    people = _paid_for_others(example)
    return point(exact(min(map(example.put_in, people)))) if people else None


def _to_earn(example: Example) -> Interval | None:
    people = {payout.to for payout in example.paid.payouts}
    return point(exact(min(map(example.put_in, people)))) if people else None


def _to_join(example: Example) -> Interval:
    entry = [
        sum((o.amount for o in example.orders_of(each) if o.flow == "entry"), _ZERO)
        for each in example.people
    ]
    return point(exact(min(entry)))


def _bought_a_month(example: Example) -> Interval | None:
    people = _paid_for_others(example)
    bought = [
        sum((o.amount for o in _needed(example) if o.buyer == person), _ZERO) for person in people
    ]
    return point(exact(min(bought))) if bought else None


def _needs_purchase(example: Example) -> Interval:
    return _truth(any(_needed(example)))


def _needed(example: Example) -> Iterator[Order]:
    """Yield the purchases without which the buyer would be paid less for what others did."""
    for order in example.history.orders:
        if order.flow not in _PURCHASES or order.buyer is None:
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
    outside = sum((o.amount for o in example.history.orders if o.flow == "retail"), _ZERO)
    inside = sum((o.amount for o in example.history.orders if o.flow != "retail"), _ZERO)
    least = max(_ZERO, (rewards - outside) / rewards)
    return Interval(exact(least), exact(max(least, min(Fraction(1), inside / rewards))))


def _for_one_recruit(example: Example) -> Interval:
    lost = [
        amount
        for person in example.last_ones()
        for other, amount in example.lost_without_person(person).items()
        if other != person
    ]
    return point(exact(max(lost, default=_ZERO)))


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
    "stock.required_month": _bought_a_month,
    "reward.on_headcount": _on_headcount,
    "reward.on_entry": _on_entry,
    "reward.on_recruitment": _on_recruitment,
    "reward.on_downline_purchases": _on_purchases,
    "reward.on_downline_sales": _on_sales,
    "reward.on_downline": _on_downline,
    "reward.on_others": _on_others,
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
    "pay.most_share_of_own_sales": _over_own_sales,
    "net.sponsorship": _sponsorship,
    "net.chain": _chain,
}
"""Every fact that an example shows; all others are about what no payout shows."""

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
    "reward.needs_purchase": 2,
    "reward.per_recruit_most": 2,
    "net.sponsorship": 2,
    "net.chain": 3,
}
"""How many people it takes at least for a fact to hold, or to be above 0; of others one is enough.

Whoever is paid on others needs another; whoever was brought in as well needs a third.
"""

ABOUT_PAY = frozenset(
    name for name in SHOWN if name.startswith(("reward.", "pay.")) or name == "net.chain"
)
"""Facts of which an example speaks only if somebody is paid in it."""
