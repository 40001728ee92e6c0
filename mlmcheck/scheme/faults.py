"""What the models refuse, in words that say what to write instead, each at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, ForwardRef, get_args, get_origin

from mlmcheck.facts import Path
from mlmcheck.scheme import model
from mlmcheck.scheme.likely import likely_key, likely_word, means_nothing
from mlmcheck.scheme.marks import Fault, Listed, Mapped, Marks
from mlmcheck.scheme.model import Node, Scheme
from mlmcheck.scheme.quantity import Stated, Wrong, WrongKey, Wrongs, listed, shown
from mlmcheck.scheme.write import scalar
from mlmcheck.text import Text

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

MOST_TOLD = 1000
"""Errors about one file that are explained; a file with more of them is no scheme file."""

_EXAMPLES: Mapping[str, str] = {
    "Assessment": "{answer: yes, by: …, source: …}",
    "Authorised": "{kind: direct-selling, market: cn}",
    "Block": "{source: …, participants: 15000}",
    "BuyBack": "{rate: 90%, days: 365, covers: [stock, kit], enforced: true}",
    "Cap": "{amount: 5000, per: day}",
    "Conduct": "{deception: [hides where rewards come from]}",
    "CustomerRule": "{customers: 10, per: month, enforced: true}",
    "Disclosure": "{typical_earnings: …}",
    "Goods": "{name: mask, retail_price: 128}",
    "Ledger": "{file: orders.csv, columns: {id: …}}",
    "Network": "{participants: {file: members.csv}}",
    "Operator": "{authorised: [{kind: direct-selling, market: cn}]}",
    "Payment": "{item: fee, amount: 99, required: rule}",
    "PayoutCap": "{share: 30%, enforced: true}",
    "Period": "{from: 2016, to: 2018-09}",
    "Rank": "{name: director}",
    "Recruiting": "{direct: {max: 3}, emphasis: recruitment}",
    "Recurring": "{amount: 8, per: month}",
    "Refund": "{rate: 90%, days: 30}",
    "Requirement": "{direct_recruits: 20}",
    "ResaleRule": "{share: 70%, counts: [retail], enforced: true}",
    "RetailFloor": "{of_rewards: 2/3, enforced: true}",
    "Return": "{rate: 100%, days: 30, enforced: true}",
    "Reward": "{name: commission, for: retail, pays: {1: 20%}}",
    "Safeguards": "{buy_back: {rate: 90%, days: 365}}",
    "Source": "{title: …, date: 2019-03-14, weight: finding}",
    "Statement": "{text: …, source: …}",
}

_WANTED: Mapping[str, str] = {
    "mlmcheck": "mlmcheck: 1",
    "name": "name: …",
    "for": "for: retail",
    "kind": "kind: direct-selling",
    "amount": "amount: 99",
    "per": "per: month",
    "answer": "answer: yes",
    "by": "by: …",
    "source": "source: …",
    "text": "text: …",
}

_OTHER_TIMES = frozenset(
    [
        *("quarter", "quarterly", "half-year", "half year", "semester", "fortnight", "biweekly"),
        *("季", "季度", "半年"),
    ]
)
"""Times that people pay by and the format has no word for."""


def explain(errors: Iterable[ErrorDetails], marks: Marks, broken: frozenset[Path]) -> list[Fault]:
    """Return the faults behind pydantic's errors about a tree.

    What the `broken` values of the tree give rise to is left out: of these a fault is known.
    """
    told = [(error, _in_file(tuple(error["loc"]), marks.root)) for error in errors]
    first = told[:MOST_TOLD]
    misspelt = {meant(path) for error, path in first if error["type"] == "extra_forbidden"}
    found: list[Fault] = []
    for error, path in first:
        if path in broken or (error["type"] == "missing" and path in misspelt):
            continue
        if error["type"] == "too_short":
            continue  # none of the list's items can be read, of each of which something is said
        if error["type"] == "value_error":
            found += _wrong(error["ctx"]["error"], path, marks, broken)
        else:
            found.append(_fault(error, path, marks))
    if len(told) > MOST_TOLD:
        text = Text("{count} problems more are not listed", count=len(told) - MOST_TOLD)
        found.append(Fault(text, marks.value(told[MOST_TOLD][1])))
    return found


def _wrong(error: Exception, path: Path, marks: Marks, broken: frozenset[Path]) -> Iterator[Fault]:
    """Yield the faults behind what the types of values refuse."""
    if not isinstance(error, Wrong):
        yield Fault(Text("this cannot stand here"), marks.value(path), path)
        return
    spoilt = any(path == each[: len(path)] for each in broken)
    for wrong in error.each if isinstance(error, Wrongs) else (error,):
        at = (*path, *wrong.at)
        # what is said of a value as a whole may come of the part of it that is broken
        if at in broken or (spoilt and not wrong.at):
            continue
        yield Fault(
            wrong.text, marks.key(at) if isinstance(wrong, WrongKey) else marks.value(at), at
        )


def _in_file(loc: tuple[int | str, ...], root: Any) -> Path:
    """Return the path in the file for one in the models, which take a list of rows for a ledger."""
    here = root
    path: list[int | str] = []
    for part in loc:
        if isinstance(here, Listed) and part == "rows":
            continue
        path.append(part)
        known = isinstance(here, Mapped) and part in here
        listed = isinstance(here, Listed) and isinstance(part, int) and part < len(here)
        here = here[part] if known or listed else None
    return tuple(path)


def meant(path: Path) -> Path:
    """Return the path that an unknown key was probably meant to be."""
    key = likely_key(str(path[-1]), keys_of(model_at(path[:-1]) or Scheme))
    return (*path[:-1], key or path[-1])


def _fault(error: ErrorDetails, path: Path, marks: Marks) -> Fault:
    kind = error["type"]
    given = error["input"]
    if kind == "extra_forbidden":
        return Fault(_unknown_key(path), marks.key(path), path)
    if kind == "missing":
        key = str(path[-1])
        text = Text(
            "{key} is missing; add {example}", key=key, example=_WANTED.get(key, f"{key}: …")
        )
        return Fault(text, marks.value(path[:-1]), path)
    if kind == "literal_error":
        words = re.findall(r"'([^']*)'", error["ctx"]["expected"])
        return Fault(_unknown_word(given, words, path), marks.value(path), path)
    if kind == "tuple_type":
        return Fault(_no_list(given, path), marks.value(path), path)
    if kind in ("model_type", "dict_type"):
        return Fault(_no_keys(given, path), marks.value(path), path)
    return Fault(Text("this cannot stand here"), marks.value(path), path)


def _unknown_word(given: Any, words: list[str], path: Path) -> Text:
    known = ", ".join(words)
    if not isinstance(given, str):
        return Text("one word is meant here, one of {known}", known=known)
    if path == ("mlmcheck",):
        return Text(
            'the file is written in format "{given}", and format {known} is the one read here; '
            "write mlmcheck: {known}",
            given=shown(given),
            known=known,
        )
    if path[-1] == "per" and given.casefold() in _OTHER_TIMES:
        return Text(
            '"{given}" is not known here; write what it comes to in a month or a year, with '
            "per: month or per: year",
            given=shown(given),
        )
    word = likely_word(given, words)
    if word is None and path[0] == "rewards" and path[-1] == "by":
        return Text(
            '"{given}" is not known here: by says what the keys of pays are, one of {known}; a '
            "reward for those of one rank has {needs} beside pays",
            given=shown(given),
            known=known,
            needs=f"needs: {{rank: {scalar(shown(given))}}}",
        )
    if word is None:
        return Text(
            '"{given}" is not known here; write one of {known}', given=shown(given), known=known
        )
    return Text(
        '"{given}" is not known here; is {meant} meant? known are {known}',
        given=shown(given),
        meant=word,
        known=known,
    )


def _no_list(given: Any, path: Path) -> Text:
    if not isinstance(given, str):
        return Text("a list is meant here; put a dash and a space before the item")
    if allows_none(path):
        if means_nothing(given):
            return Text(
                '"{given}" is not read here; write none if there is none', given=shown(given)
            )
        if model_at(path) is model.Statement:
            return Text(
                "a list is meant here, or none if there is none; write {instead}",
                instead=f"[{scalar(shown(given))}]",
            )
        return Text("a list is meant here, or none if there is none; put a dash before each item")
    return Text("a list is meant here; put a dash before each item")


def _no_keys(given: Any, path: Path) -> Text:
    here = model_at(path)
    example = _EXAMPLES.get(here.__name__ if here else "", "{key: value}")
    if path == ("sources",):
        example = "{s1: {title: …, date: 2019-03-14, weight: finding}}"
    if isinstance(given, str) and allows_none(path):
        if means_nothing(given):
            return Text(
                '"{given}" is not read here; write none if there is none', given=shown(given)
            )
        return Text(
            "keys and values are meant here, such as {example}, or none if there is none",
            example=example,
        )
    if isinstance(given, list):
        return Text("keys and values are meant here, not a list: {example}", example=example)
    return Text("keys and values are meant here, such as {example}", example=example)


def _unknown_key(path: Path) -> Text:
    given = str(path[-1])
    here = model_at(path[:-1]) or Scheme
    known = keys_of(here)
    key = likely_key(given, known)
    if key is not None:
        return Text(
            'the key "{given}" is not known here; is {meant} meant?', given=shown(given), meant=key
        )
    elsewhere = _sections().get(given)
    if elsewhere == "":
        return Text(
            'the key "{given}" is not known here; it belongs to the top of the file',
            given=shown(given),
        )
    if elsewhere is not None:
        return Text(
            'the key "{given}" is not known here; it belongs to {section}',
            given=shown(given),
            section=elsewhere,
        )
    return Text(
        'the key "{given}" is not known here; known are {known}',
        given=shown(given),
        known=listed(known),
    )


@cache
def keys_of(node: type[Node]) -> tuple[str, ...]:
    """Return the keys that a mapping of the file may have, as the file writes them."""
    return tuple(field.alias or name for name, field in node.model_fields.items() if name != "at")


def model_at(path: Path) -> type[Node] | None:
    """Return the model of the mapping at a place of the file, None where there is no model."""
    here: type[Node] | None = Scheme
    annotation: Any = Scheme
    for part in path:
        if isinstance(part, int) or get_origin(_plain(annotation)) is dict:
            annotation = here  # an item of a list, or one of the file's own ids
            continue
        annotation = _annotation(here, part) if here is not None else None
        here = _node_in(annotation)
    return here


def _plain(annotation: Any) -> Any:
    """Return a type without the None beside it."""
    return next((part for part in get_args(annotation) if get_origin(part) is dict), annotation)


def allows_none(path: Path) -> bool:
    """Return whether the word `none` may stand at a place of the file."""
    here = model_at(path[:-1]) if path else None
    annotation = _annotation(here, path[-1]) if here is not None else None
    return annotation is not None and any(part is Stated for part in _parts(annotation))


def _annotation(node: type[Node], key: object) -> Any:
    for name, field in node.model_fields.items():
        if key == (field.alias or name):
            return field.annotation
    return None


def _node_in(annotation: Any) -> type[Node] | None:
    for part in _parts(annotation):
        if isinstance(part, type) and issubclass(part, Node):
            return part
    return None


def _parts(annotation: Any) -> Iterator[Any]:
    """Yield a type and all that it is made of."""
    if isinstance(annotation, ForwardRef):
        annotation = getattr(model, annotation.__forward_arg__)
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


@cache
def _sections() -> Mapping[str, str]:
    """Return, for each key of the format, the section it belongs to, "" for the top of the file."""
    found: dict[str, str] = dict.fromkeys(keys_of(Scheme), "")
    for section in keys_of(Scheme):
        for key, inner in _inner(_annotation(Scheme, section), section):
            found.setdefault(key, inner)
    for common in ("source", "note", "by", "date", "text"):
        found.pop(common, None)
    return found


def _inner(annotation: Any, section: str) -> Iterator[tuple[str, str]]:
    """Yield the keys below a section, the nearest first, with the section they stand in."""
    node = _node_in(annotation)
    if node is None:
        return
    for key in keys_of(node):
        yield key, section
    for key in keys_of(node):
        inner = _node_in(_annotation(node, key))
        if inner is not None and inner is not node:
            yield from _inner(_annotation(node, key), f"{section}.{key}")
