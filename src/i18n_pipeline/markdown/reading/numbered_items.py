"""Items of ordered lists right below the words of a paragraph.

Any number begins a list there to kramdown-parser-gfm 1.1 (`PARAGRAPH_END_GFM` in gfm.rb), to CommonMark a one alone
(0.31, section 5.3). So the parser is shown a one.
"""

from __future__ import annotations

import re

from i18n_pipeline.markdown.constructs import lines

STOP = re.compile(rb"\.(?<=\d\.)(?=[ \t])")
"""The full stop behind a digit, and before a blank."""
NUMBER = re.compile(rb"[ \t>]*(?P<number>\d{1,9})\.")
LONGEST = 80
"""Most bytes of a line before such a full stop that are looked at."""


def mask(masked: bytearray) -> None:
    """Put a one in place of these numbers, with zeros before it."""
    page = bytes(masked)
    for stop in STOP.finditer(page):
        line = lines.start_of_line(page, stop.start())
        found = NUMBER.fullmatch(page, line, stop.end()) if stop.start() - line < LONGEST else None
        if found and not lines.is_below_blank(page, line):
            masked[found.start("number") : found.end("number")] = b"1".rjust(len(found["number"]), b"0")
