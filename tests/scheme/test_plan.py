"""The plan on a day: what is in force, what is all there is, what is only alleged."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mlmcheck.scheme.model import Scheme
from mlmcheck.scheme.plan import (
    closed_sections,
    days_to_judge,
    decides,
    in_force,
    plan_on,
    taken_as_complete,
)
from mlmcheck.scheme.read import parse_scheme, read_scheme

from .samples import EXAMPLE

TODAY = date(2026, 1, 1)
DAY = date(2018, 1, 15)


def scheme(text: str) -> Scheme:
    """A scheme of a few lines."""
    return parse_scheme(f"mlmcheck: 1\nname: x\ncurrency: CNY\n{text}\n").scheme


def test_items_hold_from_and_to_their_days() -> None:
    """An item is in force on its first and last day, and not the day before or after."""
    (item,) = plan_on(scheme("entry: [{amount: 1, from: 2017-03, to: 2018}]"), DAY).entry.items

    days = [date(2017, 2, 28), date(2017, 3, 1), date(2018, 12, 31), date(2019, 1, 1)]
    assert [False, True, True, False] == [in_force(item, day) for day in days]


def test_the_example_changes_with_the_day() -> None:
    """The annual fee of the example is due until its last day, and free from the next."""
    example = read_scheme(EXAMPLE).scheme

    def fees(day: date) -> list[object]:
        items = plan_on(example, day).entry.items
        return [i.amount.range.lo for i in items if i.item == "fee" and i.amount]

    assert [[99], [0]] == [fees(date(2018, 1, 15)), fees(date(2018, 1, 16))]


@pytest.mark.parametrize(
    ("weight", "expected"),
    [
        ("plan", True),
        ("finding", True),
        ("report", True),
        ("allegation", False),
        ("claim", False),
        (None, False),
    ],
)
def test_weight_decides(weight: str | None, expected: bool) -> None:
    """A fact may rest on a plan, a finding or a report, and never on less, nor on no weight."""
    told = f"weight: {weight}" if weight else "title: a"
    found = scheme(f"sources: {{s: {{{told}}}}}\nentry: [{{amount: 1, source: s}}]")
    listing = plan_on(found, DAY).entry

    assert expected == decides(found, "s")
    assert (1, 0) if expected else (0, 1) == (len(listing.items), len(listing.alleged))


def test_the_author_decides() -> None:
    """What names no source is the word of the file's author."""
    assert decides(scheme("sources: {s: {weight: claim}}"), None)


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("entry: [{amount: 1}]", True),
        ("entry: [{amount: 1}]\ncomplete: []", False),
        ("entry: [{amount: 1}]\nsources: {s: {weight: plan}}", False),
        ("entry: [{amount: 1}]\nsources: {s: {weight: plan}}\ncomplete: [entry]", True),
        ("entry: [{amount: 1}]\nupkeep: none\ncomplete: [upkeep]", False),
        ("entry: none\nsources: {s: {weight: plan}}", True),
    ],
)
def test_lists_are_closed_where_said(text: str, closed: bool) -> None:
    """A list is all there is if the file says so, if it names no sources, or if it is none."""
    listing = plan_on(scheme(text), DAY).entry

    assert (True, closed) == (listing.known, listing.closed)


def test_a_section_left_out_is_unknown() -> None:
    """A section that the file does not have is neither known nor closed."""
    plan = plan_on(scheme("entry: none"), DAY)

    assert (False, False, ()) == (plan.upkeep.known, plan.upkeep.closed, plan.upkeep.items)


def test_completeness_by_default_is_told() -> None:
    """Lists count as complete without being said to only in a file without sources."""
    assert taken_as_complete(scheme("entry: none"))
    assert not taken_as_complete(scheme("entry: none\ncomplete: [entry]"))
    assert not taken_as_complete(scheme("sources: {s: {weight: plan}}"))
    assert frozenset() == closed_sections(scheme("complete: []"))


def test_safeguards() -> None:
    """A safeguard is there, is not there, is alleged, is not in force, or is unknown."""
    found = plan_on(
        scheme(
            "sources: {s: {weight: claim}}\n"
            "safeguards:\n"
            "  buy_back: {rate: 90%}\n"
            "  resale_rule: none\n"
            "  customer_rule: {customers: 10, source: s}\n"
            "  retail_floor: {of_sales: 80%, from: 2020}"
        ),
        DAY,
    )

    assert found.buy_back.terms is not None
    assert (None, True) == (found.resale_rule.terms, found.resale_rule.absent)
    assert (None, False) == (found.customer_rule.terms, found.customer_rule.absent)
    assert found.customer_rule.alleged is not None
    assert (None, False) == (found.retail_floor.terms, found.retail_floor.absent)
    assert (None, False) == (found.payout_cap.terms, found.payout_cap.absent)


def test_no_safeguards_at_all() -> None:
    """`safeguards: none` denies each of them."""
    plan = plan_on(scheme("safeguards: none"), DAY)

    assert [True] * 3 == [plan.buy_back.absent, plan.cancel.absent, plan.customer_return.absent]


def test_one_day_is_asked_for() -> None:
    """`as_of` is the one day."""
    assert (DAY,) == days_to_judge(
        scheme("as_of: 2018-01-15\nperiod: {from: 2010, to: 2020}"), TODAY, [date(2015, 1, 1)]
    )


def test_without_a_period_today_is_judged() -> None:
    """A file that names no day is judged today."""
    assert (TODAY,) == days_to_judge(scheme(""), TODAY, [date(2015, 1, 1)])


def test_each_version_is_judged_on_its_last_day() -> None:
    """In a period each version of the plan and of the law is judged on its last day."""
    found = scheme(
        "period: {from: 2016, to: 2018}\n"
        "entry: [{amount: 1, to: 2016-06}, {amount: 2, from: 2016-07}]\n"
        "safeguards: {buy_back: {rate: 90%, from: 2018-03-05}}"
    )
    changes = [date(2005, 1, 1), date(2017, 5, 1), date(2020, 1, 1)]

    assert (
        date(2016, 6, 30),
        date(2017, 4, 30),
        date(2018, 3, 4),
        date(2018, 12, 31),
    ) == days_to_judge(found, TODAY, changes)


def test_an_open_period_lasts_until_today() -> None:
    """A period without an end lasts until today, one without a beginning is its last day."""
    law = [date(2020, 1, 1)]

    assert (date(2019, 12, 31), TODAY) == days_to_judge(scheme("period: {from: 2019}"), TODAY, law)
    assert (date(2021, 12, 31),) == days_to_judge(scheme("period: {to: 2021}"), TODAY, law)


@example([date(2018, 9, 15)])
@example([date(2010, 2, 1), date(2018, 9, 16)])
@given(st.lists(st.dates(date(2000, 1, 1), date(2030, 1, 1)), max_size=5))
def test_no_version_is_missed(changes: list[date]) -> None:
    """Every day of the period has a judged day on or after it with no change in between."""
    found = scheme("period: {from: 2010-02, to: 2018-09-15}")
    days = days_to_judge(found, TODAY, changes)

    assert list(days) == sorted(set(days))
    assert date(2018, 9, 15) == days[-1]
    for change in changes:
        if date(2010, 2, 1) < change <= date(2018, 9, 15):
            assert any((change - day).days == 1 for day in days)
