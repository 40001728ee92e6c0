"""Rule files as text: loaded with nothing guessed, each problem with its file and line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any as Raw

import yaml

from mlmcheck.text import Text

Place = tuple[str | int, ...]
"""A place in a rule file: keys and list positions from the top, `("cites", 0, "article")`."""

TOO_DEEP = Text("this stands too deep inside other keys and lists; make the inner part a term")
"""What is said of what is nested without end."""

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a rule file, and where; `code` names the kind of problem."""

    file: Path
    line: int
    text: Text
    code: str = "unreadable"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


class PackError(Exception):
    """Rule files that cannot be used; every problem found in them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def load_texts(path: Path, content: bytes | None = None) -> Mapping[str, Raw]:
    """Return the keys of a YAML file with every scalar as the text that stands there.

    Raises:
        PackError: it is no YAML with keys and values.
    """
    try:
        text = (path.read_bytes() if content is None else content).decode("utf-8")
        raw = yaml.load(text, Loader=_Loader)
    except OSError as error:
        why = Text("the file cannot be read: {why}", why=error.strerror or str(error))
        raise PackError([Problem(path, 1, why)]) from None
    except RecursionError:
        raise PackError([Problem(path, 1, TOO_DEEP)]) from None
    except UnicodeDecodeError:
        raise PackError([Problem(path, 1, Text("the file is not UTF-8"))]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        problem = str(getattr(error, "problem", error))
        raise PackError(
            [Problem(path, line, Text("not YAML: {problem}", problem=problem))]
        ) from None
    if not isinstance(raw, Mapping):
        raise PackError([Problem(path, 1, Text("keys and values are meant here"))])
    return raw


def line_of(path: Path, at: Place) -> int:
    """Return the line of a place in a YAML file, or of the nearest place above it."""
    node = _composed(path)
    line = node.start_mark.line + 1 if node is not None else 1
    for step in at:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == step), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif (
            isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value)
        ):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line


def lines_of_items(path: Path, key: str) -> tuple[int, ...]:
    """Return the line of each item of the list under a key at the top of a YAML file."""
    node = _composed(path)
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == key and isinstance(value, yaml.SequenceNode):
                return tuple(item.start_mark.line + 1 for item in value.value)
    return ()


def _composed(path: Path) -> yaml.Node | None:
    try:
        return yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, yaml.YAMLError, UnicodeDecodeError, RecursionError):
        return None
