"""Small plans for tests, and one run of each in plain values."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from textwrap import dedent

from mlmcheck.plan.terms import End
from mlmcheck.scheme.plan import Plan, plan_on
from mlmcheck.scheme.read import parse_scheme
from mlmcheck.simulate.assumptions import Assumptions, Units
from mlmcheck.simulate.run import Run, simulate
from mlmcheck.simulate.setting import Setting, setting_of

DAY = date(2026, 1, 1)
NO_SALES = Units(Fraction(0))


def plan(text: str) -> Plan:
    """The plan of a scheme file, of which only what matters is written out."""
    head = "mlmcheck: 1\nname: Test\ncurrency: USD\n"
    return plan_on(parse_scheme((head + dedent(text)).encode(), "test.yaml").scheme, DAY)


def setting(text: str, end: End = "most") -> Setting:
    """The plan at one end of its ranges."""
    return setting_of(plan(text), end)


def one_run(text: str, given: Assumptions, number: int = 0) -> Run:
    """One run of a plan."""
    return simulate(setting(text), given, number)


FEE = """
    entry: [{item: fee, amount: 100, required: rule, opens: [join, recruit, earn]}]
    upkeep: none
    goods: none
    ranks: none
    """


def headhunting(reward: int) -> str:
    """A fee of 100, of which so much goes to whoever brought the newcomer."""
    return dedent(FEE) + f"rewards: [{{for: entry, pays: {{1: {reward}}}}}]\n"
