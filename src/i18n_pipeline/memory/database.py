"""The interface of a memory's database: it stores and finds rows; `searching` does the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from i18n_pipeline.model import Unit

VERSION = 1
"""Version of the tables. A database of another version is refused."""

SERVERS = ("postgresql://", "postgres://")
"""Start of the address of a memory on a server; anything else is the path of a file."""


class TextRow(NamedTuple):
    """A source text in normal form, once for each pair of languages."""

    id: int
    """Number of the text, from 1, in the order of adding."""
    digest: bytes
    """Hash of the text and its languages."""
    locale: str
    """Language of the translations."""
    source_locale: str
    """Language of the text."""
    length: int
    """Length of the text in normal form, in characters."""
    normal: str
    """The text in normal form."""


class PostingRow(NamedTuple):
    """The texts of one block that have a feature."""

    feature: int
    """The feature's number."""
    block: int
    """The number of the block, a range of text ids."""
    size: int
    """Number of texts in the block that have the feature."""
    ids: bytes
    """Their ids in ascending order, each an unsigned little-endian number of four bytes."""


class UnitRow(NamedTuple):
    """A unit with the id of its source text."""

    digest: bytes
    """Hash of languages, source, target and context, which make a unit unique."""
    text: int
    """Id of its source text."""
    source: str
    """The source text; this and the following fields are as in `model.Unit`."""
    target: str
    """Its translation."""
    context: str | None
    """The msgctxt."""
    origin: str
    """Its origin."""
    notes: str
    """The notes, as a JSON array."""
    changed: str
    """When it was last changed."""


class Store(Protocol):
    """A database of texts, postings and units."""

    def writing(self) -> AbstractContextManager[None]:
        """A transaction with a lock against other writers; an error inside undoes it."""

    def last_id(self) -> int:
        """The highest id of a text, 0 if there are no texts."""

    def ids(self, digests: Sequence[bytes]) -> dict[bytes, int]:
        """The ids of known texts by digest; unknown digests are left out."""

    def insert_texts(self, rows: Iterable[TextRow]) -> None:
        """Add new texts."""

    def append_postings(self, rows: Iterable[PostingRow]) -> None:
        """Add postings, appended to existing ones of the same feature and block."""

    def upsert_units(self, rows: Sequence[UnitRow]) -> int:
        """Add units with distinct digests; of a known unit the newer stays. Returns how many are new or changed."""

    def within(self, pair: tuple[str, str], lengths: tuple[int, int], most: int) -> list[int]:
        """Ids of at most `most` texts in `pair` (locale, source locale), with lengths in `lengths` (inclusive)."""

    def counts(self, features: Sequence[int]) -> dict[int, int]:
        """Number of texts with each feature; features without texts are left out."""

    def postings(self, features: Sequence[int]) -> list[tuple[int, bytes]]:
        """The postings of some features, as (feature, ids)."""

    def texts(self, ids: Sequence[int], pair: tuple[str, str], lengths: tuple[int, int]) -> list[tuple[int, str]]:
        """The texts in `ids` that fit `pair` and `lengths` (see `within`), as (id, normal form)."""

    def units_of(self, text: int) -> list[Unit]:
        """All units of a text."""

    def units(self, locale: str | None) -> Iterator[Unit]:
        """All units, or those of one locale, sorted by languages, source, context and target."""

    def close(self) -> None:
        """Close the database."""
