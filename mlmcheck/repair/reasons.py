"""Why nothing was found: the rules that still stand against a plan, and what each rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from mlmcheck.facts import Basis
from mlmcheck.judge import DayResult, LawResult
from mlmcheck.law.environment import IMPLIED_BY_ANY
from mlmcheck.law.evaluate import Trace, nodes
from mlmcheck.law.findings import Finding
from mlmcheck.law.model import FactLeaf, That
from mlmcheck.scheme.model import Scheme
from mlmcheck.scheme.plan import decides
from mlmcheck.vocabulary import VOCABULARY, Merge


class Rests(Enum):
    """On what a finding rests that no edit of the plan changes."""

    COUNTED = "counted or found"
    """Figures, tables or a finding of what was done."""
    CONDUCT = "conduct"
    """What the people behind it did."""
    FIGURES = "figures missing"
    """Only figures of what was paid and sold could answer it."""
    OPEN = "law open"
    """The law leaves it open whatever the facts are."""
    MISSING = "not stated"
    """The file does not say it."""
    PLAN = "plan"
    """The plan itself; no edit within the bounds is enough."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule that still stands, under one law, and why no edit moves it."""

    law: LawResult
    finding: Finding
    rests: Rests
    facts: tuple[str, ...]
    """The facts it rests on, or that it needs."""


def alleged(scheme: Scheme) -> bool:
    """Return whether a payment or a reward of the file is only alleged or claimed.

    No edit touches it: to strike it out would hide it, and to change it would admit it.
    """
    return any(
        not decides(scheme, item.source)
        for section in (scheme.entry, scheme.upkeep, scheme.rewards)
        if isinstance(section, tuple)
        for item in section
    )


def standing(result: LawResult, finding: Finding) -> Standing:
    """Return why a finding stands against a plan."""
    assert result.worst is not None
    if finding.needs:
        needs = tuple(name for name in finding.needs if name in VOCABULARY)
        if needs and all(_of_practice(name) for name in needs):
            return Standing(result, finding, Rests.FIGURES, needs)
        return Standing(result, finding, Rests.MISSING, needs)
    if finding.open:
        return Standing(result, finding, Rests.OPEN, ())
    asked = tuple(dict.fromkeys(_facts(finding)))
    counted = tuple(name for name in asked if _counted(name, result.worst))
    conduct = tuple(name for name in counted if name.startswith("conduct."))
    if conduct:
        return Standing(result, finding, Rests.CONDUCT, conduct)
    if counted:
        return Standing(result, finding, Rests.COUNTED, counted)
    return Standing(result, finding, Rests.PLAN, asked)


def _of_practice(name: str) -> bool:
    return VOCABULARY[name].merge is Merge.PRACTICE


def _facts(finding: Finding) -> Iterator[str]:
    traces: list[Trace | None] = [finding.when, finding.applies]
    for trace in traces:
        for node in nodes(trace) if trace is not None else ():
            condition = node.condition
            if isinstance(condition, That):
                condition = condition.leaf
            if isinstance(condition, FactLeaf):
                yield condition.fact


def _counted(name: str, day: DayResult) -> bool:
    """Return whether figures or tables say it, or one of the facts that make it true."""
    if any(
        fact.basis in (Basis.REPORTED, Basis.OBSERVED) or name.startswith("conduct.")
        for fact in day.facts.of(name)
    ):
        return True
    return any(
        _counted(part, day) for whole, parts in IMPLIED_BY_ANY if whole == name for part in parts
    )
