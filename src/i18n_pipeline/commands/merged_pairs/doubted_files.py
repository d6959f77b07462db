"""The catalogues of today with translations that only a merge put under their texts, and the same with these stale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.catalogue import ignoring, po, translator_comments
from i18n_pipeline.catalogue.merging import choices, joined_pairs
from i18n_pipeline.catalogue.merging.joined import Joined, Pair
from i18n_pipeline.catalogue.merging.stale import fuzzy, outdated
from i18n_pipeline.catalogue.translator_comments import MERGED_CHECK
from i18n_pipeline.commands.merged_pairs import past_merges
from i18n_pipeline.commands.merged_pairs.past_merges import JoinedByMerge
from i18n_pipeline.commands.task import Task
from i18n_pipeline.errors import PipelineError
from i18n_pipeline.findings import Finding
from i18n_pipeline.model import Message
from i18n_pipeline.plain_text import beginning
from i18n_pipeline.project import project_files
from i18n_pipeline.project.settings import Config


class DoubtedFile(Struct, frozen=True):
    """A catalogue of today with translations that only a merge put under their texts."""

    locale: str
    """Its language."""
    path: Path
    """The catalogue."""
    before: bytes
    """Its bytes."""
    data: bytes
    """Its bytes with these translations stale."""
    findings: tuple[Finding, ...]
    """A finding for each of them, with its place in `before`."""
    marked: tuple[Finding, ...]
    """The same, with the places in `data`."""


def files(task: Task, locales: Sequence[str], joined: Sequence[JoinedByMerge]) -> Iterator[DoubtedFile]:
    """The catalogues of a task that have such pairs."""
    folders = past_merges.folders(task.config)
    for locale in locales:
        own = {one.what.pair: one for one in joined if one.file.startswith(folders[locale])}
        chosen = None if task.whole else _chosen(task, locale)
        for path in _paths(task, locale, list(own.values())) if own else ():
            file = _file(task, locale, path, own) if chosen is None or path in chosen else None
            if file:
                yield file


def _chosen(task: Task, locale: str) -> set[Path]:
    """The catalogues of the pages that a person named."""
    pages = task.within(locale).pages
    return {path for page in pages for _, path in project_files.places(task.config, locale, page)}


def _paths(task: Task, locale: str, joined: Sequence[JoinedByMerge]) -> list[Path]:
    """The catalogues that may have such a pair: all of the language, if one of theirs has another name by now."""
    paths = [task.config.root / name for name in dict.fromkeys(one.file for one in joined)]
    there = project_files.catalogues(task.config, locale)
    return [path for path in paths if path in set(there)] if set(paths) <= set(there) else there


def _file(task: Task, locale: str, path: Path, pairs: Mapping[Pair, JoinedByMerge]) -> DoubtedFile | None:
    """A catalogue with such pairs; None if it has none, or cannot be read, which `update` tells."""
    try:
        data = project_files.catalogue_bytes(task.config, path)
        if not data or not any(joined_pairs.may_have(data, pair) for pair in pairs):
            return None
        catalogue = project_files.parsed_catalogue(task.config, path, data, twice=True)
    except PipelineError:
        return None
    joined = {pair: one.what for pair, one in pairs.items()}
    alive = joined_pairs.alive(catalogue.messages, joined)
    found = {message: what for message, what in alive if not _is_silent(task.config, locale, message)}
    if not found:
        return None
    new = [_stale(message, found[message]) if message in found else message for message in catalogue.messages]
    marked = po.write(po.rearranged(catalogue, new))
    keys = {message.key: pairs[what.pair] for message, what in found.items()}
    name = project_files.shown(task.config, path)

    def told(messages: Iterable[Message], advice: str) -> tuple[Finding, ...]:
        live = (message for message in messages if not message.obsolete and message.key in keys)
        return tuple(_finding(locale, name, message, keys[message.key], advice) for message in live)

    after = po.read(marked, name, twice=True).messages
    return DoubtedFile(locale, path, data, marked, told(catalogue.messages, choices.FIRST), told(after, choices.REVIEW))


def _is_silent(config: Config, locale: str, message: Message) -> bool:
    """Whether the settings say that nobody wants to hear about a message, by the first page that it names."""
    pages = project_files.pages_of(config, message)
    tables = config.ignored_in(locale, project_files.reference(config, pages[0]) if pages else "")
    return MERGED_CHECK in ignoring.silenced(message, tables)


def _stale(message: Message, joined: Joined) -> Message:
    """A message with a translation that was made for another text, or for one that is not known."""
    made = message
    if joined.made_for:
        context, msgid = joined.made_for
        if joined.was_reviewed:
            made = outdated(replace(message, msgctxt=context, msgid=msgid), message)
        made = replace(made, flags=fuzzy(made.flags), previous=msgid, previous_context=context)
    return translator_comments.doubted(made)


def _finding(locale: str, name: str, message: Message, joined: JoinedByMerge, advice: str) -> Finding:
    commit = f"the merge {joined.commit[:9]}" if joined.commit else "the merge that is under way"
    before = f", made for “{beginning(joined.what.made_for[1])}”," if joined.what.made_for else ""
    text = f"no branch had this translation{before} under this text: {commit} put them together"
    return replace(choices.finding(message, text, name, advice), locale=locale)
