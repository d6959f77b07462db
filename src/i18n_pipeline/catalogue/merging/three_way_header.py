"""Merge the header of a catalogue three ways, field by field.

Of two dates the later one counts, and the names that go with a date come from the same side as the date. Of two other
values that both sides changed, ours stays: a translator cannot choose between them in an editor. Of several fields
with one name the first counts, which is the one that GNU gettext reads; the merged header has it once.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from i18n_pipeline.catalogue.merging.three_way_order import newer, united
from i18n_pipeline.catalogue.po.header import (
    SEGMENTATION_FIELD,
    exists,
    fields_of,
    foreign_charset,
    segmentation_version,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from i18n_pipeline.model import Message

DATES = ("PO-Revision-Date", "POT-Creation-Date")
"""The fields that hold a date."""
DATED = {"PO-Revision-Date": ("Last-Translator", "X-Generator")}
"""The fields that a program writes together with a date."""


def merged(base: Message, ours: Message, theirs: Message) -> Message:
    """The header of the merged catalogue; a side without a header counts for nothing.

    Ours stays whole where the merged fields would name another encoding than UTF-8, since no program could read that.
    """
    if not exists(ours) or not exists(theirs):
        return ours if exists(ours) else theirs
    if base.raw in {ours.raw, theirs.raw}:
        return theirs if ours.raw == base.raw else ours
    fields = _fields(fields_of(base), fields_of(ours), fields_of(theirs))
    text = "".join(f"{name}: {value}\n" if value is not None else f"{name}\n" for name, value in fields.items())
    return replace(
        ours,
        msgstr=ours.msgstr if foreign_charset(text) else text,
        flags=united(base.flags, ours.flags, theirs.flags),
        notes=united(base.notes, ours.notes, theirs.notes),
        extracted=united(base.extracted, ours.extracted, theirs.extracted),
        references=united(base.references, ours.references, theirs.references),
    )


def _fields(
    base: Mapping[str, str | None], ours: Mapping[str, str | None], theirs: Mapping[str, str | None]
) -> dict[str, str | None]:
    """The merged fields, those that either side removed left out."""
    names = united(tuple(base), tuple(ours), tuple(theirs))
    found = {name: _value(name, base, ours, theirs) for name in names}
    for date, others in DATED.items():
        if date in ours and date in theirs and _changed_by_both(date, base, ours, theirs):
            side = theirs if found.get(date) == theirs[date] else ours
            found |= {name: side[name] for name in others if name in side and name in found}
    return found


def _value(
    name: str, base: Mapping[str, str | None], ours: Mapping[str, str | None], theirs: Mapping[str, str | None]
) -> str | None:
    """The value of a field that is on one side or on both."""
    if name not in ours or name not in theirs:
        return (ours if name in ours else theirs)[name]
    here, there = ours[name], theirs[name]
    if name in DATES:
        return max((here, there), key=_moment)
    if name == SEGMENTATION_FIELD:
        return max((here, there), key=lambda version: segmentation_version(version or ""))
    return newer(base.get(name), here, there)


def _changed_by_both(name: str, *sides: Mapping[str, str | None]) -> bool:
    base, ours, theirs = (side.get(name) for side in sides)
    return base not in {ours, theirs} and ours != theirs


def _moment(date: str | None) -> datetime:
    """The moment that a header names, `2026-11-29 14:07+0100`; the beginning of time if it names none."""
    text = re.sub(r"\s+(?=[+-]\d{4}$)", "", date or "")
    for form in ("%Y-%m-%d %H:%M%z", "%Y-%m-%d %H:%M:%S%z", "%Y-%m-%d %H:%M", "%Y-%m-%d"):
        try:
            found = datetime.strptime(text, form)  # noqa: DTZ007 - without a zone it is UTC
        except ValueError:
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return datetime.min.replace(tzinfo=UTC)
