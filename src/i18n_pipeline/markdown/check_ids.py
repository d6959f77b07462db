"""The ids of the checks that compare a translation with its English text, as Markdown: what `assemble` refuses."""

from __future__ import annotations

LINK, IMAGE, ADDRESS, CODE_SPAN = "md-link-target", "md-image", "md-address", "md-code-span"
HTML, REFERENCE, PLACEHOLDER = "md-html", "md-ref", "md-placeholder"
SCHEME, STRUCTURE, CELL, HEADING_ID = "md-link-scheme", "md-structure", "md-cell", "md-heading-id"
MATH, FRONT_MATTER, KEYWORD = "md-math", "md-frontmatter", "md-keyword"
OF_ITEMS = {
    "link": LINK,
    "image": IMAGE,
    "address": ADDRESS,
    "code": CODE_SPAN,
    "html": HTML,
    "footnote": REFERENCE,
    "placeholder": PLACEHOLDER,
}
"""What a translation may leave out if a person accepts it: the short names, which `ignore=` takes too, and the ids."""
