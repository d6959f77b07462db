"""A Dask cluster of real processes, started in another folder, gives the same bytes as this process alone."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from helpers.pages import EVERY
from helpers.projects import (
    SETTINGS,
    Outcome,
    environment,
    give_up_rights,
    outside,
    po_path,
    project,
    put,
    run,
    start,
    translate,
    tree,
)

from i18n_pipeline.cli.options import EXECUTORS
from i18n_pipeline.project import settings

pytestmark = pytest.mark.xdist_group("cluster")

PAGES = {
    f"{number % 7}/page{number}.md": f"{list(EVERY.values())[number % len(EVERY)]}\n\nPage {number}.\n"
    for number in range(40)
}


@dataclass(frozen=True, slots=True)
class Dask:
    """A scheduler, and workers in an empty folder."""

    address: str
    workers: tuple[subprocess.Popen[bytes], ...]


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
def cluster(folder: Path, number: int = 2, code: str = "") -> Iterator[Dask]:
    """A scheduler with a number of workers."""
    folder.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    scheduler = dask(folder, "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    words = ("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(folder))
    workers = tuple(dask(folder, *words, code=code) for _ in range(number))
    try:
        yield Dask(address, workers)
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    """A cluster that several tests share, so that they stay in one process."""
    with cluster(tmp_path_factory.mktemp("cluster") / "elsewhere") as found:
        yield found


def elsewhere(root: Path, found: Dask, *words: str) -> Outcome:
    return outside(root, *words, "--executor", "dask", "--scheduler", found.address, "--no-cache")


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
    for command in (["update"], ["assemble", "-v"], ["translate"]):
        done[0].append(outside(roots[0], *command, "--executor", "serial", "--no-cache"))
        with unseen(tmp_path / "b"):
            done[1].append(elsewhere(roots[1], two, *command))
        for root in roots:
            translate(root)
            put(root / "source" / "4" / "page4.md", b"caf\xe9\n")
            (root / "source" / "5" / "page5.md").rename(root / "source" / "5" / "renamed.md")

            put(root / "source" / "5" / "page5.md", "New.\n")

    assert done[0] == done[1]
    assert tree(roots[0]) == tree(roots[1])
    assert [process.poll() for process in two.workers] == [None, None]


def test_a_worker_that_is_killed_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    pages = {f"page{number}.md": "Some words here.\n\n" * 60 + f"Page {number}.\n" for number in range(400)}
    roots = [project(tmp_path / name, pages) for name in ("a", "b")]
    for root in roots:
        run(root, "update", "--no-cache")
    first = outside(roots[0], "assemble", "--executor", "serial", "--no-cache")
    with cluster(tmp_path / "elsewhere") as two:
        process = start(roots[1], "assemble", "--executor", "dask", "--scheduler", two.address, "--no-cache")
        while not tree(roots[1], "localised") and process.poll() is None:
            time.sleep(0.01)
        running = process.poll() is None
        two.workers[0].send_signal(signal.SIGKILL)
        out, err = process.communicate(timeout=120)

    assert running
    assert (process.returncode, out.decode(), err.decode()) == (first.code, first.out, first.err)
    assert len(tree(roots[1], "localised")) == len(pages)
    assert tree(roots[0]) == tree(roots[1])


def test_no_scheduler_is_told_in_one_sentence(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": "Words.\n"})
    done = outside(root, "translate", "--executor", "dask", "--scheduler", "tcp://127.0.0.1:1")

    assert done.code == 3
    assert done.out == ""
    assert done.err == (
        "error: there is no Dask scheduler at tcp://127.0.0.1:1: start `dask scheduler` there, or correct the address, "
        "as in tcp://host:8786\n"
    )
    assert not po_path(root).exists()


def test_a_scheduler_without_workers_is_told(tmp_path: Path) -> None:
    root = project(tmp_path / "site", {"page.md": "Words.\n"})
    with cluster(tmp_path / "elsewhere", number=0) as found:
        done = elsewhere(root, found, "update")

    assert done.code == 3
    assert done.err == (
        f"error: the Dask scheduler at {found.address} has no workers: start `dask worker {found.address}`\n"
    )


def test_a_worker_with_another_version_of_this_tool_is_refused(tmp_path: Path) -> None:
    root = project(tmp_path / "site", {"page.md": "Words.\n"})
    other = "import importlib.metadata as found; found.version = lambda name, real=found.version: "
    with cluster(tmp_path / "elsewhere", 1, f"{other}'0.0.9' if name == 'i18n-pipeline' else real(name)") as found:
        done = elsewhere(root, found, "update")

    assert done.code == 3
    assert "has i18n-pipeline 0.0.9, this machine has" in done.err
    assert not po_path(root).exists()


def test_the_settings_may_name_the_cluster_and_options_come_first(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": "Words.\n"})
    put(root / "i18n.toml", f'{SETTINGS}[run]\nexecutor = "dask"\nscheduler = "tcp://127.0.0.1:1"\n')

    assert run(root, "update").code == 3
    assert run(root, "update", "--executor", "serial").code == 0


def test_dask_without_the_address_of_a_scheduler_is_a_mistake(tmp_path: Path) -> None:
    done = run(project(tmp_path, {"page.md": "Words.\n"}), "update", "--executor", "dask")

    assert (done.code, done.errors) == (2, ["error: name the Dask scheduler, as in --scheduler tcp://host:8786"])


def test_the_option_and_the_setting_know_the_same_executors() -> None:
    assert settings.choices("run.executor") == EXECUTORS
