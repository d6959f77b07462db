"""Move obsolete messages of one catalogue to the memory. Runs in any process.

Only reviewed messages move. Fuzzy messages and those with plurals stay, however many, since a memory cannot hold them.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from msgspec import Struct

from i18n_pipeline.commands.task import Changed
from i18n_pipeline.model import Unit
from i18n_pipeline.project import catalogue_files, disk, project_files, project_memory
from i18n_pipeline.project.catalogue_files import Stored
from i18n_pipeline.project.settings import Config


class RetireJob(Struct, frozen=True):
    """A catalogue that may have more obsolete messages than the settings allow."""

    config: Config
    """The settings."""
    locale: str
    """Language of the catalogue."""
    path: Path
    """The catalogue."""
    page: str
    """The page that owns it if it is not shared."""
    lasting: bool
    """Whether the layout has a catalogue at this path, so that it stays even if empty."""
    added: frozenset[Unit] = frozenset()
    """The units that were added to the memory."""
    dry: bool = False
    """Write nothing, only say what would change."""


def leaving(job: RetireJob) -> tuple[Unit, ...]:
    """The oldest obsolete messages beyond `max_obsolete`, as units. Raises what `catalogue_files.read` raises."""
    data = disk.read(job.path) or b""
    if data.count(b"#~") <= _most(job):
        return ()
    stored = catalogue_files.read(job.config, job.path, job.page)
    return tuple(_leaving(job, stored).values()) if stored else ()


def retire(job: RetireJob) -> Changed:
    """Remove the messages that were added to the memory; remove an empty catalogue unless it is `lasting`.

    Raises what `catalogue_files.read` raises, and SettingsError and OutsideError.
    """
    return project_files.retried(partial(_retired, job))


def _retired(job: RetireJob) -> Changed:
    name = project_files.shown(job.config, job.path)
    stored = catalogue_files.read(job.config, job.path, job.page)
    gone = {line for line, unit in _leaving(job, stored).items() if unit in job.added} if stored else set()
    if not stored or not gone:
        return Changed(name, changed=False)
    parts = {page: tuple(m for m in part if m.line not in gone) for page, part in stored.parts.items()}
    left = {page: part for page, part in parts.items() if part}
    if left or job.lasting:
        new = catalogue_files.composed(job.path, stored.catalogue, left)
        return Changed(name, catalogue_files.write(job.config, job.locale, (job.path, stored), new, dry=job.dry))
    if not job.dry:
        project_files.remove(job.config, job.path, stored.data)
    return Changed(name, changed=True)


def _leaving(job: RetireJob, stored: Stored) -> dict[int, Unit]:
    """The messages to move, as units by line in the file, in which the oldest obsolete messages come first."""
    obsolete = [(page, m) for page, part in stored.parts.items() for m in part if m.obsolete]
    found: dict[int, Unit] = {}
    for page, message in sorted(obsolete, key=lambda one: one[1].line):
        alone = catalogue_files.alone(stored.catalogue, (message,))
        for unit in project_memory.units(job.config, job.locale, (job.path, page), alone):
            found[message.line] = unit
    return dict(list(found.items())[: max(0, len(obsolete) - _most(job))])


def _most(job: RetireJob) -> int:
    most = job.config.merge.max_obsolete
    return sys.maxsize if most is None else most
