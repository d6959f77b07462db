"""`check` for the translations of one catalogue: a function of its bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.catalogue import glossary, ignoring
from i18n_pipeline.catalogue.extracted_comments import types
from i18n_pipeline.catalogue.po import entry_places
from i18n_pipeline.catalogue.po.header_faults import header_faults
from i18n_pipeline.checks import _registry as registry
from i18n_pipeline.checks._check import Check, Flaw, Translation, flaws
from i18n_pipeline.checks.consistency import consistency
from i18n_pipeline.checks.po_header import po_header
from i18n_pipeline.commands.check import consistent
from i18n_pipeline.commands.check.checked_catalogue import CheckedCatalogue
from i18n_pipeline.findings import Finding
from i18n_pipeline.model import Catalogue, Message, Term
from i18n_pipeline.project import project_files
from i18n_pipeline.project.settings import Config


class CheckJob(Struct, frozen=True):
    """One catalogue to check."""

    config: Config
    """The settings."""
    locale: str
    """Its language."""
    path: Path
    """The file."""
    page: str
    """The page that owns its messages if it is not shared, relative to the source folder; empty if not known."""
    terms: tuple[Term, ...]
    """The glossary of the language."""
    checks: tuple[str, ...]
    """The ids of the checks that run."""


class CheckInputs(Struct, frozen=True):
    """What is found depends on this alone."""

    job: CheckJob
    """What to check."""
    data: bytes
    """The bytes of the catalogue."""


def make(given: CheckInputs) -> CheckedCatalogue:
    """Check the translations of a catalogue. Raises CatalogueError and SettingsError."""
    job = given.job
    catalogue = project_files.parsed_catalogue(job.config, job.path, given.data, twice=True)
    messages = tuple(checked_messages(job.config, catalogue.messages))
    file = project_files.shown(job.config, job.path)
    every = [translation(job, message) for message in messages]
    checks = registry.of_ids(job.config.check.own, job.checks)
    quiet = [silenced(job, message, one) for message, one in zip(messages, every, strict=True)]
    found = (
        _finding(check, messages[place], every[place], flaw, file)
        for check in checks
        for place, flaw in flaws(check, every)
        if check.id not in quiet[place]
    )
    header = _of_header(job, catalogue, file)
    said = (
        one
        for one, ids in zip(messages, quiet, strict=True)
        if consistency.id in job.checks and consistency.id not in ids
    )
    return CheckedCatalogue(
        file,
        len(every),
        tuple(sorted((*header, *found), key=lambda one: (one.line, one.column, one.check))),
        tuple(map(consistent.said, said)),
    )


def _of_header(job: CheckJob, catalogue: Catalogue, file: str) -> Iterator[Finding]:
    """What is wrong with the header of the catalogue."""
    if po_header.id in job.checks:
        for said, advice in header_faults(catalogue, job.locale):
            line, column = entry_places.of_translation(catalogue.header)
            yield Finding(po_header.severity, po_header.id, said, file, line, column, advice, locale=job.locale)


def checked_messages(config: Config, messages: Iterable[Message]) -> Iterator[Message]:
    """Those of some messages whose translations readers may see."""
    return (one for one in messages if one.state in config.accept and one.msgstr)


def translation(job: CheckJob, message: Message) -> Translation:
    """A message as checks get it."""
    config = job.config
    page = pages_of(job, message)[0]
    return Translation(
        message.msgid,
        message.msgstr,
        job.locale,
        config.source_locale,
        config.dialect_of(page),
        next(iter(types(message.extracted)), "paragraph"),
        glossary.occurring(message.msgid, job.terms) if job.terms else (),
        message.msgctxt,
        project_files.reference(config, page) if page else "",
    )


def pages_of(job: CheckJob, message: Message) -> list[str]:
    """The pages of a message, relative to the source folder; at least one, empty if no page is known."""
    return project_files.pages_of(job.config, message) or [job.page]


def silenced(job: CheckJob, message: Message, one: Translation) -> frozenset[str]:
    """The ids of the checks of which nobody wants to hear about a message."""
    tables = job.config.ignored_in(job.locale, one.page) if job.config.check.ignore else ()
    return ignoring.silenced(message, tables)


def _finding(check: Check, message: Message, one: Translation, flaw: Flaw, file: str) -> Finding:
    """A flaw as a finding, with its place in the catalogue."""
    line, column = entry_places.in_translation(message, flaw.start)
    begins = one.text.rfind("\n", 0, flaw.start) + 1
    ends = one.text.find("\n", flaw.start)
    excerpt = one.text[begins : ends if ends >= 0 else None]
    return Finding(
        check.severity,
        check.id,
        flaw.text,
        file,
        line,
        column,
        flaw.advice or check.advice,
        page=one.page,
        locale=one.locale,
        msgid=one.source,
        msgctxt=one.context,
        ignorable=(check.id,),
        excerpt=excerpt,
        start=flaw.start - begins,
        end=min(flaw.end - begins, len(excerpt)) if flaw.end > flaw.start else flaw.start - begins,
    )


def read(job: CheckJob) -> CheckInputs:
    """The inputs of a job. Raises SettingsError and OutsideError."""
    data = project_files.catalogue_bytes(job.config, job.path)
    return CheckInputs(job, data or b"")


def placed(finding: Finding, locale: str) -> Finding:
    """A finding with its language."""
    return replace(finding, locale=finding.locale or locale)
