"""The text of a new settings file: the settings that sites often change, each with its default and a comment."""

from __future__ import annotations

import json
from collections.abc import Mapping

from i18n_pipeline.commands.init.guessing import Site
from i18n_pipeline.project.localised_places import default_output
from i18n_pipeline.project.settings_tables import kind_of_site


def written(site: Site, locales: tuple[str, ...], schema: str) -> str:
    """A commented settings file for a site; `schema` is the address of the JSON schema."""
    lines = [
        f"#:schema {schema}",
        "# Settings of i18n-pipeline; paths are relative to this file. Lines that begin with # have the defaults.",
        "",
        *(_line(f"{key} = {json.dumps(value)}", comment) for key, value, comment in _chosen(site, locales)),
    ]
    of_profile = _of_profile(site)
    for table, keys in SETTINGS.items():
        chosen = MOVING_IN if table == "assemble" and site.localised else {}
        if not table and (others := _other_languages(site, locales)):
            chosen = {"exclude": json.dumps(others)}
        of_site = site.markdown if table == "markdown" else ()
        lines += ["", f"[{table}]" if chosen or of_site else f"# [{table}]"] if table else [""]
        lines += [_line(f"{one.key} = {json.dumps(one.value)}", one.why) for one in of_site]
        lines += [
            _line(f"{key} = {chosen[key]}", comment)
            if key in chosen
            else _line(f"# {key} = {of_profile.get(key, value)}", comment)
            for key, value, comment in keys
        ]
    return "\n".join(lines) + "\n"


def _other_languages(site: Site, locales: tuple[str, ...]) -> list[str]:
    """Patterns of the pages in folders of languages that the settings do not name: they are no English pages."""
    inside = "" if site.source == "." else f"{site.source}/"
    found = (folder for locale, folder in sorted(site.published.items()) if locale not in locales)
    return [f"{folder[len(inside) :]}/**" for folder in found if folder.startswith(inside)]


def _of_profile(site: Site) -> dict[str, str]:
    """The settings whose defaults the profile gives, each with its default in TOML."""
    profile = kind_of_site(site.profile or "commonmark")
    defaults = {
        "output": default_output(profile.output_from(site.source), site.source, ("en",)),
        "include": [f"**/*{suffix}" for suffix in site.suffixes],
        "front_matter": profile.dialect.front_matter,
        "notice_block": profile.notice,
    }
    return {key: json.dumps(value, ensure_ascii=False) for key, value in defaults.items()}


def _chosen(site: Site, locales: tuple[str, ...]) -> list[tuple[str, object, str]]:
    """The settings that are no defaults, each with its value and a comment."""
    kind = f"kind of site, by {site.why}" if site.why else "kind of site"
    return [
        ("locales", list(locales), "languages to translate into: nl, pt-BR, zh-Hans"),
        ("source", site.source, "folder of the English pages"),
        ("profile", site.profile or "commonmark", f"{kind} ({site.version})" if site.version else kind),
    ]


def _line(setting: str, comment: str) -> str:
    return f"{setting:<42} # {comment}"


MOVING_IN: Mapping[str, str] = {"untranslated_pages": "false", "lines": '"published"'}
"""Settings of `[assemble]` for a site that has translated pages: it goes on showing them as they are."""
SETTINGS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "": (
        ("project", '""', "name in the headers of new catalogues"),
        ("source_locale", '"en"', "language of the source pages"),
        ("catalogues", '"locales"', "folder of the catalogues"),
        ("layout", '"page"', 'a catalogue per page; "folder" or "locale": fewer'),
        ("output", '"localised/{locale}/{path}"', "where localised pages go"),
        ("include", '["**/*.md"]', "which files are pages, relative to source"),
        ("exclude", "[]", 'files that are no pages: ["drafts/**"]'),
    ),
    "markdown": (
        ("front_matter", '["title", "description"]', "keys whose values people read"),
        ("anchors", '"pin"', 'write English heading ids; "follow": change links instead; "keep": neither'),
        ("links", '"profile"', 'adjust links to other files; "keep": change none'),
    ),
    "merge": (
        ("near", "75", "least likeness, percent, to keep a translation as stale"),
        ("max_obsolete", "100", "most obsolete messages kept (default: all); rest to memory"),
        ("digests", "false", "comments that tell which text was translated; for merges without Git"),
    ),
    "memory": (("database", '".i18n-memory.db"', "a file or postgresql://…; projects may share it"),),
    "draft": (
        ("engine", '""', "machine translator for drafts: deepl, openai, apertium, …"),
        ("least", "75", "least likeness, percent, for a draft from the memory"),
        ("glossary", '"glossary.csv"', "table of terms, .csv or .tbx, if there is one"),
    ),
    "assemble": (
        ("accept", '["reviewed"]', 'states that are published; add "draft" for drafts too'),
        ("untranslated_pages", "true", "write pages of which nothing is translated, in English"),
        ("lines", '"english"', 'where lines break; "published": as on pages that are there'),
        ("min_reviewed", "0", "least percent of words translated to write a page"),
        ("notice", '""', 'notice on unfinished pages: "block" or "front matter"'),
        ("notice_for", '["untranslated", "stale", "draft"]', "states that the notice mentions"),
        ("notice_block", '"> {text}"', "Markdown of the block"),
        ("notice_key", '"translation"', "front-matter key of the notice"),
    ),
    "check": (
        ("fail_on", '"error"', 'least severity for exit code 1 of check; "warning", "info", "never"'),
        ("select", "[]", 'which checks are made, such as ["md", "numbers"] (default: all)'),
        ("own", "[]", "modules with checks of your own"),
    ),
    "status": (
        ("history", '""', 'past figures where there is no Git: "history.jsonl"'),
        ("file_url", '""', "links in reports: https://…/blob/main/{file}"),
        ("site_url", '""', "links in reports: https://…/{locale}/"),
    ),
}
"""Other settings by table, each with its default, unless the profile gives another, and its purpose."""
