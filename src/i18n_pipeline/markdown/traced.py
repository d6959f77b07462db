"""A translation laid out word for word as its English text: every line break, mark and blank where that has it.

This is for texts that our own layout would make into something else, such as a line that only holds a tag. It is sure
to be safe where the two texts differ in nothing but letters.
"""

from __future__ import annotations

import re
import unicodedata

from i18n_pipeline.markdown import links
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
    """The bytes of a segment with the words of `text` in place of its own, and `tails` for its numbered links.

    None where the text has another number of words, or other signs than letters anywhere.
    """
    flat = _numbered(source, segment)
    ways = (_laid(gap, flat, segment.msgid, text.strip()) for gap in GAPS.get(segment.place, ()))
    laid = next((way for way in ways if way is not None), None)
    return None if laid is None else links.restore(laid, segment.links, tails)


def _laid(gap: re.Pattern[str], flat: str, msgid: str, text: str) -> str | None:
    """The text with the gaps of `flat`, which says on the page what `msgid` does."""
    (words, gaps), (english, _), (said, _) = (_words(gap, each) for each in (flat, msgid, text))
    if not len(words) == len(english) == len(said) or any(map(_differ, english, said)):
        return None
    kept = [word if ours == theirs else theirs for word, ours, theirs in zip(words, english, said, strict=True)]
    return "".join(part for pair in zip(kept, [*gaps, ""], strict=True) for part in pair)


def _numbered(source: bytes, segment: Segment) -> str:
    """The bytes of a segment with a number for where each of its links leads."""
    parts, done = [], segment.start
    for link in sorted(segment.links, key=lambda link: link.start):
        if link.start >= done:
            parts += [source[done : link.start].decode(), f"][{link.number}]"]
            done = link.end
    return "".join([*parts, source[done : segment.end].decode()])


def _words(gap: re.Pattern[str], text: str) -> tuple[list[str], list[str]]:
    """The words of a text and what stands between them, the backslash of a hard line break included."""
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
