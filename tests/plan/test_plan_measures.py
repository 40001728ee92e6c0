"""What the measures say of a plan holds of whatever it pays."""

from __future__ import annotations

import json
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mlmcheck.interval import TRUE
from mlmcheck.law.environment import Environment, environment
from mlmcheck.measures import measure
from mlmcheck.plan.compile import terms_of
from mlmcheck.plan.history import History, Order, Person, Task
from mlmcheck.scheme.errors import SchemeError
from mlmcheck.scheme.plan import Plan, plan_on
from mlmcheck.scheme.read import parse_scheme
from mlmcheck.witness.example import Example, example_of
from mlmcheck.witness.facts import SHOWN

DAY = date(2024, 1, 1)
FOR = ("entry", "stock", "own-use", "retail", "purchase", "sale", "recruit", "time", "reward")
TRUTHS = [*sorted(n for n in SHOWN if n.startswith("reward.on_")), "net.chain"]
SHARES = sorted(name for name in SHOWN if ".share_" in name and name.startswith("reward."))


def need(rng: Random) -> dict[str, Any]:
    """One thing that must be reached."""
    heads = ("direct_recruits", "downline", "customers", "legs")
    key = rng.choice((*heads, "group_volume", "own_sales", "purchase"))
    asked: dict[str, Any] = {key: rng.choice((1, 2) if key in heads else (50, 200))}
    return {**asked, "per": "month"} if rng.random() < 0.3 else asked


def rate(rng: Random) -> str:
    """A share or a sum."""
    return rng.choice(("10%", "25%", "5%", "40", "7.5"))


def by_form(rng: Random, form: str | None, ranks: list[str]) -> dict[str, Any]:
    """What a reward of a form pays, and to whom."""
    if form == "board":
        return {"width": 2, "depth": rng.choice((1, 2)), "pays": rng.choice(("100", "500"))}
    if form == "pool":
        base = {"of": "turnover"} if rng.random() < 0.7 else {}
        return {"pays": rate(rng), "per": "month", **base}
    if form == "binary":
        return {"pays": rate(rng), **({"per": "month"} if rng.random() < 0.5 else {})}
    if form == "stair-step":
        if ranks:
            return {"by": "rank", "pays": dict(zip(ranks, ("5%", "12%"), strict=True))}
        return {"by": "group_volume", "pays": {"0": "3%", "200": "9%"}}
    several = {str(key): rate(rng) for key in sorted(rng.sample((0, 1, 2, 3), rng.choice((1, 2))))}
    found: dict[str, Any] = rng.choice(
        (
            {"pays": several},
            {"levels": rng.choice((1, 2, 3, "all")), "pays": rate(rng)},
            {"by": "direct_recruits", "pays": {"0": "10", "2": "30"}},
            {"by": "group_volume", "of": "group_volume", "per": "month", "pays": {"0": "3%"}},
            {"pays": rate(rng)},
        )
    )
    return {**found, **({"width": 2, "depth": 3} if form == "matrix" else {})}


def reward(rng: Random, ranks: list[str]) -> dict[str, Any]:
    """One reward."""
    triggers = rng.choice(FOR) if rng.random() < 0.7 else rng.sample(FOR[:7], 2)
    forms = (None,) * 6 + ("unilevel", "binary", "matrix", "board", "stair-step", "pool")
    form = rng.choice(forms)
    found = {"for": triggers, **({"form": form} if form else {}), **by_form(rng, form, ranks)}
    if triggers == "time":
        found["per"] = "month"
    if rng.random() < 0.25:
        found["needs"] = {"rank": rng.choice(ranks)} if ranks else need(rng)
    if rng.random() < 0.1:
        found["cap"] = {"amount": 20, "per": "month"}
    if rng.random() < 0.1:
        found["compression"] = "true"
    return found


def scheme(rng: Random) -> dict[str, Any]:
    """A plan of a founder, all of it said."""
    made: dict[str, Any] = {"mlmcheck": "1", "name": "x", "market": "cn", "currency": "CNY"}
    ranks = ["bronze", "silver"] if rng.random() < 0.4 else []
    made["ranks"] = [{"name": "bronze"}, {"name": "silver", "requires": need(rng)}]
    made["ranks"] = made["ranks"] if ranks else "none"
    opens = rng.choice((["join", "recruit", "earn"], ["earn"], ["recruit"]))
    item = rng.choice(("fee", "goods", "kit", "stock"))
    required = rng.choice(("rule", "optional"))
    entry = {"item": item, "amount": 50, "required": required, "opens": opens}
    made["entry"] = "none" if rng.random() < 0.5 else [entry]
    upkeep = {"item": "goods", "amount": 30, "per": "month", "required": "rule", "opens": ["earn"]}
    made["upkeep"] = "none" if rng.random() < 0.7 else [upkeep]
    goods: dict[str, Any] = {"name": "g", "retail_price": 100, "participant_price": 70}
    if ranks and rng.random() < 0.4:
        goods["participant_price"] = {"bronze": 80, "silver": 60}
        goods["supplied_by"] = "upline"
    made["goods"] = "none" if rng.random() < 0.3 else [goods]
    made["rewards"] = [reward(rng, ranks) for _ in range(rng.choice((1, 1, 2, 3)))]
    return made


def history(rng: Random, made: dict[str, Any]) -> History:
    """A few people who do what the plan has a place for."""
    people = [Person("A", DAY)]
    people += [Person(name, DAY, rng.choice(people).id) for name in "BCDEFG"[: rng.randint(1, 6)]]
    flows = ["entry"] if made["entry"] != "none" else []
    flows += ["stock", "own-use", "retail"] if made["goods"] != "none" else []
    orders = [
        order(number, rng.choice(people).id, rng.choice(flows), rng)
        for number in range(rng.randint(1, 9) if flows else 0)
    ]
    tasks = (Task("task", DAY, rng.choice(people).id),)
    return History(tuple(people), tuple(orders), DAY + timedelta(90), tasks)


def order(number: int, who: str, flow: Any, rng: Random) -> Order:
    """One order in the first or second month."""
    day = DAY + timedelta(rng.choice((5, 6, 40)))
    amount = Fraction(rng.choice((30, 50, 60, 100, 200)))
    if flow == "retail":
        return Order(f"o{number}", day, flow, amount, f"c{number}", who)
    return Order(f"o{number}", day, flow, amount, who, goods="g" if flow == "stock" else None)


def parted(known: Environment, example: Example) -> list[str]:
    """Return the facts that the plan is measured to exclude, and that the example has."""
    found = [name for name in TRUTHS if SHOWN[name](example) == TRUE and known.value(name).hi == 0]
    for name in SHARES:
        value = SHOWN[name](example)
        if value is not None and value.meet(known.value(name)) is None:
            found.append(name)
    up = SHOWN["reward.uplines_paid"](example)
    if up is not None and up.lo > known.value("reward.uplines_paid").hi:
        found.append("reward.uplines_paid")
    return found


@given(st.randoms(use_true_random=False))
@settings(
    max_examples=400, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
def test_no_measure_excludes_what_the_interpreter_pays(rng: Random) -> None:
    """A fact that a plan is measured not to have is in nothing that it pays."""
    made = scheme(rng)
    try:
        plan: Plan = plan_on(parse_scheme(json.dumps(made)).scheme, DAY)
    except SchemeError:
        assume(False)
    known = environment(measure(plan, None, "cn"))
    assume(not known.contradictions)
    terms = terms_of(plan, "most")
    for _ in range(4):
        assert [] == parted(known, example_of(terms, history(rng, made)))
