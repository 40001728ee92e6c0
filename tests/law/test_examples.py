"""Examples: what a test file may say, and what is said where it is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mlmcheck.facts import Basis, WordSet
from mlmcheck.interval import FALSE, TRUE
from mlmcheck.law.example_files import read_examples
from mlmcheck.law.examples import ExampleResult, run_examples
from mlmcheck.law.files import PackError
from mlmcheck.law.findings import Result

from .build import interval
from .small_pack import change, write_pack


def examples(tmp_path: Path, *tests: str) -> Path:
    """A file of examples of the rule `r` of the law `test`."""
    path = tmp_path / "r.test.yaml"
    path.write_text("\n".join(["rule: r", "law: test", "tests:", *tests]), "utf-8")
    return path


def run(tmp_path: Path, *tests: str) -> list[ExampleResult]:
    """The results of examples of the sound little pack's prohibition `no-heads`."""
    write_pack(tmp_path)
    path = tmp_path / "test" / "act" / "no-heads.test.yaml"
    path.write_text("\n".join(["rule: no-heads", "law: test", "tests:", *tests]), "utf-8")
    return [one for one in run_examples(tmp_path, [tmp_path]) if one.rule == "no-heads"]


def test_an_example_as_written(tmp_path: Path) -> None:
    """Facts of every kind, with the basis of the example or their own, and rows of organisers."""
    path = examples(
        tmp_path,
        "- name: everything",
        "  day: 2020-02-29",
        "  basis: reported",
        "  facts:",
        "    reward.on_time: true",
        "    goods.exist: {value: false, basis: declared}",
        "    sale.share_final: {over: 50%}",
        "    guard.buy_back_rate: [1/3, 0.5]",
        "    operator.licences: [direct-selling]",
        "    organisers: {complete: true, rows: [{organiser.people_with_self: 30}]}",
        "  result: not met",
        "  needs: [reward.on_others, organiser rows]",
        "  open: [good-faith]",
        "  presumed: true",
    )
    (one,) = read_examples(path).examples
    known = {fact.name: (fact.value, fact.basis) for fact in one.facts}

    assert ("everything", 4, date(2020, 2, 29), Result.NOT_MET) == (
        one.name,
        one.line,
        one.day,
        one.result,
    )
    assert {
        "reward.on_time": (TRUE, Basis.REPORTED),
        "goods.exist": (FALSE, Basis.DECLARED),
        "sale.share_final": (interval({"over": "50%", "max": "1"}), Basis.REPORTED),
        "guard.buy_back_rate": (interval(["1/3", "1/2"]), Basis.REPORTED),
        "operator.licences": (WordSet(frozenset(["direct-selling"]), closed=True), Basis.REPORTED),
    } == known
    assert [interval(30)] == [
        row.values["organiser.people_with_self"] for row in one.facts.organisers.rows
    ]
    assert (("reward.on_others", "organiser rows"), ("good-faith",), True) == (
        one.needs,
        one.open,
        one.presumed,
    )


WRONG = [
    ("  day: 2020-01-32", "no day", 5),
    ("  result: perhaps", "write one of met", 7),
    ("  facts: {goods.exists: true}", "no measure gives goods.exists", 6),
    ("  facts: {goods.exist: perhaps}", "neither true nor false", 6),
    ("  facts: {sale.share_final: 150%}", "sale.share_final cannot be 1.5", 6),
    ("  facts: {sale.share_final: [80%, 20%]}", "the range is empty", 6),
    ("  facts: {organiser.people_with_self: 3}", "write it in a row of organisers", 6),
    ("  facts: {goods.exist: {value: true, basis: guessed}}", "guessed is no basis", 6),
    ("  facts: {goods.exist: {value: true, source: x}}", "a fact with a basis is written", 6),
    ("  facts: {organisers: {rows: []}}", "organisers are written", 6),
    (
        "  facts: {organisers: {complete: true, rows: [{goods.exist: true}]}}",
        "is no fact of one organiser",
        6,
    ),
    ("  facts: []", "facts are written name: value", 6),
    ("  needs: reward.on_time", "a list of texts", 8),
    ("  wants: [reward.on_time]", "wants is not known here", 8),
    ("  basis: guessed", "guessed is no basis", 8),
]


@pytest.mark.parametrize(("line", "message", "where"), WRONG)
def test_what_is_wrong_is_said_with_its_line(
    tmp_path: Path, line: str, message: str, where: int
) -> None:
    """A file that cannot be read says what is wrong, where, and what to write."""
    key = line.partition(":")[0]
    lines = ["- name: x", "  day: 2020-01-01", "  facts: {}", "  result: met"]
    kept = [line if old.startswith(key + ":") else old for old in lines]
    path = examples(tmp_path, *kept, *([] if line in kept else [line]))

    with pytest.raises(PackError) as error:
        read_examples(path)

    (problem,) = error.value.problems
    assert where == problem.line
    assert message in str(problem.text)


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    """Each example that cannot be read, and each key of the file."""
    path = examples(
        tmp_path, "- {name: x}", "- {name: y, day: never, facts: {}, result: met}", "tets: []"
    )

    with pytest.raises(PackError) as error:
        read_examples(path)

    assert [6, 4, 5] == [problem.line for problem in error.value.problems]


def test_an_example_that_fails_says_why(tmp_path: Path) -> None:
    """The difference, and the reasoning leaf by leaf with facts and numbers."""
    (one,) = run(
        tmp_path,
        "- name: wrong",
        "  day: 2020-01-01",
        "  facts: {reward.on_headcount: true, sale.share_final: [10%, 30%], guard.enforced: false}",
        "  result: met",
    )

    assert ("wrong", 4, Result.MET, Result.UNKNOWN, False) == (
        one.name,
        one.line,
        one.expected,
        one.got,
        one.passed,
    )
    assert (
        "expected met, got unknown; reasoning:\n"
        "  when: reward.on_recruitment: yes (true)\n"
        "  when: sale.share_final < law.line: unknown ([0.1, 0.3], law: [0.2, 0.8])\n"
        "  unless pure: goods.exist: yes (true)\n"
        "  unless pure: guard.enforced: no (false)"
    ) == str(one.explanation)


@pytest.mark.parametrize(
    ("expectation", "passed"),
    [
        ("needs: [reward.on_recruitment]", True),
        ("needs: [reward.on_recruitment, goods.exist]", True),
        ("needs: [reward.on_time]", False),
        ("open: []", True),
        ("open: [sale.share_final < law.line]", False),
        ("presumed: false", True),
        ("presumed: true", False),
    ],
)
def test_needs_and_open_are_among_those_found(
    tmp_path: Path, expectation: str, passed: bool
) -> None:
    """What is named must be there, more may be; a presumption must be as said."""
    (one,) = run(
        tmp_path,
        "- name: x",
        "  day: 2020-01-01",
        "  facts: {}",
        "  result: unknown",
        f"  {expectation}",
    )

    assert passed is one.passed
    assert passed is (one.explanation is None)


@pytest.mark.parametrize("given", ["good-faith", "in good faith"])
def test_an_open_question_is_named_by_id_or_text(tmp_path: Path, given: str) -> None:
    """Either the id, or the English text, is the question."""
    write_pack(tmp_path)
    change(
        tmp_path,
        "act/no-heads.yaml",
        "- reward.on_recruitment",
        "- {open: in good faith, id: good-faith}",
    )
    path = tmp_path / "test" / "act" / "no-heads.test.yaml"
    path.write_text(
        "rule: no-heads\nlaw: test\ntests:\n"
        f"- {{name: x, day: 2020-01-01, facts: {{}}, result: unknown, open: [{given}]}}",
        "utf-8",
    )

    assert all(one.passed for one in run_examples(tmp_path, [tmp_path]))


def test_a_rule_keeps_its_result_where_its_instrument_may_not_apply(tmp_path: Path) -> None:
    """An example of a rule need not say that the instrument applies."""
    write_pack(tmp_path)
    change(tmp_path, "act/instrument.yaml", "reviewed", "applies: net.sells_in_person\nreviewed")

    assert all(one.passed for one in run_examples(tmp_path, [tmp_path]))


def test_examples_of_a_rule_that_is_not_there(tmp_path: Path) -> None:
    """A file that names no rule of its law is an error, and so is one of no law."""
    write_pack(tmp_path)
    change(tmp_path, "act/pure.test.yaml", "rule: pure", "rule: impure")
    change(tmp_path, "act/cancel.test.yaml", "law: test", "law: nowhere")

    with pytest.raises(PackError) as error:
        run_examples(tmp_path, [tmp_path])

    assert ["there is no law nowhere here", "there is no rule impure in the law test"] == [
        str(problem.text) for problem in error.value.problems
    ]


def test_only_the_examples_of_a_folder_are_run(tmp_path: Path) -> None:
    """Asked for one file's folder, no other examples are run."""
    write_pack(tmp_path)
    empty = tmp_path / "empty"
    empty.mkdir()

    with pytest.raises(PackError, match="no rule is in this folder"):
        run_examples(empty, [tmp_path])
    assert {"no-heads", "pure", "cancel"} == {
        one.rule for one in run_examples(tmp_path / "test", [tmp_path])
    }
