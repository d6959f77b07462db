"""A profile as a site could have one of its own: little of it is like that of CommonMark."""

from __future__ import annotations

from collections.abc import Sequence

from i18n_pipeline.markdown.constructs import Construct
from i18n_pipeline.markdown.constructs.math import DISPLAY_MATH
from i18n_pipeline.markdown.dialect import Dialect, HeadingIds
from i18n_pipeline.markdown.slugs import SlugRule
from i18n_pipeline.markdown.writing.link_policies import unchanged
from i18n_pipeline.profiles import Profile

HIDDEN = Construct("wiki comment", (b"%%",), alone=rb"%%[^%\r\n]*%%", inside=rb"%%[^%\r\n]*%%")


def same(text: str) -> str:
    """The text itself."""
    return text


def numbered(headings: Sequence[tuple[str, str | None]]) -> list[str | None]:
    """The ids `part-1`, `part-2`, … of headings, whatever they say; a written id counts for one."""
    return [written or f"part-{number}" for number, (_, written) in enumerate(headings, 1)]


PROFILE = Profile(
    "wiki",
    Dialect(
        "wiki",
        definition_lists=True,
        constructs=(HIDDEN, DISPLAY_MATH),
        ids=HeadingIds(new=" {: #{id}}"),
        slugs=SlugRule("wiki", same, numbered),
        front_matter=("title", "hero.text"),
    ),
    links=unchanged,
    output="site/{locale}/{path}",
    suffixes=(".markdown", ".mdwn"),
    notice="{text}",
)
