"""Where something stands in an entry of a PO file: line and column, both counted from 1, columns in characters."""

from __future__ import annotations

import re
from typing import TypeAlias

from i18n_pipeline.catalogue.po import scan
from i18n_pipeline.model import Message

Place: TypeAlias = tuple[int, int]
"""Line and column, counted from 1; zeros if the entry was not read from a file."""

_COMMENTS = frozenset({"note", "extracted", "reference", "flag", "sticky", "previous", "blank"})
_TRANSLATION = re.compile(r'^[ \t]*msgstr(?:\[0\])?[ \t]*"', re.MULTILINE)


def after(before: str, first: int = 1) -> Place:
    """The place of what follows a text that begins on the line `first`."""
    return first + before.count("\n"), len(before) - before.rfind("\n")


def of_keyword(message: Message) -> Place:
    """The first keyword of an entry, after its comments."""
    comments = "".join(f"{part.text}\n" for part in scan.parts(message.raw) if part.kind in _COMMENTS)
    keywords = message.raw[len(comments) :]
    return after(comments + keywords[: len(keywords) - len(keywords.lstrip(" \t\r"))], message.line)


def of_translation(message: Message) -> Place:
    """The first character of the translation of an entry."""
    found = _TRANSLATION.search(message.raw)
    return after(message.raw[: found.end()], message.line) if found else (message.line, 0)


def of_comment(message: Message, comment: str) -> Place:
    """A comment of an entry."""
    start = message.raw.find(comment)
    return after(message.raw[:start], message.line) if start >= 0 else (message.line, 0)


def in_translation(message: Message, offset: int) -> Place:
    """The character of the translation of an entry at an offset, counted from 0 in characters."""
    found = _TRANSLATION.search(message.raw)
    if not found:
        return message.line, 0
    start = found.end() - 1
    for piece in _STRING.finditer(message.raw, start):
        if message.raw[start : piece.start()].strip(" \t\r\n"):
            break
        for sign in _SIGN.finditer(message.raw, piece.start() + 1, piece.end() - 1):
            if not offset:
                return after(message.raw[: sign.start()], message.line)
            offset -= 1
        start = piece.end()
    return after(message.raw[: start - 1], message.line)


_STRING = re.compile(r'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"')
_SIGN = re.compile(r"\\(?:[0-7]{1,3}|x[0-9A-Fa-f]+|.)|.")
