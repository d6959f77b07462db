"""The usual files of strings of a kind of site, as tables of the settings."""

from __future__ import annotations

import posixpath
import re

from msgspec.structs import replace

from i18n_pipeline.project.settings_rows import StringsTable
from i18n_pipeline.project.settings_tables import kind_of_site


def strings_of_profile(profile: str, source: str, language: str) -> tuple[StringsTable, ...]:
    """The tables that a profile brings for a site whose pages are in the folder `source`, in a language.

    If the folder around the pages is named after the language, as in `en/src`, that of another lies beside it.
    """
    is_named = posixpath.basename(posixpath.dirname(source)) == language
    place = "{parent}/../{locale}" if is_named else "{parent}/{locale}"
    tables = (
        StringsTable(
            one.source,
            one.output.replace("{parent}/{locale}", place),
            one.keys,
            only_translated=one.only_translated,
        )
        for one in kind_of_site(profile).strings
    )
    return tuple(with_folders(table, source) for table in tables)


def with_folders(table: StringsTable, source: str) -> StringsTable:
    """A table whose paths have the folder of the pages, and the folder around that, filled in."""
    folders = {"{source}": source, "{parent}": posixpath.dirname(source) or "."}
    paths = (
        re.sub(r"\{(?:source|parent)\}", lambda one: folders[one[0]], form) for form in (table.source, table.output)
    )
    english, localised = (posixpath.normpath(path) if path else "" for path in paths)
    return replace(table, source=english, output=localised)
