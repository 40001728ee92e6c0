"""Pages of the smallest examples."""

import io
from pathlib import Path

import pytest

from mlmcheck.judge import Court, Judgement, judge_file
from mlmcheck.report import explain, scheme_page, witness_page
from mlmcheck.report.language import speaker
from mlmcheck.report.layout import Page, cells, put
from mlmcheck.resources import samples_dir
from mlmcheck.witness.search import NoWitness, Witness, witnesses
from tests.report.golden import golden

PLANS = {
    "unilevel": "cn",
    "gifting-circle": "gb",
    "stair-step-price-tiers": "ca",
    "binary": "us",
}
"""Plans of four forms, each with a law that finds several things in it."""


def drawn(court: Court, name: str, language: str, width: int) -> str:
    """Return every example of a plan once, under the first rule that it is of."""
    path = samples_dir() / "designs" / f"{name}.yaml"
    judgement = judge_file(path, court, (PLANS[name],))
    view = scheme_page.view_of(judgement, judgement.deciding, speaker(language))
    assert view is not None
    page, seen = Page(width), set[object]()
    for rule, found in witnesses(view.day.findings, view.day.plan).items():
        told = found.told if isinstance(found, Witness) else rule
        if found is not None and told not in seen:
            seen.add(told)
            page.write(rule, "bold")
            witness_page.show(page, view, found, 2)
    text = io.StringIO()
    put(page, text)
    return text.getvalue()


@pytest.mark.parametrize("width", [60, 100])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", sorted(PLANS))
def test_page_of_examples(court: Court, name: str, language: str, width: int) -> None:
    """The drawn examples are the ones that were looked at, and no line is too wide."""
    found = drawn(court, name, language, width)
    assert golden(f"witness.{name}.{language}.{width}.txt", found) == found
    assert [] == [line for line in found.splitlines() if cells(line) > width]


def test_both_outcomes_are_among_the_pages(court: Court) -> None:
    """Examples are drawn, and where none was found the page says how far was looked."""
    kinds = set()
    for name, law in PLANS.items():
        path = samples_dir() / "designs" / f"{name}.yaml"
        worst = judge_file(path, court, (law,)).deciding.worst
        assert worst is not None
        kinds |= {type(each) for each in witnesses(worst.findings, worst.plan).values()}
    assert {Witness, NoWitness, type(None)} == kinds


HEAD = """\
mlmcheck: 1
name: example
market: cn
as_of: 2026-10-01
currency: CNY
"""
STAIRS = """\
entry: none
goods: [{name: tea, retail_price: 128}]
rewards: [{for: stock, levels: 2, pays: 10%}]
"""


def judged_text(court: Court, folder: Path, text: str) -> Judgement:
    """Judge a plan under Chinese law from a file of its own."""
    path = folder / "plan.yaml"
    path.write_text(HEAD + text, "utf-8")
    return judge_file(path, court, ("cn",))


def reasoning(judgement: Judgement) -> str:
    """Return what is printed of the reasoning on a plan, on lines as long as need be."""
    page = io.StringIO()
    explain.files([judgement], [], speaker("en"), page, 200)
    return page.getvalue()


def test_that_nothing_comes_in_is_said(court: Court, tmp_path: Path) -> None:
    """Where people are paid and nobody pays, the page does not speak of 0 that comes in."""
    plan = "entry: none\ngoods: none\nrewards: [{for: recruit, pays: {1: 100}}]\n"
    page = reasoning(judged_text(court, tmp_path, plan))

    assert "Nothing comes in. CNY 100 is paid to participants." in page
    assert "CNY 0 comes in" not in page


def test_the_stated_price_stands_for_one_that_is_not(court: Court, tmp_path: Path) -> None:
    """Where only the retail price is stated, participants are taken to pay that, and not 100."""
    page = reasoning(judged_text(court, tmp_path, STAIRS))

    assert "buys stock for CNY 128" in page
    remark = "the retail price stands for what participants pay, which is not stated"
    assert 1 == page.count(remark)  # and not below the example in which nothing is bought
    assert "CNY 100" not in page


def test_what_is_told_of_an_example_is_compared_by_value(court: Court, tmp_path: Path) -> None:
    """Two searches of the same plan find other objects, and tell the same."""
    once, again = (
        [
            each.told
            for each in witnesses(worst.findings, worst.plan).values()
            if isinstance(each, Witness)
        ]
        for _ in range(2)
        if (worst := judged_text(court, tmp_path, STAIRS).deciding.worst) is not None
    )

    assert once
    assert once == again
    assert set(once) == set(again)


def test_an_example_is_drawn_once(court: Court, tmp_path: Path) -> None:
    """A page draws an example under the first rule that it is of, and refers to it from others."""
    judgement = judged_text(court, tmp_path, STAIRS)
    page = reasoning(judgement)
    assert judgement.deciding.worst is not None
    drawn = page.count("the smallest example that shows it, people:")

    assert "the smallest example that shows it is that of" in page
    assert drawn < page.count("the smallest example that shows it")
