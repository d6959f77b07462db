"""VitePress 1.6: markdown-it with containers and Vue."""

from __future__ import annotations

from msgspec.structs import replace

from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.constructs.attributes import BLOCK_ATTRIBUTES
from i18n_pipeline.markdown.constructs.code_titles import TAB_LABEL
from i18n_pipeline.markdown.constructs.containers import TITLED_CONTAINER
from i18n_pipeline.markdown.constructs.lone_marks import CONTENTS, MARKUP_ATTRIBUTES, SOURCE_FILE
from i18n_pipeline.markdown.constructs.math import FORMULA
from i18n_pipeline.markdown.constructs.pymdown import ICON
from i18n_pipeline.markdown.constructs.template_tags import VUE_EXPRESSION
from i18n_pipeline.markdown.constructs.vue import VUE_TAG
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.heading_forms import BRACES, GLUED_TO_WORDS
from i18n_pipeline.markdown.slugs.markdown_it import VITEPRESS
from i18n_pipeline.markdown.writing import link_policies
from i18n_pipeline.profiles import Profile, Strings
from i18n_pipeline.profiles._clues import Clues, Want, of_npm
from i18n_pipeline.profiles._front_matter import USUAL

DIALECT = Dialect(
    "vitepress",
    tables_below_words=True,
    ids=replace(BRACES, glued=GLUED_TO_WORDS),
    slugs=VITEPRESS,
    template_code=template_code.MUSTACHES,
    parted_placeholders=True,
    decodes_first=False,
    scheme="",
    late_lists=True,
    constructs=(
        TITLED_CONTAINER,
        SOURCE_FILE,
        CONTENTS,
        FORMULA,
        VUE_EXPRESSION,
        VUE_TAG,
        MARKUP_ATTRIBUTES,
        BLOCK_ATTRIBUTES,
        ICON,
    ),
    link_keys=(
        "hero.actions.link",
        "hero.image.src",
        "hero.image.light",
        "hero.image.dark",
        "features.link",
        "features.icon.src",
        "prev.link",
        "next.link",
    ),
    code_title=TAB_LABEL,
    front_matter=(
        *USUAL,
        "titleTemplate",
        "hero.name",
        "hero.text",
        "hero.tagline",
        "hero.actions.text",
        "hero.image.alt",
        "features.title",
        "features.details",
        "features.linkText",
        "features.icon.alt",
        "prev",
        "next",
        "prev.text",
        "next.text",
    ),
)

PROFILE = Profile(
    "vitepress",
    DIALECT,
    strings=(Strings("{source}/.vitepress/locales/{locale}.*"),),
    output="{source}/{locale}/{path}",
    links=link_policies.vitepress,
    clues=Clues(
        files=(".vitepress/config.*", ".vitepress/config/index.*"),
        folders=("en", "."),
        folder=r"srcDir:\s*['\"]([^'\"]+)",
        version=(of_npm("vitepress"),),
        wants=(
            Want(
                (".vitepress/config.*", ".vitepress/config/*.*"),
                r"['\"/]?{locale}['\"/]?\s*:|lang:\s*['\"]{locale}",
                "add `{locale}` to `locales` in {file}",
            ),
        ),
    ),
    noindex={"head": [["meta", {"name": "robots", "content": "noindex"}]]},
)
