"""Schemes judged on a fixed day, for all tests of reports."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from mlmcheck.judge import Court, Judgement, judge_file
from mlmcheck.resources import rules_dir

ROOT = Path(__file__).resolve().parent.parent.parent
TODAY = date(2026, 11, 24)
SAMPLES = Path("sample_schemes/social_commerce")


@lru_cache(maxsize=1)
def the_court() -> Court:
    """The rules that come along, on a fixed day."""
    return Court((rules_dir(),), TODAY)


@pytest.fixture
def court(monkeypatch: pytest.MonkeyPatch) -> Court:
    """A court; paths count from the top of the checkout, so that reports name no other place."""
    monkeypatch.chdir(ROOT)
    return the_court()


@pytest.fixture
def judged(court: Court) -> Callable[..., Judgement]:
    """Judge a sample by its name."""

    def judge_sample(name: str, *laws: str) -> Judgement:
        return judge_file(SAMPLES / f"{name}.yaml", court, laws)

    return judge_sample
