"""Whether git tracks the cache: whoever proposes a change to the project could then bring along its results."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from i18n_pipeline.errors import OutsideError
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.project import disk
from i18n_pipeline.project.cache import FOLDER
from i18n_pipeline.project.disk import Stamp


def index(root: Path) -> Stamp | None:
    """The stamp of git's index, the list of the files that it tracks; None without a repository, or if it is elsewhere.

    With the same stamp, git tracks the same files. Nobody knows beforehand what it will be on another machine.
    """
    found = disk.repository(root)
    with suppress(OutsideError):
        return disk.stamp(f"{found}/index") if found and os.path.isdir(found) else None  # noqa: PTH112 - at each start
    return None


def doubt(root: Path) -> Finding | None:
    """Why the cache is not used: git tracks it, or cannot say; None if it can be used."""
    if not disk.repository(root) or not disk.exists(root / FOLDER):
        return None
    from i18n_pipeline.project import git  # noqa: PLC0415 - only after a change of the index

    tracked = git.tracked(root, FOLDER)
    if tracked is False:
        return None
    text = "git tracks it, so that a change by others could bring wrong results along; nothing of it is used"
    advice = f"Take it out of git: `git rm -r --cached {FOLDER}`"
    if tracked is None:
        text, advice = "git cannot say whether it tracks it, so nothing of it is used", ""
    return Finding(Severity.WARNING, "cache-tracked", text, FOLDER, advice=advice)
