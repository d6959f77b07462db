"""Messages from a page and its published translation, and findings about what the translation lacks.

Passages without a sure partner are listed, never guessed. Aligned texts are taken word for word; links get the numbers
of the source, and changed markup is replaced with the markup of the source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from i18n_pipeline.catalogue.counting import NOT_PROSE, WORD
from i18n_pipeline.catalogue.merging.sentences import joined
from i18n_pipeline.catalogue.merging.split import shared
from i18n_pipeline.catalogue.page_template import template
from i18n_pipeline.commands.assemble.page_from_catalogue import assemble
from i18n_pipeline.commands.import_.published_faults import at, faults
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.markdown.aligning.align import Alignment, PassagePair, align
from i18n_pipeline.markdown.aligning.evidence import passages
from i18n_pipeline.markdown.aligning.likeness import Words
from i18n_pipeline.markdown.aligning.mend import mended
from i18n_pipeline.markdown.aligning.passage import Passage
from i18n_pipeline.markdown.aligning.relink import Relinked, relinked
from i18n_pipeline.markdown.reading.links import renumbered
from i18n_pipeline.markdown.reading.segments import Page
from i18n_pipeline.markdown.writing.link_places import kept
from i18n_pipeline.model import IGNORE_NOTE, Catalogue, Link, Message, Rules, Segment
from i18n_pipeline.plain_text import beginning

LEFT = 4
"""Words from which a text equal to its source (no list of names) does not count as translated."""
ROUNDS = 3
"""Most rounds of mending a page's messages; translations refused after that are left to a person."""

WRONG = "look at the message in its catalogue, and correct its translation"
"""What to do about an imported translation that changes more than words."""
ADVICE = {
    "unsure": "copy the text into the catalogue, if it is the translation",
    "missing": "translate it in the catalogue, or leave it untranslated",
    "extra": "copy it into the catalogue by hand, if a message needs it",
    "link": WRONG,
    "image": WRONG,
    "merged": "look in the catalogue whether each message has its own part of the text",
    "twice": "correct the translation in the catalogue, if the other one is better",
    "english": "translate it in the catalogue, or copy the English text there if it stays",
}
"""What to do about a finding, by its check id."""

ADDED = {
    "link": "a link to {} was added, whose text stays without it,",
    "image": "the image {} was added, and goes with its words,",
}
"""Sentences for a link and for an image missing from the source."""


@dataclass(frozen=True, slots=True)
class Sides:
    """A page and its translation, aligned."""

    names: tuple[str, str]
    """Paths of both files, for findings."""
    pages: tuple[Page, Page]
    """Both pages."""
    passages: tuple[list[Passage], list[Passage]]
    """Passages of both pages."""
    alignment: Alignment
    """Alignment of the passages."""

    @property
    def pairs(self) -> list[PassagePair]:
        """Aligned pairs that have words."""
        return [pair for pair in self.alignment.pairs if self.passages[0][pair.source[0]].segment >= 0]

    @property
    def told(self) -> list[tuple[frozenset[str], frozenset[str]]]:
        """Words of every pair, input of the lexicon."""
        return [(self._words(0, pair.source), self._words(1, pair.target)) for pair in self.pairs]

    def segments(self, side: int, places: Iterable[int]) -> list[Segment]:
        """Segments among the given passages of the source (0) or the translation (1)."""
        found = (self.passages[side][place].segment for place in places)
        return [self.pages[side].segments[segment] for segment in found if segment >= 0]

    def finding(self, side: int, start: int, check: str, text: str) -> Finding:
        """A finding at a byte offset of the source (0) or the translation (1)."""
        return self.placed(side, at(self.pages[side], start, check, text, ADVICE[check]))

    def about(self, segment: Segment, check: str, text: str) -> Finding:
        """A finding about a message of the source."""
        found = self.finding(0, segment.start, check, text)
        return replace(found, msgid=segment.msgid, msgctxt=segment.msgctxt)

    def placed(self, side: int, found: Finding) -> Finding:
        """A finding with the paths of its file, the source (0) or the translation (1), and of the page."""
        return replace(found, file=self.names[side], page=self.names[0])

    def _words(self, side: int, places: Iterable[int]) -> frozenset[str]:
        return frozenset[str]().union(*(self.passages[side][place].words for place in places))


@dataclass(frozen=True, slots=True)
class Published:
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


def sides(names: tuple[str, str], pages: tuple[Page, Page], known: Words) -> Sides:
    """Align a page with its translation."""
    source, target = (passages(page) for page in pages)
    return Sides(names, pages, (source, target), align(source, target, known))


def published(both: Sides, rules: Rules) -> Published:
    """Turn an aligned translation into messages."""
    said = [_said(both, pair) for pair in both.pairs]
    findings = [finding for _, _, found in said for finding in found]
    messages = {message.key: message for message in template(both.names[0], both.pages[0])}
    findings += _fill(both, messages, [(segments, text) for segments, text, _ in said])
    findings += _guard(both, messages, rules)
    merged = sum(len(pair.source) for pair in both.pairs if len(pair.source) + len(pair.target) > 2)
    missing = both.segments(0, both.alignment.missing)
    extra = both.segments(1, both.alignment.extra)
    findings += _unpaired(both)
    findings += [both.placed(1, fault) for fault in faults(both.pages, both.pairs, both.passages, rules)]
    ordered = sorted(dict.fromkeys(findings), key=lambda finding: (finding.file != both.names[0], finding.line))
    aligned = sum(len(pair.source) for pair in both.pairs) - merged
    return Published(tuple(messages.values()), aligned, merged, len(missing), len(extra), tuple(ordered))


def _unpaired(both: Sides) -> Iterator[Finding]:
    """Passages without a sure partner, with the text that list order alone would suggest."""
    unsure = [pair for pair in both.alignment.unsure if both.segments(0, pair.source)]
    for pair in unsure:
        source, target = both.segments(0, pair.source)[0], both.segments(1, pair.target)[0]
        said = f"not imported, because only its place in a list says that “{beginning(target.msgid)}” translates it"
        yield both.about(source, "unsure", f"{said}: {source.msgid}")
    told = ({place for pair in unsure for place in pair.source}, {place for pair in unsure for place in pair.target})
    for segment in both.segments(0, [place for place in both.alignment.missing if place not in told[0]]):
        yield both.about(segment, "missing", f"not found in the translation: {segment.msgid}")
    for segment in both.segments(1, [place for place in both.alignment.extra if place not in told[1]]):
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


def _fill(
    both: Sides, messages: dict[tuple[str | None, str], Message], said: Iterable[tuple[tuple[Segment, ...], str]]
) -> Iterator[Finding]:
    """Fill in the translations of messages; the most frequent of several translations wins."""
    ways: defaultdict[tuple[str | None, str], list[tuple[Segment, str]]] = defaultdict(list)
    for segments, text in said:
        if len(segments) == 1:
            ways[segments[0].msgctxt, segments[0].msgid].append((segments[0], text))
            continue
        parts = [messages[s.msgctxt, s.msgid] for s in segments]
        whole = Message(together(segments).msgid, text)
        messages |= {part.key: part for part in shared(whole, parts) if not messages[part.key].msgstr}
    for key, found in ways.items():
        texts = [text for _, text in found]
        best = max(dict.fromkeys(texts), key=texts.count)
        for segment, text in found:
            if text != best:
                two = f"translated in two ways, “{beginning(best)}” is kept: {beginning(text)}"
                yield both.about(segment, "twice", two)
        if best == key[1] and _is_prose(best):
            yield both.about(found[0][0], "english", f"left as it is in the source: {beginning(best)}")
        else:
            messages[key] = replace(messages[key], msgstr=best, flags=(), previous=None, previous_context=None)


def _is_prose(text: str) -> bool:
    """Whether most words begin with a small letter, unlike in names and titles."""
    found = WORD.findall(NOT_PROSE.sub(" ", text))
    return len(found) >= LEFT and 2 * sum(word[0].islower() for word in found) > len(found)


# --- the guard ---------------------------------------------------------------------------------------


def _guard(both: Sides, messages: dict[tuple[str | None, str], Message], rules: Rules) -> Iterator[Finding]:
    """Accept items that a published text leaves out, mend changed ones, and report the rest."""
    for turn in range(ROUNDS + 1):
        made = assemble(both.names[0], both.pages[0], Catalogue(Message(""), tuple(messages.values())), rules, kept)
        for refusal in made.refusals:
            for key in [key for key, m in messages.items() if key[1] == refusal.msgid and m.msgstr]:
                messages[key] = _mended(messages[key], refusal, last=turn == ROUNDS)
                said = _verdict(messages[key], refusal)
                found = Finding(Severity.WARNING, refusal.check, said, line=refusal.page_line, advice=WRONG)
                yield replace(both.placed(0, found), msgid=key[1], msgctxt=key[0])
        if not made.refusals:
            return


def _mended(message: Message, refusal: Finding, *, last: bool) -> Message:
    text = mended(message.msgid, message.msgstr)
    if text != message.msgstr and not last:
        return replace(message, msgstr=text)
    if refusal.ignorable:
        return replace(message, notes=(*message.notes, IGNORE_NOTE + ",".join(refusal.ignorable)))
    return replace(message, flags=("fuzzy",))


def _verdict(message: Message, refusal: Finding) -> str:
    what = f"{refusal.text}: {beginning(refusal.msgid)}"
    if message.fuzzy:
        return f"{what}; it stays English until somebody looks"
    return f"{what}; accepted, to be put right" if refusal.ignorable and message.notes else f"{what}; put right"
