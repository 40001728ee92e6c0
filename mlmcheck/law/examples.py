"""Examples of rules run: each rule held against the facts of its examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mlmcheck.facts import WordSet
from mlmcheck.interval import Interval, Truth
from mlmcheck.law.environment import environment
from mlmcheck.law.evaluate import Question, Trace, presumed
from mlmcheck.law.example_files import Example, example_files, read_examples
from mlmcheck.law.files import PackError, Problem
from mlmcheck.law.findings import (
    Finding,
    Result,
    evaluate_term,
    find,
    reasons,
    scope_of_instruments,
)
from mlmcheck.law.folders import laws_touched, no_rule, rule_files, unread
from mlmcheck.law.model import FactLeaf, Open, Pack, Rule, leaves, written
from mlmcheck.law.read import read_pack
from mlmcheck.law.syntax import write_interval
from mlmcheck.text import Text
from mlmcheck.vocabulary import VOCABULARY, Kind


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """What came of one example, and where it differs from what was expected."""

    file: Path
    line: int
    rule: str
    name: str
    expected: Result
    got: Result
    passed: bool
    explanation: Text | None
    """What differs, with the reasoning in short; None where it passed."""


def run_examples(folder: Path, folders: Iterable[Path]) -> tuple[ExampleResult, ...]:
    """Run every example in `folder` and below it, with the law read from all the `folders`.

    Raises:
        PackError: a file cannot be read, or names a rule or law that is not there; a file in the
            folder is read by no law; or there is no rule in it.
    """
    roots = tuple(folders)
    packs: dict[str, Pack] = {}
    problems: dict[Problem, None] = dict.fromkeys(unread(folder, roots))
    results: list[ExampleResult] = []
    if not problems and not rule_files(folder, roots):
        problems[no_rule(folder)] = None
    for law in laws_touched(folder, roots):
        try:
            packs[law] = read_pack(law, roots)
        except PackError as error:
            problems.update(dict.fromkeys(error.problems))
    for path in example_files(folder):
        try:
            file = read_examples(path)
            if file.law not in packs:
                packs[file.law] = read_pack(file.law, roots)
        except PackError as error:
            problems.update(dict.fromkeys(error.problems))
            continue
        rule = packs[file.law].rule(file.rule)
        if rule is None:
            text = Text("there is no rule {id} in the law {law}", id=file.rule, law=file.law)
            problems[Problem(path, 1, text)] = None
            continue
        results.extend(run_example(path, ex, rule, packs[file.law]) for ex in file.examples)
    if problems:
        raise PackError(problems)
    return tuple(results)


def run_example(file: Path, example: Example, rule: Rule, pack: Pack) -> ExampleResult:
    """Hold the rule against the facts of one example."""
    finding = find_example(example, rule, pack)
    wrong = list(_differences(example, finding, _open_texts(pack)))
    explanation = None
    if wrong:
        lines = "\n".join(reasoning(finding)) or "-"
        explanation = _joined([*wrong, Text("reasoning:\n{lines}", lines=lines)])
    return ExampleResult(
        file,
        example.line,
        rule.id,
        example.name,
        example.result,
        finding.result,
        not wrong,
        explanation,
    )


def find_example(example: Example, rule: Rule, pack: Pack) -> Finding:
    """Return what comes of a rule, or of a term, on the facts of an example.

    Where it is not known whether the rule's instrument applies, the rule's own result counts.
    """
    question = Question(pack, environment(example.facts), example.day, {}, terms={})
    if rule.effect != "term":
        return find(rule, question, scope_of_instruments(pack, question))
    trace = evaluate_term(rule.id, question)
    result = {
        Truth.YES: Result.MET,
        Truth.NO: Result.NOT_MET,
        Truth.UNKNOWN: Result.UNKNOWN,
    }[trace.truth]
    needs, left_open = reasons([trace])
    return Finding(rule, result, trace, needs=needs, open=left_open, presumed=presumed(trace))


def _open_texts(pack: Pack) -> Mapping[str, str]:
    """Return the ids of the open questions of a law by their English texts."""
    return {
        leaf.text["en"]: leaf.id
        for rule in pack.by_id.values()
        for leaf in leaves(rule.when)
        if isinstance(leaf, Open) and "en" in leaf.text
    }


def _differences(example: Example, finding: Finding, open_ids: Mapping[str, str]) -> Iterator[Text]:
    if finding.result is not example.result:
        yield Text(
            "expected {expected}, got {got}",
            expected=example.result.value,
            got=finding.result.value,
        )
    for need in example.needs:
        if need not in finding.needs:
            yield Text(
                "expected {need} among what would decide it: {needs}",
                need=need,
                needs=", ".join(finding.needs) or "-",
            )
    for text in example.open:
        if open_ids.get(text, text) not in finding.open:
            yield Text(
                "expected {text} among what the law leaves open: {open}",
                text=text,
                open=", ".join(finding.open) or "-",
            )
    if example.presumed is True and not finding.presumed:
        yield Text("expected a presumption, but the result rests on none")
    if example.presumed is False and finding.presumed:
        yield Text("expected no presumption, but the result rests on one")


def _joined(texts: list[Text]) -> Text:
    first, *rest = texts
    return Text("{first}; {rest}", first=first, rest=_joined(rest)) if rest else first


def reasoning(finding: Finding) -> Iterator[str]:
    """Yield the reasoning behind a finding in short, a line a leaf, as the packs write it."""
    parts: list[tuple[str, Trace]] = []
    if finding.applies is not None:
        parts.append(("applies", finding.applies))
    if finding.when is not None:
        parts.append(("when", finding.when))
    parts.extend((f"unless {term.id}", trace) for term, trace in finding.unless)
    for part, trace in parts:
        for leaf in _leaf_traces(trace):
            yield f"  {part}: {written(leaf.condition)}: {leaf.truth.value}{_known(leaf)}"


def _leaf_traces(trace: Trace) -> Iterator[Trace]:
    if not trace.children:
        yield trace
    for child in trace.children:
        yield from _leaf_traces(child)


def _known(leaf: Trace) -> str:
    if not isinstance(leaf.condition, FactLeaf) or leaf.value is None:
        return ""
    if isinstance(leaf.value, WordSet):
        words = ", ".join(sorted(leaf.value.words))
        return f" ({words or '-'}{'' if leaf.value.closed else ', …'})"
    limit = leaf.limit.value if leaf.limit is not None else None
    against = f", law: {_shown(leaf.condition.fact, limit.value)}" if limit is not None else ""
    return f" ({_shown(leaf.condition.fact, leaf.value)}{against})"


def _shown(fact: str, value: Interval) -> str:
    entry = VOCABULARY[fact]
    if value == entry.whole:
        return "not known"
    if entry.kind is Kind.BOOLEAN:
        return "true" if value.lo > 0 else "false"
    return write_interval(value)
