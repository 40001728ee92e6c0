"""One edit: a change of a plan that its owner can decide, as he is told it and as it is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mlmcheck.facts import Path
from mlmcheck.repair.tree import Op, clash
from mlmcheck.text import Text


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of one thing in a plan; `kind` is the word that remedies of rules use for it."""

    kind: str
    text: Text
    """What the owner of the plan is to do."""
    path: Path
    """The place in the file that it is about; one that is not there yet if something is added."""
    ops: tuple[Op, ...]
    cost: int = 1
    """How many edits it counts as: one for every payment or reward that it does away with."""


def conflict(one: Edit, other: Edit) -> bool:
    """Return whether two edits cannot both be made."""
    return any(clash(first, second) for first in one.ops for second in other.ops)


def all_ops(edits: Iterable[Edit]) -> tuple[Op, ...]:
    """Return what several edits together do to the file."""
    return tuple(op for edit in edits for op in edit.ops)
