"""The summary of a network, from its tables: what networkx says, which other engines must equal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from mlmcheck.interval import ZERO, Interval
from mlmcheck.network.columns import ReadFile
from mlmcheck.network.earned import least_paid
from mlmcheck.network.graph import Built, build
from mlmcheck.network.orders import Order
from mlmcheck.network.outside import least_outside
from mlmcheck.network.payouts import Payout, Rewards
from mlmcheck.network.stock import NOT_AT_A_LOSS, Channel, channel_of
from mlmcheck.network.summary import UNKNOWN_SALES, Person, Summary
from mlmcheck.network.tables import read_tables
from mlmcheck.scheme.model import Network

_ACTIVE = timedelta(days=30)
_GOODS = frozenset(["entry", "stock", "purchase", "unknown"])


@dataclass(frozen=True, slots=True)
class Terms:
    """What the plan says that helps to read the rows."""

    rewards: Rewards = field(default_factory=dict)
    """What each reward is for, by the names that payouts use; see `named_rewards`."""
    markup: Interval = NOT_AT_A_LOSS
    """How many times what the company takes for stock a customer pays for it, 1 or more."""


def summarise(
    network: Network | None,
    currency: str | None,
    as_of: date | None,
    read_file: ReadFile,
    terms: Terms | None = None,
) -> Summary | None:
    """Return what the rows of a network say; None where the scheme has none.

    Rows dated after `as_of` do not count. `read_file` returns the bytes of a file that the scheme
    names. `terms` is what the plan says that helps to read the rows.

    Raises:
        Wrong: a table cannot be read; `at` is the place in the scheme file. A `Wrongs` holds
            several of them.
    """
    if network is None:
        return None
    tables = read_tables(network, currency, as_of, read_file)
    if not tables.each:
        return None
    terms = terms or Terms()
    built = build(tables, terms.rewards)
    orders, payouts = built.orders.each, built.payouts.each
    dated = [*(order.day for order in orders), *(payout.day for payout in payouts)]
    days = sorted(day for day in dated if day is not None)
    last = days[-1] if days else None
    year = _year_to(as_of or last)
    channel = channel_of(built.orders, built.shape, terms.markup)
    least = least_outside(built.orders, built.payouts, built.shape)
    paid = least_paid(built.orders, built.payouts)
    money, participants = built.money, tables.participants
    return Summary(
        people=_people(built, channel, year),
        faults=built.faults,
        orders=len(orders),
        revenue=_by_flow([(order.flow, order.net) for order in orders], money),
        payouts=len(payouts),
        paid_for=_by_flow([(payout.flow, payout.amount) for payout in payouts], money),
        paid_levels=tuple(sorted({p.level for p in payouts if p.level is not None and p.amount})),
        uplines_paid=max((p.uplines or 0 for p in payouts if p.amount), default=0),
        shipped=money(channel.shipped),
        retail_reach=channel.reach,
        stuck=tuple((level, money(amount)) for level, amount in channel.stuck),
        least_outside=least.share if least else None,
        least_outside_of=(least.person, least.month) if least else None,
        tables={table.which: table.source for table in tables.each},
        has_sponsors=participants is not None and "sponsor" in participants.present,
        has_orders=tables.orders is not None,
        has_payouts=tables.payouts is not None,
        customers=len({order.buyer_id for order in orders if order.outside}),
        active_participants=len(_active_participants(orders, payouts, last)),
        least_paid_by_rewarded=None if paid.any_reward is None else money(paid.any_reward),
        least_paid_by_rewarded_for_others=(
            None if paid.for_others is None else money(paid.for_others)
        ),
        refunds=_by_flow([(o.flow, o.refunded) for o in orders if o.refunds], money),
        paid_at=_paid_at(payouts, money),
        revenue_last_year=_last_year([(o.day, o.flow, o.net) for o in orders], year, money),
        paid_for_last_year=_last_year([(p.day, p.flow, p.amount) for p in payouts], year, money),
        active_customers=len({o.buyer_id for o in orders if o.outside and _is_recent(o.day, last)}),
        unknown_buyers=_unknown_buyers(orders),
        aside={table.which: table.aside for table in tables.each if table.aside},
        first_day=days[0] if days else None,
        last_day=last,
    )


Money = Callable[[int], Fraction]

Year = tuple[date, date]
"""The days after the first and up to the second."""


def _year_to(end: date | None) -> Year | None:
    if end is None:
        return None
    if end.year == date.min.year:
        return date.min, end
    try:
        return end.replace(year=end.year - 1), end
    except ValueError:  # 29 February
        return end.replace(year=end.year - 1, day=28), end


def _by_flow(amounts: Iterable[tuple[str, int]], money: Money) -> dict[str, Fraction]:
    sums: dict[str, int] = {}
    for flow, amount in amounts:
        sums[flow] = sums.get(flow, 0) + amount
    return {flow: money(amount) for flow, amount in sorted(sums.items())}


def _last_year(
    rows: list[tuple[date | None, str, int]], year: Year | None, money: Money
) -> dict[str, Fraction] | None:
    """Return the sums of the year by flow, None where a row may or may not be in it."""
    if year is None:
        return None if rows else {}
    kept: list[tuple[str, int]] = []
    for day, flow, amount in rows:
        if day is None:
            return None
        if year[0] < day <= year[1]:
            kept.append((flow, amount))
    return _by_flow(kept, money)


def _is_recent(day: date | None, last: date | None) -> bool:
    return day is not None and last is not None and last - day < _ACTIVE


def _active_participants(
    orders: Iterable[Order], payouts: Iterable[Payout], last: date | None
) -> set[str]:
    acted = [(o.day, person) for o in orders for person in (o.buyer, o.seller)]
    acted += [(payout.day, payout.to) for payout in payouts]
    return {person for day, person in acted if person is not None and _is_recent(day, last)}


def _unknown_buyers(orders: Iterable[Order]) -> int:
    """Count who may be customers: each order without a buyer may be by another one."""
    unknown = [o for o in orders if o.outside is None and o.flow in ("sale", "unknown")]
    named = {order.buyer_id for order in unknown if order.buyer_id is not None}
    return len(named) + sum(order.buyer_id is None for order in unknown)


def _paid_at(
    payouts: Iterable[Payout], money: Money
) -> tuple[tuple[str, int | None, Fraction], ...]:
    sums: dict[tuple[str, int | None], int] = {}
    for payout in payouts:
        key = (payout.flow, payout.uplines)
        sums[key] = sums.get(key, 0) + payout.amount
    found = [(flow, uplines, money(amount)) for (flow, uplines), amount in sums.items()]
    return tuple(sorted(found, key=lambda f: (f[0], -1 if f[1] is None else f[1])))


def _people(built: Built, channel: Channel, year: Year | None) -> tuple[Person, ...]:
    shape, nodes = built.shape, built.graph.nodes
    paid = {person: sum(nodes[person]["paid"].values()) for person in shape.order}
    below = shape.summed_below(paid)
    kept = _kept(built)
    recent = _sold_in(built.orders.each, year)
    show_sales = built.orders.show_sales
    money = built.money
    return tuple(
        Person(
            id=person,
            sponsor=shape.sponsor[person],
            level=shape.level[person],
            direct=shape.direct[person],
            below=shape.below(person),
            levels_below=shape.levels_below[person],
            money_below=money(below[person]),
            paid_entry=money(nodes[person]["paid"].get("entry", 0)),
            paid_purchases=money(paid[person] - nodes[person]["paid"].get("entry", 0)),
            refunded=money(nodes[person]["refunded"]),
            sold=money(nodes[person]["sold"]),
            rewards=money(sum(nodes[person]["rewards"].values())),
            rank=nodes[person]["rank"],
            accounts=nodes[person]["accounts"],
            joined=nodes[person]["joined"],
            left=nodes[person]["left"],
            kept=kept[person],
            stock_bought=money(channel.bought.get(person, 0)),
            stock_left=money(channel.left.get(person, 0)) if show_sales else None,
            sold_last_year=money(recent.get(person, 0)),
        )
        for person in sorted(shape.order)
    )


def _sold_in(orders: Iterable[Order], year: Year | None) -> Mapping[str, int]:
    sold: dict[str, int] = {}
    for order in orders:
        if order.seller is None or order.day is None or year is None:
            continue
        if year[0] < order.day <= year[1]:
            sold[order.seller] = sold.get(order.seller, 0) + order.net
    return sold


def _kept(built: Built) -> dict[str, Interval]:
    """Return what of his sales was each person's own money.

    All of a sale by somebody who had bought stock and was paid nothing on the order; nothing of a
    sale by somebody who had bought no goods to sell; and of the others nobody knows.
    """
    paid_to = {(payout.order, payout.to) for payout in built.payouts.each if payout.order}
    payouts = built.tables.payouts
    tells = payouts is not None and ("for" in payouts.present or not built.payouts.each)
    bounds = dict.fromkeys(built.shape.order, (0, 0))
    for order in built.orders.each:
        if order.seller is None:
            continue
        paid = built.graph.nodes[order.seller]["paid"]
        if not _GOODS.intersection(paid):
            continue
        own = tells and order.id is not None and (order.id, order.seller) not in paid_to
        low, high = bounds[order.seller]
        sure = order.net if own and "stock" in paid else 0
        bounds[order.seller] = (low + sure, high + order.net)
    kept = {
        person: Interval(built.money(low), built.money(high)) if high else ZERO
        for person, (low, high) in bounds.items()
    }
    if not built.orders.show_sales:
        for person in kept:
            if _GOODS.intersection(built.graph.nodes[person]["paid"]):
                kept[person] = UNKNOWN_SALES
    return kept
