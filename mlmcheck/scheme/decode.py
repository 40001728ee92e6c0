"""The bytes of a scheme file as text, or why they are none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mlmcheck.scheme.errors import START, Span
from mlmcheck.scheme.marks import Fault
from mlmcheck.text import Text

LARGEST = 2_000_000
"""Bytes of the largest scheme file that is read; longer tables belong in files of their own."""

# Among them U+0085, U+2028 and U+2029: YAML breaks lines there and editors do not, so that lines
# would be counted in two ways.
_HIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Bytes that are not the text of a scheme file, with as much of the text as there is."""

    fault: Fault
    source: str = ""


def decode(data: bytes) -> str | Unreadable:
    """Return the text of a file in UTF-8, without the mark of byte order it may start with."""
    if len(data) > LARGEST:
        return Unreadable(
            Fault(
                Text(
                    "the file has more than {most} bytes; put long tables of people or orders in "
                    "files of their own and name them under network",
                    most=LARGEST,
                ),
                START,
            )
        )
    try:
        source = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start)
    hidden = _HIDDEN.search(source)
    if hidden is None:
        return source
    code = f"U+{ord(hidden[0]):04X}"
    text = Text("an invisible control character, {code}, stands here; delete it", code=code)
    return Unreadable(Fault(text, _span_after(source[: hidden.start()])), source)


def _not_utf8(data: bytes, at: int) -> Unreadable:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = Text("the file is written in UTF-16; save it as UTF-8")
        return Unreadable(Fault(text, START))
    byte = f"0x{data[at]:02X}"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        text = Text("the byte {byte} is not UTF-8; save the file as UTF-8", byte=byte)
    else:
        text = Text(
            "the byte {byte} is not UTF-8; the file may be in GB18030 (GBK), save it as UTF-8",
            byte=byte,
        )
    head = data[:at].decode("utf-8").removeprefix("\ufeff")
    return Unreadable(Fault(text, _span_after(head)), data.decode("utf-8", "replace"))


def _span_after(head: str) -> Span:
    lines = re.split(r"\r\n|\r|\n", head)
    return Span(len(lines), len(lines[-1]) + 1, len(lines[-1]) + 2)
