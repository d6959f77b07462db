"""Write the ids of headings onto a page, in the form and at the place that the dialect has for them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec.structs import replace

from i18n_pipeline.markdown.constructs.lines import end_above, is_broken, start_of_line
from i18n_pipeline.markdown.dialect import BESIDES, HeadingIds
from i18n_pipeline.markdown.reading import anchors, id_lines
from i18n_pipeline.markdown.reading.headings import Heading
from i18n_pipeline.markdown.reading.learnt_ids import NONE_LEARNT, Learnt
from i18n_pipeline.markdown.reading.outline import Outline, Run
from i18n_pipeline.markdown.reading.segments import Page

Edit: TypeAlias = tuple[int, int, bytes]
"""Start and end of bytes to replace, and what comes in their place."""

MARK = re.compile(rb"[^>\s]")
HEADINGS = frozenset({"heading", "setext"})
"""Places of the texts of headings."""
LINE_END = re.compile(r"[ \t]*[\r\n]+[ \t]*")
CLOSED = re.compile(rb"(?<=[^ \t])[ \t]+#+\Z")
"""The signs that close a heading, with the blanks before them."""
IN_CONTAINER = re.compile(rb"[ \t]+\S|>|(?:[-+*:]|\d{1,9}\.)[ \t]")
"""How the words of a list item, a definition or a quote begin on their line."""
EMPHASIS = re.compile(r"(?<![^\W_])_|_(?![^\W_])|\*")
"""A sign of an id that Markdown could take for emphasis: any but a `_` between letters or digits."""


def lacking(
    page: Page, texts: Mapping[int, str], pins: Mapping[int, str], learnt: Learnt = NONE_LEARNT
) -> dict[int, str]:
    """The `pins` that headings do not answer to by their own words, once `texts`, by segment position, are on the page.

    All pins where the site reads an id in place of that of the words.
    """
    tree = page.outline
    if form_on(tree).place not in BESIDES:
        return dict(pins)
    words = {
        start: anchors.text_alone(said, tree.dialect) if said is not None else None
        for start, said in _said(page, texts)
    }
    still = {start: name for start, name in learnt.items() if start not in words}
    own = {heading.end: name for heading, name in anchors.given(tree, words, still)}
    return {end: name for end, name in pins.items() if own[end] != name}


def _said(page: Page, texts: Mapping[int, str]) -> Iterator[tuple[int, str | None]]:
    """What each heading says with these texts, by `Heading.start`; those without any are left out.

    A text may be only a part of what the heading says, as between tags of a template. None stands for words over more
    lines than one, which nobody knows before they are laid out.
    """
    own = ((page.segments[i], text) for i, text in texts.items())
    edits = sorted((one.start, one.end, LINE_END.sub(" ", text)) for one, text in own if one.place in HEADINGS)
    for heading, run in _headings(page.outline):
        said = _with_texts(page.outline.source, run, edits) if run else ""
        if said:
            is_known = not run or not is_broken(page.outline.source, run.start, run.end)
            yield heading.start, said if is_known else None


def _with_texts(source: bytes, run: Run, edits: Sequence[tuple[int, int, str]]) -> str:
    """A run of text with those of the texts that stand in it, by start and end in bytes; empty if none does."""
    said, at = "", run.start
    for place in range(bisect_left(edits, (run.start,)), len(edits)):
        start, end, text = edits[place]
        if start >= run.end:
            break
        said, at = f"{said}{source[at:start].decode()}{text}", end
    return said and said + source[at : run.end].decode()


def form_on(page: Outline) -> HeadingIds:
    """How new ids are written on a page: as its dialect has it, or in the other form that the page has already."""
    form = page.dialect.ids
    if form.alike and any(page.source.startswith(form.alike[0], start) for start, _, _ in page.scan.ids):
        return form.alike[1]
    return form


def of_heading(page: Outline, heading: Heading, pin: str | None) -> tuple[str | None, ...]:
    """The ids that are written for a heading, `pin` included: one that is still to be written."""
    if pin and form_on(page).place in BESIDES:
        return (heading.explicit, *sorted([*heading.other_ids, pin]))
    return (heading.explicit or pin, *heading.other_ids)


def edits(page: Outline, pins: Mapping[int, str]) -> list[Edit]:
    """The edits that give headings their ids; `pins` has these by `Heading.end`."""
    if not pins:
        return []
    form = form_on(page)
    if not all(map(form.writable.fullmatch, pins.values())):
        form = replace(form, new=form.otherwise or form.new)
    wanted = [(heading, following) for heading, following in _headings(page) if heading.end in pins]
    return [_edit(page, heading, following, pins[heading.end], form) for heading, following in wanted]


def _headings(page: Outline) -> Iterator[tuple[Heading, Run | None]]:
    """The headings with their texts."""
    for token, following in zip(page.tokens, (*page.tokens[1:], None), strict=False):
        if isinstance(token, Heading):
            yield token, following if isinstance(following, Run) else None


def _edit(page: Outline, heading: Heading, text: Run | None, name: str, form: HeadingIds) -> Edit:
    """The edit for one heading."""
    new = form.new
    if form.escaped:
        name = EMPHASIS.sub(r"\\\g<0>", name)
    if form.place == "end":
        begins = page.source.startswith(b"#", start_of_line(page.source, heading.start))
        return _at_end(page, heading.end, name, form if begins else replace(form, new=form.elsewhere or new))
    said = new.replace("{id}", name)
    if form.place == "start":
        offset = text.start if text and text.place != "setext" else heading.end
        return offset, offset, said.encode()
    line_end = page.newline + _margin(page, heading).decode()
    if form.place == "below":
        lazy = form.lazy.replace("{id}", name)
        if re.fullmatch(form.written, lazy.strip().encode()) and _is_lazy(page.source, heading):
            return heading.end, heading.end, lazy.encode()
        return heading.after, heading.after, (line_end + said).encode()
    rows = "".join(line + line_end for line in said.split("\n"))
    place = heading.start
    if "\n" in new:  # a paragraph, which would take the author's ids from the heading if it stood below them
        place = id_lines.begin_of_those_above(page.source, place, page.scan.id_lines)
    return place, place, rows.encode()


def _is_lazy(source: bytes, heading: Heading) -> bool:
    """Whether a heading stands right below the words of a list item or a quote, left of these (kramdown 2.4)."""
    row = start_of_line(source, heading.start)
    margin = source[row : heading.start]
    while row > 0:
        above = start_of_line(source, max(0, end_above(source, row)))
        words = source[above:row].removeprefix(margin)
        if words.startswith(b"#") or not words.strip(b" \t\r\n>"):
            return False
        if IN_CONTAINER.match(words):
            return source.startswith(margin, above)
        row = above
    return False


def _margin(page: Outline, heading: Heading) -> bytes:
    """What begins the lines around a heading: quote marks, and blanks for the marks of lists."""
    return MARK.sub(b" ", page.source[start_of_line(page.source, heading.start) : heading.start])


def _at_end(page: Outline, offset: int, name: str, form: HeadingIds) -> Edit:
    """The edit that gives a heading its id in the attributes at its end, or as a new ending."""
    source = page.source
    for start, end, named in page.scan.ids[: bisect_left(page.scan.ids, (offset,))][-1:]:
        if not named and end <= offset and not source[end:offset].strip(b" \t#"):
            opening = form.opening.match(source, start)
            inside = opening.end() if opening else start
            gap = form.gap if source.startswith(b"{", inside - 1) else ""
            return inside, inside, f"{gap}{form.added}".replace("{id}", name).encode()
    closed = (
        CLOSED.search(source, start_of_line(source, offset), offset) if not page.dialect.ids_behind_closing else None
    )
    offset = closed.start() if closed else offset
    return offset, offset, form.new.replace("{id}", name).encode()
