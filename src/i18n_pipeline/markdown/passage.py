"""One step of the sequence that a page is for alignment: a segment, or what has no words and stays as it is."""

from __future__ import annotations

from dataclasses import dataclass

from i18n_pipeline.markdown.skeleton import Item


@dataclass(frozen=True, slots=True)
class Passage:
    """One step of a page's sequence."""

    segment: int
    """Position of its segment on the page; -1 where it has none."""
    kind: str
    """`heading`, `paragraph`, `list item`, `front matter: title`, `code`, `tag` …"""
    level: int
    """Of a heading; otherwise 0."""
    path: tuple[str, ...]
    """The containers it lies in, outermost first."""
    within: tuple[int, ...]
    """For each of these its number among the containers that lie in the same one, from 0."""
    key: frozenset[Item]
    """What the table row, list item, term or section that it belongs to is known by: code, a link, a number."""
    items: frozenset[Item]
    """What of it is not words: links, images, code, tags."""
    numbers: frozenset[Item]
    """Numbers in its text, digits only."""
    words: frozenset[str]
    """Its words, in lower case."""
    names: frozenset[str]
    """Words that keep their form in most languages: with a capital or a digit inside the sentence."""
    length: int
    """Characters of its text, markup left out."""
    text: str
    """Its text; of what has no words, what it is."""
