"""Repositories for tests: real git, without the settings of the machine, and with a clock that stands still."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from helpers.projects import environment

SETTINGS = {
    "user.name": "A",
    "user.email": "a@example.org",
    "commit.gpgsign": "false",
    "init.defaultBranch": "main",
    "merge.conflictStyle": "merge",
    "core.autocrlf": "false",
    "advice.detachedHead": "false",
    "rerere.enabled": "false",
}
DATE = "2026-01-01T00:00:00Z"
PROGRAMS = Path(sys.executable).parent
"""The folder of the program `i18n-pipeline`, which git starts to merge catalogues."""


def variables() -> dict[str, str]:
    """The environment of a git that reads no settings of the machine, and finds the tested package."""
    given: dict[str, str] = {}
    for number, (name, value) in enumerate(SETTINGS.items()):
        given |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    own = {name: value for name, value in environment().items() if not name.startswith("GIT_")}
    return {
        **own,
        **given,
        "GIT_CONFIG_COUNT": str(len(SETTINGS)),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": DATE,
        "GIT_COMMITTER_DATE": DATE,
        "GIT_EDITOR": "true",
        "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}",
    }


def git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run git in a folder, whatever comes of it."""
    return subprocess.run(
        ["git", *words], cwd=folder, capture_output=True, text=True, check=False, env=variables(), errors="replace"
    )


def done(folder: Path, *words: str) -> str:
    """Run git in a folder; it has to succeed. What it said."""
    made = git(folder, *words)
    assert made.returncode == 0, f"git {' '.join(words)}: {made.stdout}{made.stderr}"
    return made.stdout


def use_programs(folder: Path) -> None:
    """Let the installed driver of merges be the program in `PROGRAMS`."""
    name = "merge.i18n-pipeline.driver"
    installed = Path(sys.executable).parent.as_posix()
    done(folder, "config", name, done(folder, "config", name).strip().replace(installed, PROGRAMS.as_posix()))


def commit(folder: Path, text: str = "change") -> str:
    """Commit everything; the id of the commit."""
    done(folder, "add", "-A")
    done(folder, "commit", "-q", "--allow-empty", "-m", text)
    return done(folder, "rev-parse", "HEAD").strip()


def repository(folder: Path) -> Path:
    """A new repository without a commit."""
    folder.mkdir(parents=True, exist_ok=True)
    done(folder, "init", "-q", "-b", "main")
    return folder
