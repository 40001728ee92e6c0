"""What to write instead of a number, share or date that cannot be read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from fractions import Fraction

from mlmcheck.scheme.quantity import LONGEST_NUMBER, NUMBER, PartialDate, shown
from mlmcheck.text import Text

_GROUPED = re.compile(r"([1-9][0-9]{0,2}(?:[,_' ][0-9]{3})+|[1-9][0-9]*(?:_[0-9]+)+)(\.[0-9]+)?")
_COMMA = re.compile(r"([0-9]+),([0-9]{1,2})")
_ZEROS = re.compile(r"0+([0-9]+(?:\.[0-9]+)?)")
_POWER = re.compile(r"([0-9]+(?:\.[0-9]+)?)[eE]\+?([0-9]{1,2})")
_SCALED = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?(thousand|million|[kKmM万萬亿億])")
_SCALES = {
    "k": 10**3,
    "K": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "M": 10**6,
    "million": 10**6,
    "万": 10**4,
    "萬": 10**4,
    "亿": 10**8,
    "億": 10**8,
}
_SIGN = re.compile(rf"[$＄€£¥￥₩₹] ?({NUMBER})|({NUMBER}) ?(?:[$＄€£¥￥₩₹]|元|块|圆|円|원)")
_SIGNED = {
    "€": "EUR",
    "£": "GBP",
    "￥": "CNY",
    "元": "CNY",
    "块": "CNY",
    "円": "JPY",
    "₩": "KRW",
    "원": "KRW",
    "₹": "INR",
}
_AFTER = re.compile(rf"({NUMBER}) ?([A-Za-z]{{3}})")
_BEFORE = re.compile(rf"([A-Za-z]{{3}}) ?({NUMBER})")
_EVERY = re.compile(rf"({NUMBER}(?: [A-Z]{{3}})?) ?/ ?(day|week|month|year)")
_PERCENT = re.compile(rf"({NUMBER}) (?:%|percent|per cent)|%({NUMBER})|({NUMBER})percent")
_UNIT = re.compile(
    r"([0-9]+) ?(?:(days?|天|日)|(weeks?|周|星期)|(months?|个月|月)|(years?|年)|"
    r"people|persons?|members?|participants?|customers?|recruits?|levels?|人|名|级|层)"
)
_LEAST = re.compile(r"(>=|≥|>|<=|≤|<|~|≈|up to |at least |over |under |about )\s*(\S.*)")
_ENDS = {
    ">=": "min",
    "≥": "min",
    "at least ": "min",
    ">": "over",
    "over ": "over",
    "<=": "max",
    "≤": "max",
    "up to ": "max",
    "<": "under",
    "under ": "under",
    "~": "about",
    "≈": "about",
    "about ": "about",
}
_SPAN = re.compile(r"([0-9.]+)(%?) ?(?:-|–|—|~|～|to|\.\.) ?([0-9.]+)(%?)( [A-Z]{3})?")
_WRITTEN_DATE = re.compile(
    r"([0-9]{4})[-/.年]([0-9]{1,2})(?:[-/.月]([0-9]{1,2})?日?)?|([0-9]{4})年"
)
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")


def not_money(text: str) -> Text:
    """Say why a text is no amount of money, and what to write."""
    if len(text) > LONGEST_NUMBER:
        return _too_long(text, "99, 12.50 or 500 USD")
    if re.fullmatch(rf"{NUMBER}%|[0-9]+/[0-9]+", text):
        return Text(
            '"{given}" is a share; an amount of money is meant here, such as 99 or 500 USD',
            given=text,
        )
    if text.startswith("-"):
        return Text('"{given}" is negative; an amount of money is 0 or more', given=text)
    found = _recurring(text) or _instead(text, rf"{NUMBER}(?: [A-Z]{{3}})?")
    if found is not None:
        return found
    match = _AFTER.fullmatch(text)
    if match is not None:
        return _write(text, f"{match[1]} {match[2].upper()}")
    match = _BEFORE.fullmatch(text)
    if match is not None:
        return _write(text, f"{match[2]} {match[1].upper()}")
    if text.casefold() in ("free", "nothing", "none", "免费", "无"):
        return Text('"{given}" is not an amount of money; write 0', given=text)
    match = _SIGN.fullmatch(text)
    if match is not None and "¥" in text:
        return Text(
            '"{given}" has a sign that stands for two currencies; write {amount} CNY or '
            "{amount} JPY",
            given=text,
            amount=match[1] or match[2],
        )
    if match is not None:
        return Text(
            '"{given}" has a sign for its currency; write {amount} and the three letters of the '
            "currency, such as {amount} {code}",
            given=text,
            amount=match[1] or match[2],
            code=next((code for sign, code in _SIGNED.items() if sign in text), "USD"),
        )
    return Text(
        '"{given}" is not an amount of money; write a number, such as 99, 12.50 or 500 USD',
        given=text,
    )


def not_share(text: str) -> Text:
    """Say why a text is no share, and what to write."""
    if len(text) > LONGEST_NUMBER:
        return _too_long(text, "20% or 2/3")
    if text.startswith("-"):
        return Text('"{given}" is negative; a share is 0% or more', given=text)
    if re.fullmatch(NUMBER, text):
        value = Fraction(text)
        percent = value * 100 if value <= 1 else value
        return Text(
            '"{given}" has no %; a share is written like {instead} or 2/3',
            given=text,
            instead=f"{_plain(percent)}%",
        )
    match = _PERCENT.fullmatch(text)
    if match is not None:
        return _write(text, f"{match[1] or match[2] or match[3]}%")
    found = _recurring(text) or _instead(text, rf"{NUMBER}%|[0-9]+/[1-9][0-9]*")
    if found is not None:
        return found
    return Text('"{given}" is not a share; write it like 20% or 2/3', given=text)


def not_count(text: str) -> Text:
    """Say why a text is no whole number, and what to write."""
    if len(text) > LONGEST_NUMBER:
        return _too_long(text, "51")
    if re.fullmatch(rf"{NUMBER}%|[0-9]+/[0-9]+", text):
        return Text('"{given}" is a share; a whole number is meant here, such as 51', given=text)
    if text.startswith("-"):
        return Text(
            '"{given}" is negative; a number of people, levels or days is 0 or more', given=text
        )
    found = _instead(text, r"0|[1-9][0-9]*") or _with_unit(text)
    if found is not None:
        return found
    return Text('"{given}" is not a whole number; write one, such as 51', given=text)


def _with_unit(text: str) -> Text | None:
    """Say what number to write for a number with what it counts, None where it is none."""
    match = _UNIT.fullmatch(text)
    if match is None:
        return None
    number = int(match[1])
    in_days = number * (7 if match[3] else 30 if match[4] else 365 if match[5] else 1)
    if match[4] or match[5]:
        return Text(
            '"{given}" has a unit; write the number alone: {days} where days are asked, {months} '
            "where months are",
            given=text,
            days=str(in_days),
            months=str(number * (12 if match[5] else 1)),
        )
    return Text(
        '"{given}" has a unit; write the number alone: {instead}', given=text, instead=str(in_days)
    )


def not_day(text: str) -> Text | None:
    """Say what full day to write for a text that may be read as a month or a year, else None."""
    match = _WRITTEN_DATE.fullmatch(text)
    if match is None or match[3]:
        return None
    try:
        last = PartialDate(int(match[1] or match[4]), int(match[2] or 0)).last
    except ValueError:
        return None
    return Text(
        '"{given}" is not one day; write it in full, such as {instead}',
        given=text,
        instead=last.isoformat(),
    )


def not_date(text: str) -> Text:
    """Say why a text is no date, and what to write."""
    match = _WRITTEN_DATE.fullmatch(text)
    if match is not None:
        instead = "-".join(part.zfill(2) for part in match.groups() if part)
        return Text('"{given}" is not read as a date; write {instead}', given=text, instead=instead)
    match = _DAY_FIRST.fullmatch(text)
    if match is not None:
        return Text(
            '"{given}" may be read in two ways; write year, month and day, such as {year}-02-29',
            given=text,
            year=match[3],
        )
    if text in ("now", "today", "present", "ongoing", "至今"):
        return Text('"{given}" is no date; leave the key out if the end is not known', given=text)
    return Text('"{given}" is no date; write 2016, 2016-02 or 2016-02-29', given=shown(text))


def _too_long(text: str, example: str) -> Text:
    if re.fullmatch(r"[0-9./]+ ?[%A-Z]*", text):
        return Text("a number of more than {most} digits; check it", most=LONGEST_NUMBER)
    return Text(
        "a longer text is written here; write a number, such as {example}, and the rest as note:",
        example=example,
    )


def _recurring(text: str) -> Text | None:
    match = _EVERY.fullmatch(text)
    if match is None:
        return None
    return Text(
        '"{given}" is two things in one; write {amount} here and per: {every} beside it',
        given=text,
        amount=match[1],
        every=match[2],
    )


def _write(text: str, instead: str) -> Text:
    return Text('"{given}" is not read as meant; write {instead}', given=text, instead=instead)


def _instead(text: str, right: str) -> Text | None:
    """Say what to write where the meaning of a number is plain, None where it is not.

    `right` is the pattern of what may stand here.
    """

    def fits(candidate: str) -> bool:
        return re.fullmatch(right, candidate) is not None

    for repair, tell in _REPAIRS:
        repaired = repair(text)
        if repaired is not None and fits(repaired):
            return tell(text, repaired)
    match = _LEAST.fullmatch(text)
    if match is not None and fits(match[2]):
        return _write(text, f"{{{_ENDS[match[1]]}: {match[2]}}}")
    match = _SPAN.fullmatch(text)
    if match is not None:
        unit = (match[2] or match[4]) + (match[5] or "")
        low, high = match[1] + unit, match[3] + unit
        if fits(low) and fits(high):
            return _write(text, f"{{min: {low}, max: {high}}}")
    return None


def _ungrouped(text: str) -> str | None:
    match = _GROUPED.match(text)
    if match is None:
        return None
    rest = text[match.end() :]
    return re.sub(r"[,_' ]", "", match[1]) + (match[2] or "") + rest


def _pointed(text: str) -> str | None:
    match = _COMMA.match(text)
    return f"{match[1]}.{match[2]}{text[match.end() :]}" if match else None


def _unpadded(text: str) -> str | None:
    match = _ZEROS.match(text)
    return f"{match[1]}{text[match.end() :]}" if match else None


def _powered(text: str) -> str | None:
    match = _POWER.match(text)
    if match is None:
        return None
    return f"{_plain(Fraction(match[1]) * 10 ** int(match[2]))}{text[match.end() :]}"


def _scaled(text: str) -> str | None:
    match = _SCALED.match(text)
    if match is None:
        return None
    return f"{_plain(Fraction(match[1]) * _SCALES[match[2]])}{text[match.end() :]}"


def _narrow(text: str) -> str | None:
    narrow = unicodedata.normalize("NFKC", text).replace(" ", "")
    return narrow if narrow != text else None


def _tell_marks(given: str, instead: str) -> Text:
    return Text(
        '"{given}" has marks between its digits; write {instead}', given=given, instead=instead
    )


def _tell_comma(given: str, instead: str) -> Text:
    return Text(
        '"{given}" has a comma for its decimal point; write {instead}', given=given, instead=instead
    )


def _tell_zero(given: str, instead: str) -> Text:
    return Text('"{given}" starts with 0; write {instead}', given=given, instead=instead)


def _tell_short(given: str, instead: str) -> Text:
    return Text('"{given}" is not written out; write {instead}', given=given, instead=instead)


def _tell_wide(given: str, instead: str) -> Text:
    return Text(
        '"{given}" has full-width signs or spaces in it; write {instead}',
        given=given,
        instead=instead,
    )


_REPAIRS: tuple[tuple[Callable[[str], str | None], Callable[[str, str], Text]], ...] = (
    (_ungrouped, _tell_marks),
    (_pointed, _tell_comma),
    (_unpadded, _tell_zero),
    (_powered, _tell_short),
    (_scaled, _tell_short),
    (_narrow, _tell_wide),
)


def _plain(number: Fraction) -> str:
    """Return a decimal number in digits, without an exponent."""
    text = f"{float(number):.6f}".rstrip("0").rstrip(".")
    return text if Fraction(text) == number else str(float(number))
