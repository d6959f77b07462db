"""Every core type: frozen values that flow through pure functions. Imports nothing of ours."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Protocol


class State(StrEnum):
    """How far a message is. The states are disjoint."""

    UNTRANSLATED = "untranslated"
    """No text yet: the page shows English."""
    DRAFT = "draft"
    """Fuzzy, made by a machine, not yet read by a person."""
    STALE = "stale"
    """Fuzzy: the source changed under it, or a person marked it as needing work."""
    REVIEWED = "reviewed"
    """A person stands behind it."""
    OBSOLETE = "obsolete"
    """No longer on the page (`#~`), kept because somebody wrote it."""


BEST = (State.REVIEWED, State.STALE, State.DRAFT, State.UNTRANSLATED)
"""The states of texts for one message, the most valuable first: a person's words before those of a machine."""

DRAFT_NOTE = "machine draft:"
"""How the translator comment of a draft begins; the engine's name and a `signature` in brackets follow."""


IGNORE_NOTE = "i18n-pipeline: ignore="
"""How the translator comment begins in which a person accepts what a translation leaves out."""

SIGNED = re.compile(r" \(([0-9a-f]{8})\)$")
"""The end of a translator comment with a `signature`."""


def signature(msgid: str, msgstr: str) -> str:
    """Give eight hexadecimal digits that are other ones when a source text or its translation has other words.

    Line breaks, blanks and the Unicode form of characters do not matter, since programs change them by themselves.
    """
    texts = (unicodedata.normalize("NFC", " ".join(_BLANKS.split(text.strip(" \t\r\n")))) for text in (msgid, msgstr))
    return sha256("\0".join(texts).encode(errors="surrogatepass")).hexdigest()[:8]


_BLANKS = re.compile(r"[ \t\r\n]+")


# --- pages -----------------------------------------------------------------------------------------


LIVE = (State.REVIEWED, State.DRAFT, State.STALE, State.UNTRANSLATED)
"""The states of messages that are on a page, best first."""


@dataclass(frozen=True, slots=True)
class Link:
    """One numbered link or image of a segment, and the bytes its number stands for."""

    number: int
    """What the msgid shows: `[text][number]`. Counted from 1 inside the segment."""
    start: int
    """Byte offset on the page of the `]` that ends the link's text."""
    end: int
    """Byte offset on the page after the whole link."""
    target: str
    """Where it leads, unescaped, for people to look at."""
    label: str = ""
    """The reference label of a collapsed or shortcut link, which has to be spelled out when the text changes."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of inline Markdown (or a value, or an attribute) on a page, with the bytes it occupies."""

    start: int
    """Byte offset on the page of the first byte."""
    end: int
    """Byte offset on the page after the last byte."""
    place: str
    """What kind of place it is, which decides how a text is made safe there: `paragraph`, `heading`, `setext`,
    `cell`, `line`, `quoted`, `html`, `attribute`, `title`, `yaml`, `toml`, `json`."""
    type: str
    """What a translator is told it is: `paragraph`, `heading 2`, `front matter: title`."""
    msgid: str
    """The text to translate: soft breaks folded, links numbered, the rest as the author wrote it."""
    msgctxt: str | None = None
    """From an `i18n:context` directive."""
    comment: str = ""
    """From `i18n:comment` directives, one line each."""
    links: tuple[Link, ...] = ()
    """The numbered links, in order of their numbers."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A message whose translation would have changed more than words; its place keeps the English."""

    page: str
    """Path of the page, relative to the source folder."""
    line: int
    """Line of the segment on the English page, counted from 1."""
    msgid: str
    """The message that is refused."""
    reason: str
    """What its translation would have changed, in a few words."""
    check: str = ""
    """The id to put into an `ignore=` comment, where a person may accept it; otherwise empty."""
    msgctxt: str | None = None
    """The context of the message."""
    entry: int = 0
    """Line of the message in its catalogue, counted from 1; 0 where it is not known."""
    locale: str = ""
    """Language of the translation, as a BCP 47 tag; empty where it is not known."""
    catalogue: str = ""
    """The catalogue with the translation, relative to the project; empty where it is not known."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person should look at; nothing was lost by it."""

    file: str
    """The file it is in, relative to the project where it lies there."""
    line: int
    """Its line, counted from 1; 0 where it concerns the whole file."""
    check: str
    """What kind of thing it is: `missing`, `extra`, `merged`, `link`, `id` …"""
    text: str
    """What there is to see, in a few words."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The dialect and the layout of one kind of site."""

    name: str
    """Its short name, as in `profile = "commonmark"`."""
    output: str = "localised/{locale}/{path}"
    """Where a localised page goes, relative to the project; `{locale}` and `{path}` are filled in."""
    front_matter: tuple[str, ...] = ("title", "description")
    """Front-matter keys with words in them; dots go into mappings, lists are walked through."""
    definition_lists: bool = False
    """Whether `: text` under a term is a definition."""
    slugs: str = "github-slugger"
    """Name of the algorithm that gives headings their ids."""
    notice: str = "> {text}"
    """The block of Markdown in which a page tells its readers something; `{text}` is filled in."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the settings say about the text of pages."""

    profile: Profile
    """The dialect and layout of the site."""
    front_matter: tuple[str, ...]
    """Front-matter keys whose values people read."""
    pin: bool = True
    """Whether headings get their English ids written."""
    accept: frozenset[State] = frozenset({State.REVIEWED})
    """States whose translations reach a page."""


# --- catalogues ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Message:
    """One catalogue entry. Equal messages say the same thing, however they are wrapped in their files."""

    msgid: str
    """The source text; empty only in a header."""
    msgstr: str = ""
    """The translation; empty where there is none."""
    msgctxt: str | None = None
    """Parts equal texts that mean different things; None where there is none."""
    flags: tuple[str, ...] = ()
    """All flags in their order, `fuzzy` and unknown ones included."""
    previous: str | None = None
    """`#| msgid`: the source text this translation was made for."""
    previous_context: str | None = None
    """`#| msgctxt`."""
    notes: tuple[str, ...] = ()
    """Translator comments (`# …`), one line each."""
    extracted: tuple[str, ...] = ()
    """Extracted comments (`#. …`), one line each."""
    references: tuple[str, ...] = ()
    """References (`#: …`), each a file."""
    obsolete: bool = False
    """Whether it is kept only because somebody wrote it (`#~`)."""
    plural: str | None = None
    """`msgid_plural` of a foreign catalogue; our pages have none."""
    plurals: tuple[str, ...] = ()
    """`msgstr[0]`, `msgstr[1]`, … of a foreign catalogue."""
    line: int = field(default=0, compare=False)
    """Line of its first byte in the file it was read from, counted from 1; 0 where it was not read."""
    raw: str = field(default="", compare=False, repr=False)
    """The very text of the entry in its file, without the blank lines around it; empty where it was not read."""

    @property
    def key(self) -> tuple[str | None, str]:
        """What is unique in a catalogue: context and source text."""
        return (self.msgctxt, self.msgid)

    @property
    def fuzzy(self) -> bool:
        """Whether it carries the `fuzzy` flag."""
        return "fuzzy" in self.flags

    @property
    def state(self) -> State:
        """How far the message is."""
        return State.OBSOLETE if self.obsolete else self.standing

    @property
    def standing(self) -> State:
        """How far the message is, or would be if it were not obsolete."""
        if not (all(self.plurals) if self.plurals else self.msgstr):
            return State.UNTRANSLATED
        if not self.fuzzy:
            return State.REVIEWED
        return State.DRAFT if self.previous is None and self.is_by_machine(self.msgid) else State.STALE

    @property
    def worth(self) -> int:
        """Which text for a message is to be kept where there are several: that with the least number."""
        return BEST.index(self.standing)

    def is_by_machine(self, source: str) -> bool:
        """Whether its comments say that its text, as it is, is a machine's translation of `source`.

        A comment without a signature, which a person may have written, is believed.
        """
        notes = [SIGNED.search(note) for note in self.notes if note.startswith(DRAFT_NOTE)]
        signed = [found[1] for found in notes if found]
        return signature(source, self.msgstr) in signed if signed else bool(notes)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A PO file: a header, live messages in page order, obsolete ones, and what it takes to write it back as it was."""

    header: Message
    """The entry with the empty msgid; its msgstr holds the header fields."""
    messages: tuple[Message, ...] = ()
    """Live and obsolete messages in the order of the file."""
    gaps: tuple[str, ...] = field(default=(), compare=False, repr=False)
    """The text before the header, between entries and after the last: one more than there are entries."""
    newline: str = field(default="\n", compare=False)
    """Line ending of the file."""
    bom: bool = field(default=False, compare=False)
    """Whether the file began with a byte-order mark."""
    width: int = field(default=0, compare=False)
    """Columns at which the file's strings are wrapped; 0: only at `\\n`."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A text and its translation, apart from any page: what a memory holds and what exchange files carry."""

    source: str
    """The source text, written as a msgid."""
    target: str
    """Its translation, never empty."""
    locale: str
    """Language of the translation, as a BCP 47 tag (`nl`, `pt-BR`)."""
    source_locale: str = "en"
    """Language of the source text."""
    context: str | None = None
    """The msgctxt; None where there is none."""
    origin: str = ""
    """Where it comes from: a page, a file, a project."""
    notes: tuple[str, ...] = ()
    """What people said about it, one line each."""
    changed: str = ""
    """When it was last changed, as `2026-11-22T05:00:00Z` (ISO 8601, UTC); empty where nobody said."""


# --- drafts ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the glossary, in one language."""

    source: str
    """The term in the source language."""
    target: str
    """Its translation; equal to `source` for what is not translated."""
    note: str = ""
    """What people should know about it."""
    exact_case: bool = False
    """Whether it counts only in this spelling."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts of one page section that go to an engine in one request."""

    texts: tuple[str, ...]
    """XML as `markdown.inline.encode` writes it, never empty."""
    locale: str
    """Language to translate into, as a BCP 47 tag."""
    source_locale: str = "en"
    """Language of the texts."""
    context: str = ""
    """What stands around them: the page's title, the headings above, the section itself."""
    terms: tuple[Term, ...] = ()
    """The glossary's terms that occur in them."""
    again: bool = False
    """Whether an answer to the same texts was refused before."""
    may_send: Callable[[int], bool] = field(default=lambda _: True, compare=False, repr=False)
    """Asked before each further request, a second try of the same one too: may so many characters be sent?"""
    keep: Callable[[Mapping[str, str]], None] = field(default=lambda _: None, compare=False, repr=False)
    """Keeps translations by their texts; for an engine that asks more than once, before it asks again."""
    wait: Callable[[float], object] = field(default=time.sleep, compare=False, repr=False)
    """Waits so many seconds before a second try; comes back early where the run is stopped."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What requests to an engine cost."""

    amount: int = 0
    """In the engine's `unit`."""
    money: float = 0
    """In the engine's `currency`; 0 where no price is known."""

    def __add__(self, other: Cost) -> Cost:
        """Both together."""
        return Cost(self.amount + other.amount, self.money + other.money)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine made of a batch."""

    texts: tuple[str | None, ...]
    """One for each text, in their order; None where the engine gave none."""
    cost: Cost = Cost()
    """What it cost, as far as the engine says so."""
    refused: Mapping[int, str] = field(default_factory=dict)
    """Why the engine itself cannot use the last reply to a text, by the text's position. Kept, as replies are."""
    error: Exception | None = None
    """The EngineError that ended the work early. Texts without a translation and a reason may go through later."""


class Engine(Protocol):
    """A machine translator, opened with its settings. Used from several threads at a time.

    It may have three members more. `requests` says how many requests it takes at a time. `prepare(terms,
    source_locale)` gets the glossary by locale before the first request, and gives a sentence for each term that it
    cannot use. `close()` is called after the last request.
    """

    @property
    def name(self) -> str:
        """What a draft is said to be made by: `deepl`, `openai gpt-4o-mini`."""

    @property
    def key(self) -> str:
        """All that decides its answers but the batch: answers are kept under it."""

    @property
    def most_texts(self) -> int:
        """Texts that one request may hold."""

    @property
    def most_bytes(self) -> int:
        """Bytes of UTF-8 that the texts of one request may have."""

    @property
    def unit(self) -> str:
        """What it counts, and who pays for it bills: `characters`, `tokens`."""

    @property
    def currency(self) -> str:
        """What prices are in, for people to read: `USD`; empty where the settings know no price."""

    def translate(self, batch: Batch) -> Answer:
        """Translate a batch.

        Raises EngineError; UnansweredError where no answer came in time, in which case nothing is sent again;
        LanguageError where it does not translate between these languages, in which case nothing is billed;
        AccountError where no request can succeed any more, UnreachableError where nothing was sent.
        """

    def estimate(self, batch: Batch) -> Cost:
        """What it would cost to translate a batch, with all that goes along with it, if every answer is good."""

    def left(self) -> int | None:
        """How many characters the account may still send; None where the engine knows no limit."""
