"""The version of this tool: a digest of all its files and libraries, which is another after any change of them."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from i18n_pipeline.project import disk
from i18n_pipeline.project.file_digests import MARGIN, joined

TOOL = "i18n-pipeline"
"""The name of this tool's package."""
INSTALLED = (".dist-info", ".egg-info")
"""Ends of the names of folders that say which library is installed, in which version."""


class KnownTool(NamedTuple):
    """What an earlier run knew of the files of this tool."""

    stamps: bytes
    """The digest of their names and stamps; empty if a file was so new that it might change without another stamp."""
    digest: bytes
    """The digest of their names and contents."""


NOT_KNOWN = KnownTool(b"", b"")


@lru_cache(maxsize=4)
def known(before: KnownTool) -> KnownTool:
    """What is known now; files are read if their stamps are others than `before`."""
    files = list(_files(str(Path(__file__).parents[1])))
    stamps = [(name, disk.stamp(path)) for name, path in files]
    newest = max((max(stamp[:2]) for _, stamp in stamps if stamp), default=0)
    seen = joined(_libraries(), repr(stamps).encode())
    if seen == before.stamps:
        return before
    made = joined(_libraries(), *(part for name, path in files for part in (name.encode(), Path(path).read_bytes())))
    return KnownTool(seen if time.time_ns() - newest > MARGIN else b"", made)


def _files(folder: str, within: str = "") -> Iterator[tuple[str, str]]:
    """Names and paths of the files of this tool: a checkout changes without another version."""
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        name = f"{within}{entry.name}"
        if not entry.is_dir():
            yield name, entry.path
        elif entry.name != "__pycache__":
            yield from _files(entry.path, f"{name}/")


def _libraries() -> bytes:
    """The version of Python, and the names and versions of all libraries that it finds."""
    folders = (os.listdir(folder) for folder in sys.path if os.path.isdir(folder))  # noqa: PTH112, PTH208 - at each start
    names = (name for folder in folders for name in folder if name.endswith(INSTALLED))
    return "\n".join([sys.version, *sorted(names)]).encode(errors="surrogateescape")
