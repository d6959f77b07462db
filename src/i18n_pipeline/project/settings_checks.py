"""What types cannot say about the settings: places inside the project, placeholders, languages, words of notices."""

from __future__ import annotations

import json
import posixpath
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from i18n_pipeline import language
from i18n_pipeline.errors import SettingsError, did_you_mean
from i18n_pipeline.project import localised_places, strings_files
from i18n_pipeline.project.notice_texts import BLOCK, KINDS, PLACEHOLDERS
from i18n_pipeline.project.settings_file import SettingsFile
from i18n_pipeline.project.settings_rows import StringsTable
from i18n_pipeline.project.settings_tables import Config
from i18n_pipeline.reports import translate_links

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
"""A key that YAML, TOML and JSON all write without quotes or dots."""
FILLED = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")
"""A placeholder in a sentence: `{name}`, but not `{{name}}`."""
FOLDER = re.compile(r"[A-Za-z0-9]+(?:[-_@][A-Za-z0-9]+)*")
"""The name of a locale in a path."""
ONES = ("a.md", "a/b.md")
"""Pages by which it is tried where localised pages would lie."""
NOTICES = "assemble.notices"


def before(found: SettingsFile) -> None:
    """Check the file as it was read: that there are languages, and sentences of notices. Raises SettingsError."""
    if found.values.get("locales", []) == []:
        advice = 'name the languages to translate into, for example locales = ["nl"]'
        raise found.fault("locales", "there are no languages", advice=advice)
    assemble = found.values.get("assemble")
    if isinstance(assemble, Mapping) and "notices" in assemble:
        _check_sentences(assemble["notices"], found)


def after(config: Config, found: SettingsFile) -> None:
    """Check settings that have the right types. Raises SettingsError."""
    _check_characters(config, found)
    _check_memory(config, found)
    _check_addresses(config, found)
    _check_cluster(config, found)
    _check_languages(config, found)
    _check_places(config, found)
    _check_strings(config, found)
    _check_notices(config, found)
    own, dialect = config.markdown, config.kind.dialect
    kinds = {one.kind for one in dialect.constructs}
    for key, is_set, other, kind in (
        ("components", own.components, "component" in kinds, "docusaurus"),
        ("shortcodes", own.shortcodes, "shortcode" in kinds, "hugo"),
        ("markdown_in_html", own.markdown_in_html, dialect.reading_html, "jekyll"),
        ("plain_md", own.plain_md, dialect.without_mdx, "docusaurus"),
    ):
        if is_set and not other:
            advice = f'leave it out, or say with profile = "…" what kind of site it is, as "{kind}"'
            raise found.wrong(f"markdown.{key}", f"has no meaning for {config.profile!r}", advice=advice)
    if config.markdown.anchors == "follow" and config.markdown.links == "keep":
        advice = 'write links = "profile" under [markdown], or anchors = "pin"'
        raise found.wrong("markdown.anchors", "changes links, which 'markdown.links' keeps", advice=advice)


def check_locales(locales: Iterable[str]) -> None:
    """Raise SettingsError unless all are language tags."""
    for locale in locales:
        if not language.is_tag(locale):
            raise SettingsError(f"{locale!r} is no language tag", "write it like nl, pt-BR or zh-Hans")


def _check_sentences(said: Any, found: SettingsFile) -> None:
    """Check `[assemble.notices]`: by locale a sentence, or sentences by kind."""
    tables: Mapping[str, Any] = said if isinstance(said, Mapping) else {"": None}
    for locale, one in tables.items():
        texts: Mapping[str, Any] = one if isinstance(one, Mapping) else dict.fromkeys(KINDS, one)
        if not texts or not all(isinstance(text, str) and text.strip() for text in texts.values()):
            needed = f'must be a table with a text for a language, as in nl = "…", not {said!r}'
            raise found.wrong(NOTICES, needed, *([locale] if locale else []))
        for kind, text in texts.items():
            if fault := _fault(kind, text, locale):
                sentence, advice = fault
                raise found.wrong(NOTICES, sentence, locale, advice=advice)


def _fault(kind: str, text: str, locale: str) -> tuple[str, str] | None:
    """The fault of a sentence of a notice, as the end of an error, and what to do; None if it has none."""
    if kind not in KINDS:
        return f"has {kind!r} in {locale!r}", did_you_mean(kind, list(map(str, KINDS)))
    if any(unicodedata.category(character) == "Cc" for character in text):
        return f"holds a control character in {locale!r}", "delete it"
    unknown = next((name for name in FILLED.findall(text) if name not in PLACEHOLDERS), "")
    advice = did_you_mean(unknown, list(PLACEHOLDERS))
    return (f"has an unknown placeholder {{{unknown}}}", advice) if unknown else None


def _check_characters(config: Config, found: SettingsFile) -> None:
    """Check that texts can be printed; only the block of the notice may have several lines."""
    tables = {"": config, "markdown": config.markdown, "memory": config.memory, "draft": config.draft}
    for table, values in {**tables, "assemble": config.assemble, "status": config.status, "run": config.run}.items():
        for field in values.__struct_fields__:
            value = getattr(values, field)
            for text in value if isinstance(value, tuple) else (value,):
                seen = text.replace("\n", "") if field == "notice_block" and isinstance(text, str) else text
                if isinstance(seen, str) and not seen.isprintable():
                    raise found.wrong(f"{table}.{field}".lstrip("."), "holds a control character", advice="delete it")


def _check_languages(config: Config, found: SettingsFile) -> None:
    """Check the language tags, each once, and the languages that other settings name."""
    for name, tags in (("locales", config.locales), ("source_locale", (config.source_locale,))):
        for tag in tags:
            if not language.is_tag(tag):
                advice = "write it like nl, pt-BR or zh-Hans"
                raise found.wrong(name, f"has {tag!r}, which is no language tag", advice=advice)
    if len({language.key(locale) for locale in config.locales}) != len(config.locales):
        raise found.wrong("locales", "names a language twice", advice="delete one of the two")
    for number, ignored in enumerate(config.check.ignore):
        _check_known(config, found, "check.ignore", ignored.locales, (number, "locales"))
    _check_known(config, found, NOTICES, config.assemble.notices)


def _check_known(
    config: Config, found: SettingsFile, name: str, locales: Iterable[str], inside: tuple[str | int, ...] = ()
) -> None:
    for locale in locales:
        if locale not in config.locales:
            known = did_you_mean(locale, list(config.locales))
            said = f"has {locale!r}, which is not in 'locales'"
            raise found.wrong(name, said, *(inside or (locale,)), advice=known)


def _check_places(config: Config, found: SettingsFile) -> None:
    """Check that folders are inside the project, and that `output` is one path for each page and locale."""
    places = {"source": config.source, "catalogues": config.catalogues, "output": config.output}
    for name, folder in {
        **places,
        "status.history": config.status.history,
        "assemble.translations": config.assemble.translations,
    }.items():
        place = (config.root / folder).resolve()
        if not place.is_relative_to(config.root):
            raise found.wrong(name, f"must lie inside the project, not at {place}")
    _check_names(config, found)
    if config.pages:
        _check_pages(config, found)
    else:
        _check_output(config, found, config, "output")


def _check_added(config: Config, found: SettingsFile) -> None:
    """Check the front-matter keys that pages get: words that are not translated, with values that have a line each."""
    for table, values in (("added", config.assemble.added), ("noindex", config.assemble.noindex)):
        for key, value in values.items():
            if not NAME.fullmatch(key) or key in config.markdown.front_matter:
                needed = f"must have keys that are words and not in 'markdown.front_matter', not {key!r}"
                raise found.wrong(f"assemble.{table}", needed)
            try:
                plain = json.dumps(value, ensure_ascii=False).replace(" ", "")
            except (TypeError, ValueError):
                plain = ""
            if not plain.isprintable() or not plain or "\\" in plain:
                raise found.wrong(f"assemble.{table}", f"must have texts, numbers or lists of them, not {value!r}")


def _check_pages(config: Config, found: SettingsFile) -> None:
    """Check the tables `[[pages]]`: folders of their own, inside the project, and no keys of a single folder beside."""
    for name in ("source", "output", "include", "exclude"):
        if name in found.values:
            raise found.wrong(name, "stands beside tables [[pages]]", advice="write it into each of the tables")
    sources = [posixpath.normpath(table.source) for table in config.pages]
    outputs: dict[str, int] = {}
    for number, source in enumerate(sources):
        part = next(part for part in config.parts if part.source == source)
        for name, folder in (("source", source), ("output", part.output)):
            if not (config.root / folder).resolve().is_relative_to(config.root):
                raise found.wrong("pages", f"has a {name!r} outside the project", number, name)
        if sources.index(source) != number:
            raise found.wrong(
                "pages", f"has the folder {source!r} twice", number, "source", advice="delete one of both"
            )
        where = "output" if "output" in found.values["pages"][number] else "source"
        _check_output(part, found, config, "pages", number, where)
        if outputs.setdefault(part.output, number) != number:
            said = f"writes the pages of two folders to {part.output!r}"
            raise found.wrong("pages", said, number, where, advice="name an 'output' of its own for each")


def _check_output(config: Config, found: SettingsFile, whole: Config, *place: str | int) -> None:
    """Check that `output` gives each page a path of its own in each language, and not that of an English page.

    `config` are the settings for one folder of pages, `whole` those of the project; `place` is the setting.
    """
    name, *inside = str(place[0]), *place[1:]
    parts = set(localised_places.PART.findall(config.output))
    if unknown := parts - set(localised_places.PARTS):
        advice = did_you_mean(min(unknown), list(localised_places.PARTS))
        raise found.wrong(name, f"has an unknown part {{{min(unknown)}}}", *inside, advice=advice)
    is_whole = "path" in parts or parts >= {"folder", "name", "suffix"}
    if not is_whole or ("locale" not in parts and len(config.locales) > 1):
        needed = "needs {locale}, and {path} or {folder}, {name} and {suffix}, as in 'localised/{locale}/{path}'"
        raise found.wrong(name, needed, *inside)
    english = {_english(part, page) for part in whole.parts or (whole,) for page in ONES}
    made = (localised_places.path(config, locale, page) for locale in config.locales for page in ONES)
    if not english.isdisjoint(map(posixpath.normpath, made)):
        raise found.wrong(
            name, "would write localised pages over the English ones", *inside, advice="name another folder"
        )


def _english(config: Config, page: str) -> str:
    return posixpath.normpath(f"{config.source}/{page}")


def _check_names(config: Config, found: SettingsFile) -> None:
    """Check the names of locales: each of a known locale, one part of a path, and no two the same."""
    _check_known(config, found, "locale_names", (one for one in config.locale_names if one != config.source_locale))
    for locale, name in config.locale_names.items():
        if not FOLDER.fullmatch(name):
            raise found.wrong("locale_names", f"must have letters, digits and hyphens, not {name!r}", locale)
    names = [config.name_of(locale) for locale in config.locales]
    if len(set(names)) != len(names):
        raise found.wrong("locale_names", "gives two languages one name", advice="change one of them")


def _check_strings(config: Config, found: SettingsFile) -> None:
    """Check `[[strings]]`: a format, paths inside the project, and a localised file for each English one."""
    for number, table in enumerate(config.strings if "strings" in found.values else ()):
        for name, advice in _faults_of_strings(config, table).items():
            where = name if name in found.values["strings"][number] else "source"
            raise found.wrong("strings", f"has a table with a wrong {name!r}", number, where, advice=advice)


def _faults_of_strings(config: Config, table: StringsTable) -> Mapping[str, str]:
    """What to do about the wrong keys of a table."""
    is_one = len(config.locales) == 1
    faults: dict[str, str] = {}
    if (
        not table.output
        and not strings_files.has_language(table.source)
        and not table.source.startswith(f"{config.source}/")
    ):
        faults["output"] = "name the path of the localised file, as in output = 'i18n/{locale}/menu.yaml'"
    elif table.output and not is_one and not strings_files.has_language(table.output):
        faults["output"] = "put {locale} where the language goes"
    elif strings_files.is_pattern(table.source) and table.output and "{path}" not in table.output:
        faults["output"] = "put {path} where the rest of the path goes, since 'source' finds several files"
    elif not table.format and not strings_files.may_tell_format(table.source):
        faults["source"] = (
            "name files that end in .json, .toml, .yaml or .yml, or write format = 'json', 'toml' or 'yaml'"
        )
    if not any(key.strip() and not key.startswith("!") for key in table.keys):
        faults["keys"] = "name the keys whose values are text, as in keys = ['**.name']"
    for name, path in (("source", table.source), ("output", table.output)):
        if not path.isprintable() or not (config.root / path).resolve().is_relative_to(config.root):
            faults[name] = "name a path inside the project"
    return faults


def _check_addresses(config: Config, found: SettingsFile) -> None:
    """Check the URLs: their scheme, and the placeholder of those for links in reports."""
    if config.site and not config.site.startswith(("https://", "http://", "/")):
        raise found.wrong("site", "must be an address that begins with https://, or a path that begins with /")
    status = config.status
    for name, address, place in (("file_url", status.file_url, "{file}"), ("site_url", status.site_url, "{locale}")):
        if address and (not address.startswith(("https://", "http://")) or place not in address):
            wanted = f"begins with https:// and has {place} in it"
            raise found.wrong(f"status.{name}", f"must be an address that {wanted}, not {address!r}")
    if wrong := translate_links.fault(status.translate_url):
        sentence, advice = wrong
        raise found.wrong("status.translate_url", sentence, advice=advice)


def _check_cluster(config: Config, found: SettingsFile) -> None:
    """Check that a scheduler is an address."""
    if config.run.scheduler and "://" not in config.run.scheduler:
        raise found.wrong("run.scheduler", f"must be an address as in 'tcp://host:8786', not {config.run.scheduler!r}")


def _check_memory(config: Config, found: SettingsFile) -> None:
    """Check the memory's name; `max_obsolete` needs a chosen one, since it moves texts out of the catalogues."""
    try:
        named = Path(config.memory.database).expanduser().name
    except RuntimeError:
        named = ""
    if not named:
        raise found.wrong("memory.database", "must be a file or the address of a PostgreSQL database")
    if config.merge.max_obsolete is not None and "database" not in found.values.get("memory", {}):
        raise found.wrong(
            "merge.max_obsolete",
            "needs 'memory.database', since translations that leave a catalogue go there",
            advice="name a file or a database that is kept, not one on the disk of a CI runner",
        )


def _check_notices(config: Config, found: SettingsFile) -> None:
    """Check the notices: `{text}` in the block, an unused front-matter key, a sentence for every locale and kind."""
    how = config.assemble
    if "{text}" not in how.notice_block:
        raise found.wrong("assemble.notice_block", "needs {text} where the words go, as in '> {text}'")
    if not NAME.fullmatch(how.notice_key) or how.notice_key in config.markdown.front_matter:
        needed = "must be a word that is not in 'markdown.front_matter', as in 'translation'"
        raise found.wrong("assemble.notice_key", f"{needed}, not {how.notice_key!r}")
    _check_added(config, found)
    for locale in config.locales if how.notice == BLOCK else ():
        told = config.notice_in(locale)
        missing = [kind for kind in KINDS if kind in told.kinds - told.sentences.keys()]
        if missing:
            example = f'"{locale}" = {{{", ".join(f"{kind} = …" for kind in missing)}}}'
            advice = f"write it under [assemble.notices], as in '{example}'"
            raise found.fault("assemble.notice", f"no notice is known in {locale!r}", advice=advice)
