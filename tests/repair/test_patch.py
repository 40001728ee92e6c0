"""The text of a changed file: what was asked for and not one byte more."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mlmcheck.repair.diff import unified
from mlmcheck.repair.edits import Edit, all_ops, conflict
from mlmcheck.repair.patch import Unpatchable, flow, patched
from mlmcheck.repair.tree import Add, Cut, Op, Put, changed
from mlmcheck.scheme.compose import compose
from mlmcheck.scheme.errors import SchemeError
from mlmcheck.scheme.marks import Mapped
from mlmcheck.scheme.read import parse_scheme, read_scheme
from tests.repair.benches import DESIGNS, SAMPLES, every_edit
from tests.scheme.generated import Tree, schemes, texts

EXAMPLE = Path(__file__).resolve().parent.parent / "data" / "scheme-example.yaml"
FILES = [EXAMPLE, *DESIGNS[:3], SAMPLES / "social_commerce" / "yunzaizhijian.yaml"]


def change(source: str, *ops: Op) -> str:
    """The text of a file after changes."""
    root = compose(source.encode()).root
    assert isinstance(root, Mapped)
    return patched(source, root, changed(root, ops))


def compatible(edits: tuple[Edit, ...], chance: random.Random) -> list[Edit]:
    """Some edits that can be made together."""
    chosen: list[Edit] = []
    for edit in chance.sample(edits, len(edits)):
        if len(chosen) < 5 and not any(conflict(edit, other) for other in chosen):
            chosen.append(edit)
    return chosen


def said(source: str) -> object:
    """The tree that a text says."""
    composed = compose(source.encode())
    assert () == composed.faults
    return composed.root


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_text_says_what_was_asked_for(path: Path) -> None:
    """Every edit by itself, and several together, come out as the tree that they make."""
    document = read_scheme(path)
    root, source = document.marks.root, document.marks.source
    assert isinstance(root, Mapped)
    edits = every_edit(document)
    chance = random.Random(7)
    for chosen in [*([edit] for edit in edits), *(compatible(edits, chance) for _ in range(20))]:
        tree = changed(root, all_ops(chosen))
        for text in (source, source.replace("\n", "\r\n"), source.rstrip("\n")):
            assert tree == said(patched(text, root, tree))


def in_blocks(tree: Tree) -> str:
    """A scheme as another program writes YAML: in blocks, each item over several lines."""
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=60)


def in_quotes(tree: Tree) -> str:
    """A scheme with every text in double quotes, on long lines."""
    return yaml.safe_dump(
        tree, allow_unicode=True, sort_keys=False, default_style='"', width=10_000
    )


def in_braces(tree: Tree) -> str:
    """A scheme in one pair of braces."""
    return yaml.safe_dump(
        tree, allow_unicode=True, sort_keys=False, default_flow_style=True, width=10_000
    )


@given(schemes, st.sampled_from([in_blocks, in_quotes, in_braces]), st.randoms())
@settings(max_examples=80, suppress_health_check=list(HealthCheck))
def test_any_layout_is_followed(tree: Tree, write: object, chance: random.Random) -> None:
    """Whatever program laid the file out, the text says what was asked for, or is given up."""
    assert callable(write)
    source = write(tree)
    try:
        document = parse_scheme(source)
    except SchemeError:
        assume(False)
    root = document.marks.root
    assert isinstance(root, Mapped)
    edits = every_edit(document)
    for _ in range(4):
        after = changed(root, all_ops(compatible(edits, chance)))
        try:
            text = patched(source, root, after)
        except Unpatchable:
            continue
        assert after == said(text)


def lines_outside(source: str, text: str) -> tuple[list[str], list[str]]:
    """The lines of a text before and after that no hunk of the patch changes."""
    diff = unified(source, text, "x")
    gone = [line[1:] for line in diff if line.startswith("-") and not line.startswith("---")]
    new = [line[1:] for line in diff if line.startswith("+") and not line.startswith("+++")]
    before, after = source.splitlines(), text.splitlines()
    for line in gone:
        before.remove(line)
    for line in new:
        after.remove(line)
    return before, after


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_outside_the_hunks_stays_byte_for_byte(path: Path) -> None:
    """Comments, blanks and order are the same in all lines that the patch does not show."""
    document = read_scheme(path)
    root, source = document.marks.root, document.marks.source
    assert isinstance(root, Mapped)
    for edit in every_edit(document):
        text = patched(source, root, changed(root, edit.ops))
        before, after = lines_outside(source, text)
        assert before == after
        assert _comments(source) <= _comments(text)


def _comments(source: str) -> set[str]:
    return {line.strip() for line in source.splitlines() if line.strip().startswith("#")}


FLOW = "rewards: [{for: retail, pays: {1: 5%, 2: 3%}, per: month}]  # ours\nname: x\n"


def test_brackets_keep_their_style() -> None:
    """A key that is taken out of braces goes with one comma, at either end."""
    at = ("rewards", 0)

    assert FLOW.replace("for: retail, ", "") == change(FLOW, Cut((*at, "for")))
    assert FLOW.replace(", per: month", "") == change(FLOW, Cut((*at, "per")))
    assert FLOW.replace(", 2: 3%", "") == change(FLOW, Cut((*at, "pays", "2")))
    assert FLOW.replace("5%", "4.5%") == change(FLOW, Put((*at, "pays", "1"), "4.5%"))
    assert FLOW.replace("month", "month, cap: {amount: 5}") == change(
        FLOW, Put((*at, "cap"), {"amount": "5"})
    )
    assert FLOW.replace("}]", "}, {for: time}]") == change(FLOW, Add(("rewards",), {"for": "time"}))


OVER_LINES = """\
rewards: [
  {for: retail},   # the first
  {for: time}      # the second
]
"""


def test_comments_between_brackets_stay() -> None:
    """A comment on what is kept is not taken out with what comes after it."""
    last, first = change(OVER_LINES, Cut(("rewards", 1))), change(OVER_LINES, Cut(("rewards", 0)))

    assert ("# the first" in last, "# the second" in first) == (True, True)
    assert {"rewards": [{"for": "retail"}]} == said(last)
    assert {"rewards": [{"for": "time"}]} == said(first)


BLOCK = """\
# the plan
entry:          # what must be paid
  # the pack
  - name: pack  # a pack
    amount: 99

  - name: fee
    amount: 5
rewards: none   # nobody
"""


def test_blocks_keep_their_comments() -> None:
    """An item goes with its own lines; the comments around it stay."""
    assert BLOCK.replace("  - name: pack  # a pack\n    amount: 99\n", "") == change(
        BLOCK, Cut(("entry", 0))
    )
    assert BLOCK.replace("    amount: 99\n", "") == change(BLOCK, Cut(("entry", 0, "amount")))
    assert BLOCK.replace("name: pack  # a pack\n    amount", "amount") == change(
        BLOCK, Cut(("entry", 0, "name"))
    )


def test_a_list_without_items_says_none() -> None:
    """The key stays with its comment, and so do the comments between the items."""
    text = change(BLOCK, Cut(("entry", 0)), Cut(("entry", 1)))

    assert text.startswith("# the plan\nentry: none          # what must be paid\n  # the pack\n")
    assert {"entry": "none", "rewards": "none"} == said(text)


def test_new_sections_stand_where_the_format_has_them() -> None:
    """A section is put after the one before it, whatever the file has between."""
    text = change(BLOCK, Put(("upkeep",), "none"), Put(("currency",), "CNY"))

    assert "    amount: 5\nupkeep: none\nrewards: none   # nobody\n" in text


def test_long_new_sections_have_a_line_for_each_part() -> None:
    """What does not fit on one line is a block."""
    terms = {"rate": "90%", "days": "365", "covers": ["stock", "kit"], "enforced": "true"}
    text = change(
        BLOCK, Put(("safeguards", "buy_back"), terms), Put(("safeguards", "cancel"), terms)
    )

    assert "safeguards:\n  buy_back: {rate: 90%, days: 365, covers: [stock, kit]" in text


def test_line_ends_are_the_files_own() -> None:
    """A file with carriage returns gets no other line ends; one without a last line end none."""
    windows = change(BLOCK.replace("\n", "\r\n"), Put(("upkeep",), "none"), Cut(("entry", 0)))

    assert windows.count("\n") == windows.count("\r\n")
    assert change(BLOCK.rstrip("\n"), Put(("claims",), "none")).endswith("# nobody\nclaims: none")


@given(texts)
def test_texts_are_written_so_that_they_are_read_back(text: str) -> None:
    """Whatever a text holds, it is put in quotes where it must be."""
    assume("\n" not in text)
    assert {"name": text} == said(f"name: {flow(text)}\n")
