"""Looking for the fewest edits that make a plan lawful, and for other ways with few edits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mlmcheck.facts import Path
from mlmcheck.law.findings import Finding
from mlmcheck.measures.lines import is_free
from mlmcheck.plan.reach import pays_something
from mlmcheck.repair.trial import Bench, Chosen, Trial, blocking, touched
from mlmcheck.scheme.model import Scheme

MOST_TRIALS = 4000
"""Changed plans that are judged before the search gives up."""
MOST_WORK = 400_000
"""Edits of all laws that are held against them meanwhile, so that a long file takes no minutes."""
MOST_SIZE = 4_000_000
"""Changed plans that are judged, times edits, times edits: each takes longer on a long file too."""
FURTHER = 2
"""Edits more than the fewest with which other kinds of ways are still looked for."""
MORE_TRIALS = 200
"""Changed plans that are judged after the first way is found, to find others."""

_ASIDE = frozenset(["operator", "safeguards", "claims", "disclosure"])
"""Sections whose edits change the same facts whatever else of the plan is changed."""
_LINES = frozenset(["entry", "upkeep", "goods", "ranks", "rewards", "recruiting"])
"""Sections whose items bear on the same facts together."""
_OF_LINES = ("reward.", "entry.", "net.", "stock.", "organiser rows")
"""How the names of these facts begin."""
_NARROW = frozenset(["pay-monthly", "promote-goods", "company-recruits-only"])
"""Edits of them that bear on the same facts whatever other lines say."""


@dataclass(slots=True)
class Found:
    """What came of a search: the sets of edits that make the plan lawful, and how far it went."""

    ways: list[Chosen] = field(default_factory=list)
    """No edit of a way can be left out."""
    whole: bool = True
    """Whether all sets of at most so many edits were looked at."""
    nearest: Chosen = frozenset()
    """The set of edits that leaves the least against the plan."""
    untouched: list[tuple[str, str]] = field(default_factory=list)
    """Laws and their rules against the plan as it is in which no edit changes anything."""


def hollow_lines(before: Scheme, after: Scheme) -> tuple[Path, ...]:
    """Return the rewards on payments to come in that no such payment is left for.

    Where nobody need pay to come in any more, a reward on such payments pays nobody, or pays on
    what is only called free. A plan that still names it is not changed in what it does.
    """
    if not _asks_to_come_in(before) or _asks_to_come_in(after):
        return ()
    listed = after.rewards if isinstance(after.rewards, tuple) else ()
    return tuple(
        reward.at for reward in listed if "entry" in reward.for_ and pays_something(reward)
    )


def _asks_to_come_in(scheme: Scheme) -> bool:
    listed = scheme.entry if isinstance(scheme.entry, tuple) else ()
    return any(
        (item.required != "optional" or item.opens is not None) and not is_free(item)
        for item in listed
    )


class _EnoughError(Exception):
    """As many changed plans were judged as may be."""


@dataclass(slots=True)
class _Search:
    """A search by ever more edits; each step makes one that can change what stands in the way."""

    bench: Bench
    found: Found = field(default_factory=Found)
    seen: set[Chosen] = field(default_factory=set)
    steps: dict[Chosen, tuple[int, tuple[int, ...]]] = field(default_factory=dict)
    most: int = MOST_TRIALS
    least_against: int = 1 << 30
    aside: dict[tuple[int, str], frozenset[str]] = field(default_factory=dict)
    """The facts that edits change which no other edit bears on, by edit and law."""

    def look(self, chosen: Chosen, left: int) -> None:
        """Look at a set of edits and at all that have up to `left` more."""
        if chosen in self.seen or any(way <= chosen for way in self.found.ways):
            return
        self.seen.add(chosen)
        trial = self.trial(chosen)
        if trial is None:
            return
        legal = trial.legal()
        hollow = hollow_lines(self.bench.before.document.scheme, trial.scheme) if legal else ()
        if legal and not hollow:
            self.found.ways.append(chosen)
            return
        if left == 0:
            return
        if legal:
            least, steps = 1, self._on_lines(chosen, hollow)
        else:
            least, steps = self.next_steps(chosen, trial)
        if least > left:
            return
        for step in steps:
            cost = self.bench.edits[step].cost
            if cost <= left:
                self.look(chosen | {step}, left - cost)

    def _on_lines(self, chosen: Chosen, lines: tuple[Path, ...]) -> tuple[int, ...]:
        """Return the edits of some reward lines that can still be made."""
        taken = set(chosen).union(*(self.bench.conflicts[place] for place in chosen))
        return tuple(
            place
            for place, edit in enumerate(self.bench.edits)
            if place not in taken and any(edit.path[: len(line)] == line for line in lines)
        )

    def trial(self, chosen: Chosen) -> Trial | None:
        """Return the changed plan.

        Raises:
            _EnoughError: too many have been judged already.
        """
        if chosen not in self.bench.tried and len(self.bench.tried) >= self.most:
            raise _EnoughError
        return self.bench.trial(chosen)

    def next_steps(self, chosen: Chosen, trial: Trial) -> tuple[int, tuple[int, ...]]:
        """Return how many more edits are needed at least, and those of which one surely is.

        Something must change in every finding that stands against the plan. So each set of edits
        that makes it lawful has one that touches the finding which the fewest edits touch.
        """
        known = self.steps.get(chosen)
        if known is None:
            known = self.steps[chosen] = self._next_steps(chosen, trial)
        return known

    def _next_steps(self, chosen: Chosen, trial: Trial) -> tuple[int, tuple[int, ...]]:
        stand = list(self._groups(chosen, trial))
        self._note(chosen, len(stand))
        groups = sorted((group for _, _, group in stand), key=len)
        if any(not group for group in groups):
            if not chosen:
                self.found.untouched = [(law, rule) for law, rule, group in stand if not group]
            return 1 << 30, ()
        least, covered = 0, set[int]()
        for group in groups:
            if covered.isdisjoint(group):
                covered |= group
                least += min(self.bench.edits[place].cost for place in group)
        return least, tuple(sorted(groups[0])) if groups else ()

    def _note(self, chosen: Chosen, against: int) -> None:
        if against < self.least_against:
            self.least_against, self.found.nearest = against, chosen

    def _groups(self, chosen: Chosen, trial: Trial) -> Iterator[tuple[str, str, set[int]]]:
        """Yield, for each finding against the plan, its law, its rule, what edits can change it."""
        taken = set(chosen).union(*(self.bench.conflicts[place] for place in chosen))
        free = [place for place in range(len(self.bench.edits)) if place not in taken]
        for result in trial.against():
            findings = blocking(result)
            reach = {place: self._reach(chosen, trial, place, result.law) for place in free}
            for finding in findings:
                facts = self._asks(result.law, finding)
                able = {place for place, names in reach.items() if not facts.isdisjoint(names)}
                if any(need.startswith(_OF_LINES) for need in finding.needs):
                    # What several lines leave open no one line changes by itself.
                    able.update(place for place in free if self._of_lines(place))
                yield result.law, finding.rule.id, able
            if not findings:
                # A contradiction, or no rule that covers the plan: anything may end it.
                able = {place for place, names in reach.items() if names or self._of_lines(place)}
                yield result.law, "", able

    def _of_lines(self, place: int) -> bool:
        edit = self.bench.edits[place]
        return edit.path[0] in _LINES and edit.kind not in _NARROW

    def _reach(self, chosen: Chosen, trial: Trial, place: int, law: str) -> frozenset[str]:
        """Return the facts that one more edit changes."""
        aside = self.bench.edits[place].path[0] in _ASIDE
        if aside and (place, law) in self.aside:
            return self.aside[place, law]
        other = self.trial(chosen | {place})
        names = frozenset[str]() if other is None else touched(trial, other, law)
        if aside:
            self.aside[place, law] = names
        return names

    def _asks(self, law: str, finding: Finding) -> frozenset[str]:
        return self.bench.court.pack(law).asks[finding.rule.id]


def search(bench: Bench, most_edits: int) -> Found:
    """Return the ways to make a plan lawful with the fewest edits, and with a few more.

    The search is whole up to its number of edits unless too many changed plans had to be judged:
    there is then no way with fewer edits than the first one has.
    """
    count = max(len(bench.edits), 1)
    most = min(MOST_TRIALS, MOST_WORK // (len(bench.asked) * count), MOST_SIZE // count**2)
    looking = _Search(bench, most=max(most, 1))
    fewest: int | None = None
    try:
        for bound in range(most_edits + 1):
            if fewest is not None and (bound > fewest + FURTHER or _kinds(looking) >= 3):
                break
            looking.seen = {chosen for chosen in looking.seen if chosen in looking.found.ways}
            looking.look(frozenset(), bound)
            if fewest is None and looking.found.ways:
                fewest = bound
                looking.most = min(looking.most, len(bench.tried) + MORE_TRIALS)
    except _EnoughError:
        looking.found.whole = fewest is not None
    return looking.found


def _kinds(looking: _Search) -> int:
    edits = looking.bench.edits
    return len({frozenset(edits[place].kind for place in way) for way in looking.found.ways})
