"""The result of `assemble` for one page."""

from __future__ import annotations

from dataclasses import dataclass, field

from i18n_pipeline.catalogue.counting import Measured
from i18n_pipeline.commands.assemble.links_found import NO_LINKS, PageLinks
from i18n_pipeline.commands.task import Changed
from i18n_pipeline.findings import Finding
from i18n_pipeline.project.executor import Outcome
from i18n_pipeline.project.page_links import Answers


@dataclass(frozen=True, slots=True)
class Assembled:
    """The result of assembling a page."""

    changed: Changed
    """The localised page."""
    refusals: tuple[Finding, ...] = ()
    """Messages that stayed English."""
    asked: Answers = field(default_factory=dict)
    """The questions that its links asked, with the answers: they decide what is written."""
    measured: Measured | None = None
    """The figures of the page, if they were asked for."""
    links: PageLinks = NO_LINKS
    """Where its links lead."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """A localised page that was made in one go with its catalogue."""

    outcome: Outcome[Assembled]
    """The page."""
    before: bytes
    """`earlier_results.built_state` of what it was made of."""
