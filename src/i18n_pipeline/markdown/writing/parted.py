"""Signs that begin a construct however they are escaped: a mark that nobody sees parts them.

A script that looks for formulas in the words of the page which is built, as MathJax does, sees neither backslashes nor
character references, but the signs that they stand for.
"""

from __future__ import annotations

from functools import lru_cache

from i18n_pipeline.markdown import inline
from i18n_pipeline.markdown.constructs import Shown
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.writing.emphasis import reference
from i18n_pipeline.markdown.writing.escaping import WORD_JOINER
from i18n_pipeline.markdown.writing.literal import HIDDEN

CODE = frozenset({"code", "template", "tag", "address"})
MARK = reference(WORD_JOINER)


def parted(text: str, english: str, dialect: Dialect, *, is_html: bool = False) -> str:
    """The text with a mark in what opens a construct, if it opens more of them than the English text.

    Those of the English text stay, and so do as many as open none there, since nothing closes them.
    """
    form = _form(dialect, is_html=is_html)
    if form is None or not form.opening.search(text):
        return text
    ours, theirs = (text, english) if is_html else (_without_code(text), _without_code(english))
    opened = form.opening.findall(theirs)
    if len(form.opening.findall(ours)) <= len(opened):
        return text
    whole = form.whole.findall(theirs)
    for found in whole:
        ours = ours.replace(found, HIDDEN * len(found), 1)
    kept = len(opened) - sum(len(form.opening.findall(found)) for found in whole)
    parts, done = [], 0
    for found in list(form.opening.finditer(ours))[kept:]:
        parts += [text[done : found.end()], MARK]
        done = found.end()
    return "".join([*parts, text[done:]])


def _without_code(text: str) -> str:
    """A text of Markdown with its code, tags and addresses in `<…>` hidden."""
    parts, done = [], 0
    for kind, start, end in inline.tokens(text):
        if kind in CODE:
            parts += [text[done:start], HIDDEN * (end - start)]
            done = end
    return "".join([*parts, text[done:]])


@lru_cache(maxsize=64)
def _form(dialect: Dialect, *, is_html: bool) -> Shown | None:
    """How such a construct of a dialect is found in Markdown or in HTML; None if it has none."""
    return next((one.shown[is_html] for one in dialect.constructs if one.shown), None)
