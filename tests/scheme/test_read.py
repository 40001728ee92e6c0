"""Reading: what a file says, where it says it, and which files it may name."""

import hashlib
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mlmcheck.scheme.errors import SchemeError
from mlmcheck.scheme.model import Node, Scheme, Statement
from mlmcheck.scheme.quantity import NONE, Wrong, WrongKey
from mlmcheck.scheme.read import Document, parse_scheme, read_scheme, resolve_file
from mlmcheck.text import Text

from .samples import ENCODED, EXAMPLE, heading, shipped

HEAD = "mlmcheck: 1\nname: x\n"


@pytest.mark.parametrize("path", [EXAMPLE, *ENCODED, *shipped()], ids=heading)
def test_every_sample_is_read(path: Path) -> None:
    """The example, the encoded cases and the samples can all be read."""
    assert "1" == read_scheme(path).scheme.mlmcheck


def test_norway_is_a_market() -> None:
    """`no` is the code of Norway, alone and in a list, in quotes or not."""
    written = ["market: no", "market: [no]", 'market: "no"', "market:\n- no"]

    assert [("no",)] * 4 == [parse_scheme(f"{HEAD}{line}\n").scheme.market for line in written]


def test_every_scalar_is_text_until_its_key_types_it() -> None:
    """Names that other tools take for numbers, dates or truth values stay what was written."""
    scheme = parse_scheme(
        "mlmcheck: 1\nname: {en: 012, zh: 2016-02-01, ko: yes}\nnote: 1e3\n"
    ).scheme

    assert (("en", "012"), ("zh", "2016-02-01"), ("ko", "yes")) == scheme.name.texts
    assert "1e3" == scheme.note


def test_none_is_a_statement() -> None:
    """`none` says that there is none; a key left out says nothing."""
    scheme = parse_scheme(HEAD + "upkeep: none\n").scheme

    assert (NONE, None) == (scheme.upkeep, scheme.entry)


@pytest.mark.parametrize(
    "lines",
    [
        "period: {from: 2018-06, to: 2018}",
        "period: {from: 2018-06-30, to: 2018-06}",
        "period: {from: 2010, to: 2012}\nas_of: 2020-01-01",
        "compensated_levels: 2\nrewards: [{for: entry, levels: all}]",
        "compensated_levels: 2\nrewards: [{for: entry, levels: 3, from: 2018}]",
        "compensated_levels: 2\nrewards: [{for: entry, pays: {0: 1%, 1: 5%, 2: 1%}}]",
        "compensated_levels: {min: 2}\nrewards: [{for: entry, levels: 9}]",
        "sources: {s: {weight: claim}}\ncompensated_levels: 2\n"
        "rewards: [{for: entry, levels: 3, source: s}]",
        "sources: {s: {title: a}}\nranks: [{name: a}]\nentry: [{rank: b}]",
        "ranks: [{name: {en: a, zh: 甲}}]\nentry: [{rank: a}, {rank: 甲}]",
        "complete: [entry]\nentry: none\nranks: [{name: a}]\nupkeep: [{rank: b}]",
        "observed: [{among: anybody, by_rank: {anybody: 5}}]\nranks: [{name: a}]",
        "complete: []",
        "rewards: [{for: retail, levels: 1, by: rank, pays: {gold: 12%}}]",
        "rewards: [{for: retail, by: direct_recruits, pays: {min: 3%, max: 25%}}]",
        "rewards: [{name: a, for: retail, to: 2017}, {name: a, for: retail, replaces: a}]",
        "rewards: [{for: retail, pays: 150%, until: 300%}]",
        "goods: [{participant_price: {gold: 5 USD}}]",
        "market: us-ca",
        "claims: [1, 200]",
        "note: 'a: b, c'",
        "note: >\n  folded\n  text",
        "? note\n: a",
    ],
)
def test_what_looks_odd_and_is_right(lines: str) -> None:
    """Only what surely is a mistake is refused."""
    assert "x" == parse_scheme(f"{HEAD}{lines}\n").scheme.name.in_language("en")


def test_digest_is_of_the_bytes() -> None:
    """The digest is SHA-256 of the file as it lies on the disk."""
    expected = hashlib.sha256(EXAMPLE.read_bytes()).hexdigest()

    assert expected == read_scheme(EXAMPLE).digest


def test_text_and_bytes_are_the_same() -> None:
    """Text is read like the UTF-8 bytes it stands for."""
    text = EXAMPLE.read_text("utf-8")

    assert parse_scheme(text) == parse_scheme(text.encode())


def test_documents_travel() -> None:
    """A document can be sent to another process and still knows its places."""
    document = read_scheme(EXAMPLE)
    arrived = pickle.loads(pickle.dumps(document))

    assert document == arrived
    assert document.locate(("entry", 1)) == arrived.locate(("entry", 1))


def test_errors_travel() -> None:
    """So can an error."""
    with pytest.raises(SchemeError) as caught:
        parse_scheme("mlmcheck: 2\nname: x\n")

    assert caught.value.problems == pickle.loads(pickle.dumps(caught.value)).problems


PLACES = """\
mlmcheck: 1
name: {en: "A", zh: 示例}
currency: CNY
entry:
  - {item: fee, amount: 99}
  - item: kit
    amount: {over: 0}
claims: [one, two]
note: |
  several
  lines
"""


@pytest.mark.parametrize(
    ("path", "line", "column", "end"),
    [
        ((), 1, 1, 12),
        (("currency",), 3, 11, 14),
        (("name",), 2, 1, 5),
        (("name", "zh"), 2, 21, 23),
        (("entry",), 4, 1, 6),
        (("entry", 0), 5, 5, 28),
        (("entry", 0, "amount"), 5, 25, 27),
        (("entry", 1), 6, 5, 14),
        (("entry", 1, "amount"), 7, 5, 11),
        (("entry", 1, "amount", "over"), 7, 20, 21),
        (("claims", 1), 8, 15, 18),
        (("note",), 9, 7, 8),
        (("entry", 0, "rank"), 5, 5, 28),
        (("entry", 7), 4, 1, 6),
        (("rewards", 0, "pays"), 1, 1, 12),
        (("currency", "x", 3), 3, 11, 14),
    ],
)
def test_places(path: tuple[str | int, ...], line: int, column: int, end: int) -> None:
    """A value stands where it is written, a mapping at its key, what is missing at its parent."""
    place = parse_scheme(PLACES, "plan.yaml").locate(path)

    assert ("plan.yaml", line, column, end) == (
        place.file,
        place.line,
        place.column,
        place.end_column,
    )
    assert PLACES.split("\n")[line - 1] == place.text


def nodes(part: Any) -> Iterator[Node]:
    """Every mapping of a scheme."""
    if isinstance(part, Node):
        yield part
        part = [value for key, value in part.__dict__.items() if key != "at"]
    if isinstance(part, list | tuple | dict):
        for each in part.values() if isinstance(part, dict) else part:
            yield from nodes(each)


@pytest.mark.parametrize("path", [EXAMPLE, *ENCODED], ids=heading)
def test_every_node_knows_its_place(path: Path) -> None:
    """The place of a mapping leads back to it from the top of the scheme."""
    scheme = read_scheme(path).scheme
    for node in nodes(scheme):
        here: Any = scheme
        for part in node.at:
            if isinstance(part, int) or isinstance(here, dict):
                here = here[part]
            else:
                here = getattr(here, {"from": "from_", "for": "for_"}.get(part, part))
        assert here is node


def test_a_statement_of_one_text_has_a_place() -> None:
    """A claim written as a plain text stands at its position in the list."""
    claims = parse_scheme(HEAD + "claims: [a, b]\n").scheme.claims

    assert isinstance(claims, tuple)
    assert [("claims", 0), ("claims", 1)] == [claim.at for claim in claims]


def test_rows_in_place_of_a_ledger_have_none() -> None:
    """A ledger that is a list of rows is no mapping of the file, which its empty place tells."""
    network = parse_scheme(
        HEAD + "network: {orders: [{id: 1}], payouts: {file: a}}\n"
    ).scheme.network

    assert network is not None and network.orders is not None and network.payouts is not None
    assert ((), ("network", "payouts")) == (network.orders.at, network.payouts.at)


def test_equality_leaves_places_out() -> None:
    """Two schemes are the same if they say the same, however the file is laid out."""
    block = parse_scheme("mlmcheck: 1\n\nname: x\nclaims:\n- text: a\n").scheme
    flow = parse_scheme("{name: x, claims: [a], mlmcheck: 1}").scheme

    assert block == flow
    assert block != Scheme.model_validate({"mlmcheck": "1", "name": "y"})
    assert Statement(text="a") != "a"


def test_later_errors_have_places_too() -> None:
    """What is found wrong after reading is told like what is found on reading."""
    document = parse_scheme(PLACES, "plan.yaml")
    error = document.error(
        [
            Wrong(Text("too late"), ("entry", 1, "item")),
            WrongKey(Text("no such key"), ("entry", 0, "amount")),
        ]
    )

    assert "plan.yaml:5:17: no such key\nplan.yaml:6:11: too late" == str(error)


def problem_of(path: Path | str) -> tuple[str, int, str]:
    """File, line and message of the one problem with a path."""
    with pytest.raises(SchemeError) as caught:
        read_scheme(path)
    (problem,) = caught.value.problems
    return problem.file, problem.line, str(problem.text)


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    """A missing file, a folder and a name that is none are problems like any other."""
    missing = tmp_path / "missing.yaml"

    assert (str(missing), 1, "there is no such file") == problem_of(missing)
    assert "this is a folder; name a scheme file in it" == problem_of(tmp_path)[2]
    assert "there is no such file" == problem_of("a\0b")[2]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    """A file without permission is told of."""
    locked = tmp_path / "locked.yaml"
    locked.write_text(HEAD)
    locked.chmod(0)

    assert "this file may not be read; check who is allowed to" == problem_of(locked)[2]


@pytest.fixture
def beside(tmp_path: Path) -> Document:
    """A scheme file with ledgers beside it, below it and elsewhere."""
    folder = tmp_path / "case"
    (folder / "below").mkdir(parents=True)
    (tmp_path / "data").mkdir()
    for file in ("case/members.csv", "case/below/orders.csv", "data/payouts.csv", "secret.csv"):
        (tmp_path / file).write_text("id\n")
    (folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    (folder / "inside.csv").symlink_to(folder / "members.csv")
    (folder / "plan.yaml").write_text(HEAD)
    return read_scheme(folder / "plan.yaml")


@pytest.mark.parametrize("name", ["members.csv", "below/orders.csv", "./members.csv", "inside.csv"])
def test_files_beside_the_scheme_may_be_named(beside: Document, name: str) -> None:
    """A file in the folder of the scheme file, or below, is found."""
    found = resolve_file(beside, name)

    assert (Path(beside.file).parent / name).resolve() == found.resolve()
    assert found.exists()


@pytest.mark.parametrize(
    "name",
    [
        "../secret.csv",
        "below/../../secret.csv",
        "below\\..\\..\\secret.csv",
        "/etc/passwd",
        "C:\\secret.csv",
        "\\\\server\\secret.csv",
        "link.csv",
        "..",
        "a\0b",
    ],
)
def test_files_elsewhere_may_not(beside: Document, name: str) -> None:
    """A file outside the folder of the scheme file is refused, however it is named."""
    with pytest.raises(Wrong, match="lies outside the folder of the scheme file"):
        resolve_file(beside, name)


def test_another_folder_may_be_allowed(beside: Document, tmp_path: Path) -> None:
    """With a data folder its files are found, by their name or their path, and no others."""
    data = tmp_path / "data"
    for name in ("payouts.csv", "../data/payouts.csv", str(data / "payouts.csv")):
        assert (data / "payouts.csv").resolve() == resolve_file(beside, name, data).resolve()
    assert "members.csv" == resolve_file(beside, "members.csv", data).name
    with pytest.raises(Wrong, match="nor in the folder given with --data"):
        resolve_file(beside, "../secret.csv", data)


def test_a_missing_file_is_not_asked_for(beside: Document) -> None:
    """Whether the file is there is asked by whoever opens it."""
    assert "missing.csv" == resolve_file(beside, "missing.csv").name


def test_reading_is_light() -> None:
    """Reading a scheme file loads neither networkx nor pandas, nor what only errors need."""
    heavy = ("networkx", "pandas", "numpy", "babel", "rich", "difflib", "mlmcheck.scheme.hints")
    code = (
        "import sys; from mlmcheck.scheme.read import read_scheme\n"
        "read_scheme(sys.argv[1])\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(EXAMPLE)], capture_output=True, text=True, check=True
    )

    assert "[]" == run.stdout.strip()
