"""What the operator holds, has set up and has signed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mlmcheck.facts import WordSet
from mlmcheck.measures.licences import licences
from tests.measures.schemes import SOURCES, encoded, plan_of, values

HELD = "operator.licences"


def known(said: str, market: str = "cn") -> dict[str, Any]:
    """Return what is known of the operator in a market."""
    return values(licences(plan_of(said), market))


@pytest.mark.parametrize(
    ("authorised", "expected"),
    [
        ("none", (set(), True)),
        ("[{kind: direct-selling, market: cn}]", ({"direct-selling"}, False)),
        ("[{kind: a, market: cn}, {kind: b, market: cn}]", ({"a", "b"}, False)),
        # in another market, or in none that is named
        ("[{kind: direct-selling, market: kr}]", None),
        ("[{kind: direct-selling}]", None),
        ("[{kind: direct-selling, market: cn, to: 2023-12}]", None),
        ("[{kind: direct-selling, market: cn, from: 2024-02}]", None),
    ],
)
def test_licences_are_those_of_the_market_and_day(authorised: str, expected: Any) -> None:
    """What is held in that market on that day is held; of what is not listed nothing is known."""
    assert expected == known(f"operator: {{authorised: {authorised}}}").get(HELD)


def test_a_licence_proves_nothing_else() -> None:
    """Beside a licence nothing is inferred of payments, contracts or training."""
    assert {HELD} == set(known("operator: {authorised: [{kind: direct-selling, market: cn}]}"))


def test_a_claimed_licence_is_beside_the_set() -> None:
    """A licence that only the operator claims is shown and is not held."""
    said = SOURCES + "operator: {authorised: [{kind: direct-selling, market: cn, source: c}]}"
    (fact,) = licences(plan_of(said), "cn")

    assert WordSet() == fact.value
    assert [("operator", "authorised", 0, "kind")] == [each.path for each in fact.alleged]


def test_real_cases_hold_what_they_held() -> None:
    """Avon was a pilot before it was licensed; Coway was registered as another kind of seller."""
    pilot = licences(encoded("cn-avon-2006", date(2005, 4, 8)), "cn")
    licensed = licences(encoded("cn-avon-2006"), "cn")
    coway = licences(encoded("kr-coway-2023"), "kr")

    assert {HELD: ({"direct-selling-pilot"}, False)} == values(pilot)
    assert {HELD: ({"direct-selling-pilot", "direct-selling"}, False)} == values(licensed)
    assert {HELD: ({"sponsored-door-to-door"}, False)} == values(coway)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("contract_written", "operator.contract_written"),
        ("local_office", "operator.local_office"),
        ("grievance_officer", "operator.grievance_officer"),
        ("training_free", "operator.training_free"),
        ("barred_people", "operator.barred_people"),
    ],
)
def test_what_is_said_of_the_operator(key: str, name: str) -> None:
    """Each statement is a fact of its own, true or false as said, with its place."""
    (fact,) = licences(plan_of(f"operator: {{{key}: true}}"), "cn")

    assert {name: True} == values((fact,))
    assert [("operator", key)] == [each.path for each in fact.evidence]
    assert {name: False} == known(f"operator: {{{key}: false}}")
    assert {} == known("operator: {note: nothing is said}")


@pytest.mark.parametrize(
    ("channel", "expected"),
    [
        ("online", False),
        ("[online, fixed-premises]", False),
        ("outside-premises", True),
        ("[online, outside-premises]", True),
    ],
)
def test_selling_in_person_is_told_by_the_channel(channel: str, expected: bool) -> None:
    """Participants sell away from fixed premises if the channel says so, not if it names others."""
    assert {"net.sells_in_person": expected} == known(f"operator: {{channel: {channel}}}")


@pytest.mark.parametrize(
    ("capital", "expected"),
    [("5000000", 5000000), ("{min: 10}", "10.."), ("5 USD", "(0.."), ("0 USD", 0)],
)
def test_capital_is_in_the_schemes_currency(capital: str, expected: Any) -> None:
    """Capital in another currency is only known to be more than nothing."""
    assert {"operator.capital": expected} == known(f"operator: {{capital: {capital}}}")


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("none", True),
        ("[{item: goods, amount: 9, required: rule}]", True),
        ("[{item: fee, amount: 0, required: rule}]", True),
        # a fee may be for training, an optional one too
        ("[{item: fee, amount: 9, required: rule}]", None),
        ("[{item: service, amount: 9, required: optional}]", None),
        ("[{amount: 9, required: rule}]", None),
    ],
)
def test_training_is_free_where_no_fee_can_be_for_it(entry: str, expected: Any) -> None:
    """Where the entry payments are all known and none can be for training, it costs nothing."""
    assert expected == known(f"entry: {entry}").get("operator.training_free")


def test_training_is_not_known_to_be_free_by_an_open_list() -> None:
    """Where an entry payment may be missing from the list, it may be for training."""
    assert {} == known(SOURCES + "entry: [{item: goods, amount: 9, required: rule}]")


def test_what_a_claimant_says_of_the_operator_is_beside_the_value() -> None:
    """With a source that does not decide nothing of the operator is known."""
    said = SOURCES + "operator: {contract_written: true, authorised: none, source: c}"
    facts = licences(plan_of(said), "cn")

    assert {HELD: (set(), False), "operator.contract_written": "0..1"} == values(facts)
    assert [1, 1] == [len(fact.alleged) for fact in facts]
