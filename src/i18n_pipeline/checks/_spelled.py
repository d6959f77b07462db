# ruff: noqa: RUF001 - words of many scripts are meant
"""Numbers that a text says in words: cardinals and ordinals, months, Roman and Chinese numerals, halves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.checks._tables import number_words
from i18n_pipeline.language import month_names

WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
ROMAN = re.compile(r"(?<![^\W\d_])[IVXLC]+(?![IVXLC])")
CHINESE = re.compile("[〇零一二两兩三四五六七八九十百千万萬億亿兆]{1,16}")
DIGITS = dict(zip("〇零一二两兩三四五六七八九", (0, 0, 1, 2, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
SMALL = {"十": 10, "百": 100, "千": 1000}
BIG = {"万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12}
UNSPACED = frozenset(["zh", "ja", "th", "lo", "km", "my", "yue"])
INFLECTED = 5
"""Length from which the last letter of a word may be another, in characters."""
_HALF = """
half|halve|helft|hälft|halb|moitié|demi|mitad|medio|media|mezz|metà|metade|meio|meia|halv|puol|połow|pół|polovin|půl
половин|пол|пів|yarı|buçuk|نصف|חצי|מחצית|आध|ครึ่ง|半|절반|반|μισ|fél|fele|nửa|rưỡi|setengah|separuh|jumătate|meitat|mig|pus
"""
HALF = re.compile("|".join(_HALF.split()))
ONE_AND_A_HALF = re.compile("anderhalf|anderthalb|one and a half|полтор|półtor|půldruh|másfél|halvannen|halvanden|1½")
QUARTER = re.compile("quarter|kwart|viertel|quart|cuarto|четверт|kvart|çeyrek|ربع|רבע|neljän|negyed|čtvrt|三分")
GREATEST = 10**15
"""Value above which a number in words is none."""
_TIMES = {
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "dozen": 12,
    "dozens": 12,
    "score": 20,
    "decade": 10,
    "decades": 10,
    "century": 100,
    "centuries": 100,
}
"""English words that multiply the number before them."""


def says(value: str, text: str, language: str) -> bool:
    """Whether a text, in small letters, says a value in words. `value` is a plain decimal number."""
    if any(_has(form, text, language) for form in number_words(language).get(value, ())):
        return True
    if value in {"0.5", "50", "30", "2"} and HALF.search(text):
        return True
    if value in {"1.5", "90", "18"} and ONE_AND_A_HALF.search(text):
        return True
    if value in {"15", "45", "25", "4", "0.25", "3"} and QUARTER.search(text):
        return True
    return value in _MONTHS and value in _months(text, language)


_MONTHS = frozenset(map(str, range(1, 13)))


def _has(form: str, text: str, language: str) -> bool:
    """Whether a word or its stem begins a word of a text; the last letter of a long one may be inflected."""
    stem = form[:-1] if len(form) >= INFLECTED and " " not in form else form
    at = text.find(stem)
    while at >= 0:
        if language in UNSPACED or at == 0 or not text[at - 1].isalpha() or (len(stem) >= 4 and language in _PREFIXING):
            return len(stem) > 2 or language in UNSPACED or not text[at + len(stem) : at + len(stem) + 1].isalpha()
        at = text.find(stem, at + 1)
    return False


_PREFIXING = frozenset(["ar", "he", "fa", "de", "nl", "ko", "hu", "fi", "id"])
"""Languages that write particles, or other words, right before a number."""


def others(text: str) -> set[str]:
    """Values of the Roman and Chinese numerals of a text, which may mean something else."""
    found = {str(_roman(one[0])) for one in ROMAN.finditer(text)}
    return found | {str(value) for one in CHINESE.findall(text) for value in _chinese(one)}


def english(text: str) -> set[str]:
    """Values of the English numbers of several words in a text in small letters: `two hundred`, `half a million`."""
    found: set[int] = set()
    total = current = 0
    for word in re.findall(r"[a-z]+", text):
        one = _ENGLISH.get(word)
        if one is not None and current % 100 and one >= 10:  # nineteen eighty
            found.add(current * 100 + one)
        if one is not None:
            current += one
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in _TIMES:
            total, current = total + (current or 1) * _TIMES[word], 0
        elif word not in {"and", "a"}:
            total = current = 0
        if total + current > GREATEST:
            total = current = 0
        found.add(total + current)
    halves = (times // 2 for name, times in _TIMES.items() if f"half a {name}" in text or f"half {name}" in text)
    return {str(value) for value in (*found, *halves) if value}


_UNDER_TWENTY = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ENGLISH = {word: value for value, word in enumerate(_UNDER_TWENTY.split())} | {
    word: 20 + 10 * place for place, word in enumerate(_TENS.split())
}


def _months(text: str, language: str) -> set[str]:
    return {number for name, number in month_names(language) if _has(name, text, language)}


def _roman(numeral: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[sign] for sign in numeral]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _chinese(numeral: str) -> Iterator[int]:
    """The value of a Chinese numeral, and the values of its signs read one by one."""
    total = section = digit = 0
    for sign in numeral:
        if sign in DIGITS:
            digit = digit * 10 + DIGITS[sign] if numeral.isalpha() and digit and not section else DIGITS[sign]
            yield DIGITS[sign]
        elif sign in SMALL:
            section, digit = section + (digit or 1) * SMALL[sign], 0
        else:
            total, section, digit = total + (section + digit or 1) * BIG[sign], 0, 0
    yield total + section + digit
