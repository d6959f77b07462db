"""Signs of a wrong draft with correct markup: reported to the translator, no reason to refuse the draft."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from i18n_pipeline.catalogue.glossary import lacking
from i18n_pipeline.checks.wrong_language import FEWEST_WORDS, other_language
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.language import base
from i18n_pipeline.markdown import numbers, scripts
from i18n_pipeline.markdown.codes import Encoded, encode, words
from i18n_pipeline.model import Term

LOOK = "compare the draft with the English text before you review it"
"""What to do about a sign of a wrong draft."""
WORDS = re.compile(r"\w+")
LETTERS = re.compile(r"[^\W\d_]+")
GLUED_BEFORE = re.compile(rf"{scripts.SPACED_LETTER}(?=<[gx])")
"""A word without a space before the code that follows it."""
GLUED_AFTER = re.compile(rf"(?:/>|</g>){scripts.SPACED_LETTER}")
"""A word without a space after the code before it."""
WITH_ENDINGS = frozenset(["az", "et", "eu", "fi", "hu", "kk", "ky", "mn", "tk", "tr", "tt", "ug", "uz"])
"""Languages that attach endings to a name or a marked word without a space."""
SHORT, LONG = 0.4, 2.5
"""Ratios of translation to source length, below and above which a translation is suspicious."""
MEASURED = 24
"""Characters from which the ratio means something; beside a long translation, a shorter source counts as this long."""
REPEATED = 4
"""Repetitions of three successive words from which a text is garbage."""
SAME = 0.8
"""Share of source words in a translation from which the text counts as untranslated."""
INVISIBLE = re.compile(
    "[\u00ad\u061c\u115f\u1160\u180e\u200b\u2028-\u202e\u2060-\u2069\u3164\ufeff\U000e0000-\U000e007f]"
)
"""Invisible characters that reverse a text, split words or hide a message."""
PARTED_BY_ZERO_WIDTH = frozenset(["bo", "dz", "km", "lo", "my", "th"])
"""Languages that mark possible line breaks with a zero-width space."""
JOINING = re.compile(
    "(?<![\u0590-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\ufb50-\ufeff"
    "\u200d\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
)
"""Joiners outside the scripts that need them, and outside emoji."""


def suspicions(
    encoded: Encoded, text: str, terms: Iterable[Term] = (), locale: str = "", source_locale: str = "en"
) -> Iterator[Finding]:
    """Oddities of a translation into a locale, each in a few words; `encoded` is the source text."""
    for check, said in _oddities(encoded, text, terms, locale, source_locale):
        yield Finding(Severity.WARNING, check, said, advice=LOOK, locale=locale, msgid=encoded.source)


def _oddities(
    encoded: Encoded, text: str, terms: Iterable[Term], locale: str, source_locale: str
) -> Iterator[tuple[str, str]]:
    """Check ids and sentences."""
    source, after = encoded.source, encode(text, encoded.dialect)
    said = words(encoded.xml), words(after.xml)
    yield from _numbers(*said, source_locale)
    if base(locale) != base(source_locale) and _is_untranslated(*said):
        yield "untranslated", "equal to the source" if text == source else "most of its words are those of the source"
    elif other := other_language(*said, locale):
        yield "language", f"it reads as {other}, not {locale}"
    yield from _length(*said)
    if any(len(glued.findall(_beside(after))) > len(glued.findall(_beside(encoded))) for glued in _glued(locale)):
        yield "md-spacing", "a space is missing beside markup"
    if _repeats(text) >= REPEATED > _repeats(source):
        yield "mt-artifact", "words repeat"
    yield from _invisible(source, text, locale)
    for term in lacking(text, terms):
        kept = term.target == term.source
        wanted = f"keeps “{term.source}”" if kept else f"says “{term.target}” for “{term.source}”"
        yield "glossary", f"the glossary {wanted}"


def _numbers(source: str, text: str, source_locale: str) -> Iterator[tuple[str, str]]:
    lost, added = numbers.changed(source, text, english=base(source_locale) == "en")
    if lost or added:
        yield "numbers", f"numbers differ: {', '.join(lost) or 'none'} became {', '.join(added) or 'none'}"


def _is_untranslated(source: str, text: str) -> bool:
    """Whether a text is the source, or nearly all of its words are. Names and code are the same in every language."""
    if text == source:
        return any(word[0].islower() for word in text.split()[1:])
    known = {*LETTERS.findall(source)}
    said = [word for word in LETTERS.findall(text) if not word[0].isupper()]
    return len(said) >= FEWEST_WORDS and sum(word in known for word in said) >= SAME * len(said)


def _length(source: str, text: str) -> Iterator[tuple[str, str]]:
    before, after = scripts.length(source), scripts.length(text)
    if (before >= MEASURED and after < SHORT * before) or after > LONG * max(before, MEASURED):
        yield "length-ratio", f"{len(text)} characters for {len(source)}"


def _glued(locale: str) -> tuple[re.Pattern[str], ...]:
    return (GLUED_BEFORE,) if base(locale) in WITH_ENDINGS else (GLUED_BEFORE, GLUED_AFTER)


def _beside(text: Encoded) -> str:
    """A text with spaces for codes that need none around them: line breaks, escapes and entities."""
    xml = text.xml
    for code in text.codes:
        if code.closing is None and (code.opening.startswith(("\\", "&", "<br")) or not code.opening.strip()):
            xml = xml.replace(f'<x id="{code.id}"/>', " ")
    return xml


def _invisible(source: str, text: str, locale: str) -> Iterator[tuple[str, str]]:
    added = Counter(INVISIBLE.findall(text)) - Counter(INVISIBLE.findall(source))
    added += Counter(JOINING.findall(text)) - Counter(JOINING.findall(source))
    if base(locale) in PARTED_BY_ZERO_WIDTH:
        del added["\u200b"]
    if added:
        yield (
            "unicode-control",
            f"it has invisible characters: {', '.join(f'U+{ord(sign):04X}' for sign in sorted(added))}",
        )


def _repeats(text: str) -> int:
    said = WORDS.findall(text.casefold())
    return max(Counter(zip(said, said[1:], said[2:], strict=False)).values(), default=0)
