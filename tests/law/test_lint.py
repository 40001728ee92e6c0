"""The lint: a sound pack has no problem, and each thing that can be wrong is found and named."""

from __future__ import annotations

import inspect
from dataclasses import replace
from pathlib import Path

import pytest

from mlmcheck.law.lint import LAW_CHECKS, RULE_CHECKS, LintProblem, lint
from mlmcheck.vocabulary import VOCABULARY

from .small_pack import change, write_pack

RULE, TESTS = "act/no-heads.yaml", "act/no-heads.test.yaml"
TERM, DUTY, NUMBERS = "act/pure.yaml", "act/cancel.yaml", "act/parameters.yaml"

# code, file that is broken, what stands there, what is put in its place, line that is named
BROKEN = [
    ("unreadable", RULE, "  all:\n", "  every:\n", 8),
    ("unreadable", RULE, "sale.share_final < law.line", "sale.share_final < 50%", 11),
    ("unreadable", RULE, "sale.share_final < law.line", "sale.share_final < law.nothing", 8),
    ("unreadable", RULE, "unless: [pure]", "unless: [impure]", 12),
    ("unreadable", TESTS, "result: met", "result: mett", 7),
    ("unreadable", TESTS, "facts: {}\n", "facts: {goods.exist: 5}\n", 14),
    ("unknown-fact", RULE, "sale.share_final < law.line", "sale.share_finale < law.line", 11),
    ("unknown-fact", TESTS, "facts: {}\n", "facts: {goods.exists: true}\n", 14),
    ("number-without-source", NUMBERS, ", source: art. 2", "", 12),
    ("number-without-source", NUMBERS, "from: 2010-01-01, value: 30", "value: 30", 12),
    ("number-without-source", NUMBERS, "  unit: days\n", "", 7),
    ("number-without-source", NUMBERS, "  kind: statute\n", "", 7),
    ("term-circle", TERM, "    - guard.enforced", "    - {not: pure}", 4),
    ("about-missing", RULE, "about: pyramid\n", "", 1),
    ("unread-number", NUMBERS, "days:\n  unit", "{spare}days:\n  unit", 7),
    ("money-without-currency", NUMBERS, "days:\n  unit", "{spare}days:\n  unit", 7),
    ("missing-example", TESTS, "result: met", "result: not met", 1),
    ("missing-example", "act/pure.test.yaml", "result: unknown", "result: not met", 1),
    ("untested-start", TESTS, "day: 2009-12-31", "day: 2009-12-30", 1),
    ("untested-threshold", TESTS, "sale.share_final: 20%", "sale.share_final: 21%", 1),
    ("untested-threshold", TESTS, "sale.share_final: 50%", "sale.share_final: 20%", 1),
    ("untested-threshold", TESTS, "sale.share_final: 80%", "sale.share_final: 81%", 1),
    ("untested-threshold", TESTS, "sale.share_final: 90%", "sale.share_final: 80%", 1),
    (
        "untested-threshold",
        "act/cancel.test.yaml",
        "guard.cancel_days: 31",
        "guard.cancel_days: 30",
        1,
    ),
    ("stubborn-exception", TERM, "    - goods.exist\n", "", 4),
    ("denied-presumption", DUTY, "guard.cancel_days >= law.days", "{presumed}", 9),
    ("denied-presumption", RULE, "    - reward.on_recruitment\n", "    - not: {presumed}\n", 8),
    ("nested-exception", TERM, "confidence", "unless: [other]\nconfidence", 8),
    (
        "one-fact-twice",
        RULE,
        "- reward.on_recruitment",
        "- any: [goods.exist, {not: goods.exist}]",
        8,
    ),
    (
        "shares-apart",
        RULE,
        "- sale.share_final < law.line",
        "- any: [sale.share_final < law.line, sale.share_outside < law.line]",
        8,
    ),
    ("mixed-rows", RULE, "- reward.on_recruitment", "- organiser.punished_before", 8),
    (
        "mixed-rows",
        RULE,
        "- reward.on_recruitment",
        "- {some: organiser, where: {all: [organiser.punished_before, reward.on_time]}}",
        8,
    ),
    ("mixed-rows", RULE, "- reward.on_recruitment", "- {some: organiser, where: pure}", 8),
    ("uncited", RULE, "cites:\n  - {article: art. 1, terms: [拉人头]}\n", "", 1),
    ("uncited", RULE, "article: art. 1, ", "", 6),
    ("uncited", RULE, ", terms: [拉人头]", "", 6),
    ("untitled", RULE, ", zh: 禁止拉人头", "", 4),
    ("untitled", RULE, "title: {en: No pay for heads, zh: 禁止拉人头}\n", "", 1),
    ("untitled", NUMBERS, "{en: days, ", "{", 10),
    ("untitled", "act/instrument.yaml", ", zh: 法", "", 2),
    ("untitled", "law.yaml", "en: Testland, ", "", 2),
    ("unknown-placeholder", RULE, "line: {law.line}", "line: {law.lines}", 14),
    ("unknown-placeholder", RULE, "heads: {reward.on_recruitment}", "heads: {reward.heads}", 14),
    ("no-start", RULE, "in_force: 2010-01-01\n", "", 1),
    ("no-confidence", RULE, "confidence: high\n", "", 1),
    ("unanswerable-question", RULE, "- reward.on_recruitment", "- open: in good faith", 8),
    (
        "unanswerable-question",
        RULE,
        "- reward.on_recruitment",
        "- {open: a, id: x}\n    - {open: b, id: x}",
        8,
    ),
    ("turned-round", RULE, "- reward.on_recruitment", "- {not: reward.on_others}", 8),
    ("turned-round", TERM, "- guard.enforced", "- conduct.deception", 8),
    ("unsure-term", RULE, "- reward.on_recruitment", "- {term}", 8),
    ("misplaced-key", RULE, "confidence: high", "gate: true\nconfidence: high", 15),
    ("misplaced-key", DUTY, "requires:", "when: goods.exist\nrequires:", 9),
    ("late-number", NUMBERS, "from: 2010-01-01, value: 30", "from: 2012-01-01, value: 30", 9),
    (
        "never-met",
        RULE,
        "    - reward.on_recruitment\n",
        "    - reward.on_recruitment\n    - {not: reward.on_headcount}\n"
        "    - {not: reward.on_entry}\n",
        8,
    ),
    (
        "contradicting",
        RULE,
        "    - reward.on_recruitment\n    - sale.share_final < law.line\nunless: [pure]\n",
        "    - guard.cancel_days >= law.days\n",
        8,
    ),
    ("unmeasured-fact", RULE, "    - reward.on_recruitment", "    - reward.on_entry", 8),
    ("foreign-examples", TESTS, "rule: no-heads", "rule: cancel", 1),
    ("foreign-examples", TESTS, "law: test", "law: elsewhere", 2),
    ("same-name-twice", TESTS, "name: inside", "name: above", 35),
    ("untested-exception", TESTS, "guard.enforced: true", "guard.enforced: false", 1),
    ("no-outsider", "act/cancel.test.yaml", "result: not applicable", "result: not met", 1),
    (
        "untested-old-threshold",
        NUMBERS,
        "- {from: 2010-01-01, value: 30, source: art. 2}",
        "- {from: 2010-01-01, value: 20, source: art. 2}\n"
        "    - {from: 2015-01-01, value: 30, source: art. 2}",
        1,
    ),
]
OTHER_TERM = """\
id: other
effect: term
title: {en: Other, zh: 其他}
when: goods.exist
confidence: low
"""
OTHER_TESTS = """\
rule: other
law: test
tests:
  - {name: goods, day: 2020-01-01, facts: {goods.exist: true}, result: met}
  - {name: none, day: 2020-01-01, facts: {goods.exist: false}, result: not met}
  - {name: nothing known, day: 2020-01-01, facts: {}, result: unknown}
"""
PIECES = {
    "{presumed}": "{open: in good faith, id: faith, presumed: true}",
    "{term}": "other",
    "{spare}": "spare:\n  unit: money\n  kind: statute\n  title: {en: spare, zh: 备用}\n  values:\n"
    "    - {from: 2010-01-01, value: 5, source: art. 3}\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the sound pack."""
    write_pack(tmp_path)
    (tmp_path / "test" / "act" / "other.yaml").write_text(OTHER_TERM, "utf-8")
    (tmp_path / "test" / "act" / "other.test.yaml").write_text(OTHER_TESTS, "utf-8")
    return tmp_path


def problems(folder: Path) -> list[LintProblem]:
    """What the lint finds in a folder of rules."""
    return list(lint(folder, [folder]))


def test_a_sound_pack_has_no_problem(folder: Path) -> None:
    """No error and no warning."""
    assert [] == [f"{p.file}:{p.line}: {p.code}: {p.text}" for p in problems(folder)]


@pytest.mark.parametrize(
    "case", BROKEN, ids=[f"{code}-{index}" for index, (code, *_) in enumerate(BROKEN)]
)
def test_each_fault_is_found_where_it_is(
    folder: Path, case: tuple[str, str, str, str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One thing broken gives a problem of that code at its line."""
    code, file, old, new, line = case
    if code == "unmeasured-fact":
        unsaid = replace(VOCABULARY["reward.on_entry"], key="")
        monkeypatch.setitem(VOCABULARY, "reward.on_entry", unsaid)
    for name, piece in PIECES.items():
        new = new.replace(name, piece)
    if code == "money-without-currency":
        change(folder, "law.yaml", "currency: CNY\n", "")
    change(folder, file, old, new)
    found = [p for p in problems(folder) if p.code == code]

    assert line in {p.line for p in found}, [(p.code, str(p.text)) for p in problems(folder)]
    assert all(p.file.is_file() and str(p.text) for p in found)


def test_every_check_is_broken_once() -> None:
    """No check is without a pack that it refuses."""
    codes = {check.code for check in (*RULE_CHECKS, *LAW_CHECKS)}

    assert set() == codes - {code for code, *_ in BROKEN}


def test_every_check_says_what_it_is_for() -> None:
    """Each has a heading of one line."""
    for check in (*RULE_CHECKS, *LAW_CHECKS):
        heading = (inspect.getdoc(check.find) or "").partition("\n")[0]
        assert heading.endswith("."), check.code


WARNINGS = {
    "late-number",
    "no-outsider",
    "one-fact-twice",
    "shares-apart",
    "untested-exception",
}


def test_levels() -> None:
    """What may be meant is a warning, everything else an error."""
    assert WARNINGS == {c.code for c in (*RULE_CHECKS, *LAW_CHECKS) if c.level == "warning"}


@pytest.mark.parametrize(
    ("when", "result"),
    [
        ("{open: in good faith, id: faith}", {"unknown"}),
        ("{open: in good faith, id: faith, presumed: true}", {"unknown"}),
        ("{all: [goods.exist, {open: in good faith, id: faith}]}", {"not met", "unknown"}),
        ("{any: [goods.exist, {open: in good faith, id: faith}]}", {"met", "unknown"}),
    ],
)
def test_no_example_is_asked_for_that_cannot_be(folder: Path, when: str, result: set[str]) -> None:
    """A rule that no facts can meet needs no example that is met."""
    path = folder / "test" / "act" / "other.yaml"
    text = OTHER_TERM.replace("when: goods.exist", f"when: {when}").replace(
        "effect: term", "effect: crime"
    )
    path.write_text(
        text.replace("confidence: low", "confidence: high").replace(
            "title",
            "about: pyramid\nin_force: 2010-01-01\ncites: [{article: '1', terms: [x]}]\ntitle",
        ),
        "utf-8",
    )
    path.with_name("other.test.yaml").write_text(
        "rule: other\nlaw: test\ntests:\n"
        "  - {name: before, day: 2009-12-31, facts: {}, result: not in force}\n",
        "utf-8",
    )
    asked = {p.text.args["result"] for p in problems(folder) if p.code == "missing-example"}

    assert result == asked


def test_examples_without_a_rule_are_found(folder: Path) -> None:
    """A file of examples beside which there is no rule would never be run."""
    (folder / "test" / "act" / "pure.yaml").rename(folder / "test" / "act" / "purer.yaml")
    change(folder, "act/purer.yaml", "id: pure", "id: purer")
    change(folder, RULE, "unless: [pure]", "unless: [purer]")

    assert {"pure.test.yaml"} == {
        p.file.name for p in problems(folder) if p.code == "foreign-examples"
    }


def test_only_what_lies_in_the_folder_is_named(folder: Path) -> None:
    """Asked for one instrument, the lint keeps quiet about others."""
    change(folder, "law.yaml", "en: Testland, ", "")

    assert [] == list(lint(folder / "test" / "act", [folder]))
    assert ["untitled"] == [p.code for p in lint(folder / "test", [folder])]


def test_rules_of_ones_own_are_linted_with_the_law_they_join(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A single rule file that names its law is checked like any other."""
    own = tmp_path_factory.mktemp("own")
    (own / "house.yaml").write_text(
        "id: house\nlaw: test\neffect: prohibition\nabout: pay\ntitle: {en: House, zh: 内规}\n"
        "in_force: 2020-01-01\ncites: [{article: '1', terms: [x]}]\nwhen: reward.on_time\n",
        "utf-8",
    )

    assert [("no-confidence", "house"), ("missing-example", "house")] == sorted(
        ((p.code, p.rule) for p in lint(own, [folder, own])), reverse=True
    )
