"""Blanks at which no line of a paragraph may end, since it would be read in another way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from i18n_pipeline.markdown.constructs import comparable
from i18n_pipeline.markdown.constructs.lines import end_above, start_of_line
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.reading import masking
from i18n_pipeline.markdown.reading.outline import Outline
from i18n_pipeline.markdown.reading.segments import on_one_line
from i18n_pipeline.markdown.writing import python_markdown_alone
from i18n_pipeline.model import Segment

UNBROKEN = "\x1f"
"""Stands for a blank where no line may end, and for a pipe that parts no cells; no text that is written has it."""
STRING = re.compile(rb"\{[^{}`\r\n]*`[^`]*[\r\n]")
"""A string between backticks that goes over lines, in code in braces."""
UNBROKEN_BYTE = UNBROKEN.encode()
KEPT = "\x02"
"""Stands for the first sign of a text; no text that is written has it."""
DESCRIBED = re.compile(rb"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t][ \t>]*)*:{3,}[ \t]*image\b")
"""A line with an image of DocFX."""
PLACEHOLDERS = (":::", "[!")
"""How placeholders begin that a line may begin with, but not in a translation without them."""


def placeholders(text: str, dialect: Dialect) -> str:
    """The text with `UNBROKEN` for the blanks in placeholders, and for those beside template tags.

    A line never begins with a tag of templates, which may make nothing: a line of such tags alone would be blank, and
    part a paragraph. A tag that takes away the white space beside it does so with a line end, but not with the marks
    of a quote behind that.
    """
    text = python_markdown_alone.unbroken(text, UNBROKEN) if dialect.python_markdown else text
    sign = masking.sign_of_placeholders(dialect)
    pattern = masking.any_placeholder(dialect) if sign and sign.search(text) else None
    if pattern is None:
        return text
    shown = pattern.sub(lambda found: found[0].replace(b" ", UNBROKEN_BYTE), text.encode())
    beside = _beside(dialect)
    return (beside.sub(lambda found: found[0].replace(b" ", UNBROKEN_BYTE), shown) if beside else shown).decode()


def strings(tree: Outline, segment: Segment, text: str) -> tuple[str, Mapping[str, str]]:
    """The text with `UNBROKEN` for the blanks in code with strings over lines, and how each is written on the page.

    A line end in a template string of JavaScript is a sign of it.
    """
    source = tree.source
    if source.find(b"`", segment.start, segment.end) < 0 or not STRING.search(source, segment.start, segment.end):
        return text, {}
    quotes = source.count(b">", start_of_line(source, segment.start), segment.start)
    tags = [tag for tag in tree.scan.tags if segment.start <= tag[0] < segment.end]
    found = [source[start:end] for start, end in (*tree.scan.inside(segment.start, segment.end), *tags)]
    written = {on_one_line(code, quotes): code.decode() for code in found if STRING.search(code)}
    for shown in written:
        text = text.replace(shown, shown.replace(" ", UNBROKEN))
    return text, written


def as_written(text: str, strings: Mapping[str, str]) -> str:
    """A text that is laid out, with its code with strings over lines as the page has it."""
    for shown, code in strings.items():
        text = text.replace(shown, code)
    return text


@lru_cache(maxsize=64)
def _beside(dialect: Dialect) -> re.Pattern[bytes] | None:
    """Matches the blank before a template tag, or behind one that takes it away; None if the dialect has none such."""
    signs = {sign for one in dialect.constructs if one.may_vanish for sign in one.signs}
    if not signs:
        return None
    return re.compile(rb" (?=" + rb"|".join(map(re.escape, sorted(signs))) + rb")|(?<=-[%}#]\}) ")


def begun(text: str, english: str, dialect: Dialect) -> str:
    """The text with `KEPT` for the first sign of a placeholder of the English text that it begins with, if any.

    So that sign is not escaped, as if it were syntax that nobody wants at the start of a line.
    """
    pattern = masking.any_placeholder(dialect) if text.startswith(PLACEHOLDERS) else None
    found = pattern.match(text.encode()) if pattern else None
    if pattern is None or found is None:
        return text
    kept = comparable(found[0], dialect.constructs)
    theirs = (comparable(other[0], dialect.constructs) for other in pattern.finditer(english.encode()))
    return KEPT + text[1:] if kept in theirs else text


def is_description(source: bytes, segment: Segment) -> bool:
    """Whether a text is the long description below an image, of which DocFX 2.78 shows the last line alone."""
    line = start_of_line(source, segment.start)
    return DESCRIBED.match(source, start_of_line(source, max(0, end_above(source, line))), line) is not None


def is_body_in_quote(source: bytes, segment: Segment) -> bool:
    """Whether a tag of templates before or behind a text on its line makes a body of it, in a quote.

    On a second line, the marks of the quote would stand in the body.
    """
    before = source[start_of_line(source, segment.start) : segment.start]
    behind = source[segment.end : segment.end + 3].lstrip()
    return b">" in before and (before.rstrip().endswith((b"%}", b"}}")) or behind.startswith((b"{%", b"{{")))
