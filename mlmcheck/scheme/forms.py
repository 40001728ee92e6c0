"""The forms of plan that there is a file to start from for."""

from __future__ import annotations

FORMS: tuple[str, ...] = (
    "blank",
    "one-level-affiliate",
    "unilevel",
    "binary",
    "matrix",
    "stair-step",
    "pool",
    "static-return",
    "gifting-circle",
)
"""Their names, as `mlmcheck new` takes them."""
