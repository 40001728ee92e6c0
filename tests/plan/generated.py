"""Plans and histories made up at random: small ones, with round amounts and odd cents.

Each is made from one number that hypothesis draws, which is many times as fast as drawing its parts
and gives fuller cases. `smallest` does what shrinking would: it takes away all that a failure does
not need.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import TypeVar

from hypothesis import strategies as st

from mlmcheck.plan.history import History, Order, Person, Task
from mlmcheck.plan.terms import (
    NOTHING,
    Binary,
    Board,
    Cap,
    Event,
    Fixed,
    Form,
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
from mlmcheck.scheme.fields import By, Every, Flow, PartOf

T = TypeVar("T")

START = date(2024, 1, 1)
CENT = Fraction(1, 100)
RANKS = ("bronze", "silver", "gold")
NAMES = "ABCDEFGH"
FLOWS: tuple[Flow, ...] = ("entry", "stock", "own-use", "retail")
EVENTS: tuple[Event, ...] = (*FLOWS, "recruit", "task")
WINDOWS: tuple[Every, ...] = ("day", "week", "week", "month", "month", "month", "month", "year")
DAYS = (0, 0, 0, 0, 1, 6, 6, 13, 20, 30, 30, 31, 45, 59, 60, 90, 100, 119)
"""Days after the first, among them last days of weeks and months."""
LAST = (30, 59, 59, 90, 120, 125, 365)
AMOUNTS = tuple(map(Fraction, ("100", "99.95", "333.33", "1000.01", "50.5", "600", "0.05", "1")))
LIMITS = tuple(map(Fraction, ("1", "100", "150", "600", "1000.01")))
PARTS = tuple(Fraction(each, 1000) for each in (10, 25, 100, 125, 200, 333))
PRICES = tuple(map(Fraction, ("60", "45.5", "30")))
SUMS = tuple(map(Fraction, ("5", "40", "33.33", "0.5")))
BASES: tuple[PartOf, ...] = ("payment", "payment", "retail_price", "commission", "own_payments")
BY_PERSON: tuple[By | None, ...] = (None, "rank", "group_volume", "direct_recruits", "downline")
KINDS = ("unilevel", "matrix", "stair-step", "group", "binary", "board", "pool", "time")

seeds = st.integers(0, 2**64 - 1)


def one_in(random: Random, number: int) -> bool:
    """Return true once in so many times."""
    return random.randrange(number) == 0


def some(random: Random, known: Sequence[T], most: int) -> frozenset[T]:
    """Return some of what is known, at least one."""
    return frozenset(random.sample(known, random.randint(1, min(most, len(known)))))


# Histories


def people(random: Random, last: int) -> tuple[Person, ...]:
    """Return up to eight people in order of joining; some left, some of a known rank or place."""
    days = [each for each in DAYS if each <= last]
    joined = sorted(random.choice(days) for _ in range(random.choice((1, 3, 5, 6, 7, 8, 8))))
    placed = one_in(random, 4)
    founders = random.choice((1, 1, 1, 2, 4))
    found: list[Person] = []
    free: list[tuple[str, int]] = []
    for index, offset in enumerate(joined):
        sponsor = NAMES[random.randrange(index)] if index >= founders else None
        seat = None
        if placed and sponsor is not None:
            seat = free.pop(random.randrange(len(free)))
        free += [(NAMES[index], 0), (NAMES[index], 1)]
        left = START + timedelta(offset + random.choice((0, 10, 31)))
        found.append(
            Person(
                NAMES[index],
                START + timedelta(offset),
                sponsor,
                left if one_in(random, 8) else None,
                seat[0] if seat else None,
                seat[1] if seat else None,
                random.choice(RANKS) if one_in(random, 5) else None,
            )
        )
    return tuple(found)


def order(random: Random, number: int, who: Person, last: int) -> Order:
    """Return an order of somebody, mostly on the day he joined or soon after."""
    flow = random.choice(FLOWS)
    offset = random.choice([0, *(each for each in DAYS if each <= last)])
    amount = random.choice(AMOUNTS)
    retail = flow == "retail"
    return Order(
        f"o{number}",
        min(max(who.joined, START + timedelta(offset)), START + timedelta(last)),
        flow,
        amount,
        buyer=random.choice((None, "K", "L")) if retail else who.id,
        seller=who.id if retail and not one_in(random, 8) else None,
        goods=random.choice(("mask", "mask", None)),
        units=random.randint(1, 3),
        retail_price=amount * 2 if random.randrange(3) else None,
        commission=amount / 8 if random.randrange(3) else None,
    )


def history(random: Random) -> History:
    """Return what happened to a few people in up to four months, or a year."""
    last = random.choice(LAST)
    crowd = people(random, last)
    orders = tuple(
        order(random, number, random.choice(crowd), last)
        for number in range(random.choice((1, 4, 8, 10, 12, 15)))
    )
    doers = [random.choice(crowd) for _ in range(random.randrange(3))]
    tasks = tuple(Task(f"t{number}", who.joined, who.id) for number, who in enumerate(doers))
    return History(crowd, orders, START + timedelta(last), tasks)


# Terms


def need(random: Random, ranks: int = 3, deep: bool = True) -> Need:
    """Return one or two things that must be reached, in a window or ever."""
    limit, count = random.choice(LIMITS), Fraction(random.randint(1, 3))
    rank = random.randrange(ranks) if ranks else None
    per = random.choice(WINDOWS) if one_in(random, 3) else None
    kind = random.randrange(13)
    if kind == 0:
        return Need(rank=rank, direct_recruits=count - 1)
    if kind == 1 and deep:
        return Need(any=(need(random, ranks, False), need(random, ranks, False)), per=per)
    if kind == 2:
        return Need(legs=Fraction(random.randint(1, 2)), leg_volume=limit, per=per)
    if kind == 3:
        return Need(legs=Fraction(random.randint(1, 2)), leg_rank=rank, leg_volume=limit / 10)
    one = (
        Need(purchase=limit),
        Need(stock=limit),
        Need(own_sales=limit),
        Need(group_volume=limit),
        Need(direct_recruits=count),
        Need(downline=count),
        Need(group_units=count),
        Need(customers=count),
        Need(purchase=limit, downline=Fraction(1)),
    )[kind - 4]
    return replace(one, per=per)


def grades(random: Random) -> tuple[Grade, ...]:
    """Return three ranks: reached, bought at one go or by adding up, and sometimes to keep up."""
    found: list[Grade] = []
    for index, name in enumerate(RANKS):
        kind = random.randrange(6)
        found.append(
            Grade(
                (name,),
                need(random, index) if kind in (0, 1, 5) else None,
                random.choice(LIMITS) if kind in (1, 2) else None,
                random.choice(LIMITS) if kind == 3 else None,
                given=index == 0 and kind in (3, 4),
                keep=Gate(Fraction(50), random.choice(WINDOWS)) if one_in(random, 8) else None,
            )
        )
    return tuple(found)


BOUGHT = (
    Grade(RANKS[:1], None, given=True),
    Grade(RANKS[1:2], Need(purchase=Fraction(50))),
    Grade(RANKS[2:], None, total=Fraction(333)),
)
"""Ranks that people come to hold soon."""


def gates(random: Random) -> Gates:
    """Return what must be paid to earn, mostly nothing."""
    if random.randrange(4):
        return Gates()
    every = [
        Gate(random.choice(LIMITS[:3]), random.choice((None, None, *WINDOWS))) for _ in range(2)
    ]
    earn = tuple(every[: random.randrange(2)])
    return Gates(earn, tuple(dict.fromkeys((*earn, *every[: random.randrange(3)]))))


def rates(random: Random, bys: Sequence[By | None], money: bool | None = None) -> Rates:
    """Return rates by one of several things; one rate for all where it is by nothing."""
    by = random.choice(bys)
    money = one_in(random, 3) if money is None else money

    def rate() -> Part | Fixed:
        return Fixed(random.choice(SUMS)) if money else Part(random.choice(PARTS))

    if by is None:
        return Rates("level", ((None, rate()),))
    keys: frozenset[int | Fraction]
    if by == "level":
        keys = some(random, (0, 1, 1, 2, 2, 3, 4), 5)
    elif by == "rank":
        keys = some(random, (0, 0, 1, 2), 4)
    elif by == "group_volume":
        keys = some(random, (Fraction(0), Fraction(150), Fraction(600), Fraction("1000.01")), 4)
    else:
        keys = some(random, (Fraction(0), Fraction(1), Fraction(2), Fraction(4)), 4)
    return Rates(by, tuple((key, rate()) for key in sorted(keys)))


def form(random: Random, kind: str) -> tuple[Form, Rates, frozenset[Event], PartOf, bool]:
    """Return a form with rates, triggers and a base that go with it, and if it needs a window."""
    base = random.choice(BASES)
    steps = rates(random, BY_PERSON)
    flows: frozenset[Event] = some(random, FLOWS, 4)
    acts = some(random, EVENTS, 5)
    if kind in ("unilevel", "matrix", "reward"):
        steps = rates(random, ("level", "level", "level", *BY_PERSON))
        first, last = random.choice(((0, None), (1, 1), (1, 2), (1, None), (0, 2)))
        if steps.by == "level" and steps.steps[0][0] is not None:
            first, last = int(steps.steps[0][0]), int(steps.steps[-1][0] or 0)
        squeezed = one_in(random, 2)
        if kind == "matrix":
            return Matrix(random.randint(2, 3), first, last, squeezed), steps, acts, base, False
        if kind == "reward":
            acts, base = frozenset(("reward",)), "rewards"
        return Unilevel(first, last, squeezed), steps, acts, base, False
    if kind == "stair-step":
        steps = rates(random, ("rank", "rank", "group_volume", "direct_recruits"))
        last = random.choice((1, 2, None, None))
        return StairStep(last, one_in(random, 2)), steps, acts - {"task"} or flows, base, False
    if kind == "group":
        return Group(), steps, flows, random.choice(("payment", "group_volume")), True
    if kind == "binary":
        carry = not one_in(random, 3)
        acts |= {random.choice(("entry", "stock", "recruit"))}
        legs = Binary(random.choice((1, 2, None, None)), carry)
        return legs, steps, acts, random.choice(BASES[:3]), not carry
    if kind == "board":
        board = Board(*random.choice(((2, 1), (2, 1), (2, 2), (3, 1))))
        return board, rates(random, (None, None, "rank"), money=True), acts, "payment", False
    if kind == "pool":
        return Pool(), steps, flows, random.choice((*BASES[:4], "turnover")), True
    assert kind == "time"
    return Members(), steps, frozenset(("time",)), "own_payments", True


def reward(random: Random, index: int, kind: str) -> Line:
    """Return one reward of that kind."""
    made, steps, triggers, base, windowed = form(random, kind)
    per = None
    if windowed or (kind != "board" and one_in(random, 3)):
        per = random.choice(WINDOWS)
    cap = None
    if one_in(random, 5):
        limit = random.choice((Fraction(10), Fraction("33.33"), Fraction(100)))
        cap = Cap(limit, random.choice((None, *WINDOWS)))
    return Line(
        index,
        ("rewards", index),
        (f"line {index}",),
        triggers,
        made,
        steps,
        base,
        need(random) if one_in(random, 3) else NOTHING,
        (),
        per,
        random.choice((Fraction(1, 4), Fraction(2))) if one_in(random, 6) else None,
        cap,
    )


def terms(random: Random, kinds: Sequence[str]) -> Terms:
    """Return terms with a line of each of the kinds, of which one may stand in for another."""
    rewards = [kind for kind in kinds if kind != "tiers"]
    lines = [reward(random, index, kind) for index, kind in enumerate(rewards)]
    if len(lines) > 1 and one_in(random, 2):
        lines[-1] = replace(lines[-1], replaces=(0,))
    ladders: tuple[Ladder, ...] = ()
    if "tiers" in kinds or one_in(random, 8):
        prices = [random.choice((*PRICES, None)) for _ in RANKS]
        if one_in(random, 2):
            prices = [*PRICES]
        ladders = (Ladder(("goods", 0), ("mask",), tuple(prices)),)
    share = random.choice((Fraction(1, 10), Fraction(1, 100))) if one_in(random, 5) else None
    held = BOUGHT if "tiers" in kinds and random.randrange(4) else grades(random)
    return Terms(tuple(lines), held, ladders, gates(random), CENT, share)


Case = tuple[Terms, History]


def cases(*kinds: str) -> st.SearchStrategy[Case]:
    """Plans with a line of each of the kinds, and what happened."""

    def made(seed: int) -> Case:
        random = Random(seed)
        return terms(random, kinds), history(random)

    return seeds.map(made)


def mixed_cases() -> st.SearchStrategy[Case]:
    """Plans of up to three lines of any kind, and what happened."""

    def made(seed: int) -> Case:
        random = Random(seed)
        kinds = [random.choice((*KINDS, "reward", "unilevel")) for _ in range(random.randint(2, 3))]
        return terms(random, kinds), history(random)

    return seeds.map(made)


# Making a failure small


def smallest(case: Case, fails: Callable[[Case], bool]) -> Case:
    """Return a case that still fails, and of which nothing can be taken away so that it does."""
    while True:
        smaller = next((each for each in _smaller(case) if fails(each)), None)
        if smaller is None:
            return case
        case = smaller


def _smaller(case: Case) -> Iterator[Case]:
    plan, happened = case
    for smaller in _smaller_histories(happened):
        yield plan, smaller
    for plainer in _smaller_terms(plan):
        if plainer != plan:
            yield plainer, happened


def _smaller_histories(happened: History) -> Iterator[History]:
    for index in range(len(happened.orders)):
        yield replace(happened, orders=happened.orders[:index] + happened.orders[index + 1 :])
    if happened.tasks:
        yield replace(happened, tasks=())
    for person in happened.people:
        try:
            yield replace(
                happened, people=tuple(each for each in happened.people if each is not person)
            )
        except ValueError:  # somebody hangs on him
            continue
    for person in happened.people:
        plain = Person(person.id, person.joined, person.sponsor)
        if plain != person:
            crowd = tuple(plain if each is person else each for each in happened.people)
            yield replace(happened, people=crowd)


def _smaller_terms(plan: Terms) -> Iterator[Terms]:
    for each in plan.lines:
        if len(plan.lines) > 1:
            yield replace(plan, lines=tuple(one for one in plan.lines if one is not each))
        for changed in _smaller_lines(each):
            yield replace(plan, lines=tuple(changed if one is each else one for one in plan.lines))
    yield replace(plan, gates=Gates())
    yield replace(plan, gates=Gates(plan.gates.earn, plan.gates.earn))
    yield replace(plan, ladders=())
    yield replace(plan, payout_cap=None)
    yield replace(plan, grades=tuple(Grade(each.names, None) for each in plan.grades))


def _smaller_lines(line: Line) -> Iterator[Line]:
    yield replace(line, needs=NOTHING)
    yield replace(line, cap=None)
    yield replace(line, until=None)
    yield replace(line, replaces=())
    for event in line.triggers:
        if len(line.triggers) > 1:
            yield replace(line, triggers=line.triggers - {event})
    for step in line.rates.steps:
        yield replace(line, rates=replace(line.rates, steps=(step,)))
