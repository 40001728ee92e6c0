"""The safeguards, as promised and as kept to."""

from __future__ import annotations

from typing import Any

import pytest

from mlmcheck.facts import Basis
from mlmcheck.measures.safeguards import safeguards
from tests.measures.schemes import SOURCES, encoded, plan_of, values

RATE, DAYS, TOLD = "guard.buy_back_rate", "guard.buy_back_days", "guard.buy_back_told"
ENFORCED, RESALE = "guard.enforced", "guard.resale_required"
CUSTOMERS, CANCEL, RETURN = (
    "guard.customers_required",
    "guard.cancel_days",
    "guard.customer_return_days",
)


def known(said: str) -> dict[str, Any]:
    """Return what is known of each safeguard."""
    return values(safeguards(plan_of(said), None))


def test_what_is_not_said_is_not_known() -> None:
    """A file without safeguards, and one with a safeguard without terms, say nothing of them."""
    assert {} == known("entry: none")
    assert {} == known("safeguards: {buy_back: {by: company}}")


def test_none_is_none_of_them() -> None:
    """`safeguards: none` makes every term zero and nothing enforced, and shows the place."""
    facts = safeguards(plan_of("safeguards: none"), None)

    assert dict.fromkeys(
        (RATE, DAYS, TOLD, RESALE, CUSTOMERS, CANCEL, RETURN, ENFORCED), 0
    ) == values(facts)
    assert {("safeguards",)} == {each.path for fact in facts for each in fact.evidence}


@pytest.mark.parametrize(
    ("guard", "expected"),
    [
        ("buy_back: {rate: 90%, days: 365, told: true}", {RATE: 0.9, DAYS: 365, TOLD: 1}),
        ("buy_back: {rate: {min: 80%}, days: {over: 30}}", {RATE: "0.8..1", DAYS: "(30.."}),
        ("buy_back: {rate: 90%, covers: [stock, kit]}", {RATE: 0.9}),
        # of stock nothing is said
        ("buy_back: {rate: 90%, days: 30, covers: [kit]}", {RATE: "0..0.9", DAYS: "0..30"}),
        ("buy_back: none", {RATE: 0, DAYS: 0, TOLD: 0}),
        ("resale_rule: {share: 70%, condition_of: reward}", {RESALE: 0.7}),
        ("resale_rule: {share: 70%}", {RESALE: 0.7}),
        ("resale_rule: {share: 70%, condition_of: order}", {RESALE: "0..0.7"}),
        ("resale_rule: none", {RESALE: 0}),
        ("customer_rule: {customers: 10, per: month}", {CUSTOMERS: 10}),
        ("customer_rule: {customers: 10, per: week}", {CUSTOMERS: "10.."}),
        ("customer_rule: {customers: 10, per: year}", {CUSTOMERS: "0..10"}),
        ("customer_rule: {customers: 10}", {CUSTOMERS: "0..10"}),
        ("customer_rule: {customers: 10, per: month, condition_of: order}", {CUSTOMERS: "0..10"}),
        ("cancel: {days: 30}", {CANCEL: 30}),
        ("cancel: {days: 30, rate: 100%}", {CANCEL: 30}),
        # a part of the payment is not the payment
        ("cancel: {days: 30, rate: 90%}", {CANCEL: "0..30"}),
        ("cancel: none", {CANCEL: 0}),
        ("customer_return: {days: 30}", {RETURN: 30}),
    ],
)
def test_terms_are_as_declared(guard: str, expected: dict[str, Any]) -> None:
    """Each term is what the plan promises, and no more where a part of it is open."""
    assert expected == known(f"safeguards: {{{guard}}}")


def test_terms_show_their_place_and_what_counts() -> None:
    """A term is shown at its key; that resale to participants counts stands beside it."""
    rule = "resale_rule: {share: 70%, counts: [retail, wholesale]}"
    (fact,) = safeguards(plan_of(f"safeguards: {{{rule}}}"), None)

    assert Basis.DECLARED is fact.basis
    assert [
        ("safeguards", "resale_rule", "share"),
        ("safeguards", "resale_rule", "counts"),
    ] == [each.path for each in fact.evidence]
    assert "what is resold to participants counts too" == str(fact.evidence[1].note)


@pytest.mark.parametrize(
    ("guards", "expected"),
    [
        ("buy_back: {enforced: true}", True),
        ("buy_back: {enforced: true}, resale_rule: {enforced: true}", True),
        ("buy_back: {enforced: true}, resale_rule: {enforced: false}", False),
        ("buy_back: {enforced: true}, resale_rule: {share: 70%}", None),
        ("buy_back: {rate: 90%}", None),
        ("buy_back: {rate: 90%}, resale_rule: {enforced: false}", False),
        ("buy_back: none", None),
        ("buy_back: none, resale_rule: none, customer_rule: none, retail_floor: none", False),
        # what one gets back on leaving does not see to it that goods reach customers
        ("cancel: {enforced: true}", None),
    ],
)
def test_safeguards_are_enforced_only_as_declared(guards: str, expected: Any) -> None:
    """True if all relied on are, false if one is not or there is none, never by silence."""
    assert expected == known(f"safeguards: {{{guards}}}").get(ENFORCED)


def test_a_safeguard_of_another_day_is_none_of_this_day() -> None:
    """An order's rules hold from their day on and say nothing of the plan of before."""
    guard = "safeguards: {buy_back: {rate: 100%, from: 2024-02-01}}"

    assert {} == known(guard)
    assert {RATE: 1} == known(guard + "\nas_of: 2024-02-01")


def test_a_claimed_safeguard_is_beside_the_value() -> None:
    """What only the operator claims is shown with the fact and protects nobody."""
    guard = "safeguards: {buy_back: {rate: 90%, enforced: true, source: c}}"
    facts = {fact.name: fact for fact in safeguards(plan_of(SOURCES + guard), None)}

    assert {RATE: "0..1", ENFORCED: "0..1"} == values(tuple(facts.values()))
    assert [("safeguards", "buy_back", "rate")] == [e.path for e in facts[RATE].alleged]
    assert [("safeguards", "buy_back", "enforced")] == [e.path for e in facts[ENFORCED].alleged]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ("{amount: 9, required: rule, refund: {rate: 100%, days: 30}}", 30),
        ("{amount: 9, required: rule, refund: {days: 30}}", 30),
        ("{amount: 9, required: rule, refund: {rate: 90%, days: 30}}", "0..30"),
        ("{amount: 9, required: rule, refund: none}", 0),
        (
            "{amount: 9, required: rule, refund: {days: 30}},"
            " {amount: 5, required: rule, refund: {days: 7}}",
            7,
        ),
        # of the other nothing is said
        ("{amount: 9, required: rule, refund: {days: 30}}, {amount: 5, required: rule}", "0..30"),
        # one payment that never comes back is enough
        ("{amount: 9, required: rule, refund: none}, {amount: 5, required: rule}", 0),
        ("{amount: 9, refund: none}", None),
        ("{amount: 9, required: optional, refund: none}", None),
        ("{amount: 0, required: rule, refund: none}", None),
    ],
)
def test_days_to_leave_from_what_each_payment_says(items: str, expected: Any) -> None:
    """Where no cancellation is promised, the entry payment is back when the last of it is."""
    assert expected == known(f"entry: [{items}]").get(CANCEL)


def test_refunds_of_an_open_list_bound_from_above_only() -> None:
    """Where an entry payment may be missing from the list, it may never come back."""
    item = "entry: [{amount: 9, required: rule, refund: {days: 30}}]"

    assert "0..30" == known(SOURCES + item)[CANCEL]


def test_real_cases() -> None:
    """Of Amway's rules the buy-back alone is known to be enforced; of the rest nothing is said."""
    assert {RESALE: 0.7, CUSTOMERS: 10} == values(safeguards(encoded("us-amway-1979"), None))
    assert {} == values(safeguards(encoded("us-herbalife-2016"), None))
    assert {RATE: 0, DAYS: 0, TOLD: 0} == values(
        safeguards(encoded("ca-opinion-consumer-items-2005"), None)
    )


@pytest.mark.parametrize(
    ("source", "expected"), [("c", Basis.DECLARED), ("d", Basis.REPORTED), (None, Basis.DECLARED)]
)
def test_enforcement_that_somebody_found_is_more_than_the_plans_word(
    source: str | None, expected: Basis
) -> None:
    """What a finding or report states is reported; what the plan says of itself is declared."""
    sources = "sources: {c: {weight: plan}, d: {weight: finding}}\n"
    said = f", source: {source}" if source else ""
    guard = f"safeguards: {{buy_back: {{rate: 90%, enforced: true{said}}}}}\n"
    (fact,) = (f for f in safeguards(plan_of(sources + guard), None) if f.name == ENFORCED)
    assert expected is fact.basis


def test_what_is_promised_and_not_kept_may_be_worth_nothing() -> None:
    """A buy-back that a source says is not enforced counts from nothing up to what is promised."""
    guard = "safeguards: {buy_back: {rate: 90%, days: 365, enforced: false}}"
    assert ("0..0.9", "0..365") == (known(guard)[RATE], known(guard)[DAYS])
