"""Scheme files made up at random: small plans over all keys of the format that say who is paid."""

from __future__ import annotations

import json
from datetime import date
from random import Random
from typing import Any

from hypothesis import strategies as st

from mlmcheck.plan.compile import terms_of
from mlmcheck.plan.history import History
from mlmcheck.plan.terms import End, Terms
from mlmcheck.scheme.plan import plan_on
from mlmcheck.scheme.read import parse_scheme

from .generated import LIMITS, RANKS, history, one_in, seeds, some

Values = dict[str, Any]
"""A part of a scheme file, as it is written there."""

TRIGGERS = (
    "entry",
    "stock",
    "own-use",
    "retail",
    "purchase",
    "sale",
    "recruit",
    "task",
    "time",
    "reward",
)
WINDOWS = ("day", "week", "month", "year")
SHARES = ("1%", "2.5%", "10%", "1/3", "20%")
MONEY = ("0.5", "5", "33.33", "40")


def ranged(random: Random, low: str, high: str) -> Any:
    """Return a value, or a range from one to the other."""
    if random.randrange(6):
        return high
    return random.choice(({"min": low, "max": high}, {"max": high}))


def amount(random: Random) -> str:
    """Return an amount that a condition or a payment asks for."""
    limit = random.choice(LIMITS)
    return str(int(limit)) if limit.denominator == 1 else f"{float(limit):.2f}"


def need(random: Random, ranks: int, deep: bool = True) -> Values:
    """Return what must be reached."""
    count = ranged(random, "1", str(random.randint(1, 3)))
    known: Values = {
        "purchase": amount(random),
        "stock": amount(random),
        "own_sales": amount(random),
        "group_volume": amount(random),
        "direct_recruits": count,
        "downline": count,
        "group_units": count,
        "customers": count,
    }
    if ranks:
        known["rank"] = random.choice(RANKS[:ranks])
    said = {key: known[key] for key in sorted(some(random, tuple(known), 2))}
    if one_in(random, 5):
        said = {"legs": random.choice(("1", "2")), "leg_volume": amount(random)}
        if ranks and one_in(random, 2):
            said["leg_rank"] = random.choice(RANKS[:ranks])
    if deep and one_in(random, 6):
        said["any"] = [need(random, ranks, False), need(random, ranks, False)]
    if one_in(random, 3):
        said["per"] = random.choice(WINDOWS)
    return said


def reward(random: Random, index: int) -> Values:
    """Return one reward, of which not everything need make sense."""
    triggers = sorted(some(random, TRIGGERS[:8], 3))
    if one_in(random, 6):
        triggers = [random.choice(("time", "reward"))]
    said: Values = {"name": f"reward {index}", "for": triggers}
    rates = MONEY if one_in(random, 3) else SHARES
    by = random.choice(
        (None, None, "level", "level", "rank", "group_volume", "direct_recruits", "downline")
    )
    keys: tuple[str, ...] = {
        "level": ("0", "1", "2", "3"),
        "rank": RANKS,
        "group_volume": ("0", "150", "600", "1000.01"),
        "direct_recruits": ("0", "1", "2", "4"),
        "downline": ("0", "1", "2", "4"),
    }.get(by or "", ())
    if keys:
        chosen = some(random, keys, 4)
        said["pays"] = {
            key: ranged(random, rates[0], random.choice(rates[1:])) for key in keys if key in chosen
        }
        if by != "level":
            said["by"] = by
    else:
        said["pays"] = ranged(random, rates[0], random.choice(rates[1:]))
    if by != "level" and (by != "group_volume" or one_in(random, 3)) and random.randrange(4):
        said["levels"] = random.choice(("1", "2", "all", {"min": "1", "max": "2"}))
    if one_in(random, 3):
        said["form"] = random.choice(
            ("unilevel", "binary", "matrix", "board", "stair-step", "pool")
        )
    if one_in(random, 2) or said.get("form") in ("matrix", "board"):
        said["width"], said["depth"] = random.choice(("2", "3")), random.choice(("1", "2"))
    extras: Values = {
        "of": random.choice(
            (
                "payment",
                "retail_price",
                "commission",
                "rewards",
                "own_payments",
                "group_volume",
                "turnover",
            )
        ),
        "compression": random.choice(("true", "false")),
        "carry": random.choice(("true", "false")),
        "needs": need(random, 3),
        "per": random.choice(WINDOWS),
        "until": random.choice(("25%", "200%")),
        "cap": random.choice(({"amount": "10"}, {"amount": "33.33", "per": "month"})),
    }
    said.update({key: value for key, value in extras.items() if one_in(random, 3)})
    if "time" in triggers or said.get("form") == "pool" or said.get("by") == "group_volume":
        said["per"] = random.choice(WINDOWS)
    if index and one_in(random, 4):
        said["replaces"] = "reward 0"
    return said


def payment(random: Random) -> Values:
    """Return an item of `entry` or `upkeep`."""
    said: Values = {"item": random.choice(("fee", "stock")), "amount": amount(random)}
    extras: Values = {
        "required": random.choice(("rule", "optional")),
        "opens": random.choice(("earn", "recruit", "join", ["earn", "recruit"])),
        "choice": "pack",
        "cumulative": random.choice(("true", "false")),
        "rank": random.choice(RANKS),
    }
    return said | {key: value for key, value in extras.items() if one_in(random, 2)}


def scheme(random: Random) -> Values:
    """Return a scheme file."""
    said: Values = {"mlmcheck": "1", "name": "x", "currency": "CNY"}
    said["ranks"] = [
        {"name": name, **({"requires": need(random, index)} if random.randrange(3) else {})}
        for index, name in enumerate(RANKS)
    ]
    said["rewards"] = [reward(random, index) for index in range(random.randint(1, 3))]
    if one_in(random, 3):
        said["entry"] = [payment(random) for _ in range(random.randint(1, 3))]
    if one_in(random, 4):
        said["upkeep"] = [
            payment(random) | {"per": random.choice(WINDOWS)} for _ in range(random.randint(1, 2))
        ]
    if one_in(random, 5):
        prices = {
            name: random.choice(("60", "45.5", "30")) for name in RANKS if random.randrange(5)
        }
        said["goods"] = [
            {"name": "mask", "supplied_by": "upline", "participant_price": prices or "60"}
        ]
    if one_in(random, 5):
        said["safeguards"] = {"payout_cap": {"share": "10%", "enforced": "true"}}
    return said


def terms(said: Values, end: End) -> Terms:
    """Return the terms of a scheme file, read from its text."""
    text = json.dumps(said, ensure_ascii=False)
    return terms_of(plan_on(parse_scheme(text).scheme, date(2024, 1, 1)), end)


def written_cases() -> st.SearchStrategy[tuple[Values, History]]:
    """Scheme files, and what happened."""

    def made(seed: int) -> tuple[Values, History]:
        random = Random(seed)
        return scheme(random), history(random)

    return seeds.map(made)
