"""Reads and writes huge catalogues: `python benchmarks/hostile.py [MEGABYTES]`, 100 by default.

Each is read in a process of its own. It prints processor seconds, and the most memory beyond that of the file itself.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from helpers.hostile_files import KINDS

from i18n_pipeline.catalogue import po
from i18n_pipeline.errors import CatalogueError

MEGABYTE = 1_000_000
SHOWN = (
    "entries",
    "obsolete",
    "one entry",
    "one entry wrapped",
    "short lines",
    "escapes",
    "octal",
    "quotes",
    "previous",
)


def main() -> None:
    size = sys.argv[1] if len(sys.argv) > 1 else "100"
    for kind in SHOWN:
        subprocess.run([sys.executable, __file__, size, kind], check=False)


def measured(size: int, kind: str) -> None:
    """Print what one file costs."""
    data = KINDS[kind](size * MEGABYTE)
    before, begun = _memory(), time.process_time()
    try:
        found = po.read(data, "nl.po")
        said = f"{len(found.messages):,} entries read"
        if po.write(found) != data:
            said = "written otherwise"
    except CatalogueError as error:
        said = f"refused: {error.text[:60]}"
    seconds, memory = time.process_time() - begun, _memory() - before
    print(f"{kind:20} {len(data) / MEGABYTE:6.1f} MB  {seconds:6.1f} s  {memory:7,} MB more  {said}", flush=True)


def _memory() -> int:
    """Megabytes that this process had at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    if len(sys.argv) > 2:
        measured(int(sys.argv[1]), sys.argv[2])
    else:
        main()
