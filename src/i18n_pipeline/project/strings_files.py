"""Paths of files of strings: the English ones that a pattern finds, and where the localised ones go.

A pattern is a glob as in .gitignore, with `{locale}` or `{language}` for the language: `i18n/{locale}/**/*.json`.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from typing import TypeAlias

PIECE = re.compile(r"(\*\*/|\*\*|\*|\?|\{locale\}|\{language\})")
GLOB = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
"""What wildcards match: `**/` any folders; `*` and `?` do not match `/`."""
WILD = re.compile(r"[*?]")
FORMATS = {".json": "json", ".toml": "toml", ".yaml": "yaml", ".yml": "yaml"}
"""The format of a file by the end of its name."""
MARKDOWN = (".md", ".mdx", ".markdown", ".svx")
"""Ends of names that no file of strings has."""

Names: TypeAlias = tuple[str, str]
"""The name of a language in paths, for `{locale}`, and its tag, for `{language}`."""


def filled(form: str, names: Names) -> str:
    """A path or pattern in a language."""
    return form.replace("{locale}", names[0]).replace("{language}", names[1])


def has_language(form: str) -> bool:
    """Whether a path or pattern is another one in each language."""
    return filled(form, ("", "")) != form


@lru_cache(maxsize=256)
def pattern(source: str, names: Names = ("", "")) -> re.Pattern[str]:
    """Matches the paths of a pattern in a language; every second group is the language, where it stands."""
    own = {"{locale}": f")({re.escape(names[0])})(", "{language}": f")({re.escape(names[1])})("}
    known = {**GLOB, **own}
    return re.compile(f"({''.join(known.get(part, re.escape(part)) for part in PIECE.split(source))})", re.DOTALL)


def of_glob(glob: str) -> re.Pattern[str]:
    """Matches the paths of a glob as in .gitignore."""
    return pattern(glob.removeprefix("./"))


def folder(source: str, names: Names) -> str:
    """The folder that holds all files of a pattern in a language; empty for the project itself."""
    return posixpath.dirname(filled(WILD.split(source, maxsplit=1)[0], names))


def place(source: str, names: Names) -> str:
    """The English file, or for a pattern with wildcards the folder of its files."""
    return folder(source, names) if is_pattern(source) else filled(source, names)


def is_pattern(source: str) -> bool:
    """Whether a path has wildcards."""
    return WILD.search(source) is not None


def format_of(path: str) -> str:
    """The format of a file by the end of its name; empty if that does not tell."""
    return FORMATS.get(posixpath.splitext(path)[1].lower(), "")


def may_tell_format(source: str) -> bool:
    """Whether the names of the files of a pattern may end so that their format is known."""
    return bool(format_of(source)) or is_pattern(posixpath.splitext(source)[1] or source)


def below(source: str, names: Names, path: str) -> str:
    """The part of an English file's path below the folder of its pattern."""
    return path[len(folder(source, names)) :].lstrip("/")


def in_other_language(source: str, names: Names, path: str, other: Names) -> str:
    """The path of an English file with another language in place of its own."""
    found = pattern(source, names).fullmatch(path)
    if not found:
        return path
    said = iter(re.findall(r"\{locale\}|\{language\}", source))
    return "".join(filled(next(said), other) if number % 2 else part for number, part in enumerate(found.groups()))
