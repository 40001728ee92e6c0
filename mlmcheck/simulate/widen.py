"""A run looked at with those rows alone that have anything in them yet, and widened as it grows."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np

from mlmcheck.plan.batch import Crowd, Standing, opening
from mlmcheck.plan.terms import Terms

_AHEAD = 4
"""How many times the rows that are needed are taken at once, as each widening builds trees anew."""


def rows_for(needed: int, people: int) -> int:
    """Return how many rows to take where so many are needed, of so many people in all."""
    ahead = needed * _AHEAD
    return people if 2 * ahead > people else ahead


def first_rows(crowd: Crowd, rows: int) -> Crowd:
    """Return the first rows of a grown crowd: nobody in them is brought by anybody later."""
    return Crowd(crowd.sponsor[:rows], crowd.joined[:rows], crowd.left[:rows])


def widened(terms: Terms, crowd: Crowd, standing: Standing) -> Standing:
    """Return a standing of the first rows of a crowd as one of all of it: the new did nothing."""
    fresh = opening(terms, crowd)
    kept = {
        field.name: _padded(getattr(standing, field.name), len(crowd))
        for field in fields(standing)
        if field.name not in ("net", "seats")
    }
    return replace(fresh, **kept, seats=standing.seats)


def _padded(value: Any, people: int) -> Any:
    """Return arrays of people with zeros for the new, in whatever holds them."""
    if isinstance(value, np.ndarray):
        more = np.zeros((*value.shape[:-1], people - value.shape[-1]), value.dtype)
        return np.concatenate([value, more], axis=-1)
    if isinstance(value, dict):
        return {key: _padded(each, people) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        parts = {each.name: _padded(getattr(value, each.name), people) for each in fields(value)}
        return replace(value, **parts)
    return value
