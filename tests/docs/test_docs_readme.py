"""What the first page says of its example and of the measure of accuracy is so."""

from __future__ import annotations

import re
from datetime import date

import pytest

from mlmcheck.judge import Court, judge
from mlmcheck.resources import rules_dir
from mlmcheck.scheme.read import parse_scheme
from mlmcheck.verdict import Verdict
from tests.docs.pages import ROOT, blocks

PAGE = ROOT / "README.md"
COURT = Court((rules_dir(),), date(2026, 11, 24))


@pytest.mark.parametrize(
    ("operator", "left_out"),
    [("", ["cn-443"]), ("operator: {channel: online, authorised: none}\n", [])],
)
def test_the_first_scheme_without_its_pack_and_bonus_is_legal(
    operator: str, left_out: list[str]
) -> None:
    """Legal apart from the Regulations on Direct Selling, or legal once the channel is known."""
    (block,) = (block for block in blocks(PAGE) if block.path == "plan.yaml")
    kept = "".join(
        line for line in block.content.splitlines(keepends=True) if "referral bonus" not in line
    )
    free = re.sub(r"(?m)^entry: .*$", "entry: none", kept)
    assert free != kept != block.content
    found = judge(parse_scheme(free + operator), COURT).deciding
    assert Verdict.LEGAL is found.verdict
    assert left_out == [instrument.id for instrument in found.left_out]


def test_the_laws_without_a_final_decision_are_as_many_as_the_page_says() -> None:
    """The number in the text is that of the codes in the printed line."""
    text = PAGE.read_text("utf-8")
    listed = re.search(r"untested: ([a-z, \n-]+)\.", text)
    said = re.search(r"for (\d+) of the \d+ laws there is no final decision", text)
    assert listed is not None
    assert said is not None
    assert len(listed[1].split(",")) == int(said[1])
