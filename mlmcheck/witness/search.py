"""The smallest example that bears out what is asked, found by trying all smaller ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import floor

from mlmcheck.law.findings import Finding
from mlmcheck.plan.compile import terms_of
from mlmcheck.plan.terms import Board, Remark, Terms
from mlmcheck.scheme.plan import Plan
from mlmcheck.witness.example import Example, example_of
from mlmcheck.witness.facts import ABOUT_PAY, LEAST_PEOPLE, SHOWN
from mlmcheck.witness.proofs import Asked, Proof, in_order, proofs
from mlmcheck.witness.setting import setting_of
from mlmcheck.witness.space import Setting, Size, histories

MOST_PEOPLE = 7
MOST_EVENTS = 5
BOARDS = 2
"""Boards full of people, where only boards pay."""
MOST_RUNS = 2000
"""How often the interpreter is asked before a search stops; the bound says how far it came."""


@dataclass(frozen=True, slots=True)
class Witness:
    """The smallest example of what a finding rests on."""

    example: Example
    shows: tuple[Asked, ...]
    remarks: tuple[Remark, ...] = ()
    """What in it stands for something that the plan does not state."""


@dataclass(frozen=True, slots=True)
class NoWitness:
    """There is none among all examples up to a size."""

    bound: Size | None
    """The last size of which all were tried; None where none was."""
    remarks: tuple[Remark, ...] = ()
    """What of the plan is not known, and so is in no example."""


Found = Witness | NoWitness | None
"""None where no payout can show what a finding rests on."""


def witnesses(findings: Iterable[Finding], plan: Plan) -> Mapping[str, Found]:
    """Return the smallest example of each finding of one plan, by the rule's id.

    An example has fewer people than another, or else fewer events, or else a smaller sum of
    payments; of those that are equal in all three the first in a fixed order is taken. Money is as
    the plan pays at most.
    """
    terms = terms_of(plan, "most")
    known: dict[frozenset[Proof], Witness | NoWitness] = {}
    found: dict[str, Found] = {}
    for finding in findings:
        shown = frozenset(
            asked for proof in proofs(finding) if (asked := _shown(proof)) is not None
        )
        if not shown:
            found[finding.rule.id] = None
            continue
        if shown not in known:
            known[shown] = search(shown, plan, terms)
        found[finding.rule.id] = known[shown]
    return found


def _shown(proof: Proof) -> Proof | None:
    """Return what an example can show of a proof, None if that is nothing."""
    found = frozenset(asked for asked in proof if asked.fact in SHOWN)
    positive = any(asked.holds for asked in found)
    return found if positive else None


def search(wanted: frozenset[Proof], plan: Plan, terms: Terms) -> Witness | NoWitness:
    """Return the smallest example that bears out one of the proofs."""
    setting, remarks = setting_of(plan, terms)
    ordered = [proof for proof in sorted(wanted, key=in_order) if _may_be(proof, terms)]
    if not ordered:
        return NoWitness(None, terms.gaps)
    left = MOST_RUNS
    done: Size | None = None
    for size in sizes(setting, terms, least_people(ordered)):
        for history in histories(setting, size):
            if left <= 0:
                return NoWitness(done, (*terms.gaps, *remarks))
            example = example_of(terms, history)
            for proof in ordered:
                if bears_out(example, proof):
                    return Witness(example, tuple(sorted(proof, key=_by_fact)), remarks)
            left -= example.runs
        done = size
    return NoWitness(done, (*terms.gaps, *remarks))


def _may_be(proof: Proof, terms: Terms) -> bool:
    """Return whether anything is paid at all, where that is what the proof is about."""
    pays = bool(terms.lines or terms.ladders)
    return pays or not any(asked.fact in ABOUT_PAY and asked.holds for asked in proof)


def least_people(wanted: Iterable[Proof]) -> int:
    """Return how many people it takes at least to bear out the easiest of the proofs."""
    return min(max((_people_for(asked) for asked in proof), default=1) for proof in wanted)


def _people_for(asked: Asked) -> int:
    if not asked.holds or asked.op in ("<", "<="):
        return 1
    least = LEAST_PEOPLE.get(asked.fact, 1)
    if asked.fact == "reward.uplines_paid" and asked.limit.is_point:
        return max(least, floor(asked.limit.lo) + (2 if asked.op == ">" else 1))
    return least


def _by_fact(asked: Asked) -> str:
    return asked.fact


def bears_out(example: Example, proof: Proof) -> bool:
    """Return whether every comparison comes out in the example as it is asked."""
    if not example.paid.payouts and any(asked.fact in ABOUT_PAY and asked.holds for asked in proof):
        return False
    for asked in sorted(proof, key=_by_fact):
        value = SHOWN[asked.fact](example)
        if value is None or not asked.borne_out(value):
            return False
    return True


def sizes(setting: Setting, terms: Terms, least: int = 1) -> Iterator[Size]:
    """Yield the sizes to try, smallest first, up to the bound.

    `least` people it takes in any case. Where only boards pay, nobody is paid before one is full.
    """
    boards = [line.form.seats for line in terms.lines if isinstance(line.form, Board)]
    only_boards = bool(boards) and len(boards) == len(terms.lines)
    first = max(least, min(boards)) if only_boards else least
    most = BOARDS * min(boards) if only_boards else MOST_PEOPLE
    for people in range(first, max(first, most) + 1):
        for events in range(MOST_EVENTS + 1 if setting.options else 1):
            yield Size(people, events)
