"""Golden files: what a report looked like when somebody last looked at it."""

import os
from pathlib import Path

GOLDEN = Path(__file__).resolve().parent / "golden"


def golden(name: str, found: str) -> str:
    """Return what the golden file says; with UPDATE_GOLDEN=1 write what was found instead."""
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN") == "1":
        path.write_text(found, encoding="utf-8", newline="\n")
    return path.read_text(encoding="utf-8")
