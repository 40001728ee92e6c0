"""What is promised to prospects and how people are treated, as somebody states it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from mlmcheck.facts import Basis, Evidence, Fact
from mlmcheck.interval import FALSE, TRUE
from mlmcheck.measures.alleged import with_alleged
from mlmcheck.resources import rules_dir
from mlmcheck.scheme.plan import Plan, conduct_of, decides
from mlmcheck.scheme.quantity import Stated
from mlmcheck.text import Text

if TYPE_CHECKING:
    from mlmcheck.network.summary import Summary

Class = Literal["income", "passive", "lifestyle", "recruitment", "endorsement"]

CLASSES: Mapping[Class, Text] = {
    "income": Text("income claim"),
    "passive": Text("claim of passive income"),
    "lifestyle": Text("lifestyle claim"),
    "recruitment": Text("recruitment talk"),
    "endorsement": Text("claim of official endorsement"),
}
"""What each class of claim is called."""

_EARNINGS: tuple[Class, ...] = ("income", "passive")
_INCOME = "promo.income_claims"
_EMPHASIS = "promo.recruitment_emphasis"
_CONDUCT: Mapping[str, str] = {
    "deception": "conduct.deception",
    "coercion": "conduct.coercion",
    "grave_result": "conduct.grave_result",
    "inventory_loading": "stock.beyond_need",
}
"""By the key that states it: the fact that it is."""


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
        match = next(iter(classify(statement.text, _EARNINGS)), None)
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
    for key, name in _CONDUCT.items():
        stated = getattr(conduct, key)
        if stated is None:
            continue
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


def classify(text: str, kinds: Iterable[Class] = tuple(CLASSES)) -> tuple[Match, ...]:
    """Return the classes a claim falls in, of those asked for, each with the first words of it.

    Raises:
        FileNotFoundError: the installation is damaged.
    """
    plain = normalise(text)
    # Words of a script are built only for a claim that is written in it.
    scripts: list[Script] = ["han"] if _holds_han(plain) else []
    if _LETTER.search(plain):
        scripts.append("latin")
    for script in scripts:
        plain = _never(script).sub(" ", plain)
    found: dict[Class, str] = {}
    for kind in kinds:
        for script in scripts:
            match = _pattern(kind, script).search(plain)
            if match is not None and kind not in found:
                found[kind] = match[0].strip()
    return tuple(Match(kind, found[kind]) for kind in CLASSES if kind in found)


_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPACES = re.compile(r"\s+")


def _is_han(sign: str) -> bool:
    # Written out, as building a class of so many signs for `re` takes longer than a whole verdict.
    return "\u3400" <= sign <= "\u9fff"


def _is_cjk(sign: str) -> bool:
    return _is_han(sign) or "\u3000" <= sign <= "\u303f"


def _holds_han(text: str) -> bool:
    return any(map(_is_han, text))


def _without_spaces_at_cjk(text: str) -> str:
    """Leave out the spaces between a Chinese sign and another, or a digit."""
    kept: list[str] = []
    for index, sign in enumerate(text):
        if sign == " " and 0 < index < len(text) - 1:
            before, after = text[index - 1], text[index + 1]
            if _is_cjk(before) and (_is_cjk(after) or after in _DIGITS):
                continue
            if _is_cjk(after) and before in _DIGITS:
                continue
        kept.append(sign)
    return "".join(kept)


_DIGITS = frozenset("0123456789")


def normalise(text: str) -> str:
    """Return a text as words are compared: half width, small letters, no spaces within Chinese."""
    half = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    return _without_spaces_at_cjk(_SPACES.sub(" ", half)).strip()


Script = Literal["han", "latin"]
_LETTER = re.compile("[a-z]")


@lru_cache(maxsize=1)
def _entries() -> tuple[tuple[Class | None, str, Script], ...]:
    """Read the list of words once: the class (None for what is never a claim), the expression."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    stated = yaml.load((rules_dir() / "_words.yaml").read_text("utf-8"), Loader=loader)
    found: list[tuple[Class | None, str, Script]] = []
    for entry in (*stated["never"], *stated["words"]):
        expression = _expression(entry)
        script: Script = "han" if _holds_han(expression) else "latin"
        found.append((entry.get("class"), expression, script))
    return tuple(found)


@lru_cache(maxsize=16)
def _pattern(kind: Class, script: Script) -> re.Pattern[str]:
    each = [e for of, e, written_in in _entries() if of == kind and written_in == script]
    return re.compile("|".join(each) or r"(?!)")


@lru_cache(maxsize=2)
def _never(script: Script) -> re.Pattern[str]:
    each = [e for kind, e, written_in in _entries() if kind is None and written_in == script]
    return re.compile("|".join(each) or r"(?!)")


def _expression(entry: Mapping[str, str]) -> str:
    """Return one entry as an expression; without Chinese in it, it matches whole words only."""
    inner = entry["pattern"] if "pattern" in entry else re.escape(normalise(entry["word"]))
    return f"(?:{inner})" if _holds_han(inner) else rf"(?<![a-z0-9])(?:{inner})(?![a-z0-9])"
