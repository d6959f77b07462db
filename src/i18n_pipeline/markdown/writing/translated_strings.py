"""A file of strings with its translated strings alone, for sites that have texts of their own for the others.

An entry is a string with all that belongs to it: what stands at the top of the file, such as a key of JSON with its
`message` and `description`, or a table of TOML with its plural forms.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import TypeAlias

from i18n_pipeline.markdown.reading.front_matter import FrontMatter
from i18n_pipeline.markdown.reading.segments import Page, page
from i18n_pipeline.model import Segment

Entry: TypeAlias = tuple[int, int]
"""Character offsets of an entry: its first, and that after its last."""

BLANK = re.compile(r"[\s\ufeff]*")
COMMA = re.compile(r"\s*,\s*")
COLON = re.compile(r"\s*:\s*")
LINE = re.compile(r"^.*(?:\n|\Z)", re.MULTILINE)
TABLE = re.compile(r"[ \t]*\[")
"""Begins the line of a table in TOML."""
CONTINUED = re.compile(r"[ \t}\])]")
"""Begins a line that belongs to the entry before it, in YAML and TOML."""


def translated_alone(strings: Page, left: Collection[int]) -> bytes:
    """The bytes of a file without the entries all of whose texts are in `left`, the positions of segments.

    The file stays whole if it would not hold the other values as before.
    """
    front = strings.outline.front
    entries = list(_members(front.text) if front.language == "json" else _blocks(front))
    texts = [[number for number, one in enumerate(strings.segments) if _holds(front, entry, one)] for entry in entries]
    gone = {place for place, numbers in enumerate(texts) if numbers and all(number in left for number in numbers)}
    if not gone:
        return strings.outline.source
    kept = [entry for place, entry in enumerate(entries) if place not in gone]
    wanted = [node.text for node in front.nodes if node.is_text and not _is_in(entries, gone, node.start)]
    text = _joined(front.text, entries, kept) if front.language == "json" else _without(front.text, entries, gone)
    made = page(strings.outline.source[: front.start] + text.encode(), strings.outline.dialect)
    found = [node.text for node in made.outline.front.nodes if node.is_text]
    same = not made.outline.front.problem and found == wanted
    return made.outline.source if same else strings.outline.source


def _holds(front: FrontMatter, entry: Entry, segment: Segment) -> bool:
    return front.offset(entry[0]) <= segment.start < front.offset(entry[1])


def _is_in(entries: list[Entry], chosen: Collection[int], at: int) -> bool:
    return any(entries[place][0] <= at < entries[place][1] for place in chosen)


def _members(text: str) -> Iterator[Entry]:
    """The members of the object that JSON text is; as far as it can be read."""
    decoder = json.JSONDecoder(strict=False)
    at = _after(BLANK, text, 0)
    if text[at : at + 1] != "{":
        return
    at = _after(BLANK, text, at + 1)
    while text[at : at + 1] == '"':
        try:
            _, end = decoder.raw_decode(text, at)
            _, end = decoder.raw_decode(text, _after(COLON, text, end))
        except ValueError:
            return
        yield at, end
        at = _after(COMMA, text, end)


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _joined(text: str, every: list[Entry], kept: list[Entry]) -> str:
    """JSON text with some of its members, each with what stands behind it."""
    following = {one: other[0] for one, other in pairwise(every)}
    if not kept:
        return text[: every[0][0]].rstrip() + text[every[-1][1] :].lstrip(" \t,\r\n")
    inner = [text[start : following[start, end]] for start, end in kept[:-1]]
    last = text[slice(*kept[-1])]
    return "".join([text[: every[0][0]], *inner, last, text[every[-1][1] :]])


def _blocks(front: FrontMatter) -> Iterator[Entry]:
    """The entries of YAML and TOML text: what begins at the margin, with the comments right above it.

    The lines below belong to it, and the blank lines after them.
    """
    begins, ends, above = -1, 0, -1
    is_toml, in_table = front.language == "toml", False
    for found in LINE.finditer(front.text):
        line, at = found[0], found.start()
        is_table = is_toml and TABLE.match(line) is not None
        if line.startswith("#"):
            above = at if above < 0 else above
        elif not line.strip():
            ends, above = (found.end() if ends == at else ends), -1
        elif not is_table and (in_table or CONTINUED.match(line)):
            ends, above = found.end(), -1
        else:
            if begins >= 0:
                yield begins, ends
            begins, ends, above = (at if above < 0 else above), found.end(), -1
            in_table = is_table
    if begins >= 0:
        yield begins, ends


def _without(text: str, entries: list[Entry], gone: Collection[int]) -> str:
    """The text without some entries."""
    done, parts = 0, []
    for place in sorted(gone):
        parts.append(text[done : entries[place][0]])
        done = entries[place][1]
    return "".join([*parts, text[done:]])
