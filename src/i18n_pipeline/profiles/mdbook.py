"""mdBook 0.5."""

from __future__ import annotations

import re

from msgspec.structs import replace

from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.constructs.lone_marks import BOOK_INCLUDE, DEFINITION, RULE
from i18n_pipeline.markdown.constructs.math import MATHJAX
from i18n_pipeline.markdown.dialect import Dialect, HeadingIds
from i18n_pipeline.markdown.heading_forms import BRACES_AT_END
from i18n_pipeline.markdown.slugs.mdbook import MDBOOK
from i18n_pipeline.markdown.writing import link_policies
from i18n_pipeline.profiles import Profile, Strings
from i18n_pipeline.profiles._clues import Clues, Want, of_program

DIALECT = Dialect(
    "mdbook",
    links_addresses=False,
    ids=BRACES_AT_END,
    ids_behind_closing=True,
    slugs=MDBOOK,
    template_code=template_code.MATHJAX,
    constructs=(BOOK_INCLUDE, RULE, MATHJAX, DEFINITION),
    paths=re.compile(rb"(?<!\\)\{\{#(?:include|rustdoc_include|playground)\s+(?P<path>[^\s:}]+)"),
    definition_lists=True,
)

SUMMARY = replace(DIALECT, name="mdbook summary", ids=HeadingIds(new=""), lone_links=True)
"""`SUMMARY.md`: its items may hold nothing but a link, and ids of its headings would be shown."""

PROFILE = Profile(
    "mdbook",
    DIALECT,
    others=(("SUMMARY.md", SUMMARY),),
    strings=(Strings("{parent}/book.toml", ("book.title", "book.description"), "{parent}/{locale}/book.toml"),),
    output="{parent}/{locale}/src/{path}",
    links=link_policies.mdbook,
    clues=Clues(
        files=("book.toml",),
        folders=("src",),
        folder=r"(?m)^src\s*=\s*\"([^\"]+)",
        version=(of_program("mdbook"),),
        wants=(
            Want(
                ("book.toml",),
                "(?!)",
                "a book has one language, so build the book in the folder {locale} beside {file} as well, with "
                "`MDBOOK_BOOK__LANGUAGE={locale}` in the environment",
            ),
        ),
    ),
)
