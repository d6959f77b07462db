# ruff: noqa: RUF002 - signs that look like others are meant
"""Signs and letters of another script that look like those that are meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.findings import Severity
from i18n_pipeline.language import base
from i18n_pipeline.markdown import inline

WIDE = frozenset(["ja", "ko", "yue", "zh"])
"""Languages that write signs of full width."""
SIGNS = {
    "\u037e": ";",
    "\u2236": ":",
    "\ua789": ":",
    "\u01c3": "!",
    "\u2024": ".",
    "\uff0c": ",",
    "\uff1a": ":",
    "\uff1b": ";",
    "\uff01": "!",
    "\uff1f": "?",
    "\uff08": "(",
    "\uff09": ")",
    "\uff0e": ".",
    "\uff05": "%",
    "\uff0d": "-",
}
"""Signs of other scripts or of full width, and the ASCII sign that each looks like (confusables.txt of Unicode 16)."""
MIJAKET = ("\u2024", "hy")
"""A sign of Armenian that looks like a full stop."""
OTHERS = re.compile(f"[{''.join(SIGNS)}]")
MIXED = re.compile(r"[^\W\d_]+")
SCRIPTS = {"Latin": re.compile("[A-Za-zÀ-ɏ]"), "Cyrillic": re.compile("[Ѐ-ӿ]"), "Greek": re.compile("[Ͱ-Ͽ]")}
"""Scripts that have letters in common, to the eye."""
ENDING = re.compile("([A-Za-z]{2,})[Ѐ-ӿͰ-Ͽ]+")
"""A Latin word, and an ending in Cyrillic or Greek."""
UNITS = re.compile("[µΩπαβγδλμσφ]")
"""Greek letters that stand in words of other scripts: units and formulas."""


def _plain(one: Translation) -> str:
    """The translation with the signs that are meant."""
    if base(one.locale) in WIDE or not OTHERS.search(one.text):
        return one.text
    found = {sign for sign in OTHERS.findall(one.text) if sign not in one.source}
    text = one.text
    for sign in found:
        text = inline.replaced_outside_code(re.compile(sign), SIGNS[sign], text)
    return text


@one_by_one("look-alike", Severity.WARNING, "write the sign that is meant, or run check --fix", mend=_plain)
def look_alike(one: Translation) -> Iterator[Flaw]:
    """A sign or letter of another script that looks like the one that is meant, and that no search finds.

    Bad: “Let op：de gids” with a colon of full width, “гиd” with a Latin “d”
    Good: “Let op: de gids”
    """
    if one.text.isascii():
        return
    if base(one.locale) not in WIDE:
        for found in inline.outside_code(OTHERS, one.text):
            if found[0] not in one.source and (found[0], base(one.locale)) != MIJAKET:
                yield Flaw(
                    f"the translation has “{found[0]}” (U+{ord(found[0]):04X}), which looks like “{SIGNS[found[0]]}”",
                    *found.span(),
                )
    if sum(letters.search(one.text) is not None for letters in SCRIPTS.values()) < 2:
        return
    for found in inline.outside_code(MIXED, one.text):
        word = UNITS.sub("", found[0])
        scripts = [name for name, letters in SCRIPTS.items() if letters.search(word)]
        if len(scripts) > 1 and found[0] not in one.source and not _is_inflected(found[0], one.source):
            said = f"the translation has “{found[0]}”, with letters of several scripts: {' and '.join(scripts)}"
            yield Flaw(said, *found.span(), advice="write all of its letters in one script")


def _is_inflected(word: str, source: str) -> bool:
    """Whether a word is one of the source text with an ending of another script, as in “Pythonу”."""
    named = ENDING.fullmatch(word)
    return bool(named and re.search(rf"(?<!\w){named[1]}(?!\w)", source, re.IGNORECASE))


CHECKS = (look_alike,)
