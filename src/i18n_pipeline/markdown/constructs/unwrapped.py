"""Fences that the site takes away before it reads Markdown, so that what is between them is no code.

Docusaurus 3.10 does so with ```` ```mdx-code-block ```` (`unwrapMdxCodeBlocks`), with three or four backticks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LINE = re.compile(rb"(?<![^\n]) *(?P<ticks>`{3,4})(?P<named> *mdx-code-block)?(?=\r?\n|\Z)")


def fences(page: bytes) -> Iterator[tuple[int, int]]:
    """The lines of fences, without their ends, in page order."""
    opened: re.Match[bytes] | None = None
    for line in LINE.finditer(page) if b"mdx-code-block" in page else ():
        if opened is None:
            opened = line if line["named"] else None
        elif line["ticks"] == opened["ticks"] and not line["named"]:
            yield opened.span()
            yield line.span()
            opened = None
