"""The page on rules has every key, word and lint code, and its examples do what it says."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import pytest

from mlmcheck.accuracy import record
from mlmcheck.facts import Basis
from mlmcheck.judge import Court, judge_file
from mlmcheck.law import read
from mlmcheck.law.example_files import _EXAMPLE_KEYS
from mlmcheck.law.findings import Result
from mlmcheck.law.lint import LAW_CHECKS, RULE_CHECKS
from mlmcheck.law.model import About, Confidence, Effect, ParameterKind
from mlmcheck.law.syntax import read_condition
from mlmcheck.report.words import REASON, VERDICT
from mlmcheck.resources import rules_dir
from mlmcheck.scheme.schema import json_schema
from mlmcheck.vocabulary import ORGANISERS_KEY, VOCABULARY, Entry, Kind, Merge
from tests.docs.pages import ROOT, Block, blocks, section, table, tables, words

PAGE = ROOT / "docs" / "add-a-law-rule-measure.md"
FACTS = ROOT / "docs" / "facts.md"
HOUSE = ROOT / "examples" / "house-rules"
DAY = date(2026, 11, 24)

READING_CODES = {
    "unreadable",
    "unknown-fact",
    "about-missing",
    "number-without-source",
    "term-circle",
    "unread-file",
    "no-rule",
}
"""Codes of what keeps a file from being read at all."""


def keys_of(title: str) -> set[str]:
    """The keys in the table after a line such as `Of a rule:`."""
    lines = PAGE.read_text("utf-8").splitlines()
    first = next(i for i, line in enumerate(lines, 1) if line.startswith(title))
    found = next(t for t in tables(PAGE) if t.line > first)
    return {word for row in found.rows for word in words(row[0])}


@pytest.mark.parametrize(
    ("title", "known"),
    [
        ("Of a rule:", read._RULE_KEYS),
        ("Of a citation,", read._CITE_KEYS),
        ("Of `parameters.yaml`,", read._PARAMETER_KEYS),
        ("Of `instrument.yaml`:", read._INSTRUMENT_KEYS),
        ("Of `law.yaml`:", read._LAW_KEYS),
    ],
)
def test_the_page_has_every_key_of_the_rule_files(title: str, known: tuple[str, ...]) -> None:
    """Keys that are read and keys on the page are the same."""
    assert sorted(known) == sorted(keys_of(title))


def test_the_page_has_every_key_of_an_example() -> None:
    """What an example may hold is on the page, and so is every result and basis."""
    rows = table(PAGE, "The examples beside a rule", "key").rows
    by_key = {words(row[0])[0]: row for row in rows}
    assert sorted(_EXAMPLE_KEYS) == sorted(by_key)
    assert [result.value for result in Result] == words(by_key["result"][1])
    deciding = [basis.name.lower() for basis in Basis if basis is not Basis.SIMULATED]
    assert deciding == words(by_key["basis"][1])


def test_the_page_has_every_key_of_a_decision() -> None:
    """What stands beside a decided scheme: keys, outcomes and firmness."""
    rows = table(PAGE, "A decided scheme", "key").rows
    assert sorted(record._KEYS) == sorted(word for row in rows for word in words(row[0]))
    takes = {row[0]: words(row[1]) for row in rows}
    assert list(record._OUTCOMES) == takes["`verdict`"]
    assert list(get_args(record.Firmness)) == takes["`firmness`"]


def test_the_words_of_a_rule_are_all_listed() -> None:
    """Effects, subjects, confidences and kinds of number are those that are read."""
    rows = [row for t in tables(PAGE) if t.heading == "Every key" for row in t.rows]
    takes = {row[0]: words(row[1]) for row in rows}
    assert list(get_args(Effect)) == takes["`effect`"]
    assert list(get_args(About)) == takes["`about`"]
    assert list(get_args(Confidence)) == takes["`confidence`"]
    kinds = next(words(row[1]) for row in rows if row[0] == "`kind`" and "`statute`" in row[1])
    assert list(get_args(ParameterKind)) == kinds
    lawyer = section(PAGE, "For a lawyer: reading and checking a rule")
    assert [] == [kind for kind in kinds if f"`kind: {kind}`" not in lawyer]
    assert [] == [word for word in get_args(Confidence) if f"`confidence: {word}`" not in lawyer]


def test_the_page_has_every_lint_code_with_its_level() -> None:
    """A code that lint can print is on the page, as bad as it is."""
    found = {words(row[0])[0]: row[1] for row in table(PAGE, "What lint says", "code").rows}
    known = {check.code: check.level for check in (*RULE_CHECKS, *LAW_CHECKS)}
    assert known | dict.fromkeys(READING_CODES, "error") == found


def test_every_code_of_reading_is_known() -> None:
    """No file of the law gives a problem a code that the page does not explain."""
    text = "\n".join(path.read_text("utf-8") for path in (ROOT / "mlmcheck/law").glob("*.py"))
    given = re.findall(r'"((?:[a-z]+-)+[a-z]+)"\s*\)', text) + re.findall(r'code="([^"]+)"', text)
    assert set() == set(given) - READING_CODES


@pytest.mark.parametrize("form", [words(r[0])[0] for r in table(PAGE, "Conditions", "form").rows])
def test_every_form_of_condition_can_be_read(form: str) -> None:
    """What the page calls a condition is one."""
    import yaml

    read_condition(yaml.load(form, Loader=yaml.BaseLoader))


def verdict_with(rules: Path, scheme: Path = HOUSE / "two-paid-levels.yaml") -> str:
    """The verdict of a file under the law and some rules of one's own, as the report says it."""
    found = judge_file(scheme, Court((rules_dir(), rules), DAY)).deciding
    said = str(VERDICT[found.verdict])
    return said if found.reason is None else f"{said}: {REASON[found.reason]}"


@pytest.mark.parametrize(
    ("effect", "about", "expected"),
    [
        (words(row[0])[0], words(row[1])[0], row[2])
        for row in table(PAGE, "What an effect does to a verdict", "effect").rows
    ],
)
def test_an_effect_does_to_a_verdict_what_the_page_says(
    effect: str, about: str, expected: str, tmp_path: Path
) -> None:
    """The house rule with another effect or subject gives the verdict in the table."""
    text = (HOUSE / "house-no-second-level.yaml").read_text("utf-8")
    text = text.replace("effect: prohibition", f"effect: {effect}")
    text = text.replace("about: pay", f"about: {about}")
    if effect == "duty":
        text = text.replace("when: reward.uplines_paid > 0", "requires: reward.uplines_paid <= 0")
    (tmp_path / "house-no-second-level.yaml").write_text(text, "utf-8")
    assert expected == verdict_with(tmp_path)


def test_the_table_of_effects_has_all_of_them() -> None:
    """No effect is left out."""
    rows = table(PAGE, "What an effect does to a verdict", "effect").rows
    assert set(get_args(Effect)) == {words(row[0])[0] for row in rows}


def test_the_sample_is_legal_without_the_house_rules(tmp_path: Path) -> None:
    """It is the house rule, and not the law, that changes the verdict."""
    assert "legal" == verdict_with(tmp_path)
    assert "legal" != verdict_with(HOUSE)


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        ("2026-03-01", "60", Result.MET),
        ("2026-03-01", "90", Result.NOT_MET),
        ("2027-03-01", "90", Result.MET),
        ("2027-03-01", "180", Result.NOT_MET),
    ],
)
def test_the_house_duty_asks_for_the_number_of_its_day(
    day: str, days: str, expected: Result, tmp_path: Path
) -> None:
    """In 2026 three months are asked for, from 2027 on half a year; a shorter time breaks it."""
    scheme = tmp_path / "plan.yaml"
    scheme.write_text(
        f"mlmcheck: 1\nname: Packs\nmarket: eu\nas_of: {day}\ncurrency: EUR\n"
        "entry: [{item: stock, amount: 30, required: rule, opens: [join]}]\n"
        "rewards: [{for: retail, pays: {1: 15%, 2: 3%}}]\n"
        f"safeguards: {{buy_back: {{days: {days}}}}}\n",
        "utf-8",
    )
    worst = judge_file(scheme, Court((rules_dir(), HOUSE), DAY)).deciding.worst
    assert worst is not None
    assert [expected] == [f.result for f in worst.findings if f.rule.id == "example-buy-back"]


def test_the_page_of_facts_is_the_vocabulary() -> None:
    """Every fact is there with its kind, label, what counts, what is worse and where it is said."""
    kinds = {kind: "yes or no" if kind is Kind.BOOLEAN else kind.value for kind in Kind}
    (found,) = tables(FACTS)
    assert [
        (
            f"`{e.name}`",
            kinds[e.kind],
            str(e.label),
            e.merge.value,
            e.worse or "–",
            f"`{e.key}`" if e.key else "–",
        )
        for e in VOCABULARY.values()
    ] == list(found.rows)


@pytest.mark.parametrize(
    "key", sorted({*(entry.key for entry in VOCABULARY.values() if entry.key), ORGANISERS_KEY})
)
def test_where_a_fact_is_written_is_a_place_of_the_scheme_file(key: str) -> None:
    """Each place, and each key under it, is one that a scheme file may have."""
    schema = json_schema()
    for place in key.split(" or "):
        match = re.fullmatch(r"([a-z_., ]+?)(?: \(([a-z_, ]+)\))?", place)
        assert match is not None
        for path in match[1].split(", "):
            found = [schema]
            for name in path.split("."):
                found = list(under(found, schema, name))
                assert found, f"there is no {path}"
            for name in match[2].split(", ") if match[2] else ():
                below = [*found, *(one for each in found for one in members(each, schema))]
                assert list(under(below, schema, name)), f"there is no {name} under {path}"


def under(nodes: list[dict[str, Any]], schema: dict[str, Any], name: str) -> Iterator[Any]:
    """What a JSON Schema says of a key of these nodes."""
    for node in nodes:
        for one in forms(node, schema):
            if name in one.get("properties", {}):
                yield one["properties"][name]


def members(node: dict[str, Any], schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What a JSON Schema says of every key of a node."""
    for one in forms(node, schema):
        yield from one.get("properties", {}).values()


def forms(node: dict[str, Any], schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every form that a node may have, references and items of lists followed."""
    if "$ref" in node:
        yield from forms(schema["$defs"][node["$ref"].split("/")[-1]], schema)
        return
    yield node
    for each in (*node.get("anyOf", ()), *node.get("oneOf", ()), *node.get("allOf", ())):
        yield from forms(each, schema)
    if isinstance(node.get("items"), dict):
        yield from forms(node["items"], schema)


# The measure.


def python_block(path: str) -> Block:
    """The block of Python that shows a file."""
    (found,) = (b for b in blocks(PAGE) if b.language == "python" and b.path == path)
    return found


def test_the_measure_on_the_page_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its entry, its function and its test fit together, and the test passes."""
    from mlmcheck.text import Text

    (entry,) = (b for b in blocks(PAGE) if b.language == "python" and "Entry(" in b.text)
    known = {"Entry": Entry, "Kind": Kind, "Merge": Merge, "Text": Text}
    new = eval(entry.text, known)
    assert new.name not in VOCABULARY, "take a fact for the example that there is not"
    monkeypatch.setitem(VOCABULARY, new.name, new)
    module = ModuleType("mlmcheck.measures.recruiting")
    exec(python_block("mlmcheck/measures/recruiting.py").content, module.__dict__)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    tests: dict[str, object] = {}
    exec(python_block("tests/measures/test_recruiting.py").content, tests)
    ran = [test() for name, test in tests.items() if name.startswith("test_") and callable(test)]
    assert [None, None] == ran
