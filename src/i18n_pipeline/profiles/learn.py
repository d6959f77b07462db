"""Microsoft Learn: DocFX Markdown."""

from __future__ import annotations

from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.constructs.containers import CONTAINER
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.profiles import Profile

DIALECT = Dialect(
    "learn",
    template_code=template_code.NONE,
    constructs=(CONTAINER,),
    front_matter=("title", "description", "titleSuffix"),
)

PROFILE = Profile(
    "learn",
    DIALECT,
)
