"""What a repair and a sensitivity look like: golden pages, and what no width may break."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

import pytest

from mlmcheck.repair import repair
from mlmcheck.repair.sensitivity import sensitivity
from mlmcheck.report import fix_page, sensitivity_page
from mlmcheck.report.language import speaker
from mlmcheck.report.layout import cells
from mlmcheck.scheme.read import read_scheme
from tests.repair.benches import the_court

ROOT = Path(__file__).resolve().parent.parent.parent
GOLDEN = Path(__file__).resolve().parent / "golden"
LAYOUTS = [("en", 60), ("en", 120), ("zh", 60), ("zh", 120)]


def golden(name: str, found: str) -> str:
    """Return what the golden file says; with UPDATE_GOLDEN=1 write what was found instead."""
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN") == "1":
        path.write_text(found, encoding="utf-8", newline="\n")
    return path.read_text(encoding="utf-8")


def fix_of(sample: str, language: str, width: int) -> str:
    """The page of a repair."""
    page = io.StringIO()
    found = repair(read_scheme(f"sample_schemes/{sample}.yaml"), the_court())
    fix_page.render(found, None, speaker(language), page, width)
    return page.getvalue()


def sensitivity_of(sample: str, language: str, width: int) -> str:
    """The page of a sensitivity."""
    page = io.StringIO()
    found = sensitivity(read_scheme(f"sample_schemes/{sample}.yaml"), the_court())
    sensitivity_page.render(found, speaker(language), page, width)
    return page.getvalue()


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize(("language", "width"), LAYOUTS)
@pytest.mark.parametrize("sample", ["designs/unilevel", "across/own-use-club"])
def test_the_page_of_a_repair(sample: str, language: str, width: int) -> None:
    """A plan that is made lawful, and one of which what was done is not undone."""
    name = f"fix-{Path(sample).name}.{language}.{width}.txt"
    found = fix_of(sample, language, width)

    assert golden(name, found) == found


@pytest.mark.parametrize(("language", "width"), LAYOUTS)
def test_the_page_of_a_sensitivity(language: str, width: int) -> None:
    """What flips, and what nothing hangs on."""
    name = f"sensitivity-starter-pack.{language}.{width}.txt"
    found = sensitivity_of("across/starter-pack", language, width)

    assert golden(name, found) == found


@pytest.mark.parametrize(("language", "width"), LAYOUTS)
def test_only_the_patch_is_wider_than_the_page(language: str, width: int) -> None:
    """Lines of a patch are never wrapped, as `patch` could not read them; all others are."""
    wide = [
        line
        for line in fix_of("designs/unilevel", language, width).splitlines()
        if cells(line) > width
    ]

    assert all(re.match(r"[-+ @]", line) for line in wide)


def test_nothing_is_left_in_english() -> None:
    """A Chinese page has no English word but those of the file, of paths and of laws' own names."""
    page = fix_of("across/own-use-club", "zh", 120)

    assert "edit" not in page
    assert "plan" not in page
