"""Zola 0.20: pulldown-cmark with shortcodes."""

from __future__ import annotations

import re

from msgspec.structs import replace

from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.constructs.pulldown_cmark import DEFINITION
from i18n_pipeline.markdown.constructs.template_tags import TERA_TAG
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.heading_forms import BRACES_AT_END
from i18n_pipeline.markdown.slugs.zola import ZOLA
from i18n_pipeline.markdown.writing import link_policies
from i18n_pipeline.markdown.writing.link_places import Habits
from i18n_pipeline.profiles import Profile
from i18n_pipeline.profiles._clues import Clues, Want, of_program
from i18n_pipeline.profiles._front_matter import MARKDOWN, USUAL

DIALECT = Dialect(
    "zola",
    links_addresses=False,
    ids=replace(BRACES_AT_END, writable=re.compile(r"[^\s\ufffd]+")),
    ids_behind_closing=True,
    slugs=ZOLA,
    template_code=template_code.LIQUID,
    decodes_first=False,
    constructs=(TERA_TAG, DEFINITION),
    address_keys=("path",),
    bare_addresses=True,
    front_matter=USUAL,
    markdown_keys=MARKDOWN,
)

PROFILE = Profile(
    "zola",
    DIALECT,
    output="{source}/{folder}/{name}.{locale}{suffix}",
    links=link_policies.zola,
    clues=Clues(
        files=("config.toml", "zola.toml"),
        holds=r"(?m)^\s*base_url\s*=",
        folders=("content",),
        version=(of_program("zola"),),
        wants=(
            Want(
                ("config.toml", "zola.toml"),
                r"\[languages\.{locale}\b",
                "add `[languages.{locale}]` to {file}",
            ),
        ),
    ),
    habits=Habits(shares_files=True),
)
