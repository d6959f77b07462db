"""Build a localised page from a page and its translations, and compare it with the English page.

A translation that would change more than words is refused: its segment keeps the English text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.markdown.check_ids import FRONT_MATTER as OF_FRONT_MATTER
from i18n_pipeline.markdown.constructs import javascript_strings
from i18n_pipeline.markdown.constructs.lines import start_of_line
from i18n_pipeline.markdown.reading.outline import Markup, Run, masked, outline, walked
from i18n_pipeline.markdown.reading.segments import Page
from i18n_pipeline.markdown.writing import skeleton, stretches, traits
from i18n_pipeline.markdown.writing.differences import Difference, differences
from i18n_pipeline.markdown.writing.halving import culprits
from i18n_pipeline.markdown.writing.skeleton import Part
from i18n_pipeline.markdown.writing.splice import (
    Layout,
    front_matter,
    page_style,
    prefix,
    replacement,
    retraced,
    splice,
)
from i18n_pipeline.markdown.writing.unsafe import FRONT_MATTER, unsafe
from i18n_pipeline.markdown.writing.wrapping import Style
from i18n_pipeline.model import Segment

NEXT_LINE = re.compile(rb"(\r\n|\n|\r)[ \t>]*")
INDENT = re.compile(rb"[ \t]*")
SHORT = 2_000
"""Longest HTML block, in bytes, that is parsed again for each of its texts."""
UNWRITABLE = "it cannot be written as a front-matter value"
IN_TAGS = frozenset({"attribute", javascript_strings.PLACE})
"""Places of words in tags."""
ALONE = {
    "paragraph": (b"", b"\n"),
    "setext": (b"", b"\n===\n"),
    "heading": (b"# ", b"\n"),
    "cell": (b"| ", b" |\n|---|\n"),
    "html": (b"<div>", b"</div>\n"),
    "attribute": (b'<div title="', b'"></div>\n'),
    "title": (b'[x](y "', b'")\n'),
}
"""Markup around a text that is tested on its own."""


class Localised(Struct, frozen=True):
    """A localised page."""

    data: bytes
    """Its bytes."""
    refused: Mapping[int, Difference]
    """Why the texts of these segments were refused, by their position on the English page."""
    pinned: bool = True
    """Whether the wanted heading ids were written."""


class Work(Struct, frozen=True):
    """Fixed data while the translations of one page are tested."""

    english: Page
    """The English page."""
    pins: Mapping[int, str]
    """Heading ids to write."""
    accepted: Mapping[int, frozenset[str]]
    """Check ids whose findings a reviewer accepted, by segment position."""
    front: Mapping[int, bytes]
    """Bytes of the translated front-matter values, by segment position."""
    blocks: Sequence[Markup]
    """The HTML blocks of the English page."""
    style: Style
    """How the paragraphs of the English page are laid out."""


class Attempt(Struct, frozen=True):
    """Translations that are tested together."""

    texts: Mapping[int, str]
    """The texts, by segment position."""
    traced: frozenset[int] = frozenset()
    """Positions of texts laid out word for word like the English page."""

    def only(self, chosen: Iterable[int]) -> Attempt:
        """The attempt with the chosen texts only."""
        return replace(self, texts={i: self.texts[i] for i in chosen})


def localise(
    english: Page,
    texts: Mapping[int, str],
    *,
    pins: Mapping[int, str],
    accepted: Mapping[int, frozenset[str]],
) -> Localised:
    """Put `texts`, by segment position, and the heading ids `pins`, by byte offset, onto the page.

    A text that would change more than words is tried again, laid out word for word like the English text, if the two
    differ in letters only. A text that fails again is left out; `refused` has the reason.
    """
    if not texts and not pins:
        return Localised(english.outline.source, {})
    refused = {
        i: Difference(-1, -1, why, check) for i, text in texts.items() for check, why in unsafe(english, i, text)
    }
    written = front_matter(
        english, {i: text for i, text in texts.items() if i not in refused and _is_front_matter(english, i)}
    )
    refused |= {i: Difference(-1, -1, UNWRITABLE, OF_FRONT_MATTER) for i, value in written.items() if value is None}
    front = {i: value for i, value in written.items() if value is not None}
    blocks = [token for token in english.outline.tokens if isinstance(token, Markup)]
    work = Work(english, pins, accepted, front, blocks, page_style(english))
    attempt = Attempt({i: text for i, text in texts.items() if i not in refused})
    while True:
        result, different = _compared(work, attempt)
        if not different:
            return Localised(result, refused)
        found = _blamed(work, attempt, different)
        if not found:  # the ids alone change the page: leave them out
            return replace(localise(english, texts, pins={}, accepted=accepted), pinned=False)
        again = frozenset(i for i in found if _can_be_traced(work, attempt, i))
        gone = found.keys() - again
        refused |= {i: found[i] for i in gone}
        attempt = replace(attempt.only(attempt.texts.keys() - gone), traced=attempt.traced | again)


@lru_cache(maxsize=4)
def _expected(english: Page, pins: tuple[tuple[int, str], ...]) -> list[Part]:
    """The skeleton of the English page with the heading ids to write, made once for all languages."""
    return skeleton.skeleton(english.outline, english.outline.dialect.front_matter, dict(pins))


@lru_cache(maxsize=4)
def _traits(english: Page, pins: tuple[tuple[int, str], ...]) -> traits.Traits:
    """The traits of the English page with the heading ids to write, found once for all languages."""
    return traits.traits(english.outline, english.outline.dialect.front_matter, dict(pins))


def _is_front_matter(english: Page, index: int) -> bool:
    return english.segments[index].place in FRONT_MATTER


def _can_be_traced(work: Work, attempt: Attempt, index: int) -> bool:
    """Whether a text can be laid out word for word like the English page, and has not been yet."""
    return index not in attempt.traced and retraced(work.english, index, attempt.texts[index]) is not None


def _compared(work: Work, attempt: Attempt) -> tuple[bytes, list[Difference]]:
    """The page with these texts, and how it differs from the English page beyond what people accepted."""
    data = splice(work.english, attempt.texts, work.front, work.pins, Layout(work.style, attempt.traced))
    if data == work.english.outline.source:
        return data, []
    page, paths = masked(data, work.english.outline.dialect), work.english.outline.dialect.front_matter
    pins = tuple(work.pins.items())
    if traits.traits(page, paths) == _traits(work.english, pins):
        return data, []
    found = differences(_expected(work.english, pins), skeleton.skeleton(walked(page), paths))
    return data, [difference for difference in found if not _accepted(work, attempt, difference)]


def _accepted(work: Work, attempt: Attempt, difference: Difference) -> bool:
    if not difference.ignorable or difference.start < 0:
        return False
    allowed = work.accepted.get(_owner(work, attempt, difference), frozenset())
    return allowed.issuperset(difference.ignorable)


def _owner(work: Work, attempt: Attempt, difference: Difference) -> int:
    """Position of the translated segment in a run that differs, titles and attributes last; -1 if there is none.

    Which of several texts it is must be tried where a tag became another and has attributes with words.
    """
    segments = work.english.segments
    first = bisect_left(segments, difference.start, key=lambda segment: segment.start)
    last = bisect_left(segments, difference.end, key=lambda segment: segment.start)
    inside = [i for i in range(first, last) if i in attempt.texts]
    if difference.in_tag and any(segments[i].place in IN_TAGS for i in inside):
        return -1
    return min(inside, key=lambda i: (segments[i].place in {"title", *IN_TAGS}, i), default=-1)


# --- finding faulty texts -------------------------------------------------------------------------------


def _blamed(work: Work, attempt: Attempt, found: list[Difference]) -> dict[int, Difference]:
    """Texts to refuse; empty if the page differs even without texts."""
    return (
        _by_place(work, attempt, found)
        or _by_shape(work, attempt)
        or _by_parts(work, attempt, stretches.parts(work.english))
        or _by_halves(work, attempt)
    )


def _by_place(work: Work, attempt: Attempt, found: list[Difference]) -> dict[int, Difference]:
    """Blame the text in each run that differs."""
    owners = ((_owner(work, attempt, difference), difference) for difference in found if difference.start >= 0)
    return {owner: difference for owner, difference in owners if owner >= 0}


def _by_shape(work: Work, attempt: Attempt) -> dict[int, Difference]:
    """Texts that change the blocks of a small page with nothing but the lines of their segment."""
    blamed = {}
    for index, text in attempt.texts.items():
        segment = work.english.segments[index]
        if segment.place not in ALONE:
            continue
        laid = retraced(work.english, index, text) if index in attempt.traced else None
        laid = replacement(work.english, index, text, work.style) if laid is None else laid
        found = _on_its_lines(work, index, laid) or _alone(work, segment, laid)
        if found and (found[0].start < 0 or not found[0].ignorable):
            blamed[index] = found[0]
    return blamed


def _on_its_lines(work: Work, index: int, laid: bytes) -> list[Difference]:
    """Differences that a text makes on its segment's lines alone; none if those cannot be parsed alone."""
    source, segment = work.english.outline.source, work.english.segments[index]
    line, stop = _lines(work, index)
    if stop < segment.end:  # another segment begins on its last line
        return []
    before, after = source[line : segment.start], source[segment.end : stop]
    indent = len(INDENT.match(before)[0])  # type: ignore[index] # also matches nothing at all
    deeper = re.compile(rb"^[ \t]{0,%d}" % indent, re.MULTILINE)
    ours, theirs = (
        outline(deeper.sub(b"", before + text + after), work.english.outline.dialect)
        for text in (source[segment.start : segment.end], laid)
    )
    begins = len(before) - indent
    runs = (token for token in ours.tokens if isinstance(token, Run | Markup) and token.start <= begins)
    if not any(_holds(token, segment, begins) for token in runs):
        return []
    return differences(skeleton.skeleton(ours, ()), skeleton.skeleton(theirs, ()))


def _lines(work: Work, index: int) -> tuple[int, int]:
    """Byte range of the lines up to the next segment, or of the segment's whole HTML block if that is short."""
    source, segment = work.english.outline.source, work.english.segments[index]
    if segment.place in {"html", "attribute"}:
        at = bisect_right(work.blocks, segment.start, key=lambda block: block.start) - 1
        block = work.blocks[at] if at >= 0 else None
        if block is not None and segment.end <= block.end <= block.start + SHORT:
            return start_of_line(source, block.start), block.end
    following = bisect_left(work.english.segments, segment.end, key=lambda other: other.start)
    if following == len(work.english.segments):
        return start_of_line(source, segment.start), len(source)
    return start_of_line(source, segment.start), start_of_line(source, work.english.segments[following].start)


def _holds(token: Run | Markup, segment: Segment, begins: int) -> bool:
    """Whether a token from the lines alone is the segment, in the same kind of place as on the page."""
    if isinstance(token, Run):
        return token.start == begins and token.place == segment.place
    return segment.place in {"html", "attribute"} and token.start <= begins < token.end


def _alone(work: Work, segment: Segment, laid: bytes) -> list[Difference]:
    """Differences that a text makes on a page with nothing but its segment, in the markup from `ALONE`."""
    source, dialect = work.english.outline.source, work.english.outline.dialect
    english = NEXT_LINE.sub(rb"\1", source[segment.start : segment.end])
    said = re.sub(rb"(\r?\n)" + re.escape(prefix(source, segment)), rb"\1", laid) if b"\n" in laid else laid
    before, after = ALONE[segment.place]
    ours, theirs = (skeleton.skeleton(outline(before + text + after, dialect), ()) for text in (english, said))
    return differences(ours, theirs)


def _by_parts(work: Work, attempt: Attempt, part: range) -> dict[int, Difference]:
    """Texts that break the lines around them, found on smaller and smaller parts of the page.

    So many of them take little more time than one. `part` has the positions of its segments.
    """
    chosen = [index for index in part if index in attempt.texts]
    if not chosen:
        return {}
    alone = stretches.alone(work.english, part) if len(part) < len(work.english.segments) else None
    small = _small(work, attempt, part, alone) if alone else None
    if small and not _compared(*small)[1]:
        return {}
    found: dict[int, Difference] = {}
    for half in stretches.halves(work.english, part) if len(part) > 1 else ():
        found |= _by_parts(work, attempt, half)
    if small:
        rest = small[1].only(index for index in small[1].texts if index + part.start not in found)
        found |= {index + part.start: why for index, why in _by_halves(small[0], rest).items()}
    return found


def _small(work: Work, attempt: Attempt, part: range, alone: Page) -> tuple[Work, Attempt]:
    """A part of the page as a page of its own, and its texts."""
    blocks = [token for token in alone.outline.tokens if isinstance(token, Markup)]
    texts = {index - part.start: attempt.texts[index] for index in part if index in attempt.texts}
    accepted = {index - part.start: work.accepted[index] for index in part if index in work.accepted}
    traced = frozenset(index - part.start for index in attempt.traced if index in part)
    return Work(alone, {}, accepted, {}, blocks, work.style), Attempt(texts, traced)


def _by_halves(work: Work, attempt: Attempt) -> dict[int, Difference]:
    """Texts that break the page together with the good texts before them, found by bisection."""

    def fault(chosen: list[int]) -> Difference | None:
        found = _compared(work, attempt.only(chosen))[1]
        return found[0] if found else None

    return culprits(sorted(attempt.texts), fault)
