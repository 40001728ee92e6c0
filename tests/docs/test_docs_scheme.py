"""The page on scheme files has every key of the format, and says of each what is so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, ForwardRef, Literal, get_args, get_origin

import pytest

from mlmcheck.network.columns import COLUMNS, KINDS, NEEDED
from mlmcheck.scheme import model
from mlmcheck.scheme.errors import SchemeError
from mlmcheck.scheme.fields import FUNDS, RESERVED_RANKS, SUMS, Name, Trigger, Weight
from mlmcheck.scheme.model import Node
from mlmcheck.scheme.plan import DECIDING
from mlmcheck.scheme.quantity import Count, Money, PartialDate, Share, Stated
from mlmcheck.scheme.read import parse_scheme
from mlmcheck.scheme.template import FORMS
from tests.docs.pages import ROOT, Table, section, table, tables, words

PAGE = ROOT / "docs" / "scheme.md"
KEYS = ("key", "takes", "means", "left out", "none")

SECTIONS: dict[str, type[Node]] = {
    "The file": model.Scheme,
    "`period`": model.Period,
    "`sources.<id>`": model.Source,
    "`operator`": model.Operator,
    "`operator.authorised[]`": model.Authorised,
    "`entry[]` and `upkeep[]`": model.Payment,
    "`goods[]`": model.Goods,
    "`ranks[]`": model.Rank,
    "`requires` and `needs`": model.Requirement,
    "`recruiting`": model.Recruiting,
    "`rewards[]`": model.Reward,
    "`safeguards`": model.Safeguards,
    "`disclosure`": model.Disclosure,
    "`conduct`": model.Conduct,
    "`claims[]` and the lists of `conduct`": model.Statement,
    "`observed[]`": model.Block,
    "`network`": model.Network,
    "`network.participants`, `network.orders`, `network.payouts`": model.Ledger,
    "`assessed`": model.Assessment,
}
"""The heading under which each mapping of the file is described; others stand within another's."""

TYPES: dict[type, str] = {
    Money: "money",
    Share: "share",
    Count: "count",
    PartialDate: "date",
    date: "day",
    bool: "`true`, `false`",
    Name: "name",
}


def parts(annotation: Any) -> Iterator[Any]:
    """A type and all it is made of."""
    if isinstance(annotation, ForwardRef):
        annotation = getattr(model, annotation.__forward_arg__)
    yield annotation
    if get_origin(annotation) is not Literal:
        for part in get_args(annotation):
            yield from parts(part)


def nodes(annotation: Any) -> list[type[Node]]:
    """The mappings that a type is made of."""
    return [part for part in parts(annotation) if isinstance(part, type) and issubclass(part, Node)]


def fields(node: type[Node]) -> dict[str, Any]:
    """The keys of a mapping as the file writes them, with what the model says of each."""
    return {field.alias or name: field for name, field in node.model_fields.items() if name != "at"}


def rows_wanted(node: type[Node]) -> dict[str, Any]:
    """The keys that a section describes: its own, and those of mappings that have no section."""
    wanted: dict[str, Any] = {}
    for key, field in fields(node).items():
        wanted[key] = field
        for inner in nodes(field.annotation):
            if inner not in SECTIONS.values():
                wanted |= {f"{key}.{sub}": each for sub, each in fields(inner).items()}
    return wanted


def common(heading: str, each: bool) -> set[str]:
    """The keys that a section says are described elsewhere."""
    start = "Each also takes:" if each else "Also takes:"
    lines = [line for line in section(PAGE, heading).splitlines() if line.startswith(start)]
    return {word for line in lines for word in words(line.partition(". ")[0])}


def key_table(heading: str) -> Table:
    """The table of keys under a heading."""
    (found,) = (t for t in tables(PAGE) if t.heading == heading and t.header == KEYS)
    return found


def described(heading: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The keys that a section's table describes, each with its row."""
    for row in key_table(heading).rows:
        (key,) = words(row[0])
        yield key, row


def test_every_mapping_of_the_format_has_a_place_on_the_page() -> None:
    """No mapping that a scheme file can hold is left out."""
    reached: set[type[Node]] = set()
    left: list[type[Node]] = [model.Scheme]
    while left:
        here = left.pop()
        if here not in reached:
            reached.add(here)
            left += [inner for field in fields(here).values() for inner in nodes(field.annotation)]
    within = {
        inner
        for node in SECTIONS.values()
        for field in fields(node).values()
        for inner in nodes(field.annotation)
    }
    assert set() == reached - set(SECTIONS.values()) - within


@pytest.mark.parametrize("heading", SECTIONS)
def test_the_page_has_every_key_and_no_other(heading: str) -> None:
    """Keys of the models and keys of the page are the same."""
    wanted = set(rows_wanted(SECTIONS[heading]))
    wanted -= common(heading, each=False)
    each = common(heading, each=True)
    if each:
        nested = {key for key in wanted if "." not in key}
        assert {f"{key}.{sub}" for key in nested for sub in each} <= wanted
        wanted -= {f"{key}.{sub}" for key in nested for sub in each}
    assert sorted(wanted) == sorted(key for key, _ in described(heading))


@pytest.mark.parametrize("heading", SECTIONS)
def test_keys_that_must_be_there_are_said_to(heading: str) -> None:
    """A key is called an error to leave out exactly if a file without it is refused."""
    wanted = rows_wanted(SECTIONS[heading])
    assert {key: wanted[key].is_required() for key, _ in described(heading)} == {
        key: row[3] == "error" for key, row in described(heading)
    }


@pytest.mark.parametrize("heading", SECTIONS)
def test_none_is_explained_exactly_where_it_may_stand(heading: str) -> None:
    """The last column says what `none` means where it is read, and nothing elsewhere."""
    wanted = rows_wanted(SECTIONS[heading])
    assert {
        key: any(part is Stated for part in parts(wanted[key].annotation))
        for key, _ in described(heading)
    } == {key: row[4] != "–" for key, row in described(heading)}


@pytest.mark.parametrize("heading", SECTIONS)
def test_types_are_called_by_their_names(heading: str) -> None:
    """What a key takes starts with the type that the model reads."""
    wanted = rows_wanted(SECTIONS[heading])
    for key, row in described(heading):
        made_of = {get_origin(part) or part for part in parts(wanted[key].annotation)}
        found = {TYPES[part] for part in made_of & TYPES.keys()}
        if str in made_of and not made_of & {tuple, dict}:
            found = {"text"}
        if len(found) == 1:
            (called,) = found
            assert (key, called) == (key, row[1][: len(called)])


@pytest.mark.parametrize("heading", SECTIONS)
def test_words_that_a_key_takes_are_all_listed(heading: str) -> None:
    """Where a key takes one of some words the page lists these and no others."""
    wanted = rows_wanted(SECTIONS[heading])
    for key, row in described(heading):
        known = {
            word
            for part in parts(wanted[key].annotation)
            if get_origin(part) is Literal
            for word in get_args(part)
        }
        if known and (heading, key) != ("`rewards[]`", "for"):
            assert (key, sorted(known)) == (key, sorted(words(row[1])))


def test_triggers_weights_and_sums_are_all_explained() -> None:
    """The words of a reward's `for`, of weights, sums and rank names are those that are read."""
    observed = section(PAGE, "`observed[]`")
    triggers = [words(row[0])[0] for row in table(PAGE, "`rewards[]`", "word").rows]
    weights = {
        words(row[0])[0]: row[2].startswith("yes")
        for row in table(PAGE, "Sources and weights", "`weight`").rows
        if words(row[0])
    }
    (ranks,) = (row for key, row in described("`ranks[]`") if key == "name")

    assert sorted(get_args(Trigger)) == sorted(triggers)
    assert {weight: weight in DECIDING for weight in get_args(Weight)} == weights
    assert [] == [word for word in (*SUMS, *FUNDS) if f"`{word}`" not in observed]
    assert [] == [word for word in RESERVED_RANKS if not re.search(rf"\b{word}\b", ranks[2])]


def test_the_forms_to_start_from_are_all_named() -> None:
    """Every form that `mlmcheck new` knows is on the page."""
    assert set(FORMS) <= set(words(section(PAGE, "Start").replace("\n", " ")))


def test_the_columns_of_the_tables_are_those_that_are_read() -> None:
    """Table by table and in their order, with what is needed and what kinds there are."""
    rows = table(PAGE, "Tables of people, orders and payouts", "table").rows
    found = [(words(row[0])[0], words(row[1])[0]) for row in rows]
    needed = [(words(row[0])[0], words(row[1])[0]) for row in rows if row[2].endswith("needed")]
    (kinds,) = (words(row[2]) for row in rows if row[1] == "`kind`")

    assert [(which, column) for which, each in COLUMNS.items() for column in each] == found
    assert [(which, column) for which, each in NEEDED.items() for column in each] == needed
    assert [*KINDS, "none"] == kinds


def written_in_a_file(snippet: str) -> str:
    """A file that holds nothing but a snippet and what every file must have."""
    keys = re.findall(r"^(\w+)", snippet)
    head = {"mlmcheck": "1", "name": "a scheme", "currency": "CNY"}
    return "".join(f"{k}: {v}\n" for k, v in head.items() if k not in keys) + snippet + "\n"


def traps(column: str) -> list[tuple[str, str]]:
    """The rows of the table of YAML traps that has such a last column."""
    return [
        (words(row[0])[0], row[-1])
        for found in tables(PAGE)
        if found.heading == "YAML traps" and found.header[-1] == column
        for row in found.rows
    ]


@pytest.mark.parametrize(("snippet", "said"), traps("what the tool says"))
def test_a_trap_is_refused_in_the_words_of_the_page(snippet: str, said: str) -> None:
    """What cannot be read as meant is refused, with exactly what the page quotes."""
    with pytest.raises(SchemeError) as caught:
        parse_scheme(written_in_a_file(snippet))
    assert [said] == [str(problem.text) for problem in caught.value.problems]


@pytest.mark.parametrize(("snippet", "same"), traps("read here as"))
def test_what_yaml_would_guess_is_read_as_text(snippet: str, same: str) -> None:
    """The unquoted and the quoted way of writing say the same."""
    (quoted,) = words(same)
    read = parse_scheme(written_in_a_file(snippet)).scheme
    assert parse_scheme(written_in_a_file(quoted)).scheme == read
