"""Sphinx 9 with MyST-Parser 5.2."""

from __future__ import annotations

from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.constructs.lone_marks import ATTRIBUTE_LINE
from i18n_pipeline.markdown.constructs.math import MATH
from i18n_pipeline.markdown.constructs.myst import (
    BLOCK_BREAK,
    COLON_DIRECTIVE,
    LINE_COMMENT,
    ROLE,
    SUBSTITUTION,
    TARGET,
)
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.profiles import Profile

DIALECT = Dialect(
    "myst",
    template_code=template_code.NONE,
    constructs=(COLON_DIRECTIVE, TARGET, LINE_COMMENT, BLOCK_BREAK, ROLE, SUBSTITUTION, MATH, ATTRIBUTE_LINE),
    definition_lists=True,
)

PROFILE = Profile(
    "myst",
    DIALECT,
)
