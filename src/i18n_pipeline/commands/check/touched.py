"""What a branch touched: the messages and pages that differ from the commit where it left another one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from i18n_pipeline.errors import CatalogueError
from i18n_pipeline.findings import Finding
from i18n_pipeline.model import Key
from i18n_pipeline.project import disk, git, project_files
from i18n_pipeline.project.settings import Config

Said = tuple[str, tuple[str, ...]]
"""A translation and its flags."""


@dataclass(frozen=True, slots=True)
class Touched:
    """The files of a project that differ from those of a commit."""

    files: frozenset[str] = frozenset()
    """The files, relative to the project."""
    before: Mapping[str, Mapping[Key, Said]] = field(default_factory=dict)
    """Of each of these catalogues that could be read in the commit, its translations then."""
    now: Mapping[str, Mapping[Key, Said]] = field(default_factory=dict)
    """Of the same catalogues, the translations now."""

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
    before = {name: _said(config, name, old[blob]) for name, blob in held.items()}
    now = {name: _said(config, name, disk.read(config.root / name)) for name in held}
    known = {name: one for name, one in before.items() if one is not None}
    return Touched(frozenset(names), known, {name: now[name] or {} for name in known})


def _said(config: Config, name: str, data: bytes | None) -> Mapping[Key, Said] | None:
    """The translations of a catalogue, None if it cannot be read."""
    if data is None:
        return None
    try:
        found = project_files.parsed_catalogue(config, config.root / name, data, twice=True)
    except CatalogueError:
        return None
    return {message.key: (message.msgstr, message.flags) for message in found.messages if not message.obsolete}
