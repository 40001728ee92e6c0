"""Which files of the paths that somebody names are scheme files."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from pathlib import Path

from mlmcheck.scheme.decode import LARGEST
from mlmcheck.scheme.errors import Problem, SchemeError
from mlmcheck.text import Text

_ENDINGS = (".yaml", ".yml")
_DECIDED = (".decided.yaml", ".decided.yml")

# A full-width colon too, in UTF-8 and GB18030, so that a file with it is not passed over.
_MARKED = re.compile(
    rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?(?:\{ *)?"
    rb"[\"']?mlmcheck[\"']?\s*(?::|\xef\xbc\x9a|\xa3\xba)",
    re.MULTILINE,
)


def scheme_files(paths: Iterable[Path]) -> list[Path]:
    """Return the scheme files that files and folders hold, each once, sorted by path.

    A file that is named counts whatever it is called. In a folder and below, files that end in
    .yaml or .yml count if `mlmcheck:` stands at their top level; hidden files and folders do not,
    nor what an authority decided (*.decided.yaml).

    Raises:
        SchemeError: a path does not exist, or a folder holds no scheme file.
    """
    found: dict[str, Path] = {}
    problems: list[Problem] = []
    for path in paths:
        # os.path, as pathlib fails on a name that is too long for a file
        if os.path.isdir(path):  # noqa: PTH112
            inside = _in_folder(path, problems)
            if not inside:
                text = Text(
                    "no scheme file is in this folder; one ends in .yaml and has mlmcheck: 1 at "
                    "its top"
                )
                problems.append(Problem(text, str(path)))
        elif os.path.exists(path):  # noqa: PTH110
            inside = [path]
        else:
            inside = []
            problems.append(Problem(Text("there is no such file or folder"), str(path)))
        for file in inside:
            found.setdefault(os.path.realpath(file), file)
    if problems:
        raise SchemeError(problems)
    return sorted(found.values(), key=lambda file: file.as_posix())


def _in_folder(folder: Path, problems: list[Problem]) -> list[Path]:
    found: list[Path] = []

    def unreadable(error: OSError) -> None:
        text = Text("this folder may not be read; check who is allowed to")
        problems.append(Problem(text, str(error.filename)))

    for here, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            Path(here, name)
            for name in sorted(files)
            if name.lower().endswith(_ENDINGS)
            and not name.lower().endswith(_DECIDED)
            and not name.startswith(".")
            and _is_scheme(Path(here, name))
        ]
    return found


def _is_scheme(file: Path) -> bool:
    """Whether `mlmcheck:` stands at the top; a file that cannot be opened is told of on reading."""
    try:
        # A pipe or a device waits for ever for what nobody writes.
        if not stat.S_ISREG(file.stat().st_mode):
            return False
        with file.open("rb") as opened:
            # without the zero bytes a file in UTF-16 shows its letters too
            return _MARKED.search(opened.read(LARGEST).replace(b"\0", b"")) is not None
    except OSError:
        return True
