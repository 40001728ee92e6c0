"""Messages for people, kept as an id and its values until somebody's language is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as a value of a message, in a currency by its code; None where that is not known.

    It is written in full, as 40,000 and not as 4万, so that the sums of a page can be followed.
    """

    amount: Fraction
    currency: str | None

    def __str__(self) -> str:
        """Return the amount in English, for errors and logs."""
        return " ".join(filter(None, (self.currency, str(self.amount))))


class Text:
    """A message: the English text is its id, `{names}` in it stand for the values given.

    Values may be numbers, money, words, intervals, dates or other messages; the report writes each
    as its reader's language does. Two messages are equal if id and values are.
    """

    __slots__ = ("args", "id")

    def __init__(self, id: str, /, **args: Any) -> None:
        self.id = id
        self.args: Mapping[str, Any] = args

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and self.id == other.id and self.args == other.args

    def __hash__(self) -> int:
        return hash((self.id, tuple(sorted((k, str(v)) for k, v in self.args.items()))))

    def __repr__(self) -> str:
        return f"Text({self!s})"

    def __str__(self) -> str:
        """Return the message in English, for errors and logs."""
        return self.id.format_map({key: str(value) for key, value in self.args.items()})
