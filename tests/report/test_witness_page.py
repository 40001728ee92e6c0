"""Pages of the smallest examples."""

import io

import pytest

from mlmcheck.judge import Court, judge_file
from mlmcheck.report import scheme_page, witness_page
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
    page, seen = Page(width), set[int]()
    for rule, found in witnesses(view.day.findings, view.day.plan).items():
        if found is not None and id(found) not in seen:
            seen.add(id(found))
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
