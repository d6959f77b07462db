# ruff: noqa: RUF001 - a table of letters has letters that look alike
"""The width of a text in a wide sans-serif font such as Verdana, to size a box without a font at hand.

The widths were read from DejaVu Sans 2.37, a free font of much the same proportions: its advance widths in hundredths
of the font size (table `hmtx`), without kerning. An Arabic letter has the average width of its joined forms; letters
that the font lacks (U+0672, U+0673, U+06C1) have the widths of similar letters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_WIDTHS = (
    (27, "'ꞌ"),
    (28, "ijlıłіјʹɨ"),
    (29, "IJΙІЈ"),
    (32, " ,.··‘’‚‛ʻʼ"),
    (34, "/:;\\|¦ιɩ"),
    (35, "f"),
    (36, "-‐‑"),
    (39, "()[]tŧ"),
    (40, "!¡²³¹‹›"),
    (41, "r"),
    (46, '"'),
    (47, "ªº"),
    (50, "*_`§¨¯°´¸–‖‗†‡"),
    (52, "szѕ“”„‟"),
    (53, "?¿гзґ"),
    (54, "εζɛ"),
    (55, "cсэєɔ"),
    (56, "LŁΓνξ"),
    (58, "Fkυχтƙ"),
    (59, "vxyγκλςвухчьғү•‣"),
    (60, "PÞΡπτРкяқɣ"),
    (61, "TYao«»ðøŦΤΥδθοГТУаоҐөҮƐ"),
    (62, "eбеђәə"),
    (63, "ESbdghnpqußþđŋΕΞΣηρσЅЕрһɓ"),
    (64, "$0123456789{}¢£¤¥µ¶βμЗл‒€"),
    (65, "инпћџ"),
    (66, "KΚαφψң"),
    (67, "Ғ"),
    (68, "AVΑΔΛАц"),
    (69, "BRXZħΒΖΧБВХЧЬЯдҺ"),
    (70, "CЄСЭɗƆ"),
    (71, "КъҚ"),
    (73, "UƁ"),
    (75, "HNŊΗΝΠЏИЛНПмҢ"),
    (76, "Ω"),
    (77, "DGÐĐ"),
    (78, "&ДЦ"),
    (79, "OQØΘΟΦΨЂЋОыӘӨ"),
    (82, "wƊ"),
    (83, "Ъ"),
    (84, "#+<=>^~¬±×÷ωю"),
    (85, "ф"),
    (86, "MΜМФ"),
    (88, "Ы"),
    (90, "жљњ"),
    (92, "Ħш"),
    (94, "щ"),
    (95, "%"),
    (97, "m¼½¾Æ"),
    (98, "æ"),
    (99, "W"),
    (100, "@©®—―…"),
    (102, "œ"),
    (104, "Њ"),
    (107, "ŒШ"),
    (108, "ЖЮ"),
    (109, "ЉЩ"),
    (134, "‰"),
    (22, "י"),
    (27, "ון"),
    (35, "ז"),
    (40, "נ"),
    (41, "ג"),
    (53, "כ"),
    (54, "ךץ"),
    (55, "ד"),
    (56, "ר"),
    (57, "ל"),
    (58, "ב"),
    (59, "צ"),
    (62, "פ"),
    (63, "ע"),
    (64, "ף"),
    (65, "החטס"),
    (66, "םת"),
    (67, "א"),
    (68, "מ"),
    (71, "קש"),
    (29, "ابتثنىيٹٺٻپٿڀڻیېٲٳێ"),
    (32, "لڵ"),
    (47, "ء"),
    (49, "دذفقهڈڌڍڎڤڦھہە"),
    (50, "غوۆۇۈۋ"),
    (51, "كکڭگڱڳ"),
    (52, "رزڑژړ"),
    (53, "ة"),
    (54, "ع"),
    (56, "م"),
    (61, "ڕ"),
    (63, "جحخڃڄچڇ"),
    (75, "ں"),
    (81, "طظ"),
    (86, "سشصضښ"),
)
_BY_LETTER = {letter: width for width, letters in _WIDTHS for letter in letters}
_WIDE = 100
"""East Asian wide characters and emoji fill a square."""
_SIGN = 26
"""Spacing vowel signs of Indic scripts, with the width of those in Noto Sans Devanagari."""
_OTHER = 64
"""Other letters: wider than most of Devanagari and Thai, narrower than those of Tamil and Georgian."""
_TAILED = re.compile(r"[بپتثٹئنيىیسشصضفقكکگل](?![\w\u064b-\u065f\u0670])")
_TAIL = 45
"""Approximate extra width of such a letter at the end of a word, compared with its joined form."""


def width(text: str, size: float) -> float:
    """The width of a line of text, in the unit of `size`, the font size."""
    letters = sum(map(_hundredths, unicodedata.normalize("NFC", text)))
    return (letters + _TAIL * len(_TAILED.findall(text))) * size / 100


@cache
def _hundredths(letter: str) -> int:
    """The width of one letter, hundredths of the font size; 0 for a combining accent."""
    category = unicodedata.category(letter)
    if category in {"Mn", "Me", "Cf", "Cc"}:
        return 0
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return _WIDE
    other = _SIGN if category == "Mc" else _OTHER
    return _BY_LETTER.get(unicodedata.normalize("NFD", letter)[0], other)
