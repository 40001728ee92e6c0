"""A thousand scheme files in one run, against PyYAML's C loader loading the same files."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from _side_by_side import compare, compile_package, python

from mlmcheck.resources import samples_dir

BAR = 8.0
FILES = 1000
LOAD = """
import sys, yaml
from pathlib import Path
for path in sorted(Path(sys.argv[1]).glob("*.yaml")):
    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
"""


def fill(folder: Path) -> None:
    """Copy the sample schemes, in turn, until there are a thousand; no two are the same bytes."""
    texts = [
        path.read_text(encoding="utf-8")
        for part in ("social_commerce", "designs")
        for path in sorted((Path(samples_dir()) / part).glob("*.yaml"))
        if not path.name.endswith(".decided.yaml")
    ]
    for number in range(FILES):
        text = texts[number % len(texts)]
        (folder / f"scheme-{number:04}.yaml").write_text(
            f"{text}\n# copy {number}\n", encoding="utf-8"
        )


def main() -> int:
    """Run the comparison; return 1 if it is over the bar."""
    compile_package()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fill(folder)
        ours = [sys.executable, "-m", "mlmcheck", "check", str(folder)]
        theirs = [*python(LOAD), str(folder)]
        return 0 if compare("a thousand files", ours, theirs, 5, BAR) else 1


if __name__ == "__main__":
    sys.exit(main())
