"""The image in the directive `{figure-md}`: a paragraph without words, the first of the directive.

With words beside it, MyST-Parser 5.2 shows an error in place of the figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.markdown.constructs import Occurrence

ALT = rb"!\[(?:[^\[\]\\]++|\\.|\[[^\[\]]*+\])*+\]"
IMAGE = re.compile(
    rb"(?:[ \t>]*(?:\r\n|\n|\r))*[ \t>]*(?P<image>" + ALT + rb"(?:\([^()\r\n]*\)|\[[^\[\]\r\n]*\])?(?:\{[^{}\r\n]*\})?)"
    rb"[ \t]*(?:\r\n|\n|\r)(?:[ \t>]*(?:[\r\n]|\Z)|\Z)",
    re.DOTALL,
)


def image(page: bytes, start: int, end: int, _indent: int, _quotes: int) -> Iterator[Occurrence]:
    """The place of the image between two byte offsets, if no words stand beside it."""
    found = IMAGE.match(page, start, end)
    if found:
        place = found.start("image")
        yield Occurrence(place, place, "image alone in a figure", has_words_behind=True)
