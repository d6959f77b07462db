"""Plain CommonMark and GFM files, for people who read them where they are stored."""

from __future__ import annotations

from msgspec.structs import replace

from i18n_pipeline.markdown.constructs.cmark_gfm import SOURCE_BLOCK
from i18n_pipeline.markdown.constructs.footnotes import CODE_BELOW_NOTE
from i18n_pipeline.markdown.constructs.math import OF_GITHUB
from i18n_pipeline.markdown.constructs.pymdown import ICON
from i18n_pipeline.markdown.dialect import COMMONMARK
from i18n_pipeline.markdown.heading_forms import TAGS
from i18n_pipeline.profiles import Profile

OF_FILES = (OF_GITHUB, ICON, CODE_BELOW_NOTE, SOURCE_BLOCK)

PROFILE = Profile("commonmark", replace(COMMONMARK, ids=TAGS, constructs=(*COMMONMARK.constructs, *OF_FILES)))
