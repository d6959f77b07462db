# ruff: noqa: RUF001 - abbreviations and marks of many scripts are meant
"""The sentences of a text, in languages with different marks for their ends."""

from __future__ import annotations

import re

from i18n_pipeline.markdown.words_alone import COVER

WITHOUT_MARKS = frozenset(["th", "lo", "km", "my", "bo", "dz"])
"""Languages that do not mark the ends of all sentences."""
WITH_ORDINALS = frozenset(
    ["cs", "da", "de", "et", "fi", "hr", "hu", "is", "lv", "nb", "nn", "no", "pl", "sk", "sl", "sr", "tr"]
)
"""Languages that write an ordinal number with a full stop: 3. Mai."""
_CLOSING = "\"'”’»›」』）)\\]*_" + COVER
END = re.compile(
    rf"(?:[.!?…؟۔।॥։․።]+[{_CLOSING}]*(?=\s|$)|[。！？][{_CLOSING}]*"
    r"|(?<=[\u3040-\u30ff\u3400-\u9fff])[!?]+|\\\n|\n)",
)
"""Where a sentence may end: a mark, closing quotation marks and markup, and white space; or a line."""
GREEK = re.compile(rf"(?:[.!;\u037e…]+[{_CLOSING}]*(?=\s|$)|\\\n|\n)")
_SHORT = """
e.g i.e etc vs no nr mr mrs ms dr prof st fig p pp vol ed al ca cf approx inc ltd jr sr dept est
bijv bv d.w.z o.a m.b.t nl t/m evt blz enz resp incl excl max min
z.b d.h u.a bzw usw ggf vgl s abb evtl inkl bspw nr sog
p.ex ex cf env m mme mlle
sr sra srta ee uu p.ej etc núm pág art
np tzn tj itd itp m.in ok godz r w wg ul
напр т.е т.д т.п др рис стр г гг руб тыс см ок в н.э им ул
π.χ κ.λπ δηλ κ.ά βλ
örn vb vs yy bkz
mm esim ts jne ym
t.ex bl.a dvs osv m.m s.k kl
f.eks bl.a osv dvs
pl stb ill kb ún
např atd tj apod č
"""
SHORT = frozenset(_SHORT.split())
"""Abbreviations, without their last full stop."""
LONGEST = 24
"""Number of characters before a full stop in which an abbreviation is looked for."""
BEFORE = f"([“„«\"'{COVER}"
"""Signs that may stand before an abbreviation."""


def sentences(text: str, language: str) -> list[str]:
    """The sentences of a text with covered markup. A part without letters or digits is none."""
    return [text[start:end] for start, end in spans(text, language)]


def spans(text: str, language: str) -> list[tuple[int, int]]:
    """Where the sentences of a text with covered markup begin and end."""
    parts, done = [], 0
    for found in (GREEK if language == "el" else END).finditer(text):
        if found[0].startswith(".") and not _ends(text, found, language):
            continue
        parts.append((done, found.end()))
        done = found.end()
    return [(start, end) for start, end in (*parts, (done, len(text))) if any(map(str.isalnum, text[start:end]))]


def _ends(text: str, found: re.Match[str], language: str) -> bool:
    """Whether a full stop ends a sentence: not after an abbreviation or an initial, nor before a small letter."""
    after = text[found.end() : found.end() + LONGEST].lstrip(f" \t\n(\"'“„«¿¡*_{COVER}")
    if not after:
        return True
    words = text[max(0, found.start() - LONGEST) : found.start()].split()
    last = words[-1].strip(BEFORE) if words else ""
    if is_abbreviation(last):
        return False
    if last.isdigit() and len(last) <= 2 and (language in WITH_ORDINALS or not after[0].isupper()):
        return False
    return after[0].isupper() if found[0].startswith("..") else not after[0].islower()


def is_abbreviation(word: str) -> bool:
    """Whether a word, without the full stop behind it, is short for another: `e.g`, `z.B`, `J`."""
    last = word.casefold()
    return last in SHORT or (len(last) == 1 and last.isalpha()) or re.fullmatch(r"(?:\w\.)+\w", last) is not None
