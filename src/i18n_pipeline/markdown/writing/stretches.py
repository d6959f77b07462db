"""Parts of a page that are read alone as they are read on the page, so that a fault is looked for near its lines."""

from __future__ import annotations

from i18n_pipeline.markdown.constructs.lines import start_of_line
from i18n_pipeline.markdown.reading import segments
from i18n_pipeline.markdown.reading.segments import Page
from i18n_pipeline.markdown.writing import literal
from i18n_pipeline.markdown.writing.unsafe import FRONT_MATTER
from i18n_pipeline.model import Segment


def parts(page: Page) -> range:
    """The positions of all segments behind the front matter."""
    first = next((i for i, segment in enumerate(page.segments) if segment.place not in FRONT_MATTER), 0)
    return range(first, 0 if page.outline.dialect.values else len(page.segments))


def alone(page: Page, part: range) -> Page | None:
    """The lines of the segments at some positions, up to the next segment, as a page of their own.

    Behind them it has definitions of the labels that they use and the page defines elsewhere. None if the lines are
    read in another way there than on the page.
    """
    source = page.outline.source
    start = start_of_line(source, page.segments[part.start].start)
    last = part.stop < len(page.segments)
    end = start_of_line(source, page.segments[part.stop].start) if last else len(source)
    text = source[start:end]
    found = segments.page(text + _definitions(page, text), page.outline.dialect) if text else None
    said = [_place(segment, start) for segment in page.segments[part.start : part.stop]]
    return found if found and [_place(segment, 0) for segment in found.segments] == said else None


def _definitions(page: Page, text: bytes) -> bytes:
    """Definitions of the labels of links and footnotes in a text that the page defines."""
    defined = literal.names(page.outline.source) if b"[" in text else frozenset()
    labels = dict.fromkeys(label for label in literal.LABEL.findall(text.decode()) if literal.folded(label) in defined)
    apart = page.outline.newline * 2
    return "".join(f"{apart}[{label}]: 1" for label in labels).encode() + apart.encode() if labels else b""


def _place(segment: Segment, start: int) -> tuple[int, int, str, str, str]:
    """A segment with its place on a page that begins at a byte offset."""
    return segment.start - start, segment.end - start, segment.place, segment.type, segment.msgid


def halves(page: Page, part: range) -> tuple[range, range]:
    """Two parts of a part, of about the same length, cut where a line with little before its words begins."""
    quarter = len(part) // 4
    middle = range(part.start + max(1, quarter), part.stop - quarter)
    cut = min(middle, key=lambda index: (_before(page, index), abs(index - (part.start + part.stop) // 2)))
    return range(part.start, cut), range(cut, part.stop)


def _before(page: Page, index: int) -> int:
    """The number of bytes before a segment on its line."""
    start = page.segments[index].start
    return start - start_of_line(page.outline.source, start)
