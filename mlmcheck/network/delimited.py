"""Delimited text files: bytes to rows, each with the line on which it begins."""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from mlmcheck.scheme.quantity import Wrong
from mlmcheck.text import Text

_SEPARATORS = (",", ";", "\t", "|")
_NAMED = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";"}
# What other kinds of file begin with: people rename a workbook to .csv and wonder.
_OTHER_KINDS = (
    (b"PK\x03\x04", "Excel"),
    (b"\xd0\xcf\x11\xe0", "Excel"),
    (b"PAR1", "Parquet"),
    (b"\x1f\x8b", "gzip"),
)


@dataclass(frozen=True, slots=True)
class Delimited:
    """A file's header and its records, each with the line on which it begins."""

    header: tuple[str, ...]
    records: tuple[tuple[int, tuple[str, ...]], ...]


def read_delimited(
    data: bytes, encoding: str | None, separator: str | None, expected: Collection[str]
) -> Delimited:
    """Read a delimited text file whole.

    Without an encoding it is UTF-8; without a separator it is the one of `, ; tab |` that splits
    the first line into most of the `expected` columns. Lines with nothing on them are left out.

    Raises:
        Wrong: the encoding does not fit, the quotation marks do not, or the file is of another
            kind; `at` ends with the key of the ledger to change.
    """
    for start, kind in _OTHER_KINDS:
        if data.startswith(start):
            raise Wrong(
                Text(
                    "this is a file of kind {kind}; save the table as CSV and name that", kind=kind
                ),
                ("file",),
            )
    text = _decoded(data, encoding)
    first = next((line for line in io.StringIO(text) if line.strip()), None)
    if first is None:
        raise Wrong(Text("the file is empty; its first line must name the columns"), ("file",))
    mark = _separator(separator, first, expected)
    records = _records(text, mark)
    (_, header), *rest = records
    return Delimited(tuple(cell.strip() for cell in header), tuple(rest))


def _decoded(data: bytes, encoding: str | None) -> str:
    name = encoding or "utf-8"
    try:
        return data.decode(codecs.lookup(name).name).removeprefix("\ufeff")
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        raise _wrong_encoding(name, data.count(b"\n", 0, start) + 1, encoding is None) from None
    except (LookupError, ValueError):
        raise Wrong(
            Text("{given} is no encoding; write utf-8, gb18030 or big5, for example", given=name),
            ("encoding",),
        ) from None


def _wrong_encoding(name: str, line: int, absent: bool) -> Wrong:
    if absent:
        return Wrong(
            Text(
                "line {line} of the file is not in UTF-8; say what it is in, such as "
                "encoding: gb18030 for a file from a Chinese Windows",
                line=line,
            ),
            ("file",),
        )
    return Wrong(
        Text(
            "line {line} of the file is not in {encoding}; write the encoding that it is in, "
            "such as utf-8 or gb18030",
            line=line,
            encoding=name,
        ),
        ("encoding",),
    )


def _separator(given: str | None, first: str, expected: Collection[str]) -> str:
    if given is not None:
        mark = _NAMED.get(given, given)
        if len(mark) != 1 or mark in '"\r\n' or unicodedata.category(mark) in ("Cs", "Cn"):
            raise Wrong(
                Text("{given} is no separator; write one character, or tab", given=given),
                ("separator",),
            )
        return mark

    def found(mark: str) -> tuple[int, int]:
        try:
            cells = [cell.strip() for cell in next(csv.reader([first], delimiter=mark), [])]
        except csv.Error:
            return 0, 0
        return len(set(cells) & set(expected)), len(cells)

    return max(_SEPARATORS, key=found)


def _records(text: str, mark: str) -> list[tuple[int, tuple[str, ...]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    found: list[tuple[int, tuple[str, ...]]] = []
    line = 1
    try:
        for record in reader:
            if any(cell.strip() for cell in record):
                found.append((line, tuple(record)))
            line = reader.line_num + 1
    except csv.Error:
        raise Wrong(
            Text(
                "the record that begins on line {line} of the file cannot be read: a quotation "
                'mark is open, or stands inside a cell; write "" for one inside a quoted cell',
                line=line,
            ),
            ("file",),
        ) from None
    return found
