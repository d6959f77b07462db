"""Which messages of a page want a draft, in which sections they stand, and what a message with its draft looks like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from i18n_pipeline.catalogue import notes
from i18n_pipeline.catalogue.merge import Key
from i18n_pipeline.markdown.segment import Page
from i18n_pipeline.model import Message, Segment, State

MOST_CONTEXT = 4000
"""Characters of a section's text that an engine is shown as context."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a page and what stands under it, up to the next one."""

    context: str
    """The title of the page, the headings above, and the text of the section."""
    keys: tuple[Key, ...]
    """Its messages, in page order; each stands in the first section that has it."""


def wanted(messages: Iterable[Message], *, stale: bool, redraft: bool) -> list[Message]:
    """The live messages that a draft may be put into: untranslated ones, and stale ones and drafts if asked for.

    Stale are those whose source text changed. A draft that a person changed, or a text that a person marked as fuzzy,
    is that person's work and stays.
    """
    states = {State.UNTRANSLATED, *((State.DRAFT,) if redraft else ())}
    return [
        message
        for message in messages
        if message.msgid and message.plural is None
        if message.state in states or (stale and message.state is State.STALE and notes.has_other_source(message))
    ]


def drafted(message: Message, text: str, engine: str, odd: Iterable[str] = ()) -> Message:
    """A message with a draft that an engine made, and what is odd about it. A stale translation stays as a comment."""
    said = list(notes.plain(message))
    if message.state is State.STALE:
        said += [f"{notes.BEFORE_NOTE}{line}" for line in message.msgstr.splitlines()]
    said += [notes.draft_note(engine, message.msgid, text), *(f"{notes.LOOK_NOTE}{one}" for one in odd)]
    flags = tuple(dict.fromkeys(("fuzzy", *message.flags)))
    return replace(message, msgstr=text, flags=flags, notes=tuple(said), previous=None, previous_context=None)


def sections(page: Page) -> list[Section]:
    """The page in sections."""
    found: list[Section] = []
    seen: set[Key] = set()
    for headings, segments in _parted(page):
        keys = [(segment.msgctxt, segment.msgid) for segment in segments]
        new = tuple(key for key in dict.fromkeys(keys) if key not in seen)
        seen.update(new)
        text = "\n".join(msgid for _, msgid in keys)
        if new:
            found.append(Section("\n".join([*headings, text])[:MOST_CONTEXT], new))
    return found


def _parted(page: Page) -> Iterator[tuple[list[str], list[Segment]]]:
    """The segments under each heading, with the title of the page and the headings above."""
    title = [segment.msgid for segment in page.segments if segment.type == "front matter: title"]
    above: dict[int, str] = {}
    segments: list[Segment] = []
    for segment in page.segments:
        level = int(segment.type.removeprefix("heading ")) if segment.type.startswith("heading ") else 0
        if level:
            yield [*title, *above.values()], segments
            above = {other: text for other, text in above.items() if other < level}
            segments = [segment]
            above[level] = segment.msgid
        else:
            segments.append(segment)
    yield [*title, *above.values()], segments
