"""Small plans and histories on which the two interpreters must agree month by month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from mlmcheck.plan.history import History, Order, Person, Task
from mlmcheck.plan.terms import (
    NOTHING,
    Binary,
    Board,
    Cap,
    Fixed,
    Gate,
    Gates,
    Grade,
    Group,
    Ladder,
    Line,
    Matrix,
    Members,
    Need,
    Part,
    Pool,
    Rates,
    StairStep,
    Terms,
    Unilevel,
)
from mlmcheck.plan.windows import last_day, window

UNIT = Fraction(1, 10**8)
"""So fine that rounding hides nothing."""

FLOWS = ("entry", "stock", "own-use", "retail")
RANKS = ("first", "second", "third")

amounts = st.integers(100, 60_000).map(lambda cents: Fraction(cents, 100))
round_amounts = st.sampled_from([50, 100, 150, 200, 300, 500]).map(Fraction)
asked_amounts = st.sampled_from([1, 50, 100, 150, 200]).map(Fraction)
parts = st.integers(1, 40).map(lambda each: Part(Fraction(each, 100)))
sums = st.sampled_from([1, 5, 20, 33]).map(lambda each: Fixed(Fraction(each)))
one_rate = st.one_of(parts, sums)
windows = st.sampled_from(["month", "month", "month", "year"])
windows_or_ever = st.sampled_from([None, None, "month", "year"])
untils = st.sampled_from([Fraction(1, 10), Fraction(2)])
counts = st.sampled_from([1, 1, 2, 3]).map(Fraction)


@st.composite
def needs(draw, depth: int = 1) -> Need:
    """Something asked of a person."""
    asked = {}
    for name in draw(
        st.lists(
            st.sampled_from(
                [
                    "purchase",
                    "stock",
                    "own_sales",
                    "group_volume",
                    "direct_recruits",
                    "downline",
                    "group_units",
                    "customers",
                    "legs",
                    "rank",
                ]
            ),
            max_size=2,
            unique=True,
        )
    ):
        if name == "rank":
            asked[name] = draw(st.integers(0, 2))
        elif name in ("direct_recruits", "downline", "group_units", "customers", "legs"):
            asked[name] = draw(counts)
        else:
            asked[name] = draw(asked_amounts)
    if "legs" in asked:
        asked["leg_volume"] = draw(st.none() | asked_amounts)
        asked["leg_rank"] = draw(st.none() | st.integers(0, 2))
    asked["per"] = draw(windows_or_ever)
    if depth and draw(st.integers(0, 3)) == 0:
        asked["any"] = tuple(draw(st.lists(needs(depth - 1), min_size=1, max_size=2)))
    return Need(**asked)


maybe_needs = st.one_of(st.just(NOTHING), st.just(NOTHING), st.just(NOTHING), needs())


@st.composite
def ladders_of_ranks(draw) -> tuple[Grade, ...]:
    """Three ranks, from the lowest."""
    found = []
    for place, name in enumerate(RANKS):
        kind = draw(st.sampled_from(["requires", "payment", "total", "both"]))
        if place == 0 and draw(st.booleans()):
            found.append(Grade((name,), None, given=True))
            continue
        requires = draw(needs()) if kind in ("requires", "both") else None
        payment = draw(asked_amounts) if kind in ("payment", "both") else None
        total = draw(asked_amounts) if kind == "total" else None
        keep = draw(st.none() | st.builds(Gate, asked_amounts, windows))
        keep = keep if draw(st.integers(0, 4)) == 0 else None
        found.append(Grade((name,), requires, payment, total, False, keep))
    return tuple(found)


@st.composite
def rates(
    draw, rate=one_rate, bys=("one", "one", "rank", "group_volume", "direct_recruits", "downline")
):
    """Rates that are not by level: one for all, or by what the payee has reached."""
    by = draw(st.sampled_from(bys))
    if by == "one":
        return Rates("level", ((None, draw(rate)),))
    keys = {
        "rank": st.integers(0, 2),
        "group_volume": asked_amounts,
        "direct_recruits": st.integers(0, 3).map(Fraction),
        "downline": st.integers(0, 4).map(Fraction),
    }[by]
    steps = sorted(draw(st.lists(keys, min_size=1, max_size=3, unique=True)))
    return Rates(by, tuple((step, draw(rate)) for step in steps))


@st.composite
def level_rates(draw) -> Rates:
    """Rates by level, from level 0 or 1 on, with holes."""
    levels = sorted(draw(st.lists(st.integers(0, 5), min_size=1, max_size=4, unique=True)))
    return Rates("level", tuple((level, draw(one_rate)) for level in levels))


def triggers(of=(*FLOWS, "recruit", "task")):
    """What a line is for: one to three kinds of acts."""
    return st.lists(st.sampled_from(of), min_size=1, max_size=3, unique=True).map(frozenset)


@st.composite
def along(draw, events=(*FLOWS, "recruit", "task")):
    """The part of a line that pays along sponsors or places: form, rates, triggers."""
    by_level = draw(st.booleans())
    rate = draw(level_rates() if by_level else rates())
    first = draw(st.integers(0, 2))
    last = draw(st.none() | st.integers(first, 5))
    compression = draw(st.booleans())
    if draw(st.booleans()):
        form = Unilevel(first, last, compression)
    else:
        form = Matrix(draw(st.integers(1, 3)), first, last, compression)
    return form, rate, draw(triggers(events))


@st.composite
def stairs(draw, events=(*FLOWS, "recruit")):
    """The part of a line that pays stair-step."""
    kind = draw(st.sampled_from([parts, sums]))
    rate = draw(rates(kind, ("one", "rank", "rank", "group_volume", "direct_recruits", "downline")))
    last = draw(st.none() | st.integers(1, 4))
    return StairStep(last, draw(st.booleans())), rate, draw(triggers(events))


@st.composite
def binary(draw):
    """The part of a line that pays on two legs."""
    rate = draw(rates(draw(st.sampled_from([parts, sums])), ("one", "one", "rank", "downline")))
    form = Binary(draw(st.sampled_from([None, None, 1, 2, 3])), draw(st.booleans()))
    return form, rate, draw(triggers())


@st.composite
def pools(draw):
    """The part of a line that shares a sum."""
    return Pool(), draw(rates()), draw(triggers())


@st.composite
def groups(draw):
    """The part of a line that pays the heads of groups."""
    return Group(), draw(rates()), draw(triggers(FLOWS))


@st.composite
def members(draw):
    """The part of a line that pays for time."""
    return Members(), draw(rates()), frozenset(["time"])


@st.composite
def boards(draw):
    """The part of a line that pays the tops of boards."""
    form = Board(*draw(st.sampled_from([(2, 1), (2, 2), (3, 1)])))
    events = frozenset(draw(st.sampled_from([["recruit"], ["entry"]])))
    return form, Rates("level", ((None, draw(sums)),)), events


ANY_FORM = (along(), stairs(), binary(), pools(), groups(), members(), boards())


@st.composite
def lines(draw, index: int, forms=ANY_FORM) -> Line:
    """One line of any of these forms, worked out by the month or year."""
    form, rate, events = draw(st.one_of(*forms))
    board = isinstance(form, Board)
    base = "own_payments" if isinstance(form, Members) else "payment"
    if isinstance(form, Unilevel | Matrix | StairStep):
        bases = ["payment", "payment", "retail_price", "commission", "own_payments"]
        base = draw(st.sampled_from(bases))
    elif isinstance(form, Group):
        bases = ["group_volume", "retail_price", "commission", "own_payments"]
        base = draw(st.sampled_from(bases))
    elif isinstance(form, Pool | Binary):
        base = draw(st.sampled_from(["payment", "turnover", "retail_price", "commission"]))
    cap = st.builds(Cap, st.sampled_from([10, 25, 60]).map(Fraction), windows_or_ever)
    return Line(
        index,
        ("rewards", index),
        (),
        events,
        form,
        rate,
        base,
        # What is asked changes within the month, and a board pays within it.
        NOTHING if board else draw(maybe_needs),
        (),
        draw(windows),
        None if board or draw(st.integers(0, 4)) else draw(untils),
        None if draw(st.integers(0, 4)) else draw(cap),
    )


now_and_then = st.integers(0, 3).map(lambda each: each == 0)


@st.composite
def terms(draw, forms=ANY_FORM, on_rewards=now_and_then) -> Terms:
    """A plan of one to three lines, and one on their rewards where that is drawn."""
    count = draw(st.integers(1, 3))
    found = [draw(lines(index, forms)) for index in range(count)]
    if draw(on_rewards):
        found.append(draw(_on_rewards(count, found)))
    boards_in = any(isinstance(line.form, Board) for line in found)
    gates = Gates()
    if not boards_in:
        if len(found) > 1 and draw(st.booleans()):
            one, other = draw(st.permutations(range(len(found))))[:2]
            found[one] = replace(found[one], replaces=(other,))
        if draw(st.integers(0, 3)) == 0:
            gate = st.builds(Gate, asked_amounts, windows_or_ever)
            earn = tuple(draw(st.lists(gate, max_size=1)))
            gates = Gates(earn, earn + tuple(draw(st.lists(gate, max_size=1))))
    cap = draw(st.sampled_from([None, None, None, Fraction(1, 20)]))
    return Terms(tuple(found), draw(ladders_of_ranks()), (), gates, UNIT, cap)


@st.composite
def _on_rewards(draw, index: int, others: list[Line]) -> Line:
    form, rate, _ = draw(along())
    if any(line.cap or line.until or line.base != "payment" for line in others):
        # Money is paid on each reward: here also on those that come to nothing.
        rate = Rates(rate.by, tuple((key, draw(parts)) for key, _ in rate.steps))
    events = frozenset(["reward", *draw(st.lists(st.sampled_from(FLOWS), max_size=1))])
    per, need = draw(windows), draw(maybe_needs)
    return Line(index, (), (), events, form, rate, "payment", need, (), per)


@st.composite
def rewards_on_rewards(draw) -> Terms:
    """One plain line, and one on what it pays."""
    form, rate, events = draw(st.one_of(along(), stairs()))
    first = Line(0, (), (), events, form, rate, "payment", per=draw(windows))
    on_it = draw(_on_rewards(1, [first]))
    return Terms((first, on_it), draw(ladders_of_ranks()), (), Gates(), UNIT)


@st.composite
def one_condition(draw) -> Terms:
    """A line that pays whoever does something, if he has reached what is asked."""
    once = Rates("level", ((None, Fixed(Fraction(1))),))
    events = frozenset([*FLOWS, "recruit", "task"])
    form = Unilevel(0, draw(st.sampled_from([1, 1, 2, None])), draw(st.booleans()))
    line = Line(
        0, (), (), events, form, once, "payment", draw(maybe_needs | needs()), (), draw(windows)
    )
    gate = st.builds(Gate, asked_amounts, windows_or_ever)
    gates = draw(st.sampled_from([Gates(), Gates((), (draw(gate),))]))
    return Terms((line,), draw(ladders_of_ranks()), (), gates, UNIT)


@st.composite
def histories(draw, goods: tuple[str | None, ...] = (None,)) -> History:
    """Five to ten people and eight to twenty orders from November to March.

    Nobody joins on the first of a month, and who pays entry in the month in which he joins does so
    on that day: the two things that months in arrays do not tell apart.
    """
    start, end = date(2023, 11, 2), date(2024, 3, 31)
    days = st.integers(0, (end - start).days).map(lambda days: start + timedelta(days))
    people: list[Person] = []
    joins = sorted(draw(st.lists(days.map(_not_the_first), min_size=5, max_size=10)))
    for place, joined in enumerate(joins):
        names = [person.id for person in people]
        sponsor = (
            draw(st.sampled_from([*names, *names[-2:] * 2, *names[-1:] * 3])) if names else None
        )
        if draw(st.integers(0, 9)) == 0:
            sponsor = None
        placement, side = None, None
        if names and draw(st.integers(0, 4)) == 0:
            placement = draw(st.sampled_from(names))
            side = draw(st.none() | st.integers(0, 2))
        left = None
        if draw(st.integers(0, 5)) == 0:
            left = joined + timedelta(draw(st.integers(0, 90)))
            left = last_day(window(left, "month"), "month") if draw(st.booleans()) else left
        rank = draw(st.sampled_from([None] * 6 + [*RANKS]))
        people.append(Person(f"p{place}", joined, sponsor, left, placement, side, rank))
    orders = [
        draw(_orders(f"o{at}", people, days, goods)) for at in range(draw(st.integers(8, 20)))
    ]
    tasks = [
        Task(f"t{at}", max(draw(days), who.joined), who.id)
        for at in range(draw(st.integers(0, 3)))
        for who in [draw(st.sampled_from(people))]
    ]
    return History(tuple(people), tuple(orders), end, tuple(tasks))


def for_boards(history: History) -> History:
    """Return the history without what months do not tell of boards.

    They seat the people of one month in the order of joining, and pay at its end. So everybody but
    the first is brought, who pays entry pays it first on the day he joins, and who leaves does so
    on the last day of a month.
    """
    first = history.people[0].id
    joined = {person.id: person.joined for person in history.people}
    place = {person.id: at for at, person in enumerate(history.people)}
    people = [
        replace(
            person,
            sponsor=None if person.id == first else person.sponsor or first,
            left=person.left and last_day(window(person.left, "month"), "month"),
        )
        for person in history.people
    ]
    paid: set[str] = set()
    orders = []
    for order in history.orders:
        at_once = order.flow == "entry" and order.buyer not in paid
        paid |= {order.buyer} if at_once else set()
        orders.append(replace(order, day=joined[order.buyer]) if at_once else order)
    orders.sort(key=lambda order: place.get(order.buyer, 0))
    return replace(history, people=tuple(people), orders=tuple(orders))


def _not_the_first(day: date) -> date:
    return day + timedelta(day.day == 1)


@st.composite
def _orders(draw, id: str, people: list[Person], days, goods: tuple[str | None, ...]) -> Order:
    who = draw(st.sampled_from(people))
    flow = draw(st.sampled_from([*FLOWS, "entry", "stock"]))
    day = max(draw(days), who.joined)
    if flow == "entry" and window(day, "month") == window(who.joined, "month"):
        day = who.joined
    amount = draw(round_amounts | amounts)
    retail_price = draw(st.none() | amounts)
    commission = draw(st.none() | amounts)
    more = (draw(st.sampled_from(goods)), draw(st.integers(1, 4)), retail_price, commission)
    if flow == "retail":
        seller = draw(st.sampled_from([None, who.id, who.id, who.id]))
        buyer = draw(st.sampled_from([None, "ann", "bob"]))
        return Order(id, day, flow, amount, buyer, seller, *more)
    return Order(id, day, flow, amount, who.id, None, *more)


@st.composite
def one_act_a_month(draw) -> History:
    """A history in which all join early in a month, and at most one order or task follows.

    What is worked out at that act is then the same as at the end of the month.
    """
    history = draw(histories())
    known = [
        replace(
            person,
            joined=person.joined.replace(day=2 + place),
            left=person.left and last_day(window(person.left, "month"), "month"),
        )
        for place, person in enumerate(history.people)
    ]
    known.sort(key=lambda person: person.joined)
    joined = {person.id: person.joined for person in known}
    orders: dict[int, Order] = {}
    for order in history.orders:
        day = order.day.replace(day=20)
        if order.acting is None or day > joined[order.acting]:
            orders.setdefault(window(day, "month"), replace(order, day=day))
    order_of = {person.id: place for place, person in enumerate(known)}
    people = [
        person
        if person.placement is None or order_of[person.placement] < order_of[person.id]
        else replace(person, placement=None)
        for person in known
    ]
    return History(tuple(people), tuple(orders.values()), history.until)


price_ladders = st.lists(
    st.tuples(*[st.none() | st.sampled_from([60, 70, 80, 90]).map(Fraction)] * 3),
    min_size=1,
    max_size=2,
).map(lambda all: tuple(Ladder((), (f"goods {at}",), prices) for at, prices in enumerate(all)))
