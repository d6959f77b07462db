"""Paths of the report's files and links between them, with names that every file system and server accepts."""

from __future__ import annotations

import re
from hashlib import sha256
from posixpath import dirname
from urllib.parse import quote

INDEX = "index.html"
"""The main page."""

_UNSAFE = re.compile(r'[\x00-\x20"#%&\'*:;<>?\\|~\x7f-\x9f\u2028\u2029\ud800-\udfff]|(?<![^/])\.\.?(?![^/])')
"""Parts of a path that a shell, a server, Windows or an upload cannot handle; also the folders `.` and `..`."""
_LONGEST = 200
"""Longest file name that is not shortened, bytes; file systems allow 255, also for temporary names."""


def locale(tag: str) -> str:
    """The path of a language's page."""
    return f"{_safe(tag).replace('/', '~2f')}.html"


def grid(number: int) -> str:
    """The path of a file of the whole grid of pages and languages; numbers begin at 1."""
    return f"pages-{number}.html"


def source(page: str) -> str:
    """The path of the report's page about a source page."""
    return f"pages/{_safe(page)}.html"


def link(path: str) -> str:
    """A relative path, percent-encoded for a link."""
    return quote(path, safe="/", errors="replace")


def filled(address: str, name: str, value: str) -> str:
    """An address with a value for `{name}`; empty without a value, or for an address outside the web."""
    if not value or not re.match(r"https?://", address, re.IGNORECASE):
        return ""
    return address.replace(f"{{{name}}}", link(value))


def _safe(path: str) -> str:
    named = _UNSAFE.sub(lambda found: "".join(map(_spelled, found[0])), path)
    return "/".join(map(_short, named.split("/")))


def _spelled(character: str) -> str:
    code = ord(character)
    return f"~{code:02x}" if code < 256 else f"~u{code:04x}"


def _short(name: str) -> str:
    """The name; if too long, cut, with a hash that keeps it unique."""
    if len(name.encode()) <= _LONGEST:
        return name
    return f"{name.encode()[:_LONGEST].decode(errors='ignore')}~{sha256(name.encode()).hexdigest()[:12]}"


def folder(page: str, depth: int) -> str:
    """The folder of a page, cut to `depth` levels, with a final slash; empty at the top."""
    parents = [part for part in dirname(page).split("/") if part][:depth]
    return "".join(f"{part}/" for part in parents)
