"""A text with everything but its words covered, so that offsets in it are offsets in the text.

It reads a text with the inline tokenizer and needs no parser: checks of all translations of a site read every text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from i18n_pipeline.markdown import inline, template_code
from i18n_pipeline.markdown.writing import addresses

COVER = "\0"
"""The character that stands for each character of markup, code, targets, addresses and template code."""
SIGNS = re.compile(r"[\\`*_\[\]<~&{}$#]")
"""Characters without which a text without addresses is all words."""
OF_TOKENS = re.compile(r"[\\`\[\]<{]")
"""Characters without which a text has nothing for the tokenizer."""
MARKS = re.compile(r"\*+|~~|(?<![^\W_])_+|_+(?![^\W_])")
"""Marks of emphasis and deletion; not the `_` inside a word."""
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});")
FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\]")
MATH = re.compile(r"\$\$[^$]+\$\$|(?<![\w$])\$(?=[^\s$])(?=[^$\n]*[\\^_{}=])[^$\n]+(?<=[^\s$])\$(?![\w$])")
"""Formulas; two prices in dollars are none."""
HIDES = frozenset(["code", "template", "tag", "address"])
"""Kinds of tokens that are no words."""


def words_alone(text: str) -> str:
    """The text, with `COVER` for each character that is no word, no space and no mark of a sentence."""
    if not SIGNS.search(text) and not addresses.may_be_there(text):
        return text
    seen = _covered(text, _tokens(text)) if OF_TOKENS.search(text) else text
    return _covered(seen, _others(seen))


def _covered(text: str, spans: Iterable[tuple[int, int]]) -> str:
    parts, done = [], 0
    for start, end in sorted(spans):
        if end > done:
            parts += [text[done:start], COVER * (end - max(start, done))]
            done = end
    return "".join([*parts, text[done:]])


def _tokens(text: str) -> Iterator[tuple[int, int]]:
    """The offsets of code, tags, template code, escapes and the brackets and targets of links."""
    for kind, start, end in inline.tokens(text):
        if kind == "escape":
            yield start, start + 1
        elif kind in HIDES or end - start > 1 or text[start] == "[":
            yield start, end
    if "[" in text:
        yield from (found.span() for found in FOOTNOTE.finditer(text))


def _others(text: str) -> Iterator[tuple[int, int]]:
    """The offsets of marks of emphasis, entities, formulas, template code and addresses; they may overlap."""
    if "*" in text or "_" in text or "~" in text:
        yield from (found.span() for found in MARKS.finditer(text))
    if "&" in text:
        yield from (found.span() for found in ENTITY.finditer(text))
    if "$" in text:
        yield from (found.span() for found in MATH.finditer(text))
    if template_code.SIGNS.search(text):
        yield from (found.span() for found in template_code.ANY.finditer(text))
    if addresses.may_be_there(text):
        yield from ((here.start, here.end) for here in addresses.addresses(text.replace(COVER, " ")))
