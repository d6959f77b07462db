"""Hugo 0.168: shortcodes, attribute lists and definition lists of Goldmark."""

from __future__ import annotations

import re

from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.constructs.goldmark import BLOCK_ATTRIBUTES
from i18n_pipeline.markdown.constructs.lone_marks import ATTRIBUTE_LINE
from i18n_pipeline.markdown.constructs.math import DISPLAY_MATH
from i18n_pipeline.markdown.constructs.pymdown import ICON
from i18n_pipeline.markdown.constructs.template_tags import HUGO_SHORTCODE
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.writing import link_policies
from i18n_pipeline.profiles import Profile

DIALECT = Dialect(
    "hugo",
    template_code=template_code.SHORTCODES,
    decodes_first=False,
    constructs=(HUGO_SHORTCODE, DISPLAY_MATH, ATTRIBUTE_LINE, BLOCK_ATTRIBUTES, ICON),
    paths=re.compile(rb"(?P<path>\{\{[<%]\s*(?:rel)?ref\s+\"[^\"]*\"\s*[>%]\}\})"),
    definition_lists=True,
    front_matter=("title", "description", "linkTitle", "summary", "subtitle", "resources.title"),
)

PROFILE = Profile(
    "hugo",
    DIALECT,
    output="{source}/{folder}/{name}.{locale}{suffix}",
    locale_names=str.lower,
    links=link_policies.hugo,
)
