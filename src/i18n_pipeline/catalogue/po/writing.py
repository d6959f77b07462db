"""Write PO files: an unchanged entry keeps its bytes, and a changed one its unchanged lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from itertools import pairwise

from msgspec.structs import replace

from i18n_pipeline.catalogue.po import changed_entry, scan
from i18n_pipeline.catalogue.po.header import exists
from i18n_pipeline.catalogue.po.wrap import strings
from i18n_pipeline.model import Catalogue, Message

_LINE_END = re.compile(r"[\r\n]+")
_BLANK = re.compile(r"\s")


def write(catalogue: Catalogue) -> bytes:
    """Write a catalogue. An unchanged message is written as its `raw` text, others are formatted.

    A changed message keeps its unchanged lines; new text is wrapped at the width of the catalogue.
    """
    texts = _spelled((catalogue.header, *catalogue.messages), catalogue.width)
    gaps = catalogue.gaps if len(catalogue.gaps) == len(texts) + 1 else _plain_gaps(texts)
    pieces = [gaps[0], texts[0]]
    for (before, after), gap in zip(pairwise(texts), gaps[1:-1], strict=True):
        pieces += [gap if "\n" in gap or not before else "\n\n", after]
    text = "".join([*pieces, gaps[-1]])
    return (("\ufeff" if catalogue.bom else "") + text.replace("\n", catalogue.newline)).encode()


def rearranged(catalogue: Catalogue, messages: Iterable[Message]) -> Catalogue:
    """Replace or reorder the messages of a catalogue.

    Neighbours that were neighbours in the file keep the text between them; all others get one blank line.
    A message of another file must have the line 0.
    """
    messages = tuple(messages)
    old = (catalogue.header, *catalogue.messages)
    if len(catalogue.gaps) != len(old) + 1 or not any(map(exists, old)):
        return replace(catalogue, messages=messages, gaps=())
    places = {message.line: place for place, message in enumerate(old) if message.line}
    gaps = [catalogue.gaps[0]]
    for before, after in pairwise((catalogue.header, *messages)):
        place = places.get(before.line, -1) + 1
        neighbours = place and place == places.get(after.line)
        gaps.append(catalogue.gaps[place] if neighbours else "\n\n" if exists(before) else "")
    return replace(catalogue, messages=messages, gaps=(*gaps, catalogue.gaps[-1]))


def _spelled(messages: Sequence[Message], width: int) -> list[str]:
    """The text of every message: its `raw` text if that, read again, gives an equal message."""
    spelled = [message for message in messages if message.raw]
    again = scan.scan("\n\n".join(message.raw for message in spelled)).messages
    sound = {id(message) for message, read_again in zip(spelled, again, strict=True) if message == read_again}
    formatted = partial(_formatted, width=width)
    return [
        message.raw if id(message) in sound or not exists(message) else changed_entry.spliced(message, formatted)
        for message in messages
    ]


@lru_cache(maxsize=512)
def _formatted(message: Message, width: int) -> str:
    """Format a message, obsolete or not, from its values alone; once for all languages in which it is new."""
    mark, before = ("#~ ", "#~| ") if message.obsolete else ("", "#| ")
    lines = [*_comment("#", message.notes), *_comment("#.", message.extracted)]
    lines += [f"#: {_reference(reference)}" for reference in message.references]
    lines += [f"#, {', '.join(message.flags)}"] if message.flags else []
    for keyword, text in (("msgctxt", message.previous_context), ("msgid", message.previous)):
        if text is not None:
            lines += strings(keyword, text, width, before)
    for keyword, text in _fields(message):
        if text is not None:
            lines += strings(keyword, text, width, mark)
    return "\n".join(lines)


def _fields(message: Message) -> list[tuple[str, str | None]]:
    """The keywords of an entry with their texts, None for a missing keyword."""
    fields = [("msgctxt", message.msgctxt), ("msgid", message.msgid), ("msgid_plural", message.plural)]
    if message.plural is None:
        return [*fields, ("msgstr", message.msgstr)]
    return [*fields, *((f"msgstr[{number}]", text) for number, text in enumerate(message.plurals or ("",)))]


def _comment(mark: str, texts: Iterable[str]) -> list[str]:
    """Comment lines; every line begins with the mark, so that no text can end its comment."""
    return [f"{mark} {line}".rstrip() for text in texts for line in _LINE_END.split(text)]


def _reference(reference: str) -> str:
    return f"\u2068{' '.join(reference.split())}\u2069" if _BLANK.search(reference) else reference


def _plain_gaps(texts: Sequence[str]) -> list[str]:
    """Gaps of one blank line between entries, and a line end after the last."""
    return ["", *("\n\n" if text else "" for text in texts[:-1]), "\n" if any(texts) else ""]
