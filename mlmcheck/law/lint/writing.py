"""Checks on what a rule must say besides its condition: titles, sources, dates, names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any as Raw

from mlmcheck.law.lint.problem import Check, Found, LawUnderLint, RuleUnderLint
from mlmcheck.law.model import Open, Words, leaves
from mlmcheck.text import Text
from mlmcheck.vocabulary import VOCABULARY

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_ONLY_ON = {"requires": "duty", "gate": "duty", "burden": "term", "points": "indicator"}


def untitled_rule(lint: RuleUnderLint) -> Iterator[Found]:
    """A rule without a title in English or in the law's own language."""
    for text in _untitled(lint.rule.id, lint.rule.title, lint.pack.language):
        yield Found(lint.file, ("title",), text)


def untitled_part(lint: LawUnderLint) -> Iterator[Found]:
    """A law, instrument or number without a title in English or in the law's own language."""
    for text in _untitled(lint.pack.id, lint.pack.title, lint.pack.language):
        yield Found(lint.file, ("title",), text)
    for instrument in lint.pack.instruments.values():
        for text in _untitled(instrument.id, instrument.title, lint.pack.language):
            if instrument.file is not None:
                yield Found(instrument.file, ("title",), text)
    for parameter in lint.pack.parameters.values():
        for text in _untitled(parameter.name, parameter.title, lint.pack.language):
            if parameter.file is not None:
                yield Found(parameter.file, (parameter.name, "title"), text)


def _untitled(name: str, title: Words, language: str) -> Iterator[Text]:
    # Where no title is written the reader puts the name itself.
    known = {} if title == {"en": name} else title
    for needed in dict.fromkeys(("en", language)):
        if not known.get(needed):
            yield Text(
                "{name} has no title in {language}; write title: {{{language}: …}}",
                name=name,
                language=needed,
            )


def uncited(lint: RuleUnderLint) -> Iterator[Found]:
    """A prohibition or crime without a source, a place in it, or its operative words.

    The words may be left out where the rule says that they were not read.
    """
    rule = lint.rule
    if not rule.forbids:
        return
    if not any(cite.article or cite.case or cite.order for cite in rule.cites):
        text = Text("nothing says where this is forbidden; write cites with article, case or order")
        yield Found(lint.file, ("cites",), text)
    elif not rule.unsure and not any(cite.terms for cite in rule.cites):
        text = Text(
            "no operative words are cited; write terms in the law's own language, "
            "or confidence: low or text_seen: false where they were not read"
        )
        yield Found(lint.file, ("cites",), text)


def no_start(lint: RuleUnderLint) -> Iterator[Found]:
    """A rule that does not say since when it holds."""
    if lint.rule.effect != "term" and "in_force" not in lint.raw:
        yield Found(lint.file, (), Text("the rule has no day of its own; write in_force: day"))


def no_confidence(lint: RuleUnderLint) -> Iterator[Found]:
    """A prohibition or crime that does not say how sure our reading is."""
    if lint.rule.forbids and "confidence" not in lint.raw:
        text = Text("how sure is this reading? write confidence: high, medium or low")
        yield Found(lint.file, (), text)


def misplaced_key(lint: RuleUnderLint) -> Iterator[Found]:
    """A key that does nothing on a rule of this effect."""
    for key, effect in _ONLY_ON.items():
        if key in lint.raw and lint.rule.effect != effect:
            text = Text(
                "{key} does nothing here; it belongs on a rule with effect: {effect}",
                key=key,
                effect=effect,
            )
            yield Found(lint.file, (key,), text)
    if lint.rule.effect == "duty" and "when" in lint.raw:
        text = Text("a duty is not asked with when; write requires: what it asks for")
        yield Found(lint.file, ("when",), text)


def unknown_placeholder(lint: RuleUnderLint) -> Iterator[Found]:
    """A `{name}` in `says` that is neither a fact nor a number of the law."""
    for language, sentence in lint.rule.says.items():
        for name in _PLACEHOLDER.findall(sentence):
            known = (
                name[4:] in lint.pack.parameters if name.startswith("law.") else name in VOCABULARY
            )
            if not known:
                text = Text(
                    "{name} in says is neither a fact nor a number of the law",
                    name="{" + name + "}",
                )
                yield Found(lint.file, ("says", language), text)


def unanswerable_question(lint: RuleUnderLint) -> Iterator[Found]:
    """An open question without an id of its own, by which a scheme file can answer it."""
    asked = [leaf for leaf in leaves(lint.rule.when) if isinstance(leaf, Open)]
    if lint.rule.applies is not None:
        asked += [leaf for leaf in leaves(lint.rule.applies) if isinstance(leaf, Open)]
    ids = [leaf.id for leaf in asked]
    for id in sorted({id for id in ids if ids.count(id) > 1}):
        text = Text("two open questions have the id {id}; give each its own", id=id)
        yield Found(lint.file, (lint.asked,), text)
    given = _written_ids(lint.raw)
    for leaf in asked:
        if leaf.id not in given:
            text = Text(
                "an open question has no id by which it can be answered; "
                "write for example id: {id}",
                id=leaf.id,
            )
            yield Found(lint.file, (lint.asked,), text)


def _written_ids(raw: Raw) -> frozenset[str]:
    if isinstance(raw, list):
        return frozenset(id for part in raw for id in _written_ids(part))
    if not isinstance(raw, Mapping):
        return frozenset()
    own = {str(raw["id"])} if "open" in raw and "id" in raw else set()
    return frozenset(own.union(*(_written_ids(value) for value in raw.values())))


RULE_CHECKS: tuple[Check[RuleUnderLint], ...] = (
    Check("untitled", "error", untitled_rule),
    Check("uncited", "error", uncited),
    Check("no-start", "error", no_start),
    Check("no-confidence", "error", no_confidence),
    Check("misplaced-key", "error", misplaced_key),
    Check("unknown-placeholder", "error", unknown_placeholder),
    Check("unanswerable-question", "error", unanswerable_question),
)
LAW_CHECKS: tuple[Check[LawUnderLint], ...] = (Check("untitled", "error", untitled_part),)
