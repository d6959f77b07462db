"""The content of elements that nobody translates: of components that the settings call raw, and of `<pre>` in MDX.

The tags of such an element are read as those of any other, so that their attributes can be messages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from i18n_pipeline.markdown.constructs import Construct, Occurrence, lines
from i18n_pipeline.markdown.constructs.braced import Braced, is_line_end
from i18n_pipeline.markdown.constructs.ranges import Range, is_within


class RawContent(Struct, frozen=True):
    """The byte ranges of such content, each in page order."""

    on_lines: tuple[Range, ...] = ()
    """Those that fill the lines between the tags."""
    among: tuple[Range, ...] = ()
    """Those that share a line with a tag."""

    def outside(self, parts: Iterable[Range]) -> Iterator[Range]:
        """Those of some sorted ranges that begin outside all of these."""
        if not (self.on_lines or self.among):
            return iter(parts)
        every = sorted((*self.on_lines, *self.among))
        return (part for part in parts if not is_within(part[0], every))


NONE = RawContent()


def of_page(construct: Construct, page: bytes, found: Braced) -> RawContent:
    """The raw content on a page; `found` are its tags and code."""
    names = raw_names(construct) if found.parts else ()
    present = _present(page, names) if names else ()
    return _of_page(page, present, found) if present else NONE


@lru_cache(maxsize=64)
def raw_names(construct: Construct) -> tuple[bytes, ...]:
    """The names of the elements whose content is raw."""
    return tuple(name.encode() for name in construct.names_around("raw"))


@lru_cache(maxsize=4)
def _present(page: bytes, names: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Those names with which a tag on the page begins."""
    return tuple(name for name in names if b"<" + name in page)


def occurrences(construct: Construct, content: RawContent) -> Iterator[Occurrence]:
    """The content that fills lines, as constructs that do."""
    return (Occurrence(start, end, construct.name, raw=True) for start, end in content.on_lines)


@lru_cache(maxsize=4)
def _of_page(page: bytes, names: tuple[bytes, ...], found: Braced) -> RawContent:
    on_lines, among = list[Range](), list[Range]()
    for opening, closing in _elements(page, names, found):
        start, end = lines.stripped(page, opening[1], closing)
        if start >= end:
            continue
        row = lines.start_of_line(page, closing)
        if not is_line_end(page, opening[1]) or page[max(row, opening[1]) : closing].strip(b" \t>"):
            among.append((start, end))
            continue
        quotes = page.count(b">", lines.start_of_line(page, opening[0]), opening[0])
        start = _margin(quotes).match(page, start).end()  # type: ignore[union-attr] # it also matches nothing
        end = opening[1] + len(page[opening[1] : row].rstrip(b" \t\r\n>" if quotes else b" \t\r\n"))
        if start < end:
            on_lines.append((start, end))
    return RawContent(tuple(on_lines), tuple(among))


def _elements(page: bytes, names: tuple[bytes, ...], found: Braced) -> Iterator[tuple[Range, int]]:
    """The start tags of the elements outside others, and the byte offsets of their end tags."""
    ends = dict(found.parts)
    last = {name: page.rfind(b"</" + name) for name in names}
    opened, name, depth = (0, 0), b"", 0
    for tag in _tags(names).finditer(page):
        start = tag.start()
        if (depth and tag["name"] != name) or is_within(start, found.literal):
            continue
        if tag["closing"] and depth:
            depth -= 1
            if not depth:
                yield opened, start
        elif not tag["closing"] and start in ends and not page.endswith(b"/>", start, ends[start]):
            if not depth:
                opened, name = (start, ends[start]), tag["name"]
            depth += start < last[name]


@lru_cache(maxsize=64)
def _tags(names: tuple[bytes, ...]) -> re.Pattern[bytes]:
    return re.compile(rb"<(?P<closing>/?)(?P<name>" + rb"|".join(map(re.escape, names)) + rb")(?=[\s/>])")


@lru_cache(maxsize=16)
def _margin(quotes: int) -> re.Pattern[bytes]:
    """White space and the marks of so many quotes."""
    return re.compile(rb"[ \t]*(?:>[ \t]*){0,%d}" % quotes)
