"""Sphinx 9 with MyST-Parser 5.2."""

from __future__ import annotations

import re

from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.constructs.math import LABELLED_MATH, LATEX
from i18n_pipeline.markdown.constructs.myst import (
    BLOCK_BREAK,
    FIELD,
    HEADER_BREAK,
    LINE_COMMENT,
    LISTED,
    ROLE,
    SPAN,
    SUBSTITUTION,
    TARGET,
)
from i18n_pipeline.markdown.constructs.myst_directives import DIRECTIVES
from i18n_pipeline.markdown.constructs.tilde_definitions import TILDE_DEFINITION
from i18n_pipeline.markdown.dialect import Dialect, HeadingIds
from i18n_pipeline.markdown.slugs.docutils import DOCUTILS
from i18n_pipeline.markdown.writing import link_policies
from i18n_pipeline.profiles import Profile
from i18n_pipeline.profiles._clues import JUPYTER_BOOK, Clues, SetOnSite, Want, of_npm, of_pypi
from i18n_pipeline.profiles._front_matter import USUAL

IDS = HeadingIds(
    sign=b"\0",
    new="({id})=",
    place="above",
    apart=re.compile(rb'\(([^()\r\n]+)\)=|<span id="([^"<>\r\n]*)"></span>'),
    apart_signs=(b")=", b"<span id="),
    writable=re.compile(r"[a-z](?:-?[a-z0-9]+)*"),
    left_out=re.compile(r"id\d+"),
    otherwise='<span id="{id}"></span>\n',
)
"""`(id)=` on the line above for ids that docutils leaves as they are; tags in a paragraph above for others."""

DIALECT = Dialect(
    "myst",
    tables_below_words=True,
    ids=IDS,
    slugs=DOCUTILS,
    template_code=template_code.NONE,
    parted_placeholders=True,
    decodes_first=False,
    constructs=(
        DIRECTIVES,
        TARGET,
        LINE_COMMENT,
        BLOCK_BREAK,
        HEADER_BREAK,
        FIELD,
        ROLE,
        SUBSTITUTION,
        LABELLED_MATH,
        LATEX,
        LISTED,
        SPAN,
        TILDE_DEFINITION,
    ),
    paths=re.compile(
        rb"^[ \t]*(?:`{3,}|:{3,})\{(?:image|figure|literalinclude)\}[ \t]+(?P<path>[^\s:]+)", re.MULTILINE
    ),
    definition_lists=True,
    lone_terms=True,
    front_matter=(
        *USUAL,
        "short_title",
        "html_meta.description",
        "html_meta.keywords",
        "myst.html_meta.description",
        "myst.html_meta.keywords",
        "myst.substitutions.*",
        "substitutions.*",
    ),
)

SPHINX = r"\bmyst_(?:parser|nb)\b"
"""What `conf.py` holds for Sphinx."""
MYST = r"\A(?m:(?=[\s\S]*?^version:\s*1\s*$)(?=[\s\S]*?^(?:site|project):))"
"""What `myst.yml` holds."""

PROFILE = Profile(
    "myst",
    DIALECT,
    links=link_policies.laid_over,
    clues=Clues(
        files=("conf.py", "_config.y*ml", "myst.yml"),
        holds=rf"{SPHINX}|{JUPYTER_BOOK}|{MYST}",
        folders=(".",),
        version=(of_pypi("myst-parser"), of_pypi("jupyter-book"), of_npm("mystmd")),
        settings=(SetOnSite(("conf.py",), r"(?m)^\s*myst_heading_anchors\s*=\s*[1-9]", "myst"),),
        wants=(
            Want(
                ("conf.py",),
                rf"{JUPYTER_BOOK}|{MYST}",
                "Sphinx builds one language at a time, so build a copy of {source} with localised/{locale} laid over "
                "it as well, with `-D language={gettext}`",
            ),
            Want(
                ("conf.py",),
                SPHINX,
                "a book has one language, so build a copy of {source} with localised/{locale} laid over it as well",
            ),
        ),
    ),
    noindex={"html_meta": {"robots": "noindex"}},
)
