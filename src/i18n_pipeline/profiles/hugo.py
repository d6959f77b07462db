"""Hugo 0.168: shortcodes, attribute lists and definition lists of Goldmark."""

from __future__ import annotations

import re

from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.constructs.goldmark import BLOCK_ATTRIBUTES, MAIL_ADDRESS, PASSTHROUGH, wide_tables
from i18n_pipeline.markdown.constructs.lone_marks import ATTRIBUTE_LINE
from i18n_pipeline.markdown.constructs.math import DISPLAY_MATH
from i18n_pipeline.markdown.constructs.pymdown import ICON
from i18n_pipeline.markdown.constructs.template_tags import HUGO_SHORTCODE
from i18n_pipeline.markdown.dialect import ATTRIBUTES, Dialect, HeadingIds
from i18n_pipeline.markdown.heading_forms import GLUED
from i18n_pipeline.markdown.slugs.hugo import GITHUB
from i18n_pipeline.markdown.writing import link_policies
from i18n_pipeline.markdown.writing.link_places import Habits
from i18n_pipeline.profiles import Profile, Strings
from i18n_pipeline.profiles._clues import Clues, OtherSlugs, SetOnSite, Want, of_npm, of_program
from i18n_pipeline.profiles._front_matter import MARKDOWN, USUAL

CONFIG = ("config/_default/*.*ml", "hugo.toml", "hugo.yaml", "hugo.json", "config.toml", "config.yaml")
"""Names of the settings files of Hugo."""
OF_ZOLA = r"[\s\S]*^\s*base_url\s*="
"""Finds the address of a site as Zola has it, whose settings file may have the same name."""
KINDS = ("github", "github-ascii", "blackfriday")
"""What `autoHeadingIDType` and `autoIDType` may be."""
ID_TYPE = r"(?i)\bauto(?:heading)?IDType[\"']?\s*[:=]\s*[\"']?"
"""Finds the setting for that, as far as its value."""
VERSION = (of_program("hugo"), of_npm("hugo-extended"))
DIALECT = Dialect(
    "hugo",
    tables_below_words=True,
    ids=HeadingIds(written=rb"\{[ \t]*" + ATTRIBUTES, glued=GLUED),
    ids_behind_closing=True,
    slugs=GITHUB,
    template_code=template_code.SHORTCODES,
    decodes_first=False,
    reserved="HAHAHUGOSHORTCODE",
    constructs=(HUGO_SHORTCODE, DISPLAY_MATH, ATTRIBUTE_LINE, BLOCK_ATTRIBUTES, MAIL_ADDRESS, PASSTHROUGH, ICON),
    paths=re.compile(rb"(?P<path>\{\{[<%]\s*(?:rel)?ref\s+\"[^\"]*\"\s*[>%]\}\})"),
    definition_lists=True,
    scheme="https://",
    tables=wide_tables,
    address_keys=("url",),
    front_matter=(
        *USUAL,
        "linkTitle",
        "linktitle",
        "resources.title",
        *(f"{menu}.*.{key}" for menu in ("menu", "menus") for key in ("name", "title")),
    ),
    markdown_keys=MARKDOWN,
)

PROFILE = Profile(
    "hugo",
    DIALECT,
    strings=(
        Strings("i18n/{locale}.*", ("**", "!**.id", "!*.description"), only_translated=True),
        Strings("config/_default/menus.{locale}.*", ("**.name", "**.title")),
    ),
    output="{source}/{folder}/{name}.{locale}{suffix}",
    locale_names=str.lower,
    links=link_policies.hugo,
    clues=Clues(
        files=CONFIG,
        holds=rf"(?im)\A(?!{OF_ZOLA})[\s\S]*?\b(?:baseURL|defaultContentLanguage|languages)\b",
        folders=("content/en", "content"),
        folder=r"(?im)^\s*contentDir\s*[=:]\s*[\"']?(content/en)\b",
        version=VERSION,
        slugs=OtherSlugs(
            VERSION,
            {f"hugo-{kind}": f"hugo-0.111-{kind}" for kind in KINDS},
            before=(0, 144),
        ),
        settings=(
            *(SetOnSite(CONFIG, rf"{ID_TYPE}{kind}(?![\w-])", f"hugo-{kind}") for kind in KINDS),
            SetOnSite(CONFIG, r"(?i)\bdefaultContentLanguageInSubdir[\"']?\s*[:=]\s*true", True, "english_in_folder"),
        ),
        wants=(
            Want(
                (
                    *("languages.toml", "languages.y*ml", "languages.json", "hugo.*", "config.*"),
                    "languages.{locale}.*",
                ),
                r"(?m)languages\.{locale}\b|^\s*\[?['\"]?{locale}['\"]?(?:\]|:)",
                "add the language {locale} to `languages` in {file}",
            ),
        ),
    ),
    habits=Habits(finds_language=True, shares_files=True),
    noindex={"robots": "noindex"},
)
