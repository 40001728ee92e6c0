"""Fit the weights of the score to final decisions, or say why there are too few of them.

The score is a place in the verdict's band, 1 - prod (1 - p)^d over the findings. With
w = -ln(1 - p) that is a log-linear model, ln(1 - P) = -sum(w d) with w >= 0; it is fitted by
maximum likelihood of "an authority held it to be a pyramid", with a ridge towards the weights in
use. Folds are families of schemes, so that no scheme is tested on itself under another law. The fit
never touches the bands, so it can move no verdict.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import expm1, log

import numpy as np

from mlmcheck.accuracy.corpus import Case, read_corpus
from mlmcheck.accuracy.tally import CLEARED_NEEDED, tally
from mlmcheck.judge import Court
from mlmcheck.resources import rules_dir, samples_dir
from mlmcheck.score import CLASSES, Weights, class_of, established
from mlmcheck.verdict import Verdict

RIDGE = 1.0
"""Strength of the pull towards the weights in use."""
STEPS, RATE = 4000, 0.02
FOLDS = 5


@dataclass(frozen=True)
class Row:
    """One final decision: how far the findings of each class are established, and the outcome."""

    family: str
    established: tuple[float, ...]
    pyramid: bool


def row_of(case: Case) -> Row:
    """Return what the fit sees of a case."""
    sums = dict.fromkeys(CLASSES, 0.0)
    for finding in case.law.worst.findings if case.law.worst else ():
        kind = class_of(finding.rule)
        if kind is not None and not finding.set_aside:
            sums[kind] += established(finding)
    outcome = case.record.outcome is Verdict.PYRAMID
    return Row(case.record.family, tuple(sums.values()), outcome)


def fit(rows: Sequence[Row], start: Sequence[float], ridge: float = RIDGE) -> tuple[float, ...]:
    """Return the weights p of the classes that make the outcomes likeliest, each in (0, 1).

    `start` are the weights to be pulled towards; without rows they are the answer.
    """
    if not rows:
        return tuple(start)
    degrees = np.array([row.established for row in rows], dtype=float)
    pyramid = np.array([row.pyramid for row in rows], dtype=bool)
    first = np.array([-log(1 - p) for p in start])
    weights = first.copy()
    for _ in range(STEPS):
        total = np.maximum(degrees @ weights, 1e-9)
        # d/dw of -ln P is -d / (e^s - 1) for a pyramid, and d for a cleared scheme.
        pull = np.where(pyramid, -1 / np.expm1(np.minimum(total, 50)), 1.0)
        slope = ridge * (weights - first) + degrees.T @ pull
        weights = np.maximum(weights - RATE * slope / len(rows), 1e-6)
    return tuple(float(-expm1(-w)) for w in weights)


def log_loss(rows: Sequence[Row], weights: Sequence[float]) -> float:
    """Return the mean of -ln of the probability given to what happened."""
    loss = 0.0
    for row in rows:
        total = sum(-log(1 - p) * d for p, d in zip(weights, row.established, strict=True))
        stays = min(max(np.exp(-total), 1e-9), 1 - 1e-9)
        loss -= log(1 - stays) if row.pyramid else log(stays)
    return loss / max(len(rows), 1)


def folds(rows: Sequence[Row], count: int = FOLDS) -> list[list[Row]]:
    """Return the rows in folds of about the same size; a family is in one fold only."""
    parts: list[list[Row]] = [[] for _ in range(count)]
    by_family: dict[str, list[Row]] = {}
    for row in rows:
        by_family.setdefault(row.family, []).append(row)
    for _, family in sorted(by_family.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        min(parts, key=len).extend(family)
    return [part for part in parts if part]


def report(rows: Sequence[Row], weights: Weights) -> list[str]:
    """Return the fit and its loss on families it has not seen, as lines of text."""
    start = [weights.of[name] for name in CLASSES]
    lines = ["fold  cases  loss of the weights in use  loss of the fit"]
    for number, held in enumerate(folds(rows), 1):
        others = [row for row in rows if row.family not in {one.family for one in held}]
        fitted = fit(others, start)
        lines.append(
            f"{number:>4}  {len(held):>5}  {log_loss(held, start):>26.3f}  "
            f"{log_loss(held, fitted):>15.3f}"
        )
    whole = fit(rows, start)
    lines += [f"  {name}: {p:.2f}" for name, p in zip(CLASSES, whole, strict=True)]
    return lines


def main() -> int:
    """Print the fit, or why there is none; return the exit code."""
    court = Court((rules_dir(),), date.today())
    found = tally(read_corpus((samples_dir() / "decided",), court))
    if found.cleared < CLEARED_NEEDED:
        print(
            f"no fit: {found.cleared} final decisions cleared a scheme, and six weights need about "
            f"{CLEARED_NEEDED}; the weights stay dated judgements"
        )
        return 0
    print("\n".join(report([row_of(case) for case in found.counted], court.weights)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
