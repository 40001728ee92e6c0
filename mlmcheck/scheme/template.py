"""Scheme files to start from, one for each common form of plan."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from mlmcheck.scheme.codes import CURRENCIES, MARKETS, MEANT_MARKET
from mlmcheck.scheme.forms import FORMS
from mlmcheck.scheme.quantity import Wrong, shown
from mlmcheck.scheme.write import scalar
from mlmcheck.text import Text

_CURRENCY_OF: Mapping[str, str] = {
    "ar": "ARS",
    "au": "AUD",
    "br": "BRL",
    "ca": "CAD",
    "ch": "CHF",
    "cn": "CNY",
    "cz": "CZK",
    "dk": "DKK",
    "gb": "GBP",
    "hk": "HKD",
    "hu": "HUF",
    "id": "IDR",
    "in": "INR",
    "jp": "JPY",
    "kr": "KRW",
    "mo": "MOP",
    "mx": "MXN",
    "my": "MYR",
    "no": "NOK",
    "nz": "NZD",
    "ph": "PHP",
    "pl": "PLN",
    "ro": "RON",
    "ru": "RUB",
    "se": "SEK",
    "sg": "SGD",
    "th": "THB",
    "tr": "TRY",
    "tw": "TWD",
    "us": "USD",
    "vn": "VND",
    "za": "ZAR",
}
_EURO = "at be bg cy de ee es eu fi fr gr hr ie it lt lu lv mt nl pt si sk"

_AUTHORISED: Mapping[str, str] = {
    "cn": "[{kind: direct-selling, market: cn, from: 2020}]     # none: nowhere"
}
_NOWHERE = "none             # it holds no licence, registration or filing anywhere"
"""What is written of licences, by market: the rules of the others ask for none."""

_FOLDER = Path(__file__).resolve().parent / "templates"


def currency_of(market: str) -> str:
    """Return the currency of a market, US dollars where none is known for it."""
    country = market.partition("-")[0]
    return "EUR" if country in _EURO.split() else _CURRENCY_OF.get(country, "USD")


def new_scheme(form: str, name: str, market: str, currency: str | None = None) -> str:
    """Return the text of a scheme file of a form, with comments on what to change.

    The file can be read as it is. Without a currency it is in the market's own.

    Raises:
        Wrong: there is no such form, market or currency, or the name is blank.
    """
    if form not in FORMS:
        raise Wrong(
            Text("there is no form {form}; there are {known}", form=form, known=", ".join(FORMS))
        )
    country, dash, part = market.partition("-")
    if country not in MARKETS or (dash and not part.isalnum()):
        meant = market.lower() if market.lower().partition("-")[0] in MARKETS else None
        meant = meant or MEANT_MARKET.get(market.lower().replace(" ", ""))
        if meant is not None and meant != market:
            raise Wrong(
                Text(
                    '"{given}" is no market; write {meant}', given=shown(market), meant=shown(meant)
                )
            )
        raise Wrong(
            Text(
                '"{given}" is no market; write the two letters of a country, eu, or a part of a '
                "country as us-ca",
                given=shown(market),
            )
        )
    money = currency or currency_of(market)
    if money not in CURRENCIES:
        raise Wrong(Text('"{given}" is no currency code of ISO 4217', given=shown(money)))
    if not name.strip():
        raise Wrong(Text("the name is empty; write what the scheme is called"))
    text = (_FOLDER / f"{form}.yaml").read_text("utf-8")
    # the name last: it may hold the other words
    for word, value in (
        ("AUTHORISED", _AUTHORISED.get(country, _NOWHERE)),
        ("MARKET", scalar(market)),
        ("CURRENCY", money),
        ("NAME", scalar(name)),
    ):
        text = re.sub(rf"{word}( *)", partial(_filled, value), text)
    return text


def _filled(value: str, match: re.Match[str]) -> str:
    """Return a value in place of a word, so that a comment after it stays where it was."""
    return value if match[1] == "" else value.ljust(len(match[0]) - 1) + " "
