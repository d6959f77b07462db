"""Link policies: what a link target of the English page becomes on the localised page, by the kind of site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import quote, unquote

ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/#?@{~]|%(?![0-9A-Fa-f]{2})|$")
"""Link targets that stay right wherever the page lies: with a scheme, from the root, in the page itself, templates."""
PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
"""A byte as URLs spell it (RFC 3986, section 2.1)."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where a page and its localised page lie, and what lies around them. Paths are relative to the project."""

    page: str
    """The English page."""
    localised: str
    """The localised page."""
    is_file: Callable[[str], bool]
    """Whether a path is an existing file."""
    is_page: Callable[[str], bool]
    """Whether the settings make a path a page, so that it gets a localised page too."""


LinkPolicy: TypeAlias = Callable[[str, Places], str]
"""Turns a link target, unescaped, into the target for the localised page."""


def same_files(target: str, places: Places) -> str:
    """Targets that lead to the same files, on sites whose links are paths of files.

    A relative target that leads to a file of the project, but not to a page, is re-based to the localised page's
    folder. Other targets stay as they are, because localised pages lie relative to each other as the English ones do.
    """
    if ELSEWHERE.match(target):
        return target
    name, mark, rest = re.fullmatch(r"([^#?]*)([#?]?)(.*)", target, re.DOTALL).groups()  # type: ignore[union-attr]
    file = _file(places, name) or _file(places, unquote(name))
    if not file or places.is_page(file):
        return target
    folder = posixpath.dirname(places.localised)
    return _spelled(posixpath.relpath(f"/{file}", f"/{folder}"), name) + mark + rest


def unchanged(target: str, _places: Places) -> str:
    """The same target, on sites whose links do not depend on the folder of the page."""
    return target


def _file(places: Places, name: str) -> str:
    """The file of the project that a relative path on a page leads to, empty if missing."""
    file = posixpath.normpath(posixpath.join(posixpath.dirname(places.page), name))
    return "" if file.startswith(("../", "/")) or not places.is_file(file) else file


def _spelled(moved: str, name: str) -> str:
    """The re-based path, percent-encoded part by part as in the old path, if that was percent-encoded."""
    if not PERCENT.search(name):
        return moved
    spelled = {unquote(part): part for part in name.split("/")}
    return "/".join(spelled.get(part) or quote(part) for part in moved.split("/"))
