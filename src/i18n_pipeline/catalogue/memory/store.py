"""What a database has to do for a memory: keep rows and find them. All thinking is done outside of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from i18n_pipeline.model import Unit

VERSION = 1
"""Of the tables. A database with another number is not touched."""

SERVERS = ("postgresql://", "postgres://")
"""How the address of a memory on a server begins; anything else is a file."""


class TextRow(NamedTuple):
    """A source text in normal form, once for each pair of languages."""

    id: int
    """Counted from 1 in the order of adding."""
    digest: bytes
    """Stands for the text and its languages."""
    locale: str
    """Language of the translations."""
    source_locale: str
    """Language of the text."""
    length: int
    """In characters."""
    normal: str
    """The text in normal form."""


class PostingRow(NamedTuple):
    """Which texts of one block have a feature."""

    feature: int
    """The feature's number."""
    block: int
    """The block: texts with ids close to each other."""
    size: int
    """How many texts have it."""
    ids: bytes
    """Their ids in rising order, each an unsigned number of four bytes, the lowest first."""


class UnitRow(NamedTuple):
    """A unit, and the text it is a translation of."""

    digest: bytes
    """Stands for what makes it one unit: languages, source, target and context."""
    text: int
    """Id of its source text."""
    source: str
    """As in `model.Unit`, and so are the rest."""
    target: str
    """Its translation."""
    context: str | None
    """The msgctxt."""
    origin: str
    """Where it comes from."""
    notes: str
    """The notes, as a JSON array."""
    changed: str
    """When it was last changed."""


class Store(Protocol):
    """A database of texts, postings and units."""

    def writing(self) -> AbstractContextManager[None]:
        """One transaction, alone among writers: all of what is written in it, or nothing if an error leaves it."""

    def last_id(self) -> int:
        """The highest id of a text, 0 where there is none."""

    def ids(self, digests: Sequence[bytes]) -> dict[bytes, int]:
        """The ids of those texts that are known."""

    def insert_texts(self, rows: Iterable[TextRow]) -> None:
        """Add new texts."""

    def append_postings(self, rows: Iterable[PostingRow]) -> None:
        """Add to what is known of each feature in each block."""

    def upsert_units(self, rows: Sequence[UnitRow]) -> int:
        """Add units, no digest twice; of one that is known, what is newer stays. How many are new or changed."""

    def within(self, pair: tuple[str, str], lengths: tuple[int, int], most: int) -> list[int]:
        """Ids of at most so many texts in (locale, source locale) whose lengths lie between two, both included."""

    def counts(self, features: Sequence[int]) -> dict[int, int]:
        """How many texts have each feature; those that none has are left out."""

    def postings(self, features: Sequence[int]) -> list[tuple[int, bytes]]:
        """The postings of some features, as (feature, ids)."""

    def texts(self, ids: Sequence[int], pair: tuple[str, str], lengths: tuple[int, int]) -> list[tuple[int, str]]:
        """Those of some texts that are in (locale, source locale) and of such lengths, as (id, normal form)."""

    def units_of(self, text: int) -> list[Unit]:
        """All units of a text."""

    def units(self, locale: str | None) -> Iterator[Unit]:
        """All units, or those of one language, by languages, source, context and target."""

    def close(self) -> None:
        """Let go of the database."""
