# ruff: noqa: RUF001 - signs of other scripts are meant
"""How a text ends: with a full stop, a question mark, a colon, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.checks._sentences import BEFORE, LONGEST, WITHOUT_MARKS, is_abbreviation
from i18n_pipeline.findings import Severity
from i18n_pipeline.language import base

KINDS = {
    "a full stop": ".。．｡।॥۔።։။។᙮",
    "a question mark": "?？؟⸮՞፧",
    "an exclamation mark": "!！՜",
    "a colon": ":：፦",
    "a semicolon": ";；؛፤",
    "a comma": ",，、،፣",
    "an ellipsis": "…⋯",
}
"""The signs of each kind in the scripts of the world."""
OF_SIGN = {sign: kind for kind, signs in KINDS.items() for sign in signs}
GREEK = {";": "a question mark", "\u037e": "a question mark", "·": "a semicolon", "\u0387": "a semicolon"}
"""What these signs are in Greek."""
SENTENCES = {"ko": re.compile(r"[다요오까죠네라자\u1100-\u11ff]\W*\Z"), "ja": re.compile(r"[\u3041-\u3096]\W*\Z")}
"""How whole sentences end in languages that write no full stop behind a part of one."""
ALONE = re.compile(r"[^\W\d_\u3040-\U0003ffff]{1,6}\.")
"""A short word alone with a full stop, which is short for another: `vorm.`."""
ABBREVIATED = "the full stop of an abbreviation"
ALIKE = (
    {"a full stop", "an ellipsis"},
    {ABBREVIATED, "a full stop"},
    {ABBREVIATED, "an ellipsis"},
    {ABBREVIATED, ""},
)
"""Kinds that may stand for each other."""
_OWN = """
zh ja yue = 。
ar fa ps ckb ug sd = ؟ ؛
ur = ۔ ؟ ؛
el = ;
hy = ։
hi bn ne as or pa sa mai bho doi = ।
am ti = ። ፤
"""
OWN = {
    language: {OF_SIGN[sign]: sign for sign in signs.split()} | ({"a question mark": ";"} if language == "el" else {})
    for languages, _, signs in (line.partition(" = ") for line in _OWN.strip().splitlines())
    for language in languages.split()
}
"""Languages with signs of their own, and the sign of each for a kind. `spacing` tells of other signs of half width."""
ENGLISH = frozenset(".?!:;")
WITHIN = {"a question mark": "՞", "an exclamation mark": "՜"}
"""Signs that Armenian writes within a sentence, which then ends with a full stop."""
_SIGNS = r"\s\"'“”„‚‘’«»‹›()（）\[\]【】「」『』*_~`\u200b-\u200f\u2060-\u2069\ufe0f\u2600-\u27bf\U0001f300-\U0001faff"
CLOSING = re.compile(f"[{_SIGNS}]")
"""A sign that may stand behind the last one of a sentence."""
LAST_LETTER = re.compile(r"\w(?=\W*$)")
DOTS = ("...", "。。。")


@one_by_one("punctuation-end", Severity.INFO, "end it as the source text does, unless your language does otherwise")
def punctuation_end(one: Translation) -> Iterator[Flaw]:
    """A text that ends with another kind of sign than the source text.

    Bad: “Read the guide.” → “Lees de gids”
    Good: “Read the guide.” → “Lees de gids.” and in Japanese “ガイドを読んでください。”
    """
    if base(one.locale) in WITHOUT_MARKS or "`" in {one.source[-1:], one.text[-1:]}:
        return
    ours, theirs = _kind(one.said, one.source_locale), _kind(one.said_text, one.locale)
    if theirs == "a full stop" and not ours and ALONE.fullmatch(one.said_text.strip()):
        return
    if not theirs and base(one.locale) in SENTENCES and not SENTENCES[base(one.locale)].search(one.said_text):
        return
    if {ours, theirs} == {"a colon", "a full stop"} and base(one.locale) in SENTENCES:
        return
    end = _end(one.text)
    if ours == theirs or {ours, theirs} in ALIKE:
        sign = one.text[end - 1 : end]
        if sign in ENGLISH and (own := _own(one, theirs)) and own != sign:
            yield Flaw(f"the translation ends with “{sign}”, for which {one.locale} has “{own}”", end - 1, end)
    elif ours not in WITHIN or WITHIN[ours] not in one.text:
        said = f"the translation ends with {theirs or 'no sign'}, the source text with {ours or 'none'}"
        yield Flaw(said, max(0, end - 1), end)


def _is_short(text: str) -> bool:
    """Whether a text ends with an abbreviation, or with one word alone in brackets: `(ref.`."""
    word = text[-LONGEST:].rsplit(maxsplit=1)[-1][:-1]
    return (is_abbreviation(word.strip(BEFORE)) and (len(word) > 1 or word.isupper())) or (
        word.startswith("(") and len(text) > len(word) + 1
    )


def _own(one: Translation, kind: str) -> str:
    """The sign that the language of a translation has for its last sign; empty behind a word of another script."""
    sign = OWN.get(base(one.locale), {}).get(kind, "")
    word = LAST_LETTER.search(one.said_text) if sign else None
    return sign if word and not word[0].isascii() else ""


def _end(text: str) -> int:
    """Where a text ends, without closing signs."""
    end = len(text)
    while end and CLOSING.match(text, end - 1):
        end -= 1
    return end


def _kind(text: str, locale: str) -> str:
    """The kind of sign with which a text ends; empty for none."""
    text = text[: _end(text)]
    if text.endswith(DOTS):
        return "an ellipsis"
    if text.endswith(".") and _is_short(text):
        return ABBREVIATED
    known = GREEK if base(locale) == "el" else {}
    return known.get(text[-1:], OF_SIGN.get(text[-1:], ""))


CHECKS = (punctuation_end,)
