"""The pages and locales named on the command line: by page, catalogue, template, or a folder of these."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from i18n_pipeline.catalogue.layouts import LAYOUTS
from i18n_pipeline.errors import SettingsError, did_you_mean
from i18n_pipeline.language import key
from i18n_pipeline.plain_text import escaped
from i18n_pipeline.project import project_files
from i18n_pipeline.project.settings import Config


class Chosen(Struct, frozen=True):
    """The pages to work on."""

    locales: tuple[str, ...]
    """The languages, in the order of the settings."""
    pages: tuple[str, ...]
    """The pages, relative to the source folder, sorted."""
    pages_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The pages of each locale, if named catalogues make them differ; otherwise empty."""


def chosen_locales(config: Config, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The named locales, or all. Raises SettingsError for an unknown one."""
    for locale in wanted:
        if locale not in config.locales:
            raise SettingsError(f"{locale!r} is not among the locales", did_you_mean(locale, list(config.locales)))
    return tuple(locale for locale in config.locales if not wanted or locale in wanted)


def named_locales(config: Config, names: tuple[str, ...], folder: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The locales among names on the command line, in any spelling (`pt_BR`), and the other names.

    A name that is also that of a file or folder is none.
    """
    known = {key(locale): locale for locale in config.locales}
    found = {name: known[key(name)] for name in names if key(name) in known and not os.path.lexists(folder / name)}
    return tuple(found.values()), tuple(name for name in names if name not in found)


def chosen(
    config: Config, found: Sequence[str], names: Sequence[str], locales: tuple[str, ...], folder: Path
) -> Chosen:
    """The named pages of a project, or all, in the languages of the named catalogues.

    A name is a path relative to the working folder, the project, the source folder or the folder of catalogues.
    Raises SettingsError for any other name.
    """
    if not names:
        return Chosen(locales, tuple(found))
    pages: dict[str, set[str]] = {locale: set() for locale in locales}
    for name in names:
        for locale, some in _named(config, found, name, locales, folder).items():
            pages[locale] |= some
    own = {locale: tuple(sorted(some)) for locale, some in pages.items() if some}
    together = tuple(sorted(set().union(*own.values())))
    return Chosen(tuple(own), together, own if any(some != together for some in own.values()) else {})


def _named(
    config: Config, found: Sequence[str], name: str, locales: tuple[str, ...], folder: Path
) -> Mapping[str, set[str]]:
    """The pages of one name, by locale. Raises SettingsError."""
    source = Path(os.path.realpath(config.root / config.source))
    starts = (folder, config.root, source, config.root / config.catalogues)
    places = [Path(os.path.realpath(start / name)) for start in starts]
    named = {place.relative_to(source).as_posix() for place in places if place.is_relative_to(source)}
    strings = {page for page in found if config.strings_of(page)}
    pages = {page for page in found if page not in strings}
    matches = {page for page in pages if "." in named or any(_within(page, path) for path in named)}
    if matches := matches | _of_files({page: project_files.page_path(config, page) for page in strings}, places):
        return dict.fromkeys(locales, matches)
    if matches := _of_templates(config, found, places):
        return dict.fromkeys(locales, matches)
    if by_locale := _of_catalogues(config, found, places):
        left = {locale: pages for locale, pages in by_locale.items() if locale in locales}
        if not left:
            raise SettingsError(
                f"{escaped(name)!r} is of {', '.join(by_locale)}, which -l leaves out",
                "name that language too, or leave -l out",
            )
        return left
    raise _unknown(config, found, name)


def _of_templates(config: Config, found: Sequence[str], places: Sequence[Path]) -> set[str]:
    """The pages whose messages are in one of these templates, or in a template in one of these folders."""
    return _of_files({page: project_files.template_path(config, page) for page in found}, places)


def _of_catalogues(config: Config, found: Sequence[str], places: Sequence[Path]) -> dict[str, set[str]]:
    """The pages whose messages are in one of these catalogues or folders, by locale.

    Catalogues in the layout of the settings come first, then those left in another layout.
    """
    for kind in dict.fromkeys((config.layout, *LAYOUTS)):
        pages = {
            locale: _of_files(
                {page: project_files.catalogue_path(config, locale, page, kind) for page in found}, places
            )
            for locale in config.locales
        }
        if some := {locale: each for locale, each in pages.items() if each}:
            return some
    return {}


def _of_files(files: Mapping[str, Path], places: Sequence[Path]) -> set[str]:
    """The pages whose file is one of these paths, or lies below one."""
    wanted = {place.as_posix() for place in places}
    return {page for page, file in files.items() if any(_within(file.as_posix(), place) for place in wanted)}


def _within(page: str, path: str) -> bool:
    return page == path or page.startswith(f"{path}/")


def _unknown(config: Config, found: Sequence[str], name: str) -> SettingsError:
    """The error for a name that is no page, catalogue, template or folder of these."""
    if name.endswith((".po", ".pot")):
        folder = project_files.shown(config, config.root / config.catalogues)
        return SettingsError(
            f"{escaped(name)!r} has the messages of no page of this project", f"its catalogues are in {folder!r}"
        )
    meant = did_you_mean(name, list(found[:200])) or "write its path below the source folder"
    return SettingsError(f"{escaped(name)!r} is no page of this project, nor one of its languages", meant)
