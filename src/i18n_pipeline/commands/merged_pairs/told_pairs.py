"""The findings of `po-merge`, and what `update` does about them: such a translation is stale until a person reviews it.

The entry gets the mark `fuzzy`, the English that the translation was made for as `#| msgid`, if a branch had it, and a
comment with a signature of the pair. A person who finds that the translation fits takes `fuzzy` away; the comment stays
and says so from then on. So nothing is asked twice, in this clone or another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from i18n_pipeline.catalogue import po, translator_comments
from i18n_pipeline.catalogue.merging import joined_pairs
from i18n_pipeline.catalogue.merging.joined_pairs import Joined, Pair
from i18n_pipeline.catalogue.merging.stale import fuzzy, outdated
from i18n_pipeline.catalogue.po import entry_places
from i18n_pipeline.commands.merged_pairs import past_merges
from i18n_pipeline.commands.merged_pairs.past_merges import JoinedByMerge
from i18n_pipeline.commands.task import Changed, Tally, Task
from i18n_pipeline.errors import OutsideError, PipelineError
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.model import Catalogue, Message
from i18n_pipeline.project import project_files

CHECK = "po-merge"
"""The check id."""
REVIEW = "compare it with the English, correct it if need be, and take the mark “fuzzy” away"
"""What to do about an entry that `update` has marked."""
FIRST = f"run `i18n-pipeline update`, which marks it as fuzzy; then {REVIEW}"
"""What to do about one that is not marked yet."""


@dataclass(frozen=True, slots=True)
class JoinedInFile:
    """A catalogue of today with pairs that a merge put together."""

    locale: str
    """Its language."""
    path: Path
    """The catalogue."""
    data: bytes
    """Its bytes."""
    catalogue: Catalogue
    """What it holds."""
    pairs: Mapping[Pair, JoinedByMerge]
    """The pairs."""

    @property
    def messages(self) -> list[tuple[Message, JoinedByMerge]]:
        """Its messages with such a translation, which readers see and nobody has confirmed."""
        joined = {pair: one.what for pair, one in self.pairs.items()}
        return [(m, self.pairs[what.pair]) for m, what in joined_pairs.alive(self.catalogue.messages, joined)]


def findings(task: Task, locales: Sequence[str]) -> Iterator[Finding]:
    """A finding for each translation that only a merge put under its text. Nothing is written."""
    try:
        for file in _files(task, locales):
            yield from _told(task, file, file.messages, FIRST)
    except OutsideError as error:
        yield unknown(error)


def unknown(error: OutsideError) -> Finding:
    """The finding that git could not say what merges did."""
    text = f"nobody looked whether merges put translations under other texts: {error.text}"
    return Finding(Severity.WARNING, CHECK, text, advice=error.advice)


def mark(task: Task, locales: Sequence[str]) -> dict[str, list[Changed]]:
    """Make such translations stale, and tell them; the changed catalogues by language. A dry task writes nothing.

    Raises OutsideError if a file cannot be written, or git cannot say what it knows.
    """
    found: dict[str, list[Changed]] = {}
    for file in list(_files(task, locales)):
        made = _marked(file)
        keys = {message.key: one for message, one in file.messages}
        new = po.read(made, str(file.path), twice=True).messages
        now = [(message, keys[message.key]) for message in new if not message.obsolete and message.key in keys]
        told = tuple(_told(task, file, file.messages if task.dry else now, FIRST if task.dry else REVIEW))
        project_files.swap(task.config, file.path, file.data, made, dry=task.dry)
        name = project_files.shown(task.config, file.path)
        found.setdefault(file.locale, []).append(
            Changed(name, changed=True, findings=told, tally=Tally(stale=len(keys)))
        )
    if found and not task.dry:
        task.records.look_again()
    return found


def _files(task: Task, locales: Sequence[str]) -> Iterator[JoinedInFile]:
    """The catalogues of today that have such a pair."""
    joined = past_merges.joined(task.config, task.records)
    folders = past_merges.folders(task.config) if joined else {}
    for locale in locales if joined else ():
        own = {one.what.pair: one for one in joined if one.file.startswith(folders[locale])}
        for path in _paths(task, locale, list(own.values())) if own else ():
            file = _file(task, locale, path, own)
            if file and file.messages and (task.whole or path in _chosen(task, locale)):
                yield file


def _paths(task: Task, locale: str, joined: Sequence[JoinedByMerge]) -> list[Path]:
    """The catalogues that may have such a pair: all of the language, if one of theirs has another name by now."""
    paths = [task.config.root / name for name in dict.fromkeys(one.file for one in joined)]
    there = project_files.catalogues(task.config, locale)
    return [path for path in paths if path in set(there)] if set(paths) <= set(there) else there


def _chosen(task: Task, locale: str) -> set[Path]:
    """The catalogues of the pages that a person named."""
    return {project_files.catalogue_path(task.config, locale, page) for page in task.within(locale).pages}


def _file(task: Task, locale: str, path: Path, pairs: Mapping[Pair, JoinedByMerge]) -> JoinedInFile | None:
    """A catalogue; None if it is missing or cannot be read, which `update` tells."""
    try:
        data = project_files.catalogue_bytes(task.config, path)
        if not data or not any(joined_pairs.may_have(data, pair) for pair in pairs):
            return None
        catalogue = project_files.parsed_catalogue(task.config, path, data, twice=True)
    except PipelineError:
        return None
    return JoinedInFile(locale, path, data, catalogue, pairs)


def _marked(file: JoinedInFile) -> bytes:
    """The catalogue with these messages stale."""
    found = {id(message): one.what for message, one in file.messages}
    messages = [_stale(m, found[id(m)]) if id(m) in found else m for m in file.catalogue.messages]
    return po.write(po.rearranged(file.catalogue, messages))


def _stale(message: Message, joined: Joined) -> Message:
    """A message with a translation that was made for another text, or for one that is not known."""
    note = translator_comments.merged_note(message.msgid, message.msgstr)
    made = replace(message, flags=fuzzy(message.flags))
    if joined.made_for:
        context, msgid = joined.made_for
        if joined.was_reviewed:
            made = outdated(replace(message, msgctxt=context, msgid=msgid), message)
        made = replace(made, flags=fuzzy(made.flags), previous=msgid, previous_context=context)
    return replace(made, notes=(*made.notes, note))


def _told(
    task: Task, file: JoinedInFile, messages: Sequence[tuple[Message, JoinedByMerge]], advice: str
) -> Iterator[Finding]:
    for message, one in messages:
        line, column = entry_places.of_translation(message)
        commit = f"the merge {one.commit[:9]}" if one.commit else "the merge that is under way"
        before = f", which was made for “{one.what.made_for[1]}”," if one.what.made_for else ""
        yield Finding(
            Severity.ERROR,
            CHECK,
            f"no branch had this translation{before} under this text: {commit} put them together",
            project_files.shown(task.config, file.path),
            line,
            column,
            advice,
            locale=file.locale,
            msgid=message.msgid,
            msgctxt=message.msgctxt,
            exit_code=1,
        )
