"""What would settle a verdict, in sentences."""

from __future__ import annotations

from mlmcheck.interval import Interval
from mlmcheck.report.language import NO, YES, Speaker
from mlmcheck.report.words import REASON, VERDICT
from mlmcheck.settle import Outcome, Settlement, Settling
from mlmcheck.text import Text
from mlmcheck.verdict import Reason, Verdict
from mlmcheck.vocabulary import VOCABULARY

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


def outcomes(settling: Settling, speaker: Speaker, currency: str | None) -> str:
    """Return what each value would make of the verdict: "legal if …; pyramid-like if …"."""
    ordered = sorted(settling.outcomes, key=lambda one: _ORDER.index(one.verdict))
    parts = [_outcome(settling.fact, one, speaker, currency) for one in ordered]
    return speaker.say(Text("; ")).join(parts)


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
