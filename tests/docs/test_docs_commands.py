"""What the pages tell people to type works, and prints what they show."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from mlmcheck import cli
from mlmcheck.cli import steps as cli_steps
from mlmcheck.judge import Court, judge_file
from mlmcheck.resources import rules_dir
from mlmcheck.verdict import Verdict
from tests.docs import console
from tests.docs.console import fits, lay_out, run, steps
from tests.docs.pages import PAGES, ROOT, blocks, codes, name_of, table

README = ROOT / "README.md"
WITH_COMMANDS = [page for page in PAGES if steps(page)]


class Today(date):
    """A day that does not depend on the clock."""

    @classmethod
    def today(cls) -> Today:
        """The day on which the pages were written."""
        return cls(2026, 11, 24)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli_steps, "date", Today)


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=name_of)
def test_commands_print_what_the_page_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command of a page runs, in order, and where output is shown it is what comes."""
    lay_out(page, tmp_path)
    monkeypatch.chdir(tmp_path)
    assert [] == list(run(page))


def test_the_readme_starts_with_one_command_to_see_it_and_one_to_test_it() -> None:
    """The first two commands of the README are `make demo` and `make test`."""
    assert ["make demo", "make test"] == [step.command for step in steps(README)][:2]


def test_the_first_scheme_has_ten_lines_and_a_lawful_sister(tmp_path: Path) -> None:
    """Free to join and without the referral bonus it is legal, as the README says."""
    (block,) = (block for block in blocks(README) if block.path == "plan.yaml")
    lines = block.content.splitlines()
    lawful = ["entry: none" if line.startswith("entry:") else line for line in lines]
    file = tmp_path / "plan.yaml"
    file.write_text("\n".join(line for line in lawful if "referral bonus" not in line), "utf-8")

    assert 10 == len(lines)
    assert Verdict.LEGAL is judge_file(file, Court((rules_dir(),), Today.today())).verdict


def test_what_a_reader_made_is_not_taken_for_the_projects(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan.yaml at the top of the checkout does not keep the page's own from being laid out."""
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    (checkout / "plan.yaml").write_text("a reader's\n", "utf-8")
    monkeypatch.setattr(console, "ROOT", checkout)
    folder = tmp_path / "folder"
    folder.mkdir()
    lay_out(README, folder)
    (block,) = (block for block in blocks(README) if block.path == "plan.yaml")
    assert block.content == (folder / "plan.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("expected", "printed", "same"),
    [
        (["a", "b"], "a\nb\n", True),
        (["a"], "a\nb\n", False),
        (["a", "…"], "a\nb\nc\n", True),
        (["…", "b"], "a\nb\n", True),
        (["…", "b"], "a\nb\nc\n", False),
        (["a", "…", "c", "…"], "a\nb\nc\n", True),
        (["a", "…", "b", "…", "a"], "a\nb\n", False),
        (["a", "…", "a"], "a\n", False),
    ],
)
def test_gaps_stand_for_lines_left_out(expected: list[str], printed: str, same: bool) -> None:
    """A line `…` stands for any lines, and every other line must be there in its place."""
    assert same is fits(expected, printed)


def commands() -> dict[str, click.Command]:
    """Every command by what one types after `mlmcheck`."""
    found: dict[str, click.Command] = dict(cli.main.commands)
    for name, command in cli.main.commands.items():
        if isinstance(command, click.Group):
            found |= {f"{name} {sub}": each for sub, each in command.commands.items()}
    return found


def options(command: click.Command) -> set[str]:
    """The options of a command."""
    named = {option for each in command.params for option in each.opts}
    return {option for option in named if option.startswith("--")} | {"--help", "--version"}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_named_in_the_text_exist(page: Path) -> None:
    """A command or option that a page names is one of the tool's."""
    known = commands()
    every = set().union(*(options(command) for command in known.values()))
    wrong: list[str] = []
    for line, code in codes(page):
        if match := re.match(r"mlmcheck ([a-z]+(?: (?:list|test|lint))?)", code):
            asked = set(re.findall(r"--[a-z-]+", code))
            if match[1] not in known or asked - options(known[match[1]]):
                wrong.append(f"{name_of(page)}:{line}: {code}")
        elif re.match(r"--[a-z]", code) and code.split()[0] not in every:
            wrong.append(f"{name_of(page)}:{line}: {code}")
    assert [] == wrong


def test_the_readme_names_every_command_and_every_option_of_check() -> None:
    """Nothing that one can type is missing from the table of commands."""
    text = " ".join(cell for row in table(README, "Commands", "command").rows for cell in row)
    top = [name for name in cli.main.commands if name != "rules"]
    subs = [name for name in commands() if name.startswith("rules ")]
    assert [] == [name for name in (*top, *subs) if f"mlmcheck {name}" not in text]
    assert {"--help", "--version"} == options(cli.main.commands["check"]) - set(
        re.findall(r"--[a-z-]+", text)
    )


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        (0, ["sample_schemes/social_commerce/taobaoke.yaml"]),
        (1, ["sample_schemes/designs/gifting-circle.yaml"]),
        (2, ["sample_schemes/social_commerce/taobaoke.yaml", "--law", "atlantis"]),
        (3, ["sample_schemes/no-such-file.yaml"]),
        (4, ["sample_schemes/social_commerce/weidian.yaml", "--fail-on-unknown"]),
    ],
)
def test_exit_codes_are_those_of_the_table(
    code: int, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The README lists each exit code, and each comes about."""
    monkeypatch.chdir(ROOT)
    rows = table(README, "Commands", "exit code").rows
    assert [str(n) for n in range(5)] == [row[0] for row in rows[:5]]
    assert code == CliRunner().invoke(cli.main, ["check", *arguments]).exit_code
