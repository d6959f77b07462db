"""Read i18n.toml, or [tool.i18n-pipeline] in pyproject.toml, into a checked Config."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.catalogue import ignoring
from i18n_pipeline.catalogue.ignoring import Ignored
from i18n_pipeline.errors import SettingsError, did_you_mean
from i18n_pipeline.profiles import Profile
from i18n_pipeline.project import localised_places, settings_checks, settings_file
from i18n_pipeline.project.settings_checks import check_locales
from i18n_pipeline.project.settings_file import FILE, SettingsFile
from i18n_pipeline.project.settings_rows import PagesTable, StringsTable
from i18n_pipeline.project.settings_tables import (
    Assemble,
    Checks,
    Config,
    Draft,
    Markdown,
    Memory,
    Merge,
    RunSettings,
    Status,
    kind_of_site,
)
from i18n_pipeline.project.usual_strings import strings_of_profile, with_folders

__all__ = ["FILE", "TABLES", "Config", "check_locales", "choices", "keys", "load"]

TABLES: Mapping[str, type[Struct]] = {
    "markdown": Markdown,
    "merge": Merge,
    "memory": Memory,
    "draft": Draft,
    "assemble": Assemble,
    "check": Checks,
    "status": Status,
    "run": RunSettings,
}
"""The tables of the settings file."""
OF_PROFILE = "..."
"""Stands for the front-matter keys of the profile, beside which a site has its own."""
_OF_DRAFT = frozenset(Draft.__struct_fields__) - {"engines"}


def load(folder: Path, file: Path | None = None) -> Config:
    """Read the settings of the project in a folder. Raises SettingsError and OutsideError."""
    found = settings_file.read(folder, file)
    _check_names(found)
    settings_checks.before(found)
    config = _completed(_converted(found), found.values)
    settings_checks.after(config, found)
    return config


def keys() -> list[str]:
    """The dotted names of all settings: `locales`, `merge.near`; those of engines are not among them."""
    plain = [
        name
        for name in Config.__struct_fields__
        if name not in {"root", "parts", "twins", "learnt", "addresses"} and name not in TABLES
    ]
    tables = ((name, field) for name, table in TABLES.items() for field in table.__struct_fields__)
    return plain + [f"{name}.{field}" for name, field in tables if (name, field) != ("draft", "engines")]


def choices(name: str) -> tuple[str, ...]:
    """The allowed values of a setting with a dotted name; empty: any."""
    hint = _hint(name)
    inner = get_args(hint)[0] if get_origin(hint) is tuple else hint
    return get_args(inner) if get_origin(inner) is Literal else ()


def _check_names(found: SettingsFile) -> None:
    """Raise SettingsError for an unknown key."""
    known = keys()
    for name in _names(found.values):
        if name not in known and name not in TABLES:
            raise found.fault(name, f"unknown setting {name!r}", advice=did_you_mean(name, known))


def _names(values: Mapping[str, Any]) -> Iterator[str]:
    """The dotted names in the settings file, without the tables of engines and what is in them."""
    for name, value in values.items():
        yield name
        if name in TABLES and isinstance(value, Mapping):
            yield from (f"{name}.{key}" for key, inner in value.items() if not _is_of_engine(name, key, inner))


def _is_of_engine(table: str, key: str, value: Any) -> bool:
    """Whether a value is the settings table of an engine: `[draft.deepl]`."""
    return table == "draft" and isinstance(value, Mapping) and key not in _OF_DRAFT


def _converted(found: SettingsFile) -> Config:
    """The settings with the types of their fields. Raises SettingsError."""
    values: dict[str, Any] = {**found.values, "root": found.path.resolve().parent}
    draft, check = values.get("draft"), values.get("check")
    if isinstance(draft, Mapping):
        own = {name: value for name, value in draft.items() if _is_of_engine("draft", name, value)}
        values["draft"] = {**{name: value for name, value in draft.items() if name not in own}, "engines": own}
    if isinstance(check, Mapping):
        values["check"] = {**check, "ignore": _ignored(check.get("ignore", []), found)}
    try:
        return msgspec.convert(values, Config)
    except msgspec.ValidationError as error:
        raise _fault(str(error), found) from error


def _ignored(tables: Any, found: SettingsFile) -> tuple[Ignored, ...]:
    """Read the tables `[[check.ignore]]`. Raises SettingsError."""
    if not isinstance(tables, list) or not all(isinstance(table, Mapping) for table in tables):
        raise found.wrong("check.ignore", "must be tables that begin with [[check.ignore]]")
    if not tables:
        return ()
    from i18n_pipeline.checks import _registry as registry  # noqa: PLC0415 - few projects ignore anything

    read = []
    for number, table in enumerate(tables):
        try:
            read.append(ignoring.read(table, registry.ids))
        except ValueError as error:
            sentence, advice = error.args
            raise found.wrong("check.ignore", sentence, number, advice=advice) from error
    return tuple(read)


def _fault(said: str, found: SettingsFile) -> SettingsError:
    """An error for people, from that of msgspec, which ends with the way to the value: `… - at `$.merge.near``."""
    name = ".".join(said.rpartition("`$.")[2].rstrip("`").partition("[")[0].split(".")[:2])
    if name == "pages":
        known = ", ".join(PagesTable.__struct_fields__)
        advice = f"each has a source, and may have the rest of: {known}"
        return found.wrong(name, "must be tables that begin with [[pages]]", advice=advice)
    if name == "strings":
        known = ", ".join(StringsTable.__struct_fields__)
        advice = f"each has a source, and may have the rest of: {known}"
        return found.wrong(name, "must be tables that begin with [[strings]]", advice=advice)
    value: Any = found.values
    for part in name.split("."):
        value = value[part]
    sentence, advice = _needed(_hint(name), value, name)
    return found.wrong(name, sentence, advice=advice)


def _needed(hint: Any, value: Any, name: str) -> tuple[str, str]:
    """What a setting of a type must be, as the end of a sentence, and advice; empty if the sentence says it all."""
    known = choices(name)
    texts = value if get_origin(hint) is tuple else [value]
    if name in TABLES:
        return f"must be a table that begins with [{name}], not {value!r}", ""
    if get_origin(hint) is dict:
        form = 'Card = { parameters = ["title"], body = "markdown" }; body may be text or raw too'
        return "must be tables", f"write them as in {form}"
    if get_origin(hint) is Mapping:
        return f"must be a table that has texts, as in {{ nl = 'dutch' }}, not {value!r}", ""
    if get_origin(hint) is Annotated:
        return f"must be {get_args(hint)[1].description}, not {value!r}", ""
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        return f"must be {'a list of texts' if get_origin(hint) is tuple else 'a text'}, not {value!r}", ""
    wrong = next(text for text in texts if text not in known)
    return f"cannot be {wrong!r}", did_you_mean(wrong, list(filter(None, known)))


def _hint(name: str) -> Any:
    """The type of a setting with a dotted name; where it may be absent, that of its value."""
    table, _, field = name.rpartition(".")
    hint = get_type_hints(TABLES.get(table, Config), include_extras=True)[field]
    if get_origin(hint) in {Union, UnionType}:
        return next(part for part in get_args(hint) if part is not NoneType)
    return hint


def _completed(config: Config, values: Mapping[str, Any]) -> Config:
    """Put in the defaults of the profiles, and write folders in their shortest form. Raises SettingsError."""
    if not config.pages:
        return _with_defaults(config, values)
    parts = [_with_defaults(*_part(config, table, values)) for table in config.pages]
    ordered = sorted(parts, key=lambda part: (-part.source.count("/"), part.source == ".", part.source))
    strings = {table: None for part in ordered for table in part.strings}
    whole = _with_defaults(replace(config, source="."), values)
    return replace(whole, include=(), output="", parts=tuple(ordered), strings=tuple(strings))


def _part(config: Config, table: PagesTable, values: Mapping[str, Any]) -> tuple[Config, Mapping[str, Any]]:
    """The settings for a table `[[pages]]`, and the values that a person gave for it."""
    markdown = replace(config.markdown, front_matter=table.front_matter or config.markdown.front_matter)
    own: Mapping[str, Any] = {"front_matter": ()} if table.front_matter else {}
    given = {key: value for key in ("output", "include") if (value := getattr(table, key))}
    part = replace(
        config,
        source=table.source,
        output=table.output,
        profile=table.profile or config.profile,
        include=table.include,
        exclude=table.exclude,
        markdown=markdown,
    )
    return part, {**values, **given, "markdown": {**values.get("markdown", {}), **own}}


def _with_defaults(config: Config, values: Mapping[str, Any]) -> Config:
    """The settings for one folder of pages, with the defaults of its profile; `values` are those that a person gave."""
    kind = kind_of_site(config.profile)
    markdown, assemble = config.markdown, config.assemble
    wanted = markdown.front_matter if "front_matter" in values.get("markdown", {}) else (OF_PROFILE,)
    keys = (kind.dialect.front_matter if key == OF_PROFILE else (key,) for key in wanted)
    markdown = replace(markdown, front_matter=tuple(dict.fromkeys(chain.from_iterable(keys))))
    block = assemble.notice_block if "notice_block" in values.get("assemble", {}) else kind.notice
    source = posixpath.normpath(config.source)
    strings = (with_folders(table, source) for table in config.strings)
    return replace(
        config,
        source=source,
        catalogues=posixpath.normpath(config.catalogues),
        site=config.site if config.site.endswith("/") or not config.site else f"{config.site}/",
        output=values.get("output") or _default_output(config, kind),
        include=config.include if "include" in values else tuple(f"**/*{suffix}" for suffix in kind.suffixes),
        strings=tuple(strings)
        if "strings" in values
        else strings_of_profile(config.profile, source, config.source_locale),
        markdown=markdown,
        assemble=replace(assemble, notice_block=block.strip("\n")),
    )


def _default_output(config: Config, kind: Profile) -> str:
    """The form of the paths of localised pages, if the settings name none: pages of two folders lie apart."""
    source, english = posixpath.normpath(config.source), config.source_locale
    form = kind.output_from(source)
    if config.pages and form == kind.output and not re.search(r"\{(?:source|parent)\}", form):
        form = form.replace("{path}", "{source}/{path}")
    return localised_places.default_output(form, source, (english, config.name_of(english)))
