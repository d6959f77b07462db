"""What the margins of indented bodies tell of the code in them, as the left margin of a page does of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec import Struct

from i18n_pipeline.markdown.constructs import Occurrence
from i18n_pipeline.markdown.constructs.ranges import Range
from i18n_pipeline.markdown.reading.left_margin import LeftMargin, margin_of

FIRST = re.compile(rb"[ \t]*\n(?: *\n)*(?P<blanks> +)(?=[^ \n])")
"""The end of the head of a body, and the blanks before its first words."""
MOST = 3
"""Most blanks before a block, from the column of the text of its container (CommonMark 0.31, section 4.5)."""


class Bodies(Struct, frozen=True):
    """What is known of the bodies around some bytes of a page."""

    around: Mapping[int, tuple[int, LeftMargin | None]]
    """By the offset of each byte in a body: where the innermost such body begins, and what is known of it."""
    fences: tuple[Range, ...]
    """The fenced code in the first columns of these bodies; in page order, unless bodies are in each other."""
    blocks: tuple[Range, ...]
    """What surely are blocks of HTML there."""

    def open_to_code(self, margin: LeftMargin, spans: Iterable[Range]) -> list[int]:
        """See `LeftMargin.open_to_code`: the same where spans in bodies are told by the margins of these."""
        if not self.around:
            return margin.open_to_code(spans)
        groups: dict[int, tuple[LeftMargin | None, list[Range]]] = {}
        for span in spans:
            start, known = self.around.get(span[0], (0, margin))
            groups.setdefault(start, (known, []))[1].append((span[0] - start, span[1] - start))
        return sorted(
            start + place
            for start, (known, group) in groups.items()
            for place in (known.open_to_code(group) if known else [place for place, _ in group])
        )


NONE = Bodies({}, (), ())


def bodies_around(page: bytes, containers: Iterable[Occurrence], positions: Iterable[int]) -> Bodies:
    """The bodies around some bytes of a page on which the heads of containers are masked; all are in page order."""
    later = [one for one in containers if one.body_end]
    if not later:
        return NONE
    later.reverse()
    opened, known, around = list[Occurrence](), dict[int, LeftMargin | None](), {}
    for position in positions:
        while later and later[-1].end <= position:
            opened.append(later.pop())
        while opened and opened[-1].body_end <= position:
            opened.pop()
        if opened:
            start = opened[-1].end
            if start not in known:
                known[start] = _margin(page, opened[-1])
            around[position] = (start, known[start])
    told = [(start, margin) for start, margin in known.items() if margin]
    return Bodies(
        around,
        tuple((start + first, start + last) for start, margin in told for first, last in margin.fences),
        tuple((start + first, start + last) for start, margin in told for first, last in margin.blocks),
    )


def _margin(page: bytes, found: Occurrence) -> LeftMargin | None:
    """What is known of a body whose lines are all indented by as many blanks at least as its first; None of others."""
    line = page.rfind(b"\n", 0, found.start) + 1
    body = page[found.end : found.body_end]
    first = FIRST.match(body)
    if first is None or b"\r" in body or b"\t" in body or b">" in page[line : found.start]:
        return None
    width = len(first["blanks"])
    extra = width - (found.start - line) - found.body
    if not 0 <= extra <= MOST or _left_of(width).search(body):
        return None
    # The indentation of each line goes to the end of the one above, so that all behind it stays in its place; empty
    # lines stay empty.
    blanks = b" " * width
    shifted = body.replace(b"\n" + blanks, blanks + b"\n").replace(b"\n" + blanks + b"\n", blanks + b"\n\n")
    return margin_of(shifted, most=MOST - extra)


@lru_cache(maxsize=16)
def _left_of(width: int) -> re.Pattern[bytes]:
    """Matches a line with fewer blanks before its words."""
    return re.compile(rb"\n {0,%d}[^ \n]" % (width - 1))
