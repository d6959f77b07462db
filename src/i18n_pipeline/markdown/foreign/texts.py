"""Split a message of another tool and its translation into pairs of inline Markdown.

Other tools may put a whole list, table, quote or front matter in one message, or leave heading and list marks in it.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from i18n_pipeline.markdown.aligning.evidence import passages
from i18n_pipeline.markdown.aligning.keys import Key, agree, keyed
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.reading import links
from i18n_pipeline.markdown.reading.segments import Page, page
from i18n_pipeline.markdown.writing.wrapping import one_line
from i18n_pipeline.model import Segment

TextPair: TypeAlias = tuple[str, str]
"""A run of inline Markdown, with links as the tool wrote them, and its translation."""

FRONT_MATTER = re.compile(r"[\w-]+:(?:\s|$)")
FURTHER_LINE = re.compile(r"\n(?![\w-]+:(?:\s|$)|[\s-])")
TABLE_ROW = re.compile(r"(?<=\|) (?=\|)")
ATTRIBUTES = re.compile(r"\{[^{}\n]*\}\s*\Z")
MARK = re.compile(r"\[(?:[ xX]|!\w+)\]\s+")
BLANK_LINE = re.compile(r"\n[ \t]*\n")


class ForeignText(NamedTuple):
    """One text of a message."""

    kind: str
    """Kind of place of the text."""
    text: str
    """Inline Markdown, with links as in the message."""
    target: str = ""
    """For a link's title, the link's target; otherwise empty."""
    key: Key = frozenset()
    """Key of its table row, list item or term."""


def readings(msgid: str, msgstr: str, dialect: Dialect) -> tuple[tuple[TextPair, ...], ...]:
    """All ways to split a message and its translation into pairs, the likeliest first.

    In each, both sides have the same kinds of text in the same order, and the same code in table rows and list items.
    Link titles are paired by their targets.
    """
    found: list[tuple[TextPair, ...]] = []
    for read in READINGS:
        before = read(msgid, dialect)
        after = read(msgstr, dialect) if before else []
        if sorted(part.target for part in before) == sorted(part.target for part in after):
            before, after = (sorted(parts, key=lambda part: part.target) for parts in (before, after))
        same_kinds = [part.kind for part in before] == [part.kind for part in after]
        if before and same_kinds and all(agree(a.key, b.key) is not False for a, b in zip(before, after, strict=True)):
            found.append(tuple((old.text, new.text) for old, new in zip(before, after, strict=True)))
    return tuple(dict.fromkeys(found))


# --- ways to split: each gives the texts of a message, none if it does not apply --------------------


def _as_text(text: str, _dialect: Dialect) -> list[ForeignText]:
    """As inline Markdown, even if its first signs would begin a block."""
    return [] if BLANK_LINE.search(text.strip()) else [ForeignText("text", text.strip())]


def _as_page(text: str, dialect: Dialect) -> list[ForeignText]:
    """As a small page."""
    read = page(textwrap.dedent(text).encode(), dialect)
    keys = {one.segment: one.key for one in keyed(passages(read))}
    return [ForeignText(_kind(s), _unnumbered(read, s), _target(read, s), keys[n]) for n, s in enumerate(read.segments)]


def _as_front_matter(text: str, dialect: Dialect) -> list[ForeignText]:
    """As YAML without its `---` lines; the further lines of a value may have lost their indentation."""
    if not FRONT_MATTER.match(text):
        return []
    return _as_page("---\n" + FURTHER_LINE.sub("\n  ", text.strip()) + "\n---\n", dialect)


def _as_table(text: str, dialect: Dialect) -> list[ForeignText]:
    """As a table whose rows were joined to one line."""
    text = text.strip()
    return _as_page(TABLE_ROW.sub("\n", text), dialect) if text.startswith("|") and "\n" not in text else []


def _as_heading(text: str, dialect: Dialect) -> list[ForeignText]:
    """As the text of a heading with its attributes."""
    return _as_page(f"# {text.strip()}", dialect) if ATTRIBUTES.search(text) and "\n" not in text.strip() else []


def _as_marked(text: str, _dialect: Dialect) -> list[ForeignText]:
    """As the text of a task or an alert with its mark."""
    mark = MARK.match(text)
    return [ForeignText(mark[0].strip().lower(), text[mark.end() :].strip())] if mark else []


READINGS: tuple[Callable[[str, Dialect], list[ForeignText]], ...] = (
    _as_text,
    _as_page,
    _as_front_matter,
    _as_table,
    _as_heading,
    _as_marked,
)


def _kind(segment: Segment) -> str:
    """Kind of place of a segment, without the table column's name."""
    return f"{segment.place} {segment.type.partition(',')[0]}"


def _target(read: Page, title: Segment) -> str:
    """Target of the link that a title belongs to; empty for any other text."""
    if title.place != "title":
        return ""
    return next((link.target for s in read.segments for link in s.links if link.start <= title.start < link.end), "")


def _unnumbered(read: Page, segment: Segment) -> str:
    """The text of a segment with its links as on the page."""
    tails = dict(_tails(read.outline.source, segment))
    return links.restore(segment.msgid, segment.links, tails) if tails else segment.msgid


def _tails(source: bytes, segment: Segment) -> Iterator[tuple[int, str]]:
    for link in segment.links:
        yield link.number, one_line(source[link.start : link.end].decode())
