"""Charts and tables show what the numbers are, in whatever a terminal can print."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from io import BytesIO, TextIOWrapper

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmcheck.report import simulation_json, simulation_page
from mlmcheck.report.language import speaker
from mlmcheck.report.simulation_tables import BLOCKS, blocks_for, chart
from mlmcheck.report.simulation_words import Figures
from mlmcheck.scheme.plan import plan_on
from mlmcheck.scheme.read import Document, parse_scheme
from mlmcheck.simulate.assumptions import Assumptions
from mlmcheck.simulate.outcome import Spread
from mlmcheck.simulate.study import Study, readings_of, study_of

from .plans import DAY, NO_SALES, headhunting

GIVEN = Assumptions(people=60, months=5, after=2, runs=2, retail=NO_SALES)


def studied(text: str, assumed: Assumptions = GIVEN) -> tuple[Document, Study]:
    """A scheme and its study."""
    document = parse_scheme(f"mlmcheck: 1\nname: Test\ncurrency: USD\n{text}".encode(), "plan.yaml")
    plan = plan_on(document.scheme, DAY)
    return document, study_of(plan, assumed, readings_of(plan, assumed, ("least", "most")))


def page(text: str, encoding: str = "utf-8", assumed: Assumptions = GIVEN) -> str:
    """The page as it comes out of a file of some encoding."""
    raw = BytesIO()
    file = TextIOWrapper(raw, encoding=encoding, newline="\n")
    simulation_page.render(*studied(text, assumed), speaker("en"), file, 100)
    file.flush()
    return raw.getvalue().decode(encoding)


@given(st.lists(st.fractions(0, 50), max_size=40), st.fractions(0, 60))
def test_a_chart_has_one_sign_a_value_and_rises_with_it(
    values: list[Fraction], highest: Fraction
) -> None:
    """Nothing is a space, anything is at least the lowest block, and more is never lower."""
    row = chart(values, highest, BLOCKS)
    height = {" ": 0} | {sign: place for place, sign in enumerate(BLOCKS, 1)}

    assert len(values) == len(row)
    for one, sign in zip(values, row, strict=True):
        assert (one > 0 and highest > 0) == (height[sign] > 0)
        for other, beside in zip(values, row, strict=True):
            assert one > other or height[sign] <= height[beside]


@pytest.mark.parametrize(
    ("encoding", "plain"),
    [("utf-8", False), ("gbk", False), ("gb18030", False), ("ascii", True), ("latin-1", True)],
)
def test_charts_are_drawn_with_what_the_encoding_has(encoding: str, plain: bool) -> None:
    """Where an encoding has no blocks plainer signs are used, and never a question mark."""
    file = TextIOWrapper(BytesIO(), encoding=encoding)

    assert plain == (blocks_for(file) != BLOCKS)
    assert "?" not in page(headhunting(60), encoding)


def test_a_figure_of_several_runs_shows_its_range() -> None:
    """Where runs agree there is one number; where they differ the middle and from to."""
    _, study = studied(headhunting(60))
    figures = Figures(study, speaker("en"))
    same = Spread(Fraction(1, 3), Fraction(1, 3), Fraction(1, 3))
    apart = Spread(Fraction(1, 4), Fraction(1, 3), Fraction(1, 2))

    assert "33.3%" == figures.told(same, figures.share)
    assert "33.3% (25% to 50%)" == figures.told(apart, figures.share)


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("0", "USD 0"),
        ("-12.345", "-USD 12.34"),
        ("999.999", "USD 1,000"),
        ("12345.6", "USD 12,346"),
    ],
)
def test_money_is_told_to_the_cent_and_great_sums_without(amount: str, written: str) -> None:
    """Nobody reads the cents of thousands."""
    _, study = studied(headhunting(60))

    assert written == Figures(study, speaker("en")).money(Fraction(amount))


def test_what_cannot_be_paid_is_said() -> None:
    """A plan that promises more than comes in is told from when on, and how much is missing."""
    assert "more has been paid out than ever came in" in " ".join(page(headhunting(150)).split())
    assert "than ever came in" not in page(headhunting(60))


def test_payouts_after_the_last_newcomer_are_said() -> None:
    """Where pay goes on when nobody joins, the page says in how many months more goes out."""
    text = headhunting(60).replace(
        "rewards: [", "rewards: [{for: time, of: own_payments, pays: 5%, per: month}, "
    )
    said = " ".join(page(text).split())

    assert "more is paid out than comes in in 2 of 2 months" in said


def test_goods_that_are_stuck_are_said() -> None:
    """A pack that nobody sells stays with those who bought it, all of it."""
    text = (
        "entry: [{item: stock, amount: 600, required: rule, opens: [join]}]\nupkeep: none\n"
        "ranks: none\nrewards: none\n"
    )
    said = " ".join(page(text).split())

    assert "100% are left with those who bought them, for which they paid USD 36,600" in said
    assert "The plan pays nobody anything." in said


def test_figures_and_tables_add_up_over_several_runs() -> None:
    """All of a page is one run: who lost, gained or came out even are all who joined."""
    given_now = Assumptions(people=300, months=8, after=2, runs=5, retail=NO_SALES)
    text = headhunting(50)
    said = page(text, assumed=given_now)
    _, study = studied(text, given_now)
    middle = study.middle
    even = 300 - middle.lost - middle.gained
    sentences = " ".join(said.split())

    assert sorted(o.lost for o in study.main)[2] == middle.lost
    assert f" in 8 months {middle.lost} " in sentences
    assert f" {middle.gained} (" in sentences
    assert f" and {even} " in sentences
    for title in ("By level below the top", "By month of joining"):
        rows = said.split(title)[1].split("─\n")[1].split("\n\n")[0].splitlines()[1:]
        people = [int(row.split()[1]) for row in rows]
        assert "all" == rows[-1].split()[0]
        assert 300 == people[-1] == sum(people[:-1])
    assert "All figures and tables are of one run" in sentences
    assert "of one run" not in page(text, assumed=replace(given_now, runs=1))


@pytest.mark.parametrize("runs", [1, 2])
def test_one_person_and_one_month_are_said_in_the_singular(runs: int) -> None:
    """Nobody reads of 1 people in 1 months."""
    one = Assumptions(people=1, months=1, after=1, runs=runs, retail=NO_SALES)
    said = " ".join(page(headhunting(50), assumed=one).split())

    assert "one joins in one month; then nobody joins for one month" in said
    assert "The one who joins ends with -USD 100." in said
    assert (runs > 1) == ("has lost money at the end in 2 of 2 runs" in said)
    assert "1 people" not in said
    assert "1 month" not in said


def test_ranges_of_the_plan_are_said() -> None:
    """Where both ends are read, the page says so, and what is paid at each."""
    text = headhunting(60).replace("amount: 100", "amount: {min: 100, max: 120}")
    said = page(text)

    assert "its ranges are read both ways" in said
    assert "entry payment 1: USD 100 once" in said
    assert "entry payment 1: USD 120 once" in said


def test_the_json_report_is_json_without_steering_signs() -> None:
    """It can be read, ends with a line end, and has nothing in it that steers a terminal."""
    text = simulation_json.render(*studied(headhunting(60)), speaker("en"))
    found = json.loads(text)

    assert text.endswith("}\n")
    assert found["simulated"] is True
    assert ["most"] == [end["end"] for end in found["plan"]["ends"]]
    assert 5 + 2 == len(found["months"])
    assert found["results"]["lost_with_goods"] == found["results"]["lost"]
