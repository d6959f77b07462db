"""Where a localised page lies, by the form that the settings or the profile give; and which files are localised pages.

A form is a path with parts to fill in: `content/{folder}/{name}.{locale}{suffix}`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from i18n_pipeline.language import TAG, is_known
from i18n_pipeline.project import strings_files
from i18n_pipeline.project.settings_rows import StringsTable
from i18n_pipeline.project.settings_tables import Config

PARTS = ("path", "folder", "name", "suffix", "locale")
"""What is filled in: the page's path, its folder, its name without suffix, its suffix, and the name of the locale."""
PART = re.compile(r"\{(\w*)\}")
FILE = re.compile(r"(?:(?P<folder>.+)/)?(?P<name>[^/]+?)(?P<suffix>\.[^./]+)?", re.DOTALL)
"""A path in its parts."""
MATCHING = {
    "path": r"(?P<path>.+)",
    "folder/": r"(?:(?P<folder>.+)/)?",
    "folder": r"(?P<folder>.*)",
    "name": r"(?P<name>[^/]+?)",
    "suffix": r"(?P<suffix>\.[^./]+)?",
}
"""What each part may be, as regular expressions."""


def default_output(form: str, source: str, names: Iterable[str]) -> str:
    """The form of a project whose settings name none. `names` are those of the source language.

    If a part of the source folder has the name of the source language, the localised pages lie in a folder beside it:
    `docs/en` and `docs/nl`. Otherwise the form of the profile counts, relative to the source folder.
    """
    parts = source.split("/")
    own = [place for place, part in enumerate(parts) if part in names]
    if own:
        return posixpath.join(*parts[: own[-1]], "{locale}", *parts[own[-1] + 1 :], "{path}")
    filled = {"{source}": source, "{parent}": posixpath.dirname(source)}
    return posixpath.normpath(re.sub(r"\{(?:source|parent)\}", lambda found: filled[found[0]] or ".", form))


def path(config: Config, locale: str, page: str) -> str:
    """Path of a localised page, relative to the project, as the settings write it; `page` is relative to the source.

    Also that of a localised file of strings; `page` is relative to the project then.
    """
    if (table := config.strings_of(page)) and (table.output or strings_files.has_language(table.source)):
        return _of_strings(config, table, page, locale)
    if config.parts:
        return path(config.part(page), locale, page if table else config.inside(page))
    if table:
        page = page.removeprefix(_whole(config, ""))
    form, name = config.output, config.name_of(locale)
    if "{path}" in form:
        return form.replace("{locale}", name).replace("{path}", page)
    parts = _parts(page, config.source_locale)
    if not parts["folder"]:
        form = form.replace("{folder}/", "")
    return PART.sub(lambda found: {**parts, "locale": name}.get(found[1], found[0]), form)


def _of_strings(config: Config, table: StringsTable, page: str, locale: str) -> str:
    """Path of a localised file of strings, where its table tells it."""
    own, other = config.own_names, config.names_of(locale)
    if not table.output:
        return strings_files.in_other_language(table.source, own, page, other)
    return strings_files.filled(table.output, other).replace("{path}", strings_files.below(table.source, own, page))


def _parts(page: str, source_locale: str) -> Mapping[str, str]:
    """A page's folder, name and suffix. The name lacks the language of the page if that ends it: `x.en.md` is `x`."""
    found = FILE.fullmatch(page)
    parts = found.groupdict("") if found else {"folder": "", "name": page, "suffix": ""}
    return {**parts, "name": parts["name"].removesuffix(f".{source_locale}") or parts["name"]}


# --- which files are localised pages -----------------------------------------------------------------


def is_localised(config: Config, page: str, locales: Iterable[str]) -> bool:
    """Whether a file below the source folder lies where a localised page in one of these locales does."""
    return _of_locales(config, tuple(locales)).fullmatch(_whole(config, page)) is not None


def is_at_output(config: Config, path: str, locales: Iterable[str]) -> bool:
    """The same for a path relative to the project."""
    return _of_locales(config, tuple(locales)).fullmatch(path) is not None


def is_localised_strings(config: Config, path: str, locales: Iterable[str]) -> bool:
    """Whether a file of strings lies where a localised one in one of these locales does, among the English ones."""
    table = config.strings_of(path)
    if table is None or strings_files.has_language(table.source):
        return False
    names = tuple(sorted({name for locale in locales for name in config.names_of(locale)}))
    form = (table.output or config.output).replace("{language}", "{locale}")
    return _pattern(form, names).fullmatch(path) is not None


@lru_cache(maxsize=16)
def _of_locales(config: Config, locales: tuple[str, ...]) -> re.Pattern[str]:
    return _pattern(config.output, tuple(sorted({config.name_of(locale) for locale in locales})))


def _whole(config: Config, page: str) -> str:
    """The path of a file below the source folder, relative to the project."""
    return page if config.source == "." else f"{config.source}/{page}"


def english_of(config: Config, page: str) -> tuple[str, ...]:
    """The pages whose translation into any language, configured or not, has the name of this file: `x.fr.md` of `x.md`.

    Relative to the source folder; empty where the form does not put the locale into the names of files, since any
    folder may have the name of a language.
    """
    if "{name}" not in config.output:
        return ()
    found = _pattern(config.output, ()).fullmatch(_whole(config, page))
    if not found or found["locale"] == config.name_of(config.source_locale) or not is_known(found["locale"]):
        return ()
    parts = {key: part or "" for key, part in found.groupdict().items()}
    folder = f"{parts['folder']}/" if parts.get("folder") else ""
    names = (parts["name"], f"{parts['name']}.{config.source_locale}")
    return tuple(f"{folder}{name}{parts.get('suffix', '')}" for name in names)


def locale_of(form: str, path: str) -> str:
    """The language of a file that lies where localised pages of this form do; empty if it lies elsewhere."""
    found = _pattern(form, ()).fullmatch(path)
    return found["locale"] if found and is_known(found["locale"]) else ""


@lru_cache(maxsize=256)
def _pattern(form: str, names: tuple[str, ...]) -> re.Pattern[str]:
    """Matches the paths of localised pages; with their locale as a group where `names` is empty: all languages."""
    either = f"(?:{'|'.join(map(re.escape, names))})" if names else f"(?P<locale>{TAG.pattern})"
    expression, seen = "", set[str]()
    for text in re.split(r"(\{folder\}/|\{\w+\})", posixpath.normpath(form)):
        part = text.replace("{", "").replace("}", "") if text.startswith("{") else ""
        if part == "locale" and (part in seen or not names):
            expression += "(?P=locale)" if part in seen else either
            seen.add(part)
        elif part == "locale":
            expression += either
        else:
            expression += MATCHING.get(part, re.escape(text))
    return re.compile(expression, re.DOTALL)
