"""Docusaurus 3: MDX with containers and admonitions."""

from __future__ import annotations

import re

from msgspec.structs import replace

from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.constructs import braced, unwrapped
from i18n_pipeline.markdown.constructs.code_titles import TITLE
from i18n_pipeline.markdown.constructs.containers import ADMONITION_DIRECTIVE, LEAF_DIRECTIVE, TEXT_DIRECTIVE
from i18n_pipeline.markdown.constructs.jsx import ELEMENT, SCRIPT_BLOCK
from i18n_pipeline.markdown.constructs.math import MATH
from i18n_pipeline.markdown.constructs.pymdown import ICON
from i18n_pipeline.markdown.dialect import Dialect, HeadingIds
from i18n_pipeline.markdown.heading_forms import GLUED
from i18n_pipeline.markdown.slugs.github import DOCUSAURUS, DOCUSAURUS_MD
from i18n_pipeline.markdown.writing import link_policies
from i18n_pipeline.markdown.writing.link_places import Habits
from i18n_pipeline.profiles import Profile, Strings
from i18n_pipeline.profiles._clues import Clues, SetOnSite, Want, of_npm
from i18n_pipeline.profiles._front_matter import USUAL

CONFIG = ("docusaurus.config.*",)
"""Names of the settings files of Docusaurus."""
IDS = HeadingIds(
    written=rb"\{#[^{}\r\n]+\}",
    also_written=(rb"\\\{#[^{}\r\n]+\}", rb"\{/\*[ \t]*#[^\s*{}]+[ \t]*\*/\}"),
    id=re.compile(rb"\{#([^{}]+)\}|\*[ \t]*#([^\s{}*]+)"),
    elsewhere=" \\{#{id}}",
    escaped=True,
    glued=GLUED,
    alike=(b"{/*", HeadingIds(new=" {/* #{id} */}")),
)
"""`## Title {#id}`, and `## Title {/* #id */}` as from Docusaurus 3.10 on, in `.md` and `.mdx` alike.

Docusaurus hides the brace from MDX only where `#` begins the line (`escapeMarkdownHeadingIds`)."""

MDX = Dialect(
    "docusaurus",
    tables_below_words=True,
    template_code=template_code.NONE,
    parted_placeholders=True,
    constructs=(SCRIPT_BLOCK, ADMONITION_DIRECTIVE, LEAF_DIRECTIVE, TEXT_DIRECTIVE, MATH, ELEMENT, ICON),
    literal=braced.literal,
    taken_away=unwrapped.fences,
    ids=IDS,
    slugs=DOCUSAURUS,
    html_blocks=False,
    hosts_behind_marks=True,
    markdown_behind_comments=True,
    code_title=TITLE,
    indented_code=False,
    link_keys=("image",),
    front_matter=(*USUAL, "sidebar_label", "pagination_label", "keywords"),
)

MARKDOWN = replace(
    MDX,
    name="docusaurus .md",
    constructs=(ADMONITION_DIRECTIVE, LEAF_DIRECTIVE, TEXT_DIRECTIVE, MATH, ICON),
    literal=None,
    ids=replace(
        IDS,
        sign=b"#",
        also_written=(rb"\\\{#[^{}\r\n]+\}", rb"<!--[ \t]*#[^\s<>]+[^<>\r\n]*-->"),
        id=re.compile(rb"\{#([^{}]+)\}|<!--[ \t]*#([^\s<>]+)"),
        elsewhere="",
        alike=None,
    ),
    slugs=DOCUSAURUS_MD,
    html_blocks=True,
    indented_code=True,
)
"""Pages whose names end in `.md`, where the site is set to read these as CommonMark with HTML (`format: 'detect'`).

`## Title <!-- #id -->` is read there in place of the comment of MDX."""

DIALECT = replace(MDX, without_mdx=MARKDOWN)

PROFILE = Profile(
    "docusaurus",
    DIALECT,
    strings=(
        Strings("{parent}/i18n/{locale}/*.json", ("**.message",), only_translated=True),
        Strings("{parent}/i18n/{locale}/*/*.json", ("**.message",), only_translated=True),
        Strings("{source}/**/_category_.*", ("label", "description", "link.title", "link.description")),
    ),
    suffixes=(".md", ".mdx"),
    output="{parent}/i18n/{locale}/docusaurus-plugin-content-docs/current/{path}",
    outputs=(
        (r"(.*/)?versioned_docs/(version-[^/]+)", r"\g<1>i18n/{locale}/docusaurus-plugin-content-docs/\2/{path}"),
        (
            r"(.*/)?([^/]+)_versioned_docs/(version-[^/]+)",
            r"\g<1>i18n/{locale}/docusaurus-plugin-content-docs-\2/\3/{path}",
        ),
        (r"(?:.*/)?blog", "{parent}/i18n/{locale}/docusaurus-plugin-content-blog/{path}"),
        (r"(.*/)?src/pages", r"\g<1>i18n/{locale}/docusaurus-plugin-content-pages/{path}"),
    ),
    links=link_policies.docusaurus,
    clues=Clues(
        files=CONFIG,
        folders=("docs", "../docs"),
        folder=r"docs:\s*\{[^{}]*?\bpath:\s*['\"]([^'\"]+)",
        version=(of_npm("@docusaurus/core"),),
        settings=(
            SetOnSite(CONFIG, r"\bformat:\s*['\"](?:detect|md)['\"]", True, "plain_md", only=".md"),
            SetOnSite(CONFIG, r"\bformat:\s*['\"]md['\"]", "docusaurus-md"),
            SetOnSite(CONFIG, r"\bheadingIds:\s*false|\bmdx1CompatDisabledByDefault:\s*true", "comments", "ids"),
            SetOnSite(CONFIG, r"\bv4:\s*true", "comments", "ids", since=(3, 10)),
        ),
        wants=(
            Want(
                CONFIG,
                r"locales:\s*\[[^\]]*['\"]{locale}['\"]",
                "add '{locale}' to `i18n.locales` in {file}",
            ),
        ),
    ),
    noindex_block='<head>\n  <meta name="robots" content="noindex" />\n</head>',
    habits=Habits(falls_back=True, english_beside_only=True, finds_language=True),
)
