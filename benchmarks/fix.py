"""A whole repair of the largest sample and of one with much to repair, against judging it often."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

from _side_by_side import compare, compile_package, python, seconds

from mlmcheck.resources import samples_dir
from mlmcheck.scheme.find import scheme_files

BAR = 1.0
JUDGED = 1000
"""How often the other side judges the file, one after the other in a plain loop."""
SECONDS = 2.0
"""The bar for the repair of the largest sample, from the start of the process to its patch."""
LOOP = """
import gc, sys
from datetime import date
from mlmcheck.judge import Court, judge
from mlmcheck.resources import rules_dir
from mlmcheck.scheme.read import parse_scheme
gc.disable()
court = Court((rules_dir(),), date.today())
content = open(sys.argv[1], "rb").read()
for _ in range(int(sys.argv[2])):
    judge(parse_scheme(content, sys.argv[1]), court)
"""


def largest() -> Path:
    """Return the sample scheme with the most bytes that needs no table of its own."""
    folder = Path(samples_dir())
    parts = [folder / part for part in ("decided", "designs", "social_commerce")]
    return max(scheme_files(parts), key=lambda path: path.stat().st_size)


def main() -> int:
    """Run the comparison; return 1 if it is over one of the bars."""
    compile_package()
    good = True
    most = largest()
    for plan in (most, Path(samples_dir()) / "decided" / "us" / "us-koscot-1975.yaml"):
        ours = [sys.executable, "-m", "mlmcheck", "fix", str(plan)]
        theirs = [*python(LOOP), str(plan), str(JUDGED)]
        name = f"repair of {plan.stem}, against judging it {JUDGED} times"
        good &= compare(name, ours, theirs, 5, BAR)
    command = [sys.executable, "-m", "mlmcheck", "fix", str(most)]
    each = statistics.median(seconds(command) for _ in range(5))
    verdict = "within" if each <= SECONDS else "OVER"
    print(f"repair of {most.stem}: {each:.2f} s, {verdict} the bar of {SECONDS:g} s")
    return 0 if good and each <= SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
