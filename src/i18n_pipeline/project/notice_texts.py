"""Settings of the notice on localised pages, and its sentences in many languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from i18n_pipeline import language
from i18n_pipeline.model import State

BLOCK, FRONT_MATTER = "block", "front matter"
"""Places for a notice."""
MACHINE = "machine"
"""What a notice can mention beside states: text of a machine that a person has reviewed."""
KINDS: tuple[str, ...] = (State.UNTRANSLATED, State.STALE, State.DRAFT, MACHINE)
"""States and the like that a notice can mention, in the order of its sentences."""
PLACEHOLDERS = ("percent", "page")
"""Placeholders of a sentence: percentage of words in the reader's language, and the source page."""
SENTENCE_END = re.compile(r"(?<=[.।؟])\s+|(?<=。)")
SENTENCES = "notice_texts.toml"


class Notice(Struct, frozen=True):
    """Settings of the notice in one language."""

    place: str
    """`block` or `front matter`; empty: no notice."""
    kinds: frozenset[str]
    """What calls for a notice, of `KINDS`."""
    form: str
    """Markdown block with `{text}`."""
    key: str
    """Front-matter key of the notice."""
    sentences: Mapping[str, str]
    """Sentences by state, in the language of the page; a state without a sentence is not mentioned."""


def sentences(
    locale: str, own: Mapping[str, str | Mapping[str, str]], *, stale_is_shown: bool = False
) -> dict[str, str]:
    """Sentences of a notice in a language: from the settings, otherwise this tool's own.

    Where stale translations are shown, its own says that they have to be revised, and not that English is shown.
    """
    said = own.get(locale, {})
    chosen = dict.fromkeys(KINDS, said) if isinstance(said, str) else dict(said)
    known = _known(locale)
    if stale_is_shown and State.STALE in known:
        known[State.STALE] = SENTENCE_END.split(known[State.STALE], maxsplit=1)[0]
    return {**known, **chosen}


def _known(locale: str) -> dict[str, str]:
    """Built-in sentences for a language tag, or for the tag without its region; the script must match."""
    tables = _tables()
    found = (tables.get(tables["same"].get(tag, tag)) for tag in language.wider(locale))
    table = next(filter(None, found), {})
    return dict(table)


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name(SENTENCES).read_text(encoding="utf-8"))
