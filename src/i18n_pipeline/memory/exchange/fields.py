"""Fields of units in exchange files: dates, notes, header fields, and characters that files cannot hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from i18n_pipeline.model import Unit

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets)."""

NOT_IN_TEXT = re.compile("[\0\ud800-\udfff]")
"""Characters that text files cannot hold: lone surrogates, and NUL, at which tools in C stop reading."""


def stamp(text: str | None) -> str:
    """An ISO 8601 date, extended or basic (TMX: `20261122T050000Z`), in the form of `Unit.changed`; empty if invalid.

    A date without a zone is UTC, as TMX 1.4b recommends.
    """
    try:
        moment = datetime.fromisoformat((text or "").strip())
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return ""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def lines(text: str) -> tuple[str, ...]:
    """Split a note into lines, without blank ones."""
    return tuple(line.strip() for line in re.split(r"[\r\n]+", text) if line.strip())


def first_of_each(units: Iterable[Unit]) -> Iterator[Unit]:
    """The first unit of each context and source, since gettext files cannot hold more."""
    seen: set[tuple[str | None, str]] = set()
    for unit in units:
        if (unit.context, unit.source) not in seen:
            seen.add((unit.context, unit.source))
            yield unit


def header_field(header: str, name: str) -> str:
    """A field of a gettext header, empty if missing."""
    found = re.search(rf"^{name}:(.*)$", header, re.MULTILINE | re.IGNORECASE)
    return found[1].strip() if found else ""
