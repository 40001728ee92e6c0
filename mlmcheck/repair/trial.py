"""A plan with some edits made, held against the laws asked for; nothing is read or written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from pydantic import ValidationError

from mlmcheck.facts import Basis, Fact, Facts
from mlmcheck.interval import INFINITY, TRUE
from mlmcheck.judge import Court, Judgement, LawResult
from mlmcheck.judge.case import Case, judge_law
from mlmcheck.law.environment import (
    IMPLIED_BY_ANY,
    IMPLIES,
    SUM_AT_MOST_ONE,
    ZERO_IF_FALSE,
)
from mlmcheck.law.evaluate import Answer
from mlmcheck.law.findings import Finding, Result
from mlmcheck.repair.edits import Edit, all_ops, conflict
from mlmcheck.repair.tree import Op, Put, changed
from mlmcheck.scheme.checks import check
from mlmcheck.scheme.fields import Pays
from mlmcheck.scheme.marks import Mapped, Marks
from mlmcheck.scheme.model import Reward, Scheme
from mlmcheck.scheme.plan import plan_turns
from mlmcheck.scheme.survey import survey
from mlmcheck.text import Text
from mlmcheck.verdict import Verdict, blocks_legal
from mlmcheck.vocabulary import AT_MOST, BELOW, VOCABULARY, Merge

Chosen = frozenset[int]
"""Some of the edits, by their places in the list."""


@dataclass(slots=True)
class Trial:
    """One changed plan and what the laws say of it, each law asked when somebody wants to know."""

    scheme: Scheme
    tree: Mapped
    extra: tuple[Edit, ...]
    """What goes with the edits so that the file does not contradict itself."""
    case: Case
    bench: Bench
    results: dict[str, LawResult] = field(default_factory=dict)

    def result(self, law: str) -> LawResult:
        """Return what one law says of the changed plan."""
        found = self.results.get(law)
        if found is None:
            bench = self.bench
            found = judge_law(bench.court.pack(law), self.case, bench.court, bench.as_of)
            self.results[law] = found
        return found

    def legal(self) -> bool:
        """Return whether every law says so; the one that said otherwise last is asked first."""
        laws = self.bench.laws
        for place, law in enumerate(laws):
            if self.result(law).verdict is not Verdict.LEGAL:
                laws.insert(0, laws.pop(place))
                return False
        return True

    def against(self) -> list[LawResult]:
        """Return the results of the laws that do not call it legal."""
        return [
            result
            for law in self.bench.asked
            if (result := self.result(law)).verdict is not Verdict.LEGAL
        ]


@dataclass(slots=True)
class Bench:
    """What all trials of one file have in common."""

    before: Judgement
    court: Court
    asked: tuple[str, ...]
    as_of: date | None
    edits: tuple[Edit, ...]
    laws: list[str] = field(default_factory=list)
    tried: dict[Chosen, Trial | None] = field(default_factory=dict)
    """None: the edits do not make a scheme file together."""
    conflicts: tuple[frozenset[int], ...] = ()

    def __post_init__(self) -> None:
        self.laws = list(self.asked)
        self.conflicts = tuple(
            frozenset(
                place
                for place, other in enumerate(self.edits)
                if other is not edit and conflict(edit, other)
            )
            for edit in self.edits
        )

    def chosen(self, which: Chosen) -> tuple[Edit, ...]:
        """Return the edits, in the order of the catalogue."""
        return tuple(self.edits[place] for place in sorted(which))

    def cost(self, which: Iterable[int]) -> int:
        """Return how many edits they count as."""
        return sum(self.edits[place].cost for place in which)

    def trial(self, which: Chosen) -> Trial | None:
        """Return the plan with these edits made, None where they make no scheme file."""
        if which not in self.tried:
            self.tried[which] = self._try(which)
        return self.tried[which]

    def _try(self, which: Chosen) -> Trial | None:
        return self.with_ops(all_ops(self.chosen(which)))

    def with_ops(self, ops: tuple[Op, ...]) -> Trial | None:
        """Return the plan with these changes made, None where they make no scheme file."""
        found = self.as_written(ops)
        if found is None:
            return None
        extra = _levels_said(found.scheme)
        if not extra:
            return found
        followed = self.as_written((*ops, *all_ops(extra)))
        return None if followed is None else replace(followed, extra=extra)

    def as_written(self, ops: tuple[Op, ...]) -> Trial | None:
        """Return the plan with these changes and nothing that goes with them."""
        document = self.before.document
        root = document.marks.root
        assert isinstance(root, Mapped)
        tree = changed(root, ops)
        scheme = read_tree(tree, document.marks)
        if scheme is None:
            return None
        answers = {
            key: Answer(value.answer == "yes", value.by, value.source)
            for key, value in (scheme.assessed or {}).items()
        }
        case = Case(scheme, self.before.summary, answers, plan_turns(scheme))
        return Trial(scheme, tree, (), case, self)


def read_tree(tree: Mapped, marks: Marks) -> Scheme | None:
    """Return the scheme that a tree says, None where something in it is wrong."""
    try:
        scheme = Scheme.model_validate(tree, by_alias=True, by_name=False)
    except ValidationError:
        return None
    return None if check(scheme, survey(scheme, tree), marks) else scheme


def _levels_said(scheme: Scheme) -> tuple[Edit, ...]:
    """Return what brings the number of levels that the file states down to what is paid."""
    stated = scheme.compensated_levels
    if stated is None:
        return ()
    listed = scheme.rewards if isinstance(scheme.rewards, tuple) else ()
    tops = [
        _top(reward) for reward in listed if reward.pays is None or isinstance(reward.pays, Pays)
    ]
    if scheme.rewards is None or any(top is None for top in tops):
        return ()
    most = max((top for top in tops if top is not None), default=0)
    if stated.range.lo <= most:
        return ()
    text = Text("state that {levels} levels are paid in all", levels=most)
    if most == 1:
        text = Text("state that one level is paid in all")
    path = ("compensated_levels",)
    return (Edit("state-levels", text, path, (Put(path, str(most)),), 0),)


def _top(reward: Reward) -> int | None:
    """Return the highest level that a line pays, None where that is not known."""
    if isinstance(reward.pays, Pays) and reward.key_kind == "level":
        levels = [int(key) for key, _ in reward.pays.steps if key is not None]
        if levels:
            return max(levels)
    if reward.levels is None or reward.levels.range.hi == INFINITY:
        return None
    return int(reward.levels.range.hi)


# What stands against a plan, and which facts another plan has.


def blocking(result: LawResult) -> list[Finding]:
    """Return the findings that keep a law from calling a plan legal, of the worst day."""
    if result.worst is None:
        return []
    return [
        finding for finding in result.worst.findings if not finding.set_aside and _blocks(finding)
    ]


def _blocks(finding: Finding) -> bool:
    if finding.result is Result.MET:
        rule = finding.rule
        return rule.forbids or rule.effect in ("duty", "neighbour")
    return finding.result is Result.UNKNOWN and blocks_legal(finding)


def touched(before: Trial, after: Trial, law: str) -> frozenset[str]:
    """Return the facts on which two plans differ under a law: in value, or in what they rest on.

    With a fact go those that follow from it.
    """
    names: set[str] = set()
    days = {day.day: day.facts for day in before.result(law).days}
    for day, known in days.items():
        facts = _facts(after, day, law)
        names |= _differing(known, facts)
    return _following(names)


def _facts(trial: Trial, day: date, law: str) -> Facts:
    pack = trial.bench.court.pack(law)
    market = next(
        (m for m in trial.scheme.market or () if m == pack.id or m in pack.covers), pack.id
    )
    return trial.case.measured(day, market)[1]


def _differing(one: Facts, other: Facts) -> set[str]:
    names = {
        name
        for name in one.by_name.keys() | other.by_name.keys()
        if not _same(_counting(one.of(name)), _counting(other.of(name)))
    }
    if one.organisers != other.organisers:
        names |= _OF_ROWS
    return names


_PLAN = (Basis.DECLARED, Basis.COMPUTED)


def _counting(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return the facts of one name that count: what was done outweighs what the plan says of it."""
    practice = tuple(fact for fact in facts if fact.basis not in _PLAN)
    if not practice:
        return facts
    merge = VOCABULARY[facts[0].name].merge
    shown = merge is Merge.EITHER and any(fact.value == TRUE for fact in practice)
    return practice if shown or merge is Merge.PRACTICE else facts


def _same(some: tuple[Fact, ...], others: tuple[Fact, ...]) -> bool:
    """Return whether facts say the same and rest on the same places, whoever vouches for these."""
    return len(some) == len(others) and all(
        one.value == other.value
        and one.basis is other.basis
        and [place.path for place in one.evidence] == [place.path for place in other.evidence]
        for one, other in zip(some, others, strict=True)
    )


_OF_ROWS = frozenset(name for name, entry in VOCABULARY.items() if entry.row)


@cache
def _links() -> Mapping[str, frozenset[str]]:
    """Return, for each fact, those that may change with it."""
    found: dict[str, set[str]] = {}

    def both(one: str, other: str) -> None:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)

    for whole, parts in IMPLIED_BY_ANY:
        for part in parts:
            found.setdefault(part, set()).add(whole)
    for one, other in (*IMPLIES, *SUM_AT_MOST_ONE, *BELOW, *AT_MOST):
        both(one, other)
    for first, others in ZERO_IF_FALSE:
        for other in others:
            both(first, other)
    return {name: frozenset(names) for name, names in found.items()}


def _following(names: set[str]) -> frozenset[str]:
    links = _links()
    todo, found = list(names), set(names)
    while todo:
        for name in links.get(todo.pop(), ()):
            if name not in found:
                found.add(name)
                todo.append(name)
    return frozenset(found)
