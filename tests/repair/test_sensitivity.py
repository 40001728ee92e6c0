"""Where verdicts flip: exact, on the right side, and true of the file with that number in it."""

from __future__ import annotations

import io
import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmcheck.judge import judge
from mlmcheck.judge.case import judge_law
from mlmcheck.law.model import Pack
from mlmcheck.repair.numbers import Number, numbers_in
from mlmcheck.repair.patch import patched
from mlmcheck.repair.sensitivity import Flip, Sensitivity, sensitivity, simplest
from mlmcheck.repair.tree import Put, changed
from mlmcheck.repair.verdicts import Verdicts
from mlmcheck.report import sensitivity_json, sensitivity_page
from mlmcheck.report.language import speaker
from mlmcheck.scheme.marks import Mapped
from mlmcheck.scheme.read import Document, parse_scheme, read_scheme
from mlmcheck.verdict import Verdict
from tests.repair.benches import HEAD, SAMPLES, the_court

LICENSED = (
    HEAD
    + """market: cn
currency: CNY
operator:
  authorised: [{kind: direct-selling, market: cn}]
  channel: online
  contract_written: true
  training_free: true
  barred_people: false
entry: none
upkeep: none
ranks: none
goods: [{name: mask, retail_price: 128, participant_price: 128, market_value: 120}]
rewards: [{name: own sales, for: retail, levels: 1, pays: 20%, per: month}]
safeguards:
  cancel: {days: 60, rate: 100%, enforced: true}
  customer_return: {days: 30, rate: 100%, enforced: true}
  buy_back: {rate: 100%, days: 30, covers: [stock, kit], by: company, enforced: true}
claims: none
"""
)


def found_in(text: str, *laws: str) -> Sensitivity:
    """What hangs on the numbers of a plan."""
    return sensitivity(parse_scheme(text), the_court(), laws)


def flips_of(found: Sensitivity, *path: str | int) -> tuple[Flip, ...]:
    """Where one number makes a verdict flip."""
    return next(one.flips for one in found.numbers if one.number.path == path)


def test_a_ceiling_of_the_law_is_found_exactly() -> None:
    """Pay of 30% is allowed in China, and any more is not: it flips above, not at."""
    (flip,) = flips_of(found_in(LICENSED), "rewards", 0, "pays")

    assert (Fraction(3, 10), False, True, True) == (
        flip.value,
        flip.reached,
        flip.exact,
        flip.rises,
    )
    assert flip.finding is not None
    assert ("cn-443-pay-cap", Verdict.LEGAL, Verdict.REVIEW) == (
        flip.finding.rule.id,
        flip.before,
        flip.law.verdict,
    )


def test_a_floor_of_the_law_is_found_exactly() -> None:
    """Whole days: one day less than the law asks for is where it flips."""
    (flip,) = flips_of(found_in(LICENSED), "safeguards", "cancel", "days")

    assert (Fraction(59), True, False) == (flip.value, flip.reached, flip.rises)


def test_every_law_that_flips_at_a_value_is_named() -> None:
    """Where the verdicts of two laws flip at one value, both are told, and not the first alone."""
    document = read_scheme(SAMPLES / "designs" / "unilevel.yaml")
    found = sensitivity(document, the_court(), ("ca", "eu"))
    flips = flips_of(found, "entry", 0, "amount")
    page = io.StringIO()
    sensitivity_page.render(found, speaker("en"), page, 120)
    numbers = json.loads(sensitivity_json.render(found, speaker("en")))["numbers"]

    assert [("ca", Fraction(0)), ("eu", Fraction(0))] == [
        (flip.law.law, flip.value) for flip in flips
    ]
    assert 1 == page.getvalue().count("flips at USD 0")
    assert "Canada (federal)  review → legal" in page.getvalue()
    assert "European Union    review → legal" in page.getvalue()
    assert [("ca", "Canada (federal)"), ("eu", "European Union")] == [
        (flip["law"], flip["title"]["en"]) for flip in numbers[0]["flips"]
    ]


def test_a_law_is_asked_once_for_what_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found is the same as if every law were asked of every plan, with less asking."""
    document = read_scheme(SAMPLES / "across" / "starter-pack.yaml")
    asked: list[str] = []

    def counted(pack: Pack, *rest: Any) -> Any:
        asked.append(pack.id)
        return judge_law(pack, *rest)

    monkeypatch.setattr("mlmcheck.repair.trial.judge_law", counted)
    laws = ("ca", "fr", "jp", "us")
    short = sensitivity(document, the_court(), laws)
    few = len(asked)
    monkeypatch.setattr(Verdicts, "of", lambda _, trial, law: trial.result(law).verdict)
    full = sensitivity(document, the_court(), laws)

    assert _told(full) == _told(short)
    assert few < (len(asked) - few) / 2


def _told(found: Sensitivity) -> list[object]:
    return [
        (one.number.path, flip.value, flip.reached, flip.exact, flip.law.law, flip.law.verdict)
        for one in found.numbers
        for flip in one.flips
    ]


def test_numbers_on_which_nothing_hangs_are_idle() -> None:
    """A price of goods decides nothing here."""
    idle = {number.path for number in found_in(LICENSED).idle}

    assert ("goods", 0, "retail_price") in idle


SAMPLED = ["across/starter-pack", "designs/unilevel", "designs/one-level-affiliate"]


@pytest.mark.parametrize("sample", SAMPLED)
def test_each_flip_is_true_of_the_file(sample: str) -> None:
    """The file with the number in it is judged as the flip says: at the value, before and past."""
    document = read_scheme(SAMPLES / f"{sample}.yaml")
    found = sensitivity(document, the_court())
    for one in found.numbers:
        for flip in one.flips:
            step = (
                Fraction(1)
                if one.number.kind == "count"
                else (flip.value or 1) * Fraction(1, 10**5)
            )
            past = flip.value + (step if flip.rises else -step)
            before = flip.value - (step if flip.rises else -step)
            old, new = flip.before, flip.law.verdict
            law = flip.law.law
            assert (new if flip.reached else old) is _verdict(document, one.number, flip.value, law)
            assert old is _verdict(document, one.number, before, law)
            if past >= 0:
                assert new is _verdict(document, one.number, past, law)


def _verdict(document: Document, number: Number, value: Fraction, law: str) -> Verdict:
    root = document.marks.root
    assert isinstance(root, Mapped)
    written = number.written(value)
    assert written is not None
    tree = changed(root, [Put(number.path, written)])
    text = patched(document.marks.source, root, tree)
    result = judge(parse_scheme(text), the_court())
    return next(one.verdict for one in result.laws if one.law == law)


def test_every_number_of_the_plan_is_listed_once() -> None:
    """Amounts, shares and counts, with their kinds; texts that look like numbers are none."""
    text = HEAD + "currency: CNY\ncompensated_levels: 2\n"
    text += "entry: [{name: '5', amount: 99, units: {min: 1, max: 3}, refund: {rate: 2/3}}]\n"
    text += "rewards: [{for: retail, pays: {1: 20%, 2: 5 USD}, needs: {customers: 4}}]\n"
    root = parse_scheme(text).marks.root
    assert isinstance(root, Mapped)

    assert [
        ("compensated_levels", "count", 2),
        ("amount", "money", 99),
        ("min", "count", 1),
        ("max", "count", 3),
        ("rate", "share", Fraction(2, 3)),
        ("1", "share", Fraction(1, 5)),
        ("2", "money", 5),
        ("customers", "count", 4),
    ] == [(one.path[-1], one.kind, one.value) for one in numbers_in(root)]


@given(st.fractions(0, 100), st.fractions(0, 100))
def test_the_simplest_number_lies_between(one: Fraction, other: Fraction) -> None:
    """It is in the range, and no number of a smaller denominator is."""
    low, high = sorted((one, other))
    found = simplest(low, high)

    assert low <= found <= high
    for denominator in range(1, min(found.denominator, 50)):
        first = -(-low.numerator * denominator // low.denominator)
        assert Fraction(first, denominator) > high


@given(st.fractions(0, 1000), st.sampled_from(["money", "share"]))
def test_a_number_is_written_as_it_is_read(value: Fraction, kind: str) -> None:
    """Exactly, or not at all."""
    assert kind in ("money", "share")
    number = Number((), "money" if kind == "money" else "share", Fraction(1))
    written = number.written(value)
    if written is None:
        return
    if written.endswith("%"):
        assert value == Fraction(written[:-1]) / 100
    else:
        assert value == Fraction(written)
