"""The catalogues of translations and the messages in the code are one and the same."""

import ast
import string
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo

from mlmcheck.text import Text
from tools import catalogs

CATALOGUES = catalogs.catalogues()
in_each_language = pytest.mark.parametrize(
    "po", CATALOGUES, ids=[path.parent.parent.name for path in CATALOGUES]
)


def placeholders(message: str) -> set[str]:
    """The names in braces in a message, without their formats."""
    return {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}


def translations(catalogue: Catalog) -> dict[str, str]:
    """The translated messages of a catalogue, without the header."""
    return {entry.id: entry.string for entry in catalogue if entry.id and entry.string}


def code(tmp_path: Path, source: str) -> list[catalogs.Message]:
    """The messages in a package of one module."""
    package = tmp_path / "mlmcheck"
    package.mkdir()
    (package / "one.py").write_text(source, "utf-8")
    return catalogs.messages(package)


def test_there_is_a_chinese_catalogue() -> None:
    """Chinese is among the languages that the package carries."""
    assert "zh" in [path.parent.parent.name for path in CATALOGUES]


@in_each_language
def test_catalogue_holds_what_the_code_says(po: Path) -> None:
    """Every message in the code is in the catalogue, and no other; else run `make catalogs`."""
    assert {message.id for message in catalogs.messages()} == {
        entry.id for entry in catalogs.read(po) if entry.id
    }


@in_each_language
def test_every_message_is_translated(po: Path) -> None:
    """No message in the catalogue is left in English or marked as a guess (fuzzy)."""
    todo = [entry.id for entry in catalogs.read(po) if entry.id and not entry.string]
    guesses = [entry.id for entry in catalogs.read(po) if entry.id and entry.fuzzy]

    assert ([], []) == (todo, guesses)


@in_each_language
def test_translations_name_the_same_values(po: Path) -> None:
    """A translation has the placeholders of its message, none more and none fewer."""
    wrong = {
        id: text
        for id, text in translations(catalogs.read(po)).items()
        if placeholders(id) != placeholders(text)
    }

    assert {} == wrong


@in_each_language
def test_compiled_catalogue_is_up_to_date(po: Path) -> None:
    """The .mo file says what the .po file beside it says; else run `make catalogs`."""
    fresh = read_mo(BytesIO(catalogs.compiled(catalogs.read(po))))
    with po.with_suffix(".mo").open("rb") as file:
        committed = read_mo(file)

    assert translations(fresh) == translations(committed)


def test_every_message_is_given_the_values_it_names() -> None:
    """`Text("… {name} …", name=value)`: the names in the text are the values it is given."""
    wrong = [
        (f"{message.file}:{message.line}", message.id)
        for message in catalogs.messages()
        if message.given is not None and message.given != placeholders(message.id)
    ]

    assert [] == wrong


def test_no_message_shows_doubled_braces() -> None:
    """`{{` in a message is a brace to its reader, whether or not the message has values."""
    shown = {
        f"{message.file}:{message.line}": str(Text(message.id, **dict.fromkeys(message.given, "")))
        for message in catalogs.messages()
        if message.given is not None
    }

    assert {} == {where: text for where, text in shown.items() if "{{" in text or "}}" in text}


def test_text_is_imported_by_name() -> None:
    """No module writes `text.Text(…)`, which the collector of messages does not see."""
    hidden = [
        f"{path.name}:{node.lineno}"
        for path in sorted(catalogs.PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Import) and "mlmcheck.text" in [a.name for a in node.names])
        or (
            isinstance(node, ast.ImportFrom)
            and (node.module == "mlmcheck" or (node.level and node.module is None))
            and "text" in [alias.name for alias in node.names]
        )
    ]

    assert [] == hidden


def test_messages_inside_calls_inside_messages_are_found(tmp_path: Path) -> None:
    """A message is found however deep it stands, under whatever name, with its line."""
    found = code(
        tmp_path,
        "from mlmcheck.text import Text as T\n"
        'T("{a} and {b}", a=str(T("in" "side")), b=[T("30 % of {c}", **more)])\n',
    )

    assert [
        catalogs.Message("{a} and {b}", frozenset({"a", "b"}), "mlmcheck/one.py", 2),
        catalogs.Message("inside", frozenset(), "mlmcheck/one.py", 2),
        catalogs.Message("30 % of {c}", None, "mlmcheck/one.py", 2),
    ] == found


def test_text_of_other_libraries_is_no_message(tmp_path: Path) -> None:
    """Styled text of rich has the same name and is not for translation."""
    assert [] == code(tmp_path, 'from rich.text import Text\nText("bold")\n')


@pytest.mark.parametrize("argument", ['f"{x}"', "x", '"a" if x else "b"', '"a" + x', ""])
def test_computed_messages_are_refused(tmp_path: Path, argument: str) -> None:
    """A message that is not one literal is an error that names its file and line."""
    with pytest.raises(catalogs.NotLiteralError, match=r"^mlmcheck/one\.py:3: write the English"):
        code(tmp_path, f"from mlmcheck.text import Text\nx = 1\nText({argument})\n")


def test_update_keeps_translations_and_drops_what_is_gone() -> None:
    """After an update the catalogue has the code's messages, with the translations there were."""
    old = Catalog(locale="zh")
    old.add("kept {n} % of", "保留 {n}%")
    old.add("gone", "没了")
    found = [
        catalogs.Message("kept {n} % of", frozenset({"n"}), "mlmcheck/b.py", 7),
        catalogs.Message("new", frozenset(), "mlmcheck/a.py", 1),
        catalogs.Message("new", frozenset(), "mlmcheck/b.py", 9),
    ]

    body = catalogs.updated(old, found).decode("utf-8").partition("\n\n")[2]

    assert (
        "#: mlmcheck/b.py\n"
        'msgid "kept {n} % of"\n'
        'msgstr "保留 {n}%"\n'
        "\n"
        "#: mlmcheck/a.py mlmcheck/b.py\n"
        'msgid "new"\n'
        'msgstr ""\n'
        "\n"
    ) == body


@in_each_language
def test_update_twice_is_update_once(po: Path) -> None:
    """Running `make catalogs` again changes no byte."""
    found = catalogs.messages()
    once = catalogs.updated(catalogs.read(po), found)

    assert once == catalogs.updated(catalogs.parsed(once, po.parent.parent.name), found)
