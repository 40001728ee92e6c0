"""The most that somebody who joins is asked for in his first seven days."""

from __future__ import annotations

import pytest

from mlmcheck.measures.entry import entry
from tests.measures.parsed import SOURCED, plan, shown

WEEK = "entry.payment_7_days"
CLOSED = "upkeep: none\n"


def known(text: str) -> str | None:
    """What a plan says of it."""
    return shown(entry(plan(text), None)).get(WEEK)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("entry: none\n", "0"),
        ("entry: [{item: fee, amount: 150, required: rule, opens: [join]}]\n", "150"),
        # What is optional may be asked for and need not be paid.
        (
            "entry: [{item: fee, amount: 50, required: rule, opens: [join]},"
            " {item: stock, amount: 300, required: optional}]\n",
            "[50, 350]",
        ),
        # Nor is it shown that one may join without what is called optional and alone opens that.
        ("entry: [{item: fee, amount: 50, required: optional, opens: [join]}]\n", "[0, 50]"),
        # One of a choice is paid: the dearest at most.
        (
            "entry: [{item: fee, amount: 50, choice: pack, required: rule, opens: [join]},"
            " {item: fee, amount: 90, choice: pack, required: rule, opens: [join]}]\n",
            "[50, 90]",
        ),
        ("entry: [{item: fee, amount: 10, per: day, required: rule, opens: [join]}]\n", "[10, 70]"),
        ("entry: [{item: stake, amount: 10, further: 5, units: {max: 9}}]\n", "[0, inf]"),
    ],
)
def test_from_what_must_be_paid_to_all_that_is_asked(text: str, expected: str) -> None:
    """At least the payment to join, at most everything that is asked for in a week."""
    if expected == "[0, inf]":
        assert known(text + CLOSED) in (None, expected)
    else:
        assert expected == known(text + CLOSED)


def test_an_open_list_has_no_end() -> None:
    """More may be asked for than is listed."""
    fee = "entry: [{item: fee, amount: 150, required: rule, opens: [join]}]\n"
    assert "[150, inf]" == known(SOURCED + fee + CLOSED)
    assert known(SOURCED) is None
