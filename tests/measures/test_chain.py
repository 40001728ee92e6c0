"""Whether pay on other participants is open to those who are brought in as well."""

from __future__ import annotations

import pytest

from mlmcheck.measures.chain import chain
from tests.measures.parsed import SOURCED, one, places, plan, shown

CHAIN = "net.chain"
RANKS = "ranks: [{name: A}, {name: B, requires: {direct_recruits: 3}}]\n"


def known(text: str) -> str | None:
    """What a plan says of it."""
    return shown(chain(plan(text), None)).get(CHAIN)


@pytest.mark.parametrize(
    "text",
    [
        "rewards: [{for: entry, levels: 1, pays: 40}]\n",
        "rewards: [{for: recruit, levels: 1, pays: 40}]\n",
        "rewards: [{for: purchase, pays: {1: 5%}}]\n",
        "rewards: [{for: retail, pays: {1: 20%, 2: 5%}}]\n",
        # Rank B is reached by three recruits, so whoever is brought in reaches it too.
        RANKS + "rewards: [{for: entry, levels: 1, pays: 40, needs: {rank: B}}]\n",
        "entry: [{item: stock, amount: 90, rank: B}]\nranks: [{name: B}]\n"
        "rewards: [{for: entry, levels: 1, pays: 40, needs: {rank: B}}]\n",
        # Two uplines on one act: the nearer was brought in himself.
        "ranks: [{name: Z}]\nrewards: [{for: stock, pays: {2: 5%}, needs: {rank: Z}}]\n",
        # A gift to the upline is pay that no reward line names.
        "entry: [{item: gift, amount: 50, required: rule, paid_to: upline}]\nrewards: none\n",
        "entry: none\nupkeep: [{item: gift, amount: 50, per: month, required: rule,"
        " paid_to: upline}]\nrewards: none\n",
    ],
)
def test_pay_that_all_participants_can_get_makes_a_chain(text: str) -> None:
    """Whoever is brought in is a participant too, and is paid by the same lines."""
    assert "1" == known(text)


@pytest.mark.parametrize(
    "text",
    [
        "rewards: none\n",
        "rewards: [{for: retail, levels: 1, pays: 20%}]\n",
        "rewards: [{for: purchase, pays: {0: 3%}}]\n",
        SOURCED + "complete: rewards\nrewards: [{for: retail, levels: 1, pays: 20%}]\n",
    ],
)
def test_without_pay_on_others_there_is_no_chain(text: str) -> None:
    """A closed list on which nobody is paid for anybody else leaves none."""
    assert "0" == known(text)


@pytest.mark.parametrize(
    "text",
    [
        # How one gets to rank A is not said, so those brought in may be kept out of it.
        RANKS + "rewards: [{for: entry, levels: 1, pays: 40, needs: {rank: A}}]\n",
        SOURCED + "rewards: [{for: retail, levels: 1, pays: 20%}]\n",
        SOURCED,
        "rewards: [{for: retail, levels: {min: 1, max: 3}, pays: 20%}]\n",
        # No level in all, and a line that pays on another's entry.
        "compensated_levels: 0\nrewards: [{for: entry, pays: 50%}]\n",
        # A price that hangs on whom one brought, and a gift that may go to the upline.
        RANKS + "goods: [{participant_price: {A: 90, B: 5}, supplied_by: company}]\n"
        "rewards: none\n",
        "upkeep: [{item: gift, amount: 50, per: month, required: rule}]\nrewards: none\n",
    ],
)
def test_what_may_be_closed_to_newcomers_decides_nothing(text: str) -> None:
    """Nothing is known where a rank is not explained, or another reward may be missing."""
    assert known(text) is None


def test_it_names_the_line_that_shows_it() -> None:
    """The evidence is the level of the reward that all can get."""
    fact = one(chain(plan("rewards: [{for: entry, levels: 1, pays: 40}]\n"), None), CHAIN)
    assert ["rewards.0.levels"] == places(fact)


def test_it_names_the_upkeep_that_is_passed_up() -> None:
    """The evidence of pay that no line names is the payment that goes to the upline."""
    text = "upkeep: [{item: gift, amount: 50, required: rule, paid_to: upline}]\nrewards: none\n"
    assert ["upkeep.0.paid_to"] == places(one(chain(plan(text), None), CHAIN))
