"""A folder of rules of one's own: nothing in it is passed over without a word."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from mlmcheck.law.examples import run_examples
from mlmcheck.law.files import PackError
from mlmcheck.law.folders import MOST_TOLD, laws_touched, rule_files, unread
from mlmcheck.law.lint import lint
from mlmcheck.law.model import InForce
from mlmcheck.law.read import laws_in, read_pack
from mlmcheck.resources import rules_dir
from tests.cli.run import Run, run

from .small_pack import write_pack

RULE = (
    "id: {id}\nlaw: {law}\neffect: indicator\nabout: pay\ntitle: {{en: House, zh: 内规}}\n"
    "in_force: {day}\nwhen: reward.on_time\n"
)
SCHEME = "mlmcheck: 1\nname: x\nmarket: eu\nas_of: 2026-10-01\nentry: none\nrewards: none\n"


def write(folder: Path, name: str, law: str = "eu", day: str = "2020-01-01") -> Path:
    """A rule in a file of that name in the folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(RULE.format(id=path.stem, law=law, day=day), "utf-8")
    return path


def names(paths: Iterable[Path]) -> list[str]:
    """The names of files."""
    return sorted(path.name for path in paths)


MISPLACED = [
    ("house.yaml", "ch", "names no law that is known"),
    ("sub/house.yaml", "eu", "a rule lies in law/instrument/"),
    ("eu/house.yaml", "eu", "a rule lies in law/instrument/"),
    ("eu/act/sub/house.yaml", "eu", "a rule lies in law/instrument/"),
    (
        "ch/act/house.yaml",
        "ch",
        f"there is no law ch; there are {', '.join(laws_in([rules_dir()]))}. A law of your own",
    ),
    ("house.yml", "eu", "the files of a law end in .yaml; rename it"),
]


@pytest.mark.parametrize(("name", "law", "said"), MISPLACED, ids=[row[0] for row in MISPLACED])
def test_a_rule_that_no_law_reads_is_an_error_everywhere(
    name: str, law: str, said: str, tmp_path: Path
) -> None:
    """Lint, examples, list and verdict all say where it lies, and none of them goes on."""
    own = tmp_path / "own"
    write(own, name, law)
    write(own, "sound.yaml")
    scheme = tmp_path / "plan.yaml"
    scheme.write_text(SCHEME, "utf-8")
    runs: dict[str, Run] = {
        "lint": run("rules", "lint", own),
        "test": run("rules", "test", own),
        "list": run("rules", "list", own),
        "listed beside": run("rules", "list", "--rules", own),
        "check": run("check", scheme, "--rules", own),
        "explain": run("explain", "sound", "--rules", own),
    }
    assert {"lint": 1} | dict.fromkeys(list(runs)[1:], 2) == {k: v.code for k, v in runs.items()}
    for each in runs.values():
        assert f"{name}:" in each.out + each.err
        assert said in each.out + each.err


def test_what_is_no_rule_may_lie_beside_rules(tmp_path: Path) -> None:
    """Schemes, records, examples, weights and hidden files are nobody's lost rule."""
    write(tmp_path, "house.yaml")
    (tmp_path / "plan.yaml").write_text(SCHEME, "utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "plan.yml").write_text(SCHEME, "utf-8")
    for name in ("plan.decided.yaml", "house.test.yaml", "_score.yaml", ".pre-commit.yaml"):
        (tmp_path / name).write_text("a: b\n", "utf-8")
    roots = (rules_dir(), tmp_path)
    assert () == unread(tmp_path, roots)
    assert ["house.yaml"] == names(rule_files(tmp_path, roots))
    assert ("eu",) == laws_touched(tmp_path, roots)


def test_a_folder_of_other_files_is_told_of_shortly(tmp_path: Path) -> None:
    """Of many files that nothing reads the first are named, and how many more there are."""
    for number in range(MOST_TOLD + 5):
        write(tmp_path / "sub", f"r{number}.yaml")
    found = unread(tmp_path, (tmp_path,))
    assert MOST_TOLD + 1 == len(found)
    assert str(found[-1].text).startswith("5 files more are read by no law")


def test_the_rules_that_come_along_are_all_read() -> None:
    """No file of the project's own rules is lost."""
    assert () == unread(rules_dir(), (rules_dir(),))


@pytest.mark.parametrize("command", ["lint", "test", "list"])
def test_a_folder_without_a_rule_is_an_error(command: str, tmp_path: Path) -> None:
    """An empty folder never passes."""
    done = run("rules", command, tmp_path)
    assert (1 if command == "lint" else 2) == done.code
    assert "no rule is in this folder" in done.out + done.err


def test_a_broken_pack_without_examples_does_not_pass(tmp_path: Path) -> None:
    """`rules test` reads every rule of the folder, though none of them has an example."""
    path = write(tmp_path, "house.yaml")
    assert ("0 examples pass, 0 fail\n", 0) == (
        (done := run("rules", "test", tmp_path)).out,
        done.code,
    )
    path.write_text(path.read_text("utf-8").replace("reward.on_time", "reward.on_tim"), "utf-8")
    done = run("rules", "test", tmp_path)
    assert 2 == done.code
    assert "house.yaml:7: no measure gives reward.on_tim; was reward.on_time meant?" in done.err


def test_lint_says_how_much_it_read(tmp_path: Path) -> None:
    """The last line counts rules, examples, errors and warnings, one of each as one."""
    write(tmp_path, "house.yaml")
    (tmp_path / "house.test.yaml").write_text(
        "rule: house\nlaw: eu\ntests:\n"
        "  - {name: a, day: 2026-01-01, facts: {reward.on_time: true}, result: met}\n",
        "utf-8",
    )
    last = run("rules", "lint", tmp_path).out.splitlines()[-1]
    assert last.startswith("1 rule and 1 example read: ")
    assert "1 example passes, 0 fail\n" == run("rules", "test", tmp_path).out
    write(tmp_path, "other.yaml")
    last = run("rules", "lint", tmp_path).out.splitlines()[-1]
    assert last.startswith("2 rules and 1 example read: ")


def test_one_error_is_one_error(tmp_path: Path) -> None:
    """Where one thing is wrong the count says so in the singular."""
    last = run("rules", "lint", tmp_path).out.splitlines()[-1]
    assert "0 rules and 0 examples read: 1 error, 0 warnings" == last


def test_examples_of_a_misplaced_rule_are_not_run(tmp_path: Path) -> None:
    """What lies in the wrong place is an error, and its examples do not count as passed."""
    write_pack(tmp_path)
    write(tmp_path / "test", "house.yaml", "test")
    with pytest.raises(PackError, match="nothing reads this file"):
        run_examples(tmp_path, [tmp_path])
    assert ["unread-file"] == [p.code for p in lint(tmp_path, [tmp_path])]


def test_a_folder_named_like_a_law_may_hold_single_rules(tmp_path: Path) -> None:
    """It is taken for a law's folder only if instruments lie in it."""
    folder = tmp_path / "eu"
    write(folder, "house.yaml")
    assert run("rules", "lint", folder).out.splitlines()[-1].startswith("1 rule and 0 examples")


def test_only_the_rules_of_a_folder_or_law_are_listed(tmp_path: Path) -> None:
    """`rules list` takes a folder as lint and test do, and laws by name."""
    write(tmp_path, "house.yaml")
    write(tmp_path, "casa.yaml", "us")
    both = run("rules", "list", tmp_path).out
    assert "house" in both
    assert "casa" in both
    assert "Rules and terms: 2. Laws: 2." in both
    one = run("rules", "list", tmp_path, "--law", "us").out
    assert "house" not in one.replace(tmp_path.name, "")
    assert "Rules and terms: 1. Laws: 1." in one
    assert "Rules and terms: 0. Laws: 0." in run("rules", "list", tmp_path, "--law", "cn").out


def test_a_folder_of_single_rules_is_in_force_as_long_as_they_are(tmp_path: Path) -> None:
    """The instrument that a folder stands for begins with its first rule, and no day is made up."""
    write(tmp_path, "first.yaml", day="{from: 2019-01-01, to: 2019-12-31}")
    write(tmp_path, "second.yaml", day="2020-01-01")
    roots = [rules_dir(), tmp_path]
    house = read_pack("eu", roots).instruments[f"house-{tmp_path.name}"]
    assert (InForce(date(2019, 1, 1)), date(2019, 1, 1)) == (house.in_force, house.reviewed)
    (tmp_path / "second.yaml").unlink()
    house = read_pack("eu", roots).instruments[f"house-{tmp_path.name}"]
    assert InForce(date(2019, 1, 1), date(2019, 12, 31)) == house.in_force
    page = run("explain", "first", "--rules", tmp_path).out
    assert "2019-01-01" in page
    assert "0001" not in page
    assert "9999" not in page
