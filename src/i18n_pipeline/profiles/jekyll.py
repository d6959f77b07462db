"""Jekyll 4.3: kramdown 2.4 with Liquid."""

from __future__ import annotations

import re
from functools import partial

from msgspec.structs import replace

from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.constructs import raw_blocks
from i18n_pipeline.markdown.constructs.abbreviations import ABBREVIATION
from i18n_pipeline.markdown.constructs.kramdown import (
    ATTRIBUTES,
    CONTENTS,
    DEFINITION,
    END_OF_BLOCK,
    EXTENSION,
    LAST_ATTRIBUTES,
    LONE_TAG,
    TAG,
    TICK,
)
from i18n_pipeline.markdown.constructs.markdown_in_html import MARKDOWN_IN_ALL_HTML, MARKDOWN_IN_HTML_OF_KRAMDOWN
from i18n_pipeline.markdown.constructs.math import KRAMDOWN_MATH
from i18n_pipeline.markdown.constructs.template_tags import LIQUID_TAG
from i18n_pipeline.markdown.dialect import Dialect, HeadingIds
from i18n_pipeline.markdown.slugs.kramdown import JEKYLL
from i18n_pipeline.markdown.writing import link_policies
from i18n_pipeline.markdown.writing.link_places import Habits
from i18n_pipeline.profiles import Profile, Strings
from i18n_pipeline.profiles._clues import JUPYTER_BOOK, Clues, SetOnSite, Want, of_rubygems
from i18n_pipeline.profiles._front_matter import USUAL

PATHS = re.compile(
    rb"""(?:\{%-?\s*link\s+|\{\{-?\s*(?P<quote>["'])(?=[^"'\r\n]*["']\s*\|\s*(?:relative|absolute)_url)|"""
    rb"""\{\{-?\s*site\.(?:base)?url\s*-?\}\}(?=/))(?P<path>[^\s"'%{}()<>]++)(?![{%])"""
)
"""Paths after the tag `link`, before the filter `relative_url`, and after `{{ site.baseurl }}`."""

IDS = HeadingIds(
    written=rb"\{#[A-Za-z_:\x80-\xff][\w:.\x80-\xff-]*\}",
    new='{: id="{id}"}',
    place="below",
    lazy=" {#{id}}",
    apart=re.compile(rb"\{:[ \t]*(?:#([^\s{}\"]+)|id=\"([^\"{}\r\n]+)\")[ \t]*\}"),
    apart_signs=(b"{:",),
    writable=re.compile(r"[^\"{}\s]+"),
)
"""`## Title {#id}`, with an id that begins with a letter; `{: id="id"}` on the next line, which takes any."""

RAW_HTML = Dialect(
    "jekyll",
    ids=IDS,
    ids_behind_closing=True,
    slugs=JEKYLL,
    template_code=template_code.LIQUID,
    decodes_first=False,
    constructs=(
        LIQUID_TAG,
        MARKDOWN_IN_HTML_OF_KRAMDOWN,
        EXTENSION,
        CONTENTS,
        KRAMDOWN_MATH,
        ABBREVIATION,
        LAST_ATTRIBUTES,
        ATTRIBUTES,
        END_OF_BLOCK,
        DEFINITION,
        TAG,
        TICK,
    ),
    paths=PATHS,
    paths_in_code=False,
    definition_lists=True,
    blank_in_definitions=True,
    numbers_begin_lists=True,
    bare_tables=True,
    marks_cross_links=True,
    links_addresses=False,
    raw_blocks=partial(raw_blocks.masked, habits=raw_blocks.KRAMDOWN),
    lone_tag=LONE_TAG,
    markdown_in_html=True,
    markdown_behind_comments=True,
    pipes_in_code=True,
    parted_placeholders=True,
    address_keys=("permalink",),
    front_matter=USUAL,
)
READ_HTML = replace(
    RAW_HTML,
    constructs=tuple(
        MARKDOWN_IN_ALL_HTML if one is MARKDOWN_IN_HTML_OF_KRAMDOWN else one for one in RAW_HTML.constructs
    ),
    raw_blocks=partial(raw_blocks.masked, habits=raw_blocks.KRAMDOWN_READING_HTML),
)
DIALECT = replace(RAW_HTML, reading_html=READ_HTML)

CONFIG = ("_config.y*ml",)
"""Names of the settings files of Jekyll."""
PARSER = r"^[ \t]+input:[ \t]*[\"']?kramdown"
"""Finds that kramdown reads pages by its own rules, and not as GFM."""
STRIPPED = r"^[ \t]+auto_id_stripping:[ \t]*true"
"""Finds that it makes ids of the words without their marks."""
READS_HTML = r"(?m)^[ \t]+parse_block_html:[ \t]*true"
"""Finds that it reads Markdown in all blocks of HTML."""

PROFILE = Profile(
    "jekyll",
    DIALECT,
    strings=(
        Strings("_data/{locale}.*"),
        Strings("_data/{locale}/**"),
        Strings("{source}/_data/{locale}.*"),
        Strings("{source}/_data/{locale}/**"),
    ),
    suffixes=(".md", ".markdown"),
    output="{source}/{locale}/{path}",
    links=link_policies.jekyll,
    clues=Clues(
        files=CONFIG,
        holds=rf"\A(?![\s\S]*?{JUPYTER_BOOK})",
        folders=("_docs", "docs", "_pages", "."),
        folder=r"(?m)^source:\s*[\"']?([\w./-]+)",
        version=(of_rubygems("jekyll"),),
        settings=(
            SetOnSite(
                CONFIG, rf"(?ms)(?=.*^[ \t]+auto_id_stripping:[ \t]*true).*{PARSER}", "kramdown-auto_id_stripping"
            ),
            SetOnSite(CONFIG, f"(?m){PARSER}", "kramdown"),
            SetOnSite(CONFIG, READS_HTML, True, "markdown_in_html"),
        ),
        wants=(
            Want(
                CONFIG,
                r"(?m)^source:|^exclude:[\s\S]*\blocales\b",
                "add `i18n.toml` and `locales` to `exclude` in {file}, or the site has these files too",
            ),
            Want(
                CONFIG,
                r"(?m)\blang:\s*[\"']?{locale}\b|^languages:.*\b{locale}\b",
                "set `lang: {locale}` for the folder {locale} in the `defaults` of {file}, for themes that read it",
            ),
        ),
    ),
    habits=Habits(has_collections=True),
    noindex={"robots": "noindex"},
)
