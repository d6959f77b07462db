"""Astro 5 with Starlight: Markdown and MDX with containers."""

from __future__ import annotations

from msgspec.structs import replace

from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.constructs import braced
from i18n_pipeline.markdown.constructs.code_titles import TITLE
from i18n_pipeline.markdown.constructs.containers import LABELLED_CONTAINER, LEAF_DIRECTIVE, TEXT_DIRECTIVE
from i18n_pipeline.markdown.constructs.jsx import ELEMENT, SCRIPT_BLOCK
from i18n_pipeline.markdown.constructs.math import DISPLAY_MATH
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.heading_forms import SPAN
from i18n_pipeline.markdown.slugs.github import ASTRO_5
from i18n_pipeline.markdown.writing import link_policies
from i18n_pipeline.markdown.writing.link_places import Habits
from i18n_pipeline.profiles import Profile, Strings
from i18n_pipeline.profiles._clues import Clues, OtherSlugs, SetOnSite, Want, of_npm
from i18n_pipeline.profiles._front_matter import USUAL

DIALECT = Dialect(
    "starlight",
    tables_below_words=True,
    ids=SPAN,
    slugs=ASTRO_5,
    template_code=template_code.NONE,
    constructs=(SCRIPT_BLOCK, LABELLED_CONTAINER, LEAF_DIRECTIVE, TEXT_DIRECTIVE, DISPLAY_MATH, ELEMENT),
    literal=braced.literal,
    html_blocks=False,
    hosts_behind_marks=True,
    code_title=TITLE,
    indented_code=False,
    address_keys=("slug",),
    bare_addresses=True,
    link_keys=(
        "hero.actions.link",
        "hero.image.file",
        "hero.image.light",
        "hero.image.dark",
        "prev.link",
        "next.link",
    ),
    front_matter=(
        *USUAL,
        "hero.title",
        "hero.tagline",
        "hero.image.alt",
        "hero.actions.text",
        "banner.content",
        "sidebar.label",
        "sidebar.badge.text",
        "prev",
        "next",
        "prev.label",
        "next.label",
    ),
)

MARKDOWN = replace(
    DIALECT,
    name="starlight .md",
    constructs=(LABELLED_CONTAINER, LEAF_DIRECTIVE, TEXT_DIRECTIVE),
    literal=None,
    html_blocks=True,
    indented_code=True,
)
"""Pages whose names end in `.md`: Astro reads them as CommonMark with HTML, without MDX."""

PROFILE = Profile(
    "starlight",
    DIALECT,
    strings=(Strings("src/content/i18n/{language}.*", only_translated=True),),
    others=((".md", MARKDOWN),),
    suffixes=(".md", ".mdx"),
    output="{source}/{locale}/{path}",
    locale_names=str.lower,
    links=link_policies.starlight,
    clues=Clues(
        files=("astro.config.*",),
        folders=("src/content/docs/en", "src/content/docs"),
        version=(of_npm("@astrojs/starlight"),),
        slugs=OtherSlugs((of_npm("astro"),), {"astro-5": "astro-7"}, since=(7,)),
        settings=(SetOnSite(("package.json",), r"remark-(?:custom-)?heading-id", "braces", "ids", unless=".mdx"),),
        wants=(
            Want(
                ("astro.config.*", "config/locales.*"),
                r"['\"]?\b{locale}['\"]?\s*[:,\]]",
                "add `{locale}` to `locales` of Starlight in {file}",
            ),
        ),
    ),
    habits=Habits(falls_back=True),
    noindex={"head": [{"tag": "meta", "attrs": {"name": "robots", "content": "noindex"}}]},
)
