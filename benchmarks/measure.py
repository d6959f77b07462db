"""One stage of one tool over a folder of pages, in a process of its own: prints what it took as one line of JSON.

Run by the other scripts: `python benchmarks/measure.py TOOL STAGE ROOT NAME JOBS`. Imports, and what a tool does only
once, are paid on one small page before the clock starts. Exit code 3: the tool is not installed.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from peers.model import Outcome, Site, Stages

MISSING = 3
SMALL = "---\ntitle: A small page\n---\n\n# A heading\n\nSome *text* with a [link](page.md).\n\n- An item\n"


def main() -> int:
    """Measure, print, and say whether the tool is there."""
    tool, stage, root, name, jobs = sys.argv[1:]
    begun = time.perf_counter()
    try:
        stages: Stages = importlib.import_module(f"peers.{tool}").STAGES
    except ImportError as error:
        print(f"{tool}: {error}", file=sys.stderr)
        return MISSING
    _warm(stages, stage, name)
    ready = time.perf_counter()
    work = stages[stage](Site(Path(root), name, int(jobs)))
    at_start = _peak(int(jobs))
    wall, cpu = time.perf_counter(), _cpu()
    outcome = work()
    cpu, wall = _cpu() - cpu, time.perf_counter() - wall
    print(json.dumps(_numbers(outcome, wall, cpu) | {"start_up": ready - begun} | _memory(at_start, int(jobs))))
    return 0


def _warm(stages: Stages, until: str, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "source").mkdir()
        (Path(folder) / "source" / "small.md").write_text(SMALL, encoding="utf-8")
        for stage, prepare in stages.items():
            prepare(Site(Path(folder), name))()
            if stage == until:
                break


def _numbers(outcome: Outcome, wall: float, cpu: float) -> dict[str, object]:
    return {
        "seconds": wall if outcome.seconds is None else outcome.seconds,
        "cpu": cpu if outcome.cpu is None else outcome.cpu,
        "failures": outcome.failures,
        "refused": outcome.refused,
    }


def _memory(at_start: int, jobs: int) -> dict[str, object]:
    return {"peak": _peak(jobs), "peak_before": at_start}


def _cpu() -> float:
    """Processor time of this process and of those it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def _peak(jobs: int) -> int:
    """Bytes this process has had at most; with others, and so many at a time of the largest of those."""
    own, others = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return 1024 * (own + jobs * others)


if __name__ == "__main__":
    sys.exit(main())
