"""A file is the old one or the new one, whatever happens while it is written."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

__all__ = ["replace_file"]


def replace_file(path: str | PathLike[str], data: bytes) -> None:
    """Put `data` where `path` says, all or nothing.

    The bytes go to `<path>.tmp` beside it, are brought to the disk, and take the name; then the
    folder is brought to the disk. A process that is killed, or a machine that loses power, leaves
    the old file whole, and at most a `.tmp` that the next call overwrites. One writer a path.

    Parameters
    ----------
    path : str or path
        File of an existing folder; a file that is there is replaced.
    data : bytes
        The whole content.

    Raises
    ------
    OSError
        The disk is full or does not answer; the old file stays as it was.
    """
    target = Path(path)
    beside = target.with_name(target.name + ".tmp")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(target)
    # The new name is on the disk only when its folder is; Windows has no handle of a folder.
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
