"""Tests of payouts: what they were for, and how far above the acting participant they went."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from mlmcheck.network.payouts import named_rewards
from mlmcheck.network.summary import Summary
from mlmcheck.scheme.model import Reward
from tests.network.ledgers import faults, money, person, summary

PEOPLE = "id sponsor\nA .\nB A\nC B\nD C\nE A"
ORDERS = """
    id buyer seller amount kind
    e  D     .      100    entry
    s  D     C      100    stock
    r  X     D      100    retail
    p  D     .      100    purchase
    u  D     .      100    .
"""


def payouts(table: Any, rewards: dict[str, tuple[str, ...]] | None = None) -> Summary:
    """Return the summary of payouts in a line of four, and a fifth beside it."""
    return summary(
        participants=PEOPLE, orders=ORDERS, payouts=table, unlisted="customers", rewards=rewards
    )


@pytest.mark.parametrize(
    ("order", "to", "uplines", "level"),
    [
        ("e", "C", 1, 1),
        ("e", "A", 3, 3),
        ("e", "D", 0, 0),
        ("s", "D", 0, 0),
        ("s", "C", 1, 1),
        ("r", "D", 0, 1),
        ("r", "C", 1, 2),
        ("r", "A", 3, 4),
    ],
)
def test_levels_and_uplines(order: str, to: str, uplines: int, level: int) -> None:
    """Level 1 is the seller of a retail sale and else the sponsor; uplines leave the seller out."""
    found = payouts(f"to amount for\n{to} 5 {order}")
    assert (uplines, (level,)) == (found.uplines_paid, found.paid_levels)


@pytest.mark.parametrize(
    ("order", "reward", "flow"),
    [
        ("e", ".", "entry"),
        ("r", ".", "retail"),
        ("s", "time", "time"),
        ("e", "recruit", "recruit"),
        ("p", "stock", "stock"),
        ("p", ".", "purchase"),
        ("u", ".", "unknown"),
        ("u", "entry", "entry"),
        ("u", "retail", "unknown"),
        (".", "recruit", "recruit"),
        (".", "retail", "sale"),
        (".", "stock", "stock"),
        (".", "bonus", "unknown"),
        (".", ".", "unknown"),
    ],
)
def test_what_a_payout_was_for(order: str, reward: str, flow: str) -> None:
    """The order says it, or the reward; retail is retail only on an order by a customer."""
    found = payouts(f"to amount for reward\nC 5 {order} {reward}")
    assert ({flow: Fraction(5)}, {}) == (found.paid_for, faults(found, "payouts"))


@pytest.mark.parametrize(
    ("triggers", "flow"),
    [
        (("entry",), "entry"),
        (("recruit",), "recruit"),
        (("stock", "own-use"), "purchase"),
        (("stock", "retail"), "sale"),
        (("retail",), "sale"),
        (("entry", "recruit"), "unknown"),
    ],
)
def test_names_of_the_plans_rewards(triggers: tuple[str, ...], flow: str) -> None:
    """A payout under the name of one of the plan's rewards is for what that is for."""
    found = payouts("to amount reward\nC 5 直推奖", {"直推奖": triggers})
    assert {flow: Fraction(5)} == found.paid_for


def test_the_plans_rewards_by_name() -> None:
    """Each language's name stands for the reward; a name that two bear is for what both are."""
    texts = [
        {"name": {"zh": "直推奖", "en": "direct"}, "for": ["entry"]},
        {"name": "bonus", "for": ["stock"]},
        {"name": "bonus", "for": ["retail", "stock"]},
        {"for": ["time"]},
    ]
    expected = {"直推奖": ("entry",), "direct": ("entry",), "bonus": ("stock", "retail")}
    assert expected == named_rewards(Reward.model_validate(text) for text in texts)


def test_an_order_that_contradicts_its_reward() -> None:
    """Where reward and order part, the order counts and the fault says so."""
    found = payouts("id to amount for reward\n1 C 5 e retail\n2 C 7 r retail\n3 C 9 p sale")
    assert {"reward-contradicts-order": ("1",)} == faults(found, "payouts")
    assert money(entry=5, retail=7, purchase=9) == found.paid_for


def test_a_payout_to_nobody() -> None:
    """Money paid to somebody who is not listed was paid, and is nobody's."""
    rows = [("1", "Z", "5"), ("2", "", "7"), ("3", "C", "9")]
    table = [{"id": i, "to": to, "amount": amount, "for": "e"} for i, to, amount in rows]
    found = payouts(table)
    assert {"payout-to-nobody": ("1", "2")} == faults(found, "payouts")
    assert (money(entry=21), 9) == (found.paid_for, sum(p.rewards for p in found.people))


def test_a_payout_for_an_order_that_is_not_there() -> None:
    """A payout for an order that is not there is for something unknown."""
    found = payouts("id to amount for\n1 C 5 zz")
    assert ({"payout-for-unknown-order": ("1",)}, money(unknown=5)) == (
        faults(found, "payouts"),
        found.paid_for,
    )


def test_the_source_of_a_payout_stands_in_for_its_order() -> None:
    """Without an order the member whose act paid says how far above him it went."""
    found = payouts("to amount from reward\nA 5 D recruit\nB 5 D recruit\nE 5 D recruit")
    assert (("recruit", None, 5), ("recruit", 2, 5), ("recruit", 3, 5)) == found.paid_at
    assert ((2, 3), 3) == (found.paid_levels, found.uplines_paid)


@pytest.mark.parametrize(
    ("reward", "uplines"), [("entry", 3), ("recruit", 3), ("retail", 2), ("bonus", 2)]
)
def test_a_stated_level_gives_the_least_it_can_mean(reward: str, uplines: int) -> None:
    """Level 3 is three uplines on a participant's payment, and two where it may be retail."""
    found = payouts(f"to amount level reward\nA 5 3 {reward}")
    assert (uplines, (3,)) == (found.uplines_paid, found.paid_levels)


def test_a_level_that_is_no_number() -> None:
    """A level that cannot be read is not known."""
    found = payouts("id to amount level\n1 A 5 首层")
    assert ({"unreadable-level": ("1",)}, ()) == (faults(found, "payouts"), found.paid_levels)


def test_a_zero_payout_shows_no_level() -> None:
    """Nothing was paid by a payout of 0."""
    found = payouts("to amount for\nA 0 e")
    assert ((), 0, None) == (found.paid_levels, found.uplines_paid, found.least_paid_by_rewarded)


def test_lines_of_one_order_that_agree_are_that_order() -> None:
    """A payout for an order of two lines is for their flow, if they have one."""
    orders = "id buyer amount kind\n1 D 5 stock\n1 D 6 stock\n2 D 5 stock\n2 D 6 entry"
    found = summary(participants=PEOPLE, orders=orders, payouts="to amount for\nC 3 1\nC 4 2")
    assert money(stock=3, unknown=4) == found.paid_for


def test_a_payout_that_stands_twice_counts_once() -> None:
    """Payouts with one id that say the same are one; without an id nobody knows, and both count."""
    found = payouts("id to amount\n1 C 5\n1 C 5\n. C 7\n. C 7")
    assert (19, {"duplicate-id": ("1",)}) == (person(found, "C").rewards, faults(found, "payouts"))


def test_without_a_list_of_participants_nobody_is_missing() -> None:
    """Where there is no list of participants no payout goes to nobody who is listed."""
    found = summary(payouts="to amount\nA 5")
    assert ({}, 1, False) == (faults(found, "payouts"), found.payouts, found.has_sponsors)
