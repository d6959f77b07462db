"""What each command does to one page or one catalogue: read, call the pure stages, write. Runs in any process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from i18n_pipeline import site
from i18n_pipeline.catalogue import merge, po
from i18n_pipeline.catalogue.merge import Key
from i18n_pipeline.config import Config
from i18n_pipeline.errors import PageError
from i18n_pipeline.markdown.segment import Page, page
from i18n_pipeline.model import Catalogue, Coverage, Message, Refusal
from i18n_pipeline.stages import assemble, coverage, extract, foreign


@dataclass(frozen=True, slots=True)
class Job:
    """One page in one locale."""

    config: Config
    """The settings."""
    locale: str
    """Language to translate into; empty for templates."""
    path: str
    """The page, relative to the source folder."""
    dry: bool = False
    """Write nothing, only say what would change."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of one file."""

    file: str
    """The file that was, or would be, written, relative to the project."""
    changed: bool
    """Whether its bytes changed."""
    notes: tuple[str, ...] = ()
    """What its maintainer should know, each a sentence."""


def write_template(job: Job) -> Changed:
    """`extract`: the page's template."""
    _, english = site.read_page(job.config, job.path)
    messages = _template(job, english)
    path = site.template_path(job.config, job.path)
    data = po.write(po.rearranged(po.new_template(job.config.project), messages))
    return Changed(site.shown(job.config, path), site.write(job.config, path, data, dry=job.dry), _notes(job, english))


def _template(job: Job, english: Page) -> tuple[Message, ...]:
    return extract.template(site.reference(job.config, job.path), english)


def _notes(job: Job, english: Page) -> tuple[str, ...]:
    problem = english.outline.front.problem
    return (f"{site.reference(job.config, job.path)}: {problem}",) if problem else ()


# --- update ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class UpdateJob:
    """One page whose catalogue is to be brought up to date."""

    job: Job
    """The page and the locale."""
    old: Path
    """The catalogue to start from: the page's own, or that of the page it was before."""
    elsewhere: Mapping[Key, Message] = field(default_factory=dict)
    """Translations from other pages."""
    ask: bool = False
    """Whether to say first which messages are wanted from other pages, and write nothing if there are any."""


@dataclass(frozen=True, slots=True)
class Updated:
    """What became of a catalogue."""

    changed: Changed
    """The file."""
    wanted: frozenset[Key] = frozenset()
    """Messages that the page's own catalogue does not have; the catalogue is not written yet."""


def update_catalogue(update: UpdateJob) -> Updated:
    """`update`: bring the catalogue of one page up to date, unless it first wants messages from elsewhere."""
    job = update.job
    _, english = site.read_page(job.config, job.path)
    template = _template(job, english)
    path = site.catalogue_path(job.config, job.locale, job.path)
    name, notes = site.shown(job.config, path), _notes(job, english)
    old = site.read_catalogue(job.config, update.old)
    if old is None and not template:
        return Updated(Changed(name, changed=False, notes=notes))
    old = old or po.new_catalogue(job.locale, job.config.project)
    wanted = merge.wanted(old, template) if update.ask else frozenset()
    if wanted:
        return Updated(Changed(name, changed=False), wanted)
    new = merge.merge(old, template, elsewhere=update.elsewhere, near=job.config.near / 100)
    same = new == old and update.old == path
    changed = not same and site.write(job.config, path, po.write(new), dry=job.dry)
    return Updated(Changed(name, changed, notes))


def retire_catalogue(job: Job) -> Changed:
    """`update`: make everything in a catalogue whose page is gone obsolete; `job.path` is the catalogue's page."""
    path = site.catalogue_path(job.config, job.locale, job.path)
    old = site.read_catalogue(job.config, path) or Catalogue(Message(""))
    new = merge.merge(old, (), near=job.config.near / 100)
    name = site.shown(job.config, path)
    if new.messages:
        return Changed(name, site.write(job.config, path, po.write(new), dry=job.dry))
    if not job.dry:
        site.remove(path)
    return Changed(name, changed=True)


def held(config: Config, wanted: frozenset[Key], path: Path) -> dict[Key, Message]:
    """Which of the wanted messages a catalogue has translated; of a live and an obsolete one the live one."""
    catalogue = site.read_catalogue(config, path)
    found: dict[Key, Message] = {}
    for message in catalogue.messages if catalogue else ():
        if message.key in wanted and message.msgstr and (message.key not in found or not message.obsolete):
            found[message.key] = message
    return found


def is_ours(config: Config, path: Path) -> bool:
    """Whether this tool made a catalogue: its header says so, or all its messages come from source pages."""
    catalogue = site.read_catalogue(config, path)
    if catalogue is None or f"{po.SEGMENTATION_FIELD}:" in catalogue.header.msgstr:
        return catalogue is not None
    references = [reference for message in catalogue.messages for reference in message.references]
    return bool(references) and all(reference.startswith(f"{config.source}/") for reference in references)


def msgids(config: Config, path: Path) -> frozenset[str]:
    """The source texts of all messages in a catalogue, obsolete ones too."""
    catalogue = site.read_catalogue(config, path)
    return frozenset(message.msgid for message in catalogue.messages) if catalogue else frozenset()


def page_msgids(job: Job) -> frozenset[str]:
    """The source texts on a page."""
    _, english = site.read_page(job.config, job.path)
    return frozenset(segment.msgid for segment in english.segments)


# --- assemble ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AssembleJob:
    """One page to be localised."""

    job: Job
    """The page and the locale."""
    overwrite: bool = False
    """Write over a localised page that somebody else made."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """What became of a localised page."""

    changed: Changed
    """The file."""
    refusals: tuple[Refusal, ...] = ()
    """Messages that stayed English."""


def assemble_page(work: AssembleJob) -> Assembled:
    """`assemble`: write the localised page. Raises PageError where that would lose somebody's words."""
    job = work.job
    bom, english = site.read_page(job.config, job.path)
    found = site.read_catalogue(job.config, site.catalogue_path(job.config, job.locale, job.path))
    catalogue = found or Catalogue(Message(""))
    lead = partial(site.retarget, job.config, job.locale, job.path)
    reference = site.reference(job.config, job.path)
    made = assemble.assemble(reference, english, catalogue, job.config.rules, lead)
    path = site.localised_path(job.config, job.locale, job.path)
    name = site.shown(job.config, path)
    least = job.config.min_reviewed
    if least and (percent := assemble.percent(english, made.shown)) < least:
        note = f"{reference}: {percent:.0f} % translated, less than min_reviewed ({least} %); {name} is not written"
        return Assembled(Changed(name, changed=False, notes=(note,)), made.refusals)
    if not work.overwrite and not job.dry and 2 * len(made.shown) < len(english.segments):
        _require_ours(job, path, english, catalogue, bom + made.data)
    changed = site.write(job.config, path, bom + made.data, dry=job.dry)
    return Assembled(Changed(name, changed), made.refusals)


def _require_ours(job: Job, path: Path, english: Page, catalogue: Catalogue, data: bytes) -> None:
    """Refuse to write a mostly English page over a localised one that this tool did not make. Raises PageError."""
    existing = site.read_if_there(path)
    if existing is None or existing == data:
        return
    try:
        theirs = page(existing.removeprefix(site.BOM), job.config.rules)
    except UnicodeDecodeError:
        theirs = None
    known = {segment.msgid for segment in english.segments}
    known |= {text for message in catalogue.messages for text in (message.msgid, message.msgstr)}
    if theirs is None or foreign.is_foreign(theirs, known):
        problem = (
            "most of its words are neither English nor in its catalogue, so somebody else made it; "
            "it is left alone. Use --overwrite to write over it"
        )
        raise PageError(site.shown(job.config, path), 0, problem)


# --- status ------------------------------------------------------------------------------------------


def page_coverage(job: Job) -> Coverage:
    """`status`: how far one page is; a page without a catalogue is untranslated."""
    catalogue = site.read_catalogue(job.config, site.catalogue_path(job.config, job.locale, job.path))
    if catalogue is None:
        _, english = site.read_page(job.config, job.path)
        return coverage.coverage(_template(job, english))
    return coverage.coverage(catalogue.messages)
