"""Plans to repair, held against the rules that come along on a fixed day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from mlmcheck.judge import Court, judge
from mlmcheck.repair import Repair, repair
from mlmcheck.repair.catalogue import edits_for
from mlmcheck.repair.edits import Edit
from mlmcheck.repair.limits import limits_of
from mlmcheck.repair.trial import Bench
from mlmcheck.resources import rules_dir, samples_dir
from mlmcheck.scheme.read import Document, parse_scheme, read_scheme

TODAY = date(2026, 11, 24)
SAMPLES = samples_dir()
DESIGNS = sorted((SAMPLES / "designs").glob("*.yaml"))

HEAD = "mlmcheck: 1\nname: x\nas_of: 2026-10-01\n"


@lru_cache(maxsize=1)
def the_court() -> Court:
    """The rules that come along, on a fixed day."""
    return Court((rules_dir(),), TODAY)


def repaired(text: str, *laws: str, most: int = 6) -> Repair:
    """What can be done about a plan."""
    return repair(parse_scheme(text, "plan.yaml"), the_court(), laws, None, most)


def of_file(path: Path) -> Repair:
    """What can be done about a plan that lies in a file."""
    return repair(read_scheme(path), the_court())


def bench_of(document: Document, *laws: str) -> Bench:
    """A plan with every edit of the catalogue, ready to be tried."""
    court = the_court()
    before = judge(document, court, laws)
    asked = tuple(result.law for result in before.laws)
    days = {day.day for result in before.laws for day in result.days}
    limits = limits_of([court.pack(law) for law in asked], sorted(days))
    return Bench(before, court, asked, None, edits_for(document, limits))


def every_edit(document: Document) -> tuple[Edit, ...]:
    """Every edit of the catalogue for a plan, whatever law asks for it."""
    court = the_court()
    limits = limits_of([court.pack(law) for law in court.laws], [TODAY])
    return edits_for(document, limits)


def kinds(found: Repair) -> list[list[str]]:
    """The kinds of the edits of each alternative."""
    return [[edit.kind for edit in one.edits] for one in found.alternatives]
