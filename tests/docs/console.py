"""The commands of a page, run as a reader would type them, and what they print."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from mlmcheck.cli import main
from tests.docs.pages import ROOT, Block, blocks, of_project

GAP = "…"
"""A line that stands for lines left out."""

_SHELLS = ("console", "sh")
_LINKED = ("sample_schemes", "examples", "rules")


@dataclass(frozen=True)
class Step:
    """A command that somebody types and what the page says it prints; nothing if empty."""

    block: Block
    command: str
    output: tuple[str, ...]


def steps(page: Path) -> list[Step]:
    """The commands of a page, in their order."""
    found: list[Step] = []
    for block in blocks(page):
        if block.language in _SHELLS:
            for line in block.text.splitlines():
                if line.startswith("$ "):
                    found.append(Step(block, line[2:], ()))
                elif found and found[-1].block == block:
                    last = found[-1]
                    found[-1] = Step(block, last.command, (*last.output, line))
    return found


def lay_out(page: Path, folder: Path) -> None:
    """Make a folder in which a page's commands can run: samples, and the files it shows."""
    for name in _LINKED:
        (folder / name).symlink_to(ROOT / name)
    for block in blocks(page):
        if block.path is not None and block.language == "yaml" and not of_project(block.path):
            file = folder / block.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.content, "utf-8")


def run(page: Path) -> Iterator[str]:
    """Run the commands of a page in the current folder and yield what differs from the page."""
    code = 0
    for step in steps(page):
        words = shlex.split(step.command)
        if words[0] == "make":
            if words[1] not in _targets():
                yield f"{step.block}: there is no target {words[1]}"
            continue
        if words == ["echo", "$?"]:
            if step.output != (str(code),):
                yield f"{step.block}: exit code {code}, the page says {step.output}"
            continue
        assert words[0] == "mlmcheck", f"{step.block}: what is {words[0]}?"
        words, to = (words[1:-2], words[-1]) if ">" in words else (words[1:], None)
        result = CliRunner().invoke(main, words, env={"LC_ALL": "C.UTF-8", "NO_COLOR": "1"})
        code = result.exit_code
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            yield f"{step.block}: {step.command}: {result.exception!r}"
        elif code not in (0, 1):
            yield f"{step.block}: {step.command}: exit code {code}\n{result.output}"
        elif to is not None:
            Path(to).write_text(result.output, "utf-8")
        elif step.output and not fits(step.output, result.output):
            said, printed = "\n".join(step.output), result.output
            yield f"{step.block}: {step.command}\n--- the page\n{said}\n--- it prints\n{printed}"


def fits(expected: Sequence[str], printed: str) -> bool:
    """Whether what was printed is what the page shows, its gaps filled."""
    lines = [line.rstrip() for line in printed.rstrip("\n").split("\n")]
    chunks: list[list[str]] = [[]]
    for line in expected:
        if line.strip() == GAP:
            chunks.append([])
        else:
            chunks[-1].append(line.rstrip())
    first, *rest = chunks
    if lines[: len(first)] != first:
        return False
    if not rest:
        return len(lines) == len(first)
    *middle, last = rest
    at = len(first)
    for chunk in middle:
        found = next((i for i in range(at, len(lines)) if lines[i : i + len(chunk)] == chunk), None)
        if found is None:
            return False
        at = found + len(chunk)
    return at <= len(lines) - len(last) and lines[len(lines) - len(last) :] == last


def _targets() -> set[str]:
    return {
        line.partition(":")[0]
        for line in (ROOT / "Makefile").read_text("utf-8").splitlines()
        if line[:1].isalpha() and ":" in line
    }
