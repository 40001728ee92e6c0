"""What a folder of rules holds: the laws it touches, its rules, and files that no law reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from mlmcheck.law.example_files import SUFFIX
from mlmcheck.law.files import PackError, Problem, load_texts
from mlmcheck.law.read import loose_files, lost_rules
from mlmcheck.text import Text

MOST_TOLD = 20
"""Files that nothing reads of which each is named; a folder with more of them is no rule folder."""

_Part = Literal["rule", "other", "unread"]
_OTHER = ("law.yaml", "instrument.yaml", "parameters.yaml")


def inside(file: Path, folder: Path) -> bool:
    """Return whether a file lies in a folder or below it.

    The file itself is not followed: a link that leads nowhere lies where it lies.
    """
    return (file.parent.resolve() / file.name).is_relative_to(folder.resolve())


def known_laws(folders: Iterable[Path]) -> frozenset[str]:
    """Return the ids of all laws in these folders, those that are only included among them."""
    return frozenset(path.parent.name for root in folders for path in root.glob("*/law.yaml"))


def laws_touched(folder: Path, roots: tuple[Path, ...]) -> tuple[str, ...]:
    """Return the laws of which a file may lie in the folder."""
    here = folder.resolve()
    laws: set[str] = set()
    known = known_laws(roots)
    for root in roots:
        home = root.resolve()
        if here == home:
            laws.update(path.parent.name for path in root.glob("*/law.yaml"))
            laws.update(path.parent.parent.name for path in root.glob("*/*/instrument.yaml"))
            laws.update(_laws_named(root))
            # A folder of a law of another root, though no instrument in it can be read.
            laws.update(path.name for path in root.iterdir() if path.name in known)
        elif here.is_relative_to(home):
            laws.add(here.relative_to(home).parts[0])
    return tuple(sorted(laws))


def _laws_named(root: Path) -> Iterator[str]:
    """Yield the laws that single rule files in the folder itself name."""
    for path in loose_files(root):
        try:
            law = load_texts(path).get("law")
        except PackError:
            continue
        if isinstance(law, str):
            yield law


def rule_files(folder: Path, roots: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the files in a folder and below it that are read as rules, in a stable order."""
    known = known_laws(roots)
    return tuple(
        path
        for root in _homes(folder, roots)
        for path, part in _parts(root, known)
        if part == "rule" and inside(path, folder)
    )


def unread(folder: Path, roots: tuple[Path, ...]) -> tuple[Problem, ...]:
    """Return why files in a folder and below it, which may be rules, would be asked by no law.

    Scheme files, records of decisions and examples may lie anywhere, and so may hidden files.
    """
    known = known_laws(roots)
    found: list[Problem] = []
    for root in _homes(folder, roots):
        found += [problem for problem in lost_rules(root, roots) if inside(problem.file, folder)]
        paths = [
            path for path, part in _parts(root, known) if part == "unread" and inside(path, folder)
        ]
        found += [Problem(p, 1, _why(p, root, known), "unread-file") for p in paths[:MOST_TOLD]]
        if len(paths) > MOST_TOLD:
            text = Text(
                "{count} files more are read by no law; name the folder that holds the laws",
                count=len(paths) - MOST_TOLD,
            )
            found.append(Problem(folder, 1, text, "unread-file"))
    return tuple(found)


def no_rule(folder: Path) -> Problem:
    """Return what is said of a folder in which there is no rule."""
    text = Text(
        "no rule is in this folder; a rule lies in law/instrument/ beside instrument.yaml, or in "
        "the folder itself with law: in it"
    )
    return Problem(folder, 1, text, "no-rule")


def _homes(folder: Path, roots: tuple[Path, ...]) -> Iterator[Path]:
    here = folder.resolve()
    return (root for root in roots if here.is_relative_to(root.resolve()))


def _parts(root: Path, known: frozenset[str]) -> Iterator[tuple[Path, _Part]]:
    """Yield the YAML files of a rule folder, each with what it is to the laws."""
    for path in sorted((*root.rglob("*.yaml"), *root.rglob("*.yml"))):
        steps = path.relative_to(root).parts
        if not any(step.startswith(".") for step in steps) and path.is_file():
            yield path, _part(path, steps, known)


def _part(path: Path, steps: tuple[str, ...], known: frozenset[str]) -> _Part:
    if path.name.endswith((SUFFIX, ".decided.yaml", ".decided.yml")):
        return "other"
    of_law = steps[0] in known and path.suffix == ".yaml"
    if of_law and len(steps) == 3:
        home = path.with_name("instrument.yaml").is_file()
        # Where there is no instrument, reading the law says so.
        return "rule" if home and path.name not in _OTHER else "other"
    if (of_law and steps[1:] == ("law.yaml",)) or (len(steps) == 1 and steps[0][0] == "_"):
        return "other"  # what starts with _ beside the laws is no rule: weights, or set aside
    try:
        raw = load_texts(path)
    except PackError:
        # Reading a law tells of the files in the folder itself.
        return "other" if len(steps) == 1 and path.suffix == ".yaml" else "unread"
    if "mlmcheck" in raw:
        return "other"
    if len(steps) == 1 and path.suffix == ".yaml":
        if str(raw.get("law")) in known:
            return "rule"
        return "other" if "effect" in raw else "unread"  # a rule of no law is told as such
    return "unread"


def _why(path: Path, root: Path, known: frozenset[str]) -> Text:
    steps = path.relative_to(root).parts
    if path.suffix == ".yml":
        return Text("nothing reads this file: the files of a law end in .yaml; rename it")
    if len(steps) == 3 and steps[0] not in known:
        return Text(
            "nothing reads this file: there is no law {law}; there are {known}. A law of your own "
            "needs {file}",
            law=steps[0],
            known=", ".join(sorted(law for law in known if not law.startswith("_"))),
            file=f"{steps[0]}/law.yaml",
        )
    return Text(
        "nothing reads this file: a rule lies in law/instrument/ beside instrument.yaml, or in the "
        "folder itself with law: in it"
    )
