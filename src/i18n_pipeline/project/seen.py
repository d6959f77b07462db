"""What files hold, without reading those that are as they were in the last run: as git's index knows it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import TypeAlias

from i18n_pipeline.project import disk

MARGIN = 2_000_000_000
"""Nanoseconds. A file changed less long ago may change again without another time: it is read again next time."""
DIGEST = 16
"""Bytes of a digest."""

Stamp: TypeAlias = tuple[int, int, int, int]
"""Modification time and change time in nanoseconds, size in bytes, inode: they change when the file does."""
Known: TypeAlias = dict[str, tuple[Stamp, bytes]]
"""Files by their path relative to the project: their stamp, and the digest of what they held then."""


class Seen:
    """The digests of a project's files. Files that changed since `known` are read, all others only looked at."""

    def __init__(self, root: Path, known: Known) -> None:
        """`known` is what `left` gave at the end of an earlier run."""
        self.root = f"{root}/"
        self.known = known
        self.changed = False
        """Whether `left` has something new."""

    def digest(self, name: str) -> bytes:
        """The digest of a file by its path relative to the project; empty if it is missing. Raises OutsideError."""
        stamp = _stamp(self.root + name)
        before = self.known.get(name)
        if before and stamp == before[0]:
            return before[1]
        data = disk.read(Path(self.root + name)) if stamp else None
        if before or stamp:
            self.changed = True
            self.known.pop(name, None)
        if stamp is None or data is None:
            return b""
        made = digest(data)
        if time.time_ns() - max(stamp[0], stamp[1]) > MARGIN and stamp == _stamp(self.root + name):
            self.known[name] = (stamp, made)
        return made

    def left(self, names: Iterable[str]) -> Known:
        """The table for the next run, limited to the files with these paths."""
        return {name: self.known[name] for name in names if name in self.known}


def digest(data: bytes) -> bytes:
    """The digest of bytes."""
    return blake2b(data, digest_size=DIGEST).digest()


def joined(*parts: bytes) -> bytes:
    """The digest of several pieces of bytes, in their order."""
    return digest(b"".join(b"%d:%b" % (len(part), part) for part in parts))


def _stamp(path: str) -> Stamp | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - ten thousand times a run
    except (OSError, ValueError):
        return None
    return (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)
