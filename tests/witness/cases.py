"""Plans that between them meet every rule that an example can show, with the witness of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from mlmcheck.judge import Court, judge_file
from mlmcheck.law.findings import Finding
from mlmcheck.law.model import Pack, Rule
from mlmcheck.plan.compile import terms_of
from mlmcheck.plan.terms import Terms
from mlmcheck.resources import rules_dir, samples_dir
from mlmcheck.scheme.plan import Plan
from mlmcheck.witness.search import Found, Witness, witnesses

TODAY = date(2026, 11, 24)
PLANS = Path(__file__).resolve().parent / "plans"
DESIGNS = samples_dir() / "designs"

CASES: tuple[tuple[Path, date | None], ...] = (
    (PLANS / "entry-fee.yaml", None),
    (PLANS / "entry-fee.yaml", date(1977, 6, 1)),
    (PLANS / "entry-fee.yaml", date(2000, 9, 1)),
    (PLANS / "entry-fee.yaml", date(2005, 10, 1)),
    (PLANS / "entry-fee.yaml", date(2008, 6, 1)),
    (PLANS / "organiser.yaml", None),
    (PLANS / "organiser.yaml", date(2016, 6, 1)),
    (PLANS / "stock-loading.yaml", None),
    (PLANS / "stock-loading.yaml", date(1985, 1, 1)),
    (PLANS / "licensed-seller.yaml", None),
    (PLANS / "own-use.yaml", None),
    (PLANS / "korea.yaml", None),
    (PLANS / "dear-goods.yaml", None),
    (PLANS / "first-week.yaml", None),
    (DESIGNS / "one-level-affiliate.yaml", None),
    (DESIGNS / "static-return.yaml", None),
    (DESIGNS / "static-return.yaml", date(2012, 1, 1)),
    (DESIGNS / "gifting-circle.yaml", None),
)
"""Scheme files with the day whose law is asked, None for the file's own."""


@dataclass(frozen=True, slots=True)
class Case:
    """What a law finds in a plan, and the witnesses of all its findings."""

    name: str
    law: str
    plan: Plan
    terms: Terms
    findings: tuple[Finding, ...]
    found: Mapping[str, Found]


@lru_cache(maxsize=1)
def court() -> Court:
    """The rules that come along."""
    return Court((rules_dir(),), TODAY)


@lru_cache(maxsize=1)
def packs() -> tuple[Pack, ...]:
    """The packs of all laws."""
    return tuple(court().pack(law) for law in court().laws)


@lru_cache(maxsize=1)
def rules() -> Mapping[str, tuple[Pack, Rule]]:
    """Every rule of every pack, by its id, with a pack that holds it."""
    return {rule.id: (pack, rule) for pack in packs() for rule in pack.rules}


@lru_cache(maxsize=1)
def cases() -> tuple[Case, ...]:
    """Every plan under every law."""
    return tuple(case for path, day in CASES for case in judged(path, day))


def judged(path: Path, day: date | None = None, laws: tuple[str, ...] = ("all",)) -> list[Case]:
    """Judge one file by laws, and look for the witnesses."""
    found: list[Case] = []
    for law in judge_file(path, court(), laws, day).laws:
        worst = law.worst
        if worst is None:
            continue
        plan, findings = worst.plan, worst.findings
        terms, shown = terms_of(plan, "most"), witnesses(findings, plan)
        found.append(Case(named(path, day), law.law, plan, terms, findings, shown))
    return found


def named(path: Path, day: date | None) -> str:
    """Return what a file on a day is called."""
    return f"{path.stem} {day or ''}".strip()


@lru_cache(maxsize=1)
def witnessed() -> Mapping[str, tuple[Case, Witness]]:
    """The first witness of each rule that has one, with the plan it is of."""
    found: dict[str, tuple[Case, Witness]] = {}
    for case in cases():
        for rule, witness in case.found.items():
            if isinstance(witness, Witness):
                found.setdefault(rule, (case, witness))
    return found
