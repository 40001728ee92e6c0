"""The organisers at the top, with what stands below each of them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmcheck.facts import Basis, Fact, Row
from mlmcheck.interval import point
from mlmcheck.measures.organisers import organisers
from mlmcheck.network.summary import Fault, Person, Summary
from mlmcheck.text import Text
from tests.measures.schemes import SOURCES, encoded, plan_of, short

PEOPLE = ("organiser.people_with_self", "organiser.people_below")
LEVELS = ("organiser.levels_with_self", "organiser.levels_below")
MONEY, PUNISHED = "organiser.money_collected", "organiser.punished_before"


def known(row: Row) -> dict[str, Any]:
    """Return a row's values, short."""
    return {name: short(Fact(name, value, row.basis)) for name, value in row.values.items()}


def one(block: str, head: str = "") -> dict[str, Any]:
    """Return what the one block of a file gives."""
    (row,) = organisers(plan_of(f"{head}observed: [{block}]"), None).rows
    return known(row)


@pytest.mark.parametrize(
    ("counted", "people", "levels"),
    [
        ("", ("30..31", "29..30"), ("3..4", "2..3")),
        (", organiser_counted: true", (30, 29), (3, 2)),
        (", organiser_counted: false", (31, 30), (4, 3)),
    ],
)
def test_the_organiser_is_counted_or_not(
    counted: str, people: tuple[Any, Any], levels: tuple[Any, Any]
) -> None:
    """A count of n is n to n + 1 with the organiser, unless it is said whether he is in it."""
    found = one(f"{{participants: 30, levels: 3{counted}}}")

    assert people == (found[PEOPLE[0]], found[PEOPLE[1]])
    assert levels == (found[LEVELS[0]], found[LEVELS[1]])


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("{participants: {over: 100}}", ("(100..", "(99..")),
        ("{participants: {min: 10, max: 20}, organiser_counted: true}", ("10..20", "9..19")),
        ("{active: 30, organiser_counted: true}", ("30..", "29..")),
        ("{by_rank: {A: 10, B: 5}, organiser_counted: false}", ("16..", "15..")),
        # a part of the scheme bounds whoever stands over it from below
        ("{among: A, participants: 30, organiser_counted: true}", ("30..", "29..")),
        ("{among: A, participants: {max: 30}, organiser_counted: true}", ("0..", "0..")),
    ],
)
def test_ranges_stay_ranges(block: str, expected: tuple[Any, Any]) -> None:
    """What is known of people in part is known of the organiser in part."""
    found = one(block, "ranks: [{name: A}, {name: B}]\n")

    assert expected == (found[PEOPLE[0]], found[PEOPLE[1]])


@pytest.mark.parametrize(
    "block",
    [
        "{lost: 90%}",
        "{customers: 500}",
        "{participants: 500, source: c}",
        "{place: world, participants: 500}",
        "{period: {from: 2024-02}, participants: 500}",
    ],
)
def test_blocks_that_show_no_organiser(block: str) -> None:
    """Allegations, other places, later times and figures on nobody below give no row."""
    assert () == organisers(plan_of(f"{SOURCES}observed: [{block}]"), None).rows


@pytest.mark.parametrize(
    ("revenue", "expected"),
    [
        # how much of the total came from customers is not said
        ("{total: 620000000}", "0..620000000"),
        ("{total: {min: 14855000000}, retail: 0%}", "14855000000.."),
        ("{total: 100, retail: 30}", "70..100"),
        ("{total: 100, retail: 30%}", "70..100"),
        ("{total: 100, retail: {min: 10%, max: 30%}}", "70..100"),
        ("{total: 100, retail: 0, commission: 90}", "10..100"),
        ("{total: 100, sale: 30%, retail: 0%}", "0..100"),
        ("{total: 100, entry: 40%, stock: 20}", "60..100"),
        ("{entry: 40, stock: 20}", "60.."),
        ("{entry: {over: 40}}", "(40.."),
        # purchases of no named kind may be the same as those of a named one
        ("{stock: 20, purchase: 30, entry: 5}", "35.."),
        ("none", 0),
        ("{total: 100 USD}", None),
        ("{retail: 100%}", None),
    ],
)
def test_money_is_what_participants_paid(revenue: str, expected: Any) -> None:
    """What participants paid is at least what is known to come from them, at most the total."""
    found = one(f"{{participants: 5, revenue: {revenue}}}")

    assert expected == found.get(MONEY)


def test_a_row_shows_its_source_and_places() -> None:
    """A row is reported, named by its source, and points at the figures."""
    said = SOURCES + "observed: [{source: d, participants: 40, levels: 4, organisations: 3}]"
    (row,) = organisers(plan_of(said), None).rows

    assert ("d", Basis.REPORTED) == (row.label, row.basis)
    assert [("observed", 0, "participants"), ("observed", 0, "levels")] == [
        each.path for each in row.evidence
    ]
    assert Text("{count} organisations taken together", count=point(3)) == row.evidence[0].note


def test_the_operator_was_punished() -> None:
    """An earlier punishment of the operator is part of each row, or else a row by itself."""
    punished = "operator: {punished_before: true}\n"
    (alone,) = organisers(plan_of(punished), None).rows

    assert {PUNISHED: True} == known(alone)
    assert 1 == one("{participants: 60}", punished)[PUNISHED]
    claimed = SOURCES + "operator: {punished_before: true, source: c}"
    assert () == organisers(plan_of(claimed), None).rows


def test_figures_of_a_case_file_are_no_complete_table() -> None:
    """Reported rows never show that there is no further organiser."""
    assert not organisers(plan_of("observed: [{participants: 5, levels: 2}]"), None).complete


def test_real_cases() -> None:
    """The rows of the real cases, as each file says."""

    def rows(name: str) -> list[tuple[str, dict[str, Any]]]:
        return [(row.label, known(row)) for row in organisers(encoded(name), None).rows]

    assert [("Laiyang organisation", dict(zip(PEOPLE, ("400..", "399.."), strict=True)))] == rows(
        "cn-1040-project"
    )
    assert [
        (
            "j44",
            {
                PEOPLE[0]: "2693494..2693495",
                PEOPLE[1]: "2693493..2693494",
                LEVELS[0]: "3293..3294",
                LEVELS[1]: "3292..3293",
                MONEY: "14855000000..",
            },
        )
    ] == rows("cn-plustoken-2020")
    assert [] == rows("au-lyoness-2015")


# In the network.


def person(id: str, below: int, levels: int, money: int = 0, sponsor: str | None = None) -> Person:
    """Return a participant with so much below him."""
    zero = Fraction(0)
    return Person(id, sponsor, 1, 0, below, levels, Fraction(money), zero, zero, zero, zero, zero)


def table(*people: Person, **more: Any) -> list[tuple[str, dict[str, Any]]]:
    """Return the rows that a network gives."""
    found = organisers(plan_of("entry: none"), Summary(people, **more))
    return [(row.label, known(row)) for row in found.rows]


def test_only_those_whom_nobody_outdoes_are_rows() -> None:
    """One with more people and one with more levels are both rows; whoever has less is not."""
    rows = table(
        person("wide", 200, 2), person("deep", 5, 4), person("small", 4, 2), person("leaf", 0, 0)
    )

    assert [
        ("wide", {PEOPLE[1]: 200, PEOPLE[0]: 201, LEVELS[1]: 2, LEVELS[0]: 3}),
        ("deep", {PEOPLE[1]: 5, PEOPLE[0]: 6, LEVELS[1]: 4, LEVELS[0]: 5}),
    ] == rows


def test_of_equals_the_first_by_id_stands_for_all() -> None:
    """Which of several equal organisers is shown does not hang on the order of rows."""
    assert table(person("b", 5, 2), person("a", 5, 2)) == table(
        person("a", 5, 2), person("b", 5, 2)
    )
    assert ["a"] == [label for label, _ in table(person("b", 5, 2), person("a", 5, 2))]


def test_money_is_known_where_there_are_orders() -> None:
    """Without a table of orders nothing is said of money."""
    assert MONEY not in table(person("a", 5, 2, 70))[0][1]
    assert 70 == table(person("a", 5, 2, 70), has_orders=True)[0][1][MONEY]


def fault(where: str) -> Fault:
    """Return a fault in that table."""
    return Fault("unknown-sponsor", Text("there is no {id}", id="x"), where, ("x",))


def test_a_fault_in_the_participants_leaves_rows_open() -> None:
    """Where people may be hidden the table is not complete, and each count is a lower bound."""
    plan = plan_of("entry: none")
    people = (person("a", 5, 2),)
    faulty = Summary(people, faults=(fault("members.csv"),), tables={"participants": "members.csv"})
    elsewhere = Summary(people, faults=(fault("orders"),))

    assert organisers(plan, Summary(people)).complete
    assert organisers(plan, elsewhere).complete
    assert not organisers(plan, faulty).complete
    assert "6.." == known(organisers(plan, faulty).rows[0])[PEOPLE[0]]
    assert not organisers(plan, Summary(())).complete


@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=12
    ),
    st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(0, 7)),
)
def test_rows_answer_what_all_people_would(
    people: list[tuple[int, int, int]], line: tuple[int, int, int]
) -> None:
    """Whether somebody passes a line of people, levels and money, the rows say as all do."""
    everybody = [person(f"p{i}", *numbers) for i, numbers in enumerate(people) if numbers[0] > 0]
    rows = table(*everybody, has_orders=True)
    names = (PEOPLE[1], LEVELS[1], MONEY)

    assert any(
        all(have >= need for have, need in zip(numbers, line, strict=True))
        for numbers in people
        if numbers[0] > 0
    ) == any(
        all(row[name] >= need for name, need in zip(names, line, strict=True)) for _, row in rows
    )


def test_a_table_without_sponsors_shows_no_organiser() -> None:
    """Where nobody is known to stand above anybody, nothing is known of organisers."""
    people = (person("A", 0, 0), person("B", 0, 0))
    found = organisers(plan_of("entry: none"), Summary(people, has_sponsors=False))
    assert () == found.rows
    assert not found.complete
