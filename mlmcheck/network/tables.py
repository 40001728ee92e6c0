"""The tables of a network: participants, orders and payouts as data frames of exact values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import compress
from math import lcm
from typing import TYPE_CHECKING, Any

from mlmcheck.network.cells import Unreadable, read_amount, read_day, read_level
from mlmcheck.network.columns import (
    COLUMNS,
    ReadFile,
    Source,
    Wrongs,
    raise_all,
    source_of,
    words_of,
)
from mlmcheck.network.faults import TABLES, Faults
from mlmcheck.network.summary import Fault
from mlmcheck.scheme.model import Ledger, Network
from mlmcheck.scheme.quantity import LONGEST_NUMBER, Wrong
from mlmcheck.text import Text

if TYPE_CHECKING:
    import pandas as pd

_DAY_OF_ROW = {"participants": "joined", "orders": "date", "payouts": "date"}


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the network.

    `frame` has the columns of `COLUMNS`, those that the ledger lacks empty, and `row`, the line of
    the file or the place in the list, and `name`, which identifies the row: its id, or `line 12`
    without one. Ids and words are text, days `date`, amounts whole numbers of the smallest unit of
    money that the tables use (`Tables.scale`); what is not known is None.
    """

    which: str
    source: str
    """The file, or `inline`."""
    frame: pd.DataFrame
    present: frozenset[str]
    """The columns that the ledger has."""
    aside: int
    """Rows of which something that counts could not be read, so that sums are too low."""
    faults: tuple[Fault, ...]

    def rows(self, *columns: str) -> Iterator[tuple[Any, ...]]:
        """Return the values of those columns, row by row."""
        return zip(*(self.frame[column].tolist() for column in columns), strict=True)


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a network; one that the scheme does not have is None."""

    participants: Table | None
    orders: Table | None
    payouts: Table | None
    unlisted_buyers: str | None = None
    scale: int = 1
    """How many of the unit of amounts make 1 in the scheme's currency, such as 100."""

    @property
    def each(self) -> tuple[Table, ...]:
        """The tables there are."""
        return tuple(t for t in (self.participants, self.orders, self.payouts) if t is not None)


def read_tables(
    network: Network, currency: str | None, as_of: date | None, read_file: ReadFile
) -> Tables:
    """Read the tables of a network; rows dated after `as_of` are as if they were not there.

    Raises:
        Wrong: a file, its encoding or its columns do not fit; `at` is the place in the scheme
            file. Where several things do not fit it is a `Wrongs`.
    """
    found: dict[str, _Read] = {}
    wrongs: list[Wrong] = []
    for which in TABLES:
        ledger: Ledger | None = getattr(network, which)
        if ledger is None:
            continue
        try:
            found[which] = _read(which, ledger, currency, as_of, read_file)
        except Wrong as wrong:
            wrongs += [
                type(each)(each.text, ("network", which, *each.at))
                for each in (wrong.each if isinstance(wrong, Wrongs) else (wrong,))
            ]
    raise_all(wrongs)
    amounts = [amount for read in found.values() for amount in read.columns.get("amount", ())]
    scale = _scale({amount.denominator for amount in amounts if amount is not None})
    tables = {which: _table(read, scale) for which, read in found.items()}
    return Tables(
        tables.get("participants"),
        tables.get("orders"),
        tables.get("payouts"),
        network.orders.unlisted_buyers if network.orders is not None else None,
        scale,
    )


def _scale(denominators: set[int]) -> int:
    """Return the least power of ten in which all amounts are whole."""
    least = lcm(*denominators)
    return next(
        (10**digits for digits in range(2 * LONGEST_NUMBER) if 10**digits % least == 0), least
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """A table read: its columns typed, amounts still exact fractions of the currency."""

    which: str
    source: Source
    columns: dict[str, list[Any]]
    aside: int
    faults: Faults


def _table(read: _Read, scale: int) -> Table:
    import pandas as pd

    columns = dict(read.columns)
    if "amount" in columns:
        columns["amount"] = [
            None if amount is None else amount.numerator * (scale // amount.denominator)
            for amount in columns["amount"]
        ]
    # Object columns keep ids as text, amounts exact and None as None.
    frame = pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in columns.items()})
    present = frozenset(read.source.columns)
    return Table(read.which, read.source.name, frame, present, read.aside, read.faults.found())


def _read(
    which: str, ledger: Ledger, currency: str | None, as_of: date | None, read_file: ReadFile
) -> _Read:
    faults = Faults(which)
    words = words_of(which, ledger)
    source = source_of(which, ledger, read_file, faults)
    columns: dict[str, list[Any]] = {
        name: _plain(source.columns[name], words.get(name))
        if name in source.columns
        else [None] * len(source.numbers)
        for name in COLUMNS[which]
    }
    columns["row"] = list(source.numbers)
    columns["name"] = [
        id or f"{source.row_name} {number}"
        for id, number in zip(columns["id"], source.numbers, strict=True)
    ]
    day_of_row = _DAY_OF_ROW[which]
    written = list(zip(columns["name"], columns[day_of_row], strict=True))
    columns[day_of_row] = _typed(columns, day_of_row, read_day, Faults(which))
    keep = [as_of is None or day is None or day <= as_of for day in columns[day_of_row]]
    for (name, text), day in compress(zip(written, columns[day_of_row], strict=True), keep):
        if text is not None and day is None:
            faults.add("unreadable-date", name, text)
    columns = {name: list(compress(cells, keep)) for name, cells in columns.items()}
    aside = source.ragged
    if which == "participants":
        columns["left"] = _typed(columns, "left", read_day, faults)
        columns, missing = _with_ids(columns, faults)
        aside += missing
    else:
        columns["amount"] = _amounts(columns, ledger.unit, currency, faults)
        aside += columns["amount"].count(None)
    if which == "payouts":
        columns["level"] = _typed(columns, "level", read_level, faults)
    return _Read(which, source, columns, aside, faults)


def _plain(cells: Iterable[str], words: Mapping[str, str] | None) -> list[str | None]:
    """Return the cells in our words, None for those that say nothing.

    A mapping says `none` for words that stand for nothing, such as a sponsor of 0.
    """
    if words is None:
        return [cell.strip() or None for cell in cells]
    ours = {**words, "": "none", "none": words.get("none", "none")}
    stripped = (cell.strip() for cell in cells)
    return [None if (word := ours.get(cell, cell)) == "none" else word for cell in stripped]


def _typed(
    columns: Mapping[str, list[Any]], column: str, read: Callable[[str], Any], faults: Faults
) -> list[Any]:
    found: list[Any] = []
    for name, text in zip(columns["name"], columns[column], strict=True):
        try:
            found.append(None if text is None else read(text))
        except Unreadable as problem:
            faults.add(problem.kind, name, text)
            found.append(None)
    return found


def _with_ids(columns: Mapping[str, list[Any]], faults: Faults) -> tuple[dict[str, list[Any]], int]:
    """Return the participants that have an id, and how many have none."""
    has = [id is not None for id in columns["id"]]
    for name in compress(columns["name"], [not known for known in has]):
        faults.add("missing-id", name)
    return {name: list(compress(cells, has)) for name, cells in columns.items()}, has.count(False)


def _amounts(
    columns: Mapping[str, list[Any]], unit: Fraction | None, currency: str | None, faults: Faults
) -> list[Fraction | None]:
    """Return the amounts, None for what is in no sum.

    Raises:
        Wrong: the scheme names no currency and the rows are in several.
    """
    names, texts = columns["name"], columns["amount"]
    nowhere = [None] * len(names)
    codes = columns.get("currency", nowhere)
    refunds = columns.get("refund_of", nowhere)
    if currency is None:
        _check_currencies({code.upper() for code in codes if code is not None})
    found = _typed(columns, "amount", read_amount, faults)
    for index, amount in enumerate(found):
        code = codes[index]
        if texts[index] is None:
            faults.add("missing-amount", names[index])
        elif code is not None and currency is not None and code.upper() != currency:
            faults.add("other-currency", names[index], code)
            found[index] = None
        elif amount is not None and amount < 0 and refunds[index] is None:
            faults.add("negative-amount", names[index])
            found[index] = None
        elif amount is not None and (unit is not None or amount < 0):
            # Ledgers write what goes back with or without a sign.
            found[index] = abs(amount) * (unit or 1)
    return found


def _check_currencies(codes: set[str]) -> None:
    if len(codes) > 1:
        raise Wrong(
            Text(
                "the rows are in {known}; write at the top of the scheme file which currency "
                "counts, such as currency: {given}",
                known=", ".join(sorted(codes)),
                given=min(codes),
            )
        )
