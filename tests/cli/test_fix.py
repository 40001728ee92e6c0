"""What `mlmcheck fix` and `mlmcheck sensitivity` do with files, and how they end."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from mlmcheck.report import fix_json, sensitivity_json
from mlmcheck.resources import samples_dir
from mlmcheck.scheme.read import read_scheme
from tests.cli.run import run

UNILEVEL = samples_dir() / "designs" / "unilevel.yaml"
LAWFUL = samples_dir() / "designs" / "one-level-affiliate.yaml"
SICK = samples_dir() / "networks" / "sick.yaml"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan that can be made lawful."""
    return Path(shutil.copy(UNILEVEL, tmp_path / "plan.yaml"))


def applied(source: str, patch: str) -> str:
    """A text after a unified diff."""
    before, after, at = source.splitlines(keepends=True), list[str](), 0
    for line in patch.splitlines(keepends=True)[2:]:
        if line.startswith("@@"):
            start = int(line.split()[1].split(",")[0][1:]) - 1
            after += before[at:start]
            at = start
        elif line.startswith("+"):
            after.append(line[1:])
        else:
            assert before[at] == line[1:]
            after += [before[at]] if line.startswith(" ") else []
            at += 1
    return "".join(after + before[at:])


def test_a_repair_is_shown_and_nothing_is_written(plan: Path) -> None:
    """The exit code is 0 if one was found; the file stays as it is."""
    before = plan.read_bytes()
    done = run("fix", plan)

    assert (0, before) == (done.code, plan.read_bytes())
    assert "1. 2 edits" in done.out
    assert "pyramid-like → ✓ legal" in done.out


def test_what_is_written_is_judged_legal(plan: Path) -> None:
    """`--write` makes the first alternative, and `check` has nothing against it."""
    assert 1 == run("check", plan, "--fail-on", "review").code
    assert 0 == run("fix", plan, "--write").code
    assert 0 == run("check", plan, "--fail-on", "review").code
    assert "nothing to repair" in run("fix", plan).out


def test_another_alternative_can_be_picked(plan: Path) -> None:
    """`--pick` shows and writes that one alone."""
    shown = run("fix", plan, "--pick", 2)
    second = json.loads(run("fix", plan, "--format", "json").out)["alternatives"][1]
    run("fix", plan, "--pick", 2, "--write")

    assert "2. 2 edits" in shown.out
    assert "1. 2 edits" not in shown.out
    assert applied(UNILEVEL.read_text("utf-8"), second["patch"]) == plan.read_text("utf-8")


def test_the_bare_patch_applies(plan: Path) -> None:
    """`--format patch` prints the change and nothing else."""
    patch = run("fix", plan, "--format", "patch").out
    run("fix", plan, "--write")

    assert patch.startswith("--- plan.yaml\n+++ plan.yaml\n@@")
    assert plan.read_text("utf-8") == applied(UNILEVEL.read_text("utf-8"), patch)


def patched_by(program: list[str], patch: str, folder: Path) -> int:
    """How a program ends that applies a patch in a folder."""
    if shutil.which(program[0]) is None:
        pytest.skip(f"there is no {program[0]}")
    return subprocess.run(
        program, input=patch.encode(), cwd=folder, check=False, capture_output=True
    ).returncode


CHANGED_FIRST = """\
rewards: [{name: a head, for: recruit, pays: {1: 50}}]
mlmcheck: 1
name: x
market: ca
as_of: 2026-10-01
currency: USD
entry: [{name: fee, item: fee, amount: 9, required: rule, opens: [join, earn]}]
upkeep: none
goods: [{name: tea, retail_price: 20, market_value: 20}]
"""
PROGRAMS = [["patch", "-p0"], ["git", "apply", "-p0"]]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program[0])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r", "bom"], ids=["lf", "crlf", "cr", "bom"])
def test_a_patch_is_taken_by_the_programs_that_apply_patches(
    program: list[str], ends: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However the file is named, whatever its lines end in, in our folder or else in its own."""
    text = UNILEVEL.read_text("utf-8")
    # A mark of byte order is seen in a patch only where the first line changes.
    text = "\ufeff" + CHANGED_FIRST if ends == "bom" else text.replace("\n", ends)
    here = tmp_path / "here"
    (here / "sub dir").mkdir(parents=True)
    monkeypatch.chdir(here)
    for name, at in [
        ("plan.yaml", here),
        ("./sub dir/my plan.yaml", here),
        ("../here/plan.yaml", here),
        (str(here / "plan.yaml"), here),
        ("../other.yaml", tmp_path),
        (str(tmp_path / "other.yaml"), tmp_path),
    ]:
        file = here / name
        file.write_bytes(text.encode())
        # From the JSON, as what this process prints comes with its line ends made alike.
        found = json.loads(run("fix", name, "--law", "ca", "--format", "json").out)
        patch = found["alternatives"][0]["patch"]
        assert (name, 0) == (name, patched_by(program, patch, at))
        by_patch = file.read_bytes()
        file.write_bytes(text.encode())
        run("fix", name, "--law", "ca", "--write")
        assert file.read_bytes() == by_patch
        assert text.encode() != by_patch


@pytest.mark.parametrize(
    ("mark", "newline"), [(b"\xef\xbb\xbf", b"\n"), (b"", b"\r\n")], ids=["bom", "crlf"]
)
def test_marks_and_line_ends_survive(plan: Path, mark: bytes, newline: bytes) -> None:
    """A mark of byte order and carriage returns are where they were."""
    plan.write_bytes(mark + UNILEVEL.read_bytes().replace(b"\n", newline))
    run("fix", plan, "--write")
    written = plan.read_bytes()

    assert written.startswith(mark + b"# yaml-language-server")
    assert written.count(b"\n") == written.count(newline)
    assert 0 == run("check", plan, "--fail-on", "review").code


def test_none_found_ends_with_1() -> None:
    """What was counted is not undone, and the page says so and how far was looked."""
    done = run("fix", SICK)

    assert 1 == done.code
    assert "no change of at most 6 edits makes it lawful" in done.out
    assert "which no change of the plan undoes" in done.out


def test_the_bound_is_the_one_asked_for(plan: Path) -> None:
    """With one edit alone this plan is not made lawful."""
    done = run("fix", plan, "--edits", 1)

    assert 1 == done.code
    assert "no change of at most 1 edit makes" in done.out


def test_a_lawful_plan_ends_with_0() -> None:
    """There is nothing to repair, and `--write` writes nothing."""
    before = LAWFUL.read_bytes()

    assert 0 == run("fix", LAWFUL, "--write").code
    assert before == LAWFUL.read_bytes()


def test_wrong_use_ends_with_2(plan: Path) -> None:
    """An alternative that there is not, a law that there is not."""
    assert 2 == run("fix", plan, "--pick", 9).code
    assert 2 == run("fix", plan, "--law", "xx").code
    matrix = samples_dir() / "designs" / "matrix.yaml"
    assert (2, "there is no alternative 3; there are 2\n") == (
        run("fix", matrix, "--pick", 3).code,
        run("fix", matrix, "--pick", 3).err,
    )


def test_what_cannot_be_read_ends_with_3(tmp_path: Path) -> None:
    """Its problems are shown as `check` shows them."""
    broken = tmp_path / "broken.yaml"
    broken.write_text("mlmcheck: 1\nname: x\nmarket: cn\nentry: [{amount: 5,000}]\n", "utf-8")

    assert 3 == run("fix", broken).code
    assert 3 == run("fix", tmp_path / "nowhere.yaml").code
    assert 3 == run("sensitivity", broken).code


def test_the_json_says_all(plan: Path) -> None:
    """Kinds, places, what is kept, verdicts before and after, how far was looked."""
    found = json.loads(run("fix", plan, "--format", "json").out)
    first = found["alternatives"][0]

    assert ["pay-seller-only", "pay-seller-only"] == [edit["kind"] for edit in first["edits"]]
    assert [28, 30] == [edit["line"] for edit in first["edits"]]
    assert 0 < first["kept"] < 1
    assert {"legal"} == {law["verdict"] for law in first["laws"]}
    assert "pyramid-like" in {law["verdict"] for law in found["laws"]}
    assert found["looked_at"]["whole"]


def test_the_json_says_why_nothing_was_found() -> None:
    """Each rule that still stands, and what it rests on."""
    found = json.loads(run("fix", SICK, "--format", "json").out)

    assert [] == found["alternatives"]
    assert {"counted or found"} == {one["rests_on"] for one in found["standing"]}


def test_sensitivity_says_where_verdicts_flip() -> None:
    """Each flip with the law, the rule, and how far the number may go."""
    found = json.loads(run("sensitivity", UNILEVEL, "--law", "ca", "--format", "json").out)
    days = next(
        one for one in found["numbers"] if one["path"] == ["safeguards", "buy_back", "days"]
    )

    assert [
        {
            "value": 29,
            "reached": True,
            "exact": True,
            "margin": -336,
            "law": "ca",
            "title": {"en": "Canada (federal)", "zh": "加拿大（联邦法）"},
            "rule": "ca-55-1-d",
            "from": "review",
            "to": "pyramid-like",
        }
    ] == [
        {k: v for k, v in flip.items() if k not in ("text", "relative")} for flip in days["flips"]
    ]


def test_sensitivity_lists_the_rest_in_one_line() -> None:
    """Numbers on which nothing hangs are named once."""
    done = run("sensitivity", samples_dir() / "designs" / "gifting-circle.yaml")

    assert 0 == done.code
    assert "nothing hangs on: entry[1].value, rewards[1].width, rewards[1].depth" in done.out


def test_the_file_is_read_as_it_was_written(plan: Path) -> None:
    """What was written says what the page said: two changed lines and no other."""
    before = read_scheme(plan).scheme
    run("fix", plan, "--write")
    after = read_scheme(plan).scheme

    assert before.rewards != after.rewards
    assert before.model_copy(update={"rewards": None}) == after.model_copy(update={"rewards": None})


@pytest.mark.parametrize("name", ["unilevel", "gifting-circle", "one-level-affiliate"])
def test_the_json_keeps_to_its_schema(name: str) -> None:
    """What both commands print has the shape that is promised, with the receipt of a check."""
    file = samples_dir() / "designs" / f"{name}.yaml"
    checked = json.loads(run("check", file, "--law", "us", "--format", "json").out)
    for command, schema in [("fix", fix_json.schema()), ("sensitivity", sensitivity_json.schema())]:
        Draft202012Validator.check_schema(schema)
        found = json.loads(run(command, file, "--law", "us", "--format", "json").out)
        errors = Draft202012Validator(schema).iter_errors(found)

        assert [] == [(list(error.absolute_path), error.message) for error in errors]
        assert schema["required"] == [key for key in found if key in schema["required"]]
        assert (1, checked["results"][0]["receipt"]) == (found["format"], found["receipt"])


def test_what_stands_keeps_to_the_schema() -> None:
    """So does a repair that finds nothing."""
    found = json.loads(run("fix", SICK, "--format", "json").out)

    assert [] == list(Draft202012Validator(fix_json.schema()).iter_errors(found))
    assert found["standing"]


NAMELESS = """\
mlmcheck: 1
name: x
market: cn
as_of: 2026-10-01
currency: CNY
operator: {channel: online, authorised: none}
entry: [{item: fee, amount: 9, required: rule, opens: [join, earn]}]
upkeep: none
goods: [{name: tea, retail_price: 20, market_value: 20}]
rewards:
  - {for: recruit, pays: {1: 50}}
  - {for: recruit, pays: {1: 5}}
"""


def test_lines_without_a_name_are_told_apart(tmp_path: Path) -> None:
    """Each is called by its place in its list and its line, and by no word twice."""
    file = tmp_path / "plan.yaml"
    file.write_text(NAMELESS, "utf-8")
    rewards = " ".join(run("fix", file).out.split())
    payment = " ".join(run("fix", file, "--law", "eu").out.split())

    assert "• drop the reward no. 1 (without a name) (line 11)" in rewards
    assert "• drop the reward no. 2 (without a name) (line 12)" in rewards
    assert "• drop the payment no. 1 (without a name) (line 7)" in payment


@pytest.mark.parametrize("what", ["fix", "sensitivity"])
def test_the_schema_is_printed(what: str) -> None:
    """`mlmcheck schema` prints the schema that the JSON of the command is held to."""
    result = run("schema", what)
    own = fix_json.schema() if what == "fix" else sensitivity_json.schema()
    assert (0, own) == (result.code, json.loads(result.out))
