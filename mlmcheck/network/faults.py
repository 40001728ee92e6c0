"""What may be wrong with the rows of a ledger, gathered by kind with the rows it concerns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from mlmcheck.network.summary import Fault
from mlmcheck.text import Text

TABLES = ("participants", "orders", "payouts")
"""The tables of a network, in the order in which they are read."""

_NUMBERED = re.compile(r"(?:line|row) ([0-9]+)")

_KINDS: dict[str, Callable[[int], Text]] = {
    "ragged-row": lambda count: Text(
        "Rows with more or fewer cells than the first line names columns: {count}. "
        "They are left out.",
        count=count,
    ),
    "unmapped-column": lambda count: Text(
        "Columns that bear a name of ours and are not read, because `columns` does not name "
        "them: {count}.",
        count=count,
    ),
    "missing-id": lambda count: Text(
        "Participants without an id: {count}. They are left out.", count=count
    ),
    "missing-amount": lambda count: Text(
        "Rows without an amount: {count}. Their money is not known and in no sum.", count=count
    ),
    "negative-amount": lambda count: Text(
        "Rows with an amount below 0 that are no refund of an order: {count}. Their money is in "
        "no sum; a refund names the order in `refund_of`.",
        count=count,
    ),
    "duplicate-id": lambda count: Text(
        "Ids that stand in more than one row: {count}. Rows that say the same count once.",
        count=count,
    ),
    "self-referral": lambda count: Text(
        "Participants whose sponsor is the same person, under the same id or another: {count}. "
        "Nobody counts as his own downline.",
        count=count,
    ),
    "unknown-sponsor": lambda count: Text(
        "Participants whose sponsor is not among the participants: {count}. They count as "
        "brought in by nobody.",
        count=count,
    ),
    "stranger-order": lambda count: Text(
        "Orders whose buyer is not among the participants: {count}. It is not known whether the "
        "buyer is an outside customer; `unlisted_buyers: customers` would say so.",
        count=count,
    ),
    "unlisted-participant": lambda count: Text(
        "Orders of a kind that only participants place, by a buyer who is not among the "
        "participants: {count}. The kind counts.",
        count=count,
    ),
    "retail-to-participant": lambda count: Text(
        "Orders called retail whose buyer is a participant: {count}. They count as purchases by "
        "participants.",
        count=count,
    ),
    "self-sale": lambda count: Text(
        "Orders in which buyer and seller are the same participant: {count}. They count as "
        "purchases, not as sales.",
        count=count,
    ),
    "self-sale-other-account": lambda count: Text(
        "Orders in which buyer and seller are two accounts of the same person: {count}. They "
        "count as purchases, not as sales.",
        count=count,
    ),
    "refund-of-unknown-order": lambda count: Text(
        "Refunds of an order that is not among the orders, or is itself a refund: {count}. "
        "They are left out.",
        count=count,
    ),
    "refund-of-unread-order": lambda count: Text(
        "Refunds of an order whose amount could not be read: {count}. They are left out.",
        count=count,
    ),
    "refund-exceeds-order": lambda count: Text(
        "Refunds of more than the order was for: {count}. They count up to its amount.",
        count=count,
    ),
    "no-kind": lambda count: Text(
        "Orders without a kind: {count}. What they are for is not known.", count=count
    ),
    "payout-to-nobody": lambda count: Text(
        "Payouts to somebody who is not among the participants: {count}. They count as paid, and "
        "for nobody.",
        count=count,
    ),
    "payout-for-unknown-order": lambda count: Text(
        "Payouts for an order that is not among the orders: {count}. What they were paid for is "
        "not known from it.",
        count=count,
    ),
    "reward-contradicts-order": lambda count: Text(
        "Payouts whose reward is for another flow than the order they name: {count}. The order "
        "counts.",
        count=count,
    ),
}
"""What a kind of fault says of so many rows."""

_KINDS_WITH_EXAMPLE: dict[str, Callable[[int, str], Text]] = {
    "ambiguous-amount": lambda count, example: Text(
        "Amounts that can be read in two ways, such as {example}: {count}. Write them with a "
        "decimal point and no commas; their money is in no sum.",
        count=count,
        example=example,
    ),
    "unreadable-amount": lambda count, example: Text(
        "Amounts that are no number, such as {example}: {count}. Write plain numbers, such as "
        "1234.50; their money is in no sum.",
        count=count,
        example=example,
    ),
    "unreadable-date": lambda count, example: Text(
        "Dates that cannot be read or are not in the calendar, such as {example}: {count}. Write "
        "them like 2016-02-29; the rows count as undated.",
        count=count,
        example=example,
    ),
    "unreadable-level": lambda count, example: Text(
        "Levels that are no whole number, such as {example}: {count}. They are not known.",
        count=count,
        example=example,
    ),
    "other-currency": lambda count, example: Text(
        "Orders in another currency than the scheme's, such as {example}: {count}. Their money is "
        "in no sum; a name of the same currency is mapped under `values`.",
        count=count,
        example=example,
    ),
}
"""What a kind of fault says of so many rows and one of their cells."""

KINDS = frozenset([*_KINDS, *_KINDS_WITH_EXAMPLE, "cycle", "two-sponsors", "unknown-kind"])
"""Every kind of fault; the last three are worded where they are found."""


@dataclass(slots=True)
class Faults:
    """A gatherer of faults of one table, one fault for each kind and thing said."""

    table: str
    _rows: dict[str, set[str]] = field(default_factory=dict)
    _examples: dict[str, str] = field(default_factory=dict)
    _words: dict[str, set[str]] = field(default_factory=dict)
    _said: list[Fault] = field(default_factory=list)

    def add(self, kind: str, row: str, example: str = "") -> None:
        """Note a row with a fault of one of the `KINDS`, and what it says, for an example."""
        self._rows.setdefault(kind, set()).add(row)
        # The least of them, so that the order of rows does not choose.
        self._examples[kind] = min(self._examples.get(kind, example), example)

    def add_unknown_kind(self, word: str, row: str) -> None:
        """Note a row whose kind is a word that nothing explains; each word is a fault."""
        self._words.setdefault(word, set()).add(row)

    def say(self, kind: str, text: Text, rows: Iterable[str]) -> None:
        """Note a fault of its own, its rows in the order given."""
        self._said.append(Fault(kind, text, self.table, tuple(rows)))

    def found(self) -> tuple[Fault, ...]:
        """Return the faults in a stable order, whatever the order in which they were noted."""
        counted = [
            Fault(kind, self._text(kind, len(rows)), self.table, in_order(rows))
            for kind, rows in self._rows.items()
        ]
        words = [
            Fault(
                "unknown-kind",
                Text(
                    "Orders of a kind that is not explained, {word}: {count}. What they are for is "
                    "not known; map the word to a kind of ours under values.",
                    word=word,
                    count=len(rows),
                ),
                self.table,
                in_order(rows),
            )
            for word, rows in self._words.items()
        ]
        found = [*counted, *words, *self._said]
        return tuple(sorted(found, key=lambda fault: (fault.kind, [*map(_key, fault.rows)])))

    def _text(self, kind: str, count: int) -> Text:
        if kind in _KINDS:
            return _KINDS[kind](count)
        return _KINDS_WITH_EXAMPLE[kind](count, self._examples[kind])


def in_order(rows: Iterable[str]) -> tuple[str, ...]:
    """Return names of rows in a stable order: ids first, then lines by their number."""
    return tuple(sorted(rows, key=_key))


def _key(row: str) -> tuple[int, str]:
    match = _NUMBERED.fullmatch(row)
    return (int(match[1]), row) if match else (0, row)
