"""The result of `assemble` for one page."""

from __future__ import annotations

from contextlib import suppress

from msgspec import Struct, field

from i18n_pipeline.catalogue.counting import Measured
from i18n_pipeline.commands.assemble.links_found import NO_LINKS, PageLinks
from i18n_pipeline.commands.task import Changed
from i18n_pipeline.findings import Finding
from i18n_pipeline.project import records
from i18n_pipeline.project.executor import Done, Outcome
from i18n_pipeline.project.page_links import Answers


class Assembled(Struct, frozen=True):
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


class Ahead(Struct, frozen=True):
    """A localised page that was made, in one go with its catalogue or alone: kept as a few bytes until the end."""

    kept: bytes | Outcome[Assembled]
    """The result as MessagePack, or as it is if a file name in it is no text; or why the page could not be made."""
    before: bytes
    """`earlier_results.built_state` of what it was made of."""

    @classmethod
    def of(cls, outcome: Outcome[Assembled], before: bytes) -> Ahead:
        """What is kept of an outcome."""
        if isinstance(outcome, Done):
            with suppress(UnicodeEncodeError):
                return cls(records.packed(outcome.result), before)
        return cls(outcome, before)

    @property
    def outcome(self) -> Outcome[Assembled]:
        """The result, or why the page could not be made."""
        return Done(records.unpacked(self.kept, Assembled)) if isinstance(self.kept, bytes) else self.kept

    @property
    def result(self) -> Assembled | None:
        """The result; None if the page could not be made."""
        outcome = self.outcome
        return outcome.result if isinstance(outcome, Done) else None
