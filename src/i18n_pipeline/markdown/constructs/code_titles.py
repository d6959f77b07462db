"""Titles of code in fences, which readers see above the code or on its tab."""

from __future__ import annotations

import re

from msgspec import Struct


class CodeTitle(Struct, frozen=True):
    """How a title is written after the language of code. No tool knows an escape in it."""

    sign: str
    """A fence without this has no title."""
    form: re.Pattern[str]
    """Finds the title, as the group `words`, in the first line of a fence."""
    container: bytes = b""
    """The name of the container of colons in which alone it is a title; empty: anywhere."""
    decoded: bool = True
    """Whether character references in it are read."""


QUOTED = re.compile(r"title=(?<![^\s{]title=)[\"'](?P<words>(?<=\")[^\"\\\r\n]+(?=\")|(?<=')[^'\\\r\n]+(?='))")
TITLE = CodeTitle("title=", QUOTED)
"""`title="Words"` (Docusaurus, Starlight)."""
PLAIN_TITLE = CodeTitle("title=", QUOTED, decoded=False)
"""The same in pymdown-extensions 13, which shows each sign of it."""
TAB_LABEL = CodeTitle("[", re.compile(r"[^\[\r\n]\[(?P<words>[^\[\]\\\r\n]+)\]"), container=b"code-group")
"""`[Words]` in `::: code-group` (VitePress 1.6), which is put onto the page as HTML."""
