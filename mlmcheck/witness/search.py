"""The smallest example that bears out what is asked, found by trying all smaller ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from math import floor

from mlmcheck.interval import COMPARE, ZERO, Truth
from mlmcheck.law.findings import Finding
from mlmcheck.plan.compile import terms_of
from mlmcheck.plan.history import History
from mlmcheck.plan.terms import Board, Remark, Terms
from mlmcheck.scheme.plan import Plan
from mlmcheck.witness.example import Example, example_of
from mlmcheck.witness.facts import ABOUT_PAY, COUNTERFACTUAL, LEAST_PEOPLE, SHOWN, shown_by
from mlmcheck.witness.proofs import Asked, Proof, in_order, proofs
from mlmcheck.witness.setting import closings, setting_of
from mlmcheck.witness.space import Setting, Size, histories

MOST_PEOPLE = 7
MOST_EVENTS = 3
BOARDS = 2
"""Boards full of people, where only boards pay."""
MOST_SEATS = 250
"""People of the largest example that is worked out; a board of more is not."""
MOST_TRIED = 6000
"""People of all examples that are tried, before a search stops; the bound says how far it came.

Where pay is worked out many times in an example, at the end of each day of a year say, so many
fewer are tried.
"""
TIMES = 6
"""How often pay may be worked out in an example before it counts for two."""


@dataclass(frozen=True, slots=True)
class Witness:
    """The smallest example of what a finding rests on."""

    example: Example
    shows: tuple[Asked, ...]
    remarks: tuple[Remark, ...] = ()
    """What in it stands for something that the plan does not state."""

    @property
    def told(self) -> tuple[object, ...]:
        """What is told of it; two examples of one plan that tell the same are one."""
        facts = tuple(dict.fromkeys(asked.fact for asked in self.shows if asked.holds))
        return self.example.history, facts, self.remarks


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
    tries = _tries(plan)
    found: dict[str, Found] = {}
    for finding in findings:
        shown = frozenset(
            asked for proof in proofs(finding) if (asked := _shown(proof)) is not None
        )
        if not shown:
            found[finding.rule.id] = None
            continue
        if shown not in tries.known:
            tries.known[shown] = search(shown, tries)
        found[finding.rule.id] = tries.known[shown]
    return found


_LAST: dict[int, Tries] = {}
"""The examples of the plan that was asked for last, by its id: a plan may hold what has no hash."""


def _tries(plan: Plan) -> Tries:
    """Return the examples of a plan, which many laws look through one after another."""
    last = _LAST.get(id(plan))
    if last is None or last.plan is not plan:
        _LAST.clear()
        last = _LAST[id(plan)] = Tries(plan, terms_of(plan, "most"))
    return last


def _shown(proof: Proof) -> Proof | None:
    """Return what an example can show of a proof, None if that is nothing."""
    found = frozenset(asked for asked in proof if asked.fact in SHOWN)
    positive = any(asked.holds for asked in found)
    return found if positive else None


class Tries:
    """The examples of one plan by size, each worked out once, and what was found in them."""

    __slots__ = (
        *("_left", "_made", "closings", "known"),
        *("plan", "remarks", "setting", "terms"),
    )

    def __init__(self, plan: Plan, terms: Terms) -> None:
        self.plan = plan
        self.terms = terms
        self.setting, self.remarks = setting_of(plan, terms)
        self.known: dict[frozenset[Proof], Witness | NoWitness] = {}
        self.closings = closings(terms, self.setting)
        self._made: dict[Size, list[Example]] = {}
        self._left: dict[Size, Iterator[History]] = {}

    def of(self, size: Size) -> Iterator[Example]:
        """Yield the examples of a size in their order."""
        made = self._made.setdefault(size, [])
        left = self._left.setdefault(size, histories(self.setting, size))
        for place in count():
            if place == len(made):
                history = next(left, None)
                if history is None:
                    return
                made.append(example_of(self.terms, history))
            yield made[place]


def search(wanted: frozenset[Proof], tries: Tries) -> Witness | NoWitness:
    """Return the smallest example that bears out one of the proofs."""
    terms, remarks = tries.terms, tries.remarks
    ordered = [proof for proof in sorted(wanted, key=in_order) if _may_be(proof, terms)]
    if not ordered:
        return NoWitness(None, terms.gaps)
    left = MOST_TRIED // (1 + tries.closings // TIMES)
    least = least_people(ordered, terms)
    done = Size(least - 1, MOST_EVENTS) if least > 1 else None
    for size in sizes(tries.setting, terms, least):
        for example in tries.of(size):
            if left <= 0:
                return NoWitness(done, (*terms.gaps, *remarks))
            for proof in ordered:
                if bears_out(example, proof):
                    shows = tuple(sorted(proof, key=_by_fact))
                    return Witness(example, shows, tuple(_about(remarks, example)))
            left -= size.people
        done = size
    return NoWitness(done, (*terms.gaps, *remarks))


def _about(remarks: Iterable[Remark], example: Example) -> Iterator[Remark]:
    """Yield the remarks that are about an example: of goods only where some are sold in it."""
    goods = any(order.flow != "entry" for order in example.history.orders)
    return (remark for remark in remarks if goods or remark.at[:1] != ("goods",))


def _may_be(proof: Proof, terms: Terms) -> bool:
    """Return whether anything is paid at all, where that is what the proof is about."""
    return bool(terms.lines or terms.ladders) or not _about_pay(proof)


def _about_pay(proof: Proof) -> bool:
    return any(asked.fact in ABOUT_PAY and asked.holds for asked in proof)


def least_people(wanted: Iterable[Proof], terms: Terms) -> int:
    """Return how many people it takes at least to bear out the easiest of the proofs.

    Where only boards pay, nobody is paid before one is full.
    """
    proofs = list(wanted)
    least = min(max((_people_for(asked) for asked in proof), default=1) for proof in proofs)
    boards = _boards(terms)
    only = boards and len(boards) == len(terms.lines) and not terms.ladders
    return max(least, min(boards)) if only and all(map(_about_pay, proofs)) else least


def _boards(terms: Terms) -> list[int]:
    return [line.form.seats for line in terms.lines if isinstance(line.form, Board)]


def _people_for(asked: Asked) -> int:
    if not asked.holds or (asked.op and COMPARE[asked.op](ZERO, asked.limit) is Truth.YES):
        return 1
    least = LEAST_PEOPLE.get(asked.fact, 1)
    if asked.fact == "reward.uplines_paid" and asked.limit.is_point:
        return max(least, floor(asked.limit.lo) + (2 if asked.op == ">" else 1))
    return least


def _by_fact(asked: Asked) -> str:
    return asked.fact


def bears_out(example: Example, proof: Proof) -> bool:
    """Return whether every comparison comes out in the example as it is asked."""
    if not example.paid.payouts and _about_pay(proof):
        return False
    for asked in sorted(proof, key=_by_cost):
        value = shown_by(example, asked.fact)
        if value is None or not asked.borne_out(value):
            return False
    return True


def _by_cost(asked: Asked) -> tuple[bool, str]:
    return asked.fact in COUNTERFACTUAL, asked.fact


def sizes(setting: Setting, terms: Terms, least: int) -> Iterator[Size]:
    """Yield the sizes to try from `least` people on, smallest first, up to the bound."""
    boards = _boards(terms)
    far = len(boards) == len(terms.lines) or setting.turns_on == "heads"
    most = BOARDS * min(boards) if boards and far else MOST_PEOPLE
    for people in range(least, min(max(least, most, MOST_PEOPLE), MOST_SEATS) + 1):
        for events in range(MOST_EVENTS + 1 if setting.options else 1):
            yield Size(people, events)
