"""Pages to work on, and the processes that measure: what the scripts of this folder share."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
REAL_PAGES = HERE.parent.parent / "shared" / "corpus" / "pauseai" / "en"
OWN_PAGES = HERE.parent / "source"
MISSING = 3
"""Exit code of `measure.py` where the tool is not installed."""


class NotInstalledError(Exception):
    """The tool cannot be imported here."""


def default_pages() -> Path:
    """Real pages beside the checkout where they are, else the project's own guide."""
    return REAL_PAGES if REAL_PAGES.is_dir() else OWN_PAGES


def copy_pages(pages: Path, root: Path, copies: int) -> tuple[int, int]:
    """Put every page into `root/source`, so many times under different names; give their number and bytes.

    Each copy has a line of its own, so that no program can keep what it read of another.
    """
    source = root / "source"
    found = sorted(pages.rglob("*.md"))
    if not found:
        sys.exit(f"there are no pages in {pages}")
    for page in found:
        place = source / page.relative_to(pages)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(page, place)
        for number in range(2, copies + 1):
            line = f"\n\nThis is copy {number} of the page.\n".encode()
            place.with_stem(f"{place.stem}-{number}").write_bytes(page.read_bytes() + line)
    made = [page.stat().st_size for page in source.rglob("*.md")]
    return len(made), sum(made)


def measure(tool: str, stage: str, root: Path, name: str, jobs: int = 1) -> dict[str, Any]:
    """Run one stage of one tool in a process of its own. Raises NotInstalledError."""
    return _run("measure.py", tool, stage, str(root), name, str(jobs))


def roundtrip(source: Path, result: Path) -> dict[str, Any]:
    """Count the pages that came back as they were."""
    return _run("roundtrip.py", str(source), str(result))


def _run(script: str, *arguments: str) -> dict[str, Any]:
    command = [sys.executable, str(HERE / script), *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONHASHSEED": "0"}
    )
    if done.returncode == MISSING:
        raise NotInstalledError(done.stderr.strip())
    if done.returncode:
        sys.exit(f"{script} {' '.join(arguments)} failed:\n{done.stderr}")
    said: dict[str, Any] = json.loads(done.stdout.rstrip().rpartition("\n")[2])
    return said
