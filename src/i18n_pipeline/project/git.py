"""Ask git for the history of a project's files.

Read only: no hook and no configured program is run. Without git or a repository, answers are None or empty.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from i18n_pipeline.errors import OutsideError, SettingsError
from i18n_pipeline.project import disk

SETTINGS = ("core.fsmonitor=false", "core.hooksPath=/dev/null", "color.ui=false", "log.showSignature=false")
SAFE = (
    "git",
    "--no-pager",
    "--no-replace-objects",
    "--literal-pathspecs",
    *(word for setting in SETTINGS for word in ("-c", setting)),
)

WHOLE = "fetch the whole history (git fetch --unshallow, or a clone without --filter)"
"""The advice for a shallow or partial clone."""
LOCAL = frozenset(
    {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"}
)
"""Variables set in hooks that point git at another repository (git rev-parse --local-env-vars); not passed on."""


class Revision(Struct, frozen=True):
    """A version of a file."""

    commit: str
    """The full id of the commit."""
    time: int
    """Time of the commit, seconds since 1970."""
    blob: str
    """The id of the file's bytes."""
    name: str = ""
    """The file's name then, from the top of the repository."""

    @property
    def told(self) -> str:
        """Short commit id and date, for people."""
        return f"{self.commit[:9]}, {datetime.fromtimestamp(self.time, UTC):%Y-%m-%d}"


def top(folder: Path) -> Path | None:
    """The top folder of the work tree, which may have no commit yet; None without git or a work tree."""
    said = run(folder, "rev-parse", "--show-toplevel")
    if said is None or said.returncode:
        return None
    return Path(said.stdout.decode(errors="surrogateescape").rstrip("\n")).resolve()


def has_commit(folder: Path) -> bool:
    """Whether the repository has a commit."""
    return _commit(folder, "HEAD") is not None


def is_shallow(folder: Path) -> bool:
    """Whether the repository lacks the older part of its history."""
    return (_ask(folder, "rev-parse", "--is-shallow-repository") or "").strip() == "true"


def log(folder: Path, options: Iterable[str], places: Iterable[str]) -> str:
    """What `git log` says about some places, relative to the folder. Raises OutsideError if git cannot say."""
    done = run(folder, "log", "--no-ext-diff", *options, "--", *places)
    if done is None or done.returncode:
        raise OutsideError(f"git cannot read the history of {folder}", WHOLE)
    return done.stdout.decode(errors="surrogateescape")


def renames(folder: Path, commit: str) -> list[str]:
    """The old names of the files that a commit renamed, from the top of the repository."""
    said = _ask(folder, "show", "--no-ext-diff", "--format=", "--raw", "-z", "-M", "--diff-filter=R", commit, "--")
    parts = (said or "").split("\0")
    return [old for head, old in pairwise(parts) if head.lstrip("\n").startswith(":")]


def uncommitted(start: Path, place: str) -> frozenset[str]:
    """The files below a place that differ from HEAD, by their names from `start`, the top of the repository."""
    said = _ask(start, "diff", "--no-ext-diff", "--name-only", "-z", "HEAD", "--", place)
    return frozenset((said or "").split("\0"))


def changed(folder: Path, commit: str) -> list[str]:
    """The files in a folder that differ from those of a commit, untracked ones included, relative to the folder.

    Raises OutsideError if git cannot say.
    """
    done = run(folder, "diff", "--no-ext-diff", "--no-renames", "--name-only", "--relative", "-z", commit, "--", ".")
    if done is None or done.returncode:
        raise OutsideError(f"git cannot compare {folder} with {commit}", WHOLE)
    new = _ask(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", ".") or ""
    return sorted({*done.stdout.decode(errors="surrogateescape").split("\0"), *new.split("\0")} - {""})


def at_names(folder: Path, revision: str, names: Iterable[str]) -> str | None:
    """The id of a file's bytes at a revision under the first of its names there; None if git does not have it."""
    asked = [f"{revision}:{name}" for name in names]
    done = run(folder, "cat-file", "--batch-check", said="".join(f"{one}\n" for one in asked).encode())
    answers = done.stdout.decode(errors="replace").splitlines() if done else []
    return next((line.split()[0] for line in answers if line.split()[1:2] == ["blob"]), None)


def data(folder: Path, blob: str) -> bytes:
    """The bytes of a blob. Raises OutsideError if the repository lacks them, as a shallow clone may."""
    done = run(folder, "cat-file", "blob", blob)
    if done is None or done.returncode:
        raise OutsideError(f"git does not hold {blob} in {folder}", WHOLE)
    return done.stdout


def at(path: Path, revision: str) -> str | None:
    """The id of a file's bytes at a revision, None if the file did not exist then.

    Raises SettingsError for a revision that git does not know, OutsideError if git cannot say, as in a partial clone.
    """
    commit = _commit(path.parent, revision)
    if commit is None:
        raise SettingsError(
            f"git knows no revision {revision!r} in {path.parent}", "look at `git log`, or fetch it first"
        )
    said = run(path.parent, "ls-tree", "-z", commit, "--", path.name)
    if said is None or said.returncode:
        raise OutsideError(f"git cannot read {revision!r} in {path.parent}", WHOLE)
    found = said.stdout.decode(errors="replace").split()
    return found[2] if found else None


class Commit(Struct, frozen=True):
    """A commit of the whole project."""

    commit: str
    """Its full id."""
    time: int
    """Its time, seconds since 1970."""


def commits(folder: Path, places: Iterable[Path], most: int = -1) -> list[Commit]:
    """HEAD and its first-parent ancestors, newest first, at most `most` (-1: all).

    Empty without git, or if HEAD has none of the `places` in `folder`.
    """
    if not _ask(folder, "ls-tree", "HEAD", "--", *_names(folder, places)):
        return []
    said = _ask(folder, "log", "--first-parent", f"--max-count={most}", "--format=%H %ct", "HEAD", "--")
    return [Commit(commit, int(time)) for commit, time in (line.split() for line in (said or "").splitlines())]


def fork_point(folder: Path, revision: str) -> str:
    """The merge base of HEAD and a revision; the revision itself if they share no commit.

    Raises SettingsError if git does not know the revision, and OutsideError if a shallow clone lacks the merge base.
    """
    known = _commit(folder, revision)
    if known is None:
        advice = "fetch it first (git fetch origin), in CI with fetch-depth: 0"
        raise SettingsError(f"git knows no revision {revision!r} in {folder}", advice)
    shared = _ask(folder, "merge-base", known, "HEAD")
    if not shared and is_shallow(folder):
        raise OutsideError(f"git does not know where this branch left {revision!r}", f"{WHOLE}, in CI fetch-depth: 0")
    return (shared or known).strip()


def _commit(folder: Path, revision: str) -> str | None:
    """The full commit id of a revision, None if git does not know it."""
    known = _ask(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return known and known.strip()


def files(folder: Path, commit: str, places: Iterable[Path]) -> dict[Path, str]:
    """The blob ids of all files below `places` in a commit, by absolute path; symbolic links are left out.

    Raises OutsideError if the repository lacks the commit.
    """
    found = tree(folder, commit, _names(folder, places))
    if found is None:
        raise OutsideError(f"git cannot read {commit} in {folder}", WHOLE)
    top = Path((_ask(folder, "rev-parse", "--show-toplevel") or "").rstrip("\n"))
    return {top / name: blob for name, blob in found.items()}


def tree(folder: Path, commit: str, places: Iterable[str]) -> dict[str, str] | None:
    """The blob ids of all files below places in a commit, by name from the top of the repository, without links.

    The places are relative to the folder. None if git cannot say.
    """
    done = run(folder, "ls-tree", "-r", "-z", "--full-name", commit, "--", *places)
    if done is None or done.returncode:
        return None
    entries = (line.split("\t", 1) for line in done.stdout.decode(errors="surrogateescape").split("\0") if line)
    return {name: about.split()[2] for about, name in entries if about.startswith("100")}


def tracked(folder: Path, name: str) -> bool | None:
    """Whether git tracks a file, or files in a folder, of this name; None if it cannot say."""
    said = _ask(folder, "ls-files", "-z", "--", name)
    return None if said is None else bool(said)


def index_lock(folder: Path) -> Path | None:
    """Path of the file that exists while git changes files of the working tree; None without git or a repository."""
    said = _ask(folder, "rev-parse", "--git-path", "index.lock")
    return folder / said.rstrip("\n") if said else None


def _names(folder: Path, places: Iterable[Path]) -> list[str]:
    return sorted({place.relative_to(folder).as_posix() for place in places})


def blobs(folder: Path, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The bytes of many blobs, from one git process. Raises OutsideError if the repository lacks one."""
    for one, data in contents(folder, ids):
        if data is None:
            raise OutsideError(f"git does not hold {one} in {folder}", WHOLE)
        yield one, data


def contents(folder: Path, wanted: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
    """The bytes of files by what git knows them by (a blob's id, `commit:name`), each once, from one git process.

    None for what git does not have. Raises OutsideError.
    """
    asked = list(dict.fromkeys(wanted))
    said = "".join(f"{one}\n" for one in asked).encode(errors="surrogateescape")
    done = run(folder, "cat-file", "--batch", said=said)
    if done is None or done.returncode:
        raise OutsideError(f"git cannot read the history of {folder}", WHOLE)
    place = 0
    for one in asked:
        end = done.stdout.index(b"\n", place)
        *_, size = done.stdout[place:end].split()
        place = end + 1
        if size == b"missing":
            yield one, None
            continue
        yield one, done.stdout[place : place + int(size)]
        place += int(size) + 1


def _ask(folder: Path, *words: str) -> str | None:
    """The output of a git command, None if it failed."""
    done = run(folder, *words)
    return None if done is None or done.returncode else done.stdout.decode(errors="replace")


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in LOCAL}


def run(folder: Path, *words: str, said: bytes = b"") -> subprocess.CompletedProcess[bytes] | None:
    """Run a git command in a folder, with bytes as its input; None without git, and without a repository around it."""
    return started("-C", str(folder), *words, said=said) if disk.repository(folder) else None


def started(*words: str, said: bytes = b"") -> subprocess.CompletedProcess[bytes] | None:
    """Run a git command that needs no repository, with bytes as its input; None without git."""
    try:
        return subprocess.run([*SAFE, *words], input=said, capture_output=True, check=False, env=_environment())
    except OSError:  # git is not installed
        return None
