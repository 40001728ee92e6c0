"""The edits there are for a plan: what its owner could change, given what the laws ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mlmcheck.facts import Path
from mlmcheck.repair.edits import Edit
from mlmcheck.repair.limits import Limits
from mlmcheck.scheme.model import Disclosure, Item, Operator, Recruiting, Scheme
from mlmcheck.scheme.plan import closed_sections, decides
from mlmcheck.scheme.read import Document


@dataclass(frozen=True, slots=True)
class Draft:
    """What edits are made from: the file, and the numbers of the laws asked for."""

    document: Document
    limits: Limits

    @property
    def scheme(self) -> Scheme:
        """What the file says."""
        return self.document.scheme

    def line(self, path: Path) -> int:
        """Return the line on which a place stands."""
        return self.document.locate(path).line

    def closed(self, section: str) -> bool:
        """Return whether nothing exists in a section but what is listed."""
        return section in closed_sections(self.scheme)

    def vouched(self, section: Operator | Recruiting | Disclosure | None) -> bool:
        """Return whether the file vouches for all that such a section says, or has none.

        An edit of a section that is only alleged would make the rest of it the file's own word.
        """
        return section is None or decides(self.scheme, section.source)

    def mine(self, item: Item) -> bool:
        """Return whether the file vouches for an item.

        What is only alleged is nobody's plan: to strike it out would hide it.
        """
        return decides(self.scheme, item.source)

    def asks(self, *facts: str) -> bool:
        """Return whether a rule that can move the verdict asks for one of these facts."""
        return not self.limits.asked.isdisjoint(facts)


def edits_for(document: Document, limits: Limits) -> tuple[Edit, ...]:
    """Return every edit of the catalogue that applies to a plan, in the order of the file.

    None of them states what the owner of the plan does not decide: what was counted, found or
    answered, what goods are worth, what was alleged.
    """
    from mlmcheck.repair import conditions, payments, protection, rewards, statements

    draft = Draft(document, limits)
    return tuple(
        _each_once(
            [
                *payments.edits(draft),
                *rewards.edits(draft),
                *conditions.edits(draft),
                *protection.edits(draft),
                *statements.edits(draft),
            ]
        )
    )


def _each_once(edits: Iterable[Edit]) -> Iterator[Edit]:
    seen: list[tuple[object, ...]] = []
    for edit in edits:
        if edit.ops and edit.ops not in seen:
            seen.append(edit.ops)
            yield edit
