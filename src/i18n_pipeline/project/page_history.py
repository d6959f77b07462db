"""The states of many files in git, from one look through the history, under the names that they had before.

A file that was renamed and rewritten in one commit, too much for git to see a rename, goes on as the file of that name,
or else the only file, that this commit deleted.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from i18n_pipeline.project import git
from i18n_pipeline.project.git import Revision

MANY = 5
"""Files added by one commit from which the commit may have moved a whole folder here."""
MARK = "\x01"
"""Begins the line of a commit in what git is asked for."""


class _Change(Struct, frozen=True):
    """What a commit did to one file."""

    revision: Revision
    """The commit, and the file's bytes after it."""
    kind: str
    """`A`, `M`, `D`, `R` … as in `git diff --raw`."""
    old: str
    """The name before, from the top of the repository."""
    new: str
    """The name after."""


def states(files: Iterable[Path]) -> dict[Path, list[Revision]]:
    """All states of files, newest first; no entry for a file that git does not know.

    States with the same bytes count once, as the newest of them. Empty without git or a repository. Raises
    OutsideError if git cannot read the history.
    """
    top, wanted, inside = _asked(files)
    if top is None:
        return {}
    log = list(_log(top, [inside]))
    if outside := _moved_here(top, log):
        log = list(_log(top, [inside, *outside]))
    by_name = _by_name(log)
    deleted = _deleted(log)
    found = {path: _followed(name, by_name, deleted) for path, name in wanted.items()}
    return {path: revisions for path, revisions in found.items() if revisions}


def last_changes(files: Iterable[Path]) -> dict[Path, int]:
    """Times of the last commits of files, seconds since 1970; files that changed since have none."""
    top, wanted, inside = _asked(files)
    if top is None:
        return {}
    dirty = git.uncommitted(top, inside)
    times: dict[str, int] = {}
    for change in _log(top, [inside]):
        times.setdefault(change.new, change.revision.time)
    return {path: times[name] for path, name in wanted.items() if name in times and name not in dirty}


def _asked(files: Iterable[Path]) -> tuple[Path | None, dict[Path, str], str]:
    """The repository of files, their names in it, and the name of the folder that all of them are in."""
    resolved = {path: path.resolve() for path in files}
    if not resolved:
        return None, {}, "."
    folder = Path(os.path.commonpath([path.parent for path in resolved.values()]))
    top = git.top(folder)
    if top is None or not folder.is_relative_to(top) or not git.has_commit(folder):
        return None, {}, "."
    names = {path: place.relative_to(top).as_posix() for path, place in resolved.items()}
    return top, names, folder.relative_to(top).as_posix()


def _log(top: Path, places: Sequence[str]) -> Iterator[_Change]:
    """The changes of all commits to files below some places, newest first."""
    said = git.log(top, ("--raw", "-z", "--no-abbrev", "-M", f"--format={MARK}%H %ct"), places)
    commit, time, parts = "", 0, iter(said.split("\0"))
    for part in parts:
        if part.startswith(MARK):
            commit, _, seconds = part[1:].partition(" ")
            time = int(seconds)
        elif part.lstrip("\n").startswith(":"):
            _, _, _, blob, kind = part.lstrip("\n").split(" ")
            old = next(parts)
            new = next(parts) if kind[0] in "RC" else old
            yield _Change(Revision(commit, time, blob, new), kind[0], old, new)


def _moved_here(top: Path, log: Iterable[_Change]) -> list[str]:
    """Other folders from which commits moved many of the files."""
    added = Counter(change.revision.commit for change in log if change.kind == "A")
    folders: dict[str, None] = {}
    for commit in (commit for commit, number in added.items() if number >= MANY):
        for old in git.renames(top, commit):
            folders.setdefault(PurePosixPath(old).parent.as_posix())
    return [folder for folder in folders if folder != "."]


def _by_name(log: Iterable[_Change]) -> dict[str, list[tuple[int, _Change]]]:
    """The changes by the name after them, each with its number in the history."""
    found: defaultdict[str, list[tuple[int, _Change]]] = defaultdict(list)
    for number, change in enumerate(log):
        if change.kind != "D":
            found[change.new].append((number, change))
    return found


def _deleted(log: Iterable[_Change]) -> dict[str, list[str]]:
    """The files that each commit deleted."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for change in log:
        if change.kind == "D":
            found[change.revision.commit].append(change.old)
    return found


def _followed(
    name: str, by_name: Mapping[str, Sequence[tuple[int, _Change]]], deleted: Mapping[str, Sequence[str]]
) -> list[Revision]:
    """The states of a file, under earlier names too."""
    found: dict[str, Revision] = {}
    start, seen = -1, {name}
    while True:
        older = ""
        for number, change in by_name.get(name, ()):
            if number <= start:
                continue
            found.setdefault(change.revision.blob, change.revision)
            if change.kind in "RA":
                older = change.old if change.kind == "R" else _before(change, deleted)
                start = number
                break
        if not older or older in seen:
            return list(found.values())
        seen.add(older)
        name = older


def _before(change: _Change, deleted: Mapping[str, Sequence[str]]) -> str:
    """The file that a commit deleted when it added another; empty if none is it beyond doubt."""
    path = PurePosixPath(change.new)
    gone = [one for one in deleted.get(change.revision.commit, ()) if PurePosixPath(one).suffix == path.suffix]
    same = [one for one in gone if PurePosixPath(one).name == path.name]
    chosen = same or [one for one in gone if PurePosixPath(one).parent == path.parent] or gone
    return chosen[0] if len(chosen) == 1 else ""
