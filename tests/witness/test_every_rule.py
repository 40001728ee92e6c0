"""Every rule of every pack has a witness, or is about what no example shows."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Literal

import pytest

from mlmcheck.interval import Truth, all_of, any_of
from mlmcheck.law.model import All, Any, Compare, Condition, Flag, Has, Named, Not, Open, Pack, Rule
from mlmcheck.law.model import leaves as leaves_of
from mlmcheck.vocabulary import VOCABULARY
from mlmcheck.witness.facts import SHOWN
from tests.witness.cases import rules, witnessed

Reason = Literal["a person", "a licence", "a real network", "no payout"]
"""What a rule asks about instead: what only a person answers, a licence, figures of a real network,
or something of the plan that no payment shows, as a contract or the goods."""

PERSON = ["gb-staying", "no-16-3"]
LICENCE = [
    "cn-443-licence",
    "kr-registration",
    "my-4-licence",
    "tr-licence",
    "tw-filing",
    "us-mt-30-10-327",
]
NETWORK = [
    "be-herbalife",
    "cn-224-1-line-without-self",
    "tr-benefits",
    "us-demand-collapses",
    "us-eighty",
    "us-majority",
    "us-many-customers",
]
NO_PAYOUT = [
    "au-promotion",
    "ca-55-1-c",
    "ca-55-2",
    "cn-443-barred-people",
    "cn-443-cancel",
    "cn-443-contract",
    "cn-443-customer-returns",
    "cn-443-no-pay-advert",
    "cn-443-seller-returns",
    "cn-443-training",
    "fr-121-15-4",
    "gb-cancel",
    "gb-claims",
    "gb-contract",
    "gb-return",
    "in-contract",
    "in-grievance",
    "in-office",
    "it-173-4-withdrawal",
    "it-173-6",
    "jp-cooling-off",
    "jp-documents",
    "jp-goods-return",
    "kr-customer-returns",
    "kr-dear-goods",
    "kr-fees",
    "kr-old-money-trade",
    "kr-price",
    "kr-seller-returns",
    "my-27b-contract",
    "my-27b-loading",
    "my-cooling-off",
    "tr-capital",
    "tr-licence-new",
    "tr-no-fee",
    "tr-quick-riches",
    "tr-withdrawal",
    "tw-buy-back",
    "tw-contract",
    "tw-no-loading",
    "tw-rescind",
    "us-dsa-repurchase",
]
WITHOUT: dict[str, Reason] = {
    **dict.fromkeys(PERSON, "a person"),
    **dict.fromkeys(LICENCE, "a licence"),
    **dict.fromkeys(NETWORK, "a real network"),
    **dict.fromkeys(NO_PAYOUT, "no payout"),
}
"""The rules that no example shows, each with what it asks about instead."""

OF_A_NETWORK = ("observed", "network")
"""Keys of a scheme file that are about what a real network did."""


@pytest.mark.parametrize("id", sorted(rules()))
def test_every_rule_has_a_witness_or_a_reason(id: str) -> None:
    """A rule is met by a plan of which an example shows it, or its condition says why none does."""
    pack, rule = rules()[id]
    if id in WITHOUT:
        assert WITHOUT[id] == reason(rule, pack)
    else:
        assert id in witnessed()


def test_no_reason_is_given_without_need() -> None:
    """What has a witness stands in no list, and the lists name rules that there are."""
    assert set() == set(WITHOUT) & set(witnessed())
    assert set() == set(WITHOUT) - set(rules())


def reason(rule: Rule, pack: Pack) -> Reason | None:
    """Return why no example shows a rule, from its condition alone; None where one might."""
    every = [leaf for leaf in leaves(rule.when, pack) if not isinstance(leaf, Named)]
    if all(isinstance(leaf, Open) for leaf in every):
        return "a person"
    if _without_licence(rule.when, pack) is Truth.YES:
        return "a licence"
    if any(True for _ in shown(rule.when, pack, True)):
        return None
    if any(of_a_network(leaf) for leaf in every):
        return "a real network"
    return "no payout"


def shown(condition: Condition, pack: Pack, wanted: bool) -> Iterator[str]:
    """Yield the facts that an example shows, where they help to meet the condition.

    A comparison helps either way, as its failing is a comparison too; a boolean only if it is to
    hold. What a condition asks of real figures, or of an organiser's row, no example shows.
    """
    if isinstance(condition, All | Any):
        for part in condition.parts:
            yield from shown(part, pack, wanted)
    elif isinstance(condition, Not):
        yield from shown(condition.part, pack, not wanted)
    elif isinstance(condition, Named):
        named = pack.rule(condition.term)
        assert named is not None
        yield from shown(named.when, pack, wanted)
    elif isinstance(condition, Compare) or (isinstance(condition, Flag) and wanted):
        yield from {condition.fact} & set(SHOWN)


def leaves(condition: Condition, pack: Pack) -> Iterator[Condition]:
    """Yield the leaves of a condition, those of its terms included."""
    for leaf in leaves_of(condition):
        yield leaf
        if isinstance(leaf, Named):
            named = pack.rule(leaf.term)
            assert named is not None
            yield from leaves(named.when, pack)


def of_a_network(leaf: Condition) -> bool:
    """Return whether a leaf asks what only figures of a real network say."""
    if not isinstance(leaf, Compare | Flag):
        return False
    entry = VOCABULARY[leaf.fact]
    keys = [part.strip() for part in entry.key.split(" or ")]
    return entry.row or all(key.startswith(OF_A_NETWORK) for key in keys)


def _without_licence(condition: Condition, pack: Pack) -> Truth:
    """Return what is known of a condition where nothing is known but that there is no licence.

    That is the only way in which a file says that one is not held.
    """
    if isinstance(condition, All):
        return all_of([_without_licence(part, pack) for part in condition.parts])
    if isinstance(condition, Any):
        return any_of([_without_licence(part, pack) for part in condition.parts])
    if isinstance(condition, Not):
        return ~_without_licence(condition.part, pack)
    if isinstance(condition, Named):
        named = pack.rule(condition.term)
        assert named is not None
        return _without_licence(named.when, pack)
    return Truth.NO if isinstance(condition, Has) else Truth.UNKNOWN


def ways(condition: Condition, pack: Pack, wanted: bool) -> int:
    """Return in how many ways a condition can come out as wanted, if all of them are open."""
    if isinstance(condition, Not):
        return ways(condition.part, pack, not wanted)
    if isinstance(condition, Named):
        named = pack.rule(condition.term)
        assert named is not None
        return ways(named.when, pack, wanted)
    if isinstance(condition, All | Any):
        parts = [ways(part, pack, wanted) for part in condition.parts]
        return sum(parts) if isinstance(condition, Any) is wanted else prod(parts)
    return 1
