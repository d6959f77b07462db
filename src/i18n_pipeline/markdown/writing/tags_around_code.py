"""Tags among words with code of a template between their attributes: `<a {% if x %}class="y"{% endif %}>`.

They are no tags to a parser of CommonMark, but the site runs its templates first, and what these make is one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from i18n_pipeline.markdown.constructs.ranges import Range
from i18n_pipeline.markdown.dialect import Dialect, own_components
from i18n_pipeline.markdown.reading import html_tags
from i18n_pipeline.markdown.reading.parse import Event

MARGIN = re.compile(rb"[\r\n][ \t>]*")
"""A line end with the marks of quotes behind it, none of which ends a tag."""
CODE = re.compile(r"%+")
KNOWN = frozenset({"Code", "InlineHtml"})
"""Events in which the parser saw no words."""


def tags(
    source: bytes, span: Range, codes: Sequence[Range], events: Iterable[Event], dialect: Dialect
) -> Iterator[str]:
    """Those in a run of text between two byte offsets, in comparable form; `codes` are its placeholders."""
    start, end = span
    shown = bytearray(MARGIN.sub(lambda found: b" " * len(found[0]), source[start:end]))
    for first, last in codes:
        shown[max(first - start, 0) : last - start] = b"%" * (min(last, end) - max(first, start) - 1) + b" "
    for kind, first, last, _ in events:
        if kind in KNOWN:
            shown[first - start : last - start] = b" " * (last - first)
    for found in html_tags.TOKEN.finditer(bytes(shown)):
        at = bisect_left(codes, (start + found.start(), 0))
        is_escaped = shown.endswith(b"\\", 0, found.start())
        if at < len(codes) and codes[at][0] < start + found.end() and not is_escaped:
            yield CODE.sub("%", html_tags.canonical(found[0], dialect.template_code, own_components(dialect)))
