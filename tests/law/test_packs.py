"""The packs that come along: every example passes, and the lint finds no error."""

from __future__ import annotations

import pytest

from mlmcheck.law.examples import ExampleResult, run_examples
from mlmcheck.law.lint import lint
from mlmcheck.law.read import laws_in, read_pack
from mlmcheck.resources import rules_dir

RULES = rules_dir()
RESULTS = run_examples(RULES, [RULES])


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: f"{result.rule}: {result.name}")
def test_example(result: ExampleResult) -> None:
    """The rule says of these facts what its example says."""
    assert result.passed, f"{result.file}:{result.line}: {result.explanation}"


def test_packs_have_no_error() -> None:
    """The lint has nothing but warnings on the packs."""
    errors = [problem for problem in lint(RULES, [RULES]) if problem.level == "error"]

    assert [] == [f"{p.file}:{p.line}: {p.code}: {p.text}" for p in errors]


@pytest.mark.parametrize("law", laws_in([RULES]))
def test_every_law_has_a_word_on_pyramids_and_its_neighbours(law: str) -> None:
    """Each pack forbids pyramids by some rule, and carries the neighbouring rules."""
    rules = read_pack(law, [RULES]).rules

    assert any(rule.forbids and rule.about == "pyramid" for rule in rules)
    assert any(rule.effect == "neighbour" for rule in rules)
