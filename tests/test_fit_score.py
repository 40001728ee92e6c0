"""The fit of the score's weights finds weights that are there, and is not made without cases."""

from __future__ import annotations

import random

import pytest

from mlmcheck.score import CLASSES
from tools.fit_score import Row, fit, folds, log_loss, main

START = (0.30, 0.30, 0.15, 0.15, 0.05, 0.05)


def world(seed: int, count: int, weights: tuple[float, ...]) -> list[Row]:
    """Decisions drawn from known weights."""
    draw = random.Random(seed)
    rows = []
    for number in range(count):
        degrees = tuple(float(draw.random() < 0.4) for _ in CLASSES)
        stays = 1.0
        for p, d in zip(weights, degrees, strict=True):
            stays *= (1 - p) ** d
        rows.append(Row(f"family {number // 3}", degrees, draw.random() >= stays))
    return rows


def test_weights_that_are_there_are_found() -> None:
    """From many decisions the fit comes close to the weights that made them."""
    true = (0.80, 0.60, 0.30, 0.20, 0.10, 0.05)
    found = fit(world(7, 4000, true), START)
    assert all(abs(p - q) < 0.07 for p, q in zip(true, found, strict=True))


def test_without_decisions_the_weights_in_use_stay() -> None:
    """Nothing pulls away from the start."""
    assert pytest.approx(START) == fit([], START)


def test_the_fit_explains_what_it_saw_better_than_the_start() -> None:
    """The loss on the rows of the fit is no greater."""
    rows = world(3, 300, (0.9, 0.5, 0.4, 0.3, 0.2, 0.1))
    assert log_loss(rows, fit(rows, START)) <= log_loss(rows, START)


def test_a_family_is_in_one_fold_only() -> None:
    """No scheme is tested on itself under another law."""
    parts = folds(world(1, 100, START))
    seen = [{row.family for row in part} for part in parts]
    assert sum(map(len, seen)) == len(set.union(*seen))
    assert 100 == sum(map(len, parts))


def test_with_few_cleared_schemes_it_says_why_there_is_no_fit(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The script names how many there are and how many are needed."""
    assert 0 == main()
    assert "final decisions cleared a scheme" in capsys.readouterr().out
