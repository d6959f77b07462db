"""Syntax of site generators that CommonMark takes for words, one construct a file."""

from __future__ import annotations

from dataclasses import dataclass

BREAK = rb"(?:\r\n|\n|\r)(?![ \t>]*(?:[\r\n]|\Z))"
"""Regular expression of a line end before a line that is not blank."""


@dataclass(frozen=True, slots=True)
class Construct:
    """A syntax that is masked in the parser's copy of a page, outside code.

    Its regular expressions name no groups. Neither may scan past the next opening of its own kind: that keeps the
    search linear in the page.
    """

    name: str
    """Name for people: `display math`."""
    signs: tuple[bytes, ...]
    """A page without any of these bytes has none of it."""
    alone: bytes = b""
    """Regular expression of one that fills whole lines, quote marks and indentation left aside. The parser sees blanks,
    translators see nothing, and the localised page must have the same bytes. Empty: it never fills lines."""
    inside: bytes = b""
    """Regular expression of one in the words of a paragraph, a placeholder. The parser sees percent signs: punctuation,
    like braces, so that emphasis beside it opens and closes. The msgid has it as it is, and a translation must keep it.
    Empty: it never stands among words."""
