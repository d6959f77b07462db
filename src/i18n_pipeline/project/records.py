"""Records of what each page gave in each language, so that nothing is worked on twice: by content, in `.i18n-cache/`.

A record has a state, which is a digest of everything its result depends on, and the result. It counts only as long as
the state is the same; nothing is ever asked of a record that cannot be worked out again.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import requires, version
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from i18n_pipeline.errors import OutsideError
from i18n_pipeline.profiles import described
from i18n_pipeline.project import atomic_write, cache, disk
from i18n_pipeline.project.disk import Stamp
from i18n_pipeline.project.file_digests import DIGEST, Seen, digest, joined
from i18n_pipeline.project.settings import Config
from i18n_pipeline.project.settings_tables import RunSettings

FILE = "records"
"""The file in the folder of the cache."""
FORM = b"i18n-pipeline records 1\n"
"""What the file begins with: its form."""

TOOL = "i18n-pipeline"
"""The name of this tool's package."""

T = TypeVar("T")


class Record(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """The result of some work, and the state of all it depends on."""

    state: bytes
    """The digest of everything the result depends on."""
    result: msgspec.Raw
    """The result, as MessagePack."""


class Kept(msgspec.Struct, array_like=True, frozen=True):
    """The whole file."""

    tool: bytes
    """The digest of the settings and of this tool."""
    seen: dict[str, tuple[Stamp, bytes]]
    """See `Seen`."""
    records: dict[str, Record]
    """The records by name."""


class Records:
    """The records of a project, read at the start of a command and written at its end, and its files as last seen."""

    def __init__(self, config: Config, *, use: bool = True) -> None:
        """`use`: whether to read and write them at all; without, every question has the answer that nothing is known.

        A damaged file, and one of other settings or another version of this tool, counts as none.
        """
        self.config, self.use = config, use
        self.tool = tool(config) if use else b""
        kept = _read(config.root, self.tool) if use else None
        self.seen = Seen(config.root, kept.seen if kept else {}, use=use)
        self.known: dict[str, Record] = kept.records if kept else {}
        self.changed = kept is None
        self.encode = msgspec.msgpack.Encoder().encode

    def result(self, name: str, state: bytes, kind: type[T]) -> T | None:
        """The result that is recorded under a name for this state, None if there is none."""
        record = self.known.get(name)
        if record is None or record.state != state:
            return None
        with suppress(msgspec.DecodeError):
            return msgspec.msgpack.decode(record.result, type=kind)
        return None

    def put(self, name: str, state: bytes, result: Any) -> None:
        """Record a result under a name for a state; not one with a file name in it that is no text."""
        if not self.use:
            return
        with suppress(UnicodeEncodeError):
            name.encode()
            self.known[name] = Record(state, msgspec.Raw(self.encode(result)))
            self.changed = True

    def save(self) -> None:
        """Write the records, if anything changed. A folder that cannot be written costs the next run time, no more."""
        if not self.use or not (self.changed or self.seen.changed):
            return
        body = self.encode(Kept(self.tool, self.seen.known, self.known))
        with suppress(OutsideError):
            path = cache.path(self.config.root, FILE)
            atomic_write.put(path, FORM + digest(body) + body)


def _read(root: Path, tool_now: bytes) -> Kept | None:
    with suppress(OutsideError, msgspec.DecodeError):
        data = disk.read(root / cache.FOLDER / FILE) or b""
        form, rest = data[: len(FORM)], data[len(FORM) :]
        if form == FORM and digest(rest[DIGEST:]) == rest[:DIGEST]:
            kept = msgspec.msgpack.decode(rest[DIGEST:], type=Kept)
            return kept if kept.tool == tool_now else None
    return None


def tool(config: Config) -> bytes:
    """The digest of what decides results beside the files of the project: this tool, and all settings but `[run]`."""
    settings = msgspec.json.encode(replace(config, run=RunSettings()), order="deterministic", enc_hook=_spelled)
    return joined(settings, described(config.kind).encode(), _package())


@lru_cache(maxsize=1)
def _package() -> bytes:
    """The digest of this tool: its files, the version of Python, and those of the libraries that it needs."""
    requirements = [one for one in requires(TOOL) or () if "extra ==" not in one]
    libraries = [f"{name} {version(name)}" for one in requirements for name in re.findall(r"^[\w.-]+", one)]
    versions = "\n".join([sys.version, *libraries])
    return joined(versions.encode(), *_files(Path(__file__).parents[1]))


def _files(folder: Path) -> Iterator[bytes]:
    """Names and contents of the files of this tool: a checkout changes without another version."""
    for path in sorted(folder.rglob("*")):
        if path.parent.name != "__pycache__" and path.is_file():
            yield path.relative_to(folder).as_posix().encode()
            yield path.read_bytes()


def _spelled(value: Any) -> Any:
    """Values of the settings that JSON does not know."""
    if isinstance(value, Mapping):
        return dict(value)
    return os.fsencode(value) if isinstance(value, Path) else str(value)
