"""Units, currencies and signs beside the numbers of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.checks._unit_names import NAMES
from i18n_pipeline.findings import Severity

UNITS = {name: re.compile("|".join(names.split()), re.IGNORECASE) for name, names in NAMES.items()}
"""Units, each with a pattern of its names."""
RIVALS = (
    frozenset(["euros", "dollars", "pounds (money)", "yen or yuan"]),
    frozenset(["kilometres", "miles", "metres", "feet", "inches", "centimetres", "millimetres"]),
    frozenset(["kilograms", "pounds (weight)", "grams", "milligrams"]),
    frozenset(["litres", "millilitres"]),
    frozenset(["degrees Celsius", "degrees Fahrenheit"]),
    frozenset(["hours", "minutes", "seconds", "days", "weeks", "months", "years"]),
    frozenset(["kilobytes", "megabytes", "gigabytes", "terabytes"]),
)
"""Units that people mix up."""
DIGIT = re.compile(r"\d")
AFTER = re.compile(r"(\d(?<![\d.,]\d)\d*+(?:[.,]\d++)*+)[-\u00a0\u202f ]?(°?[^\s\d.,;:!?()\[\]°]+)")
"""A number, and what stands behind it."""
BEFORE = re.compile(r"([€$£¥])\s?(\d++(?:[.,]\d++)*+)")
"""A sign of a currency, and the number behind it."""
_PERCENT = """
% ٪ \uff05 p\\.c percent procent prozent prosent pour.cent por.ciento por.cento per.cento процент відсот τοις.εκατό
yüzde faiz
प्रतिशत بالمئة بالمائة في.المئة เปอร์เซ็นต์ ร้อยละ パーセント 割 折 成 百分 퍼센트
százalék phần.trăm persen sadasta pct отсот
"""
PERCENT = re.compile("|".join(_PERCENT.split()), re.IGNORECASE)
"""How languages say that a number is of a hundred."""
PER_HUNDRED = re.compile(r"\d\s?%")
MINUS = re.compile(r"(?:^|(?<=[\s(]))[-−–](?=\d)")  # noqa: RUF001
SAID_MINUS = re.compile(
    r"[-−–]\s?\d|[−–-]|\bmin\b|minus|menos|moins|meno\b|минус|мінус|μείον|eksi|माइनस|ऋण|ناقص|ลบ|マイナス|零下|负|負|영하"  # noqa: RUF001
    r"|mínusz|miinus|unter null|bajo cero|onder nul|sotto zero|below",
    re.IGNORECASE,
)


@one_by_one("units", Severity.WARNING, "compare it with the source text")
def units(one: Translation) -> Iterator[Flaw]:
    """Another unit or currency beside the same number, or a number that lost its minus or its percent sign.

    Bad: “It costs $5.” → “Het kost 5 euro.”
    Good: “It costs $5.” → “Het kost 5 dollar.”
    """
    if not DIGIT.search(one.source) or not any(map(str.isdigit, one.text)):
        return
    source, text = one.said, one.said_text
    ours = _units(source)
    theirs = _units(text) if ours else ours
    for number, unit in sorted(ours - theirs):
        other = next((rival for rival in sorted(_rivals(unit)) if (number, rival) in theirs - ours), "")
        if other:
            yield Flaw(f"the translation has {number} {other}, the source text {number} {unit}")
    if PER_HUNDRED.search(source) and not PERCENT.search(text):
        yield Flaw("the translation lacks a percent sign")
    if MINUS.search(source) and not SAID_MINUS.search(text):
        yield Flaw("the translation lacks the minus of a number")


def _rivals(unit: str) -> frozenset[str]:
    """The units that people mix up with a unit."""
    return next((group for group in RIVALS if unit in group), frozenset()) - {unit}


def _units(text: str) -> frozenset[tuple[str, str]]:
    """The numbers of a text, each with the unit beside it."""
    beside = [(found[1], found[2]) for found in AFTER.finditer(text)]
    beside += [(found[2], found[1]) for found in BEFORE.finditer(text)]
    return frozenset((number, name) for number, word in beside for name in _named(word))


@lru_cache(maxsize=4096)
def _named(word: str) -> tuple[str, ...]:
    """The units that a word beside a number may stand for."""
    return tuple(name for name, pattern in UNITS.items() if pattern.match(word))


CHECKS = (units,)
