"""Read, list and remove files; `atomic_write` writes them. No other module creates, renames or removes one."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TypeAlias

from i18n_pipeline.errors import OutsideError

ADVICE = {
    errno.EACCES: "change its permissions",
    errno.EPERM: "change its permissions",
    errno.EROFS: "choose a place that may be written",
    errno.ENOSPC: "make room there",
    errno.EDQUOT: "make room there",
    errno.EIO: "look at the disk",
}
"""What to do about errors of the operating system, by their numbers."""
OTHER = "put that right and run the command again"
"""What to do about any other."""

Stamp: TypeAlias = tuple[int, int, int, int]
"""Modification time and change time (ns), size (bytes) and inode of a file; see `stamp`."""


# --- reading -----------------------------------------------------------------------------------------


def read(path: Path) -> bytes | None:
    """The bytes of a file, None if it is missing or a dangling link.

    Raises OutsideError, also for a folder, pipe or device.
    """
    try:
        if not S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - thousands of times a run
            raise OutsideError(
                f"{path} cannot be read: it is {'a folder' if path.is_dir() else 'no regular file'}",
                "put a file there, or remove it",
            )
        with open(path, "rb") as file:  # noqa: PTH123 - the same
            return file.read()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno == errno.ELOOP:
            return None
        raise failure(path, "read", error) from error


def head(path: Path, size: int) -> bytes:
    """The first `size` bytes of a file, empty if it is missing. Raises OutsideError."""
    if not path.is_file():
        return b""
    try:
        with path.open("rb") as file:
            return file.read(size)
    except OSError as error:
        raise failure(path, "read", error) from error


def exists(path: Path) -> bool:
    """Whether a path exists, links followed; False if this user may not see it."""
    return os.path.exists(path)  # noqa: PTH110 - Path.exists raises an error below a folder that may not be read


def stamp(path: Path | str) -> Stamp | None:
    """Times, size and inode of a file, which change when the file does; None if it is missing.

    Raises OutsideError.
    """
    try:
        stat = os.stat(path)  # noqa: PTH116 - ten thousand times a run
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise failure(Path(path), "read", error) from error
    return (stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino)


class Kind(StrEnum):
    """What a path is, links followed."""

    FILE = "file"
    FOLDER = "folder"
    OTHER = "pipe, socket or device"
    NOTHING = "nothing"


def repository(folder: Path) -> str:
    """The folder `.git` of the repository around an existing folder, or the file in another work tree; empty: none."""
    real = os.path.realpath(folder)
    if not os.path.isdir(real):  # noqa: PTH112 - at each start
        return ""
    places = (f"{one}/.git" for one in (real, *map(str, Path(real).parents)))
    return next((place for place in places if os.path.lexists(place)), "")


def below(folder: Path, enter: Callable[[str], bool] = lambda _: True) -> Iterator[tuple[str, Kind]]:
    """Paths below a folder, relative to it, with `/`, each with its kind; folders themselves are left out.

    A subfolder is searched if `enter` accepts its relative path. A link to a folder is not searched, but given like a
    file. Raises OutsideError for a folder that cannot be listed, which must not look like an empty folder.
    """
    waiting = [""]
    while waiting:
        parent = waiting.pop()
        try:
            with os.scandir(folder / parent) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            raise failure(folder / parent, "listed", error) from error
        for entry in found:
            name = f"{parent}{entry.name}"
            if not entry.is_dir(follow_symlinks=False):
                yield name, _kind(entry)
            elif enter(name):
                waiting.append(f"{name}/")


def _kind(entry: os.DirEntry[str]) -> Kind:
    if entry.is_file(follow_symlinks=False):
        return Kind.FILE
    try:
        mode = entry.stat().st_mode
    except OSError:
        return Kind.NOTHING
    return Kind.FILE if S_ISREG(mode) else Kind.FOLDER if S_ISDIR(mode) else Kind.OTHER


def may_be_linked(path: str, root: str) -> bool:
    """Whether a path may lead elsewhere than it says: not below a folder without links, or a part of it is a link."""
    if not path.startswith(root + os.sep) or os.pardir in path:
        return True
    at = len(root)
    while at >= 0:
        at = path.find(os.sep, at + 1)
        if os.path.islink(path if at < 0 else path[:at]):  # noqa: PTH114 - a thousand times a run
            return True
    return False


def is_inside(path: Path, folder: Path) -> bool:
    """Whether a path lies inside a folder, links followed on both sides."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


# --- changing -----------------------------------------------------------------------------------------


def pour(path: Path, data: bytes) -> None:
    """Write to a pipe or device, such as /dev/null, without replacing it. Raises OutsideError."""
    try:
        with path.open("wb") as out:
            out.write(data)
    except OSError as error:
        raise failure(path, "written", error) from error


def remove(path: Path) -> None:
    """Remove a file, or a link but not its target, if it exists. Raises OutsideError."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise failure(path, "removed", error) from error


def make_folder(path: Path) -> None:
    """Create a folder and its parents, unless they exist. Raises OutsideError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise failure(path, "made", error) from error


def require_no_links(paths: Iterable[Path]) -> None:
    """Raise OutsideError if one of these paths is, or may be, a symbolic link, which may lead to a file of others."""
    for path in paths:
        try:
            is_link = path.is_symlink()
        except OSError as error:
            raise failure(path, "looked at", error) from error
        if is_link:
            raise OutsideError(f"{path} is a link, which may lead anywhere", "delete it")


def of_database(path: Path) -> list[Path]:
    """Paths of the files SQLite makes for a database: the database and its journals (sqlite.org/tempfiles.html)."""
    return [path.with_name(f"{path.name}{end}") for end in ("", "-journal", "-wal", "-shm")]


# --- what went wrong ---------------------------------------------------------------------------------


def failure(path: Path, done: str, error: OSError | ValueError) -> OutsideError:
    """The error to raise for one of the operating system; `done` completes "PATH cannot be …"."""
    return OutsideError(f"{path} cannot be {done}: {_reason(path, error)}", advice(error))


def advice(error: OSError | ValueError) -> str:
    """What to do about an error of the operating system."""
    return ADVICE.get(error.errno or 0, OTHER) if isinstance(error, OSError) else OTHER


def _reason(path: Path, error: OSError | ValueError) -> str:
    if not isinstance(error, OSError):  # a path with a NUL or a lone surrogate, which no system accepts
        return str(error)
    if error.errno in {errno.ENOTDIR, errno.EEXIST, errno.ENOENT}:
        for parent in (*reversed(path.parents), *([path] if error.errno == errno.ENOTDIR else [])):
            if os.path.lexists(parent) and not parent.is_dir():
                kind = "a link that leads nowhere" if parent.is_symlink() else "a file"
                return f"{parent} is {kind}, where a folder is needed"
    return error.strerror or type(error).__name__
