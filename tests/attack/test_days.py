"""No day of a plan is passed over, and no day is too early or too late."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mlmcheck.network.summarise import summarise
from mlmcheck.scheme.plan import days_to_judge
from mlmcheck.scheme.read import parse_scheme
from tests.attack.judged import verdict

HEAD = "mlmcheck: 1\nname: X\nmarket: cn\ncurrency: CNY\nentry: none\n"
TODAY = date(2026, 10, 1)


def rewards(dates: str) -> str:
    """A reward on sales, and one for heads that holds on some days only."""
    return f"rewards: [{{for: retail, pays: {{1: 10%}}}}, {{for: recruit, pays: 10, {dates}}}]\n"


def days(text: str) -> list[str]:
    """The days that a scheme is judged on, if the law changed in 2016."""
    scheme = parse_scheme(HEAD + text).scheme
    return [day.isoformat() for day in days_to_judge(scheme, TODAY, [date(2016, 1, 1)])]


def test_an_earlier_plan_counts_though_nobody_knows_when_it_began(tmp_path: Path) -> None:
    """Who paid for heads until 2018 is not cleared by a period of which only the end is known."""
    file = tmp_path / "plan.yaml"
    file.write_text(HEAD + "period: {to: 2020}\n" + rewards("to: 2018"), encoding="utf-8")

    assert ("pyramid-like", None) == verdict(file)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("to: 2018", ["2018-12-31", "2020-12-31"]),
        ("from: 2018", ["2020-12-31"]),
        ("from: 2014, to: 2018", ["2015-12-31", "2018-12-31", "2020-12-31"]),
        ("to: 2025", ["2020-12-31"]),
        ("to: 9999-12-31", ["2020-12-31"]),
    ],
)
def test_a_period_without_beginning_has_the_versions_that_are_dated(
    dates: str, expected: list[str]
) -> None:
    """It began no later than the first day on which an item is said to have held."""
    assert expected == days("period: {to: 2020}\n" + rewards(dates))


def test_an_item_may_hold_to_the_end_of_the_calendar() -> None:
    """There is no day after it, and none is asked."""
    assert ["2015-12-31", "2020-12-31"] == days(
        "period: {from: 2010, to: 2020}\n" + rewards("to: 9999-12-31")
    )


@pytest.mark.parametrize("day", ["0001-01-01", "0001-01-20", "9999-12-31"])
def test_rows_may_be_of_any_day_of_the_calendar(day: str) -> None:
    """The year and the month before a day end where the calendar begins."""
    network = (
        "network: {participants: {rows: [{id: A}]}, "
        f"orders: {{rows: [{{id: o, buyer: A, amount: 5, date: {day}, kind: entry}}]}}}}\n"
    )
    scheme = parse_scheme(HEAD + network).scheme
    summary = summarise(scheme.network, "CNY", None, lambda name: Path(name).read_bytes())

    assert summary is not None
    assert 1 == summary.orders
