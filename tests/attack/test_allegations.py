"""Nothing rests on a table that is only alleged."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.attack.judged import judged

SCHEME = """\
mlmcheck: 1
name: X
market: cn
as_of: 2026-10-01
currency: CNY
sources: {told: {title: a complaint, weight: allegation}, found: {title: y, weight: finding}}
complete: [entry, rewards]
entry: none
rewards: [{for: retail, pays: {1: 10%}, source: found}]
network:
  NETWORK
  participants: {rows: [{id: A}, {id: B, sponsor: A}]}
  orders: {rows: [{id: o, buyer: B, amount: 100, kind: entry}]}
  payouts: {TABLE rows: [{to: A, amount: 12, for: o}]}
"""


@pytest.mark.parametrize(
    ("network", "table", "expected"),
    [
        ("", "", "pyramid-like"),
        ("source: found", "", "pyramid-like"),
        ("source: told", "", "legal"),
        ("", "source: told,", "legal"),
        ("source: told", "source: found,", "legal"),
        ("source: found", "source: told,", "legal"),
    ],
)
def test_alleged_payouts_make_nobody_a_pyramid(
    network: str, table: str, expected: str, tmp_path: Path
) -> None:
    """Pay on an entry payment counts if a finding shows the rows, and not if a complaint does."""
    file = tmp_path / "plan.yaml"
    file.write_text(SCHEME.replace("NETWORK", network).replace("TABLE", table), encoding="utf-8")
    found = judged(file)

    assert expected == found["verdict"]
    assert ("told" in network + table) == any(
        "rests on the source told" in note["text"] for note in found["notes"]
    )
