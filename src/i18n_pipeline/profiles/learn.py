"""Microsoft Learn: DocFX Markdown."""

from __future__ import annotations

import re

from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.constructs.docfx import (
    CROSS_REFERENCE,
    GLUED_BRACKETS,
    INCLUDED,
    OPEN_BRACKET,
    RULE_IN_LIST,
    TAB_HEADING,
    TELEPHONE,
    TRIPLE_COLON,
    UNDERLINE,
)
from i18n_pipeline.markdown.constructs.math import MATH_OF_MARKDIG
from i18n_pipeline.markdown.constructs.pymdown import ICON, MARK
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.heading_forms import A
from i18n_pipeline.markdown.writing import link_policies
from i18n_pipeline.profiles import Profile, Strings
from i18n_pipeline.profiles._clues import Clues
from i18n_pipeline.profiles._front_matter import USUAL

PATHS = re.compile(
    rb"(?:\[![A-Za-z][\w-]*[ \t]*\[[^\[\]\r\n]*\]\(|(?<=[ \t]source=\")|(?<=[ \t]lightbox=\"))"
    rb"(?P<path>[^\s\"()?#]+)(?=(?:[?#][^()\r\n]*)?\)|\"[^\r\n]*:::)"
)
"""Paths in `[!INCLUDE [name](file)]`, `[!code-csharp[name](file)]` and `:::image source="file" lightbox="file":::`."""

DIALECT = Dialect(
    "learn",
    ids=A,
    template_code=template_code.NONE,
    constructs=(
        TRIPLE_COLON,
        INCLUDED,
        TAB_HEADING,
        CROSS_REFERENCE,
        OPEN_BRACKET,
        GLUED_BRACKETS,
        TELEPHONE,
        UNDERLINE,
        RULE_IN_LIST,
        MATH_OF_MARKDIG,
        ICON,
        MARK,
    ),
    paths=PATHS,
    pipes_in_code=True,
    cells_last=True,
    decodes_beside_marks=True,
    marks_cross_cells=True,
    front_matter=(*USUAL, "titleSuffix"),
)

PROFILE = Profile(
    "learn",
    DIALECT,
    strings=(Strings("{source}/**/toc.yml", ("**.name",)),),
    links=link_policies.docfx,
    clues=Clues(
        files=("docfx.json", ".openpublishing.publish.config.json"),
        folders=("docs", "articles", "."),
        folder=r'"build_source_folder":\s*"([^"]+)',
    ),
    noindex={"ROBOTS": "NOINDEX"},
)
