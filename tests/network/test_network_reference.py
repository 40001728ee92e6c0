"""Properties of the summary of any network, and its equality with a naive one by definition."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from mlmcheck.interval import Interval, point
from mlmcheck.network.stock import NOT_AT_A_LOSS
from mlmcheck.network.summary import Summary
from tests.network.ledgers import faults, summary
from tests.network.reference import Naive, Row, total

KINDS = ("entry", "stock", "own-use", "retail", "purchase", "sale")
DAYS = st.dates(date(2018, 11, 1), date(2019, 3, 31)).map(date.isoformat)
AMOUNTS = st.one_of(
    st.integers(0, 30).map(str), st.integers(0, 999).map(lambda cents: f"{cents / 100:.2f}")
)


Drawn = tuple[list[Row], list[Row], list[Row], bool]
"""Participants, orders, payouts, and whether whoever is not listed is a customer."""


@st.composite
def networks(draw: st.DrawFn) -> Drawn:
    """Draw a small network with rings, strangers and people of several accounts."""
    size = draw(st.integers(1, 12))
    ids = [f"{index:02}" for index in range(size)]
    who = st.sampled_from([*ids, "98", "99"])
    participants = []
    for id in ids:
        row = {"id": id, "joined": draw(DAYS)}
        sponsor = draw(st.one_of(st.just(""), who))
        person = draw(st.sampled_from(["", "", "", "P", "Q"]))
        participants.append({**row, "sponsor": sponsor, "person": person})
    orders = [
        {
            "id": f"o{index}",
            "buyer": draw(st.one_of(who, st.sampled_from(["c1", "c2"]))),
            "seller": draw(st.one_of(st.just(""), who)),
            "amount": draw(AMOUNTS),
            "date": draw(DAYS),
            "kind": draw(st.sampled_from(KINDS)),
        }
        for index in range(draw(st.integers(0, 8)))
    ]
    named = st.sampled_from([order["id"] for order in orders] or [""])
    payouts = [
        {
            "id": f"p{index}",
            "to": draw(who),
            "amount": str(draw(st.integers(1, 9))),
            "date": draw(DAYS),
            "for": draw(st.one_of(st.just(""), named)),
        }
        for index in range(draw(st.integers(0, 8)))
    ]
    return participants, orders, payouts, draw(st.booleans())


def summarised(
    network: Drawn, as_of: date | None = None, markup: Interval = NOT_AT_A_LOSS
) -> Summary:
    """Return the summary of a drawn network."""
    participants, orders, payouts, customers = network
    return summary(
        participants=participants,
        orders=orders,
        payouts=payouts,
        unlisted="customers" if customers else "unknown",
        as_of=as_of,
        markup=markup,
    )


@given(networks())
def test_people_are_as_defined(network: Drawn) -> None:
    """Levels, people, levels and money below and each one's own money are what recursion says."""
    naive = Naive(*network)
    found = summarised(network)
    expected = {
        person: (
            naive.sponsor(person),
            naive.level(person),
            len(naive.children(person)),
            len(naive.below(person)),
            naive.levels_below(person),
            sum((naive.paid(other) for other in naive.below(person)), Fraction(0)),
            naive.paid(person),
            naive.sold(person),
            naive.rewards(person),
        )
        for person in naive.people
    }
    assert expected == {
        p.id: (
            p.sponsor,
            p.level,
            p.direct,
            p.below,
            p.levels_below,
            p.money_below,
            p.paid,
            p.sold,
            p.rewards,
        )
        for p in found.people
    }
    rings = {tuple(sorted(naive.ring(person))) for person in naive.people} - {()}
    assert rings == {tuple(sorted(f.rows)) for f in found.faults if f.kind == "cycle"}


@given(networks())
def test_sums_are_as_defined(network: Drawn) -> None:
    """Sums by flow, distances of payouts, outside sales and the reach are what recursion says."""
    naive = Naive(*network)
    found = summarised(network)
    assert naive.revenue() == found.revenue
    distances = [naive.distance(payout) for payout in naive.payouts]
    assert max((d for d in distances if d is not None), default=0) == found.uplines_paid
    assert sum(d is None for d in distances) == 0 or None in {at for _, at, _ in found.paid_at}
    least = found.least_outside
    assert naive.least_share() == (None if least is None else (least.lo, least.hi))
    reach = summarised(network, markup=point(1)).retail_reach
    assert naive.reach() == (None if reach is None else (reach.lo, reach.hi))


@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(network: Drawn, random: Random) -> None:
    """The summary is the same whatever the order of the rows, faults and all."""
    participants, orders, payouts, customers = network

    def shuffled(rows: list[Row]) -> list[Row]:
        return random.sample(rows, len(rows))

    expected = summarised(network)
    found = summarised((shuffled(participants), shuffled(orders), shuffled(payouts), customers))
    assert expected == found
    assert repr(expected) == repr(found)


@given(networks())
def test_no_money_is_lost(network: Drawn) -> None:
    """Every sum is the whole of what the rows say, divided and never lost nor doubled."""
    _, orders, payouts, _ = network
    found = summarised(network)
    assert total(orders) == sum(found.revenue.values()) + sum(found.refunds.values())
    assert total(payouts) == sum(found.paid_for.values())
    assert total(payouts) == sum(amount for _, _, amount in found.paid_at)
    roots = [p for p in found.people if p.sponsor is None]
    assert sum(p.paid for p in found.people) == sum(p.paid + p.money_below for p in roots)
    assert len(found.people) == sum(1 + p.below for p in roots)
    nobody = set(faults(found).get("payout-to-nobody", ()))
    assert sum(p.rewards for p in found.people) == total(
        payout for payout in payouts if payout["id"] not in nobody
    )


@given(networks(), st.dates(date(2018, 10, 1), date(2019, 4, 30)))
def test_what_comes_later_is_as_if_it_were_not_there(network: Drawn, day: date) -> None:
    """The summary of a day is that of the rows up to it."""
    participants, orders, payouts, customers = network
    cut = (
        [row for row in participants if row["joined"] <= day.isoformat()],
        [row for row in orders if row["date"] <= day.isoformat()],
        [row for row in payouts if row["date"] <= day.isoformat()],
        customers,
    )
    # A list without rows does not say which columns it has.
    expected = replace(summarised(cut, day), has_sponsors=True)
    assert expected == replace(summarised(network, day), has_sponsors=True)


@given(networks())
def test_what_is_not_known_holds_what_it_may_be(
    network: Drawn,
) -> None:
    """Intervals hold what is so once buyers turn out to be customers and prices are known."""
    participants, orders, payouts, _ = network
    unknown = summarised((participants, orders, payouts, False))
    customers = summarised((participants, orders, payouts, True), markup=point(3))
    for wide, narrow in (
        (unknown.least_outside, customers.least_outside),
        (unknown.retail_reach, customers.retail_reach),
    ):
        if wide is not None and narrow is not None:
            assert narrow.within(wide)
