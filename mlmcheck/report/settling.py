"""What would settle a verdict, in sentences."""

from __future__ import annotations

from mlmcheck.facts import Basis
from mlmcheck.interval import Interval
from mlmcheck.report.language import NO, YES, Speaker
from mlmcheck.report.words import BASIS, REASON, VERDICT
from mlmcheck.settle import Outcome, Settlement, Settling
from mlmcheck.text import Text
from mlmcheck.verdict import Reason, Verdict
from mlmcheck.vocabulary import ORGANISERS_KEY, VOCABULARY

_ORDER = (Verdict.LEGAL, Verdict.PYRAMID, Verdict.REVIEW)


def asked(settling: Settling, speaker: Speaker) -> str:
    """Return the name of what is asked for."""
    return asked_for(settling.fact, settling.word, speaker)


def asked_for(fact: str, word: str | None, speaker: Speaker) -> str:
    """Return the name of a fact, or of the word that a set may hold."""
    label = speaker.say(VOCABULARY[fact].label)
    if word is None:
        return label
    return speaker.say(Text("{set}: “{word}”", set=label, word=word))


def labelled(label: Text, bases: frozenset[Basis] | None, speaker: Speaker) -> str:
    """Return the name of a fact; where only facts of some bases can answer, with which."""
    if bases is None:
        return speaker.say(label)
    if bases <= PRACTICE:
        return speaker.say(Text("{fact}, in operating data", fact=label))
    return speaker.say(Text("{fact}, {bases}", fact=label, bases=[BASIS[b] for b in sorted(bases)]))


PRACTICE = frozenset([Basis.REPORTED, Basis.OBSERVED])
"""What was counted, by a case file or in ledgers."""

_PRACTICE_KEYS = ("observed", "network")


def key_of(fact: str | None, practice: bool) -> str:
    """Return where a scheme file says a fact, None being the table of organisers.

    With `practice`, only the places of figures that somebody counted; empty where there is none.
    """
    key = ORGANISERS_KEY if fact is None else VOCABULARY[fact].key
    if not practice:
        return key
    return _OR.join(one for one in key.split(_OR) if one.startswith(_PRACTICE_KEYS))


_OR = " or "


def written_as(fact: str | None, practice: bool, speaker: Speaker) -> str:
    """Return where a scheme file says a fact, in words; empty where it can say it nowhere."""
    return speaker.say(Text(" or ")).join(key_of(fact, practice).split(_OR))


def outcomes(settling: Settling, speaker: Speaker, currency: str | None) -> str:
    """Return what each value would make of the verdict: "legal if …; pyramid-like if …"."""
    parts = [_outcome(settling.fact, one, speaker, currency) for one in ordered(settling)]
    return speaker.say(Text("; ")).join(parts)


def ordered(settling: Settling) -> list[Outcome]:
    """Return the outcomes with what would make it legal first, what leaves it in review last."""
    return sorted(settling.outcomes, key=lambda one: _ORDER.index(one.verdict))


def verdict_of(outcome: Outcome) -> Text:
    """Return the verdict of an outcome, a review with its reason."""
    if outcome.verdict is not Verdict.REVIEW or outcome.reason is None:
        return VERDICT[outcome.verdict]
    return Text("review ({reason})", reason=REASON[outcome.reason])


def _outcome(fact: str, one: Outcome, speaker: Speaker, currency: str | None) -> str:
    value = supposed(fact, one.value, speaker, currency)
    if one.verdict is not Verdict.REVIEW:
        return speaker.say(Text("{verdict} if {value}", verdict=VERDICT[one.verdict], value=value))
    if one.reason is Reason.LAW_OPEN:
        return speaker.say(Text("if {value}, the law is open", value=value))
    if one.reason is Reason.MISSING:
        return speaker.say(Text("if {value}, other facts decide", value=value))
    reason = REASON[one.reason] if one.reason else VERDICT[one.verdict]
    return speaker.say(Text("if {value}, review ({reason})", value=value, reason=reason))


def supposed(fact: str, value: Interval | bool, speaker: Speaker, currency: str | None) -> str:
    """Return a value that is supposed of a fact."""
    if isinstance(value, bool):
        return speaker.say(YES if value else NO)
    if value == VOCABULARY[fact].whole:
        return speaker.say(Text("whatever it is"))
    return speaker.fact_value(fact, value, currency)


def best(settlement: Settlement) -> Settling | None:
    """Return the question whose answer tells most: one that decides alone, else the first."""
    facts = [one for one in settlement.each if not one.scope]
    deciding = [one for one in facts if one.decides]
    return (deciding or facts or [None])[0]  # type: ignore[list-item]


def together(settlement: Settlement, speaker: Speaker, currency: str | None) -> list[str]:
    """Return the conditions that all at once make it legal."""
    return [
        speaker.say(
            Text(
                "{fact}: {value}",
                fact=asked_for(fact, word, speaker),
                value=supposed(fact, value, speaker, currency),
            )
        )
        for fact, word, value in settlement.together
    ]
