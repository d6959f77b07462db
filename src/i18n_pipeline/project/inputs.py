"""The files of a project that decide what `translate` writes: what they hold, and waiting until one has changed.

A message of the operating system about a folder only says when to look again; what changed is found by comparing what
the files hold. So no change is overlooked, whatever an editor does to save a file, and a file that was written again
with the same bytes did not change.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from i18n_pipeline.errors import OutsideError, PipelineError, SettingsError
from i18n_pipeline.project import (
    anchors_lock,
    disk,
    git,
    page_links,
    project_files,
    settings,
    settings_file,
    source_pages,
)
from i18n_pipeline.project.file_digests import Seen, digest
from i18n_pipeline.project.settings import Config

try:
    import watchfiles
except ImportError as error:  # the extra is not installed
    raise SettingsError("--watch needs more", 'pip install "i18n-pipeline[watch]"') from error

TICK = 200
"""Milliseconds after which the files are looked at for the first time; changes of folders are told sooner."""
GROUPED = 400
"""Milliseconds in which the changes of one save, or one command, are awaited at most."""
PATIENCE = 10_000_000_000
"""Nanoseconds after which a lock of git counts as forgotten."""
UNREADABLE = digest(b"unreadable")
"""Stands for what a file holds that is there and cannot be read."""
THERE = digest(b"there")
"""Stands for what a file holds of which only the existence matters."""

Held: TypeAlias = dict[str, bytes]
"""The digest of what each file holds, by its path relative to the project. Missing files are left out."""


@dataclass(slots=True)
class Inputs:
    """The files that decide what is written. They change with the settings, and with the links on the pages."""

    config: Config
    """The settings, as they were when they could last be read."""
    folder: Path
    """The working folder."""
    file: Path | None = None
    """The settings file, if a person named it."""
    linked: frozenset[str] = frozenset()
    """Files that links on pages may lead to, relative to the project: it matters whether they exist."""
    folders: tuple[Path, ...] = ()
    """The folders in which files were looked for the last time."""
    seen: Seen = field(init=False)
    """What was read before."""
    lock: Path | None = field(init=False)
    """The file that exists while git changes files of the project."""

    def __post_init__(self) -> None:
        self.seen = Seen(self.config.root, {})
        self.lock = git.index_lock(self.config.root)

    def held(self) -> Held:
        """What the files hold now."""
        with suppress(PipelineError):
            self.config = settings.load(self.folder, self.file)
        root, places = self.config.root, settings_file.places(self.folder, self.file)
        folders = {Path(os.path.abspath(path)).parent: None for path in places}  # noqa: PTH100 - a link stays a link
        names = [os.path.relpath(path, root) for path in places]
        names += _names(self.config, folders)
        folders |= {(root / name).parent: None for name in self.linked if not name.startswith("/")}
        self.folders = tuple(dict.fromkeys(map(_existing, folders)))
        found = self._existing_links(self.linked) | {name: self._digest(name) for name in names}
        return {name: what for name, what in found.items() if what}

    def links(self, names: frozenset[str], written: Iterable[str] = ()) -> Held:
        """Look from now on for these files that links may lead to: those that exist and are new, or just `written`."""
        new = names - self.linked | names.intersection(written)
        self.linked |= new
        return self._existing_links(new)

    def changed(self, before: Held) -> tuple[Held, tuple[str, ...]]:
        """Wait until the files no longer hold what they held before: what they hold, and the names of the changed.

        While git checks files out, a page may be missing that was only renamed: its end is awaited. Raises OutsideError
        if the system cannot tell of changes.
        """
        while True:
            for _ in self._signs():
                now = self.held()
                found = sorted(name for name in before.keys() | now if before.get(name) != now.get(name))
                if found and self._is_git_at_work():
                    break
                if found:
                    return now, tuple(found)

    def _is_git_at_work(self) -> bool:
        stamp = disk.stamp(self.lock) if self.lock else None
        return stamp is not None and time.time_ns() - stamp[0] < PATIENCE

    def _signs(self) -> Iterator[None]:
        """Give a sign shortly after the start, and another at the first change in the folders, then end.

        The folders may be others after a change, and one that was replaced is watched no longer.
        """
        folders = self.folders
        watched = watchfiles.watch(
            *folders,
            watch_filter=None,
            recursive=False,
            debounce=GROUPED,
            rust_timeout=TICK,
            yield_on_timeout=True,
            ignore_permission_denied=True,
        )
        try:
            with closing(watched):
                for number, changes in enumerate(watched):
                    if changes or not number:
                        yield
                    if changes or self.folders != folders:
                        return
        except FileNotFoundError:  # a folder was removed since
            self.held()
        except (OSError, RuntimeError) as error:
            raise OutsideError(
                f"the system tells of no changes: {error}",
                "with WATCHFILES_FORCE_POLLING=1 in the environment, the files are looked at again and again",
            ) from error

    def _existing_links(self, names: frozenset[str]) -> dict[str, bytes]:
        there = page_links.answers(self.config, names)
        return {_spelled(name): digest(os.fsencode(path)) for name, path in zip(names, there, strict=True) if path}

    def _digest(self, name: str) -> bytes:
        try:
            return self.seen.read_digest(name)
        except OutsideError:
            return UNREADABLE


def _names(config: Config, folders: dict[Path, None]) -> Iterator[str]:
    """The glossary, learnt ids, pages, files of strings and catalogues, relative to the project.

    `folders` gets their folders.
    """
    glossary = config.root / Path(config.draft.glossary).expanduser()
    folders[glossary.parent] = None
    yield os.path.relpath(glossary, config.root)
    folders[anchors_lock.path(config).parent] = None
    yield anchors_lock.name(config)
    source = config.root / config.source
    folders.update({config.root / part.source: None for part in config.parts or (config,)})
    with suppress(OutsideError):
        for path, _ in source_pages.candidates(config, lambda name: folders.update({source / name: None})):
            yield project_files.reference(config, path)
    for table in config.strings:
        with suppress(OutsideError):
            yield from source_pages.strings_candidates(
                config, table, lambda name: folders.update({config.root / name: None})
            )
    for locale in config.locales:
        folders.update(dict.fromkeys(_below(project_files.catalogue_folder(config, locale))))
        with suppress(OutsideError):
            yield from (project_files.shown(config, path) for path in project_files.catalogues(config, locale))


def _below(folder: Path) -> list[Path]:
    """A folder and all folders in it."""
    found = [folder]
    with suppress(OutsideError):
        for _ in disk.below(folder, lambda path: not found.append(folder / path)):  # type: ignore[func-returns-value]
            pass
    return found


def _spelled(question: str) -> str:
    """A question of a link policy as the name of a file: `./guide/x` for the address `/guide/x`."""
    return f".{question}" if question.startswith("/") else question


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    return folder if folder.is_dir() else _existing(folder.parent)
