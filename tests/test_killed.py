"""Law 7: killed at any moment, every file is the old one or the new one.

The moments are file operations of the command (PEP 578 events: a file opened, renamed, removed, its rights changed),
counted from its start, so that no clock decides where a kill falls.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from io import StringIO
from pathlib import Path
from signal import SIGKILL
from unittest.mock import patch

import pytest
from helpers.moments import die_at
from helpers.projects import KEEP, project, put, run, translate, tree

PAGES = 8
STEP = 3
"""Every third moment: a file is written in about seven."""
KILLS = 20

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork") or sys.platform == "darwin", reason="a child is forked, so that it starts within a moment"
)


def words(version: int) -> dict[str, str]:
    """Pages of which every version says something else in every other paragraph."""
    return {
        f"page{number:02}.md": "\n\n".join(
            f"Version {version * (row % 2)}, page {number}, row {row}." for row in range(8)
        )
        for number in range(PAGES)
    }


def command(root: Path, words: tuple[str, ...], moment: int) -> None:
    """In the child: the command line, with nowhere to print to, killed at a moment."""
    with patch.object(sys, "argv", ["i18n-pipeline", *words, "-C", str(root), "-j", "1"]):
        sys.stdout = sys.stderr = StringIO()
        from i18n_pipeline.cli import main  # noqa: PLC0415 - what the child is for

        die_at(moment)
        main()


def killed(root: Path, words: tuple[str, ...], moment: int) -> bool:
    """Start a command that is killed at a moment; whether it was still at work."""
    child = multiprocessing.get_context("fork").Process(target=command, args=(root, words, moment))
    child.start()
    child.join()
    code = child.exitcode
    child.close()
    assert code in {0, -SIGKILL}
    return code == -SIGKILL


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
    assert run(root, verb).code == 0
    new = tree(root)
    assert old != new

    moment, torn = 1, list[str]()
    while True:
        for name, data in old.items():
            put(root / name, data)
        if not killed(root, (verb,), moment):
            break
        torn += whole(tree(root), old, new)
        moment += STEP
    assert torn == []
    assert moment > KILLS * STEP
    assert new == {name: data for name, data in tree(root).items() if not Path(name).name.startswith(".")}
