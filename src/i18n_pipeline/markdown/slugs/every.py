"""All slug rules by name, for the settings."""

from __future__ import annotations

from collections.abc import Mapping

from i18n_pipeline.markdown.slugs import (
    SlugRule,
    docutils,
    eleventy,
    github,
    hugo,
    kramdown,
    markdown_it,
    mdbook,
    python_markdown,
    zola,
)

RULES: Mapping[str, SlugRule] = {
    rule.name: rule
    for rule in (
        github.GITHUB,
        github.SLUGGER,
        github.REHYPE,
        github.DOCUSAURUS,
        github.DOCUSAURUS_MD,
        github.NEXTRA,
        github.NEXTRA_MD,
        github.ASTRO_5,
        github.ASTRO_7,
        github.MDSVEX,
        hugo.GITHUB,
        hugo.ASCII,
        hugo.BLACKFRIDAY,
        hugo.GITHUB_BEFORE,
        hugo.ASCII_BEFORE,
        hugo.BLACKFRIDAY_BEFORE,
        kramdown.JEKYLL,
        kramdown.KRAMDOWN,
        kramdown.STRIPPED,
        python_markdown.TOC,
        python_markdown.TOC_UNICODE,
        *python_markdown.PYMDOWNX,
        mdbook.MDBOOK,
        markdown_it.VITEPRESS,
        markdown_it.VUE,
        markdown_it.ANCHOR,
        docutils.DOCUTILS,
        docutils.MYST,
        eleventy.ELEVENTY,
        zola.ZOLA,
    )
}
"""Each rule by its name."""
