"""Zola 0.20: pulldown-cmark with shortcodes."""

from __future__ import annotations

from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.constructs.pulldown_cmark import DEFINITION
from i18n_pipeline.markdown.constructs.template_tags import JINJA_TAG
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.writing import link_policies
from i18n_pipeline.profiles import Profile

DIALECT = Dialect(
    "zola",
    template_code=template_code.LIQUID,
    decodes_first=False,
    constructs=(JINJA_TAG, DEFINITION),
    front_matter=("title", "description"),
)

PROFILE = Profile(
    "zola",
    DIALECT,
    output="{source}/{folder}/{name}.{locale}{suffix}",
    links=link_policies.zola,
)
