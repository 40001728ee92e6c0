"""Plans of which the bounds are known beforehand, and plans and histories drawn at random."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache

from hypothesis import strategies as st

from mlmcheck.bound.bounds import Bound, bound_of
from mlmcheck.bound.cast import Deed, Payments, network
from mlmcheck.bound.payments import choices, entry_amounts
from mlmcheck.measures.bounded import premises_of
from mlmcheck.plan.history import History
from mlmcheck.scheme.plan import Plan, plan_on
from mlmcheck.scheme.read import parse_scheme

HEAD = "mlmcheck: 1\nname: x\nmarket: us\ncurrency: USD\n"
DAY = date(2024, 1, 1)
FEE = "entry: [{item: fee, amount: 100, required: rule, opens: [join, recruit, earn]}]\n"

FINANCE = (
    "entry: [{item: fee, amount: 0.01, required: rule, opens: [join, earn, recruit]}]\n"
    "upkeep: none\ngoods: [{name: loans}]\nrewards: [{for: entry, pays: {1: 20}}]\n"
)
CIRCLE = (
    "entry: [{item: gift, amount: 5000, value: 0, required: rule, paid_to: participant}]\n"
    "upkeep: none\ngoods: none\nranks: none\n"
    "rewards: [{for: entry, form: board, width: 2, depth: 3, pays: 40000}]\n"
)
STATIC = (
    "entry: [{item: stake, amount: 1000, required: rule, opens: [join, earn]}]\nupkeep: none\n"
    "goods: none\nrewards: [{for: time, of: own_payments, pays: 8%, per: month, until: 200%}]\n"
)
RETAIL = (
    "entry: none\nupkeep: none\ngoods: [{name: shake, retail_price: 40}]\n"
    "rewards: [{for: retail, pays: {1: 20%, 2: 5%}}]\n"
)
CLUB = (
    "entry: [{item: kit, amount: 49, required: rule}]\nupkeep: none\n"
    "goods: [{name: vitamins, retail_price: 40, participant_price: 30}]\nranks: none\n"
    "rewards: [{for: own-use, pays: {1: 10%, 2: 5%, 3: 3%}}, {for: retail, pays: {1: 20%}}]\n"
)
TWO_LINES = FEE + (
    "upkeep: none\ngoods: [{name: vitamins, retail_price: 40}]\nrewards:\n"
    "  - {for: entry, pays: {1: 100%}}\n"
    "  - {for: recruit, by: direct_recruits, pays: {1: 50, 10: 80}}\n"
)
FEES_AND_RETURNS = (
    "entry: [{item: stake, amount: 1000, required: rule, opens: [join, earn]}]\n"
    "upkeep: [{item: fee, amount: 60, per: month, required: rule, opens: [earn]}]\n"
    "goods: none\nrewards: [{for: time, pays: 4%, per: month}]\n"
)


def plan(text: str) -> Plan:
    """The plan that a text states."""
    return plan_on(parse_scheme(HEAD + text).scheme, DAY)


@cache
def bound(text: str) -> Bound:
    """The bounds of the plan that a text states."""
    stated = plan(text)
    return bound_of(stated, premises_of(stated))


def ends(text: str) -> tuple[Fraction, Fraction]:
    """The least and the most that newcomers' money pays."""
    share = bound(text).share
    assert share is not None
    return share[0].number, share[1].number


# At random.

_amounts = st.sampled_from(["100", "300", "{min: 100, max: 500}", "{min: 200, max: 300}"])
_payments = st.builds(
    "{{item: {}, amount: {}, required: {}{}}}".format,
    st.sampled_from(["fee", "kit", "stake"]),
    _amounts,
    st.sampled_from(["rule", "rule", "optional", "practice"]),
    st.sampled_from(["", "", ", choice: a", ", opens: [join, recruit, earn]", ", opens: [earn]"]),
)
_joining_lines = st.builds(
    "{{for: {}, pays: {}{}}}".format,
    st.sampled_from(["entry", "recruit", "[entry, recruit]"]),
    st.sampled_from(
        ["{1: 50}", "{1: 100, 2: 30}", "{1: 150}", "{2: 40}", "{1: {min: 90, max: 120}}"]
    ),
    st.sampled_from(
        [
            "",
            "",
            "",
            ", needs: {direct_recruits: 1}",
            ", needs: {direct_recruits: 2}",
            ", needs: {purchase: 100}",
            ", cap: {amount: 500}",
            ", per: month",
            ", compression: true",
        ]
    ),
)
_share_lines = st.builds(
    "{{for: entry, pays: {}}}".format,
    st.sampled_from(["{1: 20%}", "{1: 110%, 2: 10%}", "{1: 150%}", "{1: {min: 130%, max: 140%}}"]),
)
_by_heads = st.builds(
    "{{for: {}, by: direct_recruits, pays: {}}}".format,
    st.sampled_from(["recruit", "entry"]),
    st.sampled_from(["{1: 60}", "{0: 40, 2: 90}", "{2: 100}", "{1: 130, 3: 110}"]),
)
_sales_lines = st.builds(
    "{{for: {}, pays: {}}}".format,
    st.sampled_from(["retail", "own-use", "stock", "[stock, own-use]"]),
    st.sampled_from(["{1: 20%}", "{1: 10%, 2: 5%, 3: 5%}", "{0: 5%, 1: 50%, 2: 60%}"]),
)
_goods = st.sampled_from(["goods: none\n", "goods: [{name: soap, retail_price: 50}]\n"])


@st.composite
def _plan_texts(draw: st.DrawFn, lines: st.SearchStrategy[str]) -> str:
    payments = draw(st.lists(_payments, max_size=3))
    rewards = draw(st.lists(lines, min_size=1, max_size=3))
    entry = f"entry: [{', '.join(payments)}]\n" if payments else "entry: none\n"
    return f"{entry}upkeep: none\n{draw(_goods)}ranks: none\nrewards: [{', '.join(rewards)}]\n"


joining_plans = _plan_texts(_joining_lines | _share_lines | _by_heads)
"""Plans that pay on joining only, so that the closed form may bound them."""
plans = _plan_texts(_joining_lines | _share_lines | _by_heads | _sales_lines)
"""Plans that pay on anything."""


@st.composite
def histories(draw: st.DrawFn, stated: Plan, *, deeds: bool) -> History:
    """Networks of people who do what the plan asks of them when they join."""
    size = draw(st.integers(2, 7))
    sponsors: list[int | None] = [None]
    sponsors += [draw(st.integers(0, place - 1)) for place in range(1, size)]
    found: list[Deed] = []
    if deeds:
        for _ in range(draw(st.integers(0, 3))):
            flow = draw(st.sampled_from(["stock", "own-use", "retail"]))
            who = draw(st.integers(0, size - 1))
            found.append(Deed(flow, who, Fraction(100 * draw(st.integers(1, 9)))))  # type: ignore[arg-type]
    return network(stated, sponsors, draw(payments(stated)), found, _all_asked(stated))


@st.composite
def payments(draw: st.DrawFn, stated: Plan) -> Payments:
    """What somebody pays to join: what is asked, and perhaps more."""
    found = []
    for group in choices(entry_amounts(stated)):
        if group.asked or group.brings or draw(st.booleans()):
            each = draw(st.sampled_from(group.amounts))
            least = int(each.least)
            most = least if each.most is None else int(each.most)
            found.append((each, Fraction(draw(st.integers(least, most)))))
    return tuple(found)


def _all_asked(stated: Plan) -> Payments:
    """What those at the top have paid: the most that anything asks for."""
    return tuple((a, a.most or a.least) for a in entry_amounts(stated))
