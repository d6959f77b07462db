"""What git knows of merge drivers: the settings of a clone, attributes of files, and its own merge, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from i18n_pipeline.errors import OutsideError
from i18n_pipeline.project import git

MOST = 127
"""Highest number of conflicts that `git merge-file` tells; a higher exit code means that it cannot merge the files."""


def setting(folder: Path, name: str) -> str | None:
    """A setting of this clone, None if it has none."""
    said = git.run(folder, "config", "--local", "--get", name)
    return None if said is None or said.returncode else said.stdout.decode(errors="surrogateescape").rstrip("\n")


def put_setting(folder: Path, name: str, value: str) -> None:
    """Change a setting of this clone, for all its work trees. Raises OutsideError."""
    done = git.run(folder, "config", "--local", "--replace-all", name, value)
    if done is None or done.returncode:
        said = done.stderr.decode(errors="replace").strip() if done else "there is no git, or no repository"
        raise OutsideError(f"git cannot keep the setting {name}: {said}", "look at .git/config")


def drivers(folder: Path, paths: Iterable[str]) -> dict[str, str]:
    """The merge driver that the attributes name for each path, relative to the folder; `unspecified` for none."""
    asked = list(paths)
    done = git.run(folder, "check-attr", "-z", "merge", "--", *asked)
    said = done.stdout.decode(errors="surrogateescape").split("\0") if done and not done.returncode else []
    return dict(zip(asked, said[2::3], strict=False))


def merged_lines(files: Sequence[Path], labels: Sequence[str], marker: int) -> tuple[int, bytes]:
    """Merge `files`, ours, base and theirs, line by line: the number of conflicts and the merged bytes.

    `labels` name the three in the marks of a conflict, which are `marker` characters wide. A number above MOST: they
    cannot be merged, as files with a NUL character. Raises OutsideError without git.
    """
    named = (word for label in labels for word in ("-L", label))
    places = (str(path.absolute()) for path in files)
    done = git.started("merge-file", "-p", f"--marker-size={marker}", *named, *places)
    if done is None:
        raise OutsideError("without git these files cannot be merged line by line", "install git")
    return done.returncode, done.stdout
