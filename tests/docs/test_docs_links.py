"""What the pages point to is there: links, files, and the schemes they show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mlmcheck.scheme.faults import keys_of
from mlmcheck.scheme.model import Scheme
from mlmcheck.scheme.read import parse_scheme
from tests.docs.pages import PAGES, ROOT, Block, anchors, blocks, codes, links, name_of, of_project

HEAD = {"mlmcheck": "1", "name": "a scheme", "market": "cn", "currency": "CNY"}
_TOP_KEY = re.compile(r"^([\w-]+):", re.MULTILINE)
_PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*/?")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    """Every link inside the project leads to a file, and its anchor to a heading in it."""
    wrong: list[str] = []
    for line, target in links(page):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = (page.parent / file).resolve() if file else page
        if not there.exists() or (anchor and anchor not in anchors(there)):
            wrong.append(f"{name_of(page)}:{line}: {target}")
    assert [] == wrong


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_files_named_in_the_text_exist(page: Path) -> None:
    """A path into the project that a page names is a file or folder of it, or one it shows."""
    shown = {block.path for block in blocks(page)}
    wrong = [
        f"{name_of(page)}:{line}: {code}"
        for line, code in codes(page)
        if "/" in code
        and _PATH.fullmatch(code)
        and of_project(code)
        and code not in shown
        and not (ROOT / code).exists()
    ]
    assert [] == wrong


def yaml_blocks() -> list[Block]:
    """Every block of YAML in every page."""
    return [block for page in PAGES for block in blocks(page) if block.language == "yaml"]


@pytest.mark.parametrize("block", yaml_blocks(), ids=str)
def test_yaml_that_is_shown_is_right(block: Block) -> None:
    """A scheme, whole or in part, can be read; a file of the project is shown as it is."""
    keys = _TOP_KEY.findall(block.content)
    file = ROOT / block.path if block.path else None
    if "mlmcheck" in keys:
        parse_scheme(block.content, str(block))
    elif file is not None and of_project(str(block.path)) and file.exists():
        assert file.read_text("utf-8") == block.content
    elif file is None:
        assert [] == [key for key in keys if key not in keys_of(Scheme)]
        head = "".join(f"{key}: {value}\n" for key, value in HEAD.items() if key not in keys)
        parse_scheme(head + block.content, str(block))
