"""What is wrong with a scheme file, and where: every problem with its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from mlmcheck.text import Text


class Span(NamedTuple):
    """A stretch of one line; lines and columns count from 1, `end` is the column after it."""

    line: int
    column: int
    end: int


START = Span(1, 1, 1)
"""Where a problem stands that concerns the file as a whole."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a file; lines and columns count characters from 1.

    A problem of the file as a whole (it does not exist, say) stands at line 1, column 1, and its
    excerpt is empty. `end_column` is the column after the last one concerned.
    """

    text: Text
    file: str
    line: int = 1
    column: int = 1
    end_column: int = 1
    excerpt: str = ""
    """The line as it stands in the file."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.text}"


class SchemeError(Exception):
    """One or more scheme files cannot be read; `problems` are all there are, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[SchemeError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)
