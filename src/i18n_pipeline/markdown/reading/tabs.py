"""Tabs that pulldown-cmark 0.13 takes for text, unlike other parsers: for the parser, spaces stand in their place."""

from __future__ import annotations

import re

from i18n_pipeline.markdown.constructs.lines import ATX, LINE, LINE_END

ATX_LINE = re.compile(LINE + ATX + rb"[^\r\n]*")
SIGNS_OF_ROW = re.compile(rb"(?<![|:\- \t])[|:\- \t]++" + LINE_END)
"""What may be the row below the head of a table, with what stands before it."""
DELIMITER_ROW = re.compile(rb"(?!-[ \t])[|:-](?<![^ \t>\r\n][|:-])")
"""Where that row begins."""
TAB_AFTER_SIGN = re.compile(rb"#[^\r\n\t]*\t")


def spaced(masked: bytearray) -> bytearray:
    """Replace tabs with spaces around a heading's closing `#` and in the row of dashes below the head of a table."""
    page = bytes(masked)
    for signs in SIGNS_OF_ROW.finditer(page):
        row = DELIMITER_ROW.search(page, *signs.span()) if b"|" in signs[0] and b"\t" in signs[0] else None
        if row and b"|" in page[row.start() : signs.end()]:
            masked[row.start() : signs.end()] = page[row.start() : signs.end()].replace(b"\t", b" ")
    for found in ATX_LINE.finditer(page) if TAB_AFTER_SIGN.search(page) else ():
        line = found[0].rstrip(b" \t")
        words = line.rstrip(b"#")
        closed = len(words) < len(line) and words[-1:] in {b" ", b"\t"}
        end = len(words.rstrip(b" \t")) if closed else len(line)
        masked[found.start() + end : found.end()] = found[0][end:].replace(b"\t", b" ")
    return masked
