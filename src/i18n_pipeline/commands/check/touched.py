"""What a branch touched: the messages and pages that differ from the commit where it left another one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from i18n_pipeline.check_report import Checked
from i18n_pipeline.commands.check.catalogue_check import checked_messages
from i18n_pipeline.commands.task import Task
from i18n_pipeline.errors import CatalogueError
from i18n_pipeline.findings import Finding
from i18n_pipeline.model import Key, Message
from i18n_pipeline.project import disk, git, project_files
from i18n_pipeline.project.settings import Config

Said = tuple[str, tuple[str, ...]]
"""A translation and its flags."""


class Touched(Struct, frozen=True):
    """The files of a project that differ from those of a commit."""

    files: frozenset[str] = frozenset()
    """The files, relative to the project."""
    before: Mapping[str, Mapping[Key, Said]] = field(default_factory=dict)
    """Of each of these catalogues that could be read in the commit, its translations then."""
    now: Mapping[str, Mapping[Key, Said]] = field(default_factory=dict)
    """Of the same catalogues, the translations now."""
    messages: Mapping[str, int] = field(default_factory=dict)
    """Of each catalogue that differs, the number of translations that readers may see and that differ too."""

    def has(self, finding: Finding) -> bool:
        """Whether a finding is about a message or a file that was touched."""
        if finding.file in self.before and finding.msgid:
            now = self.now.get(finding.file, {}).get(finding.key)
            return now != self.before[finding.file].get(finding.key)
        return not self.files.isdisjoint({finding.file, finding.page})


def since(config: Config, revision: str) -> Touched:
    """What differs from the commit where this branch left a revision.

    Raises SettingsError for an unknown revision, and OutsideError if git cannot say.
    """
    base = git.fork_point(config.root, revision)
    names = git.changed(config.root, base)
    catalogues = [name for name in names if name.endswith(".po")]
    blobs = git.files(config.root, base, [config.root])
    held = {name: blobs[path] for name in catalogues if (path := (config.root / name).resolve()) in blobs}
    old = dict(git.blobs(config.root, held.values()))
    before = {name: _said(_messages(config, name, old[blob])) for name, blob in held.items()}
    now = {name: _messages(config, name, disk.read(config.root / name)) or () for name in catalogues}
    known = {name: one for name, one in before.items() if one is not None}
    return Touched(
        frozenset(names),
        known,
        {name: _said(now[name]) or {} for name in known},
        {name: _differing(config, now[name], known.get(name, {})) for name in catalogues},
    )


def looked_at(task: Task, locales: Sequence[str], touched: Touched) -> Checked:
    """How much of a task was touched."""
    config = task.config
    catalogues: set[str] = set()
    pages: set[str] = set()
    for locale in locales:
        for page in task.within(locale).pages:
            own = {project_files.shown(config, path) for _, path in project_files.places(config, locale, page)}
            files = {project_files.reference(config, page), project_files.localised_name(config, locale, page), *own}
            pages |= {page} if files & touched.files else set()
            catalogues |= own & touched.messages.keys()
    messages = sum(touched.messages[name] for name in catalogues)
    return Checked(messages, len(pages), len(catalogues), tuple(locales))


def _differing(config: Config, messages: Iterable[Message], before: Mapping[Key, Said]) -> int:
    return sum(before.get(one.key) != (one.msgstr, one.flags) for one in checked_messages(config, messages))


def _messages(config: Config, name: str, data: bytes | None) -> tuple[Message, ...] | None:
    """The messages of a catalogue, None if it cannot be read."""
    if data is None:
        return None
    try:
        return project_files.parsed_catalogue(config, config.root / name, data, twice=True).messages
    except CatalogueError:
        return None


def _said(messages: Iterable[Message] | None) -> Mapping[Key, Said] | None:
    if messages is None:
        return None
    return {message.key: (message.msgstr, message.flags) for message in messages if not message.obsolete}
