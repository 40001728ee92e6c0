"""What comes of a judgement: by day, by law, and all of it, with its receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from mlmcheck.facts import Facts
from mlmcheck.law.environment import Contradiction, Environment
from mlmcheck.law.evaluate import Answer
from mlmcheck.law.findings import Finding
from mlmcheck.law.model import Instrument, Pack
from mlmcheck.scheme.model import Scheme
from mlmcheck.scheme.plan import Plan
from mlmcheck.scheme.read import Document
from mlmcheck.score import Score
from mlmcheck.text import Text
from mlmcheck.verdict import Decision, Reason, Verdict

if TYPE_CHECKING:
    from mlmcheck.network.summary import Fault, Summary
    from mlmcheck.settle import Settlement, Settling


@dataclass(frozen=True, slots=True)
class DayResult:
    """One law's verdict on one day's plan, with all it rests on."""

    day: date
    decision: Decision
    score: Score
    findings: tuple[Finding, ...]
    facts: Facts
    environment: Environment
    """What the law was asked of: of money in another currency than its own, only whether there is
    any."""
    said: Environment
    """The same with every amount in the scheme's currency, as it is told to people."""
    plan: Plan


@dataclass(frozen=True)
class LawResult:
    """What one law says: the worst of the days asked."""

    law: str
    pack: Pack | None
    """None where there is no pack for a market of the scheme."""
    worst: DayResult | None
    days: tuple[DayResult, ...]
    answers: Mapping[str, Answer] = field(default_factory=dict)
    to_check: tuple[Finding, ...] = ()
    applied: tuple[Instrument, ...] = ()
    """Instruments in force whose rules were heard."""
    notes: tuple[Text, ...] = ()

    @cached_property
    def settlement(self) -> Settlement:
        """All that would settle the verdict; worked out when first asked for."""
        from mlmcheck.settle import Settlement, settle

        if self.pack is None or self.worst is None:
            return Settlement((), ())
        return settle(*self._ground(self.pack, self.worst))

    @cached_property
    def best_settling(self) -> Settling | None:
        """The one fact that would settle the verdict best."""
        from mlmcheck.settle import best_settling

        if self.pack is None or self.worst is None:
            return None
        return best_settling(*self._ground(self.pack, self.worst))

    def _ground(
        self, pack: Pack, worst: DayResult
    ) -> tuple[Pack, Environment, date, Mapping[str, Answer], tuple[Finding, ...], Decision]:
        return pack, worst.environment, worst.day, self.answers, worst.findings, worst.decision

    @property
    def verdict(self) -> Verdict:
        """The verdict; without a pack it can only be review."""
        return self.worst.decision.verdict if self.worst else Verdict.REVIEW

    @property
    def reason(self) -> Reason | None:
        """Why the verdict is review."""
        return self.worst.decision.reason if self.worst else Reason.NOT_COVERED

    @property
    def left_out(self) -> tuple[Instrument, ...]:
        """Instruments of which it is not known whether they apply: no part of the verdict."""
        if self.pack is None or self.worst is None:
            return ()
        aside = {f.rule.instrument for f in self.worst.findings if f.set_aside}
        return tuple(i for i in self.pack.instruments.values() if i.id in aside)

    @property
    def points(self) -> int:
        """The score."""
        return self.worst.score.points if self.worst else 30

    @property
    def could_become(self) -> int:
        """What the score could still become."""
        return self.worst.score.could_become if self.worst else 100


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is needed to get the same verdict again."""

    version: str
    """Of the tool."""
    format: int
    """Of the scheme file."""
    document: Document
    ledgers: Mapping[str, str]
    """SHA-256 of every table read, by the name that the scheme file calls it."""
    packs: tuple[Pack, ...]
    days: tuple[date, ...]
    today: date

    @property
    def scheme(self) -> str:
        """SHA-256 of the scheme file."""
        return self.document.digest

    @property
    def rules(self) -> Mapping[str, str]:
        """SHA-256 of every rule file, by its path inside the rules folder."""
        return {name: digest for pack in self.packs for name, digest in pack.digests.items()}


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything found about one scheme file."""

    document: Document
    laws: tuple[LawResult, ...]
    faults: tuple[Fault, ...]
    contradictions: tuple[Contradiction, ...]
    notes: tuple[Text, ...]
    receipt: Receipt
    summary: Summary | None = None

    @property
    def scheme(self) -> Scheme:
        """What the file says."""
        return self.document.scheme

    @property
    def verdict(self) -> Verdict:
        """The worst verdict of the laws asked for."""
        return max(law.verdict for law in self.laws)

    @property
    def deciding(self) -> LawResult:
        """The law whose verdict is the worst, the higher score first."""
        return max(self.laws, key=lambda law: (law.verdict, law.points))

    @property
    def points(self) -> int:
        """The greatest score of the laws asked for."""
        return max(law.points for law in self.laws)
