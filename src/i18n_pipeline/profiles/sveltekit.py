"""SvelteKit with mdsvex 0.12."""

from __future__ import annotations

from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.constructs.svelte import SVELTE_BLOCK, finished, literal
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.heading_forms import SPAN
from i18n_pipeline.markdown.slugs.github import MDSVEX
from i18n_pipeline.markdown.writing import link_policies
from i18n_pipeline.profiles import Profile, Strings
from i18n_pipeline.profiles._clues import Clues, SetOnSite, of_npm
from i18n_pipeline.profiles._front_matter import USUAL

DIALECT = Dialect(
    "sveltekit",
    ids=SPAN,
    slugs=MDSVEX,
    template_code=template_code.BRACES,
    indented_code=False,
    literal=literal,
    html_is_apart=True,
    hosts_behind_marks=True,
    finished=finished,
    constructs=(SVELTE_BLOCK,),
    front_matter=USUAL,
)

PROFILE = Profile(
    "sveltekit",
    DIALECT,
    strings=(Strings("messages/{locale}.json", ("**", "!**.declarations", "!**.selectors")),),
    suffixes=(".md", ".svx"),
    output="{source}/{locale}/{path}",
    links=link_policies.prefixed,
    clues=Clues(
        files=("svelte.config.*",),
        holds=r"\b(?:mdsvex|mdsx)\b",
        folders=(
            *("src/routes/en", "src/content/en", "content/en", "src/content", "src/pages", "src/routes"),
            *("src/docs/content", "content"),
        ),
        version=(of_npm("mdsvex"),),
        settings=(SetOnSite(("svelte.config.*", "package.json"), r"remark-(?:custom-)?heading-id", "braces", "ids"),),
    ),
    noindex={"robots": "noindex"},
)
