"""The page on the laws holds what the packs hold: laws, instruments, counts, rules of each kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from mlmcheck.interval import Truth
from mlmcheck.judge import Court, judge
from mlmcheck.law.findings import Result
from mlmcheck.law.model import Cite, InForce, Pack, Rule
from mlmcheck.law.read import laws_in, read_pack
from mlmcheck.resources import rules_dir, samples_dir
from mlmcheck.scheme.read import parse_scheme
from mlmcheck.verdict import Verdict
from tests.docs.pages import ROOT, Table, codes, table, tables, words

PAGE = ROOT / "docs" / "laws.md"
LAWS = laws_in((rules_dir(),))
COURT = Court((rules_dir(),), date(2026, 11, 24))
PACK = (samples_dir() / "across" / "starter-pack.yaml").read_text("utf-8")
"""A plan on sales to customers in which a pack of goods must be bought to take part."""
SURENESS = ("low", "medium", "high")
"""Confidences, the lowest first."""


@cache
def pack(law: str) -> Pack:
    """The pack of a law, with what it includes."""
    return read_pack(law, (rules_dir(),))


def own(law: str, *, terms: bool = False) -> list[Rule]:
    """The rules that lie in a law's own folder; those that it includes lie in another."""
    folder = rules_dir() / law
    return [
        rule
        for rule in pack(law).by_id.values()
        if (terms or rule.effect != "term")
        and rule.file is not None
        and folder in rule.file.parents
    ]


def on_pyramids(rules: list[Rule]) -> list[Rule]:
    """Those that can make a scheme pyramid-like, if their text is sure enough."""
    return [rule for rule in rules if rule.forbids and rule.about == "pyramid"]


def span(held: InForce) -> str:
    """From when, and if it has ended to when."""
    if held.first == date.min:
        return "–"
    return str(held.first) if held.last is None else f"{held.first} to {held.last}"


def law_row(law: str) -> tuple[str, ...]:
    """What the table of laws says of one, but for what its pack leaves out."""
    rules, forbidding = own(law), on_pyramids(own(law))
    lowest = min((rule.confidence for rule in forbidding), key=SURENESS.index)
    alone = [f"`{rule.id}`" for rule in forbidding if rule.unsure]
    return (
        f"`{law}`",
        pack(law).title["en"],
        str(min(rule.in_force.first for rule in forbidding)),
        f"{len(forbidding)} of {len(rules)}",
        f"{lowest}; not alone: {', '.join(alone)}" if alone else lowest,
    )


def place(cites: tuple[Cite, ...]) -> str:
    """The article of the first citation that has one, else its decision or order."""
    articles = [cite.article for cite in cites if cite.article]
    cases = [(cite.case or cite.order or "").partition(": ")[0] for cite in cites]
    return (articles or cases)[0]


def instrument_rows(law: str) -> Iterator[tuple[str, ...]]:
    """What the table of instruments says of those of one law."""
    folder = rules_dir() / law
    for instrument in pack(law).instruments.values():
        if instrument.file is not None and folder in instrument.file.parents:
            here = [rule for rule in own(law) if rule.instrument == instrument.id]
            forbidding = on_pyramids(here)
            yield (
                f"`{law}`",
                instrument.title["en"],
                span(instrument.in_force),
                "; ".join(f"`{rule.id}` {place(rule.cites)}" for rule in forbidding) or "–",
                str(len(here) - len(forbidding) or "–"),
            )


def test_the_table_of_laws_is_what_the_packs_say() -> None:
    """Every law with its place, first day, rules and lowest confidence, and what is not in it."""
    found = table(PAGE, "The laws", "law").rows
    assert [law_row(law) for law in LAWS] == [row[:-1] for row in found]
    assert [] == [row[0] for row in found if not row[-1]]


def test_the_number_of_laws_is_right_where_it_is_said() -> None:
    """The pages say as many laws as there are packs."""
    said = {
        int(number)
        for page in (PAGE, ROOT / "README.md")
        for number in re.findall(r"(\d+)(?: laws|个法域)", page.read_text("utf-8"))
    }
    assert {len(LAWS)} == said


def test_the_table_of_instruments_is_what_the_packs_say() -> None:
    """Every instrument with its days, and every rule that forbids pyramids with its article."""
    found = table(PAGE, "Instruments and articles", "law").rows
    assert [row for law in LAWS for row in instrument_rows(law)] == list(found)


def kinds() -> list[Table]:
    """The tables that say which laws are of a kind, and by which rule."""
    return [found for found in tables(PAGE) if found.header[:2] == ("laws", "rules")]


def kind(heading: str) -> list[Rule]:
    """The rules that one of these tables names."""
    (found,) = (one for one in kinds() if one.heading == heading)
    ids = [id for row in found.rows for id in words(row[1])]
    return [next(rule for law in LAWS if (rule := pack(law).rule(id))) for id in ids]


@pytest.mark.parametrize("found", kinds(), ids=lambda found: found.heading)
def test_a_rule_stands_beside_the_law_that_has_it(found: Table) -> None:
    """Each rule of a row is in the pack of a law of that row, and each law has one of them."""
    assert found.rows
    for row in found.rows:
        laws, ids = words(row[0]), words(row[1])
        assert [] == [id for id in ids if not any(pack(law).rule(id) for law in laws)]
        assert [] == [law for law in laws if not any(pack(law).rule(id) for id in ids)]


def test_every_law_is_sorted_into_the_kinds() -> None:
    """No law is missing from what the page says of how laws differ."""
    assert set(LAWS) == {law for found in kinds() for row in found.rows for law in words(row[0])}


def test_every_rule_that_the_page_names_is_one() -> None:
    """What looks like the name of a rule is a rule, a law or an instrument."""
    known = set(LAWS) | {id for law in LAWS for id in (*pack(law).by_id, *pack(law).instruments)}
    assert [] == [
        f"{line}: {code}"
        for line, code in codes(PAGE)
        if re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", code) and code not in known
    ]


def test_where_no_payment_is_asked_the_rule_asks_for_none() -> None:
    """Those rules depend on no fact about the least payment."""
    for rule in kind("No payment is asked"):
        (law,) = {law for law in LAWS if rule in own(law)}
        asked = pack(law).asks[rule.id]
        assert not {fact for fact in asked if fact.startswith("entry.payment_")}, rule.id


def test_where_any_payment_is_enough_the_rule_asks_for_one() -> None:
    """Those rules depend on the least payment to earn or to be paid for others."""
    for rule in kind("Any amount counts as payment"):
        law = next(law for law in LAWS if rule in own(law))
        assert {"entry.payment_to_earn", "entry.payment_to_recruit"} & pack(law).asks[rule.id]


def forbidden_by(scheme: str) -> set[str]:
    """The rules on pyramids, of all laws, whose every element is there, sure of their text or not.

    An exception that is not known to be absent lets a rule off.
    """
    laws = judge(parse_scheme(scheme), COURT, ("all",)).laws
    return {
        finding.rule.id
        for law in laws
        if law.worst is not None
        for finding in law.worst.findings
        if finding.rule.forbids
        and finding.rule.about == "pyramid"
        and finding.when is not None
        and finding.when.truth is Truth.YES
        and (finding.result is Result.MET or finding.rule.unsure)
    }


def test_a_required_purchase_is_forbidden_by_itself_where_the_page_says_so() -> None:
    """Those rules, and no others, are met by a plan on sales alone because of its starter pack."""
    free, packs = re.subn(r"(?m)^entry:\n(  - .*\n)+", "entry: none\n", PACK)
    assert 1 == packs
    named = {rule.id for rule in kind("A required purchase by itself")}
    assert forbidden_by(PACK) - forbidden_by(free) == named


def test_the_starter_pack_comes_out_in_canada_china_and_singapore() -> None:
    """These laws, and by these rules, make it pyramid-like; the page names them beside the pair."""
    laws = judge(parse_scheme(PACK), COURT, ("all",)).laws
    found = {
        law.law: {finding.rule.id for finding in law.worst.decision.deciding}
        for law in laws
        if law.verdict is Verdict.PYRAMID and law.worst is not None
    }
    assert {
        "ca": {"ca-55-1-b"},
        "cn": {"cn-444-entry-fee", "cn-444-team-pay"},
        "sg": {"sg-3"},
    } == found


def test_every_gate_every_burden_and_every_rule_on_pay_is_named() -> None:
    """Licences, exceptions that the operator must prove, and limits on pay are all on the page."""
    of_gates, of_burdens, of_caps = (
        {rule.id for rule in kind(heading)}
        for heading in ("A licence or filing", "The operator must prove it", "Caps")
    )
    every = [rule for law in LAWS for rule in own(law, terms=True)]
    assert {rule.id for rule in every if rule.gate} == of_gates
    assert {rule.id for rule in every if rule.burden} == of_burdens
    capped = [rule for rule in every if rule.forbids and rule.about == "pay"]
    assert {rule.id for rule in capped} <= of_caps


def test_every_rule_that_turns_on_a_buy_back_is_named() -> None:
    """Whatever forbids, bids or excepts by what a buy-back gives is in the table of buy-backs."""
    every = {rule.id: rule for law in LAWS for rule in own(law, terms=True)}
    asking = {id for id, rule in every.items() if "guard.buy_back_rate" in str(rule.when)}
    assert asking == {rule.id for rule in kind("A missing buy-back")}
