"""A page and its catalogue to the localised page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from i18n_pipeline.markdown import anchors
from i18n_pipeline.markdown.localise import localise
from i18n_pipeline.markdown.rebase import Retarget, rebased
from i18n_pipeline.markdown.segment import Page
from i18n_pipeline.markdown.skeleton import Difference
from i18n_pipeline.model import IGNORE_NOTE, Catalogue, Message, Refusal, Rules
from i18n_pipeline.stages.coverage import words


@dataclass(frozen=True, slots=True)
class Assembled:
    """A localised page, compared with its English one."""

    data: bytes
    """Its bytes, without a byte-order mark."""
    refusals: tuple[Refusal, ...] = ()
    """Messages that stayed English, in page order."""
    shown: tuple[str, ...] = ()
    """The source texts whose translation is on the page, a text that is there twice twice."""


def assemble(path: str, english: Page, catalogue: Catalogue, rules: Rules, retarget: Retarget) -> Assembled:
    """Put the accepted translations of a catalogue onto the page at `path`; `retarget` leads its links anew."""
    messages = {m.key: m for m in catalogue.messages if not m.obsolete and m.state in rules.accept}
    chosen = {i: m for i, s in enumerate(english.segments) if (m := messages.get((s.msgctxt, s.msgid)))}
    base, attributes = rebased(english, retarget, rules)
    texts = {i: _text(m, attributes) for i, m in chosen.items() if m.msgstr != m.msgid}
    pins = anchors.pins(base.outline, rules.profile.slugs) if rules.pin else {}
    result = localise(base, texts, rules=rules, pins=pins, accepted={i: _accepted(chosen[i]) for i in texts})
    refusals = tuple(_refusals(path, english, result.refused))
    return Assembled(result.data, refusals, tuple(m.msgid for i, m in chosen.items() if i not in result.refused))


def percent(english: Page, shown: Iterable[str]) -> float:
    """Percent of the page's words that these source texts are; 100 for a page without words."""
    total = sum(words(segment.msgid) for segment in english.segments)
    return 100 * sum(map(words, shown)) / total if total else 100.0


def _text(message: Message, attributes: Mapping[str, str]) -> str:
    """The translation, with the attributes of inline HTML that were led anew."""
    text = message.msgstr
    for old, new in attributes.items():
        text = text.replace(old, new)
    return text


def _accepted(message: Message) -> frozenset[str]:
    """The check ids in the message's `ignore=` comments."""
    notes = [note.partition(IGNORE_NOTE)[2] for note in message.notes if note.strip().startswith(IGNORE_NOTE)]
    return frozenset(check.strip() for note in notes for check in note.split(",") if check.strip())


def _refusals(path: str, english: Page, refused: Mapping[int, Difference]) -> Iterator[Refusal]:
    line, counted = 1, 0
    for index, why in sorted(refused.items()):
        segment = english.segments[index]
        line += english.outline.source.count(b"\n", counted, segment.start)
        counted = segment.start
        yield Refusal(path, line, segment.msgid, why.reason, why.check)
