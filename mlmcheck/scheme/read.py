"""Reading a scheme file: from bytes to a scheme that knows where it stands, or to all problems."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from pathlib import PurePosixPath, PureWindowsPath

from pydantic import ValidationError

from mlmcheck.facts import Path
from mlmcheck.scheme.checks import check
from mlmcheck.scheme.compose import compose
from mlmcheck.scheme.decode import LARGEST
from mlmcheck.scheme.errors import Problem, SchemeError
from mlmcheck.scheme.marks import BROKEN, Fault, Mapped, Marks
from mlmcheck.scheme.model import Scheme
from mlmcheck.scheme.quantity import Raw, Wrong, WrongKey, shown
from mlmcheck.scheme.survey import survey
from mlmcheck.text import Text


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file: lines and columns count characters from 1, `end_column` is past it."""

    file: str
    line: int
    column: int
    end_column: int
    text: str
    """The line as it stands in the file."""


@dataclass(frozen=True, slots=True)
class Document:
    """A scheme, the file it was read from, and where everything in it stands."""

    scheme: Scheme
    file: str
    content: bytes = field(repr=False)
    marks: Marks = field(compare=False, repr=False)

    @property
    def digest(self) -> str:
        """SHA-256 of the file's bytes, in hexadecimal."""
        import hashlib

        return hashlib.sha256(self.content).hexdigest()

    def locate(self, path: Path) -> Place:
        """Return where a value of the file stands, or the nearest part of it that the file has.

        A mapping or list stands where its key does.
        """
        line, column, end = self.marks.value(path)
        return Place(self.file, line, column, end, self.marks.line(line))

    def error(self, wrongs: Iterable[Wrong]) -> SchemeError:
        """Return the error for things found wrong with this file later on.

        The `at` of each is its path from the top of the file.
        """
        faults = [
            Fault(
                wrong.text,
                self.marks.key(wrong.at)
                if isinstance(wrong, WrongKey)
                else self.marks.value(wrong.at),
                wrong.at,
            )
            for wrong in wrongs
        ]
        return SchemeError(_problems(faults, self.file, self.marks))


def read_scheme(path: FilePath | str) -> Document:
    """Read a scheme file.

    Raises:
        SchemeError: it is not there, or something in it is wrong; every problem is told.
    """
    try:
        with FilePath(path).open("rb") as file:
            data = file.read(LARGEST + 1)
    except (FileNotFoundError, ValueError):
        text = Text("there is no such file")
    except IsADirectoryError:
        text = Text("this is a folder; name a scheme file in it")
    except PermissionError:
        text = Text("this file may not be read; check who is allowed to")
    except OSError as error:
        text = Text("this file cannot be read: {why}", why=error.strerror or str(error))
    else:
        return parse_scheme(data, str(path))
    raise SchemeError([Problem(text, str(path))])


def parse_scheme(source: bytes | str, file_name: str = "scheme.yaml") -> Document:
    """Read the content of a scheme file; `file_name` is what problems call it.

    Raises:
        SchemeError: something in it is wrong; every problem is told.
    """
    data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    composed = compose(data)
    marks = composed.marks
    scheme, faults = _scheme(composed.root, marks, list(composed.faults))
    if scheme is None or faults:
        raise SchemeError(_problems(faults, file_name, marks))
    return Document(scheme, file_name, data, marks)


def _scheme(root: Raw, marks: Marks, faults: list[Fault]) -> tuple[Scheme | None, list[Fault]]:
    """Return the scheme that a tree says, and everything that is wrong with it."""
    if root is BROKEN:
        return None, faults
    if not isinstance(root, Mapped):
        from mlmcheck.scheme.syntax import not_keys

        return None, [*faults, not_keys(marks, root)]
    try:
        scheme = Scheme.model_validate(root, by_alias=True, by_name=False)
    except ValidationError as error:
        from mlmcheck.scheme.salvage import salvage

        return None, faults + salvage(error, root, marks, faults)
    return scheme, faults + check(scheme, survey(scheme, root), marks)


def _problems(faults: list[Fault], file: str, marks: Marks) -> list[Problem]:
    """Return the faults as problems in file order, each once."""
    told: dict[tuple[int, int, str], Problem] = {}
    for fault in faults:
        line, column, end = fault.span
        problem = Problem(fault.text, file, line, column, end, marks.line(line))
        told.setdefault((line, column, str(fault.text)), problem)
    return [told[key] for key in sorted(told)]


def resolve_file(document: Document, name: str, data_dir: FilePath | None = None) -> FilePath:
    """Return the file that a scheme file names.

    It lies in the folder of the scheme file or below, or in `data_dir` or below where one is given;
    links are followed and do not lead out. Whether the file is there is not asked.

    Raises:
        Wrong: the name leads elsewhere.
    """
    from os.path import exists

    folder = FilePath(document.file).parent
    outside = (
        PurePosixPath(name).is_absolute()
        or bool(PureWindowsPath(name).anchor)
        or ".." in PureWindowsPath(name).parts
        or "\0" in name
    )
    if not outside:
        own = folder / name
        if _within(own, folder) and (data_dir is None or exists(own)):  # noqa: PTH110
            return own
    if data_dir is not None and "\0" not in name:
        for candidate in (data_dir / name, folder / name):
            if _within(candidate, data_dir):
                return candidate
        raise Wrong(
            Text(
                '"{given}" lies neither beside the scheme file nor in the folder given with --data',
                given=shown(name),
            )
        )
    raise Wrong(
        Text(
            '"{given}" lies outside the folder of the scheme file; put it there, or allow its '
            "folder with --data",
            given=shown(name),
        )
    )


def _within(file: FilePath, folder: FilePath) -> bool:
    try:
        return file.resolve().is_relative_to(folder.resolve())
    except RuntimeError:
        # Links in a circle, before Python 3.13: they lead nowhere, which reading the file tells.
        return True
