"""Messages from a page and its published translation, and findings about what the translation lacks.

Passages without a sure partner are listed, never guessed. Aligned texts are taken word for word; links get the numbers
of the source, and changed markup is replaced with the markup of the source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.catalogue.merging.sentences import joined
from i18n_pipeline.catalogue.merging.split import shared
from i18n_pipeline.catalogue.page_template import template
from i18n_pipeline.commands.import_ import still_english
from i18n_pipeline.commands.import_.mended_messages import guarded
from i18n_pipeline.commands.import_.published_faults import faults
from i18n_pipeline.commands.import_.two_sides import Sides
from i18n_pipeline.findings import Finding
from i18n_pipeline.markdown.aligning.align import PassagePair
from i18n_pipeline.markdown.aligning.passage import Passage
from i18n_pipeline.markdown.aligning.relink import Relinked, relinked
from i18n_pipeline.markdown.reading.links import renumbered
from i18n_pipeline.model import Link, Message, Rules, Segment
from i18n_pipeline.plain_text import beginning

ADDED = {
    "link": "a link to {} was added, whose text stays without it,",
    "image": "the image {} was added, and goes with its words,",
}
"""Sentences for a link and for an image missing from the source."""


class PairedText(Struct, frozen=True):
    """A text of the source page and its translation."""

    msgid: str
    """The text; several that were merged are joined."""
    msgstr: str
    """Its translation, with the link numbers of the source."""
    source_line: int
    """Line of the text on the source page, counted from 1."""
    line: int
    """Line of the translation on its page, counted from 1."""
    alone: bool = False
    """Whether nothing but its place speaks for the translation."""


class LeftText(Struct, frozen=True):
    """A text of the translation that is in no catalogue."""

    line: int
    """Its line, counted from 1."""
    text: str
    """The text in full."""
    beside: str = ""
    """The English text that it most likely translates; empty if there is none."""


class Published(Struct, frozen=True):
    """Result of reading a published translation."""

    messages: tuple[Message, ...]
    """Messages of the source page in page order, untranslated ones included."""
    aligned: int
    """Number of source segments aligned one to one."""
    merged: int
    """Number of source segments merged with a neighbour, or split in two."""
    missing: int
    """Number of source segments without a sure counterpart."""
    extra: int
    """Number of translated segments without a counterpart."""
    findings: tuple[Finding, ...]
    """Findings for a person, in file order."""
    english: int = 0
    """Number of the aligned segments whose translation is still English."""
    pairs: tuple[PairedText, ...] = ()
    """The texts that were paired, in the order of the source page."""
    left: tuple[LeftText, ...] = ()
    """Texts of the translation that found no message."""


def published(both: Sides, rules: Rules, *, foreign: bool = True, own_keys: Collection[str] = ()) -> Published:
    """Turn an aligned translation into messages.

    `foreign` tells whether the translation is in another language than the source, not in a variety of it; `own_keys`
    are front-matter keys that a translated page has for itself.
    """
    said = [_said(both, pair) for pair in both.pairs]
    texts = [(together(segments).msgid, text) for segments, text, _ in said]
    messages = {message.key: message for message in template(both.names[0], both.pages[0])}
    is_copy = foreign and still_english.is_copy(texts, len(both.pages[1].segments))
    filled = _fill(both, messages, [(segments, text) for segments, text, _ in said], _English(both, foreign, is_copy))
    refused = list(guarded(both, messages, rules))
    merged = sum(len(pair.source) for pair in both.pairs if len(pair.source) + len(pair.target) > 2)
    missing, extra = (both.segments(0, both.alignment.missing), both.segments(1, both.alignment.extra))
    if is_copy and not any(message.msgstr for message in messages.values()):
        findings = [both.finding(1, 0, "copy", "a copy of the English page; nothing was brought in")]
        return Published(tuple(messages.values()), 0, 0, len(missing), len(extra), tuple(findings), len(texts))
    findings = [finding for _, _, found in said for finding in found]
    findings += [*filled.findings, *refused, *_unpaired(both), *_alone(both)]
    findings += [both.placed(1, fault) for fault in faults(both.pages, both.pairs, both.passages, rules, own_keys)]
    ordered = sorted(dict.fromkeys(findings), key=lambda finding: (finding.file != both.names[0], finding.line))
    return Published(
        tuple(messages.values()),
        sum(len(pair.source) for pair in both.pairs) - merged - filled.english,
        merged,
        len(missing),
        len(extra),
        tuple(ordered),
        filled.english,
        tuple(_pairs(both, [text for _, text in texts])),
        tuple(_left(both)),
    )


def _pairs(both: Sides, texts: Sequence[str]) -> Iterator[PairedText]:
    """The pairs of texts, with their lines."""
    for pair, text in zip(both.pairs, texts, strict=True):
        source, target = both.segments(0, pair.source), both.segments(1, pair.target)
        lines = both.line(0, source[0]), both.line(1, target[0])
        yield PairedText(together(source).msgid, text, *lines, alone=pair in both.alignment.alone)


def _left(both: Sides) -> Iterator[LeftText]:
    """Texts of the translation that have no message, each beside what it most likely translates."""
    beside = {j: i for i, j in likely(both).items()}
    unsure = {pair.target[0]: pair.source[0] for pair in both.alignment.unsure}
    for place in both.alignment.extra:
        for segment in both.segments(1, [place]):
            near = both.segments(0, [i for i in (unsure.get(place, beside.get(place, -1)),) if i >= 0])
            yield LeftText(both.line(1, segment), segment.msgid, near[0].msgid if near else "")


def likely(both: Sides) -> dict[int, int]:
    """For missing passages the extra one that most likely translates each: of its kind, between the same neighbours."""
    source, target = both.passages
    gaps = _gaps(len(source), {pair.source[-1]: pair.target[-1] for pair in both.alignment.pairs}, len(target))
    free = dict.fromkeys(both.alignment.extra)
    found: dict[int, int] = {}
    for place in both.alignment.missing:
        after, until = gaps[place]
        between = (j for j in range(after + 1, until) if j in free)
        chosen = next((j for j in between if _is_of_its_kind(source[place], target[j])), None)
        if source[place].segment >= 0 and chosen is not None:
            found[place] = chosen
            del free[chosen]
    return found


def _gaps(number: int, partner: Mapping[int, int], end: int) -> list[tuple[int, int]]:
    """For each source passage the partners of the last pair before it and of the first after it."""
    before, after, last, following = [], [], -1, end
    for place in range(number):
        last = partner.get(place, last)
        before.append(last)
    for place in reversed(range(number)):
        following = partner.get(place, following)
        after.append(following)
    return list(zip(before, reversed(after), strict=True))


def _is_of_its_kind(one: Passage, other: Passage) -> bool:
    return other.segment >= 0 and (one.kind, one.level) == (other.kind, other.level)


def _alone(both: Sides) -> Iterator[Finding]:
    """Pairs that only their place speaks for."""
    for pair in sorted(both.alignment.alone, key=lambda one: one.source):
        source, target = both.segments(0, pair.source), both.segments(1, pair.target)
        if source and target:
            said = f"taken as its translation only because both stand alone there: “{beginning(target[0].msgid)}”"
            yield both.about(source[0], "alone", f"{said}: {source[0].msgid}")


def _unpaired(both: Sides) -> Iterator[Finding]:
    """Passages without a partner, each beside the text that most likely belongs to it."""
    unsure = [pair for pair in both.alignment.unsure if both.segments(0, pair.source)]
    for pair in unsure:
        source, target = both.segments(0, pair.source)[0], both.segments(1, pair.target)[0]
        said = f"not imported, because only its place says that “{beginning(target.msgid)}” translates it"
        yield both.about(source, "unsure", f"{said}: {source.msgid}")
    told = ({place for pair in unsure for place in pair.source}, {place for pair in unsure for place in pair.target})
    beside = {i: j for i, j in likely(both).items() if i not in told[0] and j not in told[1]}
    for place in both.alignment.missing:
        for segment in both.segments(0, [place]) if place not in told[0] else ():
            near = both.segments(1, [beside[place]]) if place in beside else []
            where = f"perhaps line {both.line(1, near[0])}, “{beginning(near[0].msgid)}”; " if near else ""
            yield both.about(segment, "missing", f"not found in the translation: {where}{segment.msgid}")
    for place in both.alignment.extra:
        if place not in told[1] and place not in beside.values():
            for segment in both.segments(1, [place]):
                yield both.finding(1, segment.start, "extra", f"not found in the source: {segment.msgid}")


# --- texts -------------------------------------------------------------------------------------------


def _said(both: Sides, pair: PassagePair) -> tuple[tuple[Segment, ...], str, list[Finding]]:
    """Source segments of a pair, their translation with link numbers, and findings."""
    source, target = both.segments(0, pair.source), both.segments(1, pair.target)
    text = relinked(together(source), together(target))
    findings = [both.finding(1, target[0].start, "link", said) for said in _links(text, target[0])]
    if len(source) + len(target) > 2:
        many = "1 text of the source is" if len(source) == 1 else f"{len(source)} texts of the source are"
        said = f"{many} {len(target)} here: {beginning(target[0].msgid)}"
        findings.append(both.finding(1, target[0].start, "merged", said))
    return tuple(source), text.text, findings


def together(segments: Sequence[Segment]) -> Segment:
    """Join neighbouring segments into one, with continuous link numbers."""
    if len(segments) == 1:
        return segments[0]
    texts: list[str] = []
    links: list[Link] = []
    for segment in segments:
        numbers = {link.number: len(links) + n for n, link in enumerate(segment.links, 1)}
        texts.append(renumbered(segment.msgid, numbers))
        links += [replace(link, number=numbers[link.number]) for link in segment.links]
    return replace(segments[0], end=segments[-1].end, msgid=joined(texts), links=tuple(links))


def _links(text: Relinked, segment: Segment) -> Iterator[str]:
    where = f"in “{beginning(segment.msgid)}”"
    yield from (f"the link to {old} leads to {new} {where}; it gets its target back" for old, new in text.changed)
    for check, target in text.added:
        yield f"{ADDED[check].format(target)} {where}"


class _English(Struct, frozen=True):
    """How to tell what is still English."""

    both: Sides
    """Both pages."""
    foreign: bool
    """Whether the translation is in another language than the source."""
    is_copy: bool
    """Whether most of the translation is the source page."""

    def is_left(self, msgid: str, text: str, sentences: frozenset[tuple[str, ...]]) -> bool:
        """Whether a text is no translation; `sentences` are those of the source page."""
        if not self.foreign:
            return text == msgid and still_english.is_prose(text)
        if self.is_copy and still_english.is_same(msgid, text):
            return True
        return still_english.is_english(msgid, text) or still_english.words(text) in sentences


class _Filled(Struct, frozen=True):
    """What came of filling the messages."""

    findings: tuple[Finding, ...]
    """What a person should look at."""
    english: int
    """Number of segments that are still English."""


def _fill(
    both: Sides,
    messages: dict[tuple[str | None, str], Message],
    said: Iterable[tuple[tuple[Segment, ...], str]],
    english: _English,
) -> _Filled:
    """Fill in the translations of messages; the most frequent of several translations wins."""
    ways: defaultdict[tuple[str | None, str], list[tuple[Segment, str]]] = defaultdict(list)
    known = still_english.sentences(msgid for _, msgid in messages)
    for segments, text in said:
        if len(segments) == 1:
            ways[segments[0].msgctxt, segments[0].msgid].append((segments[0], text))
            continue
        parts = [messages[s.msgctxt, s.msgid] for s in segments]
        whole = Message(together(segments).msgid, text)
        if not english.is_left(whole.msgid, text, known):
            messages |= {part.key: part for part in shared(whole, parts) if not messages[part.key].msgstr}
    findings: list[Finding] = []
    left = 0
    for key, found in ways.items():
        texts = [text for _, text in found if not english.is_left(key[1], text, known)]
        left += len(found) - len(texts)
        if not texts:
            if still_english.is_prose(found[0][1]):
                findings.append(both.about(found[0][0], "english", f"still English: {beginning(found[0][1])}"))
            continue
        best = max(dict.fromkeys(texts), key=texts.count)
        findings += [
            both.about(segment, "twice", f"translated in two ways, “{beginning(best)}” is kept: {beginning(text)}")
            for segment, text in found
            if text != best and text in texts
        ]
        messages[key] = replace(messages[key], msgstr=best, flags=(), previous=None, previous_context=None)
    return _Filled(tuple(findings), left)
