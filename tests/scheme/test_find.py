"""Which files are scheme files."""

from pathlib import Path

import pytest

from mlmcheck.scheme.errors import SchemeError
from mlmcheck.scheme.find import scheme_files

SCHEME = "mlmcheck: 1\nname: x\n"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder with scheme files, and with others that look like some."""
    for name in ("b.yaml", "a.yml", "deep/er/C.YAML"):
        _write(tmp_path / name, SCHEME)
    _write(tmp_path / "a.decided.yaml", SCHEME)
    _write(tmp_path / ".hidden.yaml", SCHEME)
    _write(tmp_path / ".git/x.yaml", SCHEME)
    _write(tmp_path / "notes.txt", SCHEME)
    _write(tmp_path / "other.yaml", "name: x\nuses:\n  mlmcheck: 1\n")
    return tmp_path


def _write(path: Path, text: str, encoding: str = "utf-8") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))


def test_folders_are_searched(tree: Path) -> None:
    """In a folder and below, YAML files with our key at the top count, in order of their paths."""
    found = [path.relative_to(tree).as_posix() for path in scheme_files([tree])]

    assert ["a.yml", "b.yaml", "deep/er/C.YAML"] == found


def test_named_files_count_whatever_they_are_called(tree: Path) -> None:
    """A file that is named counts, and each file once."""
    asked = [tree / "notes.txt", tree / "b.yaml", tree / "deep", tree / "deep" / ".." / "b.yaml"]
    found = [path.name for path in scheme_files(asked)]

    assert ["b.yaml", "C.YAML", "notes.txt"] == found


def test_order_of_the_arguments_does_not_matter(tree: Path) -> None:
    """The same files come out in the same order, however they are asked for."""
    asked = [tree / "b.yaml", tree / "deep", tree / "a.yml"]

    assert scheme_files(asked) == scheme_files(reversed(asked))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("# a plan\nname: x\nmlmcheck: 1\n", "utf-8"),
        ('"mlmcheck": 1\n', "utf-8"),
        ("{mlmcheck: 1, name: x}\n", "utf-8"),
        ("\ufeffmlmcheck: 1\n", "utf-8"),
        ("mlmcheck：1\n", "utf-8"),
        ("mlmcheck：1\n", "gb18030"),
        ("mlmcheck: 1\nname: 示例\n", "gb18030"),
        ("mlmcheck: 1\n", "utf-16"),
        ("mlmcheck: [\n", "utf-8"),
    ],
)
def test_mistakes_do_not_hide_a_file(tmp_path: Path, text: str, encoding: str) -> None:
    """A scheme file that cannot be read is found all the same, so that its problem is told."""
    _write(tmp_path / "plan.yaml", text, encoding)

    assert [tmp_path / "plan.yaml"] == scheme_files([tmp_path])


def test_what_is_not_there_is_told(tree: Path) -> None:
    """A missing path and a folder without a scheme are told of, both at once."""
    (tree / "empty").mkdir()
    with pytest.raises(SchemeError) as caught:
        scheme_files([tree / "missing", tree / "empty", tree / "b.yaml"])

    assert [
        (str(tree / "missing"), "there is no such file or folder"),
        (
            str(tree / "empty"),
            "no scheme file is in this folder; one ends in .yaml and has mlmcheck: 1 at its top",
        ),
    ] == [(problem.file, str(problem.text)) for problem in caught.value.problems]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    """A folder that links to itself is searched once."""
    _write(tmp_path / "plan.yaml", SCHEME)
    (tmp_path / "again").symlink_to(tmp_path)

    assert [tmp_path / "plan.yaml"] == scheme_files([tmp_path])
