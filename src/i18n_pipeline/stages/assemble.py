"""A page and its catalogue to the localised page."""

from __future__ import annotations

from collections.abc import Mapping
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
    translated: int = 0
    """How many of the page's messages have an accepted translation that was not refused."""
    percent: float = 0.0
    """Percent of the page's words whose translation is accepted; 100 for a page without words."""


def assemble(path: str, english: Page, catalogue: Catalogue, rules: Rules, retarget: Retarget) -> Assembled:
    """Put the accepted translations of a catalogue onto the page at `path`; `retarget` leads its links anew."""
    messages = {m.key: m for m in catalogue.messages if not m.obsolete and m.state in rules.accept}
    chosen = {i: m for i, s in enumerate(english.segments) if (m := messages.get((s.msgctxt, s.msgid)))}
    base, attributes = rebased(english, retarget, rules)
    texts = {i: _text(m, attributes) for i, m in chosen.items() if m.msgstr != m.msgid}
    pins = anchors.pins(base.outline, rules.profile.slugs) if rules.pin else {}
    result = localise(base, texts, rules=rules, pins=pins, accepted={i: _accepted(chosen[i]) for i in texts})
    refusals = tuple(_refusal(path, english, i, why) for i, why in sorted(result.refused.items()))
    shown = [english.segments[i].msgid for i in chosen if i not in result.refused]
    return Assembled(result.data, refusals, len(shown), _percent(shown, english))


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


def _refusal(path: str, english: Page, index: int, why: Difference) -> Refusal:
    segment = english.segments[index]
    line = english.outline.source.count(b"\n", 0, segment.start) + 1
    return Refusal(path, line, segment.msgid, why.reason, why.check)


def _percent(shown: list[str], english: Page) -> float:
    total = sum(words(segment.msgid) for segment in english.segments)
    return 100 * sum(map(words, shown)) / total if total else 100.0
