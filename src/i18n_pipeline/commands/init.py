"""`init`: inspect a folder and write a suitable settings file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from i18n_pipeline import plugins
from i18n_pipeline.errors import SettingsError
from i18n_pipeline.findings import Finding, united
from i18n_pipeline.markdown.dialect import COMMONMARK
from i18n_pipeline.markdown.reading import unknown_syntax
from i18n_pipeline.project import project_files, settings, settings_schema
from i18n_pipeline.project.settings_tables import kind_of_site

SIGNS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("docusaurus.config.js", "docusaurus", ("docs",)),
    ("docusaurus.config.ts", "docusaurus", ("docs",)),
    ("mkdocs.yml", "mkdocs", ("docs",)),
    ("zensical.toml", "mkdocs", ("docs",)),
    ("hugo.toml", "hugo", ("content/en", "content")),
    ("hugo.yaml", "hugo", ("content/en", "content")),
    ("config.toml", "hugo", ("content/en", "content")),
    ("book.toml", "mdbook", ("src",)),
    ("_config.yml", "jekyll", ("docs", "_docs", ".")),
    ("astro.config.mjs", "starlight", ("src/content/docs/en", "src/content/docs")),
    ("docs/.vitepress", "vitepress", ("docs/en", "docs")),
    (".eleventy.js", "eleventy", ("en", "content", ".")),
    ("conf.py", "myst", (".",)),
    ("docs/conf.py", "myst", ("docs",)),
)
"""Files that reveal a site generator: its name, and its usual folder of English pages."""
MOST = 500
"""Number of pages that are read for a guess."""
FOLDERS = ("source", "docs/en", "docs", "content/en", "content", "src/pages", "pages", "en", "src", ".")


@dataclass(frozen=True, slots=True)
class Guess:
    """The settings guessed from a folder."""

    generator: str
    """Name of the site generator; empty if unknown."""
    source: str
    """The folder with the English pages."""
    pages: int
    """Number of pages in that folder."""
    suffixes: tuple[str, ...] = (".md",)
    """How the names of pages end on such a site."""
    signs: tuple[Finding, ...] = ()
    """What on the pages shows the kind of site; empty if its files show it."""


def init(folder: Path, locales: tuple[str, ...], path: Path) -> Guess:
    """Write a commented settings file for the site in a folder, unless there is one. Raises SettingsError."""
    if path.exists():
        raise SettingsError(f"{path} exists already, so nothing is written", "change it by hand, or delete it first")
    if not folder.is_dir():
        raise SettingsError(f"there is no folder {folder}", "name the folder of the site")
    settings.check_locales(locales)
    guessed = _guess(folder)
    schema = settings_schema.address(path.parent)
    project_files.save(path, written(guessed, locales, plugins.names("profiles"), schema).encode())
    return guessed


def _guess(folder: Path) -> Guess:
    """Guess from the files in a folder."""
    names = frozenset(sign for sign, _, _ in SIGNS if (folder / sign).exists())
    likely = {name for _, _, places in SIGNS for name in places} | set(FOLDERS)
    known = plugins.names("profiles")
    every = {suffix for name in known for suffix in kind_of_site(name).suffixes}
    guessed = guess(names, {name: _pages(folder / name, every) for name in likely})
    guessed = guessed if guessed.generator else _by_pages(folder, guessed)
    suffixes = kind_of_site(guessed.generator).suffixes if guessed.generator in known else guessed.suffixes
    return replace(guessed, suffixes=suffixes, pages=_pages(folder / guessed.source, suffixes))


def _pages(folder: Path, suffixes: Collection[str]) -> int:
    """Number of files with one of these suffixes in a folder and below; 0 without the folder."""
    return sum(path.suffix in suffixes for path in folder.rglob("*")) if folder.is_dir() else 0


def _by_pages(folder: Path, guessed: Guess) -> Guess:
    """A guess from the syntax on the pages, where no file tells the site generator."""
    by_profile: Counter[str] = Counter()
    found: list[Finding] = []
    paths = sorted(path for ending in ("*.md", "*.mdx") for path in (folder / guessed.source).rglob(ending))
    for path in paths[:MOST]:
        with suppress(OSError, UnicodeDecodeError):
            data = path.read_bytes()
            by_profile.update(
                {clue.profile: number for clue, number in unknown_syntax.counted(data, COMMONMARK).items()}
            )
            found += unknown_syntax.findings(data, COMMONMARK, path.relative_to(folder).as_posix())
    [(profile, _)] = by_profile.most_common(1) or [("", 0)]
    return replace(guessed, generator=profile, signs=tuple(united(found)))


def guess(names: frozenset[str], pages: Mapping[str, int]) -> Guess:
    """Guess from the file names in a folder (relative paths) and the number of pages in each likely folder."""
    generator, folders = next(((g, f) for sign, g, f in SIGNS if sign in names), ("", ()))
    source = next((folder for folder in (*folders, *FOLDERS) if pages.get(folder)), "source")
    return Guess(generator, source, pages.get(source, 0))


def written(guessed: Guess, locales: tuple[str, ...], known: list[str], schema: str) -> str:
    """A commented settings file; `known` are the available profiles, `schema` is the address of the JSON schema."""
    profile = guessed.generator if guessed.generator in known else "commonmark"
    lines = [
        f"#:schema {schema}",
        "# Settings of i18n-pipeline; paths are relative to this file. Lines that begin with # have the defaults.",
        "",
    ]
    pages = json.dumps([f"**/*{suffix}" for suffix in guessed.suffixes])
    for table, keys in SETTINGS.items():
        lines += ["", f"# [{table}]"] if table else []
        lines += [_line(f"# {key} = {pages if key == 'include' else value}", comment) for key, value, comment in keys]
    named = {"locales": json.dumps(list(locales)), "source": json.dumps(guessed.source), "profile": json.dumps(profile)}
    chosen = [_line(f"{key} = {value}", CHOSEN[key]) for key, value in named.items()]
    return "\n".join([*lines[:3], *chosen, *lines[3:]]) + "\n"


def _line(setting: str, comment: str) -> str:
    return f"{setting:<42} # {comment}"


CHOSEN = {
    "locales": "languages to translate into: nl, pt-BR, zh-Hans",
    "source": "folder of the English pages",
    "profile": "kind of site",
}
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
        ("anchors", '"pin"', 'write English heading ids; "keep": write nothing'),
        ("links", '"profile"', 'adjust links to other files; "keep": change none'),
    ),
    "merge": (
        ("near", "75", "least likeness, percent, to keep a translation as stale"),
        ("max_obsolete", "100", "most obsolete messages kept (default: all); rest to memory"),
    ),
    "memory": (("database", '".i18n-memory.db"', "a file or postgresql://…; projects may share it"),),
    "draft": (
        ("engine", '""', "machine translator for drafts: deepl, openai, apertium, …"),
        ("least", "75", "least likeness, percent, for a draft from the memory"),
        ("glossary", '"glossary.csv"', "table of terms, .csv or .tbx, if there is one"),
    ),
    "assemble": (
        ("accept", '["reviewed"]', 'states that are published; add "draft" for drafts too'),
        ("min_reviewed", "0", "least percent of words translated to write a page"),
        ("notice", '""', 'notice on unfinished pages: "block" or "front matter"'),
        ("notice_for", '["untranslated", "stale", "draft"]', "states that the notice mentions"),
        ("notice_block", '"> {text}"', "Markdown of the block"),
        ("notice_key", '"translation"', "front-matter key of the notice"),
    ),
    "status": (
        ("history", '""', 'past figures where there is no Git: "history.jsonl"'),
        ("file_url", '""', "links in reports: https://…/blob/main/{file}"),
        ("site_url", '""', "links in reports: https://…/{locale}/"),
    ),
}
"""All other settings by table, each with its default and its purpose."""
