"""Values and messages in English and Chinese."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmcheck.facts import WordSet
from mlmcheck.interval import INFINITY, Interval
from mlmcheck.report import numbers
from mlmcheck.report.language import Speaker, clean, speaker
from mlmcheck.text import Money, Text

EN, ZH = speaker("en"), speaker("zh")
HALF, THIRD, ONE, ZERO = Fraction(1, 2), Fraction(1, 3), Fraction(1), Fraction(0)


@pytest.mark.parametrize(
    ("fact", "value", "english", "chinese"),
    [
        ("sale.share_final", Interval(THIRD, THIRD), "33.3%", "33.3%"),
        ("sale.share_final", Interval(Fraction(1, 5), Fraction(4, 5)), "20% to 80%", "20%至80%"),
        ("sale.share_final", Interval(HALF, ONE, True), "more than 50%", "超过50%"),
        ("sale.share_final", Interval(ZERO, HALF, False, True), "under 50%", "不足50%"),
        ("sale.share_final", Interval(ZERO, HALF), "at most 50%", "至多50%"),
        ("sale.share_final", Interval(ZERO, ONE), "not known", "不明"),
        (
            "sale.share_final",
            Interval(THIRD, HALF, True, True),
            "more than 33.3% and under 50%",
            "超过33.3%且不足50%",
        ),
        (
            "entry.payment_to_join",
            Interval(Fraction(128), INFINITY),
            "at least CNY 128",
            "至少128元",
        ),
        ("entry.payment_to_join", Interval(ZERO, INFINITY, True), "more than CNY 0", "超过0元"),
        (
            "operator.capital",
            Interval(Fraction(8 * 10**7), Fraction(8 * 10**7)),
            "CNY 80,000,000",
            "8,000万元",
        ),
        ("reward.uplines_paid", Interval(INFINITY, INFINITY), "no limit", "不限"),
        (
            "organiser.people_below",
            Interval(Fraction(2600000), Fraction(2600000)),
            "2,600,000",
            "260万",
        ),
        ("guard.cancel_days", Interval(ONE, ONE), "1 day", "1日"),
        ("guard.cancel_days", Interval(Fraction(60), INFINITY), "at least 60 days", "至少60日"),
        ("reward.on_entry", Interval(ONE, ONE), "yes", "是"),
        ("reward.on_entry", Interval(ZERO, ZERO), "no", "否"),
        ("reward.on_entry", Interval(ZERO, ONE), "not known", "不明"),
        ("operator.licences", WordSet(frozenset(["a", "b"]), True), "a, b", "a、b"),
        ("operator.licences", WordSet(frozenset(), True), "none", "无"),
        ("operator.licences", WordSet(frozenset()), "not known", "不明"),
    ],
)
def test_values_are_written_as_people_write_them(
    fact: str, value: Interval | WordSet, english: str, chinese: str
) -> None:
    """Each kind of value has its own wording in each language."""
    assert (english, chinese) == (
        EN.fact_value(fact, value, "CNY"),
        ZH.fact_value(fact, value, "CNY"),
    )


@pytest.mark.parametrize(
    ("amount", "english", "chinese"),
    [
        ("-250", "-USD 250", "-250美元"),
        ("-0.5", "-USD 0.50", "-0.50美元"),
        ("40000", "USD 40,000", "40,000美元"),
        ("74.85", "USD 74.85", "74.85美元"),
    ],
)
def test_money_is_written_one_way(amount: str, english: str, chinese: str) -> None:
    """A minus stands before the currency, and no digits are folded into 万."""
    text = Text("{amount}", amount=Money(Fraction(amount), "USD"))

    assert (english, chinese) == (EN.say(text), ZH.say(text))


def test_ends_of_an_interval_are_written_alike() -> None:
    """A range in Chinese has 万 at both of its ends or at neither."""
    value = Interval(Fraction(2600000), Fraction(2600001))

    assert "2,600,000至2,600,001" == ZH.fact_value("organiser.people_with_self", value)


@given(st.fractions(min_value=0, max_value=10**12))
def test_rounding_never_looks_like_a_whole_number(number: Fraction) -> None:
    """What is not whole is not written as if it were, down to a billionth."""
    written = numbers.decimal(number).replace(",", "")

    if number.denominator != 1 and min(number % 1, 1 - number % 1) > Fraction(1, 10**8):
        assert Fraction(written).denominator != 1
    assert abs(Fraction(written) - number) <= Fraction(1, 1000)


@given(st.integers(min_value=-(10**9), max_value=10**9), st.integers(min_value=0, max_value=4))
def test_four_decimals_are_written_exactly(units: int, digits: int) -> None:
    """A number with at most four decimals is written without rounding."""
    number = Fraction(units, 10**digits)

    assert number == Fraction(numbers.decimal(number).replace(",", ""))


def test_messages_carry_values_of_every_kind() -> None:
    """Messages inside messages, days, lists and numbers are all said in the reader's language."""
    text = Text(
        "{fact}: {value}",
        fact=Text("team compensation"),
        value=[date(2018, 1, 15), Fraction(5120), True, None],
    )

    assert "team compensation: 2018-01-15, 5,120, yes, not known" == EN.say(text)
    assert "团队计酬：2018年1月15日、5,120、是、不明" == ZH.say(text)


def test_braces_in_values_stay() -> None:
    """A value is put in once: braces in it are no placeholders."""
    assert "{x}: {value}" == EN.say(Text("{fact}: {value}", fact="{x}", value="{value}"))


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh_CN", "LANG": "en_GB.UTF-8"}, "zh"),
        ({"LC_ALL": "", "LANG": "zh-Hans"}, "zh"),
        ({"LANG": "de_DE"}, "en"),
        ({}, "en"),
    ],
)
def test_language_comes_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str
) -> None:
    """LC_ALL goes before LC_MESSAGES and LANG; languages there is no catalogue for are English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert language == speaker(None).language


@given(st.text())
def test_clean_text_cannot_steer_a_terminal(text: str) -> None:
    """No control character and no turn of the reading direction is left in it."""
    cleaned = clean(text)

    assert not [
        c for c in cleaned if ord(c) < 32 or 127 <= ord(c) < 160 or 0x202A <= ord(c) <= 0x202E
    ]


@pytest.mark.parametrize("say", [EN, ZH], ids=["en", "zh"])
def test_values_from_files_cannot_steer_a_terminal(say: Speaker) -> None:
    """An escape sequence in a name is written out where a message names it."""
    assert "\\x1b[2J" in say.say(Text("{fact}: {value}", fact="\x1b[2J", value="\u202e"))
