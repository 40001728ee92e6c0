"""Reports as files: the whole new one or the old one, never a part."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from pathlib import Path


def write_whole(path: Path, content: str) -> None:
    """Write a text file as UTF-8, first beside its place and then put there in one step.

    A link is followed, and a file that was there keeps its permissions. What is no regular file,
    such as a pipe or a device, cannot be replaced and is written to as it is.

    Raises:
        OSError: it cannot be written; what was there before is left as it was.
    """
    target = _followed(path)
    mode = _mode_before(target)
    if mode is not None and stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if mode is not None and not stat.S_ISREG(mode):
        with target.open("w", encoding="utf-8", newline="\n") as file:
            file.write(content)
        return
    if mode is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    _replace(target, content, 0o644 if mode is None else stat.S_IMODE(mode))


def _followed(path: Path) -> Path:
    try:
        # What a link in /dev leads to may have no name, such as a pipe.
        return path if path.is_char_device() or path.is_fifo() else path.resolve()
    except RuntimeError as error:  # links in a circle, before Python 3.13
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error


def _mode_before(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _replace(path: Path, content: str, mode: int) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".mlmcheck.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(mode)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
