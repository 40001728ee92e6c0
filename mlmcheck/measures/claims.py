"""What is promised to prospects and how people are treated, as somebody states it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from mlmcheck.facts import Basis, Evidence, Fact
from mlmcheck.interval import FALSE, TRUE
from mlmcheck.measures.alleged import with_alleged
from mlmcheck.network.summary import Summary
from mlmcheck.resources import rules_dir
from mlmcheck.scheme.plan import Plan, conduct_of, decides
from mlmcheck.scheme.quantity import Stated
from mlmcheck.text import Text

Class = Literal["income", "passive", "lifestyle", "recruitment", "endorsement"]

CLASSES: Mapping[Class, Text] = {
    "income": Text("income claim"),
    "passive": Text("claim of passive income"),
    "lifestyle": Text("lifestyle claim"),
    "recruitment": Text("recruitment talk"),
    "endorsement": Text("claim of official endorsement"),
}
"""What each class of claim is called."""

_EARNINGS: frozenset[Class] = frozenset(["income", "passive"])
_INCOME = "promo.income_claims"
_EMPHASIS = "promo.recruitment_emphasis"
_CONDUCT = ("deception", "coercion", "grave_result")


@dataclass(frozen=True, slots=True)
class Match:
    """A class of claim and the words that show it."""

    kind: Class
    words: str


def claims(plan: Plan, summary: Summary | None) -> tuple[Fact, ...]:  # noqa: ARG001  # a measure
    """Return what promotion and conduct are stated to be.

    A claim that promises or shows earnings settles `promo.income_claims`; claims without such
    words settle nothing, as others may be made. What only an allegation states is no value.
    """
    facts: list[Fact] = []
    alleged: dict[str, list[Evidence]] = {}
    scheme = plan.scheme
    if scheme.claims is not None:
        _income(plan, facts, alleged)
    recruiting = scheme.recruiting
    if recruiting is not None and recruiting.emphasis is not None:
        place = Evidence((*recruiting.at, "emphasis"), source=recruiting.source)
        if not decides(scheme, recruiting.source):
            if recruiting.emphasis == "recruitment":
                alleged[_EMPHASIS] = [place]
        elif recruiting.emphasis != "both":
            # Both stressed alike is neither over the other.
            value = TRUE if recruiting.emphasis == "recruitment" else FALSE
            facts.append(Fact(_EMPHASIS, value, Basis.DECLARED, (place,)))
    if scheme.conduct is not None:
        _conduct(plan, facts, alleged)
    return with_alleged(facts, alleged)


def _income(plan: Plan, facts: list[Fact], alleged: dict[str, list[Evidence]]) -> None:
    stated = plan.scheme.claims
    if stated is None or isinstance(stated, Stated):
        facts.append(Fact(_INCOME, FALSE, Basis.DECLARED, (Evidence(("claims",)),)))
        return
    made: list[Evidence] = []
    for statement in stated:
        match = next((m for m in classify(statement.text) if m.kind in _EARNINGS), None)
        if match is None:
            continue
        evidence = Evidence((*statement.at, "text"), note=describe(match), source=statement.source)
        if decides(plan.scheme, statement.source):
            made.append(evidence)
        else:
            alleged.setdefault(_INCOME, []).append(evidence)
    if made:
        facts.append(Fact(_INCOME, TRUE, Basis.DECLARED, tuple(made)))


def describe(match: Match) -> Text:
    """Return a match as a sentence for people."""
    return Text("{kind}, by the words “{words}”", kind=CLASSES[match.kind], words=match.words)


def _conduct(plan: Plan, facts: list[Fact], alleged: dict[str, list[Evidence]]) -> None:
    """Note conduct that somebody found, denies or alleges; none is ever inferred."""
    conduct = conduct_of(plan.scheme)
    for key in _CONDUCT:
        stated = getattr(conduct, key)
        if stated is None:
            continue
        name = f"conduct.{key}"
        if isinstance(stated, Stated):
            place = Evidence((*conduct.at, key))
            facts.append(Fact(name, FALSE, Basis.DECLARED, (place,)))
            continue
        found: list[Evidence] = []
        for statement in stated:
            evidence = Evidence((*statement.at, "text"), source=statement.source)
            if decides(plan.scheme, statement.source):
                found.append(evidence)
            else:
                alleged.setdefault(name, []).append(evidence)
        if found:
            facts.append(Fact(name, TRUE, Basis.DECLARED, tuple(found)))


# Words.


def classify(text: str) -> tuple[Match, ...]:
    """Return the classes a claim falls in, each with the first words that show it.

    Raises:
        FileNotFoundError: the installation is damaged.
    """
    words = _words()
    plain = words.never.sub(" ", normalise(text))
    found: dict[Class, str] = {}
    for kind, pattern in words.patterns:
        match = pattern.search(plain)
        if match is not None:
            found[kind] = match[0].strip()
    return tuple(Match(kind, found[kind]) for kind in CLASSES if kind in found)


_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPACES = re.compile(r"\s+")
_HAN = re.compile("[\u3400-\u9fff]")
_CJK = "\u3000-\u303f\u3400-\u9fff"
_SPACE_AT_CJK = re.compile(rf"(?<=[{_CJK}]) (?=[0-9{_CJK}])|(?<=[0-9]) (?=[{_CJK}])")


def normalise(text: str) -> str:
    """Return a text as words are compared: half width, small letters, no spaces within Chinese."""
    half = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    return _SPACE_AT_CJK.sub("", _SPACES.sub(" ", half)).strip()


@dataclass(frozen=True, slots=True)
class _Words:
    patterns: tuple[tuple[Class, re.Pattern[str]], ...]
    never: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    """Read the list of words, once and only when there is a claim to class."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    stated = yaml.load((rules_dir() / "_words.yaml").read_text("utf-8"), Loader=loader)
    by_class: dict[Class, list[str]] = {kind: [] for kind in CLASSES}
    for entry in stated["words"]:
        by_class[entry["class"]].append(_expression(entry))
    return _Words(
        tuple((kind, re.compile("|".join(each))) for kind, each in by_class.items() if each),
        re.compile("|".join(_expression(entry) for entry in stated["never"])),
    )


def _expression(entry: Mapping[str, str]) -> str:
    """Return one entry as an expression; without Chinese in it, it matches whole words only."""
    inner = entry["pattern"] if "pattern" in entry else re.escape(normalise(entry["word"]))
    return f"(?:{inner})" if _HAN.search(inner) else rf"(?<![a-z0-9])(?:{inner})(?![a-z0-9])"
