"""The same input gives the same bytes, in any order of files, rows and keys."""

from __future__ import annotations

import csv
import json
import random
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mlmcheck.judge import Court, Judgement, judge, judge_file
from mlmcheck.report import json_report
from mlmcheck.report.language import speaker
from mlmcheck.resources import rules_dir, samples_dir
from mlmcheck.scheme.read import parse_scheme
from tests.scheme.test_mutations import SOURCES

from .run import run

COURT = Court((rules_dir(),), date(2026, 11, 24))
NETWORKS = samples_dir() / "networks"


def test_files_in_any_order_give_the_same_bytes() -> None:
    """The order in which files are named changes nothing of any report."""
    files = [
        path
        for path in sorted((samples_dir() / "social_commerce").glob("*.yaml"))
        if not path.name.endswith(".decided.yaml")
    ]
    shuffled = list(files)
    random.Random(5).shuffle(shuffled)
    for form in ("terminal", "json"):
        first = run("check", *files, "--format", form)
        assert first == run("check", *shuffled, "--format", form)


@pytest.mark.parametrize("name", ["healthy", "sick"])
def test_rows_in_any_order_give_the_same_bytes(name: str, tmp_path: Path) -> None:
    """The order of the rows of a table changes nothing but the table's digest."""
    for path in NETWORKS.iterdir():
        shutil.copy(path, tmp_path / path.name)
    before = _without_digests(judge_file(tmp_path / f"{name}.yaml", COURT))
    for path in tmp_path.glob("*.csv"):
        for encoding in ("utf-8", "gb18030"):
            try:
                head, *rows = path.read_text(encoding=encoding).splitlines(keepends=True)
            except UnicodeDecodeError:
                continue
            random.Random(7).shuffle(rows)
            rows = [row if row.endswith("\n") else f"{row}\n" for row in rows]
            path.write_text(head + "".join(rows), encoding=encoding)
            break
    assert before == _without_digests(judge_file(tmp_path / f"{name}.yaml", COURT))


def _without_digests(judgement: Judgement) -> str:
    report = json.loads(json_report.render([judgement], [], speaker("en")))
    del report["results"][0]["receipt"]
    return json.dumps(report, ensure_ascii=False)


@settings(max_examples=60)
@given(st.sampled_from(SOURCES), st.randoms(use_true_random=False))
def test_keys_in_any_order_give_the_same_verdict(source: str, chance: random.Random) -> None:
    """The order of the keys of a scheme file changes no verdict, score, finding or fact."""
    tree = yaml.load(source, Loader=yaml.BaseLoader)  # texts only
    tree.pop("network", None)  # the example names tables that are nowhere
    plain = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)
    shuffled = yaml.safe_dump(_shuffled(tree, chance), allow_unicode=True, sort_keys=False)
    assert _said(plain) == _said(shuffled)


def _shuffled(value: Any, chance: random.Random) -> Any:
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {key: _shuffled(value[key], chance) for key in keys}
    if isinstance(value, list):
        return [_shuffled(item, chance) for item in value]
    return value


def _said(source: str) -> list[tuple[Any, ...]]:
    found = judge(parse_scheme(source, "plan.yaml"), COURT, ("cn", "us", "eu"))
    return [
        (
            law.law,
            law.verdict,
            law.reason,
            law.points,
            law.could_become,
            [
                (finding.rule.id, finding.result, finding.needs)
                for finding in (law.worst.findings if law.worst else ())
            ],
            law.worst.environment.values if law.worst else {},
        )
        for law in found.laws
    ]


def test_the_tables_of_the_samples_have_rows() -> None:
    """The shuffle above has something to shuffle."""
    tables = sorted(NETWORKS.glob("*.csv"))
    assert tables
    for path in tables:
        with path.open(encoding="gb18030" if "sick" in path.name else "utf-8", newline="") as file:
            assert len(list(csv.reader(file))) > 5
