"""Messages that need a draft, the sections they belong to, and messages with their new drafts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.catalogue import translator_comments
from i18n_pipeline.digits import as_number
from i18n_pipeline.markdown.reading.segments import Page
from i18n_pipeline.model import Key, Message, Segment, State

MOST_CONTEXT = 4000
"""Longest piece of a section's text given to an engine as context, in characters."""


class Section(Struct, frozen=True):
    """A heading of a page with the text under it, up to the next heading."""

    context: str
    """The title of the page, the headings above, and the text of the section."""
    keys: tuple[Key, ...]
    """Messages in page order; a repeated message belongs to its first section only."""


def wanted(messages: Iterable[Message], *, stale: bool, redraft: bool) -> list[Message]:
    """Live messages to draft: untranslated ones, stale ones if `stale`, existing drafts if `redraft`.

    Stale counts only if the source text changed. A draft edited by a person and a translation marked fuzzy by a person
    are that person's work and stay.
    """
    states = {State.UNTRANSLATED, *((State.DRAFT,) if redraft else ())}
    return [
        message
        for message in messages
        if message.msgid and message.plural is None
        if message.state in states
        or (stale and message.state is State.STALE and translator_comments.has_other_source(message))
    ]


def drafted(message: Message, text: str, engine: str, odd: Iterable[str] = ()) -> Message:
    """A message with an engine's draft and notes on its oddities; a stale translation is kept in a comment."""
    said = list(translator_comments.plain(message))
    if message.state is State.STALE:
        said += [f"{translator_comments.BEFORE_NOTE}{line}" for line in message.msgstr.splitlines()]
    said += [
        translator_comments.draft_note(engine, message.msgid, text),
        *(f"{translator_comments.LOOK_NOTE}{one}" for one in odd),
    ]
    flags = tuple(dict.fromkeys(("fuzzy", *message.flags)))
    return replace(message, msgstr=text, flags=flags, notes=tuple(said), previous=None, previous_context=None)


def sections(page: Page) -> list[Section]:
    """Cut a page into sections."""
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
        level = as_number(segment.type.removeprefix("heading ")) if segment.type.startswith("heading ") else 0
        if level:
            yield [*title, *above.values()], segments
            above = {other: text for other, text in above.items() if other < level}
            segments = [segment]
            above[level] = segment.msgid
        else:
            segments.append(segment)
    yield [*title, *above.values()], segments
