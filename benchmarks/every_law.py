"""The decided schemes under every law in one run, against PyYAML's C loader on the same files."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

from _side_by_side import compare, compile_package, python, seconds

from mlmcheck.law.read import laws_in
from mlmcheck.resources import rules_dir, samples_dir
from mlmcheck.scheme.find import scheme_files

BAR = 12.0
MILLISECONDS = 10.0
"""The bar for one file under one law, the start of the process and reading all packs included."""
LOAD = """
import sys, yaml
from pathlib import Path
for folder in sys.argv[1:]:
    for path in sorted(Path(folder).rglob("*.yaml")):
        if not path.name.endswith((".test.yaml", ".decided.yaml")):
            yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
"""


def main() -> int:
    """Run the comparison; return 1 if it is over one of the bars."""
    compile_package()
    folder = Path(samples_dir()) / "decided"
    ours = [sys.executable, "-m", "mlmcheck", "check", str(folder), "--law", "all"]
    theirs = [*python(LOAD), str(folder), str(rules_dir())]
    good = compare("the corpus under every law", ours, theirs, 5, BAR)
    files, laws = len(scheme_files([folder])), len(laws_in([rules_dir()]))
    each = 1000 * statistics.median(seconds(ours) for _ in range(5)) / (files * laws)
    verdict = "within" if each <= MILLISECONDS else "OVER"
    print(
        f"{files} files, {laws} laws: {each:.2f} ms a file and law, {verdict} the bar of "
        f"{MILLISECONDS:g} ms"
    )
    return 0 if good and each <= MILLISECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
