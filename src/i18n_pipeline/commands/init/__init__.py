"""`init`: look at a repository and write a suitable settings file."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from i18n_pipeline.commands.init.guessing import Site, site_in
from i18n_pipeline.commands.init.settings_text import written
from i18n_pipeline.errors import SettingsError
from i18n_pipeline.project import project_files, settings, settings_schema


class Initialised(Struct, frozen=True):
    """A new settings file, and what it was made from."""

    path: Path
    """The settings file."""
    locales: tuple[str, ...]
    """The languages in it."""
    site: Site
    """What the repository shows."""


def init(folder: Path, locales: tuple[str, ...], path: Path) -> Initialised:
    """Write a commented settings file for the site in a folder, unless there is one. Raises SettingsError.

    Without `locales`, it names those of which localised pages are there; Dutch, if there are none.
    """
    if path.exists():
        raise SettingsError(f"{path} exists already, so nothing is written", "change it by hand, or delete it first")
    if not folder.is_dir():
        raise SettingsError(f"there is no folder {folder}", "name the folder of the site")
    settings.check_locales(locales)
    site = site_in(folder, locales)
    chosen = locales or tuple(site.localised) or ("nl",)
    project_files.save(path, written(site, chosen, settings_schema.address(path.parent)).encode())
    return Initialised(path, chosen, site)
