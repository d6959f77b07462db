"""Nextra 4: MDX."""

from __future__ import annotations

from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.constructs import braced
from i18n_pipeline.markdown.constructs.jsx import ELEMENT, SCRIPT_BLOCK
from i18n_pipeline.markdown.constructs.math import MATH
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.profiles import Profile

DIALECT = Dialect(
    "nextra",
    template_code=template_code.NONE,
    constructs=(SCRIPT_BLOCK, MATH, ELEMENT),
    literal=braced.literal,
    html_blocks=False,
    indented_code=False,
    front_matter=("title", "description", "sidebarTitle"),
)

PROFILE = Profile(
    "nextra",
    DIALECT,
    suffixes=(".md", ".mdx"),
    output="content/{locale}/{path}",
)
