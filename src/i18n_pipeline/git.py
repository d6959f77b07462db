"""What git knows about the files of a project.

Nothing is written, no hook and no configured program is run. Where there is no git or no repository, nothing is known.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from i18n_pipeline.errors import OutsideError, SettingsError

SETTINGS = ("core.fsmonitor=false", "core.hooksPath=/dev/null", "color.ui=false", "log.showSignature=false")
SAFE = (
    "git",
    "--no-pager",
    "--no-replace-objects",
    "--literal-pathspecs",
    *(word for setting in SETTINGS for word in ("-c", setting)),
)

WHOLE = "fetch the whole history (git fetch --unshallow, or a clone without --filter)"
"""What to do about a repository that does not hold all it knows of."""
LOCAL = frozenset(
    {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"}
)
"""Variables that hooks get, and that would have git look elsewhere (git rev-parse --local-env-vars)."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One state of a file."""

    commit: str
    """The commit that made it, in full."""
    time: int
    """When it was committed, in seconds since 1970."""
    blob: str
    """The id of its bytes."""

    @property
    def told(self) -> str:
        """The short id and the date, as people know it."""
        return f"{self.commit[:9]}, {datetime.fromtimestamp(self.time, UTC):%Y-%m-%d}"


def revisions(path: Path) -> list[Revision]:
    """All states of a file, its earlier names followed, the newest first; none where git does not know it.

    A file whose bytes were there before counts once, as the newest of these states.
    """
    asked = ("log", "--follow", "--no-ext-diff", "--format=%H %ct", "--raw", "--no-abbrev", "--", path.name)
    said = _ask(path.parent, *asked)
    found: dict[str, Revision] = {}
    for revision in _parsed(said or ""):
        found.setdefault(revision.blob, revision)
    return list(found.values())


def _parsed(log: str) -> Iterator[Revision]:
    """Read `git log --raw`: a line for the commit, and one for the file: `:modes old new status TAB path`."""
    commit, time = "", 0
    for line in log.splitlines():
        if line.startswith(":"):
            blob = line.split("\t", 1)[0].split(" ")[3]
            if blob.strip("0"):
                yield Revision(commit, time, blob)
        elif line:
            commit, _, seconds = line.partition(" ")
            time = int(seconds)


def data(folder: Path, blob: str) -> bytes:
    """The bytes of a state. Raises OutsideError where the repository does not hold them, as a shallow one may not."""
    done = _run(folder, "cat-file", "blob", blob)
    if done is None or done.returncode:
        raise OutsideError(f"git does not hold {blob} in {folder}; {WHOLE}")
    return done.stdout


def at(path: Path, revision: str) -> str | None:
    """The id of a file's bytes at a revision, None where it was not there then.

    Raises SettingsError for a revision that git does not know.
    """
    commit = _commit(path.parent, revision)
    if commit is None:
        raise SettingsError(f"git knows no revision {revision!r} in {path.parent}")
    found = _ask(path.parent, "rev-parse", "--verify", "--quiet", f"{commit}:./{path.name}")
    return found.strip() if found else None


def last_change(path: Path) -> int | None:
    """When a file was last committed, in seconds since 1970; None where git does not know it."""
    said = _ask(path.parent, "log", "-1", "--format=%ct", "--", path.name)
    return int(said) if said and said.strip() else None


@dataclass(frozen=True, slots=True)
class Commit:
    """A state of the whole project."""

    commit: str
    """Its id, in full."""
    time: int
    """When it was committed, in seconds since 1970."""


def commits(folder: Path, places: Iterable[Path], most: int = -1) -> list[Commit]:
    """What is checked out and what it was made from, newest first, of merges the side they were made on.

    At `most` so many; none where there is no git, or git has nothing at these places in `folder`.
    """
    if not _ask(folder, "ls-tree", "HEAD", "--", *_names(folder, places)):
        return []
    said = _ask(folder, "log", "--first-parent", f"--max-count={most}", "--format=%H %ct", "HEAD", "--")
    return [Commit(commit, int(time)) for commit, time in (line.split() for line in (said or "").splitlines())]


def fork_point(folder: Path, revision: str) -> str | None:
    """The commit where what is checked out left a revision; the revision itself where they share none.

    None where git knows no such revision. Raises OutsideError where a shallow repository does not know it.
    """
    known = _commit(folder, revision)
    shared = known and _ask(folder, "merge-base", known, "HEAD")
    if known and not shared and (_ask(folder, "rev-parse", "--is-shallow-repository") or "").strip() == "true":
        raise OutsideError(f"git does not know where this branch left {revision!r}; {WHOLE}, in CI fetch-depth: 0")
    return (shared or known or "").strip() or None


def _commit(folder: Path, revision: str) -> str | None:
    """The commit that a revision is, None where git knows no such revision."""
    known = _ask(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return known and known.strip()


def files(folder: Path, commit: str, places: Iterable[Path]) -> dict[Path, str]:
    """The ids of all files below some places in `folder`, absolute paths, as a commit has them; no links.

    Raises OutsideError where the repository does not hold the commit.
    """
    said = _run(folder, "ls-tree", "-r", "-z", "--full-name", commit, "--", *_names(folder, places))
    if said is None or said.returncode:
        raise OutsideError(f"git cannot read {commit} in {folder}; {WHOLE}")
    top = Path((_ask(folder, "rev-parse", "--show-toplevel") or "").rstrip("\n"))
    entries = (line.split("\t", 1) for line in said.stdout.decode(errors="surrogateescape").split("\0") if line)
    return {top / name: about.split()[2] for about, name in entries if about.startswith("100")}


def _names(folder: Path, places: Iterable[Path]) -> list[str]:
    return sorted({place.relative_to(folder).as_posix() for place in places})


def blobs(folder: Path, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The bytes of many states, in one go. Raises OutsideError for one that the repository does not hold."""
    asked = list(ids)
    done = _run(folder, "cat-file", "--batch", said="".join(f"{one}\n" for one in asked).encode())
    if done is None or done.returncode:
        raise OutsideError(f"git cannot read the history of {folder}")
    place = 0
    for one in asked:
        end = done.stdout.index(b"\n", place)
        head = done.stdout[place:end].split()
        if head[-1] == b"missing":
            raise OutsideError(f"git does not hold {one} in {folder}; {WHOLE}")
        size = int(head[2])
        yield one, done.stdout[end + 1 : end + 1 + size]
        place = end + 2 + size


def _ask(folder: Path, *words: str) -> str | None:
    """What git answers, None where it has no answer."""
    done = _run(folder, *words)
    return None if done is None or done.returncode else done.stdout.decode(errors="replace")


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in LOCAL}


def _run(folder: Path, *words: str, said: bytes = b"") -> subprocess.CompletedProcess[bytes] | None:
    if not folder.is_dir():
        return None
    try:
        return subprocess.run(
            [*SAFE, "-C", str(folder), *words], input=said, capture_output=True, check=False, env=_environment()
        )
    except OSError:  # git is not installed
        return None
