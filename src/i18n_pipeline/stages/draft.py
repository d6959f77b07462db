"""Which messages of a page want a draft, in which sections they stand, and what a message with its draft looks like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from i18n_pipeline.catalogue.merge import Key
from i18n_pipeline.markdown.segment import Page
from i18n_pipeline.model import DRAFT_NOTE, Message, Segment, State

LOOK_NOTE = "i18n-pipeline: look: "
"""How the translator comment begins that says what is odd about a draft."""
BEFORE_NOTE = "i18n-pipeline: before: "
"""How the translator comment begins that keeps the translation which a draft took the place of."""
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
    """The live messages that a draft may be put into: untranslated ones, and stale ones and drafts if asked for."""
    states = {State.UNTRANSLATED, *((State.STALE,) if stale else ()), *((State.DRAFT,) if redraft else ())}
    return [m for m in messages if m.state in states and m.msgid and m.plural is None]


def drafted(message: Message, text: str, engine: str, odd: Iterable[str] = ()) -> Message:
    """A message with a draft that an engine made, and what is odd about it. A stale translation stays as a comment."""
    notes = [note for note in message.notes if not note.startswith((DRAFT_NOTE, LOOK_NOTE))]
    if message.state is State.STALE:
        notes += [f"{BEFORE_NOTE}{line}" for line in message.msgstr.splitlines()]
    notes += [f"{DRAFT_NOTE} {engine}", *(f"{LOOK_NOTE}{said}" for said in odd)]
    flags = tuple(dict.fromkeys(("fuzzy", *message.flags)))
    return replace(message, msgstr=text, flags=flags, notes=tuple(notes), previous=None, previous_context=None)


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
