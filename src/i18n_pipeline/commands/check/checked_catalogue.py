"""What `check` found in one catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from i18n_pipeline.findings import Finding


@dataclass(frozen=True, slots=True)
class CheckedCatalogue:
    """What was found in a catalogue."""

    file: str
    """The catalogue, relative to the project."""
    messages: int
    """The number of translations that were checked."""
    findings: tuple[Finding, ...]
    """What was found, in the order of the file."""
