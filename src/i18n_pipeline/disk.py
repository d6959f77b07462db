"""Files on disk: read, listed, written whole or not at all. No other module creates, renames or removes one."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from secrets import token_hex
from stat import S_ISDIR, S_ISREG
from typing import BinaryIO, TypeAlias

from i18n_pipeline.errors import OutsideError

Stamp: TypeAlias = tuple[int, int, int]
"""See `stamp`."""
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
"""How a temporary file is opened: it must not exist, not even as a link."""
RIGHTS = 0o666
"""The permissions of a new file, before the umask."""


# --- reading -----------------------------------------------------------------------------------------


def read(path: Path) -> bytes | None:
    """The bytes of a file, None where there is none or a link leads nowhere.

    Raises OutsideError, also for what is no file, such as a pipe or a folder.
    """
    try:
        if not S_ISREG(path.stat().st_mode):
            raise OutsideError(f"{path} cannot be read: it is {'a folder' if path.is_dir() else 'no regular file'}")
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno == errno.ELOOP:
            return None
        raise failure(path, "read", error) from error


def head(path: Path, size: int) -> bytes:
    """The first bytes of a file, none where there is no file. Raises OutsideError."""
    if not path.is_file():
        return b""
    try:
        with path.open("rb") as file:
            return file.read(size)
    except OSError as error:
        raise failure(path, "read", error) from error


def exists(path: Path) -> bool:
    """Whether there is something at a path, links followed, as far as this user can see."""
    return os.path.exists(path)  # noqa: PTH110 - Path.exists raises an error below a folder that may not be read


def stamp(path: Path) -> Stamp | None:
    """What changes when a file does: its time, its size and its number on disk; None where there is none.

    Raises OutsideError.
    """
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise failure(path, "read", error) from error
    return (stat.st_mtime_ns, stat.st_size, stat.st_ino)


class Kind(StrEnum):
    """What a path leads to, links followed."""

    FILE = "file"
    FOLDER = "folder"
    OTHER = "pipe, socket or device"
    NOTHING = "nothing"


def below(folder: Path, enter: Callable[[str], bool] = lambda _: True) -> Iterator[tuple[str, Kind]]:
    """Everything below a folder but folders, with its path relative to the folder, `/` between.

    A folder is looked into where `enter` says so of its relative path; a link to a folder is not, and is given like a
    file. Raises OutsideError for a folder that cannot be listed, which must not look like an empty one.
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


def is_inside(path: Path, folder: Path) -> bool:
    """Whether a path, links followed, lies inside a folder, links followed."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


# --- writing -----------------------------------------------------------------------------------------


def put(path: Path, data: bytes, last: Callable[[], None] = lambda: None) -> None:
    """Make a file hold `data`, whole or not at all; `last` is called just before, and may raise an error.

    Folders are made where they are missing. A link stays a link: what it leads to is replaced. Raises OutsideError.
    """
    try:
        Path(os.path.realpath(path)).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise failure(path, "written", error) from error
    with replacing(path, last) as out:
        out.write(data)


@contextmanager
def replacing(path: Path, last: Callable[[], None] = lambda: None) -> Iterator[BinaryIO]:
    """A new file, which takes the place of the one at `path` at the end of the `with` block, unless an error leaves it.

    It is written beside it, under a name that nobody can know before. For `last` and for links see `put`. Raises
    OutsideError.
    """
    place = Path(os.path.realpath(path))
    beside = place.with_name(f".i18n-{token_hex(8)}.tmp")
    made = False
    try:
        descriptor = os.open(beside, NEW, RIGHTS)
        made = True
        with os.fdopen(descriptor, "wb") as out:
            yield out
        if place.exists():
            beside.chmod(place.stat().st_mode)
        last()
        beside.replace(place)
        made = False
    except OSError as error:
        raise failure(path, "written", error) from error
    finally:
        if made:
            with suppress(OSError):
                beside.unlink()


def pour(path: Path, data: bytes) -> None:
    """Write to what is no file, such as a pipe or /dev/null, which stays what it is. Raises OutsideError."""
    try:
        with path.open("wb") as out:
            out.write(data)
    except OSError as error:
        raise failure(path, "written", error) from error


def remove(path: Path) -> None:
    """Remove a file, or a link alone, if it is there. Raises OutsideError."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise failure(path, "removed", error) from error


def make_folder(path: Path) -> None:
    """Make a folder, and those it lies in, where they are not there yet. Raises OutsideError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise failure(path, "made", error) from error


def require_no_links(paths: Iterable[Path]) -> None:
    """Raise OutsideError where one of these paths is a link, which may lead to what is not to be written."""
    for path in paths:
        if path.is_symlink():
            raise OutsideError(f"{path} is a link, which may lead anywhere; delete it")


def of_database(path: Path) -> list[Path]:
    """The files that SQLite makes for a database: its own, and those beside it (sqlite.org/tempfiles.html)."""
    return [path.with_name(f"{path.name}{end}") for end in ("", "-journal", "-wal", "-shm")]


# --- what went wrong ---------------------------------------------------------------------------------


def failure(path: Path, done: str, error: OSError | ValueError) -> OutsideError:
    """What a person reads of an error of the operating system: the path, what could not be done to it, and why."""
    return OutsideError(f"{path} cannot be {done}: {_reason(path, error)}")


def _reason(path: Path, error: OSError | ValueError) -> str:
    if not isinstance(error, OSError):  # a path that no system takes, with a NUL or a lone surrogate in it
        return str(error)
    if error.errno in {errno.ENOTDIR, errno.EEXIST, errno.ENOENT}:
        for parent in (*reversed(path.parents), *([path] if error.errno == errno.ENOTDIR else [])):
            if os.path.lexists(parent) and not parent.is_dir():
                kind = "a link that leads nowhere" if parent.is_symlink() else "a file"
                return f"{parent} is {kind}, where a folder is needed"
    return error.strerror or type(error).__name__
