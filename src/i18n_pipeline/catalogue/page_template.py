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
    paths = headings_above(page)
    shown = {path: BETWEEN.join(path) for path in set(paths)}
    for segment, path in zip(page.segments, paths, strict=True):
        by_key.setdefault((segment.msgctxt, segment.msgid), []).append((segment, shown[path]))
    references = (reference,)
    return tuple(
        Message(msgid, msgctxt=context, extracted=_extracted(places), references=references)
        for (context, msgid), places in by_key.items()
    )


def _extracted(places: list[tuple[Segment, str]]) -> tuple[str, ...]:
    """Notes for translators: kind of place, headings above, link targets, the author's comments."""
    if len(places) == 1:
        segment, above = places[0]
        if not segment.links and not segment.comment:
            return (f"{TYPE}{segment.type}", f"{WITHIN}{above}") if above else (f"{TYPE}{segment.type}",)
    segments = [segment for segment, _ in places]
    lines = [f"{TYPE}{segment.type}" for segment in segments]
    lines += [f"{WITHIN}{above}" for _, above in places if above]
    lines += [f"[{link.number}]: {_shown(link)}" for segment in segments for link in segment.links]
    lines = list(united(lines))
    lines += [line for segment in segments for line in segment.comment.splitlines()]
    return tuple(dict.fromkeys(lines))


def _shown(link: Link) -> str:
    return plain_text.with_placeholders(link.target) or "(empty)"
