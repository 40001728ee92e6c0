"""What is wrong with a file is told at its place, all at once, in words that help."""

import pytest
import yaml

from mlmcheck.scheme import compose
from mlmcheck.scheme.errors import Problem, SchemeError
from mlmcheck.scheme.read import parse_scheme

from .bad_inputs import BAD_INPUTS, BadInput

each = pytest.mark.parametrize("bad", BAD_INPUTS, ids=[bad.id for bad in BAD_INPUTS])


def problems_of(source: str | bytes) -> tuple[Problem, ...]:
    """The problems of a file that cannot be read."""
    with pytest.raises(SchemeError) as caught:
        parse_scheme(source, "plan.yaml")
    return caught.value.problems


def lines_of(source: str | bytes) -> list[str]:
    """The lines of a file, as far as they can be read."""
    if isinstance(source, bytes):
        source = source.decode("utf-8", "replace")
    return source.split("\n")


@each
def test_every_problem_is_told_where_it_is(bad: BadInput) -> None:
    """Line, column and message of every problem of a file are told, in the order of the file."""
    found = tuple((p.line, p.column, str(p.text)) for p in problems_of(bad.source))

    assert bad.problems == found


@each
def test_the_pure_parser_says_the_same(bad: BadInput, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML has no libyaml the same problems are told at the same places."""
    monkeypatch.setattr(compose, "LOADER", yaml.BaseLoader)
    found = tuple((p.line, p.column, str(p.text)) for p in problems_of(bad.source))

    assert bad.problems == found


@each
def test_carets_lie_in_the_line_that_is_shown(bad: BadInput) -> None:
    """A problem shows its line of the file, and points into it."""
    for problem in problems_of(bad.source):
        if problem.excerpt:
            assert lines_of(bad.source)[problem.line - 1] == problem.excerpt
        assert 1 <= problem.column <= problem.end_column <= max(len(problem.excerpt), 1) + 1


def test_there_are_many_kinds() -> None:
    """The list of bad inputs covers at least 45 kinds, each once."""
    ids = [bad.id for bad in BAD_INPUTS]

    assert len(ids) >= 45
    assert len(ids) == len(set(ids))


def test_words_of_the_validator_reach_nobody() -> None:
    """No message holds the words or the types of the library that validates."""
    told = [text for bad in BAD_INPUTS for _, _, text in bad.problems]
    foreign = ("Input should", "validation error", "Field required", "Extra inputs", "type=", "ctx")

    assert [] == [text for text in told if any(word in text for word in foreign)]


def test_problems_print_as_file_line_column() -> None:
    """The error as text has one line for each problem, as compilers write them."""
    with pytest.raises(SchemeError) as caught:
        parse_scheme("mlmcheck: 1\nmarket: uk\n", "plan.yaml")

    assert [
        "plan.yaml:1:1: name is missing; add name: …",
        'plan.yaml:2:9: "uk" is no market; write gb',
    ] == str(caught.value).split("\n")


def test_columns_count_characters() -> None:
    """A Chinese character is one column, as editors count."""
    (problem,) = problems_of('mlmcheck: 1\nname: {zh: "示例", 中: x}\n')

    assert (2, 18, 19) == (problem.line, problem.column, problem.end_column)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_editors_do(end: str) -> None:
    """Whatever ends a line, the third line is the third."""
    (problem,) = problems_of(end.join(["mlmcheck: 1", "name: x", "stage: dead", ""]))

    assert (3, 8, "stage: dead") == (problem.line, problem.column, problem.excerpt)


def test_byte_order_mark_counts_as_nothing() -> None:
    """A mark of byte order at the start is tolerated, and moves no column."""
    (problem,) = problems_of("\ufeffmlmcheck: 2\nname: x\n")

    assert (1, 11) == (problem.line, problem.column)


def test_long_values_are_shortened() -> None:
    """A message repeats the start of a long value only."""
    (problem,) = problems_of("mlmcheck: 1\nname: x\nstage: " + "a" * 10_000 + "\n")

    assert len(str(problem.text)) < 300


def test_a_flood_of_problems_is_counted() -> None:
    """Of thousands of problems a thousand are told, and how many are not."""
    rows = "".join(f"k{n}: 1\n" for n in range(3000))
    problems = problems_of("mlmcheck: 1\nname: x\n" + rows)

    assert 1001 == len(problems)
    assert "2000 problems more are not listed" == str(problems[-1].text)
    assert 1003 == problems[-1].line


@pytest.mark.parametrize(
    "source",
    [
        "mlmcheck: 1\nname: x\nclaims: [" + "a, " * 300_000 + "b]\n",
        "mlmcheck: 1\nname: x\nclaims:\n" + "- {text: a}\n" * 120_000,
        "[" * 1_000_000,
        "{a: " * 400_000,
        "mlmcheck: 1\nname: x\n" + "- " * 900_000,
        '"' * 1_900_000,
    ],
    ids=["long-list", "long-block", "brackets", "braces", "dashes", "quotes"],
)
def test_hostile_files_end_soon(source: str) -> None:
    """A file that is only there to cost time or memory is refused like any other."""
    assert len(problems_of(source)) >= 1


def test_what_is_broken_starts_no_second_problem() -> None:
    """A value that cannot be read is told of once, whatever its key would ask of it."""
    problems = problems_of(
        "mlmcheck: 1\nname: x\ncurrency: CNY\nentry:\n  - {amount: {min: , max: 5}}\n"
    )

    assert ['"min" has no value; write one, or leave the key out'] == [
        str(p.text) for p in problems
    ]


def test_what_is_left_out_explains_no_clash() -> None:
    """Where a rank or a source cannot be read, nothing is said of those that name it."""
    problems = problems_of(
        "mlmcheck: 1\nname: x\ncurrency: CNY\nranks: [{nam: gold}]\n"
        "sources: [a]\nentry: [{amount: 1, rank: gold, source: a}]\n"
    )

    assert [4, 5] == [p.line for p in problems]


def test_clashes_are_told_beside_values_that_do_not_fit() -> None:
    """A mapping that lacks a key hides nothing of what is wrong elsewhere."""
    problems = problems_of(
        "mlmcheck: 1\nmarket: uk\nrewards:\n  - {name: a}\n  - {for: entry, levels: x}\n"
        "  - {for: entry, replaces: c}\n  - {for: entry, pays: {one: 5%}}\n"
    )

    assert [1, 2, 4, 5, 7] == [p.line for p in problems]
