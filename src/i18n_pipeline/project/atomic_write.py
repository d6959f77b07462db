"""Write files whole or not at all: to a temporary file beside the old one, which is then renamed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from i18n_pipeline.project.disk import failure

NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
"""Flags to open a temporary file: it must not exist, not even as a symbolic link."""
RIGHTS = 0o666
"""The permissions of a new file, before the umask."""


def put(path: Path, data: bytes, last: Callable[[], None] = lambda: None) -> None:
    """Write `data` to a file, whole or not at all; `last` is called just before the rename, and may raise an error.

    Missing folders are created. A link stays a link: the file it leads to is replaced. Raises OutsideError.
    """
    try:
        Path(os.path.realpath(path)).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise failure(path, "written", error) from error
    with replacing(path, last) as out:
        out.write(data)


@contextmanager
def replacing(path: Path, last: Callable[[], None] = lambda: None) -> Iterator[BinaryIO]:
    """Open a temporary file that replaces `path` at the end of the `with` block, unless the block raises an error.

    It is written beside `path` under a random name. For `last` and for links see `put`. Raises OutsideError.
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
