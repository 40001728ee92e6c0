"""All problems of a file whose values do not fit: those of the values, and those of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from mlmcheck.facts import Path
from mlmcheck.scheme.checks import check
from mlmcheck.scheme.faults import explain, meant
from mlmcheck.scheme.marks import Fault, Listed, Mapped, Marks
from mlmcheck.scheme.model import Scheme
from mlmcheck.scheme.survey import survey

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_ROUNDS = 4
"""How often what does not fit is taken out, until the rest fits."""


def salvage(error: ValidationError, root: Mapped, marks: Marks, known: list[Fault]) -> list[Fault]:
    """Return what is wrong with the values of a tree, and how its other parts clash.

    `known` are the faults of how the file is written.
    """
    broken = frozenset(fault.path for fault in known if fault.path is not None)
    errors = error.errors(include_url=False)
    faults = explain(errors, marks, broken)
    rest = root
    # a key that is misspelt is not missing
    left_out = {meant(tuple(each["loc"])) for each in errors if each["type"] == "extra_forbidden"}
    for _ in range(_ROUNDS):
        spoilt = {_spoilt(each) for each in errors}
        left_out |= {_original(path, rest) for path in spoilt}
        rest = _without(rest, spoilt)
        try:
            scheme = Scheme.model_validate(rest, by_alias=True, by_name=False)
        except ValidationError as again:
            errors = again.errors(include_url=False)
        else:
            return faults + check(scheme, survey(scheme, rest), marks, frozenset(left_out))
    return faults


def _spoilt(error: ErrorDetails) -> Path:
    """Return the part of the file that is to be left out: a mapping that lacks a key, whole."""
    path: Path = tuple(error["loc"])
    return path[:-1] if error["type"] == "missing" else path


def _original(path: Path, tree: Mapped) -> Path:
    """Return the place in the file of a part of a tree from whose lists items may be gone."""
    here: Any = tree
    found: Path = ()
    for part in path:
        found = (*here.path, part) if isinstance(here, Mapped) else (*found, part)
        if isinstance(here, Mapped):
            here = here.get(str(part))
        elif isinstance(here, Listed) and isinstance(part, int):
            here = here[part]
    return found


def _without(root: Mapped, spoilt: set[Path]) -> Mapped:
    """Return the tree without some parts; what every file must have is filled in."""
    rest: Mapped = _copy(root, spoilt, ())
    rest.setdefault("mlmcheck", "1")
    rest.setdefault("name", "…")
    return rest


def _copy(part: Any, spoilt: set[Path], path: Path) -> Any:
    if isinstance(part, Mapped):
        mapped = Mapped()
        mapped.path, mapped.places = part.path, part.places
        for key, value in part.items():
            if (*path, key) not in spoilt:
                mapped[key] = _copy(value, spoilt, (*path, key))
        return mapped
    if isinstance(part, Listed):
        listed = Listed()
        listed.path, listed.places = part.path, part.places
        listed.extend(
            _copy(item, spoilt, (*path, index))
            for index, item in enumerate(part)
            if (*path, index) not in spoilt
        )
        return listed
    return part
