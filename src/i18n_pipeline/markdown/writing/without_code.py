"""Texts of HTML and titles, where no backticks make code: what is between them may begin a construct."""

from __future__ import annotations

from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.writing import escaping

BACKTICK = "\x02"
"""Stands for a backtick; no text that is written has it. It is no white space, unlike U+001F to Python."""


def of_constructs(text: str, english: str, dialect: Dialect) -> str:
    """The text with those signs as character references that begin constructs of the dialect, except English ones."""
    if "`" not in text or dialect.markdown_in_html:
        return escaping.of_constructs(text, english, dialect)
    shown = escaping.of_constructs(text.replace("`", BACKTICK), english.replace("`", BACKTICK), dialect)
    return shown.replace(BACKTICK, "`")
