"""The change of a file as a unified diff, as `patch -p0` and `git apply -p0` take it."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from os.path import relpath
from pathlib import Path


def header(file: str, folder: Path) -> str:
    """Return the name of a file as a patch says it that is to be applied in a folder.

    No program that applies patches goes to a place outside of the folder that it is run in. So a
    file that lies elsewhere has its bare name: such a patch is applied in the file's own folder.
    """
    try:
        near = Path(relpath(folder / file, folder))
    except ValueError:  # on another drive
        return Path(file).name
    return near.name if ".." in near.parts else near.as_posix()


def unified(before: str, after: str, name: str) -> tuple[str, ...]:
    """Return the lines of the diff, without the ends of its own lines.

    A line of the file that ends in a carriage return keeps it, and one by itself ends no line:
    what is a line is what the programs that apply patches take for one.
    """
    from difflib import unified_diff

    # After a tab nothing belongs to a name that has spaces in it.
    named = name + "\t" if " " in name else name
    lines = unified_diff(_lines(before), _lines(after), named, named)
    return tuple(_whole(lines))


def _lines(text: str) -> list[str]:
    return list(StringIO(text, newline="\n"))


def _whole(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if line.endswith("\n"):
            yield line[:-1]
        else:
            yield line
            yield "\\ No newline at end of file"
