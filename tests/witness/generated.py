"""Small plans made up at random, of every form, with what opens pay and what keeps a rank."""

from __future__ import annotations

from random import Random

from mlmcheck.interval import ZERO, point
from mlmcheck.scheme.plan import Plan, plan_on
from mlmcheck.scheme.read import parse_scheme
from mlmcheck.vocabulary import VOCABULARY, Kind
from mlmcheck.witness.facts import SHOWN
from mlmcheck.witness.proofs import Asked, Proof
from tests.plan.build import DAY, HEAD

LIMITS = {Kind.COUNT: (0, 1, 2), Kind.SHARE: (0, 1), Kind.NUMBER: (0, 1), Kind.DAYS: (0, 31)}


def plan(text: str) -> Plan:
    """Return the plan of the lines of a scheme file that follow its name and currency."""
    return plan_on(parse_scheme(f"{HEAD}currency: CNY\n{text}\n").scheme, DAY)


def random_plan(random: Random) -> str:
    """Return the lines of a scheme file after its name and currency."""
    parts = [_entry(random), _upkeep(random), _goods(random)]
    ranks = random.random() < 0.3
    if ranks:
        parts.append(_ranks(random))
    rewards = [_reward(random, ranks) for _ in range(random.choice((1, 1, 2)))]
    parts.append("rewards: [" + ", ".join(rewards) + "]")
    return "\n".join(parts)


def random_proof(random: Random) -> Proof:
    """Return one or two things to show, each a boolean or a comparison with a round number."""
    names = random.sample(sorted(SHOWN), random.choice((1, 1, 2)))
    return frozenset(_asked(random, name) for name in names)


def _asked(random: Random, name: str) -> Asked:
    kind = VOCABULARY[name].kind
    if kind is Kind.BOOLEAN:
        return Asked(name, None, ZERO, True)
    limit = random.choice(LIMITS.get(kind, (0, 10)))
    down = name in ("reward.share_for_outside_sales", "reward.share_for_final_sales")
    return Asked(name, "<=" if down else ">", point(0 if down else limit), True)


def _entry(random: Random) -> str:
    kind = random.choice(("none", "fee", "fee", "upgrade", "choice"))
    if kind == "none":
        return "entry: none"
    fee = "{item: fee, amount: 100, required: rule, opens: [join]}"
    opens = random.choice(("earn", "recruit"))
    more = f"{{item: fee, amount: 30, required: rule, opens: [{opens}]}}"
    if kind == "fee":
        return f"entry: [{fee}]"
    if kind == "upgrade":
        return f"entry: [{random.choice((fee + ', ' + more, more))}]"
    packs = [
        f"{{item: goods, choice: pack, amount: {amount}, required: rule, opens: [join]}}"
        for amount in (50, 200)
    ]
    return f"entry: [{', '.join(packs)}]"


def _upkeep(random: Random) -> str:
    if random.random() < 0.8:
        return "upkeep: none"
    per = random.choice(("month", "week"))
    return f"upkeep: [{{item: goods, amount: 20, per: {per}, required: rule, opens: [earn]}}]"


def _goods(random: Random) -> str:
    if random.random() < 0.2:
        return "goods: none"
    return "goods: [{name: soap, retail_price: 12, participant_price: 8}]"


def _ranks(random: Random) -> str:
    asked = random.choice(("direct_recruits: 2", "purchase: 60", "downline: 2", "own_sales: 12"))
    return f"ranks: [{{name: low}}, {{name: high, requires: {{{asked}}}}}]"


def _needs(random: Random, ranks: bool) -> str:
    choice = ["", "", "", ", needs: {direct_recruits: 2}", ", needs: {purchase: 60}"]
    choice += [", needs: {own_sales: 12}", ", needs: {customers: 1}"]
    return random.choice([*choice, ", needs: {rank: high}"] if ranks else choice)


def _reward(random: Random, ranks: bool) -> str:
    flow = random.choice(("entry", "entry", "recruit", "stock", "own-use", "retail", "purchase"))
    more = _needs(random, ranks)
    per = random.choice(("", "", ", per: week", ", per: month"))
    kind = random.choice(
        ("levels", "levels", "levels", "binary", "matrix", "time", "stair", "pool")
    )
    if kind == "binary":
        amount = random.choice(("10%", "7"))
        return f"{{for: [entry, {flow}], form: binary, pays: {amount}{per}{more}}}"
    if kind == "matrix":
        form = f"form: matrix, width: {random.choice((1, 2))}"
        return f"{{for: {flow}, {form}, pays: {{1: 5, 2: 3}}{per}{more}}}"
    if kind == "time":
        return f"{{for: time, of: own_payments, pays: 5%, per: month{more}}}"
    if kind == "stair" and ranks:
        return f"{{for: {flow}, form: stair-step, by: rank, pays: {{low: 5%, high: 9%}}{more}}}"
    if kind == "pool" and flow not in ("recruit",):
        return f"{{for: {flow}, of: turnover, form: pool, pays: 6%, per: month{more}}}"
    if random.random() < 0.2:
        return f"{{for: {flow}, by: direct_recruits, pays: {{1: 4, 2: 9}}}}"
    pays = random.choice(("{1: 20%, 2: 5}", "{1: 10}", "{0: 2, 1: 3}", "{2: 25%}"))
    return f"{{for: {flow}, pays: {pays}{per}{more}}}"
