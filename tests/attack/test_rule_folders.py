"""Rules of one's own that cannot be used are told of, and none is passed over in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.run import run

SCHEME = "mlmcheck: 1\nname: X\nmarket: de\nas_of: 2026-10-01\nentry: none\nrewards: none\n"
RULE = """\
id: house
law: eu
effect: prohibition
about: pay
title: {en: No pay}
in_force: 2026-01-01
cites: [{code: policy, terms: [no pay]}]
when: reward.on_others
confidence: high
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of rules, with a scheme beside it."""
    (tmp_path / "plan.yaml").write_text(SCHEME, encoding="utf-8")
    rules = tmp_path / "rules"
    rules.mkdir()
    return rules


def told(folder: Path) -> list[tuple[int, bool]]:
    """The exit codes of judging with the rules and of lint, and whether they name the file."""
    checked = run("check", folder.parent / "plan.yaml", "--rules", folder)
    linted = run("rules", "lint", folder)
    return [
        (checked.code, "house.yaml:" in checked.err),
        (linted.code, "house.yaml:" in linted.out),
    ]


NESTED = "{not: " * 100 + "reward.on_others" + "}" * 100


@pytest.mark.parametrize(
    "content",
    [
        "",
        "text",
        "a: [b\n c: }\n",
        "\udcff",
        RULE.replace("law: eu\n", ""),
        RULE.replace("law: eu", "law: EU"),
        RULE.replace("law: eu", "law: [eu]"),
        RULE.replace("reward.on_others", "[" * 3000 + "]" * 3000),
        RULE.replace("reward.on_others", NESTED),
        RULE.replace("reward.on_others", NESTED.replace("not: ", "any: [").replace("}", "]}")),
        RULE.replace("in_force: 2026-01-01", "in_force: {from: 2026-01-01, to: 2025-12-31}"),
    ],
    ids=[
        "empty", "text", "broken", "no UTF-8", "no law", "unknown law", "list of laws", "lists",
        "nested", "nested lists", "turned round",
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_used_stops_and_is_linted(content: str, folder: Path) -> None:
    """Nobody is judged without a rule that he meant to have."""
    (folder / "house.yaml").write_bytes(content.encode("utf-8", "surrogateescape"))

    assert [(2, True), (1, True)] == told(folder)


@pytest.mark.parametrize("kind", ["folder", "circle", "nowhere"])
def test_what_is_no_file_is_told_of(kind: str, folder: Path) -> None:
    """A rule file that cannot be read is no rule that is not there."""
    file = folder / "house.yaml"
    if kind == "folder":
        file.mkdir()
    else:
        file.symlink_to(file if kind == "circle" else folder / "nowhere")

    assert [(2, True), (1, True)] == told(folder)


def test_a_problem_is_told_once(folder: Path) -> None:
    """However many laws are read beside it."""
    (folder / "house.yaml").write_text("text", encoding="utf-8")
    done = run("check", folder.parent / "plan.yaml", "--rules", folder)

    assert [f"{folder}/house.yaml:1: keys and values are meant here"] == done.err.splitlines()


def test_schemes_may_lie_among_the_rules(folder: Path) -> None:
    """What is no rule needs no law."""
    (folder / "house.yaml").write_text(RULE, encoding="utf-8")
    (folder / "plan.yaml").write_text(SCHEME, encoding="utf-8")

    assert 0 == run("check", folder / "plan.yaml", "--rules", folder).code


def test_laws_that_include_each_other_are_read_once(folder: Path) -> None:
    """A circle ends."""
    for law, other in (("yy", "zz"), ("zz", "yy")):
        (folder / law).mkdir()
        (folder / law / "law.yaml").write_text(
            f"id: {law}\ntitle: {{en: {law}}}\nincludes: {other}\n", encoding="utf-8"
        )

    assert 0 == run("check", folder.parent / "plan.yaml", "--rules", folder, "--law", "zz").code


def test_a_folder_of_a_law_without_instrument_is_linted(folder: Path) -> None:
    """What check refuses lint tells, in a law that others hold as well."""
    (folder / "eu" / "act").mkdir(parents=True)

    assert (1, True) == (
        (done := run("rules", "lint", folder)).code,
        "the folder has no instrument.yaml" in done.out,
    )


def test_broken_examples_are_told_when_a_rule_is_explained(folder: Path) -> None:
    """With file and line, and nothing half printed."""
    (folder / "house.yaml").write_text(RULE, encoding="utf-8")
    (folder / "house.test.yaml").write_text("text", encoding="utf-8")
    done = run("explain", "house", "--rules", folder)

    assert (2, "", f"{folder}/house.test.yaml:1: keys and values are meant here\n") == (
        done.code,
        done.out,
        done.err,
    )


def test_names_of_examples_steer_no_terminal(folder: Path) -> None:
    """What a file calls an example is written out where it holds control characters."""
    (folder / "house.yaml").write_text(RULE, encoding="utf-8")
    (folder / "house.test.yaml").write_text(
        "rule: house\nlaw: eu\ntests:\n"
        '  - {name: "\\e[31m", day: 2026-02-01, facts: {}, result: met}\n',
        encoding="utf-8",
    )
    done = run("rules", "test", folder)

    assert (1, True, False) == (done.code, "\\x1b[31m" in done.out, "\x1b" in done.out)
