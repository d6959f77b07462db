"""Eleventy 3: markdown-it with Liquid or Nunjucks."""

from __future__ import annotations

from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.constructs.template_tags import JINJA_TAG
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.heading_forms import A
from i18n_pipeline.markdown.slugs.eleventy import ELEVENTY
from i18n_pipeline.markdown.writing import link_policies
from i18n_pipeline.profiles import Profile
from i18n_pipeline.profiles._clues import Clues, Want, of_npm

DIALECT = Dialect(
    "eleventy",
    ids=A,
    slugs=ELEVENTY,
    template_code=template_code.JINJA,
    decodes_first=False,
    constructs=(JINJA_TAG,),
    address_keys=("permalink",),
    front_matter=("title", "description", "eleventyNavigation.title"),
)

PROFILE = Profile(
    "eleventy",
    DIALECT,
    output="{source}/{locale}/{path}",
    links=link_policies.prefixed,
    clues=Clues(
        files=("eleventy.config.*", ".eleventy.js"),
        folders=("src/en", "content/en", "en", "src", "content", "."),
        version=(of_npm("@11ty/eleventy"),),
        wants=(
            Want(
                ("eleventy.config.*", ".eleventy.js"),
                r"IdAttributePlugin|markdown-?it-?anchor|markdownItAnchor",
                "add IdAttributePlugin in {file}, if links to headings should work",
            ),
        ),
    ),
    noindex={"robots": "noindex"},
)
