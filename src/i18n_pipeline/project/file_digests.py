"""What files hold, without reading those that are as they were in the last run: as git's index knows it."""

from __future__ import annotations

import os
import time
from hashlib import blake2b
from pathlib import Path
from typing import TypeAlias

from i18n_pipeline.errors import OutsideError
from i18n_pipeline.project import disk
from i18n_pipeline.project.disk import Stamp

MARGIN = 2_000_000_000
"""Nanoseconds. A file changed less long ago may change again without another time: it is read again next time."""
DIGEST = 16
"""Bytes of a digest."""

Known: TypeAlias = dict[str, bytes]
"""Files by their path relative to the project: the digest of what they held, followed by their stamp then.

One value of bytes for each of a hundred thousand files takes a third of the memory of numbers in tuples.
"""


class Seen:
    """The digests of a project's files. Files that changed since `known` are read, all others only looked at."""

    def __init__(self, root: Path, known: Known, *, use: bool = True) -> None:
        """`known` is the table at the end of an earlier run. Without `use` no file is looked at."""
        self.root, self.use = str(root), use
        self.known = known
        self.changed = False
        """Whether the table changed."""
        self.looked: dict[str, bytes] = {}
        """What the files held that were looked at since `look_again`."""

    def digest(self, name: str) -> bytes:
        """`read_digest`, but looked at once until `look_again`; another each time for a file that cannot be read."""
        found = self.looked.get(name)
        if found is None:
            try:
                found = self.read_digest(name)
            except OutsideError:
                return os.urandom(DIGEST)
            self.looked[name] = found
        return found

    def is_there(self, name: str) -> bool:
        """Whether a file exists, as last looked at."""
        found = self.looked.get(name)
        return os.path.lexists(os.path.join(self.root, name)) if found is None else bool(found)  # noqa: PTH118

    def look_again(self) -> None:
        """Look at every file again when its digest is next asked for, since files may have changed meanwhile."""
        self.looked.clear()

    def read_digest(self, name: str) -> bytes:
        """The digest of a file by its path relative to the project; empty if it is missing. Raises OutsideError."""
        if not self.use:
            return b""
        before = self.known.get(name)
        path = os.path.join(self.root, name)  # noqa: PTH118 - ten thousand times a run
        stamp = disk.stamp(path)
        if before and stamp and before[DIGEST:] == _packed(stamp):
            return before[:DIGEST]
        data = disk.read(Path(path)) if stamp else None
        if before:
            del self.known[name]
            self.changed = True
        if stamp is None or data is None:
            return b""
        made = digest(data)
        if self._is_settled(path, stamp):
            self.known[name] = made + _packed(stamp)
            self.changed = True
        return made

    def _is_settled(self, path: str, stamp: Stamp) -> bool:
        """Whether a file, just read, cannot change any more without another stamp. Names must be text to be kept."""
        long_ago = time.time_ns() - max(stamp[0], stamp[1]) > MARGIN
        return long_ago and stamp == disk.stamp(path) and path.isprintable()


def _packed(stamp: Stamp) -> bytes:
    return b"%d %d %d %d" % stamp


def digest(data: bytes | memoryview) -> bytes:
    """The digest of bytes."""
    return blake2b(data, digest_size=DIGEST).digest()


def joined(*parts: bytes) -> bytes:
    """The digest of several pieces of bytes, in their order."""
    return digest(b"".join(b"%d:%b" % (len(part), part) for part in parts))
