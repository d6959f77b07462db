"""Where JavaScript in braces ends, and where a tag with such attributes ends: what JSX, Vue and Svelte share."""

from __future__ import annotations

import re
from collections.abc import Iterator

SIGN = re.compile(
    rb"\"(?:\\.|[^\"\\\r\n])*\"|'(?:\\.|[^'\\\r\n])*'|/\*(?:[^*/]|\*(?!/)|/(?!\*))*\*/|[\r\n][ \t]*//[^\r\n]*|[{}`]"
)
"""What counts when braces are paired: strings and comments are left aside."""
PLAIN = re.compile(rb"\{(?:[^{}\"'`/\r\n]*\}|\{[^{}\"'`/\r\n]*\}[^{}\"'`/\r\n]*\})")
"""Braces on one line without strings and comments, as most are; there may be braces in them once."""
TEMPLATE_SIGN = re.compile(rb"\\[\s\S]|`|\$\{")
"""What counts in a template string."""
NAME = re.compile(rb"</?(?![ \t\r\n])(?:[A-Za-z_$][\w$.:-]*)?")
ATTRIBUTE = re.compile(rb"\s+(?P<name>[^\s\"'<>/={}]+)(?:\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|(?=\{)|[^\s\"'=<>`{}]+))?")
CLOSE = re.compile(rb"\s*/?>")
SPREAD = re.compile(rb"\s*(?=\{)")


class Braces:
    """The pairs of braces on a page, found where somebody asks for them; each byte is looked at once or twice."""

    def __init__(self, page: bytes) -> None:
        self.page = page
        self.ends: dict[int, int] = {}
        self.searched = (
            -1
        )  # braces after this offset that are not in `ends` are known to be open to the end of the page

    def end(self, start: int) -> int:
        """Byte offset after the brace that closes the one at an offset; -1 if there is none."""
        found = self.ends.get(start)
        if found is None and 0 <= self.searched <= start:
            return -1
        if found is None:
            plain = PLAIN.match(self.page, start)
            found = plain.end() if plain else self._find(start)
        return found

    def _find(self, start: int) -> int:
        """Pair the braces from one that opens to the one that closes it."""
        opened: list[int] = []
        position, pattern = start, SIGN
        while found := pattern.search(self.page, position):
            sign, position = found[0], found.end()
            if sign in {b"{", b"${"}:
                opened.append(found.start() if pattern is SIGN else -found.end())
                pattern = SIGN
            elif sign == b"`":
                pattern = TEMPLATE_SIGN if pattern is SIGN else SIGN
            elif sign == b"}":
                begun = opened.pop()
                self.ends[begun if begun >= 0 else -begun - 1] = position
                if not opened:
                    return position
                pattern = SIGN if begun >= 0 else TEMPLATE_SIGN
        self.searched = start
        return -1


def tag_end(page: bytes, start: int, pairs: Braces) -> int:
    """Byte offset after the tag that begins at a `<`; -1 if none does. `pairs` are the braces of the page."""
    name = NAME.match(page, start)
    position = name.end() if name else -1
    while position >= 0:
        if close := CLOSE.match(page, position):
            return close.end()
        if attribute := ATTRIBUTE.match(page, position):
            position = attribute.end()
            if attribute["value"] == b"":
                position = pairs.end(position)
        elif spread := SPREAD.match(page, position):
            position = pairs.end(spread.end())
        else:
            return -1
    return -1


def attributes(page: bytes, start: int, end: int, pairs: Braces) -> Iterator[re.Match[bytes]]:
    """The attributes of a tag between two offsets."""
    position = NAME.match(page, start).end()  # type: ignore[union-attr] # it is a tag
    while 0 <= position < end:
        if attribute := ATTRIBUTE.match(page, position, end):
            yield attribute
            position = attribute.end()
            if attribute["value"] == b"":
                position = pairs.end(position)
        elif spread := SPREAD.match(page, position, end):
            position = pairs.end(spread.end())
        else:
            return
