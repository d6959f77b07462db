"""Slugs of Hugo: `markup.goldmark.parser.autoHeadingIDType` is `github`, `github-ascii` or `blackfriday`."""

from __future__ import annotations

import unicodedata

from i18n_pipeline.markdown.slugs import HeadingWords, SlugRule
from i18n_pipeline.markdown.slugs.numbering import in_order


def github(text: str) -> str | None:
    """Letters, digits and `_` in lower case, a hyphen for each space and hyphen; `heading` if nothing is left."""
    return _made(text, "".join(map(_github_character, text.strip())))


def github_ascii(text: str) -> str | None:
    """The same without accents and without what is not ASCII then."""
    plain = unicodedata.normalize("NFD", text.strip())
    return _made(text, "".join(_github_character(one) for one in plain if one.isascii()))


def blackfriday(text: str) -> str | None:
    """Letters and digits in lower case, a hyphen for each run of other characters between them."""
    found: list[str] = []
    apart = False
    for character in text:
        if unicodedata.category(character)[0] in "LN":
            found += ["-"] * (apart and bool(found))
            found.append(_lower(character))
            apart = False
        else:
            apart = True
    return _made(text, "".join(found))


def _made(text: str, kept: str) -> str | None:
    """The id; None if nothing of the heading is text, as in one of nothing but an address."""
    return (kept or "heading") if text else None


def _github_character(character: str) -> str:
    if character in "- ":
        return "-"
    kept = character == "_" or unicodedata.category(character) in {"Lu", "Ll", "Lt", "Lm", "Lo", "Nd"}
    return _lower(character) if kept else ""


def _lower(character: str) -> str:
    """The lower case of one character, as one character: `İ` becomes `i`."""
    return character.lower()[0]


WORDS = HeadingWords(references="named", nested="first", addresses=False, dashes="three", last_line=True)
BEFORE = HeadingWords(as_written=True, last_line=True)
GITHUB = SlugRule("hugo-github", github, in_order, WORDS)
"""Hugo from 0.144 on; `github` is the default of `autoHeadingIDType`."""
ASCII = SlugRule("hugo-github-ascii", github_ascii, in_order, WORDS)
BLACKFRIDAY = SlugRule("hugo-blackfriday", blackfriday, in_order, WORDS)
GITHUB_BEFORE = SlugRule("hugo-0.111-github", github, in_order, BEFORE)
"""Hugo before 0.144 (seen in 0.111): the heading as it is written counts, tags and targets of links included."""
ASCII_BEFORE = SlugRule("hugo-0.111-github-ascii", github_ascii, in_order, BEFORE)
BLACKFRIDAY_BEFORE = SlugRule("hugo-0.111-blackfriday", blackfriday, in_order, BEFORE)
