"""Which laws a market stands under."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mlmcheck.judge.court import Court

LAWS = {
    "eu": "covers: [eu, de, fr, lt]",
    "de": "covers: [de]\nincludes: eu",
    "fr": "covers: [fr]",
    "us": "covers: [us]",
    "us-ca": "covers: [us-ca]\nincludes: us",
    "hk": "covers: [hk]",
    "_neighbours": "note: none",
}


@pytest.fixture
def court(tmp_path: Path) -> Court:
    """A folder of laws that hold nothing but what they cover and include."""
    for law, text in LAWS.items():
        (tmp_path / law).mkdir()
        (tmp_path / law / "law.yaml").write_text(f"id: {law}\ntitle: {law}\n{text}\n", "utf-8")
    return Court((tmp_path,), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("market", "expected"),
    [
        ("hk", ("hk",)),
        # A member state with a pack that takes the union's in, with one that does not, with none.
        ("de", ("de",)),
        ("fr", ("fr", "eu")),
        ("lt", ("eu",)),
        ("us-ca", ("us-ca",)),
        # A part of a country without a law of its own stands under the country's.
        ("us-ny", ("us",)),
        ("us", ("us",)),
        ("br", ()),
        # The code of a country may stand in any text; only `covers` counts.
        ("no", ()),
    ],
)
def test_a_market_stands_under_its_own_law_and_what_covers_it(
    court: Court, market: str, expected: tuple[str, ...]
) -> None:
    """Its own first, then the wider ones that its own does not include."""
    assert expected == court.laws_of(market)
