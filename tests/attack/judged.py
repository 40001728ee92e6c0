"""What the command says of one file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cli.run import run


def judged(file: Path, *options: object) -> dict[str, Any]:
    """The JSON report of one file that can be read."""
    found: dict[str, Any] = json.loads(run("check", file, "--format", "json", *options).out)
    assert [] == found["errors"]
    return dict(found["results"][0])


def verdict(file: Path, *options: object) -> tuple[str, str | None]:
    """The verdict of one file, and why it is a review."""
    found = judged(file, *options)
    return found["verdict"], found["reason"]
