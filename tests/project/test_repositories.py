"""A repository is found from anywhere in it; where there is none, git is not even started."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from helpers.git import commit, done, repository
from helpers.projects import project, put, run

from i18n_pipeline.project import git

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")


def test_no_command_starts_git_where_there_is_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[str, ...]] = []
    monkeypatch.setattr(git, "started", lambda *words, **_: started.append(words))
    root = project(tmp_path, {"page.md": "Words.\n"})
    codes = [run(root, command).code for command in ("translate", "update", "status", "assemble", "extract")]

    assert codes == [0, 0, 0, 0, 0]
    assert started == []


def test_a_repository_is_found_from_below_it_through_a_link_and_in_another_work_tree(tmp_path: Path) -> None:
    root, tree, link = repository(tmp_path / "repository"), tmp_path / "tree", tmp_path / "link"
    put(root / "docs" / "page.md", "Words.\n")
    commit(root)
    done(root, "worktree", "add", "-q", str(tree), "HEAD")
    link.symlink_to(root / "docs")

    assert [git.top(place) for place in (root, root / "docs", link, tree / "docs")] == [root, root, root, tree]
    assert git.top(tmp_path) is None
    assert git.top(tmp_path / "missing") is None
