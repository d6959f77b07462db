"""A text of inline Markdown that says no more than the English one does, before it is laid out at its place."""

from __future__ import annotations

import re

from i18n_pipeline.markdown import inline
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.reading import links, masking
from i18n_pipeline.markdown.reading.outline import Outline
from i18n_pipeline.markdown.writing import addresses, beside, emphasis, escaping, literal, python_markdown_alone
from i18n_pipeline.markdown.writing.parted import parted
from i18n_pipeline.markdown.writing.unbroken import UNBROKEN, UNBROKEN_BYTE
from i18n_pipeline.markdown.writing.unsafe import PIPE
from i18n_pipeline.model import Segment

TAG_WITH_PIPE = re.compile(r"<[^<>|]*\|[^<>]*>")


def plain_words(tree: Outline, segment: Segment, text: str) -> str:
    """A text with addresses closed, emphasis kept, and every sign escaped that would be markup the English lacks."""
    english, dialect = segment.msgid, tree.dialect
    text = links.with_links_only(text, english) if segment.links else text
    if dialect.python_markdown:
        text = python_markdown_alone.plain(tree, segment, text)
    text = beside.without_field(tree, segment, parted(text, english, dialect))
    if escaping.are_words(text, dialect, (str(link.number) for link in segment.links)):
        return text
    names = literal.labels(tree, segment, text)
    said = addresses.closed(text, english, dialect, names)
    held = emphasis.held(said, english, dialect, names)
    if segment.place == "cell" and dialect.marks_cross_cells:
        held = emphasis.without_lone(held, english, dialect, names)
    if segment.links and dialect.marks_cross_links:
        held = emphasis.without_lone_in_links(held, english, dialect, names)
    held = beside.apart(tree, segment, held, names)
    text = escaping.inline(held, english, dialect, names, keep="|" if segment.place == "cell" else "")
    if text != said:  # an address may have a reference behind it now, of which parsers make a part of it
        text = addresses.closed(text, english, dialect, names)
    if dialect.python_markdown:
        text = python_markdown_alone.escaped(tree, segment, text)
    rows = tree.source[segment.start : segment.end].splitlines() if "|" in text and dialect.bare_tables else ()
    is_no_table = segment.place == "paragraph" and any(b"|" not in row for row in rows)
    return _without_pipes(text, dialect) if is_no_table else text


def _without_pipes(text: str, dialect: Dialect) -> str:
    """A paragraph's text without pipes outside code and tags: laid out anew, its lines could be rows of a table."""
    shown = with_hidden_pipes(text, masking.any_placeholder(dialect))
    hidden = TAG_WITH_PIPE.sub(lambda tag: tag[0].replace("|", UNBROKEN), shown)
    return inline.replaced_outside_code(PIPE, emphasis.reference("|"), hidden).replace(UNBROKEN, "|")


def with_hidden_pipes(text: str, placeholder: re.Pattern[bytes] | None) -> str:
    """The text with `UNBROKEN` for the pipes in these placeholders."""
    if placeholder is None or "|" not in text:
        return text
    return placeholder.sub(lambda found: found[0].replace(b"|", UNBROKEN_BYTE), text.encode()).decode()
