"""Whether the files of one law fit together: every name is there, no terms ask in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from mlmcheck.law.files import Place, Problem, line_of
from mlmcheck.law.model import Condition, Instrument, Named, Parameter, Rule, That, leaves
from mlmcheck.text import Text


def find_misfits(
    instruments: Mapping[str, Instrument],
    parameters: Mapping[str, Parameter],
    rules: Mapping[str, Rule],
) -> tuple[Problem, ...]:
    """Return what one file names and no other file has."""
    found: list[Problem] = []
    for instrument in instruments.values():
        if instrument.applies is not None:
            path = instrument.file or Path(instrument.id)
            found.extend(_missing_names(path, "applies", instrument.applies, parameters, rules))
    for rule in rules.values():
        path = rule.file or Path(rule.id)
        asked = "requires" if rule.effect == "duty" else "when"
        found.extend(_missing_names(path, asked, rule.when, parameters, rules))
        if rule.applies is not None:
            found.extend(_missing_names(path, "applies", rule.applies, parameters, rules))
        for term in rule.unless:
            if term not in rules:
                found.append(_at(path, ("unless",), Text("there is no term {name}", name=term)))
            elif rules[term].effect != "term":
                found.append(_at(path, ("unless",), Text("{name} is no term", name=term)))
    found.extend(_circles(rules))
    return tuple(found)


def _at(path: Path, place: Place, text: Text, code: str = "unreadable") -> Problem:
    return Problem(path, line_of(path, place), text, code)


def _missing_names(
    path: Path,
    key: str,
    condition: Condition,
    parameters: Mapping[str, Parameter],
    rules: Mapping[str, Rule],
) -> Iterator[Problem]:
    for leaf in leaves(condition):
        inner = leaf.leaf if isinstance(leaf, That) else leaf
        parameter = getattr(inner, "parameter", None)
        if parameter is not None and parameter not in parameters:
            yield _at(path, (key,), Text("the law has no parameter {name}", name=parameter))
        if isinstance(inner, Named) and inner.term not in rules:
            yield _at(path, (key,), Text("there is no term {name}", name=inner.term))


def _circles(rules: Mapping[str, Rule]) -> Iterator[Problem]:
    asks: dict[str, list[str]] = {}
    for rule in rules.values():
        named = [leaf.term for leaf in leaves(rule.when) if isinstance(leaf, Named)]
        if rule.applies is not None:
            named += [leaf.term for leaf in leaves(rule.applies) if isinstance(leaf, Named)]
        asks[rule.id] = [*named, *rule.unless]
    done: set[str] = set()
    for start in asks:
        yield from _follow(start, asks, done, [], rules)


def _follow(
    id: str,
    asks: Mapping[str, list[str]],
    done: set[str],
    trail: list[str],
    rules: Mapping[str, Rule],
) -> Iterator[Problem]:
    if id in done:
        return
    if id in trail:
        circle = " → ".join([*trail[trail.index(id) :], id])
        text = Text("the terms ask each other in a circle: {circle}", circle=circle)
        yield _at(rules[id].file or Path(id), ("when",), text, "term-circle")
        done.add(id)
        return
    trail.append(id)
    for other in asks.get(id, []):
        yield from _follow(other, asks, done, trail, rules)
    trail.pop()
    done.add(id)
