"""Fields of a unit as exchange files spell them: dates, notes, keys, and characters that no file can hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from i18n_pipeline.model import Unit

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write (https://www.w3.org/TR/xml/#charsets)."""

NOT_IN_TEXT = re.compile("[\0\ud800-\udfff]")
"""What no UTF-8 text file holds: lone surrogates, and NUL, at which tools written in C stop reading."""


def stamp(text: str | None) -> str:
    """A date of ISO 8601, in its basic form too (TMX: `20261122T050000Z`), as a unit has it; empty if it is none.

    A date without a zone is UTC, as TMX 1.4b recommends for all its dates.
    """
    try:
        moment = datetime.fromisoformat((text or "").strip())
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return ""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def lines(text: str) -> tuple[str, ...]:
    """Notes, one line each."""
    return tuple(line.strip() for line in re.split(r"[\r\n]+", text) if line.strip())


def first_of_each(units: Iterable[Unit]) -> Iterator[Unit]:
    """The units without those whose context and source came before, which gettext files cannot hold."""
    seen: set[tuple[str | None, str]] = set()
    for unit in units:
        if (unit.context, unit.source) not in seen:
            seen.add((unit.context, unit.source))
            yield unit


def header_field(header: str, name: str) -> str:
    """A field of a gettext header, empty where it is missing."""
    found = re.search(rf"^{name}:(.*)$", header, re.MULTILINE | re.IGNORECASE)
    return found[1].strip() if found else ""
