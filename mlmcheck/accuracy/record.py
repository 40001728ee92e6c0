"""What an authority decided on a scheme, as the file beside the scheme file says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from mlmcheck.law.files import PackError, load_texts
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
_LARGEST = 100_000
"""Bytes; no decision needs nearly as many."""
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
        if not path.is_file():
            raise _wrong(path, Text("this is no file that can be read"))
        if path.stat().st_size > _LARGEST:
            raise _wrong(path, Text("the file is too large for a decision"))
        raw = load_texts(path)
    except OSError as error:
        raise _wrong(path, Text("the file cannot be read: {why}", why=str(error))) from None
    except PackError as error:
        raise SchemeError(
            [Problem(problem.text, str(path), problem.line) for problem in error.problems]
        ) from None
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
            raise _wrong(path, Text("no measure gives {fact}", fact=_short(fact)))
    law = raw.get("law")
    if law is not None and (not isinstance(law, str) or not law.strip() or law == "all"):
        raise _wrong(path, Text("law is the id of the one law it was decided by, such as cn"))
    return Record(
        _OUTCOMES[_word(path, raw, "verdict", tuple(_OUTCOMES))],
        _word(path, raw, "firmness", get_args(Firmness)),  # type: ignore[arg-type]
        law,
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
            given=_short(value),
        )
        raise _wrong(path, text)
    return str(value)


def _short(value: Any) -> str:
    """Return the beginning of what stands in a file, to be told."""
    return value[:80] if isinstance(value, str) else type(value).__name__


def _list(raw: Any) -> tuple[str, ...]:
    each = raw if isinstance(raw, list) else [raw]
    return tuple(one if isinstance(one, str) else type(one).__name__ for one in each if one)


def _wrong(path: Path, text: Text) -> SchemeError:
    return SchemeError([Problem(text, str(path))])
