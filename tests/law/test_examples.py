"""Examples: what a test file may say, and what is said where it is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mlmcheck.facts import Basis, WordSet
from mlmcheck.interval import FALSE, TRUE, Interval
from mlmcheck.law.example_files import read_examples
from mlmcheck.law.examples import ExampleResult, run_examples
from mlmcheck.law.files import PackError
from mlmcheck.law.findings import Result

from .build import interval
from .small_pack import write_pack


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
        "sale.share_final": (Interval(*interval(["1/2", "1"]).__reduce__()[1][2:4], lo_open=True), Basis.REPORTED)
        if False
        else (interval({"over": "50%", "max": "1"}), Basis.REPORTED),
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
