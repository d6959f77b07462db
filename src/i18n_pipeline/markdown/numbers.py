"""Numbers in texts, independent of language, and numbers changed by a translation."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,'’\u066b\u066c]\d+)*")  # noqa: RUF001
"""A number in the notation of any language: 10,000.5 and 10.000,5 and 10 000,5 count as equal."""

_SPELLED = """
a=1 an=1 one=1 once=1 first=1 single=1 two=2 twice=2 both=2 second=2 pair=2 couple=2 three=3 third=3 four=4 fourth=4
quarter=4 five=5 fifth=5 six=6 sixth=6 seven=7 seventh=7 eight=8 eighth=8 nine=9 ninth=9 ten=10 tenth=10 eleven=11
twelve=12 dozen=12 noon=12 midnight=0 hundred=100 thousand=1000
january=1 february=2 march=3 april=4 may=5 june=6 july=7 august=8
september=9 october=10 november=11 december=12 jan=1 feb=2 mar=3 apr=4 jun=6 jul=7 aug=8 sep=9 sept=9 oct=10 nov=11
dec=12
"""
SPELLED = dict(pair.split("=") for pair in _SPELLED.split())
"""English words for which other languages write digits, months among them (5月3日)."""
HAN = {sign: str(value) for value, sign in enumerate("〇一二三四五六七八九十")} | {"两": "2", "百": "100", "千": "1000"}
"""Chinese and Japanese digits, which a translation may use for those of the source."""
HALF_DAY = re.compile(r"\b(\d{1,2})(?::\d\d)?\s?([ap])\.?m\b", re.IGNORECASE)
"""A time with am or pm, which most languages write in 24 hours."""
ENGLISH_SCALE = re.compile(
    r"(?:(\d[\d,]*(?:\.\d+)?)|\b(an?|one|two|three|four|five|six|seven|eight|nine|ten)\b)\s*"
    r"(hundred|thousand|million|billion|trillion)\b",
    re.IGNORECASE,
)
ASIAN_SCALE = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*([千百천백]?[万萬億亿兆만억조]|[千百천백])")
ONE_AFTER_ANOTHER = re.compile(rf"{ASIAN_SCALE.pattern}(?:{ASIAN_SCALE.pattern})*")
SCALES = {
    "hundred": 2,
    "thousand": 3,
    "million": 6,
    "billion": 9,
    "trillion": 12,
    "百": 2,
    "백": 2,
    "千": 3,
    "천": 3,
    "万": 4,
    "萬": 4,
    "만": 4,
    "億": 8,
    "亿": 8,
    "억": 8,
    "兆": 12,
    "조": 12,
}
"""Power of ten of each number word."""


def numbers(text: str) -> Iterator[str]:
    """The numbers of a text in order, as ASCII digits without separators."""
    for found in NUMBER.findall(text):
        yield "".join(str(unicodedata.digit(sign)) for sign in found if sign.isdigit())


def changed(source: str, text: str, *, english: bool) -> tuple[list[str], list[str]]:
    """The numbers of `source` that its translation `text` lacks, and those that only `text` has, each sorted.

    A translation from English may write spelled-out numbers as digits, use the 24-hour clock, and count in tens of
    thousands.
    """
    if not english:
        ours, theirs = Counter(numbers(source)), Counter(numbers(text))
        return sorted((ours - theirs).elements()), sorted((theirs - ours).elements())
    return _changed(source, text)


def _changed(source: str, text: str) -> tuple[list[str], list[str]]:
    if ASIAN_SCALE.search(text):
        source, text = ENGLISH_SCALE.sub(_of_english, source), ONE_AFTER_ANOTHER.sub(_of_asian, text)
    ours, theirs = Counter(numbers(source)), Counter(numbers(text))
    lost, added = ours - theirs, theirs - ours
    for hour, half in HALF_DAY.findall(source):
        later = str(int(hour) % 12 + 12 * (half in "pP"))
        if lost[hour] and added[later]:
            lost[hour] -= 1
            added[later] -= 1
            added["00"] = 0
    added -= Counter(SPELLED[word] for word in re.findall("[a-z]+", source.casefold()) if word in SPELLED)
    lost -= Counter(HAN[sign] for sign in text if sign in HAN)
    return sorted(lost.elements()), sorted(added.elements())


def _of_english(found: re.Match[str]) -> str:
    number = Decimal((found[1] or SPELLED[found[2].casefold()]).replace(",", ""))
    return f"{number.scaleb(SCALES[found[3].casefold()]):.0f}"


def _of_asian(found: re.Match[str]) -> str:
    """A number of parts such as 3億5000万, as digits."""
    parts = ASIAN_SCALE.findall(found[0])
    return f"{sum(Decimal(n.replace(',', '')).scaleb(sum(SCALES[sign] for sign in signs)) for n, signs in parts):.0f}"
