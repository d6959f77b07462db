"""Blocks of Svelte 5: `{#if …}`, `{:else}`, `{/if}`, `{@html …}`; expressions in braces, as in JSX."""

from __future__ import annotations

import re

from i18n_pipeline.markdown.constructs import Construct
from i18n_pipeline.markdown.constructs.braced import expressions, lone_expressions, unknown_tags

IMAGE = re.compile(r"!\[((?:[^\[\]\\]|\\.)*)\]")


def twice_escaped(text: str, english: str) -> str:
    """A text whose braces stay words, and whose quotes in titles and images end no attribute.

    mdsvex 0.12 decodes `&#123;`, and writes `{` and `"` as they are for Svelte; so the reference must be one after it.
    """
    for given, instead in (("&#123;", "&amp;#123;"), ('\\"', "&amp;quot;")):
        text = text if given in english else text.replace(given, instead)
    return IMAGE.sub(lambda image: image[0] if image[0] in english else image[0].replace('"', "&amp;quot;"), text)


SVELTE_BLOCK = Construct(
    "Svelte block",
    (b"{", b"<"),
    kind="component",
    risk=r"\{|<|(?<=\w)w(?=ww\.)",
    find=lone_expressions,
    among=expressions,
    tags=unknown_tags,
)
