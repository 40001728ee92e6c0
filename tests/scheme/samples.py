"""The scheme files that tests read: encoded cases, the example of the format, the samples."""

from __future__ import annotations

from pathlib import Path

from mlmcheck.resources import samples_dir

DATA = Path(__file__).resolve().parent.parent / "data"
EXAMPLE = DATA / "scheme-example.yaml"
ENCODED = sorted((DATA / "encoded").glob("*.yaml"))


def shipped() -> list[Path]:
    """The sample schemes that come with mlmcheck."""
    found = samples_dir().rglob("*.yaml")
    return sorted(path for path in found if not path.name.endswith(".decided.yaml"))


def heading(path: Path) -> str:
    """The name of a file, as the id of a test."""
    return path.stem
