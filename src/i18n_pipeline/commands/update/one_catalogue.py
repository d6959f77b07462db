"""`update` for one catalogue: read it and its pages; merge them, in any process; write it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from functools import partial
from itertools import chain
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from i18n_pipeline.catalogue import layouts, po, sharing, translator_comments
from i18n_pipeline.catalogue.merging import choices, merge, moves
from i18n_pipeline.catalogue.merging.marks import marks
from i18n_pipeline.catalogue.merging.moves import Move
from i18n_pipeline.catalogue.translator_comments import is_for_another_text, other_texts
from i18n_pipeline.commands.extract import messages_of
from i18n_pipeline.commands.task import Changed, Job, Tally
from i18n_pipeline.commands.update.looking import require_ours
from i18n_pipeline.commands.update.where_messages_go import Take
from i18n_pipeline.errors import PipelineError
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.model import Catalogue, Key, Message, State
from i18n_pipeline.project import catalogue_files, project_files
from i18n_pipeline.project.catalogue_files import Files
from i18n_pipeline.project.executor import Done, Outcome, attempt, one_by_one
from i18n_pipeline.project.file_digests import digest
from i18n_pipeline.project.read_make_write import ReadMakeWrite

REFERENCES = re.compile(r"^#:.*\n", re.MULTILINE)
"""The reference lines of an entry; a shared one may have thousands."""
LOOK = "look at the change of the file (`git diff`), if the other texts are wanted"
"""What to do about entries that repeat a message."""


class UpdateJob(Struct, frozen=True):
    """A catalogue to update."""

    job: Job
    """The settings and the locale; its `path` is unused."""
    path: Path
    """The catalogue."""
    pages: tuple[str, ...]
    """The pages whose messages are merged, relative to the source folder."""
    gone: tuple[str, ...] = ()
    """Deleted pages, whose translations become obsolete."""
    takes: tuple[Take, ...] = ()
    """Other files with messages of these pages, to be moved here."""
    elsewhere: Mapping[Key, Message] = field(default_factory=dict)
    """Translations of the same or similar texts on other pages."""
    ask: bool = False
    """Whether to report lacking messages first, and write nothing if there are any."""


class Held(Struct, frozen=True):
    """What a catalogue holds after an update, and what another update of it would find."""

    pages: tuple[str, ...]
    """The pages that have messages in it."""
    marks: bytes
    """The marks of the texts that it has translations of, see `catalogue/merging/marks.py`."""
    findings: tuple[Finding, ...]
    """The findings about its pages."""


NOTHING = Held((), b"", ())


class Updated(Struct, frozen=True):
    """The result of updating a catalogue."""

    changed: Changed
    """The catalogue file."""
    wanted: frozenset[Key] = frozenset()
    """Keys no catalogue of these pages has; if there are any, nothing is written yet."""
    move: Move = moves.NOTHING
    """Messages that the pages lack, and messages that left them, after the merge, if the job asks."""
    taken: tuple[tuple[Take, str], ...] = ()
    """Moved messages: their old file and page, with the fingerprint of the messages."""
    failures: tuple[Finding, ...] = ()
    """Pages that could not be read; their messages stay unchanged."""
    held: Held = NOTHING
    """What the catalogue holds now."""


class UpdateInputs(Struct, frozen=True):
    """What becomes of a catalogue depends on this alone."""

    update: UpdateJob
    """The catalogue and its pages, with the settings."""
    pages: tuple[Outcome[bytes], ...]
    """The bytes of the pages, or why they cannot be read, in the order of the job."""
    files: Files
    """The catalogue, and the others from which messages move to it."""


class UpdateMade(Struct, frozen=True):
    """What became of a catalogue."""

    updated: Updated
    """The result, before anything is written."""
    data: bytes | None = None
    """The bytes that the file should have; None: it stays as it is."""
    empty: bool = False
    """Whether the file should be removed, since it has no message and no page left."""


def _inputs(update: UpdateJob) -> UpdateInputs:
    """Read a catalogue and its pages, as far as they can be read."""
    pages = tuple(one_by_one(partial(project_files.page_bytes, update.job.config), update.pages))
    paths = dict.fromkeys([update.path, *(take.path for take in update.takes)])
    return UpdateInputs(update, pages, catalogue_files.given(update.job.config, paths))


def _english(given: UpdateInputs) -> list[Outcome[tuple[tuple[Message, ...], tuple[Finding, ...]]]]:
    """The messages of each page, and findings for its maintainer."""
    job = given.update.job
    return [
        data if isinstance(data, Finding) else attempt(partial(messages_of, replace(job, path=page)), data.result)
        for page, data in zip(given.update.pages, given.pages, strict=True)
    ]


def make(given: UpdateInputs) -> UpdateMade:
    """The catalogue merged with its pages; with `ask`, only the lacking messages if there are any."""
    update = given.update
    job, path = update.job, update.path
    read = _english(given)
    english = {page: o.result for page, o in zip(update.pages, read, strict=True) if isinstance(o, Done)}
    failures = tuple(outcome for outcome in read if isinstance(outcome, Finding))
    findings = tuple(finding for _, found in english.values() for finding in found)
    quiet = Updated(Changed(project_files.shown(job.config, path), changed=False, findings=findings), failures=failures)
    start = _start(given)
    strayed = {message.key for part in start.parts.values() for message in part if is_for_another_text(message)}
    if strayed:
        start = _doubted(start)
    templates = {page: template for page, (template, _) in english.items()} | dict.fromkeys(
        _retiring(update, failures), ()
    )
    if start.stored is None and not update.takes and not any(templates.values()):
        return UpdateMade(quiet)
    parts = _with_loose(start.parts, templates)
    old = {page: catalogue_files.alone(start.base, parts.get(page, ())) for page in templates}
    near = job.config.merge.near / 100
    merged = {
        page: merge.merge(old[page], template, elsewhere=update.elsewhere, near=near)
        for page, template in templates.items()
    }
    gone = [Move(leaving=moves.gone(old[page].messages)) for page in update.gone if page in old]
    if update.ask:
        quiet = replace(quiet, move=moves.united([*(moves.move(old[page], merged[page]) for page in english), *gone]))
    if update.ask and (wanted := frozenset[Key]().union(*(merge.wanted(old[p], t) for p, t in templates.items()))):
        return UpdateMade(replace(quiet, wanted=wanted))
    now = {page: catalogue.messages for page, catalogue in merged.items()}
    if job.config.merge.digests:
        now = {page: tuple(map(translator_comments.with_digest, messages)) for page, messages in now.items()}
    new = po.restamped(catalogue_files.composed(path, start.base, {**parts, **now}))
    tally = sum((_tally(start.before.get(page, ()), catalogue.messages) for page, catalogue in merged.items()), Tally())
    empty = not new.messages and not update.pages
    data = None if empty else catalogue_files.written(job.config, job.locale, start.stored, new)
    lasting = (*quiet.changed.findings, *_unchosen(quiet.changed.file, new, data))
    findings = (*lasting, *_strayed(quiet.changed.file, strayed, data), *_surplus(quiet.changed.file, start))
    changed = replace(quiet.changed, findings=findings, tally=tally, digest=digest(data) if data else b"")
    left = {page: part for page, part in {**parts, **now}.items() if part}
    held = Held(tuple(left), marks(chain.from_iterable(left.values())), lasting)
    updated = replace(quiet, changed=changed, taken=start.taken, held=held)
    return UpdateMade(updated, data, empty)


def _surplus(file: str, start: _Start) -> list[Finding]:
    """The finding about a catalogue with several live entries for one message, as a merge of branches leaves them."""
    number = start.stored.surplus if start.stored else 0
    if not number:
        return []
    many = "1 entry repeats" if number == 1 else f"{number} entries repeat"
    stays = "of each, a reviewed text is kept first, then a stale one, then a draft; other texts are now obsolete (#~)"
    return [
        Finding(Severity.WARNING, "po-repeated", f"{many} the message of another entry; {stays}", file, advice=LOOK)
    ]


def _doubted(start: _Start) -> _Start:
    """The same, with the translations stale that were made for another text, as a digest in a comment says."""
    parts = {
        page: tuple(translator_comments.doubted(m) if is_for_another_text(m) else m for m in part)
        for page, part in start.parts.items()
    }
    return replace(start, parts=parts)


def _strayed(file: str, keys: Container[Key], data: bytes | None) -> list[Finding]:
    """The findings about these translations, with their places in the new file."""
    if not keys or not data:
        return []
    messages = po.read(data, file, twice=True).messages
    own = (m for m in messages if m.fuzzy and not m.obsolete and (m.key in keys or (None, m.msgid) in keys))
    return [choices.finding(message, choices.ANOTHER, file, choices.REVIEW) for message in own]


def _unchosen(file: str, new: Catalogue, data: bytes | None) -> list[Finding]:
    """The findings about messages that two branches reviewed differently, with their places in the new file."""
    if not data or not any(map(other_texts, new.messages)):
        return []
    return list(choices.unchosen(po.read(data, file, twice=True).messages, file))


def _retiring(update: UpdateJob, failures: tuple[Finding, ...]) -> tuple[str, ...]:
    """The deleted pages; messages without a page are kept while a page that may need them cannot be read."""
    return tuple(page for page in update.gone if page or not failures)


class _Start(Struct, frozen=True):
    """The state before an update."""

    stored: catalogue_files.Stored | None
    """The catalogue as read; None if missing."""
    base: Catalogue
    """The catalogue whose header and layout the new one gets."""
    parts: Mapping[str, tuple[Message, ...]]
    """The messages by page, moved ones included."""
    before: Mapping[str, tuple[Message, ...]]
    """The messages by page in the file as read."""
    taken: tuple[tuple[Take, str], ...]
    """Moved messages: their old file and page, with the fingerprint of the messages."""


def _start(given: UpdateInputs) -> _Start:
    """Parse the catalogue and the files from which messages move to it."""
    update = given.update
    config, path = update.job.config, update.path
    read = partial(catalogue_files.of_given, config, files=given.files, twice=True)
    stored = read(path, update.pages[0] if update.pages else update.gone[0])
    if stored:
        require_ours(config, path, stored.catalogue)
    parts = dict(stored.parts) if stored else {}
    others = {take.path: read(take.path, take.page) for take in update.takes if take.path != path}
    taken: list[tuple[Take, str]] = []
    for take in update.takes:
        source = stored if take.path == path else others[take.path]
        messages = source.parts.get(take.page, ()) if source else ()
        if take.path == path:
            parts.pop(take.page, None)
        else:
            taken.append((take, sharing.fingerprint(messages)))
            if stored or len(others) > 1 or layouts.is_shared(take.path.name):
                messages = tuple(_moved(message) for message in messages)
        parts[take.name] = sharing.united(parts[take.name], messages) if take.name in parts else messages
    base = stored.catalogue if stored else _like([source for source in others.values() if source], update.job)
    return _Start(stored, base, parts, dict(stored.parts) if stored else {}, tuple(taken))


def _moved(message: Message) -> Message:
    """A message of another file without its line here and without its references, which name pages of that file."""
    return replace(message, line=-1, raw=REFERENCES.sub("", message.raw))


def _like(sources: list[catalogue_files.Stored], job: Job) -> Catalogue:
    """The base of a new file: of the catalogues it takes messages from, the one with most messages."""
    if not sources:
        return po.new_catalogue(job.locale, job.config.project)
    most = max(sources, key=lambda source: len(source.catalogue.messages))
    return po.stamped(most.catalogue if len(most.parts) == 1 else replace(most.catalogue, messages=(), gaps=()))


def _with_loose(
    parts: Mapping[str, tuple[Message, ...]], templates: Mapping[str, tuple[Message, ...]]
) -> Mapping[str, tuple[Message, ...]]:
    """Give messages without a reference to the pages that have their text; the rest stay without a page."""
    loose = {message.key: message for message in parts.get("", ()) if not message.obsolete}
    if not loose:
        return parts
    found = dict(parts)
    used: set[Key] = set()
    for page, template in templates.items():
        known = {message.key for message in parts.get(page, ()) if not message.obsolete}
        keys = {message.key for message in template} & loose.keys() - known
        used |= keys
        found[page] = (*parts.get(page, ()), *(loose[key] for key in loose if key in keys))
    found[""] = tuple(message for message in parts[""] if message.obsolete or message.key not in used)
    return found


def _tally(before: Iterable[Message], after: Iterable[Message]) -> Tally:
    """Count the changes in the messages of a page."""
    old = list(before)
    states = {message.key: message.state for message in old if not message.obsolete}
    gone = Counter(_text(message) for message in old if message.obsolete)
    left = Counter(_text(message) for message in after if message.obsolete) - gone
    became = Counter(_became(message, states.get(message.key)) for message in after if not message.obsolete)
    return Tally(became["new"], became["carried"], became["stale"], left.total())


def _became(message: Message, before: State | None) -> str:
    """The kind of change of a live message, empty if none; `before` is its old state (None: new to the page)."""
    now = message.state
    if now is State.UNTRANSLATED:
        return "new" if before is None else ""
    if now is State.STALE:
        return "stale" if before is not State.STALE else ""
    return "carried" if before in {None, State.UNTRANSLATED} else ""


def _text(message: Message) -> tuple[Key, str, tuple[str, ...]]:
    """The values that tell obsolete messages apart."""
    return message.key, message.msgstr, message.plurals


def _write(given: UpdateInputs, made: UpdateMade) -> Updated:
    """Write a catalogue if it changed; remove it if it is empty and all its pages are deleted.

    Raises ChangedMeanwhileError if another program has written it since it was read.
    """
    job, path = given.update.job, given.update.path
    before = given.files.get(path)
    is_changed = False
    if isinstance(before, PipelineError):
        return made.updated
    if made.empty and before is not None:
        is_changed = True
        if not job.dry:
            project_files.remove(job.config, path, before)
    elif made.data is not None and made.data != before:
        is_changed = project_files.swap(job.config, path, before, made.data, dry=job.dry)
    return replace(made.updated, changed=replace(made.updated.changed, changed=is_changed))


UPDATE = ReadMakeWrite(_inputs, make, _write)
"""`update` for one catalogue."""


class ClearJob(Struct, frozen=True):
    """A catalogue whose messages were moved to another file."""

    job: Job
    """The settings and the locale; its `path` is unused."""
    path: Path
    """The catalogue."""
    taken: Mapping[str, str]
    """The pages whose messages were moved, with the fingerprint of the messages."""


def clear_catalogue(clear: ClearJob) -> Changed:
    """`update`: remove the moved messages, if unchanged since; remove a catalogue that is then empty."""
    return project_files.retried(partial(_cleared, clear))


def _cleared(clear: ClearJob) -> Changed:
    config, path = clear.job.config, clear.path
    stored = catalogue_files.read(config, path, next(iter(clear.taken)), twice=True)
    name = project_files.shown(config, path)
    parts = stored.parts if stored else {}
    left = {page: part for page, part in parts.items() if clear.taken.get(page) != sharing.fingerprint(part)}
    if stored is None or len(left) == len(parts):
        return Changed(name, changed=False)
    if not left:
        if not clear.job.dry:
            project_files.remove(config, path, stored.data)
        return Changed(name, changed=True)
    new = catalogue_files.composed(path, stored.catalogue, left)
    return Changed(name, catalogue_files.write(config, clear.job.locale, (path, stored), new, dry=clear.job.dry))
