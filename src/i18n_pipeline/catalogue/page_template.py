"""Turn a page into the messages of its template."""

from __future__ import annotations

from i18n_pipeline import plain_text
from i18n_pipeline.catalogue.extracted_comments import TYPE, WITHIN, united
from i18n_pipeline.markdown.reading.headings_above import headings_above
from i18n_pipeline.markdown.reading.segments import Page
from i18n_pipeline.model import Link, Message, Segment

BETWEEN = " › "
"""Separator between headings, in the path that tells a translator where a message is."""


def template(reference: str, page: Page) -> tuple[Message, ...]:
    """The messages of a page in page order, equal texts once; `reference` names the page as `#:` shows it."""
    by_key: dict[tuple[str | None, str], list[tuple[Segment, str]]] = {}
    for segment, above in zip(page.segments, headings_above(page), strict=True):
        by_key.setdefault((segment.msgctxt, segment.msgid), []).append((segment, BETWEEN.join(above)))
    return tuple(
        Message(msgid, msgctxt=context, extracted=_extracted(places), references=(reference,))
        for (context, msgid), places in by_key.items()
    )


def _extracted(places: list[tuple[Segment, str]]) -> tuple[str, ...]:
    """Notes for translators: kind of place, headings above, link targets, the author's comments."""
    segments = [segment for segment, _ in places]
    lines = [f"{TYPE}{segment.type}" for segment in segments]
    lines += [f"{WITHIN}{above}" for _, above in places if above]
    if len(segments) == 1 and not segments[0].links and not segments[0].comment:
        return tuple(lines)
    lines += [f"[{link.number}]: {_shown(link)}" for segment in segments for link in segment.links]
    lines = list(united(lines))
    lines += [line for segment in segments for line in segment.comment.splitlines()]
    return tuple(dict.fromkeys(lines))


def _shown(link: Link) -> str:
    return plain_text.with_placeholders(link.target) or "(empty)"
