"""Time two commands as whole processes, in turn, and compare them pair by pair."""

from __future__ import annotations

import compileall
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path


def compile_package() -> None:
    """Compile the package's bytecode, as an installer does, so that no run does it for all."""
    import mlmcheck

    compileall.compile_dir(str(Path(mlmcheck.__file__).parent), quiet=2)


def seconds(command: Sequence[str]) -> float:
    """Return the wall-clock seconds of one run, start of the process to its end.

    Raises:
        RuntimeError: the command crashed; a verdict that fails a gate (exit code 1) is no crash.
    """
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    spent = time.perf_counter() - start
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{command} ended with {done.returncode}: {done.stderr.decode()}")
    return spent


def compare(name: str, ours: Sequence[str], theirs: Sequence[str], runs: int, bar: float) -> bool:
    """Print median seconds of both and the median of the ratios pair by pair; say if it passes."""
    seconds(ours), seconds(theirs)  # a first run of each fills the caches and is not counted
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(runs)]
    ratio = statistics.median(a / b for a, b in pairs)
    a, b = (statistics.median(column) for column in zip(*pairs, strict=True))
    verdict = "within" if ratio <= bar else "OVER"
    print(f"{name}: {a:.3f} s against {b:.3f} s, ratio {ratio:.2f}, {verdict} the bar of {bar:g}")
    return ratio <= bar


def python(code: str) -> list[str]:
    """Return the command that runs a piece of Python with this interpreter."""
    return [sys.executable, "-c", code]
