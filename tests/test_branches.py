"""Two branches in a real repository: no reviewed word is lost, and no pair that nobody wrote is published."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from helpers.branches import BOTH, HISTORIES, Edit, Project, begun, brought_together, published, words
from helpers.git import commit, done
from helpers.projects import run
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

pytestmark = [
    pytest.mark.skipif(not shutil.which("git"), reason="git is not installed"),
    pytest.mark.usefixtures("warm_path"),
]

MANY = int(os.environ.get("I18N_PIPELINE_TEST_HISTORIES", "12"))
"""Number of histories, with the driver and without."""
PHASES = [phase for phase in Phase if phase is not Phase.shrink]
"""A history takes a second: to make a failing one shorter would take minutes."""
SETTINGS = settings(max_examples=MANY, suppress_health_check=list(HealthCheck), deadline=None, phases=PHASES)
LAYOUTS = st.sampled_from(["page", "page", "locale", "folder"])
Round = tuple[Sequence[Edit], Sequence[Edit], bool]


@SETTINGS
@given(HISTORIES, LAYOUTS)
def test_branches_with_the_driver(history: list[Round], layout: str) -> None:
    with TemporaryDirectory() as folder:
        lived(begun(Path(folder), layout, driver=True), history)


@SETTINGS
@given(HISTORIES, LAYOUTS)
def test_branches_without_the_driver(history: list[Round], layout: str) -> None:
    with TemporaryDirectory() as folder:
        lived(begun(Path(folder), layout, driver=False), history)


def lived(project: Project, history: Sequence[Round]) -> None:
    """Live a history, and hold both laws after every merge."""
    root = project.root
    for here, there, turned in history:
        for branch, edits in zip(BOTH, (here, there), strict=True):
            done(root, "checkout", "-q", branch)
            for step in edits:
                project.edit(step)
            commit(root, branch)
        first, second = reversed(BOTH) if turned else BOTH
        done(root, "checkout", "-q", first)
        before = {branch: held(root, branch) for branch in (*BOTH, fork(root))}
        if not brought_together(project, second):
            continue
        shutil.rmtree(root / "localised", ignore_errors=True)
        told = run(root, "translate")
        assert {*published(project)} - project.written == set(), told.err
        kept = words(root)
        assert (before[first] | before[second]) - before[fork(root, "HEAD^1", "HEAD^2")] - kept == set()
        again = run(root, "translate")
        assert again.out.count("nothing to change") == 2, again.out
        commit(root, "up to date")


def fork(root: Path, *branches: str) -> str:
    return done(root, "merge-base", *(branches or BOTH)).strip()


def held(root: Path, revision: str) -> set[str]:
    """The texts of people at a revision."""
    at = done(root, "rev-parse", "--abbrev-ref", "HEAD").strip()
    done(root, "checkout", "-q", revision)
    found = words(root)
    done(root, "checkout", "-q", at)
    return found
