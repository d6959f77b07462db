"""Characters that nobody sees, or that show that a text was damaged on its way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.findings import Severity
from i18n_pipeline.language import base

CONTROL = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffd\ufdd0-\ufdef\ufffe\uffff]")
"""Control characters (C0 and C1, without tab and line feed), the replacement character, and non-characters."""
INVISIBLE = re.compile("[\u00ad\u115f\u1160\u17b4\u17b5\u180e\u200b\u2028\u2029\u2060-\u2065\u3164\ufeff\uffa0]")
"""Characters without width or ink that split or join words."""
TAGS = re.compile("[\U000e0000-\U000e007f]+")
"""Tag characters, which can hide a message."""
FLAG = re.compile("\U0001f3f4[\U000e0061-\U000e007a\U000e0030-\U000e0039]+\U000e007f")
"""Flags of regions (UTS #51, section 2.6.2), the one use of tag characters."""
PARTED_BY_ZERO_WIDTH = frozenset(["bo", "dz", "ja", "jv", "km", "lo", "my", "th"])
"""Languages that mark possible line breaks with a zero-width space."""
LONG_WORDS = frozenset(["da", "de", "et", "fi", "hu", "is", "nb", "nl", "nn", "no", "sv"])
"""Languages that say with a soft hyphen where a long word may be parted."""
LONG_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|\u00ad){9,}")
JOINING = re.compile(
    "(?<![\u0590-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ua840-\ua87f\ufb50-\ufeff\U00010800-\U00011fff"
    "\u200d\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
)
"""Joiners outside the scripts that need them, and outside emoji."""
MOJIBAKE = re.compile("[\u00c2\u00c3\u00d0\u00d1][\u0080-\u00bf]|\u00e2(?:\u20ac|\u0080)[\u0080-\u00bf\u0152-\u2122]")
"""UTF-8 that was read as Latin-1 or Windows-1252: `Ã©`, `â€™`."""
MAY_BE_ODD = re.compile(
    f"[{CONTROL.pattern[1:-1]}{INVISIBLE.pattern[1:-1]}\u200c\u200d\U000e0000-\U000e007f\u00c2\u00c3\u00d0\u00d1\u00e2]"
)
"""Characters without which a text has nothing of all that: those above, or the first ones."""
NAMES = {"\ufffd": "U+FFFD, which stands for a character that was lost"}
ADVICE = "delete it, or write the character that was meant"


@one_by_one("unicode-control", Severity.ERROR, ADVICE)
def unicode_control(one: Translation) -> Iterator[Flaw]:
    r"""Invisible or damaged characters that the source text lacks: control, zero-width, U+FFFD, wrongly decoded UTF-8.

    Bad: “the café” → “het caf\u200bé” or “het cafÃ©”
    Good: “the café” → “het café”
    """
    if not MAY_BE_ODD.search(one.text):
        return
    known = Counter(sign for found in _odd(one.source, one.locale) for sign in found[0])
    for found in _odd(one.text, one.locale):
        if known[found[0][0]] > 0:
            known[found[0][0]] -= 1
        else:
            yield Flaw(f"the translation has {_named(found[0])}", found.start(), found.end())
    if not MOJIBAKE.search(one.source):
        for found in MOJIBAKE.finditer(one.text):
            if meant := _decoded(found[0]):
                yield Flaw(
                    f"the translation has “{found[0]}”, which seems to be “{meant}”, wrongly decoded",
                    found.start(),
                    found.end(),
                )


def _odd(text: str, locale: str) -> Iterator[re.Match[str]]:
    """The characters of a text that nobody sees and its language does not need."""
    spare = "\u200b" if base(locale) in PARTED_BY_ZERO_WIDTH else ""
    text = FLAG.sub(lambda flag: " " * len(flag[0]), text)
    for pattern in (CONTROL, INVISIBLE, TAGS, JOINING):
        yield from (
            found for found in pattern.finditer(text) if found[0] != spare and not _is_hyphen(found, text, locale)
        )


def _is_hyphen(found: re.Match[str], text: str, locale: str) -> bool:
    """Whether it is a soft hyphen within a word, in a language of long words."""
    if found[0] != "\u00ad" or base(locale) not in LONG_WORDS:
        return False
    return any(word.start() < found.start() < word.end() - 1 for word in LONG_WORD.finditer(text))


def _named(signs: str) -> str:
    sign = signs[0]
    return NAMES.get(sign, f"the invisible character U+{ord(sign):04X}")


def _decoded(damaged: str) -> str:
    """The text that was wrongly decoded; empty if it was not."""
    for encoding in ("cp1252", "latin-1"):
        try:
            found = damaged.encode(encoding).decode()
        except UnicodeError:
            continue
        return found if found.isprintable() and len(found) < len(damaged) else ""
    return ""


CHECKS = (unicode_control,)
