"""Nothing is cleared by one of two statements that cannot both be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.attack.judged import judged, verdict

HEAD = "mlmcheck: 1\nname: X\nmarket: cn\nas_of: 2026-10-01\ncurrency: CNY\nentry: none\n"
SELLER_ONLY = (
    "rewards: [{name: r, for: retail, pays: {1: 10%}}, {name: t, for: task, pays: {0: 5}}]\n"
)
PEOPLE = "participants: {rows: [{id: A}, {id: B, sponsor: A}]}"
ORDER = "orders: {rows: [{id: o, buyer: B, amount: 100, date: 2026-01-02, kind: entry}]}"


@pytest.mark.parametrize(
    "practice",
    [
        "compensated_levels: 3\n",
        "compensated_levels: all\n",
        f"network: {{{PEOPLE}, payouts: {{rows: [{{to: A, amount: 10, from: B}}]}}}}\n",
        f"network: {{{PEOPLE}, payouts: {{rows: [{{to: A, amount: 10, level: 3}}]}}}}\n",
        f"network: {{{PEOPLE}, {ORDER}, "
        "payouts: {rows: [{to: A, amount: 10, for: o, reward: t}]}}\n",
    ],
    ids=["three levels", "all levels", "on whose act", "at which level", "under another name"],
)
def test_a_plan_that_pays_nobody_above_does_not_clear_one_who_is_paid(
    practice: str, tmp_path: Path
) -> None:
    """Somebody is paid for another's act, so a list of rewards without it is no proof."""
    file = tmp_path / "plan.yaml"
    file.write_text(HEAD + SELLER_ONLY + practice, encoding="utf-8")

    assert ("review", "facts missing") == verdict(file)


def test_the_same_plan_is_legal_where_nothing_speaks_against_it(tmp_path: Path) -> None:
    """A network of people who were paid for their own acts clears the plan."""
    file = tmp_path / "plan.yaml"
    own = f"network: {{{PEOPLE}, payouts: {{rows: [{{to: B, amount: 10, from: B, reward: t}}]}}}}\n"
    file.write_text(HEAD + SELLER_ONLY + own, encoding="utf-8")

    assert ("legal", None) == verdict(file)


@pytest.mark.parametrize("pays", ["{0: 800}", "{0: 10%}"])
def test_money_back_to_who_paid_it_makes_no_pyramid(pays: str, tmp_path: Path) -> None:
    """A reward on an entry payment that goes to the payer alone pays nobody for recruiting."""
    file = tmp_path / "plan.yaml"
    entry = "entry: [{item: fee, amount: 99, required: rule, opens: join, paid_to: company}]\n"
    file.write_text(
        HEAD.replace("entry: none\n", entry) + f"rewards: [{{for: entry, pays: {pays}}}]\n",
        encoding="utf-8",
    )

    assert "pyramid-like" != verdict(file)[0]


@pytest.mark.parametrize(
    "said",
    [
        "compensated_levels: 0\nrewards: [{for: entry, pays: 50%}]\n",
        SELLER_ONLY + "observed: [{payouts: {entry: 50%, retail: 50%}}]\n",
    ],
)
def test_a_file_that_contradicts_itself_is_never_legal(said: str, tmp_path: Path) -> None:
    """Under no law is a plan cleared by one of two statements that cannot both be."""
    file = tmp_path / "plan.yaml"
    file.write_text(HEAD + "goods: [{name: tea, market_value: 5}]\nupkeep: none\n" + said, "utf-8")
    found = judged(file, "--law", "all")

    assert "legal" not in {law["verdict"] for law in found["laws"]}
