"""Figures in a text, that is numbers in digits, and the values that each may stand for.

A figure may have several readings: `18.30` is a decimal number, or half past six; `1.234` is a thousand or one and a
bit; `40k` is 40 or 40,000. Each reading is a set of values, written as plain decimal numbers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from i18n_pipeline.digits import as_number

GAPS = " \u00a0\u202f\u2009"
FIGURE = re.compile(
    rf"\d(?:(?<!\d\d)\d{{0,2}}(?:[{GAPS}]\d{{3}})+(?!\d)(?:[.,]\d+)?"
    "|\\d*(?:[.,:'\u2019\u066b\u066c\uff0c\uff0e\uff1a]\\d+)*)"
)
"""Digits of any script with the separators of any language."""
SCALE_IN_ASIA = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s?([十百千백천]?[万萬億亿兆만억조]|[百千백천])")
IN_ASIA = re.compile(rf"{SCALE_IN_ASIA.pattern}(?:\s?{SCALE_IN_ASIA.pattern})*(?:\s?\d{{1,4}}(?![\d.,万千百億]))?")
"""A number of parts such as 3億5000万, or 2만 3천."""
_ASIAN = {1: "十", 2: "百백", 3: "千천", 4: "万萬만", 8: "億亿억", 12: "兆조"}
ASIAN = {sign: power for power, signs in _ASIAN.items() for sign in signs}
"""Power of ten of each sign."""
LONGEST = 40
"""Number of characters from which a figure is compared as it is written."""
HALF_DAY = re.compile(
    r"(?:\s?(?:[-\u2013\u2014]|to|and|until)\s?\d{1,2}(?:[:.]\d\d)?)?\s?([ap])\.?\s?m\b", re.IGNORECASE
)
"""am or pm, after a time or after the second of two."""
PLURAL_YEARS = re.compile(r"['’]?s\b")  # noqa: RUF001
SHORT_SCALE = re.compile(r"[kK](?![^\W\d_])|M\b|mn\b|bn\b|tn\b|(?<=[$€£]\d\d)m\b|(?<=[$€£]\d)m\b")
SHORT = {"k": 3, "K": 3, "M": 6, "m": 6, "mn": 6, "bn": 9, "tn": 12}

_SCALES = """
3 thousand|duizend|tausend|mille\\b|mila\\b|mil\\b|tys|tisíc|tysi|tusen|tuhat|tuhan|ezer|bin\\b|тыс|тис|хиляд|ribu
3 nghìn|ngàn|χιλιάδ|ألف|آلاف|הזאר|אלף|हज़ार|हजार|พัน(?!ล้าน)|mie\\b|mii\\b|tūkst|tis\\.
6 million|miljoen|mln|mio\\b|millon|millón|milione|milioni|milhã|milhõ|milion|miljon|miljoon|millió|milyon|миллион|млн
6 мільйон|милион|juta|triệu|εκατομμύρι|εκατ|مليون|ملايين|מיליון|मिलियन|ล้าน|milió|milj
9 milliard|miljard|mrd|miliard|miljar|milliárd|milyar|миллиард|млрд|мільярд|милиард|miliar|tỷ|tỉ|δισεκατομμύρι|δισ
9 مليار|מיליארד|अरब|พันล้าน|bilhã|bilhõ|mil millon|mil milhõ|miliárd
12 trillion|biljoen|billón|billon|billion|bilion|biljon|biljoona|billió|trilyon|триллион|трлн|трильйон|triliun|nghìn tỷ
12 τρισεκατομμύρι|تريليون|טריליון|ล้านล้าน|trilhã|trilhõ|bilió|trilj|trylion|трилион
2 hundred|honderd|hundert|cent\\b|cien\\b
5 लाख|แสน
7 करोड़|करोड
4 หมื่น
"""
SCALES = tuple((int(line.split(" ", 1)[0]), line.split(" ", 1)[1]) for line in _SCALES.strip().splitlines())
SCALE = re.compile("|".join(f"(?P<_{place}>{words})" for place, (_, words) in enumerate(SCALES)), re.IGNORECASE)
"""Words for a power of ten, or how they begin, after a figure."""
BILLION = {"en": 9, "pt": 9, "tr": 9, "fil": 9}
"""Languages in which `billion` is 10⁹; it is 10¹² elsewhere on the continent of Europe."""


class Figure(Struct, frozen=True):
    """A number in digits."""

    start: int
    """Its first character in the text."""
    end: int
    """After its last character."""
    written: str
    """As it is written."""
    readings: tuple[frozenset[str], ...]
    """What it may mean: in each reading, values that belong together."""
    bare: tuple[str, ...] = ()
    """The number alone, without a word such as “million” after it."""
    is_glued: bool = False
    """Whether a Latin letter stands right before it, as in `i18n`."""


def figures(text: str, language: str) -> list[Figure]:
    """The figures of a text in order."""
    return [*_figures(text, language)]


def _figures(text: str, language: str) -> Iterator[Figure]:
    done = 0
    for found in FIGURE.finditer(text):
        start, end = found.span()
        if start < done:
            continue
        parts = IN_ASIA.match(text, start)
        if parts:
            done = parts.end()
            yield Figure(start, done, parts[0], (frozenset([_asian(parts[0])]),))
            continue
        glued = start > 0 and text[start - 1].isascii() and text[start - 1].isalpha()
        bare = tuple(one[0] for one in _plain_readings(_ascii(found[0])) if len(one) == 1)
        yield Figure(start, end, found[0], (*_readings(text, start, end, language),), bare, glued)


def _readings(text: str, start: int, end: int, language: str) -> Iterator[frozenset[str]]:
    """All readings of the figure at a place of a text."""
    plain = _ascii(text[start:end])
    values = [frozenset(one) for one in _plain_readings(plain)]
    power = _power(text, end, language)
    if power:
        yield from (frozenset(_scaled(value, power) for value in one) for one in values if len(one) == 1)
        if language != "en":
            return
    yield from values
    half = HALF_DAY.match(text, end)
    for one in values if half or ":" in plain else ():
        yield from _other_hour(one, plain, half[1] if half else "")
    if PLURAL_YEARS.match(text, end) and len(plain) == 4:
        yield frozenset([plain[2:].lstrip("0") or "0"])


def _other_hour(values: frozenset[str], plain: str, half: str) -> Iterator[frozenset[str]]:
    """The values of a time on the other kind of clock."""
    if len(plain) > LONGEST:
        return
    hour = re.split(r"[:.]", plain)[0].lstrip("0") or "0"
    if not hour.isdecimal() or len(hour) > 4 or as_number(hour) > 24 or hour not in values:
        return
    rest = values - {hour}
    if half:
        yield rest | {str(as_number(hour) % 12 + 12 * (half in "pP"))}
        if hour == "12":
            yield rest | {"24"}
    elif as_number(hour) > 12:
        yield rest | {str(as_number(hour) - 12)}
    elif as_number(hour) == 0:
        yield rest | {"24"}
        yield rest | {"12"}


def _power(text: str, end: int, language: str) -> int:
    """The power of ten that is written after a figure; 0 if none is."""
    short = SHORT_SCALE.match(text, end)
    if short:
        return SHORT[short[0]]
    space = re.match(r"[\s-]?", text[end:])
    found = SCALE.match(text, end + (space.end() if space else 0))
    if not found:
        return 0
    words = found[0].casefold()
    if words in {"billion", "bilion"} or words.startswith("billion"):
        return BILLION.get(language, 12)
    tail = text[found.start() : found.start() + 24].casefold()
    return max((len(name[0]), power) for power, names in SCALES if (name := re.match(names, tail)))[1]


def scales(text: str, language: str) -> set[int]:
    """The powers of ten that a text has words for."""
    found = {ASIAN[sign] for sign in text if sign in ASIAN}
    for one in SCALE.finditer(text):
        inside = one.start() > 0 and text[one.start() - 1].isalpha() and one[0][0].isascii()
        if not inside:
            is_billion = one[0].casefold().startswith("billion")
            found.add(BILLION.get(language, 12) if is_billion else SCALES[int((one.lastgroup or "_0")[1:])][0])
    return found


def _plain_readings(plain: str) -> tuple[tuple[str, ...], ...]:
    """The readings of a figure in ASCII, whatever stands around it."""
    if len(plain) > LONGEST:
        return ((plain,),)
    if plain.isdigit():
        return ((plain.lstrip("0") or "0",),)
    if ":" in plain:
        return (tuple(_value(part) for part in plain.split(":") if part.strip("0")) or ("0",),)
    parts = re.split(r"[.,' ]", plain)
    found: list[tuple[str, ...]] = []
    marks = re.sub(r"\d", "", plain)
    if _is_grouped(parts):
        found.append((_value("".join(parts)),))
    elif len(set(marks)) > 1 and _is_grouped(parts[:-1]):
        found.append((_decimal("".join(parts[:-1]), parts[-1]),))
    if len(parts) == 2 and marks != " ":
        found.append((_decimal(*parts),))
        if len(parts[1]) == 2 and len(parts[0]) < 5 and as_number(parts[0]) <= 24 and as_number(parts[1]) < 60:
            found.append(tuple(_value(part) for part in parts if part.strip("0")) or ("0",))
            if parts[1] in {"00", "15", "30", "45"}:  # as soldiers write 19.30
                found.append((_value("".join(parts)),))
    if len(parts) == 3 and len(set(marks)) == 1 and _is_date(parts):
        found.append(tuple(map(_value, parts)))
    return tuple(found) or ((plain.replace(",", "."),),)


def _is_date(parts: Sequence[str]) -> bool:
    """Whether three numbers are a day, a month and a year."""
    return (
        max(map(len, parts)) <= 4
        and as_number(parts[0]) <= 31
        and as_number(parts[1]) <= 12
        and len(parts[2]) in {2, 4}
    )


def _is_grouped(parts: Sequence[str]) -> bool:
    """Whether parts of a figure are groups of three digits, or of two before the last three as in India."""
    head, *rest = map(len, parts)
    return bool(rest) and head <= 3 and rest[-1] == 3 and (set(rest) == {3} or set(rest[:-1]) == {2})


def _decimal(whole: str, fraction: str) -> str:
    value = whole.lstrip("0") or "0"
    return value if len(fraction) <= 2 and not fraction.strip("0") else f"{value}.{fraction}"


def _value(digits: str) -> str:
    return digits.lstrip("0") or "0"


def _scaled(value: str, power: int) -> str:
    return _plain(Decimal(value).scaleb(power)) if re.fullmatch(r"\d+(?:\.\d+)?", value) else value


def _plain(value: Decimal) -> str:
    """A decimal number without zeros at the end of its fraction."""
    written = f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _asian(written: str) -> str:
    """The value of a number of parts such as 3億5000万."""
    total, last = Decimal(0), 0
    text = _ascii(written)
    for number, signs in SCALE_IN_ASIA.findall(text):
        total += Decimal(number.replace(",", "")).scaleb(sum(ASIAN[sign] for sign in signs))
    for found in SCALE_IN_ASIA.finditer(text):
        last = found.end()
    rest = text[last:].strip()
    return _plain(total + Decimal(rest or 0))


def _ascii(written: str) -> str:
    """A figure with ASCII digits, and its separators as `.`, `,`, `:`, `'` or a space."""
    return "".join(str(unicodedata.digit(sign)) if sign.isdigit() else _SIGNS.get(sign, sign) for sign in written)


_SIGNS = dict(zip("\u066b\u066c\uff0c\uff0e\uff1a\u2019", ".,,.:'", strict=True)) | dict.fromkeys(GAPS, " ")
