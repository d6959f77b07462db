"""A page to the messages of its template."""

from __future__ import annotations

from i18n_pipeline.markdown.segment import Page
from i18n_pipeline.model import Message, Segment


def template(reference: str, page: Page) -> tuple[Message, ...]:
    """The messages of a page in page order, equal texts once; `reference` names the page as `#:` shows it."""
    by_key: dict[tuple[str | None, str], list[Segment]] = {}
    for segment in page.segments:
        by_key.setdefault((segment.msgctxt, segment.msgid), []).append(segment)
    return tuple(
        Message(msgid, msgctxt=context, extracted=_extracted(segments), references=(reference,))
        for (context, msgid), segments in by_key.items()
    )


def _extracted(segments: list[Segment]) -> tuple[str, ...]:
    """What a translator is told: what it is, where its links lead, what the author says."""
    if len(segments) == 1 and not segments[0].links and not segments[0].comment:
        return (f"type: {segments[0].type}",)
    lines = [f"type: {segment.type}" for segment in segments]
    lines += [f"[{link.number}]: {_shown(link.target)}" for segment in segments for link in segment.links]
    lines += [line for segment in segments for line in segment.comment.splitlines()]
    return tuple(dict.fromkeys(lines))


def _shown(target: str) -> str:
    """A target on one line, without what a terminal or an editor could take for more than text."""
    if target.isprintable():
        return target or "(empty)"
    return "".join(character if character.isprintable() else "\ufffd" for character in target)
