"""`update` and `assemble` for one page in one language, in one go: its files are read once, and parsed once.

Only pages that want nothing of other pages are assembled at once; the others wait until all catalogues are up to date.
"""

from __future__ import annotations

from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.commands.assemble import one_localised_page
from i18n_pipeline.commands.assemble.assembled import Assembled
from i18n_pipeline.commands.assemble.one_localised_page import AssembleJob, PageInputs, PageMade
from i18n_pipeline.commands.update import one_catalogue
from i18n_pipeline.commands.update.one_catalogue import Updated, UpdateInputs, UpdateJob, UpdateMade
from i18n_pipeline.findings import Finding
from i18n_pipeline.project.executor import Done, Outcome, attempt
from i18n_pipeline.project.read_make_write import ReadMakeWrite


class VisitJob(Struct, frozen=True):
    """A catalogue to update, and its page to be localised."""

    update: UpdateJob
    """The catalogue."""
    assemble: AssembleJob | None = None
    """Its only page; None: the catalogue alone."""


class VisitInputs(Struct, frozen=True):
    """What becomes of both depends on this alone."""

    update: UpdateInputs
    """What becomes of the catalogue depends on this."""
    page: PageInputs | None
    """What becomes of the page depends on this, and on the catalogue; None: nothing is to become of it yet."""


class VisitMade(Struct, frozen=True):
    """What became of both."""

    update: UpdateMade
    """What became of the catalogue."""
    given: PageInputs | None = None
    """What the page was made of, with the catalogue up to date."""
    page: Outcome[PageMade] | None = None
    """What became of the page; None: nothing yet."""


class Visited(Struct, frozen=True):
    """The result of a visit."""

    updated: Updated
    """The catalogue."""
    assembled: Outcome[Assembled] | None = None
    """The localised page; None if it was not made yet."""


def _read(job: VisitJob) -> VisitInputs:
    """Read the files of both; what cannot be read is told by the verb that needs it."""
    given = one_catalogue.UPDATE.read(job.update)
    if job.assemble is None or not isinstance(given.pages[0], Done):
        return VisitInputs(given, None)
    looked = {job.update.path: given.files.get(job.update.path)}
    page = attempt(partial(one_localised_page.inputs, job.assemble, looked=looked), given.pages[0].result)
    return VisitInputs(given, page.result if isinstance(page, Done) else None)


def make(given: VisitInputs) -> VisitMade:
    """The catalogue, and the localised page unless its catalogue lacks messages that others may have."""
    made = one_catalogue.make(given.update)
    if given.page is None or made.updated.wanted or made.updated.failures:
        return VisitMade(made)
    own = {} if made.data is None else {given.update.update.path: made.data}
    page = replace(given.page, catalogues={**given.page.catalogues, **own})
    return VisitMade(made, page, attempt(one_localised_page.make, page))


def _write(given: VisitInputs, made: VisitMade) -> Visited:
    """Write both. Raises ChangedMeanwhileError if another program has written the catalogue since it was read."""
    updated = one_catalogue.UPDATE.write(given.update, made.update)
    if isinstance(made.page, Finding):
        return Visited(updated, made.page)
    if made.given is None or made.page is None:
        return Visited(updated)
    last = partial(one_localised_page.ASSEMBLE.last, made.given.work, made.given)
    return Visited(updated, attempt(last, made.page.result))


VISIT = ReadMakeWrite(_read, make, _write)
"""`update` and `assemble` for one page in one language."""
