"""Where the rows of a table come from: a file or a list, its cells brought under our own names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mlmcheck.network.delimited import read_delimited
from mlmcheck.network.faults import Faults
from mlmcheck.scheme.model import Ledger
from mlmcheck.scheme.quantity import Wrong, WrongKey
from mlmcheck.text import Text

ReadFile = Callable[[str], bytes]
"""Finds the file that a scheme names; it raises `Wrong` or `OSError` where it may not be read."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "participants": ("id", "person", "sponsor", "placement", "side", "rank", "joined", "left"),
    "orders": ("id", "buyer", "seller", "amount", "currency", "date", "kind", "refund_of"),
    "payouts": ("id", "to", "amount", "date", "for", "from", "level", "reward"),
}
"""The columns of each table."""

NEEDED: Mapping[str, tuple[str, ...]] = {
    "participants": ("id",),
    "orders": ("amount",),
    "payouts": ("to", "amount"),
}
"""The columns without which a table says nothing."""

KINDS = ("entry", "stock", "own-use", "retail", "purchase", "sale")
"""The kinds of order; the last two are unions."""


class Wrongs(Wrong):
    """Several things that cannot be read: itself the first of them, and all in `each`."""

    def __init__(self, each: tuple[Wrong, ...]) -> None:
        super().__init__(each[0].text, each[0].at)
        self.each = each


def raise_all(wrongs: list[Wrong]) -> None:
    """Raise what was found wrong, if anything was.

    Raises:
        Wrong: the one thing that is wrong, or a `Wrongs` of several.
    """
    if wrongs:
        raise wrongs[0] if len(wrongs) == 1 else Wrongs(tuple(wrongs))


@dataclass(frozen=True, slots=True)
class Source:
    """The rows of a table as text under our names, none of them judged yet."""

    name: str
    """The file, or `inline`."""
    row_name: str
    """What a row without an id is called: `line 12` of a file, `row 3` of a list."""
    numbers: Sequence[int]
    """For each row the line of the file on which it begins, or its place in the list."""
    columns: Mapping[str, Sequence[str]]
    """The cells of each column that the table has, one a row."""
    ragged: int = 0
    """Rows left out because their cells do not match the first line."""


def source_of(which: str, ledger: Ledger, read_file: ReadFile, faults: Faults) -> Source:
    """Return the rows of a ledger.

    With `columns`, only the columns that it names are read from a file, so that a column that
    happens to bear one of our names is not taken for what it is not; such a one is noted.

    Raises:
        Wrong: the ledger names no table, or its file or columns do not fit.
    """
    if ledger.file is not None and ledger.rows is not None:
        raise WrongKey(Text("file and rows exclude each other; keep one of them"), ("rows",))
    if ledger.file is not None:
        return _from_file(which, ledger, read_file, faults)
    if ledger.rows is not None:
        return _from_rows(which, ledger, ledger.rows)
    raise Wrong(Text("no table is named here; write file: with the name of a CSV file"))


def words_of(which: str, ledger: Ledger) -> dict[str, dict[str, str]]:
    """Return what the ledger's words mean in ours, by column.

    Raises:
        Wrong: a column is not of this table, or a kind is none of ours.
    """
    words: dict[str, dict[str, str]] = {}
    wrongs: list[Wrong] = []
    for column, pairs in ledger.values or ():
        if column not in COLUMNS[which]:
            wrongs.append(_unknown_column(which, column, ("values", column)))
            continue
        words[column] = dict(pairs)
        if column == "kind":
            wrongs += [
                Wrong(
                    Text(
                        "{given} is no kind of order; write one of {known}, or none",
                        given=ours,
                        known=", ".join(KINDS),
                    ),
                    ("values", column, theirs),
                )
                for theirs, ours in pairs
                if ours not in (*KINDS, "none")
            ]
    raise_all(wrongs)
    return words


def _unknown_column(which: str, column: str, at: tuple[str | int, ...]) -> WrongKey:
    return WrongKey(
        Text(
            "{given} is no column of this table; it has {known}",
            given=column,
            known=", ".join(COLUMNS[which]),
        ),
        at,
    )


def _from_file(which: str, ledger: Ledger, read_file: ReadFile, faults: Faults) -> Source:
    name = ledger.file or ""
    mapping = dict(ledger.columns) if ledger.columns is not None else None
    theirs = tuple(mapping.values()) if mapping is not None else COLUMNS[which]
    content = read_delimited(_bytes(name, read_file), ledger.encoding, ledger.separator, theirs)
    place = _placed(which, mapping, content.header)
    if mapping is not None:
        for column in content.header:
            if column in COLUMNS[which] and column not in mapping.values():
                faults.add("unmapped-column", column)
    width = len(content.header)
    numbers: list[int] = []
    records: list[tuple[str, ...]] = []
    for line, cells in content.records:
        # A separator at the end of each line makes an empty last cell that means nothing.
        if len(cells) != width and (len(cells) < width or any(map(str.strip, cells[width:]))):
            faults.add("ragged-row", f"line {line}")
            continue
        numbers.append(line)
        records.append(cells[:width])
    by_place = list(zip(*records, strict=True)) or [()] * width
    columns = {ours: by_place[index] for ours, index in place.items()}
    return Source(name, "line", numbers, columns, len(content.records) - len(records))


def _bytes(name: str, read_file: ReadFile) -> bytes:
    try:
        return read_file(name)
    except Wrong as wrong:
        raise Wrong(wrong.text, ("file",)) from None
    except FileNotFoundError:
        text = Text("there is no file {given}; its name counts from the scheme file", given=name)
    except IsADirectoryError:
        text = Text("{given} is a folder; write the name of a CSV file in it", given=name)
    except (OSError, ValueError) as error:
        text = Text("the file {given} cannot be read: {why}", given=name, why=str(error))
    raise Wrong(text, ("file",)) from None


def _placed(which: str, mapping: dict[str, str] | None, header: tuple[str, ...]) -> dict[str, int]:
    """Return where in a record each of our columns stands."""
    wrongs: list[Wrong] = []
    place: dict[str, int] = {}
    for ours, theirs in (mapping or {name: name for name in COLUMNS[which]}).items():
        if ours not in COLUMNS[which]:
            wrongs.append(_unknown_column(which, ours, ("columns", ours)))
        elif header.count(theirs) == 1:
            place[ours] = header.index(theirs)
        elif theirs in header:
            text = Text("the file has two columns called {given}; rename one of them", given=theirs)
            wrongs.append(Wrong(text, ("columns", ours) if mapping else ("file",)))
        elif mapping is not None:
            wrongs.append(
                Wrong(
                    Text(
                        "the file has no column {given}; it has {known}",
                        given=theirs,
                        known=", ".join(header),
                    ),
                    ("columns", ours),
                )
            )
    missing = [] if wrongs else [name for name in NEEDED[which] if name not in place]
    for name in missing:
        wrongs.append(
            Wrong(
                Text(
                    "no column is named for {given}, which this table needs; write for example "
                    "columns: {{{given}: …}} with one of {known}",
                    given=name,
                    known=", ".join(header),
                ),
                ("columns",) if mapping is not None else ("file",),
            )
        )
    raise_all(wrongs)
    return place


def _from_rows(which: str, ledger: Ledger, rows: tuple[tuple[tuple[str, str], ...], ...]) -> Source:
    # A list in place of a table has no keys between its own place and the row's.
    before: tuple[str | int, ...] = ("rows",) if ledger.at else ()
    theirs = {name: name for name in COLUMNS[which]}
    theirs |= dict(ledger.columns or ())
    ours = {their: our for our, their in theirs.items()}
    wrongs: list[Wrong] = [
        _unknown_column(which, our, ("columns", our))
        for our, _ in ledger.columns or ()
        if our not in COLUMNS[which]
    ]
    records: list[dict[str, str]] = []
    present: set[str] = set()
    for index, row in enumerate(rows):
        cells: dict[str, str] = {}
        for key, value in row:
            if key in ours:
                cells[ours[key]] = value
            else:
                wrongs.append(_unknown_column(which, key, (*before, index, key)))
        wrongs += [
            Wrong(
                Text("the row has no {given}, which this table needs", given=theirs[name]),
                (*before, index),
            )
            for name in NEEDED[which]
            if name not in cells
        ]
        present |= cells.keys()
        records.append(cells)
    raise_all(wrongs)
    columns = {name: [cells.get(name, "") for cells in records] for name in sorted(present)}
    return Source("inline", "row", range(1, len(records) + 1), columns)
