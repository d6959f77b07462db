"""Nextra 4: MDX."""

from __future__ import annotations

import re

from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.constructs import Construct, braced
from i18n_pipeline.markdown.constructs.jsx import ELEMENT, SCRIPT_BLOCK
from i18n_pipeline.markdown.constructs.math import MATH
from i18n_pipeline.markdown.dialect import Dialect, HeadingIds
from i18n_pipeline.markdown.slugs.github import NEXTRA
from i18n_pipeline.markdown.writing import link_policies
from i18n_pipeline.profiles import Profile, Strings
from i18n_pipeline.profiles._clues import Clues, Want, of_npm
from i18n_pipeline.profiles._front_matter import USUAL

IDS = HeadingIds(
    sign=b"#",
    written=rb"\[#[^\[\]\r\n]+\]",
    also_written=(rb"\{/\*[ \t]*#?[^\s*{}]+[ \t]*\*/\}",),
    id=re.compile(rb"(?:\[#|\{/\*[ \t]*#?)([^\[\]*{}\r\n]*[^\[\]*{}\s])"),
    new=" [#{id}]",
    escaped=True,
)
"""`## Title [#id]`, and `## Title {/*id*/}` of other sites with MDX, such as that of React."""

HEADING_ID = Construct("heading id", (b"[#",), risk=r"\[(?=#[^\[\]]*\]\s*\Z)")
"""What a translation may not add at its end."""

DIALECT = Dialect(
    "nextra",
    template_code=template_code.NONE,
    parted_placeholders=True,
    constructs=(SCRIPT_BLOCK, MATH, ELEMENT, HEADING_ID),
    literal=braced.literal,
    ids=IDS,
    slugs=NEXTRA,
    html_blocks=False,
    indented_code=False,
    front_matter=(*USUAL, "sidebarTitle"),
)

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
