"""The number of processes changes nothing but the time."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from helpers.pages import EVERY
from helpers.projects import KEEP, outside, po_path, project, put, start, translate, tree

from i18n_pipeline.findings import Finding
from i18n_pipeline.project.executor import FEW, Done, context, run

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
    done = [outside(root, *words, "-j", root.name) for root in roots]

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


def test_other_processes_are_no_copies_of_one_that_may_have_threads() -> None:
    found = {outcome.result for outcome in run(process_number, range(FEW), 2) if isinstance(outcome, Done)}

    assert context().get_start_method() in {"forkserver", "spawn"}
    assert os.getpid() not in found
    assert 0 < len(found) <= 2


def test_no_process_is_left_behind_when_the_first_is_killed(tmp_path: Path) -> None:
    root = project(tmp_path, {f"page{n}.md": "Some words here.\n\n" * 200 for n in range(MANY * 4)})
    process = start(root, "update", "-j", "2", alone=True)
    while not tree(root, "locales") and process.poll() is None:
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
    outcomes = list(run(fails, range(FEW), workers))
    failed = [outcome for outcome in outcomes if isinstance(outcome, Finding)]

    assert [failure.text for failure in failed] == ["/nowhere/at/all: No such file or directory"]
    assert len(outcomes) == FEW
