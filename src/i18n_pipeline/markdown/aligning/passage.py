"""Passages, which alignment pairs: a segment, or a part without words that stays unchanged."""

from __future__ import annotations

from msgspec import Struct

from i18n_pipeline.markdown.writing.skeleton import Item


class Passage(Struct, frozen=True):
    """A segment, or a part of a page without words."""

    segment: int
    """Position of its segment on the page; -1 if it has none."""
    kind: str
    """`heading`, `paragraph`, `list item`, `front matter: title`, `code`, `tag` …"""
    level: int
    """Heading level; 0 for anything else."""
    path: tuple[str, ...]
    """The containers it lies in, outermost first."""
    within: tuple[int, ...]
    """Number of each of these within its parent, from 0."""
    key: frozenset[Item]
    """Key of its entry (table row, list item, term or section): code, a link or a number."""
    items: frozenset[Item]
    """Links, images, code and tags in it."""
    numbers: frozenset[Item]
    """Numbers in its text, digits only."""
    words: frozenset[str]
    """Its words, in lower case."""
    names: frozenset[str]
    """Its names, in lower case: words that keep their form in most languages."""
    length: int
    """Characters of its text, markup left out."""
    text: str
    """Its text; for a part without words, its kind."""
    id: str = ""
    """Id of a heading; empty for anything else, and for ids that are numbered by position."""
    has_own_id: bool = False
    """Whether that id is written on the page."""
    after: int = 0
    """Number of lines before it on the page that stand alone, as those that open and close containers of a site do."""
