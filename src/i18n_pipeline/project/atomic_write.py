"""Write files whole or not at all: to a temporary file beside the old one, which is then renamed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from i18n_pipeline.project.disk import failure

NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
"""Flags to open a temporary file: it must not exist, not even as a symbolic link."""
RIGHTS = 0o666
"""The permissions of a new file, before the umask."""


def put(path: Path, data: bytes | tuple[bytes, ...], last: Callable[[], None] = lambda: None, place: str = "") -> None:
    """Write `data`, perhaps in several pieces, to a file, whole or not at all.

    `last` is called just before the rename, and may raise an error.
    Missing folders are created. A link stays a link: the file it leads to is replaced; `place` is its path, if that is
    known. Raises OutsideError.
    """
    place = place or os.path.realpath(path)
    folder = os.path.dirname(place)  # noqa: PTH120 - thousands of times a run, as all below
    try:
        if not os.path.isdir(folder):  # noqa: PTH112
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    except OSError as error:
        raise failure(path, "written", error) from error
    with replacing(path, last, place) as out:
        out.writelines(data if isinstance(data, tuple) else (data,))


@contextmanager
def replacing(path: Path, last: Callable[[], None] = lambda: None, place: str = "") -> Iterator[BinaryIO]:
    """Open a temporary file that replaces `path` at the end of the `with` block, unless the block raises an error.

    It is written beside `path` under a random name. For `last`, `place` and links see `put`. Raises OutsideError.
    """
    place = place or os.path.realpath(path)
    beside = os.path.join(os.path.dirname(place), f".i18n-{token_hex(8)}.tmp")  # noqa: PTH118, PTH120
    made = False
    try:
        descriptor = os.open(beside, NEW, RIGHTS)
        made = True
        with os.fdopen(descriptor, "wb") as out:
            yield out
        with suppress(FileNotFoundError):
            os.chmod(beside, os.stat(place).st_mode)  # noqa: PTH101, PTH116
        last()
        Path(beside).replace(place)
        made = False
    except OSError as error:
        raise failure(path, "written", error) from error
    finally:
        if made:
            with suppress(OSError):
                os.unlink(beside)  # noqa: PTH108


def token_hex(size: int) -> str:
    """So many random bytes as hexadecimal digits, like that of `secrets`, which takes 10 ms to load."""
    return os.urandom(size).hex()
