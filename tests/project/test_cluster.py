"""A Dask cluster of real processes, started in another folder, gives the same bytes as this process alone."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from helpers.pages import EVERY
from helpers.projects import (
    SETTINGS,
    Outcome,
    environment,
    give_up_rights,
    po_path,
    project,
    put,
    run,
    start,
    translate,
    tree,
)

from i18n_pipeline.cli.options import EXECUTORS
from i18n_pipeline.errors import OutsideError
from i18n_pipeline.project import settings
from i18n_pipeline.project.cluster import Cluster

PAGES = {
    f"{number % 7}/page{number}.md": f"{list(EVERY.values())[number % len(EVERY)]}\n\nPage {number}.\n"
    for number in range(40)
}


IMPATIENT = "from i18n_pipeline.project import cluster; cluster.REACHED = 1"
"""A second is enough to see that nobody is there."""


@dataclass(frozen=True, slots=True)
class Dask:
    """A scheduler, and workers in an empty folder."""

    address: str
    folder: Path
    workers: list[subprocess.Popen[bytes]]

    def join(self, code: str = "") -> subprocess.Popen[bytes]:
        """Start a worker; `code` comes first."""
        words = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(self.folder))
        process = dask(self.folder, "worker", self.address, *words, code=code)
        self.workers.append(process)
        return process


def dask(folder: Path, *words: str, code: str = "") -> subprocess.Popen[bytes]:
    """A part of a cluster, started in a folder, without root's rights over files of others; `code` comes first."""
    command = f"import sys; sys.argv[0] = 'dask'; {code}\nfrom distributed.cli.dask_{words[0]} import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", command, *words[1:]],
        cwd=folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=give_up_rights,  # noqa: PLW1509 - tests have one thread
    )


@contextmanager
def cluster(folder: Path) -> Iterator[Dask]:
    """A scheduler without workers."""
    folder.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    scheduler = dask(folder, "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    found = Dask(address, folder, [])
    try:
        yield found
    finally:
        for process in (*found.workers, scheduler):
            process.kill()
            process.wait()


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a worker starts later than a command waits."""
    monkeypatch.setattr("i18n_pipeline.project.cluster.REACHED", 120)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    """A cluster that several tests share, so that they stay in one process."""
    with cluster(tmp_path_factory.mktemp("cluster") / "elsewhere") as found:
        yield found


@pytest.fixture
def two(shared: Dask) -> Dask:
    """The cluster with two workers, whatever a test before did to them."""
    shared.workers[:] = [process for process in shared.workers if process.poll() is None]
    while len(shared.workers) < 2:
        shared.join()
    return shared


@pytest.fixture
def alone(shared: Dask) -> Dask:
    """The cluster without workers."""
    while shared.workers:
        leave(shared.workers.pop())
    return shared


def on(found: Dask) -> tuple[str, ...]:
    """The options with which a command is worked on by a cluster."""
    return ("--executor", "dask", "--scheduler", found.address, "--no-cache")


def impatient(root: Path, *words: str) -> Outcome:
    """Run a command in a separate process that waits for nobody long."""
    code = f"{IMPATIENT}; from i18n_pipeline.cli import main; main()"
    command = [sys.executable, "-c", code, *words, "-C", str(root)]
    done = subprocess.run(command, env=environment(), capture_output=True, check=False, timeout=300)
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


def require_answer(found: Dask) -> None:
    """Wait until the scheduler listens, which takes longer than an impatient command waits."""
    host, port = found.address.removeprefix("tcp://").split(":")
    for _ in range(1_000):
        with suppress(ConnectionRefusedError), socket.create_connection((host, int(port))):
            return
        time.sleep(0.05)


def leave(worker: subprocess.Popen[bytes]) -> None:
    """End a worker as its user would, so that the scheduler knows of it."""
    worker.terminate()
    worker.wait()


@contextmanager
def unseen(folder: Path) -> Iterator[None]:
    """A folder that nobody sees but root with all its rights; its owner may run the tests without these."""
    if os.geteuid() == 0:
        folder.chmod(0)
    yield
    folder.chmod(0o755)


@pytest.mark.parametrize("layout", ["page", "locale"])
def test_workers_that_see_no_file_of_ours_give_the_same_bytes(tmp_path: Path, two: Dask, layout: str) -> None:
    roots = [project(tmp_path / name / "site", PAGES, f'layout = "{layout}"\n{SETTINGS}') for name in ("a", "b")]
    done: list[list[Outcome]] = [[], []]
    commands = [["update"], ["extract"], ["assemble", "-v"], ["status", "--by", "page"], ["translate"]]
    for command in commands if layout == "page" else [["update"], ["translate"]]:
        done[0].append(run(roots[0], *command, "--executor", "serial", "--no-cache"))
        with unseen(tmp_path / "b"):
            done[1].append(run(roots[1], *command, *on(two)))
        for root in roots:
            translate(root)
            put(root / "source" / "4" / "page4.md", b"caf\xe9\n")
            (root / "source" / "5" / "page5.md").rename(root / "source" / "5" / "renamed.md")

            put(root / "source" / "5" / "page5.md", "New.\n")

    assert done[0] == done[1]
    assert tree(roots[0]) == tree(roots[1])
    assert [process.poll() for process in two.workers] == [None, None]


def test_a_worker_that_is_killed_in_the_middle_loses_nothing(tmp_path: Path, two: Dask) -> None:
    pages = {f"page{number}.md": "Some words here.\n\n" * 40 + f"Page {number}.\n" for number in range(200)}
    roots = [project(tmp_path / "a", pages), tmp_path / "b"]
    run(roots[0], "update", "--no-cache")
    shutil.copytree(roots[0], roots[1])
    first = run(roots[0], "assemble", "--executor", "serial", "--no-cache")
    process = start(roots[1], "assemble", *on(two))
    while not tree(roots[1], "localised") and process.poll() is None:
        time.sleep(0.01)
    running = process.poll() is None
    two.workers[0].send_signal(signal.SIGKILL)
    out, err = process.communicate(timeout=120)
    two.workers[0].wait()

    assert running
    assert (process.returncode, out.decode(), err.decode()) == (first.code, first.out, first.err)
    assert len(tree(roots[1], "localised")) == len(pages)
    assert tree(roots[0]) == tree(roots[1])


def test_dask_logs_nothing_beside_our_own_errors() -> None:
    levels = {"distributed": logging.INFO, "distributed.client": logging.WARNING}
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    with pytest.raises(OutsideError):
        Cluster("nonsense://")

    assert {logging.getLogger(name).level for name in levels} == {logging.CRITICAL}


def test_no_scheduler_is_told_in_one_sentence(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": "Words.\n"})
    done = impatient(root, "translate", "--executor", "dask", "--scheduler", "tcp://127.0.0.1:1")

    assert done.code == 3
    assert done.out == ""
    assert done.err == (
        "error: there is no Dask scheduler at tcp://127.0.0.1:1; start `dask scheduler` there, or correct the address, "
        "as in tcp://host:8786\n"
    )
    assert not po_path(root).exists()


def test_a_scheduler_without_workers_is_told(tmp_path: Path, alone: Dask, monkeypatch: pytest.MonkeyPatch) -> None:
    require_answer(alone)
    monkeypatch.setattr("i18n_pipeline.project.cluster.REACHED", 2)
    done = run(project(tmp_path, {"page.md": "Words.\n"}), "update", *on(alone))

    assert done.code == 3
    assert done.err == (
        f"error: the Dask scheduler at {alone.address} has no workers; start `dask worker {alone.address}`\n"
    )


def test_a_worker_with_another_version_of_this_tool_is_refused(tmp_path: Path, alone: Dask) -> None:
    root = project(tmp_path / "site", {"page.md": "Words.\n"})
    other = "import importlib.metadata as found; found.version = lambda name, real=found.version: "
    alone.join(f"{other}'0.0.9' if name == 'i18n-pipeline' else real(name)")
    done = run(root, "update", *on(alone))
    leave(alone.workers.pop())

    assert done.code == 3
    assert "has i18n-pipeline 0.0.9, this machine has" in done.err
    assert not po_path(root).exists()


def test_the_settings_may_name_the_cluster_and_options_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("i18n_pipeline.project.cluster.REACHED", 1)
    root = project(tmp_path, {"page.md": "Words.\n"})
    put(root / "i18n.toml", f'{SETTINGS}[run]\nexecutor = "dask"\nscheduler = "tcp://127.0.0.1:1"\n')

    assert run(root, "update").code == 3
    assert run(root, "update", "--executor", "serial").code == 0


def test_dask_without_the_address_of_a_scheduler_is_a_mistake(tmp_path: Path) -> None:
    done = run(project(tmp_path, {"page.md": "Words.\n"}), "update", "--executor", "dask")

    assert (done.code, done.errors) == (
        2,
        ["error: the executor dask has no scheduler; name it, as in --scheduler tcp://host:8786"],
    )


def test_the_option_and_the_setting_know_the_same_executors() -> None:
    assert settings.choices("run.executor") == EXECUTORS
