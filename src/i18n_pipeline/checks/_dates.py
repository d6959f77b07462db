"""Days of months, days of weeks, and spans of time that a translation may say as the next longer unit."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TypeAlias

from i18n_pipeline.checks.units import UNITS
from i18n_pipeline.digits import as_number
from i18n_pipeline.language import month_names

Date: TypeAlias = tuple[int, int]
"""A day and a month."""
ENGLISH = "January|February|March|April|May|June|July|August|September|October|November|December"
IN_ENGLISH = re.compile(
    rf"\b(?:(?P<month>{ENGLISH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]|,\d)"
    rf"|(?<!\d)(?P<first>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<then>{ENGLISH}))\b"
)
"""A date in English, such as `May 6` or `6th of May`."""
MONTHS = ENGLISH.split("|")
IN_ASIA = re.compile(r"(?<!\d)(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일号號]")
DAY_OF_WEEK = re.compile(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:s|nes|rs|ur)?(?:day)?s?\b")
NUMBERED_DAYS = frozenset(["vi", "pt", "el", "fa", "he"])
"""Languages that count the days of the week."""
WHOLE = {
    ("24", "hour"): "days",
    ("48", "hour"): "days",
    ("72", "hour"): "days",
    ("7", "day"): "weeks",
    ("14", "day"): "weeks",
    ("30", "day"): "months",
    ("365", "day"): "years",
    ("12", "month"): "years",
    ("24", "month"): "years",
    ("60", "minute"): "hours",
    ("60", "second"): "minutes",
}
"""Spans of time, each with the longer unit of which it is a whole number."""
UNIT = re.compile(r"[\s-]?(hour|day|month|minute|second)s?\b", re.IGNORECASE)


def is_whole(value: str, after: str, text: str) -> bool:
    """Whether a span in English, a figure and what stands `after` it, may be said in a text as a longer unit."""
    unit = UNIT.match(after)
    longer = WHOLE.get((value, unit[1].lower())) if unit else None
    return longer is not None and UNITS[longer].search(text) is not None


def wrong_date(source: str, text: str, locale: str) -> tuple[Date, Date] | None:
    """A date of an English text and the one in another month that a translation has in its place, if any.

    Days alone are numbers like others, and “1 and 2 May” has one beside its month.
    """
    wanted = {
        (as_number(one["day"] or one["first"]), MONTHS.index(one["month"] or one["then"]) + 1)
        for one in IN_ENGLISH.finditer(source)
    }
    if not wanted:
        return None
    found = _dates(text.casefold(), locale)
    ours, theirs = ({month for _, month in dates} for dates in (wanted, found))
    lost = sorted(date for date in wanted if date[1] not in theirs)
    added = sorted(date for date in found if date[1] not in ours)
    return (lost[0], added[0]) if lost and added else None


def _dates(text: str, locale: str) -> set[Date]:
    """The days of months in a text in small letters."""
    found = {(as_number(day), as_number(month)) for month, day in IN_ASIA.findall(text)}
    numbers = dict(month_names(locale))
    if not numbers:
        return found
    for one in _pattern(locale).finditer(text):
        found.add((as_number(one["day"] or one["after"]), int(numbers[one["month"] or one["before"]])))
    return found


@lru_cache(maxsize=64)
def _pattern(locale: str) -> re.Pattern[str]:
    """A day beside the name of a month."""
    names = "|".join(re.escape(name) for name, _ in sorted(month_names(locale), key=lambda one: -len(one[0])))
    return re.compile(
        r"(?<!\d)(?<!\d[.,:])(?P<day>\d{1,2})(?:\.|º|er|-?го|-?е|-?а)? ?(?:de |d['’])?"  # noqa: RUF001
        rf"(?P<month>{names})(?!\w)"
        rf"|(?<!\w)(?P<before>{names})\.? (?P<after>\d{{1,2}})(?![\d:.])"
    )
