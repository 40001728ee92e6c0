"""What an authority decided on a scheme, as the file beside the scheme file says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from mlmcheck.scheme.errors import Problem, SchemeError
from mlmcheck.text import Text
from mlmcheck.verdict import Verdict
from mlmcheck.vocabulary import VOCABULARY

SUFFIX = ".decided.yaml"

Firmness = Literal[
    "final",
    "prima-facie",
    "opinion",
    "charge",
    "settled",
    "police-announced",
    "platform-ban",
    "freeze",
    "licence",
    "none",
]
"""How firm an outcome is; only a final decision counts for the accuracy of the rules."""

_OUTCOMES: Mapping[str, Verdict | None] = {
    "pyramid-like": Verdict.PYRAMID,
    "legal": Verdict.LEGAL,
    "none": None,
}
_KEYS = ("verdict", "firmness", "law", "by", "date", "source", "family", "memory", "lacks", "note")


@dataclass(frozen=True, slots=True)
class Record:
    """One decision.

    `lacks` are the facts that the law asks for and that no source states; where there are any, the
    file does not hold enough to decide by. `memory` says that it rests on memory and on no source
    that was read.
    """

    outcome: Verdict | None
    """None: no authority decided whether it is a pyramid."""
    firmness: Firmness
    law: str | None
    """Under which law; None: that of the scheme's market."""
    by: str
    date: str
    family: str
    """Cases of one scheme share a family; by itself a case is its own."""
    memory: bool
    lacks: tuple[str, ...]

    @property
    def counts(self) -> bool:
        """Whether the rules are measured by it."""
        return self.outcome is not None and self.firmness == "final" and not self.memory


def read_record(path: Path) -> Record:
    """Read a decision.

    Raises:
        SchemeError: the file cannot be read, or holds what no decision has.
    """
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise _wrong(path, Text("the file cannot be read: {why}", why=str(error))) from None
    if not isinstance(raw, dict):
        raise _wrong(path, Text("a decision has keys and values, such as verdict: legal"))
    for key in raw:
        if key not in _KEYS:
            raise _wrong(
                path,
                Text(
                    "{given} is not known here; write one of {known}",
                    given=str(key),
                    known=", ".join(_KEYS),
                ),
            )
    lacks = _list(raw.get("lacks", []))
    for fact in lacks:
        if fact not in VOCABULARY:
            raise _wrong(path, Text("no measure gives {fact}", fact=fact))
    return Record(
        _OUTCOMES[_word(path, raw, "verdict", tuple(_OUTCOMES))],
        _word(path, raw, "firmness", get_args(Firmness)),  # type: ignore[arg-type]
        str(raw["law"]) if "law" in raw else None,
        str(raw.get("by", "")),
        str(raw.get("date", "")),
        str(raw.get("family") or path.name.removesuffix(SUFFIX)),
        _word(path, {"memory": "false", **raw}, "memory", ("true", "false")) == "true",
        lacks,
    )


def _word(path: Path, raw: Mapping[str, Any], key: str, known: tuple[str, ...]) -> str:
    value = raw.get(key)
    if value not in known:
        text = Text(
            "{key} is one of {known}, not {given}",
            key=key,
            known=", ".join(known),
            given=str(value),
        )
        raise _wrong(path, text)
    return str(value)


def _list(raw: Any) -> tuple[str, ...]:
    return tuple(str(one) for one in raw) if isinstance(raw, list) else (str(raw),)


def _wrong(path: Path, text: Text) -> SchemeError:
    return SchemeError([Problem(text, str(path))])
