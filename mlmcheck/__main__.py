"""The command `mlmcheck`, also `python -m mlmcheck`: however it ends, its exit code says how."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TextIO

FAULT = 70
"""A fault of mlmcheck itself."""
UNPRINTED = 74
"""What there was to print could not be written."""
INTERRUPTED = 130
"""Somebody pressed Ctrl-C."""
CUT_OFF = 141
"""Whoever read the output stopped reading, as `head` does."""


def run() -> None:
    """Run the command line and end the process."""
    # Nearly all that one verdict builds are plain values without circles, and looking for circles
    # takes longer than the verdict; whoever builds more than that turns it on again.
    gc.disable()
    if sys.stdout is None:  # closed by the caller: nobody wants to read it
        sys.stdout = _nowhere()
    code = _finished()
    try:
        sys.stdout.flush()
    except OSError as error:
        code = _unprinted(error)
    sys.exit(code)


def _finished() -> int:
    """Return the exit code of the command, or of what kept it from finishing."""
    import click

    output = sys.stdout
    try:
        from mlmcheck.cli import main

        main.main(standalone_mode=False)
    except SystemExit as end:
        if sys.stdout is not output:  # click puts something else there once nobody reads
            return _unprinted(BrokenPipeError())
        return end.code if isinstance(end.code, int) else 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return INTERRUPTED
    except OSError as error:
        if error.filename is None and error.filename2 is None:
            return _unprinted(error)
        return _fault(error)
    except Exception as error:  # no traceback reaches a user
        return _fault(error)
    return 0


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _unprinted(error: OSError) -> int:
    """Give up printing: nothing more is written, and the end of the process does not try again."""
    sys.stdout = _nowhere()
    if isinstance(error, BrokenPipeError):
        return CUT_OFF
    _tell(f"the output cannot be written: {error.strerror or error}")
    return UNPRINTED


def _fault(error: Exception) -> int:
    import traceback

    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno}"
    _tell(
        f"mlmcheck failed, which is a fault of its own: {type(error).__name__} at {where}. "
        "Nothing was decided. Please report it, with the command and the file."
    )
    return FAULT


def _tell(message: str) -> None:
    try:
        print(message, file=sys.stderr)
    except OSError:
        return


if __name__ == "__main__":
    run()
