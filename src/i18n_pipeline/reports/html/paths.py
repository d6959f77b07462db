"""Where each file of the report is, and how one leads to another: names that every file system and server takes."""

from __future__ import annotations

import re
from hashlib import sha256
from posixpath import dirname
from urllib.parse import quote

INDEX = "index.html"
"""The main page."""

_UNSAFE = re.compile(r'[\x00-\x20"#%&\'*:;<>?\\|~\x7f-\x9f\u2028\u2029\ud800-\udfff]|(?<![^/])\.\.?(?![^/])')
"""What a shell, a server, Windows or an upload stumbles over, in a path; also the folders `.` and `..`."""
_LONGEST = 200
"""Bytes that a file name may have before its end is replaced; file systems take 255, temporary names included."""


def locale(tag: str) -> str:
    """The page of a language."""
    return f"{_safe(tag).replace('/', '~2f')}.html"


def grid(number: int) -> str:
    """The file of the whole grid of pages and languages with this number, counted from 1."""
    return f"pages-{number}.html"


def source(page: str) -> str:
    """The page of a source page."""
    return f"pages/{_safe(page)}.html"


def link(path: str) -> str:
    """A relative path as a link has it."""
    return quote(path, safe="/", errors="replace")


def filled(address: str, name: str, value: str) -> str:
    """An address with a value for `{name}`; empty where there is no value, or the address is none of the web."""
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
    """The name, cut and told apart by a hash where it is too long."""
    if len(name.encode()) <= _LONGEST:
        return name
    return f"{name.encode()[:_LONGEST].decode(errors='ignore')}~{sha256(name.encode()).hexdigest()[:12]}"


def folder(page: str, depth: int) -> str:
    """The folder of a page, at most so many folders deep, with its final slash; empty at the top."""
    parents = [part for part in dirname(page).split("/") if part][:depth]
    return "".join(f"{part}/" for part in parents)
