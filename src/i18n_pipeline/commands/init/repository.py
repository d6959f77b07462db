"""The files of a repository, and their texts, as far as `init` looks at them."""

from __future__ import annotations

import os
from fnmatch import fnmatch
from pathlib import Path

from i18n_pipeline.project.source_pages import BUILT, FOREIGN

DEEPEST = 8
"""Number of folders within each other that are looked at."""
MOST = 50_000
"""Number of files that are looked at."""
LONGEST = 4_000_000
"""Number of characters that are read of a file."""
NOT_OURS = FOREIGN | BUILT | {"vendor", "venv", "build", "dist", "public", "target"}
"""Folders with files of others, or with what a generator built."""
SEEN = frozenset({".vitepress", ".github"})
"""Folders whose names begin with a dot that are looked at all the same."""


def files(folder: Path) -> list[str]:
    """The files of a repository that people wrote, relative to it, sorted."""
    found: list[str] = []
    for name, folders, names in os.walk(folder):
        place = Path(name).relative_to(folder)
        deep = len(place.parts) >= DEEPEST or len(found) >= MOST
        folders[:] = [] if deep else sorted(one for one in folders if _is_ours(one))
        found += [(place / one).as_posix() for one in sorted(names)]
    return sorted(found[:MOST])


def _is_ours(folder: str) -> bool:
    return folder in SEEN or (folder not in NOT_OURS and not folder.startswith("."))


def text(file: Path) -> str:
    """The beginning of a file as text; empty if it cannot be read."""
    try:
        with file.open(encoding="utf-8", errors="replace") as opened:
            return opened.read(LONGEST)
    except OSError:
        return ""


def is_named(file: str, pattern: str) -> bool:
    """Whether a path ends with a name of this pattern, which may have folders."""
    return fnmatch("/".join(file.split("/")[-1 - pattern.count("/") :]), pattern)
