"""The result of `assemble` for one page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from i18n_pipeline.catalogue.counting import Measured
from i18n_pipeline.commands.task import Changed
from i18n_pipeline.findings import Finding
from i18n_pipeline.project.executor import Outcome


@dataclass(frozen=True, slots=True)
class Assembled:
    """The result of assembling a page."""

    changed: Changed
    """The localised page."""
    refusals: tuple[Finding, ...] = ()
    """Messages that stayed English."""
    asked: Mapping[str, bool] = field(default_factory=dict)
    """Files that links may lead to, relative to the project, and whether they exist: they decide what is written."""
    measured: Measured | None = None
    """The figures of the page, if they were asked for."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """A localised page that was made in one go with its catalogue."""

    outcome: Outcome[Assembled]
    """The page."""
    before: bytes
    """`earlier_results.built_state` of what it was made of."""
