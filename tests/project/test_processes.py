"""The number of processes changes nothing but the time."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.pages import EVERY
from helpers.projects import KEEP, po_path, project, put, run, start, translate, tree

from i18n_pipeline.errors import OutsideError
from i18n_pipeline.findings import Finding
from i18n_pipeline.project import session, settings
from i18n_pipeline.project.executor import FEW, Done, Executor
from i18n_pipeline.project.processes import Processes, context

MANY = FEW + 4
"""Pages enough for processes to be started."""


def pages() -> dict[str, str]:
    small = list(EVERY.values())
    return {f"{n % 7}/page{n}.md": f"{small[n % len(small)]}\n\nPage {n} says `{n}`.\n" for n in range(MANY)}


@pytest.fixture
def roots(tmp_path: Path) -> list[Path]:
    settings = KEEP.replace('["nl"]', '["nl", "fr"]')
    return [project(tmp_path / jobs, pages(), settings) for jobs in ("1", "2")]


def both(roots: list[Path], *words: str) -> None:
    done = [run(roots[0], *words, "-j", "1"), run(roots[1], *words, "-j", "2")]

    assert done[0] == done[1]
    assert tree(roots[0]) == tree(roots[1])


def test_one_process_and_two_give_the_same_bytes_and_say_the_same(roots: list[Path]) -> None:
    both(roots, "translate")
    for root in roots:
        translate(root)
        put(po_path(root, "3/page3"), b"broken\n")
        put(root / "source" / "4" / "page4.md", b"caf\xe9\n")
        (root / "source" / "5" / "page5.md").rename(root / "source" / "5" / "renamed.md")
        (root / "source" / "6" / "page6.md").unlink()
        put(root / "source" / "new.md", "Page 8 says `8`.\n\nPage 9 says `nine`.\n")
    both(roots, "translate", "-v")
    both(roots, "extract", "-v")
    both(roots, "status", "--format", "json")


def process_number(_: int) -> int:
    return os.getpid()


def processes(executor: Executor) -> set[int]:
    """The numbers of the processes that ran enough jobs."""
    return {one.result for one in executor.run(process_number, range(FEW)) if isinstance(one, Done)}


@pytest.fixture
def two() -> Iterator[Executor]:
    executor = Executor(2)
    yield executor
    executor.close()


def test_other_processes_are_no_copies_of_one_that_may_have_threads(two: Executor) -> None:
    found = processes(two)

    assert context().get_start_method() in {"forkserver", "spawn"}
    assert os.getpid() not in found
    assert 0 < len(found) <= 2


def test_processes_stay_for_all_phases_of_a_command_and_end_with_it(two: Executor) -> None:
    found = processes(two) | processes(two) | processes(two)
    there = [Path("/proc", str(number)).exists() for number in found]
    two.close()

    assert len(found) <= 2
    assert all(there)
    assert not any(Path("/proc", str(number)).exists() for number in found)


def test_no_process_is_started_for_few_jobs(two: Executor) -> None:
    found = [one.result for one in two.run(process_number, range(FEW - 1)) if isinstance(one, Done)]

    assert set(found) == {os.getpid()}
    assert two.processes is None


def test_jobs_whose_outcomes_nobody_asks_for_are_not_run(two: Executor, tmp_path: Path) -> None:
    jobs = [tmp_path / str(number) for number in range(FEW * 20)]
    outcomes = two.run(made, jobs)
    next(outcomes)
    outcomes.close()
    two.close()

    assert 0 < len(list(tmp_path.iterdir())) < len(jobs) / 2


def made(path: Path) -> None:
    path.touch()


def test_a_session_ends_its_processes_after_an_error_too(tmp_path: Path) -> None:
    config = settings.load(project(tmp_path, {"page.md": "Words.\n"}))
    seen: list[Executor] = []

    def interrupted() -> None:
        with session.opened(config, workers=2, recorded=False) as own:
            seen.append(own.executor)
            processes(own.executor)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert [executor.processes.pool for executor in seen if isinstance(executor.processes, Processes)] == [None]


def killed(number: int) -> int:
    if number == FEW // 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_a_killed_process_ends_the_command_with_a_sentence(two: Executor) -> None:
    with pytest.raises(OutsideError, match="a worker process was killed"):
        list(two.run(killed, range(FEW)))


def test_no_process_is_left_behind_when_the_first_is_killed(tmp_path: Path) -> None:
    root = project(tmp_path, {f"page{n}.md": "Some words here.\n\n" * 200 for n in range(MANY * 4)})
    process = start(root, "update", "-j", "2", alone=True)
    while not any(name.endswith(".po") for name in tree(root, "locales")) and process.poll() is None:
        time.sleep(0.01)
    assert process.poll() is None
    process.kill()
    process.communicate(timeout=60)  # until all that write to it have ended

    assert ended(process.pid)


def ended(group: int) -> bool:
    """Whether all processes of a group have ended after at most half a minute."""
    for _ in range(600):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def fails(number: int) -> int:
    if number == 1:
        Path("/nowhere/at/all").read_bytes()
    return number


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_of_the_system_that_nobody_foresaw_costs_one_job(workers: int) -> None:
    outcomes = list(Executor(workers).run(fails, range(FEW)))
    failed = [outcome for outcome in outcomes if isinstance(outcome, Finding)]

    assert [failure.text for failure in failed] == ["/nowhere/at/all: No such file or directory"]
    assert len(outcomes) == FEW
