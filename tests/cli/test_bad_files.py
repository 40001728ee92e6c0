"""A scheme that cannot be read ends in exit code 3, with file, line, column and a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlmcheck.judge import NoLaw, judge
from mlmcheck.scheme.errors import SchemeError
from mlmcheck.scheme.read import parse_scheme
from tests.cli.test_social_commerce import COURT
from tests.scheme.bad_inputs import BAD_INPUTS, BadInput
from tests.scheme.test_mutations import SOURCES, SPECIALS

from .run import run

# A report writes 2000000 as 2,000,000 and what cannot be seen as its code.
PLAIN = [bad for bad in BAD_INPUTS if bad.id not in ("too-large", "zero-width-space-in-a-key")]


@pytest.mark.parametrize("bad", PLAIN, ids=[bad.id for bad in PLAIN])
def test_a_bad_file_is_told_by_the_command(bad: BadInput, tmp_path: Path) -> None:
    """The report names file, line, column and message of every problem, and the exit code is 3."""
    source = bad.source if isinstance(bad.source, bytes) else bad.source.encode()
    path = tmp_path / "plan.yaml"
    path.write_bytes(source)
    done = run("check", path, "--format", "json")
    errors = json.loads(done.out)["errors"]
    assert 3 == done.code
    assert [(str(path), *problem) for problem in bad.problems] == [
        (error["file"], error["line"], error["column"], error["message"]["text"])
        for error in errors
    ]


@pytest.mark.parametrize("bad", BAD_INPUTS[::4], ids=[bad.id for bad in BAD_INPUTS[::4]])
def test_a_bad_file_is_told_in_chinese_too(
    bad: BadInput, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page in Chinese names the place as well, and no message is left in English.

    What concerns the file as a whole has no place in it.
    """
    source = bad.source if isinstance(bad.source, bytes) else bad.source.encode()
    monkeypatch.chdir(tmp_path)  # a long path would be broken into lines
    Path("plan.yaml").write_bytes(source)
    done = run("check", "plan.yaml", "--lang", "zh")
    assert 3 == done.code
    for line, column, message in bad.problems:
        whole = (line, column) == (1, 1) and "  1 | " not in done.out
        place = "plan.yaml: " if whole else f"plan.yaml:{line}:{column}:"
        assert place in done.out.replace("\n", "")
        assert message not in done.out


def test_a_good_file_is_judged_beside_a_bad_one(tmp_path: Path) -> None:
    """What can be read is judged, what cannot is told, and the exit code is 3."""
    (tmp_path / "bad.yaml").write_text("mlmcheck: 1\nname:\n", encoding="utf-8")
    (tmp_path / "good.yaml").write_text(
        "mlmcheck: 1\nname: x\nmarket: cn\nentry: none\nrewards: none\n", encoding="utf-8"
    )
    done = run("check", tmp_path, "--format", "json")
    report = json.loads(done.out)
    assert (3, 1, 1) == (done.code, len(report["results"]), len(report["errors"]))


@pytest.mark.parametrize("arguments", [("nowhere.yaml",), ("empty",)])
def test_nothing_to_judge_is_an_error(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is not there, or a folder with no scheme, never passes."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    assert 3 == run("check", *arguments).code


# Without the tables that the example names and that are nowhere.
JUDGED = [source.split("\nnetwork:")[0] for source in SOURCES]


@settings(max_examples=60)
@given(st.sampled_from(JUDGED), st.data())
def test_whatever_can_be_read_can_be_judged(source: str, data: st.DataObject) -> None:
    """A mutated file is judged under every law there is, or its problems are told."""
    start = data.draw(st.integers(0, len(source)))
    length = data.draw(st.integers(0, 12))
    put = data.draw(st.sampled_from(SPECIALS) | st.text(max_size=4))
    try:
        document = parse_scheme(source[:start] + put + source[start + length :], "plan.yaml")
        for law in judge(document, COURT, ("all",)).laws:
            assert law.settlement is not None
    except (SchemeError, NoLaw):
        pass
