"""The headings above each segment of a page, as plain text for people who cannot see the page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from i18n_pipeline import plain_text
from i18n_pipeline.markdown import inline
from i18n_pipeline.markdown.reading.headings import Heading
from i18n_pipeline.markdown.reading.outline import Outline, Run
from i18n_pipeline.markdown.reading.segments import Page

LONGEST = 60
"""Most characters shown of a heading."""
MOST = 6
"""Most headings shown above a segment, the innermost; six levels exist outside quotes and lists."""
STRUCTURE = (str, tuple)
"""The types of tokens that open or close a block."""
OPEN, CLOSE = "+", "-"
"""First characters of tokens that open or close a block."""

Path = tuple[str, ...]
"""The texts of headings, outermost first."""


def headings_above(page: Page) -> list[Path]:
    """The headings above each segment of a page, in the order of the segments; a heading is not above itself."""
    starts: list[int] = [-1]
    paths: list[Path] = [()]
    for start, path in _paths(page.outline):
        if path != paths[-1]:
            starts.append(start)
            paths.append(path)
    return [paths[bisect_right(starts, segment.start) - 1] for segment in page.segments]


def title(page: Page) -> str:
    """Title of a page as plain text: from the front matter, or else the first heading."""
    front = (segment.msgid for segment in page.segments if segment.type == "front matter: title")
    return _shown(next(front, "")) or next((_text(page.outline, run) for run in _headings(page.outline)), "")


def _headings(outline: Outline) -> Iterator[Run]:
    """The runs of the headings of a page, those of the highest level first."""
    found = [
        (token.level, place, following)
        for place, (token, following) in enumerate(zip(outline.tokens, outline.tokens[1:], strict=False))
        if isinstance(token, Heading) and isinstance(following, Run)
    ]
    return (run for _, _, run in sorted(found, key=lambda one: one[:2]))


def _paths(outline: Outline) -> Iterator[tuple[int, Path]]:
    """Byte offsets of the blocks of a page above which other headings are than above the last, in page order.

    A heading inside a quote or a list item is above nothing outside it.
    """
    tokens = outline.tokens
    above: list[tuple[int, int, str]] = []  # depth of the blocks around it, level, text
    depth, changed = 0, False
    for place, token in enumerate(tokens):
        if isinstance(token, STRUCTURE):
            sign = token[0][0]
            if sign == OPEN:
                depth += 1
            elif sign == CLOSE:
                depth -= 1
                while above and above[-1][0] > depth:
                    above.pop()
                    changed = True
        elif isinstance(token, Heading):
            while above and above[-1][:2] >= (depth, token.level):
                above.pop()
            yield token.start, _texts(above)
            following = tokens[place + 1] if place + 1 < len(tokens) else ""
            above.append((depth, token.level, _text(outline, following) if isinstance(following, Run) else ""))
            yield token.end, _texts(above)
            depth, changed = depth + 1, False  # its end is a token like that of any block
        elif changed:
            yield token.start, _texts(above)
            changed = False


def _texts(above: list[tuple[int, int, str]]) -> Path:
    return tuple(text for _, _, text in above if text)[-MOST:]


def _text(outline: Outline, run: Run) -> str:
    """The words of a heading, without markup and without control characters."""
    parts = (_part(outline, *event[:3], event[3]) for event in run.events)
    return _shown("".join(parts))


def _shown(text: str) -> str:
    """The beginning of a text on one line."""
    shown = plain_text.with_placeholders(" ".join(text.split()))
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1].rstrip()}…"


def _part(outline: Outline, kind: str, start: int, end: int, value: object) -> str:
    if kind in {"SoftBreak", "HardBreak"}:
        return " "
    if kind not in {"Text", "Code"}:
        return ""
    if outline.scan.placeholders:  # the parser saw a masked copy
        said = outline.source[start:end].decode()
        return inline.code_content(said) if kind == "Code" else said
    return str(value)
