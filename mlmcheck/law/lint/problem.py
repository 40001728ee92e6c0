"""What a check finds in a rule pack, and what a check is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any as Raw
from typing import Generic, Literal, TypeVar

from mlmcheck.law.example_files import ExampleFile
from mlmcheck.law.files import Place
from mlmcheck.law.model import Pack, Rule
from mlmcheck.text import Text

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class LintProblem:
    """What is wrong in a rule pack, where, and what to write instead."""

    file: Path
    line: int
    rule: str
    """The rule it is about; empty where it is about none."""
    code: str
    level: Level
    text: Text


@dataclass(frozen=True, slots=True)
class RuleUnderLint:
    """One rule with its file as written and its examples."""

    rule: Rule
    pack: Pack
    file: Path
    raw: Mapping[str, Raw]
    examples: ExampleFile | None
    """None where there is no file with examples, or none that can be read."""

    @property
    def asked(self) -> str:
        """Return the key under which the rule's condition stands."""
        return "requires" if self.rule.effect == "duty" else "when"


@dataclass(frozen=True, slots=True)
class LawUnderLint:
    """One law as a whole."""

    pack: Pack
    file: Path
    """Its law.yaml."""
    reads: frozenset[tuple[Path, str]]
    """Every number, by file and name, that some rule of some law reads."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a check found something wrong: a place in a file, or a line of it."""

    file: Path
    at: Place | int
    text: Text


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Check(Generic[T]):
    """One check: its code, how bad what it finds is, and how it finds it."""

    code: str
    level: Level
    find: Callable[[T], Iterator[Found]]
