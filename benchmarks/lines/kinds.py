"""The kinds of sites, and which families of syntax each has."""

from __future__ import annotations

import re


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


BRACES = frozenset({"mdx", "svelte"})
"""Families in which braces hold JavaScript."""
DEEP = frozenset({"mdx", "deep"})
"""Families in which nothing is code for its indentation."""
KINDS: dict[str, frozenset[str]] = {
    kind: _names(families)
    for kind, families in {
        "commonmark": "html containers alerts outputs liquid shortcodes math emoji",
        "docusaurus": "mdx containers ids math alerts unwrapped emoji",
        "docusaurus .md": "html containers ids math alerts unwrapped emoji titles",
        "starlight": "mdx containers",
        "starlight .md": "html containers titles",
        "nextra": "mdx alerts math",
        "hugo": "html passthrough shortcodes attributes definitions alerts emoji",
        "mkdocs": "html admonitions blocks snippets toc abbreviations keys critic emoji attributes definitions math "
        "liquid outputs containers alerts",
        "vitepress": "html containers alerts toc includes outputs attributes emoji math labels",
        "jekyll": "html liquid outputs kramdown attributes definitions abbreviations math emoji",
        "mdbook": "html outputs attributes alerts includes rules",
        "myst": "html myst alerts definitions math attributes outputs",
        "eleventy": "html containers ids liquid outputs comments emoji toc alerts deep",
        "zola": "html liquid outputs comments ids attributes alerts",
        "sveltekit": "html svelte alerts includes deep",
        "learn": "html docfx alerts emoji",
    }.items()
}
"""By short name of a profile."""
HUMAN = re.compile(
    r"content|(?!(?:show|hide|has|is|no|with|without|use|enable|disable)(?![a-z]))(?:.*[-_]|.*[a-z0-9](?=[A-Z]))?"
    r"(?i:title|subtitle|subheader|header|heading|label|description|alt|text|placeholder|caption|summary|tagline)"
)
"""Names of attributes and parameters that hold words for readers."""
PHRASING = _names(
    "a abbr b bdi bdo cite code data del dfn em font i img ins kbd label mark q rp rt ruby s samp small span "
    "strike strong sub sup time tt u var br wbr input button svg"
)
"""HTML elements that stand in sentences."""
MARKDOWN_DIRECTIVES = _names(
    "note warning tip important hint attention caution danger error seealso admonition dropdown card card-header "
    "grid grid-item grid-item-card tab-set tab-item figure table list-table sidebar topic margin epigraph pull-quote "
    "compound container div versionadded versionchanged versionremoved deprecated rubric centered exercise "
    "exercise-start exercise-end solution-start solution-end solution "
    "glossary aside tab tabs group-tab theorem lemma proof proposition corollary definition remark property "
    "axiom assumption observation conjecture algorithm criterion example only ifconfig todo toggle "
    "blockquote card-carousel highlights "
    "figure-md button-link button-ref describe object confval envvar cmdoption function class method attribute data "
    "exception decorator"
)
"""MyST directives whose body is Markdown in any fence. A site's own are too, in a fence of colons."""
CODE_DIRECTIVES = _names(
    "code-block code sourcecode code-cell math mermaid raw eval-rst include literalinclude image toctree contents "
    "csv-table doctest autosummary graphviz plot highlight bibliography productionlist parsed-literal"
)
"""MyST directives whose body is not Markdown in any fence."""
VERSIONED = _names("versionadded versionchanged versionremoved deprecated")
"""MyST directives whose argument is a version, and perhaps words behind it."""
TITLED_DIRECTIVES = _names(
    "admonition dropdown card tab-item topic sidebar rubric centered grid-item-card table list-table note tip hint "
    "important aside tab group-tab assumption observation conjecture criterion notation theorem lemma proof "
    "proposition corollary definition remark property axiom example "
    "exercise exercise-start "
    "algorithm warning caution attention danger error seealso todo epigraph highlights pull-quote compound "
    "margin"
)
"""MyST directives whose argument is words, or that have none: what stands there begins their body."""
