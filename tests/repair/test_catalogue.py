"""The catalogue of edits: the remedies of the rules, the page that lists it, what it may say."""

from __future__ import annotations

import re
from pathlib import Path

from mlmcheck.resources import samples_dir
from mlmcheck.scheme.find import scheme_files
from mlmcheck.scheme.read import parse_scheme, read_scheme
from tests.repair.benches import HEAD, every_edit, kinds, repaired, the_court

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "fix.md"
SOURCES = Path(__file__).resolve().parent.parent.parent / "mlmcheck" / "repair"

_KIND = re.compile(r'"([a-z]+(?:-[a-z]+)+)"')


def in_code() -> set[str]:
    """The kinds of edits that the code can make."""
    found: set[str] = set()
    for name in ("payments", "rewards", "conditions", "protection", "statements", "trial"):
        text = (SOURCES / f"{name}.py").read_text("utf-8")
        found |= set(_KIND.findall(text))
    return found - {"own-use", "stair-step", "outside-premises", "fixed-premises"}


def on_the_page() -> set[str]:
    """The kinds of edits that the page lists."""
    table = PAGE.read_text("utf-8").partition("## The edits")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return {kind for row in rows for kind in re.findall(r"`([a-z-]+)`", row)}


def test_the_page_lists_every_kind_of_edit() -> None:
    """And none that there is not."""
    assert on_the_page() == in_code()


def test_every_remedy_of_a_rule_is_an_edit() -> None:
    """A finding's remedy and the edit that brings it about are one word."""
    court = the_court()
    remedies = {
        remedy for law in court.laws for rule in court.pack(law).rules for remedy in rule.remedies
    }

    assert set() == remedies - in_code()


def test_every_edit_says_what_to_do_and_changes_something() -> None:
    """Of all samples: no edit is empty, and all its sentence names is given."""
    for path in scheme_files([samples_dir() / "designs", samples_dir() / "social_commerce"]):
        for edit in every_edit(read_scheme(path)):
            assert edit.ops
            assert "{" not in str(edit.text)
            assert edit.cost >= 1


SELLER = "goods: [{name: mask, retail_price: 128}]\nentry: none\nclaims: none\n"
SELLER += "rewards: [{name: own, for: retail, levels: 1, pays: 20%, per: year}]\n"


def test_a_licensed_seller_is_told_all_that_is_missing() -> None:
    """Under a law with many duties each of those that are broken is mended by its own remedy."""
    text = HEAD + "market: cn\ncurrency: CNY\n" + SELLER
    text += "recruiting: {direct: 5}\nsafeguards: none\n"
    text += "operator: {authorised: [{kind: direct-selling, market: cn}], channel: online,\n"
    text += "  contract_written: false, training_free: false, barred_people: false}\n"
    found = repaired(text, most=8)

    assert [
        "add-buy-back",
        "allow-cancelling",
        "allow-customer-returns",
        "company-recruits-only",
        "make-training-free",
        "pay-monthly",
        "write-contract",
    ] == sorted(kinds(found)[0])


def test_a_kit_is_sold_at_cost_only_where_the_cost_is_stated() -> None:
    """What a kit costs its seller nobody decides."""
    kit = "entry: [{item: kit, amount: 35, required: rule, opens: [join]}]\n"
    dear = HEAD + "currency: USD\n" + kit
    known = dear.replace("amount: 35", "amount: 35, cost: 20")

    assert "kit-at-cost" not in {edit.kind for edit in every_edit(parse_scheme(dear))}
    assert "kit-at-cost" in {edit.kind for edit in every_edit(parse_scheme(known))}


def test_there_are_no_customers_where_nothing_is_sold() -> None:
    """Pay is not moved to customers' orders in a plan without goods."""
    text = HEAD + "currency: USD\ngoods: none\nrewards: [{for: entry, pays: {1: 20%}}]\n"
    found = {edit.kind for edit in every_edit(parse_scheme(text))}

    assert found.isdisjoint({"pay-seller-only", "pay-on-customer-sales-only"})
