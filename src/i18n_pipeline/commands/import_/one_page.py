"""`import` for one page: find the English version it was made from, align, write. Runs in any process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.catalogue.merging import merge
from i18n_pipeline.catalogue.merging.bring import brought, drafts
from i18n_pipeline.catalogue.page_template import template
from i18n_pipeline.commands.assemble import notice
from i18n_pipeline.commands.assemble.one_localised_page import AssembleJob, inputs, make
from i18n_pipeline.commands.extract import english_messages
from i18n_pipeline.commands.import_ import english_versions, left_texts, other_tools, revision
from i18n_pipeline.commands.import_.english_versions import ImportJob, Source
from i18n_pipeline.commands.import_.later_texts import with_later
from i18n_pipeline.commands.import_.published import LeftText, PairedText, published
from i18n_pipeline.commands.import_.still_english import is_same
from i18n_pipeline.commands.import_.two_sides import Sides, sides
from i18n_pipeline.commands.task import Job
from i18n_pipeline.errors import OutsideError, PipelineError
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.language import base
from i18n_pipeline.markdown.aligning.align import align
from i18n_pipeline.markdown.aligning.evidence import passages
from i18n_pipeline.markdown.reading.segments import Page
from i18n_pipeline.model import DRAFT_NOTE, Catalogue, Message, State
from i18n_pipeline.project import catalogue_files, disk, project_files

ENGINE = "published page"
"""Name of the engine in the note of an imported draft."""
BLANK = "delete them, if the page is to stay"


class Looked(Struct, frozen=True):
    """The result of a first look at a translation."""

    source: Source
    """The version of the English page it was made from."""
    words: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()
    """Pairs of word sets from aligned segments, from which the lexicon for all pages is learned."""
    findings: tuple[Finding, ...] = ()
    """What is to be said about that version."""
    is_ours: bool = False
    """Whether the translation is the page that `assemble` writes, in which there is nothing to find."""


class Imported(Struct, frozen=True):
    """The result of importing one page."""

    page: str
    """The page, relative to the project."""
    source: str
    """The version it was aligned with: short commit id and date; empty: today's page."""
    aligned: int
    """Number of segments paired with one segment of the translation."""
    merged: int
    """Number of segments that the translation merged with a neighbour or split in two."""
    missing: int
    """Number of segments without a sure counterpart in the translation."""
    extra: int
    """Number of segments of the translation without a sure counterpart."""
    findings: tuple[Finding, ...]
    """Findings for a person to look at."""
    changed: bool
    """Whether the catalogue changed."""
    english: int = 0
    """Number of segments that are still English in the translation."""
    pairs: tuple[PairedText, ...] = ()
    """The texts that were paired."""
    left: tuple[LeftText, ...] = ()
    """Texts of the translation that are in no catalogue."""
    left_file: str = ""
    """The file in which they are kept; empty if there are none."""


# --- published pages ---------------------------------------------------------------------------------


def look(work: ImportJob) -> Looked:
    """Find the English version that a translation was made from, and words that translate each other."""
    if _is_ours(work):
        return Looked(english_versions.TODAY, is_ours=True)
    translation, _, _ = _translation(work)
    found = english_versions.find(work, translation)
    said = passages(translation)
    compared = found.compared or revision.Compared(
        found.page, passages(found.page), align(passages(found.page), said, {})
    )
    both = Sides(_names(work), (compared.page, translation), (compared.passages, said), compared.alignment)
    return Looked(found.source, tuple(both.told), found.findings)


def bring(work: tuple[ImportJob, Looked]) -> Imported:
    """Write a translation into the page's catalogue, and merge that with today's page."""
    job, looked = work
    names = _names(job)
    if looked.is_ours:
        return Imported(names[0], "", 0, 0, 0, 0, (), changed=False)
    translation, lines, found = _translation(job)
    english = english_versions.page(job, looked.source.blob)
    both = sides(names, (english, translation), job.known)
    config, locale = job.job.config, job.job.locale
    foreign = base(locale) != base(config.source_locale)
    made = published(both, config.rules, foreign=foreign, own_keys=config.markdown.source_revision)
    if looked.source.blob and both.alignment.extra:
        made = with_later(made, both, (project_files.read_page(config, job.job.path)[1], job.known), config.rules)
    messages = made.messages if job.reviewed else drafts(made.messages, ENGINE)
    today, _ = english_messages(job.job)
    changed, kept = _written(job.job, messages, today, foreign=foreign)
    left = tuple(replace(text, line=text.line + lines) for text in made.left)
    told = (*found, *_lowered(made.findings, names[1], lines), *kept, *looked.findings)
    return Imported(
        names[0],
        looked.source.told,
        made.aligned,
        made.merged,
        made.missing,
        made.extra,
        tuple(replace(finding, locale=locale) for finding in told),
        changed,
        made.english,
        tuple(replace(pair, line=pair.line + lines) for pair in made.pairs),
        left,
        left_texts.keep(job.job, names[1], left),
    )


def _names(work: ImportJob) -> tuple[str, str]:
    """Paths of the English page and of the translation, for people."""
    config = work.job.config
    return project_files.reference(config, work.job.path), project_files.shown(config, work.file)


def _is_ours(work: ImportJob) -> bool:
    """Whether the translation is what `assemble` writes in its place from the catalogue, or from English alone."""
    job = work.job
    if work.file != project_files.localised_path(job.config, job.locale, job.path):
        return False
    data = disk.read(work.file)
    try:
        given = inputs(AssembleJob(job, overwrite=True), project_files.page_bytes(job.config, job.path))
        return data is not None and make(given).data == data
    except PipelineError:  # told where the page is read
        return False


def _lowered(findings: Iterable[Finding], file: str, lines: int) -> Iterator[Finding]:
    """Findings in `file` moved down by the `lines` that were skipped at its top."""
    return (replace(found, line=found.line + lines) if found.file == file else found for found in findings)


def _translation(work: ImportJob) -> tuple[Page, int, tuple[Finding, ...]]:
    """The translated page, the number of blank lines skipped at its top, and findings about the file."""
    name = project_files.shown(work.job.config, work.file)
    data = disk.read(work.file)
    if data is None:
        raise OutsideError(f"{name} was deleted during this run", "run the command again")
    text = data.removeprefix(project_files.BOM).replace(b"\4", b"")  # invisible, and no catalogue can hold it
    start = len(text) - len(text.lstrip(b"\r\n"))
    if not start or not text.startswith((b"---", b"+++"), start):
        return _parsed(work, text), 0, ()
    lines = text.count(b"\n", 0, start)
    said = "blank lines before the front matter, which most site generators then take for text"
    return (
        _parsed(work, text[start:], lines + 1),
        lines,
        (Finding(Severity.WARNING, "front-matter", said, name, 1, 1, BLANK),),
    )


def _parsed(work: ImportJob, text: bytes, line: int = 1) -> Page:
    """The translated page without the notice that this tool wrote onto it."""
    config = work.job.config
    page = project_files.parsed(config, work.job.path, text, project_files.shown(config, work.file), line)
    return notice.without(page, config.notice_in(work.job.locale))


# --- catalogues of other tools -----------------------------------------------------------------------


def take(work: tuple[Job, other_tools.Index]) -> tuple[Imported, frozenset[int]]:
    """Copy translations from catalogues of other tools to a page's catalogue; also return the indices of those used."""
    job, known = work
    _, english = project_files.read_page(job.config, job.path)
    messages = template(project_files.reference(job.config, job.path), english)
    found = other_tools.adopted(known, english, messages)
    changed, kept = _written(job, [found.messages.get(message.key, message) for message in messages], messages)
    name = project_files.reference(job.config, job.path)
    return Imported(name, "", len(found.messages), 0, 0, 0, kept, changed), found.taken


# --- writing -----------------------------------------------------------------------------------------


def _written(
    job: Job, messages: Iterable[Message], today: tuple[Message, ...], *, foreign: bool = False
) -> tuple[bool, tuple[Finding, ...]]:
    """Copy translations into the catalogue of a page; `today` are the messages of today's page.

    A different translation in the catalogue stays, with a finding. Once the catalogue has translations, the English
    that `assemble` shows in the place of others is no news; `foreign` tells whether English is another language.
    """
    kept: dict[str, Message] = {}

    def change(old: Catalogue) -> Catalogue:
        offered = {(m.previous_context, m.previous) for m in old.messages} - {m.key for m in today}
        news = [m if _is_news(m, old, foreign=foreign) else replace(m, msgstr="") for m in messages]
        new = brought(old, [m for m in news if m.key not in offered])  # not what is stale in the catalogue already
        kept.update((message.msgid, message) for message in new.kept)
        return merge.merge(new.catalogue, today, near=job.config.merge.near / 100)

    changed = catalogue_files.change(job.config, job.locale, job.path, change, dry=job.dry)
    name = project_files.reference(job.config, job.path)
    said = "the catalogue has another translation, which stays"
    return changed, tuple(
        Finding(
            Severity.INFO,
            "kept",
            f"{said}: {m.msgid}",
            name,
            page=name,
            locale=job.locale,
            msgid=m.msgid,
            msgctxt=m.msgctxt,
        )
        for m in kept.values()
    )


def _is_news(message: Message, old: Catalogue, *, foreign: bool) -> bool:
    """Whether a published text says more than that `assemble` wrote it: English, or the draft of a machine."""
    if not message.msgstr:
        return True
    if foreign and is_same(message.msgid, message.msgstr) and any(m.msgstr for m in old.messages):
        return False
    before = next((m for m in old.messages if m.key == message.key and not m.obsolete), None)
    if before is None or before.state is not State.DRAFT or before.msgstr != message.msgstr:
        return True
    return any(note.startswith(f"{DRAFT_NOTE} {ENGINE}") for note in before.notes)
