"""Blocks of Svelte 5: `{#if …}`, `{:else}`, `{/if}`, `{@html …}`; expressions in braces, as in JSX."""

from __future__ import annotations

from i18n_pipeline.markdown.constructs import Construct
from i18n_pipeline.markdown.constructs.braced import expressions, lone_expressions, unknown_tags

SVELTE_BLOCK = Construct(
    "Svelte block",
    (b"{", b"<"),
    kind="component",
    risk=r"\{|<",
    find=lone_expressions,
    among=expressions,
    tags=unknown_tags,
)
