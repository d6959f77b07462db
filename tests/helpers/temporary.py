"""Temporary folders in memory, where the system has room there: the tests write a hundred thousand small files."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - each run makes a folder of its own there, as in /tmp
"""The file system in memory that Linux has for programs."""
ROOM = 2 << 30
"""Bytes that must be free there; a run of all tests takes some 300 MB."""


def prefer_memory() -> None:
    """Let this process, and those that it starts, make temporary files in memory, unless TMPDIR names a folder."""
    if "TMPDIR" not in os.environ and has_room(MEMORY):
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None  # it is read from there again


def is_memory() -> bool:
    """Whether temporary files of this process are in memory."""
    return Path(tempfile.gettempdir()) == MEMORY


def has_room(folder: Path) -> bool:
    """Whether files of tests may be in a folder, and programs among them can be started."""
    if not hasattr(os, "statvfs") or not os.access(folder, os.W_OK):
        return False
    found = os.statvfs(folder)
    return not found.f_flag & os.ST_NOEXEC and found.f_bavail * found.f_frsize >= ROOM
