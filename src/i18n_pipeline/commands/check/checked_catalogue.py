"""What `check` found in one catalogue."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from i18n_pipeline.findings import Finding


class Said(NamedTuple):
    """A translation, for comparing it with those of other catalogues."""

    source: bytes
    """A digest of its context and source text, without what does not count."""
    text: bytes
    """A digest of the translation, without what does not count."""
    line: int
    """The line of the translation in the catalogue, counted from 1."""
    column: int
    """The column, counted from 1."""


class CheckedCatalogue(Struct, frozen=True):
    """What was found in a catalogue."""

    file: str
    """The catalogue, relative to the project."""
    messages: int
    """The number of translations that were checked."""
    findings: tuple[Finding, ...]
    """What was found, in the order of the file."""
    said: tuple[Said, ...] = ()
    """Its translations, if they are compared with those of other catalogues."""
