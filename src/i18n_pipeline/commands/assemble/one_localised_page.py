"""`assemble` for one page: read its files; build and compare the localised page, in any process; write it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from i18n_pipeline.catalogue import counting, ignoring
from i18n_pipeline.commands.assemble import ids_differ, not_ours, notice, page_from_catalogue
from i18n_pipeline.commands.assemble.assembled import Assembled
from i18n_pipeline.commands.assemble.keys_of_settings import keys_of_settings
from i18n_pipeline.commands.assemble.links_found import PageLinks
from i18n_pipeline.commands.assemble.page_from_catalogue import LocalisedPage
from i18n_pipeline.commands.extract import of_page
from i18n_pipeline.commands.task import Changed, Job
from i18n_pipeline.errors import OutsideError, PageError, PipelineError, copied
from i18n_pipeline.findings import Finding, place
from i18n_pipeline.markdown.reading import anchors, headings_above, learnt_ids
from i18n_pipeline.markdown.reading.learnt_ids import Row
from i18n_pipeline.markdown.reading.outline import outline
from i18n_pipeline.markdown.reading.segments import Page, page
from i18n_pipeline.markdown.writing.followed import Followed, Noting, followed
from i18n_pipeline.markdown.writing.link_places import Retarget
from i18n_pipeline.markdown.writing.published_lines import in_published_lines
from i18n_pipeline.markdown.writing.translated_strings import translated_alone
from i18n_pipeline.model import Catalogue, Message
from i18n_pipeline.plain_text import beginning
from i18n_pipeline.project import catalogue_files, disk, page_links, project_files
from i18n_pipeline.project.catalogue_files import Files
from i18n_pipeline.project.file_digests import digest
from i18n_pipeline.project.page_links import Answers, Asking
from i18n_pipeline.project.read_make_write import ReadMakeWrite

Looked: TypeAlias = Mapping[Path, bytes | PipelineError | None]
"""Files that were looked at: their bytes, or the error of reading one; None: there is none."""
NO_FILES: Looked = MappingProxyType({})
UNPINNED = "the ids of its headings are not written, since they would change how the page reads"
"""Said of a page whose headings get no ids."""
PINNABLE = 'simplify the headings of the page, or write `anchors = "keep"` under [markdown]'
"""What to do about it."""


class AssembleJob(Struct, frozen=True):
    """One page to be localised."""

    job: Job
    """The page and the locale."""
    overwrite: bool = False
    """Write over a localised page that this tool did not make."""
    count: bool = False
    """Whether to count its figures: its catalogue is as `update` leaves it."""
    instead: Mapping[Path, bytes] = field(default_factory=dict)
    """Catalogues to take in place of those on disk, with the translations stale that a merge put under another text."""


class PageInputs(Struct, frozen=True):
    """What becomes of a page depends on this alone."""

    work: AssembleJob
    """The page and the locale, with the settings."""
    data: bytes
    """The English page."""
    catalogues: Files
    """The catalogues that may have its messages."""
    existing: bytes | OutsideError | None
    """The localised page, or the error of reading it; None: there is none."""
    known: Answers
    """The answers to the questions that its links are likely to ask."""


class PageMade(Struct, frozen=True):
    """What became of a page."""

    assembled: Assembled
    """The result, before anything is written."""
    data: bytes | None = None
    """The bytes to write, None if the page is not to be written."""
    problem: PageError | None = None
    """Why the page must not be written: people seem to have written it."""


def _read(work: AssembleJob) -> PageInputs:
    """The inputs of a page. Raises PageError and OutsideError."""
    return inputs(work, project_files.page_bytes(work.job.config, work.job.path), work.instead)


def inputs(work: AssembleJob, data: bytes, looked: Looked = NO_FILES) -> PageInputs:
    """The inputs of a page whose bytes were read before, and perhaps some catalogues too. Raises OutsideError."""
    job = work.job
    places = [path for _, path in project_files.places(job.config, job.locale, job.path)]
    catalogues = catalogue_files.given(job.config, [path for path in places if path not in looked])
    catalogues = {**catalogues, **{path: found for path, found in looked.items() if found is not None}}
    known = page_links.linked_files(job.config, job.locale, job.path, data)
    return PageInputs(work, data, catalogues, _existing(_path(job)), known)


def _existing(path: Path) -> bytes | OutsideError | None:
    try:
        return disk.read(path)
    except OutsideError as error:
        return error


def _path(job: Job) -> Path:
    return project_files.localised_path(job.config, job.locale, job.path)


def make(given: PageInputs) -> PageMade:
    """The localised page. Raises PageError and what the catalogues raise."""
    work, job = given.work, given.work.job
    bom, english = project_files.page_of_bytes(job.config, job.path, given.data)
    keys = [(segment.msgctxt, segment.msgid) for segment in english.segments]
    found = catalogue_files.catalogue(job.config, job.locale, job.path, keys, given.catalogues)
    catalogue = found or Catalogue(Message(""))
    links = page_links.asking(job.config, job.locale, job.path, given.known)
    noted = Noting(links.retarget)
    reference = project_files.reference(job.config, job.path)
    learnt = job.config.learnt.get(reference, ())
    commented = ignoring.commented(catalogue.messages, job.config.ignored_in(job.locale, reference))

    def with_links(noted: Noting) -> LocalisedPage:
        now, rules = replace(catalogue, messages=commented), job.config.rules
        return page_from_catalogue.assemble(reference, english, now, rules, noted, learnt=learnt)

    made = with_links(noted)
    if own := _to_own_ids(links, noted, english, made, learnt):
        noted = Noting(own)
        made = with_links(noted)
    refusals, told = _in_catalogue(given, made.refusals), _in_catalogue(given, made.findings)
    live = tuple(message for message in catalogue.messages if not message.obsolete)
    measured = counting.measured(live, made.shown, made.refusals, headings_above.title(english)) if work.count else None
    name = project_files.shown(job.config, _path(job))
    leads = followed(noted.seen, links.places, job.config.part(job.path).kind.habits)
    assembled = Assembled(Changed(name, changed=False), refusals, links.asked, measured, PageLinks(leads))
    if not job.config.assemble.untranslated_pages and made.is_untranslated:
        return PageMade(_with(assembled, job, *told))
    least = job.config.assemble.min_reviewed
    if least and made.published < least:
        said = f"{made.published:g} % translated, less than min_reviewed ({least} %); {name} is not written"
        return PageMade(
            _with(
                assembled,
                job,
                *told,
                of_page(job, "min-reviewed", said, "translate more of the page, or lower min_reviewed"),
            )
        )
    page_told = notice.told(job.path, english, made, job.config.part(job.path).notice_in(job.locale))
    added = keys_of_settings(english, page_told.data, job, made)
    data = bom + _in_lines(given, english, added.data)
    problem = None
    if not work.overwrite and not job.dry and english.outline.dialect.values:
        problem = _with_other_strings(given, english, catalogue, data)
    elif not work.overwrite and not job.dry and 2 * made.places < len(english.segments):
        problem = _foreign(given, english, catalogue, data, refusals)
    data = bom + _without_english(job, data.removeprefix(bom), english, made)
    if not made.pinned:
        told = (*told, of_page(job, "md-heading-id", UNPINNED, PINNABLE))
    if learnt and job.config.rules.pin:
        told = (*told, *ids_differ.findings(job.config, reference, english.outline, learnt))
    about_page = filter(None, (page_told.finding, *added.findings))
    told = (*told, *(replace(one, file=reference, page=reference, locale=job.locale) for one in about_page))
    assembled = replace(assembled, links=_with_ids(leads, english, made, learnt, pinned=job.config.rules.pin))
    return PageMade(_with(assembled, job, *told), data, problem)


def _to_own_ids(
    links: Asking, noted: Noting, english: Page, made: LocalisedPage, rows: tuple[Row, ...]
) -> Retarget | None:
    """What the links become that lead to headings of the page itself; None if none of them changes.

    The ids are those of the page as it was made before, since a refused text leaves a heading in English.
    """
    if not links.follows or not any("#" in target for target in noted.seen.values()):
        return None
    retarget = links.with_own_ids(anchors.renamed(english.outline, outline(made.data, english.outline.dialect), rows))
    is_same = all(retarget(target, where) == target_made for (target, where), target_made in noted.seen.items())
    return None if is_same else retarget


def _without_english(job: Job, data: bytes, english: Page, made: LocalisedPage) -> bytes:
    """A file of strings without the English ones, if the site has texts of its own for those; a page as it is."""
    table = job.config.strings_of(job.path)
    is_whole = not table or not table.only_translated
    return data if is_whole else translated_alone(page(data, english.outline.dialect), made.english)


def _in_lines(given: PageInputs, english: Page, data: bytes) -> bytes:
    """The page in the lines of the one that is there, if the settings want that and it can be read."""
    existing, how = given.existing, given.work.job.config.assemble
    if how.lines != "published" or not isinstance(existing, bytes) or english.outline.dialect.values:
        return data
    try:
        return in_published_lines(data, existing.removeprefix(project_files.BOM), english.outline.dialect)
    except UnicodeDecodeError:
        return data


def _with_ids(
    leads: tuple[Followed, ...], english: Page, made: LocalisedPage, rows: tuple[Row, ...], *, pinned: bool
) -> PageLinks:
    """The links of a page, with the ids of its headings if they are not those of the English page."""
    dialect = english.outline.dialect
    if made.data == english.outline.source or (pinned and made.pinned and dialect.ids.new):
        return PageLinks(leads)
    theirs = outline(made.data, dialect)
    both = tuple(anchors.every(one, learnt_ids.learnt(one, rows)) for one in (english.outline, theirs))
    return PageLinks(leads, *both) if both[0] != both[1] else PageLinks(leads)


def _with(assembled: Assembled, job: Job, *findings: Finding) -> Assembled:
    """The result with the findings that somebody wants to be told."""
    config, page = job.config, project_files.reference(job.config, job.path)
    told = tuple(one for one in findings if one.exit_code or not config.is_silent(one.check, job.locale, page))
    return replace(assembled, changed=replace(assembled.changed, findings=told))


def _in_catalogue(given: PageInputs, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings about messages of a page, with the path of their catalogue."""
    if not findings:
        return ()
    job = given.work.job
    file = catalogue_files.file_of(job.config, job.locale, job.path, given.catalogues)
    return tuple(replace(finding, file=file, locale=job.locale) for finding in findings)


def _foreign(
    given: PageInputs, english: Page, catalogue: Catalogue, data: bytes, refusals: tuple[Finding, ...]
) -> PageError | None:
    """The error if a mostly English page would replace a localised page with words from elsewhere, else None.

    These may be what a person wrote, or what the catalogue said before texts of it were refused.
    """
    job, existing = given.work.job, given.existing
    if not isinstance(existing, bytes) or existing == data:
        return None
    theirs = _parsed(job, existing)
    if theirs is not None and not not_ours.is_foreign(theirs, _known(english, catalogue)):
        return None
    name = project_files.shown(job.config, _path(job))
    unknown = "most of its words are neither English nor in its catalogue"
    if refusals:
        told = "; ".join(f"{place(refusal.file, refusal.line)}{refusal.text}" for refusal in refusals)
        said = f"{unknown}, whose texts are refused ({told}); it stays as it is"
        return PageError(name, 0, said, "Mend these texts, or use --overwrite to write over the page")
    said = f"{unknown}, so this tool did not make it; it stays as it is"
    return PageError(name, 0, said, "Use --overwrite to write over it")


def _parsed(job: Job, existing: bytes) -> Page | None:
    """The localised page that is there, without its notice; None if it is not UTF-8."""
    try:
        theirs = page(existing.removeprefix(project_files.BOM), job.config.dialect_of(job.path))
    except UnicodeDecodeError:
        return None
    return notice.without(theirs, job.config.part(job.path).notice_in(job.locale))


def _known(english: Page, catalogue: Catalogue) -> set[str]:
    """The texts that this tool may have written onto a localised page."""
    known = {segment.msgid for segment in english.segments}
    return known | {text for message in catalogue.messages for text in (message.msgid, message.msgstr)}


def _with_other_strings(given: PageInputs, english: Page, catalogue: Catalogue, data: bytes) -> PageError | None:
    """The error if a localised file of strings cannot be read, or has strings of people that would be lost."""
    job, existing = given.work.job, given.existing
    if not isinstance(existing, bytes) or existing == data:
        return None
    theirs, name = _parsed(job, existing), project_files.shown(job.config, _path(job))
    if theirs is None:
        return PageError(name, 0, "not UTF-8", "correct or delete it")
    if (front := theirs.outline.front).problem:
        return PageError(name, front.place[0], front.problem, "correct or delete it", front.place[1])
    known = _known(english, catalogue)
    if keys := not_ours.only_there(theirs, english, known):
        problem = f"it has strings that the English file lacks: {beginning(', '.join(keys))}; it stays as it is"
        return PageError(name, 0, problem, "add them to the English file, or write over them with --overwrite")
    if keys := not_ours.untaken(
        theirs, english, page(data.removeprefix(project_files.BOM), theirs.outline.dialect), known
    ):
        problem = f"it has translations that its catalogue lacks: {beginning(', '.join(keys))}; it stays as it is"
        return PageError(name, 0, problem, "bring them with the command import, or write over them with --overwrite")
    return None


def _write(given: PageInputs, made: PageMade) -> Assembled:
    """Write the page. Raises PageError for one that people seem to have written, and what `swap` raises."""
    job = given.work.job
    made = _with_true_links(given, made)
    existing = given.existing
    if isinstance(existing, OutsideError):
        raise copied(existing)
    if made.problem:
        raise made.problem
    if made.data is None:
        return _written(made.assembled, existing, existing, changed=False)
    changed = project_files.swap(job.config, _path(job), existing, made.data, dry=job.dry)
    return _written(made.assembled, existing, made.data, changed=changed)


def _with_true_links(given: PageInputs, made: PageMade) -> PageMade:
    """The page made again, until the answers that its links were given are true."""
    asked = {question: path for question, path in made.assembled.asked.items() if question not in given.known}
    there = dict(zip(asked, page_links.answers(given.work.job.config, asked), strict=True))
    if there == asked:
        return made
    given = replace(given, known={**given.known, **there})
    return _with_true_links(given, make(given))


def _written(assembled: Assembled, before: bytes | None, data: bytes | None, *, changed: bool) -> Assembled:
    """The result with the digests of what was there before, if that changed, and of what is there now."""
    now, then = (b"" if one is None else digest(one) for one in (data, before if changed else None))
    return replace(assembled, changed=replace(assembled.changed, changed=changed, digest=now, before=then))


ASSEMBLE = ReadMakeWrite(_read, make, _write)
"""`assemble` for one page."""
