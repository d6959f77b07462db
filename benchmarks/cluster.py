"""What `update` and `assemble` cost on a Dask cluster, and what many more pages take on more cores, worked out of it.

Run: `python benchmarks/cluster.py FOLDER [--pages 256] [--locales 2] [--rounds 3] [--gigabits 1]`. FOLDER holds English
pages, which are repeated up to the number of pages. A scheduler and two workers are started on this machine. Seconds
are CPU, and of several rounds the least counts, so that other work on the machine does little harm.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, fields
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from whole_runs import COMMAND, LOCALES, new_project, translate_catalogue

from i18n_pipeline.cli import cli
from i18n_pipeline.project import read_make_write
from i18n_pipeline.project.executor import BATCH, Done, Executor

T = TypeVar("T")

COMMANDS = ("update", "assemble")
CORES = (1, 8, 64)
PROCESSES = (1, 4)
PAGES, LANGUAGES = 100_000, 30
"""Pages and languages of the last table."""
READY = 60
"""Longest wait for the workers, in seconds."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What one page in one language takes in one command: CPU seconds, and bytes on the network."""

    read: float
    """Reading its files."""
    make: float
    """Making what becomes of them: the part that workers take over."""
    write: float
    """Writing the result."""
    packed: float
    """Turning what was read into bytes for a worker, and the bytes of a result back into values."""
    unpacked: float
    """The same on the side of the worker."""
    sent: float
    """Bytes that go to a worker."""
    received: float
    """Bytes that come back."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one command takes."""

    parts: Parts
    """A page in a language, part by part, in one process."""
    here: float
    """CPU seconds of the whole command in one process."""
    here_alone: float
    """The same for a single page in a single language."""
    away: float
    """CPU seconds of the whole command on this machine, when workers make the pages."""
    away_alone: float
    """The same for a single page in a single language."""
    workers: float
    """CPU seconds of the workers for the whole command."""
    schedulers: float
    """CPU seconds of the scheduler for the whole command."""
    jobs: float
    """Number of pages times languages."""

    @property
    def serial(self) -> float:
        """CPU seconds of a page in a language in one process."""
        return (self.here - self.here_alone) / self.jobs

    @property
    def session(self) -> float:
        """CPU seconds of a page in a language on this machine, when workers make it."""
        return (self.away - self.away_alone) / self.jobs

    @property
    def worker(self) -> float:
        """CPU seconds of a page in a language on the workers."""
        return self.workers / self.jobs

    @property
    def scheduler(self) -> float:
        """CPU seconds of a page in a language on the scheduler."""
        return self.schedulers / self.jobs

    @property
    def start(self) -> float:
        """CPU seconds that a start with Dask takes longer than one without."""
        return self.away_alone - self.here_alone


def main() -> None:
    """Measure, and print what was measured and what follows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=256)
    parser.add_argument("--locales", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--gigabits", type=float, default=1, help="speed of the network, in gigabits a second")
    parser.add_argument("--parts", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.parts:
        print(json.dumps(_parts(given.parts, str(given.folder))))
        return
    costs = _least([_round(given.folder, given.pages, given.locales) for _ in range(given.rounds)])
    _print_measured(costs)
    speed = given.gigabits * 1e9 / 8
    _print_worth_it(costs, speed)
    _print_worked_out(costs, speed)


def _round(folder: Path, pages: int, locales: int) -> dict[str, Cost]:
    """Measure every command once."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as place:
        many, one, names = Path(place) / "many", Path(place) / "one", LOCALES[:locales]
        new_project(many, folder, pages, names)
        new_project(one, folder, 1, names[:1])
        (Path(place) / "workers").mkdir()
        with _cluster(Path(place) / "workers") as dask:
            costs = {}
            for command in COMMANDS:
                costs[command] = _cost(command, many, one, dask, pages * locales)
                for root in (many, one):
                    for path in root.glob("locales/*/LC_MESSAGES/**/*.po"):
                        translate_catalogue(path)
            return costs


def _least(rounds: Sequence[dict[str, Cost]]) -> dict[str, Cost]:
    """The least of every figure of several rounds."""
    return {command: _least_of([one[command] for one in rounds]) for command in COMMANDS}


def _least_of(values: Sequence[Any]) -> Any:
    if not hasattr(values[0], "__slots__"):
        return min(values)
    kind = type(values[0])
    return kind(*(_least_of([getattr(value, field.name) for value in values]) for field in fields(kind)))


# --- one command -------------------------------------------------------------------------------------


def _cost(command: str, many: Path, one: Path, dask: Dask, jobs: int) -> Cost:
    """Run a command in all ways, each time as if for the first time."""
    _forget(many, command)
    parts = _measured_parts(command, many)
    here_alone = _session(one, command, "--executor", "serial")
    here = _session(many, command, "--executor", "serial")
    _session(many, command, *dask.options)  # workers that have just started import what they need
    away_alone = _session(one, command, *dask.options)
    before = dask.used()
    away = _session(many, command, *dask.options)
    worker, scheduler = (after - start for after, start in zip(dask.used(), before, strict=True))
    return Cost(parts, here, here_alone, away, away_alone, worker, scheduler, jobs)


def _forget(root: Path, command: str) -> None:
    """Remove what a command writes."""
    shutil.rmtree(root / ("locales" if command == "update" else "localised"), ignore_errors=True)


def _session(root: Path, command: str, *words: str) -> float:
    """CPU seconds of a command in a process of its own, its children left out."""
    _forget(root, command)
    line = [sys.executable, "-c", COMMAND, command, *words, "-C", str(root), "-q", "--no-cache"]
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > 1:
        sys.exit(f"{command} {' '.join(words)} ended with exit code {process.returncode}")
    return used.ru_utime + used.ru_stime


def _measured_parts(command: str, root: Path) -> Parts:
    words = [sys.executable, __file__, str(root), "--parts", command]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    return Parts(**json.loads(done.stdout))


@dataclass(slots=True)
class Stopwatch:
    """Adds up what the parts of jobs take."""

    sums: dict[str, float]
    """CPU seconds and bytes so far, by the names of `Parts`."""
    jobs: int = 0
    """Number of jobs so far."""

    def timed(self, part: str, function: Callable[..., T], *values: object) -> T:
        """Call a function, and count its time to a part."""
        begun = time.process_time()
        try:
            return function(*values)
        finally:
            self.sums[part] += time.process_time() - begun

    def over(self, _: Executor, work: Any, jobs: Iterable[Any], number: int) -> Generator[Any, None, None]:
        """`read_make_write.over` in this process, a batch at a time, as it would be sent to a worker."""
        self.jobs += number
        coming = iter(jobs)
        for batch in iter(lambda: list(islice(coming, BATCH)), []):
            read = [self.timed("read", work.read, job) for job in batch]
            there = self.timed("packed", pickle.dumps, read, 5)
            made = [self.timed("make", work.make, one) for one in self.timed("unpacked", pickle.loads, there)]
            back = self.timed("unpacked", pickle.dumps, made, 5)
            self.sums["sent"] += len(there)
            self.sums["received"] += len(back)
            for one, result in zip(read, self.timed("packed", pickle.loads, back), strict=True):
                yield Done(self.timed("write", work.write, one, result))


def _parts(command: str, root: str) -> dict[str, float]:
    """Run a command with a clock around each part of its work."""
    watch = Stopwatch({field.name: 0.0 for field in fields(Parts)})
    read_make_write.over = watch.over  # type: ignore[assignment] # the same, for one process
    with redirect_stdout(StringIO()):
        cli([command, "-C", root, "-q", "--no-cache", "--executor", "serial"], standalone_mode=False)
    return {name: value / watch.jobs for name, value in watch.sums.items()}


# --- a cluster ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Dask:
    """A scheduler and its workers on this machine."""

    options: tuple[str, ...]
    """The options of a command that uses them."""
    scheduler: int
    """The id of the process of the scheduler."""
    workers: tuple[int, ...]
    """The ids of the processes of the workers."""

    def used(self) -> tuple[float, float]:
        """CPU seconds so far: of all workers, and of the scheduler."""
        return sum(map(_used, self.workers)), _used(self.scheduler)


def _used(process: int) -> float:
    """CPU seconds of a process so far (Linux, proc(5))."""
    values = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(values[11]) + int(values[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def _cluster(folder: Path, number: int = 2) -> Iterator[Dask]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    scheduler = _dask(folder, "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    words = ("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(folder))
    workers = [_dask(folder, *words) for _ in range(number)]
    try:
        _wait(address, number)
        options = ("--executor", "dask", "--scheduler", address)
        yield Dask(options, scheduler.pid, tuple(worker.pid for worker in workers))
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def _dask(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    code = f"import sys; sys.argv[0] = 'dask'; from distributed.cli.dask_{words[0]} import main; main()"
    quiet = subprocess.DEVNULL
    return subprocess.Popen([sys.executable, "-c", code, *words[1:]], cwd=folder, stdout=quiet, stderr=quiet)


def _wait(address: str, number: int) -> None:
    """Wait until all workers are there."""
    code = (
        "import sys, distributed\n"
        f"with distributed.Client({address!r}, timeout={READY}) as client: client.wait_for_workers({number}, {READY})"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# --- tables ------------------------------------------------------------------------------------------


def _print_measured(costs: dict[str, Cost]) -> None:
    print()
    _row("milliseconds of CPU for a page in a language", list(costs))
    rows: tuple[tuple[str, Callable[[Cost], float]], ...] = (
        ("one process, all together", lambda cost: cost.serial),
        ("  reading", lambda cost: cost.parts.read),
        ("  making", lambda cost: cost.parts.make),
        ("  writing", lambda cost: cost.parts.write),
        ("with Dask, the session: reads, sends, receives, writes", lambda cost: cost.session),
        ("  of that, turning values into bytes and back", lambda cost: cost.parts.packed),
        ("with Dask, the workers", lambda cost: cost.worker),
        ("  of that, turning values into bytes and back", lambda cost: cost.parts.unpacked),
        ("with Dask, the scheduler", lambda cost: cost.scheduler),
    )
    for title, figure in rows:
        _row(title, [f"{1000 * figure(cost):.2f}" for cost in costs.values()])
    print()
    _row("bytes for a page in a language, sent", [f"{one.parts.sent:,.0f}" for one in costs.values()])
    _row("bytes for a page in a language, received", [f"{one.parts.received:,.0f}" for one in costs.values()])
    _row("seconds of CPU that a start with Dask takes longer", [f"{one.start:.2f}" for one in costs.values()])
    more = [BATCH * 1000 * (one.session + one.worker + one.scheduler - one.serial) for one in costs.values()]
    _row(f"milliseconds of CPU more for a batch of {BATCH}", [f"{one:.1f}" for one in more])


def _row(title: str, figures: Sequence[str]) -> None:
    print(f"{title:56}{''.join(f'{figure:>16}' for figure in figures)}")


def _local(cost: Cost, processes: int) -> float:
    """Seconds of a page in a language on one machine, with a number of processes."""
    parts = cost.parts
    if processes == 1:
        return cost.serial
    return parts.read + parts.packed + parts.write + (parts.make + parts.unpacked) / processes


def _away(cost: Cost, cores: int, speed: float) -> float:
    """Seconds of a page in a language with Dask, as if no two parts went on at a time; `speed` in bytes a second."""
    return cost.session + cost.worker / cores + (cost.parts.sent + cost.parts.received) / speed


def _print_worth_it(costs: dict[str, Cost], speed: float) -> None:
    """From how many pages in a language on Dask is faster."""
    print("\npages, times languages, from which on Dask ends before processes of one machine do; a minute before them")
    for processes in PROCESSES:
        for cores in CORES[1:]:
            counts = []
            for cost in costs.values():
                saved = _local(cost, processes) - _away(cost, cores, speed)
                least = [f"{(cost.start + seconds) / saved:,.0f}" for seconds in (0, 60)]
                counts.append("; ".join(least) if saved > 0 else "never")
            _row(f"{cores} cores of workers, instead of {processes} here", counts)


def _print_worked_out(costs: dict[str, Cost], speed: float) -> None:
    """The time of many pages; `speed` is that of the network, in bytes a second."""
    jobs = PAGES * LANGUAGES
    print(f"\n{PAGES:,} pages in {LANGUAGES} languages, n = {jobs:,}; a network of {speed * 8 / 1e9:g} Gbit/s")
    print("start + n * (session + worker / cores + bytes / speed), as if no two of these went on at a time;")
    print("however many cores, never less than n * session, which is the last column but one")
    _row("", [*(f"{cores} cores" for cores in CORES), "session", "network"])
    for command, cost in costs.items():
        network = jobs * (cost.parts.sent + cost.parts.received) / speed
        times = [cost.start + jobs * _away(cost, cores, speed) for cores in CORES]
        _row(command, list(map(_clock, [*times, jobs * cost.session, network])))
        here = [_clock(jobs * _local(cost, cores)) for cores in CORES]
        _row("  processes of one machine", here)


def _clock(seconds: float) -> str:
    """Hours and minutes."""
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} min"


if __name__ == "__main__":
    main()
