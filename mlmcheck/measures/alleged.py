"""Allegations beside the facts they speak of, never in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mlmcheck.facts import Basis, Evidence, Fact
from mlmcheck.vocabulary import VOCABULARY


def with_alleged(
    facts: Sequence[Fact], alleged: Mapping[str, Sequence[Evidence]]
) -> tuple[Fact, ...]:
    """Return the facts with what is only alleged of them.

    An allegation of something that nothing else is known of becomes a fact that says nothing.
    """
    if not alleged:
        return tuple(facts)
    found: list[Fact] = []
    left = {name: tuple(evidence) for name, evidence in alleged.items() if evidence}
    for fact in facts:
        said = left.pop(fact.name, None)
        found.append(fact if said is None else replace(fact, alleged=fact.alleged + said))
    found.extend(
        Fact(name, VOCABULARY[name].whole, Basis.DECLARED, (), said) for name, said in left.items()
    )
    return tuple(found)
