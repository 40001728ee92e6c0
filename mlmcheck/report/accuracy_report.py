"""The rules held against decided schemes: what agrees, what does not, what is open and why."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from mlmcheck.accuracy.corpus import Case
from mlmcheck.accuracy.tally import CLEARED_NEEDED, LawTable, Tally, is_against, missing_facts
from mlmcheck.report import scheme_page, trees, words
from mlmcheck.report.blocks import Block, Heading, Lines, Paragraph, Table
from mlmcheck.report.language import Speaker
from mlmcheck.report.layout import Page
from mlmcheck.text import Text
from mlmcheck.verdict import Verdict
from mlmcheck.vocabulary import VOCABULARY

FIRMNESS = {
    "final": Text("final"),
    "prima-facie": Text("prima facie"),
    "opinion": Text("opinion"),
    "charge": Text("charge"),
    "settled": Text("settled"),
    "police-announced": Text("announced by police"),
    "platform-ban": Text("ban by a platform"),
    "freeze": Text("accounts frozen"),
    "licence": Text("licence"),
    "none": Text("none"),
}
"""How firm an outcome is, in words."""

_WORST_FIRST = (Verdict.PYRAMID, Verdict.REVIEW, Verdict.LEGAL)


def blocks(found: Tally, laws: Sequence[str], speaker: Speaker) -> tuple[Block, ...]:
    """Return the accuracy report as blocks; `laws` are all that there are packs for."""
    return tuple(_blocks(found, laws, speaker))


def _blocks(found: Tally, laws: Sequence[str], speaker: Speaker) -> Iterator[Block]:
    say = speaker.say
    yield Heading(say(Text("Accuracy on decided schemes")), 1)
    yield Paragraph(
        say(
            Text(
                "Each scheme is judged under the law it was decided by, from the facts that its "
                "sources state; what was decided lies in a file of its own, of which the judge is "
                "told only the law. Final decisions count."
            )
        )
    )
    yield from _summary(found, speaker)
    yield from _laws(found, laws, speaker)
    yield from _order(found, speaker)
    yield from _against(found, speaker)
    yield from _reviews(found, speaker)
    yield from _apart(found, speaker)
    yield from _weights(found, speaker)


def _summary(found: Tally, speaker: Speaker) -> Iterator[Block]:
    say = speaker.say
    pyramids = [c for c in found.counted if c.record.outcome is Verdict.PYRAMID]
    cleared = [c for c in found.counted if c.record.outcome is Verdict.LEGAL]
    lost = [c for c in pyramids if c.law.verdict is Verdict.LEGAL]
    accused = [c for c in cleared if c.law.verdict is Verdict.PYRAMID]
    rows = (
        (Text("final decisions"), f"{len(found.counted)}"),
        (Text("found to be pyramids, and legal here"), f"{len(lost)} / {len(pyramids)}"),
        (Text("cleared, and pyramid-like here"), f"{len(accused)} / {len(cleared)}"),
        (
            Text("come out as decided, of those whose sources state enough"),
            _part(len(found.agreed), len(found.enough)),
        ),
        (
            Text("come out as decided, of all"),
            _part(
                sum(c.law.verdict is c.record.outcome for c in found.counted), len(found.counted)
            ),
        ),
    )
    yield Table(
        (say(Text("what")), say(Text("how many"))),
        tuple((say(title), number) for title, number in rows),
    )
    yield Paragraph(
        say(
            Text(
                "A source states enough if it leaves out no fact that the law asks for. What it "
                "lacks is noted beside the case; a fact that the file states is no lack."
            )
        )
    )
    yield Paragraph(
        say(
            Text(
                "Whoever wrote the rules knew these cases, and many rules cite them: that the two "
                "agree shows that a rule says what was meant, and not how it does on cases that "
                "nobody had seen."
            )
        )
    )


def _part(some: int, all_of: int) -> str:
    return f"{some} / {all_of}" + (f" ({round(100 * some / all_of)} %)" if all_of else "")


def _laws(found: Tally, laws: Sequence[str], speaker: Speaker) -> Iterator[Block]:
    say = speaker.say
    yield Heading(say(Text("By law")))
    ours = tuple(say(words.VERDICT[verdict]) for verdict in _WORST_FIRST)
    rows = [row for table in found.tables for row in _counts(table.law, (table,), speaker)]
    if len(found.tables) > 1:
        rows += _counts(say(Text("all")), found.tables, speaker)
    yield Table((say(Text("law")), say(Text("decided")), *ours), tuple(rows))
    single = [t.law for t in found.tables if sum(t.counts.values()) == 1]
    if single:
        text = Text("On one case alone, which tests next to nothing: {laws}.", laws=single)
        yield Paragraph(say(text))
    without = [law for law in laws if law not in {table.law for table in found.tables}]
    if without:
        text = Text("Without any final decision here, and so untested: {laws}.", laws=without)
        yield Paragraph(say(text))


def _decided(outcome: Verdict) -> Text:
    return Text("found a pyramid") if outcome is Verdict.PYRAMID else Text("cleared")


def _counts(name: str, tables: tuple[LawTable, ...], speaker: Speaker) -> Iterator[tuple[str, ...]]:
    """Yield a row for each outcome that there is: how many come out as each verdict."""
    for decided in (Verdict.PYRAMID, Verdict.LEGAL):
        counts = [sum(table.of(decided, ours) for table in tables) for ours in _WORST_FIRST]
        if any(counts):
            yield name, speaker.say(_decided(decided)), *(str(count) for count in counts)


def _order(found: Tally, speaker: Speaker) -> Iterator[Block]:
    say, order = speaker.say, found.order
    yield Heading(say(Text("Order of the scores")))
    if not order.pairs:
        yield Paragraph(say(Text("There is no law with both a pyramid and a cleared scheme.")))
        return
    yield Paragraph(
        say(
            Text(
                "Of {pairs} pairs of a pyramid and a cleared scheme under the same law, the score "
                "puts {right} in the right order and {even} level.",
                pairs=order.pairs,
                right=order.right,
                even=order.even,
            )
        )
    )


def _against(found: Tally, speaker: Speaker) -> Iterator[Block]:
    say = speaker.say
    yield Heading(say(Text("Against the authority")))
    against = found.against + tuple(c for c in found.apart if is_against(c))
    if not against:
        yield Paragraph(say(Text("None.")))
    for case in against:
        yield Heading(_title(case, speaker), 3)
        yield Paragraph(
            say(
                Text(
                    "{decided} ({firmness}) by {by}; here {ours}",
                    decided=_decided(case.record.outcome or Verdict.REVIEW),
                    firmness=FIRMNESS[case.record.firmness],
                    by=case.record.by,
                    ours=words.VERDICT[case.law.verdict],
                )
            )
        )
        yield Lines(tuple(_trace(case, speaker)))


def _title(case: Case, speaker: Speaker) -> str:
    return f"{case.id}: {case.judgement.scheme.name.in_language(speaker.language)}"


def _trace(case: Case, speaker: Speaker) -> Iterator[str]:
    """Yield the reasoning of every rule on pyramids that a law has, as lines of text."""
    view = scheme_page.view_of(case.judgement, case.law, speaker)
    if view is None:
        return
    page = Page(100)
    for finding in view.day.findings:
        if finding.rule.forbids and finding.rule.about == "pyramid" and finding.when is not None:
            page.write(f"{finding.rule.id}: {speaker.say(words.RESULT[finding.result])}")
            trees.show(page, [trees.reasoning(finding.when, view)], 2)
            for _, trace in finding.unless:
                trees.show(page, [trees.reasoning(trace, view)], 2)
    for line in page.lines:
        yield "".join(span.text for span in line).rstrip()


def _reviews(found: Tally, speaker: Speaker) -> Iterator[Block]:
    say = speaker.say
    reviews = [c for c in found.counted if c.law.verdict is Verdict.REVIEW]
    yield Heading(say(Text("Left in review")))
    if not reviews:
        yield Paragraph(say(Text("None.")))
        return
    yield Table(
        (say(Text("case")), say(Text("decided")), say(Text("why"))),
        tuple(
            (case.id, say(_decided(case.record.outcome or Verdict.REVIEW)), _why(case, speaker))
            for case in reviews
        ),
    )


def _why(case: Case, speaker: Speaker) -> str:
    """Return why a case is left open, what would settle it, and what its sources lack."""
    reason = words.REASON.get(case.law.reason) if case.law.reason else None
    said = speaker.say(reason) if reason is not None else ""
    open_now = _labels(missing_facts(case), speaker)
    if not open_now and case.law.worst is not None:
        open_now = [finding.rule.id for finding in case.law.worst.decision.deciding]
    parts = [said]
    if open_now:
        parts = [speaker.say(Text("{reason}: {facts}", reason=said, facts=open_now))]
    lacks = _labels(case.lacks, speaker)
    if lacks:
        parts.append(speaker.say(Text("its sources lack: {facts}", facts=lacks)))
    return speaker.say(Text("; ")).join(parts)


def _labels(names: Iterable[str], speaker: Speaker) -> list[str]:
    return [speaker.say(VOCABULARY[name].label) for name in names]


def _apart(found: Tally, speaker: Speaker) -> Iterator[Block]:
    say = speaker.say
    if not (found.apart or found.undecided):
        return
    yield Heading(say(Text("Not counted")))
    yield Paragraph(
        say(
            Text(
                "Outcomes that are no final decision, cases whose sources were not read, and "
                "schemes of which nobody decided whether they are pyramids."
            )
        )
    )
    yield Table(
        (say(Text("case")), say(Text("outcome")), say(Text("here"))),
        tuple(
            (case.id, _outcome(case, speaker), _here(case, speaker))
            for case in (*found.apart, *found.undecided)
        ),
    )


def _outcome(case: Case, speaker: Speaker) -> str:
    record = case.record
    said = _decided(record.outcome) if record.outcome is not None else Text("not decided")
    parts = [said, FIRMNESS[record.firmness]]
    if record.memory:
        parts.append(Text("rests on memory"))
    return speaker.listed(speaker.say(part) for part in parts)


def _here(case: Case, speaker: Speaker) -> str:
    verdict = speaker.say(words.VERDICT[case.law.verdict])
    if case.law.reason is None:
        return verdict
    return speaker.say(
        Text("{verdict}: {reason}", verdict=verdict, reason=words.REASON[case.law.reason])
    )


def _weights(found: Tally, speaker: Speaker) -> Iterator[Block]:
    say = speaker.say
    yield Heading(say(Text("Weights of the score")))
    if found.cleared < CLEARED_NEEDED:
        yield Paragraph(
            say(
                Text(
                    "They are dated judgements. A fit of six weights needs about {needed} final "
                    "decisions that cleared a scheme; there are {cleared}. The fit is in "
                    "tools/fit_score.py, with the families of schemes as its folds.",
                    needed=CLEARED_NEEDED,
                    cleared=found.cleared,
                )
            )
        )
    else:
        yield Paragraph(say(Text("There are enough cleared schemes to fit them by.")))


def as_json(found: Tally) -> str:
    """Return every case with its outcome and its verdict, and the counts, as JSON."""
    cases = (*found.counted, *found.apart, *found.undecided)
    report = {
        "format": 1,
        "final": len(found.counted),
        "against": [case.id for case in found.against],
        "enough_facts": len(found.enough),
        "as_decided": len(found.agreed),
        "pairs": found.order.pairs,
        "pairs_in_order": found.order.right,
        "pairs_level": found.order.even,
        "cases": [
            {
                "id": case.id,
                "file": case.judgement.document.file,
                "law": case.law.law,
                "decided": str(case.record.outcome) if case.record.outcome is not None else None,
                "firmness": case.record.firmness,
                "counted": case.record.counts,
                "family": case.record.family,
                "lacks": list(case.record.lacks),
                "verdict": str(case.law.verdict),
                "reason": case.law.reason.value if case.law.reason else None,
                "score": case.law.points,
                "missing": list(missing_facts(case)),
            }
            for case in cases
        ],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"
