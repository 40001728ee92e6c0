"""A scheme as the text of a scheme file: one canonical form, which reads back as the same."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from mlmcheck.interval import INFINITY, Interval, Number
from mlmcheck.scheme.fields import Name, Pays, Price
from mlmcheck.scheme.model import Ledger, Node, Payment, Reward, Scheme, Statement
from mlmcheck.scheme.quantity import (
    LONGEST_NUMBER,
    Count,
    Money,
    PartialDate,
    Share,
    Stated,
)

WIDTH = 120
"""Columns up to which an item stays in one line; a section of its own takes less to be split."""

Tree = str | list[Any] | dict[str, Any]
"""Texts ready to be written, in lists and mappings."""

_LAST = ("condition_of", "enforced", "from_", "to", "source", "note")
"""What is written after all that is particular to an item."""

_ALONE = frozenset([("market",), ("for",)])
"""Lists of one word that are written as the word."""

_PLAIN = re.compile(r"[^\W\d_][\w .%/()+'&*;!@$^=<>|~，。、；：！？（）《》【】“”…·×–—-]*")
_NUMBERED = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_SPECIAL = frozenset(["true", "false", "yes", "no", "on", "off", "y", "n", "null"])
_SHORT = 12


def print_scheme(scheme: Scheme) -> str:
    """Return the text of a scheme file that says what the scheme says.

    Raises:
        ValueError: a number cannot be written: an amount of money has no end to its decimals, or a
            number has more digits than are read.
    """
    lines = [f"mlmcheck: {scheme.mlmcheck}"]
    for key, value in _node(scheme).items():
        if key == "mlmcheck":
            continue
        section = _section(key, value)
        if len(section) > 1:
            lines.append("")
        lines += section
    return "\n".join(lines) + "\n"


def _section(key: str, value: Tree) -> list[str]:
    long = len(key) + len(_flow(value)) > WIDTH // 2
    if isinstance(value, list):
        split = any(isinstance(part, dict) for part in value)
    elif isinstance(value, dict):
        split = long and any(isinstance(part, dict | list) for part in value.values())
    else:
        split = False
    return [f"{key}:", *_block(value, "  ")] if split else _entry(key, value, "")


def _entry(key: str, value: Tree, indent: str) -> list[str]:
    """Return a key and its value: in one line if they fit, else in a block."""
    line = f"{indent}{key}: {_flow(value)}"
    if isinstance(value, str) or len(line) <= WIDTH:
        return [line]
    return [f"{indent}{key}:", *_block(value, indent + "  ")]


def _block(value: Tree, indent: str) -> list[str]:
    if isinstance(value, dict):
        return [line for key, part in value.items() for line in _entry(key, part, indent)]
    lines: list[str] = []
    for item in value:
        line = f"{indent}- {_flow(item)}"
        if isinstance(item, str) or len(line) <= WIDTH:
            lines.append(line)
        else:
            first, *rest = _block(item, indent + "  ")
            lines += [f"{indent}- {first.lstrip()}", *rest]
    return lines


def _flow(value: Tree) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"


def _node(node: Node) -> dict[str, Tree]:
    fields = type(node).model_fields
    own = [name for name in fields if name not in _LAST and name != "at"]
    found: dict[str, Tree] = {}
    for name in (*own, *(name for name in _LAST if name in fields)):
        value = getattr(node, name)
        if value is None or (name == "cumulative" and value is False):
            continue
        key = fields[name].alias or name
        whole = not (isinstance(node, Reward) and name in ("pays", "until"))
        found[key] = _value(value, whole, (key,) in _ALONE)
    if isinstance(node, Payment) and not found:
        found["cumulative"] = "false"  # empty braces would not be read
    return found


def _value(value: Any, whole: bool, alone: bool = False) -> Tree:
    """Return a value as a tree; `whole` says that shares are at most 100 %."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, Money | Share | Count):
        return _quantity(value, whole)
    if isinstance(value, Stated):
        return "none"
    if isinstance(value, PartialDate | date):
        return str(value)
    if isinstance(value, Fraction):
        return _decimal(value)
    if isinstance(value, Name):
        return _pairs(tuple((key or None, text) for key, text in value.texts), whole)
    if isinstance(value, Price):
        return _pairs(value.by_rank, whole)
    if isinstance(value, Pays):
        return _pairs(value.steps, whole)
    if isinstance(value, Node):
        return _mapping(value)
    if isinstance(value, dict):
        return {scalar(key): _value(part, whole) for key, part in value.items()}
    return _items(value, whole, alone)


def _items(items: tuple[Any, ...], whole: bool, alone: bool) -> Tree:
    if items and isinstance(items[0], tuple) and isinstance(items[0][0], str):
        return _pairs(items, whole)
    if items and isinstance(items[0], tuple):  # the rows of a table
        return [_pairs(row, whole) for row in items]
    if alone and len(items) == 1:
        return scalar(items[0])
    return [_value(item, whole) for item in items]


def _pairs(pairs: tuple[tuple[str | None, Any], ...], whole: bool) -> Tree:
    """Return a mapping, or its one value where that has no key."""
    if len(pairs) == 1 and pairs[0][0] is None:
        return _value(pairs[0][1], whole)
    return {_key(key or ""): _value(value, whole) for key, value in pairs}


def _mapping(node: Node) -> Tree:
    found = _node(node)
    if isinstance(node, Statement) and set(found) == {"text"}:
        return found["text"]
    if isinstance(node, Ledger) and set(found) == {"rows"}:
        return found["rows"]
    return found


def scalar(text: str) -> str:
    """Return a text as YAML: as it is where every reader takes it for text, else in quotes."""
    if _PLAIN.fullmatch(text) and text[-1] != " " and text.lower() not in _SPECIAL:
        return text
    return json.dumps(text, ensure_ascii=False)


def _key(text: str) -> str:
    return text if _NUMBERED.fullmatch(text) else scalar(text)


def _quantity(value: Money | Share | Count, whole: bool) -> Tree:
    if isinstance(value, Money):
        unit = f" {value.currency}" if value.currency else ""
        return _range(value.range, value.about, lambda number: _decimal(number) + unit, INFINITY)
    if isinstance(value, Share):
        return _range(value.range, value.about, _percent, 1 if whole else INFINITY)
    return _range(value.range, value.about, _decimal, INFINITY)


def _readable(number: str) -> str:
    if len(number) > LONGEST_NUMBER:
        raise ValueError(f"{number} has more digits than are read")
    return number


def _range(
    interval: Interval, about: bool, write: Callable[[Fraction], str], top: Number | int
) -> Tree:
    """Return a number or a range; an upper end at `top` goes without saying."""
    lo, hi = interval.lo, interval.hi
    if lo == INFINITY:
        return "all"
    if about:
        return {"about": _readable(write(Fraction(lo) * 10 / 9))}
    if interval.is_point:
        return _readable(write(Fraction(lo)))
    ends: dict[str, Tree] = {}
    if interval.lo_open:
        ends["over"] = _readable(write(Fraction(lo)))
    elif lo != 0:
        ends["min"] = _readable(write(Fraction(lo)))
    if interval.hi_open and hi != INFINITY:
        ends["under"] = _readable(write(Fraction(hi)))
    elif hi not in (INFINITY, top):
        ends["max"] = _readable(write(Fraction(hi)))
    return ends or {"min": _readable(write(Fraction(0)))}


def _percent(number: Fraction) -> str:
    fraction = f"{number.numerator}/{number.denominator}"
    try:
        percent = _decimal(number * 100) + "%"
    except ValueError:
        return fraction
    short = len(percent) <= _SHORT or len(fraction) > _SHORT
    return percent if short and len(percent) <= LONGEST_NUMBER else fraction


def _decimal(number: Fraction) -> str:
    """Return a number in digits, exactly.

    Raises:
        ValueError: its decimals have no end.
    """
    rest = number.denominator
    twos = (rest & -rest).bit_length() - 1
    rest >>= twos
    fives = 0
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    if rest != 1:
        raise ValueError(f"{number} has no end to its decimals")
    places = max(twos, fives)
    digits = str(number.numerator * 10**places // number.denominator).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits
