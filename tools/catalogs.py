"""Collect the messages of the code into the catalogues of translations, and compile these."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "mlmcheck"
LOCALES = PACKAGE / "locale"


@dataclass(frozen=True)
class Message:
    """One `Text(…)` in the code: its id, the values it is given, and where it stands.

    `given` is None where the values are passed on as `**values`, so that the code does not say.
    """

    id: str
    given: frozenset[str] | None
    file: str
    line: int


class NotLiteralError(Exception):
    """A message whose English text is not written out in the code: none could translate it."""


def messages(package: Path = PACKAGE) -> list[Message]:
    """Return every message in the code under `package`, in order of file and line.

    Babel's own extractor works on tokens: it misses a message inside a call inside a message, and
    takes the Text of other libraries for ours. Hence the syntax tree.

    Raises:
        NotLiteralError: a message is computed; the error names file and line.
    """
    found = []
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package.parent).as_posix()
        found += list(_in_module(ast.parse(path.read_text("utf-8")), name))
    return found


def catalogues() -> list[Path]:
    """Return the catalogue of each language, a .po file."""
    return sorted(LOCALES.glob("*/LC_MESSAGES/mlmcheck.po"))


def read(po: Path) -> Catalog:
    """Return what a .po file holds; its folder names the language."""
    return parsed(po.read_bytes(), po.parent.parent.name)


def parsed(po: bytes, language: str) -> Catalog:
    """Return the catalogue that the bytes of a .po file write down."""
    return read_po(BytesIO(po), locale=language, domain="mlmcheck")


def updated(old: Catalog, found: Iterable[Message]) -> bytes:
    """Return a .po file with exactly the messages found, and the translations that `old` has."""
    files: dict[str, set[str]] = {}
    for message in found:
        files.setdefault(message.id, set()).add(message.file)
    for gone in [entry.id for entry in old if entry.id and entry.id not in files]:
        old.delete(gone)
    old.obsolete.clear()
    for id, names in files.items():
        entry = old.get(id) or old.add(id)
        entry.locations = [(name, 0) for name in sorted(names)]
        # Babel takes the `% o` in "30 % of" for a placeholder of printf.
        entry.flags -= {"python-format", "python-brace-format"}
    out = BytesIO()
    write_po(out, old, sort_output=True, include_lineno=False, width=100)
    return out.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """Return the .mo file of a catalogue, without what is fuzzy or not translated."""
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def main() -> int:
    """Bring every catalogue up to date; return the exit code."""
    try:
        found = messages()
    except NotLiteralError as error:
        print(error, file=sys.stderr)
        return 1
    for po in catalogues():
        po.write_bytes(updated(read(po), found))
        catalogue = read(po)
        po.with_suffix(".mo").write_bytes(compiled(catalogue))
        todo = [entry for entry in catalogue if entry.id and (entry.fuzzy or not entry.string)]
        print(f"{po.relative_to(ROOT)}: {len(catalogue)} messages, {len(todo)} to translate")
    return 0


def _in_module(tree: ast.Module, file: str) -> Iterator[Message]:
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (node.module == "mlmcheck.text" or (node.level and node.module == "text"))
        for alias in node.names
        if alias.name == "Text"
    }
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
    ]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        text = call.args[0] if call.args else None
        if not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
            raise NotLiteralError(
                f'{file}:{call.lineno}: write the English text itself, Text("… {{name}} …", '
                "name=value), so that it can be translated"
            )
        given = [keyword.arg for keyword in call.keywords]
        known = None if None in given else frozenset(name for name in given if name)
        yield Message(text.value, known, file, call.lineno)


if __name__ == "__main__":
    sys.exit(main())
