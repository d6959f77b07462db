"""Astro 5 with Starlight: Markdown and MDX with containers."""

from __future__ import annotations

from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.constructs import braced
from i18n_pipeline.markdown.constructs.containers import LABELLED_CONTAINER, LEAF_DIRECTIVE, TEXT_DIRECTIVE
from i18n_pipeline.markdown.constructs.jsx import ELEMENT, SCRIPT_BLOCK
from i18n_pipeline.markdown.constructs.math import DISPLAY_MATH
from i18n_pipeline.markdown.dialect import Dialect, HeadingIds
from i18n_pipeline.profiles import Profile

DIALECT = Dialect(
    "starlight",
    ids=HeadingIds(new=""),
    template_code=template_code.NONE,
    constructs=(SCRIPT_BLOCK, LABELLED_CONTAINER, LEAF_DIRECTIVE, TEXT_DIRECTIVE, DISPLAY_MATH, ELEMENT),
    literal=braced.literal,
    html_blocks=False,
    indented_code=False,
    front_matter=(
        "title",
        "description",
        "hero.title",
        "hero.tagline",
        "hero.actions.text",
        "banner.content",
        "sidebar.label",
        "sidebar.badge.text",
        "prev.label",
        "next.label",
    ),
)

PROFILE = Profile(
    "starlight",
    DIALECT,
    suffixes=(".md", ".mdx"),
    output="src/content/docs/{locale}/{path}",
)
