"""Law 7: killed at any moment, every file is the old one or the new one."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from io import StringIO
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest
from helpers.projects import KEEP, project, put, run, translate, tree

PAGES = 8
ROUNDS = 100

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork") or sys.platform == "darwin", reason="a child is forked, so that it starts within a moment"
)


def words(version: int) -> dict[str, str]:
    """Pages of which every version says something else in every other paragraph."""
    return {
        f"page{number:02}.md": "\n\n".join(
            f"Version {version * (row % 2)}, page {number}, row {row}." for row in range(20)
        )
        for number in range(PAGES)
    }


def command(root: Path, words: tuple[str, ...]) -> None:
    """In the child: the command line, with nowhere to print to."""
    with patch.object(sys, "argv", ["i18n-pipeline", *words, "-C", str(root), "-j", "1"]):
        sys.stdout = sys.stderr = StringIO()
        from i18n_pipeline.cli import main  # noqa: PLC0415 - what the child is for

        main()


def killed(root: Path, words: tuple[str, ...], after: float) -> bool:
    """Start a command and kill it after some seconds; whether it was still at work."""
    child = multiprocessing.get_context("fork").Process(target=command, args=(root, words))
    child.start()
    child.join(after)
    alive = child.exitcode is None
    if alive and child.pid is not None:
        os.kill(child.pid, signal.SIGKILL)
    child.join()
    child.close()
    return alive


def whole(files: dict[str, bytes], *versions: dict[str, bytes]) -> list[str]:
    """Files that are none of the versions; temporary files, which nobody reads, are left aside."""
    shown = {name: data for name, data in files.items() if not Path(name).name.startswith(".")}
    return [name for name, data in shown.items() if data not in {version.get(name) for version in versions}]


def settled(root: Path, version: int) -> None:
    for name, text in words(version).items():
        put(root / "source" / name, text)
    run(root, "update")
    translate(root)
    run(root, "update")
    run(root, "assemble")


@pytest.mark.parametrize("verb", ["update", "assemble"])
def test_no_file_is_ever_torn(verb: str, tmp_path: Path) -> None:
    root = project(tmp_path, words(0), KEEP)
    settled(root, 0)
    old = tree(root)
    for name, text in words(1).items():
        put(root / "source" / name, text)
    if verb == "assemble":
        run(root, "update")
        old = tree(root)
    begun = time.monotonic()
    assert run(root, verb).code == 0
    took = time.monotonic() - begun
    new = tree(root)
    assert old != new

    random, hits = Random(verb), 0
    for _ in range(ROUNDS):
        for name, data in old.items():
            put(root / name, data)
        hit = killed(root, (verb,), random.random() * took * 1.5)
        took *= 1.03 if hit else 0.9  # the machine may be faster or slower by now
        hits += hit
        assert whole(tree(root), old, new) == []
    assert hits > ROUNDS / 4

    assert run(root, verb).code == 0
    assert new == {name: data for name, data in tree(root).items() if not Path(name).name.startswith(".")}
