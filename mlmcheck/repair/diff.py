"""The change of a file as a unified diff, as `patch` and `git apply` take it."""

from __future__ import annotations

from collections.abc import Iterator


def unified(before: str, after: str, name: str) -> tuple[str, ...]:
    """Return the lines of the diff, without the ends of its own lines.

    A line of the file that ends in a carriage return keeps it.
    """
    from difflib import unified_diff

    # After a tab nothing belongs to a name that has spaces in it.
    named = name + "\t" if " " in name else name
    lines = unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), named, named
    )
    return tuple(_whole(lines))


def _whole(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if line.endswith("\n"):
            yield line[:-1]
        else:
            yield line
            yield "\\ No newline at end of file"
