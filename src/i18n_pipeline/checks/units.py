"""Units, currencies and signs beside the numbers of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.findings import Severity

_NAMES = {
    "euros": "€ EUR euro eur[oóôa] евро євро ευρώ यूरो يورو ยูโร ユーロ 欧元 歐元 유로",
    "dollars": r"\$ USD dollar dólar dolar dollár доллар долар δολάρι डॉलर دولار ดอลลาร์ ドル 美元 달러",
    "pounds (money)": "£ GBP",
    "yen or yuan": "¥ JPY CNY 円 日元 人民币",
    "kilometres": "km kilomet kilomèt kilómet quilómet quilômet chilomet километр кілометр χιλιόμετρ किलोमीटर كيلومتر "
    "กิโลเมตร キロメ 公里 千米 킬로미터",
    "miles": r"mi\b mile mijl meile milla milha migli mille? миль миля мили μίλι मील ميل ไมล์ マイル 英里 마일 "
    "mailia mérföld",
    "metres": r"m\b met(?:er|re) mètre metro метр μέτρ मीटर متر เมตร メートル 米 미터",
    "feet": r"ft\b feet foot voet fuß pieds?\b pies?\b pés?\b фут πόδι फुट قدم ฟุต フィート 英尺 피트",
    "inches": "inch zoll pouce pulgada polegada pollic дюйм ίντσ इंच بوصة นิ้ว インチ 英寸 인치 tuumaa",
    "kilograms": r"kg kilogram kilo\b килограмм кілограм κιλ किलो كيلوغرام กิโลกรัม キログラム 公斤 千克 킬로그램",
    "pounds (weight)": r"lbs?\b pounds?\b libras?\b",
    "degrees Celsius": r"°C celsius 摄氏 攝氏 섭씨 цельси",
    "degrees Fahrenheit": r"°F fahrenheit 华氏 華氏 화씨 фаренгейт",
    "hours": r"h\b hours?\b hrs?\b uur uren stunde heures?\b horas?\b or[ae]\b час годин ώρ घंट ساع ชั่วโมง 時間 小时 "
    r"小時 시간 saat tuntia godzin hodin óra timm?ar timer giờ jam\b",
    "minutes": r"min\b minut минут хвилин λεπτ मिनट دقيق دقائق นาที 分 분 dakika perc phút menit",
    "seconds": r"s\b sec sek seg секунд δευτερ सेकंड ثاني ثوان วินาที 秒 초 saniye másodperc giây detik",
    "kilobytes": r"kB\b Ko\b kilobyte килобайт",
    "megabytes": r"MB\b Mo\b megabyte мегабайт",
    "gigabytes": r"GB\b Go\b gigabyte гигабайт",
    "terabytes": r"TB\b To\b terabyte терабайт",
}
"""Units, and how they begin behind or before a number in several languages."""
UNITS = {name: re.compile("|".join(names.split()), re.IGNORECASE) for name, names in _NAMES.items()}
RIVALS = (
    frozenset(["euros", "dollars", "pounds (money)", "yen or yuan"]),
    frozenset(["kilometres", "miles", "metres", "feet", "inches"]),
    frozenset(["kilograms", "pounds (weight)"]),
    frozenset(["degrees Celsius", "degrees Fahrenheit"]),
    frozenset(["hours", "minutes", "seconds"]),
    frozenset(["kilobytes", "megabytes", "gigabytes", "terabytes"]),
)
"""Units that people mix up."""
DIGIT = re.compile(r"\d")
AFTER = re.compile(r"(?<![\d.,])(\d++(?:[.,]\d++)*+)[-\u00a0\u202f ]?(°?[^\s\d.,;:!?()\[\]°]+)")
"""A number, and what stands behind it."""
BEFORE = re.compile(r"([€$£¥])\s?(\d++(?:[.,]\d++)*+)")
"""A sign of a currency, and the number behind it."""
_PERCENT = """
% ٪ \uff05 p\\.c percent procent prozent prosent pour.cent por.ciento por.cento per.cento процент відсот τοις.εκατό
yüzde faiz
प्रतिशत بالمئة بالمائة في.المئة เปอร์เซ็นต์ ร้อยละ パーセント 割 百分 퍼센트 százalék phần.trăm persen sadasta pct отсот
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


@one_by_one("units", Severity.WARNING, "compare it with the English text")
def units(one: Translation) -> Iterator[Flaw]:
    """Another unit or currency beside the same number, or a number that lost its minus or its percent sign.

    Bad: “It costs $5.” → “Het kost 5 euro.”
    Good: “It costs $5.” → “Het kost 5 dollar.”
    """
    if not DIGIT.search(one.source) or not any(map(str.isdigit, one.text)):
        return
    source, text = one.said, one.said_text
    ours, theirs = _units(source), _units(text)
    for number, unit in sorted(ours - theirs):
        other = next((rival for rival in sorted(_rivals(unit)) if (number, rival) in theirs - ours), "")
        if other:
            yield Flaw(f"{number} {unit} became {number} {other}")
    if PER_HUNDRED.search(source) and not PERCENT.search(text):
        yield Flaw("a percent sign is missing")
    if MINUS.search(source) and not SAID_MINUS.search(text):
        yield Flaw("a minus is missing before a number")


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
