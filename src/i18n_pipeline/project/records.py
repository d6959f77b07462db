"""Records of what each page gave in each language, so that nothing is worked on twice: by content, in `.i18n-cache/`.

A record has a state, which is a digest of everything its result depends on, and the result. It counts only as long as
the state is the same; nothing is ever asked of a record that cannot be worked out again.
"""

from __future__ import annotations

import os
from collections.abc import Hashable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, cast

import msgspec
from msgspec.structs import replace

from i18n_pipeline.errors import OutsideError
from i18n_pipeline.profiles import described
from i18n_pipeline.project import atomic_write, cache, disk, this_tool, tracked_cache
from i18n_pipeline.project.disk import Stamp
from i18n_pipeline.project.file_digests import DIGEST, Seen, digest, joined
from i18n_pipeline.project.settings import Config
from i18n_pipeline.project.settings_tables import RunSettings
from i18n_pipeline.project.this_tool import NOT_KNOWN, KnownTool

FILE = "records"
"""The file in the folder of the cache."""
FORM = b"i18n-pipeline records 1\n"
"""What the file begins with: its form."""

OF = "\t"
"""In the name of a record, before the file without which it is of no use: a page or a catalogue."""

T = TypeVar("T")


Record: TypeAlias = bytes
"""The result of some work: its state, which is the digest of all it depends on, then the result as MessagePack."""


class Kept(msgspec.Struct, array_like=True, frozen=True):
    """The whole file."""

    tool: bytes
    """The digest of the settings and of this tool."""
    own: KnownTool
    """What is known of the files of this tool."""
    index: Stamp | None
    """The stamp of git's index that is known not to have the cache in it."""
    seen: dict[str, bytes]
    """See `Seen`."""
    records: dict[str, Record]
    """The records by name."""


class Records:
    """The records of a project, read at the start of a command and written at its end, and its files as last seen."""

    def __init__(self, config: Config, *, use: bool = True) -> None:
        """`use`: whether to read and write them at all; without, every question has the answer that nothing is known.

        A damaged file, and one of other settings or another version of this tool, counts as none.
        """
        self.config = config
        kept = _read(config.root) if use else None
        self.index = tracked_cache.index(config.root) if use else None
        is_sure = kept is not None and self.index is not None and kept.index == self.index
        self.doubt = tracked_cache.doubt(config.root) if use and not is_sure else None
        """Why the cache is not used, for people."""
        if self.doubt:
            kept, use = None, False
        self.use = use
        self.tool, self.own = tool(config, kept.own if kept else NOT_KNOWN) if use else (b"", NOT_KNOWN)
        self.changed = kept is None or kept.own != self.own or kept.index != self.index
        if kept and kept.tool != self.tool:
            kept = None
        self.seen = Seen(config.root, kept.seen if kept else {}, use=use)
        self.known: dict[str, Record] = kept.records if kept else {}
        self.noted: dict[str, bytes] = {}
        """States that were worked out since `look_again`, by a name."""

    def look_again(self) -> None:
        """Look at every file again, since this command may have changed some: the end of each work on files."""
        self.seen.look_again()
        self.noted.clear()

    def result(self, name: str, state: bytes, kind: type[T]) -> T | None:
        """The result that is recorded under a name for this state, None if there is none."""
        record = self.known.get(name)
        if record is None or record[:DIGEST] != state:
            return None
        with suppress(msgspec.DecodeError):
            return unpacked(memoryview(record)[DIGEST:], kind)
        return None

    def put(self, name: str, state: bytes, result: Any) -> None:
        """Record a result under a name for a state, a digest; not one with a file name in it that is no text."""
        if not self.use:
            return
        with suppress(UnicodeEncodeError):
            name.encode()
            self.known[name] = state + packed(result)
            self.changed = True

    def _drop_what_is_gone(self) -> None:
        """Forget the records of pages and catalogues that no longer exist, and what was seen of other such files."""
        for name in [name for name in self.seen.known if not self.seen.is_there(name)]:
            del self.seen.known[name]
        files = ((name, name.partition(OF)[2]) for name in self.known)
        for name in [name for name, file in files if file and not self.seen.is_there(file)]:
            del self.known[name]

    def save(self) -> None:
        """Write the records, if anything changed. A folder that cannot be written costs the next run time, no more."""
        if not self.use or not (self.changed or self.seen.changed):
            return
        self._drop_what_is_gone()
        body = packed(Kept(self.tool, self.own, self.index, self.seen.known, self.known))
        with suppress(OutsideError):
            path = cache.path(self.config.root, FILE)
            atomic_write.put(path, (FORM, digest(body), body))


def packed(value: Any) -> bytes:
    """A value in few bytes. Raises UnicodeEncodeError for one with a file name that is no text."""
    return msgspec.msgpack.encode(value)


def unpacked(data: bytes | memoryview, kind: type[T]) -> T:
    """The value that was packed. Raises msgspec.DecodeError."""
    decoder: msgspec.msgpack.Decoder[T] = _decoder(cast("Hashable", kind))
    return decoder.decode(data)


@lru_cache(maxsize=16)
def _decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind)


def _read(root: Path) -> Kept | None:
    with suppress(OutsideError, msgspec.DecodeError):
        data = memoryview(disk.read(root / cache.FOLDER / FILE) or b"")  # its parts are not copied
        form, rest = data[: len(FORM)], data[len(FORM) :]
        if form == FORM and digest(rest[DIGEST:]) == rest[:DIGEST]:
            return msgspec.msgpack.decode(rest[DIGEST:], type=Kept)
    return None


def tool(config: Config, known: KnownTool = NOT_KNOWN) -> tuple[bytes, KnownTool]:
    """The digest of what decides results beside the files of the project: this tool, and all settings but `[run]`.

    Learnt ids are left aside: each page has its own.

    Also what the next run is to know of this tool's files.
    """
    settings = msgspec.json.encode(
        replace(config, run=RunSettings(), learnt={}), order="deterministic", enc_hook=_spelled
    )
    own = this_tool.known(known)
    kinds = (described(part.kind).encode() for part in (config, *config.parts))
    return joined(settings, *kinds, own.digest), own


def _spelled(value: Any) -> Any:
    """Values of the settings that JSON does not know."""
    if isinstance(value, Mapping):
        return dict(value)
    return os.fsencode(value) if isinstance(value, Path) else str(value)
