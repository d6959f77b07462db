"""Words glued to markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.findings import Severity
from i18n_pipeline.language import base
from i18n_pipeline.markdown import scripts
from i18n_pipeline.markdown.codes import Encoded

MARK_AND_WORD = re.compile(r"[*_~`\[<\])>}!](?<=\S.)[*_~`\[<\])>}!]*+\w")
"""Quick test for markup before a word, and behind something."""
MAY_BE_GLUED = re.compile(r"\w(?:(?<!_)[*_~`\[<]++|!\[)\w|(?<![*_~`\])>}])[\w.,;:!?)][*_~`\])>}]++\w")
"""Markup that may be glued to a word."""
GLUED_BEFORE = re.compile(rf"{scripts.SPACED_LETTER}(?=<[gx])")
"""A word without a space before the code that follows it."""
GLUED_TO_CODE = re.compile(rf"{scripts.SPACED_LETTER}(?=<x[^<>]*>(?!{scripts.SPACED_LETTER}))")
"""The same for code that holds no words, and that is no part within a word, as in `ge<x/>eten`."""
CODE_AND_WORD = re.compile(rf"(?<!\w)<x[^<>]*/>{scripts.SPACED_LETTER}{{3}}")
"""A word without a space after such code; one or two letters may be an ending."""
BEGINS_A_NOUN = re.compile(r"`+[A-Z][a-z]*`+|`+[A-Z]+`+")
"""Code that may be the first part of a noun, as in “`Form`ular” and “`JSON`data”."""
GLUED_AFTER = re.compile(rf"(?:/>|</g>){scripts.SPACED_LETTER}{{3}}")
"""A word without a space after the code before it; one or two letters may be an ending."""
GLUED_AFTER_ENDINGS = re.compile(rf"(?:/>|</g>){scripts.SPACED_LETTER}{{4}}")
"""The same in languages with endings of three letters, as in “`APIRouter`ами”."""
INFLECTING = frozenset(["be", "bg", "cs", "el", "hr", "lt", "lv", "mk", "pl", "ro", "ru", "sk", "sl", "sr", "uk"])
"""Such languages."""
COMPOUNDING = frozenset(["af", "da", "de", "fy", "is", "lb", "nb", "nl", "nn", "no", "sv"])
"""Languages whose words are parts of others, so that emphasis or a link may begin within one."""
WITHOUT_SPACES = frozenset(["bo", "ja", "km", "lo", "my", "th", "yue", "zh"])
"""Languages without spaces between words, and so beside Latin words."""
WITH_ENDINGS = frozenset(["az", "et", "eu", "fi", "hu", "kk", "ky", "mn", "tk", "tr", "tt", "ug", "uz"])
"""Languages that attach endings to a name or a marked word without a space."""


@one_by_one("md-spacing", Severity.WARNING, "add the space")
def md_spacing(one: Translation) -> Iterator[Flaw]:
    """Markup that is glued to a word, where the source text has a space.

    Bad: “Use `make` here” → “Gebruik`make` hier”
    Good: “Use `make` here” → “Gebruik hier `make`”
    """
    may_be_glued = MARK_AND_WORD.search(one.text) and MAY_BE_GLUED.search(one.text)
    if base(one.locale) in WITHOUT_SPACES or not may_be_glued:
        return
    after = _beside(one.encoded_text)
    glued = [pattern for pattern in _glued(one.locale) if pattern.search(after)]
    before = _beside(one.encoded) if glued else ""
    if any(len(pattern.findall(after)) > len(pattern.findall(before)) for pattern in glued):
        yield Flaw("the translation lacks a space beside markup")


def _glued(locale: str) -> tuple[re.Pattern[str], ...]:
    language = base(locale)
    if language in COMPOUNDING:
        return GLUED_TO_CODE, CODE_AND_WORD
    if language in WITH_ENDINGS:
        return (GLUED_BEFORE,)
    return GLUED_BEFORE, GLUED_AFTER_ENDINGS if language in INFLECTING else GLUED_AFTER


def _beside(text: Encoded) -> str:
    """A text with spaces for codes that need none around them: line breaks, escapes, entities, tags, parts of words."""
    xml = text.xml
    for code in text.codes:
        if code.closing is not None:
            continue
        if code.opening.startswith(("\\", "&", "<")) or not code.opening.strip():
            xml = xml.replace(f'<x id="{code.id}"/>', " ")
        elif BEGINS_A_NOUN.fullmatch(code.opening):
            xml = xml.replace(f'<x id="{code.id}"/>', f'<x id="{code.id}"/> ')
    return xml


CHECKS = (md_spacing,)
