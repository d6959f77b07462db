"""A page and its translations to a localised page that has been compared with the English one.

Every translation that would change more than words is refused by itself; its place keeps the English text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, replace

from i18n_pipeline.markdown import skeleton
from i18n_pipeline.markdown.layout import Style
from i18n_pipeline.markdown.outline import outline
from i18n_pipeline.markdown.segment import Page
from i18n_pipeline.markdown.skeleton import Difference, Part
from i18n_pipeline.markdown.splice import FRONT_MATTER, front_matter, prefix, replacement, splice, unsafe
from i18n_pipeline.model import Rules

NEXT_LINE = re.compile(rb"(\r\n|\n|\r)[ \t>]*")
UNWRITABLE = "it cannot be written as a front-matter value"
ALONE = {
    "paragraph": (b"", b"\n"),
    "setext": (b"", b"\n===\n"),
    "heading": (b"# ", b"\n"),
    "cell": (b"| ", b" |\n|---|\n"),
    "html": (b"<div>", b"</div>\n"),
    "attribute": (b'<div title="', b'"></div>\n'),
    "title": (b'[x](y "', b'")\n'),
}
"""What is put around a text to try it by itself."""


@dataclass(frozen=True, slots=True)
class Localised:
    """A localised page."""

    data: bytes
    """Its bytes."""
    refused: Mapping[int, Difference]
    """Why the texts of these segments were refused, by their position on the English page."""
    pinned: bool = True
    """Whether the ids are written that were to be."""


@dataclass(frozen=True, slots=True)
class Work:
    """All that stays the same while the translations of one page are tried."""

    english: Page
    """The English page."""
    rules: Rules
    """The dialect, and the front-matter keys whose values people read."""
    pins: Mapping[int, str]
    """Heading ids to write."""
    accepted: Mapping[int, frozenset[str]]
    """Check ids of what a person lets a segment's text leave out."""
    front: Mapping[int, bytes]
    """Texts of front matter, as they are to be written."""
    skeleton: list[Part]
    """What must stay."""


def localise(
    english: Page,
    texts: Mapping[int, str],
    *,
    rules: Rules,
    pins: Mapping[int, str],
    accepted: Mapping[int, frozenset[str]],
) -> Localised:
    """Put texts, given by the positions of their segments, onto the page, and ids where headings end.

    Texts that would change more than words are left out, each with the reason.
    """
    if not texts and not pins:
        return Localised(english.outline.source, {})
    given = texts
    expected = skeleton.skeleton(english.outline, rules.front_matter, pins)
    refused = {i: Difference(-1, -1, why) for i, text in texts.items() if (why := unsafe(english, i, text))}
    written = {i: front_matter(english, i, texts[i]) for i in texts.keys() - refused if _is_front_matter(english, i)}
    refused |= {i: Difference(-1, -1, UNWRITABLE) for i, value in written.items() if value is None}
    front = {i: value for i, value in written.items() if value is not None}
    work = Work(english, rules, pins, accepted, front, expected)
    texts = {i: text for i, text in texts.items() if i not in refused}
    while True:
        result, differences = _compared(work, texts)
        if not differences:
            return Localised(result, refused)
        found = _blamed(work, texts, differences)
        if not found:  # the ids alone change the page: better none
            return replace(localise(english, given, rules=rules, pins={}, accepted=accepted), pinned=False)
        refused |= found
        texts = {i: text for i, text in texts.items() if i not in found}


def _is_front_matter(english: Page, index: int) -> bool:
    return english.segments[index].place in FRONT_MATTER


def _blamed(work: Work, texts: Mapping[int, str], found: list[Difference]) -> dict[int, Difference]:
    """The texts that have to go; none where the page differs without any of them."""
    return _by_place(work, texts, found) or _by_shape(work, texts) or _by_halves(work, texts, found[0])


def _compared(work: Work, texts: Mapping[int, str]) -> tuple[bytes, list[Difference]]:
    """The page with these texts, and how it differs from the English page beyond what people accepted."""
    data = splice(work.english, texts, work.front, work.pins)
    if data == work.english.outline.source:
        return data, []
    result = outline(data, definition_lists=work.rules.profile.definition_lists)
    found = skeleton.differences(work.skeleton, skeleton.skeleton(result, work.rules.front_matter))
    return data, [difference for difference in found if not _accepted(work, texts, difference)]


def _accepted(work: Work, texts: Mapping[int, str], difference: Difference) -> bool:
    if not difference.check or difference.start < 0:
        return False
    allowed = work.accepted.get(_owner(work, texts, difference), frozenset())
    return allowed.issuperset(difference.check.split(","))


def _owner(work: Work, texts: Mapping[int, str], difference: Difference) -> int:
    """The segment with a text in the run that differs, -1 where there is none; a title only where it is alone."""
    segments = work.english.segments
    first = bisect_left(segments, difference.start, key=lambda segment: segment.start)
    last = bisect_left(segments, difference.end, key=lambda segment: segment.start)
    inside = [i for i in range(first, last) if i in texts]
    return min(inside, key=lambda i: (segments[i].place in {"title", "attribute"}, i), default=-1)


def _by_place(work: Work, texts: Mapping[int, str], found: list[Difference]) -> dict[int, Difference]:
    """Each run that differs speaks for itself."""
    owners = ((_owner(work, texts, difference), difference) for difference in found if difference.start >= 0)
    return {owner: difference for owner, difference in owners if owner >= 0}


def _by_shape(work: Work, texts: Mapping[int, str]) -> dict[int, Difference]:
    """The texts that are no single run even by themselves, each tried on a page of its own."""
    blamed = {}
    for index, text in texts.items():
        segment = work.english.segments[index]
        if segment.place not in ALONE:
            continue
        source = work.english.outline.source
        ours = _alone(segment.place, source[segment.start : segment.end], NEXT_LINE)
        begin = re.compile(rb"(\r?\n)" + re.escape(prefix(source, segment)))
        found = skeleton.differences(
            ours, _alone(segment.place, replacement(work.english, index, text, Style()), begin)
        )
        if found and found[0].start < 0:
            blamed[index] = found[0]
    return blamed


def _alone(place: str, text: bytes, next_line: re.Pattern[bytes]) -> list[Part]:
    """The skeleton of a page with nothing but this text in this kind of place."""
    before, after = ALONE[place]
    tree = outline(before + next_line.sub(rb"\1", text) + after)
    return skeleton.skeleton(tree, ())


def _by_halves(work: Work, texts: Mapping[int, str], difference: Difference) -> dict[int, Difference]:
    """The first text, in page order, with which the page goes wrong: found by bisection."""
    if _compared(work, {})[1]:
        return {}
    order = sorted(texts)
    good, bad = 0, len(order)  # the page with the first `good` texts is right, with the first `bad` it is not
    while bad - good > 1:
        middle = (good + bad) // 2
        _, found = _compared(work, {i: texts[i] for i in order[:middle]})
        if found:
            bad, difference = middle, found[0]
        else:
            good = middle
    return {order[good]: difference}
