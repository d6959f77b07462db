"""Slugs of the toc extension of Python-Markdown 3, by its own functions and those of pymdownx.slugs."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal
from urllib.parse import quote

from i18n_pipeline.markdown.slugs import HeadingWords, SlugRule
from i18n_pipeline.markdown.slugs.numbering import by_underscore

NOT_WORD = re.compile(r"[^\w\s-]")
RUN = re.compile(r"[-\s]+")
TAG = re.compile(r"</?[^>]*>")
NOT_SLUG = re.compile(r"[^\w\- ]")
MARKUP = re.compile(r"\{--|--\}|(?:#!|:::)[\w#.+-]+ +(?=\S)")
"""Marks of critic with hyphens, and the language at the start of code (pymdown-extensions 13), which are no words."""
CAPITAL = re.compile(r"[A-Z]+")


def ascii_only(text: str) -> str:
    """`toc.slugify`: letters without accents, what is not ASCII left out."""
    return unicode(unicodedata.normalize("NFKD", _folded(text)).encode("ascii", "ignore").decode("ascii"))


def unicode(text: str) -> str:
    """`toc.slugify_unicode`: word characters in lower case, a hyphen for each run of blanks and hyphens."""
    return RUN.sub("-", NOT_WORD.sub("", _folded(text)).strip().lower())


def _folded(text: str) -> str:
    """The text with single blanks, none at its ends, and without marks that only pymdown-extensions knows."""
    said = MARKUP.sub("", text) if "--" in text or "#!" in text or ":::" in text else text
    return " ".join(said.split())


def _pymdownx(text: str, form: Literal["NFC", "NFKD"]) -> str:
    return TAG.sub("", unicodedata.normalize(form, _folded(text))).strip()


def _spaced(text: str) -> str:
    return NOT_SLUG.sub("", text).replace(" ", "-")


def lower(text: str) -> str:
    """`pymdownx.slugs.slugify` with `case: lower`, as Material for MkDocs advises."""
    return _spaced(_pymdownx(text, "NFC").lower())


def lower_percent(text: str) -> str:
    """The same with `percent_encode: true`."""
    return quote(lower(text))


def lower_ascii(text: str) -> str:
    """The same with `case: lower-ascii`."""
    return _spaced(CAPITAL.sub(lambda found: found[0].lower(), _pymdownx(text, "NFC")))


def lower_ascii_nfkd(text: str) -> str:
    """The same with `case: lower-ascii` and `normalize: NFKD`."""
    return _spaced(CAPITAL.sub(lambda found: found[0].lower(), _pymdownx(text, "NFKD")))


def fold(text: str) -> str:
    """The same with `case: fold`."""
    return _spaced(_pymdownx(text, "NFC").casefold())


def same_case(text: str) -> str:
    """The same without `case`."""
    return _spaced(_pymdownx(text, "NFC"))


WORDS = HeadingWords(images=False)
TOC = SlugRule("python-markdown-toc", ascii_only, by_underscore, WORDS, one_line=True)
"""The default of MkDocs."""
TOC_UNICODE = SlugRule("python-markdown-toc-unicode", unicode, by_underscore, WORDS, one_line=True)
PYMDOWNX = tuple(
    SlugRule(f"pymdownx-slugify{name}", made, by_underscore, WORDS, one_line=True)
    for name, made in (
        ("", same_case),
        ("-lower", lower),
        ("-lower-percent", lower_percent),
        ("-lower-ascii", lower_ascii),
        ("-lower-ascii-nfkd", lower_ascii_nfkd),
        ("-fold", fold),
    )
)
"""`pymdownx.slugs.slugify` of pymdown-extensions 13, by its options."""
