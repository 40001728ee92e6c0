"""The last lines of a report: rules in force by result, files by verdict; the sums are checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mlmcheck.judge import Judgement, LawResult
from mlmcheck.law.findings import Finding, Result
from mlmcheck.report import words
from mlmcheck.report.language import Speaker
from mlmcheck.report.layout import Page
from mlmcheck.scheme.errors import Problem
from mlmcheck.text import Text
from mlmcheck.verdict import Reason, Verdict

IN_FORCE = (Result.MET, Result.NOT_MET, Result.UNKNOWN, Result.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rules had each result, and how many files each verdict."""

    rules: Mapping[Result, int]
    files: Mapping[Verdict, int]
    unlawful: int
    """Files under review because a law is broken, though not as a pyramid."""
    unreadable: int
    left_out: int = 0
    """Rules in force that were left out, as it is not known whether their instruments apply."""

    @property
    def in_force(self) -> int:
        """Rules in force on the deciding days."""
        return sum(self.rules.get(result, 0) for result in IN_FORCE)


def count(judgements: Iterable[Judgement], problems: Iterable[Problem]) -> Counts:
    """Count, and check that every rule of every pack was heard exactly once.

    Raises:
        RuntimeError: a rule is missing or there twice; nothing that was counted could be trusted.
    """
    rules: Counter[Result] = Counter()
    files: Counter[Verdict] = Counter()
    unlawful = left_out = 0
    for judgement in judgements:
        files[judgement.verdict] += 1
        unlawful += judgement.deciding.reason is Reason.UNLAWFUL
        for law in judgement.laws:
            found = _of_law(law)
            rules.update(finding.result for finding in found)
            left_out += sum(f.set_aside and f.result is not Result.NOT_IN_FORCE for f in found)
    unreadable = len({problem.file for problem in problems})
    return Counts(rules, files, unlawful, unreadable, left_out)


def _of_law(law: LawResult) -> tuple[Finding, ...]:
    if law.worst is None or law.pack is None:
        return ()
    found = law.worst.findings
    # The commonest way to be wrong is to lose a rule, so the packs' own list is held against it.
    if [f.rule for f in found] != list(law.pack.rules):
        raise RuntimeError(f"not every rule of {law.law} was heard exactly once")
    return found


def show(
    page: Page, judgements: Sequence[Judgement], problems: Sequence[Problem], speaker: Speaker
) -> None:
    """Write the counts; they are always the last line."""
    counts = count(judgements, problems)
    say = speaker.say
    by_result = (
        say(
            Text("{count} {result}", count=counts.rules.get(result, 0), result=words.RESULT[result])
        )
        for result in IN_FORCE
    )
    by_verdict = [
        say(
            Text(
                "{count} {verdict}",
                count=counts.files.get(verdict, 0),
                verdict=words.VERDICT[verdict],
            )
        )
        for verdict in reversed(Verdict)
    ]
    if counts.unreadable:
        by_verdict.append(say(Text("{count} not readable", count=counts.unreadable)))
    page.blank()
    if counts.files:
        rules = Text(
            "{rules} rules in force were asked: {by_result}",
            rules=counts.in_force,
            by_result=speaker.listed(by_result),
        )
        if counts.in_force == 1:
            rules = Text(
                "1 rule in force was asked: {by_result}", by_result=rules.args["by_result"]
            )
        left_out = Text("; {count} of them left out, as not known to apply", count=counts.left_out)
        page.write(say(rules) + (say(left_out) if counts.left_out else ""), "bold", 0, 2)
    total, listed = sum(counts.files.values()) + counts.unreadable, speaker.listed(by_verdict)
    files = Text("{files} files: {by_verdict}", files=total, by_verdict=listed)
    if total == 1:
        files = Text("1 file: {by_verdict}", by_verdict=listed)
    page.write(say(files), "bold", 0, 2)
