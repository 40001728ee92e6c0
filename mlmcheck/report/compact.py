"""A few lines for one file among several: verdict, score, the clause or question that decides."""

from __future__ import annotations

from mlmcheck.judge import Judgement, LawResult
from mlmcheck.law.findings import Finding
from mlmcheck.report import words
from mlmcheck.report.language import Speaker, clean
from mlmcheck.report.layout import Page, Span, cells, cut, padded
from mlmcheck.report.reading import closing, deciding_leaves, fact_of, ground
from mlmcheck.report.view import Law
from mlmcheck.text import Text
from mlmcheck.verdict import Reason, Verdict
from mlmcheck.vocabulary import VOCABULARY

STYLE = {Verdict.LEGAL: "green", Verdict.REVIEW: "yellow", Verdict.PYRAMID: "red"}


def show(page: Page, judgement: Judgement, speaker: Speaker) -> None:
    """Show one file in two or three lines."""
    law = judgement.deciding
    verdict = law.verdict
    name = clean(judgement.scheme.name.in_language(speaker.language))
    word = speaker.say(words.VERDICT[verdict])
    column = max(cells(speaker.say(words.VERDICT[one])) for one in Verdict)
    lead = f"{words.MARK[verdict]} {padded(word, column)} {law.points:>3}  "
    room = page.width - cells(lead)
    page.raw(Span(lead, f"bold {STYLE[verdict]}"), Span(cut(name, room), "bold"))
    line = deciding_line(judgement, law)
    where = clean(judgement.document.file) + (f":{line}" if line else "")
    page.write(where, "dim", 4, 2)
    page.write(clause(law, speaker), "", 4, 2)


def clause(law: LawResult, speaker: Speaker) -> str:
    """Return the deciding clause of a law, or why it is review and what would settle it best."""
    if law.pack is None or law.worst is None:
        return speaker.say(law.notes[0])
    named = Law(law.pack, speaker)
    if law.reason is Reason.NOT_COVERED and law.notes and not law.worst.decision.deciding:
        return speaker.say(law.notes[0])
    if law.verdict is Verdict.PYRAMID:
        decision = law.worst.decision
        each = decision.deciding if decision.ways else decision.deciding[:1]
        return speaker.say(Text(" or ")).join(provision(named, finding) for finding in each)
    if law.verdict is Verdict.LEGAL:
        if law.left_out:
            return speaker.say(Text("legal, {apart}", apart=apart_from(law, speaker)))
        return speaker.say(
            Text("nothing stands against it under the law of {place}", place=named.place())
        )
    assert law.reason is not None
    reason = speaker.say(words.REASON[law.reason])
    open_most = _nearest(law.worst.decision.deciding)
    if open_most is None:
        return reason
    if open_most.needs:
        fact = Text("the complete table of organisers")
        if open_most.needs[0] in VOCABULARY:
            fact = VOCABULARY[open_most.needs[0]].label
        article = named.article(open_most.rule)
        detail = speaker.say(Text("{fact} ({provision})", fact=fact, provision=article))
    else:
        detail = provision(named, open_most)
    return speaker.say(Text("{reason} — {detail}", reason=reason, detail=detail))


def apart_from(law: LawResult, speaker: Speaker) -> str:
    """Return which instruments are left out of a verdict, not being known to apply."""
    assert law.pack is not None
    named = Law(law.pack, speaker)
    titles = [named.own(instrument) for instrument in law.left_out]
    if len(titles) > 1:
        return speaker.say(
            Text(
                "apart from {instruments} (it is not known whether they apply)", instruments=titles
            )
        )
    return speaker.say(
        Text("apart from {instrument} (it is not known whether it applies)", instrument=titles)
    )


def _nearest(deciding: tuple[Finding, ...]) -> Finding | None:
    """Return the rule on pyramids that the fewest facts would decide, else another such rule.

    What each value of such a fact would make of the verdict takes judging again, which a line
    among a thousand others is not worth.
    """
    return min(
        deciding,
        key=lambda f: (
            not (f.rule.forbids and f.rule.about == "pyramid"),
            len(f.needs) or len(VOCABULARY),
        ),
        default=None,
    )


def provision(law: Law, finding: Finding) -> str:
    """Return the article and title of a rule."""
    article, title = law.article(finding.rule), law.title(finding.rule)
    return law.speaker.say(Text("{article}: {title}", article=article, title=title))


def deciding_line(judgement: Judgement, law: LawResult) -> int | None:
    """Return the line of the file that the deciding finding points at first."""
    if law.worst is None or law.verdict is Verdict.LEGAL:
        return None
    for finding in law.worst.decision.deciding[:1]:
        for leaf in deciding_leaves(finding):
            name = fact_of(leaf)
            if name is None:
                continue
            paths = [one.path for one in ground(name, law.worst, leaf.row).evidence if one.path]
            if paths:
                return judgement.document.locate(min(paths, key=closing)).line
    return None
