"""Ask git what merges made: which files came out of each otherwise than any branch had them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from i18n_pipeline.errors import OutsideError
from i18n_pipeline.project import disk, git

JOINING = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REBASE_HEAD", "SQUASH_MSG")
"""Files in the folder of a repository that name what is being merged into the work tree just now."""


class Stand(Struct, frozen=True):
    """Where a work tree stands."""

    prefix: str
    """The folder of the project from the top of the repository: empty, or with `/` at its end."""
    head: str
    """The commit that is checked out."""
    joining: tuple[str, ...] = ()
    """The commits that are being merged into the work tree, and not committed yet."""
    is_shallow: bool = False
    """Whether the repository lacks the older part of its history."""


class MergedVersion(Struct, frozen=True):
    """A file that came out of a merge otherwise than any branch had it."""

    commit: str
    """The merge; empty for one that is not committed yet."""
    name: str
    """The file, from the top of the repository."""
    result: str
    """What git knows its bytes by; empty for those in the work tree."""
    parents: tuple[str, ...]
    """The commits that were merged."""
    before: tuple[str, ...]
    """What git knows the bytes by that the file had in each of them; nothing where it was missing."""


def stand(folder: Path) -> Stand | None:
    """Where the work tree around a folder stands; None without git, without a repository, and without a commit."""
    words = [word for name in JOINING for word in ("--git-path", name)]
    done = git.run(folder, "rev-parse", "--is-shallow-repository", "--show-prefix", *words, "HEAD")
    if done is None or done.returncode:
        return None
    shallow, prefix, *places, head = done.stdout.decode(errors="surrogateescape").removesuffix("\n").split("\n")
    joining = tuple(dict.fromkeys(_named(folder / place for place in places)))
    return Stand(prefix, head, joining, shallow == "true")


def lacks_branches(folder: Path, where: Stand) -> bool:
    """Whether the commit that is checked out is a merge of branches that a shallow clone does not have."""
    if not where.is_shallow:
        return False
    own = git.run(folder, "cat-file", "commit", where.head)
    there = git.run(folder, "rev-list", "--parents", "--max-count=1", where.head)
    lines = own.stdout.partition(b"\n\n")[0].split(b"\n") if own else []
    parents = sum(line.startswith(b"parent ") for line in lines)
    return parents > 1 and there is not None and len(there.stdout.split()) <= parents


def unmoved(folder: Path) -> disk.Stamp | None:
    """The stamp of the file in which git notes every commit that it checks out: with the same, nothing was merged.

    None if that is not certain: in another work tree, without this file, and while something is being merged.
    """
    place = Path(disk.repository(folder))
    if place == Path() or any(disk.exists(place / name) for name in JOINING):
        return None
    with suppress(OutsideError):
        return disk.stamp(place / "logs" / "HEAD")
    return None


def _named(places: Iterable[Path]) -> Iterator[str]:
    """The commits that files of a repository name; `SQUASH_MSG` lists the squashed ones, the last one first."""
    for place in places:
        found = re.findall(rb"^(?:commit )?([0-9a-f]{40,64})\b", disk.read(place) or b"", re.MULTILINE)
        yield from (one.decode() for one in (found[:1] if place.name == "SQUASH_MSG" else found))


def merges(folder: Path, place: str, head: str, since: Iterable[str]) -> list[MergedVersion]:
    """What the merges before `head` made of the files below a place in the folder, but for those before `since`.

    Raises OutsideError if git cannot say, as in a partial clone.
    """
    form = ("-c", "--raw", "-z", "--no-renames", "--no-abbrev", "--no-ext-diff", "--format=%x01%H %P")
    looked = [f"^{one}" for one in since]
    done = git.run(folder, "log", "--merges", "--ignore-missing", *form, head, *looked, "--", place)
    if done is None or done.returncode:
        raise OutsideError(f"git cannot read the merges of {folder}", git.WHOLE)
    commits = done.stdout.decode(errors="surrogateescape").split("\x01")[1:]
    return [version for commit in commits for version in _versions(commit)]


def _versions(said: str) -> Iterator[MergedVersion]:
    """The files that `git log --raw -c -z` tells of one merge: modes, ids and a status each, then the name."""
    first, *rest = said.split("\0")
    commit, *parents = first.strip("\n").split()
    parts = [part.lstrip("\n") for part in rest if part.strip("\n")]
    for about, name in zip(parts[::2], parts[1::2], strict=False):
        ids = about.split()[len(parents) + 1 : -1]
        if len(ids) == len(parents) + 1 and set(ids[-1]) != {"0"}:
            before = tuple(one for one in ids[:-1] if set(one) != {"0"})
            yield MergedVersion(commit, name, ids[-1], tuple(parents), before)


def joining(folder: Path, place: str, where: Stand) -> list[MergedVersion]:
    """What a merge that is not committed yet made of the files below a place in the folder. Raises OutsideError."""
    done = git.run(folder, "diff", "--no-ext-diff", "--no-renames", "--name-only", "-z", "HEAD", "--", place)
    if done is None or done.returncode:
        raise OutsideError(f"git cannot compare the work tree of {folder}", git.WHOLE)
    names = dict.fromkeys(done.stdout.decode(errors="surrogateescape").split("\0")[:-1])
    parents = (where.head, *where.joining)
    return [
        MergedVersion("", name, "", parents, tuple(f"{one}:{name}" for one in parents))
        for name in names
        if "\n" not in name
    ]
