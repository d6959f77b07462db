"""Lay out a translation word for word like its English text, with the same line breaks, marks and blanks.

For texts whose structure `wrapping` would change, such as a line that is only a tag. This is safe if the two texts
differ in letters only.
"""

from __future__ import annotations

import re
import unicodedata

from i18n_pipeline.markdown.reading import links
from i18n_pipeline.model import Segment

LINE = re.compile(r"[ \t]*(?:\r\n|\n|\r)[ \t>]*|[ \t]+")
"""Gap between two words in Markdown: blanks, or a line end with the next line's prefix."""
FOLDED = re.compile(r"\s+")
"""Gap between two words in HTML, where all white space is folded."""
QUOTED = re.compile(r"\s*?[\r\n][\s>]*|\s+")
"""Gap between two words in HTML inside a quote."""
GAPS = {
    **dict.fromkeys(("paragraph", "setext", "heading", "cell"), (LINE,)),
    **dict.fromkeys(("html", "attribute"), (FOLDED, QUOTED)),
}
"""Pattern of the gap between two words, by kind of place."""


def traced(source: bytes, segment: Segment, text: str, tails: dict[int, str]) -> str | None:
    """The segment as on the page, with the words of `text` in place of its words, and `tails` for its numbered links.

    None if the number of words, or any sign that is no letter, differs.
    """
    flat = _numbered(source, segment)
    ways = (_laid(gap, flat, segment.msgid, text.strip(" \t\r\n")) for gap in GAPS.get(segment.place, ()))
    laid = next((way for way in ways if way is not None), None)
    return None if laid is None else links.restore(laid, segment.links, tails, segment.msgid)


def _laid(gap: re.Pattern[str], flat: str, msgid: str, text: str) -> str | None:
    """The text with the gaps of `flat`, which is `msgid` as on the page; None if it does not match `msgid`."""
    (words, gaps), (english, _), (said, _) = (_words(gap, each) for each in (flat, msgid, text))
    if not len(words) == len(english) == len(said) or any(map(_differ, english, said)):
        return None
    kept = [word if ours == theirs else theirs for word, ours, theirs in zip(words, english, said, strict=True)]
    return "".join(part for pair in zip(kept, [*gaps, ""], strict=True) for part in pair)


def _numbered(source: bytes, segment: Segment) -> str:
    """The segment as on the page, with a number for the tail of each link."""
    parts, done = [], segment.start
    for link in sorted(segment.links, key=lambda link: link.start):
        if link.start >= done:
            parts += [source[done : link.start].decode(), f"][{link.number}]"]
            done = link.end
    return "".join([*parts, source[done : segment.end].decode()])


def _words(gap: re.Pattern[str], text: str) -> tuple[list[str], list[str]]:
    """The words of a text and the gaps between them, which include the backslash of a hard line break."""
    words, gaps, done = [], [], 0
    for found in gap.finditer(text):
        word, between = text[done : found.start()], found[0]
        if ("\n" in between or "\r" in between) and (len(word) - len(word.rstrip("\\"))) % 2:
            word, between = word[:-1], "\\" + between
        words.append(word)
        gaps.append(between)
        done = found.end()
    return [*words, text[done:]], gaps


def _differ(ours: str, theirs: str) -> bool:
    """Whether two words differ in characters other than letters."""
    return ours != theirs and _signs(ours) != _signs(theirs)


def _signs(word: str) -> str:
    return "".join(sign for sign in word if unicodedata.category(sign)[0] not in "LM")
