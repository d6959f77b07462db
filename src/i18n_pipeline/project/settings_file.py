"""The settings file as it is on disk: its tables, and the line of each key for errors."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from i18n_pipeline.errors import SettingsError
from i18n_pipeline.project import disk

FILE = "i18n.toml"
PYPROJECT = "pyproject.toml"
PLACE = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)
"""A message of `tomllib`, with the line and the column, counted from 1."""
TABLE = ("tool", "i18n-pipeline")
"""The table of pyproject.toml with the settings."""

Key = tuple[str | int, ...]
"""The way to a value: names of tables and keys, and numbers of items in lists, from 0."""


class SettingsFile(Struct, frozen=True):
    """The settings file of a project."""

    path: Path
    """Path of the file."""
    text: str
    """Its text."""
    values: Mapping[str, Any]
    """The tables and keys with the settings."""

    def wrong(self, name: str, sentence: str, *inside: str | int, advice: str = "") -> SettingsError:
        """An error about a key with a dotted name (`merge.near`), or about what is `inside` its value."""
        return self.fault(name, f"{name!r} {sentence}", *inside, advice=advice or "change it")

    def fault(self, name: str, text: str, *inside: str | int, advice: str) -> SettingsError:
        """An error in the place of a key with a dotted name, or of what is `inside` its value."""
        table = TABLE if self.path.name == PYPROJECT else ()
        return SettingsError(text, advice, self.path.name, *place_of(self.text, (*table, *name.split("."), *inside)))


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
        except UnicodeDecodeError as error:
            line, column = _counted(data[: error.start].decode())
            problem = f"not valid TOML: not UTF-8 (byte 0x{data[error.start]:02x})"
            raise SettingsError(problem, "save the file as UTF-8", path.name, line, column) from error
        except (ValueError, RecursionError) as error:  # also numbers too long, and brackets too deep, for Python
            raise _not_toml(path.name, text, str(error)) from error
        if path.name != PYPROJECT:
            return SettingsFile(path, text, values)
        tools = values.get(TABLE[0])
        if isinstance(tools, dict) and isinstance(tools.get(TABLE[1]), dict):
            return SettingsFile(path, text, tools[TABLE[1]])
    if file:
        raise SettingsError(f"there is no settings file {file}", "name another with --config, or leave that out")
    advice = "run `i18n-pipeline init` there, or name another folder with -C"
    raise SettingsError(f"no {FILE} in {folder.resolve()}", advice)


def _not_toml(name: str, text: str, said: str) -> SettingsError:
    """The error for a fault of a TOML text; `said` is that of the parser, which ends with the place."""
    found = PLACE.fullmatch(said)
    place = (int(found[2]), int(found[3])) if found and found[2] else _counted(text.rstrip())
    problem = f"not valid TOML: {found[1] if found else said}"
    return SettingsError(problem, "correct the file there", name, *place)


def _counted(before: str) -> tuple[int, int]:
    """Line and column, counted from 1, of what follows a text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def place_of(text: str, key: Key) -> tuple[int, int]:
    """Line and column of a key in a TOML text, from 1; zeros if it is spelled in another way there, or missing."""
    line = line_of(text, key)
    named = next(part for part in reversed(key) if isinstance(part, str))
    if not line:
        return 0, 0
    said = text.split("\n")[line - 1]
    spelled = re.search(rf"""(?<![\w-]){re.escape(named)}(?=["']?\s*[=.\]])""", said)
    return line, (spelled.start() if spelled else said.index(named)) + 1


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
    except (ValueError, RecursionError):
        return None


def _has(values: Any, key: Key) -> bool:
    for part in key:
        try:
            values = values[part]
        except (LookupError, TypeError):
            return False
    return True
