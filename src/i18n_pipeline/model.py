"""The core types: frozen values passed between pure functions. Imports no other module of this package."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable, Mapping
from enum import StrEnum
from hashlib import sha256
from operator import attrgetter
from typing import Protocol, TypeAlias

from msgspec import Struct, field

Key: TypeAlias = tuple[str | None, str]
"""Context and source text of a message; unique in a catalogue."""


UNWRITABLE = re.compile("[\0\4\ud800-\udfff]")
"""Characters that no text in a catalogue can hold: NUL, at which programs stop reading, U+0004, by which gettext
separates context and text (GNU gettext manual, "The Format of GNU MO Files"), and halves of characters."""


class State(StrEnum):
    """State of a message's translation. The states are disjoint."""

    UNTRANSLATED = "untranslated"
    """No text yet: the page shows English."""
    DRAFT = "draft"
    """Fuzzy, translated by a machine, not yet read by a person."""
    STALE = "stale"
    """Fuzzy: the source text has changed since the translation was made, or a person asked for more work."""
    REVIEWED = "reviewed"
    """Read and accepted by a person."""
    OBSOLETE = "obsolete"
    """No longer on the page (`#~`); the translation is kept for later use."""


BEST = (State.REVIEWED, State.STALE, State.DRAFT, State.UNTRANSLATED)
"""States in order of preference among several translations of a message: a person's before a machine's."""

DRAFT_NOTE = "machine draft:"
"""How the translator comment of a draft begins; the engine's name and a `signature` in brackets follow."""
MEMORY = "memory"
"""How the engine's name in that comment begins if the draft came from the memory."""


IGNORE_NOTE = "i18n-pipeline: ignore="
"""Start of the translator comment by which a person accepts findings about a translation."""

SIGNED = re.compile(r" \(([0-9a-f]{8})\)$")
"""Matches a translator comment that ends with a `signature`."""


def signature(msgid: str, msgstr: str) -> str:
    """Hash a source text and its translation to eight hexadecimal digits; any changed word gives other digits.

    Line breaks, blanks and Unicode normalisation do not count, since editors change them silently.
    """
    texts = (unicodedata.normalize("NFC", " ".join(_BLANKS.split(text.strip(" \t\r\n")))) for text in (msgid, msgstr))
    return sha256("\0".join(texts).encode(errors="surrogatepass")).hexdigest()[:8]


_BLANKS = re.compile(r"[ \t\r\n]+")


# --- pages -----------------------------------------------------------------------------------------


LIVE = (State.REVIEWED, State.DRAFT, State.STALE, State.UNTRANSLATED)
"""The states of messages that are on a page, best first."""


class Link(Struct, frozen=True):
    """One numbered link or image of a segment, and its bytes on the page."""

    number: int
    """Its number in the msgid, `[text][number]`, counted from 1 inside the segment."""
    start: int
    """Byte offset on the page of the `]` that closes the link's text."""
    end: int
    """Byte offset on the page just after the whole link."""
    target: str
    """The target address, unescaped, for people to look at."""
    label: str = ""
    """Label of a collapsed or shortcut reference link; a translated link has to spell this label out."""


class Segment(Struct, frozen=True):
    """A run of inline Markdown (or a value, or an attribute) on a page, with the bytes it occupies."""

    start: int
    """Byte offset on the page of the first byte."""
    end: int
    """Byte offset on the page after the last byte."""
    place: str
    """Kind of place, which decides how the translation is escaped there: `paragraph`, `heading`, `setext`,
    `cell`, `line`, `quoted`, `bracketed`, `html`, `attribute`, `javascript`, `plain`, `code`, `title`, `yaml`, `toml`,
    `json`."""
    type: str
    """The kind of place, named for translators: `paragraph`, `heading 2`, `front matter: title`."""
    msgid: str
    """The text to translate: soft breaks folded, links numbered, the rest as the author wrote it."""
    msgctxt: str | None = None
    """Text of the `i18n:context` directive; becomes the msgctxt."""
    comment: str = ""
    """Texts of the `i18n:comment` directives, one line each."""
    links: tuple[Link, ...] = ()
    """The numbered links, in order of their numbers."""


class Rules(Struct, frozen=True):
    """The settings that decide what a localised page gets from its catalogue."""

    pin: bool = True
    """Whether translated headings get their English ids written out."""
    accept: frozenset[State] = frozenset({State.REVIEWED})
    """The accepted states: translations in these states reach a page."""


# --- catalogues ------------------------------------------------------------------------------------


class Message(Struct, frozen=True):
    """One catalogue entry. Equality ignores how entries are wrapped in their files."""

    msgid: str
    """The source text; empty only for the header."""
    msgstr: str = ""
    """The translation; empty if untranslated."""
    msgctxt: str | None = None
    """The context, which tells equal source texts of different meaning apart; None if absent."""
    flags: tuple[str, ...] = ()
    """All flags in file order, `fuzzy` and unknown flags included."""
    previous: str | None = None
    """`#| msgid`: the earlier source text that this translation was made for."""
    previous_context: str | None = None
    """`#| msgctxt`: the earlier context."""
    notes: tuple[str, ...] = ()
    """Translator comments (`# …`), one line each."""
    extracted: tuple[str, ...] = ()
    """Extracted comments (`#. …`), one line each."""
    references: tuple[str, ...] = ()
    """References (`#: …`), each a file name."""
    obsolete: bool = False
    """Whether the message is no longer on the page (`#~`)."""
    plural: str | None = None
    """`msgid_plural` of a foreign catalogue; pages have no plurals."""
    plurals: tuple[str, ...] = ()
    """`msgstr[0]`, `msgstr[1]`, … of a foreign catalogue."""
    line: int = 0
    """Line in the file where the entry begins, counted from 1; 0 if not read from a file."""
    raw: str = ""
    """The entry exactly as in its file, without surrounding blank lines; empty if not read from a file."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and _said(self) == _said(other)

    def __hash__(self) -> int:
        return hash(_said(self))

    @property
    def key(self) -> Key:
        """Context and source text: unique within a catalogue."""
        return (self.msgctxt, self.msgid)

    @property
    def fuzzy(self) -> bool:
        """Whether the message has the `fuzzy` flag."""
        return "fuzzy" in self.flags

    @property
    def state(self) -> State:
        """State of the message."""
        return State.OBSOLETE if self.obsolete else self.standing

    @property
    def standing(self) -> State:
        """State of the message, or the state an obsolete message would have if live."""
        if not (all(self.plurals) if self.plurals else self.msgstr):
            return State.UNTRANSLATED
        if not self.fuzzy:
            return State.REVIEWED
        return State.DRAFT if self.previous is None and self.is_by_machine(self.msgid) else State.STALE

    @property
    def worth(self) -> int:
        """Rank among several translations of one message; the lowest is kept."""
        return BEST.index(self.standing)

    def is_by_machine(self, source: str) -> bool:
        """Whether the comments name the current translation a machine's translation of `source`.

        A machine's comment without a signature (possibly typed by a person) counts as true.
        """
        notes = [SIGNED.search(note) for note in self.notes if note.startswith(DRAFT_NOTE)]
        signed = [found[1] for found in notes if found]
        return signature(source, self.msgstr) in signed if signed else bool(notes)


_said = attrgetter(*(name for name in Message.__struct_fields__ if name not in {"line", "raw"}))
"""What an entry says, without where and how it stands in its file."""


class Catalogue(Struct, frozen=True):
    """A PO file: header, live messages in page order, obsolete messages, and the layout needed to write it back."""

    header: Message
    """The entry with the empty msgid; its msgstr holds the header fields."""
    messages: tuple[Message, ...] = ()
    """Live and obsolete messages in the order of the file."""
    gaps: tuple[str, ...] = ()
    """Text before the header, between entries and after the last entry: one item more than there are entries."""
    newline: str = "\n"
    """Line ending of the file."""
    bom: bool = False
    """Whether the file began with a byte-order mark."""
    width: int = 0
    """Columns at which strings are wrapped; 0: wrapped only at `\\n`."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Catalogue) and (self.header, self.messages) == (other.header, other.messages)

    def __hash__(self) -> int:
        return hash((self.header, self.messages))


class Unit(Struct, frozen=True):
    """A text and its translation, independent of any page; stored in memories and exchange files."""

    source: str
    """The source text, written as a msgid."""
    target: str
    """Its translation, never empty."""
    locale: str
    """Language of the translation, as a BCP 47 tag (`nl`, `pt-BR`)."""
    source_locale: str = "en"
    """Language of the source text."""
    context: str | None = None
    """The msgctxt; None if there is none."""
    origin: str = ""
    """Origin: a page, a file or a project."""
    notes: tuple[str, ...] = ()
    """People's comments, one line each."""
    changed: str = ""
    """Time of the last change, as `2026-11-22T05:00:00Z` (ISO 8601, UTC); empty if unknown."""


# --- drafts ------------------------------------------------------------------------------------------


class Term(Struct, frozen=True):
    """One glossary entry, in one language."""

    source: str
    """The term in the source language."""
    target: str
    """The translation; equal to `source` for a term that stays untranslated."""
    note: str = ""
    """Note about the term, for people."""
    exact_case: bool = False
    """Whether upper and lower case must match."""


class Batch(Struct, frozen=True, eq=False):
    """Texts of one page section, sent to an engine in one request."""

    texts: tuple[str, ...]
    """Texts as XML, written by `markdown.codes.encode`; never empty."""
    locale: str
    """Language to translate into, as a BCP 47 tag."""
    source_locale: str = "en"
    """Language of the texts."""
    context: str = ""
    """Context of the texts: the page's title, the headings above, the section itself."""
    terms: tuple[Term, ...] = ()
    """Glossary terms that occur in the texts."""
    again: bool = False
    """Whether an earlier answer to the same texts was refused."""
    may_send: Callable[[int], bool] = lambda _: True
    """Asked before each further request, resends included: may N more characters be sent?"""
    keep: Callable[[Mapping[str, str]], None] = lambda _: None
    """Stores finished translations by text, before an engine that asks several times asks again."""
    wait: Callable[[float], object] = time.sleep
    """Waits N seconds before a resend; returns early when the run is stopped."""


class Cost(Struct, frozen=True):
    """Cost of requests to an engine."""

    amount: int = 0
    """Amount of what the engine bills: its `billed_in`."""
    money: float = 0
    """Price in the engine's `currency`; 0 if unknown."""

    def __add__(self, other: Cost) -> Cost:
        """Sum of two costs."""
        return Cost(self.amount + other.amount, self.money + other.money)


class Answer(Struct, frozen=True):
    """An engine's answer to a batch."""

    texts: tuple[str | None, ...]
    """One translation per text, in the batch's order; None for a text without one."""
    cost: Cost = Cost()
    """Cost of the answer, as far as the engine reports one."""
    refused: Mapping[int, str] = field(default_factory=dict)
    """Why the engine rejects the last reply to a text, by the text's position; cached, as replies are."""
    error: Exception | None = None
    """The EngineError that ended the work early; texts with neither translation nor reason may be sent again later."""


class Engine(Protocol):
    """A machine translator, opened with its settings. Used from several threads at once.

    Three more members are optional. `requests`: the number of simultaneous requests allowed. `prepare(terms,
    source_locale)`: gets the glossary by locale before the first request and returns a sentence for each term the
    engine cannot use. `close()`: called after the last request.
    """

    @property
    def name(self) -> str:
        """Name of the engine in the comments of drafts: `deepl`, `openai gpt-4o-mini`."""

    @property
    def key(self) -> str:
        """Cache key of the answers: everything but the batch that decides an answer."""

    @property
    def most_texts(self) -> int:
        """Largest number of texts in one request."""

    @property
    def most_bytes(self) -> int:
        """Largest size of one request's texts, in bytes of UTF-8."""

    @property
    def billed_in(self) -> str:
        """What the engine counts for its bill: `characters` or `tokens`."""

    @property
    def currency(self) -> str:
        """Currency of prices, for people: `USD`; empty if the settings have no price."""

    def translate(self, batch: Batch) -> Answer:
        """Translate a batch.

        Raises EngineError, or one of its kinds: UnansweredError (no answer came in time; nothing is sent again),
        LanguageError (language pair not supported; nothing is billed), AccountError (no further request can succeed),
        UnreachableError (nothing was sent).
        """

    def estimate(self, batch: Batch) -> Cost:
        """Estimate the cost of translating a batch, instructions included, if every answer is good."""

    def left(self) -> int | None:
        """Number of characters the account may still send; None if the engine knows no limit."""
