"""Nextra 4: MDX, and Markdown with HTML."""

from __future__ import annotations

import re

from msgspec.structs import replace

from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.constructs import OwnTag, braced
from i18n_pipeline.markdown.constructs.jsx import ELEMENT, SCRIPT_BLOCK
from i18n_pipeline.markdown.constructs.math import MATH
from i18n_pipeline.markdown.dialect import Dialect, HeadingIds
from i18n_pipeline.markdown.slugs.github import NEXTRA, NEXTRA_MD
from i18n_pipeline.markdown.writing import link_policies
from i18n_pipeline.profiles import Profile, Strings
from i18n_pipeline.profiles._clues import Clues, SetOnSite, Want, of_npm
from i18n_pipeline.profiles._front_matter import USUAL

IDS = HeadingIds(
    sign=b"#",
    written=rb"\[#[^\[\]\r\n]+\]",
    also_written=(rb"\{/\*[ \t]*#?[^\s*{}]+[ \t]*\*/\}",),
    id=re.compile(rb"(?:\[#|\{/\*[ \t]*#?)([^\[\]*{}\r\n]*[^\[\]*{}\s])"),
    new=" [#{id}]",
    escaped=True,
    taken=re.compile(r"\[#"),
)
"""`## Title [#id]`, and `## Title {/*id*/}` of other sites with MDX, such as that of React.

Nextra 4.6 takes for the id what goes from the first `[#` of the last words to their end (`remarkCustomHeadingId`)."""

COMPONENT = replace(ELEMENT, own=(OwnTag("Tabs", ("items", "label")),))
"""`<Tabs items={['First', { label: 'Second' }]}>`: readers see the strings on the tabs."""

MDX = Dialect(
    "nextra",
    tables_below_words=True,
    template_code=template_code.NONE,
    parted_placeholders=True,
    constructs=(SCRIPT_BLOCK, MATH, COMPONENT),
    literal=braced.literal,
    ids=IDS,
    slugs=NEXTRA,
    html_blocks=False,
    hosts_behind_marks=True,
    indented_code=False,
    front_matter=(*USUAL, "sidebarTitle"),
)

MARKDOWN = replace(
    MDX,
    name="nextra .md",
    constructs=(MATH,),
    literal=None,
    ids=replace(IDS, also_written=()),
    slugs=NEXTRA_MD,
    html_blocks=True,
    indented_code=True,
)
"""Pages whose names end in `.md`: Nextra 2, 3 and 4 read them as CommonMark with HTML (`mdxOptions.format: 'detect'`,
which is the default)."""

DIALECT = replace(MDX, without_mdx=MARKDOWN)
"""Sites with MDX of their own making have it in `.md`, too, as that of React; `[markdown] plain_md` is for Nextra."""

PROFILE = Profile(
    "nextra",
    DIALECT,
    strings=(Strings("{source}/**/_meta.json", ("*", "*.title")),),
    suffixes=(".md", ".mdx"),
    output="{source}/{locale}/{path}",
    links=link_policies.nextra,
    clues=Clues(
        files=("next.config.*",),
        holds=r"\bnextra\b|@theguild/components",
        folders=(
            "content/en",
            "src/content/en",
            "src/pages/en",
            "pages/en",
            "content",
            "src/content",
            "src/pages",
            "pages",
        ),
        version=(of_npm("nextra"),),
        settings=(
            SetOnSite(
                ("next.config.*",), r"\A(?![\s\S]*\bformat:\s*['\"]mdx)[\s\S]*\bnextra\b", True, "plain_md", only=".md"
            ),
        ),
        wants=(
            Want(
                ("next.config.*",),
                r"locales:\s*\[[^\]]*['\"]{locale}['\"]",
                "add '{locale}' to `i18n.locales` in {file}",
            ),
        ),
    ),
    noindex={"robots": "noindex"},
)
