"""Numbers of the source text that the translation lacks, or has besides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache

from msgspec import Struct

from i18n_pipeline.checks import _spelled as spelled
from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.checks._converted_units import conversions
from i18n_pipeline.checks._dates import DAY_OF_WEEK, NUMBERED_DAYS, is_whole, wrong_date
from i18n_pipeline.checks._figures import FIGURE, Figure, figures, scales
from i18n_pipeline.checks._tables import number_words
from i18n_pipeline.digits import as_number
from i18n_pipeline.findings import Severity
from i18n_pipeline.language import base
from i18n_pipeline.markdown.words_alone import COVER

DUAL = frozenset(["ar", "he", "sl"])
"""Languages whose nouns may say “two” themselves."""
DIGIT = re.compile(r"\d")
EVERY = re.compile(r" days a week| hours a day| days a year")
"""What may be said as “always” or “every day”."""
TENTHS = re.compile("[折割成]")
"""Words for tenths in Chinese and Japanese."""
ASIAN = frozenset(["ja", "ko", "yue", "zh"])
SMALL = 20
"""Number up to which a language without a list of its numbers may say one in words."""
MOST = 400
"""Number of figures from which texts are compared by their digits alone."""
SCALED = re.compile(r"\d\s?(?:k|m|b|t)", re.IGNORECASE)
"""A figure that may stand for thousands or millions of itself."""
NUMBERS = frozenset(["three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])
UNLIKE = {
    "nl": "acht elf",
    "de": "acht sieben elf",
    "fr": "neuf",
    "es": "once",
    "it": "sei nove",
    "pt": "sete",
    "fi": "kuusi kuuden kuudes viisi",
    "tr": "alt\u0131 yedi on",
    "hu": "hat öt hét",
    "ro": "",
    "sv": "tre elva",
    "da": "fire",
    "no": "fire",
    "pl": "",
    "cs": "",
    "ru": "",
    "uk": "",
    "ca": "set nou onze",
    "el": "",
    "id": "",
}
"""Languages whose words for 3 to 12 are told from other words, with the words that are not."""


class _Side(Struct, frozen=True, dict=True):
    """A text, and the numbers in it."""

    text: str
    """Its words, as long as the text."""
    language: str
    """Its language."""

    @cached_property
    def figures(self) -> list[Figure]:
        """Its numbers in digits."""
        return figures(self.text, self.language)

    @cached_property
    def values(self) -> frozenset[str]:
        """All values that its digits may stand for."""
        return frozenset(value for figure in self.figures for reading in figure.readings for value in reading)

    @cached_property
    def bare(self) -> frozenset[str]:
        """Its numbers in digits, without a word such as “million” after them."""
        return frozenset(value for figure in self.figures for value in figure.bare)

    @cached_property
    def small(self) -> str:
        """The text in small letters."""
        return self.text.casefold()

    @cached_property
    def loose(self) -> frozenset[str]:
        """Values of numerals that are no digits, and of English numbers of several words."""
        more = spelled.english(self.small) if self.language == "en" else set()
        return frozenset(spelled.others(self.text) | more)

    @cached_property
    def powers(self) -> frozenset[int]:
        """The powers of ten that it has words for."""
        return frozenset(scales(self.text, self.language))

    def has(self, value: str) -> bool:
        """Whether it has a value, in digits or in words."""
        if value == "1" or value in self.values or value in self.loose:
            return True
        return spelled.says(value, self.small, self.language) or self._has_scaled(value)

    def _has_scaled(self, value: str) -> bool:
        """Whether it says a value as a smaller number and a word such as “million”."""
        for power in self.powers:
            less = Decimal(value).scaleb(-power) if re.fullmatch(r"\d+(?:\.\d+)?", value) else Decimal(0)
            if less >= Decimal("0.01"):
                part = f"{less.normalize():f}"
                if part == "1" or part in self.bare | self.loose or spelled.says(part, self.small, self.language):
                    return True
        return False


@one_by_one("numbers", Severity.WARNING, "compare the numbers with those of the source text")
def numbers(one: Translation) -> Iterator[Flaw]:
    """Numbers that are not those of the source text.

    Bad: “A loaf costs 3 euros.” → “Een brood kost 30 euro.”
    Good: “A loaf costs 3 euros.” → “Een brood kost drie euro.”
    """
    if not DIGIT.search(one.source) and not DIGIT.search(one.text):
        yield from _words_differ(one)
        return
    if base(one.source_locale) == "en" and (wrong := wrong_date(one.words, one.words_of_text, one.locale)):
        (day, month), (other, its_month) = wrong
        said = f"day {day} of month {month} became day {other} of month {its_month}"
        yield Flaw(f"the translation has other numbers: {said}")
        return
    before, after = _written(one.words), _written(one.words_of_text)
    if set(before) == set(after) and not SCALED.search(one.words):
        if not before:
            yield from _words_differ(one)
        return
    if len(before) + len(after) > MOST:
        if set(before) != set(after):
            yield Flaw("the translation has other numbers")
        return
    source, text = _Side(one.words, base(one.source_locale)), _Side(one.words_of_text, base(one.locale))
    added = [
        each
        for each in text.figures
        if not _is_said(each, text, source) and not _is_hidden(each, one.source, one.words)
    ]
    lost = [
        each
        for each in source.figures
        if not _is_said(each, source, text) and not _is_hidden(each, one.text, one.words_of_text)
    ]
    missing, extra = _unexplained(lost, added, one)
    if missing or extra:
        where = extra[0] if extra else None
        said = f"the translation has other numbers: {_listed(missing)} became {_listed(extra)}"
        yield Flaw(said, where.start, where.end) if where else Flaw(said)


def _unexplained(
    lost: list[Figure], added: list[Figure], one: Translation
) -> tuple[Sequence[Figure], Sequence[Figure]]:
    """The figures that a translation lacks, and has besides, without those of names, tenths, weekdays and the like."""
    if not lost:
        added = [each for each in added if not _is_named(each, one.words_of_text)]
    tenths = [figure for figure in lost if _is_in_tenths(figure, one)]
    if tenths:
        lost = [figure for figure in lost if figure not in tenths]
        added = [each for each in added if not TENTHS.match(one.words_of_text, each.end)]
    lost = [figure for figure in lost if not _may_go(figure, one, alone=not added)]
    if base(one.locale) in NUMBERED_DAYS and DAY_OF_WEEK.search(one.words):
        added = [figure for figure in added if len(figure.written) > 1]
    return lost, added


def _written(text: str) -> list[str]:
    """The numbers of a text as they are written."""
    return FIGURE.findall(text) if DIGIT.search(text) else []


def _listed(found: Iterable[Figure]) -> str:
    return ", ".join(dict.fromkeys(figure.written for figure in found)) or "none"


def _is_hidden(figure: Figure, text: str, words: str) -> bool:
    """Whether a figure stands in the code or markup of a text, whose words these are."""
    found = re.finditer(rf"(?<!\d){re.escape(figure.written)}(?!\d)", text) if figure.written in text else ()
    return any(words[one.start()] == COVER for one in found)


def _is_named(figure: Figure, text: str) -> bool:
    """Whether a figure is part of a name in Latin letters: `OAuth2`, `k8s`."""
    before, after = text[max(0, figure.start - 2) : figure.start], text[figure.end : figure.end + 1]
    if not before.isascii() or not before[-1:].isalpha():
        return False
    return before.isalpha() if len(before) == 2 and before.isalpha() else after.isascii() and after.isalpha()


def _may_go(figure: Figure, one: Translation, *, alone: bool) -> bool:
    """Whether a translation may do without a figure: in `i18n`, `3rd-party`, `24 hours`, “100%” where it has no other.

    A small number may be in words that are not known here.
    """
    after = one.words[figure.end : figure.end + 14]
    if figure.is_glued or after.startswith(("rd party", "rd-party")):
        return True
    if alone and figure.written.isdecimal() and as_number(figure.written) <= SMALL and not _has_words(one.locale):
        return True
    if alone and EVERY.match(after):
        return True
    is_all = figure.written == "100" and "%" in after
    return alone and (is_all or is_whole(figure.written, after, one.words_of_text))


def _is_in_tenths(figure: Figure, one: Translation) -> bool:
    """Whether a share in percent is said in tenths, or as what is left of a price: 20 % less is 八折, or 2割引."""
    after = one.words[figure.end : figure.end + 2]
    if not after.lstrip().startswith("%") or not TENTHS.search(one.words_of_text) or len(figure.written) > len("100"):
        return False
    there = _Side(one.words_of_text, base(one.locale))
    share = as_number(figure.written) if figure.written.isdecimal() else 0
    return any(there.has(str(part // 10)) or there.has(str(part)) for part in (share, 100 - share) if part % 5 == 0)


def _has_words(locale: str) -> bool:
    """Whether the numbers of a language are known in words, or in Chinese numerals."""
    return bool(number_words(base(locale))) or base(locale) in ASIAN


def _is_said(figure: Figure, here: _Side, there: _Side) -> bool:
    """Whether the other text has a figure, in one of its readings."""
    if any(all(there.has(value) for value in reading) for reading in figure.readings):
        return True
    if "2" in figure.readings[0] and {here.language, there.language} & DUAL:
        return True
    return any(_is_time_in_words(reading, there) for reading in figure.readings) or _is_converted(figure, here, there)


def _is_time_in_words(reading: frozenset[str], there: _Side) -> bool:
    """Whether a half or a quarter of an hour is said with the hour before or after it."""
    minutes = reading & {"15", "30", "45"}
    if len(reading) != 2 or not any(spelled.says(one, there.small, there.language) for one in minutes):
        return False
    [*hours] = reading - minutes
    return any(
        there.has(str(hour))
        for h in hours
        if h.isdecimal() and len(h) < 5
        for hour in (as_number(h), as_number(h) % 12 + 1, as_number(h) % 12)
    )


def _is_converted(figure: Figure, here: _Side, there: _Side) -> bool:
    """Whether a figure stands for one of the other text in other units."""
    if here.language == "en":
        return _near(_conversions(here, [figure]), there.figures)
    return _near(_conversions(there, there.figures), [figure])


def _conversions(side: _Side, found: Iterable[Figure]) -> list[tuple[Decimal, Decimal]]:
    readings = ((figure.end, reading) for figure in found for reading in figure.readings)
    return [one for end, reading in readings for one in conversions(side.text, end, reading)]


def _near(ranges: Sequence[tuple[Decimal, Decimal]], found: Iterable[Figure]) -> bool:
    """Whether a figure is in one of the ranges."""
    values = (value for figure in found for reading in figure.readings for value in reading) if ranges else ()
    plain = (Decimal(value) for value in values if re.fullmatch(r"\d{1,15}(?:\.\d{1,9})?", value))
    return any(least <= value <= most for value in plain for least, most in ranges)


# --- numbers in words --------------------------------------------------------------------------------


def _words_differ(one: Translation) -> Iterator[Flaw]:
    """A number from three to twelve that is said in words and is another than in the source text."""
    language = base(one.locale)
    if base(one.source_locale) != "en" or language not in UNLIKE or not _may_say_numbers(one.source):
        return
    words = NUMBERS.intersection(one.small_words)
    if not words:
        return
    wanted = [value for value, named in _cardinals("en").items() if named & words]
    if not wanted:
        return
    source, text = _Side(one.words, "en"), _Side(one.words_of_text, language)
    lost = [value for value in wanted if not text.has(value)]
    found = list(spelled.WORDS.finditer(one.words_of_text)) if lost else []
    for value, named in _cardinals(language).items():
        first = next((word for word in found if word[0].casefold() in named), None)
        if first and value not in wanted and not source.has(value):
            yield Flaw(f"the translation has another number than the source text, which has {lost[0]}", *first.span())
            return


def _may_say_numbers(text: str) -> bool:
    small = text.casefold()
    return any(name in small for name in NUMBERS)


@lru_cache(maxsize=64)
def _cardinals(language: str) -> Mapping[str, frozenset[str]]:
    """The numbers from 3 to 12 of a language, each with its cardinal number."""
    table, unlike = number_words(language), UNLIKE.get(language, "").split()
    return {str(n): frozenset([table[str(n)][0]]) - {*unlike} for n in range(3, 13) if str(n) in table}


CHECKS = (numbers,)
