"""What an engine replies becomes a text with the markup of its source, or is refused; never another error."""

from __future__ import annotations

from collections.abc import Iterator

from cutting import BETWEEN, FIRST, dialect_of, joined
from helpers.cases import cases
from helpers.generated import HOSTILE

from i18n_pipeline.markdown import codes
from i18n_pipeline.markdown.codes import GarbledError

REPLIES = ("", "woorden", "</g>", '<x id="1"/>', '<g id="2">', "&amp;lt;", "<!-- x -->", "&#0;", "*", "`")


def seeds() -> Iterator[bytes]:
    """Messages of the cases, each with a piece of a reply and the place in its XML where it goes."""
    for number, case in enumerate(cases()):
        for text in [*case.texts, *case.paragraphs("messages")][:3]:
            reply = REPLIES[number % len(REPLIES)]
            yield joined(case.profile.partition(" ")[0], text, (f"aa{reply}",))
    for number, text in enumerate(HOSTILE):
        yield joined("commonmark", "Use **this option**, `x` and [that][1] now.", (f"{chr(97 + number % 26)}z{text}",))


def check(data: bytes) -> None:
    """Fails unless a reply is decoded to the markup of its source, or refused."""
    said = data.decode("utf-8", "ignore").replace("\0", "\ufffd")
    text, _, edit = said[1:].partition(BETWEEN)
    encoded = codes.encode(text, dialect_of(said[:1]))
    if text.strip():
        assert codes.decode(encoded, encoded.xml) == text, f"not what was encoded: {encoded.xml!r}"
    for reply in {edit, _edited(encoded.xml, edit)}:
        try:
            decoded = codes.decode(encoded, reply)
        except GarbledError:
            continue
        codes.require_same_markup(text, decoded, encoded.dialect)


def _edited(xml: str, edit: str) -> str:
    """The right reply with a piece of it replaced: the first two letters say which, in 26ths of its length."""
    first, last = sorted(((ord(letter) - FIRST) % 27) * len(xml) // 26 for letter in (edit + "AA")[:2])
    return xml[:first] + edit[2:] + xml[last:]
