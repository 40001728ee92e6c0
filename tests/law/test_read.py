"""Rule folders: read into packs, several folders as one, all errors at once."""

from __future__ import annotations

import hashlib
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import given

from mlmcheck.interval import INFINITY, Interval
from mlmcheck.law.model import facts_of, written
from mlmcheck.law.read import PackError, laws_in, line_of, read_pack
from mlmcheck.law.syntax import RuleError, read_condition, read_interval, write_interval

from .build import interval, rule
from .small_pack import change, write_pack
from .test_interval import intervals


@given(intervals())
def test_an_interval_written_is_the_interval_read(value: Interval) -> None:
    """What is written as rule files write it reads back the same."""
    raw = yaml.load(write_interval(value), Loader=yaml.BaseLoader)

    assert value == read_interval(raw, ())


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("30", Interval(Fraction(30), Fraction(30))),
        ("30%", Interval(Fraction(3, 10), Fraction(3, 10))),
        ("0.5", Interval(Fraction(1, 2), Fraction(1, 2))),
        ("2/3", Interval(Fraction(2, 3), Fraction(2, 3))),
        (["20%", "80%"], Interval(Fraction(1, 5), Fraction(4, 5))),
        ({"over": "50%"}, Interval(Fraction(1, 2), INFINITY, lo_open=True)),
        ({"min": "1", "under": "2"}, Interval(Fraction(1), Fraction(2), hi_open=True)),
        ({"max": "3"}, Interval(Fraction(0), Fraction(3))),
    ],
)
def test_numbers_as_rule_files_write_them(raw: object, expected: Interval) -> None:
    """Numbers are exact, and ends are closed unless said to be over or under."""
    assert expected == interval(raw)


@pytest.mark.parametrize(
    "raw",
    ["many", "1e3", "-1", [], ["1"], ["2", "1"], {}, {"min": "1", "over": "1"}, {"about": "3"}],
)
def test_what_is_no_number_is_refused(raw: object) -> None:
    """Anything else is an error, in words."""
    with pytest.raises(RuleError):
        read_interval(raw, ())


CONDITIONS = [
    "reward.on_time",
    "entry.payment_to_earn > 0",
    "sale.share_final <= law.line",
    "operator.licences has direct-selling",
    "some-term",
    {"all": ["reward.on_time", {"not": "goods.exist"}]},
    {"any": ["reward.on_time", "goods.exist"]},
    {"some": "organiser", "where": "organiser.punished_before"},
    {"that": "reward.on_time", "basis": ["observed"]},
    {"open": {"en": "in good faith"}, "id": "faith"},
]


@pytest.mark.parametrize("raw", CONDITIONS)
def test_conditions_are_written_as_they_are_read(raw: object) -> None:
    """Every kind of condition can be read, and its text names what it asks."""
    text = written(read_condition(raw))

    assert text == raw if isinstance(raw, str) else next(iter(raw)) in f"that {text}"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("entry.payment_to_earn > 5", "make it a parameter"),
        ("reward.on_times", "was reward.on_time meant"),
        ("entry.payment_to_earn", "is a number; compare it"),
        ("reward.on_time > 0", "is no number; it cannot be compared"),
        ("reward.on_time has x", "is no set of words"),
        ("Reward", "is no condition"),
        ({"every": []}, "every is no condition"),
        ({"all": []}, "all takes a list"),
        ({"some": "customer", "where": "goods.exist"}, "takes organiser"),
        ({"that": {"not": "goods.exist"}, "basis": ["observed"]}, "takes one fact or comparison"),
        ({"that": "goods.exist", "basis": ["guessed"]}, "guessed is no basis"),
        ({"open": "x", "presumed": "perhaps"}, "neither true nor false"),
        (5, "a condition is a comparison"),
    ],
)
def test_conditions_that_are_none_are_refused(raw: object, message: str) -> None:
    """The error says what is wrong and what to write."""
    with pytest.raises(RuleError, match=message):
        read_condition(raw)


def test_a_pack_as_written(tmp_path: Path) -> None:
    """Rules, terms, numbers and what each rule asks, with the digest of every file."""
    pack = read_pack("test", [write_pack(tmp_path)])
    digest = hashlib.sha256((tmp_path / "test" / "act" / "pure.yaml").read_bytes()).hexdigest()

    assert (["cancel", "no-heads"], ["pure"]) == ([r.id for r in pack.rules], list(pack.terms))
    assert {"reward.on_recruitment", "sale.share_final", "goods.exist", "guard.enforced"} == set(
        pack.asks["no-heads"]
    )
    assert digest == pack.digests["test/act/pure.yaml"]
    assert (date(2010, 1, 1),) == pack.changes()
    assert ("test",) == laws_in([tmp_path])


def test_all_errors_at_once(tmp_path: Path) -> None:
    """Every file that is wrong is named, each with its line."""
    write_pack(tmp_path)
    change(tmp_path, "act/no-heads.yaml", "effect: prohibition", "effect: ban")
    change(tmp_path, "act/pure.yaml", "goods.exist", "goods.exists")
    change(tmp_path, "act/parameters.yaml", "value: 30", "value: many")

    with pytest.raises(PackError) as error:
        read_pack("test", [tmp_path])

    assert [("no-heads.yaml", 2), ("parameters.yaml", 12), ("pure.yaml", 6)] == sorted(
        (problem.file.name, problem.line) for problem in error.value.problems
    )


def test_folders_add_to_each_other(tmp_path: Path) -> None:
    """A folder of one's own adds an instrument, or a single rule, to a law that is there."""
    builtin, own = write_pack(tmp_path / "builtin"), tmp_path / "own"
    (own / "test" / "more").mkdir(parents=True)
    (own / "test" / "more" / "instrument.yaml").write_text(
        "id: more\ntitle: More\nin_force: 2020-01-01\nreviewed: 2026-11-24\n", "utf-8"
    )
    (own / "test" / "more" / "extra.yaml").write_text(
        "id: extra\neffect: indicator\nabout: pyramid\nwhen: pure\n", "utf-8"
    )
    (own / "house.yaml").write_text(
        "id: house\nlaw: test\neffect: indicator\nabout: pay\nin_force: 2020-01-01\n"
        "when: reward.on_time\n",
        "utf-8",
    )
    (own / "elsewhere.yaml").write_text("id: elsewhere\nlaw: other\n", "utf-8")
    pack = read_pack("test", [builtin, own])

    assert ["cancel", "extra", "house", "no-heads"] == [rule.id for rule in pack.rules]
    assert {"act", "more", "house-own"} == set(pack.instruments)


def test_a_law_that_is_not_there(tmp_path: Path) -> None:
    """Asking for a law without a folder is an error and not an empty pack."""
    with pytest.raises(PackError, match="there is no law nowhere here"):
        read_pack("nowhere", [tmp_path])


def test_the_line_of_a_place(tmp_path: Path) -> None:
    """The line of a key or item, or of what stands above it."""
    path = tmp_path / "x.yaml"
    path.write_text("a: 1\nb:\n  - c\n  - d: 2\n", "utf-8")

    assert [1, 2, 4, 4, 2] == [
        line_of(path, at) for at in ((), ("b",), ("b", 1), ("b", 1, "d"), ("b", "z"))
    ]


def test_what_a_rule_asks_goes_through_scopes_and_terms(tmp_path: Path) -> None:
    """Facts of terms, of exceptions and of the instrument's scope are among those asked."""
    write_pack(tmp_path)
    change(tmp_path, "act/instrument.yaml", "reviewed", "applies: net.sells_in_person\nreviewed")
    pack = read_pack("test", [tmp_path])
    asking = rule("x", {"any": ["no-heads", "reward.on_time"]}, "indicator")

    assert {
        "net.sells_in_person",
        "reward.on_recruitment",
        "sale.share_final",
        "goods.exist",
        "guard.enforced",
        "reward.on_time",
    } == set(facts_of(asking, pack))


@pytest.mark.parametrize("included", ["eux", "own", "[eu, eux]"])
def test_a_law_that_is_nowhere_cannot_be_included(tmp_path: Path, included: str) -> None:
    """A slip in includes would lose a whole law without a word, so it is an error with its line."""
    for law in ("eu", "own"):
        (tmp_path / law).mkdir()
        (tmp_path / law / "law.yaml").write_text(f"id: {law}\ntitle: {law}\n", "utf-8")
    file = tmp_path / "own" / "law.yaml"
    file.write_text(f"id: own\ntitle: own\nincludes: {included}\n", "utf-8")
    with pytest.raises(PackError) as error:
        read_pack("own", [tmp_path])
    (problem,) = error.value.problems
    assert (file, 3) == (problem.file, problem.line)
    assert "there is no law" in str(problem.text)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("id: other", "the id is other, but the folder is own"),
        ("language: [en]", "a word is meant here"),
        ("currency: {a: b}", "a word is meant here"),
        ("covers: {a: b}", "a code is meant here"),
        ("covers: [[eu]]", "a code is meant here"),
        ("includes: {a: b}", "a code is meant here"),
        ("title: [a]", "a text is meant here"),
    ],
)
def test_what_a_law_says_in_a_wrong_form_is_told_of(tmp_path: Path, line: str, said: str) -> None:
    """A key of law.yaml that would be passed over is an error with its place."""
    (tmp_path / "own").mkdir()
    given = line.partition(":")[0]
    keys = {"id": "id: own", "title": "title: own", given: line}
    (tmp_path / "own" / "law.yaml").write_text("\n".join(keys.values()) + "\n", "utf-8")
    with pytest.raises(PackError) as error:
        read_pack("own", [tmp_path])
    assert any(said in str(problem.text) for problem in error.value.problems)
