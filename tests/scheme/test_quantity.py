"""Money, shares, counts and dates are exact, and what is none of them is told with a remedy."""

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmcheck.interval import INFINITY, Interval
from mlmcheck.scheme.quantity import (
    Count,
    Money,
    PartialDate,
    Share,
    Wrong,
    Wrongs,
    read_count,
    read_date,
    read_day,
    read_levels,
    read_money,
    read_rate,
    read_ratio,
    read_share,
)

F = Fraction


def point(number: Fraction | int | float) -> Interval:
    """The interval of one number."""
    return Interval(number, number)


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("0", F(0), None),
        ("99", F(99), None),
        ("456744401.69", F(45674440169, 100), None),
        ("0.01", F(1, 100), None),
        ("500 USD", F(500), "USD"),
    ],
)
def test_money(text: str, amount: Fraction, currency: str | None) -> None:
    """An amount is read exactly, with the currency it names."""
    assert Money(point(amount), currency) == read_money(text)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("20%", F(1, 5)),
        ("0.5%", F(1, 200)),
        ("2/3", F(2, 3)),
        ("93.84%", F(2346, 2500)),
        ("0%", F(0)),
    ],
)
def test_shares(text: str, share: Fraction) -> None:
    """A share is read exactly, from a percentage or a fraction."""
    assert Share(point(share)) == read_share(text)


@pytest.mark.parametrize(
    ("raw", "interval"),
    [
        ({"min": "30000", "max": "35000"}, Interval(F(30000), F(35000))),
        ({"over": "0"}, Interval(F(0), INFINITY, lo_open=True)),
        ({"under": "5"}, Interval(F(0), F(5), hi_open=True)),
        ({"max": "3"}, Interval(F(0), F(3))),
        ({"min": "3", "under": "9"}, Interval(F(3), F(9), hi_open=True)),
        ({"about": "100"}, Interval(F(90), F(110))),
        ({"min": "7", "max": "7"}, point(7)),
    ],
)
def test_ranges(raw: dict[str, str], interval: Interval) -> None:
    """Ends with min and max include their number, with over and under not; about is a tenth."""
    assert Count(interval, "about" in raw) == read_count(raw)


def test_a_part_ends_at_the_whole() -> None:
    """A share over one half is at most all, where it is a part of a whole."""
    assert Share(Interval(F(1, 2), F(1), lo_open=True)) == read_share({"over": "50%"})
    assert Share(Interval(F(1, 2), INFINITY, lo_open=True)) == read_ratio({"over": "50%"})
    assert Share(Interval(F(855, 1000), F(1)), about=True) == read_share({"about": "95%"})


def test_levels_may_be_all() -> None:
    """`all` is as many levels as there are."""
    assert Count(point(INFINITY)) == read_levels("all")
    assert Count(point(3)) == read_levels("3")


def test_rates_are_shares_or_money() -> None:
    """What has % or / is a share, else it is money."""
    assert Share(point(F(1, 4))) == read_rate("25%")
    assert Money(point(200)) == read_rate("200")
    assert Share(point(F(3, 2))) == read_rate("3/2")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2016-02-29", date(2016, 2, 29), date(2016, 2, 29)),
    ],
)
def test_dates(text: str, first: date, last: date) -> None:
    """A year, a month and a day have a first and a last day, and print as written."""
    found = read_date(text)

    assert (first, last, text) == (found.first, found.last, str(found))


def test_a_day_is_one_day() -> None:
    """A month is no day; the message names one of its days."""
    assert date(2018, 1, 15) == read_day("2018-01-15")
    with pytest.raises(Wrong, match="such as 2018-02-28"):
        read_day("2018-02")


Reader = Callable[[object], Money | Share | Count | PartialDate]


@pytest.mark.parametrize(
    ("read", "given", "instead"),
    [
        (read_money, "5,000", "5000"),
        (read_money, "1,234,567.89", "1234567.89"),
        (read_money, "5 000", "5000"),
        (read_money, "1_000", "1000"),
        (read_money, "12,50", "12.50"),
        (read_money, "012", "12"),
        (read_money, "1e3", "1000"),
        (read_money, "10万", "100000"),
        (read_money, "2.5 million", "2500000"),
        (read_money, "99usd", "99 USD"),
        (read_money, "USD 99", "99 USD"),
        (read_money, "２００", "200"),
        (read_money, "10-20 USD", "{min: 10 USD, max: 20 USD}"),
        (read_money, ">=10", "{min: 10}"),
        (read_share, "0.9", "90%"),
        (read_share, "25 %", "25%"),
        (read_share, "%25", "25%"),
        (read_share, "20％", "20%"),
        (read_share, "1,5%", "1.5%"),
        (read_share, "10-20%", "{min: 10%, max: 20%}"),
        (read_share, "<=30%", "{max: 30%}"),
        (read_share, "> 50%", "{over: 50%}"),
        (read_share, "under 50%", "{under: 50%}"),
        (read_share, "~30%", "{about: 30%}"),
        (read_share, "up to 25%", "{max: 25%}"),
        (read_count, "5,000", "5000"),
        (read_count, "2万", "20000"),
        (read_count, "3-5", "{min: 3, max: 5}"),
        (read_count, "08", "8"),
        (read_date, "2016/2/3", "2016-02-03"),
        (read_date, "2016年2月", "2016-02"),
        (read_date, "2016.2.3", "2016-02-03"),
    ],
)
def test_what_to_write_instead_can_be_read(read: Reader, given: str, instead: str) -> None:
    """A value whose meaning is plain is refused with what to write, and that can be read."""
    with pytest.raises(Wrong) as caught:
        read(given)

    assert str(caught.value.text).startswith(f'"{given}"')
    assert re.search(rf"(?:write|like) {re.escape(instead)}(?: or 2/3)?$", str(caught.value.text))
    ends = dict(part.split(": ") for part in instead.strip("{}").split(", ") if ": " in part)
    read(ends or instead)


@pytest.mark.parametrize(
    ("read", "given", "message"),
    [
        (read_money, "-5", '"-5" is negative; an amount of money is 0 or more'),
        (read_money, "dear", '"dear" is not an amount of money; write a number, such as 99, 12.50'),
        (read_money, "free", '"free" is not an amount of money; write 0'),
        (read_money, "20%", '"20%" is a share; an amount of money is meant here'),
        (read_money, "99元", "write 99 and the three letters of the currency, such as 99 CNY"),
        (read_money, "99/year", "is two things in one; write 99 here and per: year beside it"),
        (read_money, ["788", "899"], "a list is written here; one value is meant"),
        (read_money, "9" * 41, "a number of more than 40 digits; check it"),
        (read_money, "a " * 40, "a longer text is written here"),
        (read_share, "majority", '"majority" is not a share; write it like 20% or 2/3'),
        (read_share, "120%", '"120%" is past 100%'),
        (read_share, "1/0", '"1/0" is not a share'),
        (read_share, {"over": "100%"}, '"{over: 100%}" is past 100%'),
        (read_share, {"about": "105%"}, "is past 100%"),
        (read_count, "1.5", '"1.5" is not a whole number'),
        (read_count, "20%", '"20%" is a share; a whole number is meant here'),
        (read_count, "٣", '"٣" has full-width signs or spaces in it|is not a whole number'),
        (read_count, {}, "an empty range; write for example {min: 51}"),
        (read_count, {"over": "2", "under": "3"}, "no whole number is in it"),
        (read_count, {"min": "5", "max": "3"}, "the range is empty"),
        (read_count, {"min": "5", "over": "3"}, "min and over exclude each other"),
        (read_count, {"max": "5", "under": "3"}, "max and under exclude each other"),
        (read_count, {"about": "5", "max": "6"}, "about stands alone"),
        (read_count, {"from": "5"}, '"from" is no part of a range'),
        (read_count, {"min": ["5"]}, "a single value is meant here"),
        (
            read_levels,
            ["1", "2"],
            "levels: 3 means levels 1 to 3, and pays: {5: 1000} only the fifth",
        ),
        (read_rate, {"min": "5%", "max": "200"}, "one end of the range is a share and the other"),
        (read_money, {"min": "5 USD", "max": "6"}, "in two currencies"),
        (read_date, "3/4/2016", '"3/4/2016" may be read in two ways'),
        (read_date, "2018-02-30", '"2018-02-30" is not in the calendar'),
        (read_date, "2018-00", '"2018-00" is not in the calendar'),
        (read_date, "0000", '"0000" is not in the calendar'),
        (read_date, "now", '"now" is no date; leave the key out if the end is not known'),
        (read_date, "soon", '"soon" is no date; write 2016, 2016-02 or 2016-02-29'),
    ],
)
def test_what_is_wrong_is_said(read: Reader, given: object, message: str) -> None:
    """A value that cannot be read is told of in words."""
    with pytest.raises(Wrong) as caught:
        read(given)

    text = str(caught.value.text)
    assert any(part in text for part in message.split("|")), text


def test_both_ends_are_told() -> None:
    """What is wrong with either end of a range is told at once, each at its end."""
    with pytest.raises(Wrongs) as caught:
        read_money({"min": "five", "max": "six"})

    assert [("min",), ("max",)] == [wrong.at for wrong in caught.value.each]


@given(st.one_of(st.text(), st.text(st.sampled_from("0123456789.,/%-> eEUSD万{}"))))
def test_nothing_but_wrong_is_raised(text: str) -> None:
    """Any text is a quantity or wrong, and the message is never empty."""
    readers: tuple[Reader, ...] = (read_money, read_share, read_ratio, read_count, read_date)
    for read in (*readers, read_levels, read_rate):
        try:
            read(text)
        except Wrong as wrong:
            assert len(str(wrong.text)) > 10


@given(st.integers(0, 10**12), st.integers(0, 99))
def test_decimals_are_exact(units: int, hundredths: int) -> None:
    """No amount is rounded on the way."""
    expected = Money(point(F(units * 100 + hundredths, 100)))

    assert expected == read_money(f"{units}.{hundredths:02}")
