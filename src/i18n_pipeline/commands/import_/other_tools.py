"""Translations from other tools' catalogues for the pages' messages: same text, though split or spelled differently.

Nothing is guessed: a text that is on no page, or whose links are unsure, is reported as left.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.catalogue import translator_comments
from i18n_pipeline.catalogue.merging.normal_form import normal, relinked
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.foreign import spelling, texts
from i18n_pipeline.markdown.foreign.spelling import OurText
from i18n_pipeline.markdown.reading import parse
from i18n_pipeline.markdown.reading.segments import Page
from i18n_pipeline.model import Catalogue, Key, Message, Segment


class Foreign(Struct, frozen=True):
    """A translated message of another tool's catalogue."""

    path: str
    """Path of the catalogue, as given to `index`."""
    message: Message
    """The message; its `line` is the line in that catalogue."""


class AdoptedText(Struct, frozen=True):
    """One text of a foreign message: the whole, or one item, cell or line."""

    source: str
    """Inline Markdown, in the spelling of the other tool."""
    target: str
    """Its translation."""
    foreign: int
    """Position of the message in `Index.foreign`."""
    reading: int
    """The way of splitting the message that gave this text."""


class Index(Struct, frozen=True):
    """All translated messages of foreign catalogues, for look-up page by page. Can be pickled."""

    foreign: tuple[Foreign, ...]
    """The messages, in the order of their catalogues."""
    pieces: tuple[AdoptedText, ...]
    """Their texts, in the same order."""
    by_words: Mapping[str, tuple[int, ...]]
    """Positions in `pieces`, by the letters and digits of the text."""


class Adopted(Struct, frozen=True):
    """The translations that a page takes from foreign catalogues."""

    messages: Mapping[Key, Message]
    """The page's messages that got a translation, with people's comments."""
    taken: frozenset[int]
    """Positions in `Index.pieces` of the texts whose translation was used."""


def index(catalogues: Mapping[str, Catalogue], dialect: Dialect) -> Index:
    """Read the translated messages of all catalogues, given by their paths; `dialect` is that of the pages."""
    foreign = tuple(
        Foreign(path, message)
        for path, catalogue in catalogues.items()
        for message in catalogue.messages
        if message.msgstr or any(message.plurals)
    )
    pieces = tuple(piece for place, one in enumerate(foreign) for piece in _pieces(place, one.message, dialect))
    by_words: dict[str, list[int]] = {}
    for place, piece in enumerate(pieces):
        by_words.setdefault(spelling.words(piece.source), []).append(place)
    return Index(foreign, pieces, {key: tuple(places) for key, places in by_words.items()})


def adopted(known: Index, page: Page, template: Iterable[Message]) -> Adopted:
    """Give the messages of a page the translations known for their texts.

    Among several translations, prefer in this order: the same context, a live message, a reviewed message, a message
    with a reference to a page of this name, the earlier catalogue.
    """
    segments: dict[Key, Segment] = {}
    for segment in page.segments:
        segments.setdefault((segment.msgctxt, segment.msgid), segment)
    definitions = _definitions(page)
    messages: dict[Key, Message] = {}
    taken: set[int] = set()
    for message in template:
        found = _translations(known, segments[message.key], definitions, page.outline.dialect)
        if found:
            best = min(found, key=lambda place: (*_rank(known, place, message), place))
            messages[message.key] = _given(message, found[best], known, best)
            taken |= {place for place, msgstr in found.items() if msgstr == found[best]}
    return Adopted(messages, frozenset(taken))


def left(known: Index, taken: Collection[int]) -> tuple[Foreign, ...]:
    """List the foreign messages of which no way of splitting was used completely; `taken` sums up all pages.

    Messages without words, and messages whose translation equals the English, are not listed: nothing is lost.
    """
    readings: dict[int, dict[int, bool]] = {}
    for place, piece in enumerate(known.pieces):
        whole = readings.setdefault(piece.foreign, {})
        whole[piece.reading] = whole.get(piece.reading, True) and place in taken
    return tuple(
        one
        for place, one in enumerate(known.foreign)
        if not any(readings.get(place, {}).values()) and _says_something(one.message)
    )


def _pieces(place: int, message: Message, dialect: Dialect) -> Iterator[AdoptedText]:
    if message.plurals or message.plural is not None:
        return
    for reading, pairs in enumerate(texts.readings(message.msgid, message.msgstr, dialect)):
        yield from (AdoptedText(source, target, place, reading) for source, target in pairs)


def _says_something(message: Message) -> bool:
    return bool(message.plurals) or (message.msgid != message.msgstr and bool(spelling.words(message.msgid)))


def _definitions(page: Page) -> str:
    """The link definitions of a page, as written there."""
    if b"]:" not in page.outline.source:
        return ""
    source = page.outline.source
    return "\n".join(
        source[start:end].decode()
        for start, end, _, _ in parse.definitions(page.outline.scan.text, page.outline.dialect)
    )


def _translations(known: Index, segment: Segment, definitions: str, dialect: Dialect) -> dict[int, str]:
    """Translations of a text, by the positions of their pieces."""
    places = known.by_words.get(spelling.words(segment.msgid), ())
    ours = spelling.wanted(segment, definitions, dialect) if places else None
    pairs = {place: (known.pieces[place].source, known.pieces[place].target) for place in places}
    said = {pair: _translation(*pair, segment, ours) for pair in set(pairs.values())}
    return {place: msgstr for place, pair in pairs.items() if (msgstr := said[pair])}


def _translation(source: str, target: str, segment: Segment, ours: OurText | None) -> str | None:
    """Rewrite the translation `target` of `source` for our text; None if it does not fit."""
    if source == segment.msgid and "[" not in source + target and ("\n" in source or "\n" not in target):
        return target
    found = spelling.respelled(ours, source, target) if ours else None
    if found is None and source == segment.msgid:
        return target
    if found is None and "](" not in target and normal(source) == normal(segment.msgid):
        return relinked(target, source, segment.msgid)
    return found


def _rank(known: Index, place: int, message: Message) -> tuple[bool, ...]:
    """Sort key of a piece: arguments against using it, the weightiest first."""
    one = known.foreign[known.pieces[place].foreign]
    names = {PurePosixPath(reference).stem for reference in message.references}
    theirs = {PurePosixPath(ref.partition(":")[0]).stem for ref in one.message.references} | {
        PurePosixPath(one.path).stem
    }
    said = one.message
    return (said.msgctxt != message.msgctxt, said.obsolete, said.fuzzy, not names & theirs)


def _given(message: Message, msgstr: str, known: Index, place: int) -> Message:
    """One of our messages with a translation and people's comments."""
    piece = known.pieces[place]
    before = known.foreign[piece.foreign].message
    whole = piece.source.strip() == before.msgid.strip()
    return replace(
        message,
        msgstr=msgstr,
        flags=("fuzzy",) if before.fuzzy else (),
        previous=before.previous if before.fuzzy and whole else None,
        notes=translator_comments.kept(before, message.msgid, msgstr),
    )
