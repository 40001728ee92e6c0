"""What the law leaves open: how far the numbers alone go, what is left, and who may answer it."""

from __future__ import annotations

from collections.abc import Iterator

from mlmcheck.law.findings import Finding
from mlmcheck.law.model import Compare, FactLeaf, Open, leaves, written
from mlmcheck.report.layout import Page
from mlmcheck.report.reading import Leaf, holding_leaves, unknown_leaves
from mlmcheck.report.view import View
from mlmcheck.text import Text
from mlmcheck.verdict import Verdict
from mlmcheck.vocabulary import VOCABULARY


def show(page: Page, view: View) -> None:
    """Show what the law leaves open where that keeps the verdict undecided."""
    say, ids = view.speaker.say, view.result.settlement.open
    if not ids:
        return
    for finding in view.day.decision.deciding:
        if view.result.verdict is Verdict.REVIEW and finding.open and not finding.needs:
            _numbers_alone(page, view, finding)
    for id, question in zip(ids, left_open(view, ids), strict=True):
        page.write(say(Text("The law leaves open: {question}", question=question)), "", 2, 2)
        for key in _keys(view, id):
            text = Text("a person may answer it, with a source, under assessed: {key}", key=key)
            page.write(say(text), "dim", 4, 2)


def _numbers_alone(page: Page, view: View, finding: Finding) -> None:
    """Say which of a rule's questions the facts answer with yes, where only the law is open."""
    say = view.speaker.say
    held = [
        say(Text("{fact}: {value}", fact=view.label(leaf), value=view.found(leaf)))
        for leaf in holding_leaves(finding)
        if isinstance(leaf.trace.condition, FactLeaf)
    ]
    title = view.law.title(finding.rule)
    text = Text(
        "{title}: no fact is missing. As far as the numbers go it stands: {facts}. What is left is "
        "not a matter of numbers.",
        title=title,
        facts=held,
    )
    if not held:
        text = Text("{title}: no fact is missing, and no number decides it.", title=title)
    page.write(say(text), "", 2, 2)


def left_open(view: View, ids: tuple[str, ...]) -> list[str]:
    """Return the questions that the law leaves open, in words."""
    if not ids:
        return []
    texts: dict[str, str] = {}
    for finding in view.day.findings:
        for leaf in unknown_leaves(finding):
            condition = leaf.trace.condition
            if isinstance(condition, Open):
                texts[condition.id] = view.speaker.words(condition.text)
            elif isinstance(condition, Compare):
                texts[written(condition)] = _line(view, leaf, condition)
    return [texts.get(id, id) for id in ids]


def _line(view: View, leaf: Leaf, condition: Compare) -> str:
    return view.speaker.say(
        Text(
            "{fact} is {value}, and the law gives {limit}",
            fact=VOCABULARY[condition.fact].label,
            value=view.told(condition.fact, leaf.row),
            limit=view.law.limit(condition, leaf.trace.limit),
        )
    )


def _keys(view: View, id: str) -> Iterator[str]:
    """Yield the keys under which a question is answered: the rule or term, and its own id."""
    for rule in view.law.pack.by_id.values():
        for condition in (rule.when, rule.applies):
            for leaf in leaves(condition) if condition is not None else ():
                if isinstance(leaf, Open) and leaf.id == id and not leaf.presumed:
                    yield f"{rule.id}/{id}"
