"""One plan file from a cold start, against the bare import of the libraries it stands on."""

from __future__ import annotations

import sys
from pathlib import Path

from _side_by_side import compare, compile_package, python

from mlmcheck.resources import samples_dir

BAR = 1.5


def main() -> int:
    """Run the comparison; return 1 if it is over the bar."""
    compile_package()
    plan = Path(samples_dir()) / "social_commerce" / "yunzaizhijian.yaml"
    ours = [sys.executable, "-m", "mlmcheck", "check", str(plan)]
    theirs = python("import networkx, pydantic, yaml, click, rich")
    return 0 if compare("one plan file, cold", ours, theirs, 15, BAR) else 1


if __name__ == "__main__":
    sys.exit(main())
