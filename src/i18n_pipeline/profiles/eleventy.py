"""Eleventy 3: markdown-it with Liquid or Nunjucks."""

from __future__ import annotations

from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.constructs.template_tags import JINJA_TAG
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.heading_forms import WITH_ATTRS
from i18n_pipeline.markdown.slugs.eleventy import ELEVENTY
from i18n_pipeline.markdown.writing import link_policies
from i18n_pipeline.profiles import Profile
from i18n_pipeline.profiles._clues import Clues, SetOnSite, Want, of_npm
from i18n_pipeline.profiles._front_matter import USUAL

CONFIG = ("eleventy.config.*", ".eleventy.js")
"""Names of the settings files of Eleventy."""
DIALECT = Dialect(
    "eleventy",
    tables_below_words=True,
    ids=WITH_ATTRS,
    slugs=ELEVENTY,
    template_code=template_code.JINJA,
    decodes_first=False,
    indented_code=False,
    deep_blocks=False,
    constructs=(JINJA_TAG,),
    linkify=True,
    address_keys=("permalink",),
    front_matter=(*USUAL, "eleventyNavigation.title"),
)

PROFILE = Profile(
    "eleventy",
    DIALECT,
    output="{source}/{locale}/{path}",
    links=link_policies.prefixed,
    clues=Clues(
        files=CONFIG,
        folders=("src/en", "content/en", "en", "src", "content", "."),
        version=(of_npm("@11ty/eleventy"),),
        settings=(
            SetOnSite(CONFIG, r"IdAttributePlugin", "eleventy"),
            SetOnSite(CONFIG, r"getFilter\(\s*['\"]slugify['\"]|@sindresorhus/slugify", "eleventy"),
            SetOnSite(CONFIG, r"markdown-it-anchor", "markdown-it-anchor"),
            SetOnSite((*CONFIG, "package.json"), r"markdown-it-attrs", "braces", "ids"),
        ),
        wants=(
            Want(
                CONFIG,
                r"IdAttributePlugin|markdown-?it-?anchor|markdownItAnchor",
                "add IdAttributePlugin in {file}, if links to headings should work",
            ),
        ),
    ),
    noindex={"robots": "noindex"},
)
