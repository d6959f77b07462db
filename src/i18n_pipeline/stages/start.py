"""`init`: what a folder looks like, and the settings file that suits it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SIGNS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("docusaurus.config.js", "docusaurus", ("docs",)),
    ("docusaurus.config.ts", "docusaurus", ("docs",)),
    ("mkdocs.yml", "mkdocs", ("docs",)),
    ("hugo.toml", "hugo", ("content/en", "content")),
    ("hugo.yaml", "hugo", ("content/en", "content")),
    ("config.toml", "hugo", ("content/en", "content")),
    ("book.toml", "mdbook", ("src",)),
    ("_config.yml", "jekyll", ("docs", "_docs", ".")),
    ("astro.config.mjs", "starlight", ("src/content/docs/en", "src/content/docs")),
    ("docs/.vitepress", "vitepress", ("docs/en", "docs")),
    (".eleventy.js", "eleventy", ("en", "content", ".")),
    ("conf.py", "sphinx", (".",)),
    ("docs/conf.py", "sphinx", ("docs",)),
)
"""Files that tell a site generator, its name, and where its English pages usually are."""
FOLDERS = ("source", "docs/en", "docs", "content/en", "content", "src/pages", "pages", "en", "src", ".")


@dataclass(frozen=True, slots=True)
class Guess:
    """What a folder looks like."""

    generator: str
    """The site generator, empty where there is no sign of one."""
    source: str
    """The folder with the English pages."""
    pages: int
    """How many pages are in it."""


def guess(names: frozenset[str], pages: Mapping[str, int]) -> Guess:
    """Guess from the names in the folder (relative paths) and the number of pages below each likely folder."""
    generator, folders = next(((g, f) for sign, g, f in SIGNS if sign in names), ("", ()))
    source = next((folder for folder in (*folders, *FOLDERS) if pages.get(folder)), "source")
    return Guess(generator, source, pages.get(source, 0))


def settings(guessed: Guess, locales: tuple[str, ...], known: list[str]) -> str:
    """A commented settings file; `known` are the profiles there are."""
    profile = guessed.generator if guessed.generator in known else "commonmark"
    languages = ", ".join(f'"{locale}"' for locale in locales)
    return f"""\
# Settings of i18n-pipeline. Only `locales` is required; every other line shows what holds without it,
# unless it says otherwise. Paths are relative to this file.

# project = ""                      # name in the headers of new catalogues
locales = [{languages}]              # languages to translate into: nl, pt-BR, zh-Hans
source = "{guessed.source}"{" " * max(1, 24 - len(guessed.source))}# folder of the English pages
profile = "{profile}"            # kind of site
# source_locale = "en"
# catalogues = "locales"           # <catalogues>/<locale>/LC_MESSAGES/<page>.po
# output = "localised/{{locale}}/{{path}}"
# include = ["**/*.md", "**/*.mdx"]
# exclude = []                      # for example ["drafts/**"]

# [markdown]
# front_matter = ["title", "description"]   # keys whose values people read
# anchors = "pin"                   # write English heading ids as {{#id}}; "keep": write nothing
# links = "profile"                 # lead links to images anew; "keep": leave all targets

# [merge]
# near = 75                         # percent of likeness from which a changed text keeps its translation, as stale

# [assemble]
# accept = ["reviewed"]             # add "draft" to ship machine drafts
# min_reviewed = 0                  # percent of a page's words below which it is not written
"""
