"""The settings file as it is on disk: its tables, and the line of each key for errors."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from i18n_pipeline.errors import SettingsError
from i18n_pipeline.project import disk

FILE = "i18n.toml"
PYPROJECT = "pyproject.toml"
TABLE = ("tool", "i18n-pipeline")
"""The table of pyproject.toml with the settings."""

Key = tuple[str | int, ...]
"""The way to a value: names of tables and keys, and numbers of items in lists, from 0."""


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """The settings file of a project."""

    path: Path
    """Path of the file."""
    text: str
    """Its text."""
    values: Mapping[str, Any]
    """The tables and keys with the settings."""

    def wrong(self, name: str, sentence: str, *inside: str | int) -> SettingsError:
        """An error about a key with a dotted name (`merge.near`), or about what is `inside` its value."""
        return SettingsError(f"{self.place(name, *inside)}: {name!r} {sentence}")

    def place(self, name: str, *inside: str | int) -> str:
        """Name of the file and, if it can be found, the line of a key with a dotted name."""
        table = TABLE if self.path.name == PYPROJECT else ()
        line = line_of(self.text, (*table, *name.split("."), *inside))
        return f"{self.path.name}:{line}" if line else self.path.name


def places(folder: Path, file: Path | None = None) -> tuple[Path, ...]:
    """Where the settings of a project's folder are looked for, in this order; the named file alone if there is one."""
    return (file,) if file else (folder / FILE, folder / PYPROJECT)


def read(folder: Path, file: Path | None = None) -> SettingsFile:
    """Read the named file, or the one of a project's folder. Raises SettingsError and OutsideError."""
    for path in places(folder, file):
        data = disk.read(path)
        if data is None:
            continue
        try:
            text = data.decode()
            values = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{path.name} is not valid TOML: {error}") from error
        if path.name != PYPROJECT:
            return SettingsFile(path, text, values)
        tools = values.get(TABLE[0])
        if isinstance(tools, dict) and isinstance(tools.get(TABLE[1]), dict):
            return SettingsFile(path, text, tools[TABLE[1]])
    if file:
        raise SettingsError(f"there is no settings file {file}")
    raise SettingsError(
        f"no {FILE} in {folder.resolve()}: run `i18n-pipeline init` there, or name another folder with -C"
    )


def line_of(text: str, key: Key) -> int:
    """Line of a key in a TOML text, from 1; 0 if it is spelled in another way there, or not there at all.

    It is the first line of the first statement after which a parser knows the key.
    """
    lines, named = text.split("\n"), next(part for part in reversed(key) if isinstance(part, str))
    for start in (number for number, line in enumerate(lines) if named in line):
        before = _parsed(lines[:start])
        if before is not None and not _has(before, key) and _has(_after(lines, start), key):
            return start + 1
    return 0


def _after(lines: Sequence[str], start: int) -> Mapping[str, Any]:
    """What a parser knows after the statement that begins on a line, which may take several lines."""
    parsed = (_parsed(lines[:end]) for end in range(start + 1, len(lines) + 1))
    return next((values for values in parsed if values is not None), {})


def _parsed(lines: Sequence[str]) -> Mapping[str, Any] | None:
    try:
        return tomllib.loads("".join(f"{line}\n" for line in lines))
    except tomllib.TOMLDecodeError:
        return None


def _has(values: Any, key: Key) -> bool:
    for part in key:
        try:
            values = values[part]
        except (LookupError, TypeError):
            return False
    return True
